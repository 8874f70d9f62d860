//! What must hold between the parts of a text.

use crate::basic::number;
use crate::check::LONGEST_TEXT_CHARS;
use crate::reader::Reader;
use crate::text::{Font, Swap, Text, TextPath};
use serde_json::json;

/// Most animators of a text.
const MOST_ANIMATORS: usize = 16;

/// Most words that take turns, and the longest of them in characters.
const MOST_SWAPS: (usize, usize) = (20, 80);

/// Most segments of a line that letters stand on.
const MOST_LINE_SEGMENTS: usize = 500;

/// A text has a length that can be set, and names no words that it has not.
pub(crate) fn check_text(text: &Text, reader: &mut Reader) {
    let length = text.text.chars().count();
    if length > LONGEST_TEXT_CHARS {
        let found = json!(length);
        reader.within("text", |reader| {
            let allowed = format!("at most {LONGEST_TEXT_CHARS} characters");
            reader.error("the text is too long", Some(&found), Some(allowed));
        });
    }
    check_font(text.font.as_ref(), reader);
    animators(text, reader);
    if let Some(path) = &text.path {
        reader.within("path", |reader| line(path, reader));
    }
    if let Some(swap) = &text.swap {
        reader.within("swap", |reader| swaps(swap, text, reader));
    }
}

fn animators(text: &Text, reader: &mut Reader) {
    let count = text.animators.0.len();
    if count > MOST_ANIMATORS {
        let (found, allowed) = (json!(count), format!("at most {MOST_ANIMATORS}"));
        reader.within("animators", |reader| reader.error("too many animators", Some(&found), Some(allowed)));
    }
    for (index, animator) in text.animators.0.iter().enumerate() {
        if let Some(matched) = animator.select.as_ref().and_then(|select| select.matched.as_deref()) {
            reader.under(&format!("animators/{index}/select/match"), |reader| words_of(matched, text, reader));
        }
    }
}

/// Words that must be in a text.
fn words_of(found: &str, text: &Text, reader: &mut Reader) {
    let words = text.words();
    if found.is_empty() || !words.contains(found) {
        reader.error("not in the text", Some(&json!(found)), Some(format!("words of {}", json!(words))));
    }
}

/// A line is written, or a circle.
fn line(path: &TextPath, reader: &mut Reader) {
    match (&path.d, path.radius) {
        (None, None) => reader.error("the field \"d\" is missing", None, Some("d or radius".to_owned())),
        (Some(_), Some(radius)) => {
            let found = number(radius);
            reader.within("radius", |reader| reader.error("d and radius exclude each other", Some(&found), None));
        }
        _ => {}
    }
    let segments = path.d.as_ref().map_or(0, |d| d.path().elements().len());
    if segments > MOST_LINE_SEGMENTS {
        let (found, allowed) = (json!(segments), format!("at most {MOST_LINE_SEGMENTS} segments"));
        reader.within("d", |reader| reader.error("the line is too long", Some(&found), Some(allowed)));
    }
}

fn swaps(swap: &Swap, text: &Text, reader: &mut Reader) {
    let (most, longest) = MOST_SWAPS;
    reader.within("target", |reader| words_of(&swap.target, text, reader));
    reader.within("with", |reader| {
        if !(1..=most).contains(&swap.with.len()) {
            reader.error("wrong number of words", Some(&json!(swap.with.len())), Some(format!("1 to {most}")));
        }
        for (index, words) in swap.with.iter().enumerate() {
            let length = words.chars().count();
            if length > longest || words.trim().is_empty() || words.contains('\n') {
                let allowed = format!("1 to {longest} characters in one line");
                reader.within(index.to_string(), |reader| {
                    reader.error("cannot take its turn", Some(&json!(words)), Some(allowed));
                });
            }
        }
    });
    if text.path.is_some() {
        reader.error("words on a path take no turns", None, Some("path or swap".to_owned()));
    }
}

/// Sizes do not contradict each other.
pub(crate) fn check_font(font: Option<&Font>, reader: &mut Reader) {
    let Some(font) = font else { return };
    let largest = font.max.or(font.size);
    if let (Some(largest), Some(min)) = (largest, font.min)
        && min > largest
    {
        let found = number(min);
        let message = match font.max {
            Some(_) => "the smallest size is above the largest",
            None => "the smallest size is above the size",
        };
        reader.under("font/min", |reader| {
            reader.error(message, Some(&found), Some(format!("at most {largest}")));
        });
    }
}
