//! Blend modes on whole pixels.
//!
//! Source: Compositing and Blending Level 1, <https://www.w3.org/TR/compositing-1/#blending>.
//! The rasteriser has the same modes, but blends only with what it draws in one go, and slower.

use crate::region::Region;
use crate::wide::{alphas_of, widely};
use pavo_display_list::Blend;
use std::num::Wrapping;

/// Puts a layer on what is below it, with an opacity of 0 to 255.
///
/// `layer` and `pixels`: RGBA8, premultiplied, of the same length.
pub(crate) fn blend_layer(blend: Blend, opacity: u8, layer: &[u8], pixels: &mut [u8]) {
    widely!(blend_pixels(blend, (opacity, layer, pixels)));
}

/// Puts a layer of a region's size on that region of a frame of `width` pixels; otherwise as [`blend_layer`].
pub(crate) fn blend_region(blend: Blend, opacity: u8, layer: &[u8], region: Region, pixels: &mut [u8], width: u32) {
    let [across, _] = region.size();
    for (row, source) in region.rows(width).zip(layer.chunks_exact(4 * usize::from(across).max(1))) {
        blend_layer(blend, opacity, source, &mut pixels[row]);
    }
}

#[inline(always)]
fn blend_pixels(blend: Blend, on: On<'_, '_>) {
    match blend {
        Blend::Normal => by_levels(on, |mix| mix.source * FULL + mix.below * (FULL - mix.source_alpha)),
        Blend::Multiply => by_levels(on, |mix| mix.beside() + mix.source * mix.below),
        Blend::Screen => by_levels(on, |mix| (mix.source + mix.below) * FULL - mix.source * mix.below),
        Blend::Darken => {
            by_levels(on, |mix| mix.beside() + (mix.source * mix.below_alpha).min(mix.below * mix.source_alpha));
        }
        Blend::Lighten => {
            by_levels(on, |mix| mix.beside() + (mix.source * mix.below_alpha).max(mix.below * mix.source_alpha));
        }
        Blend::Difference => by_levels(on, |mix| {
            let less = (mix.source * mix.below_alpha).min(mix.below * mix.source_alpha);
            (mix.source + mix.below) * FULL - mix.both * less
        }),
        Blend::Exclusion => by_levels(on, |mix| (mix.source + mix.below) * FULL - mix.both * mix.source * mix.below),
        Blend::Overlay => {
            by_colors(on, |source, below| each(source, below, |top, bottom| hard_light(bottom, top)));
        }
        Blend::HardLight => by_colors(on, |source, below| each(source, below, hard_light)),
        Blend::SoftLight => by_colors(on, |source, below| each(source, below, soft_light)),
        Blend::ColorDodge => by_colors(on, |source, below| each(source, below, color_dodge)),
        Blend::ColorBurn => by_colors(on, |source, below| each(source, below, color_burn)),
        Blend::Hue => by_colors(on, |source, below| {
            with_luminosity(with_saturation(source, saturation(below)), luminosity(below))
        }),
        Blend::Saturation => by_colors(on, |source, below| {
            with_luminosity(with_saturation(below, saturation(source)), luminosity(below))
        }),
        Blend::Color => by_colors(on, |source, below| with_luminosity(source, luminosity(below))),
        Blend::Luminosity => by_colors(on, |source, below| with_luminosity(below, luminosity(source))),
    }
}

/// Opacity, layer and what is below it.
type On<'l, 'p> = (u8, &'l [u8], &'p mut [u8]);

/// Sixteen bits: what a formula gives in the end fits, whatever it passes on the way.
type Level = Wrapping<u16>;

/// The highest level.
const FULL: Level = Wrapping(255);

/// Premultiplied levels of a channel to be mixed.
#[derive(Clone, Copy)]
struct Mix {
    source: Level,
    below: Level,
    source_alpha: Level,
    below_alpha: Level,
    /// 2 for a colour, 1 for the alpha, of which what is shared is not taken off twice.
    both: Level,
}

impl Mix {
    /// 255 times what of each is where the other is not.
    #[inline(always)]
    fn beside(self) -> Level {
        self.source * (FULL - self.below_alpha) + self.below * (FULL - self.source_alpha)
    }
}

