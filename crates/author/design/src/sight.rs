//! What a picture is of: a photograph, a logo or a screen, and which part of it matters.

use crate::contrast::luminance;
use pavo_media::Picture;
use pavo_scene::Rgba;
use std::collections::BTreeMap;

/// What a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// What a camera or a painter made: it fills its frame.
    Photo,
    /// A sign on a transparent or plain ground: it is shown whole.
    Logo,
    /// A picture of a screen: it is shown from its upper edge on.
    Screenshot,
}

/// What was found in a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// What it is.
    pub kind: PictureKind,
    /// Width as a share of the height.
    pub ratio: f64,
    /// The middle of what matters, as shares of its width and height.
    pub focus: [f64; 2],
    /// Mean luminance of what is not transparent, 0 to 1, as of WCAG 2.
    pub luminance: f64,
    /// The share of it that is transparent, 0 to 1.
    pub transparent: f64,
}

/// Cells along the longer side in which a picture is looked at.
const CELLS: u32 = 48;

/// Looks at a picture.
///
/// What matters is found by how much each cell differs from the picture's rim and from its neighbours, more so near the
/// middle and where it has the colours of skin. It is a rule of thumb, and needs no model.
#[must_use]
pub fn look_at(picture: &Picture) -> Sight {
    let (columns, rows) = cells_of(picture);
    let cells = sampled(picture, columns, rows);
    let ratio = f64::from(picture.width) / f64::from(picture.height.max(1));
    let transparent = share(cells.iter().filter(|cell| cell.a < 128).count(), cells.len());
    let solid: Vec<Rgba> = cells.iter().copied().filter(|cell| cell.a >= 128).collect();
    let lightness: f64 = solid.iter().map(|cell| luminance(*cell)).sum();
    let kind = kind_of(&cells, columns, rows, transparent, ratio);
    let focus = match kind {
        PictureKind::Photo => focus_of(&cells, columns, rows),
        PictureKind::Logo => [0.5, 0.5],
        PictureKind::Screenshot => [0.5, 0.0],
    };
    let luminance = if solid.is_empty() { 0.5 } else { lightness / share(solid.len(), 1) };
    Sight { kind, ratio, focus, luminance, transparent }
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand cells")]
fn share(count: usize, of: usize) -> f64 {
    count as f64 / of.max(1) as f64
}

pub(crate) fn cells_of(picture: &Picture) -> (u32, u32) {
    let longer = picture.width.max(picture.height).max(1);
    let cells = |side: u32| (side * CELLS).div_ceil(longer).clamp(4, CELLS).min(side.max(1));
    (cells(picture.width), cells(picture.height))
}

/// The mean colours of cells, row by row, from up to sixteen pixels of each; not premultiplied.
pub(crate) fn sampled(picture: &Picture, columns: u32, rows: u32) -> Vec<Rgba> {
    const STEPS: u32 = 4;
    let mut cells = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let mut sum = [0_u32; 4];
            for step in 0..STEPS * STEPS {
                let at = |cell: u32, cells: u32, part: u32, side: u32| {
                    (u64::from(side) * (u64::from(cell * STEPS + part) * 2 + 1) / u64::from(cells * STEPS * 2)) as u32
                };
                let x = at(column, columns, step % STEPS, picture.width).min(picture.width - 1);
                let y = at(row, rows, step / STEPS, picture.height).min(picture.height - 1);
                let index = (y as usize * picture.width as usize + x as usize) * 4;
                for (sum, value) in sum.iter_mut().zip(&picture.pixels[index..index + 4]) {
                    *sum += u32::from(*value);
                }
            }
            let alpha = sum[3].max(1);
            // What is transparent counts as little as it is seen.
            let channel = |value: u32| u8::try_from((value * 255 / alpha).min(255)).unwrap_or(u8::MAX);
            let opacity = u8::try_from(sum[3] / (STEPS * STEPS)).unwrap_or(u8::MAX);
            cells.push(Rgba { r: channel(sum[0]), g: channel(sum[1]), b: channel(sum[2]), a: opacity });
        }
    }
    cells
}

fn distance(one: Rgba, other: Rgba) -> f64 {
    let part = |one: u8, other: u8| f64::from(one.abs_diff(other)) / 255.0;
    part(one.r, other.r) + part(one.g, other.g) + part(one.b, other.b)
}

pub(crate) fn rim(cells: &[Rgba], columns: u32, rows: u32) -> Vec<Rgba> {
    let is_rim = |index: usize| {
        let (row, column) = (index as u32 / columns, index as u32 % columns);
        row == 0 || column == 0 || row + 1 == rows || column + 1 == columns
    };
    cells.iter().copied().enumerate().filter(|(index, _)| is_rim(*index)).map(|(_, cell)| cell).collect()
}

