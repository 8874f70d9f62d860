//! Checks and comparisons of scenes, as they are asked for.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn planted(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/checks").join(name)
}

#[test]
fn an_error_is_told_with_its_place_and_fails_the_check() {
    let scene = planted("safe-area/defect.json");
    let checked = pavo(&["check", "--scene", text(&scene), "--ratios", "16:9"]);
    assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
    let words = printed(&checked);
    assert!(words.starts_with("error: safe-area at 16:9, "), "{words}");
    assert!(words.contains("title: its letters reach") && words.contains("(--fix can mend it)"), "{words}");
    assert!(words.contains("score "), "{words}");

    let told = pavo(&["check", "--scene", text(&scene), "--ratios", "16:9", "--json"]);
    let report: Value = serde_json::from_str(&printed(&told)).expect("a report");
    assert_eq!((&report["errors"], &report["warnings"]), (&1.into(), &0.into()));
    let finding = &report["findings"][0];
    assert_eq!(finding["code"], "safe-area");
    assert_eq!(finding["node"]["pointer"], "/scenes/0/nodes/0");
    assert_eq!(finding["fix"][0]["op"], "add");
    assert!(report["score"]["points"].as_f64().is_some_and(|points| points < 100.0));
}

#[test]
fn a_mended_scene_passes_and_the_difference_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (scene, mended) = (planted("safe-area/defect.json"), folder.path().join("mended.json"));
    let fixed = pavo(&["check", "--scene", text(&scene), "--ratios", "16:9", "--fix", "-o", text(&mended)]);
    assert!(fixed.status.success(), "{}", said(&fixed));
    assert!(said(&fixed).contains("mended: safe-area"), "{}", said(&fixed));
    let again = pavo(&["check", "--scene", text(&mended), "--ratios", "16:9"]);
    assert!(again.status.success() && printed(&again).starts_with("Nothing is wrong."), "{}", printed(&again));

    let sheets = folder.path().join("sheets");
    let compared = pavo(&["diff", text(&scene), text(&mended), "--sheets", text(&sheets)]);
    assert!(compared.status.success(), "{}", said(&compared));
    let told = printed(&compared);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("changed /scenes/0/nodes/0/pos/x (title): 60 → "), "{told}");
    assert_eq!(lines.len(), 2, "nothing but its place changed, and a picture was drawn: {told}");
    assert!(sheets.join("changes-16x9.png").is_file());
    let same = pavo(&["diff", text(&scene), text(&scene)]);
    assert_eq!(printed(&same), "Nothing changed.\n");
}

#[test]
fn expectations_come_from_a_file_too_and_wrong_ones_are_told_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let (scene, list) = (planted("expectation/near-miss.json"), folder.path().join("expect.json"));
    let check = |text_of_list: &str| {
        fs::write(&list, text_of_list).expect("a file");
        pavo(&["check", "--scene", text(&scene), "--ratios", "16:9", "--expect", text(&list)])
    };
    assert!(check(r#"[{ "p": "visibleFor", "node": "title", "secs": 2 }]"#).status.success());
    let late = check(r#"[{ "p": "appearsBy", "node": "title", "at": 0.1 }]"#);
    assert_eq!(late.status.code(), Some(1));
    assert!(printed(&late).contains("expectation at 16:9, title: appearsBy: it is there at"), "{}", printed(&late));
    let wrong = check(r#"[{ "p": "appearsBy", "node": "headline" }]"#);
    assert_eq!(wrong.status.code(), Some(2));
    let words = said(&wrong);
    assert!(words.contains("/expect/0/at: appearsBy needs the field \"at\""), "{words}");
    assert!(words.contains("/expect/0/node: no node has this id, found \"headline\"; allowed: sub, title"), "{words}");
}

#[test]
fn other_contents_are_tried_and_what_fails_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = folder.path().join("scene.json");
    let document = |extra: &str| {
        format!(
            r##"{{ "mg": 1, "canvas": {{ "aspect": "16:9" }}, "vars": {{ "name": "Ada", "total": 12 }},
            "scenes": [{{ "dur": 4, "bg": "#101820", "camera": {{ "move": "push", "amount": 0.02 }}, "nodes": [
              {{ "type": "text", "id": "name", "text": "{{name}}", "color": "#FFFFFF", "pos": {{ "y": -160 }},
                 "font": {{ "size": 120, {extra} }}, "maxLines": 1 }},
              {{ "type": "number", "id": "total", "to": "{{total}}", "color": "#FFFFFF", "pos": {{ "y": 120 }},
                 "font": {{ "size": 200, "min": 40 }} }} ] }}] }}"##
        )
    };
    let stress = |extra: &str| {
        fs::write(&scene, document(extra)).expect("a file");
        pavo(&["check", "--scene", text(&scene), "--ratios", "16:9,9:16", "--stress"])
    };
    let holds = stress(r#""min": 30"#);
    assert!(holds.status.success(), "{}{}", printed(&holds), said(&holds));
    let words = printed(&holds);
    assert!(
        words.contains("huge numbers      holds") && words.contains("missing pictures  nothing to swap"),
        "{words}"
    );
    let fails = stress(r#""min": 120"#);
    assert_eq!(fails.status.code(), Some(1));
    assert!(printed(&fails).contains("long words        fails\n  error: cramped at"), "{}", printed(&fails));
}

#[test]
fn findings_are_drawn_on_their_frames() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = planted("text-overlap/defect.json");
    let checked = pavo(&["check", "--scene", text(&scene), "--ratios", "16:9", "--sheets", text(folder.path())]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(folder.path().join("findings-16x9.png").is_file(), "{}", said(&checked));
}

#[test]
fn every_check_is_listed_with_what_it_is_about() {
    let listed = printed(&pavo(&["check", "--list"]));
    assert!(listed.lines().count() > 40 && listed.contains("safe-area        Text that is being read"), "{listed}");
}

#[test]
fn what_a_prompt_becomes_is_mended_unless_that_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("scene.json");
    let passes = |more: &[&str]| {
        let made = pavo(&[&["scene", "Text \"Quiet please\" in dark grey on black"], more].concat());
        fs::write(&file, printed(&made)).expect("a file");
        pavo(&["check", "--scene", text(&file), "--ratios", "16:9"]).status.success()
    };
    assert!(passes(&[]));
    assert!(!passes(&["--no-check"]));
}

#[test]
fn files_of_a_prompt_are_shown_and_those_that_cannot_be_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("boats.csv");
    fs::write(&table, "Month;Boats\nMay;12,5\nJune;30\n").expect("written");
    let film = folder.path().join("film.mov");
    fs::write(&film, b"\0\0\0\x14ftypqt  \0\0\0\0qt  ").expect("written");
    let charted = pavo(&["scene", "Bar chart of the boats", "--asset", text(&table)]);
    assert!(charted.status.success(), "{}", said(&charted));
    let scene = printed(&charted);
    assert!(scene.contains("May") && scene.contains("12.5"), "{scene}");

    let prompt = ["scene", "\"Open on Sunday\"", "--asset", text(&film), "--asset", "data:text/csv;base64,*"];
    let told = pavo(&prompt);
    assert!(told.status.success(), "{}", said(&told));
    let said_of_it = said(&told);
    assert!(
        said_of_it.contains("the file cannot be decoded") && said_of_it.contains("not valid base64"),
        "{said_of_it}"
    );
    let strict = pavo(&[&prompt[..], &["--strict-assets"]].concat());
    assert_eq!(strict.status.code(), Some(2));
    assert!(said(&strict).contains("the file cannot be decoded"), "{}", said(&strict));
}

