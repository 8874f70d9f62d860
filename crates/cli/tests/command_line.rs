//! The command line as its users meet it: files, messages, exit codes.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn decoded_md5(path: &Path) -> String {
    let output = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-i", text(path), "-f", "md5", "-"])
        .output()
        .expect("ffmpeg is needed for the tests");
    assert!(output.status.success(), "{}", said(&output));
    printed(&output)
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn render_writes_the_file_and_tells_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("title.mp4");
    let arguments = ["render", "Harvest supper", "-o", text(&path), "--duration", "1", "--fps", "24"];
    let shape = ["--aspect-ratio", "4:5", "--resolution", "360p", "--json"];
    let output = pavo(&[&arguments[..], &shape[..]].concat());
    assert!(output.status.success(), "{}", said(&output));
    let made: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    assert_eq!((&made["width"], &made["height"]), (&360.into(), &450.into()));
    assert_eq!((&made["fps"], &made["frames"], &made["format"]), (&24.into(), &24.into(), &"mp4".into()));
    assert_eq!(names_in(folder.path()), ["title.mp4"]);
}

#[test]
fn several_files_are_made_in_one_go_and_one_that_fails_leaves_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let [film, loop_, lost] = ["title.mp4", "title.gif", "not/there.mp4"].map(|name| folder.path().join(name));
    let arguments = ["render", "Harvest supper", "--duration", "1", "--resolution", "360p", "--json"];
    let output = pavo(&[&arguments[..], &["-o", text(&film), "-o", text(&loop_)]].concat());
    assert!(output.status.success(), "{}", said(&output));
    let made: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    let formats: Vec<&Value> = made["files"].as_array().expect("a list").iter().map(|file| &file["format"]).collect();
    assert_eq!(formats, ["mp4", "gif"]);
    assert!(film.is_file() && loop_.is_file() && names_in(folder.path()).len() == 2);

    let output = pavo(&[&arguments[..], &["-o", text(&lost), "-o", text(&film)]].concat());
    assert!(!output.status.success() && said(&output).contains("there is no folder"), "{}", said(&output));
    let made: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    assert_eq!(made["files"].as_array().map(Vec::len), Some(1));
}

#[test]
fn same_prompt_gives_the_same_film_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let arguments = ["render", "Harvest supper", "-o", text(&path), "--duration", "1", "--resolution", "360p"];
        let output = pavo(&[&arguments[..], more].concat());
        assert!(output.status.success(), "{}", said(&output));
        decoded_md5(&path)
    };
    let first = film("first.mp4", &[]);
    assert_eq!(film("again.mp4", &[]), first);
    assert_eq!(film("one.mp4", &["--threads", "1"]), first);
    assert_eq!(film("two.mp4", &["--threads", "2"]), first);
}

#[test]
fn digests_are_a_line_for_each_frame_and_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let digests = |name: &str, threads: &str| {
        let (film, path) = (folder.path().join(name), folder.path().join(name).with_extension("digests"));
        let arguments = ["render", "Harvest supper", "-o", text(&film), "--duration", "1", "--fps", "24"];
        let more = ["--resolution", "360p", "--threads", threads, "--digests", text(&path)];
        let output = pavo(&[&arguments[..], &more[..]].concat());
        assert!(output.status.success(), "{}", said(&output));
        fs::read_to_string(&path).expect("digests")
    };
    let first = digests("one.mp4", "1");
    assert_eq!(first.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count(), 24, "{first}");
    assert!(first.lines().last().is_some_and(|line| line.starts_with("film 24 ")), "{first}");
    assert_eq!(digests("two.mp4", "2"), first);
    assert_eq!(digests("eight.webm", "8"), first, "they are of the frames, not of the file");
}

#[test]
fn digests_that_cannot_be_written_are_told_before_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let (film, path) = (folder.path().join("film.mp4"), folder.path().join("nowhere/film.digests"));
    let output = pavo(&["render", "Harvest supper", "-o", text(&film), "--digests", text(&path)]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("nowhere"), "{}", said(&output));
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn scene_of_a_prompt_renders_to_the_film_of_the_prompt() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = folder.path().join("scene.json");
    let printed_scene = pavo(&["scene", "Harvest supper", "--duration", "1"]);
    fs::write(&scene, &printed_scene.stdout).expect("the scene can be written");
    let film = |name: &str, source: &[&str]| {
        let path = folder.path().join(name);
        let output = pavo(&[&["render"], source, &["-o", text(&path), "--resolution", "360p"]].concat());
        assert!(output.status.success(), "{}", said(&output));
        decoded_md5(&path)
    };
    assert_eq!(
        film("from-scene.mp4", &["--scene", text(&scene)]),
        film("from-prompt.mp4", &["Harvest supper", "--duration", "1"])
    );
}

