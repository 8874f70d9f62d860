//! What the camera does.

use crate::easing::{ease, ease_bounded};
use crate::expression::Context;
use crate::pose::{CameraPose, FocusPose};
use crate::repeat::closing;
use crate::track::animated;
use libm::{cos, exp, sin};
use pavo_scene::{Camera, CameraFocus, CameraMove, CameraShake, EaseName, Side, Time};
use std::f64::consts::TAU;

/// How long a whip takes to settle.
const WHIP_SECS: f64 = 0.5;

/// What the camera sees at a moment of its scene.
///
/// A move never shows what lies beside the frame: it comes as much closer as it goes aside.
/// `circuit`: the time after which a camera that wanders has to be back.
pub(crate) fn camera_pose(camera: Option<&Camera>, context: &Context, circuit: Option<Time>) -> CameraPose {
    let Context { time, length, frame, .. } = *context;
    let Some(camera) = camera.filter(|_| length > Time::ZERO) else { return CameraPose::REST };
    let mut pose = moved(camera, time, length, frame, circuit);
    pose.focus = focused(camera, time);
    if let Some(shake) = &camera.shake {
        let [x, y] = shaken(shake, time);
        pose.shift = [pose.shift[0] + x, pose.shift[1] + y];
    }
    if let Some(keys) = &camera.keys {
        let at = |track, own| animated(track, own, context).unwrap_or(own);
        pose.shift = [pose.shift[0] + at(&keys.x, 0.0), pose.shift[1] + at(&keys.y, 0.0)];
        pose.zoom *= at(&keys.zoom, 1.0).clamp(0.01, 100.0);
        pose.rotate += at(&keys.rotate, 0.0).to_radians();
    }
    pose
}

fn moved(camera: &Camera, time: Time, length: Time, frame: [f64; 2], circuit: Option<Time>) -> CameraPose {
    let [width, height] = frame;
    let amount = camera.amount.unwrap_or(if camera.movement == CameraMove::Whip { 0.12 } else { 0.04 });
    // Over a little more than the scene, so that the move never comes to a stop within it.
    let moved = ease(EaseName::Glide.into(), time.secs() / (1.1 * length.secs()));
    let rest = CameraPose::REST;
    match camera.movement {
        CameraMove::None | CameraMove::RackFocus => rest,
        CameraMove::Push => CameraPose { zoom: 1.0 + amount * moved, ..rest },
        CameraMove::Pull => CameraPose { zoom: 1.0 + amount * (1.0 - moved), ..rest },
        CameraMove::Pan => {
            let shift = aside(camera.dir, amount * (moved - 0.5), frame);
            CameraPose { zoom: 1.0 + amount, shift, ..rest }
        }
        CameraMove::Whip => {
            let left = amount * (1.0 - ease_bounded(EaseName::Settle.into(), time.secs() / WHIP_SECS));
            CameraPose { zoom: 1.0 + 2.0 * left, shift: aside(camera.dir, -left, frame), ..rest }
        }
        CameraMove::Orbit => {
            let turned = amount * (moved - 0.5);
            // As large as a frame has to be to hold this one turned.
            let longer = (width / height).max(height / width);
            let cover = cos(amount / 2.0) + longer * sin(amount / 2.0);
            let shift = [turned * width / 2.0, 0.0];
            CameraPose { zoom: cover + amount / 2.0, shift, rotate: turned, ..rest }
        }
        CameraMove::Drift => wandering(amount, time, 14.0, circuit, frame),
        CameraMove::Handheld => wandering(0.2 * amount, time, 2.4, circuit, frame),
    }
}

/// A way in a direction, as a share of the frame; by default to the right.
fn aside(dir: Option<Side>, share: f64, [width, height]: [f64; 2]) -> [f64; 2] {
    match dir.unwrap_or(Side::Right) {
        Side::Left => [-share * width, 0.0],
        Side::Right => [share * width, 0.0],
        Side::Top => [0.0, -share * height],
        Side::Bottom => [0.0, share * height],
    }
}

