//! Drawings without words, and loading signs, as blocks.

use super::chart::spot;
use super::{body, text_size};
use crate::block::Block;
use crate::catalogue::{BlockKind, Family};
use crate::heading::Area;
use crate::look::Look;
use crate::parts::{Dress, entrance, responsive_group};
use crate::recipes::{Recipe, RecipeWish, SpinnerKind, recipe};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{SUPPORT_SECS, Tempo};
use crate::wording::{Wording, common_size};
use pavo_scene::{Anchor, Entrance, EntrancePreset, Rgba, Time};

/// Names of the drawings, as the block has them.
const NAMES: &[&str] = &[
    "abstract_loop",
    "atom",
    "blobs",
    "bouncing_ball",
    "bubbles",
    "burst",
    "clock",
    "confetti_burst",
    "cradle",
    "digital_rain",
    "dust",
    "embers",
    "equaliser",
    "fireworks",
    "galaxy",
    "gears",
    "globe_dots",
    "gradient_flow",
    "heart_beat",
    "helix",
    "network",
    "orbit",
    "particle_sphere",
    "planets",
    "rainbow_wheel",
    "ribbons",
    "smoke",
    "snow",
    "sonar",
    "starfield",
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "abstractLoop",
    family: Family::Structure,
    about: "A moving drawing without words that can go on for ever: waves, particles, gears, a globe and many more.",
    slots: &[
        Slot::needed("kind", SlotKind::Choice(NAMES), "Which drawing."),
        Slot::new("colors", SlotKind::Texts([1, 6], 9), "Colours to draw with, such as #06B6D4."),
        Slot::new("seamless", SlotKind::Flag, "Whether the end leads into the beginning."),
    ],
    sample: r#"{"kind": "ribbons", "seamless": true}"#,
    build: |props, look, duration| {
        let colors = props.texts("colors").iter().filter_map(|color| Rgba::parse(color)).collect();
        let wish = RecipeWish { colors, seamless: props.flag("seamless") };
        let wanted = props.words("kind");
        let found = Recipe::examples().into_iter().find(|recipe| recipe.name() == wanted);
        recipe(found.unwrap_or(Recipe::AbstractLoop), &wish, look, duration)
    },
};

pub(super) const LOADER: BlockKind = BlockKind {
    name: "loader",
    family: Family::Screens,
    about: "A loading sign that goes round without a seam, or a ring that fills to a share, with a word below.",
    slots: &[
        Slot::new("kind", SlotKind::Choice(&["arc", "dots", "hop"]), "Which sign; by default an arc."),
        Slot::new("percent", SlotKind::Figure, "How much of a ring is filled, 0 to 100; then it stands for the sign."),
        Slot::new("label", SlotKind::Text(40), "A word or two below."),
    ],
    sample: r#"{"kind": "arc", "label": "Charting a course"}"#,
    build: |props, look, duration| {
        let kind = match props.text("kind").as_deref() {
            Some("dots") => SpinnerKind::Dots,
            Some("hop") => SpinnerKind::Hop,
            _ => SpinnerKind::Arc,
        };
        loader(kind, props.figure("percent"), props.text("label").as_deref(), look, duration)
    },
};

/// A loading sign, or a ring that fills to a share of 100, with a word below.
#[must_use]
pub fn loader(kind: SpinnerKind, percent: Option<f64>, label: Option<&str>, look: &Look, duration: Time) -> Block {
    let drawing = match percent {
        Some(percent) => Recipe::ProgressRing { percent: percent.clamp(0.0, 100.0), figure: true },
        None => Recipe::Spinner(kind),
    };
    let wish = RecipeWish { colors: Vec::new(), seamless: false };
    let mut block = recipe(drawing, &wish, look, duration);
    if let Some(label) = label {
        block.nodes.push(responsive_group(|frame| {
            let area = Area::safe(frame);
            let largest = text_size(frame) * 1.3;
            let size = common_size([label], body(look, 500.0), [area.width * 0.8, 80.0], [30.0, largest], 1);
            let words = Wording::new(label, size).weight(500.0).within(area.width * 0.84, 1).centered();
            let tempo = Tempo::of(look.energy);
            let comes =
                Entrance { distance: Some(24.0), ..entrance(EntrancePreset::Rise, 0.15, tempo.entrance(SUPPORT_SECS)) };
            let y = frame.height / 2.0 + if frame.is_tall() { 440.0 } else { 380.0 };
            vec![words.node(look).at(spot(frame.width / 2.0, y, Anchor::Center)).enter(comes)]
        }));
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_drawing_that_goes_on_for_ever_can_be_named() {
        let known: BTreeSet<&str> = Recipe::examples().iter().map(|recipe| recipe.name()).collect();
        let named: BTreeSet<&str> = NAMES.iter().copied().collect();
        let left: Vec<_> = known.difference(&named).copied().collect();
        assert_eq!(
            left,
            ["progress_ring", "spinner_arc", "spinner_dots", "spinner_hop"],
            "loaders are a block of their own"
        );
        assert!(named.is_subset(&known));
    }
}
