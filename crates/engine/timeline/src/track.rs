//! Values between keyframes.

use crate::easing::{ease, ease_bounded};
use crate::palette::{Palette, mix};
use pavo_scene::{Color, Ease, EaseName, Keyframe, Rgba, Time, Track};

/// The value of a track at a time: constant before the first and after the last key; `None` without keys.
pub fn number_at(track: &Track<f64>, time: Time) -> Option<f64> {
    let (before, after, progress, curve) = around(track, time)?;
    Some(before.value + (after.value - before.value) * ease(curve, progress))
}

/// The colour of a track at a time, mixed in Oklab; `None` without keys.
pub fn color_at(track: &Track<Color>, time: Time, palette: &Palette) -> Option<Rgba> {
    let (before, after, progress, curve) = around(track, time)?;
    Some(mix(palette.resolve(before.value), palette.resolve(after.value), ease_bounded(curve, progress)))
}

/// The keys around a time, and how far it is between them.
fn around<V>(track: &Track<V>, time: Time) -> Option<(&Keyframe<V>, &Keyframe<V>, f64, Ease)> {
    let keys = &track.0;
    let after = keys.partition_point(|key| key.time <= time);
    let (first, last) = (keys.first()?, keys.last()?);
    if after == 0 {
        return Some((first, first, 0.0, EaseName::Linear.into()));
    }
    if after == keys.len() {
        return Some((last, last, 0.0, EaseName::Linear.into()));
    }
    let (before, after) = (&keys[after - 1], &keys[after]);
    let progress = (time - before.time).secs() / (after.time - before.time).secs();
    Some((before, after, progress, after.ease.unwrap_or(Ease::Named(EaseName::Linear))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_has_its_keys_values_at_its_keys_times() {
        let settle = Some(Ease::Named(EaseName::Settle));
        let track = Track::of([(0.5, 10.0, None), (1.0, 20.0, settle), (2.0, 0.0, Some(Ease::Named(EaseName::Hold)))]);
        let at = |secs| number_at(&track, Time::from_secs(secs)).expect("keys");
        assert_eq!([at(0.0), at(0.5), at(1.0), at(1.99), at(2.0), at(9.0)], [10.0, 10.0, 20.0, 20.0, 0.0, 0.0]);
        assert!(at(0.75) > 19.0, "an easing belongs to the key it leads to");
        assert_eq!(number_at(&Track::default(), Time::ZERO), None);
    }
}
