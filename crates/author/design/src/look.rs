//! Looks: the colours, typefaces and pace of a whole film.

use crate::contrast::Floor;
use crate::face::{Pair, has_serifs};
use crate::font_cut::{FontCut, is_of};
use crate::fonts::family_for;
use crate::oklch::Oklch;
use crate::palettes::{PALETTES, Palette, palette_named};
use crate::seed::Draw;
use crate::style::{Style, style_named};
use crate::styles::STYLES;
use crate::theme::{self, Given, mode_on};
use pavo_scene::{ColorToken, Mode, Rgba, Side, Theme, ThemeFonts, ThemeMotion, Transition, TransitionPreset};
use std::sync::Arc;

/// How much of the design is left to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Dial {
    /// Exactly what was asked for: flat ground, no decoration, no camera, no words of ours.
    Literal,
    /// What was asked for, with a designed ground and ambient motion.
    Assisted,
    /// Full art direction.
    #[default]
    Open,
}

/// What a prompt says about the look of a film; what it leaves open is chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LookWish {
    /// Light on dark, or dark on light.
    pub mode: Option<Mode>,
    /// Colour behind everything, taken verbatim.
    pub background: Option<Rgba>,
    /// Colour of text, taken verbatim.
    pub text: Option<Rgba>,
    /// The one strong colour, taken verbatim.
    pub accent: Option<Rgba>,
    /// Whether the accent is only named (`green`), so that a shade of it serves as well where words stand on it.
    pub accent_is_named: bool,
    /// Typeface of what is large.
    pub display_font: Option<String>,
    /// Typeface of what is read.
    pub body_font: Option<String>,
    /// Typeface of code and small marks.
    pub mono_font: Option<String>,
    /// Font files that were handed in: their families win over bundled ones and what stands in for others.
    pub own_fonts: Arc<[FontCut]>,
    /// Lower-case words of the prompt that speak of style, such as `neon` or `editorial`.
    pub style_words: Vec<String>,
    /// Lower-case words of the prompt that speak of its subject.
    pub topic_words: Vec<String>,
    /// Pace, 0 (calm) to 1 (lively).
    pub energy: Option<f64>,
    /// Width of the brand's logo as a share of its height, where there is one.
    pub logo: Option<f64>,
    /// Whether nothing lies behind what is shown: for a film with alpha.
    pub is_bare: bool,
    /// What chance is drawn from.
    pub seed: u64,
    /// How much of the design is left to us.
    pub dial: Dial,
}

/// The look of a film.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Colours and typefaces, with every role filled.
    pub theme: Theme,
    /// Name of the style it came from.
    pub preset: &'static str,
    /// Pace, 0 (calm) to 1 (lively).
    pub energy: f64,
    /// How much of the design was left to us.
    pub dial: Dial,
    /// What chance is drawn from.
    pub seed: u64,
    /// Whether the accent was wished for, and so is drawn verbatim.
    pub accent_is_given: bool,
    /// Width of the brand's logo, the asset [`LOGO_ASSET`](crate::LOGO_ASSET), as a share of its height.
    pub logo: Option<f64>,
    /// What the logo stands on where it would not be seen on the ground.
    pub plate: Option<Rgba>,
    /// Whether nothing lies behind what is shown: for a film with alpha.
    pub is_bare: bool,
    /// Font files that were handed in.
    pub own_fonts: Arc<[FontCut]>,
}

impl Look {
    /// The literal colour of a role.
    #[must_use]
    pub fn color(&self, token: ColorToken) -> Rgba {
        self.theme.colors.as_ref().and_then(|colors| colors.get(token)).unwrap_or(Rgba::BLACK)
    }

    /// The family of what is large.
    #[must_use]
    pub fn display_family(&self) -> &str {
        self.theme.fonts.as_ref().and_then(|fonts| fonts.display.as_deref()).unwrap_or("Inter")
    }

    /// The family of what is read.
    #[must_use]
    pub fn body_family(&self) -> &str {
        self.theme.fonts.as_ref().and_then(|fonts| fonts.body.as_deref()).unwrap_or("Inter")
    }

    /// Whether text is light on dark.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.theme.mode == Some(Mode::Dark)
    }

    /// How one scene of the film follows another; at once where nothing is left to us.
    #[must_use]
    pub fn transition(&self) -> Transition {
        if self.dial == Dial::Literal {
            return Transition::new(TransitionPreset::Cut);
        }
        let preset = self.style().transition;
        let mut transition = Transition::new(preset);
        let moves = matches!(
            preset,
            TransitionPreset::Push | TransitionPreset::SlideOver | TransitionPreset::Uncover | TransitionPreset::Wipe
        );
        transition.dir = moves.then_some(Side::Left);
        transition.color = (preset == TransitionPreset::Dip).then(|| self.color(ColorToken::Bg).into());
        transition
    }

    /// The slow camera that keeps a still picture alive; none where nothing is left to us.
    #[must_use]
    pub fn camera(&self) -> Option<pavo_scene::Camera> {
        crate::block::push(self)
    }

    pub(crate) fn style(&self) -> &'static Style {
        style_named(self.preset).unwrap_or(&STYLES[0])
    }

    pub(crate) fn draw(&self, topic: &str) -> Draw {
        Draw::about(self.seed, topic)
    }
}

