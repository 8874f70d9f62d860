//! What documents are read, what is refused, and in which words.

use pavo_scene::{AspectRatio, InvalidScene, NodeKind, Parsed, Scene, VarValue, scene_schema};
use serde_json::json;

fn scene_with(node: serde_json::Value) -> String {
    json!({ "mg": 1, "scenes": [{ "dur": 2, "nodes": [node] }] }).to_string()
}

fn refused(text: &str) -> InvalidScene {
    Scene::parse(text).expect_err("the document should be refused")
}

/// The errors as lines, for comparison.
fn lines(error: &InvalidScene) -> Vec<String> {
    error.errors().map(ToString::to_string).collect()
}

const GREETING: &str = r##"{
  "mg": 1,
  "meta": { "title": "Greeting", "seed": 1 },
  "canvas": { "aspect": "16:9", "fps": 30, "duration": 5.0 },
  "theme": { "colors": { "bg": "#FFFFFF", "text": "#000000" }, "fonts": { "display": "Inter" } },
  "scenes": [{
    "id": "s1", "dur": 5.0,
    "bg": { "kind": "solid", "color": "bg" },
    "nodes": [{
      "type": "text", "id": "title", "text": "Good Evening", "style": "display", "pos": "center",
      "font": { "size": 96, "weight": 700 },
      "start": 0, "end": 3.5,
      "in": { "p": "typewriter", "by": "word", "dur": 0.5, "ease": "easeOutQuad" },
      "emph": [{ "p": "underline", "target": "Evening", "start": 1.5, "dur": 0.3, "width": 6, "color": "#000000" }],
      "out": { "p": "fade", "dur": 0.5, "start": 3.0 },
      "when": { "9:16": { "font": { "size": 72 } } },
      "keys": { "x": [[0, 0], [1, 40, "settle"], [2, 80, "cubic-bezier(.2,0,0,1)"], [3, 0, "spring(.5,.8)"]] }
    }]
  }]
}"##;

#[test]
fn document_is_the_same_after_being_written_and_read() {
    let Parsed { scene, warnings } = Scene::parse(GREETING).expect("valid");
    assert_eq!(warnings, []);
    let again = Scene::parse(&scene.to_json()).expect("valid");
    assert_eq!(again.scene, scene);
    assert_eq!(again.scene.to_json(), scene.to_json());
}

#[test]
fn all_errors_are_reported_at_once_with_place_value_and_what_is_allowed() {
    let error = refused(
        r#"{ "mg": 1, "scenes": [{ "dur": 2, "nodes": [
            { "type": "text", "text": 7, "opacity": 1.5 },
            { "type": "rekt" },
            { "type": "rect", "fill": "accnt", "in": { "p": "fad" } }
        ] }] }"#,
    );
    let lines = lines(&error);
    assert_eq!(lines.len(), 5, "{lines:#?}");
    assert_eq!(lines[0], "/scenes/0/nodes/0/opacity: out of range, found 1.5; allowed: 0 to 1");
    assert_eq!(lines[1], "/scenes/0/nodes/0/text: must be a text, found 7");
    assert!(
        lines[2].starts_with("/scenes/0/nodes/1/type: not a known node type; did you mean \"rect\"?, found \"rekt\"")
    );
    assert!(lines[3].starts_with("/scenes/0/nodes/2/in/p: not a known entrance preset; did you mean \"fade\"?"));
    assert!(
        lines[4].starts_with("/scenes/0/nodes/2/fill: not a color, found \"accnt\"")
            || lines[4].contains("not a colour")
    );
}

#[test]
fn unknown_fields_are_warnings_with_a_guess() {
    let parsed = Scene::parse(&scene_with(json!({ "type": "rect", "colour": "#fff", "raduis": 4 }))).expect("valid");
    let warnings: Vec<String> = parsed.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 2);
    assert!(warnings[1].contains("did you mean \"radius\"?"), "{warnings:?}");
}

