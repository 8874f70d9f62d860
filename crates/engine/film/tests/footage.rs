//! Videos and animations in films: the right frame at the right time, whatever came before.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::{
    CancelToken, ClipSettings, Ffmpeg, FootageError, Format, FrameMaker, OutputSpec, RenderSettings, read_footage,
    render,
};
use pavo_media::{Assets, Clip, ClipFrame};
use pavo_scene::{AspectRatio, FrameRate, PixelSize, Resolution, Scene, Time};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;

const SIZE: PixelSize = PixelSize { width: 320, height: 180 };

/// Frames of a clip are a grey each: this many levels of full range apart.
const STEP: f64 = 4.0 * 255.0 / 219.0;

fn ffmpeg_makes(path: &Path, source: &str, arguments: &[&str]) {
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", source])
        .args(arguments)
        .arg(path)
        .status()
        .expect("ffmpeg");
    assert!(status.success(), "{source}");
}

/// A video of two seconds whose frame `n` is grey.
fn counted(folder: &Path, fps: u32, more: &[&str]) -> PathBuf {
    let path = folder.join(format!("counted-{fps}.mp4"));
    let source = format!("nullsrc=s=320x180:r={fps}:d=2,geq=lum='16+4*mod(N,50)':cb=128:cr=128,format=yuv420p");
    let lossless = ["-c:v", "libx264", "-qp", "0", "-preset", "ultrafast"];
    ffmpeg_makes(&path, &source, &[&lossless[..], more].concat());
    path
}

fn settings(end_secs: f64) -> ClipSettings {
    ClipSettings {
        played_secs: 0.0..end_secs,
        most_fps: 60.0,
        longest_side_px: 1920,
        most_bytes: 64 * 1024 * 1024,
        container: Some("mov"),
    }
}

fn read(path: &Path) -> Clip {
    read_footage(path, &settings(120.0), &Ffmpeg::default()).expect("a video")
}

fn assets_with(clip: Clip) -> Assets {
    let mut assets = fonts::bundled();
    assets.add_clip("clip", clip);
    assets
}

fn scene(shots: &str) -> Scene {
    let text =
        format!(r#"{{ "mg": 1, "assets": {{ "clip": {{ "type": "video", "src": "c.mp4" }} }}, "scenes": [{shots}] }}"#);
    Scene::parse(&text).expect("a valid scene").scene
}

fn full_frame(play: &str) -> Scene {
    scene(&format!(
        r#"{{ "dur": 6, "nodes": [{{ "type": "image", "src": "clip", "size": ["100%", "100%"], "play": {play} }}] }}"#
    ))
}

fn pixel_at(maker: &FrameMaker<'_>, secs: f64, [x, y]: [usize; 2]) -> [u8; 4] {
    let list = maker.display_list_at(Time::from_secs(secs));
    let mut painter = maker.painter().expect("a painter");
    let drawn = maker.draw(&list, &mut painter);
    drawn.pixels.as_chunks::<4>().0[y * SIZE.width as usize + x]
}

/// The number of the frame that is seen in the middle of the frame.
fn number_at(maker: &FrameMaker<'_>, secs: f64) -> u32 {
    (f64::from(pixel_at(maker, secs, [160, 90])[0]) / STEP).round() as u32
}

fn maker<'a>(scene: &Scene, assets: &'a Assets) -> FrameMaker<'a> {
    FrameMaker::new(scene, AspectRatio::Wide, SIZE, assets)
}

#[test]
fn the_frame_whose_time_has_come_is_seen_at_every_rate() {
    let folder = tempfile::tempdir().expect("a folder");
    for clip_fps in [24, 25, 30, 60] {
        let clip = read(&counted(folder.path(), clip_fps, &[]));
        assert!((clip.length_secs() - 2.0).abs() < 1e-6, "{}", clip.length_secs());
        let (scene, assets) = (full_frame("{}"), assets_with(clip));
        let maker = maker(&scene, &assets);
        for film_fps in [24, 25, 30, 60] {
            for frame in (0..2 * film_fps).step_by(7) {
                let expected = frame * clip_fps / film_fps % 50;
                let secs = f64::from(frame) / f64::from(film_fps);
                assert_eq!(number_at(&maker, secs), expected, "frame {frame} of {film_fps}, clip of {clip_fps}");
            }
        }
    }
}

