//! Containers and pictures set up.

use crate::arrange::{Arranger, Parent};
use crate::arrange_text::room_for_text;
use crate::stage::{Content, Item, Place, Warning};
use pavo_scene::{Image, ImageFit, Stack, StackAlign, StackDirection};
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
        let items = stack.children.iter().map(|child| self.item(child, inner)).collect();
        let mut items = crate::arrange::with_mattes(&stack.children, items);
        let sizes: Vec<[f64; 2]> = items.iter().map(|item| item.size).collect();
        let (size, places) = crate::stack::place(direction, gap, stack.align, &sizes);
        for (item, at) in items.iter_mut().zip(places) {
            item.place = Place { anchor: at, offset: [0.0; 2], origin: [0.0; 2] };
        }
        (size, items)
    }
}
