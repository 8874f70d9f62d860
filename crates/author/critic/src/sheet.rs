//! Contact sheets.

use crate::check::Finding;
use crate::frames::{grey, onion_skin, squinted};
use crate::moments::{Moment, evenly};
use crate::page::{Cell, Grid, Mark, Page};
use crate::subject::Subject;
use pavo_film::{FrameTooLarge, ProbeError, still};
use pavo_media::{Assets, Picture};
use pavo_scene::{AspectRatio, PixelSize, Resolution, Time};

/// What a sheet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// The film at sixteen equal times, and how much moves along it.
    Overview,
    /// The first and last frame, the middle of each scene, and every transition.
    Moments,
    /// How things come in: frames one after another, and all of them at once; of a scene only.
    Entrances,
    /// Small frames in colour, in grey, and through narrowed eyes.
    Squint,
    /// A scene at several ratios, side by side.
    Ratios,
    /// What a check found, where it is.
    Findings,
    /// Frames of two films side by side where they differ.
    Changes,
}

impl SheetKind {
    /// Every kind that is drawn of one film without more ado, in the order in which they are looked at.
    pub const ALL: &'static [Self] = &[Self::Overview, Self::Moments, Self::Entrances, Self::Squint];

    /// The word for it: overview, moments, entrances, squint, ratios, findings or changes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Moments => "moments",
            Self::Entrances => "entrances",
            Self::Squint => "squint",
            Self::Ratios => "ratios",
            Self::Findings => "findings",
            Self::Changes => "changes",
        }
    }
}

/// How sheets are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetSettings {
    /// Whether a line is drawn round what is safe for text.
    pub shows_safe_area: bool,
    /// Length of the sheet's short side.
    pub resolution: Resolution,
}

/// A sheet as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it shows.
    pub kind: SheetKind,
    /// Its number among the pages of this kind, from 1.
    pub page: usize,
    /// Its size in pixels, 16:9.
    pub size: PixelSize,
    /// RGBA8, premultiplied, sRGB, row-major from the top left, `4 * width * height` bytes.
    pub pixels: Vec<u8>,
}

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A frame is too large.
    #[error(transparent)]
    FrameTooLarge(#[from] FrameTooLarge),
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] ProbeError),
    /// The sheet itself is no valid scene, which is a defect of this program.
    #[error("the sheet could not be laid out: {0}")]
    Layout(String),
}

/// Frames of an overview.
const OVERVIEW_FRAMES: u32 = 16;
/// Most moments of one page.
const MOMENTS_PER_PAGE: usize = 12;
/// Frames of an entrance, and how many frames lie from one to the next.
const STRIP_FRAMES: usize = 8;
const STRIP_STEP: usize = 2;
/// So many entrances have a page each.
const FEW_ENTRANCES: usize = 6;
/// Moments that are squinted at; each has three pictures in a column.
const SQUINTED_MOMENTS: u32 = 10;
/// Longer side of a small frame, in pixels on a sheet of 1080 lines: what a list of films shows.
const SMALL_SIDE: f64 = 160.0;
/// How far narrowed eyes blur, as a share of the width.
const SQUINT_SHARE: f64 = 0.02;

/// Draws sheets of a film.
///
/// `fonts`: what the sheets themselves are set in, Inter.
///
/// # Errors
///
/// [`SheetError::Unreadable`] when a file cannot be decoded; nothing else happens with the sizes of [`Resolution`].
pub fn sheets(
    subject: &Subject<'_>,
    fonts: &Assets,
    kinds: &[SheetKind],
    settings: &SheetSettings,
) -> Result<Vec<Sheet>, SheetError> {
    let maker = Maker { subject, fonts, settings };
    let mut made = Vec::new();
    for kind in kinds {
        match kind {
            SheetKind::Overview => made.push(maker.overview()?),
            SheetKind::Moments => made.extend(maker.moments()?),
            SheetKind::Entrances => made.extend(maker.entrances()?),
            SheetKind::Squint => made.push(maker.squint()?),
            // These need more than a film.
            SheetKind::Ratios | SheetKind::Findings | SheetKind::Changes => {}
        }
    }
    Ok(made)
}

