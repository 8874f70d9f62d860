//! What nodes do all the time: loops that close exactly after each period.

use crate::piece::Piece;
use crate::preset::signed;
use libm::{cos, sin};
use pavo_scene::{Loop, LoopPreset, Time};
use std::f64::consts::TAU;

/// The deviation of a loop at a time of its scene.
///
/// `circuit`: the time after which the whole film has to have come round.
pub(crate) fn loop_piece(repeated: &Loop, time: Time, circuit: Option<Time>) -> Piece {
    let (period, amp) = match repeated.preset {
        LoopPreset::Spin => (3.2, 0.0),
        LoopPreset::Float => (4.0, 8.0),
        LoopPreset::Drift => (12.0, 40.0),
        LoopPreset::Breathe => (4.0, 0.03),
        LoopPreset::Pulse => (1.2, 0.06),
        LoopPreset::Blink => (1.0, 0.0),
        LoopPreset::Sway => (3.0, 4.0),
        LoopPreset::Bob => (1.2, 36.0),
        LoopPreset::Orbit => (6.0, 60.0),
        LoopPreset::Jitter => (2.0, 2.5),
        LoopPreset::Flicker => (4.0, 0.6),
        LoopPreset::Marquee => (12.0, 0.0),
        LoopPreset::HueShift => (6.0, 0.0),
        LoopPreset::DashFlow => (1.0, 1.0),
    };
    let period = closing(repeated.period.map_or(period, Time::secs), circuit);
    let amp = repeated.amp.unwrap_or(amp);
    let turns = (time.secs() / period + repeated.phase.unwrap_or(0.0)).fract();
    let turns = if repeated.reverse == Some(true) { 1.0 - turns } else { turns };
    let angle = TAU * turns;
    let rest = Piece::REST;
    match repeated.preset {
        LoopPreset::Spin => Piece { rotate: angle, ..rest },
        LoopPreset::Float => Piece { shift_units: [0.0, -amp * sin(angle)], ..rest },
        // A figure of eight lying on its side.
        LoopPreset::Drift => Piece { shift_units: [amp * sin(angle), 0.6 * amp * sin(2.0 * angle)], ..rest },
        LoopPreset::Breathe => Piece { scale: [1.0 + amp * (1.0 - cos(angle)) / 2.0; 2], ..rest },
        LoopPreset::Pulse => {
            let beat = if turns < 0.5 { sin(angle) } else { 0.0 };
            Piece { scale: [1.0 + amp * beat * beat; 2], ..rest }
        }
        LoopPreset::Blink => Piece { opacity: if turns < 0.5 { 1.0 } else { 0.0 }, ..rest },
        LoopPreset::Bob => Piece { shift_units: [0.0, -amp * sin(angle / 2.0)], ..rest },
        LoopPreset::Orbit => Piece { shift_units: [amp * cos(angle), amp * sin(angle)], ..rest },
        LoopPreset::Jitter => {
            let [x, y, turn] = [0, 1, 2].map(|number| signed(step(turns * period, DRAWN_PER_SEC), number));
            Piece { shift_units: [amp * x, amp * y], rotate: (0.3 * amp * turn).to_radians(), ..rest }
        }
        LoopPreset::Flicker => {
            // Most of the time it is lit.
            let dark = (signed(step(turns * period, FLICKERS_PER_SEC), 0) - 0.7).max(0.0) / 0.3;
            Piece { opacity: 1.0 - amp.clamp(0.0, 1.0) * dark, ..rest }
        }
        LoopPreset::Marquee => Piece { run: Some(turns), ..rest },
        LoopPreset::HueShift => Piece { hue: angle, ..rest },
        // Whole patterns only, or the dashes would jump at the end of each round.
        LoopPreset::DashFlow => Piece { flow: amp.round() * turns, ..rest },
        LoopPreset::Sway => Piece { rotate: amp.to_radians() * sin(angle), ..rest },
    }
}

/// How often a second what trembles is somewhere else, and what flickers may be darker.
const DRAWN_PER_SEC: f64 = 8.0;
const FLICKERS_PER_SEC: f64 = 14.0;

/// The number of a step within a period, so that every period is like the first.
fn step(secs: f64, per_sec: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some steps of a period")]
    let step = (secs * per_sec + 1e-6) as u64;
    step
}

/// The period nearest to one, by number of turns, that comes round with a film; as it is where none has to.
pub(crate) fn closing(period: f64, circuit: Option<Time>) -> f64 {
    circuit.filter(|circuit| *circuit > Time::ZERO).map_or(period, |circuit| {
        let turns = (circuit.secs() / period).round().max(1.0);
        circuit.secs() / turns
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_film_that_is_a_loop_every_period_comes_round_with_it() {
        let circuit = Some(Time::from_secs(7.0));
        for (period, expected) in [(3.0, 3.5), (40.0, 7.0), (0.7, 0.7), (0.69, 0.7)] {
            assert_eq!(closing(period, circuit), expected);
            assert_eq!(closing(period, None), period);
        }
    }

    #[test]
    fn loops_close_exactly_after_a_period() {
        for &preset in LoopPreset::ALL {
            let mut repeated = Loop::new(preset);
            repeated.period = Some(Time::from_secs(2.5));
            let piece = |at: f64| loop_piece(&repeated, Time::from_secs(at), None);
            for step in 0..25 {
                let at = f64::from(step) * 0.1;
                let (now, later) = (piece(at), piece(at + 2.5));
                assert!((now.shift_units[0] - later.shift_units[0]).abs() < 1e-9, "{preset} {at}");
                assert!((now.scale[0] - later.scale[0]).abs() < 1e-9, "{preset} {at}");
                assert!((sin(now.rotate) - sin(later.rotate)).abs() < 1e-9, "{preset} {at}");
            }
        }
    }
}
