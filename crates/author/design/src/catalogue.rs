//! All blocks by name: what each is for, what it takes, and how it is made.

use crate::block::Block;
use crate::look::Look;
use crate::slot::{Props, Slot, check, schema_of};
use pavo_scene::{Problem, Time};
use serde_json::{Map, Value, json};
use std::fmt;

/// What a block is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Titles, lines, quotes.
    Words,
    /// Figures that count.
    Figures,
    /// Charts and tables.
    Data,
    /// Lists, steps, things beside each other.
    Lists,
    /// How things hang together, in time or otherwise.
    Structure,
    /// Windows, phones, posts and messages.
    Screens,
    /// People and brands.
    Brand,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Words => "words",
            Self::Figures => "figures",
            Self::Data => "data",
            Self::Lists => "lists",
            Self::Structure => "structure",
            Self::Screens => "screens",
            Self::Brand => "brand",
        })
    }
}

/// A block as it is offered.
#[derive(Clone, Copy)]
pub struct BlockKind {
    /// Its name in a document.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// What it takes.
    pub slots: &'static [Slot],
    /// Values for its slots, as JSON, to show it with.
    pub sample: &'static str,
    pub(crate) build: fn(Props<'_>, &Look, Time) -> Block,
}

impl fmt::Debug for BlockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockKind").field("name", &self.name).finish_non_exhaustive()
    }
}

impl BlockKind {
    /// The block with the given values in its slots, for a film of this look and a scene of this length.
    ///
    /// `pointer` is the place of the values in their document.
    ///
    /// # Errors
    ///
    /// Every value that does not fit its slot, every slot that is missing, every name that is no slot.
    pub fn build(
        &self,
        values: &Map<String, Value>,
        pointer: &str,
        look: &Look,
        duration: Time,
    ) -> Result<Block, Vec<Problem>> {
        let mut problems = Vec::new();
        check(self.slots, values, pointer, &mut problems);
        if problems.is_empty() { Ok((self.build)(Props::new(values), look, duration)) } else { Err(problems) }
    }

    /// The values to show it with.
    #[must_use]
    pub fn sample(&self) -> Map<String, Value> {
        match serde_json::from_str(self.sample) {
            Ok(Value::Object(sample)) => sample,
            // A test reads the sample of every block.
            _ => Map::new(),
        }
    }

    /// What it is and takes, as JSON: `name`, `family`, `about`, `slots` (a JSON Schema), `sample`.
    #[must_use]
    pub fn describe(&self) -> Value {
        json!({
            "name": self.name,
            "family": self.family.to_string(),
            "about": self.about,
            "slots": schema_of(self.slots),
            "sample": self.sample(),
        })
    }
}

/// Other names that blocks go by.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("kineticBeats", "kineticLines"),
    ("testimonial", "quoteCard"),
    ("annotate", "callout"),
    ("compareSplit", "versus"),
    ("sceneIllustration", "hero"),
    ("counterGrid", "statRow"),
    ("articleHighlight", "newsHeadline"),
];

/// The block of a name, whatever its capitals, hyphens and underscores.
#[must_use]
pub fn block_kind(name: &str) -> Option<&'static BlockKind> {
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let wanted = plain(name);
    let wanted = OTHER_NAMES.iter().find(|(other, _)| plain(other) == wanted).map_or(wanted, |(_, name)| plain(name));
    block_kinds().iter().copied().find(|kind| plain(kind.name) == wanted)
}

/// All blocks, by family.
#[must_use]
pub fn block_kinds() -> &'static [&'static BlockKind] {
    crate::blocks::KINDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{LookWish, look};
    use std::collections::BTreeSet;

    #[test]
    fn every_block_can_be_made_from_its_sample_in_which_every_slot_is_filled() {
        let look = look(&LookWish::default());
        for kind in block_kinds() {
            let sample = kind.sample();
            let built = kind.build(&sample, "", &look, Time::from_secs(5.0));
            assert!(built.is_ok_and(|block| !block.nodes.is_empty()), "{}", kind.name);
            assert!(kind.slots.iter().any(|slot| sample.contains_key(slot.name)), "{}", kind.name);
        }
    }

    #[test]
    fn names_are_unique_and_found_however_they_are_written() {
        let names: BTreeSet<&str> = block_kinds().iter().map(|kind| kind.name).collect();
        assert_eq!(names.len(), block_kinds().len());
        assert_eq!(block_kind("big_stat").map(|kind| kind.name), Some("bigStat"));
        assert_eq!(block_kind("Title-Card").map(|kind| kind.name), Some("titleCard"));
        assert!(block_kind("nothing").is_none());
    }

    #[test]
    fn every_block_says_what_it_is_for_and_its_slots_too() {
        for kind in block_kinds() {
            assert!(kind.about.ends_with('.') && kind.about.len() > 20, "{}", kind.name);
            assert!(kind.slots.iter().all(|slot| slot.about.ends_with('.')), "{}", kind.name);
        }
    }
}
