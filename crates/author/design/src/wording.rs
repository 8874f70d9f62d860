//! Words of blocks that are set where they are put: small, many, and all alike.

use crate::blocks::body;
use crate::copyfit::{self, Room, Setting};
use crate::look::Look;
use crate::parts::{body_font, display_font, fine, text, units};
use pavo_scene::{ColorToken, Font, Node, NumberFormat, Paint, Text, TextAlign, TextCase, TextStyle};

/// Which typeface of the look words are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Body,
    Display,
    Code,
}

/// Words and how they are set; by default text in the body face, regular, on one line.
#[derive(Debug, Clone)]
pub(crate) struct Wording<'a> {
    words: &'a str,
    size: f64,
    weight: f64,
    color: Paint,
    width: Option<f64>,
    lines: u32,
    align: TextAlign,
    leading: f64,
    tracking: f64,
    is_upper: bool,
    face: Face,
}

impl<'a> Wording<'a> {
    pub(crate) fn new(words: &'a str, size: f64) -> Self {
        Self {
            words,
            size,
            weight: 400.0,
            color: ColorToken::Text.into(),
            width: None,
            lines: 1,
            align: TextAlign::Start,
            leading: 1.26,
            tracking: 0.0,
            is_upper: false,
            face: Face::Body,
        }
    }

    pub(crate) fn weight(self, weight: f64) -> Self {
        Self { weight, ..self }
    }

    pub(crate) fn color(self, color: impl Into<Paint>) -> Self {
        Self { color: color.into(), ..self }
    }

    pub(crate) fn muted(self) -> Self {
        self.color(ColorToken::Muted)
    }

    /// Breaks lines at a width, of at most so many; what does not fit gets smaller.
    pub(crate) fn within(self, width: f64, lines: u32) -> Self {
        Self { width: Some(width), lines, ..self }
    }

    pub(crate) fn centered(self) -> Self {
        Self { align: TextAlign::Center, ..self }
    }

    pub(crate) fn flush_right(self) -> Self {
        Self { align: TextAlign::End, ..self }
    }

    pub(crate) fn leading(self, leading: f64) -> Self {
        Self { leading, ..self }
    }

    /// In the face of what is large.
    pub(crate) fn display(self) -> Self {
        Self { face: Face::Display, ..self }
    }

    /// In the face of code.
    pub(crate) fn code(self) -> Self {
        Self { face: Face::Code, ..self }
    }

    /// In spaced capitals, as a label.
    pub(crate) fn capitals(self) -> Self {
        Self { is_upper: true, tracking: 0.08, weight: self.weight.max(600.0), ..self }
    }

    /// The node, without a place.
    pub(crate) fn node(self, look: &Look) -> Node {
        let size = self.size.floor().max(1.0);
        let font = match self.face {
            Face::Body => Font {
                leading: Some(self.leading),
                tracking: Some(if self.tracking == 0.0 && size > 60.0 { -0.015 } else { self.tracking }),
                ..body_font(size, self.weight)
            },
            Face::Code => Font {
                family: Some(code_family(look).to_owned()),
                leading: Some(self.leading),
                tracking: Some(self.tracking),
                ..body_font(size, self.weight)
            },
            Face::Display => display_font(look, size),
        };
        let style = match self.face {
            Face::Body => TextStyle::Body,
            Face::Display => TextStyle::Title,
            Face::Code => TextStyle::Mono,
        };
        Node::new(Text {
            font: Some(font),
            max_width: self.width.map(units),
            max_lines: Some(self.lines),
            align: Some(self.align),
            color: Some(self.color),
            case: self.is_upper.then_some(TextCase::Upper),
            ..text(self.words, style)
        })
    }
}

/// The family of code: that of the look, unless its letters are too wide for lines of it.
pub(crate) fn code_family(look: &Look) -> &str {
    let own = look.theme.fonts.as_ref().and_then(|fonts| fonts.mono.as_deref());
    own.filter(|family| *family != "Press Start 2P").unwrap_or("JetBrains Mono")
}

/// The largest size at which each of some texts fits a room in the body face.
pub(crate) fn common_size<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    setting: Setting<'_>,
    [width, height]: [f64; 2],
    [least, most]: [f64; 2],
    lines: usize,
) -> f64 {
    // Kerning is not measured, so a little is left free.
    let room = Room { width: width * 0.96, height, sizes: [least, most], lines, alone: 1.0 };
    let sizes = texts.into_iter().map(|text| copyfit::fit(text, setting, room).size);
    sizes.fold(most, f64::min).max(least).floor()
}

/// The width of a text in the body face, in design units.
pub(crate) fn body_width(look: &Look, words: &str, weight: f64, size: f64) -> f64 {
    copyfit::width_em(words, body(look, weight)) * size
}

/// How many lines a text takes in the body face.
pub(crate) fn body_lines(look: &Look, words: &str, weight: f64, size: f64, width: f64) -> usize {
    let setting = body(look, weight);
    let mut lines = 1;
    let mut used = 0.0;
    let space = copyfit::width_em(" ", setting) * size;
    for word in words.split_whitespace() {
        let long = copyfit::width_em(word, setting) * size;
        if used > 0.0 && used + space + long > width {
            lines += 1;
            used = long;
        } else {
            used += if used > 0.0 { space + long } else { long };
        }
    }
    lines
}

/// The size at which the widest of some figures is at most so wide in the display face.
pub(crate) fn figure_size(look: &Look, format: &NumberFormat, values: &[f64], width: f64, most: f64) -> f64 {
    let widest = values.iter().map(|value| crate::blocks::figure_em(look, format, [0.0, *value])).fold(0.3, f64::max);
    fine((width / widest).min(most).max(22.0).floor())
}
