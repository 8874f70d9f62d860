//! Containers and pictures set up.

use crate::arrange::{Arranger, Parent};
use crate::arrange_text::room_for_text;
use crate::stack::{self, Flow, Piece, Put, Table};
use crate::stage::{Content, Item, Place, Warning};
use pavo_scene::{Grid, Image, ImageFit, Length, Node, Stack, StackAlign, StackDirection};
use std::sync::Arc;

impl Arranger<'_> {
    pub(crate) fn picture(&mut self, image: &Image, parent: Parent) -> ([f64; 2], Content) {
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

    pub(crate) fn stack(&mut self, stack: &Stack, place: Place, parent: Parent) -> ([f64; 2], Vec<Item>) {
        let (gap, pad) = (stack.gap.unwrap_or(32.0), stack.pad.unwrap_or(0.0));
        let direction = stack.direction.unwrap_or(StackDirection::Column);
        let align = match stack.align {
            None | Some(StackAlign::Start | StackAlign::Stretch) => 0.0,
            Some(StackAlign::Center) => 0.5,
            Some(StackAlign::End) => 1.0,
        };
        let own = self.sides(stack.width, stack.height, parent);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let room = (own[0].unwrap_or(room) - 2.0 * pad).max(1.0);
        let wrap = stack.wrap == Some(true);
        // What wraps needs an end to wrap at.
        let size = if wrap && own[0].is_none() && direction == StackDirection::Row {
            [Some(room + 2.0 * pad), own[1]]
        } else {
            own
        };
        let flow = Flow { direction, gap, align: stack.align, justify: stack.justify, pad, wrap, size };
        let count = stack.children.len().max(1);
        #[expect(clippy::cast_precision_loss, reason = "at most 2000 nodes")]
        let share = if wrap { room } else { (room - gap * (count - 1) as f64) / count as f64 };
        let is_column = direction == StackDirection::Column;
        let inner = Parent {
            align: Some(if is_column { align } else { 0.0 }),
            max_width: Some(if is_column { room } else { share }),
            ..parent
        };
        let mut items: Vec<Item> = stack.children.iter().map(|child| self.item(child, inner)).collect();
        let piece =
            |(item, child): (&Item, &Node)| Piece { size: item.size, grow: child.common.grow.unwrap_or(0.0), span: 1 };
        let (size, puts) = stack::flow(&flow, &items.iter().zip(&stack.children).map(piece).collect::<Vec<_>>());
        self.settle(&stack.children, &mut items, &puts, inner);
        (size, crate::arrange::with_mattes(&stack.children, items))
    }

    pub(crate) fn grid(&mut self, grid: &Grid, place: Place, parent: Parent) -> ([f64; 2], Vec<Item>) {
        let own = self.sides(grid.width, grid.height, parent);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let (gap, pad) = (grid.gap.unwrap_or(32.0), grid.pad.unwrap_or(0.0));
        let width = own[0].unwrap_or(room);
        let columns = &grid.columns.0;
        let table = Table {
            columns,
            gaps: [gap, grid.row_gap.unwrap_or(gap)],
            pad,
            align: grid.align.unwrap_or(StackAlign::Stretch),
            align_rows: grid.align_rows.unwrap_or(StackAlign::Start),
            size: [Some(width), own[1]],
        };
        let align = match table.align {
            StackAlign::Start | StackAlign::Stretch => 0.0,
            StackAlign::Center => 0.5,
            StackAlign::End => 1.0,
        };
        let span_of = |child: &Node| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 24")]
            let span = child.common.span.unwrap_or(1.0) as u16;
            span.clamp(1, u16::try_from(columns.len()).unwrap_or(1))
        };
        // A first look with boxes of no size tells how wide the columns are.
        let empty: Vec<Piece> =
            grid.children.iter().map(|child| Piece { span: span_of(child), ..Piece::default() }).collect();
        let stretched = Table { align: StackAlign::Stretch, ..table.clone() };
        let (_, cells) = stack::table(&stretched, &empty);
        let inner = |cell: &Put| Parent { align: Some(align), max_width: Some(cell.size[0].max(1.0)), ..parent };
        let mut items: Vec<Item> =
            grid.children.iter().zip(&cells).map(|(child, cell)| self.item(child, inner(cell))).collect();
        let pieces: Vec<Piece> =
            items.iter().zip(&empty).map(|(item, empty)| Piece { size: item.size, ..*empty }).collect();
        let (size, puts) = stack::table(&table, &pieces);
        let inner = Parent { align: Some(align), ..parent };
        self.settle(&grid.children, &mut items, &puts, inner);
        (size, crate::arrange::with_mattes(&grid.children, items))
    }

    /// Puts items where they came to be, and sets those up anew that became larger.
    fn settle(&mut self, nodes: &[Node], items: &mut [Item], puts: &[Put], inner: Parent) {
        for ((node, item), put) in nodes.iter().zip(items).zip(puts) {
            let is_larger = [0, 1].map(|axis| (put.size[axis] - item.size[axis]).abs() > 0.01);
            if is_larger != [false; 2] {
                let [width, height] = [0, 1].map(|axis| is_larger[axis].then_some(put.size[axis]));
                let inner = Parent { max_width: width.or(inner.max_width).or(Some(put.size[0])), ..inner };
                let resized = node.with_sides(width, height);
                *item = self.item(resized.as_ref().unwrap_or(node), inner);
            }
            // Taffy rounds more than we do: what is no larger stands where it was put.
            let room = [0, 1].map(|axis| if is_larger[axis] { put.size[axis] - item.size[axis] } else { 0.0 });
            let align = [inner.align.unwrap_or(0.0), 0.0];
            let corner = [0, 1].map(|axis| put.corner[axis] + room[axis] * align[axis]);
            item.place = Place { anchor: corner, offset: [0.0; 2], origin: [0.0; 2] };
        }
    }

    fn sides(&self, width: Option<Length>, height: Option<Length>, parent: Parent) -> [Option<f64>; 2] {
        [width.map(|width| width.units(parent.size[0])), height.map(|height| height.units(parent.size[1]))]
    }
}
