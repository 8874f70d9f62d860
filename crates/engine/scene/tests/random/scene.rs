//! Valid scenes at random, as JSON: nodes of every kind with everything that moves.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A scene of one or two parts.
pub(crate) fn scene() -> impl Strategy<Value = Value> {
    let shot = (
        vec(node(), 1..4),
        paint(),
        of(one_of(&["crossfade", "wipe", "push", "iris", "glitch", "ripple", "cube", "ink", "warp"])),
    );
    (vec(shot, 1..3), any::<u32>(), any::<bool>()).prop_map(|(shots, seed, is_blurred)| {
        let shots: Vec<Value> = shots
            .into_iter()
            .enumerate()
            .map(|(index, (nodes, background, transition))| {
                let mut shot = json!({ "dur": 2, "bg": background, "nodes": nodes });
                if let Some(preset) = transition.filter(|_| index > 0) {
                    shot["transition"] = json!({ "p": preset, "dur": 0.5 });
                }
                shot
            })
            .collect();
        let mut scene = json!({ "mg": 1, "meta": { "seed": seed }, "scenes": shots });
        if is_blurred {
            scene["canvas"] = json!({ "motionBlur": {} });
        }
        scene
    })
}

fn node() -> impl Strategy<Value = Value> {
    let leaf = (kind(), common()).prop_map(|(kind, common)| merged(kind, common));
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            (vec(inner.clone(), 1..3), common(), any::<bool>()).prop_map(|(children, common, clip)| {
                merged(json!({ "type": "group", "children": children, "clip": clip, "size": [900, 700] }), common)
            }),
            (vec(inner.clone(), 1..3), common(), one_of(&["col", "row"])).prop_map(|(children, common, dir)| {
                merged(json!({ "type": "stack", "children": children, "dir": dir }), common)
            }),
            (inner, 1_u32..5).prop_map(|(of, count)| json!({
                "type": "repeat", "of": of, "count": count, "spreadX": [-300, 300], "stagger": 0.1,
            })),
        ]
    })
}

fn kind() -> impl Strategy<Value = Value> {
    let length = || 1.0..800.0_f64;
    prop_oneof![
        (length(), length(), of(paint()), 0.0..90.0_f64).prop_map(|(w, h, fill, radius)| json!({
            "type": "rect", "size": [w, h], "fill": fill, "radius": radius,
        })),
        (length(), of(stroke()))
            .prop_map(|(size, stroke)| json!({ "type": "ellipse", "size": size, "stroke": stroke })),
        (words(), of(paint()), one_of(&["headline", "title", "body"])).prop_map(|(text, color, style)| json!({
            "type": "text", "text": text, "color": color, "style": style,
        })),
        (-1e6..1e6_f64, one_of(&["0,0", "0.0a", "$0,0.00"])).prop_map(|(to, format)| json!({
            "type": "number", "to": to, "from": 0, "format": format,
        })),
        (length(), stroke())
            .prop_map(|(x, stroke)| json!({ "type": "line", "from": [-x, 0], "to": [x, 50], "stroke": stroke })),
        (3_u32..9, length()).prop_map(|(sides, size)| json!({ "type": "polygon", "sides": sides, "size": size })),
        (3_u32..9, 0.1..1.0_f64)
            .prop_map(|(points, inner)| json!({ "type": "star", "points": points, "inner": inner })),
        (-360.0..360.0_f64, stroke())
            .prop_map(|(sweep, stroke)| json!({ "type": "arc", "sweep": sweep, "stroke": stroke })),
        (length(), -1.0..1.0_f64)
            .prop_map(|(x, bend)| json!({ "type": "arrow", "from": [-x, 0], "to": [x, 0], "bend": bend })),
        (stroke(), any::<bool>()).prop_map(|(stroke, each)| json!({
            "type": "path", "d": "M0 0C100 -200 300 200 400 0M50 50L90 90", "stroke": stroke, "trim": { "each": each },
        })),
    ]
}

