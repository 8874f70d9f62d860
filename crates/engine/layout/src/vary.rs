//! Texts whose letters change their weight or width while they are seen.

use crate::text_block::TextBlock;
use crate::typesetter::{SetText, TextSpec, Typesetter};
use pavo_scene::{Keys, Track};
use std::borrow::Cow;

/// A text set at several weights and widths; between them letters are led from one to the next.
///
/// Variable fonts lead outlines and advances in straight lines between such places, so that what is between two
/// settings is what a new setting would give.
#[derive(Debug, Clone)]
pub(crate) struct Variants {
    weights: Vec<f64>,
    stretches: Vec<f64>,
    /// For each weight those of all widths.
    blocks: Vec<TextBlock>,
}

/// Steps between two settings.
const WEIGHT_STEP: f64 = 100.0;
const STRETCH_STEP: f64 = 12.5;

/// Weight that letters which grow begin with.
pub(crate) const THINNEST: f64 = 100.0;

impl Variants {
    /// The settings that a text needs for what its keys do, and the text at the largest of them; `None` where its
    /// letters stay as they are.
    ///
    /// `grows`: whether its letters come from the thinnest cut to their own weight.
    pub(crate) fn of(
        keys: Option<&Keys>,
        grows: bool,
        typesetter: &mut Typesetter,
        spec: &TextSpec,
    ) -> Option<(Self, SetText)> {
        let none = Track::default();
        let [weight, font_width] = keys.map_or([&none; 2], |keys| [&keys.weight, &keys.font_width]);
        if weight.is_empty() && font_width.is_empty() && !grows {
            return None;
        }
        let growing = Track::of([(0.0, THINNEST, None), (1.0, spec.weight, None)]);
        let weight = if grows && weight.is_empty() { &growing } else { weight };
        let weights = places(weight, spec.weight, WEIGHT_STEP, [THINNEST, 900.0]);
        let stretches = places(font_width, spec.stretch, STRETCH_STEP, [50.0, 200.0]);
        let heaviest = weights.last().copied().unwrap_or(spec.weight);
        let widest = stretches.last().copied().unwrap_or(spec.stretch);
        let largest = TextSpec { weight: heaviest, stretch: widest, ..spec.clone() };
        let mut set = typesetter.set(&largest);
        let text = set.block.broken_text(&spec.text);
        let em = set.block.em;
        let mut blocks = Vec::with_capacity(weights.len() * stretches.len());
        for weight in &weights {
            for stretch in &stretches {
                let alike = TextSpec {
                    text: text.clone(),
                    weight: *weight,
                    stretch: *stretch,
                    size: em,
                    min: em,
                    max_width: f64::INFINITY,
                    max_height: f64::INFINITY,
                    max_lines: usize::MAX,
                    ..spec.clone()
                };
                blocks.push(typesetter.set(&alike).block);
            }
        }
        // Its box is the same all the time.
        let width = blocks.iter().map(|block| block.width).fold(set.block.width, f64::max);
        for block in blocks.iter_mut().chain([&mut set.block]) {
            block.widen(width, spec.align);
        }
        Some((Self { weights, stretches, blocks }, set))
    }

    /// The text as its letters are at a moment.
    pub(crate) fn at<'b>(
        &'b self,
        weight: Option<f64>,
        stretch: Option<f64>,
        rest: &'b TextBlock,
    ) -> Cow<'b, TextBlock> {
        let (row, down) = place_in(&self.weights, weight);
        let (column, across) = place_in(&self.stretches, stretch);
        let block = |row: usize, column: usize| self.blocks.get(row * self.stretches.len() + column).unwrap_or(rest);
        let next = |index: usize, count: usize| (index + 1).min(count - 1);
        let in_row = |row: usize| block(row, column).toward(block(row, next(column, self.stretches.len())), across);
        if down == 0.0 {
            return in_row(row);
        }
        Cow::Owned(in_row(row).toward(&in_row(next(row, self.weights.len())), down).into_owned())
    }
}

