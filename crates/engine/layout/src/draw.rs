//! From a pose to drawing commands.

use crate::accent;
use crate::becoming;
use crate::color_matrix;
use crate::combine;
use crate::draw_shape;
use crate::draw_text;
use crate::mask;
use crate::outline::Outline;
use crate::relate;
use crate::resolve;
use crate::shine;
use crate::stage::{Content, Item, Place};
use kurbo::{Affine, BezPath, Circle, Rect, Shape, Vec2};
use pavo_display_list::{Command, Effect, Layer, Matte, Paint};
use pavo_scene::{BlendMode, ColorToken, FillRule, ImageFit, MatteKind, PathOp, Side};
use pavo_timeline::{NodePose, Palette, Piece, Values};
use std::sync::Arc;

/// Em of what is not text: presets that move by a share of the text's size move it by this at most.
const LARGEST_EM: f64 = 72.0;

/// What the nodes of a frame are drawn with.
pub(crate) struct Canvas<'s> {
    pub(crate) palette: &'s Palette,
    /// The frame in design units.
    pub(crate) frame: [f64; 2],
    /// Seconds of the scene, for what changes by itself.
    pub(crate) secs: f64,
    pub(crate) commands: Vec<Command>,
    /// What the nodes have become, where that is asked for; groups before what is in them.
    pub(crate) elements: Option<Vec<Element>>,
    /// Where the node being drawn is: the scene, then the indices of its groups and its own.
    pub(crate) path: Vec<usize>,
    /// Whether what is drawn is never blurred by its motion.
    pub(crate) is_sharp: bool,
}

/// What a node has become.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) path: Vec<usize>,
    /// Its first command.
    pub(crate) start: usize,
    /// The command after its last.
    pub(crate) end: usize,
    /// Whether it, or what it is in, is never blurred by its motion.
    pub(crate) is_sharp: bool,
    /// Its box, and the way from there to pixels; `None` where nothing of it is drawn.
    pub(crate) boxed: Option<Boxed>,
}

/// The box of a node on its way to the pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Boxed {
    /// From the node's box (its top left is the origin) to pixels.
    pub(crate) pixels_from_box: Affine,
    /// Width and height of its box, in design units.
    pub(crate) size: [f64; 2],
}

/// A node's way to the pixels.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    /// From the node's box (its top left is the origin) to pixels.
    pub(crate) pixels_from_box: Affine,
    /// Opacity that all its paints are multiplied with, 0 to 1.
    pub(crate) opacity: f64,
    /// Whether it stands on the pixel grid without turning, so that edges may be put on whole pixels.
    pub(crate) is_still: bool,
}

