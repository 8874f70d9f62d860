//! Font files for tests, made from bundled ones.

#![allow(dead_code, reason = "not every file of tests needs all of them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub(crate) type Tables = BTreeMap<[u8; 4], Vec<u8>>;

/// A bundled font file.
pub(crate) fn bundled(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts").join(path)).expect("a bundled font")
}

fn number(bytes: &[u8], at: usize) -> usize {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
}

pub(crate) fn tables_of(file: &[u8]) -> Tables {
    let count = usize::from(u16::from_be_bytes([file[4], file[5]]));
    let entries = file[12..12 + 16 * count].chunks_exact(16);
    entries
        .map(|entry| {
            let (from, size) = (number(entry, 8), number(entry, 12));
            (entry[..4].try_into().expect("a tag"), file[from..from + size].to_vec())
        })
        .collect()
}

pub(crate) fn file_of(flavor: &[u8; 4], tables: &Tables) -> Vec<u8> {
    let mut file = flavor.to_vec();
    file.extend(u16::try_from(tables.len()).expect("few tables").to_be_bytes());
    file.extend([0; 6]);
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in tables {
        file.extend(tag);
        file.extend([0; 4]);
        file.extend(u32::try_from(at).expect("small").to_be_bytes());
        file.extend(u32::try_from(table.len()).expect("small").to_be_bytes());
        at += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// A font file under another family's name.
pub(crate) fn renamed(file: &[u8], family: &str) -> Vec<u8> {
    let mut tables = tables_of(file);
    let words: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let size = u16::try_from(words.len()).expect("short");
    let mut name: Vec<u8> = [0_u16, 2, 30].iter().flat_map(|field| field.to_be_bytes()).collect();
    for id in [1_u16, 16] {
        name.extend([3_u16, 1, 0x409, id, size, 0].iter().flat_map(|field| field.to_be_bytes()));
    }
    name.extend(words);
    tables.insert(*b"name", name);
    file_of(file[..4].try_into().expect("four bytes"), &tables)
}

/// The file as WOFF.
pub(crate) fn woff(file: &[u8]) -> Vec<u8> {
    let tables = tables_of(file);
    let packed: Vec<_> =
        tables.iter().map(|(tag, table)| (tag, table, miniz_oxide::deflate::compress_to_vec_zlib(table, 6))).collect();
    let mut out = b"wOFF".to_vec();
    out.extend(&file[..4]);
    let mut at = 44 + 20 * packed.len();
    let total: usize =
        at + packed.iter().map(|(_, table, packed)| packed.len().min(table.len()).next_multiple_of(4)).sum::<usize>();
    let unpacked = 12 + tables.values().map(|table| 16 + table.len().next_multiple_of(4)).sum::<usize>();
    out.extend(u32::try_from(total).expect("small").to_be_bytes());
    out.extend(u16::try_from(tables.len()).expect("few").to_be_bytes());
    out.extend([0; 2]);
    out.extend(u32::try_from(unpacked).expect("small").to_be_bytes());
    out.extend([0; 24]);
    for (tag, table, packed) in &packed {
        let size = packed.len().min(table.len());
        out.extend(*tag);
        for number in [at, size, table.len(), 0] {
            out.extend(u32::try_from(number).expect("small").to_be_bytes());
        }
        at += size.next_multiple_of(4);
    }
    for (_, table, packed) in &packed {
        out.extend(if packed.len() < table.len() { packed } else { *table });
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// A number of as many groups of seven bits as it takes.
fn base_128(value: usize) -> Vec<u8> {
    let mut groups = vec![u8::try_from(value & 0x7F).expect("seven bits")];
    let mut left = value >> 7;
    while left > 0 {
        groups.push(0x80 | u8::try_from(left & 0x7F).expect("seven bits"));
        left >>= 7;
    }
    groups.reverse();
    groups
}

/// The file as WOFF2 without transformed tables; `said` is the size that it promises to have unpacked.
pub(crate) fn woff2_of(flavor: &[u8], tables: &[([u8; 4], usize)], raw: &[u8], said: usize) -> Vec<u8> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut &raw[..], &mut packed, &params).expect("packed");
    let mut directory = Vec::new();
    for (tag, size) in tables {
        // Transformation 3 of letters and their places is none.
        directory.push(63 | if matches!(tag, b"glyf" | b"loca") { 0xC0 } else { 0 });
        directory.extend(tag);
        directory.extend(base_128(*size));
    }
    let total = (48 + directory.len() + packed.len()).next_multiple_of(4);
    let mut out = b"wOF2".to_vec();
    out.extend(flavor);
    out.extend(u32::try_from(total).expect("small").to_be_bytes());
    out.extend(u16::try_from(tables.len()).expect("few").to_be_bytes());
    out.extend([0; 2]);
    out.extend(u32::try_from(said).expect("small").to_be_bytes());
    out.extend(u32::try_from(packed.len()).expect("small").to_be_bytes());
    out.extend([0; 24]);
    out.extend(directory);
    out.extend(packed);
    out.resize(total, 0);
    out
}

pub(crate) fn woff2(file: &[u8]) -> Vec<u8> {
    let tables = tables_of(file);
    let sizes: Vec<_> = tables.iter().map(|(tag, table)| (*tag, table.len())).collect();
    let raw: Vec<u8> = tables.values().flatten().copied().collect();
    woff2_of(&file[..4], &sizes, &raw, file.len())
}
