//! Icons: signs of a few strokes.

use crate::pack::{Entry, ICONS};
use crate::search::{Kind, best};
use kurbo::BezPath;

/// A sign of a few strokes.
#[derive(Debug, Clone, PartialEq)]
pub struct Icon {
    /// Its set and name, such as `lucide/rocket`.
    pub name: &'static str,
    /// Its strokes as one outline of several runs, in a box of 24 × 24 units whose origin is the upper left corner; made
    /// to be drawn 2 units wide with round caps and joins.
    pub strokes: BezPath,
}

/// Sets of icons, the first is asked first.
pub(crate) const SETS: [&str; 2] = ["lucide", "tabler"];

/// The icon of a name: `lucide/rocket`, `tabler/rocket`, or `rocket` for that of the first set that has it.
#[must_use]
pub fn icon(name: &str) -> Option<Icon> {
    let name = name.trim().to_lowercase().replace([' ', '_'], "-");
    let entry = if name.contains('/') {
        ICONS.find(&name)
    } else {
        SETS.iter().find_map(|set| ICONS.find(&format!("{set}/{name}")))
    };
    entry.and_then(read)
}

/// The icon that suits a word best: by its name, else by what it is found by.
#[must_use]
pub fn icon_for(word: &str) -> Option<Icon> {
    icon(word).or_else(|| best(word, Kind::Icon).and_then(|found| icon(&found)))
}

fn read(entry: Entry<'static>) -> Option<Icon> {
    Some(Icon { name: entry.name, strokes: BezPath::from_svg(entry.drawn).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape as _;

    #[test]
    fn every_icon_can_be_drawn_within_its_box() {
        for entry in ICONS.entries() {
            let icon = read(entry).unwrap_or_else(|| panic!("{} cannot be read", entry.name));
            let bounds = icon.strokes.bounding_box();
            let is_inside = bounds.x0 >= -1.0 && bounds.y0 >= -1.0 && bounds.x1 <= 25.0 && bounds.y1 <= 25.0;
            assert!(is_inside && !icon.strokes.is_empty(), "{}: {bounds:?}", entry.name);
        }
    }

    #[test]
    fn signs_of_brands_are_none_of_the_icons() {
        assert!(ICONS.entries().all(|entry| !entry.name.contains("/brand-")));
    }

    #[test]
    fn an_icon_is_found_by_its_name_and_by_what_it_shows() {
        assert_eq!(icon("Rocket").map(|icon| icon.name), Some("lucide/rocket"));
        assert_eq!(icon("tabler/rocket").map(|icon| icon.name), Some("tabler/rocket"));
        assert!(icon_for("money").is_some() && icon_for("rockets").is_some_and(|icon| icon.name.contains("rocket")));
        assert!(icon("no such thing").is_none() && icon_for("").is_none());
    }
}
