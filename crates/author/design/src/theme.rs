//! Themes: every colour role from the few that are given.

use crate::contrast::{Floor, apca, luminance, wcag};
use crate::oklch::{Oklch, mixed};
use crate::palettes::Palette;
use pavo_scene::{ColorToken, Mode, Rgba, ThemeColors};

/// The roles that a user may set; the rest follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Given {
    pub(crate) bg: Option<Rgba>,
    pub(crate) text: Option<Rgba>,
    pub(crate) accent: Option<Rgba>,
}

/// Whether a background wants light or dark text.
pub(crate) fn mode_on(background: Rgba) -> Mode {
    if reach(Rgba::WHITE, background) > reach(Rgba::BLACK, background) { Mode::Dark } else { Mode::Light }
}

/// How well an ink serves on a background; on mid tones what cannot even be large text comes last.
fn reach(ink: Rgba, background: Rgba) -> f64 {
    let penalty = if Floor::LARGE_TEXT.holds(ink, background) { 0.0 } else { 10.0 };
    Floor::TEXT.reached(ink, background) - penalty
}

/// Every role of a theme: what is given verbatim, the rest from the palette as far as it goes with that.
pub(crate) fn colors(given: Given, palette: &Palette) -> ThemeColors {
    let bg = given.bg.unwrap_or_else(|| background_for(given, palette));
    let is_ours = bg == palette.bg;
    let text = given.text.unwrap_or_else(|| if is_ours { palette.text } else { ink_on(bg) });
    let muted = if is_ours && text == palette.text { palette.muted } else { muted_on(bg, text) };
    let accent = given.accent.unwrap_or_else(|| match given {
        // Whoever names both colours of a coloured ground wants no third: its own hue, brighter or deeper, marks enough.
        Given { bg: Some(_), text: Some(_), .. } if Oklch::of(bg).c > 0.05 => {
            let lightness = if mode_on(bg) == Mode::Dark { 0.78 } else { 0.42 };
            towards(Oklch::new(lightness, 0.12, Oklch::of(bg).h), bg, Floor { wcag: 3.2, apca: 50.0 })
        }
        _ if is_ours => palette.accent,
        _ => accent_on(bg, palette.accent),
    });
    let accent2 = match palette.accent2 {
        Some(second) if is_ours && accent == palette.accent => second,
        _ => accent_on(bg, Oklch::of(accent).turned(150.0).to_rgba()),
    };
    let surface = if is_ours { palette.surface } else { step(bg, 1.0) };
    let mode = mode_on(bg);
    let at = |hue: f64, chroma: f64| {
        let lightness = if mode == Mode::Dark { 0.76 } else { 0.58 };
        towards(Oklch::new(lightness, chroma, hue), bg, Floor::MARK)
    };
    let mut colors = ThemeColors::default();
    let mut set = |token, color| colors.set(token, color);
    set(ColorToken::Bg, bg);
    set(ColorToken::Surface, surface);
    set(ColorToken::Surface2, step(bg, 2.0));
    set(ColorToken::Line, line_on(bg));
    set(ColorToken::Text, text);
    set(ColorToken::Muted, muted);
    set(ColorToken::Accent, accent);
    set(ColorToken::Accent2, accent2);
    set(ColorToken::OnAccent, ink_on(accent));
    set(ColorToken::Good, at(150.0, 0.15));
    set(ColorToken::Bad, at(25.0, 0.17));
    set(ColorToken::Warn, at(75.0, 0.15));
    let hue = Oklch::of(accent).h;
    set(ColorToken::Series1, accent);
    set(ColorToken::Series2, at(hue + 150.0, 0.15));
    set(ColorToken::Series3, at(hue + 60.0, 0.15));
    set(ColorToken::Series4, at(hue + 210.0, 0.15));
    set(ColorToken::Series5, at(hue + 300.0, 0.15));
    set(ColorToken::Series6, at(hue + 100.0, 0.15));
    colors
}

