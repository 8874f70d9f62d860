//! Boxes that put the nodes in them in order.

use crate::corners::Corners;
use crate::motion::Order;
use crate::node::Node;
use crate::pad::Pad;
use crate::paint::Paint;
use crate::place::{Length, Size};
use crate::record::{keyword, record};
use crate::shape::Stroke;
use crate::time::Time;
use crate::tracks::{MOST_TRACKS, Tracks};
use std::collections::BTreeMap;

keyword! {
    /// The direction in which a stack puts its nodes.
    pub enum StackDirection {
        /// One below the other.
        Column "col" | "column",
        /// Side by side.
        Row "row",
    }
}

keyword! {
    /// How nodes are aligned in the room they have.
    pub enum StackAlign {
        /// At the left, or at the top.
        Start "start",
        /// In the middle.
        Center "center",
        /// At the right, or at the bottom.
        End "end",
        /// They take all of it: texts break their lines in it, shapes and containers become as large.
        Stretch "stretch",
    }
}

keyword! {
    /// Where the room goes that nodes leave along a stack's direction.
    pub enum StackJustify {
        /// Behind them.
        Start "start",
        /// Before and behind them.
        Center "center",
        /// Before them.
        End "end",
        /// Between them.
        Between "between" | "space-between",
        /// Around each of them.
        Around "around" | "space-around",
        /// Between them and at both ends, evenly.
        Evenly "evenly" | "space-evenly",
    }
}

record! {
    /// Nodes put one after another, as large as their content where nothing else is said.
    #[derive(Default)]
    pub struct Stack {
        /// The nodes, in order.
        children "children": Vec<Node>,
        /// Seconds between the entrances of the nodes, of those that have one and do not say when they start.
        stagger "stagger": Option<Time> where 0.0..=60.0,
        /// The order in which those come; by default forward.
        order "order": Option<Order>,
        /// col (default) or row.
        direction "dir": Option<StackDirection>,
        /// Space between two nodes, in design units; by default 32.
        gap "gap": Option<f64> where 0.0..=1e4,
        /// Space between two rows or columns of a stack that wraps, in design units; by default as `gap`.
        line_gap "lineGap": Option<f64> where 0.0..=1e4,
        /// How nodes are aligned across the direction; by default start.
        align "align": Option<StackAlign>,
        /// Where the room goes that nodes leave along the direction; by default start.
        justify "justify": Option<StackJustify>,
        /// Space between the edge and the nodes, in design units; by default 0.
        pad "pad": Option<Pad>,
        /// Whether nodes that do not fit go on in a further row or column; by default they do not.
        wrap "wrap": Option<bool>,
        /// Its width; by default that of its nodes.
        width "w": Option<Length>,
        /// Its height; by default that of its nodes.
        height "h": Option<Length>,
    }
}

record! {
    /// A window with nodes in it, such as a card or a screen: what leaves its box is cut off. Positions refer to its box.
    #[derive(Default)]
    pub struct Frame {
        /// The nodes, from back to front.
        children "children": Vec<Node>,
        /// Seconds between the entrances of the nodes, of those that have one and do not say when they start.
        stagger "stagger": Option<Time> where 0.0..=60.0,
        /// The order in which those come; by default forward.
        order "order": Option<Order>,
        /// Width and height; by default the whole frame, in a container the room it gets.
        size "size": Option<Size>,
        /// Radius of the corners in design units, or one for each: top left, top right, bottom right, bottom left; by default 0.
        radius "radius": Option<Corners>,
        /// How much rounder than circles the corners are, 0 to 1; by default 0.
        smooth "smooth": Option<f64> where 0.0..=1.0,
        /// What is behind the nodes; by default the theme's surface.
        fill "fill": Option<Paint>,
        /// The edge, drawn above the nodes.
        stroke "stroke": Option<Stroke>,
        /// How far the nodes in it have moved to the left and up, in design units; by default not at all.
        scroll "scroll": Option<[f64; 2]> where -1e5..=1e5,
    }
}

