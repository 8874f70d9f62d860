//! Shapes and pictures.

use crate::corners::Corners;
use crate::node::Node;
use crate::paint::Paint;
use crate::place::Size;
use crate::reader::{Part, Reader};
use crate::record::{keyword, record};
use crate::time::Time;
use kurbo::BezPath;
use serde_json::{Map, Value, json};

keyword! {
    /// How a line ends.
    pub enum StrokeCap {
        /// Cut off at its end.
        Butt "butt",
        /// With half a circle.
        Round "round",
        /// With half a square.
        Square "square",
    }
}

keyword! {
    /// How a line turns.
    pub enum StrokeJoin {
        /// With a point.
        Miter "miter",
        /// Rounded.
        Round "round",
        /// Cut off.
        Bevel "bevel",
    }
}

keyword! {
    /// On which side of a closed outline its line is.
    pub enum StrokeAlign {
        /// Within the outline.
        Inside "inside",
        /// Half within, half outside.
        Center "center",
        /// Around the outline.
        Outside "outside",
    }
}

keyword! {
    /// What is within an outline that crosses itself or has several parts.
    pub enum FillRule {
        /// What it goes around more often one way than the other.
        Nonzero "nonzero",
        /// What it goes around an odd number of times.
        Evenodd "evenodd",
    }
}

record! {
    /// A line along an outline.
    #[derive(Default)]
    pub struct Stroke {
        /// Its paint; by default the theme's text colour.
        color "color": Option<Paint>,
        /// Its width in design units; by default 4.
        width "width": Option<f64> where 0.0..=2000.0,
        /// On which side of a closed outline it is: inside, center (default) or outside.
        align "align": Option<StrokeAlign>,
        /// How it ends; by default butt.
        cap "cap": Option<StrokeCap>,
        /// How it turns; by default miter.
        join "join": Option<StrokeJoin>,
        /// Lengths of dashes and gaps in turn, in design units.
        dash "dash": Vec<f64>,
        /// How far into the dashes it begins, in design units.
        dash_offset "dashOffset": Option<f64> where -1e5..=1e5,
    }
}

record! {
    /// A rectangle.
    #[derive(Default)]
    pub struct Rect {
        /// Width and height; by default the whole frame.
        size "size": Option<Size>,
        /// Radius of the corners in design units, or a list of four: top left, top right, bottom right, bottom left.
        radius "radius": Option<Corners>,
        /// How gently the sides run into the corners: 0 (default) circles, 1 as long as there is room; 0.6 looks even.
        smooth "smooth": Option<f64> where 0.0..=1.0,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline.
        stroke "stroke": Option<Stroke>,
    }
}

record! {
    /// An ellipse, or with equal sides a circle.
    #[derive(Default)]
    pub struct Ellipse {
        /// Width and height; by default 200.
        size "size": Option<Size>,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline, drawn clockwise from three o'clock.
        stroke "stroke": Option<Stroke>,
    }
}

record! {
    /// A straight line.
    pub struct Line {
        /// Its beginning, in design units.
        from "from": [f64; 2] where -1e5..=1e5,
        /// Its end, in design units.
        to "to": [f64; 2] where -1e5..=1e5,
        /// How it is drawn.
        stroke "stroke": Option<Stroke>,
    }
}

record! {
    /// How a part of an outline is taken that has several runs.
    #[derive(Default)]
    pub struct PathTrim {
        /// Whether each run is trimmed for itself; by default all are trimmed as one, one after another.
        each "each": Option<bool>,
        /// How much later each run is drawn than the one before, as a share of the time of one: 0 (default) all at
        /// once, 1 one after another.
        stagger "stagger": Option<f64> where 0.0..=1.0,
    }
}

keyword! {
    /// What is made of several outlines.
    pub enum PathOp {
        /// What lies in any of them.
        Union "union",
        /// What lies in the first and in none of the others.
        Subtract "subtract",
        /// What lies in all of them.
        Intersect "intersect",
        /// What lies in an odd number of them.
        Exclude "exclude",
    }
}

/// Most shapes that one outline is made of.
pub(crate) const MOST_COMBINED: usize = 50;

/// Shapes that outlines are made of: nodes, or SVG path data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shapes(
    /// The shapes.
    pub Vec<Node>,
);

