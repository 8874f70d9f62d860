//! MP4 files taken apart by a demuxer that has nothing to do with what wrote them.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::{
    AlphaProbe, CancelToken, EncodeError, Ffmpeg, FilmError, Format, OutputSpec, RenderSettings, SegmentLength, probe,
    render,
};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use re_mp4::{Mp4, TrackKind};
use std::fs;
use std::path::{Path, PathBuf};

const FILM: &str = r##"{ "mg": 1, "scenes": [{ "dur": 5, "bg": "#00FF00", "nodes": [
  { "type": "rect", "size": [300, 300], "fill": "#E4572E", "keys": { "x": [[0, -600], [5, 600]] } },
  { "type": "text", "text": "Harbour", "pos": "top", "in": { "p": "maskUp" } }
] }] }"##;

fn film(format: Format, settings: &RenderSettings, folder: &Path) -> Result<PathBuf, FilmError> {
    let scene = Scene::parse(FILM).expect("a valid scene").scene;
    let output =
        OutputSpec { format, aspect: AspectRatio::Wide, frame_rate: FrameRate::Fps24, resolution: Resolution::P360 };
    let path = folder.join("film").with_extension(format.extension());
    render(&scene, &fonts::bundled(), &output, &path, settings, &(), &CancelToken::default()).map(|_| path)
}

fn builtin() -> RenderSettings {
    RenderSettings { ffmpeg: Ffmpeg::none(), ..RenderSettings::default() }
}

#[test]
fn every_frame_has_its_time_and_players_can_begin_every_four_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let joined = RenderSettings { segment_length: SegmentLength::secs(1), ..RenderSettings::default() };
    for (name, settings) in [("ffmpeg", RenderSettings::default()), ("joined", joined), ("built in", builtin())] {
        let path = film(Format::Mp4, &settings, folder.path()).expect("a film");
        let (mp4, bytes) = Mp4::read_file(&path).expect("an MP4 that can be read");
        assert_eq!(mp4.tracks().len(), 1, "{name}");
        let track = mp4.tracks().values().next().expect("a track");
        assert_eq!((track.kind, track.width, track.height), (Some(TrackKind::Video), 640, 360), "{name}");
        let codec = track.codec_string(&mp4).expect("a codec");
        assert!(codec.starts_with("avc1.64"), "{name}: {codec}");
        assert_eq!(track.samples.len(), 120, "{name}");
        let frame = track.timescale / 24;
        assert_eq!((frame * 24, frame * 120), (track.timescale, track.duration), "{name}");
        let mut shown: Vec<i64> = track.samples.iter().map(|sample| sample.composition_timestamp).collect();
        shown.sort_unstable();
        let first = shown[0];
        let expected: Vec<i64> = (0..120).map(|index| first + index * frame as i64).collect();
        assert_eq!(shown, expected, "{name}");
        // No frame is stored before one that is shown earlier, which trips up some players.
        assert!(track.samples.iter().all(|sample| sample.composition_timestamp == sample.decode_timestamp), "{name}");
        let keys: Vec<usize> = (0..120).filter(|index| track.samples[*index].is_sync).collect();
        assert!(keys[0] == 0 && keys.windows(2).all(|pair| pair[1] - pair[0] <= 96), "{name}: {keys:?}");
        assert!(keys.last().is_some_and(|last| 120 - last <= 96), "{name}: {keys:?}");
        assert!(track.samples.iter().all(|sample| bytes.get(sample.byte_range()).is_some()), "{name}");
        let place = |kind: &[u8]| bytes.windows(4).position(|found| found == kind);
        assert!(place(b"moov") < place(b"mdat"), "{name}: it can be played before it is loaded whole");
        assert!(place(b"colr").is_some(), "{name}: the container names its colours too");
    }
}

#[test]
fn mp4_and_gif_are_written_without_ffmpeg() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in [Format::Mp4, Format::Gif] {
        let path = film(format, &builtin(), folder.path()).expect("a film");
        let found = probe(&path, None, &Ffmpeg::default()).expect("a film that can be read");
        assert_eq!((found.video.frames, found.complaints.len(), found.duration_secs), (120, 0, 5.0), "{format}");
        for color in [[0, 255, 0], [0xE4, 0x57, 0x2E]] {
            let nearest = found.video.flat_colors.iter().map(|flat| flat.distance(color)).fold(f64::MAX, f64::min);
            assert!(nearest <= 2.0, "{format}: {color:?} is off by {nearest}");
        }
        if format == Format::Mp4 {
            assert_eq!((found.video.codec.as_str(), found.video.profile.as_str()), ("h264", "High"));
            let tags = [&found.video.color.range, &found.video.color.matrix, &found.video.color.primaries];
            assert_eq!(tags.map(String::as_str), ["tv", "bt709", "bt709"]);
            assert_eq!(found.video.alpha, AlphaProbe::None);
        }
    }
}

#[test]
fn formats_that_need_ffmpeg_say_so_and_leave_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in [Format::ProRes, Format::WebM] {
        let error = film(format, &builtin(), folder.path()).expect_err("no ffmpeg");
        assert!(matches!(&error, FilmError::Encode(EncodeError::NeedsFfmpeg { .. })), "{error}");
        let said = error.to_string();
        assert!(said.contains(&format!("{format} needs ffmpeg")) && said.contains("apt-get install ffmpeg"), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn built_in_encoder_writes_the_same_file_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = || fs::read(film(Format::Mp4, &builtin(), folder.path()).expect("a film")).expect("a file");
    assert!(bytes() == bytes());
}
