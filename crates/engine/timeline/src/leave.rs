//! How nodes leave the screen, at a moment.

use crate::life::{Life, share};
use crate::pose::NodePose;
use crate::preset::Preset;
use crate::timeline::Moment;
use crate::units::UnitMotion;
use pavo_scene::{Node, NodeKind, Time, Unit};

impl Moment<'_> {
    pub(crate) fn leave(&self, node: &Node, life: Life, pose: &mut NodePose) {
        let Some(exit) = &node.common.exit else { return };
        let preset = Preset::exit(exit);
        let given = exit.dur.unwrap_or(preset.dur);
        let start = exit.start.unwrap_or_else(|| (life.end - given).max(life.start));
        let elapsed = self.time - start;
        if elapsed < Time::ZERO {
            return;
        }
        let is_text = matches!(node.kind, NodeKind::Text(_));
        if is_text && (preset.by != Unit::All || preset.types()) {
            // Without a length of its own it has the time until the node is gone.
            let total = exit.dur.or_else(|| exit.stagger.is_none().then(|| life.end - start));
            pose.units.push(UnitMotion {
                by: if preset.by == Unit::All { Unit::Char } else { preset.by },
                preset,
                order: exit.order.unwrap_or(preset.order()),
                seed: self.seed,
                leaving: true,
                elapsed,
                total,
                stagger: exit.stagger,
            });
            // What is drawn on a text has no pieces of its own, and goes with it.
            for mark in &mut pose.marks {
                mark.color = mark.color.with_alpha(f64::from(mark.color.a) / 255.0 * (1.0 - share(elapsed, given)));
            }
        } else {
            pose.piece = pose.piece.and(preset.piece(1.0 - share(elapsed, given), true, self.seed));
        }
    }
}
