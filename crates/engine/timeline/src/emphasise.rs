//! How nodes are stressed, at a moment.

use crate::easing::ease_bounded;
use crate::life::{Life, share};
use crate::piece::Piece;
use crate::pose::{MarkPose, NodePose};
use crate::preset::Preset;
use crate::timeline::Moment;
use libm::{exp, sin};
use pavo_scene::{ColorToken, Common, Ease, EaseName, Emphasis, EmphasisPreset, Rgba, Time};
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
                EmphasisPreset::Glow
                | EmphasisPreset::ColorTo
                | EmphasisPreset::Flash
                | EmphasisPreset::DimOthers
                | EmphasisPreset::Sheen
                | EmphasisPreset::Tick
                | EmphasisPreset::Burst
                | EmphasisPreset::Spotlight => {
                    pose.marks.extend(self.shone(emphasis, emphasis_index, elapsed));
                }
                _ => {
                    pose.piece = pose.piece.and(stressed(emphasis, elapsed));
                }
            }
        }
    }
}

impl Moment<'_> {
    /// What an emphasis does to colour and light, while it does something.
    fn shone(&self, emphasis: &Emphasis, emphasis_index: usize, elapsed: Time) -> Option<MarkPose> {
        let progress = share(elapsed, length(emphasis));
        let curve = |name| emphasis.ease.unwrap_or(Ease::Named(name));
        let drawn = match emphasis.preset {
            EmphasisPreset::Glow => {
                emphasis.amount.unwrap_or(1.0) * sin(PI * ease_bounded(curve(EaseName::Glide), progress))
            }
            // At once, and away slowly.
            EmphasisPreset::Flash => {
                let left = 1.0 - ease_bounded(curve(EaseName::Out), progress);
                emphasis.amount.unwrap_or(1.0).min(1.0) * left
            }
            EmphasisPreset::DimOthers => {
                emphasis.amount.unwrap_or(0.65).min(1.0) * ease_bounded(curve(EaseName::Swift), progress)
            }
            EmphasisPreset::Sheen => ease_bounded(curve(EaseName::Glide), progress),
            EmphasisPreset::Burst => ease_bounded(curve(EaseName::Out), progress),
            EmphasisPreset::Spotlight => {
                emphasis.amount.unwrap_or(0.6).min(1.0) * ease_bounded(curve(EaseName::Swift), progress)
            }
            _ => ease_bounded(curve(EaseName::Swift), progress),
        };
        let is_over = progress >= 1.0
            && matches!(emphasis.preset, EmphasisPreset::Glow | EmphasisPreset::Sheen | EmphasisPreset::Burst);
        let default: pavo_scene::Color = match emphasis.preset {
            EmphasisPreset::Sheen | EmphasisPreset::Flash => Rgba::WHITE.into(),
            EmphasisPreset::Spotlight => Rgba::BLACK.into(),
            EmphasisPreset::Tick => ColorToken::Good.into(),
            _ => ColorToken::Accent.into(),
        };
        let color = self.palette.resolve(emphasis.color.unwrap_or(default));
        // A flash is a colour that is taken on and lost again.
        let preset = match emphasis.preset {
            EmphasisPreset::Flash => EmphasisPreset::ColorTo,
            preset => preset,
        };
        (drawn > 0.0 && !is_over).then_some(MarkPose { emphasis_index, preset, drawn, color })
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
            EmphasisPreset::Nudge => 0.4,
            EmphasisPreset::Jump => 0.5,
            EmphasisPreset::Glow => 1.1,
            EmphasisPreset::ColorTo | EmphasisPreset::DimOthers => 0.4,
            EmphasisPreset::Sheen => 0.9,
            EmphasisPreset::ScaleTo => 0.5,
            EmphasisPreset::Wiggle => 0.7,
            EmphasisPreset::Flash => 0.45,
            EmphasisPreset::Tick => 0.45,
            EmphasisPreset::Burst => 0.6,
            EmphasisPreset::Spotlight => 0.7,
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
        EmphasisPreset::ScaleTo => {
            let curve = emphasis.ease.unwrap_or(Ease::Named(EaseName::Swift));
            let come = ease_bounded(curve, share(elapsed, length(emphasis)));
            Piece { scale: [(1.0 + emphasis.amount.unwrap_or(0.12) * come).max(0.0); 2], ..Piece::REST }
        }
        EmphasisPreset::Wiggle => {
            const WAGS: f64 = 3.0;
            let progress = share(elapsed, length(emphasis));
            let turn = exp(-2.5 * progress) * sin(TAU * WAGS * progress) * (1.0 - progress);
            Piece { rotate: emphasis.amount.unwrap_or(0.12) * turn, ..Piece::REST }
        }
        EmphasisPreset::Nudge => {
            let progress = share(elapsed, length(emphasis));
            // There fast and back slowly.
            let way = sin(PI * ease_bounded(emphasis.ease.unwrap_or(Ease::Named(EaseName::Snap)), progress));
            Piece { shift_units: [emphasis.amount.unwrap_or(0.6) * 40.0 * way, 0.0], ..Piece::REST }
        }
        EmphasisPreset::Jump => {
            // A squat, a throw, and a squash where it lands.
            const AIR: [f64; 2] = [0.15, 0.8];
            let progress = share(elapsed, length(emphasis));
            let in_air = ((progress - AIR[0]) / (AIR[1] - AIR[0])).clamp(0.0, 1.0);
            let height = 4.0 * in_air * (1.0 - in_air);
            let squat = if progress < AIR[0] {
                sin(PI * progress / AIR[0])
            } else {
                sin(PI * ((progress - AIR[1]) / (1.0 - AIR[1])).clamp(0.0, 1.0))
            };
            let amount = emphasis.amount.unwrap_or(0.35);
            Piece {
                shift_em: [0.0, -amount * height],
                scale: [1.0 + 0.06 * squat, 1.0 - 0.1 * squat],
                scale_origin: Some([0.5, 1.0]),
                ..Piece::REST
            }
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