/// Draws a scene at several ratios side by side: its opening, its middle and its last frame.
///
/// `subjects`: the scene, once at each ratio.
///
/// # Errors
///
/// As [`sheets`].
pub fn ratio_sheet(subjects: &[Subject<'_>], fonts: &Assets, settings: &SheetSettings) -> Result<Sheet, SheetError> {
    let ratios: Vec<f64> = subjects.iter().map(Subject::ratio).collect();
    let first = subjects.first().ok_or_else(|| SheetError::Layout("no ratio is given".to_owned()))?;
    let length = first.length().secs();
    let last = (length - 1.0 / first.fps().max(1.0)).max(0.0);
    let times: Vec<Time> = [(0.15 * length).min(1.0), 0.5 * length, last].map(Time::from_secs).to_vec();
    let scale = f64::from(settings.resolution.short_side()) / 1080.0;
    let height = Page::row_height(times.len(), &ratios) * scale;
    let mut rows: Vec<Vec<Cell>> = times.iter().map(|_| Vec::new()).collect();
    for (subject, ratio) in subjects.iter().zip(&ratios) {
        let pictures = subject.pictures(&times, height * ratio)?;
        let word = subject.aspect().map_or("", AspectRatio::word);
        for ((row, picture), time) in rows.iter_mut().zip(pictures).zip(&times) {
            row.push(Cell::new(picture, format!("{word}  {}", timecode(*time))));
        }
    }
    let mut page = Page::new("Ratios", &first.details(), fonts);
    page.rows(rows, &ratios, settings.shows_safe_area);
    drawn_page(page, SheetKind::Ratios, 1, settings)
}

/// Most findings of one page.
const FINDINGS_PER_PAGE: usize = 6;

/// Draws what a check found, each finding on its frame with lines round what it is about.
///
/// `subject`: the scene at one ratio; findings of other ratios are left out.
///
/// # Errors
///
/// As [`sheets`].
pub fn finding_sheets(
    subject: &Subject<'_>,
    fonts: &Assets,
    findings: &[Finding],
    settings: &SheetSettings,
) -> Result<Vec<Sheet>, SheetError> {
    let maker = Maker { subject, fonts, settings };
    let aspect = subject.aspect();
    let here: Vec<&Finding> =
        findings.iter().filter(|finding| finding.aspect.is_none() || finding.aspect == aspect).collect();
    let pages = here.len().div_ceil(FINDINGS_PER_PAGE);
    let shown = here.len().clamp(1, FINDINGS_PER_PAGE);
    let columns = match shown {
        _ if subject.ratio() < 1.0 => shown,
        1 => 1,
        2..=4 => 2,
        _ => 3,
    };
    let grid = Grid::with_long_labels(columns, shown, subject.ratio());
    let mut made = Vec::new();
    for (index, findings) in here.chunks(FINDINGS_PER_PAGE).enumerate() {
        let mut page = Page::new(&titled("Findings", index, pages), &subject.details(), fonts);
        let times: Vec<Time> =
            findings.iter().map(|finding| Time::from_secs(f64::midpoint(finding.time[0], finding.time[1]))).collect();
        let pictures = subject.pictures(&times, grid.width * maker.scale())?;
        let cells = pictures.into_iter().zip(findings).map(|(picture, finding)| {
            let marks =
                finding.boxes.iter().enumerate().map(|(index, place)| Mark::Box(subject.shares(*place), index > 0));
            Cell { picture, label: format!("{}: {finding}", finding.severity), marks: marks.collect() }
        });
        page.frames(cells.collect(), grid, false, settings.shows_safe_area);
        made.push(maker.drawn(page, SheetKind::Findings, index + 1)?);
    }
    Ok(made)
}

struct Maker<'m> {
    subject: &'m Subject<'m>,
    fonts: &'m Assets,
    settings: &'m SheetSettings,
}