#[test]
fn videos_and_recordings_of_a_prompt_are_seen_and_heard_in_its_film() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let ffmpeg = |arguments: &[&str], to: &std::path::Path| {
        let arguments = [&["-v", "error", "-nostdin", "-y"], arguments].concat();
        let status = std::process::Command::new("ffmpeg").args(arguments).arg(to).status().expect("ffmpeg");
        assert!(status.success());
    };
    let (clip, song, film, pixel) = (path("clip.mp4"), path("song.wav"), path("film.mp4"), path("pixel.rgb"));
    let red = "color=c=red:s=320x180:r=10:d=2";
    ffmpeg(&["-f", "lavfi", "-i", red, "-c:v", "libx264", "-pix_fmt", "yuv420p"], &clip);
    ffmpeg(&["-f", "lavfi", "-i", "sine=f=440:d=3"], &song);
    let prompt = "\"Harbour\" over this clip, 1 second. Music quietly";
    let given = ["--asset", text(&clip), "--asset", text(&song), "--strict-assets", "--no-check"];
    let made = pavo(&[&["render", prompt][..], &given, &["--resolution", "360p", "-o", text(&film)]].concat());
    assert!(made.status.success() && !said(&made).contains("warning"), "{}", said(&made));
    let probed = printed(&pavo(&["probe", text(&film)]));
    assert!(probed.contains("aac"), "{probed}");
    let seen = ["-i", text(&film), "-vf", "crop=16:16:600:20,scale=1:1", "-frames:v", "1", "-pix_fmt", "rgb24"];
    ffmpeg(&[&seen[..], &["-f", "rawvideo"]].concat(), &pixel);
    let seen = fs::read(&pixel).expect("a pixel");
    assert!(seen[0] > 240 && seen[1] < 12 && seen[2] < 12, "{seen:?}");
    // Without ffmpeg neither can be read, and that is said.
    let without = pavo(&[&["render", prompt][..], &given, &["--ffmpeg", "none", "-o", text(&film)]].concat());
    assert!(said(&without).contains("need ffmpeg"), "{}", said(&without));
}

#[test]
fn a_reference_gives_its_colours_and_is_not_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = folder.path().join("night.bmp");
    // 24 bits a pixel, rows from below, blue before green before red: a dark blue ground with an orange patch.
    let mut file = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x20\0\0\0\x20\0\0\0\x01\0\x18\0\0\0\0\0\0\x0C\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    for index in 0..32 * 32 {
        let (row, column) = (index / 32, index % 32);
        let is_patch = (10..22).contains(&row) && (10..22).contains(&column);
        file.extend(if is_patch { [30, 120, 240] } else { [70, 30, 12] });
    }
    fs::write(&picture, file).expect("written");
    let drawn = pavo(&["scene", "\"Open on Sunday\"", "--reference", text(&picture)]);
    assert!(drawn.status.success(), "{}", said(&drawn));
    let scene = printed(&drawn);
    assert!(scene.contains("\"mode\": \"dark\"") && !scene.contains("night.bmp"), "{scene}");
    let refused = pavo(&["scene", "Hello", "--reference", text(&folder.path().join("none.png")), "--strict-assets"]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}
