//! The colours of a picture that shows how a film shall look: which of them is the ground, and which the accent.

use crate::brand::Brand;
use crate::oklch::Oklch;
use crate::sight::{cells_of, rim, sampled};
use pavo_media::Picture;
use pavo_scene::Rgba;

/// Colours that are no further apart than this in `OKLab` are one.
const NEAR: f64 = 0.075;
/// A colour of less of the picture is no accent.
const LEAST_SHARE: f64 = 0.008;
/// A colour of less chroma is a grey.
const LEAST_CHROMA: f64 = 0.055;
/// Hues that are closer are one accent.
const LEAST_TURN: f64 = 40.0;

/// A colour of a picture and how much of it has it, 0 to 1.
#[derive(Debug, Clone, Copy)]
struct Cluster {
    color: Oklch,
    share: f64,
    /// The share of the rim that has it.
    rim: f64,
}

/// The colours of a picture as those of a brand: its ground, as light or dark as words need it, and its strongest colours
/// as accents. Nothing of the picture itself is in it.
#[must_use]
pub fn reference_of(picture: &Picture) -> Brand {
    let (columns, rows) = cells_of(picture);
    let cells = sampled(picture, columns, rows);
    let clusters = clusters_of(&cells, &rim(&cells, columns, rows));
    let ground = clusters.iter().max_by(|one, other| {
        let weight = |cluster: &Cluster| cluster.share + 1.5 * cluster.rim;
        weight(one).total_cmp(&weight(other))
    });
    let Some(ground) = ground else { return Brand::default() };
    let background = calm(ground.color);
    let mut strong: Vec<&Cluster> = clusters
        .iter()
        .filter(|cluster| {
            cluster.share >= LEAST_SHARE
                && cluster.color.c >= LEAST_CHROMA
                && (cluster.color.l - background.l).abs() >= 0.16
        })
        .collect();
    let strength = |cluster: &Cluster| cluster.color.c * cluster.share.sqrt().min(0.4);
    strong.sort_by(|one, other| strength(other).total_cmp(&strength(one)));
    let accent = strong.first().map(|cluster| cluster.color);
    let turn = |one: f64, other: f64| {
        let apart = (one - other).abs() % 360.0;
        apart.min(360.0 - apart)
    };
    let second = accent.and_then(|accent| {
        strong.iter().skip(1).map(|cluster| cluster.color).find(|color| turn(color.h, accent.h) >= LEAST_TURN)
    });
    Brand {
        background: Some(background.to_rgba()),
        accent: accent.map(Oklch::to_rgba),
        accent2: second.map(Oklch::to_rgba),
        ..Brand::default()
    }
}

/// A ground that words can be read on, in the hue of a colour.
fn calm(color: Oklch) -> Oklch {
    if color.l < 0.55 {
        Oklch::new(color.l.clamp(0.14, 0.26), color.c.min(0.07), color.h)
    } else {
        Oklch::new(color.l.clamp(0.93, 0.975), color.c.min(0.035), color.h)
    }
}

fn clusters_of(cells: &[Rgba], rim: &[Rgba]) -> Vec<Cluster> {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand cells")]
    let part = |of: usize| 1.0 / of.max(1) as f64;
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut add = |cell: &Rgba, share: f64, rim: f64| {
        let color = Oklch::of(Rgba { a: 255, ..*cell });
        match clusters.iter_mut().find(|cluster| apart(cluster.color, color) < NEAR) {
            Some(cluster) => {
                // The purest of its colours stands for it, so that an accent is no average.
                if color.c > cluster.color.c && share > 0.0 {
                    cluster.color = Oklch::new(cluster.color.l, color.c.min(cluster.color.c + 0.01), cluster.color.h);
                }
                cluster.share += share;
                cluster.rim += rim;
            }
            None => clusters.push(Cluster { color, share, rim }),
        }
    };
    let solid = || cells.iter().filter(|cell| cell.a >= 128);
    let count = solid().count();
    solid().for_each(|cell| add(cell, part(count), 0.0));
    let solid_rim = || rim.iter().filter(|cell| cell.a >= 128);
    let count = solid_rim().count();
    solid_rim().for_each(|cell| add(cell, 0.0, part(count)));
    clusters
}

/// How far two colours are apart in `OKLab`.
fn apart(one: Oklch, other: Oklch) -> f64 {
    let place = |color: Oklch| {
        let turn = color.h.to_radians();
        [color.l, color.c * libm::cos(turn), color.c * libm::sin(turn)]
    };
    let [a, b] = [place(one), place(other)];
    a.iter().zip(b).map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrast::wcag;

    fn picture(color: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
        let pixels = (0..200_u32).flat_map(|y| (0..300_u32).map(move |x| (x, y))).flat_map(|(x, y)| {
            let [r, g, b] = color(x, y);
            [r, g, b, 255]
        });
        Picture { width: 300, height: 200, pixels: pixels.collect() }
    }

    #[test]
    fn grounds_and_accents_are_told_apart() {
        let dark = reference_of(&picture(|x, y| match (x, y) {
            (100..180, 60..140) => [240, 90, 40],
            (220..260, 60..100) => [60, 200, 190],
            _ => [14, 22, 40],
        }));
        let ground = dark.background.expect("a ground");
        assert!(Oklch::of(ground).l < 0.3);
        let accent = Oklch::of(dark.accent.expect("an accent"));
        assert!((accent.h - Oklch::of(Rgba::opaque(240, 90, 40)).h).abs() < 12.0, "{accent:?}");
        assert!(dark.accent2.is_some_and(|second| Oklch::of(second).h > 150.0));
        assert!(wcag(ground, Rgba::WHITE) > 10.0);
    }

    #[test]
    fn a_grey_picture_has_a_ground_and_no_accent() {
        let grey = reference_of(&picture(|x, _| [225 - (x / 20) as u8; 3]));
        assert!(grey.background.is_some_and(|ground| Oklch::of(ground).l > 0.9));
        assert_eq!(grey.accent, None);
    }
}
