//! Sizes and places of nodes that do not depend on time.

use crate::figure::Figure;
use crate::stage::{CaretShape, Content, Item, MarkContent, Outline, Place, TextContent, Warning};
use crate::type_scale::{Face, SMALLEST, TypeSetting};
use crate::typesetter::{TextSpec, Typesetter};
use kurbo::Shape;
use pavo_media::Assets;
use pavo_scene::{
    Anchor, AspectRatio, BlendMode, ColorToken, EmphasisPreset, Fit, Font, Image, ImageFit, Node, NodeKind, Number,
    Paint, Position, Scene, Size, Stack, StackAlign, StackDirection, Stroke, Text, TextAlign, TextCase, TextStyle,
    ThemeFonts, Within,
};
use std::sync::Arc;

/// Room that text keeps from the frame's edge when the document puts it near there.
const EDGE_ROOM: f64 = 32.0;

/// Families that have what the chosen one lacks, in the order in which they are tried.
const STAND_INS: [&str; 5] =
    ["Inter", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"];

/// Least tracking of figures, in em.
const TIGHTEST_FIGURES: f64 = -0.02;

/// The box that positions refer to.
#[derive(Debug, Clone, Copy)]
struct Parent {
    size: [f64; 2],
    /// Left, top, right and bottom edge of the part that text keeps to.
    safe: [f64; 4],
    /// Where texts stand in their boxes when the document does not say; `None` outside of stacks.
    align: Option<f64>,
    /// Longest line of a text; `None` outside of stacks.
    max_width: Option<f64>,
}

pub(crate) struct Arranger<'a> {
    assets: &'a Assets,
    aspect: AspectRatio,
    fonts: ThemeFonts,
    typesetter: Typesetter,
    warnings: Vec<Warning>,
}

impl<'a> Arranger<'a> {
    pub(crate) fn new(scene: &Scene, aspect: AspectRatio, assets: &'a Assets) -> Self {
        let fonts = scene.theme.as_ref().and_then(|theme| theme.fonts.clone()).unwrap_or_default();
        Self { assets, aspect, fonts, typesetter: Typesetter::new(assets), warnings: Vec::new() }
    }

    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// Sets up nodes that stand directly in the frame.
    pub(crate) fn frame_items(&mut self, nodes: &[Node]) -> Vec<Item> {
        let [width, height] = self.aspect.design_size();
        let margins = self.aspect.margins();
        let safe = [margins.left, margins.top, width - margins.right, height - margins.bottom];
        let parent = Parent { size: [width, height], safe, align: None, max_width: None };
        nodes.iter().map(|node| self.item(node, parent)).collect()
    }

