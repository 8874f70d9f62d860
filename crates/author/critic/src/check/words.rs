//! Findings in the words of whoever asked for the film, who sees no document.

use super::finding::{Code, Finding, NodeRef};

impl Finding {
    /// The finding as a sentence about the film, without codes, places in the document and figures of the measurement.
    pub fn in_words(&self) -> String {
        let what = self.node.as_ref().map_or_else(|| "Something".to_owned(), seen_as);
        let other = self.other.as_ref().map_or_else(|| "something else".to_owned(), |node| lower(seen_as(node)));
        let shape = self.aspect.map_or_else(String::new, |aspect| format!(" at {aspect}"));
        let told = match self.code {
            Code::SafeArea => format!("{what} comes too close to the edge{shape}"),
            Code::OffCanvas => format!("{what} is cut off by the edge{shape}"),
            Code::Clipped => format!("{what} is cut off{shape}"),
            Code::Cramped => format!("{what} does not fit its place at a size that can be read{shape}"),
            Code::TextOverlap => format!("{what} lies on {other}{shape}"),
            Code::Occluded => format!("{what} is covered by {other}{shape}"),
            Code::SmallText => format!("{what} is small to read{shape}; a larger resolution or fewer words help"),
            Code::Contrast => format!("{what} stands out little from what is behind it{shape}; other colours help"),
            Code::ReadingTime => {
                format!("{what} is on screen too briefly to be read at ease; more time or fewer words help")
            }
            Code::NeverSeen => format!("{what} is never seen{shape}"),
            // What it wants on screen stands in its limit.
            Code::Quote => format!("not shown as it is quoted, or too briefly: {}", self.limit),
            Code::InventedNumber => format!("{what} shows a figure that the prompt does not have"),
            Code::PromptEcho => format!("{what} repeats the instruction itself"),
            Code::Beat => format!("{what} does not come and go at the times of its part"),
            Code::ExactColor => "a colour that the prompt gives is not in the film".to_owned(),
            Code::Negation => "something that the prompt refuses is in the film".to_owned(),
            Code::Density => format!("there is much to take in at once{shape}; fewer words or more time help"),
            Code::MissingGlyph => format!("{what} has letters that no typeface here has"),
            Code::MissingPicture => "a picture is missing".to_owned(),
            Code::Empty => format!("for a moment there is nothing to see{shape}"),
            Code::Flashing => "the film flashes more than three times a second".to_owned(),
            Code::Counter => format!("{what} counts unevenly"),
            Code::Chart => format!("{what} is not drawn as its figures say"),
            _ => format!("{what}: {}{shape}", lower(self.code.about().trim_end_matches('.').to_owned())),
        };
        let mut letters = told.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// A node as it is seen: by its words, else by its kind.
fn seen_as(node: &NodeRef) -> String {
    if node.name.starts_with('"') {
        return node.name.clone();
    }
    match node.name.split_whitespace().next() {
        Some("text") => "A text".to_owned(),
        Some("number") => "A number".to_owned(),
        Some("image") => "A picture".to_owned(),
        _ => "A part of the picture".to_owned(),
    }
}

fn lower(words: String) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::finding::Severity;
    use super::*;

    #[test]
    fn every_finding_is_a_sentence_without_words_of_the_trade() {
        for code in Code::ALL {
            for name in ["\"Good morning\"", "rect at /scenes/0/nodes/3", "hero-title"] {
                let node = Some(NodeRef { pointer: "/scenes/0/nodes/3".to_owned(), name: name.to_owned() });
                let measured = "its em is 7.3 pixels".to_owned();
                let told = Finding { node, measured, ..Finding::new(*code, Severity::Error) }.in_words();
                assert!(told.starts_with(|c: char| c.is_uppercase() || c == '"') && told.len() > 15, "{told}");
                let is_code = code.word().contains('-') && told.contains(code.word());
                assert!(!told.contains("/scenes") && !is_code && !told.contains("7.3 pixels"), "{told}");
            }
        }
    }
}
