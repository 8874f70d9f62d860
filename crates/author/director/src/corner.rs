//! Corners of the frame that a prompt names.

use crate::prompt::Prompt;
use pavo_scene::Anchor;
use std::ops::Range;

/// The words around a place, up to the marks that part them from others.
pub(crate) fn clause(prompt: &Prompt<'_>, at: &Range<usize>) -> Range<usize> {
    let is_end = |c: char| matches!(c, '.' | ';' | ',' | '\n' | '!');
    let start = prompt.plain(..at.start).rfind(is_end).map_or(0, |before| before + 1);
    let end = prompt.plain(at.end..).find(is_end).map_or(prompt.text.len(), |behind| at.end + behind);
    start..end
}

/// Whether words speak of a corner, and which one they name.
#[expect(clippy::option_option, reason = "whether, and which")]
pub(crate) fn corner(prompt: &Prompt<'_>, clause: &Range<usize>) -> Option<Option<Anchor>> {
    let named: [(Anchor, &[&str]); 4] = [
        (
            Anchor::TopLeft,
            &[
                "top left",
                "upper left",
                "top-left",
                "left upper",
                "oben links",
                "links oben",
                "arriba a la izquierda",
                "en haut à gauche",
            ],
        ),
        (
            Anchor::TopRight,
            &[
                "top right",
                "upper right",
                "top-right",
                "right upper",
                "oben rechts",
                "rechts oben",
                "arriba a la derecha",
                "en haut à droite",
            ],
        ),
        (
            Anchor::BottomLeft,
            &[
                "bottom left",
                "lower left",
                "bottom-left",
                "left lower",
                "unten links",
                "links unten",
                "abajo a la izquierda",
                "en bas à gauche",
            ],
        ),
        (
            Anchor::BottomRight,
            &[
                "bottom right",
                "lower right",
                "bottom-right",
                "right lower",
                "unten rechts",
                "rechts unten",
                "abajo a la derecha",
                "en bas à droite",
            ],
        ),
    ];
    let words = prompt.plain(clause.clone());
    let found = named.iter().find(|(_, names)| names.iter().any(|name| words.contains(name)));
    found.map(|(anchor, _)| Some(*anchor)).or_else(|| prompt.says(clause, "corner").then_some(None))
}
