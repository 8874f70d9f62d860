//! Vector drawings as plain data: crisp at any size.

use kurbo::{Affine, BezPath, Rect, Shape, Stroke};

/// Most fills, lines and groups of a drawing.
const MOST_MARKS: usize = 20_000;
/// Most segments of all its outlines.
const MOST_SEGMENTS: usize = 200_000;
/// Most groups within each other.
const MOST_DEPTH: usize = 48;
/// Most that a drawing paints, in areas of its own: what lies on top of each other counts each time.
const MOST_PAINTED: f64 = 400.0;
/// Most dashes of all lines.
const MOST_DASHES: f64 = 20_000.0;
/// How far around its frame points may lie, in sides of it.
const FURTHEST_SIDES: f64 = 100.0;
/// The longer side is brought between these, in units.
const LONGER_SIDE: [f64; 2] = [1.0, 16_384.0];

/// A drawing of outlines, in its own units: its frame begins at the origin, y goes downwards, and what lies outside of the
/// frame is not seen.
///
/// It is bounded, so that drawing it takes a bounded time: marks, segments, depth of groups, dashes, and how much it paints.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    width: f64,
    height: f64,
    marks: Vec<Mark>,
    is_mixed: bool,
    spills: bool,
}

/// A part of a drawing, in the order in which the parts are painted.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A filled outline.
    Fill {
        /// The outline, in the drawing's units.
        path: BezPath,
        /// What is within it.
        is_even_odd: bool,
        /// Its ink, in the drawing's units.
        ink: Ink,
    },
    /// A line along an outline.
    Line {
        /// The outline, in its own units.
        path: BezPath,
        /// How the line is drawn, in the outline's units.
        stroke: Stroke,
        /// From the outline's units to the drawing's.
        drawing_from_path: Affine,
        /// Its ink, in the outline's units.
        ink: Ink,
    },
    /// Marks that are painted by themselves and then put on what is below them.
    Group {
        /// The marks, from back to front.
        marks: Vec<Self>,
        /// How their colours and those below make one colour.
        mixing: Mixing,
        /// Opacity of the group as a whole, 0 to 1.
        opacity: f32,
        /// Where the group is seen, in the drawing's units, and whether that goes by the even-odd rule.
        clip: Option<(BezPath, bool)>,
        /// Marks by whose opacity the group is seen; seen everywhere where there are none.
        matte: Option<Vec<Self>>,
    },
}

/// What a mark is painted with.
#[derive(Debug, Clone, PartialEq)]
pub enum Ink {
    /// One colour: red, green, blue and opacity, not premultiplied, sRGB.
    Solid([u8; 4]),
    /// Colours that run into each other.
    Blend(InkBlend),
}

/// Colours that run into each other.
#[derive(Debug, Clone, PartialEq)]
pub struct InkBlend {
    /// Where they run, in units of their own.
    pub way: InkWay,
    /// From those units to those of the mark.
    pub mark_from_way: Affine,
    /// Colours as of [`Ink::Solid`] at offsets from 0 to 1, not falling.
    pub stops: Vec<(f32, [u8; 4])>,
    /// What comes beyond the first and the last.
    pub beyond: Beyond,
}

/// Where colours run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InkWay {
    /// From a point to a point.
    Linear {
        /// Where the first colour is.
        start: [f64; 2],
        /// Where the last colour is.
        end: [f64; 2],
    },
    /// From a circle to a circle around it.
    Radial {
        /// The middle of the circle with the first colour.
        from: [f64; 2],
        /// Its radius.
        from_radius: f64,
        /// The middle of the circle with the last colour.
        to: [f64; 2],
        /// Its radius.
        to_radius: f64,
    },
}

/// What comes beyond the ends of colours that run into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// The last colour goes on.
    Same,
    /// They begin again.
    Again,
    /// They go back.
    Back,
}

/// How the colours of a group and of what is below it make one colour; [`Mixing::Add`] adds both, and
/// [`Mixing::Erase`] takes away what is below where the group is.
///
/// Source: Compositing and Blending Level 1, <https://www.w3.org/TR/compositing-1/#blending>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of the source")]
pub enum Mixing {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
    Add,
    Erase,
}

/// Why a drawing could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DrawingError {
    /// A side is not a positive number.
    #[error("the drawing has no size")]
    Size,
    /// Nothing of it can be seen.
    #[error("nothing is drawn in it")]
    Empty,
    /// It has too many parts.
    #[error("the drawing has more than {MOST_MARKS} shapes")]
    Marks,
    /// Its outlines are too detailed.
    #[error("the outlines of the drawing have more than {MOST_SEGMENTS} segments")]
    Segments,
    /// Its groups lie too deep in each other.
    #[error("more than {MOST_DEPTH} groups of the drawing lie in each other")]
    Depth,
    /// Too much lies on top of each other.
    #[error("the drawing paints its area more than {MOST_PAINTED} times")]
    Painted,
}