    fn item(&mut self, node: &Node, parent: Parent) -> Item {
        let position = node.common.pos.clone().unwrap_or(Position::CENTER);
        let place = place_of(&position, parent);
        let align = parent.align.unwrap_or(place.origin[0]);
        let pivot = node.common.pivot.unwrap_or(Anchor::Center).fractions();
        let (size, content, children) = match &node.kind {
            NodeKind::Group(group) => {
                let size = group.size.map_or(parent.size, |size| self.units(size, parent));
                // A group as large as its parent keeps its parent's margins.
                let safe = if group.size.is_none() { parent.safe } else { [0.0, 0.0, size[0], size[1]] };
                let inner = Parent { size, safe, align: None, max_width: None };
                let children = group.children.iter().map(|child| self.item(child, inner)).collect();
                (size, Content::Group { clip: group.clip == Some(true) }, children)
            }
            NodeKind::Stack(stack) => {
                let (size, children) = self.stack(stack, place, parent);
                (size, Content::Group { clip: false }, children)
            }
            NodeKind::Text(text) => self.text(text, node, align, place, parent),
            NodeKind::Number(number) => self.number(number, place, parent),
            NodeKind::Rect(rect) => {
                let size = self.units(rect.size.unwrap_or(Size::FULL), parent);
                let outline = Outline::Rect { radius: rect.radius.unwrap_or(0.0) };
                (size, shape(outline, rect.fill.as_ref(), rect.stroke.as_ref()), Vec::new())
            }
            NodeKind::Ellipse(ellipse) => {
                let size = self.units(ellipse.size.unwrap_or(Size::units(200.0, 200.0)), parent);
                (size, shape(Outline::Ellipse, ellipse.fill.as_ref(), ellipse.stroke.as_ref()), Vec::new())
            }
            NodeKind::Line(line) => {
                let [from, to] = [line.from, line.to];
                let left_top = [from[0].min(to[0]), from[1].min(to[1])];
                let local = |point: [f64; 2]| [point[0] - left_top[0], point[1] - left_top[1]];
                let size = [(from[0] - to[0]).abs(), (from[1] - to[1]).abs()];
                let stroke = line.stroke.clone().unwrap_or_default();
                let outline = Outline::Line { from: local(from), to: local(to) };
                (size, Content::Shape { outline, fill: None, stroke: Some(stroke) }, Vec::new())
            }
            NodeKind::Path(path) => {
                let bounds = path.d.path().bounding_box();
                let size = path.size.map_or([bounds.width(), bounds.height()], |size| self.units(size, parent));
                let outline = Outline::Path { path: Arc::new(path.d.path().clone()), bounds };
                (size, shape(outline, path.fill.as_ref(), path.stroke.as_ref()), Vec::new())
            }
            NodeKind::Image(image) => {
                let (size, content) = self.picture(image, parent);
                (size, content, Vec::new())
            }
        };
        let blend = node.common.blend.unwrap_or(BlendMode::Normal);
        Item { place, size, pivot, content, blend, effects: node.common.effects.clone(), children }
    }

    fn units(&self, size: Size, parent: Parent) -> [f64; 2] {
        [size.width.units(parent.size[0]), size.height.units(parent.size[1])]
    }

    fn picture(&mut self, image: &Image, parent: Parent) -> ([f64; 2], Content) {
        let Some(picture) = self.assets.picture(&image.src) else {
            self.warnings.push(Warning::NoPicture { name: image.src.clone() });
            return (image.size.map_or([0.0; 2], |size| self.units(size, parent)), Content::Nothing);
        };
        let size = image.size.map_or_else(
            || {
                let natural = [f64::from(picture.width), f64::from(picture.height)];
                let room = [parent.safe[2] - parent.safe[0], parent.safe[3] - parent.safe[1]];
                let scale = (room[0] / natural[0]).min(room[1] / natural[1]).min(1.0);
                natural.map(|side| side * scale)
            },
            |size| self.units(size, parent),
        );
        let content = Content::Picture {
            name: image.src.as_str().into(),
            picture: Arc::clone(picture),
            fit: image.fit.unwrap_or(ImageFit::Cover),
            radius: image.radius.unwrap_or(0.0),
        };
        (size, content)
    }

    /// The families of a text, first choice first.
    fn families(&mut self, font: Option<&Font>, face: Face) -> Vec<String> {
        let of_face = |fonts: &ThemeFonts, face: Face| match face {
            Face::Display => fonts.display.clone().or_else(|| fonts.body.clone()),
            Face::Body => fonts.body.clone(),
            Face::Mono => fonts.mono.clone().or_else(|| Some("JetBrains Mono".to_owned())),
        };
        let wanted = match font.and_then(|font| font.family.as_deref()) {
            Some("display") => of_face(&self.fonts, Face::Display),
            Some("body") => of_face(&self.fonts, Face::Body),
            Some("mono") => of_face(&self.fonts, Face::Mono),
            Some(family) => Some(family.to_owned()),
            None => of_face(&self.fonts, face),
        };
        let mut families = Vec::new();
        if let Some(family) = wanted {
            if self.typesetter.has_family(&family) {
                families.push(family);
            } else {
                let warning = Warning::NoFamily { family };
                if !self.warnings.contains(&warning) {
                    self.warnings.push(warning);
                }
            }
        }
        let stand_ins = STAND_INS.iter().filter(|family| self.typesetter.has_family(family));
        families.extend(stand_ins.map(|family| (*family).to_owned()));
        families
    }

