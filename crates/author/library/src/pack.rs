//! Packs: sorted lines of tab-separated fields, compressed.

use std::io::Read;
use std::sync::LazyLock;

/// What is read of a pack at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// A pack that is unpacked when it is first used.
#[derive(Debug)]
pub(crate) struct Pack {
    text: String,
    /// Where each line begins and ends, in order of their first fields.
    lines: Vec<(usize, usize)>,
}

/// A line of a pack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// Its key.
    pub(crate) name: &'a str,
    /// What else is said of it: words it is found by, or a longer name.
    pub(crate) about: &'a str,
    /// What it is drawn as.
    pub(crate) drawn: &'a str,
}

impl Pack {
    fn unpacked(bytes: &[u8]) -> Self {
        // The packs are part of the program, and a test reads each of them.
        let mut text = String::new();
        if brotli_decompressor::Decompressor::new(bytes, BUFFER_BYTES).read_to_string(&mut text).is_err() {
            text.clear();
        }
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            if !line.is_empty() {
                lines.push((at, at + line.len()));
            }
            at += line.len() + 1;
        }
        Self { text, lines }
    }

    /// All lines, in order of their keys.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.lines.iter().filter_map(|(from, to)| entry(self.text.get(*from..*to)?))
    }

    /// The line of a key.
    pub(crate) fn find(&self, name: &str) -> Option<Entry<'_>> {
        let key = |&(from, to): &(usize, usize)| {
            let line = self.text.get(from..to).unwrap_or_default();
            line.split('\t').next().unwrap_or_default()
        };
        let index = self.lines.binary_search_by(|line| key(line).cmp(name)).ok()?;
        let (from, to) = self.lines[index];
        entry(self.text.get(from..to)?)
    }
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let mut fields = line.splitn(3, '\t');
    Some(Entry { name: fields.next()?, about: fields.next()?, drawn: fields.next()? })
}

pub(crate) static ICONS: LazyLock<Pack> =
    LazyLock::new(|| Pack::unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/icons.pack"))));
pub(crate) static PICTURES: LazyLock<Pack> =
    LazyLock::new(|| Pack::unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/pictures.pack"))));
pub(crate) static FLAGS: LazyLock<Pack> =
    LazyLock::new(|| Pack::unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/flags.pack"))));
pub(crate) static REGIONS: LazyLock<Pack> =
    LazyLock::new(|| Pack::unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/regions.pack"))));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_is_sorted_and_each_of_its_lines_is_found() {
        for (pack, least) in [(&ICONS, 6000), (&PICTURES, 1000), (&FLAGS, 240), (&REGIONS, 450)] {
            let names: Vec<&str> = pack.entries().map(|entry| entry.name).collect();
            assert!(names.len() >= least && names.len() == pack.lines.len());
            assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(names.iter().all(|name| pack.find(name).is_some_and(|entry| entry.name == *name)));
        }
        assert!(ICONS.find("lucide/no-such-icon").is_none());
    }
}
