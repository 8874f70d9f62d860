//! Whole films: rendered, decoded again, and looked at.

#[path = "film/decoded.rs"]
#[expect(dead_code, reason = "shared with other tests, which use other parts of it")]
mod decoded;
#[path = "../benches/film/fonts.rs"]
mod fonts;

use decoded::{Probe, decoded_frame, decoded_md5, probe};
use pavo_film::{
    CancelToken, EncodeError, Ffmpeg, FilmError, FilmReport, Format, Observer, OutputSpec, RenderSettings, render,
    still,
};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene, Time};
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

const GREETING: &str = r##"{ "mg": 1,
  "theme": { "colors": { "bg": "#FFFFFF", "text": "#000000" } },
  "scenes": [{ "dur": 1.0, "nodes": [
    { "type": "text", "text": "Good evening", "font": { "size": 96 },
      "in": { "p": "typewriter", "by": "word", "dur": 0.3 },
      "emph": { "p": "underline", "target": "evening", "start": 0.4, "dur": 0.2, "width": 6, "color": "#000000" },
      "out": { "p": "fade", "start": 0.7, "dur": 0.2 } }
  ] }] }"##;

const GLOW: &str = r##"{ "mg": 1, "theme": { "mode": "dark" },
  "scenes": [{ "dur": 0.8, "bg": { "kind": "linear", "angle": 40, "stops": [[0, "#0A1024"], [1, "#18304F"]] }, "nodes": [
    { "type": "ellipse", "size": 900, "fill": { "kind": "radial", "stops": [[0, "#3355FF88"], [1, "#3355FF00"]] },
      "loop": { "p": "drift", "period": 2 } },
    { "type": "text", "style": "display", "text": "Northern lights", "in": { "p": "maskUp" } },
    { "type": "number", "from": 0, "to": 2400, "format": "0,0+", "pos": "bottom", "font": { "size": 90 }, "count": { "dur": 0.6 } }
  ] }] }"##;

fn scene(text: &str) -> Scene {
    Scene::parse(text).expect("a valid scene").scene
}

fn small(aspect: AspectRatio, frame_rate: FrameRate) -> OutputSpec {
    OutputSpec { format: Format::Mp4, aspect, frame_rate, resolution: Resolution::P360 }
}

fn settings(threads: usize) -> RenderSettings {
    RenderSettings { threads: NonZeroUsize::new(threads), ..RenderSettings::default() }
}

fn film(scene: &Scene, output: &OutputSpec, path: &Path, threads: usize) -> Result<FilmReport, FilmError> {
    render(scene, &fonts::bundled(), output, path, &settings(threads), &(), &CancelToken::default())
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn film_has_the_size_rate_and_frames_that_were_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases = [
        (AspectRatio::Tall, Resolution::P720, FrameRate::Fps30, (720, 1280, "30/1", 6)),
        (AspectRatio::Square, Resolution::P360, FrameRate::Fps24, (360, 360, "24/1", 5)),
        (AspectRatio::Feed, Resolution::P1080, FrameRate::Fps60, (1080, 1350, "60/1", 12)),
        (AspectRatio::Wide, Resolution::P480, FrameRate::Fps25, (854, 480, "25/1", 5)),
        (AspectRatio::Wide, Resolution::K4, FrameRate::Fps30, (3840, 2160, "30/1", 6)),
    ];
    let mut scene = scene(GLOW);
    scene.shots[0].dur = Some(Time::from_secs(0.2));
    for (aspect, resolution, frame_rate, (width, height, rate, frames)) in cases {
        let path = folder.path().join("film.mp4");
        let output = OutputSpec { format: Format::Mp4, aspect, frame_rate, resolution };
        let report = film(&scene, &output, &path, 2).expect("a film");
        assert_eq!(report.frames_total, frames);
        let found = probe(&path);
        let expected = Probe {
            codec: "h264".to_owned(),
            profile: "High".to_owned(),
            pixel_format: "yuv420p".to_owned(),
            width,
            height,
            frame_rate: rate.to_owned(),
            average_frame_rate: rate.to_owned(),
            frames,
            color: ["tv", "bt709", "bt709", "bt709"].map(str::to_owned).to_vec(),
            streams: 1,
        };
        assert_eq!(found, expected, "{aspect} {resolution}");
    }
}

