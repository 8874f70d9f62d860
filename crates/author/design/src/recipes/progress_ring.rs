//! A ring that fills.

use super::RecipeWish;
use super::stage::{block, staged};
use crate::background::trace;
use crate::block::Block;
use crate::blocks::CountSpan;
use crate::look::Look;
use crate::parts::{Dress, display_font, fine, named, number, ring, rising, round_stroke, stroke};
use pavo_scene::{EaseName, Keys, Node, Number, NumberFormat, TextStyle, Time};

/// A ring that fills to a share, with or without the figure in its middle, which then counts along.
///
/// `percent` is taken as 0 to 100.
#[must_use]
pub fn progress_ring(percent: f64, figure: bool, wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let percent = percent.clamp(0.0, 100.0);
    let span = CountSpan::within(duration, 0.15, percent, None);
    let fills = [
        (0.0, 0.0, None),
        (span.start, 0.0, None),
        (fine(span.landing()), percent / 100.0, named(EaseName::EaseOutQuart)),
    ];
    let keys = Keys { trim_end: rising(fills), ..Keys::default() };
    let mut drawing = vec![
        ring(760.0, stroke(trace(look, 0.13), 56.0)),
        ring(760.0, round_stroke(wish.color(look, 0), 56.0)).turned(-90.0).keyed(keys),
    ];
    if figure {
        let decimals = usize::from(percent.fract() != 0.0);
        let format = NumberFormat { suffix: "%".to_owned(), decimals, ..NumberFormat::default() };
        drawing.push(Node::new(Number {
            format: Some(format),
            count: Some(span.count()),
            font: Some(pavo_scene::Font {
                leading: None,
                ..display_font(look, if decimals > 0 { 160.0 } else { 190.0 })
            }),
            ..number(Some(0.0), percent, TextStyle::Numeral)
        }));
    }
    block(vec![staged(drawing, 1.1)], wish, look, duration)
}
