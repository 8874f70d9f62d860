//! The colours of the house: small palettes that were chosen by eye and are checked by test.

use pavo_scene::{Mode, Rgba};

/// A background and what stands on it. Roles that are not here are derived from these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    /// Its name in a document's `theme.preset`.
    pub(crate) name: &'static str,
    /// Whether it is light on dark or dark on light.
    pub(crate) mode: Mode,
    pub(crate) bg: Rgba,
    pub(crate) surface: Rgba,
    pub(crate) text: Rgba,
    pub(crate) muted: Rgba,
    pub(crate) accent: Rgba,
    /// A second accent, where the derived one would not do.
    pub(crate) accent2: Option<Rgba>,
}

const fn rgb(hex: u32) -> Rgba {
    let [_, r, g, b] = hex.to_be_bytes();
    Rgba::opaque(r, g, b)
}

/// bg, surface, text, muted, accent, and a second accent where it is set by hand.
const fn palette(name: &'static str, mode: Mode, colors: [u32; 5], accent2: Option<u32>) -> Palette {
    let [bg, surface, text, muted, accent] = colors;
    let accent2 = match accent2 {
        Some(hex) => Some(rgb(hex)),
        None => None,
    };
    Palette {
        name,
        mode,
        bg: rgb(bg),
        surface: rgb(surface),
        text: rgb(text),
        muted: rgb(muted),
        accent: rgb(accent),
        accent2,
    }
}

use Mode::{Dark, Light};