/// Bytes that are mixed at a time.
const CHUNK: usize = 256;

/// 2 for each colour, 1 for each alpha.
const BOTH: [u16; CHUNK] = {
    let mut both = [2; CHUNK];
    let mut at = 3;
    while at < CHUNK {
        both[at] = 1;
        at += 4;
    }
    both
};

/// Mixes by a formula of premultiplied levels, which gives 255 times the level.
#[inline(always)]
fn by_levels((opacity, layer, pixels): On<'_, '_>, formula: impl Fn(Mix) -> Level) {
    if opacity == u8::MAX {
        // All of what is seen.
        mix_chunks(layer, pixels, &|level| Wrapping(u16::from(level)), &formula);
    } else {
        let opacity = Wrapping(u16::from(opacity));
        mix_chunks(layer, pixels, &|level| shared(Wrapping(u16::from(level)) * opacity), &formula);
    }
}

/// Mixes bytes; `seen`: how much of a layer's level is seen.
#[inline(always)]
fn mix_chunks(layer: &[u8], pixels: &mut [u8], seen: &impl Fn(u8) -> Level, formula: &impl Fn(Mix) -> Level) {
    let (chunks, rest) = pixels.as_chunks_mut::<CHUNK>();
    let (sources, rest_of_layer) = layer.as_chunks::<CHUNK>();
    for (chunk, source) in chunks.iter_mut().zip(sources) {
        mix_chunk(source, chunk, seen, formula);
    }
    if let Some(source) = padded(rest_of_layer)
        && let Some(mut chunk) = padded(rest)
    {
        mix_chunk(&source, &mut chunk, seen, formula);
        rest.copy_from_slice(&chunk[..rest.len()]);
    }
}

/// Some bytes, and nothing after them; `None` for none at all.
fn padded(bytes: &[u8]) -> Option<[u8; CHUNK]> {
    let mut chunk = [0; CHUNK];
    chunk.get_mut(..bytes.len())?.copy_from_slice(bytes);
    (!bytes.is_empty()).then_some(chunk)
}

#[inline(always)]
fn mix_chunk(
    layer: &[u8; CHUNK],
    pixels: &mut [u8; CHUNK],
    seen: &impl Fn(u8) -> Level,
    formula: &impl Fn(Mix) -> Level,
) {
    // Nothing changes what is below it in no mode.
    if layer.iter().fold(0, |all, byte| all | byte) == 0 {
        return;
    }
    // Every byte by itself, with its pixel's alphas beside it, and no branches: so the compiler does many at a time.
    let (source_alphas, below_alphas) = (alphas_of(layer), alphas_of(pixels));
    for at in 0..CHUNK {
        let mix = Mix {
            source: seen(layer[at]),
            below: Wrapping(u16::from(pixels[at])),
            source_alpha: seen(source_alphas[at]),
            below_alpha: Wrapping(u16::from(below_alphas[at])),
            both: Wrapping(BOTH[at]),
        };
        let [level, _] = shared(formula(mix)).0.to_le_bytes();
        pixels[at] = level;
    }
}

/// A 255th, rounded; of at most 255 times 255.
#[inline(always)]
fn shared(product: Level) -> Level {
    let raised = product + Wrapping(128);
    (raised + (raised >> 8)) >> 8
}

/// Mixes by a formula of the straight colours of source and below, each channel from 0 to 1.
#[inline(always)]
fn by_colors((opacity, layer, pixels): On<'_, '_>, formula: impl Fn([f32; 3], [f32; 3]) -> [f32; 3]) {
    let opacity = f32::from(opacity) / 255.0;
    for (pixel, source) in pixels.chunks_exact_mut(4).zip(layer.chunks_exact(4)) {
        let (source_alpha, below_alpha) = (opacity * f32::from(source[3]) / 255.0, f32::from(pixel[3]) / 255.0);
        if source_alpha == 0.0 {
            continue;
        }
        let straight = |pixel: &[u8]| {
            let alpha = f32::from(pixel[3]).max(1.0);
            [pixel[0], pixel[1], pixel[2]].map(|level| (f32::from(level) / alpha).min(1.0))
        };
        let (top, bottom) = (straight(source), straight(pixel));
        let mixed = formula(top, bottom);
        for channel in 0..3 {
            let level = source_alpha * (1.0 - below_alpha) * top[channel]
                + source_alpha * below_alpha * mixed[channel]
                + (1.0 - source_alpha) * below_alpha * bottom[channel];
            pixel[channel] = crate::blur::byte(level * 255.0);
        }
        pixel[3] = crate::blur::byte((source_alpha + below_alpha - source_alpha * below_alpha) * 255.0);
    }
}

