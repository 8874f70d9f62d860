//! A page of frames with what is to be said of each.

use pavo_media::{Assets, Picture};
use pavo_scene::Scene;
use serde_json::{Value, json};

/// The page, in design units.
const PAGE: [f64; 2] = [1920.0, 1080.0];

const MARGIN: f64 = 28.0;
/// From the top to the frames.
const HEAD: f64 = 68.0;
/// Between frames.
const GAP: f64 = 12.0;
/// Below each frame, for a label of one line, and of several.
const LABEL: f64 = 28.0;
const LONG_LABEL: f64 = 76.0;
/// The strip at the bottom that shows how much moves.
const STRIP: f64 = 72.0;
/// Most bars of that strip.
const MOST_BARS: usize = 300;

const GROUND: &str = "#15171C";
const BRIGHT: &str = "#F2F0EB";
const MUTED: &str = "#9AA0AC";
const QUIET: &str = "#2A2E37";
const BEHIND: &str = "#7F858F";
const ACCENT: &str = "#FF8A5B";
const SECOND: &str = "#5BC8FF";

/// Of the frame, at each edge, that title-safe text keeps free.
const SAFE_SHARE: f64 = 0.05;

/// A frame and what is said of it.
pub(crate) struct Cell {
    pub(crate) picture: Picture,
    pub(crate) label: String,
    /// What is drawn on the frame.
    pub(crate) marks: Vec<Mark>,
}

impl Cell {
    pub(crate) const fn new(picture: Picture, label: String) -> Self {
        Self { picture, label, marks: Vec::new() }
    }
}

/// Something drawn on a frame; places are shares of its sides.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// A line round a box: left, top, right, bottom. The second box of a pair looks different.
    Box([f64; 4], bool),
    /// The way of something, from point to point.
    Way(Vec<[f64; 2]>),
}

/// How frames lie on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grid {
    pub(crate) columns: usize,
    /// Width of a frame, in design units, which are pixels on a page of 1080 lines.
    pub(crate) width: f64,
    height: f64,
    /// Room for the label below each frame.
    label: f64,
}

impl Grid {
    /// The grid in which so many frames of a ratio, width to height, are largest.
    pub(crate) fn of(count: usize, ratio: f64, has_strip: bool) -> Self {
        let grid = |columns| Self::in_columns(columns, count, ratio, has_strip);
        let larger = |one: Self, other: Self| if other.width > one.width { other } else { one };
        (2..=count.max(1)).map(grid).fold(grid(1), larger)
    }

    /// A grid of frames of this width.
    pub(crate) fn of_width(columns: usize, width: f64, ratio: f64) -> Self {
        Self { columns, width, height: (width / ratio).round(), label: LABEL }
    }

    /// The grid of so many columns, with labels of several lines.
    pub(crate) fn with_long_labels(columns: usize, count: usize, ratio: f64) -> Self {
        Self::with_labels(columns, count, ratio, false, LONG_LABEL)
    }

    /// The grid of so many columns.
    pub(crate) fn in_columns(columns: usize, count: usize, ratio: f64, has_strip: bool) -> Self {
        Self::with_labels(columns, count, ratio, has_strip, LABEL)
    }

    fn with_labels(columns: usize, count: usize, ratio: f64, has_strip: bool, label: f64) -> Self {
        let [across, down] = area(has_strip);
        let rows = count.max(1).div_ceil(columns);
        let width = (across - GAP * (columns - 1) as f64) / columns as f64;
        let height = (down - (GAP + label) * (rows - 1) as f64 - label) / rows as f64;
        let width = width.min(height * ratio).floor();
        Self { columns, width, height: (width / ratio).floor(), label }
    }
}

/// What is left for frames.
fn area(has_strip: bool) -> [f64; 2] {
    let strip = if has_strip { STRIP + GAP } else { 0.0 };
    [PAGE[0] - 2.0 * MARGIN, PAGE[1] - HEAD - MARGIN - strip]
}

/// A page that is put together.
pub(crate) struct Page {
    title: String,
    nodes: Vec<Value>,
    assets: Assets,
    names: serde_json::Map<String, Value>,
}

impl Page {
    /// A page with nothing but its title; `assets` hold the fonts.
    pub(crate) fn new(title: &str, details: &str, assets: &Assets) -> Self {
        let mut page =
            Self { title: title.to_owned(), nodes: Vec::new(), assets: assets.clone(), names: serde_json::Map::new() };
        page.text(title, [MARGIN, 22.0], 30.0, BRIGHT, 600);
        page.text_at(details, "top-right", [-MARGIN, 27.0], 22.0, MUTED, 400);
        page
    }

