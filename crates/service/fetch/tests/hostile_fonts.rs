//! Font files that want to do harm are refused in words, or drawn in little time; nothing panics.

mod font_maker;

use font_maker::{bundled, file_of, tables_of, woff, woff2, woff2_of};
use pavo_fetch::{FontError, FontFile, read_font};
use pavo_film::still;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Resolution, Scene, Time};
use std::time::{Duration, Instant};

const TRUE_TYPE: &[u8; 4] = &[0, 1, 0, 0];

fn small() -> Vec<u8> {
    bundled("press-start-2p/PressStart2P_400Regular.ttf")
}

/// Reads a file, and draws words with it where it is taken; gives why it is not.
fn tried(name: &str, file: &[u8]) -> Option<FontError> {
    let before = Instant::now();
    let refused = match read_font(file, "x") {
        Ok(FontFile { mut font, .. }) => {
            font.family = "Quay".to_owned();
            let mut assets = Assets::default();
            assets.add_own_font(font);
            let scene = r##"{ "mg": 1, "canvas": { "duration": 1 }, "scenes": [{ "bg": "#FFFFFF", "nodes": [
                { "type": "text", "text": "Quay fi 12 \u00C4\u00E9", "font": { "family": "Quay", "size": 120, "weight": 800 } }] }] }"##;
            let scene = Scene::parse(scene).expect("a scene").scene;
            still(&scene, &assets, AspectRatio::Wide, Resolution::P360, Time::from_secs(0.5)).expect("a frame");
            None
        }
        Err(error) => Some(error),
    };
    assert!(before.elapsed() < Duration::from_secs(8), "{name} took {:?}", before.elapsed());
    refused
}

#[test]
fn files_cut_off_anywhere_are_refused_or_drawn() {
    let ttf = small();
    for (kind, file) in [("TTF", ttf.clone()), ("WOFF", woff(&ttf)), ("WOFF2", woff2(&ttf))] {
        assert_eq!(tried(kind, &file), None);
        for part in 0..40 {
            let end = file.len() * part / 40 + part % 3;
            let refused = tried(&format!("{kind} cut off at {end}"), &file[..end]);
            assert!(refused.is_some() || kind == "TTF", "{kind} cut off at {end}");
        }
    }
}

#[test]
fn files_with_bits_turned_are_refused_or_drawn() {
    let ttf = small();
    let mut state = 7_u64;
    let mut chance = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("small") % below
    };
    for (kind, file) in [
        ("TTF", ttf.clone()),
        ("WOFF", woff(&ttf)),
        ("WOFF2", woff2(&ttf)),
        ("variable TTF", bundled("archivo-latin-ext/ArchivoLatinExt_wdth_wght.ttf")),
    ] {
        for round in 0..200 {
            let mut broken = file.clone();
            // Half of them in what tells where the rest is.
            let reach = if round % 2 == 0 { 600.min(broken.len()) } else { broken.len() };
            for _ in 0..=chance(3) {
                let at = chance(reach);
                broken[at] ^= 1 << chance(8);
            }
            tried(&format!("{kind}, round {round}"), &broken);
        }
    }
}

#[test]
fn files_that_unpack_to_more_than_fonts_are_refused_before_they_do() {
    let zeros = vec![0; 40 << 20];
    let bomb = woff2_of(TRUE_TYPE, &[(*b"glyf", zeros.len())], &zeros, 1000);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert!(tried("a WOFF2 bomb", &bomb).is_some());
    let promised = woff2_of(TRUE_TYPE, &[(*b"glyf", 200 << 20)], &[0; 4096], 200 << 20);
    assert!(tried("a WOFF2 that promises much", &promised).is_some());
    let mut padded = woff2_of(TRUE_TYPE, &[(*b"glyf", 33 << 20)], &[7; 4096], 33 << 20);
    padded.resize(1 << 20, 1);
    assert!(tried("a WOFF2 with much behind it", &padded).is_some());
    let lies = woff2_of(TRUE_TYPE, &[(*b"glyf", 100)], &zeros, 100);
    assert_eq!(tried("a WOFF2 whose stream goes on", &lies), Some(FontError::Damaged));

    // Each table of this WOFF is the whole file.
    let mut many = woff(&small());
    many.resize(4 << 20, 0);
    let size = u32::try_from(many.len()).expect("small").to_be_bytes();
    many[8..12].copy_from_slice(&size);
    let count = usize::from(u16::from_be_bytes([many[12], many[13]]));
    for table in 0..count {
        let entry = 44 + 20 * table;
        many[entry + 4..entry + 8].fill(0);
        for field in [8, 12] {
            many[entry + field..entry + field + 4].copy_from_slice(&size);
        }
    }
    assert_eq!(tried("a WOFF of one table many times", &many), Some(FontError::TooLarge));
    many[12..14].copy_from_slice(&[0xFF, 0xFF]);
    assert_eq!(tried("a WOFF of 65535 tables", &many), Some(FontError::TooManyTables));
}

#[test]
fn what_is_no_font_of_a_film_is_refused_in_words() {
    assert_eq!(tried("no tables", &file_of(TRUE_TYPE, &Default::default())), Some(FontError::Damaged));
    assert_eq!(tried("a collection", b"ttcf\0\x01\0\0\0\0\0\x02"), Some(FontError::Collection));
    let mut embedded = vec![0; 100];
    embedded[0] = 100;
    embedded[34..36].copy_from_slice(b"LP");
    assert_eq!(tried("an EOT", &embedded), Some(FontError::Embedded));
    assert_eq!(pavo_fetch::kind_of(&embedded), Some(pavo_fetch::FileKind::Font));
    let emoji = bundled("noto-color-emoji/NotoColorEmoji_400Regular.ttf");
    assert!(matches!(tried("emoji", &emoji), None | Some(FontError::NoOutlines)));
    for missing in [b"cmap", b"head", b"hhea", b"maxp", b"loca", b"glyf", b"hmtx"] {
        let mut tables = tables_of(&small());
        tables.remove(missing);
        let name = String::from_utf8_lossy(missing).into_owned();
        let refused = tried(&name, &file_of(TRUE_TYPE, &tables));
        assert!(refused.is_some(), "without {name}");
    }
}

