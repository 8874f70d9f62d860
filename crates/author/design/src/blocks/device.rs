//! Screens: a browser, a phone, a program with its panels.

use super::chart::{count_of, spot};
use super::screen_shot::{ScreenShot, screen_shot};
use super::{CountSpan, body, display};
use crate::background::{ground_or_quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::heading::{Area, heading};
use crate::ink::{filled, quiet_on};
use crate::look::Look;
use crate::parts::{
    Dress, Frame, boxed, disc, display_font, entrance, fine, frame_at, number, rect, responsive_group, rounded, units,
};
use crate::skeleton;
use crate::slot::{Props, Slot, SlotKind};
use crate::style::Ground;
use crate::surface::solid;
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::window::{BAR, Bar, window};
use crate::wording::{Wording, common_size, figure_size};
use pavo_scene::{
    Anchor, ColorToken, Corners, Entrance, EntrancePreset, Font, Node, Number, NumberFormat, Rect, Side, Size, Stroke,
    TextStyle, Time,
};

/// A figure of a program and what it is of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gauge {
    /// What it is of.
    pub label: String,
    /// The value.
    pub value: f64,
    /// How it is written.
    pub format: NumberFormat,
    /// How it changed, such as +12%.
    pub change: Option<String>,
}

/// What is seen on a screen; what is left out is drawn as bars.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Screen {
    /// What stands above the screen.
    pub title: Option<String>,
    /// The name of the program, or the address of the page.
    pub name: Option<String>,
    /// What is largest on it.
    pub headline: Option<String>,
    /// A sentence below that.
    pub text: Option<String>,
    /// What stands on its button.
    pub button: Option<String>,
    /// Names of its sections.
    pub nav: Vec<String>,
    /// Figures on it.
    pub figures: Vec<Gauge>,
    /// A picture of it, instead of all that would be drawn.
    pub shot: Option<ScreenShot>,
}

const SRC: Slot = Slot::new(
    "src",
    SlotKind::Text(80),
    "The name of a picture of the screen among the document's assets, which fills it.",
);
const RATIO: Slot =
    Slot::new("ratio", SlotKind::Figure, "Width of that picture as a share of its height; a long one is scrolled.");

const FOOTAGE: Slot =
    Slot::new("footage", SlotKind::Flag, "Whether that picture is a recording of the screen, which is not scrolled.");

const FIGURE: &[Slot] = &[
    Slot::needed("label", SlotKind::Text(24), "What it is of."),
    Slot::needed("value", SlotKind::Figure, "The value."),
    Slot::new("format", SlotKind::Format, "How it is written."),
    Slot::new("change", SlotKind::Text(10), "How it changed, such as +12%."),
];

pub(super) const BROWSER: BlockKind = BlockKind {
    name: "browserFrame",
    family: Family::Screens,
    about: "A page in a browser, with its headline and button; the rest is drawn as bars.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above the window."),
        Slot::new("name", SlotKind::Text(50), "The address of the page."),
        Slot::new("headline", SlotKind::Text(70), "What is largest on it."),
        Slot::new("text", SlotKind::Text(120), "A sentence below that."),
        Slot::new("button", SlotKind::Text(24), "What stands on its button."),
        Slot::new("nav", SlotKind::Texts([1, 4], 16), "Names of its sections."),
        SRC,
        RATIO,
        FOOTAGE,
    ],
    sample: r#"{"name": "harbourlights.example", "headline": "A berth in every storm", "text": "Forty harbours, one click", "button": "Find a berth", "nav": ["Harbours", "Tides", "About"]}"#,
    build: |props, look, duration| browser_frame(&read(props), look, duration),
};

