//! Two scenes on their way from one to the other.

use crate::draw::{Canvas, placed_box};
use crate::frame::{View, background_paint, camera, content, focused, paired};
use crate::opening::opening;
use crate::patches::chance;
use crate::resolve;
use crate::stage::{Content, Item, Stage};
use crate::turning::{Turned, is_across};
use kurbo::{Affine, BezPath, Circle, Point, Rect, Shape, Vec2};
use pavo_display_list::{Blend, Color, Command, Displacement, Effect, Gradient, GradientGeometry, Layer, Paint};
use pavo_scene::{Side, TransitionPreset};
use pavo_timeline::{NodePose, ShotPose, TransitionPose};
use std::f64::consts::PI;
use std::sync::Arc;

/// Draws both scenes; gives what the frame is cleared to.
pub(crate) fn draw(
    canvas: &mut Canvas<'_>,
    stage: &Stage,
    old: &ShotPose,
    new: &ShotPose,
    moment: &TransitionPose,
    view: View,
) -> Color {
    use TransitionPreset as P;
    let mut both = Both { canvas, stage, view };
    let (eased, progress) = (moment.eased, moment.progress);
    let [width, height] = view.frame;
    // The direction of travel, one frame long.
    let way = match moment.dir {
        Side::Left => Vec2::new(-width, 0.0),
        Side::Right => Vec2::new(width, 0.0),
        Side::Top => Vec2::new(0.0, -height),
        Side::Bottom => Vec2::new(0.0, height),
    };
    match moment.preset {
        P::Cut => both.whole(if progress < 0.5 { old } else { new }, Looks::PLAIN),
        P::Crossfade => {
            both.whole(old, Looks::PLAIN);
            both.whole(new, Looks { opacity: eased, ..Looks::PLAIN });
        }
        P::BlurFade => {
            both.whole(old, Looks { blur: 24.0 * eased, scale: 1.0 + 0.03 * eased, ..Looks::PLAIN });
            let left = 1.0 - eased;
            both.whole(new, Looks { opacity: eased, blur: 24.0 * left, scale: 1.0 + 0.03 * left, ..Looks::PLAIN });
        }
        P::Dip | P::Flash => {
            both.whole(if progress < 0.5 { old } else { new }, Looks::PLAIN);
            both.cover(resolve::color(moment.color), 1.0 - (2.0 * eased - 1.0).abs());
        }
        P::Push => {
            both.whole(old, Looks { shift: way * eased, ..Looks::PLAIN });
            both.whole(new, Looks { shift: way * (eased - 1.0), ..Looks::PLAIN });
        }
        P::SlideOver => {
            both.whole(old, Looks { shift: way * (0.25 * eased), ..Looks::PLAIN });
            both.cover(BLACK, 0.35 * eased);
            both.whole(new, Looks { shift: way * (eased - 1.0), ..Looks::PLAIN });
        }
        P::Uncover => {
            both.whole(new, Looks { shift: way * (-0.25 * (1.0 - eased)), ..Looks::PLAIN });
            both.cover(BLACK, 0.35 * (1.0 - eased));
            both.whole(old, Looks { shift: way * eased, ..Looks::PLAIN });
        }
        P::Whip => {
            // Fastest in the middle, and most blurred there.
            let blur = 30.0 * libm::sin(PI * progress);
            both.whole(old, Looks { shift: way * eased, blur, ..Looks::PLAIN });
            both.whole(new, Looks { shift: way * (eased - 1.0), blur, ..Looks::PLAIN });
        }
        P::Wipe
        | P::Split
        | P::Iris
        | P::Clock
        | P::Blinds
        | P::Stagger
        | P::MaskShape
        | P::Shutter
        | P::DissolveNoise
        | P::Ink => {
            both.whole(old, Looks::PLAIN);
            both.clipped(new, opening(moment, view.frame));
        }
        P::ZoomThrough => {
            let first = (2.0 * progress).min(1.0);
            let second = (2.0 * progress - 1.0).max(0.0);
            let out = first * first;
            let settled = 1.0 - (1.0 - second) * (1.0 - second) * (1.0 - second);
            if progress < 0.5 {
                both.whole(old, Looks { scale: 1.0 + 0.9 * out, blur: 16.0 * out, ..Looks::PLAIN });
            } else {
                let left = 1.0 - settled;
                both.whole(new, Looks { scale: 1.0 + 0.35 * left, blur: 16.0 * left, ..Looks::PLAIN });
            }
        }
        P::ZoomOut => {
            let left = 1.0 - eased;
            both.whole(new, Looks { scale: 1.0 + 0.9 * left, blur: 16.0 * left, ..Looks::PLAIN });
            both.whole(old, Looks { scale: 1.0 - 0.4 * eased, opacity: (1.0 - 1.4 * eased).max(0.0), ..Looks::PLAIN });
        }
        P::MatchCut => both.matched(old, new, eased),
        P::FlipCard | P::Cube => both.turning(old, new, moment),
        P::Glitch => both.broken(old, new, moment),
        P::Pixelate => {
            let size_px = (64.0 * libm::sin(PI * progress) * both.px_per_unit()).max(1.0);
            both.changed(if eased < 0.5 { old } else { new }, vec![Effect::Pixelate { size_px }], 0.0, 130.0);
        }
        P::LightLeak => {
            both.whole(old, Looks::PLAIN);
            both.whole(new, Looks { opacity: eased, ..Looks::PLAIN });
            both.leak(moment);
        }
        P::Warp | P::Ripple => both.displaced(old, new, moment),
    }
    Color { a: if both.is_open(old) || both.is_open(new) { 0 } else { 255 }, ..BLACK }
}

