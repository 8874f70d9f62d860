//! Code in a window, and commands in one.

use super::chart::{count_of, spot};
use crate::background::{ground_or_quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Setting};
use crate::heading::{Area, heading};
use crate::ink::{quiet_on, readable};
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{Dress, Frame, entrance, fine, frame_at, rect, responsive_group, units};
use crate::slot::{Slot, SlotKind};
use crate::style::Ground;
use crate::surface::ground_of;
use crate::syntax::tokens;
use crate::tokens::{LAST_HOLD_SECS, Tempo};
use crate::window::{BAR, Bar, window};
use crate::wording::{Wording, code_family};
use pavo_scene::{Anchor, Caret, ColorToken, Entrance, EntrancePreset, Node, Rgba, Side, Time, Unit};

/// Code and which of its lines matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeWindow {
    /// What stands above the window.
    pub title: Option<String>,
    /// The name of the file.
    pub file: Option<String>,
    /// The code.
    pub code: String,
    /// Lines that matter, from 1 on.
    pub highlight: Vec<usize>,
}

/// Most characters and lines of code.
const MOST_CODE: usize = 1600;
const MOST_LINES: usize = 18;

pub(super) const KIND: BlockKind = BlockKind {
    name: "codeWindow",
    family: Family::Screens,
    about: "Code in the window of an editor, written line by line, with lines that matter.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above the window."),
        Slot::new("file", SlotKind::Text(40), "The name of the file."),
        Slot::needed(
            "code",
            SlotKind::Text(MOST_CODE),
            "The code; of more than 18 lines the first are shown. Lines that begin with + or - and a blank are a diff.",
        ),
        Slot::new("highlight", SlotKind::Figures([1, 6]), "Lines that matter, from 1 on."),
    ],
    sample: r#"{"file": "tide.rs", "highlight": [3], "code": "fn next_tide(now: Time) -> Tide {\n    let moon = phase(now);\n    let hours = 12.42 * moon.share();\n    Tide::at(now + hours) // high water\n}"}"#,
    build: |props, look, duration| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of lines")]
        let line = |figure: f64| figure.clamp(0.0, 1e4) as usize;
        let code = CodeWindow {
            title: props.text("title"),
            file: props.text("file"),
            code: props.words("code"),
            highlight: props.figures("highlight").into_iter().map(line).collect(),
        };
        code_window(&code, look, duration)
    },
};

pub(super) const TERMINAL: BlockKind = BlockKind {
    name: "terminal",
    family: Family::Screens,
    about: "Commands that are typed in a terminal, and what they answer.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above the window."),
        Slot::new("name", SlotKind::Text(40), "The name of the window."),
        Slot::needed(
            "lines",
            SlotKind::Texts([1, 14], 90),
            "The lines; those that begin with $ are typed, the others answer.",
        ),
    ],
    sample: r#"{"name": "harbour", "lines": ["$ tide --today", "high 06:12  2.4 m", "low  12:31  0.3 m", "$ berth book 14", "Booked. See you at dusk."]}"#,
    build: |props, look, duration| {
        terminal(props.text("title").as_deref(), props.text("name").as_deref(), &props.texts("lines"), look, duration)
    },
};

/// How strong the band is that lines lie on which matter.
const BAND: f64 = 0.13;

/// The colour of a line that a diff adds or takes away: its first sign, and a blank behind it.
fn change(line: &str) -> Option<ColorToken> {
    match line.as_bytes() {
        [b'+', b' ', ..] | [b'+'] => Some(ColorToken::Good),
        [b'-', b' ', ..] | [b'-'] => Some(ColorToken::Bad),
        _ => None,
    }
}

/// How letters of code are set: each as wide as every other.
fn setting(look: &Look) -> Setting<'_> {
    Setting { family: code_family(look), own: &look.own_fonts, weight: 400.0, tracking: 0.0, leading: 1.5 }
}