#[test]
fn clips_begin_repeat_and_run_as_they_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = assets_with(read(&counted(folder.path(), 25, &[])));
    let seen = |play: &str, secs: f64| number_at(&maker(&full_frame(play), &assets), secs);
    assert_eq!(seen(r#"{ "from": 1 }"#, 0.4), 35);
    assert_eq!(seen(r#"{ "speed": 0.5 }"#, 1.0), 12);
    assert_eq!(seen(r#"{ "speed": 2, "from": 0.2 }"#, 0.2), 15);
    assert_eq!(seen("{}", 5.0), 49, "the last frame stays");
    assert_eq!(seen(r#"{ "loop": true }"#, 4.4), 10);
    assert_eq!(seen(r#"{ "loop": true, "from": 1.6 }"#, 0.8), 10);
}

#[test]
fn a_clip_begins_when_it_or_what_it_is_in_appears() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = assets_with(read(&counted(folder.path(), 25, &[])));
    let image = r#"{ "type": "image", "src": "clip", "size": ["100%", "100%"] }"#;
    let late = scene(&format!(
        r#"{{ "dur": 3, "nodes": [{{ "type": "group", "start": 1, "children": [{{ "type": "group", "start": 0.4, "children": [{image}] }}] }}] }}"#
    ));
    assert_eq!(number_at(&maker(&late, &assets), 1.4), 10);
    let overlay = format!(
        r#"{{ "mg": 1, "assets": {{ "clip": {{ "type": "video", "src": "c.mp4" }} }}, "scenes": [{{ "dur": 1, "nodes": [] }}, {{ "dur": 1, "nodes": [] }}], "overlays": [{image}] }}"#
    );
    let overlay = Scene::parse(&overlay).expect("a valid scene").scene;
    assert_eq!(number_at(&maker(&overlay, &assets), 1.2), 30, "overlays count from the film's beginning");
    // In a transition both scenes go on.
    let cut = scene(&format!(
        r#"{{ "dur": 1, "nodes": [{image}] }}, {{ "dur": 1, "transition": {{ "p": "push", "dur": 0.4 }}, "nodes": [{image}] }}"#
    ));
    let maker = maker(&cut, &assets);
    let numbers = [[4, 90], [315, 90]].map(|place| (f64::from(pixel_at(&maker, 1.12, place)[0]) / STEP).round() as u32);
    assert_eq!(numbers, [28, 3]);
}

#[test]
fn footage_can_do_what_pictures_can() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = assets_with(read(&counted(folder.path(), 25, &[])));
    let nodes = r#"{ "type": "image", "src": "clip", "size": [600, 600], "radius": 300, "fit": "cover", "opacity": 0.5,
        "fx": [{ "fx": "blur", "radius": 8 }], "keys": { "scale": [[0, 1], [2, 1.2]] } }"#;
    let scene = scene(&format!(r##"{{ "dur": 2, "bg": "#000000", "nodes": [{nodes}] }}"##));
    let maker = maker(&scene, &assets);
    let level = pixel_at(&maker, 1.2, [160, 90])[0];
    assert!(level.abs_diff((30.0 * STEP / 2.0) as u8) <= 2, "{level}");
    assert_eq!(pixel_at(&maker, 1.2, [40, 90])[0], 0);
}

#[test]
fn colours_come_back_within_a_few_levels() {
    let folder = tempfile::tempdir().expect("a folder");
    for (height, matrix) in [(360, "bt601"), (360, "bt709"), (720, "bt709")] {
        let path = folder.path().join(format!("{height}-{matrix}.mp4"));
        let width = height * 16 / 9;
        let colors = ["0xE4572E", "0x17BEBB", "0x2E282A", "0xFFC914", "0x76B041", "0xFFFFFF", "0x000000", "0x0000FF"];
        let boxes: Vec<String> = colors
            .iter()
            .enumerate()
            .map(|(index, color)| format!("drawbox=x=iw*{index}/8:y=0:w=iw/8:h=ih:color={color}:t=fill"))
            .collect();
        let source = format!("color=c=black:s={width}x{height}:r=10:d=0.5,format=rgb24,{}", boxes.join(","));
        let scale = format!("scale=out_color_matrix={matrix}:out_range=tv:flags=accurate_rnd,format=yuv420p");
        let tag = if matrix == "bt601" { "smpte170m" } else { "bt709" };
        let setparams = format!("{scale},setparams=colorspace={tag}:range=tv");
        ffmpeg_makes(&path, &source, &["-vf", &setparams, "-c:v", "libx264", "-qp", "0", "-colorspace", tag]);
        let picture = read(&path).picture(0).expect("a frame");
        for (index, color) in colors.iter().enumerate() {
            let x = (picture.width as usize * (2 * index + 1)) / 16;
            let at = (picture.height as usize / 2 * picture.width as usize + x) * 4;
            for channel in 0..3 {
                let wanted = u8::from_str_radix(&color[2 + 2 * channel..4 + 2 * channel], 16).expect("a colour");
                let off = picture.pixels[at + channel].abs_diff(wanted);
                assert!(off <= 4, "{color} at {height} {matrix}: {:?}", &picture.pixels[at..at + 3]);
            }
        }
    }
}

#[test]
fn videos_are_read_upright_with_square_pixels_and_their_transparency() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = folder.path().join("plain.mp4");
    ffmpeg_makes(
        &plain,
        "testsrc=s=320x180:r=10:d=0.4",
        &["-c:v", "libx264", "-pix_fmt", "yuv420p", "-vf", "setsar=2"],
    );
    assert_eq!(read(&plain).size(), [640, 180]);
    let turned = folder.path().join("turned.mp4");
    let straight = folder.path().join("straight.mp4");
    ffmpeg_makes(&straight, "testsrc=s=320x180:r=10:d=0.4", &["-c:v", "libx264", "-pix_fmt", "yuv420p"]);
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-i"])
        .arg(&straight)
        .args(["-c", "copy", "-metadata:s:v:0", "rotate=90"])
        .arg(&turned)
        .status()
        .expect("ffmpeg");
    assert!(status.success());
    let clip = read(&turned);
    let picture = clip.picture(0).expect("a frame");
    // A newer ffmpeg writes no such tag; then the video is as it was.
    assert!(clip.size() == [180, 320] || clip.size() == [320, 180], "{:?}", clip.size());
    assert_eq!(clip.size(), [picture.width, picture.height]);
    let open = folder.path().join("open.webm");
    let source = "color=c=red@0.5:s=64x64:r=10:d=0.5,format=yuva420p";
    ffmpeg_makes(
        &open,
        source,
        &["-c:v", "libvpx-vp9", "-lossless", "1", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0"],
    );
    let clip = read_footage(&open, &ClipSettings { container: Some("matroska"), ..settings(9.0) }, &Ffmpeg::default())
        .expect("a video");
    let pixel = &clip.picture(0).expect("a frame").pixels[..4];
    assert!(pixel[3].abs_diff(128) <= 2 && pixel[0].abs_diff(127) <= 3 && pixel[1] <= 2, "{pixel:?}");
    assert!(!clip.is_opaque(0));
}

#[test]
fn only_what_is_wanted_of_a_video_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = counted(folder.path(), 25, &[]);
    let part = ClipSettings { played_secs: 0.8..1.2, ..settings(0.0) };
    let clip = read_footage(&path, &part, &Ffmpeg::default()).expect("a video");
    assert!((9..=11).contains(&clip.frames().len()), "{clip:?}");
    assert!((clip.length_secs() - 2.0).abs() < 0.05, "{clip:?}");
    let assets = assets_with(clip);
    assert_eq!(number_at(&maker(&full_frame(r#"{ "from": 0.8 }"#), &assets), 0.2), 25);
    let few = ClipSettings { most_fps: 5.0, longest_side_px: 64, ..settings(9.0) };
    let clip = read_footage(&path, &few, &Ffmpeg::default()).expect("a video");
    assert_eq!((clip.frames().len(), clip.size()), (10, [320, 180]));
    assert_eq!(clip.picture(0).map(|picture| picture.width), Some(64));
    let assets = assets_with(clip);
    assert_eq!(number_at(&maker(&full_frame("{}"), &assets), 1.3), 30, "drawn as large as the video is");
}

#[test]
fn frames_that_would_take_too_much_are_compressed_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("noise.mp4");
    let source = "nullsrc=s=640x360:r=25:d=2,geq=lum='random(1)*255':cb=128:cr=128,format=yuv420p";
    ffmpeg_makes(&path, source, &["-c:v", "libx264", "-preset", "ultrafast", "-crf", "5"]);
    let small = ClipSettings { most_bytes: 1024 * 1024, ..settings(9.0) };
    let clip = read_footage(&path, &small, &Ffmpeg::default()).expect("a video");
    assert_eq!((clip.frames().len(), clip.size()), (50, [640, 360]));
    assert!(clip.size_bytes() <= 1024 * 1024);
}

#[test]
fn what_is_no_video_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |name: &str, bytes: &[u8]| -> String {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        match read_footage(&path, &settings(10.0), &Ffmpeg::default()) {
            Err(FootageError::Read(error)) => error.to_string(),
            other => panic!("{name} is read as {other:?}"),
        }
    };
    let whole = std::fs::read(counted(folder.path(), 25, &[])).expect("a video");
    assert!(refused("truncated.mp4", &whole[..whole.len() / 3]).contains("not a film that can be read"));
    assert!(
        refused("playlist.mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n").contains("read")
    );
    assert!(refused("concat.mp4", b"ffconcat version 1.0\nfile 'counted-25.mp4'\n").contains("not a film"));
    assert!(refused("empty.mp4", b"").contains("not a film"));
    // What it begins with is that of a video, and then it is not.
    let broken: Vec<u8> =
        whole.iter().enumerate().map(|(at, byte)| if at > 200 { byte ^ 0x5A } else { *byte }).collect();
    assert!(refused("broken.mp4", &broken).contains("not a film"));
    let missing = read_footage(&folder.path().join("none.mp4"), &settings(10.0), &Ffmpeg::default());
    assert!(missing.expect_err("no file").to_string().contains("cannot be read"));
    let no_program = read_footage(&folder.path().join("concat.mp4"), &settings(10.0), &Ffmpeg::at("/nowhere/ffmpeg"));
    assert!(no_program.is_err());
}

#[test]
fn a_video_that_breaks_off_has_the_frames_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = counted(folder.path(), 25, &["-movflags", "+faststart"]);
    let whole = std::fs::read(&path).expect("a video");
    std::fs::write(&path, &whole[..whole.len() * 2 / 3]).expect("a file");
    let clip = read(&path);
    assert!((10..50).contains(&clip.frames().len()), "{clip:?}");
    assert!(clip.length_secs() < 2.0, "{clip:?}");
}

/// A sticker with holes that moves: three frames of its own size.
fn sticker() -> Clip {
    let frame = |(index, begins_secs): (u8, f64)| {
        let color = |x: usize| if x < 20 { [0; 4] } else { [60 * (index + 1), 0, 0, 255] };
        let pixels: Vec<u8> = (0..40 * 40).flat_map(|at| color(at % 40)).collect();
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 40, 40);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).expect("a picture");
        ClipFrame { begins_secs, file }
    };
    Clip::new([40, 40], [(0, 0.0), (1, 0.02), (2, 0.09)].map(frame), 0.16, true).expect("a clip")
}

#[test]
fn animations_repeat_and_let_through_what_is_behind_them() {
    let assets = assets_with(sticker());
    let nodes = r#"{ "type": "image", "src": "clip", "size": [960, 960] }"#;
    let scene = scene(&format!(r##"{{ "dur": 2, "bg": "#00FF00", "nodes": [{nodes}] }}"##));
    let maker = maker(&scene, &assets);
    for (secs, level) in [(0.0, 60), (0.03, 120), (0.1, 180), (0.16, 60), (0.33, 60), (0.35, 120)] {
        assert_eq!(pixel_at(&maker, secs, [190, 90])[0], level, "{secs}");
        assert_eq!(pixel_at(&maker, secs, [120, 90]), [0, 255, 0, 255]);
    }
}

#[test]
fn films_of_footage_are_the_same_on_any_number_of_threads_and_frames_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = assets_with(read(&counted(folder.path(), 25, &[])));
    let image = r#"{ "type": "image", "src": "clip", "size": ["110%", "110%"], "play": { "loop": true }, "keys": { "scale": [[0, 1], [2, 1.1]] } }"#;
    let text = r#"{ "type": "text", "style": "headline", "text": "Over it", "in": { "p": "rise" } }"#;
    let scene = scene(&format!(r#"{{ "dur": 2, "nodes": [{image}, {text}] }}"#));
    let output = OutputSpec {
        format: Format::Mp4,
        aspect: AspectRatio::Wide,
        frame_rate: FrameRate::Fps30,
        resolution: Resolution::P360,
    };
    let digests = [1, 2].map(|threads| {
        let settings =
            RenderSettings { threads: NonZeroUsize::new(threads), digests: true, ..RenderSettings::default() };
        let path = folder.path().join(format!("{threads}.mp4"));
        let report = render(&scene, &assets, &output, &path, &settings, &(), &CancelToken::default()).expect("a film");
        report.digests
    });
    assert!(digests[0].is_some());
    assert_eq!(digests[0], digests[1]);
    let maker = FrameMaker::new(&scene, AspectRatio::Wide, SIZE, &assets);
    let mut painter = maker.painter().expect("a painter");
    for frame in 0..40 {
        let time = Time::from_secs(f64::from(frame) / 30.0);
        let list = maker.display_list_at(time);
        let after_others = maker.draw(&list, &mut painter).pixels.to_vec();
        if frame % 13 == 0 {
            let mut alone = maker.painter().expect("a painter");
            assert_eq!(after_others, maker.draw(&list, &mut alone).pixels, "frame {frame}");
        }
    }
}

#[test]
fn a_frame_in_which_the_clip_has_not_changed_is_not_drawn_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = assets_with(read(&counted(folder.path(), 25, &[])));
    let (scene, output) = (
        full_frame("{}"),
        OutputSpec {
            format: Format::Mp4,
            aspect: AspectRatio::Wide,
            frame_rate: FrameRate::Fps60,
            resolution: Resolution::P360,
        },
    );
    let settings = RenderSettings { threads: NonZeroUsize::new(1), ..RenderSettings::default() };
    let path = folder.path().join("film.mp4");
    let report = render(&scene, &assets, &output, &path, &settings, &(), &CancelToken::default()).expect("a film");
    assert_eq!((report.frames_total, report.frames_drawn), (360, 50));
}
