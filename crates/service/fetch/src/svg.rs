//! SVG files as drawings.
//!
//! Nothing of them is run or fetched: what is left of a file are its outlines and their paints.

use crate::svg_scan::{Scanned, scan};
use kurbo::{Affine, BezPath, Rect, Shape};
use pavo_media::{Beyond, Drawing, DrawingError, Ink, InkBlend, InkWay, Mark, Mixing};
use std::collections::BTreeSet;
use usvg::tiny_skia_path::PathSegment;

/// Largest SVG that is taken, in bytes.
const LARGEST_SVG_BYTES: usize = 4 * 1024 * 1024;
/// Most XML nodes of it.
const MOST_NODES: u32 = 200_000;
/// Most that abbreviations of its document type may become, in bytes.
const MOST_ABBREVIATED: usize = 4 * 1024 * 1024;

/// Why an SVG could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SvgError {
    /// It is larger than they may be.
    #[error("the SVG is larger than {} MB", LARGEST_SVG_BYTES / 1024 / 1024)]
    TooLarge,
    /// It is not UTF-8.
    #[error("the SVG is not written in UTF-8")]
    Encoding,
    /// Its document type holds abbreviations that make much of little, or that lie elsewhere.
    #[error("the document type of the SVG has entities that are not expanded; save it without them")]
    Entities,
    /// It is not well-formed.
    #[error("the SVG is not well-formed XML")]
    Xml(#[source] usvg::roxmltree::Error),
    /// Something in it is within itself.
    #[error("the SVG refers to itself")]
    Recursive,
    /// It is nested too deep.
    #[error("the elements of the SVG lie too deep in each other")]
    Depth,
    /// It becomes too much.
    #[error("the SVG is too large once everything that it refers to is put in")]
    TooMuch,
    /// Its size or its content makes no sense.
    #[error("the SVG cannot be read")]
    Broken(#[source] usvg::Error),
    /// There is nothing but words in it.
    #[error("there is nothing but text in the SVG; its text must be converted to paths")]
    OnlyText,
    /// There is nothing in it that can be shown.
    #[error("the SVG shows nothing that can be drawn: {0}")]
    Nothing(String),
    /// What is left of it exceeds the bounds of drawings.
    #[error(transparent)]
    Drawing(DrawingError),
}

/// Reads an SVG; also tells what of it is not shown, in words.
///
/// # Errors
///
/// [`SvgError`] where it is broken, exceeds the limits, or shows nothing.
pub fn read_svg(file: &[u8]) -> Result<(Drawing, Vec<String>), SvgError> {
    if file.len() > LARGEST_SVG_BYTES {
        return Err(SvgError::TooLarge);
    }
    let text = std::str::from_utf8(file).map_err(|_| SvgError::Encoding)?;
    check_abbreviations(text)?;
    let options = usvg::roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..Default::default() };
    let document = usvg::roxmltree::Document::parse_with_options(text, options).map_err(SvgError::Xml)?;
    let Scanned { has_text, notes } = scan(&document)?;
    let mut notes: BTreeSet<String> = notes.into_iter().map(str::to_owned).collect();
    let options = usvg::Options {
        resources_dir: None,
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_xmltree(&document, &options).map_err(SvgError::Broken)?;
    let mut reader = Reader { notes: &mut notes };
    let marks = reader.group(tree.root(), Affine::IDENTITY);
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    match Drawing::new(width, height, marks) {
        Ok(drawing) => {
            if has_text {
                notes.insert("its text is left out; convert text to paths".to_owned());
            }
            Ok((drawing, notes.into_iter().collect()))
        }
        Err(DrawingError::Empty) if has_text => Err(SvgError::OnlyText),
        Err(DrawingError::Empty) => {
            let told = notes.into_iter().collect::<Vec<_>>().join(", ");
            Err(SvgError::Nothing(if told.is_empty() { "it is empty".to_owned() } else { told }))
        }
        Err(error) => Err(SvgError::Drawing(error)),
    }
}

/// Whether abbreviations of the document type stay small; drawing programs write a few, for the names of their namespaces.
fn check_abbreviations(text: &str) -> Result<(), SvgError> {
    let Some(first) = text.find("<!ENTITY") else { return Ok(()) };
    let end =
        text.rfind("<!ENTITY").and_then(|last| text[last..].find('>').map(|end| last + end)).unwrap_or(text.len());
    let declared = &text[first..end];
    let used = text[end..].matches('&').count();
    // Nothing is fetched, and no abbreviation is made of others.
    let is_plain = !declared.contains('&') && !declared.contains('%') && !declared.contains("SYSTEM");
    if is_plain && !declared.contains("PUBLIC") && used.saturating_mul(declared.len()) <= MOST_ABBREVIATED {
        Ok(())
    } else {
        Err(SvgError::Entities)
    }
}

struct Reader<'n> {
    notes: &'n mut BTreeSet<String>,
}