impl Part for Shapes {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Array(items) = value else {
            reader.error("must be a list", Some(value), Some("shapes, or texts of SVG path data".to_owned()));
            return None;
        };
        if items.len() > MOST_COMBINED {
            let (found, allowed) = (json!(items.len()), format!("1 to {MOST_COMBINED}"));
            reader.error("wrong number of shapes", Some(&found), Some(allowed));
            return None;
        }
        let shapes = items.iter().enumerate().map(|(index, item)| {
            reader.within(index.to_string(), |reader| match item {
                Value::String(_) => {
                    let d = Some(PathData::read(item, reader)?);
                    Some(Node::new(Path { d, ..Path::default() }))
                }
                _ => Node::read(item, reader),
            })
        });
        // Every item is read before the list is given up, so that all problems show at once.
        let shapes: Vec<Option<Node>> = shapes.collect();
        shapes.into_iter().collect::<Option<_>>().map(Self)
    }

    fn write(&self) -> Option<Value> {
        self.0.write()
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let node = Node::schema(definitions);
        json!({ "type": "array", "items": { "anyOf": [node, { "type": "string" }] } })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

record! {
    /// A free outline, or what is made of several.
    #[derive(Default)]
    pub struct Path {
        /// The outline as SVG path data, in design units; its bounding box is the node's box.
        d "d": Option<PathData>,
        /// What is made of the shapes in `of`, instead of an outline of its own.
        op "op": Option<PathOp>,
        /// The shapes that the outline is made of, placed in the node's box, which is by default the whole frame. They
        /// may move and change by keys; how they are painted does not matter.
        of "of": Shapes,
        /// Width and height the outline is scaled to; by default as drawn.
        size "size": Option<Size>,
        /// Outlines that it becomes, each as `d`; the key `morph` says which: 0 is `d`, 1 the first of these.
        morph "morph": Vec<PathData>,
        /// How the keys `trimStart` and `trimEnd`, and an entrance that draws it, take a part of several runs.
        trim "trim": Option<PathTrim>,
        /// What is within it: nonzero (default) or evenodd.
        fill_rule "fillRule": Option<FillRule>,
        /// Its fill; by default the theme's accent where there is no stroke either.
        fill "fill": Option<Paint>,
        /// Its outline.
        stroke "stroke": Option<Stroke>,
    }
}

keyword! {
    /// How a picture fills its box.
    pub enum ImageFit {
        /// Fills the box; what does not fit is cut off.
        Cover "cover",
        /// Is seen whole; the box may keep empty borders.
        Contain "contain",
        /// Is stretched to the box.
        Fill "fill",
    }
}

record! {
    /// How a video or animation is played.
    #[derive(Default)]
    pub struct Play {
        /// How far into it the node begins, in seconds.
        from "from": Option<Time> where 0.0..=600.0,
        /// How many seconds of it pass in one second; by default 1.
        speed "speed": Option<f64> where 0.1..=10.0,
        /// Whether it begins again when it is over; by default animations do, and of a video the last frame stays.
        is_repeated "loop": Option<bool>,
    }
}

record! {
    /// A picture, or a video or animation, whose time begins when the node appears.
    pub struct Image {
        /// The name of an asset of the document, of type image or video.
        src "src": String,
        /// Width and height of the box; by default the picture's own size, at most the safe area.
        size "size": Option<Size>,
        /// How it fills the box; by default cover.
        fit "fit": Option<ImageFit>,
        /// What of the picture is kept nearest to the middle where it is cut off, as shares of its width and height; by
        /// default its middle.
        focus "focus": Option<[f64; 2]> where 0.0..=1.0,
        /// Radius of the corners in design units.
        radius "radius": Option<f64> where 0.0..=1e5,
        /// How a video or animation is played.
        play "play": Option<Play>,
    }
}

/// SVG path data that has been read once, with at least one segment and no coordinate beyond ±100 000.
#[derive(Debug, Clone, PartialEq)]
pub struct PathData {
    path: BezPath,
}

/// Most segments of one path.
const MOST_SEGMENTS: usize = 20_000;

impl PathData {
    /// Takes a path that was built, not read.
    pub const fn new(path: BezPath) -> Self {
        Self { path }
    }

    /// The outline.
    pub const fn path(&self) -> &BezPath {
        &self.path
    }
}

impl Part for PathData {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let parsed = value
            .as_str()
            .ok_or_else(|| "must be a text of SVG path data".to_owned())
            .and_then(|data| BezPath::from_svg(data).map_err(|error| format!("not SVG path data: {error}")))
            .and_then(|path| {
                let bounds = path.control_box();
                let furthest = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].into_iter().fold(0.0, |far: f64, at| {
                    // `max` would swallow a NaN.
                    if at.is_nan() { f64::INFINITY } else { far.max(at.abs()) }
                });
                if path.elements().len() < 2 {
                    Err("the path is empty".to_owned())
                } else if path.elements().len() > MOST_SEGMENTS {
                    Err(format!("the path has more than {MOST_SEGMENTS} segments"))
                } else if furthest > 1e5 {
                    Err("the path goes beyond ±100000".to_owned())
                } else {
                    Ok(path)
                }
            });
        match parsed {
            Ok(path) => Some(Self { path }),
            Err(message) => {
                reader.error(message, Some(value), None);
                None
            }
        }
    }

    fn write(&self) -> Option<Value> {
        Some(self.path.to_svg().into())
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "string" })
    }
}
