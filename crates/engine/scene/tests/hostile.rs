//! Documents that want to cost much: each is refused with a reason, or read in bounded time.

use pavo_scene::{AspectRatio, InvalidScene, Parsed, Scene};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Far more than reading a document takes, on any machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

fn read(text: &str) -> Result<Parsed, InvalidScene> {
    let begin = Instant::now();
    let outcome = Scene::parse(text);
    let took = begin.elapsed();
    assert!(took < PATIENCE, "took {took:?} to read");
    outcome
}

/// A document with some nodes in its only scene.
fn with_nodes(nodes: &str) -> String {
    format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 2, "nodes": [{nodes}] }}] }}"#)
}

/// Why a document is refused; what is said is short enough to be read.
fn refusal(text: &str) -> String {
    let said = read(text).expect_err("refused").to_string();
    assert!(said.len() < 200_000, "{} bytes of reasons", said.len());
    said
}

fn assert_refused(text: &str, reason: &str) {
    let said = refusal(text);
    let start: String = said.chars().take(600).collect();
    assert!(said.contains(reason), "{start}");
}

fn repeated(item: &str, count: usize) -> String {
    vec![item; count].join(",")
}

#[test]
fn document_longer_than_is_read_is_refused() {
    assert_refused(&with_nodes(&repeated(r#"{"type":"rect","size":[10,10]}"#, 1_000_000)), "at most 16777216");
}

#[test]
fn million_nodes_are_refused() {
    let node = "{\"type\":\"rect\"}";
    assert_refused(&with_nodes(&repeated(node, 1_000_000)), "too many values");
    assert_refused(&with_nodes(&repeated("0", 4_000_000)), "too many values");
    assert_refused(&with_nodes(&repeated(node, 300_000)), "the list is too long");
    let groups = format!(r#"{{"type":"group","children":[{}]}}"#, repeated(node, 1_000));
    assert_refused(&with_nodes(&repeated(&groups, 200)), "too many nodes");
}

#[test]
fn copies_of_copies_are_refused() {
    let mut node = r#"{"type":"rect"}"#.to_owned();
    for _ in 0..12 {
        node = format!(r#"{{"type":"repeat","grid":{{"cols":10}},"count":10,"of":{node}}}"#);
    }
    assert_refused(&with_nodes(&node), "too many copies");
}

#[test]
fn coordinates_beyond_the_frame_by_far_are_refused() {
    for node in [
        r#"{"type":"rect","size":[1e9,1e9]}"#,
        r#"{"type":"rect","pos":{"x":1e9}}"#,
        r#"{"type":"rect","pos":{"x":"1e9%"}}"#,
        r#"{"type":"line","from":[-1e9,0],"to":[1e9,0]}"#,
        r#"{"type":"path","d":"M0 0 L1e9 0"}"#,
        r#"{"type":"path","d":"M0 0 L1e39 0"}"#,
        r#"{"type":"rect","keys":{"x":[[0,0],[1,1e9]]}}"#,
        r#"{"type":"rect","rotate":1e9}"#,
        r#"{"type":"text","text":"a","font":{"size":1e9}}"#,
        r#"{"type":"rect","fx":[{"fx":"blur","radius":1e9}]}"#,
    ] {
        let said = refusal(&with_nodes(node));
        assert!(said.contains("0000") || said.contains("e9") || said.contains("out of range"), "{said}");
    }
}

#[test]
fn numbers_that_are_none_are_refused() {
    for number in ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "nan", "0x10", "1.", ".5", "+1"] {
        assert_refused(&with_nodes(&format!(r#"{{"type":"rect","size":[{number},10]}}"#)), "not JSON");
    }
    for data in ["M NaN 0 L 10 10", "M inf 0 L 10 10", "M 1e999 0 L 10 10", "M0 0 L-1e308 1e308"] {
        assert!(read(&with_nodes(&format!(r#"{{"type":"path","d":"{data}"}}"#))).is_err(), "{data}");
    }
    for percent in ["NaN%", "inf%", "1e999%", "-infinity%"] {
        assert!(read(&with_nodes(&format!(r#"{{"type":"rect","pos":{{"x":"{percent}"}}}}"#))).is_err(), "{percent}");
    }
    for ease in ["cubic-bezier(nan,0,1,1)", "cubic-bezier(0,inf,1,1)", "spring(nan,1)", "steps(1e99)", "steps(-1)"] {
        let node = format!(r#"{{"type":"rect","keys":{{"x":[[0,0],[1,1,"{ease}"]]}}}}"#);
        assert!(read(&with_nodes(&node)).is_err(), "{ease}");
    }
    for cue in ["scene.start+nan", "scene.start+inf", "scene.end-1e999"] {
        assert!(read(&with_nodes(&format!(r#"{{"type":"rect","start":"{cue}"}}"#))).is_err(), "{cue}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{\"type\":\"group\",\"children\":[", "]}"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        assert_refused(&deep, "not JSON");
        assert_refused(&with_nodes(&deep), "not JSON");
    }
    let deep =
        (0..50).fold(r#"{"type":"rect"}"#.to_owned(), |inner, _| format!(r#"{{"type":"group","children":[{inner}]}}"#));
    assert_refused(&with_nodes(&deep), "nested too deeply");
    let formula = format!("{}t{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(read(&with_nodes(&format!(r#"{{"type":"rect","keys":{{"x":{{"expr":"{formula}"}}}}}}"#))).is_err());
    let formula = "-".repeat(100_000) + "t";
    assert!(read(&with_nodes(&format!(r#"{{"type":"rect","keys":{{"x":{{"expr":"{formula}"}}}}}}"#))).is_err());
}

#[test]
fn huge_texts_are_refused() {
    let huge = "word ".repeat(3_000_000);
    for (node, reason) in [
        (format!(r#"{{"type":"text","text":"{huge}"}}"#), "too long"),
        (format!(r#"{{"type":"{huge}"}}"#), "not a known node type"),
        (format!(r#"{{"type":"rect","id":"{huge}"}}"#), "too long"),
        (format!(r#"{{"type":"rect","fill":"{huge}"}}"#), ""),
        (format!(r#"{{"type":"rect","start":"{huge}"}}"#), "not a time"),
        (format!(r#"{{"type":"rect","in":{{"p":"{huge}"}}}}"#), "not a known entrance preset"),
        (format!(r#"{{"type":"number","to":1,"format":"{huge}"}}"#), ""),
        (format!(r#"{{"type":"path","d":"{huge}"}}"#), ""),
        (format!(r#"{{"type":"rect","keys":{{"x":{{"expr":"{huge}"}}}}}}"#), ""),
        (format!(r#"{{"type":"text","text":"a","emph":{{"p":"underline","target":"{huge}"}}}}"#), ""),
    ] {
        assert_refused(&with_nodes(&node), reason);
    }
    // A field that nobody knows is ignored, however long its name is.
    let parsed = read(&with_nodes(&format!(r#"{{"type":"rect","{huge}":1}}"#))).expect("only a warning");
    assert!(parsed.warnings[0].to_string().len() < 2_000);
}

#[test]
fn many_texts_are_refused() {
    let text = format!(r#"{{"type":"text","text":"{}"}}"#, "word ".repeat(400));
    assert_refused(&with_nodes(&repeated(&text, 1_900)), "too many characters");
}

#[test]
fn millions_of_keys_stops_dashes_and_segments_are_refused() {
    let keys: Vec<String> = (0..200_000).map(|index| format!("[{},1]", f64::from(index) * 5e-4)).collect();
    assert_refused(&with_nodes(&format!(r#"{{"type":"rect","keys":{{"x":[{}]}}}}"#, keys.join(","))), "at most");
    let stops = repeated("[0.5,\"red\"]", 200_000);
    let fill = format!(r#"{{"type":"rect","fill":{{"kind":"linear","stops":[{stops}]}}}}"#);
    assert_refused(&with_nodes(&fill), "at most");
    let dashes = repeated("1", 500_000);
    let line = format!(r#"{{"type":"line","from":[0,0],"to":[9,9],"stroke":{{"dash":[{dashes}]}}}}"#);
    assert_refused(&with_nodes(&line), "at most");
    let data = format!("M0 0{}", "l1 1".repeat(1_000_000));
    assert_refused(&with_nodes(&format!(r#"{{"type":"path","d":"{data}"}}"#)), "more than 20000 segments");
    let data = format!("M0 0{}", "l1 1".repeat(15_000));
    let path = format!(r#"{{"type":"path","d":"{data}"}}"#);
    assert_refused(&with_nodes(&repeated(&path, 20)), "too many segments");
}

#[test]
fn many_effects_loops_and_emphases_are_refused() {
    let blurs = repeated(r#"{"fx":"blur","radius":400}"#, 8);
    let node = format!(r#"{{"type":"rect","fx":[{blurs}]}}"#);
    assert_refused(&with_nodes(&repeated(&node, 500)), "too many effects");
    let loops = repeated(r#"{"p":"float"}"#, 100_000);
    assert_refused(&with_nodes(&format!(r#"{{"type":"rect","loop":[{loops}]}}"#)), "at most");
    let stresses = repeated(r#"{"p":"pop"}"#, 100_000);
    assert_refused(&with_nodes(&format!(r#"{{"type":"rect","emph":[{stresses}]}}"#)), "at most");
}

#[test]
fn many_assets_and_scenes_are_refused() {
    let mut assets = String::new();
    for index in 0..100_000 {
        write!(assets, r#"{}"a{index}":{{"type":"image","src":"x"}}"#, if index == 0 { "" } else { "," })
            .expect("text");
    }
    let images = repeated(r#"{"type":"image","src":"none"}"#, 2_000);
    let text = format!(r#"{{"mg":1,"assets":{{{assets}}},"scenes":[{{"dur":1,"nodes":[{images}]}}]}}"#);
    assert_refused(&text, "at most");
    assert_refused(&format!(r#"{{"mg":1,"scenes":[{}]}}"#, repeated(r#"{"dur":0.0001}"#, 100_000)), "at most");
}

#[test]
fn million_mistakes_are_not_all_listed() {
    let said = refusal(&with_nodes(&format!(
        r#"{{"type":"line","from":0,"to":0,"stroke":{{"dash":[{}]}}}}"#,
        repeated("\"\"", 15_000)
    )));
    assert!(said.contains("more errors"), "{}", &said[said.len() - 300..]);
    let fields: Vec<String> = (0..100_000).map(|index| format!(r#""field{index}":0"#)).collect();
    let parsed = read(&with_nodes(&format!(r#"{{"type":"rect",{}}}"#, fields.join(",")))).expect("only warnings");
    assert!((10..1_000).contains(&parsed.warnings.len()), "{}", parsed.warnings.len());
}

#[test]
fn differences_within_differences_are_read_in_time() {
    // Each level is read as it is at each of four ratios.
    let patch = json!({ "opacity": 0.5 });
    let when = json!({ "16:9": patch, "9:16": patch, "1:1": patch, "4:5": patch });
    let mut node = json!({ "type": "rect", "start": "scene.start+0.1", "when": when });
    let mut inner = node.clone();
    for _ in 0..30 {
        node = json!({ "type": "group", "start": "scene.start+0.1", "when": when, "children": [node] });
        let patch = json!({ "children": [inner] });
        inner = json!({ "type": "group", "when": { "16:9": patch }, "children": [] });
    }
    let scene = |node: &Value| read(&with_nodes(&node.to_string()));
    let begin = Instant::now();
    let parsed = scene(&node).expect("a valid scene");
    for aspect in AspectRatio::ALL {
        assert!(parsed.scene.at_aspect(*aspect).to_value().is_object());
    }
    // How deep that is in JSON is more than is read, or it is read as everything is.
    let _ = scene(&inner).map(|parsed| parsed.scene.at_aspect(AspectRatio::Wide));
    assert!(begin.elapsed() < PATIENCE);
}

#[test]
fn times_that_say_each_other_in_a_ring_or_a_long_row_are_refused() {
    let node = |index: usize| format!(r#"{{"type":"rect","id":"n{index}","start":"n{}.start"}}"#, (index + 1) % 1_900);
    let nodes: Vec<String> = (0..1_900).map(node).collect();
    let said = refusal(&with_nodes(&nodes.join(",")));
    assert!(said.contains("wait for each other"), "{}", &said[..400]);
    let unknown = repeated(r#"{"type":"rect","start":"nobody.end"}"#, 1_900);
    let ids: Vec<String> =
        (0..90).map(|index| format!(r#"{{"type":"rect","id":"{index}{}"}}"#, "x".repeat(100_000))).collect();
    refusal(&with_nodes(&format!("{unknown},{}", ids.join(","))));
}
