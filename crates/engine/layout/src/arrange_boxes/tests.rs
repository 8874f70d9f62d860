//! Whole scenes with containers, at every ratio.

use crate::stage::{Content, Item, Stage};
use pavo_media::{Assets, Font};
use pavo_scene::{AspectRatio, Scene};
use proptest::prelude::*;
use serde_json::{Value, json};

fn assets() -> Assets {
    let mut assets = Assets::default();
    for (weight, file) in [(400, "Inter_400Regular.ttf"), (700, "Inter_700Bold.ttf")] {
        let file = format!("{}/../../../assets/fonts/inter/{file}", env!("CARGO_MANIFEST_DIR"));
        assets.add_font(Font::from_bytes("Inter", weight, false, std::fs::read(file).expect("a bundled font")));
    }
    assets
}

fn stage(nodes: Value, aspect: AspectRatio) -> Stage {
    let scene = json!({ "mg": 1, "scenes": [{ "dur": 2, "nodes": nodes }] });
    let parsed = Scene::from_value(&scene).expect("a valid scene");
    Stage::new(&parsed.scene, aspect, &assets())
}

/// Left, top, right and bottom of an item in its parent, at rest.
fn sides(item: &Item) -> [f64; 4] {
    let [left, top] = [0, 1]
        .map(|axis| item.place.anchor[axis] + item.place.offset[axis] - item.place.origin[axis] * item.size[axis]);
    [left, top, left + item.size[0], top + item.size[1]]
}

/// How far the last letter of a tightly set line may be beyond its room: fitting counts the tracking after it.
const OVERHANG: f64 = 4.0;

/// The sides of all texts in the frame.
fn texts(items: &[Item], [x, y]: [f64; 2]) -> Vec<[f64; 4]> {
    let mut found = Vec::new();
    for item in items {
        let [left, top, right, bottom] = sides(item);
        if matches!(item.content, Content::Text(_)) {
            found.push([x + left, y + top, x + right, y + bottom]);
        }
        found.extend(texts(&item.children, [x + left, y + top]));
    }
    found
}

const WORDS: [&str; 6] =
    ["Tide", "Wind from the west", "A coast drawn by hand", "Sail", "Slow mornings", "Two harbours"];

fn words() -> impl Strategy<Value = Value> {
    (0..WORDS.len(), prop::sample::select(vec!["headline", "body", "label", "caption"]))
        .prop_map(|(index, style)| json!({ "type": "text", "text": WORDS[index], "style": style }))
}