impl Drawing {
    /// A drawing of a size, in units; it is scaled where its longer side is shorter than 1 or longer than 16 384 units, and
    /// points far outside are moved nearer.
    ///
    /// # Errors
    ///
    /// [`DrawingError`] where it is empty or exceeds the bounds.
    pub fn new(width: f64, height: f64, marks: Vec<Mark>) -> Result<Self, DrawingError> {
        let longer = width.max(height);
        if !(width > 0.0 && height > 0.0 && longer.is_finite()) {
            return Err(DrawingError::Size);
        }
        let scale = longer.clamp(LONGER_SIDE[0], LONGER_SIDE[1]) / longer;
        let [width, height] = [width * scale, height * scale].map(|side| side.max(1e-3));
        let frame = Rect::new(0.0, 0.0, width, height);
        let mut sum = Sum { frame, marks: 0, segments: 0, painted: 0.0, dashes: 0.0, is_mixed: false, spills: false };
        let marks = sum.kept(marks, Affine::scale(scale), 0)?;
        if marks.is_empty() {
            return Err(DrawingError::Empty);
        }
        Ok(Self { width, height, marks, is_mixed: sum.is_mixed, spills: sum.spills })
    }

    /// Width and height of its frame, in its units; positive.
    pub const fn size(&self) -> [f64; 2] {
        [self.width, self.height]
    }

    /// Its marks, from back to front; at least one.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether a group in it is mixed with what is below it, so that the drawing has to be painted by itself.
    pub const fn is_mixed(&self) -> bool {
        self.is_mixed
    }

    /// Whether something reaches beyond its frame, where it is not seen.
    pub const fn spills(&self) -> bool {
        self.spills
    }
}

/// What a drawing takes.
struct Sum {
    frame: Rect,
    marks: usize,
    segments: usize,
    painted: f64,
    dashes: f64,
    is_mixed: bool,
    spills: bool,
}

impl Sum {
    /// The marks that can be drawn, scaled and within bounds.
    fn kept(&mut self, marks: Vec<Mark>, scale: Affine, depth: usize) -> Result<Vec<Mark>, DrawingError> {
        if depth > MOST_DEPTH {
            return Err(DrawingError::Depth);
        }
        let mut kept = Vec::with_capacity(marks.len());
        for mark in marks {
            self.marks += 1;
            if self.marks > MOST_MARKS {
                return Err(DrawingError::Marks);
            }
            match mark {
                Mark::Fill { path, is_even_odd, ink } => {
                    let Some(path) = self.near(path, scale)? else { continue };
                    let ink = ink.moved(scale);
                    self.paint(path.control_box())?;
                    kept.push(Mark::Fill { path, is_even_odd, ink });
                }
                Mark::Line { path, stroke, drawing_from_path, ink } => {
                    let drawing_from_path = scale * drawing_from_path;
                    // Measured where it is seen; kept in its own units, in which the line is as wide as it says.
                    let Some(seen) = self.near(path.clone(), drawing_from_path)? else { continue };
                    let back = drawing_from_path.inverse();
                    let is_near = seen == drawing_from_path * path.clone();
                    let path = if is_near { path } else { back * seen.clone() };
                    let is_sound = drawing_from_path.is_finite() && back.is_finite() && stroke.width.is_finite();
                    if !is_sound || !path.is_finite() || stroke.width <= 0.0 {
                        continue;
                    }
                    let width = stroke.width * drawing_from_path.determinant().abs().sqrt();
                    let reach = width.min(FURTHEST_SIDES * self.frame.width().max(self.frame.height()))
                        * stroke.miter_limit.clamp(1.0, 4.0);
                    self.paint(seen.control_box().inflate(reach, reach))?;
                    let stroke = self.dashed(stroke, &path);
                    kept.push(Mark::Line { path, stroke, drawing_from_path, ink });
                }
                Mark::Group { marks, mixing, opacity, clip, matte } => {
                    let clip = match clip {
                        None => None,
                        Some((path, is_even_odd)) => match self.near(path, scale)? {
                            Some(path) => Some((path, is_even_odd)),
                            // Nothing is seen through a hole of no size.
                            None => continue,
                        },
                    };
                    let marks = self.kept(marks, scale, depth + 1)?;
                    let matte = matte.map(|matte| self.kept(matte, scale, depth + 1)).transpose()?;
                    if marks.is_empty()
                        || opacity.is_nan()
                        || opacity <= 0.0
                        || matte.as_ref().is_some_and(Vec::is_empty)
                    {
                        continue;
                    }
                    self.is_mixed |= mixing != Mixing::Normal;
                    // Its pixels are put down by themselves, and then on those below.
                    self.paint(self.frame)?;
                    kept.push(Mark::Group { marks, mixing, opacity: opacity.min(1.0), clip, matte });
                }
            }
        }
        Ok(kept)
    }

