//! Videos, animations and recordings that are handed in: what the director learns of them, and what the engine gets.

use pavo_director::{Brief, Direction, GivenKind, direct};
use pavo_fetch::{
    Medium, TakeError, TakenFiles, media_type_of, medium_of, read_data_url, take, take_all, take_reference,
};
use pavo_film::Ffmpeg;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, AssetKind, Node, NodeKind, Scene};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The bytes of a file that ffmpeg makes; its name says of which kind.
fn made(name: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y"])
        .args(arguments)
        .arg(&path)
        .status()
        .expect("ffmpeg");
    assert!(status.success(), "{name}");
    std::fs::read(path).expect("a file")
}

fn video(secs: u32, size: &str) -> Vec<u8> {
    let source = format!("mandelbrot=s={size}:r=25:start_scale=2");
    let arguments = ["-f", "lavfi", "-i", &source, "-t", &secs.to_string(), "-c:v", "libx264", "-pix_fmt", "yuv420p"];
    made("a.mp4", &[&arguments[..], &["-preset", "ultrafast"]].concat())
}

fn heard_video() -> Vec<u8> {
    let sources = ["-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000"];
    let codecs = ["-t", "4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast", "-c:a", "aac"];
    made("a.mp4", &[&sources[..], &codecs].concat())
}

fn music(name: &str, secs: u32) -> Vec<u8> {
    let source = format!("sine=f=440:r=44100:d={secs}");
    made(name, &["-f", "lavfi", "-i", &source])
}

fn animation() -> Vec<u8> {
    made("a.gif", &["-f", "lavfi", "-i", "mandelbrot=s=160x90:r=10", "-t", "1"])
}

struct Film {
    direction: Direction,
    assets: Assets,
    files: Vec<(String, Vec<u8>)>,
}

fn film(prompt: &str, files: &[(&str, Vec<u8>)], aspect: AspectRatio) -> Film {
    let mut assets = pavo_design::fonts::bundled_assets();
    let files: Vec<(String, Vec<u8>)> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let bytes_of = |name: &str| files.iter().find(|(one, _)| *one == name).map(|(_, bytes)| bytes.clone());
    let read = |name: &str| Ok((bytes_of(name).expect("a file"), name.to_owned()));
    let TakenFiles { given, not_used, .. } = take_all(&names, read, &mut assets, &Ffmpeg::default());
    assert_eq!(not_used, []);
    let direction = direct(&Brief { aspect: Some(aspect), given, ..Brief::new(prompt) });
    Scene::parse(&direction.scene.to_json()).expect("a scene");
    Film { direction, assets, files }
}

/// The pictures that a film shows at its ratio.
fn images(scene: &Scene, aspect: AspectRatio) -> Vec<Node> {
    fn look(node: &Node, found: &mut Vec<Node>) {
        if matches!(node.kind, NodeKind::Image(_)) {
            found.push(node.clone());
        }
        node.children().iter().for_each(|child| look(child, found));
    }
    let mut found = Vec::new();
    let scene = scene.at_aspect(aspect);
    scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays).for_each(|node| look(node, &mut found));
    found
}

fn moves(scene: &Scene) -> bool {
    scene.to_json().contains("\"scale\": [")
}

#[test]
fn a_title_over_a_video_lasts_as_long_as_the_video_which_nothing_else_moves() {
    for aspect in [AspectRatio::Wide, AspectRatio::Tall, AspectRatio::Square] {
        let Film { direction, assets, files } =
            film("Put this clip with the title \"Harbour nights\" over it", &[("a.mp4", video(7, "320x180"))], aspect);
        let scene = &direction.scene;
        assert_eq!(scene.shots.len(), 1, "{}", direction.trace);
        assert!((6.9..=7.1).contains(&scene.duration().secs()), "{}", scene.duration().secs());
        assert_eq!(scene.assets["video-1"].kind, AssetKind::Video);
        assert!(scene.to_json().contains("Harbour nights"));
        let shown = images(scene, aspect);
        assert_eq!(shown.len(), 1);
        assert!(!moves(scene), "footage stands");
        assert!(scene.audio.is_empty());
        assert!(
            assets.clip("video-1").is_some_and(|clip| clip.frames().len() <= 15),
            "a sketch suffices to design with"
        );
        let medium = medium_of(scene, "video-1", &files[0].1, &Ffmpeg::default()).expect("a video");
        let (Medium::Clip(clip), _) = medium else { panic!("no clip") };
        assert!((170..=176).contains(&clip.frames().len()), "{clip:?}");
    }
}

