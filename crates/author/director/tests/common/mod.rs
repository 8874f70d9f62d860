//! What the tests look at in a direction.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses its own part")]

use pavo_director::{Brief, Direction, direct};
use pavo_scene::{Node, NodeKind, Number, Scene, Shot, Text};

/// The direction of a prompt, whose scene is valid.
pub fn direct_prompt(prompt: &str) -> Direction {
    let direction = direct(&Brief::new(prompt));
    if let Err(error) = Scene::parse(&direction.scene.to_json()) {
        panic!("{prompt}\n{error}");
    }
    direction
}

/// The only shot.
pub fn shot(direction: &Direction) -> &Shot {
    &direction.scene.shots[0]
}

fn walk<'n>(nodes: &'n [Node], found: &mut Vec<&'n Node>) {
    for node in nodes {
        found.push(node);
        walk(node.children(), found);
    }
}

/// All nodes of all shots.
pub fn nodes(direction: &Direction) -> Vec<&Node> {
    let mut found = Vec::new();
    for shot in &direction.scene.shots {
        walk(&shot.nodes, &mut found);
    }
    found
}

/// All words on screen.
pub fn texts(direction: &Direction) -> Vec<String> {
    nodes(direction)
        .into_iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Text(text) => Some(text.text.clone()),
            _ => None,
        })
        .collect()
}

/// All words and all figures on screen, figures as they end.
pub fn shown(direction: &Direction) -> Vec<String> {
    nodes(direction)
        .into_iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Text(text) => Some(text.text.clone()),
            NodeKind::Number(number) => Some(number.format.clone().unwrap_or_default().write(number.to)),
            _ => None,
        })
        .collect()
}

/// A text and its node.
pub struct Found<'d> {
    pub node: &'d Node,
    pub text: &'d Text,
}

/// The first text that is exactly these words.
pub fn find_text<'d>(direction: &'d Direction, words: &str) -> Found<'d> {
    let found = nodes(direction).into_iter().find_map(|node| match &node.kind {
        NodeKind::Text(text) if text.text == words => Some(Found { node, text }),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("\"{words}\" is not among {:?}\n{}", texts(direction), direction.trace))
}

/// The first counting figure.
pub fn find_number(direction: &Direction) -> (&Node, &Number) {
    let found = nodes(direction).into_iter().find_map(|node| match &node.kind {
        NodeKind::Number(number) => Some((node, number)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no figure\n{}", direction.trace))
}
