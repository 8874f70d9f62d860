//! One frame, from its time to its pixels.

use crate::warning::FilmWarning;
use pavo_display_list::DisplayList;
use pavo_layout::Stage;
use pavo_media::Assets;
use pavo_raster::{Drawn, FrameTooLarge, Painter};
use pavo_scene::{AspectRatio, PixelSize, Resolution, Scene, Time};
use pavo_timeline::{Pose, pose_at, scheduled};

/// A scene set up at one ratio and size: gives the drawing commands of any of its moments.
///
/// Shared by all threads; a frame is a function of its time alone.
#[derive(Debug)]
pub struct FrameMaker<'a> {
    scene: Scene,
    stage: Stage,
    frame: [f64; 2],
    size: PixelSize,
    assets: &'a Assets,
}

impl<'a> FrameMaker<'a> {
    /// Sets a scene up.
    pub fn new(scene: &Scene, aspect: AspectRatio, size: PixelSize, assets: &'a Assets) -> Self {
        Self {
            scene: scheduled(&scene.at_aspect(aspect)),
            stage: Stage::new(scene, aspect, assets),
            frame: aspect.design_size(),
            size,
            assets,
        }
    }

    /// What cannot be shown as the document says.
    pub fn warnings(&self) -> Vec<FilmWarning> {
        self.stage.warnings().iter().cloned().map(FilmWarning::Layout).collect()
    }

    /// The scene at a moment of the film.
    pub fn pose_at(&self, time: Time) -> Pose {
        pose_at(&self.scene, self.stage.palette(), self.frame, time)
    }

    /// The drawing commands of a moment of the film.
    pub fn display_list_at(&self, time: Time) -> DisplayList {
        self.stage.lay_out(&self.pose_at(time), self.size)
    }

    /// A painter for this film's frames, one for each thread.
    ///
    /// # Errors
    ///
    /// [`FrameTooLarge`] when the frame is.
    pub fn painter(&self) -> Result<Painter, FrameTooLarge> {
        Painter::new(self.size.width, self.size.height)
    }

    /// Draws commands of this film.
    pub fn draw<'p>(&self, list: &DisplayList, painter: &'p mut Painter) -> Drawn<'p> {
        painter.draw(list, self.assets)
    }
}

/// A single frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    /// Its size in pixels.
    pub size: PixelSize,
    /// RGBA8, premultiplied, sRGB, row-major from the top left, `4 * width * height` bytes.
    pub pixels: Vec<u8>,
    /// What could not be shown as the document says.
    pub warnings: Vec<FilmWarning>,
}

/// Draws the frame of a moment, without any frame before it.
///
/// # Errors
///
/// [`FrameTooLarge`] never happens with the sizes of [`Resolution`].
pub fn still(
    scene: &Scene,
    assets: &Assets,
    aspect: AspectRatio,
    resolution: Resolution,
    time: Time,
) -> Result<Still, FrameTooLarge> {
    let size = PixelSize::of(aspect, resolution);
    let maker = FrameMaker::new(scene, aspect, size, assets);
    let mut painter = maker.painter()?;
    maker.draw(&maker.display_list_at(time), &mut painter);
    Ok(Still { size, pixels: painter.into_pixels(), warnings: maker.warnings() })
}
