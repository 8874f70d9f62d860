//! What a film is called: the strongest words that it shows.

use pavo_scene::{Node, NodeKind, Shot, TextStyle};

/// Longest title, in characters.
const LONGEST_CHARS: usize = 80;

/// The largest text of the first part that shows any; `None` for a film without words.
pub(crate) fn title_of(shots: &[Shot]) -> Option<String> {
    shots.iter().find_map(|shot| {
        let mut texts = Vec::new();
        collect(&shot.nodes, &mut texts);
        // Years and figures stand large, but a name has letters.
        if texts.iter().any(|(_, words)| words.chars().any(char::is_alphabetic)) {
            texts.retain(|(_, words)| words.chars().any(char::is_alphabetic));
        }
        // Of equally strong texts the first one counts.
        let strongest = texts.iter().map(|(strength, _)| *strength).fold(f64::NEG_INFINITY, f64::max);
        let (_, words) = texts.into_iter().find(|(strength, _)| *strength >= strongest)?;
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(line.chars().take(LONGEST_CHARS).collect())
    })
}

fn collect<'n>(nodes: &'n [Node], texts: &mut Vec<(f64, &'n str)>) {
    for node in nodes {
        if let NodeKind::Text(text) = &node.kind
            && text.text.chars().any(char::is_alphanumeric)
        {
            let size = text.font.as_ref().and_then(|font| font.size).unwrap_or(match text.style {
                Some(TextStyle::Display) => 200.0,
                Some(TextStyle::Headline) | None => 110.0,
                Some(TextStyle::Title | TextStyle::Quote) => 72.0,
                Some(_) => 36.0,
            });
            texts.push((size, &text.text));
        }
        collect(node.children(), texts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::Text;

    fn shot(texts: &[(&str, TextStyle)]) -> Shot {
        let nodes = texts.iter().map(|(words, style)| {
            let set = Text { style: Some(*style), ..Text::new(*words) };
            Node::new(set)
        });
        Shot { nodes: nodes.collect(), ..Shot::default() }
    }

    #[test]
    fn a_film_is_called_by_its_largest_words() {
        let first = shot(&[("Kicker", TextStyle::Label), ("Low\ntide", TextStyle::Display)]);
        let second = shot(&[("Later", TextStyle::Display)]);
        assert_eq!(title_of(&[first, second]).as_deref(), Some("Low tide"));
    }

    #[test]
    fn a_film_without_words_has_no_title() {
        assert_eq!(title_of(&[shot(&[("—", TextStyle::Display)]), Shot::default()]), None);
    }
}