pub(super) const PHONE: BlockKind = BlockKind {
    name: "phoneFrame",
    family: Family::Screens,
    about: "A program on a phone, beside what it is for; what is left out is drawn as bars.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What it is for, beside the phone."),
        Slot::new("name", SlotKind::Text(24), "The name of the program."),
        Slot::new("headline", SlotKind::Text(50), "What is largest on its screen."),
        Slot::new("button", SlotKind::Text(20), "What stands on its button."),
        Slot::new("text", SlotKind::Text(120), "A sentence below the title."),
        Slot::new("figures", SlotKind::Items([1, 2], FIGURE), "Figures on its screen."),
        SRC,
        RATIO,
        FOOTAGE,
    ],
    sample: r#"{"title": "Your harbour in your pocket", "text": "Tides, berths and warm soup, wherever you sail", "name": "Harbour", "headline": "Good morning", "button": "Book berth 14", "figures": [{"label": "High water", "value": 2.4, "format": "0.0 m"}]}"#,
    build: |props, look, duration| phone_frame(&read(props), look, duration),
};

pub(super) const DASHBOARD: BlockKind = BlockKind {
    name: "dashboard",
    family: Family::Screens,
    about: "A program with its sections, figures and charts; charts are drawn without values.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What stands above the window."),
        Slot::new("name", SlotKind::Text(24), "The name of the program."),
        Slot::new("headline", SlotKind::Text(40), "What stands above its figures."),
        Slot::new("nav", SlotKind::Texts([1, 6], 18), "Names of its sections."),
        Slot::new("figures", SlotKind::Items([1, 4], FIGURE), "Figures on it."),
    ],
    sample: r#"{"name": "Harbourmaster", "headline": "This morning", "nav": ["Overview", "Berths", "Tides", "Crew"],
        "figures": [{"label": "Boats in", "value": 128}, {"label": "Berths free", "value": 14}, {"label": "Wind", "value": 7.5, "format": "0.0 m/s"}]}"#,
    build: |props, look, duration| dashboard(&read(props), look, duration),
};

fn read(props: Props<'_>) -> Screen {
    let figure = |item: Props<'_>| Gauge {
        label: item.words("label"),
        value: item.figure("value").unwrap_or(0.0),
        format: item.format("format").unwrap_or_default(),
        change: item.text("change"),
    };
    Screen {
        title: props.text("title"),
        name: props.text("name"),
        headline: props.text("headline"),
        text: props.text("text"),
        button: props.text("button"),
        nav: props.texts("nav"),
        figures: props.items("figures", figure),
        shot: props.text("src").map(|src| ScreenShot {
            src,
            ratio: props.figure("ratio").filter(|ratio| *ratio > 0.01).unwrap_or(0.0),
            is_footage: props.flag("footage"),
        }),
    }
}

fn needs(screen: &Screen) -> TimeNeed {
    let words = [&screen.title, &screen.headline, &screen.text, &screen.button].into_iter().flatten();
    let read = reading_secs(&words.map(|words| format!("{words} ")).collect::<String>());
    let ideal = read + 2.8 + 0.3 * count_of(screen.figures.len());
    TimeNeed::around(ideal)
}

const GROUNDS: &[Ground] = &[Ground::Dots, Ground::Bands];

/// A page in a browser's window.
#[must_use]
pub fn browser_frame(screen: &Screen, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, GROUNDS);
    nodes.push(responsive_group(|frame| {
        let head = heading(screen.title.as_deref(), None, look, frame, Area::safe(frame));
        let (mut nodes, area) = (head.nodes, head.rest);
        let [width, height] =
            [area.width.min(1560.0), area.height.min(if frame.is_wide() { 900.0 } else { area.width * 1.2 })];
        let page = match &screen.shot {
            Some(shot) => {
                vec![screen_shot(shot, [width, height - BAR], duration).at(spot(0.0, BAR, Anchor::TopLeft))]
            }
            None => page(screen, look, frame, [width, height]),
        };
        let comes = Entrance {
            distance: Some(110.0),
            ..entrance(EntrancePreset::Rise, 0.05, Tempo::of(look.energy).entrance(0.65))
        };
        let [x, y] = [area.left + (area.width - width) / 2.0, area.top + (area.height - height) * 0.5];
        nodes.push(
            window(Bar::Address(screen.name.as_deref()), look, [width, height], page)
                .at(frame_at(Anchor::TopLeft, x, y))
                .enter(comes),
        );
        nodes
    }));
    Block { nodes, background, camera: push(look), needs: needs(screen) }
}

