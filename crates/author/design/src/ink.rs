//! Colours that words can be read in, and grounds that they can be read on.

use crate::contrast::Floor;
use crate::look::Look;
use crate::oklch::Oklch;
use crate::theme::{ink_on, muted_on, towards};
use pavo_scene::{ColorToken, Rgba};

/// The floor of small words with some leeway: what lies behind them is seldom exactly the colour of the theme.
const LEEWAY: Floor = Floor { wcag: 5.0, apca: 63.0 };

/// A fill near a role's colour and the ink that small words on it are read in.
///
/// An accent that was wished for stays as it is, with the ink that stands out most.
pub(crate) fn filled(look: &Look, token: ColorToken) -> (Rgba, Rgba) {
    let base = look.color(token);
    if token == ColorToken::Accent && look.accent_is_given {
        return (base, best_ink(look, base).unwrap_or_else(|| look.color(ColorToken::OnAccent)));
    }
    let lead = Oklch::of(base);
    for step in 0_u8..=14 {
        // Towards the darker first: a deeper accent still looks like itself, a paler one does not.
        for way in [-1.0, 1.0] {
            let lightness = (lead.l + way * 0.025 * f64::from(step)).clamp(0.0, 1.0);
            let fill = if step == 0 { base } else { lead.at_lightness(lightness).to_rgba() };
            if let Some(ink) = best_ink(look, fill) {
                return (fill, ink);
            }
        }
    }
    (base, ink_on(base))
}

/// The first ink that holds the floor of small words.
fn best_ink(look: &Look, fill: Rgba) -> Option<Rgba> {
    let own = [ColorToken::OnAccent, ColorToken::Text, ColorToken::Bg].map(|token| look.color(token));
    own.into_iter().chain([ink_on(fill), Rgba::WHITE, Rgba::BLACK]).find(|ink| LEEWAY.holds(*ink, fill))
}

/// Quiet text on a ground.
pub(crate) fn quiet_on(look: &Look, ground: Rgba) -> Rgba {
    let muted = look.color(ColorToken::Muted);
    if LEEWAY.holds(muted, ground) { muted } else { muted_on(ground, ink_on(ground)) }
}

/// A role's colour as small words on a ground are read in it.
pub(crate) fn readable(look: &Look, token: ColorToken, ground: Rgba) -> Rgba {
    let base = look.color(token);
    if LEEWAY.holds(base, ground) { base } else { towards(Oklch::of(base), ground, LEEWAY) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{LookWish, look};
    use crate::styles::STYLES;

    #[test]
    fn words_can_be_read_on_every_fill_and_in_every_ink() {
        for style in STYLES {
            for seed in 0..12 {
                let wish = LookWish { style_words: vec![style.name.to_owned()], seed, ..LookWish::default() };
                let look = look(&wish);
                for token in [ColorToken::Accent, ColorToken::Accent2] {
                    let (fill, ink) = filled(&look, token);
                    assert!(Floor::TEXT.holds(ink, fill), "{} {token}: {ink} on {fill}", style.name);
                }
                for ground in [ColorToken::Bg, ColorToken::Surface, ColorToken::Surface2].map(|token| look.color(token))
                {
                    let quiet = quiet_on(&look, ground);
                    assert!(Floor::TEXT.holds(quiet, ground), "{}: {quiet} on {ground}", style.name);
                    let accent = readable(&look, ColorToken::Accent, ground);
                    assert!(Floor::TEXT.holds(accent, ground), "{}: {accent} on {ground}", style.name);
                }
            }
        }
    }

    #[test]
    fn an_accent_that_was_wished_for_stays() {
        let teal = Rgba::opaque(6, 0xB6, 0xD4);
        let look = look(&LookWish { accent: Some(teal), ..LookWish::default() });
        assert_eq!(filled(&look, ColorToken::Accent).0, teal);
    }
}