#[test]
fn wrong_documents_are_refused_in_clear_words() {
    let cases = [
        ("[]", "(document): the scene must be an object"),
        ("{", "(document): not JSON"),
        (r#"{ "mg": 2, "scenes": [] }"#, "/mg: must be a whole number, found 2; allowed: 1 to 1"),
        (r#"{ "mg": 1 }"#, "/scenes: wrong number of scenes, found 0"),
        (r#"{ "mg": 1, "scenes": [{ "nodes": [] }] }"#, "/scenes/0/dur: the scene has no duration"),
        (r#"{ "mg": 1, "scenes": [{ "dur": 500 }] }"#, "/scenes/0/dur: out of range, found 500; allowed: 0 to 120"),
        (
            r#"{ "mg": 1, "scenes": [{ "dur": 1, "bg": { "kind": "plaid" } }] }"#,
            "/scenes/0/bg/kind: not a known kind of paint, found \"plaid\"; allowed: solid, linear, radial, conic, mesh, image",
        ),
    ];
    for (text, expected) in cases {
        let lines = lines(&refused(text));
        assert!(lines.iter().any(|line| line.starts_with(expected)), "{text}\n{lines:#?}");
    }
}

#[test]
fn what_cannot_be_is_refused_node_by_node() {
    let cases = [
        (json!({ "type": "text", "text": "a", "start": 1, "end": 1 }), "end: ends before it starts"),
        (json!({ "type": "text", "text": "a", "end": 1, "dur": 1 }), "dur: end and dur exclude each other"),
        (
            json!({ "type": "text", "text": "a b", "emph": { "p": "underline", "target": "c" } }),
            "emph/0/target: not in the text",
        ),
        (json!({ "type": "rect", "emph": { "p": "underline" } }), "emph/0/p: needs a text"),
        (json!({ "type": "image", "src": "logo" }), "src: no such asset"),
        (json!({ "type": "path", "d": "M 0 0 Q" }), "d: not SVG path data"),
        (json!({ "type": "path", "d": "" }), "d: the path is empty"),
        (json!({ "type": "path", "d": "M0 0 L 1e9 0" }), "d: the path goes beyond"),
        (json!({ "type": "rect", "keys": { "x": [[1, 0], [1, 5]] } }), "keys/x/1: keys must rise in time"),
        (json!({ "type": "rect", "keys": { "x": [[0, 1e9]] } }), "keys/x/0/1: out of range"),
        (json!({ "type": "rect", "stroke": { "dash": [0.001] } }), "stroke/dash: a dash is too short"),
        (json!({ "type": "rect", "size": [-4, 4] }), "size: a size must not be negative"),
        (json!({ "type": "rect", "pos": "middle" }), "pos: not a known anchor"),
        (json!({ "type": "rect", "when": { "2:1": {} } }), "when/2:1: not a known ratio"),
        (json!({ "type": "rect", "when": { "1:1": { "radius": "x" } } }), "when/1:1/radius: not a radius"),
        (json!({ "type": "number", "to": 5, "format": "none" }), "format: not a number format"),
        (json!({ "type": "text", "text": "a", "font": { "size": 40, "min": 50 } }), "font/min: the smallest size"),
        (json!({ "type": "text", "text": "x".repeat(3000) }), "text: the text is too long"),
        (
            json!({ "type": "rect", "fill": { "kind": "linear", "stops": [[0, "red"]] } }),
            "fill/stops: wrong number of stops",
        ),
        (
            json!({ "type": "rect", "fill": { "kind": "linear", "stops": [[0.5, "red"], [0, "red"]] } }),
            "fill/stops/1/0: offsets must not fall",
        ),
        (json!({ "type": "rect", "in": { "p": "fade", "ease": "spring(1)" } }), "in/ease: spring(response,damping)"),
    ];
    for (node, expected) in cases {
        let lines = lines(&refused(&scene_with(node.clone())));
        let place = format!("/scenes/0/nodes/0/{expected}");
        assert!(lines.iter().any(|line| line.starts_with(&place)), "{node}\n{lines:#?}");
    }
}

#[test]
fn ids_are_unique_in_the_document() {
    let error = refused(
        r#"{ "mg": 1, "scenes": [
            { "id": "a", "dur": 1, "nodes": [{ "type": "group", "children": [{ "type": "rect", "id": "a" }] }] }
        ] }"#,
    );
    assert_eq!(lines(&error), ["/scenes/0/nodes/0/children/0/id: the id is used twice, found \"a\""]);
}

#[test]
fn hostile_nesting_and_numbers_are_refused_without_a_panic() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Scene::parse(&deep).is_err());
    let mut node = json!({ "type": "rect" });
    for _ in 0..60 {
        node = json!({ "type": "group", "children": [node] });
    }
    assert!(Scene::parse(&scene_with(node)).is_err());
    let crowd: Vec<_> = (0..3000).map(|_| json!({ "type": "rect" })).collect();
    assert!(Scene::parse(&scene_with(json!({ "type": "group", "children": crowd }))).is_err());
}

