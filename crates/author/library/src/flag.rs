//! Flags of countries.

use crate::pack::{Entry, FLAGS};
use crate::picture::{Part, parts};
use crate::region::code_of;

/// The flag of a country.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// The country's code, ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// The country's name.
    pub name: &'static str,
    /// Its parts from back to front, in a box of 512 × 512 units; made to be seen through a circle that fills the box.
    pub parts: Vec<Part>,
}

/// The flag of a country, by its code or name.
#[must_use]
pub fn flag(country: &str) -> Option<Flag> {
    let read = |entry: Entry<'static>| Flag { code: entry.name, name: entry.about, parts: parts(entry.drawn) };
    let code = country.trim().to_uppercase();
    let wanted = country.trim().to_lowercase();
    FLAGS
        .find(&code)
        .or_else(|| FLAGS.entries().find(|entry| entry.about.to_lowercase() == wanted))
        .or_else(|| code_of(&wanted).and_then(|code| FLAGS.find(code)))
        .map(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_found_by_code_name_and_other_names() {
        for name in ["JP", "jp", "Japan"] {
            assert_eq!(flag(name).map(|flag| flag.code), Some("JP"), "{name}");
        }
        assert_eq!(flag("USA").map(|flag| flag.code), Some("US"));
        assert!(flag("Atlantis").is_none());
    }

    #[test]
    fn every_flag_has_parts() {
        for entry in FLAGS.entries() {
            assert_eq!(parts(entry.drawn).len(), entry.drawn.split('|').count(), "{}", entry.about);
        }
    }
}
