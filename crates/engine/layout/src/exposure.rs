//! What moves while the shutter is open, drawn as the mean of several moments.

use crate::frame::{Framed, framed};
use crate::stage::Stage;
use crate::travel::Travel;
use kurbo::Rect;
use pavo_display_list::{Command, DisplayList, Glyph, GlyphRun, bounds_of};
use pavo_scene::PixelSize;
use pavo_timeline::Pose;
use std::collections::BTreeMap;
use std::fmt;

/// How a frame is exposed.
pub struct Exposure<'p> {
    /// How long the shutter is open, as a share of the time from one frame to the next. Positive.
    pub shutter: f64,
    /// The pose at a share of the exposure: -0.5 when the shutter opens, 0 at the frame's time, 0.5 when it closes.
    pub pose_at: &'p dyn Fn(f64) -> Pose,
}

impl fmt::Debug for Exposure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exposure").field("shutter", &self.shutter).finish_non_exhaustive()
    }
}

/// Way from one frame to the next, in pixels, below which nothing is blurred.
const SHORTEST_WAY_PX: f64 = 6.0;

/// Way between two samples, in pixels, at which their edges run into each other.
const STEP_PX: f64 = 2.5;

/// Most samples of one element.
const MOST_SAMPLES: usize = 32;

/// Fewest samples of a moving element.
const FEWEST_SAMPLES: usize = 4;

/// Most samples of an element whose inner parts have effects, which are dear.
const MOST_WITH_EFFECTS: usize = 8;

/// Most pixels of all samples of an element together, as several 1080p frames: what a frame may cost is bounded.
const MOST_SAMPLED_PX: f64 = 12e6;

/// The share of the whole way that one step between samples may make; a larger one is a jump, not a move.
const LARGEST_STEP: f64 = 0.6;

/// The drawing commands of an exposed frame.
pub(crate) fn exposed(stage: &Stage, exposure: &Exposure<'_>, size: PixelSize) -> DisplayList {
    let pose = (exposure.pose_at)(0.0);
    let middle = framed(stage, &pose, size);
    let ends = [-0.5, 0.5].map(|share| (exposure.pose_at)(share));
    // A cut is not blurred over.
    if !ends.iter().all(|end| shots_of(end) == shots_of(&pose)) {
        return middle.list;
    }
    let [open, close] = ends.map(|end| framed(stage, &end, size));
    let mut frames = Frames { stage, exposure, size, open, close, between: BTreeMap::new() };
    let Framed { list, elements } = middle;
    let (mut commands, mut at) = (Vec::with_capacity(list.commands.len()), 0);
    for (index, element) in elements.iter().enumerate() {
        // Some are never blurred, and some are within one that is blurred as a whole.
        if element.is_sharp || element.start < at {
            continue;
        }
        let has_parts = elements.get(index + 1).is_some_and(|next| next.start < element.end);
        let drawn = &list.commands[element.start..element.end];
        if let Some(blurred) = frames.blurred(drawn, &element.path, has_parts) {
            commands.extend_from_slice(&list.commands[at..element.start]);
            commands.extend(blurred);
            at = element.end;
        }
    }
    commands.extend_from_slice(&list.commands[at..]);
    DisplayList { commands, ..list }
}

/// The parts of the film that a pose shows.
fn shots_of(pose: &Pose) -> (usize, Option<usize>) {
    (pose.shot.shot_index, pose.next.as_ref().map(|(shot, _)| shot.shot_index))
}

/// Frames from within an exposure.
struct Frames<'f, 'p> {
    stage: &'f Stage,
    exposure: &'f Exposure<'p>,
    size: PixelSize,
    open: Framed,
    close: Framed,
    /// By their number.
    between: BTreeMap<usize, Vec<Framed>>,
}