#[test]
fn a_node_is_different_at_the_ratios_it_names() {
    let scene = Scene::parse(GREETING).expect("valid").scene;
    let size_at = |aspect| match &scene.at_aspect(aspect).shots[0].nodes[0].kind {
        NodeKind::Text(text) => text.font.as_ref().and_then(|font| font.size),
        other => panic!("{other:?}"),
    };
    assert_eq!(size_at(AspectRatio::Wide), Some(96.0));
    assert_eq!(size_at(AspectRatio::Tall), Some(72.0));
}

#[test]
fn schema_names_every_node_type_and_describes_its_fields() {
    let schema = scene_schema();
    for word in pavo_scene::NODE_TYPES {
        assert!(schema.to_string().contains(&format!(r#"{{"const":"{word}"}}"#)), "{word}");
    }
    assert_eq!(schema["$ref"], "#/$defs/Scene");
    assert!(
        schema["$defs"]["Canvas"]["properties"]["fps"]["description"].as_str().is_some_and(|text| text.contains("24"))
    );
    assert_eq!(schema["$defs"]["Canvas"]["properties"]["duration"]["maximum"], 120.0);
}

#[test]
fn schema_accepts_what_the_reader_accepts_and_refuses_wrong_types() {
    let schema = jsonschema::validator_for(&scene_schema()).expect("a valid schema");
    let value = serde_json::from_str(GREETING).expect("JSON");
    let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    let written = Scene::parse(GREETING).expect("valid").scene.to_value();
    assert!(schema.is_valid(&written));
    for wrong in [
        json!({ "mg": "1", "scenes": [] }),
        json!({ "mg": 1, "scenes": [{ "dur": 1, "nodes": [{ "type": "text" }] }] }),
        json!({ "mg": 1, "scenes": [{ "dur": 1, "nodes": [{ "type": "rect", "opacity": 3 }] }] }),
        json!({ "mg": 1, "scenes": [{ "dur": 1, "nodes": [{ "type": "rect", "in": { "p": "teleport" } }] }] }),
    ] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn published_schema_is_the_one_in_force() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/scene.schema.json");
    let published = std::fs::read_to_string(file).unwrap_or_default();
    assert!(published.trim() == format!("{:#}", scene_schema()), "write it anew: pavo schema > docs/scene.schema.json");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        let _parsed = Scene::parse(&text);
    }

    #[test]
    fn no_change_of_a_valid_document_makes_the_reader_panic(at in 0..GREETING.len(), what in "[\\[\\]{}\":,0-9a-z.-]{0,6}") {
        let at = (at..).find(|at| GREETING.is_char_boundary(*at)).expect("a boundary");
        let mut text = GREETING.to_owned();
        text.insert_str(at, &what);
        if let Ok(parsed) = Scene::parse(&text) {
            // What was read can be written and read again.
            proptest::prop_assert!(Scene::parse(&parsed.scene.to_json()).is_ok());
        }
        let _shorter = Scene::parse(&GREETING[..at]);
    }
}

#[test]
fn cued_times_are_kept_as_they_were_written() {
    let text = r#"{ "mg": 1, "scenes": [{ "dur": 4, "nodes": [
        { "type": "text", "id": "t", "text": "Hi there", "in": { "p": "fade", "start": "scene.start+0.5" } },
        { "type": "rect", "start": "t.in.end+0.1", "end": "scene.end-0.5", "keys": { "x": [[0, 0], ["word:t/there", 9]] } }
    ] }] }"#;
    let parsed = Scene::parse(text).expect("valid");
    assert_eq!(parsed.warnings, []);
    let written = parsed.scene.to_value();
    let node = &written["scenes"][0]["nodes"][1];
    assert_eq!((node["start"].as_str(), node["end"].as_str()), (Some("t.in.end+0.1"), Some("scene.end-0.5")));
    assert_eq!(node["keys"]["x"][1][0], "word:t/there");
    assert_eq!(Scene::parse(&parsed.scene.to_json()).expect("valid").scene, parsed.scene);
}

