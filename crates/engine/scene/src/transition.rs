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
        /// A figure of the kind `shape` opens.
        MaskShape "maskShape",
        /// Stripes come from both sides in turn.
        Shutter "shutter",
        /// The old scene turns over like a card, with the new one on its back.
        FlipCard "flipCard" | "flip",
        /// Both scenes are sides of a cube that turns.
        Cube "cube",
        /// Rows of the picture jump, and its colours part.
        Glitch "glitch",
        /// Warm light wanders over the frame while one scene fades into the other.
        LightLeak "lightLeak",
        /// The old scene dissolves in patches.
        DissolveNoise "dissolveNoise",
        /// The view is sucked into the middle of the old scene and comes out of that of the new one.
        Warp "warp",
        /// Rings run over the picture as on water; the new scene is within them.
        Ripple "ripple",
        /// The new scene spreads like drops of ink.
        Ink "ink",
        /// The picture becomes squares, and the squares the new scene.
        Pixelate "pixelate",
        /// What both scenes name alike by `match` travels from its place in the old to its place in the new; the rest crossfades.
        MatchCut "matchCut" | "morph",
    }
}

keyword! {
    /// The figure that opens in a maskShape.
    pub enum OpeningShape {
        /// A square that stands on a corner.
        Diamond "diamond",
        /// A circle.
        Circle "circle",
        /// A square.
        Square "square",
        /// A star of five points.
        Star "star",
        /// A hexagon.
        Hexagon "hexagon",
        /// A heart.
        Heart "heart",
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
        /// Where things move to, for push, slideOver, uncover, wipe, split, blinds, stagger, whip, shutter, flipCard, cube
        /// and lightLeak; by default left.
        dir "dir": Option<Side>,
        /// Centre of an iris, clock, maskShape, warp or ripple as fractions of the frame; by default [0.5, 0.5].
        at "at": Option<[f64; 2]> where -1.0..=2.0,
        /// The colour of a dip (by default black), flash (by default white) or lightLeak (by default orange), or of what is
        /// seen behind a card or cube (by default black).
        color "color": Option<Color>,
        /// What opens in a maskShape; by default a diamond.
        shape "shape": Option<OpeningShape>,
    }
}

impl Transition {
    /// A transition with the defaults of its preset.
    pub const fn new(preset: TransitionPreset) -> Self {
        Self { preset, dur: None, ease: None, dir: None, at: None, color: None, shape: None }
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
                P::Flash | P::Whip | P::Glitch => 0.35,
                P::MaskShape | P::Shutter | P::Pixelate | P::Warp => 0.5,
                P::FlipCard | P::Cube => 0.6,
                P::MatchCut | P::DissolveNoise | P::Ink | P::Ripple => 0.7,
                P::LightLeak => 0.8,
            })
        })
    }
}
