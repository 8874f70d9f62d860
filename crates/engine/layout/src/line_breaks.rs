//! Where a text of several lines is broken, so that it reads well.
//!
//! Every way of breaking a text into a number of lines has a cost: lines of uneven length cost the square of the
//! difference, a lonely last word and a line that ends on a word which belongs to the next one cost extra.
//! The cheapest way is found by going through the words once for each line.
//! Source: D. E. Knuth, M. F. Plass, "Breaking paragraphs into lines", 1981, in the form for a fixed number of lines.

use std::ops::Range;

/// A word and its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// Its bytes.
    pub(crate) bytes: Range<usize>,
    /// Left and right edge when the text is one long line.
    pub(crate) edges: [f64; 2],
}

/// Words that belong to the one after them: articles, prepositions and conjunctions of English.
const LEANS_ON_THE_NEXT: [&str; 30] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "into", "over", "and", "or", "but",
    "nor", "as", "than", "that", "is", "are", "your", "our", "my", "his", "her", "its", "&",
];

/// Cost of a line that ends on such a word, as a share of the room, squared.
const LEANING_COST: f64 = 0.05;
/// Cost of a last line of one word under longer ones.
const LONELY_COST: f64 = 0.05;

/// The words after which lines end, without the last one, for the best way to break `words` into `lines` lines of
/// at most `room`; `None` when there is no such way.
pub(crate) fn best_breaks(text: &str, words: &[Word], lines: usize, room: f64) -> Option<Vec<usize>> {
    let count = words.len();
    if lines < 2 || lines > count {
        return None;
    }
    let width = |from: usize, to: usize| words[to].edges[1] - words[from].edges[0];
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let ideal = width(0, count - 1) / lines as f64;
    let line_cost = |from: usize, to: usize, is_last: bool| {
        let width = width(from, to);
        if width > room {
            return f64::INFINITY;
        }
        let uneven = (width - ideal) / room;
        let leans = !is_last && LEANS_ON_THE_NEXT.contains(&text[words[to].bytes.clone()].to_lowercase().as_str());
        let lonely = is_last && from == to && count > 3;
        uneven * uneven + if leans { LEANING_COST } else { 0.0 } + if lonely { LONELY_COST } else { 0.0 }
    };
    // costs[line][end]: the best cost of the words up to `end` in `line + 1` lines, and where the last one begins.
    let mut costs = vec![vec![(f64::INFINITY, 0); count]; lines];
    for (end, cost) in costs[0].iter_mut().enumerate() {
        *cost = (line_cost(0, end, false), 0);
    }
    for line in 1..lines {
        for end in line..count {
            let is_last = line + 1 == lines;
            let best = (line..=end)
                .map(|begin| (costs[line - 1][begin - 1].0 + line_cost(begin, end, is_last), begin))
                .min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some(best) = best {
                costs[line][end] = best;
            }
        }
    }
    let mut end = count - 1;
    if !costs[lines - 1][end].0.is_finite() {
        return None;
    }
    let mut breaks = Vec::with_capacity(lines - 1);
    for line in (1..lines).rev() {
        end = costs[line][end].1 - 1;
        breaks.push(end);
    }
    breaks.reverse();
    Some(breaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a text whose letters are all one wide.
    fn broken(text: &str, lines: usize, room: f64) -> Vec<String> {
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            let edge = |byte: usize| f64::from(u32::try_from(byte).expect("short"));
            words.push(Word { bytes: at..at + word.len(), edges: [edge(at), edge(at + word.len())] });
            at += word.len() + 1;
        }
        let mut breaks = best_breaks(text, &words, lines, room).expect("a way");
        breaks.push(words.len() - 1);
        let mut from = 0;
        breaks
            .into_iter()
            .map(|last| {
                let line = text[words[from].bytes.start..words[last].bytes.end].to_owned();
                from = last + 1;
                line
            })
            .collect()
    }

    #[test]
    fn lines_are_even_and_do_not_end_on_small_words() {
        assert_eq!(
            broken("The hidden economics of municipal water infrastructure in coastal cities", 3, 40.0),
            ["The hidden economics", "of municipal water", "infrastructure in coastal cities"]
        );
        assert_eq!(broken("A guide to the tides", 2, 16.0), ["A guide", "to the tides"]);
    }

    #[test]
    fn a_last_word_is_not_left_alone_for_a_little_evenness() {
        assert_eq!(broken("aaa bbb ccc dddddddd", 2, 20.0), ["aaa bbb", "ccc dddddddd"]);
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        let text = "one two three four five six seven";
        for room in [14.0, 18.0, 25.0] {
            assert!(broken(text, 3, room).iter().all(|line| line.len() as f64 <= room));
        }
        assert_eq!(best_breaks("aa bb", &[], 2, 9.0), None);
    }
}