#[test]
fn times_that_mean_nothing_are_refused_with_their_places() {
    let problems = |nodes: &str| {
        let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 4, "nodes": [{nodes}] }}] }}"#);
        Scene::parse(&text).expect_err("refused").to_string()
    };
    let unknown = problems(r#"{ "type": "rect", "id": "title" }, { "type": "rect", "start": "titel.end" }"#);
    assert!(unknown.contains("/scenes/0/nodes/1/start") && unknown.contains("did you mean \"title\""), "{unknown}");
    let round = problems(
        r#"{ "type": "rect", "id": "a", "start": "b.start" }, { "type": "rect", "id": "b", "start": "a.start+1" }"#,
    );
    assert!(round.contains("a.start → b.start → a.start") || round.contains("b.start → a.start → b.start"), "{round}");
    let wrong = problems(r#"{ "type": "rect", "in": { "p": "fade", "start": "soon" } }"#);
    assert!(wrong.contains("/scenes/0/nodes/0/in/start") && wrong.contains("scene.end"), "{wrong}");
    let word = problems(r#"{ "type": "text", "id": "t", "text": "a b" }, { "type": "rect", "start": "word:t/c" }"#);
    assert!(word.contains("no text with the word"), "{word}");
}

#[test]
fn long_chain_of_times_is_followed_or_refused_but_never_overflows() {
    let chain = |length: usize| {
        // Written from the last to the first, so that the first question goes through all of them.
        let nodes: Vec<String> = (0..length)
            .rev()
            .map(|index| match index {
                0 => r#"{ "type": "rect", "id": "n0", "start": 0 }"#.to_owned(),
                _ => format!(r#"{{ "type": "rect", "id": "n{index}", "start": "n{}.start+0.001" }}"#, index - 1),
            })
            .collect();
        format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 9, "nodes": [{}] }}] }}"#, nodes.join(","))
    };
    assert!(Scene::parse(&chain(150)).is_ok());
    let refused = Scene::parse(&chain(1_900)).expect_err("too long").to_string();
    assert!(refused.contains("wait for each other in a row"), "{refused}");
}

#[test]
fn shapes_refuse_counts_and_angles_without_meaning() {
    for (node, place) in [
        (json!({ "type": "polygon", "sides": 0 }), "sides"),
        (json!({ "type": "polygon", "sides": 2.5 }), "sides"),
        (json!({ "type": "star", "points": 1_000_000 }), "points"),
        (json!({ "type": "star", "inner": -1 }), "inner"),
        (json!({ "type": "arc", "sweep": 361 }), "sweep"),
        (json!({ "type": "arc", "begin": "NaN" }), "begin"),
        (json!({ "type": "arrow", "from": [0, 0] }), "to"),
        (json!({ "type": "arrow", "from": [0, 0], "to": [9, 9], "bend": 1e9 }), "bend"),
        (json!({ "type": "arrow", "from": [0, 0], "to": [9, 9], "head": "sharp" }), "head"),
    ] {
        let found = lines(&refused(&scene_with(node)));
        assert!(found.len() == 1 && found[0].contains(place), "{found:?}");
    }
}

