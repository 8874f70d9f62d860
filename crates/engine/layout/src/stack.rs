//! Boxes one after another, or in rows and columns, by taffy's flexbox and grid.

use pavo_scene::{Area, GridTrack, Pad, StackAlign, StackDirection, StackJustify};
use taffy::compute_leaf_layout;
use taffy::geometry::Line;
use taffy::prelude::{
    AlignContent, AlignItems, AvailableSpace, Dimension, FlexDirection, FlexWrap, GridTemplateComponent,
    JustifyContent, LengthPercentage, LengthPercentageAuto, NodeId, Rect, Size, Style, TaffyTree, auto, fr, length,
    line, minmax, span,
};
use taffy::style::{Display, GridPlacement};

/// How boxes are put one after another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flow {
    pub(crate) direction: StackDirection,
    /// Between two boxes, and between two rows or columns of them.
    pub(crate) gap: f64,
    pub(crate) line_gap: f64,
    pub(crate) align: Option<StackAlign>,
    pub(crate) justify: Option<StackJustify>,
    pub(crate) pad: Pad,
    pub(crate) wrap: bool,
    /// Width and height of the whole, where they are said.
    pub(crate) size: [Option<f64>; 2],
}

/// How boxes are put into rows and columns.
#[derive(Debug, Clone)]
pub(crate) struct Table<'t> {
    pub(crate) columns: &'t [GridTrack],
    /// The first rows; further ones are as high as what is in them.
    pub(crate) rows: &'t [GridTrack],
    /// Between columns and between rows.
    pub(crate) gaps: [f64; 2],
    pub(crate) pad: Pad,
    pub(crate) align: StackAlign,
    pub(crate) align_rows: StackAlign,
    pub(crate) size: [Option<f64>; 2],
}

/// A box to put somewhere.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Piece {
    pub(crate) size: [f64; 2],
    /// Whether it has a size of its own at all: a rectangle without one is as large as the room it gets.
    pub(crate) is_filling: bool,
    /// Whether it takes no room at all.
    pub(crate) is_out: bool,
    /// The share of the free room along a stack that it takes.
    pub(crate) grow: f64,
    /// How much it gives way where the room is too small.
    pub(crate) shrink: f64,
    /// Its length along a stack before it grows or shrinks, where that is not its size.
    pub(crate) basis: Option<f64>,
    /// How it is aligned across a stack, where that is not as the others.
    pub(crate) align: Option<StackAlign>,
    /// The cells of a grid that are its own.
    pub(crate) area: Option<Area>,
    /// Its width where that says how wide a column is.
    pub(crate) natural_width: f64,
    /// Columns of a grid that it goes across.
    pub(crate) span: u16,
}

/// Where a box came to be.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Put {
    pub(crate) corner: [f64; 2],
    pub(crate) size: [f64; 2],
}

