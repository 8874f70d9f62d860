//! Colour words.

use super::Lexicon;
use pavo_scene::Rgba;
use std::sync::LazyLock;

/// Colour names and what they are on screen; names of pure colours are pure, others a designer's choice.
const NAMES: &[(&str, u32)] = &[
    ("black", 0x00_0000),
    ("white", 0xFF_FFFF),
    ("red", 0xE5_2528),
    ("green", 0x16_A34A),
    ("blue", 0x1D_4ED8),
    ("yellow", 0xFA_CC15),
    ("orange", 0xF9_7316),
    ("purple", 0x7C_3AED),
    ("violet", 0x7C_3AED),
    ("pink", 0xEC_4899),
    ("magenta", 0xD9_26A9),
    ("cyan", 0x06_B6D4),
    ("teal", 0x0D_9488),
    ("turquoise", 0x2D_D4BF),
    ("mint", 0x6E_E7B7),
    ("lime", 0x84_CC16),
    ("olive", 0x6B_7A2A),
    ("navy", 0x0B_1F4B),
    ("indigo", 0x43_38CA),
    ("lavender", 0xC4_B5FD),
    ("lilac", 0xC8_A2E8),
    ("maroon", 0x7F_1D1D),
    ("burgundy", 0x6B_1230),
    ("crimson", 0xDC_143C),
    ("coral", 0xFF_7F6B),
    ("salmon", 0xFA_8072),
    ("peach", 0xFF_CBA4),
    ("apricot", 0xFB_CEB1),
    ("terracotta", 0xC9_6442),
    ("rust", 0xB7_410E),
    ("brown", 0x6B_4226),
    ("tan", 0xD2_B48C),
    ("beige", 0xEF_E6D5),
    ("cream", 0xF8_F1E3),
    ("ivory", 0xFF_FBF0),
    ("gold", 0xD4_A72C),
    ("golden", 0xD4_A72C),
    ("amber", 0xF5_9E0B),
    ("mustard", 0xD9_A521),
    ("bronze", 0xB0_7A3C),
    ("silver", 0xC0_C5CE),
    ("platinum", 0xE5_E4E2),
    ("gray", 0x6B_7280),
    ("grey", 0x6B_7280),
    ("charcoal", 0x1F_2226),
    ("slate", 0x33_4155),
    ("emerald", 0x05_9669),
    ("fuchsia", 0xD9_46EF),
    ("aqua", 0x22_D3EE),
];

/// Names of several words whose colour is not the darker or lighter kind of a plain one.
const COMPOUNDS: &[(&str, u32)] = &[
    ("off white", 0xFA_FAF7),
    ("off black", 0x10_1012),
    ("near black", 0x0A_0A0B),
    ("jet black", 0x00_0000),
    ("pure white", 0xFF_FFFF),
    ("pure black", 0x00_0000),
    ("midnight blue", 0x0B_1437),
    ("deep blue", 0x0B_2A6F),
    ("dark blue", 0x0F_1F4D),
    ("royal blue", 0x27_4BDB),
    ("electric blue", 0x1F_5CFF),
    ("sky blue", 0x38_BDF8),
    ("light blue", 0x93_C5FD),
    ("ice blue", 0xD6_ECFA),
    ("powder blue", 0xB8_D8EA),
    ("blue violet", 0x4F_35C8),
    ("dark navy", 0x07_1330),
    ("deep navy", 0x07_1330),
    ("forest green", 0x1B_5E37),
    ("deep green", 0x0B_3B2A),
    ("dark green", 0x0F_3D2A),
    ("lime green", 0x6E_D31A),
    ("bright green", 0x22_C55E),
    ("neon green", 0x39_FF14),
    ("acid green", 0xB0_FF1A),
    ("sage green", 0x9C_AF88),
    ("mint green", 0x98_F5C9),
    ("neon pink", 0xFF_2E9A),
    ("hot pink", 0xFF_2E8A),
    ("neon blue", 0x1B_9CFF),
    ("neon yellow", 0xF3_FF1A),
    ("neon purple", 0xB4_2EFF),
    ("neon orange", 0xFF_6A13),
    ("deep purple", 0x3B_1580),
    ("dark purple", 0x2A_1052),
    ("deep red", 0x8F_1017),
    ("dark red", 0x7A_1216),
    ("burnt orange", 0xCC_5500),
    ("orange red", 0xF0_4E23),
    ("rose gold", 0xB7_6E79),
    ("warm cream", 0xF6_EDDC),
    ("warm white", 0xFB_F7F0),
    ("light grey", 0xE5_E7EB),
    ("light gray", 0xE5_E7EB),
    ("dark grey", 0x1F_2329),
    ("dark gray", 0x1F_2329),
    ("dark charcoal", 0x17_191C),
    ("dark slate", 0x11_1827),
    ("warm grey", 0xA8_A29E),
    ("warm gray", 0xA8_A29E),
];