fn kind_of(cells: &[Rgba], columns: u32, rows: u32, transparent: f64, ratio: f64) -> PictureKind {
    let rim = rim(cells, columns, rows);
    let clear_rim = share(rim.iter().filter(|cell| cell.a < 128).count(), rim.len());
    if transparent > 0.12 && clear_rim > 0.4 {
        return PictureKind::Logo;
    }
    // How many colours there are, in coarse steps, and how much the commonest of them covers, in fine ones: what is
    // drawn is flat, what a camera sees is not.
    let counted = |step: u8| {
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for cell in cells {
            *counts.entry([cell.r / step, cell.g / step, cell.b / step]).or_default() += 1;
        }
        counts
    };
    let counts = counted(32);
    let commonest = share(counted(6).values().copied().max().unwrap_or(0), cells.len());
    // A sign may touch the edge of its picture.
    let even_rim = rim
        .iter()
        .step_by(7)
        .any(|one| share(rim.iter().filter(|cell| distance(**cell, *one) < 0.025).count(), rim.len()) > 0.9);
    if even_rim && counts.len() <= 14 && commonest > 0.4 && (0.2..=8.0).contains(&ratio) {
        return PictureKind::Logo;
    }
    let is_screen_shaped = (0.2..0.62).contains(&ratio) || (1.2..2.4).contains(&ratio);
    if counts.len() <= 60 && commonest > 0.3 && is_screen_shaped {
        return PictureKind::Screenshot;
    }
    PictureKind::Photo
}

/// Whether a colour is that of skin, whatever its depth.
///
/// Source: the ranges of Cb and Cr in which skin of all depths lies in most studies, Cb 77 to 127, Cr 133 to 173.
fn is_skin(cell: Rgba) -> bool {
    let [r, g, b] = [cell.r, cell.g, cell.b].map(f64::from);
    let cb = 128.0 - 0.169 * r - 0.331 * g + 0.5 * b;
    let cr = 128.0 + 0.5 * r - 0.419 * g - 0.081 * b;
    (77.0..=127.0).contains(&cb) && (133.0..=173.0).contains(&cr)
}

fn focus_of(cells: &[Rgba], columns: u32, rows: u32) -> [f64; 2] {
    let rim = rim(cells, columns, rows);
    let mean = |channel: fn(&Rgba) -> u8| {
        let sum: usize = rim.iter().map(|cell| usize::from(channel(cell))).sum();
        u8::try_from(sum / rim.len().max(1)).unwrap_or(u8::MAX)
    };
    let ground = Rgba::opaque(mean(|cell| cell.r), mean(|cell| cell.g), mean(|cell| cell.b));
    let at = |column: u32, row: u32| cells[(row * columns + column) as usize];
    let mut weights: Vec<(f64, [f64; 2])> = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let cell = at(column, row);
            let right = at((column + 1).min(columns - 1), row);
            let below = at(column, (row + 1).min(rows - 1));
            let place = [(f64::from(column) + 0.5) / f64::from(columns), (f64::from(row) + 0.5) / f64::from(rows)];
            let off = (place[0] - 0.5) * (place[0] - 0.5) + (place[1] - 0.46) * (place[1] - 0.46);
            let central = 1.0 - 1.1 * off;
            let stands_out = distance(cell, ground) + 1.4 * (distance(cell, right) + distance(cell, below));
            let skin = if is_skin(cell) && stands_out > 0.15 { 0.5 } else { 0.0 };
            weights.push(((stands_out + skin) * central.max(0.1), place));
        }
    }
    weights.sort_by(|one, other| other.0.total_cmp(&one.0));
    weights.truncate((weights.len() / 5).max(1));
    let sum: f64 = weights.iter().map(|(weight, _)| weight).sum();
    if sum < 1e-6 {
        return [0.5, 0.5];
    }
    [0, 1].map(|axis| {
        let mean: f64 = weights.iter().map(|(weight, place)| weight * place[axis]).sum::<f64>() / sum;
        // A thousandth is finer than a pixel of most films, and keeps documents readable.
        (mean.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 4]) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| color(x, y)).collect();
        Picture { width, height, pixels }
    }

    /// Noise that is the same on every machine.
    fn noise(x: u32, y: u32) -> u8 {
        (x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 13) as u8
    }

    #[test]
    fn what_stands_out_is_the_focus() {
        let disc = picture(400, 200, |x, y| {
            let off = (i64::from(x) - 300) * (i64::from(x) - 300) + (i64::from(y) - 70) * (i64::from(y) - 70);
            let shade = noise(x, y) / 16;
            if off < 1600 { [224, 172, 140, 255] } else { [20 + shade, 60 + shade, 90 + x as u8 / 4, 255] }
        });
        let sight = look_at(&disc);
        assert!((sight.focus[0] - 0.75).abs() < 0.08 && (sight.focus[1] - 0.35).abs() < 0.12, "{:?}", sight.focus);
    }

    #[test]
    fn signs_on_nothing_are_logos_and_noise_is_a_photograph() {
        let logo = picture(200, 100, |x, y| {
            if (60..140).contains(&x) && (30..70).contains(&y) { [10, 40, 200, 255] } else { [0; 4] }
        });
        let sight = look_at(&logo);
        assert_eq!(sight.kind, PictureKind::Logo);
        assert!((sight.ratio - 2.0).abs() < 1e-9 && sight.transparent > 0.5);
        let photo = picture(300, 200, |x, y| [noise(x, y), noise(y, x), (x * 255 / 300) as u8, 255]);
        assert_eq!(look_at(&photo).kind, PictureKind::Photo);
        let plain = picture(120, 120, |x, y| {
            if (40..80).contains(&x) && (40..80).contains(&y) { [220, 30, 30, 255] } else { [255; 4] }
        });
        assert_eq!(look_at(&plain).kind, PictureKind::Logo);
    }

    #[test]
    fn the_smallest_picture_is_looked_at_too() {
        let one = picture(1, 1, |_, _| [255; 4]);
        assert!(look_at(&one).focus.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(look_at(&picture(3000, 1, |x, _| [x as u8; 4])).ratio > 2000.0);
    }
}
