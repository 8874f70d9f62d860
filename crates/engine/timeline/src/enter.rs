//! How nodes come on screen, at a moment.

use crate::life::{Life, share};
use crate::piece::Piece;
use crate::pose::{CaretPose, NodePose};
use crate::preset::Preset;
use crate::timeline::Moment;
use crate::units::UnitMotion;
use pavo_scene::{Caret, ColorToken, EntrancePreset, Node, NodeKind, Time, Unit};

impl Moment<'_> {
    pub(crate) fn enter(&self, node: &Node, life: Life, pose: &mut NodePose) {
        let Some(entrance) = &node.common.entrance else { return };
        let preset = Preset::entrance(entrance);
        let start = entrance.start.unwrap_or(life.start);
        let elapsed = self.time - start;
        if elapsed < Time::ZERO {
            pose.piece = Piece::HIDDEN;
            return;
        }
        let is_text = matches!(node.kind, NodeKind::Text(_));
        if is_text && (preset.by != Unit::All || preset.types()) {
            let motion = UnitMotion {
                by: if preset.by == Unit::All { Unit::Char } else { preset.by },
                preset,
                order: entrance.order.unwrap_or(preset.order()),
                seed: self.seed,
                leaving: false,
                elapsed,
                total: entrance.dur,
                stagger: entrance.stagger,
            };
            pose.units.push(motion);
            pose.caret = self.caret(entrance.caret.as_ref(), elapsed);
        } else {
            let given = entrance.dur.unwrap_or(preset.dur);
            // A count's length is the count's; the figure itself must be there at once.
            let total = if entrance.preset == EntrancePreset::CountUp { given.min(preset.dur) } else { given };
            pose.piece = pose.piece.and(preset.piece(share(elapsed, total), false, self.seed));
        }
    }

    fn caret(&self, caret: Option<&Caret>, elapsed: Time) -> Option<CaretPose> {
        let caret = caret?;
        if caret.until.is_some_and(|until| self.time >= until) {
            return None;
        }
        let (on, off) = (caret.on.map_or(0.5, Time::secs), caret.off.map_or(0.5, Time::secs));
        let round = on + off;
        let lit = off <= 0.0 || (round > 0.0 && (elapsed.secs() / round).fract() * round < on);
        let color = self.palette.resolve(caret.color.unwrap_or(ColorToken::Accent.into()));
        Some(CaretPose { lit, color })
    }
}