#[test]
fn scene_with_trace_says_how_the_prompt_was_read() {
    let output = pavo(&["scene", "A 3-second title \"Low tide\" in white on navy", "--trace"]);
    assert!(output.status.success(), "{}", said(&output));
    let whole: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    assert_eq!(whole["scene"]["mg"], 1);
    assert!(whole["scene"].to_string().contains("Low tide"));
    assert!(whole["trace"].to_string().len() > 20, "{}", whole["trace"]);
}

#[test]
fn variables_of_a_scene_get_other_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("scene.json");
    let scene = r#"{ "mg": 1, "vars": { "name": "Ada", "code": "7" }, "scenes": [{ "dur": 1, "nodes": [
        { "type": "text", "text": "{name} {code}" } ] }] }"#;
    fs::write(&file, scene).expect("writable");
    let still = |name: &str, vars: &[&str]| {
        let picture = folder.path().join(name);
        let arguments = ["still", "--scene", text(&file), "-o", text(&picture), "--resolution", "360p"];
        let output = pavo(&[arguments.as_slice(), vars].concat());
        assert!(output.status.success(), "{}", said(&output));
        fs::read(picture).expect("a picture")
    };
    let plain = still("a.png", &[]);
    assert_eq!(plain, still("b.png", &["--var", "name=Ada", "--var", "code=7"]));
    assert_ne!(plain, still("c.png", &["--var", "code=007"]));

    let wrong = pavo(&["still", "--scene", text(&file), "-o", "x.png", "--var", "nmae=Ada"]);
    assert!(!wrong.status.success());
    assert!(said(&wrong).contains("nmae") && said(&wrong).contains("name"), "{}", said(&wrong));
}

#[test]
fn still_is_a_picture_of_one_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("still.png");
    let output = pavo(&["still", "Harvest supper", "--at", "1.5", "-o", text(&path), "--resolution", "360p"]);
    assert!(output.status.success(), "{}", said(&output));
    let bytes = fs::read(&path).expect("the picture");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!((&bytes[16..20], &bytes[20..24]), (&640_u32.to_be_bytes()[..], &360_u32.to_be_bytes()[..]));
    let late = pavo(&["still", "Harvest supper", "--at", "100", "-o", text(&path)]);
    assert_eq!(late.status.code(), Some(2));
    assert!(said(&late).contains("after the end"), "{}", said(&late));
}

#[test]
fn schema_is_a_json_schema_that_names_the_nodes() {
    let output = pavo(&["schema"]);
    let schema: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    assert!(schema["$schema"].as_str().is_some_and(|schema| schema.contains("2020-12")));
    assert!(schema["$defs"]["Node"]["oneOf"].as_array().is_some_and(|kinds| kinds.len() >= 9));
}

