//! Films read back by an independent decoder.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What a file says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Probe {
    pub(crate) codec: String,
    pub(crate) profile: String,
    pub(crate) pixel_format: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) frame_rate: String,
    pub(crate) average_frame_rate: String,
    /// Counted by decoding them.
    pub(crate) frames: u32,
    /// Range, matrix, transfer and primaries.
    pub(crate) color: Vec<String>,
    pub(crate) streams: usize,
}

pub(crate) fn probe(path: &Path) -> Probe {
    let output = run("ffprobe", &["-count_frames", "-show_streams", "-of", "json"], path, &[]);
    let value: Value = serde_json::from_slice(&output).expect("JSON");
    let stream = &value["streams"][0];
    let text = |name: &str| stream[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| stream[name].as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or_default();
    Probe {
        codec: text("codec_name"),
        profile: text("profile"),
        pixel_format: text("pix_fmt"),
        width: number("width"),
        height: number("height"),
        frame_rate: text("r_frame_rate"),
        average_frame_rate: text("avg_frame_rate"),
        frames: text("nb_read_frames").parse().unwrap_or_default(),
        color: ["color_range", "color_space", "color_transfer", "color_primaries"].map(text).to_vec(),
        streams: value["streams"].as_array().map_or(0, Vec::len),
    }
}

/// A sum over all decoded frames.
pub(crate) fn decoded_md5(path: &Path) -> String {
    let output = run("ffmpeg", &["-i"], path, &["-f", "md5", "-"]);
    String::from_utf8(output).expect("text")
}

/// A sum over all decoded pictures, without the sound.
pub(crate) fn decoded_video_md5(path: &Path) -> String {
    let output = run("ffmpeg", &["-i"], path, &["-map", "0:v", "-f", "md5", "-"]);
    String::from_utf8(output).expect("text")
}

/// The sums of all decoded frames, each with its time.
pub(crate) fn decoded_frames_md5(path: &Path) -> String {
    let output = run("ffmpeg", &["-i"], path, &["-fps_mode", "passthrough", "-f", "framemd5", "-"]);
    String::from_utf8(output).expect("text")
}

/// All frames, RGB in eight bits, by the decoder's own conversion; a frame's bytes one after another.
pub(crate) fn decoded_rgb(path: &Path) -> Vec<u8> {
    run("ffmpeg", &["-i"], path, &["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
}

/// The length of a file in seconds, and how long each of its packets stands.
pub(crate) fn durations(path: &Path) -> (f64, Vec<f64>) {
    let output = run("ffprobe", &["-show_packets", "-show_format", "-of", "json"], path, &[]);
    let value: Value = serde_json::from_slice(&output).expect("JSON");
    let secs = |value: &Value| value.as_str().and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    let packets = value["packets"].as_array().expect("packets").iter().map(|packet| secs(&packet["duration_time"]));
    (secs(&value["format"]["duration"]), packets.collect())
}

/// A frame as its planes.
pub(crate) struct Planes {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

pub(crate) fn decoded_frame(path: &Path, frame_index: u32, width: u32, height: u32) -> Planes {
    let select = format!("select=eq(n\\,{frame_index})");
    let after = ["-vf", select.as_str(), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"];
    let bytes = run("ffmpeg", &["-i"], path, &after);
    assert_eq!(bytes.len(), (width * height * 3 / 2) as usize);
    Planes { bytes, width, height }
}

impl Planes {
    pub(crate) fn yuv_at(&self, x: u32, y: u32) -> [u8; 3] {
        let luma = self.width * self.height;
        let chroma = y / 2 * (self.width / 2) + x / 2;
        [y * self.width + x, luma + chroma, luma + luma / 4 + chroma].map(|index| self.bytes[index as usize])
    }

    /// BT.709 of limited range, undone exactly.
    pub(crate) fn rgb_at(&self, x: u32, y: u32) -> [f64; 3] {
        let [y, cb, cr] = self.yuv_at(x, y).map(f64::from);
        let (y, cb, cr) = ((y - 16.0) / 219.0, (cb - 128.0) / 224.0, (cr - 128.0) / 224.0);
        let (r, b) = (y + 1.5748 * cr, y + 1.8556 * cb);
        let g = (y - 0.2126 * r - 0.0722 * b) / 0.7152;
        [r, g, b].map(|channel| (channel * 255.0).clamp(0.0, 255.0))
    }
}

fn run(program: &str, before: &[&str], path: &Path, after: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(["-loglevel", "error"])
        .args(before)
        .arg(path)
        .args(after)
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed for the tests: {error}"));
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