/// Code in a window, whose lines come one after another.
#[must_use]
pub fn code_window(code: &CodeWindow, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Grid, Ground::Dots]);
    let text = code.code.replace('\t', "    ");
    let pieces =
        text.lines().zip(1..).flat_map(|(line, number)| wrapped(line).into_iter().map(move |piece| (number, piece)));
    let (numbers, lines): (Vec<usize>, Vec<String>) = pieces.take(MOST_LINES).unzip();
    let matters = |index: usize| numbers.get(index).is_some_and(|number| code.highlight.contains(number));
    let begin = 0.5;
    let last = if code.highlight.is_empty() { 0.6 } else { 1.6 };
    let letters = count_of(code.code.chars().count());
    let writes = (letters * 0.028).clamp(0.6, (duration.secs() - begin - last - LAST_HOLD_SECS).max(0.6));
    nodes.push(responsive_group(|frame| {
        let head = heading(code.title.as_deref(), None, look, frame, Area::safe(frame));
        let (mut nodes, area) = (head.nodes, head.rest);
        let sheet = Sheet::of(&lines, look, frame, area, 2.4);
        let mut rows = Vec::new();
        let total = count_of(lines.iter().map(|line| line.chars().count().max(2)).sum::<usize>().max(1));
        let mut written = 0.0;
        for (index, line) in lines.iter().enumerate() {
            let start = fine(begin + writes * written / total);
            written += count_of(line.chars().count().max(2));
            let until = fine(begin + writes * written / total);
            if matters(index) {
                let band =
                    rect(units(sheet.width), units(sheet.pitch), look.color(ColorToken::Accent).with_alpha(BAND));
                let at = begin + writes + 0.3;
                let comes =
                    Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, at, Time::from_secs(0.4)) };
                rows.push(band.at(spot(0.0, sheet.middle(index), Anchor::Left)).enter(comes));
                let edge = rect(units(8.0), units(sheet.pitch), ColorToken::Accent);
                rows.push(edge.at(spot(0.0, sheet.middle(index), Anchor::Left)).enter(entrance(
                    EntrancePreset::Fade,
                    at,
                    Time::from_secs(0.2),
                )));
            }
            let change = change(line);
            if let Some(color) = change {
                let band = rect(units(sheet.width), units(sheet.pitch), look.color(color).with_alpha(BAND));
                let comes = entrance(EntrancePreset::Fade, start, Time::from_secs(0.25));
                rows.push(band.at(spot(0.0, sheet.middle(index), Anchor::Left)).enter(comes));
            }
            let is_first = index == 0 || numbers[index - 1] != numbers[index];
            let number = if is_first { numbers[index].to_string() } else { "\u{B7}".to_owned() };
            let set = Wording::new(&number, sheet.size).code().color(trace(look, 0.3));
            let set = set.node(look).at(spot(sheet.left - sheet.size * 0.9, sheet.middle(index), Anchor::Right));
            rows.push(set.enter(entrance(EntrancePreset::Fade, 0.3, Time::from_secs(0.3))));
            let ground = ground_of(look);
            let band = change.or_else(|| matters(index).then_some(ColorToken::Accent));
            let ground = band.map_or(ground, |color| mixed(ground, look.color(color), BAND));
            rows.extend(coloured(line, look, &sheet, index, [start, until], ground));
        }
        nodes.push(sheet.window(Bar::Title(code.file.as_deref()), look, rows));
        nodes
    }));
    let ideal = begin + letters * 0.028 + last + 1.4 + letters / 40.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

/// A terminal in which commands are typed.
#[must_use]
pub fn terminal(title: Option<&str>, name: Option<&str>, lines: &[String], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, &[Ground::Grid, Ground::Dots]);
    let begin = 0.55;
    let lines: &[String] = &lines.iter().flat_map(|line| wrapped(line)).collect::<Vec<_>>();
    let want = |line: &String| {
        if line.trim_start().starts_with('$') {
            count_of(line.chars().count()) * 0.06 + 0.35
        } else {
            0.16 + count_of(line.chars().count()) / 60.0
        }
    };
    let sum: f64 = lines.iter().map(want).sum();
    let pace = ((duration.secs() - begin - LAST_HOLD_SECS) / sum.max(0.1)).clamp(0.1, 1.3);
    let mut at = begin;
    let spans: Vec<[f64; 2]> = lines
        .iter()
        .map(|line| {
            let start = at;
            at += want(line) * pace;
            [fine(start), fine(at)]
        })
        .collect();
    nodes.push(responsive_group(|frame| {
        let head = heading(title, None, look, frame, Area::safe(frame));
        let (mut nodes, area) = (head.nodes, head.rest);
        let sheet = Sheet::of(lines, look, frame, area, 0.0);
        let mut rows = Vec::new();
        for (index, (line, span)) in lines.iter().zip(&spans).enumerate() {
            let command = line.trim_start().strip_prefix('$').map(str::trim_start);
            let next = spans.get(index + 1).map(|[start, _]| *start);
            rows.extend(typed(line, command, look, &sheet, index, *span, next));
        }
        nodes.push(sheet.window(Bar::Title(name), look, rows));
        nodes
    }));
    let ideal = begin + sum + 1.6;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.5 + 1.0) }
}

/// How many columns of a code face a text takes: ideographs and emoji are as wide as two letters.
fn columns(text: &str) -> usize {
    text.chars().map(|letter| if u32::from(letter) >= 0x1100 { 2 } else { 1 }).sum()
}

/// A line in pieces that can be read in a narrow frame; those that go on stand a little to the right.
fn wrapped(line: &str) -> Vec<String> {
    const WIDEST: usize = 60;
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for word in line.split_inclusive(' ') {
        if columns(&piece) + columns(word.trim_end()) > WIDEST && !piece.trim().is_empty() {
            pieces.push(std::mem::replace(&mut piece, "    ".to_owned()));
        }
        for letter in word.chars() {
            if columns(&piece) >= WIDEST {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push(letter);
        }
    }
    pieces.push(piece);
    pieces.iter().map(|piece| piece.trim_end().to_owned()).collect()
}

/// Where the lines of a window are.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    at: [f64; 2],
    width: f64,
    height: f64,
    size: f64,
    pitch: f64,
    left: f64,
    top: f64,
    /// Width of a letter.
    cell: f64,
}