/// The look that a wish asks for; what it leaves open is chosen by its seed among what suits it.
///
/// Colours of the wish are taken verbatim, whatever their contrast; all others are found such that they stand out.
#[must_use]
pub fn look(wish: &LookWish) -> Look {
    let draw = Draw::about(wish.seed, "look");
    let style = style_for(wish, draw);
    let palette = palette_for(wish, style, draw);
    let given = Given { bg: wish.background, text: wish.text, accent: wish.accent };
    let colors = theme::colors(given, palette);
    let energy = wish.energy.unwrap_or(style.energy).clamp(0.0, 1.0);
    let mode = colors.get(ColorToken::Bg).map_or(palette.mode, mode_on);
    let theme = Theme {
        preset: Some(style.name.to_owned()),
        mode: Some(mode),
        colors: Some(colors),
        fonts: Some(fonts_for(wish, style, draw)),
        motion: Some(ThemeMotion { character: Some(style.character.to_owned()), energy: Some(energy) }),
    };
    let accent_is_given = wish.accent.is_some() && !wish.accent_is_named;
    let LookWish { dial, seed, logo, is_bare, .. } = *wish;
    let own_fonts = Arc::clone(&wish.own_fonts);
    Look { theme, preset: style.name, energy, dial, seed, accent_is_given, logo, plate: None, is_bare, own_fonts }
}

fn style_for(wish: &LookWish, draw: Draw) -> &'static Style {
    let says = |words: &[&str], word: &String| words.contains(&word.as_str());
    // A style by name speaks louder than any number of words that suit it, and earlier words louder than later ones.
    if let Some(style) = wish.style_words.iter().find_map(|word| STYLES.iter().find(|style| style.name == word)) {
        return style;
    }
    let score = |style: &Style| {
        let named = wish.style_words.iter().filter(|word| says(style.words, word)).count();
        let stray = wish.topic_words.iter().filter(|word| says(style.words, word)).count();
        let suits = wish.topic_words.iter().chain(&wish.style_words).filter(|word| says(style.topics, word)).count();
        4 * named + 2 * suits + stray
    };
    let best = STYLES.iter().map(score).max().unwrap_or(0);
    let wanted_mode = wanted_mode(wish);
    let fits_mode = |style: &&Style| {
        wanted_mode.is_none_or(|mode| {
            style.palettes.iter().filter_map(|name| palette_named(name)).any(|palette| palette.mode == mode)
        })
    };
    if best > 0 {
        let finalists: Vec<&Style> = STYLES.iter().filter(|style| score(style) == best).collect();
        return finalists[draw.index("style", finalists.len())];
    }
    // Nothing speaks for any: by chance, but rare styles stay rare.
    let open: Vec<&Style> = STYLES.iter().filter(|style| style.weight >= 0.6).filter(fits_mode).collect();
    let total: f64 = open.iter().map(|style| style.weight).sum();
    let mut left = draw.share("style") * total;
    for style in &open {
        left -= style.weight;
        if left < 0.0 {
            return style;
        }
    }
    &STYLES[0]
}

/// The mode that a wish asks for, in words or by its colours.
fn wanted_mode(wish: &LookWish) -> Option<Mode> {
    let by_background = wish.background.map(mode_on);
    let by_text = || wish.text.map(|text| if Oklch::of(text).l > 0.6 { Mode::Dark } else { Mode::Light });
    by_background.or(wish.mode).or_else(by_text).or_else(|| wish.accent.and_then(mode_for_accent))
}

/// The only mode in which an accent stands out, if there is only one.
fn mode_for_accent(accent: Rgba) -> Option<Mode> {
    let on = |background| Floor::LARGE_TEXT.holds(accent, background);
    match (on(Rgba::opaque(0x12, 0x13, 0x16)), on(Rgba::opaque(0xF6, 0xF5, 0xF2))) {
        (true, false) => Some(Mode::Dark),
        (false, true) => Some(Mode::Light),
        _ => None,
    }
}

fn palette_for(wish: &LookWish, style: &Style, draw: Draw) -> &'static Palette {
    let own: Vec<&'static Palette> = style.palettes.iter().filter_map(|name| palette_named(name)).collect();
    let fits = |palette: &&&'static Palette| wanted_mode(wish).is_none_or(|mode| palette.mode == mode);
    let named = wish.style_words.iter().find_map(|word| palette_named(word));
    if let Some(named) = named.as_ref().filter(fits) {
        return named;
    }
    let fitting: Vec<&'static Palette> = own.iter().filter(fits).copied().collect();
    // A style without a palette of the wanted mode borrows a quiet one.
    let quiet = ["graphite", "navy", "ink-amber", "cream-ink", "paper-green", "newsprint"];
    let borrowed: Vec<&'static Palette> = quiet.iter().filter_map(|name| palette_named(name)).collect();
    let borrowed: Vec<&'static Palette> = borrowed.iter().filter(fits).copied().collect();
    let choices = if fitting.is_empty() { borrowed } else { fitting };
    draw.one_of("palette", &choices, &PALETTES[0])
}