/// The size of a stack of boxes, and where each is.
pub(crate) fn flow(flow: &Flow, pieces: &[Piece]) -> ([f64; 2], Vec<Put>) {
    let is_row = flow.direction == StackDirection::Row;
    let leaf = |piece: &Piece| {
        let is_stretched = piece.align.or(flow.align) == Some(StackAlign::Stretch);
        let [width, height] = piece.size.map(dimension);
        // What is stretched has no size of its own in that direction.
        let across = |own: Dimension| if is_stretched { auto() } else { own };
        let size = if is_row { Size { width, height: across(height) } } else { Size { width: across(width), height } };
        // What is stretched is at least as large as what is in it, what shrinks may be smaller along the direction.
        let along = if is_row { 0 } else { 1 };
        let mut least_size = piece.size;
        if piece.shrink > 0.0 || piece.basis.is_some() {
            least_size[along] = 0.0;
        }
        if piece.is_filling {
            least_size[1 - along] = 0.0;
        }
        let min_size = if is_stretched || piece.shrink > 0.0 { least(least_size) } else { Size::auto() };
        let (flex_grow, flex_shrink) = (narrow(piece.grow), narrow(piece.shrink));
        let flex_basis = piece.basis.map_or_else(auto, dimension);
        let align_self = piece.align.map(aligned);
        Style { size, min_size, flex_grow, flex_shrink, flex_basis, align_self, ..Style::default() }
    };
    let root = Style {
        flex_direction: if is_row { FlexDirection::Row } else { FlexDirection::Column },
        flex_wrap: if flow.wrap { FlexWrap::Wrap } else { FlexWrap::NoWrap },
        align_items: aligned(flow.align.unwrap_or(StackAlign::Start)),
        align_content: if flow.wrap { AlignContent::FLEX_START } else { AlignContent::STRETCH },
        justify_content: match flow.justify.unwrap_or(StackJustify::Start) {
            StackJustify::Start => JustifyContent::FLEX_START,
            StackJustify::Center => JustifyContent::CENTER,
            StackJustify::End => JustifyContent::FLEX_END,
            StackJustify::Between => JustifyContent::SPACE_BETWEEN,
            StackJustify::Around => JustifyContent::SPACE_AROUND,
            StackJustify::Evenly => JustifyContent::SPACE_EVENLY,
        },
        gap: if is_row { gaps(flow.gap, flow.line_gap) } else { gaps(flow.line_gap, flow.gap) },
        padding: padding(flow.pad),
        size: whole(flow.size),
        ..Style::default()
    };
    put(root, pieces.iter().map(|piece| (shown(piece, leaf), narrow(piece.natural_width))))
}

/// The size of a grid of boxes, and where each is.
pub(crate) fn table(table: &Table<'_>, pieces: &[Piece]) -> ([f64; 2], Vec<Put>) {
    let leaf = |piece: &Piece| {
        let [width, height] = piece.size.map(dimension);
        let size = Size {
            width: if table.align == StackAlign::Stretch { auto() } else { width },
            height: if table.align_rows == StackAlign::Stretch { auto() } else { height },
        };
        // Columns are as wide as they are said to be, whatever is in them.
        let min_size = least([0.0, if piece.is_filling { 0.0 } else { piece.size[1] }]);
        let (grid_column, grid_row) = match piece.area {
            Some(Area { at: [column, row], span: [across, down] }) => (lines(column, across), lines(row, down)),
            None => (span(piece.span.max(1)), Line::default()),
        };
        Style { size, min_size, grid_column, grid_row, ..Style::default() }
    };
    let root = Style {
        display: Display::Grid,
        grid_template_columns: table.columns.iter().map(|column| track(*column, table.size[0])).collect(),
        grid_template_rows: table.rows.iter().map(|row| track(*row, table.size[1])).collect(),
        justify_items: aligned(table.align),
        align_items: aligned(table.align_rows),
        align_content: AlignContent::FLEX_START,
        gap: gaps(table.gaps[0], table.gaps[1]),
        padding: padding(table.pad),
        size: whole(table.size),
        ..Style::default()
    };
    put(root, pieces.iter().map(|piece| (shown(piece, leaf), narrow(piece.natural_width))))
}

/// The style of a box; one that takes no room is not laid out.
fn shown(piece: &Piece, leaf: impl Fn(&Piece) -> Style) -> Style {
    if piece.is_out { Style { display: Display::None, ..Style::default() } } else { leaf(piece) }
}

fn put(root: Style, leaves: impl Iterator<Item = (Style, f32)>) -> ([f64; 2], Vec<Put>) {
    let mut tree: TaffyTree<f32> = TaffyTree::new();
    // Rounding to whole units would be a jump of pixels at 4k.
    tree.disable_rounding();
    let leaves: Vec<NodeId> =
        leaves.filter_map(|(style, width)| tree.new_leaf_with_context(style, width).ok()).collect();
    let placed = tree.new_with_children(root, &leaves).and_then(|root| {
        let space = Size { width: AvailableSpace::MaxContent, height: AvailableSpace::MaxContent };
        tree.compute_layout_with_measure(root, space, |inputs, _, width, style| {
            let natural = width.map_or(0.0, |width| *width);
            compute_leaf_layout(
                inputs,
                style,
                |_, _| 0.0,
                |known, _| Size { width: known.width.unwrap_or(natural), height: known.height.unwrap_or(0.0) },
            )
        })?;
        let sides = |size: Size<f32>| [f64::from(size.width), f64::from(size.height)];
        let size = sides(tree.layout(root)?.size);
        let puts: Result<Vec<_>, _> = leaves
            .iter()
            .map(|leaf| {
                let layout = tree.layout(*leaf)?;
                let corner = [f64::from(layout.location.x), f64::from(layout.location.y)];
                Ok(Put { corner, size: sides(layout.size) })
            })
            .collect();
        Ok((size, puts?))
    });
    // Taffy refuses only nodes that are not in the tree.
    placed.unwrap_or(([0.0; 2], vec![Put::default(); leaves.len()]))
}

