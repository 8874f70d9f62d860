//! Boxes one after another, by taffy's flexbox.

use pavo_scene::{StackAlign, StackDirection};
use taffy::prelude::{AlignItems, AvailableSpace, FlexDirection, NodeId, Size, Style, TaffyTree, length};

/// The size of a stack of boxes, and the top left corner of each.
pub(crate) fn place(
    direction: StackDirection,
    gap: f64,
    align: Option<StackAlign>,
    sizes: &[[f64; 2]],
) -> ([f64; 2], Vec<[f64; 2]>) {
    let mut tree: TaffyTree<()> = TaffyTree::new();
    // Rounding to whole units would be a jump of pixels at 4k.
    tree.disable_rounding();
    let narrow = |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
        let narrow = value as f32;
        length(narrow)
    };
    let leaves: Vec<NodeId> = sizes
        .iter()
        .filter_map(|&[width, height]| {
            let size = Size { width: narrow(width), height: narrow(height) };
            tree.new_leaf(Style { size, flex_shrink: 0.0, ..Style::default() }).ok()
        })
        .collect();
    let root = Style {
        flex_direction: match direction {
            StackDirection::Column => FlexDirection::Column,
            StackDirection::Row => FlexDirection::Row,
        },
        align_items: match align {
            None | Some(StackAlign::Start) => AlignItems::FLEX_START,
            Some(StackAlign::Center) => AlignItems::CENTER,
            Some(StackAlign::End) => AlignItems::FLEX_END,
        },
        gap: Size {
            #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
            width: length(gap as f32),
            #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
            height: length(gap as f32),
        },
        ..Style::default()
    };
    let placed = tree.new_with_children(root, &leaves).and_then(|root| {
        let space = Size { width: AvailableSpace::MaxContent, height: AvailableSpace::MaxContent };
        tree.compute_layout(root, space)?;
        let size = tree.layout(root)?.size;
        let corners: Result<Vec<_>, _> = leaves
            .iter()
            .map(|leaf| tree.layout(*leaf).map(|layout| [f64::from(layout.location.x), f64::from(layout.location.y)]))
            .collect();
        Ok(([f64::from(size.width), f64::from(size.height)], corners?))
    });
    // Taffy refuses only nodes that are not in the tree.
    placed.unwrap_or(([0.0; 2], vec![[0.0; 2]; sizes.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_puts_boxes_below_each_other_with_gaps() {
        let (size, places) =
            place(StackDirection::Column, 20.0, Some(StackAlign::Center), &[[100.0, 40.0], [300.5, 60.25]]);
        assert_eq!(size, [300.5, 120.25]);
        assert_eq!(places, [[100.25, 0.0], [0.0, 60.0]]);
    }

    #[test]
    fn a_row_puts_boxes_side_by_side_and_aligns_them_at_the_bottom() {
        let (size, places) = place(StackDirection::Row, 8.0, Some(StackAlign::End), &[[50.0, 40.0], [30.0, 100.0]]);
        assert_eq!(size, [88.0, 100.0]);
        assert_eq!(places, [[0.0, 60.0], [58.0, 0.0]]);
    }
}
