//! Points that hang together.

use super::RecipeWish;
use super::stage::{block, repeated};
use crate::background::trace;
use crate::block::Block;
use crate::look::Look;
use crate::parts::{Dress, closing_period, disc, fine, frame_at, line, responsive_group, stroke};
use pavo_scene::{Anchor, EaseName, Keys, Time};

/// Points of the network along a row and a column.
const GRID: [usize; 2] = [8, 5];

/// Points, lines between neighbours, and signals that run along them. It closes within the duration, asked or not.
#[must_use]
pub fn network(wish: &RecipeWish, look: &Look, duration: Time) -> Block {
    let draw = look.draw("network");
    let net = responsive_group(|frame| {
        let [columns, rows] = if frame.height > frame.width { [GRID[1], GRID[0]] } else { GRID };
        let cell = [frame.width / count(columns), frame.height / count(rows)];
        let point = |column: usize, row: usize| {
            let dice = draw.nth(row * 16 + column);
            [
                (count(column) + 0.5 + dice.between("x", -0.36, 0.36)) * cell[0] - frame.width / 2.0,
                (count(row) + 0.5 + dice.between("y", -0.36, 0.36)) * cell[1] - frame.height / 2.0,
            ]
        };
        let mut links: Vec<([f64; 2], [f64; 2], usize)> = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let dice = draw.nth(row * 16 + column);
                let ends = [(column + 1, row), (column, row + 1), (column + 1, row + 1)];
                for (index, (to_column, to_row)) in ends.into_iter().enumerate() {
                    if to_column < columns && to_row < rows && dice.nth(index).share("link") < 0.62 {
                        links.push((point(column, row), point(to_column, to_row), row * 64 + column * 4 + index));
                    }
                }
            }
        }
        let mut nodes = Vec::new();
        for (from, to, _) in &links {
            let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
            let drawn = line(from.map(fine), to.map(fine), stroke(trace(look, 0.16), 2.5));
            nodes.push(drawn.at(frame_at(Anchor::Center, middle[0], middle[1])));
        }
        for (from, to, number) in links.iter().filter(|(_, _, number)| number % 3 == 0) {
            let dice = draw.nth(1000 + number);
            let period = closing_period(duration, dice.between("period", 1.4, 2.8));
            let shift = period * dice.share("shift");
            let along = |axis: usize| {
                repeated(
                    &[(0.0, from[axis], None), (0.5, to[axis], Some(EaseName::InOut))],
                    Some(EaseName::Hold),
                    period,
                    shift,
                    duration,
                )
            };
            let seen = repeated(
                &[(0.0, 0.0, None), (0.08, 1.0, None), (0.42, 1.0, None), (0.5, 0.0, None)],
                Some(EaseName::Hold),
                period,
                shift,
                duration,
            );
            let signal = disc(14.0, wish.color(look, number % 2)).at(frame_at(Anchor::Center, from[0], from[1]));
            nodes.push(signal.keyed(Keys { x: along(0), y: along(1), opacity: seen, ..Keys::default() }));
        }
        for row in 0..rows {
            for column in 0..columns {
                let dice = draw.nth(row * 16 + column);
                let [x, y] = point(column, row);
                let size = dice.between("size", 12.0, 30.0);
                let color = wish.color(look, dice.index("color", 2));
                let period = closing_period(duration, dice.between("beat", 2.0, 4.0));
                let beat = repeated(
                    &[(0.0, 1.0, None), (0.5, 1.35, Some(EaseName::Glide))],
                    Some(EaseName::Glide),
                    period,
                    period * dice.share("phase"),
                    duration,
                );
                nodes.push(
                    disc(size, color).at(frame_at(Anchor::Center, x, y)).keyed(Keys { scale: beat, ..Keys::default() }),
                );
            }
        }
        nodes
    });
    block(vec![net], wish, look, duration)
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen points")]
fn count(count: usize) -> f64 {
    count as f64
}