/// The places on an axis at which a text is set, for all that a track may lead through.
fn places(track: &Track<f64>, rest: f64, step: f64, ends: [f64; 2]) -> Vec<f64> {
    if track.is_empty() {
        return vec![rest];
    }
    let values = track.keys.iter().map(|key| key.value.clamp(ends[0], ends[1]));
    let [low, high] = if track.expression.is_some() || track.keys.is_empty() {
        ends
    } else {
        // Springs lead beyond their keys.
        let [low, high] = [values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max)];
        let room = 0.25 * (high - low);
        [(low - room).max(ends[0]), (high + room).min(ends[1])]
    };
    let mut places = vec![low];
    let mut place = (low / step).floor() * step + step;
    while place < high - 1e-6 {
        places.push(place);
        place += step;
    }
    if high > low {
        places.push(high);
    }
    places
}

/// Between which places a value is, and how far from the one to the next.
fn place_in(places: &[f64], value: Option<f64>) -> (usize, f64) {
    let Some(value) = value else { return (0, 0.0) };
    let index = places.partition_point(|place| *place <= value).saturating_sub(1);
    match places.get(index..index + 2) {
        Some([low, high]) => (index, ((value - low) / (high - low)).clamp(0.0, 1.0)),
        _ => (index, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_media::{Assets, Font};
    use std::path::Path;

    #[test]
    fn settings_reach_over_what_keys_lead_through() {
        let track = Track::of([(0.0, 300.0, None), (1.0, 500.0, None)]);
        assert_eq!(places(&track, 400.0, 100.0, [100.0, 900.0]), [250.0, 300.0, 400.0, 500.0, 550.0]);
        assert_eq!(places(&Track::default(), 400.0, 100.0, [100.0, 900.0]), [400.0]);
    }

    fn typesetter() -> Typesetter {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts/archivo/Archivo_wdth_wght.ttf");
        let mut assets = Assets::default();
        assets.add_font(Font::from_bytes("Archivo", 400, false, std::fs::read(file).expect("a bundled font")));
        Typesetter::new(&assets)
    }

    fn spec(weight: f64, stretch: f64) -> TextSpec {
        TextSpec {
            text: "Harbour lights".to_owned(),
            families: vec!["Archivo".to_owned()],
            size: 200.0,
            min: 200.0,
            weight,
            stretch,
            italic: false,
            tracking: -0.02,
            leading: 1.1,
            max_width: f64::INFINITY,
            max_height: f64::INFINITY,
            max_lines: 1,
            align: 0.0,
            tabular: false,
            hangs: false,
        }
    }

    #[test]
    fn letters_between_two_settings_are_where_a_new_setting_puts_them() {
        let track = |low, high| Track::of([(0.0, low, None), (1.0, high, None)]);
        let keys = Keys { weight: track(100.0, 900.0), font_width: track(62.0, 125.0), ..Keys::default() };
        let mut typesetter = typesetter();
        let (variants, set) =
            Variants::of(Some(&keys), false, &mut typesetter, &spec(400.0, 100.0)).expect("changing letters");
        for (weight, stretch) in [(400.0, 100.0), (450.0, 100.0), (780.0, 70.0), (150.0, 120.0)] {
            let led = variants.at(Some(weight), Some(stretch), &set.block).into_owned();
            let fresh = typesetter.set(&spec(weight, stretch)).block;
            assert_eq!(led.glyphs.len(), fresh.glyphs.len());
            for (led, fresh) in led.glyphs.iter().zip(&fresh.glyphs) {
                let off = (led.glyph.x - fresh.glyph.x).abs();
                // Of a line of 1300 units.
                assert!(off < 2.5, "{off} at {weight} {stretch}");
            }
            let axes = |block: &TextBlock| block.runs[0].axes.coords().to_vec();
            for (led, fresh) in axes(&led).iter().zip(axes(&fresh)) {
                assert!((led - fresh).abs() < 120, "{led} {fresh} at {weight} {stretch}");
            }
        }
    }

    #[test]
    fn values_lie_between_two_settings() {
        assert_eq!(place_in(&[100.0, 200.0, 300.0], Some(250.0)), (1, 0.5));
        assert_eq!(place_in(&[100.0, 200.0], Some(900.0)), (1, 0.0));
        assert_eq!(place_in(&[100.0, 200.0], Some(0.0)), (0, 0.0));
    }
}