#[test]
fn corners_are_one_radius_or_four() {
    for (node, place) in [
        (json!({ "type": "rect", "radius": [1, 2, 3] }), "radius"),
        (json!({ "type": "rect", "radius": [1, 2, 3, -4] }), "radius"),
        (json!({ "type": "rect", "radius": "round" }), "radius"),
        (json!({ "type": "rect", "smooth": 1.5 }), "smooth"),
        (json!({ "type": "blob", "points": 2 }), "points"),
        (json!({ "type": "blob", "period": 0 }), "period"),
        (json!({ "type": "path", "d": "M0 0 L9 9", "fillRule": "odd" }), "fillRule"),
        (json!({ "type": "rect", "stroke": { "align": "left" } }), "stroke/align"),
    ] {
        let found = lines(&refused(&scene_with(node)));
        assert!(found.len() == 1 && found[0].contains(place), "{found:?}");
    }
    let text = scene_with(json!({ "type": "rect", "radius": [1, 2, 3, 4] }));
    let written = Scene::parse(&text).expect("valid").scene.to_value();
    assert_eq!(written["scenes"][0]["nodes"][0]["radius"], json!([1, 2, 3, 4]));
}

#[test]
fn repeats_make_no_more_nodes_than_a_document_may_have() {
    let dot = json!({ "type": "ellipse", "size": 9 });
    let repeat = |count: u32, of: serde_json::Value| json!({ "type": "repeat", "count": count, "of": of });
    assert!(Scene::parse(&scene_with(repeat(900, dot.clone()))).is_ok());
    let within = repeat(1000, repeat(1000, repeat(1000, dot.clone())));
    for node in [repeat(1000, dot.clone()), repeat(100, repeat(100, dot.clone())), within] {
        let found = lines(&refused(&scene_with(node)));
        assert!(found.iter().any(|line| line.contains("too many")), "{found:?}");
    }
    // Many repeats together are counted together.
    let many: Vec<_> = (0..4).map(|_| repeat(300, dot.clone())).collect();
    let found = lines(&refused(&scene_with(json!({ "type": "group", "children": many }))));
    assert!(found.iter().any(|line| line.contains("too many copies")), "{found:?}");
}

#[test]
fn copies_have_ids_of_their_own_and_enter_one_after_another() {
    let text = scene_with(json!({
        "type": "repeat", "count": 3, "stagger": 0.2, "order": "reverse", "radial": { "radius": 100 },
        "of": { "type": "group", "children": [
            { "type": "rect", "id": "shape", "in": { "p": "fade" } },
            { "type": "text", "text": "a", "start": "shape.in.end", "matte": { "node": "shape" } },
        ] },
    }));
    let Parsed { scene, warnings } = Scene::parse(&text).expect("valid");
    assert_eq!(warnings, []);
    let starts: Vec<_> = scene.shots[0].nodes[0]
        .children()
        .iter()
        .map(|copy| {
            let common = &copy.children()[0].children()[0].common;
            (common.id.clone().unwrap_or_default(), common.start.map_or(0.0, |start| start.secs()))
        })
        .collect();
    assert_eq!(starts, [("shape".to_owned(), 0.4), ("shape#1".to_owned(), 0.2), ("shape#2".to_owned(), 0.0)]);
    let third = &scene.shots[0].nodes[0].children()[2].children()[0].children()[1];
    assert_eq!(third.common.matte.as_ref().map(|matte| matte.node.as_str()), Some("shape#2"));
    let written = scene.to_value();
    assert_eq!(written["scenes"][0]["nodes"][0]["of"]["children"][1]["start"], "shape.in.end");
    assert_eq!(Scene::parse(&scene.to_json()).expect("valid").scene, scene);
}

#[test]
fn mistakes_in_copies_are_reported_once() {
    let text = scene_with(json!({
        "type": "repeat", "count": 5,
        "of": { "type": "text", "text": "a", "start": "title.end", "emph": { "p": "underline", "target": "b" } },
    }));
    let found = lines(&refused(&text));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|line| line.starts_with("/scenes/0/nodes/0/of/")), "{found:#?}");
}