/// What any node may have: each field or not.
fn common() -> impl Strategy<Value = Map<String, Value>> {
    let fields: Vec<BoxedStrategy<(&'static str, Value)>> = vec![
        one_of(&["center", "top-left", "bottom"]).prop_map(|word| ("pos", json!(word))).boxed(),
        (-500.0..500.0_f64, -50..50_i32).prop_map(|(x, y)| ("pos", json!({ "x": x, "y": format!("{y}%") }))).boxed(),
        (-360.0..360.0_f64).prop_map(|degrees| ("rotate", json!(degrees))).boxed(),
        (0.0..3.0_f64).prop_map(|scale| ("scale", json!(scale))).boxed(),
        (0.0..1.0_f64).prop_map(|opacity| ("opacity", json!(opacity))).boxed(),
        (0.0..1.0_f64).prop_map(|start| ("start", json!(start))).boxed(),
        Just(("start", json!("scene.start+0.2"))).boxed(),
        (
            one_of(&["fade", "rise", "pop", "wipe", "blurIn", "slide", "drawOn", "sweep", "iris", "glitch", "unfold"]),
            0.1..1.0_f64,
        )
            .prop_map(|(preset, dur)| ("in", json!({ "p": preset, "dur": dur })))
            .boxed(),
        one_of(&["fade", "shrink", "slide"]).prop_map(|preset| ("out", json!({ "p": preset }))).boxed(),
        one_of(&["float", "spin", "drift", "pulse"])
            .prop_map(|preset| ("loop", json!({ "p": preset, "period": 0.5 })))
            .boxed(),
        one_of(&["multiply", "screen", "hue"]).prop_map(|blend| ("blend", json!(blend))).boxed(),
        one_of(&["blur", "shadow", "glow", "grain"]).prop_map(|effect| ("fx", json!([{ "fx": effect }]))).boxed(),
        (track(-900.0..900.0), track(0.0..1.0), track(0.0..3.0))
            .prop_map(|(x, opacity, scale)| ("keys", json!({ "x": x, "opacity": opacity, "scale": scale })))
            .boxed(),
        Just(("keys", json!({ "y": { "expr": "60 * sin(tau * t) + i" } }))).boxed(),
        Just(("when", json!({ "9:16": { "opacity": 0.5 } }))).boxed(),
    ];
    let fields: Vec<_> = fields.into_iter().map(|field| prop::option::weighted(0.2, field)).collect();
    fields.prop_map(|fields| fields.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn track(values: std::ops::Range<f64>) -> impl Strategy<Value = Value> {
    let ease = of(one_of(&["settle", "hold", "glide", "spring(0.4,0.5)", "steps(3)", "cubic-bezier(0.2,0,0,1)"]));
    (vec((values, ease), 1..4), of(one_of(&["cycle", "pingPong", "offset"]))).prop_map(|(keys, after)| {
        let keys: Vec<Value> = keys
            .into_iter()
            .enumerate()
            .map(|(index, (value, ease))| {
                let mut key = vec![json!(0.4 * index as f64), json!(value)];
                key.extend(ease.map(Value::from));
                Value::Array(key)
            })
            .collect();
        match after {
            Some(after) => json!({ "k": keys, "loop": after }),
            None => Value::Array(keys),
        }
    })
}

fn paint() -> impl Strategy<Value = Value> {
    prop_oneof![
        one_of(&["accent", "text", "#204060", "#FF000080"]).prop_map(Value::from),
        (one_of(&["linear", "radial", "conic"]), 0.0..360.0_f64).prop_map(|(kind, angle)| json!({
            "kind": kind, "angle": angle, "stops": [[0, "#204060"], [0.4, "#E0A030"], [1, "#FFFFFF00"]],
        })),
    ]
}

fn stroke() -> impl Strategy<Value = Value> {
    (0.5..40.0_f64, one_of(&["butt", "round", "square"]), any::<bool>()).prop_map(|(width, cap, is_dashed)| {
        json!({ "width": width, "cap": cap, "dash": if is_dashed { vec![20.5, 10.25] } else { vec![] } })
    })
}

fn words() -> impl Strategy<Value = &'static str> {
    one_of(&["Quay", "Good evening, harbour", "مساء الخير", "東京の夜", "नमस्ते", "🌙 late", "a\nb"])
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(words)
}

fn merged(mut node: Value, common: Map<String, Value>) -> Value {
    // What is there as null is there as nothing.
    if let Value::Object(node) = &mut node {
        node.retain(|_, value| !value.is_null());
        node.extend(common);
    }
    node
}