impl Sheet {
    /// For lines in an area; `margin`: room at the left for numbers, in letters.
    fn of(lines: &[String], look: &Look, frame: Frame, area: Area, margin: f64) -> Self {
        let longest = count_of(lines.iter().map(|line| columns(line)).max().unwrap_or(1).max(14));
        let cell_em = copyfit::width_em("0", setting(look));
        let width = area.width;
        let pad = if frame.is_wide() { 64.0 } else { 48.0 };
        let room = width - 2.0 * pad;
        let count = count_of(lines.len().max(1));
        let by_width = room / ((longest + margin) * cell_em + 0.5);
        let by_height = (area.height - BAR - 96.0) / (count * 1.62);
        let largest = if frame.is_wide() { 50.0 } else { 46.0 };
        let size = by_width.min(by_height).min(largest).max(22.0).floor();
        let pitch = size * 1.62;
        let height =
            (BAR + 96.0 + pitch * count).max(area.height * if frame.is_wide() { 0.46 } else { 0.34 }).min(area.height);
        let cell = cell_em * size;
        Self {
            at: [area.left, area.top + (area.height - height) * 0.45],
            width,
            height,
            size,
            pitch,
            left: pad + margin * cell,
            top: BAR + ((height - BAR - pitch * count) / 2.0).clamp(36.0, 120.0),
            cell,
        }
    }

    fn middle(&self, index: usize) -> f64 {
        self.top + self.pitch * (count_of(index) + 0.5)
    }

    fn window(&self, bar: Bar<'_>, look: &Look, rows: Vec<Node>) -> Node {
        let comes = Entrance {
            distance: Some(70.0),
            ..entrance(EntrancePreset::Rise, 0.05, Tempo::of(look.energy).entrance(0.55))
        };
        window(bar, look, [self.width, self.height], rows)
            .at(frame_at(Anchor::TopLeft, self.at[0], self.at[1]))
            .enter(comes)
    }
}

/// A line of code in its colours, each stretch written in its time.
fn coloured(line: &str, look: &Look, sheet: &Sheet, index: usize, [start, until]: [f64; 2], ground: Rgba) -> Vec<Node> {
    let total = count_of(line.chars().count().max(1));
    let mut nodes = Vec::new();
    for (range, token) in tokens(line) {
        let words = &line[range.clone()];
        let blanks = words.chars().take_while(|c| c.is_whitespace()).count();
        let plain = words.trim();
        if plain.is_empty() {
            continue;
        }
        let before = count_of(line[..range.start].chars().count() + blanks);
        let set = Wording::new(plain, sheet.size).code().color(readable(look, token.color(), ground));
        let at = spot(sheet.left + before * sheet.cell, sheet.middle(index), Anchor::Left);
        let begins = fine(start + (until - start) * before / total);
        let each = ((until - start) / total).max(0.004);
        let comes = Entrance {
            by: Some(Unit::Char),
            stagger: Some(Time::from_secs((each * 1000.0).round() / 1000.0)),
            start: Some(crate::parts::secs(begins)),
            ..Entrance::new(EntrancePreset::Typewriter)
        };
        nodes.push(set.node(look).at(at).enter(comes));
    }
    nodes
}

/// A line of a terminal: a command that is typed behind its sign, or an answer.
fn typed(
    line: &str,
    command: Option<&str>,
    look: &Look,
    sheet: &Sheet,
    index: usize,
    [start, until]: [f64; 2],
    next: Option<f64>,
) -> Vec<Node> {
    let y = sheet.middle(index);
    let Some(command) = command else {
        let set = Wording::new(line, sheet.size).code().color(quiet_on(look, ground_of(look)));
        let comes = entrance(EntrancePreset::Fade, start, Time::from_secs(0.12));
        return vec![set.node(look).at(spot(sheet.left, y, Anchor::Left)).enter(comes)];
    };
    let sign =
        Wording::new("$", sheet.size).code().weight(700.0).color(readable(look, ColorToken::Accent, ground_of(look)));
    let comes = entrance(EntrancePreset::Cut, if index == 0 { 0.4 } else { start }, Time::ZERO);
    let mut nodes = vec![sign.node(look).at(spot(sheet.left, y, Anchor::Left)).enter(comes)];
    if !command.is_empty() {
        let count = count_of(command.chars().count().max(1));
        let each = ((until - start) * 0.8 / count).max(0.01);
        let set = Wording::new(command, sheet.size).code();
        let caret = Caret { until: next.map(crate::parts::secs), ..Caret::default() };
        let comes = Entrance {
            by: Some(Unit::Char),
            stagger: Some(Time::from_secs((each * 1000.0).round() / 1000.0)),
            start: Some(crate::parts::secs(start + 0.05)),
            caret: Some(caret),
            ..Entrance::new(EntrancePreset::Typewriter)
        };
        nodes.push(set.node(look).at(spot(sheet.left + sheet.cell * 2.0, y, Anchor::Left)).enter(comes));
    }
    nodes
}