#[test]
fn an_outline_is_written_or_made_of_shapes() {
    for (node, expected) in [
        (json!({ "type": "path" }), "the field \"d\" is missing"),
        (json!({ "type": "path", "d": "M0 0 L9 9", "op": "union", "of": ["M0 0 L9 9"] }), "exclude each other"),
        (json!({ "type": "path", "op": "union" }), "of: wrong number of shapes"),
        (json!({ "type": "path", "op": "union", "of": [{ "type": "text", "text": "a" }] }), "of/0/type: has no inside"),
        (json!({ "type": "path", "op": "union", "of": ["M0 0 Q"] }), "of/0: not SVG path data"),
    ] {
        let found = lines(&refused(&scene_with(node)));
        assert!(found.iter().any(|line| line.contains(expected)), "{found:?}");
    }
}

#[test]
fn paints_and_masks_say_what_is_wrong_with_them() {
    for (node, expected) in [
        (
            json!({ "type": "rect", "fill": { "kind": "mesh", "colors": [["red", "blue"], ["red"]] } }),
            "fill/colors: not a grid",
        ),
        (json!({ "type": "rect", "fill": { "kind": "mesh", "colors": [["red", "blue"]] } }), "fill/colors: not a grid"),
        (json!({ "type": "rect", "fill": { "kind": "image", "src": "no" } }), "fill/src: no such asset"),
        (json!({ "type": "text", "text": "a", "color": { "kind": "image", "src": "no" } }), "color/src: no such asset"),
        (
            json!({ "type": "rect", "stroke": { "color": { "kind": "image", "src": "no" } } }),
            "stroke/color/src: no such",
        ),
        (json!({ "type": "rect", "mask": { "shape": "path" } }), "mask: a path needs an outline"),
        (json!({ "type": "rect", "mask": { "feather": -1 } }), "mask/feather: out of range"),
        (json!({ "type": "rect", "fx": [{ "fx": "directionalBlur", "angle": "up" }] }), "fx/0/angle"),
    ] {
        let found = lines(&refused(&scene_with(node)));
        let place = format!("/scenes/0/nodes/0/{expected}");
        assert!(found.len() == 1 && found[0].starts_with(&place), "{found:?}");
    }
}

#[test]
fn areas_of_a_grid_are_rectangles_that_its_children_know() {
    let grid = |areas: serde_json::Value, area: &str| {
        let child = json!({ "type": "rect", "area": area });
        scene_with(json!({ "type": "grid", "areas": areas, "children": [child] }))
    };
    assert!(Scene::parse(&grid(json!(["a a b", "c . b"]), "b")).is_ok());
    assert_eq!(
        lines(&refused(&grid(json!(["a b", "b a"]), "a"))),
        ["/scenes/0/nodes/0/areas/1: not a row of areas, found \"b a\"; allowed: the cells of b as one rectangle"]
    );
    assert_eq!(
        lines(&refused(&grid(json!(["a b", "c"]), "a"))),
        ["/scenes/0/nodes/0/areas/1: not a row of areas, found \"c\"; allowed: 2 names, one for each column"]
    );
    assert_eq!(
        lines(&refused(&grid(json!(["a b"]), "c"))),
        ["/scenes/0/nodes/0/children/0/area: no such area, found \"c\"; allowed: a, b"]
    );
}

#[test]
fn areas_that_differ_at_a_ratio_are_checked_there() {
    let child = json!({ "type": "rect", "area": "b" });
    let grid =
        json!({ "type": "grid", "areas": ["a b"], "children": [child], "when": { "9:16": { "areas": ["a", "c"] } } });
    assert_eq!(
        lines(&refused(&scene_with(grid))),
        ["/scenes/0/nodes/0/children/0/area: at 9:16: no such area, found \"b\"; allowed: a, c"]
    );
}

#[test]
fn columns_and_spaces_are_written_as_they_are_read() {
    let grid = json!({ "type": "grid", "cols": [1, 2, "320u", "25%", "auto"], "rows": 3, "pad": [8, 16], "autoFit": null, "children": [] });
    let scene = Scene::parse(&scene_with(grid)).expect("valid").scene;
    let written = &scene.to_value()["scenes"][0]["nodes"][0];
    assert_eq!(written["cols"], json!([1, 2, "320u", "25%", "auto"]));
    assert_eq!((&written["rows"], &written["pad"]), (&json!(3), &json!([8, 16])));
    for (key, bad) in [("cols", json!([])), ("cols", json!(["-1fr"])), ("rows", json!(99)), ("pad", json!([1, 2, 3]))] {
        assert!(Scene::parse(&scene_with(json!({ "type": "grid", key: bad }))).is_err(), "{key} {bad}");
    }
}