impl Maker<'_> {
    fn overview(&self) -> Result<Sheet, SheetError> {
        let moments = evenly(self.subject.length(), OVERVIEW_FRAMES);
        let grid = Grid::of(moments.len(), self.subject.ratio(), true);
        let energy = self.subject.motion_energy()?;
        let peak = energy.iter().fold(0.0_f64, |most, value| most.max(*value));
        let details = format!("{}; motion up to {peak:.1} of 255", self.subject.details());
        let mut page = Page::new("Overview", &details, self.fonts);
        page.frames(self.cells(&moments, grid)?, grid, true, self.settings.shows_safe_area);
        page.strip(&energy, &self.subject.begins());
        self.drawn(page, SheetKind::Overview, 1)
    }

    fn moments(&self) -> Result<Vec<Sheet>, SheetError> {
        let moments = self.subject.key_moments();
        // Pages of even length, so that none ends with a single frame.
        let pages = moments.len().div_ceil(MOMENTS_PER_PAGE).max(1);
        let per_page = moments.len().div_ceil(pages).max(1);
        let grid = Grid::of(per_page, self.subject.ratio(), false);
        let mut made = Vec::new();
        for (index, moments) in moments.chunks(per_page).enumerate() {
            let mut page = Page::new(&titled("Moments", index, pages), &self.subject.details(), self.fonts);
            page.frames(self.cells(moments, grid)?, grid, false, self.settings.shows_safe_area);
            made.push(self.drawn(page, SheetKind::Moments, index + 1)?);
        }
        Ok(made)
    }

    /// Pages with a row for each entrance; none where nothing comes in.
    fn entrances(&self) -> Result<Vec<Sheet>, SheetError> {
        let entrances = self.subject.entrances();
        let fps = self.subject.fps();
        // Few entrances have a page each, with frames as large as it gives; many are strips, one below the other.
        let is_one_a_page = entrances.len() <= FEW_ENTRANCES && self.subject.ratio() > 0.9;
        let columns = if is_one_a_page { (STRIP_FRAMES + 1).isqrt() } else { STRIP_FRAMES + 1 };
        // As many rows as leave frames that can be judged.
        let rows = match self.subject.ratio() {
            _ if is_one_a_page => 1,
            ratio if ratio > 1.5 => 6,
            ratio if ratio > 0.9 => 4,
            _ => 2,
        };
        let frames = (STRIP_FRAMES + 1) * rows.min(entrances.len().max(1));
        let grid = Grid::in_columns(columns, frames, self.subject.ratio(), false);
        let pages = entrances.len().div_ceil(rows);
        let mut made = Vec::new();
        for (index, entrances) in entrances.chunks(rows).enumerate() {
            let mut page = Page::new(&titled("Entrances", index, pages), &self.subject.details(), self.fonts);
            let mut cells = Vec::new();
            for entrance in entrances {
                let time = |step: usize| entrance.time + Time::from_secs((STRIP_STEP * step) as f64 / fps);
                let moments: Vec<Time> = (0..STRIP_FRAMES).map(time).collect();
                let pictures = self.subject.pictures(&moments, grid.width * self.scale())?;
                let skin = onion_skin(&pictures);
                for (step, picture) in pictures.into_iter().enumerate() {
                    let label = if step == 0 {
                        format!("{}  {}", timecode(entrance.time), entrance.reason)
                    } else {
                        format!("+{} frames", STRIP_STEP * step)
                    };
                    cells.push(Cell::new(picture, label));
                }
                let ways = self.subject.ways(entrance, STRIP_FRAMES * STRIP_STEP);
                cells.extend(skin.map(|picture| Cell {
                    picture,
                    label: "all at once, and its way".to_owned(),
                    marks: ways,
                }));
            }
            page.frames(cells, grid, false, self.settings.shows_safe_area);
            made.push(self.drawn(page, SheetKind::Entrances, index + 1)?);
        }
        Ok(made)
    }

    fn scale(&self) -> f64 {
        f64::from(self.settings.resolution.short_side()) / 1080.0
    }

    fn squint(&self) -> Result<Sheet, SheetError> {
        let moments = evenly(self.subject.length(), SQUINTED_MOMENTS);
        let width = SMALL_SIDE * self.subject.ratio().min(1.0);
        let pictures = self.subject.pictures(&times(&moments), width * self.scale())?;
        let radius = (SQUINT_SHARE * SMALL_SIDE * self.scale()).round() as usize;
        let looks = [
            ("small", pictures.clone()),
            ("grey", pictures.iter().map(grey).collect()),
            ("squint", pictures.iter().map(|picture| squinted(picture, radius)).collect::<Vec<Picture>>()),
        ];
        let cells = looks.into_iter().flat_map(|(word, pictures)| {
            let label = move |moment: &Moment| format!("{word} {}", timecode(moment.time));
            pictures.into_iter().zip(&moments).map(move |(picture, moment)| Cell::new(picture, label(moment)))
        });
        let cells: Vec<Cell> = cells.collect();
        let grid = Grid::of_width(SQUINTED_MOMENTS as usize, width, self.subject.ratio());
        let mut page = Page::new("Squint", &self.subject.details(), self.fonts);
        page.frames(cells, grid, false, false);
        self.drawn(page, SheetKind::Squint, 1)
    }

    /// Frames with their times, drawn at the size that they have on the sheet.
    fn cells(&self, moments: &[Moment], grid: Grid) -> Result<Vec<Cell>, SheetError> {
        let pictures = self.subject.pictures(&times(moments), grid.width * self.scale())?;
        let fps = self.subject.fps();
        let label = |moment: &Moment| {
            let frame = (moment.time.secs() * fps).round();
            let words = format!("{}  frame {frame}", timecode(moment.time));
            if moment.reason.is_empty() { words } else { format!("{words}  {}", moment.reason) }
        };
        Ok(pictures.into_iter().zip(moments).map(|(picture, moment)| Cell::new(picture, label(moment))).collect())
    }

    fn drawn(&self, page: Page, kind: SheetKind, number: usize) -> Result<Sheet, SheetError> {
        drawn_page(page, kind, number, self.settings)
    }
}