#[test]
fn a_film_gets_of_a_video_what_it_shows() {
    let Film { direction, files, .. } = film(
        "\"Harbour\" over the clip, starting at 3s. 2 seconds",
        &[("a.mp4", video(7, "320x180"))],
        AspectRatio::Wide,
    );
    assert_eq!(direction.scene.duration().secs(), 2.0, "{}", direction.trace);
    assert_eq!(direction.scene.played_secs("video-1"), Some(3.0..5.0));
    let Ok((Medium::Clip(clip), _)) = medium_of(&direction.scene, "video-1", &files[0].1, &Ffmpeg::default()) else {
        panic!("a video")
    };
    assert!((50..=52).contains(&clip.frames().len()), "{clip:?}");
    assert_eq!(clip.frames()[0].begins_secs, 3.0);
}

#[test]
fn videos_stand_wherever_photographs_do() {
    let files = [("a.mp4", video(3, "320x180")), ("b.mp4", video(2, "320x180"))];
    let Film { direction, .. } = film("Slideshow titled \"Two harbours\", 8 seconds", &files, AspectRatio::Wide);
    let shown: Vec<Node> = images(&direction.scene, AspectRatio::Wide);
    assert_eq!(shown.len(), 2, "{}", direction.trace);
    assert!(shown.iter().all(|node| matches!(&node.kind, NodeKind::Image(image) if image.play.is_some())), "they loop");
}

#[test]
fn a_recording_is_what_the_film_sounds_like() {
    for (name, file) in [("a.mp3", music("a.mp3", 20)), ("a.wav", music("a.wav", 20)), ("a.m4a", music("a.m4a", 20))] {
        let Film { direction, files, .. } = film(
            "Title \"Evening tide\", 5 seconds. Music quietly in the background",
            &[(name, file)],
            AspectRatio::Wide,
        );
        let [clip] = direction.scene.audio.as_slice() else { panic!("{name}: {:?}", direction.warnings) };
        assert_eq!((clip.src.as_str(), clip.gain), ("sound-1", Some(-12.0)));
        assert_eq!(direction.warnings, Vec::<String>::new());
        assert!(direction.scene.to_json().contains("Evening tide"));
        let Ok((Medium::Sound(sound), _)) = medium_of(&direction.scene, "sound-1", &files[0].1, &Ffmpeg::default())
        else {
            panic!("a sound")
        };
        assert!((4.9..=5.1).contains(&(sound.len() as f64 / 48_000.0)), "as much as the film needs");
    }
    let Film { direction, .. } =
        film("Title \"Evening tide\", no sound", &[("a.mp3", music("a.mp3", 3))], AspectRatio::Wide);
    assert!(direction.scene.audio.is_empty());
    assert_eq!(direction.warnings, ["a.mp3 is not heard: the prompt asks for no sound"]);
}

#[test]
fn a_video_is_heard_where_the_prompt_asks_for_it() {
    let files = [("a.mp4", heard_video())];
    let silent = film("\"Harbour\" over this clip", &files, AspectRatio::Wide);
    assert!(silent.direction.scene.audio.is_empty());
    let Film { direction, files, .. } = film("\"Harbour\" over this clip with its sound", &files, AspectRatio::Wide);
    assert_eq!(direction.scene.audio[0].src, "video-1-sound");
    let medium = medium_of(&direction.scene, "video-1-sound", &files[0].1, &Ffmpeg::default());
    assert!(matches!(medium, Ok((Medium::Sound(sound), _)) if sound.samples.iter().any(|sample| sample.abs() > 0.05)));
}

#[test]
fn animations_are_pictures_that_move() {
    let Film { direction, assets, files } =
        film("\"Harbour\" over this picture, 4 seconds", &[("a.gif", animation())], AspectRatio::Wide);
    assert_eq!(direction.scene.assets["picture-1"].kind, AssetKind::Image);
    assert!(assets.clip("picture-1").is_some_and(|clip| clip.is_repeated() && clip.frames().len() == 10));
    let medium = medium_of(&direction.scene, "picture-1", &files[0].1, &Ffmpeg::none());
    assert!(matches!(medium, Ok((Medium::Clip(_), _))), "no ffmpeg is needed");
}

#[test]
fn videos_show_how_a_film_shall_look() {
    let filter = "color=c=0x10204A:s=320x180:r=10,drawbox=x=90:y=40:w=140:h=100:color=0xF2542D:t=fill";
    let arguments = ["-f", "lavfi", "-i", filter, "-t", "2", "-c:v", "libx264", "-pix_fmt", "yuv420p"];
    let brand = take_reference(&made("a.mp4", &arguments), None, &Ffmpeg::default()).expect("colours");
    assert!(brand.background.is_some() || brand.accent.is_some(), "{brand:?}");
    let refused = take_reference(&music("a.mp3", 1), None, &Ffmpeg::default());
    assert!(refused.is_err_and(|error| error.to_string().contains("shows no colours")));
}

