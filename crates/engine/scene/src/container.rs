//! Boxes that put the nodes in them in order.

use crate::node::Node;
use crate::place::Length;
use crate::reader::{Part, Reader};
use crate::record::{keyword, record};
use serde_json::{Map, Value, json};

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
        /// col (default) or row.
        direction "dir": Option<StackDirection>,
        /// Space between two nodes, in design units; by default 32.
        gap "gap": Option<f64> where 0.0..=1e4,
        /// How nodes are aligned across the direction; by default start.
        align "align": Option<StackAlign>,
        /// Where the room goes that nodes leave along the direction; by default start.
        justify "justify": Option<StackJustify>,
        /// Space between the edge and the nodes, in design units; by default 0.
        pad "pad": Option<f64> where 0.0..=1e4,
        /// Whether nodes that do not fit go on in a further row or column; by default they do not.
        wrap "wrap": Option<bool>,
        /// Its width; by default that of its nodes.
        width "w": Option<Length>,
        /// Its height; by default that of its nodes.
        height "h": Option<Length>,
    }
}

record! {
    /// Nodes put into rows and columns, row by row.
    #[derive(Default)]
    pub struct Grid {
        /// The nodes, in order.
        children "children": Vec<Node>,
        /// Widths of the columns as shares of the room, such as [1, 2], or how many equal ones; by default 2.
        columns "cols": Columns,
        /// Space between two columns, and between two rows where rowGap is absent, in design units; by default 32.
        gap "gap": Option<f64> where 0.0..=1e4,
        /// Space between two rows, in design units.
        row_gap "rowGap": Option<f64> where 0.0..=1e4,
        /// Space between the edge and the nodes, in design units; by default 0.
        pad "pad": Option<f64> where 0.0..=1e4,
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

/// Most columns of a grid.
pub const MOST_COLUMNS: usize = 24;

/// The columns of a grid: their widths as shares of the room.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns(
    /// 1 to 24 shares, each more than 0.
    pub Vec<f64>,
);

impl Default for Columns {
    fn default() -> Self {
        Self(vec![1.0; 2])
    }
}

impl Part for Columns {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let shares = match value {
            Value::Array(shares) => shares.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>(),
            count => {
                count.as_u64().and_then(|count| usize::try_from(count).ok()).map(|count| vec![1.0; count.min(1000)])
            }
        };
        let fits = |shares: &Vec<f64>| {
            (1..=MOST_COLUMNS).contains(&shares.len()) && shares.iter().all(|share| (0.01..=1000.0).contains(share))
        };
        let found = shares.filter(fits);
        if found.is_none() {
            let allowed =
                format!("a whole number from 1 to {MOST_COLUMNS}, or a list of as many shares from 0.01 to 1000");
            reader.error("not columns", Some(value), Some(allowed));
        }
        found.map(Self)
    }

    fn write(&self) -> Option<Value> {
        let are_equal = self.0.iter().all(|share| *share == 1.0);
        Some(if are_equal { json!(self.0.len()) } else { json!(self.0) })
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "anyOf": [
            { "type": "integer", "minimum": 1, "maximum": MOST_COLUMNS },
            { "type": "array", "items": { "type": "number", "minimum": 0.01, "maximum": 1000 },
              "minItems": 1, "maxItems": MOST_COLUMNS },
        ] })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}