impl Canvas<'_> {
    pub(crate) fn nodes(&mut self, items: &[Item], poses: &[NodePose], pixels_from_parent: Affine, is_still: bool) {
        for (item, pose) in crate::frame::paired(items, poses) {
            self.sibling(item, pose, (items, poses), &|_| pixels_from_parent, is_still);
        }
    }

    /// One of several siblings, seen where its matte lets it through; `place` gives each its way to pixels.
    pub(crate) fn sibling(
        &mut self,
        item: &Item,
        pose: &NodePose,
        (items, poses): (&[Item], &[NodePose]),
        place: &dyn Fn(&Item) -> Affine,
        is_still: bool,
    ) {
        if item.is_matte {
            return;
        }
        let place = |item: &Item| place(item) * Affine::translate(relate::drift(item, (items, poses)));
        let line = match &item.content {
            Content::Connector(link) => link.line(item, (items, poses)),
            _ => None,
        };
        let item = line.as_ref().unwrap_or(item);
        let between = becoming::between(item, pose, (items, poses), self.palette, self.secs);
        let (item, pose) = between.as_ref().map_or((item, pose), |(item, pose)| (item, pose));
        let Some((index, matte)) = &item.matte else {
            self.node(item, pose, place(item), is_still);
            return;
        };
        // A matte that is not there lets nothing through.
        let shape = poses.iter().find(|pose| pose.index == *index).zip(items.get(*index));
        let mut aside = Canvas { commands: Vec::new(), elements: None, path: Vec::new(), ..*self };
        if let Some((pose, item)) = shape {
            aside.node(item, pose, place(item), is_still);
        }
        let matte = Matte {
            commands: aside.commands,
            is_luma: matte.kind == Some(MatteKind::Luma),
            is_inverted: matte.invert == Some(true),
        };
        self.commands.push(Command::PushLayer(Layer { matte: Some(Arc::new(matte)), ..Layer::default() }));
        self.node(item, pose, place(item), is_still);
        self.commands.push(Command::PopLayer);
    }

    pub(crate) fn node(&mut self, item: &Item, pose: &NodePose, pixels_from_parent: Affine, is_still: bool) {
        let Some(elements) = &mut self.elements else {
            self.draw_node(item, pose, pixels_from_parent, is_still);
            return;
        };
        self.path.push(pose.index);
        let start = self.commands.len();
        let number = elements.len();
        let was_sharp = self.is_sharp;
        self.is_sharp |= item.is_sharp;
        elements.push(Element { path: self.path.clone(), start, end: start, is_sharp: self.is_sharp, boxed: None });
        let boxed = self.draw_node(item, pose, pixels_from_parent, is_still);
        let end = self.commands.len();
        if let Some(element) = self.elements.as_mut().and_then(|elements| elements.get_mut(number)) {
            (element.end, element.boxed) = (end, boxed);
        }
        self.is_sharp = was_sharp;
        self.path.pop();
    }

    /// Draws a node; gives its box, unless nothing of it can be seen.
    fn draw_node(&mut self, item: &Item, pose: &NodePose, pixels_from_parent: Affine, is_still: bool) -> Option<Boxed> {
        let values = &pose.values;
        let piece = pose.piece;
        let opacity = values.opacity * piece.opacity;
        if opacity <= 0.0 {
            return None;
        }
        if matches!(item.content, Content::Adjust) {
            let effects = self.effects(item, values.blur + piece.blur, pixels_from_parent);
            #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
            self.commands.push(Command::AdjustBelow { effects, opacity: opacity as f32 });
            return None;
        }
        let size = [values.width.unwrap_or(item.size[0]), values.height.unwrap_or(item.size[1])];
        let corner = corner(&item.place, values.x, values.y, size);
        let rest = Rect::from_origin_size((0.0, 0.0), (size[0], size[1]));
        let pixels_from_rest = pixels_from_parent * Affine::translate(corner);
        let shift = self.shift(&piece, em(item, size), size, corner, rest);
        let pixels_from_box = pixels_from_rest
            * Affine::translate(shift)
            * about(fraction_of(rest, item.pivot), Affine::rotate(values.rotate + piece.rotate))
            * about(fraction_of(rest, item.pivot), skew(values.skew))
            * about(
                fraction_of(rest, piece.scale_origin.unwrap_or(item.pivot)),
                Affine::scale_non_uniform(values.scale[0] * piece.scale[0], values.scale[1] * piece.scale[1]),
            );
        let is_moved = piece.scale != [1.0; 2]
            || piece.rotate != 0.0
            || shift != Vec2::ZERO
            || values.rotate != 0.0
            || values.skew != [0.0; 2];

        let bounds = ink(item, size, values, self.secs);
        accent::behind(self, &pose.marks, rest, pixels_from_box, opacity);
        let mut layers = 0;
        if let Some(mask) = &item.mask {
            self.commands.push(Command::PushLayer(mask::seen_through(mask, rest, pixels_from_box)));
            layers += 1;
        }
        if piece.masked && piece != Piece::REST {
            self.push_clip(bounds, pixels_from_rest);
            layers += 1;
        }
        if let Some((side, share)) = piece.reveal.filter(|(_, share)| *share < 1.0) {
            self.push_clip(revealed(bounds, side, share), pixels_from_box);
            layers += 1;
        }
        if piece.opened < 1.0 {
            let reach = libm::hypot(bounds.width(), bounds.height()) / 2.0;
            let circle = Circle::new(bounds.center(), (piece.opened * reach).max(1e-3)).to_path(0.05);
            self.commands.push(Command::clip(Arc::new(circle), pixels_from_box));
            layers += 1;
        }
        let mut effects = self.effects(item, values.blur + piece.blur, pixels_from_parent);
        if piece.hue != 0.0 {
            effects.push(Effect::ColorMatrix { rows: color_matrix::turning(piece.hue) });
        }
        effects.extend(shine::glow(&pose.marks, em(item, size) * pixels_from_parent.determinant().abs().sqrt()));
        // Pieces that overlap must fade as one; a single paint can fade by itself.
        let needs_layer =
            !effects.is_empty() || item.blend != BlendMode::Normal || (opacity < 1.0 && overlaps(item, pose));
        if needs_layer {
            #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
            let opacity = opacity as f32;
            let blend = resolve::blend(item.blend);
            self.commands.push(Command::PushLayer(Layer { blend, opacity, effects, ..Layer::default() }));
            layers += 1;
        }
        let spot =
            Spot { pixels_from_box, opacity: if needs_layer { 1.0 } else { opacity }, is_still: is_still && !is_moved };
        match &item.content {
            Content::Group { clip } => {
                if *clip {
                    self.push_clip(rest, pixels_from_box);
                    layers += 1;
                }
                self.nodes(&item.children, &pose.children, pixels_from_box, spot.is_still);
            }
            Content::Frame(window) => window.draw(self, item, size, pose, spot),
            Content::Text(text) => draw_text::text(self, text, pose, spot),
            Content::Figure { figure, color } => {
                draw_text::figure(self, figure, color, values.number.unwrap_or(0.0), pose, spot);
            }
            Content::Shape { outline, fill, stroke } => {
                draw_shape::shape(self, outline, fill.as_ref(), stroke.as_deref(), size, pose, spot);
            }
            Content::Combination { op, fill, stroke, trim_each } => {
                let path = self.combination(*op, item, pose, pixels_from_box);
                let (rule, morph, trim_each) = (FillRule::Nonzero, None, *trim_each);
                let outline = Outline::Path { path: Arc::new(path), bounds: rest, rule, morph, trim_each };
                draw_shape::shape(self, &outline, fill.as_ref(), stroke.as_deref(), size, pose, spot);
            }
            Content::Picture { name, size_px, footage, fit, focus, radius } => {
                let natural = size_px.map(f64::from);
                let clip = rest.to_rounded_rect(*radius).to_path(0.1);
                self.commands.push(Command::clip(Arc::new(clip), pixels_from_box));
                #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
                self.commands.push(Command::Image {
                    picture: Arc::clone(name),
                    frame: footage.as_ref().map_or(0, |footage| footage.frame_at(pose.age.secs())),
                    size: *size_px,
                    pixels_from_shape: fitted(natural, size, *fit, *focus, pixels_from_box),
                    opacity: spot.opacity as f32,
                });
                self.commands.push(Command::PopLayer);
            }
            Content::Drawing { name, natural, fit, focus, radius } => {
                let clip = rest.to_rounded_rect(*radius).to_path(0.1);
                self.commands.push(Command::clip(Arc::new(clip), pixels_from_box));
                #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
                self.commands.push(Command::Drawing {
                    drawing: Arc::clone(name),
                    size: *natural,
                    pixels_from_shape: fitted(*natural, size, *fit, *focus, pixels_from_box),
                    opacity: spot.opacity as f32,
                });
                self.commands.push(Command::PopLayer);
            }
            Content::Adjust | Content::Connector(_) | Content::Nothing => {}
        }
        for _ in 0..layers {
            self.commands.push(Command::PopLayer);
        }
        accent::after(self, item, &pose.marks, rest, pixels_from_box, opacity);
        if let Some((side, [from, to])) = piece.cover {
            // A little more than the letters, so that they are covered whole.
            let room = bounds.inflate(0.06 * em(item, size), 0.06 * em(item, size));
            let [near, far] = [from, to].map(|share| revealed(room, side, share));
            let rect = match side {
                Side::Left => Rect { x0: near.x1, ..far },
                Side::Right => Rect { x1: near.x0, ..far },
                Side::Top => Rect { y0: near.y1, ..far },
                Side::Bottom => Rect { y1: near.y0, ..far },
            };
            let accent = resolve::color(self.palette.resolve(ColorToken::Accent.into()));
            let paint = Paint::Solid(accent).faded(opacity);
            self.commands.push(Command::FillRect { rect, pixels_from_shape: pixels_from_box, paint });
        }
        Some(Boxed { pixels_from_box, size })
    }

    /// The outline that is made of those of the shapes in an item, in its box's units.
    fn combination(&self, op: PathOp, item: &Item, pose: &NodePose, pixels_from_box: Affine) -> BezPath {
        /// How exactly curves are kept, in pixels.
        const TOLERANCE_PX: f64 = 0.05;
        let tolerance = TOLERANCE_PX / pixels_from_box.determinant().abs().sqrt().max(1e-6);
        let outlines = crate::frame::paired(&item.children, &pose.children).map(|(item, pose)| {
            let values = &pose.values;
            let size = [values.width.unwrap_or(item.size[0]), values.height.unwrap_or(item.size[1])];
            let bounds = Rect::new(0.0, 0.0, size[0], size[1]);
            let pivot = fraction_of(bounds, item.pivot);
            let [scale_x, scale_y] = [0, 1].map(|axis| values.scale[axis] * pose.piece.scale[axis]);
            let box_from_shape = Affine::translate(corner(&item.place, values.x, values.y, size))
                * about(pivot, Affine::rotate(values.rotate + pose.piece.rotate))
                * about(pivot, skew(values.skew))
                * about(pivot, Affine::scale_non_uniform(scale_x, scale_y));
            let (path, rule) = match &item.content {
                Content::Shape { outline, .. } => (outline.path(bounds, values, self.secs), outline.rule()),
                Content::Combination { op, .. } => {
                    (self.combination(*op, item, pose, pixels_from_box * box_from_shape), FillRule::Nonzero)
                }
                _ => (BezPath::new(), FillRule::Nonzero),
            };
            (box_from_shape * path, rule)
        });
        combine::combined(outlines, op, tolerance)
    }

    /// A node's effects, its own blur first.
    fn effects(&self, item: &Item, blur: f64, pixels_from_parent: Affine) -> Vec<Effect> {
        let px_per_unit = pixels_from_parent.determinant().abs().sqrt();
        let blur = (blur > 0.0).then(|| Effect::Blur { sigma_px: blur / 2.0 * px_per_unit });
        let own = item.effects.iter().map(|effect| resolve::effect(effect, self.palette, px_per_unit, self.secs));
        blur.into_iter().chain(own).collect()
    }

    /// Where presets move a box to, in the parent's units.
    fn shift(&self, piece: &Piece, em: f64, size: [f64; 2], corner: Vec2, rest: Rect) -> Vec2 {
        let mut shift =
            [0, 1].map(|axis| piece.shift_units[axis] + piece.shift_em[axis] * em + piece.shift_box[axis] * size[axis]);
        if let Some((side, share)) = piece.outside {
            let [width, height] = self.frame;
            let [left, top] = [corner.x, corner.y];
            // Just beyond the edge, with room for what the box does not hold.
            let room = 0.1 * rest.height().max(rest.width().min(200.0));
            let way = match side {
                Side::Left => [-(left + size[0] + room), 0.0],
                Side::Right => [width - left + room, 0.0],
                Side::Top => [0.0, -(top + size[1] + room)],
                Side::Bottom => [0.0, height - top + room],
            };
            shift = [shift[0] + way[0] * share, shift[1] + way[1] * share];
        }
        if let Some(share) = piece.run {
            // Its round is as long as the frame and itself, so that it is gone for no longer than a moment.
            let [width, _] = self.frame;
            let round = width + size[0];
            let left = (corner.x + size[0] - share * round).rem_euclid(round) - size[0];
            shift[0] += left - corner.x;
        }
        Vec2::new(shift[0], shift[1])
    }

    /// Begins a layer that shows only what lies within a rectangle.
    pub(crate) fn push_clip(&mut self, rect: Rect, pixels_from_shape: Affine) {
        let path = Arc::new(rect.to_path(0.1));
        self.commands.push(Command::clip(path, pixels_from_shape));
    }
}

