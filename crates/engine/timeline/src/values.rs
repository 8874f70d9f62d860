//! The properties of nodes at a moment.

use crate::easing::ease_bounded;
use crate::life::Life;
use crate::path::{bowed, spot_on};
use crate::pose::{ShapeValues, Trim, Values};
use crate::timeline::Moment;
use crate::track::{animated, color_at};
use pavo_scene::{Common, Ease, EaseName, EntrancePreset, Node, NodeKind, Number, Time};

impl Moment<'_> {
    pub(crate) fn values(&self, node: &Node, life: Life) -> Values {
        let common = &node.common;
        let scale = common.scale.unwrap_or(1.0);
        let mut values = Values {
            scale: [scale; 2],
            rotate: common.rotate.unwrap_or(0.0).to_radians(),
            opacity: common.opacity.unwrap_or(1.0),
            ..Values::REST
        };
        if let NodeKind::Number(number) = &node.kind {
            values.number = Some(self.counted(number, common, life));
        }
        let Some(keys) = &common.keys else { return values };
        let at_from = |track, own| animated(track, own, &self.context);
        let at = |track| at_from(track, 0.0);
        let [x, y] = common.pos.as_ref().map_or([0.0; 2], |pos| {
            let [width, height] = self.context.frame;
            [pos.x.units(width), pos.y.units(height)]
        });
        let scale = at_from(&keys.scale, scale).unwrap_or(scale);
        values.x = at_from(&keys.x, x);
        values.y = at_from(&keys.y, y);
        if let Some([x, y]) = bowed(keys, self.time) {
            (values.x, values.y) = (Some(x), Some(y));
        }
        values.scale =
            [scale * at_from(&keys.scale_x, 1.0).unwrap_or(1.0), scale * at_from(&keys.scale_y, 1.0).unwrap_or(1.0)];
        values.rotate = at_from(&keys.rotate, common.rotate.unwrap_or(0.0)).map_or(values.rotate, f64::to_radians);
        if let Some(spot) = keys.along.as_ref().and_then(|along| spot_on(along, at(&along.at)?)) {
            (values.x, values.y) = (Some(spot.x), Some(spot.y));
            values.rotate += spot.turned;
        }
        values.skew =
            [&keys.skew_x, &keys.skew_y].map(|track| at(track).unwrap_or(0.0).clamp(-89.0, 89.0).to_radians());
        values.opacity =
            at_from(&keys.opacity, values.opacity).map_or(values.opacity, |opacity| opacity.clamp(0.0, 1.0));
        values.blur = at(&keys.blur).unwrap_or(0.0).clamp(0.0, 400.0);
        values.width = at(&keys.width).map(|width| width.max(0.0));
        values.height = at(&keys.height).map(|height| height.max(0.0));
        values.radius = at(&keys.radius).map(|radius| radius.max(0.0));
        let own_scroll = match &node.kind {
            NodeKind::Frame(frame) => frame.scroll.unwrap_or_default(),
            _ => [0.0; 2],
        };
        values.scroll = [at_from(&keys.scroll_x, own_scroll[0]), at_from(&keys.scroll_y, own_scroll[1])];
        values.shape = ShapeValues {
            begin: at(&keys.begin).map(f64::to_radians),
            sweep: at(&keys.sweep).map(f64::to_radians),
            inner: at(&keys.inner),
            bend: at(&keys.bend),
            phase: at(&keys.phase),
            morph: at(&keys.morph),
        };
        values.fill = color_at(&keys.fill, self.time, self.palette);
        values.stroke_color = color_at(&keys.stroke_color, self.time, self.palette);
        values.stroke_width = at(&keys.stroke_width).map(|width| width.max(0.0));
        values.trim = Trim {
            start: at(&keys.trim_start).unwrap_or(0.0),
            end: at_from(&keys.trim_end, 1.0).unwrap_or(1.0),
            offset: at(&keys.trim_offset).unwrap_or(0.0),
        };
        values.dash_offset = at(&keys.dash_offset);
        values.tracking = at(&keys.tracking);
        values.path_at = at_from(&keys.path_at, own_path_at(node));
        values.weight = at_from(&keys.weight, 400.0).map(|weight| weight.clamp(1.0, 1000.0));
        values.font_width = at_from(&keys.font_width, 100.0).map(|width| width.clamp(50.0, 200.0));
        values.number = at_from(&keys.value, values.number.unwrap_or(0.0)).or(values.number);
        values
    }

    /// What a number shows: it counts with the curve of its count, and lands exactly.
    fn counted(&self, number: &Number, common: &Common, life: Life) -> f64 {
        let entrance = common.entrance.as_ref().filter(|entrance| entrance.preset == EntrancePreset::CountUp);
        if number.from.is_none() && number.count.is_none() && entrance.is_none() {
            return number.to;
        }
        let count = number.count.clone().unwrap_or_default();
        let from = number.from.unwrap_or(0.0);
        let start = count
            .start
            .or_else(|| entrance.and_then(|entrance| entrance.start))
            .or_else(|| common.entrance.as_ref().and_then(|entrance| entrance.start))
            .unwrap_or(life.start);
        let dur = count_secs(number, common);
        let curve = count
            .ease
            .or_else(|| entrance.and_then(|entrance| entrance.ease))
            .unwrap_or(Ease::Named(EaseName::EaseOutQuart));
        let progress = if dur > 0.0 { (self.time - start).secs() / dur } else { 1.0 };
        if progress >= 1.0 { number.to } else { from + (number.to - from) * ease_bounded(curve, progress) }
    }
}

/// Where a text is on its path, as far as the document says.
fn own_path_at(node: &Node) -> f64 {
    match &node.kind {
        NodeKind::Text(text) => text.path.as_ref().and_then(|path| path.at).unwrap_or(0.0),
        _ => 0.0,
    }
}

/// Seconds that a number counts: as said, or by the number of its digits.
pub(crate) fn count_secs(number: &Number, common: &Common) -> f64 {
    let entrance = common.entrance.as_ref().filter(|entrance| entrance.preset == EntrancePreset::CountUp);
    let said = number.count.as_ref().and_then(|count| count.dur).or_else(|| entrance.and_then(|entrance| entrance.dur));
    said.map_or_else(
        || match number.to.abs().max(number.from.unwrap_or(0.0).abs()) {
            most if most < 1e3 => 1.2,
            most if most < 1e6 => 1.6,
            _ => 2.0,
        },
        Time::secs,
    )
}
