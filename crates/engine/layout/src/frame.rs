//! A whole frame: background, scene and overlays, or two scenes in a transition.

use crate::draw::{Canvas, Element, placed_box};
use crate::resolve;
use crate::stage::{Item, Stage};
use crate::transition;
use kurbo::{Affine, Point, Rect, Vec2};
use pavo_display_list::{Color, Command, DisplayList, Paint};
use pavo_scene::PixelSize;
use pavo_timeline::{CameraPose, NodePose, Pose, ShotPose};
use std::borrow::Cow;

/// Stands for the scene of what lies above all scenes.
pub(crate) const OVERLAYS: usize = usize::MAX;

/// How a scene's design units become pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// From the frame's units to pixels.
    pub(crate) pixels_from_frame: Affine,
    /// Width and height of the frame, in design units.
    pub(crate) frame: [f64; 2],
    pub(crate) camera: CameraPose,
    /// From where the frame stands at rest to where it is now, in pixels.
    pub(crate) pixels_from_rest: Affine,
}

impl View {
    /// To pixels, for things that follow the camera by `depth`.
    pub(crate) fn pixels_from_scene(&self, depth: f64) -> Affine {
        let center = Vec2::new(self.frame[0] / 2.0, self.frame[1] / 2.0);
        let CameraPose { shift, zoom, rotate, .. } = self.camera;
        self.pixels_from_rest
            * self.pixels_from_frame
            * Affine::translate(center)
            * Affine::rotate(-rotate * depth)
            * Affine::scale((1.0 + (zoom - 1.0) * depth).max(0.01))
            * Affine::translate(-center - Vec2::new(shift[0], shift[1]) * depth)
    }

    /// Whether the camera and the frame stand, so that edges may be put on whole pixels.
    fn is_still(&self) -> bool {
        CameraPose { focus: None, ..self.camera } == CameraPose::REST && self.pixels_from_rest == Affine::IDENTITY
    }

    /// The whole frame, a little larger than it, in design units.
    pub(crate) fn frame_rect(&self) -> Rect {
        Rect::new(0.0, 0.0, self.frame[0], self.frame[1]).inflate(1.0, 1.0)
    }
}

/// A frame, and what its nodes have become in it.
#[derive(Debug)]
pub(crate) struct Framed {
    pub(crate) list: DisplayList,
    /// In the order of their first commands, groups before what is in them.
    pub(crate) elements: Vec<Element>,
}

impl Framed {
    /// What a node has become.
    pub(crate) fn commands_of(&self, path: &[usize]) -> Option<&[Command]> {
        let element = self.elements.iter().find(|element| element.path == path)?;
        self.list.commands.get(element.start..element.end)
    }
}

/// The drawing commands of a pose for a frame of `size`.
pub(crate) fn frame(stage: &Stage, pose: &Pose, size: PixelSize) -> DisplayList {
    drawn(stage, pose, size, None).list
}

/// As [`frame`], with what its nodes have become.
pub(crate) fn framed(stage: &Stage, pose: &Pose, size: PixelSize) -> Framed {
    drawn(stage, pose, size, Some(Vec::new()))
}

fn drawn(stage: &Stage, pose: &Pose, size: PixelSize, elements: Option<Vec<Element>>) -> Framed {
    let [width, height] = stage.frame;
    let [width_px, height_px] = [f64::from(size.width), f64::from(size.height)];
    // At 854 × 480 the sides are a third of a pixel off the ratio; the larger scale leaves no edge uncovered.
    let px_per_unit = (width_px / width).max(height_px / height);
    let centred = Vec2::new((width_px - width * px_per_unit) / 2.0, (height_px - height * px_per_unit) / 2.0);
    let view = View {
        pixels_from_frame: Affine::translate(centred) * Affine::scale(px_per_unit),
        frame: stage.frame,
        camera: CameraPose::REST,
        pixels_from_rest: Affine::IDENTITY,
    };
    let secs = pose.shot.shot_time.secs();
    let (frame, commands, path) = (stage.frame, Vec::new(), Vec::new());
    let mut canvas = Canvas { palette: &stage.palette, frame, secs, commands, elements, path, is_sharp: false };
    let background = match &pose.next {
        Some((next, moment)) => transition::draw(&mut canvas, stage, &pose.shot, next, moment, view),
        None => {
            let background = ground(&mut canvas, stage, &pose.shot, view);
            let view = View { camera: camera(stage, &pose.shot), ..view };
            content(&mut canvas, stage, &pose.shot, view, &|_| true);
            background
        }
    };
    canvas.path = vec![OVERLAYS];
    canvas.nodes(&stage.overlays, &pose.overlays, view.pixels_from_frame, true);
    let list = DisplayList { commands: canvas.commands, ..DisplayList::new(size.width, size.height, background) };
    Framed { list, elements: canvas.elements.unwrap_or_default() }
}