/// The box of a node in its parent as its pose has it, turned nodes as if they were not.
pub(crate) fn placed_box(item: &Item, pose: &NodePose) -> Rect {
    let values = &pose.values;
    let size = [values.width.unwrap_or(item.size[0]), values.height.unwrap_or(item.size[1])];
    let corner = corner(&item.place, values.x, values.y, size);
    let bounds = Rect::from_origin_size(corner.to_point(), (size[0], size[1]));
    let pivot = fraction_of(bounds, item.pivot);
    about(pivot, Affine::scale_non_uniform(values.scale[0], values.scale[1])).transform_rect_bbox(bounds)
}

/// The top left corner of a box in its parent.
fn corner(place: &Place, x: Option<f64>, y: Option<f64>, size: [f64; 2]) -> Vec2 {
    Vec2::new(
        place.anchor[0] + x.unwrap_or(place.offset[0]) - place.origin[0] * size[0],
        place.anchor[1] + y.unwrap_or(place.offset[1]) - place.origin[1] * size[1],
    )
}

fn about(point: Vec2, turn: Affine) -> Affine {
    Affine::translate(point) * turn * Affine::translate(-point)
}

fn skew([x, y]: [f64; 2]) -> Affine {
    if [x, y] == [0.0; 2] { Affine::IDENTITY } else { Affine::skew(libm::tan(x), libm::tan(y)) }
}