record! {
    /// As many equal columns as there is room for.
    pub struct AutoFit {
        /// Least width of a column, in design units.
        min_width "minW": f64 where 20.0..=1e4,
    }
}

record! {
    /// Nodes put into rows and columns, row by row.
    #[derive(Default)]
    pub struct Grid {
        /// The nodes, in order.
        children "children": Vec<Node>,
        /// Seconds between the entrances of the nodes, of those that have one and do not say when they start.
        stagger "stagger": Option<Time> where 0.0..=60.0,
        /// The order in which those come; by default forward.
        order "order": Option<Order>,
        /// The columns, such as [1, 2, "320u", "auto"], or how many equal ones; by default 2, or as many as `areas` has.
        columns "cols": Option<Tracks>,
        /// The rows, as `cols` has the columns; by default as many as it takes, each as high as what is in it.
        rows "rows": Option<Tracks>,
        /// Names for parts of the grid, one text for each row, such as ["head head", "menu text"]; "." is for nothing.
        areas "areas": Vec<String>,
        /// Instead of `cols`, as many equal columns as there is room for.
        auto_fit "autoFit": Option<AutoFit>,
        /// Space between two columns, and between two rows where rowGap is absent, in design units; by default 32.
        gap "gap": Option<f64> where 0.0..=1e4,
        /// Space between two rows, in design units.
        row_gap "rowGap": Option<f64> where 0.0..=1e4,
        /// Space between the edge and the nodes, in design units; by default 0.
        pad "pad": Option<Pad>,
        /// Where nodes are in their columns; by default stretch.
        align "align": Option<StackAlign>,
        /// Where nodes are in their rows; by default start.
        align_rows "alignRows": Option<StackAlign>,
        /// Its width; by default all the room that texts have.
        width "w": Option<Length>,
        /// Its height; by default that of its rows.
        height "h": Option<Length>,
    }
}

/// Most characters of the names of a grid's areas in one row.
const LONGEST_ROW_CHARS: usize = 1000;

/// Cells that belong together: the first column and row, and how many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First column and first row, from 0 on.
    pub at: [usize; 2],
    /// How many columns and rows.
    pub span: [usize; 2],
}

impl Grid {
    /// The areas by name.
    ///
    /// # Errors
    ///
    /// The row (from 0 on) that is not like the others, or that has a part of an area that is no rectangle, and why.
    pub fn named_areas(&self) -> Result<BTreeMap<&str, Area>, (usize, String)> {
        let mut areas: BTreeMap<&str, Area> = BTreeMap::new();
        let mut columns = self.columns.as_ref().map(|columns| columns.0.len());
        if self.areas.len() > MOST_TRACKS {
            return Err((MOST_TRACKS, format!("at most {MOST_TRACKS} rows")));
        }
        for (row, names) in self.areas.iter().enumerate() {
            if names.chars().count() > LONGEST_ROW_CHARS {
                return Err((row, format!("at most {LONGEST_ROW_CHARS} characters")));
            }
            let names: Vec<&str> = names.split_whitespace().collect();
            let count = *columns.get_or_insert(names.len());
            if names.len() != count || !(1..=MOST_TRACKS).contains(&count) {
                return Err((row, format!("{} names, one for each column", count.clamp(1, MOST_TRACKS))));
            }
            let mut column = 0;
            while let Some(&name) = names.get(column) {
                let width = names[column..].iter().take_while(|other| **other == name).count();
                let known = areas.get_mut(name).filter(|_| name != ".");
                match known {
                    Some(area) if area.at[0] == column && area.span[0] == width && area.at[1] + area.span[1] == row => {
                        area.span[1] += 1;
                    }
                    Some(_) => return Err((row, format!("the cells of {name} as one rectangle"))),
                    None if name == "." => {}
                    None => {
                        areas.insert(name, Area { at: [column, row], span: [width, 1] });
                    }
                }
                column += width;
            }
        }
        Ok(areas)
    }
}
