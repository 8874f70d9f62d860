//! Moving drawings, with words or without, and loading signs, as blocks.

use super::chart::spot;
use super::text_size;
use super::words::{body, display, subtitle, title};
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::Room;
use crate::heading::Area;
use crate::look::Look;
use crate::parts::{
    Dress, Frame, column, display_font, entrance, light, named, rect, responsive_group, space, text, units, whole,
};
use crate::recipes::{Recipe, RecipeWish, SpinnerKind, bouncing, recipe};
use crate::slot::{Slot, SlotKind};
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Ellipse, Entrance, EntrancePreset, Node, Rgba, Size, StackAlign, Text, TextAlign,
    TextStyle, Time,
};

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
    about: "A moving drawing that can go on for ever: waves, particles, gears, a globe and many more; with or without words.",
    slots: &[
        Slot::needed("kind", SlotKind::Choice(NAMES), "Which drawing."),
        Slot::new("colors", SlotKind::Texts([1, 6], 9), "Colours to draw with, such as #06B6D4."),
        Slot::new("seamless", SlotKind::Flag, "Whether the end leads into the beginning."),
        Slot::new("count", SlotKind::Count(2, 20), "What a bouncing ball counts to, one with each landing."),
        Slot::new("title", SlotKind::Text(80), "Words on it or beside it."),
        Slot::new("subtitle", SlotKind::Text(120), "A sentence below the title."),
    ],
    sample: r#"{"kind": "ribbons", "seamless": true}"#,
    build: |props, look, duration| {
        let colors = props.texts("colors").iter().filter_map(|color| Rgba::parse(color)).collect();
        let wish = RecipeWish { colors, seamless: props.flag("seamless"), ..RecipeWish::default() };
        let wanted = props.words("kind");
        let found = Recipe::examples().into_iter().find(|recipe| recipe.name() == wanted);
        let drawing = found.unwrap_or(Recipe::AbstractLoop);
        match (props.count("count"), props.text("title")) {
            (Some(to), _) if drawing == Recipe::BouncingBall => counting_ball(to, &wish, look, duration),
            (_, Some(title)) => {
                titled_drawing(drawing, &title, props.text("subtitle").as_deref(), &wish, look, duration)
            }
            (_, None) => recipe(drawing, &wish, look, duration),
        }
    },
};

/// A drawing with words: on it where it fills the frame, beside or below it otherwise.
#[must_use]
pub fn titled_drawing(
    drawing: Recipe,
    title_words: &str,
    subtitle_words: Option<&str>,
    wish: &RecipeWish,
    look: &Look,
    duration: Time,
) -> Block {
    let fills = drawing.fills_frame();
    let wish = RecipeWish { beside_words: !fills, ..wish.clone() };
    let mut block = recipe(drawing, &wish, look, duration);
    let calm = drawing == Recipe::GradientFlow;
    block.nodes.push(responsive_group(|frame| words_of([fills, calm], title_words, subtitle_words, look, frame)));
    let read = reading_secs(&[Some(title_words), subtitle_words].map(Option::unwrap_or_default).join(" "));
    block.needs = TimeNeed::secs(read + 0.6, (read + 2.6).max(5.0), 30.0);
    block
}

/// A ball that counts from 1 as it lands; the last figure stays.
#[must_use]
pub fn counting_ball(to: u32, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    /// How far landings are apart where there is time.
    const IDEAL_SECS: f64 = 0.8;
    // The last figure stays a little longer.
    let period = duration.secs() / (f64::from(to) + 1.8);
    let wish = RecipeWish { beside_words: true, ..wish.clone() };
    let mut block = bouncing(period, &wish, look, duration);
    block.nodes.push(responsive_group(|frame| {
        let (size, x, y) = match frame {
            _ if frame.is_wide() => (560.0, 0.27, 0.5),
            _ if frame.is_tall() => (520.0, 0.5, 0.76),
            _ => (330.0, 0.5, 0.8),
        };
        let figure = |count: u32| {
            let pops = Entrance {
                ease: named(EaseName::SpringPlayful),
                ..entrance(EntrancePreset::Pop, 0.0, Time::from_secs((period * 0.6).clamp(0.15, 0.4)))
            };
            let set = Text {
                font: Some(display_font(look, size)),
                align: Some(TextAlign::Center),
                ..text(count.to_string(), TextStyle::Headline)
            };
            let start = period * f64::from(count);
            let node = Node::new(set).at(spot(frame.width * x, frame.height * y, Anchor::Center)).enter(pops);
            if count < to { node.between(start, start + period) } else { node.from(start) }
        };
        (1..=to).map(figure).collect()
    }));
    let count = f64::from(to + 1);
    block.needs = TimeNeed::secs(count * 0.35, count * IDEAL_SECS, count * 1.4);
    block
}

/// The words in their place; `fills`: whether the drawing fills the frame, `calm`: whether words can be read on it as it is.
fn words_of(
    [fills, calm]: [bool; 2],
    title_words: &str,
    subtitle_words: Option<&str>,
    look: &Look,
    frame: Frame,
) -> Vec<Node> {
    let is_beside = !fills && frame.is_wide();
    let align = if is_beside { TextAlign::Start } else { TextAlign::Center };
    let width =
        if is_beside { frame.width * 0.42 } else { frame.safe_width() * if frame.is_wide() { 0.72 } else { 0.94 } };
    let room = Room {
        width,
        height: frame.height * if fills || is_beside { 0.42 } else { 0.2 },
        sizes: [
            52.0,
            if !frame.is_wide() && fills {
                250.0
            } else if fills || is_beside {
                190.0
            } else {
                132.0
            },
        ],
        lines: 3,
        alone: 1.2,
    };
    let (head, fitted) = title(title_words, look, room, align, 0.3, None);
    let mut set = vec![head];
    if let Some(words) = subtitle_words {
        set.push(space(fitted.size * 0.2 + 30.0));
        set.push(subtitle(words, look, frame, width, align, 0.6));
    }
    let tall = fitted.height(display(look).leading);
    let lockup = column(if is_beside { StackAlign::Start } else { StackAlign::Center }, set);
    let center = frame.width / 2.0;
    if is_beside {
        return vec![lockup.at(spot(frame.left, frame.height / 2.0, Anchor::Left))];
    }
    if !fills {
        let y = frame.height * if frame.is_tall() { 0.66 } else { 0.72 };
        return vec![lockup.at(spot(center, y, Anchor::Top))];
    }
    // What moves behind the words is held back there, without a rim.
    let ground = look.color(ColorToken::Bg);
    let veil = |width: f64, height: f64, strength: f64| {
        Node::new(Ellipse {
            size: Some(Size { width: units(width), height: units(height) }),
            fill: Some(light(ground, strength).into()),
            stroke: None,
        })
    };
    let lockup = lockup.at(spot(center, frame.height / 2.0, Anchor::Center));
    // On colours that run into each other a rim would be seen: there the veil is larger than the frame.
    let veil = if calm {
        veil(frame.width * 1.7, frame.height * 1.7, 0.62)
    } else {
        let wide = (fitted.width * 1.9).clamp(frame.width * 0.7, frame.width * 1.7);
        veil(wide, tall * 2.2 + 520.0, 0.64)
    };
    let veil = veil.at(spot(center, frame.height / 2.0, Anchor::Center)).enter(entrance(
        EntrancePreset::Fade,
        0.1,
        Tempo::of(look.energy).entrance(0.5),
    ));
    vec![rect(whole(), whole(), ground.with_alpha(0.12)), veil, lockup]
}

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
    let wish = RecipeWish::default();
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