/// All palettes.
#[rustfmt::skip]
pub(crate) const PALETTES: &[Palette] = &[
    palette("ink-cyan",        Dark,  [0x060F19, 0x121C26, 0xF0F6FC, 0xB4C2D0, 0x00C3DA], None),
    palette("ink-violet",      Dark,  [0x0D0C1B, 0x191928, 0xF4F4FD, 0xBFBFD5, 0xBBA4FF], None),
    palette("ink-lime",        Dark,  [0x0B100C, 0x171C18, 0xF1F5F2, 0xBBC2BC, 0x93C200], None),
    palette("ink-amber",       Dark,  [0x130D08, 0x201914, 0xF7F3F0, 0xC8BEB7, 0xEEA20E], None),
    palette("ink-coral",       Dark,  [0x140C0C, 0x211818, 0xF9F3F3, 0xCBBEBE, 0xFF9487], None),
    palette("paper-blue",      Light, [0xF4F7FB, 0xEAEDF2, 0x1F2123, 0x62676E, 0x267FF8], None),
    palette("paper-green",     Light, [0xF4F8F5, 0xEAEEEA, 0x202321, 0x626963, 0x009554], None),
    palette("paper-red",       Light, [0xFBF5F4, 0xF2EBEA, 0x221F1E, 0x6D6462, 0xE6443E], None),
    palette("cream-ink",       Light, [0xFBF6EC, 0xF2ECE0, 0x23201A, 0x706654, 0xD95737], None),
    palette("paper-violet",    Light, [0xF7F6FB, 0xEDECF2, 0x212023, 0x69666F, 0x9467F1], None),
    palette("newsprint",       Light, [0xF2EFEC, 0xE6E2DD, 0x1C1A18, 0x645D56, 0xB3261E], None),
    palette("bone-forest",     Light, [0xEFEBDD, 0xE3DECD, 0x16251C, 0x55604F, 0x1B6440], Some(0xC9622B)),
    palette("clay",            Light, [0xE9DFD2, 0xDDD1C1, 0x27190F, 0x594734, 0xA83F17], Some(0x2F5D50)),
    palette("swiss-red",       Light, [0xF6F5F1, 0xE9E7E1, 0x141312, 0x625E59, 0xE0241B], Some(0x141312)),
    palette("swiss-blue",      Light, [0xF5F4EF, 0xE8E6DF, 0x14161C, 0x5E6068, 0x1D3FE0], Some(0xE8412B)),
    palette("sun",             Light, [0xFFD23F, 0xF5C427, 0x1C1606, 0x40340C, 0xA8143A], Some(0x1C1606)),
    palette("tangerine",       Light, [0xFFBD94, 0xFAAC7C, 0x120703, 0x3A1A0A, 0x1E1A6D], Some(0xFFF3DF)),
    palette("brutal-yellow",   Light, [0xFFE500, 0xF2D900, 0x0B0B0B, 0x3D3810, 0x2A12D6], Some(0xE6194B)),
    palette("brutal-white",    Light, [0xF4F4F0, 0xE6E6E0, 0x0B0B0B, 0x55554F, 0xF0360E], Some(0xFFE500)),
    palette("neon-magenta",    Dark,  [0x0A0612, 0x170F22, 0xF7F2FF, 0xC3B8D6, 0xFF5CC6], Some(0x2CE8F5)),
    palette("neon-cyan",       Dark,  [0x05080F, 0x0F1622, 0xEFFBFF, 0xB2C6D2, 0x22E6FF], Some(0xFF4FB0)),
    palette("neon-acid",       Dark,  [0x080A06, 0x12170D, 0xF6FBEF, 0xBFC9B2, 0xC6FF2E], Some(0xFF5A3C)),
    palette("luxury-gold",     Dark,  [0x0E0C0A, 0x1A1713, 0xF6F0E4, 0xCBBFAB, 0xDDB96E], Some(0x94723A)),
    palette("luxury-ivory",    Light, [0xF4EFE6, 0xE9E2D5, 0x1D1913, 0x665C4C, 0x8A5E17], Some(0x3F4A3C)),
    palette("luxury-emerald",  Dark,  [0x08201A, 0x102D25, 0xF3F1E6, 0xC2CABB, 0xDDBE79], Some(0x5FA98A)),
    palette("oxblood",         Dark,  [0x2A0E12, 0x39171C, 0xFBEFE9, 0xDDBFB7, 0xFFA384], Some(0xF2D29B)),
    palette("mint-pop",        Light, [0xCFF5E4, 0xBDEBD6, 0x0E2C26, 0x35594F, 0xD1144B], Some(0x4B2FE0)),
    palette("sky-pop",         Light, [0xC4E6FF, 0xAFDAF9, 0x0C2140, 0x2F4C72, 0xC9184A], Some(0xFF9F1C)),
    palette("bubblegum",       Light, [0xFFD1E3, 0xF9BDD5, 0x360B24, 0x6B2F50, 0x5A22D6], Some(0xE5383B)),
    palette("terminal-green",  Dark,  [0x0A0F0B, 0x131B15, 0xDDF7E2, 0xA0CBA9, 0x3DFF7C], Some(0xFFC857)),
    palette("terminal-amber",  Dark,  [0x120C05, 0x1F160B, 0xFFE9C4, 0xDDBB85, 0xFFB000], Some(0x6FE3B4)),
    palette("pastel-peach",    Light, [0xFCE9E1, 0xF5DBD0, 0x3A2430, 0x704F5B, 0xB83A6E], Some(0x3F7F8C)),
    palette("pastel-lilac",    Light, [0xEDE7F9, 0xE0D8F2, 0x2B2342, 0x5C537B, 0x7145C9], Some(0xC8447C)),
    palette("pastel-mint",     Light, [0xE2F3EA, 0xD2E9DE, 0x17332B, 0x446254, 0x17785A], Some(0xC2603A)),
    palette("midnight-mint",   Dark,  [0x071A1C, 0x102629, 0xEFF8F5, 0xB6CBC7, 0x5EE6B5], Some(0xFFB86B)),
    palette("navy",            Dark,  [0x0B1D3A, 0x142B50, 0xF3F7FD, 0xBECBE0, 0x7CC0FF], Some(0xFFB454)),
    palette("navy-sun",        Dark,  [0x10203A, 0x1A2E4E, 0xF7F5EE, 0xC4CBD8, 0xFFC24B], Some(0x6FD3C7)),
    palette("forest",          Dark,  [0x0C1F17, 0x152C22, 0xF1F6EE, 0xBACABD, 0xB7E36A], Some(0xFF9D6C)),
    palette("plum",            Dark,  [0x1C0F22, 0x2A1932, 0xF9F1F7, 0xD2BED2, 0xFFB3A0], Some(0xB79BFF)),
    palette("cinema-teal",     Dark,  [0x07141A, 0x112128, 0xEFF5F5, 0xB3C5C8, 0xF7AF66], Some(0x58B8B8)),
    palette("graphite",        Dark,  [0x131415, 0x1E2022, 0xF5F5F3, 0xC0C1BF, 0xFF8562], Some(0xE8E4D8)),
    palette("retro-sunset",    Dark,  [0x190B2E, 0x281446, 0xFFF3E6, 0xDCC0E4, 0xFF5FA8], Some(0xFFB03A)),
    palette("retro-teal",      Dark,  [0x0B1030, 0x151C46, 0xF2F6FF, 0xBCC6EA, 0x3DE8E0], Some(0xFF5FA8)),
    palette("glass-dusk",      Dark,  [0x141A3A, 0x232B52, 0xF6F7FF, 0xC9CFEC, 0x9CBCFF], Some(0xFF8FD0)),
    palette("glass-day",       Light, [0xE6ECFA, 0xD8E1F5, 0x171C33, 0x474F70, 0x4453E0], Some(0xC93E88)),
    palette("blueprint",       Dark,  [0x0D3560, 0x174575, 0xF4F9FF, 0xC6DAEE, 0xA6E4FF], Some(0xFFD166)),
];

/// A palette by its name.
pub(crate) fn palette_named(name: &str) -> Option<&'static Palette> {
    PALETTES.iter().find(|palette| palette.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrast::Floor;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<&str> = PALETTES.iter().map(|palette| palette.name).collect();
        assert_eq!(names.len(), PALETTES.len());
    }

    #[test]
    fn every_palette_holds_its_floors() {
        let body = Floor { apca: 75.0, ..Floor::TEXT };
        let mut weak = Vec::new();
        for palette in PALETTES {
            let roles = [
                ("text", palette.text, body),
                ("muted", palette.muted, Floor::TEXT),
                ("accent", palette.accent, Floor::LARGE_TEXT),
            ];
            for (role, color, floor) in roles {
                if !floor.holds(color, palette.bg)
                    || (role != "accent" && !Floor::LARGE_TEXT.holds(color, palette.surface))
                {
                    weak.push(format!("{} {role}: {:.2}", palette.name, floor.reached(color, palette.bg)));
                }
            }
        }
        assert!(weak.is_empty(), "{weak:#?}");
    }
}
