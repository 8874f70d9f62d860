//! Blur along a line.

/// Most times that the picture is laid on itself; each time the line has twice as many points.
const MOST_STEPS: i32 = 9;

/// RGBA8 levels, premultiplied, blurred along a line with the pixel in its middle, where weights fall evenly to its
/// ends; outside is nothing.
///
/// That is the mean along half of the line, and the mean of that once more: at its ends nothing is cut off.
/// For a mean, the picture is laid on itself, moved by a half of the line, then by a quarter, and so on: after a few times the
/// line is covered pixel by pixel.
pub(crate) fn blur_along(bytes: &mut [u8], width: usize, height: usize, [dx, dy]: [f64; 2]) {
    let length = dx.abs().max(dy.abs());
    if length < 1.0 || width == 0 || height == 0 {
        return;
    }
    let mut field: Vec<[f32; 4]> = bytes.as_chunks::<4>().0.iter().map(|pixel| pixel.map(f32::from)).collect();
    for _ in 0..2 {
        // From the middle to each side, a quarter of what is left of the mean's own line.
        let mut step = 0.125;
        for _ in 0..MOST_STEPS {
            field = laid_on_itself(&field, width, height, [dx * step, dy * step]);
            if length * step <= 0.5 {
                break;
            }
            step /= 2.0;
        }
    }
    for (pixel, levels) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(&field) {
        *pixel = levels.map(crate::blur::byte);
    }
}

/// The mean of a picture moved one way and the other.
fn laid_on_itself(field: &[[f32; 4]], width: usize, height: usize, [dx, dy]: [f64; 2]) -> Vec<[f32; 4]> {
    let mut sum = vec![[0.0; 4]; field.len()];
    for (dx, dy) in [(dx, dy), (-dx, -dy)] {
        let (whole_x, part_x) = split(dx);
        let (whole_y, part_y) = split(dy);
        for (step_x, weight_x) in [(whole_x, 1.0 - part_x), (whole_x + 1, part_x)] {
            for (step_y, weight_y) in [(whole_y, 1.0 - part_y), (whole_y + 1, part_y)] {
                let weight = 0.5 * weight_x * weight_y;
                if weight > 0.0 {
                    add_moved(&mut sum, field, (width, height), (step_x, step_y), weight);
                }
            }
        }
    }
    sum
}

/// A distance as whole pixels and the rest.
fn split(distance: f64) -> (i32, f32) {
    let whole = distance.floor();
    #[expect(clippy::cast_possible_truncation, reason = "distances are limited by the document")]
    let parts = (whole as i32, (distance - whole) as f32);
    parts
}

fn add_moved(
    sum: &mut [[f32; 4]],
    field: &[[f32; 4]],
    (width, height): (usize, usize),
    (dx, dy): (i32, i32),
    weight: f32,
) {
    let skipped = |distance: i32| usize::try_from(distance).unwrap_or(0);
    // To the right, the first pixels of a row get nothing and its last are lost.
    let (to_x, from_x) = (skipped(dx), skipped(-dx));
    let (to_y, from_y) = (skipped(dy), skipped(-dy));
    let (columns, rows) = (width.saturating_sub(to_x + from_x), height.saturating_sub(to_y + from_y));
    for row in 0..rows {
        let to = &mut sum[(row + to_y) * width + to_x..][..columns];
        let from = &field[(row + from_y) * width + from_x..][..columns];
        for (to, from) in to.iter_mut().zip(from) {
            for (to, from) in to.iter_mut().zip(from) {
                *to += from * weight;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot() -> Vec<u8> {
        let mut bytes = vec![0; 41 * 41 * 4];
        for y in 19..22 {
            for x in 19..22 {
                bytes[(y * 41 + x) * 4..][..4].fill(255);
            }
        }
        bytes
    }

    fn alpha(bytes: &[u8], x: usize, y: usize) -> u8 {
        bytes[(y * 41 + x) * 4 + 3]
    }

    #[test]
    fn blur_goes_along_its_line_only_and_evenly() {
        let mut bytes = dot();
        blur_along(&mut bytes, 41, 41, [24.0, 0.0]);
        let levels = [10, 14, 18, 20].map(|x| alpha(&bytes, x, 20));
        assert!(levels.is_sorted() && levels[0] > 0 && (50..70).contains(&levels[3]), "{levels:?}");
        assert_eq!(alpha(&bytes, 12, 20), alpha(&bytes, 28, 20));
        assert_eq!((alpha(&bytes, 20, 24), alpha(&bytes, 3, 20)), (0, 0));
    }

    #[test]
    fn aslant_it_goes_to_both_sides_and_loses_no_light() {
        let mut bytes = dot();
        let light = |bytes: &[u8]| bytes.as_chunks::<4>().0.iter().map(|pixel| f64::from(pixel[3])).sum::<f64>();
        let before = light(&bytes);
        blur_along(&mut bytes, 41, 41, [16.0, 16.0]);
        assert!(alpha(&bytes, 14, 14) > 0 && alpha(&bytes, 26, 26) > 0 && alpha(&bytes, 14, 26) == 0);
        assert!((light(&bytes) / before - 1.0).abs() < 0.05, "{}", light(&bytes) / before);
    }

    #[test]
    fn a_line_longer_than_the_picture_does_no_harm() {
        let mut bytes = dot();
        blur_along(&mut bytes, 41, 41, [900.0, -500.0]);
        assert!(alpha(&bytes, 20, 20) < 10);
    }
}