/// A page as a picture.
pub(crate) fn drawn_page(
    page: Page,
    kind: SheetKind,
    number: usize,
    settings: &SheetSettings,
) -> Result<Sheet, SheetError> {
    let (scene, assets) = page.finish();
    let scene = scene.map_err(SheetError::Layout)?;
    let drawn = still(&scene, &assets, AspectRatio::Wide, settings.resolution, Time::ZERO)?;
    Ok(Sheet { kind, page: number, size: drawn.size, pixels: drawn.pixels })
}

/// A title with the number of the page, where there are several.
fn titled(title: &str, index: usize, pages: usize) -> String {
    if pages > 1 { format!("{title}, page {} of {pages}", index + 1) } else { title.to_owned() }
}

fn times(moments: &[Moment]) -> Vec<Time> {
    moments.iter().map(|moment| moment.time).collect()
}

/// A time as minutes, seconds and hundredths.
fn timecode(time: Time) -> String {
    let hundredths = (time.secs() * 100.0).round() as u64;
    format!("{}:{:02}.{:02}", hundredths / 6_000, hundredths / 100 % 60, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timecode_has_minutes_seconds_and_hundredths() {
        assert_eq!(timecode(Time::from_secs(0.354)), "0:00.35");
        assert_eq!(timecode(Time::from_secs(83.5)), "1:23.50");
    }
}