#[test]
fn slowly_moving_text_glides_by_fractions_of_a_pixel() {
    let assets = fonts::bundled();
    let text = r##"{ "mg": 1, "theme": { "colors": { "bg": "#000000", "text": "#FFFFFF" } }, "scenes": [{ "dur": 10, "nodes": [
        { "type": "text", "text": "Motion", "font": { "size": 160 }, "keys": { "x": [[0, 0], [10, 60]], "y": [[0, 0], [10, 30]] } }
    ] }] }"##;
    let scene = scene(text);
    // At 360p a step of a tenth of a second is 0.2 pixels to the right and 0.1 down.
    let centroids: Vec<[f64; 2]> = (0..40)
        .map(|step| {
            let time = Time::from_secs(2.0 + f64::from(step) * 0.1);
            let still = still(&scene, &assets, AspectRatio::Wide, Resolution::P360, time).expect("a still");
            let width = still.size.width as usize;
            let (mut sum, mut at) = (0.0, [0.0; 2]);
            for (index, pixel) in still.pixels.chunks_exact(4).enumerate() {
                let weight = f64::from(pixel[0]);
                sum += weight;
                at[0] += weight * (index % width) as f64;
                at[1] += weight * (index / width) as f64;
            }
            at.map(|axis| axis / sum)
        })
        .collect();
    for pair in centroids.windows(2) {
        let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
        assert!((dx - 0.2).abs() < 0.03 && (dy - 0.1).abs() < 0.03, "a step of {dx:.3}, {dy:.3} pixels");
    }
}

#[test]
fn file_can_be_played_before_it_is_loaded_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    film(&scene(GREETING), &small(AspectRatio::Wide, FrameRate::Fps30), &path, 2).expect("a film");
    let bytes = fs::read(&path).expect("the file");
    let place = |name: &[u8; 4]| bytes.windows(4).position(|window| window == name).expect("a box");
    assert!(place(b"moov") < place(b"mdat"));
    assert!(bytes.windows(8).any(|window| window == b"colrnclx"), "the container names its colours");
}

#[test]
fn decoded_film_is_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    for text in [GREETING, GLOW] {
        let sums: Vec<String> = [1, 2, 8]
            .map(|threads| {
                let path = folder.path().join(format!("{threads}.mp4"));
                film(&scene(text), &small(AspectRatio::Wide, FrameRate::Fps30), &path, threads).expect("a film");
                decoded_md5(&path)
            })
            .to_vec();
        assert!(sums.windows(2).all(|pair| pair[0] == pair[1]), "{sums:?}");
    }
}

#[test]
fn frame_drawn_alone_is_the_frame_of_the_film() {
    use pavo_film::FrameMaker;
    use pavo_scene::PixelSize;
    let assets = fonts::bundled();
    let scene = scene(GLOW);
    let size = PixelSize::of(AspectRatio::Square, Resolution::P360);
    let maker = FrameMaker::new(&scene, AspectRatio::Square, size, &assets);
    let mut painter = maker.painter().expect("a small frame");
    let mut forwards = Vec::new();
    for index in 0..20 {
        let time = FrameRate::Fps25.time_of(index);
        forwards.push(maker.draw(&maker.display_list_at(time), &mut painter).pixels.to_vec());
    }
    for index in (0..20).rev() {
        let time = FrameRate::Fps25.time_of(index);
        let alone = still(&scene, &assets, AspectRatio::Square, Resolution::P360, time).expect("a still");
        assert!(alone.pixels == forwards[index as usize], "frame {index}");
    }
}

#[test]
fn white_stays_white_in_every_frame() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    let output = OutputSpec { resolution: Resolution::P720, ..small(AspectRatio::Wide, FrameRate::Fps30) };
    film(&scene(GREETING), &output, &path, 2).expect("a film");
    for frame_index in 0..30 {
        let frame = decoded_frame(&path, frame_index, 1280, 720);
        for (x, y) in [(0, 0), (1279, 0), (0, 719), (1279, 719), (640, 60), (640, 660)] {
            assert_eq!(frame.yuv_at(x, y), [235, 128, 128], "frame {frame_index} at {x},{y}");
        }
    }
}

#[test]
fn beats_begin_and_end_in_their_frames() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    let output = OutputSpec { resolution: Resolution::P720, ..small(AspectRatio::Wide, FrameRate::Fps30) };
    film(&scene(GREETING), &output, &path, 2).expect("a film");
    let dark_pixels = |frame_index: u32, rows: std::ops::Range<u32>| {
        let frame = decoded_frame(&path, frame_index, 1280, 720);
        rows.flat_map(|y| (0..1280).map(move |x| (x, y))).filter(|&(x, y)| frame.yuv_at(x, y)[0] < 120).count()
    };
    let all = 0..720;
    assert_eq!(dark_pixels(0, all.clone()), 0, "nothing is typed yet");
    let one_word = dark_pixels(6, all.clone());
    let both_words = dark_pixels(9, all.clone());
    assert!(one_word > 100 && both_words > one_word, "{one_word} {both_words}");
    assert_eq!(dark_pixels(11, all.clone()), both_words, "no line before its beat");
    // The line is 4 pixels thick at 720p, below the capitals.
    assert!(dark_pixels(20, all.clone()) > both_words + 4 * 200);
    assert_eq!(dark_pixels(27, all), 0, "gone when its time is over");
}