fn fraction_of(rect: Rect, [fx, fy]: [f64; 2]) -> Vec2 {
    Vec2::new(rect.x0 + fx * rect.width(), rect.y0 + fy * rect.height())
}

fn em(item: &Item, size: [f64; 2]) -> f64 {
    match &item.content {
        Content::Text(text) => text.block.em,
        Content::Figure { figure, .. } => figure.em,
        _ => size[1].min(LARGEST_EM),
    }
}

/// All that a node draws, in its box's units.
fn ink(item: &Item, size: [f64; 2], values: &Values, secs: f64) -> Rect {
    let rest = Rect::new(0.0, 0.0, size[0], size[1]);
    match &item.content {
        Content::Text(text) => {
            let em = text.block.em;
            match &text.rail {
                Some(_) => rest.inflate(1.4 * em, 1.4 * em),
                None => text.block.ink_bounds().inflate(0.12 * em, 0.0),
            }
        }
        Content::Figure { figure, .. } => {
            let [above, below] = figure.overshoot;
            Rect::new(-0.05 * figure.em, -above, size[0] + 0.05 * figure.em, size[1] + below)
        }
        Content::Shape { outline, stroke: Some(stroke), .. } if outline.heads().is_some() => {
            let heads_size = outline.heads().and_then(|heads| heads.size);
            let reach = heads_size.unwrap_or(0.0).max(6.0 * values.stroke_width.or(stroke.width).unwrap_or(4.0));
            outline.path(rest, values, secs).bounding_box().inflate(reach, reach)
        }
        Content::Shape { stroke: Some(stroke), .. } | Content::Combination { stroke: Some(stroke), .. } => {
            let half = stroke.width.unwrap_or(4.0);
            rest.inflate(half, half)
        }
        _ => rest,
    }
}

