//! Bars become nodes.

use super::*;

impl Emitter<'_> {
    /// Bars on a common baseline, with their names below and their values above.
    pub(super) fn bars(&self, element: &Element, bars: &[Bar], nodes: &mut Vec<Node>) {
        let [width, height] = element.size_px.unwrap_or([1100.0, 480.0]);
        let (center_x, center_y) = match element.place {
            Some(Place::Pixels(x, y)) => (x, y),
            _ => (self.directives.canvas_px[0] / 2.0, self.directives.canvas_px[1] / 2.0),
        };
        #[expect(clippy::cast_precision_loss, reason = "a handful of bars")]
        let pitch = width / bars.len().max(1) as f64;
        let largest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max).max(1e-9);
        let times = element.entrance.map(|motion| motion.timing).unwrap_or_default();
        let stagger = times.stagger.unwrap_or(0.08);
        let grow = times.dur.unwrap_or(0.7);
        let baseline = center_y + height / 2.0 - 48.0;
        let tallest = height - 48.0 - 56.0;
        let steepest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
        let even = bars.iter().all(|bar| bar.value >= steepest);
        let label_px = 30.0_f64.min(pitch * 0.24).max(24.0);
        for (index, bar) in bars.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a handful of bars")]
            let at = index as f64;
            let x = center_x - width / 2.0 + pitch * (at + 0.5);
            let begin = element.window.0 + stagger * at;
            let tall = (bar.value / largest * tallest).max(2.0);
            let fill: Paint = bar.color.map_or_else(
                || {
                    Paint::from(if if even { index + 1 == bars.len() } else { bar.value >= steepest } {
                        ColorToken::Accent
                    } else {
                        ColorToken::Muted
                    })
                },
                Paint::from,
            );
            let size = Size {
                width: Length::Percent(rounded(pitch * 0.56 / self.directives.canvas_px[0] * 100.0)),
                height: Length::Units(self.directives.units(tall)),
            };
            let mut node =
                Node::new(Rect { size: Some(size), radius: Some(6.0.into()), fill: Some(fill), ..Rect::default() });
            let mut grown = element.clone();
            grown.window.0 = begin;
            grown.stresses.clear();
            let mut entrance = Entrance::new(EntrancePreset::Grow);
            entrance.dur = Some(Time::from_secs(grow));
            entrance.ease = Some(times.ease.unwrap_or(Ease::Named(EaseName::Snap)));
            self.common(&grown, &mut node, self.at(x, baseline, Anchor::Bottom));
            node.common.entrance = Some(entrance);
            // Bars of nothing still have a height, so that they are seen.
            let chart = format!("bars at {center_x:.0} {center_y:.0} from {:.2} s", element.window.0);
            let datum = Datum { value: bar.value, by: None, chart: Some(chart) };
            node.common.datum = Some(datum).filter(|datum| datum.value > 0.0);
            node.common.pivot = Some(Anchor::Bottom);
            nodes.push(node);
            for (words, y, delay) in
                [(&bar.label, baseline + 30.0, 0.0), (&bar.written, baseline - tall - 28.0, grow * 0.6)]
            {
                if words.is_empty() {
                    continue;
                }
                let mut label = element.clone();
                label.window.0 = begin + delay;
                label.face.size_px = Some(label_px);
                label.face.weight = Some(600.0);
                label.rank = Rank::Detail;
                label.entrance = None;
                label.color = None;
                nodes.push(self.words(&label, words, self.at(x, y, Anchor::Center)));
            }
        }
    }
}
