//! What is done with files of films: looked at, cut, joined.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use serde_json::Value;
use std::fs;
use std::path::Path;

const BANNER: &str = r##"{ "mg": 1, "scenes": [{ "dur": 1.5, "bg": "#00FF00", "nodes": [
  { "type": "rect", "size": [600, 200], "fill": "#E4572E", "keys": { "x": [[0, -300], [1.5, 300]] } }
] }] }"##;

fn banner(folder: &Path) -> String {
    let path = folder.join("banner.json");
    fs::write(&path, BANNER).expect("a file");
    text(&path).to_owned()
}

#[test]
fn probe_says_what_a_film_is_and_whether_a_colour_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("banner.mp4");
    let made = pavo(&["render", "--scene", &banner(folder.path()), "-o", text(&film), "--resolution", "360p"]);
    assert!(made.status.success(), "{}", said(&made));
    let found = pavo(&["probe", text(&film), "--json", "--expect", "#00FF00", "--expect", "#E4572E"]);
    assert!(found.status.success(), "{}", said(&found));
    let found: Value = serde_json::from_str(&printed(&found)).expect("JSON");
    assert_eq!((&found["width"], &found["height"], &found["frames"]), (&640.into(), &360.into(), &45.into()));
    assert_eq!(found["color"]["matrix"], "bt709");
    assert_eq!((&found["alpha"]["channel"], &found["audio"]), (&false.into(), &Value::Null));
    assert_eq!(found["expected"][0]["there"], true);

    let other = pavo(&["probe", text(&film), "--expect", "#2563EB"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(said(&other).contains("#2563EB is not among the flat colours"), "{}", said(&other));
    for (file, code, words) in
        [("gone.mp4", 2, "cannot be read"), (text(&folder.path().join("banner.json")), 1, "not a film")]
    {
        let refused = pavo(&["probe", file]);
        assert_eq!(refused.status.code(), Some(code), "{}", said(&refused));
        assert!(said(&refused).contains(words), "{}", said(&refused));
    }
}

#[test]
fn film_made_in_segments_is_the_film_made_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| text(&folder.path().join(name)).to_owned();
    let scene = banner(folder.path());
    let shape = ["--resolution", "360p", "--fps", "24", "--segment-seconds", "1"];
    let run = |arguments: &[&str]| {
        let output = pavo(arguments);
        assert!(output.status.success(), "{}", said(&output));
        printed(&output)
    };
    let said_of_plan = run(&[&["plan", "--scene", &scene, "-o", &path("plan.json")][..], &shape].concat());
    assert!(said_of_plan.contains("2 segments"), "{said_of_plan}");
    for number in ["2", "1"] {
        run(&["render-segment", &path("plan.json"), number, "-o", &path(&format!("{number}.mp4"))]);
    }
    run(&["assemble", &path("plan.json"), &path("1.mp4"), &path("2.mp4"), "-o", &path("joined.mp4")]);
    run(&[&["render", "--scene", &scene, "-o", &path("whole.mp4")][..], &shape].concat());
    assert!(fs::read(path("joined.mp4")).expect("a file") == fs::read(path("whole.mp4")).expect("a file"));

    let plan = fs::read_to_string(path("plan.json")).expect("a plan");
    fs::write(path("changed.json"), plan.replace("#E4572E", "#E4572F")).expect("a file");
    for (arguments, words) in [
        (vec!["render-segment".to_owned(), path("plan.json"), "3".to_owned()], "the plan has segments 1 to 2"),
        (vec!["render-segment".to_owned(), path("changed.json"), "1".to_owned()], "the plan was changed"),
        (vec!["render-segment".to_owned(), scene, "1".to_owned()], "this is no plan"),
        (
            vec!["assemble".to_owned(), path("plan.json"), path("2.mp4"), path("1.mp4")],
            "expected \"pavo segment 1 of 2",
        ),
    ] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let target = path("target.mp4");
        let refused = pavo(&[&arguments[..], &["-o", &target]].concat());
        assert!(!refused.status.success() && said(&refused).contains(words), "{}", said(&refused));
        assert!(!Path::new(&target).exists());
    }
}

#[test]
fn missing_ffmpeg_is_named_where_a_film_is_looked_at_or_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = banner(folder.path());
    let [film, plan, segment] = ["banner.gif", "plan.json", "1.mp4"].map(|name| folder.path().join(name));
    let made = pavo(&["render", "--scene", &scene, "-o", text(&film), "--resolution", "360p"]);
    assert!(made.status.success(), "{}", said(&made));
    let lost = pavo(&["probe", text(&film), "--ffmpeg", "/nowhere/ffmpeg"]);
    assert!(!lost.status.success() && said(&lost).contains("/nowhere/ffmpeg was not found"), "{}", said(&lost));
    assert!(pavo(&["plan", "--scene", &scene, "-o", text(&plan)]).status.success());
    let lost = pavo(&["render-segment", text(&plan), "1", "-o", text(&segment), "--ffmpeg", "none"]);
    assert!(!lost.status.success() && said(&lost).contains("ffmpeg was not found"), "{}", said(&lost));
    assert!(!segment.exists());
}