impl Reader<'_> {
    /// The marks of a group's children; `drawing_from_group`: its own transform included.
    fn group(&mut self, group: &usvg::Group, drawing_from_group: Affine) -> Vec<Mark> {
        let mut marks = Vec::new();
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => {
                    let drawing_from_inner = drawing_from_group * affine(inner.transform());
                    marks.extend(self.inner_group(inner, drawing_from_inner));
                }
                usvg::Node::Path(path) => self.path(path, drawing_from_group, &mut marks),
                // Text and pictures are not read, and told where they were found.
                usvg::Node::Image(_) | usvg::Node::Text(_) => {}
            }
        }
        marks
    }

    /// A group as marks, by itself where it has to be.
    fn inner_group(&mut self, group: &usvg::Group, drawing_from_group: Affine) -> Vec<Mark> {
        if !group.filters().is_empty() {
            let only_blurs = group.filters().iter().all(|filter| {
                matches!(filter.primitives(), [one] if matches!(one.kind(), usvg::filter::Kind::GaussianBlur(_)))
            });
            self.notes.insert("filters such as blurs and shadows in it are left out".to_owned());
            if only_blurs {
                // A soft spot drawn hard is worse than none.
                return Vec::new();
            }
        }
        let mut marks = self.group(group, drawing_from_group);
        if marks.is_empty() {
            return marks;
        }
        let opacity = group.opacity().get();
        let mixing = mixing(group.blend_mode());
        let (mut clip, mut matte) = (None, None);
        if let Some(path) = group.clip_path() {
            match single_outline(path, drawing_from_group) {
                Some(outline) => clip = Some(outline),
                None => matte = Some(self.clip_marks(path, drawing_from_group)),
            }
        }
        if let Some(mask) = group.mask() {
            marks = vec![in_group(marks, None, Some(self.mask_marks(mask, drawing_from_group)))];
        }
        let is_plain = clip.is_none() && matte.is_none() && mixing == Mixing::Normal;
        if is_plain && opacity >= 1.0 && !group.isolate() {
            return marks;
        }
        if is_plain && let [Mark::Fill { ink, .. } | Mark::Line { ink, .. }] = marks.as_mut_slice() {
            fade(ink, opacity);
            return marks;
        }
        vec![Mark::Group { marks, mixing, opacity, clip, matte }]
    }

    fn path(&mut self, path: &usvg::Path, drawing_from_path: Affine, marks: &mut Vec<Mark>) {
        if !path.is_visible() {
            return;
        }
        let outline = outline(path.data());
        let fill = path.fill().and_then(|fill| {
            let ink = self.ink(fill.paint(), fill.opacity().get(), drawing_from_path)?;
            let is_even_odd = fill.rule() == usvg::FillRule::EvenOdd;
            Some(Mark::Fill { path: drawing_from_path * outline.clone(), is_even_odd, ink })
        });
        let line = path.stroke().and_then(|stroke| {
            let ink = self.ink(stroke.paint(), stroke.opacity().get(), Affine::IDENTITY)?;
            Some(Mark::Line { path: outline.clone(), stroke: line_of(stroke), drawing_from_path, ink })
        });
        match path.paint_order() {
            usvg::PaintOrder::FillAndStroke => marks.extend(fill.into_iter().chain(line)),
            usvg::PaintOrder::StrokeAndFill => marks.extend(line.into_iter().chain(fill)),
        }
    }

    fn ink(&mut self, paint: &usvg::Paint, opacity: f32, mark_from_user: Affine) -> Option<Ink> {
        let (base, way): (&usvg::BaseGradient, InkWay) = match paint {
            usvg::Paint::Color(color) => return Some(Ink::Solid(rgba(*color, opacity))),
            usvg::Paint::LinearGradient(linear) => {
                let [x1, y1, x2, y2] = [linear.x1(), linear.y1(), linear.x2(), linear.y2()].map(f64::from);
                (linear, InkWay::Linear { start: [x1, y1], end: [x2, y2] })
            }
            usvg::Paint::RadialGradient(radial) => {
                let [fx, fy, cx, cy] = [radial.fx(), radial.fy(), radial.cx(), radial.cy()].map(f64::from);
                let [from_radius, to_radius] = [radial.fr().get(), radial.r().get()].map(f64::from);
                (radial, InkWay::Radial { from: [fx, fy], from_radius, to: [cx, cy], to_radius })
            }
            usvg::Paint::Pattern(_) => {
                self.notes.insert("patterns in it are left out".to_owned());
                return None;
            }
        };
        let stops: Vec<(f32, [u8; 4])> = base
            .stops()
            .iter()
            .map(|stop| (stop.offset().get(), rgba(stop.color(), stop.opacity().get() * opacity)))
            .collect();
        let beyond = match base.spread_method() {
            usvg::SpreadMethod::Pad => Beyond::Same,
            usvg::SpreadMethod::Repeat => Beyond::Again,
            usvg::SpreadMethod::Reflect => Beyond::Back,
        };
        let mark_from_way = mark_from_user * affine(base.transform());
        let is_sound = mark_from_way.is_finite() && mark_from_way.determinant().abs() > 1e-30 && stops.len() > 1;
        if !is_sound {
            return stops.last().map(|(_, color)| Ink::Solid(*color));
        }
        Some(Ink::Blend(InkBlend { way, mark_from_way, stops, beyond }))
    }

    /// What is seen through a clip path, as opaque marks.
    fn clip_marks(&mut self, clip: &usvg::ClipPath, drawing_from_group: Affine) -> Vec<Mark> {
        let drawing_from_clip = drawing_from_group * affine(clip.transform());
        let mut marks = self.group(clip.root(), drawing_from_clip);
        recolored(&mut marks, &|color| [255, 255, 255, color[3]]);
        if let Some(outer) = clip.clip_path() {
            let outer = self.clip_marks(outer, drawing_from_group);
            marks = vec![in_group(marks, None, Some(outer))];
        }
        marks
    }

    /// What is seen through a mask, as marks whose opacity counts.
    fn mask_marks(&mut self, mask: &usvg::Mask, drawing_from_group: Affine) -> Vec<Mark> {
        let mut marks = self.group(mask.root(), drawing_from_group);
        if mask.kind() == usvg::MaskType::Luminance {
            marks = by_light(marks);
        }
        let rect = mask.rect();
        let [x0, y0, x1, y1] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
        let frame = drawing_from_group * Rect::new(x0, y0, x1, y1).to_path(0.1);
        let outer = mask.mask().map(|outer| self.mask_marks(outer, drawing_from_group));
        vec![in_group(marks, Some((frame, false)), outer)]
    }
}