fn fonts_for(wish: &LookWish, style: &Style, draw: Draw) -> ThemeFonts {
    let bundled = |name: &String| match wish.own_fonts.iter().find(|cut| is_of(cut, name)) {
        Some(own) => own.family.clone(),
        None => family_for(name).map_or_else(|| name.clone(), |found| found.family.to_owned()),
    };
    let own = draw.one_of("pair", style.pairs, Pair { display: "Inter", body: "Inter", mono: "JetBrains Mono" });
    let display = wish.display_font.as_ref().map(bundled);
    let body = wish.body_font.as_ref().map(bundled);
    let mono = wish.mono_font.as_ref().map(bundled);
    let body = body.unwrap_or_else(|| match &display {
        // Two similar sans serifs beside each other look like a mistake.
        Some(display) if has_serifs(display) || display.as_str() == own.display => own.body.to_owned(),
        Some(display) if is_workhorse(display) => display.clone(),
        Some(_) => "Inter".to_owned(),
        None => own.body.to_owned(),
    });
    let display = display.unwrap_or_else(|| match wish.body_font {
        Some(_) if !has_serifs(own.display) && is_workhorse(&body) => body.clone(),
        _ => own.display.to_owned(),
    });
    ThemeFonts { display: Some(display), body: Some(body), mono: Some(mono.unwrap_or_else(|| own.mono.to_owned())) }
}

/// Whether a family is at home in running text as well as in titles.
fn is_workhorse(family: &str) -> bool {
    matches!(
        family,
        "Inter" | "Manrope" | "Space Grotesk" | "JetBrains Mono" | "Space Mono" | "Fredoka" | "Bricolage Grotesque"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn wish(words: &[&str], seed: u64) -> LookWish {
        LookWish { style_words: words.iter().map(|&word| word.to_owned()).collect(), seed, ..LookWish::default() }
    }

    #[test]
    fn colours_of_a_wish_are_taken_verbatim() {
        let [paper, ink, teal] = [0xF9, 0x11, 0x06].map(|value| Rgba::opaque(value, value, 0xD4));
        for seed in 0..50 {
            let wish =
                LookWish { background: Some(paper), text: Some(ink), accent: Some(teal), ..wish(&["neon"], seed) };
            let look = look(&wish);
            assert_eq!(look.color(ColorToken::Bg), paper);
            assert_eq!(look.color(ColorToken::Text), ink);
            assert_eq!(look.color(ColorToken::Accent), teal);
        }
    }

    #[test]
    fn a_style_by_name_or_another_word_for_it_is_chosen() {
        for (word, preset) in [("neon", "neon"), ("luxurious", "luxury"), ("hacker", "terminal"), ("kids", "playful")] {
            assert_eq!(look(&wish(&[word], 3)).preset, preset, "{word}");
        }
    }

    #[test]
    fn a_subject_suggests_a_style() {
        let topics = ["quarterly", "revenue"].map(str::to_owned).to_vec();
        assert_eq!(look(&LookWish { topic_words: topics, ..LookWish::default() }).preset, "corporate");
    }

    #[test]
    fn open_looks_vary_and_are_rarely_set_in_inter_alone() {
        let looks: Vec<Look> = (0..200).map(|seed| look(&wish(&[], seed))).collect();
        let plain = looks.iter().filter(|look| look.display_family() == "Inter").count();
        assert!(plain * 4 < looks.len(), "{plain} of {}", looks.len());
        let presets: BTreeSet<&str> = looks.iter().map(|look| look.preset).collect();
        let grounds: BTreeSet<Rgba> = looks.iter().map(|look| look.color(ColorToken::Bg)).collect();
        assert!(presets.len() >= 8 && grounds.len() >= 20, "{presets:?} {}", grounds.len());
    }

    #[test]
    fn the_same_wish_gives_the_same_look() {
        assert_eq!(look(&wish(&["bold"], 9)), look(&wish(&["bold"], 9)));
    }

    #[test]
    fn a_wished_mode_is_kept_by_every_style() {
        for style in STYLES {
            for mode in [Mode::Dark, Mode::Light] {
                let look = look(&LookWish { mode: Some(mode), ..wish(&[style.name], 1) });
                assert_eq!(look.theme.mode, Some(mode), "{}", style.name);
            }
        }
    }

    #[test]
    fn fonts_of_a_wish_are_used_or_stood_in_for() {
        let wish = LookWish { display_font: Some("Helvetica Neue".into()), ..wish(&[], 0) };
        assert_eq!(look(&wish).display_family(), "Inter");
    }
}
