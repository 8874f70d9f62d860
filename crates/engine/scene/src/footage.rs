//! How much of a video a film shows.

use crate::canvas::AspectRatio;
use crate::document::Scene;
use crate::node::{Node, NodeKind};
use std::ops::Range;

impl Scene {
    /// The seconds of a video that the film can show, at any ratio; `None` where no node shows it. Paints show its first
    /// frame only.
    ///
    /// `asset`: its name among the document's assets.
    pub fn played_secs(&self, asset: &str) -> Option<Range<f64>> {
        let film_secs = self.duration().secs();
        let mut played: Option<Range<f64>> = None;
        for aspect in AspectRatio::ALL {
            let scene = self.at_aspect(*aspect);
            let nodes = scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays);
            nodes.for_each(|node| note(node, asset, film_secs, &mut played));
        }
        played
    }
}

fn note(node: &Node, asset: &str, film_secs: f64, played: &mut Option<Range<f64>>) {
    if let NodeKind::Image(image) = &node.kind
        && image.src == asset
    {
        let play = image.play.clone().unwrap_or_default();
        let from = play.from.map_or(0.0, |from| from.secs());
        let end = from + film_secs * play.speed.unwrap_or(1.0);
        // What begins again does so at the beginning of the video.
        let start = if play.is_repeated == Some(true) { 0.0 } else { from };
        let before = played.take().unwrap_or(start..end);
        *played = Some(before.start.min(start)..before.end.max(end));
    }
    node.children().iter().for_each(|child| note(child, asset, film_secs, played));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(nodes: &str) -> Option<Range<f64>> {
        let text = format!(
            r#"{{ "mg": 1, "assets": {{ "a": {{ "type": "video", "src": "a.mp4" }}, "b": {{ "type": "image", "src": "b.gif" }} }},
                "scenes": [{{ "dur": 4, "nodes": [{nodes}] }}] }}"#
        );
        Scene::parse(&text).expect("a valid scene").scene.played_secs("a")
    }

    #[test]
    fn a_film_shows_what_its_nodes_play() {
        assert_eq!(played(r#"{ "type": "image", "src": "b" }"#), None);
        assert_eq!(played(r#"{ "type": "image", "src": "a" }"#), Some(0.0..4.0));
        let within =
            r#"{ "type": "group", "children": [{ "type": "image", "src": "a", "play": { "from": 3, "speed": 2 } }] }"#;
        assert_eq!(played(within), Some(3.0..11.0));
        let both = r#"{ "type": "image", "src": "a", "play": { "from": 30 } }, { "type": "image", "src": "a", "play": { "from": 9, "loop": true } }"#;
        assert_eq!(played(both), Some(0.0..34.0));
        let other = r#"{ "type": "image", "src": "b", "when": { "9:16": { "src": "a", "play": { "from": 5 } } } }"#;
        assert_eq!(played(other), Some(5.0..9.0));
    }
}