/// A background that suits a given text or accent.
fn background_for(given: Given, palette: &Palette) -> Rgba {
    let stands = |bg: Rgba| {
        given.text.is_none_or(|text| Floor::TEXT.holds(text, bg))
            && given.accent.is_none_or(|accent| Floor::MARK.holds(accent, bg))
    };
    let is_neutral = Oklch::of(palette.bg).c < 0.035;
    if given == Given::default() || (is_neutral && stands(palette.bg)) {
        return palette.bg;
    }
    // A neutral that leans towards the given colour, in the palette's mode if that can be.
    let lead = given.accent.or(given.text).map_or(Oklch::of(palette.accent), Oklch::of);
    let chroma = if lead.c < 0.02 { 0.004 } else { 0.014 };
    let neutral = |mode| Oklch::new(if mode == Mode::Dark { 0.175 } else { 0.972 }, chroma, lead.h).to_rgba();
    let [first, second] = match palette.mode {
        Mode::Dark => [neutral(Mode::Dark), neutral(Mode::Light)],
        Mode::Light => [neutral(Mode::Light), neutral(Mode::Dark)],
    };
    if stands(first) || !stands(second) { first } else { second }
}

/// Text for a background: as far from it as reading wants, with a breath of its hue.
pub(crate) fn ink_on(background: Rgba) -> Rgba {
    let Oklch { c, h, .. } = Oklch::of(background);
    let chroma = (c * 0.12).min(0.014);
    let (start, end) = if mode_on(background) == Mode::Dark { (0.97, 1.0) } else { (0.24, 0.0) };
    for share in [0.0, 0.35, 0.7] {
        let ink = Oklch::new(start + (end - start) * share, chroma, h).to_rgba();
        if wcag(ink, background) >= 7.0 && apca(ink, background) >= 90.0 {
            return ink;
        }
    }
    if end > 0.5 { Rgba::WHITE } else { Rgba::BLACK }
}

/// Quieter text: as close to the background as its floor allows.
pub(crate) fn muted_on(background: Rgba, text: Rgba) -> Rgba {
    let floor = Floor { apca: 68.0, wcag: 5.0 };
    let at = |share: f64| mixed(text, background, share);
    [0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05]
        .into_iter()
        .map(at)
        .find(|color| floor.holds(*color, background))
        .unwrap_or(text)
}

/// An accent that stands out on a background, as close to the wanted one as can be.
fn accent_on(background: Rgba, wanted: Rgba) -> Rgba {
    let floor = Floor { wcag: 3.2, apca: 50.0 };
    let (ground, mut accent) = (Oklch::of(background), Oklch::of(wanted));
    // On a coloured ground an accent of nearly the same hue would be lost.
    let apart = ((accent.h - ground.h + 540.0).rem_euclid(360.0) - 180.0).abs();
    if ground.c > 0.06 && apart < 50.0 {
        accent = accent.turned(150.0);
    } else if floor.holds(wanted, background) {
        return wanted;
    }
    towards(accent, background, floor)
}

/// A colour moved away from the background in lightness until it stands out enough; if nothing does, text's colour.
pub(crate) fn towards(color: Oklch, background: Rgba, floor: Floor) -> Rgba {
    let end = if mode_on(background) == Mode::Dark { 1.0 } else { 0.0 };
    for step in 0_u8..=20 {
        let share = f64::from(step) / 20.0;
        // Chroma is given up late: a pale accent is still an accent.
        let chroma = color.c * (1.0 - share * share * share);
        let tried = Oklch::new(color.l + (end - color.l) * share, chroma, color.h).to_rgba();
        if floor.holds(tried, background) {
            return tried;
        }
    }
    ink_on(background)
}

/// A panel on a background: a small step of lightness towards the text.
fn step(background: Rgba, steps: f64) -> Rgba {
    let ground = Oklch::of(background);
    let by = if mode_on(background) == Mode::Dark { 0.05 } else { -0.03 };
    ground.at_lightness((ground.l + by * steps).clamp(0.0, 1.0)).to_rgba()
}