fn each(source: [f32; 3], below: [f32; 3], formula: impl Fn(f32, f32) -> f32) -> [f32; 3] {
    [0, 1, 2].map(|channel| formula(source[channel], below[channel]))
}

fn hard_light(top: f32, bottom: f32) -> f32 {
    if top <= 0.5 { 2.0 * top * bottom } else { bottom + (2.0 * top - 1.0) - bottom * (2.0 * top - 1.0) }
}

fn soft_light(top: f32, bottom: f32) -> f32 {
    if top <= 0.5 {
        bottom - (1.0 - 2.0 * top) * bottom * (1.0 - bottom)
    } else {
        let root = if bottom <= 0.25 { ((16.0 * bottom - 12.0) * bottom + 4.0) * bottom } else { bottom.sqrt() };
        bottom + (2.0 * top - 1.0) * (root - bottom)
    }
}

fn color_dodge(top: f32, bottom: f32) -> f32 {
    if bottom == 0.0 {
        0.0
    } else if top >= 1.0 {
        1.0
    } else {
        (bottom / (1.0 - top)).min(1.0)
    }
}

fn color_burn(top: f32, bottom: f32) -> f32 {
    if bottom >= 1.0 {
        1.0
    } else if top <= 0.0 {
        0.0
    } else {
        1.0 - ((1.0 - bottom) / top).min(1.0)
    }
}

