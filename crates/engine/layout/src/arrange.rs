//! Sizes and places of nodes that do not depend on time.

use crate::draw_frame::Window;
use crate::outline::Outline;
use crate::relate::{self, Related};
use crate::route::Link;
use crate::stage::{Content, Item, Place, Warning};
use crate::typesetter::Typesetter;
use pavo_media::Assets;
use pavo_scene::{
    Anchor, AspectRatio, BlendMode, ColorToken, DEEPEST_RELATIONS, Node, NodeKind, Position, Scene, Size, ThemeFonts,
    Within,
};
use std::sync::Arc;

/// The box that positions refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parent {
    pub(crate) size: [f64; 2],
    /// Left, top, right and bottom edge of the part that text keeps to.
    pub(crate) safe: [f64; 4],
    /// Where texts stand in their boxes when the document does not say; `None` outside of stacks.
    pub(crate) align: Option<f64>,
    /// Longest line of a text; `None` outside of stacks.
    pub(crate) max_width: Option<f64>,
}

pub(crate) struct Arranger<'a> {
    pub(crate) assets: &'a Assets,
    pub(crate) aspect: AspectRatio,
    pub(crate) fonts: ThemeFonts,
    pub(crate) typesetter: Typesetter,
    pub(crate) warnings: Vec<Warning>,
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
        self.placed_items(nodes, parent)
    }

    /// Nodes that stand where their positions say.
    fn placed_items(&mut self, nodes: &[Node], parent: Parent) -> Vec<Item> {
        let relation_of = |index: usize| nodes[index].common.pos.as_ref().and_then(|pos| pos.relation.as_ref());
        let target_of = |index: usize| {
            let relation = relation_of(index)?;
            nodes.iter().position(|other| other.common.id.as_ref() == Some(&relation.to))
        };
        let mut items: Vec<Option<Item>> = nodes.iter().map(|_| None).collect();
        for index in 0..nodes.len() {
            // What others stand beside is set up before them.
            let mut chain = vec![(index, target_of(index))];
            while let Some((_, Some(target))) = chain.last().copied()
                && items[target].is_none()
                && chain.len() <= DEEPEST_RELATIONS
            {
                chain.push((target, target_of(target)));
            }
            for (index, target) in chain.into_iter().rev() {
                if items[index].is_none() {
                    let target = target.and_then(|to| Some((to, items[to].as_ref()?)));
                    let item = match (&nodes[index].common.pos, relation_of(index), target) {
                        (Some(position), Some(relation), Some((to, target))) => {
                            let related = Related::new(position, relation, to, target);
                            let target = relate::box_at_rest(target);
                            let place = related.place(position, target, parent);
                            let parent = Parent { max_width: related.room(target).or(parent.max_width), ..parent };
                            Item { related: Some(related), ..self.item_at(&nodes[index], place, parent) }
                        }
                        _ => self.item(&nodes[index], parent),
                    };
                    items[index] = Some(item);
                }
            }
        }
        with_links(nodes, items.into_iter().flatten().collect())
    }

    pub(crate) fn item(&mut self, node: &Node, parent: Parent) -> Item {
        let position = node.common.pos.clone().unwrap_or(Position::CENTER);
        self.item_at(node, place_of(&position, parent), parent)
    }

    fn item_at(&mut self, node: &Node, place: Place, parent: Parent) -> Item {
        let align = parent.align.unwrap_or(place.origin[0]);
        let pivot = node.common.pivot.unwrap_or(Anchor::Center).fractions();
        let (size, content, children) = match &node.kind {
            NodeKind::Group(group) => {
                let size = group.size.map_or(parent.size, |size| self.units(size, parent));
                let children = self.inner_items(&group.children, size, parent);
                (size, Content::Group { clip: group.clip == Some(true) }, children)
            }
            NodeKind::Stack(stack) => {
                let (size, children) = self.stack(stack, place, parent);
                (size, Content::Group { clip: false }, children)
            }
            NodeKind::Grid(grid) => {
                let (size, children) = self.grid(grid, place, parent);
                (size, Content::Group { clip: false }, children)
            }
            NodeKind::Frame(frame) => {
                let size = self.units(frame.size.unwrap_or(Size::FULL), parent);
                let window = Window {
                    outline: Outline::Rect {
                        radii: frame.radius.map_or([0.0; 4], |radius| radius.0),
                        smooth: frame.smooth.unwrap_or(0.0),
                    },
                    fill: frame.fill.clone().unwrap_or(ColorToken::Surface.into()),
                    stroke: frame.stroke.clone().map(Box::new),
                    scroll: frame.scroll.unwrap_or_default(),
                };
                (size, Content::Frame(Box::new(window)), self.inner_items(&frame.children, size, parent))
            }
            // What it looks like follows from where its ends are.
            NodeKind::Connector(_) => ([0.0; 2], Content::Nothing, Vec::new()),
            NodeKind::Repeat(repeat) => {
                let size = repeat.plan().size.map_or(parent.size, |size| self.units(size, parent));
                (size, Content::Group { clip: false }, self.inner_items(repeat.copies(), size, parent))
            }
            NodeKind::Path(path) if path.op.is_some() => {
                let (size, content) = self.combination(path, parent);
                (size, content, self.inner_items(&path.of.0, size, parent))
            }
            NodeKind::Text(text) => self.text(text, node, align, place, parent),
            NodeKind::Number(number) => self.number(number, place, parent),
            NodeKind::Rect(_)
            | NodeKind::Ellipse(_)
            | NodeKind::Line(_)
            | NodeKind::Polygon(_)
            | NodeKind::Star(_)
            | NodeKind::Blob(_)
            | NodeKind::Arc(_)
            | NodeKind::Arrow(_)
            | NodeKind::Path(_) => {
                let (size, content) = self.shape(&node.kind, parent);
                (size, content, Vec::new())
            }
            NodeKind::Adjust(_) => (parent.size, Content::Adjust, Vec::new()),
            NodeKind::Image(image) => {
                let (size, content) = self.picture(image, parent);
                (size, content, Vec::new())
            }
        };
        let common = &node.common;
        Item {
            place,
            size,
            pivot,
            content,
            matte: None,
            is_matte: false,
            others: [None; 2],
            related: None,
            depth: common.depth.unwrap_or(1.0),
            is_sharp: common.motion_blur == Some(false),
            match_name: common.match_name.as_deref().map(Arc::from),
            blend: common.blend.unwrap_or(BlendMode::Normal),
            effects: common.effects.clone(),
            mask: common.mask.clone().map(Box::new),
            children,
        }
    }

    /// Nodes that stand in a box of their own.
    fn inner_items(&mut self, nodes: &[Node], size: [f64; 2], parent: Parent) -> Vec<Item> {
        // A box as large as its parent keeps its parent's margins.
        let safe = if size == parent.size { parent.safe } else { [0.0, 0.0, size[0], size[1]] };
        let inner = Parent { size, safe, align: None, max_width: None };
        self.placed_items(nodes, inner)
    }

    pub(crate) fn units(&self, size: Size, parent: Parent) -> [f64; 2] {
        [size.width.units(parent.size[0]), size.height.units(parent.size[1])]
    }
}

/// Siblings, with those found that decide where others are seen or that are connected.
pub(crate) fn with_links(nodes: &[Node], mut items: Vec<Item>) -> Vec<Item> {
    let index_of = |id: &str| nodes.iter().position(|other| other.common.id.as_deref() == Some(id));
    for (index, node) in nodes.iter().enumerate() {
        if let Some(matte) = &node.common.matte
            && let Some(found) = index_of(&matte.node)
        {
            items[found].is_matte = true;
            items[index].matte = Some((found, matte.clone()));
        }
        let from = node.common.entrance.as_ref().and_then(|entrance| entrance.from.as_deref());
        let to = node.common.exit.as_ref().and_then(|exit| exit.to.as_deref());
        items[index].others = [from, to].map(|id| id.and_then(index_of).filter(|found| *found != index));
        if let NodeKind::Connector(connector) = &node.kind
            && let (Some(from), Some(to)) = (index_of(&connector.from), index_of(&connector.to))
        {
            items[index].content = Content::Connector(Box::new(Link::new(connector, [from, to])));
        }
    }
    items
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