    /// Lays frames out; where asked for, with a line round what is safe for text.
    pub(crate) fn frames(&mut self, cells: Vec<Cell>, grid: Grid, has_strip: bool, shows_safe_area: bool) {
        let rows = cells.len().div_ceil(grid.columns);
        let [across, down] = area(has_strip);
        let columns = grid.columns.min(cells.len()) as f64;
        let used = [
            columns * grid.width + GAP * (columns - 1.0),
            rows as f64 * (grid.height + grid.label) + GAP * (rows as f64 - 1.0),
        ];
        let [left, top] =
            [MARGIN + ((across - used[0]) / 2.0).floor(), HEAD + ((down - used[1]) / 2.0).floor().max(0.0)];
        for (index, cell) in cells.into_iter().enumerate() {
            let (column, row) = ((index % grid.columns) as f64, (index / grid.columns) as f64);
            let at = [left + column * (grid.width + GAP), top + row * (grid.height + grid.label + GAP)];
            self.frame(cell, at, [grid.width, grid.height], grid.label > LABEL, shows_safe_area);
        }
    }

    /// Lays frames of several ratios out, side by side in rows; each row has the same ratios.
    pub(crate) fn rows(&mut self, rows: Vec<Vec<Cell>>, ratios: &[f64], shows_safe_area: bool) {
        let height = Self::row_height(rows.len(), ratios);
        let used = height * ratios.iter().sum::<f64>() + GAP * (ratios.len() as f64 - 1.0);
        let mut top = HEAD;
        for row in rows {
            let mut left = MARGIN + ((PAGE[0] - 2.0 * MARGIN - used) / 2.0).floor();
            for (cell, ratio) in row.into_iter().zip(ratios) {
                let size = [(height * ratio).floor(), height];
                self.frame(cell, [left, top], size, false, shows_safe_area);
                left += size[0] + GAP;
            }
            top += height + LABEL + GAP;
        }
    }

    /// How high the frames of such rows are, in design units, which are pixels on a page of 1080 lines.
    pub(crate) fn row_height(rows: usize, ratios: &[f64]) -> f64 {
        let [across, down] = area(false);
        let rows = rows.max(1) as f64;
        let by_height = (down - (GAP + LABEL) * (rows - 1.0) - LABEL) / rows;
        let by_width = (across - GAP * (ratios.len() as f64 - 1.0)) / ratios.iter().sum::<f64>().max(0.1);
        by_height.min(by_width).floor()
    }

    /// A frame with its label and marks.
    fn frame(&mut self, cell: Cell, at: [f64; 2], size: [f64; 2], has_paragraph: bool, shows_safe_area: bool) {
        let [width, height] = size;
        let name = format!("frame{}", self.names.len());
        // What is transparent lies on a grey that dark and light letters can be seen on.
        self.rect(at, size, json!({ "fill": BEHIND }));
        self.nodes.push(json!({ "type": "image", "src": name, "size": size, "pos": place("top-left", at) }));
        self.names.insert(name.clone(), json!({ "type": "image", "src": name }));
        self.assets.add_picture(name, cell.picture);
        if shows_safe_area {
            let [inset_x, inset_y] = [SAFE_SHARE * width, SAFE_SHARE * height];
            let line = json!({ "fill": "transparent", "stroke": { "color": ACCENT, "width": 1.5, "dash": [6, 5] } });
            self.rect([at[0] + inset_x, at[1] + inset_y], [width - 2.0 * inset_x, height - 2.0 * inset_y], line);
        }
        cell.marks.iter().for_each(|mark| self.mark(mark, at, size));
        let below = [at[0], at[1] + height + 4.0];
        if has_paragraph {
            self.paragraph(&cell.label, below, width);
        } else {
            self.text(&cell.label, below, 18.0, MUTED, 400);
        }
    }

    /// Shows how much moves along the film, with a mark where each scene begins.
    ///
    /// `energy`: of each frame, 0 to 255; `begins`: as shares of the film.
    pub(crate) fn strip(&mut self, energy: &[f64], begins: &[f64]) {
        let width = PAGE[0] - 2.0 * MARGIN;
        let bottom = PAGE[1] - MARGIN;
        let bars = energy.len().clamp(1, MOST_BARS);
        let loudest = energy.iter().fold(1e-9_f64, |most, value| most.max(*value));
        self.rect([MARGIN, bottom], [width, 1.0], json!({ "fill": QUIET }));
        for bar in 0..bars {
            let [first, end] = [bar, bar + 1].map(|bar| bar * energy.len() / bars);
            let value =
                energy[first..end.max(first + 1).min(energy.len())].iter().fold(0.0_f64, |most, one| most.max(*one));
            // A root, so that what is quiet is seen beside what is loud.
            let height = (STRIP * (value / loudest).sqrt()).max(1.0);
            let step = width / bars as f64;
            let at = [MARGIN + bar as f64 * step, bottom - height];
            self.rect(at, [(step - 1.0).max(1.0), height], json!({ "fill": ACCENT, "opacity": 0.85 }));
        }
        for begin in begins {
            self.rect([MARGIN + begin * width, bottom - STRIP], [1.0, STRIP], json!({ "fill": MUTED }));
        }
    }

