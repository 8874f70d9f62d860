//! One frame, from its time to its pixels.

use crate::warning::FilmWarning;
use pavo_display_list::DisplayList;
use pavo_layout::{Exposure, Stage, Survey};
use pavo_media::Assets;
use pavo_raster::{Drawn, FrameTooLarge, Painter};
use pavo_scene::{AspectRatio, MotionBlur, PixelSize, Resolution, Scene, Time};
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
    fps: u32,
    /// How long the shutter is open, as a share of the time from frame to frame; `None` where nothing is blurred.
    shutter: Option<f64>,
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
            fps: scene.frame_rate().fps(),
            shutter: scene
                .canvas
                .as_ref()
                .and_then(|canvas| canvas.motion_blur.as_ref())
                .map(MotionBlur::shutter_share),
            assets,
        }
    }

    /// The same with frames at another rate than the scene's, on which their exposure depends.
    ///
    /// `fps`: frames per second, at least 1.
    #[must_use]
    pub const fn at_rate(mut self, fps: u32) -> Self {
        self.fps = fps;
        self
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
        let Some(shutter) = self.shutter else { return self.stage.lay_out(&self.pose_at(time), self.size) };
        let exposure_secs = shutter / f64::from(self.fps.max(1));
        let pose_at = |share: f64| self.pose_at(time + Time::from_secs(share * exposure_secs));
        self.stage.lay_out_exposed(&Exposure { shutter, pose_at: &pose_at }, self.size)
    }

    /// A moment of the film with what each node has become, as it is without motion blur.
    pub fn survey_at(&self, time: Time) -> Survey {
        self.stage.survey(&self.pose_at(time), self.size)
    }

    /// The scene as it is at the ratio, with all its times in seconds.
    pub const fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The scene set up at the ratio.
    pub const fn stage(&self) -> &Stage {
        &self.stage
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