fn aligned(align: StackAlign) -> AlignItems {
    match align {
        StackAlign::Start => AlignItems::FLEX_START,
        StackAlign::Center => AlignItems::CENTER,
        StackAlign::End => AlignItems::FLEX_END,
        StackAlign::Stretch => AlignItems::STRETCH,
    }
}

fn whole([width, height]: [Option<f64>; 2]) -> Size<Dimension> {
    Size { width: width.map_or_else(auto, dimension), height: height.map_or_else(auto, dimension) }
}

fn padding(pad: Pad) -> Rect<LengthPercentage> {
    let side = |side: f64| length(narrow(side));
    Rect { left: side(pad.left), right: side(pad.right), top: side(pad.top), bottom: side(pad.bottom) }
}

fn gaps(width: f64, height: f64) -> Size<LengthPercentage> {
    Size { width: length(narrow(width)), height: length(narrow(height)) }
}

/// A column or row in `whole` units; shares of a whole that is not said are as large as what is in them.
fn track(track: GridTrack, whole: Option<f64>) -> GridTemplateComponent<String> {
    match track {
        GridTrack::Share(share) if whole.is_some() => minmax(length(0.0), fr(narrow(share))),
        GridTrack::Share(share) => fr(narrow(share)),
        GridTrack::Units(units) => length(narrow(units)),
        GridTrack::Percent(percent) => whole.map_or_else(auto, |whole| length(narrow(whole * percent / 100.0))),
        GridTrack::Auto => auto(),
    }
}

fn lines(first: usize, count: usize) -> Line<GridPlacement> {
    let number = |index: usize| i16::try_from(index + 1).unwrap_or(1);
    Line { start: line(number(first)), end: line(number(first + count)) }
}

fn least([width, height]: [f64; 2]) -> Size<LengthPercentageAuto> {
    Size { width: length(narrow(width)), height: length(narrow(height)) }
}

fn dimension(units: f64) -> Dimension {
    length(narrow(units))
}