const BLACK: Color = Color { r: 0, g: 0, b: 0, a: 255 };

/// How a whole scene is put on what is below it.
#[derive(Debug, Clone, Copy)]
struct Looks {
    opacity: f64,
    /// Twice the standard deviation, in design units.
    blur: f64,
    /// Around the middle of the frame.
    scale: f64,
    /// In design units.
    shift: Vec2,
}

impl Looks {
    const PLAIN: Self = Self { opacity: 1.0, blur: 0.0, scale: 1.0, shift: Vec2::ZERO };
}

struct Both<'b, 'c> {
    canvas: &'b mut Canvas<'c>,
    stage: &'b Stage,
    view: View,
}

impl Both<'_, '_> {
    /// Whether something of what lies behind the film is seen through a scene.
    fn is_open(&self, shot: &ShotPose) -> bool {
        background_paint(self.stage, shot, self.view).is_some_and(|paint| !paint.is_opaque())
    }

    fn px_per_unit(&self) -> f64 {
        self.view.pixels_from_frame.determinant().abs().sqrt()
    }

    /// A scene with its background, as one.
    fn whole(&mut self, shot: &ShotPose, looks: Looks) {
        if looks.opacity <= 0.0 {
            return;
        }
        let px_per_unit = self.px_per_unit();
        let to_pixels = self.view.pixels_from_frame;
        let center = to_pixels * Point::new(self.view.frame[0] / 2.0, self.view.frame[1] / 2.0);
        let rest = Affine::translate(looks.shift * px_per_unit)
            * Affine::translate(center.to_vec2())
            * Affine::scale(looks.scale)
            * Affine::translate(-center.to_vec2());
        let blurs = looks.blur > 0.05;
        let is_layer = looks.opacity < 1.0 || blurs;
        if is_layer {
            #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
            let opacity = looks.opacity as f32;
            let effects =
                if blurs { vec![Effect::Blur { sigma_px: looks.blur / 2.0 * px_per_unit }] } else { Vec::new() };
            self.canvas.commands.push(Command::PushLayer(Layer { opacity, effects, ..Layer::default() }));
        }
        // A blur takes what lies beside the frame for nothing; more ground there keeps its edges.
        let margin = if blurs { 2.0 * looks.blur } else { 0.0 };
        self.scene(shot, rest, margin);
        if is_layer {
            self.canvas.commands.push(Command::PopLayer);
        }
    }

