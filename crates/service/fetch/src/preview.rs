//! Drawings as small pictures, to be looked at as those are.

use kurbo::Affine;
use pavo_display_list::{Color, Command, DisplayList};
use pavo_media::{Assets, Drawing, Picture};
use pavo_raster::Painter;

/// Longer side of a preview, in pixels.
const PREVIEW_PX: f64 = 256.0;

/// A drawing on nothing, its longer side 256 pixels.
pub(crate) fn preview(drawing: &Drawing) -> Picture {
    let natural = drawing.size();
    let scale = PREVIEW_PX / natural[0].max(natural[1]);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 256")]
    let [width, height] = natural.map(|side| (side * scale).round().clamp(1.0, PREVIEW_PX) as u32);
    let mut assets = Assets::default();
    assets.add_drawing("preview", drawing.clone());
    let command = Command::Drawing {
        drawing: "preview".into(),
        size: natural,
        pixels_from_shape: Affine::scale_non_uniform(f64::from(width) / natural[0], f64::from(height) / natural[1]),
        opacity: 1.0,
    };
    let nothing = Color { r: 0, g: 0, b: 0, a: 0 };
    let list = DisplayList { commands: vec![command], ..DisplayList::new(width, height, nothing) };
    let pixels = match Painter::new(width, height) {
        Ok(mut painter) => {
            painter.draw(&list, &assets);
            painter.into_pixels()
        }
        // Sides of 1 to 256 pixels can be drawn.
        Err(_) => vec![0; width as usize * height as usize * 4],
    };
    Picture { width, height, pixels }
}