/// What is behind a scene: a gradient is drawn, a plain colour is left to be cleared to.
fn ground(canvas: &mut Canvas<'_>, stage: &Stage, shot: &ShotPose, view: View) -> Color {
    const BLACK: Color = Color { r: 0, g: 0, b: 0, a: 255 };
    match background_paint(stage, shot, view) {
        Some(Paint::Solid(color)) => color,
        Some(paint) => {
            // A picture that lets something through shows black, as an mp4 would.
            let is_opaque = paint.is_opaque() || matches!(paint, Paint::Picture(_));
            let (rect, pixels_from_shape) = (view.frame_rect(), view.pixels_from_frame);
            canvas.commands.push(Command::FillRect { rect, pixels_from_shape, paint });
            if is_opaque { BLACK } else { Color { a: 0, ..BLACK } }
        }
        None => BLACK,
    }
}

/// The paint behind a scene.
pub(crate) fn background_paint(stage: &Stage, shot: &ShotPose, view: View) -> Option<Paint> {
    let [width, height] = view.frame;
    let shot = stage.shots.get(shot.shot_index)?;
    Some(resolve::paint(&shot.background, &stage.palette, Rect::new(0.0, 0.0, width, height)))
}

/// A scene's nodes, of which `shows` says which are drawn.
pub(crate) fn content(
    canvas: &mut Canvas<'_>,
    stage: &Stage,
    shot: &ShotPose,
    view: View,
    shows: &dyn Fn(&Item) -> bool,
) {
    let Some(shot_stage) = stage.shots.get(shot.shot_index) else { return };
    canvas.path = vec![shot.shot_index];
    for (item, pose) in paired(&shot_stage.items, &shot.nodes).filter(|(item, _)| shows(item)) {
        let pose = focused(item, pose, view);
        let place = |item: &Item| view.pixels_from_scene(item.depth);
        canvas.sibling(item, &pose, (&shot_stage.items, &shot.nodes), &place, view.is_still());
    }
}

/// What the camera of a scene sees; it goes with the node that it follows.
pub(crate) fn camera(stage: &Stage, shot: &ShotPose) -> CameraPose {
    let followed = stage.shots.get(shot.shot_index).and_then(|shot_stage| {
        let (index, amount) = shot_stage.follow?;
        let (item, pose) = paired(&shot_stage.items, &shot.nodes).find(|(_, pose)| pose.index == index)?;
        let [width, height] = stage.frame;
        Some((placed_box(item, pose).center() - Point::new(width / 2.0, height / 2.0)) * amount)
    });
    let [x, y] = shot.camera.shift;
    let way = followed.unwrap_or(Vec2::ZERO);
    CameraPose { shift: [x + way.x, y + way.y], ..shot.camera }
}

/// The pose of a node as the camera's focus leaves it.
pub(crate) fn focused<'p>(item: &Item, pose: &'p NodePose, view: View) -> Cow<'p, NodePose> {
    let blur = view.camera.focus.map_or(0.0, |focus| focus.blur_at(item.depth));
    if blur < 0.05 {
        return Cow::Borrowed(pose);
    }
    let mut pose = pose.clone();
    pose.values.blur += blur;
    Cow::Owned(pose)
}

/// The nodes that are there, with their poses.
pub(crate) fn paired<'s>(items: &'s [Item], poses: &'s [NodePose]) -> impl Iterator<Item = (&'s Item, &'s NodePose)> {
    poses.iter().filter_map(|pose| Some((items.get(pose.index)?, pose)))
}