/// From a picture of a size, fitted to its box, to pixels.
fn fitted(natural: [f64; 2], size: [f64; 2], fit: ImageFit, focus: [f64; 2], pixels_from_box: Affine) -> Affine {
    let [fx, fy] = [size[0] / natural[0], size[1] / natural[1]];
    let [sx, sy] = match fit {
        ImageFit::Cover => [fx.max(fy); 2],
        ImageFit::Contain => [fx.min(fy); 2],
        ImageFit::Fill => [fx, fy],
    };
    // What is kept goes to the middle of the box, as far as the picture reaches.
    let along = |axis: usize, scale: f64| {
        let rest = size[axis] - natural[axis] * scale;
        let wanted = size[axis] / 2.0 - focus[axis] * natural[axis] * scale;
        if rest < 0.0 { wanted.clamp(rest, 0.0) } else { rest / 2.0 }
    };
    pixels_from_box * Affine::translate((along(0, sx), along(1, sy))) * Affine::scale_non_uniform(sx, sy)
}

/// The part of a box that is uncovered when its uncovering, from a side on, has come so far.
pub(crate) fn revealed(bounds: Rect, from: Side, share: f64) -> Rect {
    let [width, height] = [bounds.width() * share, bounds.height() * share];
    match from {
        Side::Left => Rect { x1: bounds.x0 + width, ..bounds },
        Side::Right => Rect { x0: bounds.x1 - width, ..bounds },
        Side::Top => Rect { y1: bounds.y0 + height, ..bounds },
        Side::Bottom => Rect { y0: bounds.y1 - height, ..bounds },
    }
}

/// Whether a node draws several things that may lie on each other.
fn overlaps(item: &Item, pose: &NodePose) -> bool {
    match &item.content {
        Content::Group { .. } => !pose.children.is_empty(),
        Content::Frame(window) => window.stroke.is_some() || !pose.children.is_empty(),
        Content::Text(text) => {
            text.stroke.is_some() || pose.marks.iter().any(|mark| mark.preset != pavo_scene::EmphasisPreset::Underline)
        }
        Content::Shape { outline, fill, stroke } => outline.heads().is_some() || (fill.is_some() && stroke.is_some()),
        Content::Combination { fill, stroke, .. } => fill.is_some() && stroke.is_some(),
        Content::Figure { .. }
        | Content::Picture { .. }
        | Content::Drawing { .. }
        | Content::Adjust
        | Content::Connector(_)
        | Content::Nothing => false,
    }
}
