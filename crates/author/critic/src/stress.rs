//! Scenes with other words, figures and pictures than those that they were made for.

use crate::check::{CheckSettings, Code, Finding, Severity, check};
use pavo_design::{Slot, SlotKind};
use pavo_media::Assets;
use pavo_scene::{Scene, VarValue};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What stands in for what a scene was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stress {
    /// Texts half as long again.
    LongTexts,
    /// Single words of 22 letters.
    LongWords,
    /// Single letters.
    ShortTexts,
    /// Arabic, from right to left.
    RightToLeft,
    /// Chinese.
    Chinese,
    /// Emoji between the words.
    Emoji,
    /// Figures a thousand times as large.
    HugeNumbers,
    /// Figures below zero.
    NegativeNumbers,
    /// Zero everywhere.
    Zeros,
    /// No picture at all.
    NoPictures,
}

impl Stress {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::LongTexts,
        Self::LongWords,
        Self::ShortTexts,
        Self::RightToLeft,
        Self::Chinese,
        Self::Emoji,
        Self::HugeNumbers,
        Self::NegativeNumbers,
        Self::Zeros,
        Self::NoPictures,
    ];

    /// What it is, in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LongTexts => "long texts",
            Self::LongWords => "long words",
            Self::ShortTexts => "single letters",
            Self::RightToLeft => "right to left",
            Self::Chinese => "Chinese",
            Self::Emoji => "emoji",
            Self::HugeNumbers => "huge numbers",
            Self::NegativeNumbers => "negative numbers",
            Self::Zeros => "zeros",
            Self::NoPictures => "missing pictures",
        }
    }

    /// What stands in for some words.
    fn text(self, words: &str) -> Option<String> {
        // Numbers of places and signs are no words.
        if !words.chars().any(char::is_alphabetic) {
            return None;
        }
        let letters = words.chars().count();
        // Words of a language that fill about as much room, in letters.
        let filled = |pool: &[&str], gap: &str, room: usize| {
            let mut text = pool[0].to_owned();
            for word in pool.iter().cycle().skip(1) {
                if text.chars().count() + word.chars().count() >= room {
                    break;
                }
                text = text + gap + word;
            }
            text
        };
        match self {
            Self::LongTexts => {
                const MORE: [&str; 8] = ["and", "everything", "that", "comes", "with", "the", "evening", "tide"];
                let more = filled(&MORE, " ", letters / 2 + 2);
                Some(format!("{words} {more}"))
            }
            Self::LongWords => Some(
                words
                    .split(' ')
                    .enumerate()
                    .map(|(index, word)| if index == 0 { "Lighthouseinstallations" } else { word })
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            Self::ShortTexts => Some("A".to_owned()),
            Self::RightToLeft => {
                Some(filled(&["مرحبا", "بكم", "في", "الميناء", "القديم", "الليلة"], " ", letters.max(5)))
            }
            Self::Chinese => Some(filled(&["欢迎", "来到", "古老的", "港口", "今晚", "灯火"], "", letters / 2)),
            Self::Emoji => Some(words.split(' ').take(4).collect::<Vec<_>>().join(" 🎉 ")),
            Self::HugeNumbers | Self::NegativeNumbers | Self::Zeros | Self::NoPictures => None,
        }
    }

    fn number(self, value: f64) -> Option<f64> {
        match self {
            Self::HugeNumbers => Some((value.abs().max(1.0) * 1000.0).min(9e14)),
            Self::NegativeNumbers => Some(-value.abs().max(1.0)),
            Self::Zeros => Some(0.0),
            _ => None,
        }
    }
}

/// Letters of a cell of a table under stress.
const LONGEST_CELL: usize = 40;

/// A finding that only a stress brings about.
#[derive(Debug, Clone, PartialEq)]
pub struct Strained {
    /// What stood in.
    pub stress: Stress,
    /// What went wrong.
    pub finding: Finding,
}

/// What a stress must leave as it is: nothing overflows, overlaps or disappears.
const HELD: &[Code] = &[
    Code::SafeArea,
    Code::OffCanvas,
    Code::Clipped,
    Code::Cramped,
    Code::TextOverlap,
    Code::Occluded,
    Code::SmallText,
    Code::NeverSeen,
    Code::MissingGlyph,
];

/// Whether an error of a scene under stress counts: what is held fast by every scene, not what its words say.
pub fn is_held(finding: &Finding) -> bool {
    finding.severity == Severity::Error && HELD.contains(&finding.code)
}

