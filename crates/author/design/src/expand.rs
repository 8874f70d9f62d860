//! Blocks in documents: `{"type": "block", "block": "timeline", "props": {…}}` becomes the nodes it stands for.

use crate::block::Block;
use crate::brand::Brand;
use crate::catalogue::{block_kind, block_kinds};
use crate::font_cut::FontCut;
use crate::look::{Dial, Look, LookWish, look};
use crate::palettes::palette_named;
use crate::resolve::resolve_theme;
use crate::slot::problem;
use crate::style::style_named;
use crate::styles::STYLES;
use pavo_scene::{ColorToken, InvalidScene, LONGEST_DOCUMENT_BYTES, Parsed, Part, Problem, Scene, Time};
use serde_json::{Map, Value, json};

/// The length of a scene that says none and whose block wants none, in seconds.
const USUAL_SECS: f64 = 5.0;

/// Reads a document in which nodes may be blocks.
///
/// `block` is its name, `props` fill its slots, `seed` is what chance is drawn from. As a node of a scene it gives that
/// scene its nodes, and its background, camera and length where the scene says none. In a group, or with any field of a
/// group such as `pos`, `scale` or `in`, it is a group over the whole frame, and gives nothing but its nodes, whose times
/// count from the scene's beginning.
///
/// # Errors
///
/// As [`Scene::parse`], and what is wrong with its blocks.
pub fn read_scene(text: &str) -> Result<Parsed, InvalidScene> {
    read_branded(text, None, &[])
}

/// As [`read_scene`], for a document that a brand has dressed; `own_fonts`: its assets that are typefaces.
///
/// # Errors
///
/// As [`read_scene`].
pub fn read_branded(text: &str, brand: Option<&Brand>, own_fonts: &[FontCut]) -> Result<Parsed, InvalidScene> {
    if text.len() > LONGEST_DOCUMENT_BYTES || !text.contains("\"block\"") {
        return Scene::parse(text);
    }
    match serde_json::from_str::<Value>(text) {
        Ok(document) if has_blocks(&document) => expanded(document, brand, own_fonts),
        _ => Scene::parse(text),
    }
}

fn is_block(node: &Value) -> bool {
    node.get("type").and_then(Value::as_str) == Some("block")
}

fn scenes(document: &Value) -> impl Iterator<Item = &Value> {
    document.get("scenes").and_then(Value::as_array).into_iter().flatten()
}

fn has_blocks(document: &Value) -> bool {
    fn any_within(holder: &Value, key: &str) -> bool {
        let nodes = holder.get(key).and_then(Value::as_array);
        nodes.into_iter().flatten().any(|node| is_block(node) || any_within(node, "children"))
    }
    scenes(document).any(|scene| any_within(scene, "nodes"))
}

fn expanded(mut document: Value, brand: Option<&Brand>, own_fonts: &[FontCut]) -> Result<Parsed, InvalidScene> {
    let logo = brand.and_then(|brand| brand.logo.as_ref()).map(|logo| logo.ratio);
    let look = Look { logo, own_fonts: own_fonts.into(), ..look_of(&mut document) };
    let whole = document.pointer("/canvas/duration").and_then(Value::as_f64);
    let count = scenes(&document).count();
    let mut problems = Vec::new();
    // For each scene, which node of the document each of its nodes came from.
    let mut origins: Vec<Vec<usize>> = Vec::new();
    let list = document.get_mut("scenes").and_then(Value::as_array_mut);
    for (index, scene) in list.into_iter().flatten().enumerate() {
        let secs = scene.get("dur").and_then(Value::as_f64).or(whole.filter(|_| count == 1));
        origins.push(expand_scene(scene, index, secs, &look, &mut problems));
    }
    let back = |problem: Problem| Problem { pointer: pointed_back(&problem.pointer, &origins), ..problem };
    match Scene::from_value(&document) {
        Ok(parsed) if problems.is_empty() => {
            Ok(Parsed { warnings: parsed.warnings.into_iter().map(back).collect(), ..parsed })
        }
        Ok(parsed) => {
            problems.extend(parsed.warnings.into_iter().map(back));
            Err(InvalidScene { problems })
        }
        Err(invalid) => {
            problems.extend(invalid.problems.into_iter().map(back));
            Err(InvalidScene { problems })
        }
    }
}