/// What a word before a colour does to it: towards black or white, and by how much.
const SHADES: &[(&str, Rgba, f64)] = &[
    ("dark", Rgba::BLACK, 0.62),
    ("deep", Rgba::BLACK, 0.55),
    ("midnight", Rgba::BLACK, 0.75),
    ("light", Rgba::WHITE, 0.6),
    ("pale", Rgba::WHITE, 0.75),
    ("pastel", Rgba::WHITE, 0.6),
    ("soft", Rgba::WHITE, 0.45),
    ("muted", Rgba::opaque(128, 128, 128), 0.4),
    ("bright", Rgba::WHITE, 0.1),
    ("warm", Rgba::opaque(255, 180, 100), 0.08),
    ("cool", Rgba::opaque(100, 150, 255), 0.08),
    ("vivid", Rgba::WHITE, 0.0),
    ("solid", Rgba::WHITE, 0.0),
    ("bold", Rgba::WHITE, 0.0),
];

/// A colour from its 24 bits.
const fn of(bits: u32) -> Rgba {
    let [_, r, g, b] = bits.to_be_bytes();
    Rgba::opaque(r, g, b)
}

/// A colour some part of the way to another, 0 to 1.
pub(crate) fn toward(from: Rgba, to: Rgba, share: f64) -> Rgba {
    let mix = |a: u8, b: u8| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let byte = (f64::from(b) - f64::from(a)).mul_add(share.clamp(0.0, 1.0), f64::from(a)).round() as u8;
        byte
    };
    Rgba { r: mix(from.r, to.r), g: mix(from.g, to.g), b: mix(from.b, to.b), a: from.a }
}

/// How light a colour looks, 0 to 1.
pub(crate) fn lightness(color: Rgba) -> f64 {
    (f64::from(color.r) * 0.2126 + f64::from(color.g) * 0.7152 + f64::from(color.b) * 0.0722) / 255.0
}

/// Black or white, whichever is read better on a colour.
pub(crate) fn readable_on(background: Rgba) -> Rgba {
    if lightness(background) > 0.5 { Rgba::opaque(0x11, 0x13, 0x18) } else { Rgba::WHITE }
}

/// Every colour word and phrase.
pub(crate) static COLORS: LazyLock<Lexicon<Rgba>> = LazyLock::new(|| {
    let names = NAMES.iter().map(|(name, bits)| ((*name).to_owned(), of(*bits)));
    let shaded = NAMES.iter().flat_map(|(name, bits)| {
        SHADES.iter().map(move |(shade, to, share)| (format!("{shade} {name}"), toward(of(*bits), *to, *share)))
    });
    let compounds: Vec<(String, Rgba)> = COMPOUNDS.iter().map(|(name, bits)| ((*name).to_owned(), of(*bits))).collect();
    let known = |phrase: &str| COMPOUNDS.iter().any(|(name, _)| *name == phrase);
    // Names of other languages are those of plain colours.
    let foreign = super::foreign::COLORS.iter().flat_map(|(english, names)| {
        let bits = NAMES.iter().find(|(name, _)| name == english).map_or(0, |(_, bits)| *bits);
        names.iter().map(move |name| ((*name).to_owned(), of(bits)))
    });
    Lexicon::new(names.chain(foreign).chain(shaded.filter(|(phrase, _)| !known(phrase))).chain(compounds.clone()))
});
