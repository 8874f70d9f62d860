//! How one scene follows another.

use crate::color::Color;
use crate::ease::Ease;
use crate::motion::Side;
use crate::record::{keyword, record};
use crate::time::Time;

keyword! {
    /// How one scene follows another.
    pub enum TransitionPreset {
        /// At once.
        Cut "cut" | "none",
        /// The new scene becomes opaque over the old one.
        Crossfade "crossfade" | "fade" | "dissolve",
        /// As crossfade, while the old scene goes out of focus and the new one comes into it.
        BlurFade "blurFade",
        /// Through a plain colour.
        Dip "dip",
        /// Through a short burst of light.
        Flash "flash",
        /// Both scenes move in one direction, the new one behind the old.
        Push "push",
        /// The new scene moves over the old one.
        SlideOver "slideOver" | "cover",
        /// The old scene moves away from the new one.
        Uncover "uncover",
        /// A straight edge moves over the frame.
        Wipe "wipe",
        /// The new scene opens from the middle to both sides.
        Split "split",
        /// A circle opens.
        Iris "iris" | "circle",
        /// A hand goes round once.
        Clock "clock",
        /// Stripes open side by side.
        Blinds "blinds",
        /// Blocks open one after another, in the direction of `dir`.
        Stagger "stagger",
        /// The view flies into the old scene and out of it into the new one.
        ZoomThrough "zoomThrough",
        /// The view flies back: the old scene becomes small over the new one, which becomes small to its size.
        ZoomOut "zoomOut",
        /// A fast, blurred move.
        Whip "whip",
        /// What both scenes name alike by `match` travels from its place in the old to its place in the new; the rest crossfades.
        MatchCut "matchCut" | "morph",
    }
}

record! {
    /// How a scene follows the one before it. It lasts as long before the cut as after it.
    pub struct Transition {
        /// What happens.
        preset "p": TransitionPreset,
        /// How long it lasts, in seconds; by default by preset, at most the shorter of both scenes.
        dur "dur": Option<Time> where 0.0..=10.0,
        /// How it is spread over that time; by default by preset.
        ease "ease": Option<Ease>,
        /// Where things move to, for push, slideOver, uncover, wipe, split, blinds, stagger and whip; by default left.
        dir "dir": Option<Side>,
        /// Centre of an iris or clock as fractions of the frame; by default [0.5, 0.5].
        at "at": Option<[f64; 2]> where -1.0..=2.0,
        /// The colour of a dip (by default black) or flash (by default white).
        color "color": Option<Color>,
    }
}

impl Transition {
    /// A transition with the defaults of its preset.
    pub const fn new(preset: TransitionPreset) -> Self {
        Self { preset, dur: None, ease: None, dir: None, at: None, color: None }
    }

    /// How long it lasts when both scenes are long enough.
    pub fn length(&self) -> Time {
        use TransitionPreset as P;
        self.dur.unwrap_or_else(|| {
            Time::from_secs(match self.preset {
                P::Cut => 0.0,
                P::Crossfade | P::BlurFade | P::Push | P::SlideOver | P::Uncover => 0.5,
                P::Wipe | P::Split | P::Clock | P::Blinds | P::ZoomThrough | P::ZoomOut => 0.45,
                P::Iris | P::Stagger => 0.5,
                P::Dip => 0.8,
                P::Flash | P::Whip => 0.35,
                P::MatchCut => 0.7,
            })
        })
    }
}