fn scene_of(nodes: serde_json::Value) -> String {
    json!({ "mg": 1, "scenes": [{ "dur": 2, "nodes": nodes }] }).to_string()
}

#[test]
fn nodes_stand_only_beside_siblings_that_are_there() {
    let plate = |id: &str, pos: serde_json::Value| json!({ "type": "rect", "id": id, "pos": pos });
    let inner = json!({ "type": "group", "id": "g", "children": [plate("b", json!({ "rel": "a" }))] });
    assert_eq!(
        lines(&refused(&scene_of(json!([plate("a", json!("center")), inner])))),
        [
            "/scenes/0/nodes/1/children/0/pos/rel: no such node beside this one, found \"a\"; allowed: the id of a sibling; there is none"
        ]
    );
    let link = json!({ "type": "connector", "id": "l", "from": "a", "to": "l" });
    assert_eq!(
        lines(&refused(&scene_of(json!([plate("a", json!("center")), link])))),
        ["/scenes/0/nodes/1/to: no such node beside this one, found \"l\"; allowed: a"]
    );
}

#[test]
fn places_that_go_round_in_a_circle_are_refused() {
    let plate = |id: &str, rel: &str| json!({ "type": "rect", "id": id, "pos": { "rel": rel } });
    let circle = json!([plate("a", "b"), plate("b", "c"), plate("c", "b")]);
    let allowed = "allowed: a node whose own place does not follow from this one";
    assert_eq!(
        lines(&refused(&scene_of(circle)))[..2],
        [
            format!("/scenes/0/nodes/1/pos/rel: the places go round in a circle, found \"c\"; {allowed}"),
            format!("/scenes/0/nodes/2/pos/rel: the places go round in a circle, found \"b\"; {allowed}"),
        ]
    );
    let row: Vec<_> = (0..90).map(|index| plate(&format!("n{index}"), &format!("n{}", index + 1))).collect();
    let last = json!({ "type": "rect", "id": "n90" });
    let long = scene_of(row.into_iter().chain([last]).collect());
    assert!(
        lines(&refused(&long))[0].contains("too many places follow from each other"),
        "{:?}",
        lines(&refused(&long))
    );
}

#[test]
fn places_beside_a_sibling_are_written_as_they_are_read() {
    let pos = json!({ "anchor": "center", "rel": "a", "side": "left", "gap": 8, "align": "end" });
    let text = scene_of(json!([{ "type": "rect", "id": "a" }, { "type": "rect", "pos": pos }]));
    let written = Scene::parse(&text).expect("valid").scene.to_value();
    assert_eq!(written["scenes"][0]["nodes"][1]["pos"], pos);
}