#[test]
fn wrong_usage_is_told_with_exit_code_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.mp4");
    let file = text(&path);
    let cases: [(&[&str], &str); 11] = [
        (&["render", "  ", "-o", file], "the prompt is empty"),
        (&["render", "a", "-o", "film.foo"], "names no format"),
        (&["render", "a", "-o", file, "-o", file], "given twice"),
        (&["render", "-o", file], "give a prompt, or a document with --scene"),
        (&["render", "a", "-o", file, "--fps", "29"], "24, 25, 30, 60"),
        (&["render", "a", "-o", file, "--aspect-ratio", "3:2"], "16:9, 9:16, 1:1, 4:5"),
        (&["render", "a", "-o", file, "--resolution", "2k"], "360p, 480p, 720p, 1080p, 4k"),
        (&["render", "a", "-o", file, "--duration", "0.2"], "from 1 to 120"),
        (&["render", "a", "--scene", "b.json", "-o", file], "cannot be used with"),
        (&["render", "--scene", "no-such.json", "-o", file], "no-such.json cannot be read"),
        (&["render", "a", "-o", file, "--threads", "0"], "invalid value '0'"),
    ];
    for (arguments, expected) in cases {
        let output = pavo(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(expected), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(names_in(folder.path()), [""; 0]);
}

#[test]
fn what_fails_is_told_with_exit_code_1_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("missing/x.mp4");
    let path = folder.path().join("x.mp4");
    let cases: [(&[&str], &str); 2] = [
        (&["render", "a", "-o", text(&inside)], "there is no folder"),
        (&["render", "a", "-o", text(&path), "--ffmpeg", "/no/ffmpeg"], "ffmpeg was not found as \"/no/ffmpeg\""),
    ];
    for (arguments, expected) in cases {
        let output = pavo(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(expected), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(names_in(folder.path()), [""; 0]);
}

#[test]
fn wrong_scenes_are_refused_with_every_place_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scene.json");
    let film = folder.path().join("x.mp4");
    let node = |node: &str| format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 1, "nodes": [{node}] }}] }}"#);
    let cases: [(String, &[&str]); 10] = [
        ("{ \"mg\": 1,".to_owned(), &["not JSON", "line 1"]),
        ("[1, 2]".to_owned(), &["the scene must be an object"]),
        (r#"{ "mg": 7, "scenes": [] }"#.to_owned(), &["/mg", "found 7"]),
        (r#"{ "mg": 1, "scenes": [{ "dur": 999 }] }"#.to_owned(), &["/scenes/0/dur", "999", "0 to 120"]),
        (node(r#"{ "type": "txt" }"#), &["/scenes/0/nodes/0/type", "did you mean \"text\"", "group, stack"]),
        (
            node(r#"{ "type": "text" }, { "type": "rect", "opacity": 2 }"#),
            &["2 errors", "\"text\" is missing", "/scenes/0/nodes/1/opacity", "0 to 1"],
        ),
        (node(r#"{ "type": "rect", "fill": "blurple" }"#), &["/scenes/0/nodes/0/fill", "blurple", "#RRGGBB"]),
        (node(r#"{ "type": "rect", "in": { "p": "fade", "ease": "zoomy" } }"#), &["/in/ease", "zoomy", "linear"]),
        (node(r#"{ "type": "path", "d": "M 0 0 L nowhere" }"#), &["/scenes/0/nodes/0/d", "SVG path"]),
        (node(r#"{ "type": "image", "src": "logo" }"#), &["/scenes/0/nodes/0/src", "no such asset"]),
    ];
    for (scene, expected) in cases {
        fs::write(&path, &scene).expect("the scene can be written");
        let output = pavo(&["render", "--scene", text(&path), "-o", text(&film)]);
        assert_eq!(output.status.code(), Some(2), "{scene}: {}", said(&output));
        for expected in expected {
            assert!(said(&output).contains(expected), "{scene}: {expected} in {}", said(&output));
        }
    }
    assert_eq!(names_in(folder.path()), ["scene.json"]);
}

#[test]
fn unknown_fields_are_warnings_and_the_film_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = folder.path().join("scene.json");
    let film = folder.path().join("x.mp4");
    fs::write(&scene, r#"{ "mg": 1, "scenes": [{ "dur": 1, "colour": "red" }] }"#).expect("written");
    let output = pavo(&["render", "--scene", text(&scene), "-o", text(&film), "--resolution", "360p"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("/scenes/0/colour: unknown field"), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_film_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.mp4");
    let mut child = Command::new(env!("CARGO_BIN_EXE_pavo"))
        .args(["render", "Harvest supper", "-o", text(&path), "--duration", "120", "--resolution", "4k"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("pavo runs");
    // The temporary file shows that the encoder is at work.
    let begun = std::time::Instant::now();
    while names_in(folder.path()).is_empty() && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let signalled = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(signalled.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(names_in(folder.path()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn file_that_may_not_grow_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.mp4");
    let script = format!("ulimit -f 8; exec \"$0\" render 'Harvest supper' -o '{}'", text(&path));
    let output = Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_pavo")]).output().expect("sh");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("no space left to write"), "{}", said(&output));
    assert_eq!(names_in(folder.path()), [""; 0]);
}
