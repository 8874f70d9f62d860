//! The frames of programs on a screen.

use crate::background::trace;
use crate::ink::quiet_on;
use crate::look::Look;
use crate::parts::{Dress, disc, frame_origin, rect, rounded, units};
use crate::surface::solid;
use crate::wording::Wording;
use pavo_scene::{Anchor, ColorToken, Node};

/// Height of a window's bar, in design units.
pub(crate) const BAR: f64 = 68.0;

/// What a window's bar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar<'a> {
    /// A name in the middle.
    Title(Option<&'a str>),
    /// An address in a field.
    Address(Option<&'a str>),
}

/// A window of a size with nodes below its bar; their places count from the window's top left.
pub(crate) fn window(bar: Bar<'_>, look: &Look, [width, height]: [f64; 2], children: Vec<Node>) -> Node {
    let at = |x: f64, y: f64, origin: Anchor| frame_origin(Anchor::TopLeft, x, y, origin);
    let radius = look.style().radius.min(28.0);
    let mut nodes = vec![rect(units(width), units(BAR), ColorToken::Surface2).at(at(0.0, 0.0, Anchor::TopLeft))];
    for dot in 0..3_u8 {
        let x = 40.0 + 34.0 * f64::from(dot);
        nodes.push(disc(18.0, trace(look, 0.3)).at(at(x, BAR / 2.0, Anchor::Center)));
    }
    let [bar_color, text] = [ColorToken::Surface2, ColorToken::Text].map(|token| look.color(token));
    let quiet = quiet_on(look, crate::oklch::mixed(bar_color, text, 0.06));
    match bar {
        Bar::Title(None) => {}
        Bar::Title(Some(title)) => {
            let words = Wording::new(title, 26.0).weight(500.0).color(quiet).within(width - 320.0, 1).centered();
            nodes.push(words.node(look).at(at(width / 2.0, BAR / 2.0, Anchor::Center)));
        }
        Bar::Address(address) => {
            let wide = (width - 320.0).min(760.0);
            let field = rounded(wide, 42.0, radius.min(21.0), trace(look, 0.05));
            nodes.push(field.at(at(width / 2.0, BAR / 2.0, Anchor::Center)));
            if let Some(address) = address {
                let words = Wording::new(address, 26.0).weight(500.0).color(quiet).within(wide - 60.0, 1).centered();
                nodes.push(words.node(look).at(at(width / 2.0, BAR / 2.0, Anchor::Center)));
            }
        }
    }
    nodes.push(rect(units(width), units(2.0), ColorToken::Line).at(at(0.0, BAR, Anchor::Left)));
    nodes.extend(children);
    solid(look, [width, height], radius, nodes)
}