/// The look that the document's theme makes; a document without a theme gets one.
fn look_of(document: &mut Value) -> Look {
    let seed = document.pointer("/meta/seed").and_then(Value::as_u64).unwrap_or(1);
    let Some(theme) = document.get("theme").cloned() else {
        let look = look(&LookWish { seed, ..LookWish::default() });
        if let (Some(object), Some(theme)) = (document.as_object_mut(), look_theme(&look)) {
            object.insert("theme".to_owned(), theme);
        }
        return look;
    };
    let bare = json!({ "mg": 1, "theme": theme, "scenes": [{ "dur": 1, "nodes": [] }] });
    // What is wrong with the theme is told when the whole document is read.
    let Ok(mut parsed) = Scene::from_value(&bare) else { return look(&LookWish { seed, ..LookWish::default() }) };
    let own = parsed.scene.theme.as_ref().and_then(|theme| theme.colors.as_ref());
    let accent_is_given = own.is_some_and(|colors| colors.get(ColorToken::Accent).is_some());
    resolve_theme(&mut parsed.scene);
    let theme = parsed.scene.theme.unwrap_or_default();
    let name = theme.preset.clone().unwrap_or_default().trim().to_lowercase();
    let of_palette = || {
        let palette = palette_named(&name)?;
        STYLES.iter().find(|style| style.palettes.contains(&palette.name))
    };
    let style = style_named(&name).or_else(of_palette).unwrap_or(&STYLES[0]);
    let energy = theme.motion.as_ref().and_then(|motion| motion.energy).unwrap_or(style.energy);
    Look {
        theme,
        preset: style.name,
        energy,
        dial: Dial::Open,
        seed,
        accent_is_given,
        logo: None,
        plate: None,
        is_bare: false,
        own_fonts: [].into(),
    }
}

fn look_theme(look: &Look) -> Option<Value> {
    let scene = Scene { theme: Some(look.theme.clone()), ..Scene::default() };
    scene.to_value().get("theme").cloned()
}

/// Puts the nodes of blocks in their places; gives the index that each node of the scene had before.
fn expand_scene(
    scene: &mut Value,
    index: usize,
    secs: Option<f64>,
    look: &Look,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let Some(object) = scene.as_object_mut() else { return Vec::new() };
    let Some(nodes) = object.get_mut("nodes").and_then(Value::as_array_mut) else { return Vec::new() };
    let mut origins = Vec::new();
    let mut placed = Vec::new();
    let mut first: Option<Block> = None;
    let mut longest = secs;
    for (at, mut node) in std::mem::take(nodes).into_iter().enumerate() {
        let pointer = format!("/scenes/{index}/nodes/{at}");
        if !is_block(&node) || is_grouped(&node) {
            let took = expand_within(&mut node, &pointer, secs, look, problems);
            if secs.is_none() {
                longest = took.into_iter().chain(longest).reduce(f64::max);
            }
            placed.push(node);
            origins.push(at);
            continue;
        }
        match built(&node, &pointer, secs, look) {
            Ok((block, took)) => {
                if secs.is_none() {
                    longest = Some(longest.map_or(took, |longest| longest.max(took)));
                }
                for node in &block.nodes {
                    placed.extend(node.write());
                    origins.push(at);
                }
                first.get_or_insert(block);
            }
            Err(found) => problems.extend(found),
        }
    }
    *nodes = placed;
    if let Some(block) = first {
        let shot = block.into_shot(Time::from_secs(longest.unwrap_or(USUAL_SECS)));
        let written = Scene { shots: vec![shot], ..Scene::default() }.to_value();
        let of_shot = |name: &str| written.pointer(&format!("/scenes/0/{name}")).cloned();
        for name in ["bg", "camera", "dur"] {
            if let (false, Some(value)) = (object.contains_key(name), of_shot(name)) {
                // The length of the canvas stands for that of its only scene.
                if name != "dur" || secs.is_none() {
                    object.insert(name.to_owned(), value);
                }
            }
        }
    } else if let (None, Some(took), false) = (secs, longest, object.contains_key("dur")) {
        object.insert("dur".to_owned(), json!(took));
    }
    origins
}

