//! Contact sheets, as they are written.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use std::fs;
use std::path::Path;

/// Width and height of a PNG, by its head.
fn size_of(path: &Path) -> [u32; 2] {
    let bytes = fs::read(path).expect("a sheet");
    [16, 20].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")))
}

#[test]
fn sheets_of_every_kind_are_drawn_for_every_ratio() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheets = folder.path().join("sheets");
    let arguments = ["sheet", "Harvest supper", "--duration", "2", "-o", text(&sheets), "--resolution", "360p"];
    let made = pavo(&[&arguments[..], &["--ratios", "16:9,9:16", "--safe-areas"]].concat());
    assert!(made.status.success(), "{}", said(&made));
    let paths = printed(&made);
    let mut names: Vec<&str> = paths.lines().filter_map(|path| Path::new(path).file_name()?.to_str()).collect();
    names.sort_unstable();
    let expected = ["entrances", "moments", "overview", "squint"];
    let expected = expected.iter().flat_map(|kind| ["16x9", "9x16"].map(|ratio| format!("{kind}-{ratio}.png")));
    let mut expected: Vec<String> = expected.chain(["ratios-all.png".to_owned()]).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    for path in paths.lines() {
        assert_eq!(size_of(Path::new(path)), [640, 360], "{path}");
    }
}

#[test]
fn overview_shows_the_frames_of_the_film_and_what_moves() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = folder.path().join("scene.json");
    // Blue for the first half, green for the second.
    fs::write(
        &scene,
        r##"{ "mg": 1, "scenes": [{ "dur": 1, "bg": "#0000FF", "nodes": [] }, { "dur": 1, "bg": "#00FF00", "nodes": [] }] }"##,
    )
    .expect("a file");
    let made = pavo(&["sheet", "--scene", text(&scene), "-o", text(folder.path()), "--only", "overview"]);
    assert!(made.status.success() && printed(&made).lines().count() == 1, "{}", said(&made));
    let file = fs::File::open(folder.path().join("overview-16x9.png")).expect("a sheet");
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("a picture");
    // Nothing of a sheet is open: it has no alpha.
    assert_eq!(reader.info().color_type, png::ColorType::Rgb);
    let at = |x: usize, y: usize| [0, 1, 2].map(|channel| pixels[(y * 1920 + x) * 3 + channel]);
    let share = |color: [u8; 3]| {
        let found = (0..1080)
            .step_by(4)
            .flat_map(|y| (0..1920).step_by(4).map(move |x| (x, y)))
            .filter(|(x, y)| at(*x, *y) == color);
        found.count() as f64 / (270.0 * 480.0)
    };
    let (blue, green) = (share([0, 0, 255]), share([0, 255, 0]));
    assert!(blue > 0.15 && (blue - green).abs() < 0.01, "blue on {blue}, green on {green}");
}

#[test]
fn unknown_sheets_are_refused_with_those_that_there_are() {
    let refused = pavo(&["sheet", "Harvest supper", "--only", "poster"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("overview, moments, entrances, squint"), "{}", said(&refused));
}

#[test]
fn film_in_a_file_has_sheets_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("supper.webm");
    let made = pavo(&["render", "Harvest supper", "--duration", "1", "-o", text(&film), "--resolution", "360p"]);
    assert!(made.status.success(), "{}", said(&made));
    let arguments = ["sheet", "--video", text(&film), "-o", text(folder.path()), "--resolution", "360p"];
    let made = pavo(&arguments);
    assert!(made.status.success(), "{}", said(&made));
    for kind in ["overview", "moments", "squint"] {
        assert_eq!(size_of(&folder.path().join(format!("{kind}-supper.png"))), [640, 360], "{kind}");
    }
    let refused = pavo(&["sheet", "--video", "gone.mp4"]);
    assert!(!refused.status.success() && said(&refused).contains("gone.mp4 cannot be read"), "{}", said(&refused));
    let refused = pavo(&["sheet", "Harvest supper", "--video", text(&film)]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}