/// Hairlines on a background: seen, not read.
fn line_on(background: Rgba) -> Rgba {
    let ground = Oklch::of(background);
    let by = if luminance(background) < 0.18 { 0.19 } else { -0.13 };
    ground.at_lightness((ground.l + by).clamp(0.0, 1.0)).to_rgba()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palettes::{PALETTES, palette_named};
    use proptest::prelude::*;

    fn any_color() -> impl Strategy<Value = Rgba> {
        any::<[u8; 3]>().prop_map(|[r, g, b]| Rgba::opaque(r, g, b))
    }

    /// The floor that black or white can reach: mid tones let neither be more than large text.
    fn reachable(background: Rgba) -> f64 {
        reach(Rgba::BLACK, background).max(reach(Rgba::WHITE, background)).min(1.0)
    }

    fn assert_floors(colors: &ThemeColors, given: Given) {
        let get = |token| colors.get(token).expect("every role is set");
        let bg = get(ColorToken::Bg);
        if given.text.is_none() {
            for token in [ColorToken::Text, ColorToken::Muted] {
                let reached = Floor::TEXT.reached(get(token), bg);
                assert!(reached >= reachable(bg) - 1e-9, "{token} {} on {bg}: {reached:.2}", get(token));
                assert!(Floor::LARGE_TEXT.holds(get(token), bg), "{token} on {bg}");
            }
        }
        if given.accent.is_none() {
            assert!(Floor::MARK.holds(get(ColorToken::Accent), bg), "{} on {bg}", get(ColorToken::Accent));
        }
        for token in [ColorToken::Good, ColorToken::Bad, ColorToken::Warn, ColorToken::Series2, ColorToken::Series5] {
            assert!(Floor::MARK.holds(get(token), bg), "{token} {} on {bg}", get(token));
        }
        let (on, accent) = (get(ColorToken::OnAccent), get(ColorToken::Accent));
        assert!(Floor::LARGE_TEXT.holds(on, accent), "{on} on {accent}");
    }

    #[test]
    fn every_palette_makes_a_whole_theme_that_holds_its_floors() {
        for palette in PALETTES {
            let colors = colors(Given::default(), palette);
            for &token in ColorToken::ALL {
                assert!(colors.get(token).is_some(), "{} has no {token}", palette.name);
            }
            assert_floors(&colors, Given::default());
        }
    }

    #[test]
    fn inks_differ_from_black_and_white_where_contrast_allows() {
        assert_ne!(ink_on(Rgba::opaque(0x0B, 0x1D, 0x3A)), Rgba::WHITE);
        assert_ne!(ink_on(Rgba::opaque(0xFB, 0xF6, 0xEC)), Rgba::BLACK);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_the_user_sets_is_verbatim_and_the_rest_holds_its_floors(
            bg in proptest::option::of(any_color()),
            text in proptest::option::of(any_color()),
            accent in proptest::option::of(any_color()),
            index in 0..PALETTES.len(),
        ) {
            let given = Given { bg, text, accent };
            let colors = colors(given, &PALETTES[index]);
            for (token, wanted) in [(ColorToken::Bg, bg), (ColorToken::Text, text), (ColorToken::Accent, accent)] {
                if let Some(wanted) = wanted {
                    prop_assert_eq!(colors.get(token), Some(wanted));
                }
            }
            assert_floors(&colors, given);
        }

        #[test]
        fn a_lone_accent_stands_out_on_the_background_found_for_it(accent in any_color(), index in 0..PALETTES.len()) {
            let colors = colors(Given { accent: Some(accent), ..Given::default() }, &PALETTES[index]);
            prop_assert!(Floor::MARK.holds(accent, colors.get(ColorToken::Bg).expect("set")), "{}", accent);
        }
    }

    #[test]
    fn a_coloured_ground_with_its_text_gets_an_accent_of_its_own_hue() {
        let blue = Rgba::opaque(0x0A, 0x1F, 0x6B);
        let palette = palette_named("ink-coral").expect("palette");
        let given = Given { bg: Some(blue), text: Some(Rgba::WHITE), accent: None };
        let accent = colors(given, palette).get(ColorToken::Accent).expect("set");
        assert!((Oklch::of(accent).h - Oklch::of(blue).h).abs() < 12.0, "{accent}");
    }

    #[test]
    fn a_coloured_ground_gets_an_accent_of_another_hue() {
        let teal = Rgba::opaque(0x06, 0x78, 0x88);
        let palette = palette_named("ink-cyan").expect("palette");
        let colors = colors(Given { bg: Some(teal), ..Given::default() }, palette);
        let hue = |color| Oklch::of(color).h;
        let apart = (hue(colors.get(ColorToken::Accent).expect("set")) - hue(teal)).abs();
        assert!((50.0..=310.0).contains(&apart), "{apart}");
    }
}