/// The font with letters of its own: each `glyf` record, in order, with long places.
fn with_letters(letters: &[Vec<u8>]) -> Vec<u8> {
    let mut tables = tables_of(&small());
    let count = usize::from(u16::from_be_bytes([tables[b"maxp"][4], tables[b"maxp"][5]]));
    let (mut glyf, mut loca) = (Vec::new(), Vec::new());
    for letter in letters.iter().cycle().take(count) {
        loca.extend(u32::try_from(glyf.len()).expect("small").to_be_bytes());
        glyf.extend(letter);
        glyf.resize(glyf.len().next_multiple_of(4), 0);
    }
    loca.extend(u32::try_from(glyf.len()).expect("small").to_be_bytes());
    tables.insert(*b"glyf", glyf);
    tables.insert(*b"loca", loca);
    let head = tables.get_mut(b"head").expect("a header");
    head[51] = 1;
    file_of(TRUE_TYPE, &tables)
}

/// A letter that is made of others.
fn composite(parts: &[u16]) -> Vec<u8> {
    let mut letter = vec![0xFF, 0xFF, 0, 0, 0, 0, 0, 100, 0, 100];
    for (index, part) in parts.iter().enumerate() {
        letter.extend(if index + 1 < parts.len() { [0_u8, 0x20] } else { [0, 0] });
        letter.extend(part.to_be_bytes());
        letter.extend([0, 0]);
    }
    letter
}

/// A letter of three points.
fn triangle() -> Vec<u8> {
    let mut letter = vec![0, 1, 0, 0, 0, 0, 0, 100, 0, 100, 0, 2, 0, 0];
    letter.extend([1, 1, 1]);
    letter.extend([0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 100]);
    letter
}

#[test]
fn letters_that_are_made_of_themselves_or_of_very_many_others_are_bounded() {
    // Each of the first thirty is made of twice the next one.
    let mut doubled: Vec<Vec<u8>> = (0..30).map(|index| composite(&[index + 1, index + 1])).collect();
    doubled.push(triangle());
    assert_eq!(tried("two to the thirtieth", &with_letters(&doubled)), Some(FontError::TooElaborate));
    let deep: Vec<Vec<u8>> = (0..200).map(|index| composite(&[index + 1])).collect();
    assert_eq!(tried("two hundred deep", &with_letters(&deep)), Some(FontError::TooElaborate));
    let mut own = vec![composite(&[0, 0]), composite(&[2, 1]), composite(&[1, 2])];
    own.extend(std::iter::repeat_with(triangle).take(60));
    assert_eq!(tried("letters that are part of themselves", &with_letters(&own)), None);
    assert_eq!(tried("triangles", &with_letters(&[triangle()])), None);
}

#[test]
fn places_of_letters_outside_their_table_draw_nothing() {
    let mut tables = tables_of(&small());
    tables.get_mut(b"loca").expect("places").fill(0xFF);
    assert!(tried("places outside", &file_of(TRUE_TYPE, &tables)).is_some());
    let places = tables.get_mut(b"loca").expect("places");
    places.truncate(6);
    assert!(tried("few places", &file_of(TRUE_TYPE, &tables)).is_some());
}

/// A CFF table with one letter, and parts that call the next one many times.
fn calling(levels: u8, times: usize) -> Vec<u8> {
    let index = |items: &[Vec<u8>]| {
        let mut out = u16::try_from(items.len()).expect("few").to_be_bytes().to_vec();
        if items.is_empty() {
            return out;
        }
        out.push(4);
        let mut at = 1_u32;
        out.extend(at.to_be_bytes());
        for item in items {
            at += u32::try_from(item.len()).expect("small");
            out.extend(at.to_be_bytes());
        }
        out.extend(items.concat());
        out
    };
    // Numbers of parts count from -107; 139 stands for 0.
    let call = |part: u8| vec![part + 32, 29];
    let parts: Vec<Vec<u8>> = (0..levels)
        .map(|level| if level + 1 < levels { [call(level + 1).repeat(times), vec![11]].concat() } else { vec![11] })
        .collect();
    let parts = index(&parts);
    let top = |letters: usize| {
        let mut dict = vec![29];
        dict.extend(u32::try_from(letters).expect("small").to_be_bytes());
        dict.extend([17, 139, 139, 18]);
        index(&[dict])
    };
    let head = [vec![1, 0, 4, 4], index(&[b"Quay".to_vec()])].concat();
    let before = [index(&[]), parts].concat();
    let at = head.len() + top(0).len() + before.len();
    [head, top(at), before, index(&[[call(0), vec![14]].concat()])].concat()
}

#[test]
fn outlines_that_call_their_parts_without_end_are_refused() {
    let mut tables = tables_of(&small());
    tables.remove(b"glyf");
    tables.remove(b"loca");
    tables.insert(*b"CFF ", calling(10, 200));
    assert_eq!(tried("calls", &file_of(b"OTTO", &tables)), Some(FontError::TooElaborate));
    tables.insert(*b"CFF ", calling(3, 20));
    assert_eq!(tried("few calls", &file_of(b"OTTO", &tables)), Some(FontError::NoOutlines));
}
