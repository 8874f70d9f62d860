//! The parts of a frame that are drawn by themselves, and where two frames differ.

use crate::command::{Command, LetterBounds};
use crate::digest::Digest;
use crate::layer::{Effect, Layer};
use crate::list::DisplayList;
use kurbo::{Rect, Shape};

/// A command outside of layers, or a whole layer from its beginning to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Index of its first command.
    pub start: usize,
    /// Index after its last command.
    pub end: usize,
    /// A number that stands for its commands.
    pub digest: Digest,
    /// The pixels it may touch, in frame coordinates; empty for what draws nothing.
    pub bounds: Rect,
    /// Whether its colours depend on what is below it by more than its opacity.
    pub is_blended: bool,
}

impl DisplayList {
    /// The segments of the commands from `start` on, from back to front.
    ///
    /// `start`: outside of every layer, as [`DisplayList::ground_commands`] is.
    /// `letter`: as for [`Command::bounds_by`].
    pub fn segments_from(&self, start: usize, letter: &mut LetterBounds<'_>) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut at = start;
        while at < self.commands.len() {
            let mut cursor = at;
            let everything = Rect::new(0.0, 0.0, f64::from(self.width_px), f64::from(self.height_px));
            let bounds = match &self.commands[at] {
                Command::AdjustBelow { .. } => {
                    cursor += 1;
                    everything
                }
                _ => bounds_from(&self.commands, &mut cursor, letter).unwrap_or(Rect::ZERO),
            };
            let commands = &self.commands[at..cursor];
            let (digest, is_blended) = (Digest::of_commands(commands), commands.iter().any(Command::is_blended));
            segments.push(Segment { start: at, end: cursor, digest, bounds, is_blended });
            at = cursor;
        }
        segments
    }
}

/// The pixels that some commands may touch, in frame coordinates; `letter`: as for [`Command::bounds_by`].
pub fn bounds_of(commands: &[Command], letter: &mut LetterBounds<'_>) -> Option<Rect> {
    let (mut cursor, mut all) = (0, None::<Rect>);
    while cursor < commands.len() {
        if let Some(bounds) = bounds_from(commands, &mut cursor, letter) {
            all = Some(all.map_or(bounds, |all| all.union(bounds)));
        }
    }
    all
}

/// The bounds of the command at `cursor`, or of the layer that begins there; the cursor moves past it.
fn bounds_from(commands: &[Command], cursor: &mut usize, letter: &mut LetterBounds<'_>) -> Option<Rect> {
    let command = commands.get(*cursor)?;
    *cursor += 1;
    let Command::PushLayer(Layer { clip, effects, .. }) = command else {
        return command.bounds_by(letter);
    };
    let mut content: Option<Rect> = None;
    while let Some(inner) = commands.get(*cursor) {
        if matches!(inner, Command::PopLayer) {
            *cursor += 1;
            break;
        }
        if let Some(bounds) = bounds_from(commands, cursor, letter) {
            content = Some(content.map_or(bounds, |all| all.union(bounds)));
        }
    }
    let reach: f64 = effects.iter().map(Effect::reach_px).sum();
    let reached = content?.inflate(reach, reach);
    let Some((path, transform)) = clip else { return Some(reached) };
    let window = transform.transform_rect_bbox(path.bounding_box()).inflate(1.0, 1.0);
    Some(reached.intersect(window)).filter(|seen| seen.area() > 0.0)
}

/// The rectangle outside of which two sequences of segments draw the same pixels on the same ground;
/// `None` when they are the same.
pub fn difference(before: &[Segment], after: &[Segment]) -> Option<Rect> {
    let is_same = |(a, b): &(&Segment, &Segment)| a.digest == b.digest;
    let leading = before.iter().zip(after).take_while(is_same).count();
    let (before, after) = (&before[leading..], &after[leading..]);
    let trailing = before.iter().rev().zip(after.iter().rev()).take_while(is_same).count();
    let (before, after) = (&before[..before.len() - trailing], &after[..after.len() - trailing]);
    let touched: Vec<Rect> = if before.len() == after.len() {
        // Usually the same things stand at the same places of the list, and some of them moved.
        let pairs = before.iter().zip(after).filter(|pair| !is_same(pair));
        pairs.flat_map(|(before, after)| [before.bounds, after.bounds]).collect()
    } else {
        before.iter().chain(after).map(|segment| segment.bounds).collect()
    };
    touched.into_iter().filter(|bounds| bounds.area() > 0.0).reduce(|all, one| all.union(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::{Color, Paint};
    use kurbo::Affine;
    use std::sync::Arc;

    fn square(x: f64) -> Command {
        let rect = Rect::new(x, 0.0, x + 10.0, 10.0);
        let paint = Paint::Solid(Color { r: 9, g: 9, b: 9, a: 255 });
        Command::FillRect { rect, pixels_from_shape: Affine::IDENTITY, paint }
    }

    fn list(commands: Vec<Command>) -> DisplayList {
        let white = Color { r: 255, g: 255, b: 255, a: 255 };
        DisplayList { commands, ..DisplayList::new(200, 20, white) }
    }

    fn differ(before: Vec<Command>, after: Vec<Command>) -> Option<Rect> {
        difference(&list(before).segments_from(0, &mut |_, _| None), &list(after).segments_from(0, &mut |_, _| None))
    }

    #[test]
    fn frames_with_the_same_segments_do_not_differ() {
        assert_eq!(differ(vec![square(0.0), square(50.0)], vec![square(0.0), square(50.0)]), None);
    }

    #[test]
    fn frames_differ_where_something_was_and_where_it_is() {
        let moved =
            differ(vec![square(0.0), square(50.0), square(100.0)], vec![square(0.0), square(60.0), square(100.0)]);
        assert_eq!(moved, Some(Rect::new(49.0, -1.0, 71.0, 11.0)));
    }

    #[test]
    fn frames_differ_where_something_came() {
        let came = differ(vec![square(0.0), square(100.0)], vec![square(0.0), square(50.0), square(100.0)]);
        assert_eq!(came, Some(Rect::new(49.0, -1.0, 61.0, 11.0)));
    }

    #[test]
    fn layer_reaches_as_far_as_its_effects_and_not_beyond_its_clip() {
        let blur = Layer { effects: vec![Effect::Blur { sigma_px: 3.0 }], ..Layer::default() };
        let blurred =
            list(vec![Command::PushLayer(blur), square(50.0), Command::PopLayer]).segments_from(0, &mut |_, _| None);
        assert_eq!((blurred.len(), blurred[0].end, blurred[0].bounds.x0), (1, 3, 39.0));
        let window = Arc::new(Rect::new(55.0, 0.0, 70.0, 10.0).to_path(0.1));
        let clipped = list(vec![Command::clip(window, Affine::IDENTITY), square(50.0), Command::PopLayer]);
        assert_eq!(clipped.segments_from(0, &mut |_, _| None)[0].bounds, Rect::new(54.0, -1.0, 61.0, 11.0));
    }
}