/// What is on a page: sections above, headline and button at the left, a picture without one at the right or below.
fn page(screen: &Screen, look: &Look, frame: Frame, [width, height]: [f64; 2]) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let draw = look.draw("page");
    let pad = if frame.is_wide() { 84.0 } else { 56.0 };
    let top = BAR + 64.0;
    let mut nodes = Vec::new();
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.3));
    nodes.push(disc(34.0, ColorToken::Accent).at(spot(pad, top, Anchor::Left)).enter(entrance(
        EntrancePreset::Pop,
        0.35,
        tempo.entrance(0.4),
    )));
    let small = 26.0;
    let mut x = width - pad;
    let sections = if frame.is_wide() { screen.nav.len() } else { screen.nav.len().min(2) };
    for (index, name) in screen.nav.iter().take(sections).enumerate().rev() {
        let words = Wording::new(name, small).weight(500.0).muted();
        nodes.push(words.node(look).at(spot(x, top, Anchor::Right)).enter(fades(0.4 + 0.05 * count_of(index))));
        x -= crate::wording::body_width(look, name, 500.0, small) + 48.0;
    }
    if screen.nav.is_empty() {
        for index in 0..3_usize {
            let bar = skeleton::bar(look, 90.0, 18.0, 0.2, 0.4 + 0.05 * count_of(index));
            nodes.push(bar.at(spot(width - pad - 128.0 * count_of(index), top, Anchor::Right)));
        }
    }
    let wide = frame.is_wide();
    let [text_wide, body_top] =
        if wide { [(width - 2.0 * pad) * 0.52, BAR + 200.0] } else { [width - 2.0 * pad, BAR + 160.0] };
    let headline = screen.headline.as_deref().unwrap_or_default();
    let room = Room {
        width: text_wide,
        height: height * 0.34,
        sizes: [40.0, if wide { 112.0 } else { 100.0 }],
        lines: 3,
        alone: 1.0,
    };
    let fitted = copyfit::fit(headline, display(look), room);
    let words = Wording::new(headline, fitted.size).display().within(fitted.break_width(), 3);
    let comes = Entrance { ..entrance(EntrancePreset::MaskUp, 0.5, tempo.entrance(0.6)) };
    nodes.push(words.node(look).at(spot(pad, body_top, Anchor::TopLeft)).enter(comes));
    let mut y = body_top + fitted.height(display(look).leading) + fitted.size * 0.25 + 34.0;
    let rises =
        |at: f64| Entrance { distance: Some(22.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    if let Some(text) = &screen.text {
        let size = common_size([text.as_str()], body(look, 400.0), [text_wide, 110.0], [28.0, 38.0], 2);
        let lines = crate::wording::body_lines(look, text, 400.0, size, text_wide * 0.97).min(2);
        let words = Wording::new(text, size).muted().within(text_wide, 3);
        nodes.push(words.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(rises(0.7)));
        y += size * (0.72 + 1.26 * (count_of(lines) - 1.0)) + 54.0;
    } else {
        nodes.push(skeleton::lines(look, draw, 2, [text_wide * 0.9, 44.0], 0.7).at(spot(pad, y, Anchor::TopLeft)));
        y += 88.0 + 44.0;
    }
    if let Some(label) = &screen.button {
        nodes.push(button(label, look, 0.9).at(spot(pad, y, Anchor::TopLeft)));
        y += 92.0;
    }
    let radius = look.style().radius.min(28.0);
    let (at, size) = if wide {
        let left = pad + text_wide + 70.0;
        ([left, BAR + 150.0], [width - left - pad, height - BAR - 150.0 - 70.0])
    } else {
        let from = y + 56.0;
        ([pad, from], [width - 2.0 * pad, (height - from - 56.0).max(0.0)])
    };
    if size[1] > 90.0 {
        nodes.push(picture(look, size, radius, 0.6).at(spot(at[0], at[1], Anchor::TopLeft)));
    }
    nodes
}

/// A picture that is not there: a surface with large shapes in the colours of the look.
fn picture(look: &Look, [width, height]: [f64; 2], radius: f64, start: f64) -> Node {
    let small = width.min(height);
    let grown = |node: Node, delay: f64| node.enter(entrance(EntrancePreset::Pop, start + delay, Time::from_secs(0.6)));
    let children = vec![
        grown(
            disc(small * 0.9, look.color(ColorToken::Accent).with_alpha(0.9)).at(spot(
                width * 0.62,
                height * 0.56,
                Anchor::Center,
            )),
            0.1,
        ),
        grown(disc(small * 0.44, ColorToken::Accent2).at(spot(width * 0.3, height * 0.34, Anchor::Center)), 0.2),
        rect(units(width), units(height * 0.3), ColorToken::Surface2).at(spot(0.0, height * 0.78, Anchor::TopLeft)),
    ];
    let frame = pavo_scene::Frame {
        children,
        size: Some(Size { width: units(width), height: units(height) }),
        radius: Some(Corners::from(fine(radius))),
        fill: Some(look.color(ColorToken::Accent).with_alpha(0.16).into()),
        stroke: None,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    };
    Node::new(frame)
        .enter(Entrance { dir: Some(Side::Bottom), ..entrance(EntrancePreset::Wipe, start, Time::from_secs(0.6)) })
}

/// A button with its words.
fn button(label: &str, look: &Look, start: f64) -> Node {
    let size = 32.0;
    let wide = crate::wording::body_width(look, label, 600.0, size) * 1.03 + 88.0;
    let (fill, ink) = filled(look, ColorToken::Accent);
    let ground = rounded(wide, 92.0, look.style().radius.min(46.0), fill).at(frame_at(Anchor::TopLeft, 0.0, 0.0));
    let words = Wording::new(label, size).weight(600.0).color(ink).centered();
    let children = vec![ground, words.node(look).at(frame_at(Anchor::Center, 0.0, 0.0))];
    boxed(wide, 92.0, children).enter(entrance(EntrancePreset::Pop, start, Time::from_secs(0.45)))
}

/// A phone; at 16:9 beside its title, else below it.
#[must_use]
pub fn phone_frame(screen: &Screen, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, GROUNDS);
    nodes.push(responsive_group(|frame| {
        let tempo = Tempo::of(look.energy);
        let area = Area::safe(frame);
        let mut nodes = Vec::new();
        let comes = |start: f64| Entrance {
            distance: Some(140.0),
            ..entrance(EntrancePreset::Rise, start, tempo.entrance(0.7))
        };
        if frame.is_wide() && screen.title.is_some() {
            let tall = frame.height * 0.88;
            let wide = tall / PHONE_RATIO;
            let text_wide = area.width * 0.5;
            let title = screen.title.as_deref().unwrap_or_default();
            let room = Room { width: text_wide, height: area.height * 0.5, sizes: [56.0, 128.0], lines: 4, alone: 1.0 };
            let (node, fitted) = super::title(title, look, room, pavo_scene::TextAlign::Start, 0.1, None);
            let tall_title = fitted.height(display(look).leading);
            let text_tall = if screen.text.is_some() { 130.0 } else { 0.0 };
            let top = area.top + (area.height - tall_title - text_tall) / 2.0;
            nodes.push(node.at(frame_at(Anchor::TopLeft, area.left, top)));
            if let Some(text) = &screen.text {
                let size = common_size([text.as_str()], body(look, 400.0), [text_wide * 0.92, 100.0], [30.0, 42.0], 2);
                let words = Wording::new(text, size).muted().within(text_wide * 0.92, 3);
                let y = top + tall_title + fitted.size * 0.25 + 40.0;
                nodes.push(words.node(look).at(frame_at(Anchor::TopLeft, area.left, y)).enter(Entrance {
                    distance: Some(24.0),
                    ..entrance(EntrancePreset::Rise, 0.5, tempo.entrance(SUPPORT_SECS))
                }));
            }
            let x = area.left + area.width * 0.78;
            nodes.push(
                phone(screen, look, [wide, tall], duration)
                    .at(spot(x, frame.height / 2.0, Anchor::Center))
                    .enter(comes(0.15)),
            );
        } else {
            let head = heading(screen.title.as_deref(), screen.text.as_deref(), look, frame, area);
            nodes = head.nodes;
            let rest = head.rest;
            let tall = rest.height.min(rest.width * 0.82 * PHONE_RATIO);
            let [x, y] = [rest.left + rest.width / 2.0, rest.top + rest.height / 2.0];
            nodes.push(
                phone(screen, look, [tall / PHONE_RATIO, tall], duration)
                    .at(spot(x, y, Anchor::Center))
                    .enter(comes(0.15)),
            );
        }
        nodes
    }));
    Block { nodes, background, camera: push(look), needs: needs(screen) }
}