#[test]
fn animators_name_words_of_their_text_and_are_not_too_many() {
    let with = |animators: serde_json::Value| {
        let node = serde_json::json!({ "type": "text", "text": "Low tide", "animators": animators });
        Scene::from_value(&serde_json::json!({ "mg": 1, "scenes": [{ "dur": 2, "nodes": [node] }] }))
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let one = |select: &str| serde_json::json!({ "select": { "match": select }, "to": { "y": 20 } });
    assert_eq!(with(one("tide")), Ok(()));
    let error = with(one("ebb")).expect_err("refused");
    assert!(error.contains("/animators/0/select/match") && error.contains("Low tide"), "{error}");
    let error = with(serde_json::json!(vec![one("tide"); 17])).expect_err("refused");
    assert!(error.contains("at most 16"), "{error}");
}

#[test]
fn variables_take_the_places_of_their_names() {
    let document = r##"{ "mg": 1, "vars": { "name": "Ada", "points": 12, "hue": "#ff0000" }, "scenes": [{ "dur": 2, "nodes": [
        { "type": "text", "text": "{name}: {points}, {more}", "color": "{hue}",
          "emph": [{ "p": "underline", "target": "{name}" }], "when": { "9:16": { "text": "{name} only" } } },
        { "type": "group", "children": [{ "type": "number", "to": "{points}" }] },
        { "type": "repeat", "count": 2, "of": { "type": "text", "text": "{name}" } }
    ] }] }"##;
    let texts = |scene: &Scene| {
        let nodes = &scene.shots[0].nodes;
        let NodeKind::Text(text) = &nodes[0].kind else { panic!("a text") };
        let NodeKind::Number(number) = &nodes[1].children()[0].kind else { panic!("a number") };
        let NodeKind::Text(copy) = &nodes[2].children()[1].children()[0].kind else { panic!("a copy") };
        (text.text.clone(), number.to, copy.text.clone())
    };
    let scene = Scene::parse(document).unwrap_or_else(|error| panic!("{error}")).scene;
    assert_eq!(texts(&scene), ("Ada: 12, {more}".to_owned(), 12.0, "Ada".to_owned()));
    assert_eq!(texts(&scene.at_aspect(AspectRatio::Tall)), ("Ada only".to_owned(), 12.0, "Ada".to_owned()));

    // The document keeps the names, so that other values can be put in.
    let written = scene.to_value();
    assert_eq!(written["scenes"][0]["nodes"][0]["text"], "{name}: {points}, {more}");
    assert_eq!(written["scenes"][0]["nodes"][0]["emph"]["target"], "{name}");
    assert_eq!(Scene::from_value(&written).expect("what was written").scene.to_value(), written);
    let others = |name: &str, value: VarValue| scene.with_vars(&[(name.to_owned(), value)].into_iter().collect());
    let other = others("name", VarValue::Text("Grace".to_owned())).expect("another name").scene;
    assert_eq!(texts(&other), ("Grace: 12, {more}".to_owned(), 12.0, "Grace".to_owned()));

    // Names in fields that nothing knows are forgotten with them.
    let unknown = r#"{ "mg": 1, "vars": { "a": 1 }, "scenes": [{ "dur": 2, "nodes": [
        { "type": "rect", "chilen": [{ "x": "{a}", "start": "scene.end" }], "emph": [{ "p": "pop", "start": "scene.end-1" }] }
    ] }] }"#;
    let unknown = Scene::parse(unknown).unwrap_or_else(|error| panic!("{error}")).scene;
    assert_eq!(Scene::from_value(&unknown.to_value()).expect("what was written").scene, unknown);

    let problems = |result: Result<_, pavo_scene::InvalidScene>| result.err().map(|error| error.problems.len());
    assert_eq!(problems(others("nobody", VarValue::Number(1.0))), Some(1));
    assert_eq!(problems(others("points", VarValue::Text("many".to_owned()))), Some(1));
}

#[test]
fn texts_on_lines_and_words_that_take_turns_are_checked() {
    for (node, pointer) in [
        (r#""text": "a", "path": {}"#, "/scenes/0/nodes/0/path"),
        (r#""text": "a", "path": { "radius": 90, "d": "M0 0 L9 9" }"#, "/scenes/0/nodes/0/path/radius"),
        (r#""text": "a", "swap": { "target": "b", "with": ["c"] }"#, "/scenes/0/nodes/0/swap/target"),
        (r#""text": "a", "swap": { "target": "a", "with": [] }"#, "/scenes/0/nodes/0/swap/with"),
        (r#""text": "a", "swap": { "target": "a", "with": [" "] }"#, "/scenes/0/nodes/0/swap/with/0"),
        (r#""text": "a", "font": { "min": 90, "max": 40 }"#, "/scenes/0/nodes/0/font/min"),
        (r#""text": "a", "font": { "width": 20 }"#, "/scenes/0/nodes/0/font/width"),
    ] {
        let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 2, "nodes": [{{ "type": "text", {node} }}] }}] }}"#);
        let pointers: Vec<String> = match Scene::parse(&text) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems.into_iter().map(|problem| problem.pointer).collect(),
        };
        assert!(pointers.iter().any(|found| found == pointer), "{node}: {pointers:?}");
    }
}