    fn scene(&mut self, shot: &ShotPose, pixels_from_rest: Affine, margin: f64) {
        let view = View { camera: camera(self.stage, shot), pixels_from_rest, ..self.view };
        self.background(shot, pixels_from_rest, margin);
        // What leaves a moving scene's frame must not reach into the other scene.
        let moves = pixels_from_rest != Affine::IDENTITY;
        if moves {
            self.canvas.push_clip(view.frame_rect().inflate(margin, margin), pixels_from_rest * view.pixels_from_frame);
        }
        content(self.canvas, self.stage, shot, view, &|_| true);
        if moves {
            self.canvas.commands.push(Command::PopLayer);
        }
    }

    fn background(&mut self, shot: &ShotPose, pixels_from_rest: Affine, margin: f64) {
        let Some(paint) = background_paint(self.stage, shot, self.view).filter(|paint| !paint.is_invisible()) else {
            return;
        };
        let pixels_from_shape = pixels_from_rest * self.view.pixels_from_frame;
        let [width, height] = self.view.frame;
        // Edges of moving grounds meet without a seam; the frame's own edges lie a little outside.
        let rect = if pixels_from_rest == Affine::IDENTITY {
            self.view.frame_rect()
        } else {
            Rect::new(0.0, 0.0, width, height)
        };
        let rect = rect.inflate(margin, margin);
        self.canvas.commands.push(Command::FillRect { rect, pixels_from_shape, paint });
    }

    /// A scene at rest with its background, as one that effects change; `shade`: how dark it is.
    ///
    /// `margin`: how much ground around the frame the effects need.
    fn changed(&mut self, shot: &ShotPose, effects: Vec<Effect>, shade: f64, margin: f64) {
        self.canvas.commands.push(Command::PushLayer(Layer { effects, ..Layer::default() }));
        let [width, height] = self.view.frame;
        let seen = Rect::new(0.0, 0.0, width, height).inflate(margin, margin);
        self.canvas.push_clip(seen, self.view.pixels_from_frame);
        self.scene(shot, Affine::IDENTITY, margin);
        self.cover(BLACK, shade);
        self.canvas.commands.push(Command::PopLayer);
        self.canvas.commands.push(Command::PopLayer);
    }

    /// Scenes on the sides of a card or of a cube.
    fn turning(&mut self, old: &ShotPose, new: &ShotPose, moment: &TransitionPose) {
        let (dir, frame) = (moment.dir, self.view.frame);
        let length = if is_across(dir) { frame[0] } else { frame[1] };
        self.cover(resolve::color(moment.color), 1.0);
        let mut side = |shot: &ShotPose, turned: Turned| {
            let effect = Effect::Displace(turned.displacement(dir, self.view.pixels_from_frame, frame));
            self.changed(shot, vec![effect], turned.shade, 0.0);
        };
        if moment.preset == TransitionPreset::FlipCard {
            let (turned, is_back) = Turned::card(moment.eased, dir, length);
            side(if is_back { new } else { old }, turned);
        } else {
            let [of_old, of_new] = Turned::cube(moment.eased, dir, length);
            side(old, of_old);
            side(new, of_new);
        }
    }

    /// Rows that jump, and colours that part, ever anew; the new scene is seen more and more often.
    fn broken(&mut self, old: &ShotPose, new: &ShotPose, moment: &TransitionPose) {
        const STEPS: f64 = 9.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few steps")]
        let seed = moment.seed ^ (moment.progress * STEPS) as u64;
        let strength = libm::sin(PI * moment.progress);
        let px_per_unit = self.px_per_unit();
        let displacement = Displacement::Slices {
            height_px: (18.0 + 90.0 * chance(seed ^ 0x51)) * px_per_unit,
            way_px: 190.0 * strength * px_per_unit,
            seed,
        };
        let split = Effect::RgbSplit { offset_px: 16.0 * strength * px_per_unit };
        let is_new = chance(seed ^ 0xA7) < 1.6 * moment.progress - 0.3;
        self.changed(if is_new { new } else { old }, vec![Effect::Displace(displacement), split], 0.0, 230.0);
    }

