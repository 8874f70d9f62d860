//! What is looked at: a scene, or a film in a file.

use crate::check::{seen, sights};
use crate::frames::{even_size, luma};
use crate::moments::{Moment, entrances, key_moments, plain_moments};
use crate::page::Mark;
use crate::sheet::SheetError;
use kurbo::Rect;
use pavo_film::{FrameFile, FrameMaker, Probe};
use pavo_media::{Assets, Picture};
use pavo_raster::Letters;
use pavo_scene::{AspectRatio, FrameRate, PixelSize, Scene, Time};

/// The width at which frames are compared, in pixels: small enough that only what an eye follows counts.
const ENERGY_WIDTH: f64 = 160.0;

/// A film that sheets are made of.
#[derive(Debug, Clone)]
pub enum Subject<'s> {
    /// A scene at a ratio, with what it needs.
    Scene {
        /// The scene.
        scene: &'s Scene,
        /// Its fonts, pictures and recordings.
        assets: &'s Assets,
        /// The ratio.
        aspect: AspectRatio,
        /// Frames per second.
        frame_rate: FrameRate,
    },
    /// A film in a file.
    File {
        /// What it is called.
        name: String,
        /// What was found in it.
        probe: &'s Probe,
        /// Its frames.
        frames: FrameFile<'s>,
    },
}