#[test]
fn without_ffmpeg_videos_and_recordings_say_that_they_need_it() {
    for file in [video(1, "64x64"), music("a.mp3", 1)] {
        let told = take(&file, "a", 0, false, &Ffmpeg::none()).expect_err("no ffmpeg").to_string();
        assert!(told.contains("need ffmpeg"), "{told}");
    }
    let told =
        take(&video(1, "64x64"), "a", 0, false, &Ffmpeg::at("/nowhere/ffmpeg")).expect_err("no ffmpeg").to_string();
    assert!(told.contains("ffmpeg") && !told.contains("/tmp"), "{told}");
}

#[test]
fn hostile_videos_are_refused_in_words_that_name_no_path() {
    let whole = video(2, "320x180");
    let taken = |file: &[u8]| {
        let began = Instant::now();
        let taken = take(file, "a.mp4", 0, false, &Ffmpeg::default());
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
        taken
    };
    let list = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n";
    let disguised = [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".as_slice(), list].concat();
    let flv = [b"FLV\x01\x05\0\0\0\x09\0\0\0\0".as_slice(), list].concat();
    for file in [&whole[..whole.len() / 2], &disguised, &flv] {
        let told = taken(file).expect_err("no video").to_string();
        assert!(
            told.contains("cannot be decoded") && !told.contains(std::env::temp_dir().to_str().expect("a path")),
            "{told}"
        );
    }
    for file in [&list[..], b"ffconcat version 1.0\nfile /etc/passwd\n"] {
        assert!(matches!(taken(file), Err(TakeError::Unknown | TakeError::Table(_))), "they are no kind that is taken");
    }
    let large =
        made("a.mkv", &["-f", "lavfi", "-i", "color=c=red:s=9000x64:r=1:d=1", "-c:v", "ffv1", "-pix_fmt", "yuv420p"]);
    let told = taken(&large).expect_err("too wide").to_string();
    assert!(told.contains("9000 × 64") && told.contains("8192"), "{told}");
    assert!(!Path::new("pavo-").exists());
}

#[test]
fn what_the_director_learns_of_a_video() {
    // It begins in black.
    let source = "color=c=black:s=320x180:r=10:d=1[a];mandelbrot=s=320x180:r=10:start_scale=0.5[b];[b]trim=duration=2[c];[a][c]concat";
    let arguments = ["-filter_complex", source, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast"];
    let taken = take(&made("a.mp4", &arguments), "a.mp4", 2, false, &Ffmpeg::default()).expect("a video");
    assert_eq!(taken.given.name, "video-3");
    let GivenKind::Video { sight, secs, has_sound } = taken.given.what else { panic!("a video") };
    assert!((sight.ratio - 16.0 / 9.0).abs() < 1e-6 && sight.luminance > 0.0 && !has_sound, "{sight:?}");
    assert!((secs - 3.0).abs() < 0.11, "{secs}");
}

/// 64 × 32 pixels, the left half red, the right one blue.
const AVIF: &str = "data:image/avif;base64,AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAD5bWV0YQAAAAAAAAAvaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAFBpY3R1cmVIYW5kbGVyAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAASEAAAAmAAAAKGlpbmYAAAAAAAEAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAAGppcHJwAAAAS2lwY28AAAAUaXNwZQAAAAAAAABAAAAAIAAAABBwaXhpAAAAAAMICAgAAAAMYXYxQ4EgAAAAAAATY29scm5jbHgAAgACAAIAAAAAF2lwbWEAAAAAAAAAAQABBAECgwQAAAAubWRhdAoGOBU/+2CAMhwVAAAASAAAQApbh0Yh4pEja/HHLwn6KEUZlDZe";

#[test]
fn pictures_of_a_codec_of_films_are_pictures() {
    let file = read_data_url(AVIF).expect("a file");
    assert_eq!(media_type_of(&file), "image/avif");
    let Medium::Picture(picture) = take(&file, "a.avif", 0, false, &Ffmpeg::default()).expect("a picture").medium
    else {
        panic!("no picture")
    };
    assert_eq!((picture.width, picture.height), (64, 32));
    let at = |x: usize| &picture.pixels[(16 * 64 + x) * 4..][..3];
    for (x, wanted) in [(8, [200, 30, 40]), (56, [20, 60, 210])] {
        assert!(at(x).iter().zip(wanted).all(|(is, wanted)| is.abs_diff(wanted) < 16), "{:?}", at(x));
    }
    let refused = take(&file, "a.avif", 0, false, &Ffmpeg::none()).expect_err("no ffmpeg").to_string();
    assert!(refused.contains("AVIF pictures need ffmpeg"), "{refused}");
    assert!(take_reference(&file, None, &Ffmpeg::default()).is_ok());
}