fn narrow(value: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
    let narrow = value as f32;
    narrow
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Flow = Flow {
        direction: StackDirection::Column,
        gap: 20.0,
        align: None,
        justify: None,
        line_gap: 20.0,
        pad: Pad::all(0.0),
        wrap: false,
        size: [None; 2],
    };

    fn pieces(sizes: &[[f64; 2]]) -> Vec<Piece> {
        sizes.iter().map(|size| Piece { size: *size, ..Piece::default() }).collect()
    }

    fn corners(puts: &[Put]) -> Vec<[f64; 2]> {
        puts.iter().map(|put| put.corner).collect()
    }

    #[test]
    fn a_column_puts_boxes_below_each_other_with_gaps() {
        let column = Flow { align: Some(StackAlign::Center), ..PLAIN };
        let (size, puts) = flow(&column, &pieces(&[[100.0, 40.0], [300.5, 60.25]]));
        assert_eq!(size, [300.5, 120.25]);
        assert_eq!(corners(&puts), [[100.25, 0.0], [0.0, 60.0]]);
    }

    #[test]
    fn a_row_puts_boxes_side_by_side_and_aligns_them_at_the_bottom() {
        let row = Flow { direction: StackDirection::Row, gap: 8.0, align: Some(StackAlign::End), ..PLAIN };
        let (size, puts) = flow(&row, &pieces(&[[50.0, 40.0], [30.0, 100.0]]));
        assert_eq!(size, [88.0, 100.0]);
        assert_eq!(corners(&puts), [[0.0, 60.0], [58.0, 0.0]]);
    }

    #[test]
    fn room_that_is_left_goes_where_the_stack_says_or_to_what_grows() {
        let row =
            Flow { direction: StackDirection::Row, gap: 0.0, size: [Some(400.0), None], pad: Pad::all(20.0), ..PLAIN };
        let two = pieces(&[[100.0, 40.0], [60.0, 40.0]]);
        let left_edges = |justify| {
            let (size, puts) = flow(&Flow { justify: Some(justify), ..row }, &two);
            assert_eq!(size, [400.0, 80.0]);
            [puts[0].corner[0], puts[1].corner[0]]
        };
        assert_eq!(left_edges(StackJustify::Start), [20.0, 120.0]);
        assert_eq!(left_edges(StackJustify::Between), [20.0, 320.0]);
        let evenly = left_edges(StackJustify::Evenly);
        assert!((evenly[0] - 86.667).abs() < 0.01 && (evenly[1] - 253.333).abs() < 0.01, "{evenly:?}");
        let growing = [two[0], Piece { grow: 1.0, ..two[1] }];
        assert_eq!(flow(&row, &growing).1[1], Put { corner: [120.0, 20.0], size: [260.0, 40.0] });
    }

    #[test]
    fn a_grid_has_the_columns_it_is_given_and_rows_as_high_as_their_boxes() {
        let grid = Table {
            columns: &[GridTrack::Share(1.0), GridTrack::Share(2.0)],
            rows: &[],
            gaps: [30.0, 10.0],
            pad: Pad::all(0.0),
            align: StackAlign::Stretch,
            align_rows: StackAlign::Center,
            size: [Some(330.0), None],
        };
        let mut three = pieces(&[[50.0, 40.0], [500.0, 100.0], [20.0, 20.0]]);
        three[2].span = 2;
        let (size, puts) = table(&grid, &three);
        assert_eq!(size, [330.0, 130.0]);
        assert_eq!(puts[0], Put { corner: [0.0, 30.0], size: [100.0, 40.0] });
        assert_eq!(puts[1], Put { corner: [130.0, 0.0], size: [200.0, 100.0] });
        assert_eq!(puts[2], Put { corner: [0.0, 110.0], size: [330.0, 20.0] });
    }

    proptest! {
        #[test]
        fn siblings_never_overlap_in_a_stack_and_stay_in_it(
            sizes in prop::collection::vec((1.0..900.0_f64, 1.0..900.0_f64, 0.0..3.0_f64), 1..12),
            (is_row, wrap, gap, pad) in (any::<bool>(), any::<bool>(), 0.0..60.0_f64, 0.0..60.0_f64),
            align in prop::sample::select(StackAlign::ALL),
            justify in prop::sample::select(StackJustify::ALL),
        ) {
            let direction = if is_row { StackDirection::Row } else { StackDirection::Column };
            let side = Some(1000.0 + 2.0 * pad).filter(|_| wrap);
            let size = if is_row { [side, None] } else { [None, side] };
            let stack = Flow {
                direction, gap, line_gap: gap, align: Some(align), justify: Some(justify), pad: Pad::all(pad), wrap, size
            };
            let pieces: Vec<Piece> = sizes
                .iter()
                .map(|&(width, height, grow)| Piece { size: [width, height], grow, span: 1, ..Piece::default() })
                .collect();
            let ([width, height], puts) = flow(&stack, &pieces);
            for (index, a) in puts.iter().enumerate() {
                for axis in [0, 1] {
                    prop_assert!(a.corner[axis] >= pad - 0.01);
                    prop_assert!(a.corner[axis] + a.size[axis] <= [width, height][axis] - pad + 0.01);
                }
                for b in &puts[index + 1..] {
                    let apart = |axis: usize| {
                        a.corner[axis] + a.size[axis] <= b.corner[axis] + 0.01
                            || b.corner[axis] + b.size[axis] <= a.corner[axis] + 0.01
                    };
                    prop_assert!(apart(0) || apart(1), "{a:?} {b:?}");
                }
            }
        }
    }
}