fn plate() -> impl Strategy<Value = Value> {
    (20..300, 20..200, 0..3)
        .prop_map(|(width, height, shrink)| json!({ "type": "rect", "size": [width, height], "shrink": shrink }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn texts_in_containers_stay_in_the_safe_area_and_siblings_apart(
        children in prop::collection::vec(prop_oneof![words(), plate()], 1..5),
        is_grid in any::<bool>(),
        (dir, align) in (prop::sample::select(vec!["row", "col"]), prop::sample::select(vec!["start", "center", "stretch"])),
    ) {
        for &aspect in AspectRatio::ALL {
            let container = if is_grid {
                json!({ "type": "grid", "cols": 2, "align": align, "pad": [20, 0], "children": children.clone() })
            } else {
                json!({ "type": "stack", "dir": dir, "align": align, "wrap": dir == "row", "children": children.clone() })
            };
            let stage = stage(json!([container]), aspect);
            // Words that are too long at their smallest size are warned of.
            if !stage.warnings().is_empty() {
                continue;
            }
            let items = &stage.shots[0].items;
            let [width, _] = aspect.design_size();
            let margins = aspect.margins();
            for [left, _, right, _] in texts(items, [0.0; 2]) {
                prop_assert!(left >= margins.left - OVERHANG && right <= width - margins.right + OVERHANG, "{aspect}: {left} {right}");
            }
            for (index, a) in items[0].children.iter().enumerate() {
                for b in &items[0].children[index + 1..] {
                    let (a, b) = (sides(a), sides(b));
                    let apart = |axis: usize| a[axis + 2] <= b[axis] + OVERHANG || b[axis + 2] <= a[axis] + OVERHANG;
                    prop_assert!(apart(0) || apart(1), "{aspect}: {a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn children_that_shrink_stay_in_a_box_that_is_too_narrow() {
    let plate = json!({ "type": "rect", "size": [400, 80], "shrink": 1 });
    let row = json!({ "type": "stack", "dir": "row", "w": 500, "gap": 20, "children": [plate, plate] });
    let stage = stage(json!([row]), AspectRatio::Wide);
    let row = &stage.shots[0].items[0];
    assert_eq!(row.size[0], 500.0);
    assert_eq!(row.children.iter().map(|child| child.size).collect::<Vec<_>>(), [[240.0, 80.0]; 2]);
}

#[test]
fn words_that_break_anew_make_their_row_higher() {
    let text = json!({ "type": "text", "style": "body", "text": "A coast that was drawn by hand and kept", "shrink": 1, "basis": 800 });
    let row = json!({ "type": "stack", "dir": "row", "w": 400, "align": "end", "children": [text] });
    let stage = stage(json!([row]), AspectRatio::Wide);
    let row = &stage.shots[0].items[0];
    assert!(row.children[0].size[0] <= 400.0);
    assert!((row.size[1] - row.children[0].size[1]).abs() < 0.01, "{:?} {:?}", row.size, row.children[0].size);
}

#[test]
fn children_with_an_area_are_in_its_cells() {
    let grid = json!({ "type": "grid", "w": 700, "gap": 20, "cols": ["auto", 1], "rows": ["100u", "auto"],
        "areas": ["side head", "side body"], "alignRows": "stretch",
        "children": [
            { "type": "rect", "area": "body" },
            { "type": "rect", "area": "side", "size": [180, 40] },
            { "type": "rect", "area": "head", "size": [10, 300] },
        ] });
    let stage = stage(json!([grid]), AspectRatio::Wide);
    let children = &stage.shots[0].items[0].children;
    assert_eq!(sides(&children[1])[..3], [0.0, 0.0, 180.0]);
    assert_eq!(sides(&children[0])[..2], [200.0, 120.0]);
    assert_eq!(sides(&children[2]), [200.0, 0.0, 700.0, 300.0]);
}

#[test]
fn as_many_columns_as_there_is_room_for() {
    let plate = json!({ "type": "rect", "size": [10, 40] });
    let grid = |width: u32| json!({ "type": "grid", "w": width, "gap": 20, "autoFit": { "minW": 200 }, "children": [plate, plate, plate, plate] });
    let first_width = |width| stage(json!([grid(width)]), AspectRatio::Wide).shots[0].items[0].children[0].size[0];
    assert_eq!(first_width(419), 419.0);
    assert_eq!(first_width(420), 200.0);
    assert_eq!(first_width(1700), 410.0, "no column stays empty");
}

#[test]
fn nodes_stand_beside_others_whichever_comes_first() {
    let plate = |id: &str, pos: Value| json!({ "type": "rect", "id": id, "size": [200, 100], "pos": pos });
    let nodes = json!([
        plate("c", json!({ "rel": "b", "side": "right", "gap": 10, "align": "end", "y": 5 })),
        plate("b", json!({ "rel": "a", "gap": 20, "align": "start" })),
        plate("a", json!({ "anchor": "top-left", "x": 100, "y": 100 })),
        plate("in", json!({ "rel": "a", "side": "inside", "anchor": "bottom-right", "gap": 0 })),
        plate("d", json!({ "rel": "a", "side": "above" })),
    ]);
    let stage = stage(nodes, AspectRatio::Wide);
    let found: Vec<[f64; 4]> = stage.shots[0].items.iter().map(sides).collect();
    assert_eq!(found[1], [100.0, 220.0, 300.0, 320.0]);
    assert_eq!(found[0], [310.0, 225.0, 510.0, 325.0]);
    assert_eq!(found[3], [100.0, 100.0, 300.0, 200.0]);
    assert_eq!(found[4][..2], [100.0, -24.0], "as its sibling stands in the frame: at the left");
}

#[test]
fn nodes_go_with_those_that_they_stand_beside() {
    let nodes = json!([
        { "type": "rect", "id": "a", "size": 100, "pos": { "anchor": "top-left" }, "keys": { "x": [[0, 0], [1, 300]], "h": [[0, 100], [1, 160]] } },
        { "type": "rect", "id": "b", "size": 100, "pos": { "rel": "a", "gap": 0 } },
        { "type": "rect", "id": "c", "size": 100, "pos": { "rel": "b", "side": "right" } },
    ]);
    let scene = json!({ "mg": 1, "scenes": [{ "dur": 2, "nodes": nodes }] });
    let scene = Scene::from_value(&scene).expect("a valid scene").scene;
    let stage = Stage::new(&scene, AspectRatio::Wide, &Assets::default());
    let pose = pavo_timeline::pose_at(&scene, stage.palette(), [1920.0, 1080.0], pavo_scene::Time::from_secs(1.5));
    let now = crate::relate::box_now(2, (&stage.shots[0].items, &pose.shot.nodes)).expect("it is there");
    assert_eq!(now.origin(), kurbo::Point::new(424.0, 160.0));
}

#[test]
fn connectors_take_no_room_in_a_stack() {
    let plate = |id: &str| json!({ "type": "rect", "id": id, "size": 100 });
    let link = json!({ "type": "connector", "from": "a", "to": "b" });
    let row = json!({ "type": "stack", "dir": "row", "gap": 80, "children": [plate("a"), link, plate("b")] });
    let stage = stage(json!([row]), AspectRatio::Wide);
    assert_eq!(stage.shots[0].items[0].size, [280.0, 100.0]);
    assert!(matches!(stage.shots[0].items[0].children[1].content, Content::Connector(_)));
}