/// What is sharp at a time.
fn focused(camera: &Camera, time: Time) -> Option<FocusPose> {
    let plain = CameraFocus::default();
    let racks = camera.movement == CameraMove::RackFocus;
    let focus = camera.focus.as_ref().or_else(|| racks.then_some(&plain))?;
    let (from, to) = (focus.from.unwrap_or(0.4), focus.to.unwrap_or(1.0));
    let (start, dur) = (focus.start.map_or(0.5, Time::secs), focus.dur.map_or(0.8, Time::secs));
    let progress = if dur > 0.0 { (time.secs() - start) / dur } else { f64::from(time.secs() >= start) };
    let depth = from + (to - from) * ease_bounded(EaseName::InOut.into(), progress.clamp(0.0, 1.0));
    Some(FocusPose { depth, blur: focus.blur.unwrap_or(28.0) })
}

/// A slow figure that does not repeat itself soon, 1 to 1.3 as a hand's; one that has to come round goes twice as often up and down.
fn wandering(amount: f64, time: Time, period: f64, circuit: Option<Time>, [width, height]: [f64; 2]) -> CameraPose {
    let turns = time.secs() / closing(period, circuit);
    let ratio = if circuit.is_some() { 2.0 } else { 1.3 };
    let shift = [amount / 2.0 * width * sin(TAU * turns), amount / 3.0 * height * sin(TAU * ratio * turns)];
    CameraPose { zoom: 1.0 + amount, shift, ..CameraPose::REST }
}

/// A tremor in both directions that calms down; before its beginning there is none.
fn shaken(shake: &CameraShake, time: Time) -> [f64; 2] {
    let secs = (time - shake.start.unwrap_or(Time::ZERO)).secs();
    if secs < 0.0 {
        return [0.0; 2];
    }
    let decay = shake.decay.map_or(0.3, Time::secs);
    let strength = shake.amp.unwrap_or(9.0) * exp(-secs / decay);
    let turns = shake.hz.unwrap_or(14.0) * secs;
    [strength * sin(TAU * turns), 0.7 * strength * sin(TAU * (0.77 * turns + 0.2))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::AspectRatio;

    #[test]
    fn no_move_shows_what_lies_beside_the_frame() {
        for &aspect in AspectRatio::ALL {
            let [width, height] = aspect.design_size();
            for &movement in CameraMove::ALL {
                let camera = Camera { amount: Some(0.1), ..Camera::new(movement) };
                for step in 0..=200 {
                    let time = Time::from_secs(f64::from(step) * 0.05);
                    let length = Time::from_secs(10.0);
                    let context = Context { time, length, index: 0, count: 1, frame: [width, height], seed: 0 };
                    let pose = camera_pose(Some(&camera), &context, None);
                    let room = (pose.zoom - 1.0) / 2.0;
                    assert!(pose.shift[0].abs() <= room * width + 1e-9, "{movement} {pose:?}");
                    assert!(pose.shift[1].abs() <= room * height + 1e-9, "{movement} {pose:?}");
                }
            }
        }
    }

    #[test]
    fn focus_goes_from_one_depth_to_another_and_stays() {
        let focus = CameraFocus { start: Some(Time::from_secs(1.0)), ..CameraFocus::default() };
        let camera = Camera { focus: Some(focus), ..Camera::new(CameraMove::RackFocus) };
        let depth = |secs| focused(&camera, Time::from_secs(secs)).expect("a focus").depth;
        assert_eq!([depth(0.0), depth(1.0), depth(1.8), depth(9.0)], [0.4, 0.4, 1.0, 1.0]);
        assert!(depth(1.4) > 0.5 && depth(1.4) < 0.9);
    }

    #[test]
    fn shake_begins_at_its_time_and_calms_down() {
        let shake = CameraShake { start: Some(Time::from_secs(1.0)), ..CameraShake::default() };
        assert_eq!(shaken(&shake, Time::from_secs(0.99)), [0.0; 2]);
        let strongest = |from: u32| {
            let at = |step: u32| shaken(&shake, Time::from_secs(1.0 + f64::from(from + step) * 0.01))[0].abs();
            (0..10).map(at).fold(0.0, f64::max)
        };
        assert!(strongest(0) > 6.0 && strongest(30) < 0.45 * strongest(0) && strongest(200) < 0.05);
    }
}
