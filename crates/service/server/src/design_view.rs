//! What a project page says of a design: what was chosen for it.

use pavo_store::{Store, StoreError, Video};
use serde::{Deserialize, Serialize};

/// Colours that are shown.
pub(crate) const SWATCHES: usize = 6;

/// What a design is made of. All words are plain text.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DesignView {
    /// `Luxury, light`
    pub(crate) style: String,
    /// `Playfair Display, Manrope`
    pub(crate) typefaces: String,
    /// `Weighty`
    pub(crate) motion: String,
    /// At most [`SWATCHES`], each `#` and hexadecimal digits.
    pub(crate) colors: Vec<String>,
}

/// What is read of a scene, which may be written by anybody.
#[derive(Debug, Deserialize)]
struct ReadScene {
    theme: Option<ReadTheme>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadTheme {
    preset: Option<String>,
    mode: Option<String>,
    colors: ReadColors,
    fonts: ReadFonts,
    motion: ReadMotion,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadColors {
    bg: Option<String>,
    surface: Option<String>,
    text: Option<String>,
    accent: Option<String>,
    accent2: Option<String>,
    series3: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadFonts {
    display: Option<String>,
    body: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadMotion {
    character: Option<String>,
}

impl DesignView {
    /// What was chosen for `video`; `None` before it is designed, and where its scene names no theme.
    pub(crate) async fn read(store: &Store, video: &Video) -> Result<Option<Self>, StoreError> {
        if !video.is_designed {
            return Ok(None);
        }
        Ok(store.scene(&video.address.id).await?.and_then(|scene| Self::of_scene(&scene)))
    }

    fn of_scene(scene: &str) -> Option<Self> {
        let theme = serde_json::from_str::<ReadScene>(scene).ok()?.theme?;
        let ReadColors { bg, surface, text, accent, accent2, series3 } = theme.colors;
        let mut colors: Vec<String> = Vec::with_capacity(SWATCHES);
        for color in [bg, surface, text, accent, accent2, series3].into_iter().flatten() {
            if is_plain_color(&color) && !colors.contains(&color) {
                colors.push(color);
            }
        }
        let mut typefaces: Vec<String> = [theme.fonts.display, theme.fonts.body].into_iter().flatten().collect();
        typefaces.dedup();
        let style: Vec<String> = [theme.preset, theme.mode].into_iter().flatten().collect();
        let view = Self {
            style: capitalized(&style.join(", ")),
            typefaces: typefaces.join(", "),
            motion: capitalized(&theme.motion.character.unwrap_or_default()),
            colors,
        };
        let is_empty = view.style.is_empty() && view.typefaces.is_empty() && view.colors.is_empty();
        (!is_empty).then_some(view)
    }
}

fn is_plain_color(word: &str) -> bool {
    let digits = word.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6 | 8) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn theme_is_told_in_words_and_plain_colours() {
        let scene = r##"{ "mg": 1, "scenes": [], "theme": { "preset": "luxury", "mode": "light",
            "colors": { "bg": "#F6EDDC", "surface": "#F6EDDC", "text": "url(x)", "accent": "#8A5E17" },
            "fonts": { "display": "Playfair Display", "body": "Manrope" }, "motion": { "character": "weighty" } } }"##;
        let view = DesignView::of_scene(scene).unwrap();
        assert_eq!((view.style.as_str(), view.motion.as_str()), ("Luxury, light", "Weighty"));
        assert_eq!(view.typefaces, "Playfair Display, Manrope");
        assert_eq!(view.colors, ["#F6EDDC", "#8A5E17"]);
    }

    #[test]
    fn scene_without_a_theme_says_nothing() {
        for scene in [r#"{ "mg": 1, "scenes": [] }"#, r#"{ "theme": {} }"#, r#"{ "theme": "dark" }"#, "no scene"] {
            assert!(DesignView::of_scene(scene).is_none(), "{scene}");
        }
    }
}