impl Frames<'_, '_> {
    /// An element as the mean of its samples; `None` when it is drawn as it is.
    fn blurred(&mut self, middle: &[Command], path: &[usize], has_parts: bool) -> Option<Vec<Command>> {
        let [open, close] = [self.open.commands_of(path)?, self.close.commands_of(path)?];
        let way = Travel::between(open, close)?;
        if way.most_px / self.exposure.shutter < SHORTEST_WAY_PX {
            return None;
        }
        // Parts that do not move as one are blurred one by one.
        if has_parts && way.least_px < 0.5 * way.most_px {
            return None;
        }
        let frame = Rect::new(0.0, 0.0, f64::from(self.size.width), f64::from(self.size.height));
        // About as large as its capitals: a guess at the cost needs no more.
        let mut letter = |run: &GlyphRun, _: &Glyph| {
            let size = f64::from(run.size);
            Some(Rect::new(0.0, -0.7 * size, 0.6 * size, 0.0))
        };
        let mut seen = |commands: &[Command]| Some(bounds_of(commands, &mut letter)?.intersect(frame));
        let bounds = seen(open)?.union(seen(close)?);
        if bounds.area() <= 0.0 {
            return None;
        }
        let count = samples_for(way.most_px, bounds.area(), middle);
        let samples = self.samples(count, path);
        let is_steady = samples.windows(2).all(|pair| {
            Travel::between(&pair[0], &pair[1]).is_some_and(|step| step.most_px <= LARGEST_STEP * way.most_px)
        });
        if samples.len() < FEWEST_SAMPLES || !is_steady {
            return None;
        }
        mean(middle, samples)
    }

    /// What an element is drawn with at moments spread evenly over the exposure.
    fn samples(&mut self, count: usize, path: &[usize]) -> Vec<Vec<Command>> {
        let Self { stage, exposure, size, between, .. } = self;
        let frames = between.entry(count).or_insert_with(|| {
            #[expect(clippy::cast_precision_loss, reason = "at most 32")]
            let share = |sample: usize| (sample as f64 + 0.5) / count as f64 - 0.5;
            (0..count).map(|sample| framed(stage, &(exposure.pose_at)(share(sample)), *size)).collect()
        });
        frames.iter().filter_map(|frame| frame.commands_of(path).map(<[Command]>::to_vec)).collect()
    }
}

/// How many samples a way needs: a power of two, so that most elements of a frame share their moments.
fn samples_for(way_px: f64, area_px: f64, commands: &[Command]) -> usize {
    // Effects around all of it are done once, on the mean.
    let has_effects = commands.iter().enumerate().any(|(index, command)| match command {
        Command::PushLayer(layer) => !layer.effects.is_empty() && !wraps(index, commands),
        _ => false,
    });
    let most = if has_effects { MOST_WITH_EFFECTS } else { MOST_SAMPLES };
    let mut count = FEWEST_SAMPLES;
    #[expect(clippy::cast_precision_loss, reason = "at most 32")]
    while 2 * count <= most && (count as f64) < way_px / STEP_PX && (2 * count) as f64 * area_px <= MOST_SAMPLED_PX {
        count *= 2;
    }
    count
}

/// The mean of samples within the layers that all of them have: an effect of the mean is the mean of the effects.
fn mean(middle: &[Command], samples: Vec<Vec<Command>>) -> Option<Vec<Command>> {
    let layers = (0..middle.len()).take_while(|&depth| is_shared_layer(depth, middle, &samples)).count();
    let inner: Vec<Vec<Command>> =
        samples.into_iter().map(|sample| sample[layers..sample.len() - layers].to_vec()).collect();
    // What is blended with what lies below cannot be drawn aside.
    if inner.iter().flatten().any(Command::is_blended) {
        return None;
    }
    let mut commands = middle[..layers].to_vec();
    commands.push(Command::Moving { samples: inner });
    commands.extend(std::iter::repeat_n(Command::PopLayer, layers));
    Some(commands)
}

/// Whether the command at `depth` begins a layer around all that follows, with the same clip in all samples.
fn is_shared_layer(depth: usize, middle: &[Command], samples: &[Vec<Command>]) -> bool {
    let Some(Command::PushLayer(layer)) = middle.get(depth) else { return false };
    // A matte may move as well.
    layer.matte.is_none()
        && wraps(depth, middle)
        && samples.iter().all(|sample| match sample.get(depth) {
            Some(Command::PushLayer(other)) => other.clip == layer.clip && wraps(depth, sample),
            _ => false,
        })
}

/// Whether the layer that begins at `depth` ends as many commands before the end.
fn wraps(depth: usize, commands: &[Command]) -> bool {
    let Some(last) = commands.len().checked_sub(depth + 1).filter(|last| *last > depth) else { return false };
    let mut open = 0_usize;
    for (index, command) in commands.iter().enumerate().skip(depth) {
        match command {
            Command::PushLayer(_) => open += 1,
            Command::PopLayer => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return index == last;
        }
    }
    false
}
