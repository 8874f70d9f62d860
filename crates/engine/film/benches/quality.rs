//! What encoding leaves of text edges and flat areas, and for how many bytes, against x264's medium preset at CRF 18.
//!
//! Run it with `cargo xtask quality`. `VMAF_FFMPEG` may name an ffmpeg that has libvmaf.

#[path = "film/cost.rs"]
#[expect(dead_code, reason = "shared with the film benchmark, which uses all of it")]
mod cost;
#[path = "film/fonts.rs"]
mod fonts;

use cost::Cost;
use pavo_encode::{Ffmpeg, FilmFile, FilmSpec, FrameForm, FrameSpan, Palettes};
use pavo_film::{Format, FrameMaker};
use pavo_scene::{AspectRatio, FrameRate, PixelSize, Resolution, Scene};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Text that comes, stands and goes; charts; many small things; soft effects that move.
const SCENES: [(&str, &str); 5] = [
    ("title", include_str!("scenes/title.json")),
    ("kinetic", include_str!("scenes/kinetic.json")),
    ("bars", include_str!("scenes/bars.json")),
    ("dense", include_str!("scenes/dense.json")),
    ("effects", include_str!("scenes/effects.json")),
];

/// Frames of each that are encoded.
const FRAMES: u32 = 150;

const FPS: u32 = 30;

/// A difference of luma to the next pixel or row that makes an edge.
const EDGE: u8 = 24;

/// Frames as 4:2:0.
struct Film {
    frames: Vec<Vec<u8>>,
    size: PixelSize,
}

fn main() {
    let size = PixelSize::of(AspectRatio::Wide, Resolution::P1080);
    println!(
        "{FRAMES} frames at {size}, luma PSNR in dB on pixels at edges and on the others, SSIM, kB, seconds of processor time"
    );
    println!(
        "{:<9}{:<22}{:>8}{:>8}{:>9}{:>7}{:>8}{:>8}",
        "scene", "encoder", "edges", "flat", "SSIM", "VMAF", "kB", "CPU"
    );
    for (name, text) in SCENES {
        let film = drawn(text, size);
        for (encoder, arguments) in ffmpeg_encoders() {
            report(name, encoder, &film, "mp4", |path| ffmpeg(&film, &arguments, path));
        }
        let own = |format, ffmpeg: &Ffmpeg, path: &Path| {
            let spec = FilmSpec { format, size, fps: FPS, has_alpha: false };
            let span = FrameSpan { frames: 0..FRAMES, ..FrameSpan::default() };
            let mut file = FilmFile::create(path, &spec, &span, &Palettes::default(), ffmpeg).expect("an encoder");
            film.frames.iter().for_each(|frame| file.write(frame).expect("a frame"));
            file.finish(None).expect("a film");
        };
        report(name, "mp4 (ours)", &film, "mp4", |path| own(Format::Mp4, &Ffmpeg::default(), path));
        report(name, "mp4 without ffmpeg", &film, "mp4", |path| own(Format::Mp4, &Ffmpeg::none(), path));
        report(name, "webm (ours)", &film, "webm", |path| own(Format::WebM, &Ffmpeg::default(), path));
    }
}

/// Encoders to compare with.
fn ffmpeg_encoders() -> Vec<(&'static str, Vec<&'static str>)> {
    const OURS_WITHOUT_B: &str = "cabac=1:8x8dct=1:partitions=i8x8,i4x4:bframes=0:weightp=0:scenecut=40:mbtree=1:\
        rc-lookahead=20:aq-mode=3:aq-strength=0.8:chromaloc=1";
    let x264 = |rest: &[&'static str]| [&["-c:v", "libx264", "-threads", "4"], rest].concat();
    vec![
        ("medium, CRF 18", x264(&["-preset", "medium", "-crf", "18"])),
        ("veryfast, CRF 18", x264(&["-preset", "veryfast", "-crf", "18"])),
        ("no B-frames, CRF 16", x264(&["-preset", "ultrafast", "-crf", "16", "-x264-params", OURS_WITHOUT_B])),
        ("no B-frames, CRF 17", x264(&["-preset", "ultrafast", "-crf", "17", "-x264-params", OURS_WITHOUT_B])),
        ("no B-frames, CRF 18", x264(&["-preset", "ultrafast", "-crf", "18", "-x264-params", OURS_WITHOUT_B])),
    ]
}

fn drawn(text: &str, size: PixelSize) -> Film {
    let scene = Scene::parse(text).expect("a valid scene").scene;
    let assets = fonts::bundled();
    let maker = FrameMaker::new(&scene, AspectRatio::Wide, size, &assets);
    let mut painter = maker.painter().expect("a frame of this size");
    let form = FrameForm::Yuv420;
    let frames = (0..FRAMES)
        .map(|frame_index| {
            let list = maker.display_list_at(FrameRate::Fps30.time_of(frame_index));
            let mut planes = vec![0; form.bytes(size)];
            form.convert(maker.draw(&list, &mut painter).pixels, size, 0..size.height, &mut planes);
            planes
        })
        .collect();
    Film { frames, size }
}

/// Encodes, decodes again, and prints what is left.
fn report(scene: &str, encoder: &str, film: &Film, extension: &str, encode: impl Fn(&Path)) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film").with_extension(extension);
    let cost = Cost::of(|| encode(&path));
    let bytes = fs::metadata(&path).expect("a film").len();
    let decoded = decoded(&path, film.size);
    assert_eq!(decoded.len(), film.frames.len(), "frames of {encoder}");
    let [edges, flat] = psnr(film, &decoded);
    println!(
        "{scene:<9}{encoder:<22}{edges:>8.1}{flat:>8.1}{:>9.5}{:>7}{:>8}{:>8.2}",
        ssim(film, &path),
        vmaf(film, &path, folder.path()).map_or("-".to_owned(), |score| format!("{score:.1}")),
        bytes / 1000,
        cost.cpu_secs
    );
}

