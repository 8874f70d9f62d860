//! Faces of people in a disc: their picture, or their initials on a colour.

use crate::blocks::Photo;
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{Dress, boxed, disc, frame_at};
use crate::wording::Wording;
use pavo_scene::{Anchor, ColorToken, Image, ImageFit, Node, Paint, Size};

/// The first letters of a name's first and last word, in capitals.
pub(crate) fn initials(name: &str) -> String {
    let titles = ["dr", "prof", "mr", "mrs", "ms", "sir"];
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| !titles.contains(&word.trim_end_matches('.').to_lowercase().as_str()))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let first = |word: &&str| word.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string());
    let ends = match words.as_slice() {
        [] => Vec::new(),
        [only] => vec![first(only)],
        [one, .., last] => vec![first(one), first(last)],
    };
    ends.into_iter().flatten().collect()
}

/// A disc with the initials of a name.
pub(crate) fn avatar(name: &str, look: &Look, diameter: f64) -> Node {
    avatar_on(name, look, diameter, ColorToken::Accent)
}

/// As [`avatar`], in the colour of a role.
pub(crate) fn avatar_on(name: &str, look: &Look, diameter: f64, ground: ColorToken) -> Node {
    let (fill, ink) = filled(look, ground);
    let letters = initials(name);
    let center = frame_at(Anchor::Center, 0.0, 0.0);
    let mut nodes = vec![disc(diameter, fill).at(center.clone())];
    if !letters.is_empty() {
        let words = Wording::new(&letters, (diameter * 0.4).max(22.0)).weight(600.0).color(ink).centered();
        nodes.push(words.node(look).at(center));
    }
    boxed(diameter, diameter, nodes)
}

/// A picture in a disc of a diameter, with a rim of a width.
pub(crate) fn portrait(photo: &Photo, diameter: f64, rim_width: f64, rim: impl Into<Paint>) -> Node {
    let inner = diameter - 2.0 * rim_width;
    let image = Image {
        size: Some(Size::units(inner, inner)),
        fit: Some(ImageFit::Cover),
        focus: photo.focus,
        radius: Some(inner / 2.0),
        ..Image::new(photo.src.clone().unwrap_or_default())
    };
    let center = || frame_at(Anchor::Center, 0.0, 0.0);
    boxed(diameter, diameter, vec![disc(diameter, rim).at(center()), Node::new(image).at(center())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Dr. Ines Maria Okafor"), "IO");
        assert_eq!(initials("pavo"), "P");
        assert_eq!(initials("  "), "");
    }
}
