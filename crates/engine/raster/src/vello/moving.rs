//! Things that move while the shutter is open: each state is drawn by itself, then their mean.

use super::{NOTHING, Vello, pixmap_of, side_of};
use crate::effect_cache::{EffectKey, EffectLayer};
use crate::light::{Light, Sample};
use kurbo::{Affine, Rect};
use pavo_display_list::{Command, Digest, Effect, Glyph, GlyphRun, Paint, bounds_of};
use pavo_media::Assets;

impl Vello {
    /// The mean of some samples: as it was kept, or drawn. `command`: what holds them.
    pub(super) fn moving_layer(
        &mut self,
        command: &Command,
        samples: &[Vec<Command>],
        part_from_frame: Affine,
        part_size: (u16, u16),
        assets: &Assets,
    ) -> Option<EffectLayer> {
        let key = EffectKey {
            content: Digest::of_commands([command]),
            part_from_frame: part_from_frame.as_coeffs().map(f64::to_bits),
            part_size,
        };
        if let Some(kept) = self.effects.get(&key) {
            return kept;
        }
        let drawn = self.draw_moving(samples, part_from_frame, part_size, assets);
        self.effects.put(key, drawn.clone());
        drawn
    }

    fn draw_moving(
        &mut self,
        samples: &[Vec<Command>],
        part_from_frame: Affine,
        (width, height): (u16, u16),
        assets: &Assets,
    ) -> Option<EffectLayer> {
        let seen = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let letters = &mut self.letters;
        let mut letter = |run: &GlyphRun, glyph: &Glyph| letters.bounds(run, glyph, assets);
        let mut area_of = |sample: &[Command]| {
            let bounds = part_from_frame.transform_rect_bbox(bounds_of(sample, &mut letter)?);
            Some(bounds.intersect(seen).expand()).filter(|area| area.area() > 0.0)
        };
        let areas: Vec<Option<Rect>> = samples.iter().map(|sample| area_of(sample)).collect();
        let area = areas.iter().flatten().copied().reduce(|all, one| all.union(one))?;
        let (mean_width, mean_height) = (side_of(area.width()), side_of(area.height()));
        let inner = self.inner.get_or_insert_with(|| Self::within(self.size, self.depth, mean_width, mean_height));
        let pictures: Vec<Sample> = samples
            .iter()
            .zip(areas)
            .map(|(sample, own)| {
                let Some(own) = own else { return Sample::default() };
                let (own_width, own_height) = (side_of(own.width()), side_of(own.height()));
                let size = [usize::from(own_width), usize::from(own_height)];
                let sample_from_frame = Affine::translate((-own.x0, -own.y0)) * part_from_frame;
                let mut pixels = vec![0; size[0] * size[1] * 4];
                inner.draw_part(sample, sample_from_frame, (own_width, own_height), Some(NOTHING), assets, &mut pixels);
                Sample { pixels, size, corner: [side_from(own.x0 - area.x0), side_from(own.y0 - area.y0)] }
            })
            .collect();
        let size = [mean_width, mean_height].map(usize::from);
        let mean = if is_one_color(samples, &mut |run, glyph| self.letters.may_have_colors(run, glyph, assets)) {
            Light::mean_of_cover(&pictures, size)
        } else {
            self.light.get_or_insert_with(|| Box::new(Light::new())).mean(&pictures, size)
        };
        let pixels = pixmap_of(mean, mean_width, mean_height);
        Some(EffectLayer { changed: None, pixels, x: area.x0, y: area.y0 })
    }
}

/// Whether all that samples draw has one colour, whatever its opacity.
///
/// `is_colored`: whether a letter may have colours of its own.
fn is_one_color(samples: &[Vec<Command>], is_colored: &mut dyn FnMut(&GlyphRun, &Glyph) -> bool) -> bool {
    let mut known: Option<[u8; 3]> = None;
    samples.iter().flatten().all(|command| match command {
        Command::Glyphs { run, glyphs, .. } if glyphs.iter().any(|glyph| is_colored(run, glyph)) => false,
        Command::FillRect { paint: Paint::Solid(color), .. }
        | Command::FillPath { paint: Paint::Solid(color), .. }
        | Command::StrokePath { paint: Paint::Solid(color), .. }
        | Command::Glyphs { paint: Paint::Solid(color), .. } => {
            let color = [color.r, color.g, color.b];
            *known.get_or_insert(color) == color
        }
        // A blur moves cover about and leaves the colour; a shadow has one of its own.
        Command::PushLayer(layer) => layer.effects.iter().all(|effect| matches!(effect, Effect::Blur { .. })),
        Command::PopLayer => true,
        _ => false,
    })
}

/// A distance within a frame, in whole pixels.
fn side_from(distance_px: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u16")]
    let distance = distance_px.clamp(0.0, f64::from(u16::MAX)) as usize;
    distance
}