fn in_group(marks: Vec<Mark>, clip: Option<(BezPath, bool)>, matte: Option<Vec<Mark>>) -> Mark {
    Mark::Group { marks, mixing: Mixing::Normal, opacity: 1.0, clip, matte }
}

/// Marks whose opacity is the light of others: what is dark takes away what is below it.
///
/// Not exact where something grey is half transparent and lies on something else.
fn by_light(marks: Vec<Mark>) -> Vec<Mark> {
    let mut lit = Vec::new();
    for mut mark in marks {
        if let Mark::Group { marks, .. } = &mut mark {
            *marks = by_light(std::mem::take(marks));
            lit.push(mark);
            continue;
        }
        let is_light = {
            let (Mark::Fill { ink, .. } | Mark::Line { ink, .. }) = &mark else { continue };
            let is_white = |color: &[u8; 4]| light_of(*color) > 0.998;
            match ink {
                Ink::Solid(color) => is_white(color),
                Ink::Blend(blend) => blend.stops.iter().all(|(_, color)| is_white(color)),
            }
        };
        if !is_light && !lit.is_empty() {
            let marks = vec![mark.clone()];
            lit.push(Mark::Group { marks, mixing: Mixing::Erase, opacity: 1.0, clip: None, matte: None });
        }
        let mut one = [mark];
        recolored(&mut one, &|color| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
            let opacity = (light_of(color) * f64::from(color[3])).round() as u8;
            [255, 255, 255, opacity]
        });
        lit.extend(one);
    }
    lit
}

/// The light of a colour, 0 to 1.
///
/// Source: CSS Masking Level 1, <https://www.w3.org/TR/css-masking-1/#MaskValues>.
fn light_of([r, g, b, _]: [u8; 4]) -> f64 {
    (0.2125 * f64::from(r) + 0.7154 * f64::from(g) + 0.0721 * f64::from(b)) / 255.0
}

fn recolored(marks: &mut [Mark], color: &dyn Fn([u8; 4]) -> [u8; 4]) {
    for mark in marks {
        match mark {
            Mark::Fill { ink, .. } | Mark::Line { ink, .. } => match ink {
                Ink::Solid(solid) => *solid = color(*solid),
                Ink::Blend(blend) => blend.stops.iter_mut().for_each(|(_, stop)| *stop = color(*stop)),
            },
            Mark::Group { marks, .. } => recolored(marks, color),
        }
    }
}

