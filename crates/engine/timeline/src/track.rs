//! Values between keyframes.

use crate::easing::{ease, ease_bounded};
use crate::expression::{Context, evaluated};
use crate::palette::{Palette, mix};
use pavo_scene::{Color, Ease, EaseName, Keyframe, Rgba, Time, Track, TrackEnd};

/// The value of a track's keys at a time: constant before the first, and after the last key but where the track says
/// otherwise; `None` without keys.
pub fn number_at(track: &Track<f64>, time: Time) -> Option<f64> {
    let (inner, rounds) = wrapped(track, time);
    let (before, after, progress, curve) = around(&track.keys, inner)?;
    let value = before.value + (after.value - before.value) * ease(curve, progress);
    match (track.after, track.keys.as_slice()) {
        (Some(TrackEnd::Offset), [first, .., last]) => Some(value + rounds * (last.value - first.value)),
        _ => Some(value),
    }
}

/// The value of a track at a moment, its formula included; `own` is what the property has without the track.
pub fn animated(track: &Track<f64>, own: f64, context: &Context) -> Option<f64> {
    let keyed = number_at(track, context.time);
    match &track.expression {
        Some(expression) => Some(evaluated(expression, context, keyed.unwrap_or(own))),
        None => keyed,
    }
}

/// The colour of a track at a time, mixed in Oklab; `None` without keys.
pub fn color_at(track: &Track<Color>, time: Time, palette: &Palette) -> Option<Rgba> {
    let (before, after, progress, curve) = around(&track.keys, wrapped(track, time).0)?;
    Some(mix(palette.resolve(before.value), palette.resolve(after.value), ease_bounded(curve, progress)))
}

/// The keys around a time, and how far it is between them.
fn around<V>(keys: &[Keyframe<V>], time: Time) -> Option<(&Keyframe<V>, &Keyframe<V>, f64, Ease)> {
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

/// The moment within the keys that a time after them shows, and how many whole rounds lie before it.
fn wrapped<V>(track: &Track<V>, time: Time) -> (Time, f64) {
    let (Some(first), Some(last), Some(after)) = (track.keys.first(), track.keys.last(), track.after) else {
        return (time, 0.0);
    };
    let round = (last.time - first.time).secs();
    if time <= last.time || round <= 0.0 {
        return (time, 0.0);
    }
    let rounds = ((time - first.time).secs() / round).floor();
    let since = (time - first.time).secs() - rounds * round;
    let is_back = after == TrackEnd::PingPong && rounds % 2.0 == 1.0;
    (first.time + Time::from_secs(if is_back { round - since } else { since }), rounds)
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

    #[test]
    fn tracks_go_on_after_their_last_key_as_they_say() {
        let keys = || Track::of([(1.0, 10.0, None), (2.0, 20.0, None)]);
        let at = |after, secs| number_at(&Track { after, ..keys() }, Time::from_secs(secs)).expect("keys");
        for (after, expected) in [
            (None, [10.0, 15.0, 20.0, 20.0, 20.0]),
            (Some(TrackEnd::Cycle), [10.0, 15.0, 12.5, 17.5, 12.5]),
            (Some(TrackEnd::PingPong), [10.0, 15.0, 17.5, 12.5, 12.5]),
            (Some(TrackEnd::Offset), [10.0, 15.0, 22.5, 27.5, 32.5]),
        ] {
            assert_eq!([at(after, 0.5), at(after, 1.5), at(after, 2.25), at(after, 2.75), at(after, 3.25)], expected);
        }
    }
}