#[test]
fn doctor_says_what_works_and_what_to_install() {
    let healthy = pavo(&["doctor"]);
    assert!(healthy.status.success(), "{}{}", printed(&healthy), said(&healthy));
    for name in ["ffmpeg", "ffprobe", "mp4", "prores", "webm", "gif", "sound"] {
        let line = printed(&healthy).lines().find(|line| line.starts_with(name)).map(str::to_owned);
        assert!(line.is_some_and(|line| line.contains(" ok ")), "{name}: {}", printed(&healthy));
    }
    let without = pavo(&["doctor", "--ffmpeg", "none", "--json"]);
    assert_eq!(without.status.code(), Some(1));
    assert!(said(&without).contains("prores, webm"), "{}", said(&without));
    let found: Value = serde_json::from_str(&printed(&without)).expect("JSON");
    let state = |name: &str| {
        let findings = found["findings"].as_array().expect("a list").iter();
        findings.filter(|finding| finding["name"] == name).map(|finding| finding["state"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (state("mp4"), state("gif"), state("webm")),
        (vec!["lesser".into()], vec!["ok".into()], vec!["missing".into()])
    );
}

#[test]
fn without_ffmpeg_an_mp4_is_made_with_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("banner.mp4");
    let scene = banner(folder.path());
    let shape = ["--resolution", "360p", "--ffmpeg", "none"];
    let made = pavo(&[&["render", "--scene", &scene, "-o", text(&film)][..], &shape].concat());
    assert!(made.status.success() && said(&made).contains("built-in encoder"), "{}", said(&made));
    let clip = folder.path().join("banner.webm");
    let refused = pavo(&[&["render", "--scene", &scene, "-o", text(&clip)][..], &shape].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("webm needs ffmpeg"), "{}", said(&refused));
}

#[test]
fn recordings_of_a_document_are_heard_and_broken_ones_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    // A tenth of a second of a square wave: the head of a WAV file and eight-bit samples.
    let samples: Vec<u8> = (0..800).map(|index| if index / 10 % 2 == 0 { 64 } else { 192 }).collect();
    let mut wave =
        b"RIFF\x44\x03\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x40\x1F\0\0\x01\0\x08\0data\x20\x03\0\0".to_vec();
    wave.extend(samples);
    fs::write(folder.path().join("click.wav"), wave).expect("a file");
    let heard = BANNER.replacen(
        "\"scenes\"",
        r#""assets": { "click": { "type": "audio", "src": "click.wav" } }, "audio": [{ "src": "click", "start": 0.5 }], "scenes""#,
        1,
    );
    let scene = folder.path().join("banner.json");
    fs::write(&scene, &heard).expect("a file");
    let film = folder.path().join("banner.mp4");
    let run = || pavo(&["render", "--scene", text(&scene), "-o", text(&film), "--resolution", "360p"]);
    let made = run();
    assert!(made.status.success() && said(&made).is_empty(), "{}", said(&made));
    let found: Value = serde_json::from_str(&printed(&pavo(&["probe", text(&film), "--json"]))).expect("JSON");
    assert_eq!((&found["audio"]["codec"], &found["duration_seconds"]), (&"aac".into(), &1.5.into()));

    fs::write(folder.path().join("click.wav"), "no sound at all").expect("a file");
    let refused = run();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("the asset \"click\""), "{}", said(&refused));
    fs::write(&scene, heard.replace("\"src\": \"click\"", "\"src\": \"clack\"")).expect("a file");
    let refused = run();
    assert!(said(&refused).contains("/audio/0/src: no such asset"), "{}", said(&refused));
}

#[test]
#[cfg(target_os = "linux")]
fn what_reads_foreign_files_reaches_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let [own, other, written] = ["own.txt", "other.txt", "written.txt"].map(|name| folder.path().join(name));
    fs::write(&own, "the file").expect("a file");
    fs::write(&other, "another file").expect("a file");
    let confined = |command: &[&str]| pavo(&[&["confine", text(&own), "--"][..], command].concat());
    assert_eq!(printed(&confined(&["cat", text(&own)])), "the file");
    for command in [
        &["cat", text(&other)][..],
        &["cat", "/etc/passwd"],
        &["sh", "-c", &format!("echo words > {}", text(&written))],
        &["sh", "-c", &format!("rm {}", text(&own))],
        &["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"],
    ] {
        let refused = confined(command);
        assert!(!refused.status.success() && printed(&refused).is_empty(), "{command:?}: {}", printed(&refused));
        let words = said(&refused);
        assert!(words.contains("ermission denied") || words.contains("not permitted"), "{command:?}: {words}");
    }
    assert!(own.exists() && !written.exists());

    // Playlists that name other files are the usual trick.
    let secret = text(&other).to_owned();
    for list in [
        format!("ffconcat version 1.0\nfile '{secret}'\n"),
        format!("#EXTM3U\n#EXTINF:1,\n{secret}\n"),
        format!("#EXTM3U\n#EXTINF:1,\nconcat:{secret}|{secret}\n#EXT-X-ENDLIST\n"),
    ] {
        fs::write(&own, list).expect("a file");
        let refused = pavo(&["probe", text(&own)]);
        assert!(!refused.status.success() && !said(&refused).contains("another file"), "{}", said(&refused));
    }
}