fn fade(ink: &mut Ink, opacity: f32) {
    let faded = |[r, g, b, a]: [u8; 4]| [r, g, b, byte(f32::from(a) / 255.0 * opacity)];
    match ink {
        Ink::Solid(color) => *color = faded(*color),
        Ink::Blend(blend) => blend.stops.iter_mut().for_each(|(_, color)| *color = faded(*color)),
    }
}

/// The outline of a clip path that has only one.
fn single_outline(clip: &usvg::ClipPath, drawing_from_group: Affine) -> Option<(BezPath, bool)> {
    if clip.clip_path().is_some() {
        return None;
    }
    let mut drawing_from_clip = drawing_from_group * affine(clip.transform());
    let mut group = clip.root();
    loop {
        match group.children() {
            [usvg::Node::Group(inner)] if inner.clip_path().is_none() => {
                drawing_from_clip *= affine(inner.transform());
                group = inner;
            }
            [usvg::Node::Path(path)] => {
                let is_even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
                return path.is_visible().then(|| (drawing_from_clip * outline(path.data()), is_even_odd));
            }
            _ => return None,
        }
    }
}

fn affine(transform: usvg::Transform) -> Affine {
    Affine::new([transform.sx, transform.ky, transform.kx, transform.sy, transform.tx, transform.ty].map(f64::from))
}

fn outline(path: &usvg::tiny_skia_path::Path) -> BezPath {
    let at = |point: usvg::tiny_skia_path::Point| kurbo::Point::new(f64::from(point.x), f64::from(point.y));
    let mut outline = BezPath::new();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(a) => outline.move_to(at(a)),
            PathSegment::LineTo(a) => outline.line_to(at(a)),
            PathSegment::QuadTo(a, b) => outline.quad_to(at(a), at(b)),
            PathSegment::CubicTo(a, b, c) => outline.curve_to(at(a), at(b), at(c)),
            PathSegment::Close => outline.close_path(),
        }
    }
    outline
}

fn line_of(stroke: &usvg::Stroke) -> kurbo::Stroke {
    let cap = match stroke.linecap() {
        usvg::LineCap::Butt => kurbo::Cap::Butt,
        usvg::LineCap::Round => kurbo::Cap::Round,
        usvg::LineCap::Square => kurbo::Cap::Square,
    };
    let join = match stroke.linejoin() {
        usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => kurbo::Join::Miter,
        usvg::LineJoin::Round => kurbo::Join::Round,
        usvg::LineJoin::Bevel => kurbo::Join::Bevel,
    };
    let line = kurbo::Stroke::new(f64::from(stroke.width().get()))
        .with_caps(cap)
        .with_join(join)
        .with_miter_limit(f64::from(stroke.miterlimit().get()));
    match stroke.dasharray() {
        Some(dashes) => line.with_dashes(f64::from(stroke.dashoffset()), dashes.iter().map(|dash| f64::from(*dash))),
        None => line,
    }
}

fn rgba(color: usvg::Color, opacity: f32) -> [u8; 4] {
    [color.red, color.green, color.blue, byte(opacity)]
}

/// A share as a level of 255.
fn byte(share: f32) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    let level = (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    level
}

const fn mixing(mode: usvg::BlendMode) -> Mixing {
    match mode {
        usvg::BlendMode::Normal => Mixing::Normal,
        usvg::BlendMode::Multiply => Mixing::Multiply,
        usvg::BlendMode::Screen => Mixing::Screen,
        usvg::BlendMode::Overlay => Mixing::Overlay,
        usvg::BlendMode::Darken => Mixing::Darken,
        usvg::BlendMode::Lighten => Mixing::Lighten,
        usvg::BlendMode::ColorDodge => Mixing::ColorDodge,
        usvg::BlendMode::ColorBurn => Mixing::ColorBurn,
        usvg::BlendMode::HardLight => Mixing::HardLight,
        usvg::BlendMode::SoftLight => Mixing::SoftLight,
        usvg::BlendMode::Difference => Mixing::Difference,
        usvg::BlendMode::Exclusion => Mixing::Exclusion,
        usvg::BlendMode::Hue => Mixing::Hue,
        usvg::BlendMode::Saturation => Mixing::Saturation,
        usvg::BlendMode::Color => Mixing::Color,
        usvg::BlendMode::Luminosity => Mixing::Luminosity,
        usvg::BlendMode::PlusLighter => Mixing::Add,
    }
}
