//! Anchored times become seconds.

use crate::preset::Preset;
use crate::units::UnitMotion;
use pavo_scene::{EntrancePreset, Lengths, Node, NodeKind, Order, Scene, Time, Unit};
use std::borrow::Cow;

/// The scene with all its times in seconds. Done once, before it is posed.
///
/// `scene` is the document as it is at one ratio ([`Scene::at_aspect`]). How many pieces an entrance by characters
/// or words has comes from the text; lines are those that the text itself breaks.
#[must_use]
pub fn scheduled(scene: &Scene) -> Scene {
    scene.scheduled(&PresetLengths)
}

pub(crate) struct PresetLengths;

impl Lengths for PresetLengths {
    fn entrance_secs(&self, node: &Node) -> f64 {
        let Some(entrance) = &node.common.entrance else { return 0.0 };
        match motion(node) {
            Some((motion, text)) => motion.total_secs(pieces(motion.by, &text)),
            None => {
                let preset = Preset::entrance(entrance).dur;
                // A count's length is the count's; the figure itself must be there at once.
                let is_count = entrance.preset == EntrancePreset::CountUp;
                let given = entrance.dur.unwrap_or(preset);
                if is_count { given.min(preset).secs() } else { given.secs() }
            }
        }
    }

    fn exit_secs(&self, node: &Node) -> f64 {
        let Some(exit) = &node.common.exit else { return 0.0 };
        exit.dur.unwrap_or(Preset::exit(exit).dur).secs()
    }

    fn count_secs(&self, node: &Node) -> f64 {
        match &node.kind {
            NodeKind::Number(number) => crate::values::count_secs(number, &node.common),
            _ => 0.0,
        }
    }

    fn emphasis_secs(&self, node: &Node) -> f64 {
        node.common.emphases.0.first().map_or(0.0, |emphasis| crate::emphasise::length(emphasis).secs())
    }

    fn word_secs(&self, node: &Node, word: &str) -> Option<f64> {
        let NodeKind::Text(text) = &node.kind else { return None };
        let words = text.words();
        let index = words.split_whitespace().position(|known| known == word)?;
        let Some((motion, text)) = motion(node) else { return Some(0.0) };
        let piece = match motion.by {
            Unit::All => return Some(0.0),
            Unit::Word => index,
            Unit::Char => {
                let before: usize = text.split_whitespace().take(index).map(|word| word.chars().count() + 1).sum();
                before
            }
            Unit::Line => text.lines().position(|line| line.split_whitespace().any(|known| known == word))?,
        };
        Some(motion.begins_secs(piece, pieces(motion.by, &text)))
    }

    fn turns(&self, order: Order, count: usize) -> Vec<usize> {
        crate::units::ranks(order, count, 0)
    }
}

/// How the pieces of a text come, where it comes by pieces, and the text.
fn motion(node: &Node) -> Option<(UnitMotion, Cow<'_, str>)> {
    let NodeKind::Text(text) = &node.kind else { return None };
    let entrance = node.common.entrance.as_ref()?;
    let preset = Preset::entrance(entrance);
    let by = if preset.types() && preset.by == Unit::All { Unit::Char } else { preset.by };
    let motion = UnitMotion {
        by,
        preset,
        order: entrance.order.unwrap_or(Order::Forward),
        seed: 0,
        leaving: false,
        elapsed: Time::ZERO,
        total: entrance.dur,
        stagger: entrance.stagger,
    };
    (by != Unit::All).then_some((motion, text.words()))
}

fn pieces(by: Unit, text: &str) -> usize {
    match by {
        Unit::All => 1,
        Unit::Line => text.lines().count(),
        Unit::Word => text.split_whitespace().count(),
        Unit::Char => text.chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_start(nodes: &str, index: usize) -> f64 {
        let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 8, "nodes": [{nodes}] }}] }}"#);
        let scene = Scene::parse(&text).unwrap_or_else(|error| panic!("{error}")).scene;
        scheduled(&scene).shots[0].nodes[index].common.start.expect("a start").secs()
    }

    #[test]
    fn node_follows_another_one_through_its_entrance() {
        let title =
            r#"{ "type": "text", "id": "t", "text": "Hello World", "start": 1, "in": { "p": "fade", "dur": 0.4 } }"#;
        let start = first_start(&format!(r#"{title}, {{ "type": "rect", "start": "t.in.end+0.1" }}"#), 1);
        assert!((start - 1.5).abs() < 1e-9, "{start}");
        let start = first_start(&format!(r#"{title}, {{ "type": "rect", "start": "prev.start" }}"#), 1);
        assert_eq!(start, 1.0);
    }

    #[test]
    fn typed_text_is_complete_when_its_last_letter_is_there() {
        let title =
            r#"{ "type": "text", "id": "t", "text": "abcde fghi", "in": { "p": "typewriter", "stagger": 0.1 } }"#;
        let start = first_start(&format!(r#"{title}, {{ "type": "rect", "start": "t.in.end" }}"#), 1);
        assert!((start - 1.0).abs() < 1e-9, "{start}");
        let start = first_start(&format!(r#"{title}, {{ "type": "rect", "start": "word:t/fghi" }}"#), 1);
        assert!((start - 0.7).abs() < 0.11, "{start}");
    }

    #[test]
    fn nodes_of_a_staggered_box_come_one_after_another() {
        let starts = |stagger: &str| {
            let nodes = format!(
                r#"{{ "type": "stack", "start": 1, {stagger}, "children": [
                    {{ "type": "rect", "size": [9, 9], "in": {{ "p": "fade" }} }},
                    {{ "type": "rect", "size": [9, 9], "start": 5, "in": {{ "p": "fade" }} }},
                    {{ "type": "rect", "size": [9, 9] }},
                    {{ "type": "rect", "id": "b", "size": [9, 9], "in": {{ "p": "fade" }} }}
                ] }}, {{ "type": "rect", "start": "b.start+1" }}"#
            );
            let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 8, "nodes": [{nodes}] }}] }}"#);
            let scene = scheduled(&Scene::parse(&text).unwrap_or_else(|error| panic!("{error}")).scene);
            let nodes = &scene.shots[0].nodes;
            let all = nodes[0].children().iter().chain([&nodes[1]]);
            all.map(|node| node.common.start.map(Time::secs)).collect::<Vec<_>>()
        };
        assert_eq!(starts(r#""stagger": 0.25"#), [Some(1.0), Some(5.0), None, Some(1.25), Some(2.25)]);
        assert_eq!(
            starts(r#""stagger": 0.25, "order": "reverse""#),
            [Some(1.25), Some(5.0), None, Some(1.0), Some(2.0)]
        );
    }

    #[test]
    fn chain_of_times_is_followed_and_counts_have_an_end() {
        let nodes = r#"
            { "type": "rect", "id": "c", "start": "b.end-0.5" },
            { "type": "number", "id": "a", "to": 100, "from": 0, "count": { "start": 1, "dur": 2 } },
            { "type": "rect", "id": "b", "start": "a.count.end", "dur": 2 }"#;
        assert_eq!(first_start(nodes, 0), 4.5);
    }
}
