//! What ffmpeg is told for each format.
//!
//! Settings and what they were measured against: `docs/decisions/0003-encoder.md`.

use crate::film_file::FilmSpec;
use crate::format::Format;
use crate::frame_form::FrameForm;

/// Threads of the encoders. The output of some depends on their number, so it is the same everywhere.
/// Four keep two cores busier than two do, at the same cost, as frame threads wait for each other.
const ENCODER_THREADS: u32 = 4;

/// Seconds between two frames from which players can begin.
const SECS_BETWEEN_KEY_FRAMES: u32 = 4;

/// A fast preset with what keeps edges of text sharp and gradients smooth turned on again. Without B-frames, frames
/// are stored in the order in which they are shown, which every player and editor understands.
const X264_PARAMS: &str = "cabac=1:8x8dct=1:partitions=i8x8,i4x4:bframes=0:weightp=0:\
    scenecut=40:mbtree=1:aq-mode=3:aq-strength=0.8:chromaloc=1";

/// Quality of H.264, 0 to 51, smaller is better.
const H264_QUALITY: &str = "18";

/// Units of a second in which times of an MP4's frames are told.
const MP4_TRACK_TIMESCALE: &str = "90000";

/// Frames that x264 looks ahead, each of which it keeps; fewer where they are large.
const LOOK_AHEAD: u32 = 20;
const LOOK_AHEAD_OF_LARGE: u32 = 10;

/// Pixels of a frame that is large.
const LARGE_PIXELS: u32 = 4_000_000;

/// Units of a second in which MP4 and `QuickTime` files say how long they are: every rate, and sound, has whole ones.
const MOVIE_TIMESCALE: &str = "48000";

/// Quality of VP9, 0 to 63, smaller is better; with transparency the edges need more of it.
const VP9_QUALITY: [&str; 2] = ["24", "16"];

/// The arguments that say what comes in and how it is encoded, up to the file's name; `None` for what ffmpeg does not write.
///
/// `label`: a comment in the file.
pub(crate) fn arguments(spec: &FilmSpec, label: Option<&str>) -> Option<Vec<String>> {
    let pixels = match spec.frame_form() {
        FrameForm::Yuv420 => "yuv420p",
        FrameForm::Yuva420 => "yuva420p",
        FrameForm::Yuv422Deep => "yuv422p10le",
        FrameForm::Yuva444Deep => "yuva444p10le",
        FrameForm::Indexed => return None,
    };
    let mut arguments: Vec<String> = Vec::new();
    let mut say = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
    let size = format!("{}x{}", spec.size.width, spec.size.height);
    let fps = spec.fps.to_string();
    say(&["-f", "rawvideo", "-pix_fmt", pixels, "-s", &size, "-framerate", &fps, "-i", "pipe:0"]);
    // Given as output options, colour tags make newer versions convert the frames (decision 3).
    say(&["-vf", "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"]);
    let threads = ENCODER_THREADS.to_string();
    let key_frames = (spec.fps * SECS_BETWEEN_KEY_FRAMES).to_string();
    match spec.format {
        Format::Mp4 => {
            say(&["-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "high", "-crf", H264_QUALITY]);
            let is_large = spec.size.width * spec.size.height >= LARGE_PIXELS;
            let look_ahead = if is_large { LOOK_AHEAD_OF_LARGE } else { LOOK_AHEAD };
            let parameters = format!("{X264_PARAMS}:rc-lookahead={look_ahead}");
            say(&["-threads", &threads, "-g", &key_frames, "-x264-params", &parameters]);
            // Written as they come, so that a film under work can be watched growing.
            say(&["-flush_packets", "1"]);
        }
        Format::WebM => {
            let quality = VP9_QUALITY[usize::from(spec.has_alpha)];
            say(&["-c:v", "libvpx-vp9", "-b:v", "0", "-crf", quality, "-deadline", "realtime", "-cpu-used", "6"]);
            say(&["-row-mt", "1", "-tile-columns", "2", "-threads", &threads, "-g", &key_frames]);
            if spec.has_alpha {
                // Frames that are not shown have no counterpart in the stream of the alpha channel.
                say(&["-auto-alt-ref", "0"]);
            }
        }
        Format::ProRes => {
            let profile = if spec.has_alpha { "4" } else { "3" };
            say(&["-c:v", "prores_aw", "-profile:v", profile, "-vendor", "apl0", "-threads", &threads]);
        }
        Format::Gif => return None,
    }
    if let Some(label) = label {
        say(&["-metadata", &format!("comment={label}")]);
    }
    arguments.extend(container(spec).iter().map(|word| (*word).to_owned()));
    Some(arguments)
}

/// The arguments that say what the encoded frames are written into.
pub(crate) const fn container(spec: &FilmSpec) -> &'static [&'static str] {
    // Bit-exact: otherwise WebM has an identity drawn at random.
    match spec.format {
        Format::Mp4 => &[
            "-movflags",
            "+faststart",
            "-movie_timescale",
            MOVIE_TIMESCALE,
            "-video_track_timescale",
            MP4_TRACK_TIMESCALE,
            "-fflags",
            "+bitexact",
            "-f",
            "mp4",
        ],
        Format::ProRes => &[
            "-movflags",
            "+faststart+write_colr",
            "-movie_timescale",
            MOVIE_TIMESCALE,
            "-fflags",
            "+bitexact",
            "-f",
            "mov",
        ],
        Format::WebM => &["-fflags", "+bitexact", "-f", "webm"],
        Format::Gif => &["-f", "gif"],
    }
}