/// The fields of a block that are no group's.
const OWN_FIELDS: &[&str] = &["type", "block", "props", "seed"];

/// Whether a block says something that only a group can.
fn is_grouped(node: &Value) -> bool {
    node.as_object().into_iter().flat_map(Map::keys).any(|key| !OWN_FIELDS.contains(&key.as_str()))
}

/// Makes groups of the blocks in a node, and of itself where it is one; gives the longest time that one was made for,
/// in seconds.
fn expand_within(
    node: &mut Value,
    pointer: &str,
    secs: Option<f64>,
    look: &Look,
    problems: &mut Vec<Problem>,
) -> Option<f64> {
    if !is_block(node) {
        let children = node.get_mut("children").and_then(Value::as_array_mut);
        let expand =
            |(index, child)| expand_within(child, &format!("{pointer}/children/{index}"), secs, look, problems);
        return children.into_iter().flatten().enumerate().filter_map(expand).reduce(f64::max);
    }
    let built = built(node, pointer, secs, look);
    let Value::Object(object) = node else { return None };
    object.retain(|key, _| !OWN_FIELDS.contains(&key.as_str()));
    object.insert("type".to_owned(), json!("group"));
    match built {
        Ok((block, took)) => {
            let children = block.nodes.iter().filter_map(pavo_scene::Node::write).collect();
            object.insert("children".to_owned(), Value::Array(children));
            Some(took)
        }
        Err(found) => {
            problems.extend(found);
            object.insert("children".to_owned(), json!([]));
            Some(USUAL_SECS)
        }
    }
}

/// The block of a node, and the length it was made for in seconds.
fn built(node: &Value, pointer: &str, secs: Option<f64>, look: &Look) -> Result<(Block, f64), Vec<Problem>> {
    let name = node.get("block").and_then(Value::as_str);
    let Some(kind) = name.and_then(block_kind) else {
        let known = block_kinds().iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        let place = format!("{pointer}/block");
        return Err(vec![problem(&place, "not the name of a block".to_owned(), node.get("block"), Some(known))]);
    };
    let mut problems = Vec::new();
    let seed = node.get("seed").map(Value::as_u64);
    if seed == Some(None) {
        let allowed = Some("a whole number".to_owned());
        problems.push(problem(&format!("{pointer}/seed"), "not a seed".to_owned(), node.get("seed"), allowed));
    }
    let empty = Map::new();
    let props = match node.get("props") {
        None => Some(&empty),
        Some(value) => value.as_object(),
    };
    let Some(props) = props else {
        let allowed = Some("an object".to_owned());
        problems.push(problem(
            &format!("{pointer}/props"),
            "not what a block takes".to_owned(),
            node.get("props"),
            allowed,
        ));
        return Err(problems);
    };
    let look = Look { seed: seed.flatten().unwrap_or(look.seed), ..look.clone() };
    let pointer = format!("{pointer}/props");
    let build = |secs: f64| kind.build(props, &pointer, &look, Time::from_secs(secs));
    let block = match secs {
        Some(secs) => build(secs).map(|block| (block, secs)),
        None => build(USUAL_SECS).and_then(|block| {
            let ideal = (block.needs.ideal.secs() * 2.0).ceil() / 2.0;
            build(ideal).map(|block| (block, ideal))
        }),
    };
    match block {
        Ok(block) if problems.is_empty() => Ok(block),
        Ok(_) => Err(problems),
        Err(found) => Err([problems, found].concat()),
    }
}

