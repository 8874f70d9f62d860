//! Ornaments: geometry that carries a layout.

use crate::background::trace;
use crate::look::Look;
use crate::parts::{
    Dress, boxed, centred_path, disc, fine, frame_at, frame_origin, line, named, rect, ring, rising, round_stroke,
    stroke, units,
};
use crate::seed::Draw;
use kurbo::BezPath;
use pavo_scene::{Anchor, ColorToken, EaseName, Keys, Node, Time};

/// How far the handles of a quarter circle reach, as a share of its radius.
const QUARTER: f64 = 0.552_284_75;

/// The side of a mosaic's tile, in design units: a fifth of the frame's short side.
pub(crate) const TILE: f64 = 216.0;

/// How far a tile reaches under its neighbours, in design units.
const SEAM: f64 = 1.5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Motif {
    Quarter,
    Disc,
    Half,
    Leaf,
    Stripes,
    Ring,
    Bare,
}

/// How a mosaic begins and ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Closing {
    /// The shapes grow from so many seconds on.
    Enters(f64),
    /// The last frame leads into the first.
    Loops,
}

/// Square tiles with a simple shape in each. Some of them take a quarter turn now and then.
///
/// The tiles are there from the beginning.
pub(crate) fn mosaic([columns, rows]: [usize; 2], draw: Draw, closing: Closing, duration: Time) -> Node {
    use ColorToken::{Accent, Accent2, Bg, Surface, Surface2, Text};
    use Motif::{Bare, Disc, Half, Leaf, Quarter, Ring, Stripes};
    let colors = [
        (Accent, Bg),
        (Surface2, Accent),
        (Text, Accent),
        (Surface, Text),
        (Accent2, Bg),
        (Surface, Accent2),
        (Accent, Text),
        (Surface2, Text),
    ];
    let motifs = [Quarter, Quarter, Half, Disc, Leaf, Leaf, Stripes, Ring, Bare];
    let mut nodes = Vec::new();
    let mut last = usize::MAX;
    for row in 0..rows {
        for column in 0..columns {
            let index = row * columns + column;
            let dice = draw.nth(index);
            let mut color = dice.index("color", colors.len());
            // Equal neighbours would run together.
            if color == last {
                color = (color + 3) % colors.len();
            }
            last = color;
            let (ground, figure) = colors[color];
            let motif = dice.one_of("motif", &motifs, Quarter);
            let quarter = f64::from(u32::try_from(dice.index("turn", 4)).unwrap_or(0)) * 90.0;
            let mut keys = Keys::default();
            if let Closing::Enters(start) = closing {
                let begin = start + 0.035 * f64::from(u32::try_from(row + column).unwrap_or(0));
                keys.scale = rising([(fine(begin), 0.0, None), (fine(begin + 0.5), 1.0, named(EaseName::Settle))]);
            }
            let turns = dice.share("turns") < 0.6 && motif != Bare && motif != Disc && duration.secs() > 2.4;
            if turns {
                let swift = named(EaseName::Swift);
                let latest = duration.secs() - if closing == Closing::Loops { 2.0 } else { 1.0 };
                let at = dice.between("when", 1.2_f64.min(latest), latest.max(1.3));
                let mut turn = vec![(fine(at), quarter, None), (fine(at + 0.8), quarter + 90.0, swift)];
                if closing == Closing::Loops {
                    turn = vec![(fine(at * 0.5), quarter, None), (fine(at * 0.5 + 0.8), quarter + 90.0, swift)];
                    turn.push((fine(at * 0.5 + duration.secs() * 0.4), quarter + 90.0, None));
                    turn.push((fine(at * 0.5 + duration.secs() * 0.4 + 0.8), quarter, swift));
                }
                keys.rotate = rising(turn);
            }
            // A little larger than its place: no seam may show between tiles when the camera moves.
            let mut children = vec![rect(units(TILE + SEAM), units(TILE + SEAM), ground)];
            children.extend(figure_of(motif, figure).map(|node| node.turned(quarter).keyed(keys)));
            let mut tile = boxed(TILE, TILE, children);
            if turns && let pavo_scene::NodeKind::Group(group) = &mut tile.kind {
                group.clip = Some(true);
            }
            let place = [column, row].map(|at| f64::from(u32::try_from(at).unwrap_or(0)) * TILE);
            nodes.push(tile.at(frame_at(Anchor::TopLeft, place[0], place[1])));
        }
    }
    let side = |count: usize| f64::from(u32::try_from(count).unwrap_or(1)) * TILE;
    boxed(side(columns), side(rows), nodes)
}

