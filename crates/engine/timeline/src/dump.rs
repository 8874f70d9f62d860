//! A pose as text, to read and to compare in tests: what differs from rest, and nothing else.

use crate::piece::{Becoming, Piece, Tint};
use crate::pose::{
    CameraPose, FocusPose, MarkPose, NodePose, Pose, ShapeValues, ShotPose, TransitionPose, Trim, Values,
};
use crate::select::AnimatorPose;
use crate::swap::SwapPose;
use crate::units::UnitMotion;
use std::fmt::{self, Display, Formatter};

/// One node a line, numbers to a ten-thousandth; angles are radians.
impl Display for Pose {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { shot, next, overlays } = self;
        write_shot(f, shot)?;
        if let Some((shot, transition)) = next {
            let TransitionPose { preset, progress, eased, dir, at: [x, y], color, shape, seed } = transition;
            let [progress, eased, x, y] = [progress, eased, x, y].map(|number| Rounded(*number));
            write!(f, "transition {preset} progress {progress} eased {eased} dir {dir} at {x},{y} color {color}")?;
            writeln!(f, " shape {shape} seed {seed:x}")?;
            write_shot(f, shot)?;
        }
        if !overlays.is_empty() {
            writeln!(f, "overlays")?;
            write_nodes(f, overlays, 1)?;
        }
        Ok(())
    }
}

fn write_shot(f: &mut Formatter<'_>, shot: &ShotPose) -> fmt::Result {
    let ShotPose { shot_index, shot_time, camera, nodes } = shot;
    write!(f, "scene {shot_index} at {}", Rounded(shot_time.secs()))?;
    let CameraPose { shift, zoom, rotate, focus } = camera;
    let mut words = Words::default();
    words.pair("shift", *shift, 0.0);
    words.number("zoom", *zoom, 1.0);
    words.number("rotate", *rotate, 0.0);
    if let Some(FocusPose { depth, blur }) = focus {
        words.say(format_args!("focus {} blur {}", Rounded(*depth), Rounded(*blur)));
    }
    words.write(f, " camera")?;
    writeln!(f)?;
    write_nodes(f, nodes, 1)
}

fn write_nodes(f: &mut Formatter<'_>, nodes: &[NodePose], depth: usize) -> fmt::Result {
    for node in nodes {
        let NodePose { index, age: _, values, piece, units, animators, caret, swap, marks, children } = node;
        write!(f, "{:indent$}node {index}", "", indent = depth * 2)?;
        words_of_values(values).write(f, "")?;
        words_of_piece(piece).write(f, " moved")?;
        writeln!(f)?;
        let indent = depth * 2 + 2;
        for motion in units {
            write!(f, "{:indent$}", "")?;
            write_units(f, motion)?;
        }
        for animator in animators {
            write!(f, "{:indent$}", "")?;
            write_animator(f, animator)?;
        }
        if let Some(caret) = caret {
            writeln!(f, "{:indent$}caret {} {}", "", if caret.lit { "lit" } else { "dark" }, caret.color)?;
        }
        if let Some(SwapPose { index, entered, leaving }) = swap {
            write!(f, "{:indent$}word {index} entered {}", "", Rounded(*entered))?;
            leaving.iter().try_for_each(|(index, left)| write!(f, ", {index} left {}", Rounded(*left)))?;
            writeln!(f)?;
        }
        for MarkPose { emphasis_index, preset, drawn, color } in marks {
            let drawn = Rounded(*drawn);
            writeln!(f, "{:indent$}mark {emphasis_index} {preset} drawn {drawn} {color}", "")?;
        }
        write_nodes(f, children, depth + 1)?;
    }
    Ok(())
}