    /// The page as a scene and its pictures.
    pub(crate) fn finish(self) -> (Result<Scene, String>, Assets) {
        let document = json!({
            "mg": 1,
            "meta": { "title": self.title },
            "theme": { "mode": "dark", "colors": { "bg": GROUND, "text": BRIGHT } },
            "assets": self.names,
            "scenes": [{ "dur": 1, "bg": GROUND, "nodes": self.nodes }],
        });
        let scene = Scene::parse(&document.to_string()).map(|parsed| parsed.scene).map_err(|error| error.to_string());
        (scene, self.assets)
    }

    fn mark(&mut self, mark: &Mark, at: [f64; 2], [width, height]: [f64; 2]) {
        let inside = |[x, y]: [f64; 2]| [at[0] + x.clamp(0.0, 1.0) * width, at[1] + y.clamp(0.0, 1.0) * height];
        match mark {
            Mark::Box([x0, y0, x1, y1], is_second) => {
                let ([left, top], [right, bottom]) = (inside([*x0, *y0]), inside([*x1, *y1]));
                let color = if *is_second { SECOND } else { ACCENT };
                let line = json!({ "fill": "transparent", "stroke": { "color": color, "width": 2.5 }, "radius": 2 });
                self.rect(
                    [left - 3.0, top - 3.0],
                    [(right - left + 6.0).max(6.0), (bottom - top + 6.0).max(6.0)],
                    line,
                );
            }
            Mark::Way(points) if points.len() > 1 => {
                let points: Vec<[f64; 2]> = points.iter().map(|point| inside(*point)).collect();
                for pair in points.windows(2) {
                    self.nodes.push(json!({
                        "type": "line", "from": [0, 0], "to": [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]],
                        "pos": place("top-left", [pair[0][0].min(pair[1][0]), pair[0][1].min(pair[1][1])]),
                        "stroke": { "color": ACCENT, "width": 2 },
                    }));
                }
                // A dot for each frame: the distances say how fast it goes.
                for [x, y] in points {
                    self.nodes.push(json!({
                        "type": "ellipse", "size": [7, 7], "fill": ACCENT, "pos": place("top-left", [x - 3.5, y - 3.5]),
                    }));
                }
            }
            Mark::Way(_) => {}
        }
    }

    /// Words in several lines.
    fn paragraph(&mut self, text: &str, at: [f64; 2], width: f64) {
        self.nodes.push(json!({
            "type": "text", "text": text, "pos": place("top-left", [at[0], at[1] + 4.0]), "color": MUTED, "maxW": width,
            "maxLines": 3, "align": "left",
            "font": { "family": "Inter", "size": 17, "min": 12, "weight": 400, "leading": 1.25 },
        }));
    }

    fn rect(&mut self, at: [f64; 2], size: [f64; 2], look: Value) {
        let mut node = json!({ "type": "rect", "size": size, "pos": place("top-left", at) });
        if let (Some(node), Value::Object(look)) = (node.as_object_mut(), look) {
            node.extend(look);
        }
        self.nodes.push(node);
    }

    fn text(&mut self, text: &str, at: [f64; 2], size: f64, color: &str, weight: u32) {
        self.text_at(text, "top-left", at, size, color, weight);
    }

    fn text_at(&mut self, text: &str, anchor: &str, at: [f64; 2], size: f64, color: &str, weight: u32) {
        if text.is_empty() {
            return;
        }
        self.nodes.push(json!({
            "type": "text", "text": text, "pos": place(anchor, at), "color": color,
            "font": { "family": "Inter", "size": size, "weight": weight, "features": ["tnum"] },
        }));
    }
}

fn place(anchor: &str, [x, y]: [f64; 2]) -> Value {
    json!({ "anchor": anchor, "x": x, "y": y })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_wide_frames_lie_four_by_four_and_tall_ones_in_two_rows() {
        let wide = Grid::of(16, 16.0 / 9.0, true);
        assert_eq!(wide.columns, 4);
        let tall = Grid::of(16, 9.0 / 16.0, true);
        assert_eq!(tall.columns, 8);
        assert!(wide.width > 300.0 && tall.width > 180.0, "{wide:?} {tall:?}");
        assert_eq!(Grid::of(1, 1.0, false).columns, 1);
    }

    #[test]
    fn frames_of_every_grid_stay_on_the_page() {
        for count in 1..=24 {
            for ratio in [16.0 / 9.0, 9.0 / 16.0, 1.0, 0.8] {
                for has_strip in [false, true] {
                    let grid = Grid::of(count, ratio, has_strip);
                    let rows = count.div_ceil(grid.columns) as f64;
                    let [across, down] = area(has_strip);
                    let columns = grid.columns as f64;
                    assert!(columns * grid.width + GAP * (columns - 1.0) <= across, "{count} {ratio}");
                    assert!(rows * (grid.height + LABEL) + GAP * (rows - 1.0) <= down, "{count} {ratio}");
                }
            }
        }
    }
}