    /// What a text is to be set as, with nothing left open.
    fn spec(&mut self, style: TextStyle, font: Option<&Font>, max_width: f64) -> TextSpec {
        let setting = TypeSetting::of(style, self.aspect);
        let size = font.and_then(|font| font.size).unwrap_or(setting.size);
        let min = font.and_then(|font| font.min).unwrap_or_else(|| match font.and_then(|font| font.size) {
            Some(size) => (size / 2.0).max(SMALLEST).min(size),
            None => setting.min,
        });
        TextSpec {
            text: String::new(),
            families: self.families(font, setting.face),
            size,
            min: min.min(size),
            weight: font.and_then(|font| font.weight).unwrap_or(setting.weight),
            italic: font.and_then(|font| font.italic).unwrap_or(false),
            tracking: font.and_then(|font| font.tracking).unwrap_or(setting.tracking),
            leading: font.and_then(|font| font.leading).unwrap_or(setting.leading),
            max_width: max_width.max(8.0),
            max_lines: usize::try_from(setting.lines).unwrap_or(1),
            align: 0.0,
            tabular: false,
        }
    }

    fn text(
        &mut self,
        text: &Text,
        node: &Node,
        align: f64,
        place: Place,
        parent: Parent,
    ) -> ([f64; 2], Content, Vec<Item>) {
        let style = text.style.unwrap_or(TextStyle::Headline);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let max_width = text.max_width.map_or(room, |width| width.units(parent.size[0]));
        let mut spec = self.spec(style, text.font.as_ref(), max_width);
        spec.text = cased(&text.text, text.case);
        let own_lines = spec.text.split('\n').count();
        spec.max_lines = match text.max_lines {
            Some(lines) => usize::try_from(lines).unwrap_or(usize::MAX),
            None => spec.max_lines.max(own_lines),
        };
        if text.fit == Some(Fit::None) {
            (spec.min, spec.max_lines) = (spec.size, usize::MAX);
        }
        spec.align = match text.align {
            Some(TextAlign::Start) => 0.0,
            Some(TextAlign::Center) => 0.5,
            Some(TextAlign::End) => 1.0,
            None => align,
        };
        let set = self.typesetter.set(&spec);
        let opening = || {
            let words: String = text.text.chars().take(40).collect();
            words
        };
        if !set.missing.is_empty() {
            self.warnings.push(Warning::MissingGlyphs { text: opening(), characters: set.missing.clone() });
        }
        if set.cramped {
            self.warnings.push(Warning::Cramped { text: opening() });
        }
        let block = set.block;
        let setting = TypeSetting::of(style, self.aspect);
        let token = if setting.muted { ColorToken::Muted } else { ColorToken::Text };
        let marks = node
            .common
            .emphases
            .0
            .iter()
            .map(|emphasis| {
                let target = emphasis.target.as_deref().map(|target| cased(target, text.case));
                MarkContent {
                    spans: match emphasis.preset {
                        EmphasisPreset::Underline | EmphasisPreset::Highlight | EmphasisPreset::Strike => {
                            block.spans_of(&spec.text, target.as_deref())
                        }
                        EmphasisPreset::Pulse | EmphasisPreset::Pop | EmphasisPreset::Shake => Vec::new(),
                    },
                    width: emphasis.width,
                    gap: emphasis.gap,
                    is_plain: emphasis.color.is_none(),
                }
            })
            .collect();
        let caret = node.common.entrance.as_ref().and_then(|entrance| entrance.caret.as_ref());
        let caret = match caret.and_then(|caret| caret.text.as_deref()) {
            Some("_") => CaretShape::Underscore,
            Some("█" | "▮" | "■" | "▌") => CaretShape::Block,
            _ => CaretShape::Bar,
        };
        let size = [block.width, block.height];
        let content = TextContent {
            block,
            color: text.color.clone().unwrap_or(token.into()),
            stroke: text.stroke.clone(),
            marks,
            caret,
            align: spec.align,
        };
        (size, Content::Text(Box::new(content)), Vec::new())
    }

