//! Containers and pictures set up.

use crate::arrange::{Arranger, Parent};
use crate::arrange_text::room_for_text;
use crate::footage::Footage;
use crate::stack::{self, Flow, Piece, Put, Table};
use crate::stage::{Content, Item, Place, Warning};
use pavo_scene::{
    AutoFit, Grid, GridTrack, Image, ImageFit, Length, MOST_TRACKS, Node, NodeKind, Stack, StackAlign, StackDirection,
    Tracks,
};

impl Arranger<'_> {
    pub(crate) fn picture(&mut self, image: &Image, parent: Parent) -> ([f64; 2], Content) {
        if let Some(drawing) = self.assets.drawing(&image.src) {
            return self.drawing(image, drawing.size(), parent);
        }
        let Some(picture) = self.assets.picture(&image.src) else {
            self.warnings.push(Warning::NoPicture { name: image.src.clone() });
            return (image.size.map_or([0.0; 2], |size| self.units(size, parent)), Content::Nothing);
        };
        let clip = self.assets.clip(&image.src);
        let size_px = clip.map_or([picture.width, picture.height], |clip| clip.size());
        let size = self.picture_size(image, size_px.map(f64::from), parent);
        let content = Content::Picture {
            name: image.src.as_str().into(),
            size_px,
            footage: clip.map(|clip| Box::new(Footage::of(clip, image.play.as_ref()))),
            fit: image.fit.unwrap_or(ImageFit::Cover),
            focus: image.focus.unwrap_or([0.5, 0.5]),
            radius: image.radius.unwrap_or(0.0),
        };
        (size, content)
    }

    fn drawing(&self, image: &Image, natural: [f64; 2], parent: Parent) -> ([f64; 2], Content) {
        let content = Content::Drawing {
            name: image.src.as_str().into(),
            natural,
            fit: image.fit.unwrap_or(ImageFit::Cover),
            focus: image.focus.unwrap_or([0.5, 0.5]),
            radius: image.radius.unwrap_or(0.0),
        };
        (self.picture_size(image, natural, parent), content)
    }

    /// The size that a document gives a picture, else its own as far as there is room.
    fn picture_size(&self, image: &Image, natural: [f64; 2], parent: Parent) -> [f64; 2] {
        image.size.map_or_else(
            || {
                let room = [parent.safe[2] - parent.safe[0], parent.safe[3] - parent.safe[1]];
                let scale = (room[0] / natural[0]).min(room[1] / natural[1]).min(1.0);
                natural.map(|side| side * scale)
            },
            |size| self.units(size, parent),
        )
    }

    pub(crate) fn stack(&mut self, stack: &Stack, place: Place, parent: Parent) -> ([f64; 2], Vec<Item>) {
        let (gap, pad) = (stack.gap.unwrap_or(32.0), stack.pad.unwrap_or_default());
        let direction = stack.direction.unwrap_or(StackDirection::Column);
        let own = self.sides(stack.width, stack.height, parent);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let room = (own[0].unwrap_or(room) - pad.sum()[0]).max(1.0);
        let wrap = stack.wrap == Some(true);
        // What wraps needs an end to wrap at.
        let size = if wrap && own[0].is_none() && direction == StackDirection::Row {
            [Some(room + pad.sum()[0]), own[1]]
        } else {
            own
        };
        let line_gap = stack.line_gap.unwrap_or(gap);
        let flow = Flow { direction, gap, line_gap, align: stack.align, justify: stack.justify, pad, wrap, size };
        let count = stack.children.iter().filter(|child| !is_between(child)).count().max(1);
        #[expect(clippy::cast_precision_loss, reason = "at most 2000 nodes")]
        let share = if wrap { room } else { (room - gap * (count - 1) as f64) / count as f64 };
        let is_column = direction == StackDirection::Column;
        let along = usize::from(is_column);
        let whole = if is_column { own[1].unwrap_or(parent.size[1]) } else { room };
        let inner = |child: &Node| Parent {
            align: Some(if is_column { fraction(child.common.align_self.or(stack.align)) } else { 0.0 }),
            max_width: Some(match child.common.basis {
                _ if is_column => room,
                Some(basis) => basis.units(whole).max(1.0),
                None => share,
            }),
            ..parent
        };
        let mut items: Vec<Item> = stack.children.iter().map(|child| self.item(child, inner(child))).collect();
        let piece = |(item, child): (&Item, &Node)| Piece {
            size: item.size,
            is_filling: is_filling(child),
            is_out: is_between(child),
            grow: child.common.grow.unwrap_or(0.0),
            shrink: child.common.shrink.unwrap_or(0.0),
            basis: child.common.basis.map(|basis| basis.units(whole)),
            align: child.common.align_self,
            ..Piece::default()
        };
        let pieces: Vec<Piece> = items.iter().zip(&stack.children).map(piece).collect();
        let (mut size, mut puts) = stack::flow(&flow, &pieces);
        self.settle(&stack.children, &mut items, &puts, |index| inner(&stack.children[index]));
        // Words that broke anew in a row are higher or lower than they were.
        let has_changed = |(item, piece): (&Item, &Piece)| !is_column && (item.size[1] - piece.size[1]).abs() > 0.01;
        if items.iter().zip(&pieces).any(has_changed) {
            let settled = |((item, piece), put): ((&Item, &Piece), &Put)| {
                let mut size = item.size;
                size[along] = put.size[along];
                Piece {
                    size,
                    align: piece.align,
                    is_filling: piece.is_filling,
                    is_out: piece.is_out,
                    ..Piece::default()
                }
            };
            let pieces: Vec<Piece> = items.iter().zip(&pieces).zip(&puts).map(settled).collect();
            (size, puts) = stack::flow(&flow, &pieces);
            self.settle(&stack.children, &mut items, &puts, |index| inner(&stack.children[index]));
        }
        (size, crate::arrange::with_links(&stack.children, items))
    }

    pub(crate) fn grid(&mut self, grid: &Grid, place: Place, parent: Parent) -> ([f64; 2], Vec<Item>) {
        let own = self.sides(grid.width, grid.height, parent);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let (gap, pad) = (grid.gap.unwrap_or(32.0), grid.pad.unwrap_or_default());
        let width = own[0].unwrap_or(room);
        // A document that was read has no areas that make no sense.
        let areas = grid.named_areas().unwrap_or_default();
        let columns = columns(grid, (width - pad.sum()[0]).max(0.0), gap);
        let table = Table {
            columns: &columns.0,
            rows: grid.rows.as_ref().map_or(&[], |rows| rows.0.as_slice()),
            gaps: [gap, grid.row_gap.unwrap_or(gap)],
            pad,
            align: grid.align.unwrap_or(StackAlign::Stretch),
            align_rows: grid.align_rows.unwrap_or(StackAlign::Start),
            size: [Some(width), own[1]],
        };
        let cell = |child: &Node| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 24")]
            let span = child.common.span.unwrap_or(1.0) as u16;
            let span = span.clamp(1, u16::try_from(columns.0.len()).unwrap_or(1));
            let area = child.common.area.as_deref().and_then(|name| areas.get(name).copied());
            Piece { span, area, is_filling: is_filling(child), is_out: is_between(child), ..Piece::default() }
        };
        let mut empty: Vec<Piece> = grid.children.iter().map(cell).collect();
        if columns.0.contains(&GridTrack::Auto) {
            // How wide such a column is follows from what is in it.
            let inner = Parent { align: Some(0.0), max_width: Some(width), ..parent };
            for (piece, child) in empty.iter_mut().zip(&grid.children) {
                piece.natural_width = if piece.is_filling { 0.0 } else { self.item(child, inner).size[0] };
            }
        }
        // A first look with boxes of no size tells how wide the columns are.
        let stretched = Table { align: StackAlign::Stretch, ..table.clone() };
        let (_, cells) = stack::table(&stretched, &empty);
        let align = fraction(Some(table.align));
        let inner = |cell: &Put| Parent { align: Some(align), max_width: Some(cell.size[0].max(1.0)), ..parent };
        let mut items: Vec<Item> =
            grid.children.iter().zip(&cells).map(|(child, cell)| self.item(child, inner(cell))).collect();
        let pieces: Vec<Piece> =
            items.iter().zip(&empty).map(|(item, empty)| Piece { size: item.size, ..*empty }).collect();
        let (size, puts) = stack::table(&table, &pieces);
        self.settle(&grid.children, &mut items, &puts, |index| inner(&cells[index]));
        (size, crate::arrange::with_links(&grid.children, items))
    }

    /// Puts items where they came to be, and sets those up anew that became larger or smaller.
    fn settle(&mut self, nodes: &[Node], items: &mut [Item], puts: &[Put], inner: impl Fn(usize) -> Parent) {
        for (index, ((node, item), put)) in nodes.iter().zip(items).zip(puts).enumerate() {
            let inner = inner(index);
            let is_other = [0, 1].map(|axis| (put.size[axis] - item.size[axis]).abs() > 0.01);
            if is_other != [false; 2] {
                let [width, height] = [0, 1].map(|axis| is_other[axis].then_some(put.size[axis]));
                let inner = Parent { max_width: width.or(inner.max_width), ..inner };
                let resized = node.with_sides(width, height);
                *item = self.item(resized.as_ref().unwrap_or(node), inner);
            }
            // Taffy rounds more than we do: what is no larger stands where it was put.
            let room = [0, 1].map(|axis| if is_other[axis] { put.size[axis] - item.size[axis] } else { 0.0 });
            let align = match &item.content {
                Content::Text(text) => text.align,
                _ => inner.align.unwrap_or(0.0),
            };
            let corner = [put.corner[0] + room[0] * align, put.corner[1]];
            item.place = Place { anchor: corner, offset: [0.0; 2], origin: [0.0; 2] };
        }
    }

    fn sides(&self, width: Option<Length>, height: Option<Length>, parent: Parent) -> [Option<f64>; 2] {
        [width.map(|width| width.units(parent.size[0])), height.map(|height| height.units(parent.size[1]))]
    }
}

