//! Names of transitions between scenes.

use crate::prompt::Prompt;
use pavo_scene::{Transition, TransitionPreset};

/// How people call transitions, each before or after the word itself.
pub(crate) const TRANSITIONS: &[(&[&str], TransitionPreset)] = {
    use TransitionPreset as T;
    &[
        (&["cross fade", "crossfade", "cross-fade", "cross dissolve", "fade", "soft"], T::Crossfade),
        (&["blur", "blur fade", "defocus"], T::BlurFade),
        (&["dip to black", "fade to black", "dip"], T::Dip),
        (&["flash", "white flash", "strobe"], T::Flash),
        (&["push", "slide", "swipe"], T::Push),
        (&["slide over", "cover"], T::SlideOver),
        (&["uncover", "reveal"], T::Uncover),
        (&["wipe", "linear wipe"], T::Wipe),
        (&["split", "split screen"], T::Split),
        (&["iris", "circle", "circular", "circle wipe"], T::Iris),
        (&["clock wipe", "clock", "radial wipe", "radial"], T::Clock),
        (&["blinds", "venetian blinds"], T::Blinds),
        (&["block", "blocks", "tile", "tiles", "grid", "mosaic"], T::Stagger),
        (&["shutter", "strips", "stripes"], T::Shutter),
        (&["zoom", "zoom through", "zoom-through", "zoom in"], T::ZoomThrough),
        (&["zoom out", "zoom-out"], T::ZoomOut),
        (&["whip", "whip pan", "whip-pan", "motion blur"], T::Whip),
        (&["morph", "morphing", "match cut", "match-cut"], T::MatchCut),
        (&["flip", "card flip", "flip card", "page flip", "page turn"], T::FlipCard),
        (&["cube", "3d cube", "cube spin", "box"], T::Cube),
        (&["glitch", "glitchy", "digital glitch"], T::Glitch),
        (&["light leak", "light leaks", "film burn", "lens flare"], T::LightLeak),
        (&["dissolve", "noise dissolve"], T::DissolveNoise),
        (&["warp", "warp speed"], T::Warp),
        (&["ripple", "water ripple", "water"], T::Ripple),
        (&["ink", "ink splash", "liquid", "paint"], T::Ink),
        (&["pixel", "pixelate", "pixelated", "pixel dissolve"], T::Pixelate),
        (&["shape", "mask", "heart", "star", "diamond", "hexagon"], T::MaskShape),
    ]
};

/// The transition that a prompt names: "glitch transitions", "with a card flip transition".
pub(crate) fn named_transition(prompt: &Prompt<'_>) -> Option<Transition> {
    const REFUSALS: [&str; 5] = ["no", "not", "without", "avoid", "never"];
    let view = prompt.plain(prompt.whole());
    let mut from = 0;
    while let Some(at) = view.get(from..)?.find("transition").map(|at| from + at) {
        let before = view[..at].trim_end();
        let ends = |name: &str| {
            let rest = before.strip_suffix(name);
            rest.is_some_and(|rest| rest.chars().next_back().is_none_or(|last| !last.is_alphanumeric()))
        };
        let names = TRANSITIONS.iter().flat_map(|(names, preset)| names.iter().map(move |name| (name, *preset)));
        let found = names.filter(|(name, _)| ends(name)).max_by_key(|(name, _)| name.len());
        if let Some((name, preset)) = found {
            let ahead = &before[..before.len() - name.len()];
            let is_refused = ahead.split_whitespace().rev().take(2).any(|word| REFUSALS.contains(&word));
            return (!is_refused).then(|| Transition::new(preset));
        }
        from = at + "transition".len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<TransitionPreset> {
        named_transition(&Prompt::new(text)).map(|transition| transition.preset)
    }

    #[test]
    fn transitions_are_known_by_the_names_that_stand_before_the_word() {
        assert_eq!(named("Three slides with a Card Flip transition"), Some(TransitionPreset::FlipCard));
        assert_eq!(named("Use whip pan transitions between them"), Some(TransitionPreset::Whip));
        assert_eq!(named("smooth transitions, then a light leak transition"), Some(TransitionPreset::LightLeak));
        assert_eq!(named("no glitch transitions"), None);
        assert_eq!(named("smooth transitions"), None);
        assert_eq!(named("a drawing of ink"), None);
    }

    #[test]
    fn no_name_stands_for_two_transitions() {
        let mut names: Vec<&str> = TRANSITIONS.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