    /// The view into the middle of one scene and out of that of the other, or rings that run over both.
    fn displaced(&mut self, old: &ShotPose, new: &ShotPose, moment: &TransitionPose) {
        let [width, height] = self.view.frame;
        let px_per_unit = self.px_per_unit();
        let center = self.view.pixels_from_frame * Point::new(moment.at[0] * width, moment.at[1] * height);
        let center_px = [center.x, center.y];
        if moment.preset == TransitionPreset::Warp {
            let radius_px = 0.6 * width.max(height) * px_per_unit;
            let (shot, near) =
                if moment.eased < 0.5 { (old, 2.0 * moment.eased) } else { (new, 2.0 - 2.0 * moment.eased) };
            let bulge = Displacement::Bulge { center_px, radius_px, strength: 9.0 * near * near };
            let blur = Effect::Blur { sigma_px: 7.0 * near * near * px_per_unit };
            // Light gathers where both meet.
            self.changed(shot, vec![Effect::Displace(bulge), blur], 0.5 * near * near, 60.0);
            return;
        }
        let corners = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
        let reach = corners.map(|[x, y]| libm::hypot(width * (x - moment.at[0]), height * (y - moment.at[1])));
        let length = 150.0;
        let front = (reach.into_iter().fold(0.0, f64::max) + 2.0 * length) * moment.eased - length;
        let ripple = Effect::Displace(Displacement::Ripple {
            center_px,
            amplitude_px: 34.0 * libm::sin(PI * moment.progress) * px_per_unit,
            length_px: length * px_per_unit,
            front_px: front * px_per_unit,
        });
        self.changed(old, vec![ripple], 0.0, 50.0);
        if front > 0.0 {
            let ring = Circle::new((moment.at[0] * width, moment.at[1] * height), front).to_path(0.05);
            self.canvas.commands.push(Command::clip(Arc::new(ring), self.view.pixels_from_frame));
            self.changed(new, vec![ripple], 0.0, 50.0);
            self.canvas.commands.push(Command::PopLayer);
        }
    }

    /// Two lights that wander over the frame, strongest in the middle of the time.
    fn leak(&mut self, moment: &TransitionPose) {
        let strength = libm::sin(PI * moment.progress);
        if strength <= 0.0 {
            return;
        }
        let [width, height] = self.view.frame;
        let color = resolve::color(moment.color);
        let come = match moment.dir {
            Side::Left | Side::Top => 1.0 - moment.progress,
            Side::Right | Side::Bottom => moment.progress,
        };
        let along = |from: f64, to: f64| from + (to - from) * come;
        let [near, far] = [[along(-0.2, 1.1), 0.15], [along(0.1, 1.4), 0.9]];
        let place = |[along, across]: [f64; 2]| {
            if is_across(moment.dir) { [along * width, across * height] } else { [across * width, along * height] }
        };
        self.canvas.commands.push(Command::PushLayer(Layer { blend: Blend::Screen, ..Layer::default() }));
        for (at, size, share) in [(near, 0.75, 1.0), (far, 0.5, 0.7)] {
            let light = |share: f64| Paint::Solid(color).faded(share * strength);
            let stop = |at: f32, share: f64| match light(share) {
                Paint::Solid(color) => (at, color),
                _ => (at, color),
            };
            let paint = Paint::Gradient(Gradient {
                geometry: GradientGeometry::Radial { center: place(at), radius: size * width.max(height) },
                stops: vec![stop(0.0, share), stop(0.4, 0.55 * share), stop(1.0, 0.0)],
                oklab: false,
            });
            let (rect, pixels_from_shape) = (self.view.frame_rect(), self.view.pixels_from_frame);
            self.canvas.commands.push(Command::FillRect { rect, pixels_from_shape, paint });
        }
        self.canvas.commands.push(Command::PopLayer);
    }

    /// A colour over everything.
    fn cover(&mut self, color: Color, opacity: f64) {
        let paint = Paint::Solid(color).faded(opacity);
        if !paint.is_invisible() {
            let (rect, pixels_from_shape) = (self.view.frame_rect(), self.view.pixels_from_frame);
            self.canvas.commands.push(Command::FillRect { rect, pixels_from_shape, paint });
        }
    }