fn luminosity([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

fn least(color: [f32; 3]) -> f32 {
    color[0].min(color[1]).min(color[2])
}

fn most(color: [f32; 3]) -> f32 {
    color[0].max(color[1]).max(color[2])
}

fn saturation(color: [f32; 3]) -> f32 {
    most(color) - least(color)
}

/// The colour with another luminosity, its channels brought back within 0 to 1.
fn with_luminosity(color: [f32; 3], wanted: f32) -> [f32; 3] {
    let shift = wanted - luminosity(color);
    let color = color.map(|channel| channel + shift);
    let (light, low, high) = (luminosity(color), least(color), most(color));
    color.map(|channel| {
        let raised = if low < 0.0 { light + (channel - light) * light / (light - low) } else { channel };
        if high > 1.0 { light + (raised - light) * (1.0 - light) / (high - light) } else { raised }
    })
}

/// The colour with another saturation: its least channel becomes 0, its greatest the saturation.
fn with_saturation(color: [f32; 3], wanted: f32) -> [f32; 3] {
    let (low, range) = (least(color), saturation(color));
    color.map(|channel| if range > 0.0 { (channel - low) * wanted / range } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Blend; 16] = [
        Blend::Normal,
        Blend::Multiply,
        Blend::Screen,
        Blend::Overlay,
        Blend::Darken,
        Blend::Lighten,
        Blend::ColorDodge,
        Blend::ColorBurn,
        Blend::HardLight,
        Blend::SoftLight,
        Blend::Difference,
        Blend::Exclusion,
        Blend::Hue,
        Blend::Saturation,
        Blend::Color,
        Blend::Luminosity,
    ];

    fn blended(blend: Blend, source: [u8; 4], below: [u8; 4]) -> [u8; 4] {
        let mut pixel = below;
        blend_layer(blend, 255, &source, &mut pixel);
        pixel
    }

    /// The general formula of the source, for modes given as functions of one channel.
    fn exact(together: impl Fn(f64, f64) -> f64, source: [u8; 4], below: [u8; 4]) -> [f64; 4] {
        let [source, below] = [source, below].map(|pixel| pixel.map(|level| f64::from(level) / 255.0));
        let straight = |level: f64, alpha: f64| if alpha > 0.0 { level / alpha } else { 0.0 };
        let mut mixed = [0.0; 4];
        for channel in 0..3 {
            let (top, bottom) = (straight(source[channel], source[3]), straight(below[channel], below[3]));
            mixed[channel] = source[3] * (1.0 - below[3]) * top
                + source[3] * below[3] * together(top, bottom)
                + (1.0 - source[3]) * below[3] * bottom;
        }
        mixed[3] = source[3] + below[3] - source[3] * below[3];
        mixed.map(|level| level * 255.0)
    }

    /// Pairs of premultiplied pixels.
    fn pairs() -> impl Iterator<Item = ([u8; 4], [u8; 4])> {
        (0..4_000_u32).map(|n| {
            let level = |factor: u32, most: u8| u8::try_from(n * factor % (u32::from(most) + 1)).expect("byte");
            let (source_alpha, below_alpha) = (level(7, 255), if n % 3 == 0 { 255 } else { level(11, 255) });
            let source = [level(13, source_alpha), level(29, source_alpha), level(31, source_alpha), source_alpha];
            let below = [level(17, below_alpha), level(19, below_alpha), level(23, below_alpha), below_alpha];
            (source, below)
        })
    }

    #[test]
    fn separable_modes_are_within_a_level_of_their_formulas() {
        type Formula = fn(f64, f64) -> f64;
        let modes: [(Blend, Formula); 8] = [
            (Blend::Normal, |top, _| top),
            (Blend::Multiply, |top, bottom| top * bottom),
            (Blend::Screen, |top, bottom| top + bottom - top * bottom),
            (Blend::Darken, f64::min),
            (Blend::Lighten, f64::max),
            (Blend::Difference, |top, bottom| (top - bottom).abs()),
            (Blend::Exclusion, |top, bottom| top + bottom - 2.0 * top * bottom),
            (Blend::HardLight, |top, bottom| {
                if top <= 0.5 { bottom * 2.0 * top } else { bottom + (2.0 * top - 1.0) - bottom * (2.0 * top - 1.0) }
            }),
        ];
        for (blend, formula) in modes {
            for (source, below) in pairs() {
                for (found, expected) in blended(blend, source, below).iter().zip(exact(formula, source, below)) {
                    let off = (f64::from(*found) - expected).abs();
                    assert!(off <= 1.0, "{blend:?} {source:?} on {below:?}: {found} for {expected}");
                }
            }
        }
    }

    #[test]
    fn widest_registers_give_the_same_levels_as_none() {
        let (layer, below): (Vec<_>, Vec<_>) = pairs().take(777).unzip();
        for blend in ALL {
            for opacity in [255, 100] {
                let (mut wide, mut plain) = (below.concat(), below.concat());
                blend_layer(blend, opacity, &layer.concat(), &mut wide);
                blend_pixels(blend, (opacity, &layer.concat(), &mut plain));
                assert_eq!(wide, plain, "{blend:?}");
            }
        }
    }

    #[test]
    fn no_mode_leaves_its_alpha_or_changes_what_is_below_nothing() {
        for blend in ALL {
            for (source, below) in pairs() {
                let mixed = blended(blend, source, below);
                assert!(
                    mixed[..3].iter().all(|level| u16::from(*level) <= u16::from(mixed[3]) + 1),
                    "{blend:?} {mixed:?}"
                );
                assert_eq!(blended(blend, [0; 4], below), below, "{blend:?}");
            }
        }
    }

    #[test]
    fn colour_modes_keep_what_their_names_say_of_what_is_below() {
        let grey = |pixel: [u8; 4]| 0.3 * f64::from(pixel[0]) + 0.59 * f64::from(pixel[1]) + 0.11 * f64::from(pixel[2]);
        let (source, below) = ([200, 30, 60, 255], [40, 90, 120, 255]);
        for blend in [Blend::Hue, Blend::Saturation, Blend::Color] {
            assert!((grey(blended(blend, source, below)) - grey(below)).abs() < 1.5, "{blend:?}");
        }
        assert!((grey(blended(Blend::Luminosity, source, below)) - grey(source)).abs() < 1.5);
    }
}
