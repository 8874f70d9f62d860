//! Colour changes as weights of the three channels.
//!
//! Source of the matrices of saturation and hue: Filter Effects Level 1,
//! <https://www.w3.org/TR/filter-effects-1/#feColorMatrixElement>.

use pavo_scene::{Effect, Rgba};

/// For red, green and blue: weights of red, green and blue, and what is added.
type Rows = [[f64; 4]; 3];

/// Weights of light, BT.709.
const LIGHT: [f64; 3] = [0.2126, 0.7152, 0.0722];

/// What an adjust effect does: hue, saturation, contrast, brightness and inversion, in this order.
pub(crate) fn adjusting(effect: &Effect) -> Rows {
    let saturation = 1.0 + effect.saturation.unwrap_or(0.0);
    let contrast = 1.0 + effect.contrast.unwrap_or(0.0);
    let brightness = effect.brightness.unwrap_or(0.0);
    let inverted = effect.invert.unwrap_or(0.0);
    let mut rows = after(saturating(saturation), turning(effect.hue.unwrap_or(0.0).to_radians()));
    for row in &mut rows {
        // Contrast spreads from the middle; inverting mixes each level with its opposite.
        let (scale, shift) = (contrast, (1.0 - contrast) / 2.0 + brightness);
        *row = row.map(|weight| weight * scale);
        row[3] += shift;
        *row = row.map(|weight| weight * (1.0 - 2.0 * inverted));
        row[3] += inverted;
    }
    rows
}

/// Shades between two colours: black becomes one and white the other, to a share.
pub(crate) fn tinting(shade: Rgba, tint: Rgba, share: f64) -> Rows {
    let share = share.clamp(0.0, 1.0);
    let [shade, tint] =
        [shade, tint].map(|color| [color.r, color.g, color.b].map(|channel| f64::from(channel) / 255.0));
    [0, 1, 2].map(|row| {
        let own = |column: usize| if row == column { 1.0 - share } else { 0.0 };
        let weight = |column: usize| own(column) + share * LIGHT[column] * (tint[row] - shade[row]);
        [weight(0), weight(1), weight(2), share * shade[row]]
    })
}

fn saturating(amount: f64) -> Rows {
    [0, 1, 2].map(|row| {
        let weight = |column: usize| LIGHT[column] * (1.0 - amount) + if row == column { amount } else { 0.0 };
        [weight(0), weight(1), weight(2), 0.0]
    })
}

/// Hues turned by an angle in radians, light kept.
pub(crate) fn turning(angle: f64) -> Rows {
    const BY_SINE: [[f64; 3]; 3] = [[-0.2126, -0.7152, 0.9278], [0.143, 0.140, -0.283], [-0.7874, 0.7152, 0.0722]];
    let (sin, cos) = (libm::sin(angle), libm::cos(angle));
    [0, 1, 2].map(|row: usize| {
        let weight = |column: usize| {
            let one = if row == column { 1.0 } else { 0.0 };
            LIGHT[column] + cos * (one - LIGHT[column]) + sin * BY_SINE[row][column]
        };
        [weight(0), weight(1), weight(2), 0.0]
    })
}

/// One change after another.
fn after(second: Rows, first: Rows) -> Rows {
    second.map(|row| {
        let sum = |column: usize| (0..3).map(|middle| row[middle] * first[middle][column]).sum::<f64>();
        [sum(0), sum(1), sum(2), sum(3) + row[3]]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::EffectKind;

    fn applied(rows: Rows, color: [f64; 3]) -> [f64; 3] {
        rows.map(|row| row[0] * color[0] + row[1] * color[1] + row[2] * color[2] + row[3])
    }

    fn assert_near(found: [f64; 3], expected: [f64; 3]) {
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-3),
            "{found:?} {expected:?}"
        );
    }

    #[test]
    fn adjusting_by_nothing_changes_nothing() {
        assert_near(applied(adjusting(&Effect::new(EffectKind::Adjust)), [0.2, 0.5, 0.9]), [0.2, 0.5, 0.9]);
    }

    #[test]
    fn each_adjustment_does_what_its_name_says() {
        let with = |change: fn(&mut Effect)| {
            let mut effect = Effect::new(EffectKind::Adjust);
            change(&mut effect);
            adjusting(&effect)
        };
        assert_near(applied(with(|effect| effect.invert = Some(1.0)), [0.2, 0.5, 0.9]), [0.8, 0.5, 0.1]);
        assert_near(applied(with(|effect| effect.brightness = Some(0.1)), [0.2, 0.5, 0.8]), [0.3, 0.6, 0.9]);
        assert_near(applied(with(|effect| effect.contrast = Some(1.0)), [0.4, 0.5, 0.6]), [0.3, 0.5, 0.7]);
        let grey = applied(with(|effect| effect.saturation = Some(-1.0)), [0.2, 0.5, 0.9]);
        assert!((grey[0] - grey[1]).abs() < 1e-9 && (grey[1] - grey[2]).abs() < 1e-9);
        // A third of the way round, and back to itself after a whole round.
        assert_near(applied(with(|effect| effect.hue = Some(360.0)), [0.2, 0.5, 0.9]), [0.2, 0.5, 0.9]);
        assert_near(applied(with(|effect| effect.hue = Some(77.0)), [0.4, 0.4, 0.4]), [0.4, 0.4, 0.4]);
    }

    #[test]
    fn white_becomes_the_tint_and_black_stays() {
        let rows = tinting(Rgba::BLACK, Rgba::opaque(255, 0, 51), 1.0);
        assert_near(applied(rows, [1.0, 1.0, 1.0]), [1.0, 0.0, 0.2]);
        assert_near(applied(rows, [0.0, 0.0, 0.0]), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_duotone_lies_between_its_two_colors() {
        let rows = tinting(Rgba::opaque(0, 51, 102), Rgba::opaque(255, 204, 0), 1.0);
        assert_near(applied(rows, [0.0, 0.0, 0.0]), [0.0, 0.2, 0.4]);
        assert_near(applied(rows, [1.0, 1.0, 1.0]), [1.0, 0.8, 0.0]);
        assert_near(applied(rows, [0.5, 0.5, 0.5]), [0.5, 0.5, 0.2]);
        let half = tinting(Rgba::opaque(0, 51, 102), Rgba::opaque(255, 204, 0), 0.5);
        assert_near(applied(half, [0.0, 0.0, 0.0]), [0.0, 0.1, 0.2]);
    }
}