/// The columns of a grid with so much room for them.
fn columns(grid: &Grid, room: f64, gap: f64) -> Tracks {
    if let Some(AutoFit { min_width }) = grid.auto_fit {
        let fitting = (1..=MOST_TRACKS).rev().find(|&count| {
            #[expect(clippy::cast_precision_loss, reason = "at most 24")]
            let count = count as f64;
            count * min_width + (count - 1.0) * gap <= room
        });
        return Tracks::equal(fitting.unwrap_or(1).min(grid.children.len()));
    }
    let of_areas = grid.areas.first().map_or(2, |names| names.split_whitespace().count());
    grid.columns.clone().unwrap_or_else(|| Tracks::equal(of_areas))
}

/// Whether a node is as large as the room that it gets, having no size of its own.
const fn is_filling(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Rect(rect) => rect.size.is_none(),
        NodeKind::Frame(frame) => frame.size.is_none(),
        _ => false,
    }
}

/// Whether a node lies between others and takes no room.
const fn is_between(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Connector(_))
}

const fn fraction(align: Option<StackAlign>) -> f64 {
    match align {
        None | Some(StackAlign::Start | StackAlign::Stretch) => 0.0,
        Some(StackAlign::Center) => 0.5,
        Some(StackAlign::End) => 1.0,
    }
}

#[cfg(test)]
mod tests;
