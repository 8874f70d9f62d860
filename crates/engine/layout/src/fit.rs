//! How large a text is set, such that it fits its box.

use crate::typesetter::{CAP_HEIGHT, TextSpec, narrow};
use parley::Layout;

/// How a text was made to fit.
pub(crate) struct Fitted {
    /// The chosen size as a share of the size that was shaped.
    pub(crate) scale: f64,
    /// Whether it is smaller than it may be, or has more lines.
    pub(crate) cramped: bool,
}

/// The largest size at which a text keeps its width, height and number of lines; its lines are broken evenly.
///
/// Shaping without hinting scales evenly, so that a smaller size is a larger box for the same shapes.
pub(crate) fn fit(layout: &mut Layout<()>, spec: &TextSpec) -> Fitted {
    let fits = |layout: &mut Layout<()>, scale: f64, most_lines: usize| {
        let room = spec.max_width / scale;
        let (lines, width) = broken(layout, room);
        lines <= most_lines && width <= room + 0.01 && height(layout, spec) <= spec.max_height / scale + 0.01
    };
    let smallest = (spec.min / spec.size).clamp(0.05, 1.0);
    let (mut scale, mut cramped) = (1.0, false);
    if !fits(layout, 1.0, spec.max_lines) {
        cramped = !fits(layout, smallest, spec.max_lines);
        // At the smallest size it may have more lines; only a word too long for one, or a text too high, gets smaller
        // still, as nothing may be cut off.
        let most_lines = if cramped { usize::MAX } else { spec.max_lines };
        let (mut low, mut high) = match cramped {
            false => (smallest, 1.0),
            true if fits(layout, smallest, most_lines) => (smallest, smallest),
            true => (1e-3, smallest),
        };
        for _ in 0..18 {
            let middle = (low + high) / 2.0;
            if fits(layout, middle, most_lines) {
                low = middle;
            } else {
                high = middle;
            }
        }
        scale = low;
    }
    balance(layout, spec.max_width / scale);
    Fitted { scale, cramped }
}

/// Breaks lines such that they are of even length, without more of them than needed.
pub(crate) fn balance(layout: &mut Layout<()>, room: f64) {
    let (lines, width) = broken(layout, room);
    if lines < 2 {
        return;
    }
    let (mut low, mut high) = (width / 2.0, room);
    for _ in 0..14 {
        let middle = (low + high) / 2.0;
        let (narrower, widest) = broken(layout, middle);
        if narrower <= lines && widest <= middle + 0.01 {
            high = middle;
        } else {
            low = middle;
        }
    }
    let (narrower, _) = broken(layout, high);
    if narrower > lines {
        broken(layout, room);
    }
}

/// Breaks lines at a width; gives their number and the longest one's width.
pub(crate) fn broken(layout: &mut Layout<()>, room: f64) -> (usize, f64) {
    layout.break_all_lines(Some(narrow(room)));
    let width = layout.lines().map(|line| line_width(&line)).fold(0.0, f64::max);
    (layout.len(), width)
}

/// From the capitals' tops of the first line to the baseline of the last, at the size that was shaped.
fn height(layout: &Layout<()>, spec: &TextSpec) -> f64 {
    let Some(first) = layout.lines().next() else { return 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "texts are limited to 2000 characters")]
    let below = layout.len().saturating_sub(1) as f64;
    cap_height(&first, spec.size) + below * spec.leading * spec.size
}

/// How high the capitals of a line are, which is where its box begins.
pub(crate) fn cap_height(line: &parley::Line<'_, ()>, size: f64) -> f64 {
    let heights = line.runs().map(|run| run.font_metrics().cap_height.map_or(size * CAP_HEIGHT, f64::from));
    let highest = heights.fold(0.0, f64::max);
    if highest > 0.0 { highest } else { size * CAP_HEIGHT }
}

/// The width of a line's letters, without spaces at its end.
pub(crate) fn line_width(line: &parley::Line<'_, ()>) -> f64 {
    f64::from(line.metrics().advance - line.metrics().hanging_advance)
}
