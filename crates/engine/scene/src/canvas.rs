//! What a film is shown on: ratio, rate, resolution.

use crate::record::{keyword, record};
use crate::time::Time;
use std::fmt;

keyword! {
    /// Width to height of the frame.
    pub enum AspectRatio {
        /// Landscape: 1920 × 1080 design units.
        Wide "16:9",
        /// Portrait: 1080 × 1920 design units.
        Tall "9:16",
        /// Square: 1080 × 1080 design units.
        Square "1:1",
        /// Feed portrait: 1080 × 1350 design units.
        Feed "4:5",
    }
}

impl AspectRatio {
    /// The frame's size in design units: the short side is 1080.
    pub const fn design_size(self) -> [f64; 2] {
        match self {
            Self::Wide => [1920.0, 1080.0],
            Self::Tall => [1080.0, 1920.0],
            Self::Square => [1080.0, 1080.0],
            Self::Feed => [1080.0, 1350.0],
        }
    }

    /// The margins that text and marks keep from the frame's edges, in design units.
    ///
    /// Portrait leaves room for the controls that players draw over the picture.
    pub const fn margins(self) -> Margins {
        match self {
            Self::Wide => Margins { left: 120.0, top: 80.0, right: 120.0, bottom: 80.0 },
            Self::Tall => Margins { left: 72.0, top: 230.0, right: 72.0, bottom: 384.0 },
            Self::Square => Margins { left: 72.0, top: 72.0, right: 72.0, bottom: 72.0 },
            Self::Feed => Margins { left: 72.0, top: 84.0, right: 72.0, bottom: 84.0 },
        }
    }
}

/// Distances from the edges of the frame, in design units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// From the left edge.
    pub left: f64,
    /// From the top edge.
    pub top: f64,
    /// From the right edge.
    pub right: f64,
    /// From the bottom edge.
    pub bottom: f64,
}

keyword! {
    /// Frames per second, constant through a film.
    pub enum FrameRate {
        /// Cinema.
        Fps24 "24",
        /// PAL television.
        Fps25 "25",
        /// The web's usual rate.
        Fps30 "30",
        /// Smooth motion.
        Fps60 "60",
    }
}

impl FrameRate {
    /// Frames per second as a whole number.
    pub const fn fps(self) -> u32 {
        match self {
            Self::Fps24 => 24,
            Self::Fps25 => 25,
            Self::Fps30 => 30,
            Self::Fps60 => 60,
        }
    }

    /// The time at which a frame is shown, counted from 0.
    pub fn time_of(self, frame_index: u32) -> Time {
        Time::from_secs(f64::from(frame_index) / f64::from(self.fps()))
    }

    /// How many frames a film of this length has: the nearest whole number, at least one.
    pub fn frames_in(self, duration: Time) -> u32 {
        let frames = (duration.secs() * f64::from(self.fps())).round().clamp(1.0, f64::from(u32::MAX));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
        let frames = frames as u32;
        frames
    }
}

keyword! {
    /// The length of the frame's short side in pixels.
    pub enum Resolution {
        /// 360 pixels.
        P360 "360p",
        /// 480 pixels.
        P480 "480p",
        /// 720 pixels.
        P720 "720p",
        /// 1080 pixels.
        P1080 "1080p",
        /// 2160 pixels.
        K4 "4k" | "2160p" | "4K",
    }
}

impl Resolution {
    /// The short side, in pixels.
    pub const fn short_side(self) -> u32 {
        match self {
            Self::P360 => 360,
            Self::P480 => 480,
            Self::P720 => 720,
            Self::P1080 => 1080,
            Self::K4 => 2160,
        }
    }
}

/// Width and height of a frame in pixels; both even, as 4:2:0 chroma needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PixelSize {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl PixelSize {
    /// The frame's size at a ratio and resolution, rounded to the nearest even numbers.
    pub fn of(aspect: AspectRatio, resolution: Resolution) -> Self {
        let [width, height] = aspect.design_size();
        let px_per_unit = f64::from(resolution.short_side()) / 1080.0;
        let even = |units: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 3840")]
            let half = (units * px_per_unit / 2.0).round() as u32;
            half * 2
        };
        Self { width: even(width), height: even(height) }
    }
}

impl fmt::Display for PixelSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}", self.width, self.height)
    }
}

record! {
    /// How long the shutter is open: what moves fast is blurred along its way.
    #[derive(Default)]
    pub struct MotionBlur {
        /// Degrees of a turning shutter: 180 (default) is half the time from frame to frame, 360 all of it.
        shutter "shutter": Option<f64> where 1.0..=720.0,
    }
}

impl MotionBlur {
    /// How long the shutter is open, as a share of the time from one frame to the next.
    pub fn shutter_share(&self) -> f64 {
        self.shutter.unwrap_or(180.0) / 360.0
    }
}

record! {
    /// The frame the scene was designed for; every ratio, rate and resolution can be rendered from it.
    #[derive(Default)]
    pub struct Canvas {
        /// The ratio to render when none is asked for.
        aspect "aspect": Option<AspectRatio>,
        /// Frames per second to render when none are asked for: 24, 25, 30 or 60.
        fps "fps": Option<f64> where 1.0..=60.0,
        /// The whole length in seconds; by default the sum of the scenes.
        duration "duration": Option<Time> where 0.0..=120.0,
        /// Blurs what moves fast; by default nothing.
        motion_blur "motionBlur": Option<MotionBlur>,
        /// Whether the film's end goes on in its beginning: loops last as long as closes with it, and the first scene's transition leads from the last scene back to it.
        looped "loop": Option<bool>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixel_sizes_have_the_short_side_of_the_resolution_and_are_even() {
        let size = |aspect, resolution| PixelSize::of(aspect, resolution).to_string();
        assert_eq!(size(AspectRatio::Wide, Resolution::P480), "854×480");
        assert_eq!(size(AspectRatio::Wide, Resolution::K4), "3840×2160");
        assert_eq!(size(AspectRatio::Tall, Resolution::P720), "720×1280");
        assert_eq!(size(AspectRatio::Feed, Resolution::P1080), "1080×1350");
        for &aspect in AspectRatio::ALL {
            for &resolution in Resolution::ALL {
                let size = PixelSize::of(aspect, resolution);
                assert_eq!(size.width.min(size.height), resolution.short_side());
                assert_eq!((size.width % 2, size.height % 2), (0, 0));
            }
        }
    }

    #[test]
    fn frame_counts_round_to_the_nearest_frame() {
        assert_eq!(FrameRate::Fps30.frames_in(Time::from_secs(5.0)), 150);
        assert_eq!(FrameRate::Fps24.frames_in(Time::from_secs(1.02)), 24);
        assert_eq!(FrameRate::Fps60.frames_in(Time::from_secs(0.0)), 1);
    }
}
