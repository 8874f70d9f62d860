//! A display list becomes pixels.
