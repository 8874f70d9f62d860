//! The title above what a block shows, and where it leaves room.

use crate::background::trace;
use crate::blocks::{count_of, display, title};
use crate::copyfit::Room;
use crate::look::{Dial, Look};
use crate::parts::{Dress, Frame, entrance, fine, frame_at, rect, units};
use crate::tokens::{LEAD_SECS, RULE_SECS, Tempo};
use crate::wording::{Wording, body_lines};
use pavo_scene::{Anchor, ColorToken, Entrance, EntrancePreset, Node, Side, TextAlign};

/// A part of the frame, in design units from its top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Area {
    /// What text keeps away from the edges of.
    pub(crate) fn safe(frame: Frame) -> Self {
        // The camera comes closer, and letters reach below their lines.
        let inset = if frame.is_tall() { 0.0 } else { 14.0 };
        Self {
            left: frame.left,
            top: frame.top + inset,
            width: frame.safe_width(),
            height: frame.safe_height() - 2.0 * inset,
        }
    }

    /// What is left below the first `height` units.
    pub(crate) fn below(self, height: f64) -> Self {
        let height = height.min(self.height);
        Self { top: self.top + height, height: self.height - height, ..self }
    }

    /// What is left without the last `height` units.
    pub(crate) fn above(self, height: f64) -> Self {
        Self { height: (self.height - height).max(0.0), ..self }
    }

    pub(crate) fn right(self) -> f64 {
        self.left + self.width
    }

    pub(crate) fn bottom(self) -> f64 {
        self.top + self.height
    }
}

/// A title over the whole width, and what is left below it.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) nodes: Vec<Node>,
    pub(crate) rest: Area,
}

/// How a heading is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Rule,
    Edge,
    Underline,
    Bare,
}

/// The title of a block and a sentence below it, at the top of an area; without either, all of the area is left.
pub(crate) fn heading(title_words: Option<&str>, note: Option<&str>, look: &Look, frame: Frame, area: Area) -> Heading {
    let Some(words) = title_words else { return Heading { nodes: Vec::new(), rest: area } };
    let signs = [Sign::Rule, Sign::Edge, Sign::Underline, Sign::Bare];
    let sign =
        if look.dial > Dial::Literal { look.draw("heading").one_of("sign", &signs, Sign::Rule) } else { Sign::Bare };
    let tempo = Tempo::of(look.energy);
    let indent = if sign == Sign::Edge { 44.0 } else { 0.0 };
    let largest = match frame {
        _ if frame.is_wide() => 84.0,
        _ if frame.is_tall() => 104.0,
        _ => 76.0,
    };
    let room = Room {
        width: (area.width - indent) * if frame.is_wide() { 0.8 } else { 0.97 },
        height: area.height * if frame.is_wide() { 0.2 } else { 0.18 },
        sizes: [44.0, largest],
        lines: 2,
        alone: 1.0,
    };
    let mut nodes = Vec::new();
    let mut y = area.top;
    let wipe =
        |side, start| Entrance { dir: Some(side), ..entrance(EntrancePreset::Wipe, start, tempo.entrance(RULE_SECS)) };
    if sign == Sign::Rule {
        let rule = rect(units(96.0), units(10.0), ColorToken::Accent).enter(wipe(Side::Left, LEAD_SECS));
        nodes.push(rule.at(frame_at(Anchor::TopLeft, area.left, y)));
        y += 10.0 + 40.0;
    }
    let (node, fitted) = title(words, look, room, TextAlign::Start, LEAD_SECS + 0.05, None);
    nodes.push(node.at(frame_at(Anchor::TopLeft, area.left + indent, y)));
    let begin = y;
    y += fitted.height(display(look).leading);
    if let Some(note) = note {
        y += fitted.size * 0.24 + 26.0;
        let size = if frame.is_tall() { 42.0 } else { 36.0 };
        let room = (area.width - indent) * 0.94;
        let lines = body_lines(look, note, 400.0, size, room * 0.96).min(3);
        let words = Wording::new(note, size).muted().within(room, 3);
        let comes = entrance(EntrancePreset::Fade, LEAD_SECS + 0.3, tempo.entrance(0.35));
        nodes.push(words.node(look).enter(comes).at(frame_at(Anchor::TopLeft, area.left + indent, y)));
        y += size * (0.72 + 1.26 * (count_of(lines) - 1.0));
    }
    if sign == Sign::Edge {
        let bar = rect(units(12.0), units(fine(y - begin + 8.0)), ColorToken::Accent);
        let bar = bar.enter(wipe(Side::Top, LEAD_SECS));
        nodes.push(bar.at(frame_at(Anchor::TopLeft, area.left, begin - 4.0)));
    }
    if sign == Sign::Underline {
        y += fitted.size * 0.24 + 22.0;
        let line = rect(units(area.width), units(3.0), trace(look, 0.28));
        nodes.push(line.enter(wipe(Side::Left, LEAD_SECS)).at(frame_at(Anchor::TopLeft, area.left, y)));
    }
    let gap = if frame.is_wide() { 56.0 } else { 68.0 };
    Heading { nodes, rest: area.below(y - area.top + fitted.size * 0.22 + gap) }
}
