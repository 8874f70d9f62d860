//! Two films side by side.

use crate::page::{Cell, Grid, Page};
use crate::sheet::{Sheet, SheetError, SheetKind, SheetSettings, drawn_page};
use crate::subject::Subject;
use pavo_media::{Assets, Picture};
use pavo_scene::Time;

/// Moments that are shown, and those among which they are chosen.
const SHOWN: usize = 4;
const LOOKED_AT: u32 = 24;

/// Width of the frames that are compared, in pixels.
const COMPARED_WIDTH: f64 = 160.0;

/// Draws the moments at which two films differ most, the first above the second; `None` where they look alike.
///
/// # Errors
///
/// As [`sheets`](crate::sheets).
pub fn change_sheet(
    old: &Subject<'_>,
    new: &Subject<'_>,
    fonts: &Assets,
    settings: &SheetSettings,
) -> Result<Option<Sheet>, SheetError> {
    let length = old.length().secs().max(new.length().secs());
    let times: Vec<Time> =
        (0..LOOKED_AT).map(|step| Time::from_secs((f64::from(step) + 0.5) / f64::from(LOOKED_AT) * length)).collect();
    let pictures = [old.pictures(&times, COMPARED_WIDTH)?, new.pictures(&times, COMPARED_WIDTH)?];
    let mut by_difference: Vec<(usize, f64)> =
        pictures[0].iter().zip(&pictures[1]).map(|(a, b)| difference(a, b)).enumerate().collect();
    by_difference.sort_by(|a, b| b.1.total_cmp(&a.1));
    if by_difference.first().is_none_or(|(_, most)| *most < 0.02) {
        return Ok(None);
    }
    // The most different ones, each some way from the others.
    let mut chosen: Vec<usize> = Vec::new();
    for (index, _) in by_difference.iter().filter(|(_, difference)| *difference >= 0.02) {
        if chosen.len() < SHOWN && chosen.iter().all(|other| other.abs_diff(*index) > 2) {
            chosen.push(*index);
        }
    }
    chosen.sort_unstable();
    let moments: Vec<Time> = chosen.iter().map(|index| times[*index]).collect();
    let grid = Grid::in_columns(moments.len(), 2 * moments.len(), old.ratio(), false);
    let width = grid.width * f64::from(settings.resolution.short_side()) / 1080.0;
    let mut cells = Vec::new();
    for (subject, word) in [(old, "before"), (new, "after")] {
        let pictures = subject.pictures(&moments, width)?;
        let labelled = pictures.into_iter().zip(&moments);
        cells.extend(labelled.map(|(picture, time)| Cell::new(picture, format!("{word}, {:.2} s", time.secs()))));
    }
    let mut page = Page::new("Changes", &format!("{} → {}", old.details(), new.details()), fonts);
    page.frames(cells, grid, false, settings.shows_safe_area);
    drawn_page(page, SheetKind::Changes, 1, settings).map(Some)
}

/// Mean difference of the levels of two pictures, 0 to 255.
fn difference(one: &Picture, other: &Picture) -> f64 {
    let sum: u64 = one.pixels.iter().zip(&other.pixels).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.pixels.len().max(1) as f64
}
