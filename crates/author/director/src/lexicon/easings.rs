//! Names and manners of easing.

use super::{Lexicon, rows};
use pavo_scene::{Ease, EaseName};
use std::sync::LazyLock;

const MANNERS: &[(EaseName, &[&str])] = &[
    (EaseName::Linear, &["linear", "linearly", "constant speed", "ease: none"]),
    (EaseName::InOut, &["ease in out", "easeinout", "ease in and out", "easy ease", "smoothly"]),
    (EaseName::Out, &["ease out", "easeout", "easing out"]),
    (EaseName::In, &["ease in", "easein"]),
    (EaseName::Snap, &["snappy", "snappily", "crisp", "snaps in", "snapping in"]),
    (EaseName::SpringPlayful, &["bouncy spring", "playful spring", "springy", "bouncy"]),
    (EaseName::SpringLively, &["spring", "subtle spring", "spring animation", "overshoot", "slight overshoot"]),
];

/// Easings as motion programs of the web call them.
const FOREIGN: &[(&str, EaseName)] = &[
    ("power1", EaseName::EaseOutQuad),
    ("power2", EaseName::EaseOutCubic),
    ("power3", EaseName::EaseOutQuart),
    ("power4", EaseName::EaseOutQuint),
    ("expo", EaseName::EaseOutExpo),
    ("sine", EaseName::EaseOutSine),
    ("circ", EaseName::EaseOutCirc),
    ("back", EaseName::EaseOutBack),
    ("elastic", EaseName::EaseOutElastic),
];

/// Every name of an easing.
pub(crate) static EASES: LazyLock<Lexicon<Ease>> = LazyLock::new(|| {
    let named = EaseName::ALL
        .iter()
        .filter(|name| name.word().starts_with("ease"))
        .flat_map(|name| [(name.word().to_ascii_lowercase(), *name), (spaced(name.word()), *name)]);
    let foreign = FOREIGN.iter().map(|(word, name)| (format!("{word}.out"), *name));
    let table = named.chain(rows(MANNERS)).chain(foreign);
    Lexicon::new(table.map(|(word, name)| (word, Ease::Named(name))))
});

/// `easeOutQuad` as `ease out quad`.
fn spaced(name: &str) -> String {
    name.chars()
        .flat_map(|c| c.is_ascii_uppercase().then_some(' ').into_iter().chain([c.to_ascii_lowercase()]))
        .collect()
}