/// The properties that are not at rest. Every field is named, so that a new one is not forgotten.
fn words_of_values(values: &Values) -> Words {
    let Values {
        x,
        y,
        scale,
        rotate,
        skew,
        opacity,
        blur,
        width,
        height,
        radius,
        scroll: [scroll_x, scroll_y],
        shape: ShapeValues { begin, sweep, inner, bend, phase, morph },
        fill,
        stroke_color,
        stroke_width,
        trim,
        dash_offset,
        tracking,
        path_at,
        weight,
        font_width,
        number,
    } = values;
    let mut words = Words::default();
    words.option("x", *x);
    words.option("y", *y);
    words.pair("scale", *scale, 1.0);
    words.number("rotate", *rotate, 0.0);
    words.pair("skew", *skew, 0.0);
    words.number("opacity", *opacity, 1.0);
    words.number("blur", *blur, 0.0);
    words.option("width", *width);
    words.option("height", *height);
    words.option("radius", *radius);
    words.option("scrollX", *scroll_x);
    words.option("scrollY", *scroll_y);
    words.option("begin", *begin);
    words.option("sweep", *sweep);
    words.option("inner", *inner);
    words.option("bend", *bend);
    words.option("phase", *phase);
    words.option("morph", *morph);
    fill.iter().for_each(|color| words.say(format_args!("fill {color}")));
    stroke_color.iter().for_each(|color| words.say(format_args!("stroke {color}")));
    words.option("strokeWidth", *stroke_width);
    if *trim != Trim::WHOLE {
        let [start, end, offset] = [trim.start, trim.end, trim.offset].map(Rounded);
        words.say(format_args!("trim {start}..{end}+{offset}"));
    }
    words.option("dashOffset", *dash_offset);
    words.option("tracking", *tracking);
    words.option("pathAt", *path_at);
    words.option("weight", *weight);
    words.option("fontWidth", *font_width);
    words.option("number", *number);
    words
}

fn words_of_piece(piece: &Piece) -> Words {
    let Piece {
        shift_units,
        shift_em,
        shift_box,
        outside,
        scale,
        scale_origin,
        rotate,
        opacity,
        masked,
        reveal,
        opened,
        cover,
        blur,
        tracking,
        drawn,
        heft,
        becoming,
        run,
        hue,
        flow,
        swap,
        tint,
    } = piece;
    let mut words = Words::default();
    words.pair("units", *shift_units, 0.0);
    words.pair("em", *shift_em, 0.0);
    words.pair("box", *shift_box, 0.0);
    if let Some((side, share)) = outside {
        words.say(format_args!("outside {side} {}", Rounded(*share)));
    }
    words.pair("scale", *scale, 1.0);
    if let Some([x, y]) = scale_origin {
        words.say(format_args!("from {},{}", Rounded(*x), Rounded(*y)));
    }
    words.number("rotate", *rotate, 0.0);
    words.number("opacity", *opacity, 1.0);
    if let Some(Tint { color, share }) = tint {
        words.say(format_args!("tint {color} {}", Rounded(*share)));
    }
    if *masked {
        words.say(format_args!("masked"));
    }
    if let Some((side, share)) = reveal {
        words.say(format_args!("reveal {side} {}", Rounded(*share)));
    }
    words.number("opened", *opened, 1.0);
    if let Some((side, [from, to])) = cover {
        words.say(format_args!("cover {side} {} to {}", Rounded(*from), Rounded(*to)));
    }
    words.number("blur", *blur, 0.0);
    words.number("tracking", *tracking, 0.0);
    words.number("drawn", *drawn, 1.0);
    words.number("heft", *heft, 1.0);
    match becoming {
        Some(Becoming::From(share)) => words.say(format_args!("becomes from {}", Rounded(*share))),
        Some(Becoming::To(share)) => words.say(format_args!("becomes to {}", Rounded(*share))),
        None => {}
    }
    words.option("run", *run);
    words.number("hue", *hue, 0.0);
    words.number("flow", *flow, 0.0);
    if let Some(seed) = swap {
        words.say(format_args!("swap {seed:x}"));
    }
    words
}

fn write_units(f: &mut Formatter<'_>, motion: &UnitMotion) -> fmt::Result {
    let UnitMotion { by, preset, order, seed, leaving, elapsed, total, stagger } = motion;
    let verb = if *leaving { "leave" } else { "enter" };
    write!(f, "{verb} by {by} {order} {:?} {} elapsed {}", preset.effect, preset.ease, Rounded(elapsed.secs()))?;
    write!(f, " seed {seed:x}")?;
    total.iter().try_for_each(|total| write!(f, " total {}", Rounded(total.secs())))?;
    stagger.iter().try_for_each(|stagger| write!(f, " stagger {}", Rounded(stagger.secs())))?;
    writeln!(f)
}