#[test]
fn flat_colours_come_back_within_one_level() {
    let patches = [
        "#FFFFFF", "#000000", "#808080", "#00FF00", "#FF0000", "#0000FF", "#E4572E", "#06B6D4", "#111827", "#F9FAFB",
        "#2D6A4F", "#FFC247", "#7C3AED", "#374151", "#CDEEF6", "#D97757", "#1E1E2E", "#4ADE80", "#FDE047", "#EA4335",
        "#4285F4", "#123456", "#ABCDEF", "#654321",
    ];
    let nodes: Vec<String> = patches
        .iter()
        .enumerate()
        .map(|(index, color)| {
            let (x, y) = (index % 6 * 320, index / 6 * 270);
            format!(
                r#"{{ "type": "rect", "size": [320, 270], "fill": "{color}", "pos": {{ "anchor": "top-left", "x": {x}, "y": {y} }} }}"#
            )
        })
        .collect();
    let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 0.2, "nodes": [{}] }}] }}"#, nodes.join(","));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    let output = OutputSpec { resolution: Resolution::P1080, ..small(AspectRatio::Wide, FrameRate::Fps30) };
    film(&scene(&text), &output, &path, 2).expect("a film");
    let frame = decoded_frame(&path, 3, 1920, 1080);
    for (index, color) in patches.iter().enumerate() {
        let (x, y) = (index % 6 * 320 + 160, index / 6 * 270 + 135);
        let (x, y) = (u32::try_from(x).expect("small"), u32::try_from(y).expect("small"));
        let wanted = pavo_scene::Rgba::parse(color).expect("a colour");
        let found = frame.rgb_at(x, y);
        for (wanted, found) in [wanted.r, wanted.g, wanted.b].into_iter().zip(found) {
            assert!((f64::from(wanted) - found.round()).abs() <= 1.0, "{color}: {found:.2} for {wanted}");
        }
    }
}

#[test]
fn cancelled_film_leaves_nothing() {
    struct CancelAt(u32, CancelToken);
    impl Observer for CancelAt {
        fn frame_written(&self, _: usize, frames_done: u32, _: u32) {
            if frames_done == self.0 {
                self.1.cancel();
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    for frame in [1, 7, 20] {
        let cancel = CancelToken::default();
        let observer = CancelAt(frame, cancel.clone());
        let output = small(AspectRatio::Wide, FrameRate::Fps30);
        let error = render(&scene(GREETING), &fonts::bundled(), &output, &path, &settings(2), &observer, &cancel);
        assert!(matches!(error, Err(FilmError::Cancelled)), "{error:?}");
        assert_eq!(names_in(folder.path()), [""; 0]);
    }
}

#[test]
fn progress_counts_every_frame_once() {
    struct Count(AtomicU32);
    impl Observer for Count {
        fn frame_written(&self, _: usize, frames_done: u32, frames_total: u32) {
            assert_eq!((self.0.fetch_add(1, Ordering::Relaxed) + 1, frames_total), (frames_done, 30));
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let count = Count(AtomicU32::new(0));
    let output = small(AspectRatio::Wide, FrameRate::Fps30);
    let path = folder.path().join("film.mp4");
    let report =
        render(&scene(GREETING), &fonts::bundled(), &output, &path, &settings(3), &count, &CancelToken::default())
            .expect("a film");
    assert_eq!(count.0.into_inner(), 30);
    assert!(report.frames_drawn < 30, "a hold is drawn once: {}", report.frames_drawn);
}

#[test]
fn what_cannot_be_written_is_said_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = small(AspectRatio::Wide, FrameRate::Fps30);
    let scene = scene(GREETING);

    let missing = folder.path().join("not/there/film.mp4");
    let error = film(&scene, &output, &missing, 1).expect_err("no folder");
    assert!(matches!(error, FilmError::Encode(EncodeError::NoFolder { .. })), "{error}");

    let error = film(&scene, &output, folder.path(), 1).expect_err("a folder is no file");
    assert!(matches!(error, FilmError::Encode(EncodeError::Unwritable { .. })), "{error}");

    let path = folder.path().join("film.mp4");
    let render_with = |program: &str| {
        let settings = RenderSettings { ffmpeg: Ffmpeg::at(program), ..settings(1) };
        render(&scene, &fonts::bundled(), &output, &path, &settings, &(), &CancelToken::default()).expect_err("fails")
    };
    let error = render_with("no-such-encoder");
    assert!(error.to_string().contains("install it"), "{error}");
    let error = render_with("false");
    assert!(matches!(error, FilmError::Encode(EncodeError::Stopped { .. })), "{error}");
    assert_eq!(names_in(folder.path()), [""; 0]);
}