    /// A scene of which only what lies within an outline is seen.
    fn clipped(&mut self, shot: &ShotPose, outline: BezPath) {
        if outline.is_empty() {
            return;
        }
        self.canvas.commands.push(Command::clip(Arc::new(outline), self.view.pixels_from_frame));
        self.scene(shot, Affine::IDENTITY, 0.0);
        self.canvas.commands.push(Command::PopLayer);
    }

    fn faded(&mut self, opacity: f64, draw: impl FnOnce(&mut Self)) {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let opacity = opacity as f32;
        self.canvas.commands.push(Command::PushLayer(Layer { opacity, ..Layer::default() }));
        draw(self);
        self.canvas.commands.push(Command::PopLayer);
    }

    /// What both scenes name alike travels; the rest fades over.
    fn matched(&mut self, old: &ShotPose, new: &ShotPose, eased: f64) {
        let stage = self.stage;
        let items = |shot: &ShotPose| stage.shots.get(shot.shot_index).map_or(&[][..], |shot| &shot.items);
        let named = |items: &[Item], name: &str| items.iter().any(|item| item.match_name.as_deref() == Some(name));
        let travels = |item: &Item| {
            let name = item.match_name.as_deref();
            name.is_some_and(|name| named(items(old), name) && named(items(new), name))
        };
        self.background(old, Affine::IDENTITY, 0.0);
        self.faded(eased, |both| both.background(new, Affine::IDENTITY, 0.0));
        for (shot, opacity) in [(old, 1.0 - eased), (new, eased)] {
            let view = View { camera: camera(self.stage, shot), ..self.view };
            self.faded(opacity, |both| content(both.canvas, stage, shot, view, &|item| !travels(item)));
        }
        for (item, pose) in paired(items(new), &new.nodes).filter(|(item, _)| travels(item)) {
            let before = paired(items(old), &old.nodes).find(|(before, _)| before.match_name == item.match_name);
            match before {
                Some(before) => self.travelling(before, (item, pose), old, new, eased),
                None => self.faded(eased, |both| both.one((item, pose), new, Affine::IDENTITY)),
            }
        }
    }

    /// Two nodes on the way from the box of the first to that of the second, the second fading over the first.
    fn travelling(
        &mut self,
        before: (&Item, &NodePose),
        after: (&Item, &NodePose),
        old: &ShotPose,
        new: &ShotPose,
        eased: f64,
    ) {
        let [from, to] = [placed_box(before.0, before.1), placed_box(after.0, after.1)];
        let between = |a: f64, b: f64| a + (b - a) * eased;
        let now = Rect::new(
            between(from.x0, to.x0),
            between(from.y0, to.y0),
            between(from.x1, to.x1),
            between(from.y1, to.y1),
        );
        // A shape stays whole below the one that it becomes; words must not show through other words.
        let is_text = matches!(before.0.content, Content::Text(_) | Content::Figure { .. });
        if is_text {
            self.faded(1.0 - eased, |both| both.one(before, old, onto(from, now)));
        } else {
            self.one(before, old, onto(from, now));
        }
        self.faded(eased, |both| both.one(after, new, onto(to, now)));
    }

    fn one(&mut self, (item, pose): (&Item, &NodePose), shot: &ShotPose, scene_from_rest: Affine) {
        let view = View { camera: camera(self.stage, shot), ..self.view };
        let pose = focused(item, pose, view);
        self.canvas.path = vec![shot.shot_index];
        self.canvas.node(item, &pose, view.pixels_from_scene(item.depth) * scene_from_rest, false);
    }
}

/// The transform that puts one box onto another.
fn onto(from: Rect, to: Rect) -> Affine {
    let scale = |from: f64, to: f64| if from > 0.0 { to / from } else { 1.0 };
    Affine::translate(to.origin().to_vec2())
        * Affine::scale_non_uniform(scale(from.width(), to.width()), scale(from.height(), to.height()))
        * Affine::translate(-from.origin().to_vec2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn box_is_put_onto_another() {
        let (from, to) = (Rect::new(10.0, 20.0, 30.0, 60.0), Rect::new(100.0, 0.0, 140.0, 20.0));
        assert_eq!(onto(from, to).transform_rect_bbox(from), to);
    }
}