/// A place in the expanded document as the place in the document that was written.
fn pointed_back(pointer: &str, origins: &[Vec<usize>]) -> String {
    let mut parts: Vec<String> = pointer.split('/').map(str::to_owned).collect();
    if let [_, scenes, scene, nodes, node, ..] = parts.as_mut_slice()
        && scenes == "scenes"
        && nodes == "nodes"
        && let Some(origin) = scene
            .parse()
            .ok()
            .and_then(|scene: usize| origins.get(scene))
            .zip(node.parse::<usize>().ok())
            .and_then(|(scene, node)| scene.get(node))
    {
        *node = origin.to_string();
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(nodes: &str) -> String {
        format!(r#"{{"mg": 1, "theme": {{"preset": "editorial"}}, "scenes": [{{"nodes": [{nodes}]}}]}}"#)
    }

    fn told(nodes: &str) -> Vec<String> {
        let invalid = read_scene(&document(nodes)).expect_err("refused");
        invalid.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_block_becomes_nodes_with_ground_camera_and_the_length_it_wants() {
        let node = r#"{"type": "block", "block": "bigStat", "props": {"value": 42, "label": "harbours"}}"#;
        let scene = read_scene(&document(node)).expect("a scene").scene;
        let shot = &scene.shots[0];
        assert!(shot.nodes.len() > 1 && shot.background.is_some() && shot.camera.is_some());
        assert!(shot.dur.is_some_and(|dur| dur.secs() >= 2.0));
        assert!(scene.to_json().contains("harbours"));
    }

    #[test]
    fn what_is_wrong_with_a_block_is_told_with_its_place() {
        let node = r#"{"type": "block", "block": "bigStat", "props": {"valu": 42}, "x": 1}"#;
        let told = told(node);
        assert!(told.iter().any(|line| line.starts_with("/scenes/0/nodes/0/x:")), "{told:?}");
        assert!(told.iter().any(|line| line.contains("value is missing")), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("/scenes/0/nodes/0/props/valu:")), "{told:?}");
    }

    #[test]
    fn a_block_in_a_group_or_with_a_place_of_its_own_is_a_group() {
        let stat = r#"{"type": "block", "block": "bigStat", "props": {"value": 42, "label": "harbours"}}"#;
        let half = stat.replacen("\"props\"", "\"scale\": 0.5, \"pos\": {\"anchor\": \"left\"}, \"props\"", 1);
        let nodes = format!(r#"{half}, {{"type": "group", "scale": 0.5, "children": [{stat}, {stat}]}}"#);
        let scene = read_scene(&document(&nodes)).expect("a scene").scene;
        let shot = &scene.shots[0];
        assert_eq!(shot.nodes.len(), 2, "each is one node");
        assert_eq!(shot.nodes[0].common.scale, Some(0.5));
        assert!(!shot.nodes[0].children().is_empty());
        assert!(shot.nodes[1].children().iter().all(|group| !group.children().is_empty()));
        assert!(shot.background.is_none(), "a part of a scene does not speak for all of it");
        assert!(shot.dur.is_some_and(|dur| dur.secs() >= 2.0), "it is long enough for what is in it");
        let wrong = told(r#"{"type": "group", "children": [{"type": "block", "block": "bigStat", "props": {}}]}"#);
        assert!(wrong[0].starts_with("/scenes/0/nodes/0/children/0/props"), "{wrong:?}");
    }

    #[test]
    fn an_unknown_block_is_named_beside_the_known_ones() {
        let told = told(r#"{"type": "block", "block": "bigStar"}"#);
        assert!(told[0].contains("\"bigStar\"") && told[0].contains("bigStat,"), "{told:?}");
    }

    #[test]
    fn places_of_problems_are_those_of_the_written_document() {
        let block = r#"{"type": "block", "block": "bigStat", "props": {"value": 42, "label": "harbours"}}"#;
        let told = told(&format!(r#"{block}, {{"type": "text", "text": 5}}"#));
        assert!(told.iter().any(|line| line.starts_with("/scenes/0/nodes/1/text")), "{told:?}");
    }

    #[test]
    fn a_document_without_a_theme_gets_one_for_its_blocks() {
        let text = r#"{"mg": 1, "scenes": [{"dur": 4, "nodes": [{"type": "block", "block": "titleCard", "props": {"title": "Harbour lights"}}]}]}"#;
        let scene = read_scene(text).expect("a scene").scene;
        assert!(scene.theme.is_some_and(|theme| theme.colors.is_some()));
    }
}