/// How much higher than wide a phone is.
const PHONE_RATIO: f64 = 2.0;

fn phone(screen: &Screen, look: &Look, [width, height]: [f64; 2], duration: Time) -> Node {
    let tempo = Tempo::of(look.energy);
    let draw = look.draw("phone");
    let bezel = width * 0.03;
    let round = width * 0.13;
    let [inner, tall] = [width - 2.0 * bezel, height - 2.0 * bezel];
    let pad = inner * 0.075;
    let wide = inner - 2.0 * pad;
    let unit = width / 440.0;
    let mut nodes = Vec::new();
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.3));
    let rises =
        |at: f64| Entrance { distance: Some(30.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
    let mut y = pad + 58.0 * unit;
    nodes.push(rounded(110.0 * unit, 26.0 * unit, 13.0 * unit, look.color(ColorToken::Text)).at(spot(
        inner / 2.0,
        18.0 * unit,
        Anchor::Top,
    )));
    if let Some(name) = &screen.name {
        let size = (22.0 * unit).max(24.0);
        let words = Wording::new(name, size).weight(600.0).color(ColorToken::Muted).within(wide - 60.0 * unit, 2);
        nodes.push(words.node(look).at(spot(pad, y, Anchor::Left)).enter(fades(0.6)));
    } else {
        nodes.push(skeleton::bar(look, wide * 0.34, 16.0 * unit, 0.2, 0.6).at(spot(pad, y, Anchor::Left)));
    }
    nodes.push(disc(40.0 * unit, ColorToken::Accent).at(spot(inner - pad, y, Anchor::Right)).enter(entrance(
        EntrancePreset::Pop,
        0.65,
        tempo.entrance(0.4),
    )));
    y += 56.0 * unit;
    if let Some(headline) = &screen.headline {
        let room = Room { width: wide, height: tall * 0.16, sizes: [30.0, 60.0 * unit], lines: 2, alone: 1.0 };
        let fitted = copyfit::fit(headline, display(look), room);
        let words = Wording::new(headline, fitted.size).display().within(fitted.break_width(), 2);
        nodes.push(words.node(look).at(spot(pad, y, Anchor::TopLeft)).enter(rises(0.7)));
        y += fitted.height(display(look).leading) + fitted.size * 0.3;
    } else {
        nodes.push(skeleton::lines(look, draw, 2, [wide * 0.8, 40.0 * unit], 0.7).at(spot(pad, y, Anchor::TopLeft)));
        y += 80.0 * unit;
    }
    y += 34.0 * unit;
    let bottom = tall - pad - if screen.button.is_some() { 96.0 * unit } else { 20.0 * unit };
    let round_card = look.style().radius.min(26.0 * unit);
    if let Some(figure) = screen.figures.first() {
        let high = 190.0 * unit;
        let card = figure_card(figure, look, [wide, high], unit, 0.85);
        nodes.push(card.at(spot(pad, y, Anchor::TopLeft)).enter(rises(0.8)));
        y += high + 26.0 * unit;
    }
    let hero = ((bottom - y) * 0.48).min(250.0 * unit);
    if hero > 80.0 * unit {
        nodes.push(picture(look, [wide, hero], round_card, 0.9).at(spot(pad, y, Anchor::TopLeft)));
        y += hero + 30.0 * unit;
    }
    let mut row = 0;
    while y + 84.0 * unit < bottom && row < 4 {
        let at = 1.0 + 0.08 * count_of(row);
        let tile = rounded(58.0 * unit, 58.0 * unit, round_card.min(16.0 * unit), trace(look, 0.16)).enter(entrance(
            EntrancePreset::Pop,
            at,
            tempo.entrance(0.35),
        ));
        nodes.push(tile.at(spot(pad, y, Anchor::TopLeft)));
        let lines = skeleton::lines(look, draw.nth(row), 2, [wide - 84.0 * unit, 29.0 * unit], at);
        nodes.push(lines.at(spot(pad + 84.0 * unit, y, Anchor::TopLeft)));
        y += 84.0 * unit;
        row += 1;
    }
    if let Some(label) = &screen.button {
        let (fill, ink) = filled(look, ColorToken::Accent);
        let ground = rounded(wide, 78.0 * unit, look.style().radius.min(39.0 * unit), fill).at(frame_at(
            Anchor::TopLeft,
            0.0,
            0.0,
        ));
        let size = common_size([label.as_str()], body(look, 600.0), [wide - 50.0 * unit, 60.0], [24.0, 30.0 * unit], 1);
        let words = Wording::new(label, size).weight(600.0).color(ink).centered().node(look).at(frame_at(
            Anchor::Center,
            0.0,
            0.0,
        ));
        let node = boxed(wide, 78.0 * unit, vec![ground, words]).enter(entrance(
            EntrancePreset::Pop,
            1.3,
            tempo.entrance(0.45),
        ));
        nodes.push(node.at(spot(pad, tall - pad, Anchor::BottomLeft)));
    }
    if let Some(shot) = &screen.shot {
        nodes = vec![screen_shot(shot, [inner, tall], duration).at(spot(0.0, 0.0, Anchor::TopLeft))];
    }
    let display = pavo_scene::Frame {
        children: nodes,
        size: Some(Size { width: units(inner), height: units(tall) }),
        radius: Some(Corners::from(fine(round - bezel * 0.6))),
        fill: Some(ColorToken::Surface.into()),
        stroke: None,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    };
    let edge = look.color(ColorToken::Text);
    let shell = Rect {
        size: Some(Size { width: units(width), height: units(height) }),
        radius: Some(Corners::from(fine(round))),
        fill: Some(if look.is_dark() { pavo_scene::Rgba::opaque(8, 8, 10).into() } else { edge.into() }),
        stroke: look.is_dark().then(|| Stroke {
            align: Some(pavo_scene::StrokeAlign::Inside),
            ..crate::parts::stroke(trace(look, 0.32), 3.0)
        }),
        smooth: Some(0.6),
    };
    boxed(
        width,
        height,
        vec![
            Node::new(shell).at(frame_at(Anchor::TopLeft, 0.0, 0.0)),
            Node::new(display).at(frame_at(Anchor::Center, 0.0, 0.0)),
        ],
    )
}

/// A small surface with a figure that counts.
fn figure_card(figure: &Gauge, look: &Look, [width, height]: [f64; 2], unit: f64, start: f64) -> Node {
    let pad = 26.0 * unit;
    let label = (21.0 * unit).max(24.0);
    let size = figure_size(
        look,
        &figure.format,
        &[figure.value],
        width - 2.0 * pad,
        (height - pad * 2.0 - label * 1.4).max(30.0),
    );
    let set = Number {
        format: Some(figure.format.clone()),
        count: (figure.value != 0.0).then(|| CountSpan { start, dur: 1.1 }.count()),
        font: Some(Font { leading: None, ..display_font(look, size) }),
        ..number((figure.value != 0.0).then_some(0.0), figure.value, TextStyle::Numeral)
    };
    let quiet = quiet_on(look, look.color(ColorToken::Surface2));
    let words = Wording::new(&figure.label, label).weight(500.0).color(quiet).within(width - 2.0 * pad, 2);
    let mut nodes = vec![
        words.node(look).at(spot(pad, pad, Anchor::TopLeft)),
        Node::new(set).at(spot(pad, height - pad, Anchor::BottomLeft)),
    ];
    if let Some(change) = &figure.change {
        let color = if change.trim_start().starts_with(['-', '−']) { ColorToken::Bad } else { ColorToken::Good };
        let color = crate::ink::readable(look, color, look.color(ColorToken::Surface2));
        let words = Wording::new(change, label).weight(600.0).color(color);
        nodes.push(words.node(look).at(spot(width - pad, height - pad, Anchor::BottomRight)));
    }
    let ground = rounded(width, height, look.style().radius.min(26.0 * unit), ColorToken::Surface2).at(frame_at(
        Anchor::TopLeft,
        0.0,
        0.0,
    ));
    nodes.insert(0, ground);
    boxed(width, height, nodes)
}

/// A program's window with sections, figures and charts.
#[must_use]
pub fn dashboard(screen: &Screen, look: &Look, _duration: Time) -> Block {
    let (background, mut nodes) = ground_or_quiet(look, look.seed, GROUNDS);
    nodes.push(responsive_group(|frame| {
        let head = heading(screen.title.as_deref(), None, look, frame, Area::safe(frame));
        let (mut nodes, area) = (head.nodes, head.rest);
        let [width, height] =
            [area.width.min(1640.0), area.height.min(if frame.is_wide() { 940.0 } else { area.width * 1.45 })];
        let children = panels(screen, look, frame, [width, height]);
        let comes = Entrance {
            distance: Some(110.0),
            ..entrance(EntrancePreset::Rise, 0.05, Tempo::of(look.energy).entrance(0.65))
        };
        let [x, y] = [area.left + (area.width - width) / 2.0, area.top + (area.height - height) * 0.5];
        nodes.push(
            solid(look, [width, height], look.style().radius.min(28.0), children)
                .at(frame_at(Anchor::TopLeft, x, y))
                .enter(comes),
        );
        nodes
    }));
    Block { nodes, background, camera: push(look), needs: needs(screen) }
}

fn panels(screen: &Screen, look: &Look, frame: Frame, [width, height]: [f64; 2]) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let draw = look.draw("dashboard");
    let wide = frame.is_wide();
    let side = if wide { 320.0 } else { 0.0 };
    let pad = if wide { 48.0 } else { 44.0 };
    let mut nodes = Vec::new();
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.3));
    let left = side + pad;
    let inner = width - side - 2.0 * pad;
    let mut y = pad;
    if wide {
        nodes.push(rect(units(side), units(height), ColorToken::Surface2).at(spot(0.0, 0.0, Anchor::TopLeft)));
        nodes.push(disc(40.0, ColorToken::Accent).at(spot(pad, pad + 20.0, Anchor::Left)).enter(entrance(
            EntrancePreset::Pop,
            0.3,
            tempo.entrance(0.4),
        )));
        if let Some(name) = &screen.name {
            let size = common_size([name.as_str()], body(look, 700.0), [side - pad - 96.0, 50.0], [22.0, 32.0], 1);
            let words = Wording::new(name, size).weight(700.0).within(side - pad - 84.0, 2);
            nodes.push(words.node(look).at(spot(pad + 58.0, pad + 20.0, Anchor::Left)).enter(fades(0.3)));
        }
        let sections = if screen.nav.is_empty() { 5 } else { screen.nav.len() };
        for index in 0..sections {
            let row = pad + 130.0 + 78.0 * count_of(index);
            let at = 0.4 + 0.05 * count_of(index);
            if index == 0 {
                let lit = rounded(side - pad, 62.0, look.style().radius.min(16.0), trace(look, 0.1));
                nodes.push(lit.at(spot(pad / 2.0, row, Anchor::Left)).enter(fades(at)));
            }
            match screen.nav.get(index) {
                Some(name) => {
                    let words = Wording::new(name, 30.0)
                        .weight(if index == 0 { 600.0 } else { 400.0 })
                        .within(side - 1.6 * pad, 2);
                    let quiet = quiet_on(look, look.color(ColorToken::Surface2));
                    let words = if index == 0 { words } else { words.color(quiet) };
                    nodes.push(words.node(look).at(spot(pad, row, Anchor::Left)).enter(fades(at)));
                }
                None => nodes.push(
                    skeleton::bar(look, (side - 2.0 * pad) * draw.nth(index).between("nav", 0.5, 0.9), 20.0, 0.2, at)
                        .at(spot(pad, row, Anchor::Left)),
                ),
            }
        }
    }
    let headline = screen.headline.as_deref().or(if wide { None } else { screen.name.as_deref() });
    if let Some(words) = headline {
        let size =
            common_size([words], display(look), [inner, 70.0], [34.0, if frame.is_tall() { 72.0 } else { 56.0 }], 1);
        nodes.push(Wording::new(words, size).display().node(look).at(spot(left, y, Anchor::TopLeft)).enter(entrance(
            EntrancePreset::MaskUp,
            0.4,
            tempo.entrance(0.5),
        )));
        y += size * 0.72 + 52.0;
    } else {
        nodes.push(skeleton::bar(look, inner * 0.3, 34.0, 0.24, 0.4).at(spot(left, y, Anchor::TopLeft)));
        y += 34.0 + 48.0;
    }
    let gap = 28.0;
    let count = screen.figures.len();
    if count > 0 {
        // Three stand side by side where there is no height for two rows.
        let columns = if wide || count == 3 && !frame.is_tall() { count } else { count.min(2) };
        let rows = count.div_ceil(columns);
        let card_wide = (inner - gap * count_of(columns - 1)) / count_of(columns);
        let card_tall = if frame.is_tall() { 220.0 } else { 184.0 };
        for (index, figure) in screen.figures.iter().enumerate() {
            let at = 0.5 + 0.08 * count_of(index);
            // A last one alone in its row takes all of it.
            let is_alone = columns == 2 && index + 1 == count && count % 2 == 1;
            let card_wide = if is_alone { inner } else { card_wide };
            let x = left + if is_alone { 0.0 } else { (card_wide + gap) * count_of(index % columns) };
            let card_y = y + (card_tall + gap) * count_of(index / columns);
            let rises =
                Entrance { distance: Some(40.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
            nodes.push(
                figure_card(figure, look, [card_wide, card_tall], 1.3, at + 0.1)
                    .at(spot(x, card_y, Anchor::TopLeft))
                    .enter(rises),
            );
        }
        y += (card_tall + gap) * count_of(rows);
    }
    let rest = height - y - pad;
    if rest > 150.0 {
        let is_low = !wide && rest < 480.0;
        let cards: Vec<[f64; 4]> = if is_low {
            vec![[left, y, inner, rest]]
        } else if wide {
            let first = inner * 0.6;
            vec![[left, y, first, rest], [left + first + gap, y, inner - first - gap, rest]]
        } else {
            let first = (rest - gap) * 0.54;
            vec![[left, y, inner, first], [left, y + first + gap, inner, rest - first - gap]]
        };
        for (index, [x, top, card_wide, card_tall]) in cards.into_iter().enumerate() {
            if card_tall < 190.0 {
                continue;
            }
            let at = 0.75 + 0.15 * count_of(index);
            let ground = rounded(card_wide, card_tall, look.style().radius.min(26.0), ColorToken::Surface2)
                .at(frame_at(Anchor::TopLeft, 0.0, 0.0));
            let inside = [card_wide - 72.0, card_tall - 132.0];
            let name = skeleton::bar(look, card_wide * 0.26, 20.0, 0.22, at).at(spot(36.0, 46.0, Anchor::Left));
            let drawn = if index == 0 {
                skeleton::trend(draw, inside, at + 0.2)
            } else {
                skeleton::columns(look, draw, 6, inside, at + 0.2)
            };
            let card = boxed(card_wide, card_tall, vec![ground, name, drawn.at(spot(36.0, 92.0, Anchor::TopLeft))]);
            let rises =
                Entrance { distance: Some(40.0), ..entrance(EntrancePreset::Rise, at, tempo.entrance(SUPPORT_SECS)) };
            nodes.push(card.at(spot(x, top, Anchor::TopLeft)).enter(rises));
        }
    }
    nodes
}