fn raw_input(command: &mut Command, size: PixelSize) -> &mut Command {
    let (side, fps) = (format!("{}x{}", size.width, size.height), FPS.to_string());
    command.args(["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", &side, "-framerate", &fps])
}

/// Feeds all frames to a command and gives what it prints.
fn fed(film: &Film, command: &mut Command) -> (Vec<u8>, String) {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ffmpeg is needed for this");
    let mut input = child.stdin.take().expect("an input");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || film.frames.iter().for_each(|frame| input.write_all(frame).expect("a frame")));
        child.wait_with_output().expect("ffmpeg")
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Frames are compared by their numbers, as `WebM` rounds their times.
const BY_NUMBER: &str = "settb=1/30,setpts=N";

const TAGS: &str = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

fn ffmpeg(film: &Film, arguments: &[&str], path: &Path) {
    let mut command = Command::new("ffmpeg");
    command.args(["-loglevel", "error", "-y"]);
    raw_input(&mut command, film.size);
    command.args(["-i", "pipe:0", "-vf", TAGS]).args(arguments).args(["-g", "120"]).arg(path);
    fed(film, &mut command);
}

fn decoded(path: &Path, size: PixelSize) -> Vec<Vec<u8>> {
    let output = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-i"])
        .arg(path)
        .args(["-f", "rawvideo", "-pix_fmt", "yuv420p", "-"])
        .output()
        .expect("ffmpeg is needed for this");
    output.stdout.chunks_exact(FrameForm::Yuv420.bytes(size)).map(<[u8]>::to_vec).collect()
}

/// Peak signal to noise of luma: on edges, and on the rest.
fn psnr(film: &Film, decoded: &[Vec<u8>]) -> [f64; 2] {
    let width = film.size.width as usize;
    let luma = width * film.size.height as usize;
    let mut errors = [0.0; 2];
    let mut counts = [0.0; 2];
    for (own, decoded) in film.frames.iter().zip(decoded) {
        for at in 0..luma - width - 1 {
            let is_edge = own[at].abs_diff(own[at + 1]) >= EDGE || own[at].abs_diff(own[at + width]) >= EDGE;
            let kind = usize::from(!is_edge);
            errors[kind] += f64::from(own[at].abs_diff(decoded[at])).powi(2);
            counts[kind] += 1.0;
        }
    }
    [0, 1].map(|kind| 10.0 * (255.0 * 255.0 * counts[kind] / f64::max(errors[kind], 1e-9)).log10())
}

/// Structural similarity of all planes, by ffmpeg.
fn ssim(film: &Film, path: &Path) -> f64 {
    let mut command = Command::new("ffmpeg");
    raw_input(command.arg("-hide_banner"), film.size);
    let graph = format!("[0:v]{TAGS},{BY_NUMBER}[own];[1:v]{TAGS},{BY_NUMBER}[film];[own][film]ssim");
    command.args(["-i", "pipe:0", "-i"]).arg(path).args(["-lavfi", &graph, "-f", "null", "-"]);
    let (_, said) = fed(film, &mut command);
    let all = said.split("All:").nth(1).and_then(|rest| rest.split_whitespace().next());
    all.and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

/// What people are thought to say of it, 0 to 100; `None` without an ffmpeg that can tell.
fn vmaf(film: &Film, path: &Path, folder: &Path) -> Option<f64> {
    let program = std::env::var_os("VMAF_FFMPEG")?;
    let log = folder.join("vmaf.json");
    let mut command = Command::new(program);
    raw_input(command.arg("-hide_banner"), film.size);
    let graph = format!(
        "[0:v]{TAGS},{BY_NUMBER}[own];[1:v]{TAGS},{BY_NUMBER}[film];[film][own]libvmaf=log_fmt=json:n_threads=2:log_path={}",
        log.display()
    );
    command.args(["-i", "pipe:0", "-i"]).arg(path).args(["-lavfi", &graph, "-f", "null", "-"]);
    fed(film, &mut command);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(log).ok()?).ok()?;
    report["pooled_metrics"]["vmaf"]["mean"].as_f64()
}