impl Subject<'_> {
    /// Width to height.
    pub(crate) fn ratio(&self) -> f64 {
        match self {
            Self::Scene { aspect, .. } => {
                let [across, down] = aspect.design_size();
                across / down
            }
            Self::File { probe, .. } => f64::from(probe.video.size.width) / f64::from(probe.video.size.height),
        }
    }

    /// The ratio of a scene.
    pub(crate) const fn aspect(&self) -> Option<AspectRatio> {
        match self {
            Self::Scene { aspect, .. } => Some(*aspect),
            Self::File { .. } => None,
        }
    }

    /// A box in design units as shares of the frame's sides: left, top, right, bottom.
    pub(crate) fn shares(&self, place: Rect) -> [f64; 4] {
        let [width, height] = self.aspect().unwrap_or(AspectRatio::Wide).design_size();
        [place.x0 / width, place.y0 / height, place.x1 / width, place.y1 / height]
    }

    pub(crate) fn length(&self) -> Time {
        match self {
            Self::Scene { scene, .. } => scene.duration(),
            Self::File { probe, .. } => Time::from_secs(probe.duration_secs),
        }
    }

    /// Frames per second.
    pub(crate) fn fps(&self) -> f64 {
        match self {
            Self::Scene { frame_rate, .. } => f64::from(frame_rate.fps()),
            // What it really has; a GIF's frames are of different lengths.
            Self::File { probe, .. } => f64::from(probe.video.frames.max(1)) / probe.duration_secs.max(1e-3),
        }
    }

    /// What is said of it on a sheet.
    pub(crate) fn details(&self) -> String {
        match self {
            Self::Scene { scene, aspect, frame_rate, .. } => {
                let title = scene.meta.as_ref().and_then(|meta| meta.title.as_deref()).unwrap_or_default();
                let (length, frames) = (scene.duration(), frame_rate.frames_in(scene.duration()));
                let facts = format!("{aspect}, {} s, {frames} frames at {frame_rate} fps", length.secs());
                if title.is_empty() { facts } else { format!("{title}: {facts}") }
            }
            Self::File { name, probe, .. } => {
                let video = &probe.video;
                format!("{name}: {} {}, {:.2} s, {} frames", video.codec, video.size, probe.duration_secs, video.frames)
            }
        }
    }

    /// Where parts of it begin, as shares of its length.
    pub(crate) fn begins(&self) -> Vec<f64> {
        match self {
            Self::Scene { scene, .. } => {
                let length = scene.duration().secs();
                scene.shot_spans().iter().skip(1).map(|(begin, _)| begin.secs() / length).collect()
            }
            Self::File { .. } => Vec::new(),
        }
    }

    /// The moments that matter most.
    pub(crate) fn key_moments(&self) -> Vec<Moment> {
        match self {
            Self::Scene { scene, frame_rate, .. } => key_moments(scene, *frame_rate),
            Self::File { .. } => plain_moments(self.length().secs(), self.fps()),
        }
    }

    /// When things come in; nothing is known of a file.
    pub(crate) fn entrances(&self) -> Vec<Moment> {
        match self {
            Self::Scene { scene, aspect, frame_rate, .. } => entrances(&scene.at_aspect(*aspect), *frame_rate),
            Self::File { .. } => Vec::new(),
        }
    }

    /// The way that the middle of what comes takes, a point for each of so many frames; none where it stands.
    pub(crate) fn ways(&self, entrance: &Moment, frames: usize) -> Vec<Mark> {
        let (Self::Scene { scene, assets, aspect, frame_rate }, Some((shot, path))) = (self, &entrance.node) else {
            return Vec::new();
        };
        let [width, height] = aspect.design_size();
        let size = even_size(width, width / height);
        let maker = FrameMaker::new(scene, *aspect, size, assets);
        let mut letters = Letters::default();
        let mut points: Vec<[f64; 2]> = Vec::new();
        for frame in 0..frames {
            let survey = maker.survey_at(entrance.time + Time::from_secs(frame as f64 / f64::from(frame_rate.fps())));
            let Some(node) = survey.nodes.iter().find(|node| node.shot == *shot && node.path == *path) else {
                continue;
            };
            let shown = sights(&survey.list, &mut letters, assets);
            if let Some(seen) = seen(&shown, &node.commands) {
                let middle = seen.whole.center();
                points.push([middle.x / f64::from(size.width), middle.y / f64::from(size.height)]);
            }
        }
        let moves = points.windows(2).any(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]) > 0.001);
        if moves { vec![Mark::Way(points)] } else { Vec::new() }
    }

    /// Its frames at some moments, as wide as this, in pixels.
    pub(crate) fn pictures(&self, times: &[Time], width: f64) -> Result<Vec<Picture>, SheetError> {
        let size = even_size(width, self.ratio());
        match self {
            Self::Scene { scene, assets, aspect, .. } => {
                let mut pictures = Vec::new();
                each_drawn(scene, assets, *aspect, size, times.iter().copied(), |pixels| {
                    pictures.push(Picture { width: size.width, height: size.height, pixels: pixels.to_vec() });
                })?;
                Ok(pictures)
            }
            Self::File { frames, .. } => times
                .iter()
                .map(|time| {
                    let mut pixels = frames.frame_at(time.secs(), size)?;
                    premultiply(&mut pixels);
                    Ok(Picture { width: size.width, height: size.height, pixels })
                })
                .collect(),
        }
    }

    /// For each frame the mean difference of its luma to that of the frame before it, 0 to 255; the first has none.
    pub(crate) fn motion_energy(&self) -> Result<Vec<f64>, SheetError> {
        let size = even_size(ENERGY_WIDTH, self.ratio());
        let pixels = size.width as usize * size.height as usize;
        let mut energy = Vec::new();
        let mut before: Option<Vec<u8>> = None;
        // One frame after another, as films can have thousands.
        let mut note = |frame: &[u8]| {
            let now: Vec<u8> = frame.chunks_exact(4).map(luma).collect();
            let sum = before.as_ref().map_or(0, |before| {
                before.iter().zip(&now).map(|(before, now)| u32::from(before.abs_diff(*now))).sum::<u32>()
            });
            energy.push(f64::from(sum) / pixels as f64);
            before = Some(now);
        };
        match self {
            Self::Scene { scene, assets, aspect, frame_rate } => {
                let times = (0..frame_rate.frames_in(scene.duration())).map(|frame| frame_rate.time_of(frame));
                each_drawn(scene, assets, *aspect, size, times, note)?;
            }
            Self::File { frames, .. } => frames.each_frame(size, |frame| {
                let mut frame = frame.to_vec();
                premultiply(&mut frame);
                note(&frame);
            })?,
        }
        Ok(energy)
    }
}

/// Draws frames of a scene and hands their pixels to `visit`, one after another.
fn each_drawn(
    scene: &Scene,
    assets: &Assets,
    aspect: AspectRatio,
    size: PixelSize,
    times: impl Iterator<Item = Time>,
    mut visit: impl FnMut(&[u8]),
) -> Result<(), SheetError> {
    let maker = FrameMaker::new(scene, aspect, size, assets);
    let mut painter = maker.painter()?;
    for time in times {
        visit(maker.draw(&maker.display_list_at(time), &mut painter).pixels);
    }
    Ok(())
}

/// Multiplies colours by their alpha.
fn premultiply(pixels: &mut [u8]) {
    for pixel in pixels.chunks_exact_mut(4).filter(|pixel| pixel[3] < 255) {
        let alpha = u32::from(pixel[3]);
        for channel in &mut pixel[..3] {
            *channel = u8::try_from((u32::from(*channel) * alpha + 127) / 255).unwrap_or(u8::MAX);
        }
    }
}