/// What an animator does to four pieces: how much it selects each, and what becomes of the last.
fn write_animator(f: &mut Formatter<'_>, animator: &AnimatorPose) -> fmt::Result {
    let [a, b, c, d] = [0, 1, 2, 3].map(|index| Rounded(animator.weights(4).get(index).copied().unwrap_or(0.0)));
    write!(f, "animator by {} selects {a},{b},{c},{d} of four", animator.by)?;
    if let Some(piece) = animator.pieces(4).last() {
        words_of_piece(piece).write(f, " last")?;
    }
    writeln!(f)
}

/// What there is to say of something, a word and its value each.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn say(&mut self, word: fmt::Arguments<'_>) {
        self.0.push(word.to_string());
    }

    /// Says a number, unless it is at rest.
    fn number(&mut self, name: &str, number: f64, rest: f64) {
        if Rounded(number).value() != rest {
            self.say(format_args!("{name} {}", Rounded(number)));
        }
    }

    fn pair(&mut self, name: &str, [a, b]: [f64; 2], rest: f64) {
        if [a, b].map(|number| Rounded(number).value()) != [rest; 2] {
            self.say(format_args!("{name} {},{}", Rounded(a), Rounded(b)));
        }
    }

    fn option(&mut self, name: &str, number: Option<f64>) {
        if let Some(number) = number {
            self.say(format_args!("{name} {}", Rounded(number)));
        }
    }

    /// All words, after a heading; nothing at all where there are none.
    fn write(&self, f: &mut Formatter<'_>, heading: &str) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        write!(f, "{heading}")?;
        self.0.iter().try_for_each(|word| write!(f, " {word}"))
    }
}

/// A number to a ten-thousandth, without needless zeros.
struct Rounded(f64);

impl Rounded {
    /// Adding zero makes one zero of both.
    fn value(&self) -> f64 {
        (self.0 * 1e4).round() / 1e4 + 0.0
    }
}

impl Display for Rounded {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Palette, pose_at};
    use pavo_scene::{Scene, Time};

    fn text_at(scene: &str, secs: f64) -> String {
        let scene = Scene::parse(scene).expect("a valid scene").scene;
        pose_at(&scene, &Palette::of(None), [1920.0, 1080.0], Time::from_secs(secs)).to_string()
    }

    const MOVING: &str = r##"{ "mg": 1, "scenes": [{ "dur": 1, "nodes": [
        { "type": "group", "children": [
            { "type": "rect", "size": [10, 10], "keys": { "x": [[0, 0], [1, 1]], "fill": [[0, "#FF0000"]] } }] },
        { "type": "text", "text": "Quay", "in": { "p": "rise", "dur": 1, "ease": "linear" } }] }] }"##;

    #[test]
    fn nodes_say_what_is_not_at_rest() {
        let text = text_at(MOVING, 1.0 / 3.0);
        let expected = "scene 0 at 0.3333\n  node 0\n    node 0 x 0.3333 fill #FF0000\n  node 1 moved ";
        assert!(text.starts_with(expected), "{text}");
    }

    #[test]
    fn less_than_is_printed_is_no_difference() {
        let far = |x: f64| {
            format!(
                r#"{{ "mg": 1, "scenes": [{{ "dur": 1, "nodes": [{{ "type": "rect", "size": [9, 9], "rotate": {x} }}] }}] }}"#
            )
        };
        assert_eq!(text_at(&far(1e-5), 0.0), text_at(&far(0.0), 0.0));
        assert_ne!(text_at(&far(1e-2), 0.0), text_at(&far(0.0), 0.0));
    }

    #[test]
    fn transition_says_both_scenes() {
        let text = text_at(
            r#"{ "mg": 1, "scenes": [{ "dur": 1 }, { "dur": 1, "transition": { "p": "wipe", "dur": 0.5 } }] }"#,
            1.0,
        );
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[1].starts_with("transition wipe progress 0.5 eased 0.5 dir left"), "{text}");
        assert!(lines[2].starts_with("scene 1 at "), "{text}");
    }
}
