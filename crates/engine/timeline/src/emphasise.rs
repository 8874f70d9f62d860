//! How nodes are stressed, at a moment.

use crate::easing::ease_bounded;
use crate::life::{Life, share};
use crate::piece::Piece;
use crate::pose::{MarkPose, NodePose};
use crate::preset::Preset;
use crate::timeline::Moment;
use libm::{exp, sin};
use pavo_scene::{ColorToken, Common, Ease, EaseName, Emphasis, EmphasisPreset, Time};
use std::f64::consts::{PI, TAU};

impl Moment<'_> {
    pub(crate) fn emphasise(&self, common: &Common, life: Life, pose: &mut NodePose) {
        for (emphasis_index, emphasis) in common.emphases.0.iter().enumerate() {
            let start = emphasis.start.unwrap_or_else(|| {
                let entered = common
                    .entrance
                    .as_ref()
                    .map_or(Time::ZERO, |entrance| entrance.dur.unwrap_or(Preset::entrance(entrance).dur));
                life.start + entered.max(Time::from_secs(0.5))
            });
            let elapsed = self.time - start;
            if elapsed < Time::ZERO {
                continue;
            }
            match emphasis.preset {
                mark if mark.is_mark() => {
                    let dur = length(emphasis);
                    let curve = emphasis.ease.unwrap_or(Ease::Named(EaseName::Swift));
                    pose.marks.push(MarkPose {
                        emphasis_index,
                        preset: emphasis.preset,
                        drawn: ease_bounded(curve, share(elapsed, dur)),
                        color: self.palette.resolve(emphasis.color.unwrap_or(ColorToken::Accent.into())),
                    });
                }
                _ => {
                    pose.piece = pose.piece.and(stressed(emphasis, elapsed));
                }
            }
        }
    }
}

/// How long an emphasis takes.
pub(crate) fn length(emphasis: &Emphasis) -> Time {
    emphasis.dur.unwrap_or_else(|| {
        Time::from_secs(match emphasis.preset {
            EmphasisPreset::Underline | EmphasisPreset::Highlight | EmphasisPreset::Strike | EmphasisPreset::Shake => {
                0.35
            }
            EmphasisPreset::Circle => 0.6,
            EmphasisPreset::Box => 0.5,
            EmphasisPreset::Pulse => 0.28,
            EmphasisPreset::Pop => 0.55,
        })
    })
}

/// The deviation of an emphasis that moves the node and lets it come back.
fn stressed(emphasis: &Emphasis, elapsed: Time) -> Piece {
    let secs = elapsed.secs();
    match emphasis.preset {
        EmphasisPreset::Pulse => {
            let progress = share(elapsed, length(emphasis));
            let curve = emphasis.ease.unwrap_or(Ease::Named(EaseName::Glide));
            let scale = 1.0 + emphasis.amount.unwrap_or(0.04) * sin(PI * ease_bounded(curve, progress));
            Piece { scale: [scale; 2], ..Piece::REST }
        }
        EmphasisPreset::Pop => {
            // A damped swing that begins at rest with a push: up, a little below, home.
            const SWINGS: f64 = 1.5;
            let progress = share(elapsed, length(emphasis));
            let swing = exp(-3.2 * progress) * sin(TAU * SWINGS * progress) * (1.0 - progress);
            // The first peak of that swing is 0.535.
            let scale = 1.0 + emphasis.amount.unwrap_or(0.06) / 0.535 * swing;
            Piece { scale: [scale; 2], ..Piece::REST }
        }
        EmphasisPreset::Shake => {
            const HERTZ: f64 = 14.0;
            let dur = length(emphasis).secs().max(1e-3);
            if secs >= dur {
                return Piece::REST;
            }
            let amount = emphasis.amount.unwrap_or(0.6) * 16.0;
            let x = amount * exp(-4.0 * secs / dur) * sin(TAU * HERTZ * secs);
            Piece { shift_units: [x, 0.0], ..Piece::REST }
        }
        _ => Piece::REST,
    }
}
