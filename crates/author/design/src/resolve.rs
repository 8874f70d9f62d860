//! Filling in the theme of a document that names only a preset.

use crate::face::Pair;
use crate::palettes::{PALETTES, palette_named};
use crate::style::style_named;
use crate::styles::STYLES;
use crate::theme::{self, Given};
use pavo_scene::{ColorToken, Mode, Scene, Theme, ThemeFonts};

/// Fills the colours and typefaces that a document leaves open, from the preset it names.
///
/// A preset is the name of a style (`editorial`) or of a palette (`ink-cyan`).
/// What the document sets itself is never changed, and a document without a theme stays without one.
/// Gives a sentence for each thing that could not be done; an unknown preset fills in nothing.
pub fn resolve_theme(scene: &mut Scene) -> Vec<String> {
    let Some(theme) = &mut scene.theme else { return Vec::new() };
    let Some(name) = theme.preset.clone() else { return Vec::new() };
    let wanted = name.trim().to_lowercase();
    let fonts = |pair: &Pair| ThemeFonts {
        display: Some(pair.display.to_owned()),
        body: Some(pair.body.to_owned()),
        mono: Some(pair.mono.to_owned()),
    };
    if let Some(palette) = palette_named(&wanted) {
        fill(theme, palette, &fonts(&Pair { display: "Inter", body: "Inter", mono: "JetBrains Mono" }));
        return Vec::new();
    }
    if let Some(style) = style_named(&wanted) {
        let own = style.palettes.iter().filter_map(|name| palette_named(name));
        let fitting = own.clone().find(|palette| theme.mode.is_none_or(|mode| palette.mode == mode));
        let fallback = match theme.mode {
            Some(Mode::Light) => palette_named("cream-ink"),
            _ => palette_named("graphite"),
        };
        let palette = fitting.or(fallback).unwrap_or(&PALETTES[0]);
        if let Some(pair) = style.pairs.first() {
            fill(theme, palette, &fonts(pair));
        }
        return Vec::new();
    }
    let styles: Vec<&str> = STYLES.iter().map(|style| style.name).collect();
    let palettes: Vec<&str> = PALETTES.iter().map(|palette| palette.name).collect();
    vec![format!(
        "\"{name}\" is not a known theme preset; known are the styles {} and the palettes {}",
        styles.join(", "),
        palettes.join(", ")
    )]
}

fn fill(theme: &mut Theme, palette: &crate::palettes::Palette, fonts: &ThemeFonts) {
    let mut colors = theme.colors.take().unwrap_or_default();
    let given = Given {
        bg: colors.get(ColorToken::Bg),
        text: colors.get(ColorToken::Text),
        accent: colors.get(ColorToken::Accent),
    };
    let whole = theme::colors(given, palette);
    for &token in ColorToken::ALL {
        if let (None, Some(color)) = (colors.get(token), whole.get(token)) {
            colors.set(token, color);
        }
    }
    if theme.mode.is_none() {
        theme.mode = colors.get(ColorToken::Bg).map(theme::mode_on);
    }
    theme.colors = Some(colors);
    let own = theme.fonts.take().unwrap_or_default();
    theme.fonts = Some(ThemeFonts {
        display: own.display.or_else(|| fonts.display.clone()),
        body: own.body.or_else(|| fonts.body.clone()),
        mono: own.mono.or_else(|| fonts.mono.clone()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::Rgba;

    fn scene(preset: &str) -> Scene {
        Scene { theme: Some(Theme { preset: Some(preset.to_owned()), ..Theme::default() }), ..Scene::default() }
    }

    #[test]
    fn a_known_preset_fills_every_role() {
        for name in STYLES.iter().map(|style| style.name).chain(PALETTES.iter().map(|palette| palette.name)) {
            let mut scene = scene(name);
            assert!(resolve_theme(&mut scene).is_empty(), "{name}");
            let theme = scene.theme.expect("theme");
            let colors = theme.colors.expect("colours");
            assert!(ColorToken::ALL.iter().all(|&token| colors.get(token).is_some()), "{name}");
            assert!(theme.fonts.is_some_and(|fonts| fonts.display.is_some() && fonts.body.is_some()), "{name}");
        }
    }

    #[test]
    fn what_the_document_sets_stays() {
        let mut scene = scene("editorial");
        let pink = Rgba::opaque(255, 0, 128);
        if let Some(theme) = &mut scene.theme {
            theme.colors.get_or_insert_default().set(ColorToken::Accent, pink);
            theme.fonts = Some(ThemeFonts { display: Some("Anton".into()), ..ThemeFonts::default() });
        }
        resolve_theme(&mut scene);
        let theme = scene.theme.expect("theme");
        assert_eq!(theme.colors.expect("colours").get(ColorToken::Accent), Some(pink));
        assert_eq!(theme.fonts.expect("fonts").display.as_deref(), Some("Anton"));
    }

    #[test]
    fn an_unknown_preset_is_named_beside_the_known_ones() {
        let warnings = resolve_theme(&mut scene("editorail"));
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("\"editorail\"") && warnings[0].contains("editorial,"), "{warnings:?}");
    }

    #[test]
    fn a_document_without_a_theme_stays_as_it_is() {
        let mut scene = Scene::default();
        assert!(resolve_theme(&mut scene).is_empty() && scene.theme.is_none());
    }
}