    fn number(&mut self, number: &Number, place: Place, parent: Parent) -> ([f64; 2], Content, Vec<Item>) {
        let style = number.style.unwrap_or(TextStyle::Numeral);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let max_width = number.max_width.map_or(room, |width| width.units(parent.size[0]));
        let spec = self.spec(style, number.font.as_ref(), max_width);
        // Tighter than this, figures of equal width touch each other.
        let spec = TextSpec { tracking: spec.tracking.max(TIGHTEST_FIGURES), ..spec };
        let format = number.format.clone().unwrap_or_default();
        let values: Vec<f64> = [Some(number.to), number.from].into_iter().flatten().collect();
        let figure = Figure::new(&mut self.typesetter, &spec, &format, &values);
        let color = number.color.clone().unwrap_or(ColorToken::Text.into());
        let size = [figure.width, figure.height];
        (size, Content::Figure { figure: Box::new(figure), color }, Vec::new())
    }

    fn stack(&mut self, stack: &Stack, place: Place, parent: Parent) -> ([f64; 2], Vec<Item>) {
        let gap = stack.gap.unwrap_or(32.0);
        let direction = stack.direction.unwrap_or(StackDirection::Column);
        let align = match stack.align {
            None | Some(StackAlign::Start) => 0.0,
            Some(StackAlign::Center) => 0.5,
            Some(StackAlign::End) => 1.0,
        };
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let count = stack.children.len().max(1);
        #[expect(clippy::cast_precision_loss, reason = "at most 2000 nodes")]
        let share = (room - gap * (count - 1) as f64) / count as f64;
        let inner = Parent {
            align: Some(if direction == StackDirection::Column { align } else { 0.0 }),
            max_width: Some(if direction == StackDirection::Column { room } else { share }),
            ..parent
        };
        let mut items: Vec<Item> = stack.children.iter().map(|child| self.item(child, inner)).collect();
        let sizes: Vec<[f64; 2]> = items.iter().map(|item| item.size).collect();
        let (size, places) = crate::stack::place(direction, gap, stack.align, &sizes);
        for (item, at) in items.iter_mut().zip(places) {
            item.place = Place { anchor: at, offset: [0.0; 2], origin: [0.0; 2] };
        }
        (size, items)
    }
}

fn place_of(position: &Position, parent: Parent) -> Place {
    let [fx, fy] = position.anchor.fractions();
    let [left, top, right, bottom] = match position.within {
        Within::Frame => [0.0, 0.0, parent.size[0], parent.size[1]],
        Within::Safe => parent.safe,
    };
    let offset = [position.x, position.y];
    Place {
        anchor: [left + fx * (right - left), top + fy * (bottom - top)],
        offset: [offset[0].units(parent.size[0]), offset[1].units(parent.size[1])],
        origin: position.origin.fractions(),
    }
}

/// How long a line may be at a place, such that it stays in the safe area, or at least within the frame.
fn room_for_text(place: Place, parent: Parent) -> f64 {
    let [left, _, right, _] = parent.safe;
    let x = place.anchor[0] + place.offset[0];
    let room_within = |low: f64, high: f64| {
        let [before, after] = [x - low, high - x];
        match place.origin[0] {
            0.0 => after,
            1.0 => before,
            _ => 2.0 * before.min(after),
        }
    };
    let safe = room_within(left, right);
    // A place outside the safe area was meant; then the frame's edge is the limit.
    let inside = x >= left && x <= right;
    if inside && (place.offset[0] == 0.0 || safe > 0.4 * (right - left)) {
        safe
    } else {
        room_within(EDGE_ROOM, parent.size[0] - EDGE_ROOM).max(0.1 * parent.size[0])
    }
}

fn cased(words: &str, case: Option<TextCase>) -> String {
    match case {
        Some(TextCase::Upper) => words.to_uppercase(),
        Some(TextCase::Lower) => words.to_lowercase(),
        Some(TextCase::None) | None => words.to_owned(),
    }
}

/// A shape that has neither fill nor stroke gets the theme's accent as fill.
fn shape(outline: Outline, fill: Option<&Paint>, stroke: Option<&Stroke>) -> Content {
    let fill = match (fill, stroke) {
        (None, None) => Some(ColorToken::Accent.into()),
        _ => fill.cloned(),
    };
    Content::Shape { outline, fill, stroke: stroke.cloned() }
}
