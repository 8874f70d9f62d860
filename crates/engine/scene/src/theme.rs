//! The look of a whole film.

use crate::color::ThemeColors;
use crate::record::{keyword, record};

keyword! {
    /// Whether a theme is light on dark or dark on light.
    pub enum Mode {
        /// Light on dark.
        Dark "dark",
        /// Dark on light.
        Light "light",
    }
}

record! {
    /// Typefaces by role.
    #[derive(Default)]
    pub struct ThemeFonts {
        /// Display, headline and title.
        display "display": Option<String>,
        /// Everything else that is read.
        body "body": Option<String>,
        /// Code and raw figures.
        mono "mono": Option<String>,
    }
}

record! {
    /// How things move.
    #[derive(Default)]
    pub struct ThemeMotion {
        /// The manner: crisp, soft, weighty, playful, mechanical or cinematic.
        character "character": Option<String>,
        /// The pace, 0 (calm) to 1 (lively).
        energy "energy": Option<f64> where 0.0..=1.0,
    }
}

record! {
    /// Colours, typefaces and manner of motion.
    #[derive(Default)]
    pub struct Theme {
        /// The name of a preset that gives what is left out here.
        preset "preset": Option<String>,
        /// Whether the theme is dark or light.
        mode "mode": Option<Mode>,
        /// Colours by role.
        colors "colors": Option<ThemeColors>,
        /// Typefaces by role.
        fonts "fonts": Option<ThemeFonts>,
        /// How things move.
        motion "motion": Option<ThemeMotion>,
    }
}