/// Checks a scene with other contents: those of its variables, or of all its texts and figures where it has none.
///
/// What is wrong without any stress is left out.
pub fn strained(scene: &Scene, assets: &Assets, settings: &CheckSettings) -> Vec<Strained> {
    // The scene is asked to hold, not to say what a prompt says.
    let mut plain = scene.clone();
    plain.expect.clear();
    if let Some(meta) = &mut plain.meta {
        meta.prompt = None;
    }
    let settings = CheckSettings { prompt: None, expected: Vec::new(), ..settings.clone() };
    let held = |findings: Vec<Finding>| -> Vec<Finding> { findings.into_iter().filter(is_held).collect() };
    let before = held(check(&plain, assets, &settings).findings);
    let is_old = |finding: &Finding| {
        before.iter().any(|known| {
            let pointer = |finding: &Finding| finding.node.as_ref().map(|node| node.pointer.clone());
            known.code == finding.code && known.aspect == finding.aspect && pointer(known) == pointer(finding)
        })
    };
    let mut strained = Vec::new();
    for &stress in Stress::ALL {
        let Some((other, assets)) = stressed(&plain, assets, stress) else { continue };
        let found = held(check(&other, &assets, &settings).findings);
        strained
            .extend(found.into_iter().filter(|finding| !is_old(finding)).map(|finding| Strained { stress, finding }));
    }
    strained
}

/// The scene and its assets under a stress; `None` where it changes nothing.
pub fn stressed(scene: &Scene, assets: &Assets, stress: Stress) -> Option<(Scene, Assets)> {
    if stress == Stress::NoPictures {
        let has_pictures = scene.assets.keys().any(|name| assets.picture(name).is_some());
        let mut bare = Assets::default();
        assets.fonts().for_each(|(_, font)| {
            bare.add_font(font.clone());
        });
        return has_pictures.then(|| (scene.clone(), bare));
    }
    if !scene.vars.is_empty() {
        let swapped = scene.vars.iter().filter_map(|(name, value)| {
            let value = match value {
                VarValue::Text(text) => VarValue::Text(stress.text(text)?),
                VarValue::Number(number) => VarValue::Number(stress.number(*number)?),
            };
            Some((name.clone(), value))
        });
        let vars: BTreeMap<String, VarValue> = swapped.collect();
        // A colour in a variable is no text; what does not fit is left as it was.
        let mut other = scene.clone();
        for (name, value) in vars {
            if let Ok(parsed) = other.with_vars(&BTreeMap::from([(name, value)])) {
                other = parsed.scene;
            }
        }
        return (other != *scene).then(|| (other, assets.clone()));
    }
    let mut document = scene.to_value();
    swap(&mut document, stress);
    let other = Scene::from_value(&document).ok()?.scene;
    (other != *scene).then(|| (other, assets.clone()))
}

/// The values of a block under a stress, within the limits of its slots; `None` where it changes nothing.
pub fn stressed_values(slots: &[Slot], values: &Map<String, Value>, stress: Stress) -> Option<Map<String, Value>> {
    let mut other = values.clone();
    for slot in slots {
        if let Some(value) = other.get_mut(slot.name) {
            swap_value(&slot.kind, value, stress);
        }
    }
    (other != *values).then_some(other)
}

fn swap_value(kind: &SlotKind, value: &mut Value, stress: Stress) {
    let swap_text = |value: &mut Value, most: usize| {
        if let Some(words) = value.as_str().and_then(|words| stress.text(words)) {
            let within: String = words.chars().take(most).collect();
            *value = json!(within.trim());
        }
    };
    let swap_number = |value: &mut Value| {
        if let Some(number) = value.as_f64().and_then(|number| stress.number(number)) {
            *value = json!(number);
        }
    };
    match (kind, value) {
        (SlotKind::Text(most), value) => swap_text(value, *most),
        (SlotKind::Figure, value) => swap_number(value),
        (SlotKind::Texts(_, most), Value::Array(items)) => items.iter_mut().for_each(|item| swap_text(item, *most)),
        (SlotKind::Figures(_), Value::Array(items)) => items.iter_mut().for_each(swap_number),
        (SlotKind::Rows(..), Value::Array(rows)) => {
            let cells = rows.iter_mut().filter_map(Value::as_array_mut).flatten();
            cells.for_each(|cell| swap_text(cell, LONGEST_CELL));
        }
        (SlotKind::Items(_, slots), Value::Array(items)) => {
            items.iter_mut().for_each(|item| swap_value(&SlotKind::Item(slots), item, stress));
        }
        (SlotKind::Item(slots), Value::Object(object)) => {
            if let Some(other) = stressed_values(slots, object, stress) {
                *object = other;
            }
        }
        _ => {}
    }
}

/// Swaps the words and figures of all nodes.
fn swap(value: &mut Value, stress: Stress) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| swap(item, stress)),
        Value::Object(object) => {
            let kind = object.get("type").and_then(Value::as_str).map(str::to_owned);
            if kind.as_deref() == Some("text")
                && let Some(text) = object.get("text").and_then(Value::as_str).and_then(|text| stress.text(text))
            {
                object.insert("text".to_owned(), json!(text));
                // What names words of the text names none any more.
                for about in ["emph", "swap", "animators"] {
                    object.shift_remove(about);
                }
            }
            if kind.as_deref() == Some("number")
                && let Some(number) = object.get("to").and_then(Value::as_f64).and_then(|number| stress.number(number))
            {
                object.insert("to".to_owned(), json!(number));
            }
            object.iter_mut().filter(|(key, _)| *key != "meta").for_each(|(_, item)| swap(item, stress));
        }
        _ => {}
    }
}