fn figure_of(motif: Motif, color: ColorToken) -> Option<Node> {
    let half = TILE / 2.0;
    let (near, far) = (-half, half);
    let handle = TILE * QUARTER;
    let mut path = BezPath::new();
    match motif {
        Motif::Bare => return None,
        Motif::Disc => return Some(disc(TILE * 0.62, color)),
        Motif::Ring => return Some(ring(TILE * 0.56, stroke(color, TILE * 0.14))),
        Motif::Quarter => {
            path.move_to((near, near));
            path.line_to((far, near));
            path.curve_to((far, near + handle), (near + handle, far), (near, far));
            path.close_path();
        }
        Motif::Half => {
            let reach = half * QUARTER;
            path.move_to((near, 0.0));
            path.curve_to((near, -reach), (-reach, near), (0.0, near));
            path.curve_to((reach, near), (far, -reach), (far, 0.0));
            path.close_path();
            // Its own box is half as high; it stands on the tile's middle.
        }
        Motif::Leaf => {
            path.move_to((near, near));
            path.curve_to((near + handle, near), (far, far - handle), (far, far));
            path.curve_to((far - handle, far), (near, near + handle), (near, near));
            path.close_path();
        }
        Motif::Stripes => {
            let width = TILE / 7.0;
            for index in [0.0, 2.0, 4.0, 6.0] {
                let x = near + index * width;
                path.move_to((x, near));
                path.line_to((x + width, near));
                path.line_to((x + width, far));
                path.line_to((x, far));
                path.close_path();
            }
        }
    }
    // A half disc turns around the tile's middle, which is the middle of its flat side.
    let pivot = if motif == Motif::Half { Anchor::Bottom } else { Anchor::Center };
    Some(centred_path(path, Some(color.into()), None).pivot(pivot))
}

/// A thin ring with a disc riding on it.
pub(crate) fn orbit_ring(look: &Look, diameter: f64, turn_secs: f64, from_degrees: f64) -> Node {
    let disc_diameter = diameter * 0.11;
    let rider = disc(disc_diameter, ColorToken::Accent).at(frame_origin(Anchor::Right, 0.0, 0.0, Anchor::Center));
    let carrier = boxed(diameter, diameter, vec![rider]).turned(from_degrees).spin(turn_secs, false);
    let inner = ring(diameter * 0.62, stroke(trace(look, 0.12), 2.0));
    boxed(diameter, diameter, vec![ring(diameter, stroke(trace(look, 0.24), 2.5)), inner, carrier])
}

/// Small right angles in the corners of a box.
pub(crate) fn corner_ticks(look: &Look, width: f64, height: f64, length: f64) -> Vec<Node> {
    let drawn = || round_stroke(trace(look, 0.5), 2.5);
    let mut nodes = Vec::new();
    for (anchor, x, y) in [
        (Anchor::TopLeft, 1.0, 1.0),
        (Anchor::TopRight, -1.0, 1.0),
        (Anchor::BottomLeft, 1.0, -1.0),
        (Anchor::BottomRight, -1.0, -1.0),
    ] {
        let mut path = BezPath::new();
        path.move_to((x * length, 0.0));
        path.line_to((0.0, 0.0));
        path.line_to((0.0, y * length));
        nodes.push(centred_path(path, None, Some(drawn())).at(frame_at(anchor, 0.0, 0.0)));
    }
    vec![boxed(width, height, nodes)]
}

/// A hairline with short upright marks at its ends and thirds.
pub(crate) fn ruled(look: &Look, width: f64) -> Node {
    let mark =
        |x: f64| line([0.0, 0.0], [0.0, 14.0], stroke(trace(look, 0.4), 2.0)).at(frame_at(Anchor::TopLeft, x, 0.0));
    let base = rect(units(width), units(2.0), trace(look, 0.26)).at(frame_at(Anchor::Top, 0.0, 0.0));
    boxed(width, 14.0, vec![base, mark(1.0), mark(width / 3.0), mark(width * 2.0 / 3.0), mark(width - 1.0)])
}

/// A large disc with a smaller one before it.
pub(crate) fn two_discs(diameter: f64, start: f64, dur: Time) -> Node {
    let grow = |delay: f64| {
        let keys =
            [(fine(start + delay), 0.55, None), (fine(start + delay + dur.secs()), 1.0, named(EaseName::Settle))];
        Keys { scale: rising(keys), ..Keys::default() }
    };
    let small = disc(diameter * 0.36, ColorToken::Accent2)
        .at(frame_at(Anchor::BottomLeft, -diameter * 0.02, diameter * 0.03))
        .keyed(grow(0.1));
    boxed(diameter, diameter, vec![disc(diameter, ColorToken::Accent).keyed(grow(0.0)), small])
}
