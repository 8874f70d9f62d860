//! Pictures: things drawn in flat colours, part by part.

use crate::pack::{Entry, PICTURES};
use crate::search::{Kind, best};
use kurbo::BezPath;

/// A filled outline of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its outline.
    pub path: BezPath,
    /// Its colour: red, green, blue and opacity, straight, sRGB.
    pub fill: [u8; 4],
    /// Whether what it goes around an even number of times is left free.
    pub even_odd: bool,
}

/// A thing drawn in flat colours.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its name, such as `rocket`.
    pub name: &'static str,
    /// Its parts from back to front, in a box of 32 × 32 units whose origin is the upper left corner.
    pub parts: Vec<Part>,
}

/// The picture of a name, such as `rocket` or `hot beverage`.
#[must_use]
pub fn picture(name: &str) -> Option<Picture> {
    let name = name.trim().to_lowercase().replace([' ', '_'], "-");
    PICTURES.find(&name).and_then(read)
}

/// The picture that shows a thing best: by its name, else by what it is found by.
#[must_use]
pub fn picture_for(noun: &str) -> Option<Picture> {
    picture(noun).or_else(|| best(noun, Kind::Picture).and_then(|found| picture(&found)))
}

fn read(entry: Entry<'static>) -> Option<Picture> {
    let parts = parts(entry.drawn);
    (!parts.is_empty()).then_some(Picture { name: entry.name, parts })
}

/// The parts of a drawing: `[e]rrggbb[aa] outline`, one after another with bars between them.
pub(crate) fn parts(drawn: &str) -> Vec<Part> {
    drawn
        .split('|')
        .filter_map(|part| {
            let (color, outline) = part.split_once(' ')?;
            let (even_odd, color) = match color.strip_prefix('e') {
                // An `e` may be the first digit of a colour too; colours have an even number of digits.
                Some(rest) if rest.len() % 2 == 0 => (true, rest),
                _ => (false, color),
            };
            let channel = |at: usize| color.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
            let fill = [channel(0)?, channel(2)?, channel(4)?, channel(6).unwrap_or(255)];
            Some(Part { path: BezPath::from_svg(outline).ok()?, fill, even_odd })
        })
        .collect()
}

/// Which way things that travel point as they are drawn, in degrees clockwise from up.
const HEADINGS: &[(&str, f64)] = &[
    ("airplane", 45.0),
    ("airplane-arrival", 110.0),
    ("airplane-departure", 70.0),
    ("ambulance", -90.0),
    ("articulated-lorry", -90.0),
    ("auto-rickshaw", -90.0),
    ("automobile", -90.0),
    ("bicycle", -90.0),
    ("bullet-train", -90.0),
    ("bus", -90.0),
    ("delivery-truck", -90.0),
    ("fire-engine", -90.0),
    ("flying-saucer", 0.0),
    ("helicopter", -90.0),
    ("kick-scooter", -90.0),
    ("locomotive", -90.0),
    ("minibus", -90.0),
    ("motor-boat", -90.0),
    ("motor-scooter", -90.0),
    ("motorcycle", -90.0),
    ("pickup-truck", -90.0),
    ("police-car", -90.0),
    ("racing-car", -90.0),
    ("rocket", 45.0),
    ("sailboat", -90.0),
    ("ship", -90.0),
    ("small-airplane", -60.0),
    ("speedboat", -90.0),
    ("sport-utility-vehicle", -90.0),
    ("taxi", -90.0),
    ("tractor", -90.0),
    ("comet", -135.0),
];

/// Which way a thing that travels points as it is drawn, in degrees clockwise from up.
#[must_use]
pub fn heading(name: &str) -> Option<f64> {
    HEADINGS.iter().find(|(known, _)| *known == name).map(|(_, degrees)| *degrees)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape as _;

    #[test]
    fn every_picture_can_be_drawn_within_its_box() {
        for entry in PICTURES.entries() {
            let count = entry.drawn.split('|').count();
            let picture = read(entry).unwrap_or_else(|| panic!("{} cannot be read", entry.name));
            assert_eq!(picture.parts.len(), count, "{}", entry.name);
            for part in &picture.parts {
                let bounds = part.path.bounding_box();
                let is_inside = bounds.x0 >= -4.0 && bounds.y0 >= -4.0 && bounds.x1 <= 36.0 && bounds.y1 <= 36.0;
                assert!(is_inside, "{}: {bounds:?}", entry.name);
            }
        }
    }

    #[test]
    fn colours_that_begin_with_e_are_no_rule() {
        let found = parts("ee5566 M0 0L1 1L0 1Z|eee5566 M0 0L1 1L0 1Z|00112280 M0 0L1 1L0 1Z");
        assert_eq!((found[0].fill, found[0].even_odd), ([0xEE, 0x55, 0x66, 0xFF], false));
        assert_eq!((found[1].fill, found[1].even_odd), ([0xEE, 0x55, 0x66, 0xFF], true));
        assert_eq!(found[2].fill[3], 0x80);
    }

    #[test]
    fn things_that_travel_are_pictures() {
        let unknown: Vec<&str> =
            HEADINGS.iter().map(|(name, _)| *name).filter(|name| picture(name).is_none()).collect();
        assert_eq!(unknown, Vec::<&str>::new());
        assert_eq!(heading("rocket"), Some(45.0));
        assert_eq!(heading("teapot"), None);
    }
}
