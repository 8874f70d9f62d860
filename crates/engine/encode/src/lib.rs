//! Pixels become files: mp4 and png.