    /// An outline where it is seen, points far outside moved nearer; `None` where it is empty or broken.
    fn near(&mut self, path: BezPath, transform: Affine) -> Result<Option<BezPath>, DrawingError> {
        self.segments += path.elements().len();
        if self.segments > MOST_SEGMENTS {
            return Err(DrawingError::Segments);
        }
        let mut path = transform * path;
        if path.elements().len() < 2 || !path.is_finite() {
            return Ok(None);
        }
        let reach = FURTHEST_SIDES * self.frame.width().max(self.frame.height());
        let within = self.frame.inflate(reach, reach);
        if within.union(path.control_box()) != within {
            use kurbo::PathEl as P;
            let near = |point: kurbo::Point| {
                kurbo::Point::new(point.x.clamp(within.x0, within.x1), point.y.clamp(within.y0, within.y1))
            };
            path = BezPath::from_vec(
                path.into_iter()
                    .map(|element| match element {
                        P::MoveTo(a) => P::MoveTo(near(a)),
                        P::LineTo(a) => P::LineTo(near(a)),
                        P::QuadTo(a, b) => P::QuadTo(near(a), near(b)),
                        P::CurveTo(a, b, c) => P::CurveTo(near(a), near(b), near(c)),
                        P::ClosePath => P::ClosePath,
                    })
                    .collect(),
            );
        }
        Ok(Some(path))
    }

    fn paint(&mut self, bounds: Rect) -> Result<(), DrawingError> {
        /// What rounding alone makes of an edge.
        const SLACK: f64 = 1e-3;
        let slack = SLACK * self.frame.width().max(self.frame.height());
        let within = self.frame.inflate(slack, slack);
        self.spills |= within.union(bounds) != within;
        self.painted += bounds.intersect(self.frame).area() / self.frame.area();
        if self.painted > MOST_PAINTED { Err(DrawingError::Painted) } else { Ok(()) }
    }

    /// A line with its dashes, or a whole one where they are too many to be told apart.
    fn dashed(&mut self, mut stroke: Stroke, path: &BezPath) -> Stroke {
        let period: f64 = stroke.dash_pattern.iter().sum();
        if stroke.dash_pattern.is_empty() {
            return stroke;
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of dashes")]
        let count = path.perimeter(1.0) / period * stroke.dash_pattern.len() as f64;
        let is_sound = stroke.dash_pattern.iter().all(|length| *length >= 0.0) && stroke.dash_offset.is_finite();
        if is_sound && count.is_finite() && self.dashes + count <= MOST_DASHES {
            self.dashes += count;
            // As far into the dashes as within their first round.
            stroke.dash_offset = stroke.dash_offset.rem_euclid(2.0 * period);
        } else {
            stroke.dash_pattern.clear();
        }
        stroke
    }
}

impl Ink {
    /// The same ink for a mark that is transformed.
    fn moved(self, transform: Affine) -> Self {
        match self {
            Self::Solid(_) => self,
            Self::Blend(blend) => Self::Blend(InkBlend { mark_from_way: transform * blend.mark_from_way, ..blend }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Ink = Ink::Solid([255, 0, 0, 255]);

    fn fill(rect: Rect) -> Mark {
        Mark::Fill { path: rect.to_path(0.1), is_even_odd: false, ink: RED }
    }

    #[test]
    fn sizes_are_brought_within_bounds() {
        let giant = Drawing::new(1e9, 5e8, vec![fill(Rect::new(0.0, 0.0, 1e9, 5e8))]).expect("a drawing");
        assert_eq!(giant.size(), [16_384.0, 8_192.0]);
        assert!(!giant.spills());
        let tiny = Drawing::new(1e-6, 1e-6, vec![fill(Rect::new(-1.0, 0.0, 1.0, 1.0))]).expect("a drawing");
        assert_eq!(tiny.size(), [1.0, 1.0]);
        assert!(tiny.spills());
        for size in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Drawing::new(size, 1.0, vec![fill(Rect::new(0.0, 0.0, 1.0, 1.0))]), Err(DrawingError::Size));
        }
    }

    #[test]
    fn what_costs_beyond_measure_is_refused() {
        let all = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert_eq!(Drawing::new(10.0, 10.0, Vec::new()), Err(DrawingError::Empty));
        assert_eq!(Drawing::new(10.0, 10.0, vec![fill(all); 500]), Err(DrawingError::Painted));
        let dot = Rect::new(0.0, 0.0, 0.1, 0.1);
        assert_eq!(Drawing::new(10.0, 10.0, vec![fill(dot); 20_001]), Err(DrawingError::Marks));
        let mut nested = fill(dot);
        for _ in 0..60 {
            let mixing = Mixing::Normal;
            nested = Mark::Group { marks: vec![nested], mixing, opacity: 0.9, clip: None, matte: None };
        }
        assert_eq!(Drawing::new(10.0, 10.0, vec![nested]), Err(DrawingError::Depth));
    }

    #[test]
    fn dashes_too_many_to_be_told_apart_become_a_whole_line() {
        let line = |dash: f64| Mark::Line {
            path: Rect::new(1.0, 1.0, 9.0, 9.0).to_path(0.1),
            stroke: Stroke::new(0.1).with_dashes(0.0, [dash, dash]),
            drawing_from_path: Affine::IDENTITY,
            ink: RED,
        };
        let dashes = |dash: f64| match Drawing::new(10.0, 10.0, vec![line(dash)]).expect("a drawing").marks() {
            [Mark::Line { stroke, .. }] => stroke.dash_pattern.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!([dashes(0.5), dashes(1e-7), dashes(0.0)], [2, 0, 0]);
    }
}
