//! The golden tests themselves: what differs fails, and is shown.

use crate::fonts;
use crate::gallery::Gallery;
use crate::strip::Picture;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CASE: &str = r##"{ "at": [0, 0.5], "strip": true, "scene": { "mg": 1, "scenes": [{ "dur": 1, "bg": "#204060",
    "nodes": [{ "type": "rect", "size": [300, 300], "fill": "#FFFFFF", "keys": { "x": [[0, -300], [1, 300]] } }] }] } }"##;
const FILM: &str = r##"{ "scene": { "mg": 1, "canvas": { "fps": 24 }, "scenes": [{ "dur": 0.2, "bg": "#204060",
    "nodes": [{ "type": "rect", "size": [300, 300], "fill": "#FFFFFF", "keys": { "x": [[0, -300], [1, 300]] } }] }] } }"##;

/// A folder with a case and a film, whose expectations are blessed.
fn blessed() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [("golden/cases/box/moves.json", CASE), ("golden/films/moves.json", FILM)] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    let said = check(folder.path(), Some("moves")).expect_err("a run that writes fails");
    assert!(said.contains("4 expectations were written anew"), "{said}");
    check(folder.path(), None).expect("what was blessed is as it was");
    folder
}

fn check(folder: &Path, blessed: Option<&str>) -> Result<(), String> {
    let (golden, report) = (folder.join("golden"), folder.join("report"));
    Gallery { folder: golden, report, blessed: blessed.map(str::to_owned) }.check(&fonts::bundled())
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("readable");
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn changed_line_of_a_text_fails_and_is_shown() {
    for (file, from, to) in [("moves.pose.txt", "x -299", "x -298"), ("moves.list.txt", "rect ", "oval ")] {
        let folder = blessed();
        replace(&folder.path().join("golden/cases/box").join(file), from, to);
        let said = check(folder.path(), None).expect_err("it differs");
        assert!(said.starts_with("1 differ") && said.contains(file) && said.contains("index.html"), "{said}");
        let page = fs::read_to_string(folder.path().join("report/index.html")).expect("a report");
        assert!(page.contains("<span class=\"gone\">") && page.contains("<span class=\"come\">"), "{page}");
        assert!(page.contains(to.trim()), "{page}");
    }
}

#[test]
fn changed_pixel_fails_and_is_shown_side_by_side() {
    let folder = blessed();
    let path = folder.path().join("golden/cases/box/moves.strip.png");
    let mut strip = Picture::read(&path).expect("a strip");
    strip.pixels[400] ^= 1;
    strip.write(&path);
    let said = check(folder.path(), None).expect_err("it differs");
    assert!(said.contains("1 channels differ by more than 0, at most by 1"), "{said}");
    let picture = |what: &str| {
        let name = format!("report/box-moves.strip.png.{what}.png");
        Picture::read(&folder.path().join(name)).expect("a picture of the report")
    };
    assert_eq!(picture("expected"), strip);
    assert_eq!(picture("difference").pixels.iter().filter(|level| ![0, 255].contains(*level)).count(), 1);
    assert_eq!(picture("actual").pixels[400], strip.pixels[400] ^ 1);
}

#[test]
fn tolerance_of_a_case_is_kept_to() {
    let folder = blessed();
    let case = folder.path().join("golden/cases/box/moves.json");
    replace(&case, "\"strip\": true", "\"strip\": true, \"tolerance\": 3");
    let path = folder.path().join("golden/cases/box/moves.strip.png");
    for (levels, is_same) in [(3, true), (4, false)] {
        let strip = Picture::read(&path).expect("a strip");
        let mut changed = strip.clone();
        changed.pixels[400] += levels;
        changed.write(&path);
        assert_eq!(check(folder.path(), None).is_ok(), is_same, "by {levels}");
        strip.write(&path);
    }
}

#[test]
fn changed_frame_of_a_film_fails_by_its_number() {
    let folder = blessed();
    let kept = folder.path().join("golden/films/moves.digests.txt");
    let text = fs::read_to_string(&kept).expect("digests");
    assert_eq!(text.lines().count(), 6, "{text}");
    replace(&folder.path().join("golden/films/moves.json"), "\"keys\"", "\"end\": 0.1, \"keys\"");
    let said = check(folder.path(), None).expect_err("it differs");
    // The box is gone in the frame at 0.125 s and in the one after it.
    assert!(said.contains("line 5 is\n  3 "), "{said}");
}

#[test]
fn expectation_without_its_case_fails() {
    let folder = blessed();
    fs::write(folder.path().join("golden/cases/box/moved.list.txt"), "at 0\n").expect("written");
    let said = check(folder.path(), None).expect_err("it is checked by nothing");
    assert!(said.contains("moved.list.txt belongs to no case"), "{said}");
}
