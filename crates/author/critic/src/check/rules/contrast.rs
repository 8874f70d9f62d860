//! How well text stands out from what is really behind it.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::sight::CommandSight;
use crate::check::spans::{Span, longest};
use crate::check::watch::{FAINTEST_TEXT, Watch, Watched};
use kurbo::Rect;
use pavo_design::contrast::{Floor, apca, wcag};
use pavo_display_list::{Command, DisplayList, Paint};
use pavo_film::FrameMaker;
use pavo_raster::Letters;
use pavo_scene::{EmphasisPreset, NodeKind, Oklab, PixelSize, Rgba};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Width of the frames that are looked at, in pixels, of an upright one its height.
const LONG_SIDE: f64 = 480.0;

/// From this size on letters are large, in design units; bold ones from the second.
const LARGE_EM: f64 = 57.0;
const LARGE_BOLD_EM: f64 = 43.0;

/// The contrast from which on a colour that the prompt names stays as it is.
const LEAST_AS_NAMED: f64 = 2.0;

/// The share of the worst pixels behind a text that is not looked at.
const WORST_SHARE: f64 = 0.1;

pub(crate) fn check(watch: &Watch<'_>, context: &Context<'_>) -> Vec<Finding> {
    // As few moments as show each text while it can be read.
    let mut moments: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, node) in watch.nodes.iter().enumerate() {
        // What is covered is told elsewhere.
        let is_covered = watch
            .coverings
            .iter()
            .any(|((text, _), looks)| *text == index && looks.iter().any(|(_, share)| *share > 0.05));
        if !node.is_text() || node.most_opaque() < FAINTEST_TEXT || is_covered {
            continue;
        }
        let Some(span) = longest(&watch.readable(node), watch.frames_of(0.2)) else { continue };
        // What is struck through is to be read before that.
        let inner = if is_struck(node) {
            span.first..=span.first + span.frames() / 8
        } else {
            span.first + span.frames() / 4..=span.last - span.frames() / 4
        };
        let shared = moments.keys().copied().find(|frame| inner.contains(frame));
        moments.entry(shared.unwrap_or(u32::midpoint(*inner.start(), *inner.end()))).or_default().push(index);
    }
    let scale = LONG_SIDE / watch.frame.width().max(watch.frame.height());
    let size = crate::frames::even_size(watch.frame.width() * scale, watch.frame.width() / watch.frame.height());
    let maker = FrameMaker::new(context.scene, watch.aspect, size, watch.assets);
    let Ok(mut painter) = maker.painter() else { return Vec::new() };
    let mut letters = Letters::default();
    let mut findings = Vec::new();
    for (frame, nodes) in moments {
        let time = watch.time_of(frame);
        let survey = maker.survey_at(time);
        let is_kept = |command: &&Command| !matches!(command, Command::Glyphs { .. });
        let commands = survey.list.commands.iter().filter(is_kept).cloned().collect();
        let behind = DisplayList { commands, ..survey.list };
        let pixels = maker.draw(&behind, &mut painter).pixels;
        let ground = Ground { pixels, size };
        let sights = crate::check::sight::sights(&survey.list, &mut letters, watch.assets);
        for index in nodes {
            let node = &watch.nodes[index];
            let surveyed = survey.nodes.iter().find(|one| one.shot == node.shot && one.path == node.path);
            let Some(surveyed) = surveyed else { continue };
            let runs = surveyed.commands.clone().filter_map(|at| {
                let Some(Command::Glyphs { paint, .. }) = survey.list.commands.get(at) else { return None };
                Some((sights.get(at)?.as_ref()?, paint))
            });
            let worst = runs
                .filter(|(sight, _)| sight.alpha >= 0.2 && !sight.letters.is_empty())
                .filter_map(|(sight, paint)| measured(&ground, sight, paint))
                .min_by(|a, b| a.reached(node).total_cmp(&b.reached(node)));
            let Some(worst) = worst.filter(|worst| worst.reached(node) < 1.0) else { continue };
            findings.push(finding(watch, context, node, &worst, frame));
        }
    }
    findings
}

/// Whether a text is struck through in its time.
fn is_struck(node: &Watched) -> bool {
    node.node.common.emphases.0.iter().any(|emphasis| emphasis.preset == EmphasisPreset::Strike)
}

/// The pixels without any text.
struct Ground<'g> {
    pixels: &'g [u8],
    size: PixelSize,
}

impl Ground<'_> {
    /// The colours within a box; what is transparent counts as black, as an mp4 shows it.
    fn within(&self, rect: Rect) -> Vec<Rgba> {
        let [width, height] = [self.size.width as usize, self.size.height as usize];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the frame")]
        let edge = |at: f64, most: usize| (at.max(0.0) as usize).min(most);
        let (x0, x1) = (edge(rect.x0.floor(), width), edge(rect.x1.ceil(), width));
        let (y0, y1) = (edge(rect.y0.floor(), height), edge(rect.y1.ceil(), height));
        let mut colors = Vec::new();
        for y in y0..y1 {
            for x in x0..x1 {
                let at = 4 * (y * width + x);
                if let [r, g, b, _] = self.pixels[at..at + 4] {
                    colors.push(Rgba::opaque(r, g, b));
                }
            }
        }
        colors
    }
}

/// A text against what is behind it.
struct Measured {
    wcag: f64,
    apca: f64,
    /// The colour of its letters as it is painted, and as it is seen where they are not opaque.
    paint: Rgba,
    text: Rgba,
    ground: Rgba,
}

impl Measured {
    /// How far it is above (1 or more) or below what it must reach.
    fn reached(&self, node: &Watched) -> f64 {
        let floor = floor_of(node);
        (self.wcag / floor.wcag).min(self.apca / floor.apca)
    }
}

fn floor_of(node: &Watched) -> Floor {
    let em = node.track.iter().map(|seen| seen.em).fold(0.0, f64::max);
    let font = match &node.node.kind {
        NodeKind::Text(text) => text.font.as_ref(),
        NodeKind::Number(number) => number.font.as_ref(),
        _ => None,
    };
    let is_bold = font.and_then(|font| font.weight).unwrap_or(400.0) >= 600.0;
    if em >= LARGE_EM || (is_bold && em >= LARGE_BOLD_EM) { Floor::LARGE_TEXT } else { Floor::TEXT }
}

fn measured(ground: &Ground<'_>, sight: &CommandSight, paint: &Paint) -> Option<Measured> {
    let mut behind: Vec<Rgba> =
        sight.letters.iter().flat_map(|letter| ground.within(letter.inflate(1.0, 1.0))).collect();
    if behind.is_empty() {
        return None;
    }
    let texts: Vec<Rgba> = match paint {
        Paint::Solid(color) => vec![Rgba::opaque(color.r, color.g, color.b)],
        Paint::Gradient(gradient) => {
            gradient.stops.iter().map(|(_, color)| Rgba::opaque(color.r, color.g, color.b)).collect()
        }
        _ => return None,
    };
    // Of a gradient the weakest part counts.
    let all = texts.into_iter().filter_map(|text| {
        behind.sort_by(|a, b| wcag(text, *a).total_cmp(&wcag(text, *b)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
        #[expect(clippy::cast_precision_loss, reason = "pixels of a small frame")]
        let at = (WORST_SHARE * behind.len() as f64) as usize;
        let ground = *behind.get(at)?;
        let (paint, text) = (text, over(text, sight.alpha, ground));
        Some(Measured { wcag: wcag(text, ground), apca: apca(text, ground), paint, text, ground })
    });
    all.min_by(|a, b| a.wcag.total_cmp(&b.wcag))
}

/// A colour of an opacity on another.
fn over(top: Rgba, alpha: f64, below: Rgba) -> Rgba {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two levels")]
    let mix = |top: u8, below: u8| (f64::from(below) + (f64::from(top) - f64::from(below)) * alpha).round() as u8;
    Rgba::opaque(mix(top.r, below.r), mix(top.g, below.g), mix(top.b, below.b))
}

/// The contrast ratio of level AAA for text (WCAG 2.2, 1.4.6), and the least APCA that goes with it.
const STRICTEST_WCAG: f64 = 7.0;
const LEAST_APCA: f64 = 45.0;

fn finding(watch: &Watch<'_>, context: &Context<'_>, node: &Watched, worst: &Measured, frame: u32) -> Finding {
    let floor = floor_of(node);
    // A colour that the prompt gives as a code is kept, whatever comes of it; one that it names, unless nobody could
    // read it, as then it was meant for another ground.
    let is_asked = context.has_code(worst.paint)
        || context.is_literal()
        || (context.names_color(worst.paint) && worst.wcag >= LEAST_AS_NAMED);
    let [text, ground] = [oklch_of(worst.text), oklch_of(worst.ground)];
    let is_vibrating = text[1] > 0.15 && ground[1] > 0.15 && (text[0] - ground[0]).abs() < 0.15;
    let code = if is_vibrating { Code::Vibrating } else { Code::Contrast };
    // Where the ratio is that of the strictest level, the other measure alone makes no error.
    let is_plain = worst.wcag >= STRICTEST_WCAG && worst.apca >= LEAST_APCA;
    let severity = if is_asked || is_plain { Severity::Warning } else { Severity::Error };
    let span = watch.readable(node).into_iter().find(|span| (span.first..=span.last).contains(&frame));
    let finding = Finding {
        measured: format!(
            "{} on {}: contrast {:.1}, APCA {:.0}",
            hex(worst.text),
            hex(worst.ground),
            worst.wcag,
            worst.apca
        ),
        limit: format!("{} and {} or more", floor.wcag, floor.apca),
        fix: if is_asked { Vec::new() } else { clearer(watch, node, floor, worst.ground) },
        ..Finding::new(code, severity)
    };
    watch.about(finding, node, span.unwrap_or(Span { first: frame, last: frame }))
}

/// Changes that give a text a colour that stands out: the theme's, else the nearest one of its hue, else black or white.
fn clearer(watch: &Watch<'_>, node: &Watched, floor: Floor, ground: Rgba) -> Vec<Value> {
    let palette = watch.maker.stage().palette();
    let token = |token: pavo_scene::ColorToken| palette.resolve(token.into());
    let text = token(pavo_scene::ColorToken::Text);
    let (white, dark) = (Rgba::WHITE, Rgba::opaque(0x11, 0x11, 0x11));
    let color = if floor.holds(text, ground) {
        json!("text")
    } else if floor.reached(white, ground) >= floor.reached(dark, ground) {
        json!("#FFFFFF")
    } else {
        json!("#111111")
    };
    let mut fields = vec![("color", color)];
    // A faint text gets opaque.
    if node.node.common.opacity.is_some_and(|opacity| opacity < 1.0) {
        fields.push(("opacity", Value::Null));
    }
    node.location.set_all(watch.document, watch.aspect, fields)
}

pub(crate) fn hex(color: Rgba) -> String {
    format!("#{:02X}{:02X}{:02X}", color.r, color.g, color.b)
}

/// Lightness, chroma and hue (radians) of a colour.
pub(crate) fn oklch_of(color: Rgba) -> [f64; 3] {
    let Oklab { lightness, a, b } = Oklab::of(color);
    [lightness, a.hypot(b), b.atan2(a)]
}
