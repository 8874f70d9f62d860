//! Countries and ways between places on a map.

use super::chart::{count_of, spot};
use super::{body, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::globe::{Projection, great_circle, outline};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::oklch::mixed;
use crate::parts::{
    Dress, Frame, boxed, disc, entrance, fine, frame_at, named, number, responsive_group, ring, rising, round_stroke,
    stroke,
};
use crate::slot::{Props, Slot, SlotKind};
use crate::surface::solid;
use crate::tokens::{LAST_HOLD_SECS, Tempo, reading_secs};
use crate::wording::{Wording, body_width, common_size};
use kurbo::{BezPath, Shape as _};
use pavo_library::{Detail, Region, city, countries, region, us_states};
use pavo_scene::{
    Anchor, ColorToken, EaseName, EntrancePreset, Font, Keys, Node, Number, NumberFormat, Path, Stroke, StrokeJoin,
    TextStyle, Time,
};

/// A region that matters, and what of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// A value.
    pub value: Option<f64>,
}

/// Regions on a map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorldMap {
    /// What the map shows.
    pub title: Option<String>,
    /// The regions that matter.
    pub places: Vec<Place>,
    /// How values are written.
    pub format: NumberFormat,
}

const PLACE: &[Slot] = &[
    Slot::needed("name", SlotKind::Text(40), "A country, or a state of the United States, by name or code."),
    Slot::new("value", SlotKind::Figure, "A value of it."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "mapHighlight",
    family: Family::Data,
    about: "Countries or states that light up on a map, with their names and values.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What the map shows."),
        Slot::needed("places", SlotKind::Items([1, 8], PLACE), "The regions that matter."),
        Slot::new("format", SlotKind::Format, "How values are written."),
    ],
    sample: r#"{"title": "Where the lamps are lit", "places": [{"name": "Brazil", "value": 38}, {"name": "India", "value": 27}, {"name": "Japan", "value": 19}], "format": "0%"}"#,
    build: |props, look, duration| {
        let place = |item: Props<'_>| Place { name: item.words("name"), value: item.figure("value") };
        let map = WorldMap {
            title: props.text("title"),
            places: props.items("places", place),
            format: props.format("format").unwrap_or_default(),
        };
        map_highlight(&map, look, duration)
    },
};

pub(super) const ROUTE: BlockKind = BlockKind {
    name: "mapRoute",
    family: Family::Data,
    about: "A way from city to city, drawn on a map along the shortest line on the globe.",
    slots: &[
        Slot::new("title", SlotKind::Text(80), "What the way is."),
        Slot::needed("stops", SlotKind::Texts([2, 6], 40), "The cities, in order; countries stand for their middle."),
    ],
    sample: r#"{"title": "Eleven days under sail", "stops": ["New York", "Lisbon", "Istanbul"]}"#,
    build: |props, look, duration| map_route(props.text("title").as_deref(), &props.texts("stops"), look, duration),
};

/// Regions that light up on a map of the world, or of the United States where all of them are its states.
#[must_use]
pub fn map_highlight(map: &WorldMap, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if map.title.is_some() { 0.7 } else { 0.4 };
    let read: f64 = map.places.iter().map(|place| reading_secs(&place.name) * 0.7).sum();
    let pace = ((duration.secs() - start - LAST_HOLD_SECS - 0.6) / count_of(map.places.len().max(1))).clamp(0.1, 0.9);
    nodes.push(responsive_group(|frame| highlighted(map, look, frame, [start, pace])));
    let ideal = (start + read + 2.2).max(4.0);
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.5 + 1.0) }
}

/// A way on a map of as much of the world as it crosses.
#[must_use]
pub fn map_route(title: Option<&str>, stops: &[String], look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if title.is_some() { 0.8 } else { 0.4 };
    let legs = count_of(stops.len().saturating_sub(1).max(1));
    let each = ((duration.secs() - start - LAST_HOLD_SECS - 0.4) / legs).clamp(0.3, 1.8);
    nodes.push(responsive_group(|frame| routed(title, stops, look, frame, [start, each])));
    let ideal = start + legs * 1.7 + 2.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(ideal * 0.5, ideal, ideal * 1.5 + 1.0) }
}

/// The colours of land and of the lines between countries.
fn land(look: &Look) -> [pavo_scene::Rgba; 2] {
    let [bg, text] = [ColorToken::Bg, ColorToken::Text].map(|token| look.color(token));
    [mixed(bg, text, if look.is_dark() { 0.17 } else { 0.14 }), bg]
}

/// Land as one outline.
fn base(regions: &[Region], projection: &Projection, look: &Look, start: f64) -> Option<Node> {
    let mut path = BezPath::new();
    // Nobody lives in Antarctica, and it would take a fifth of the map.
    for region in regions.iter().filter(|region| region.code != "AQ") {
        path.extend(outline(region, projection).iter());
    }
    let [fill, edge] = land(look);
    let node = placed(path, |path| Path {
        fill: Some(fill.into()),
        stroke: Some(Stroke { join: Some(StrokeJoin::Round), ..stroke(edge, 2.0) }),
        ..Path::new(path)
    })?;
    Some(node.enter(entrance(EntrancePreset::Fade, start, Time::from_secs(0.5))))
}

fn placed(path: BezPath, make: impl FnOnce(BezPath) -> Path) -> Option<Node> {
    if path.is_empty() {
        return None;
    }
    let middle = path.bounding_box().center();
    Some(Node::new(make(path)).at(spot(middle.x, middle.y, Anchor::Center)))
}

fn highlighted(map: &WorldMap, look: &Look, frame: Frame, [start, pace]: [f64; 2]) -> Vec<Node> {
    let head = heading(map.title.as_deref(), None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let known: Vec<(&Place, &'static Region)> =
        map.places.iter().filter_map(|place| Some((place, region(&place.name)?))).collect();
    let in_states = !known.is_empty() && known.iter().all(|(_, region)| region.code.starts_with("US-"));
    let regions: &[Region] = if in_states { us_states() } else { countries(Detail::World) };
    let list_tall = if frame.is_wide() { 0.0 } else { (area.height * 0.4).min(count_of(map.places.len()) * 120.0) };
    let list_wide = if frame.is_wide() { area.width * 0.27 } else { 0.0 };
    let room = [
        area.width - list_wide - if frame.is_wide() { 70.0 } else { 0.0 },
        area.height - list_tall - if frame.is_wide() { 0.0 } else { 50.0 },
    ];
    let projection = if in_states { Projection::states(room) } else { Projection::world(room) };
    let mut children = Vec::new();
    children.extend(base(regions, &projection, look, 0.2));
    for (index, (_, region)) in known.iter().enumerate() {
        let at = start + pace * count_of(index);
        let exact = regions.iter().find(|one| one.code == region.code).unwrap_or(region);
        let path = outline(exact, &projection);
        let center = path.bounding_box().center();
        let bounds = path.bounding_box();
        let edge = land(look)[1];
        if let Some(node) = placed(path, |path| Path {
            fill: Some(ColorToken::Accent.into()),
            stroke: Some(stroke(edge, 2.0)),
            ..Path::new(path)
        }) {
            children.push(node.enter(entrance(EntrancePreset::ZoomIn, at, Time::from_secs(0.45))));
        }
        // A ring goes out from where it is, and small ones are found by it.
        let size = bounds.width().max(bounds.height()).clamp(40.0, 150.0);
        let grows = [(0.0, 0.4, None), (fine(at), 0.4, None), (fine(at + 0.8), 1.3, named(EaseName::Out))];
        let fades = [(0.0, 0.0, None), (fine(at), 0.9, None), (fine(at + 0.8), 0.0, named(EaseName::Out))];
        let ping = ring(size, stroke(ColorToken::Accent, 5.0)).at(spot(center.x, center.y, Anchor::Center));
        children.push(ping.keyed(Keys { scale: rising(grows), opacity: rising(fades), ..Keys::default() }));
    }
    let [map_wide, map_tall] = projection.size();
    let [left, top] = [area.left + (room[0] - map_wide) / 2.0, area.top + (room[1] - map_tall) / 2.0];
    nodes.push(boxed(map_wide, map_tall, children).at(frame_at(Anchor::TopLeft, left, top)));
    let list_at =
        if frame.is_wide() { [area.right() - list_wide, area.top] } else { [area.left, area.bottom() - list_tall] };
    let list_room = if frame.is_wide() { [list_wide, area.height] } else { [area.width, list_tall] };
    nodes.push(legend(map, look, frame, list_room, [start, pace]).at(frame_at(
        Anchor::TopLeft,
        list_at[0],
        list_at[1],
    )));
    nodes
}

/// The regions by name, with their values.
fn legend(map: &WorldMap, look: &Look, frame: Frame, [width, height]: [f64; 2], [start, pace]: [f64; 2]) -> Node {
    let count = map.places.len().max(1);
    let pitch = (height / count_of(count)).min(if frame.is_tall() { 128.0 } else { 124.0 });
    let down = if frame.is_wide() { (height - pitch * count_of(count)) / 2.0 } else { 0.0 };
    let values: Vec<f64> = map.places.iter().filter_map(|place| place.value).collect();
    let largest = (pitch * 0.46).min(text_size(frame) * 1.2);
    let figure_wide =
        values.iter().map(|value| body_width(look, &map.format.write(*value), 700.0, largest)).fold(0.0, f64::max);
    let names = map.places.iter().map(|place| place.name.as_str());
    let size = common_size(names, body(look, 500.0), [width - figure_wide - 40.0, 60.0], [24.0, largest.max(24.0)], 1);
    let mut nodes = Vec::new();
    for (index, place) in map.places.iter().enumerate() {
        let y = down + pitch * (count_of(index) + 0.5);
        let at = start + pace * count_of(index);
        let comes = || entrance(EntrancePreset::Fade, at, Time::from_secs(0.35));
        if index > 0 {
            let line = crate::parts::rect(crate::parts::units(width), crate::parts::units(2.0), trace(look, 0.18));
            nodes.push(line.at(spot(0.0, y - pitch / 2.0, Anchor::Left)));
        }
        let words = Wording::new(&place.name, size).weight(500.0).within(width - figure_wide - 30.0, 1);
        nodes.push(words.node(look).at(spot(0.0, y, Anchor::Left)).enter(comes()));
        if let Some(value) = place.value {
            let set = Number {
                format: Some(map.format.clone()),
                count: (value != 0.0).then(|| super::CountSpan { start: at, dur: 0.8 }.count()),
                font: Some(Font {
                    family: Some("body".into()),
                    size: Some(size),
                    weight: Some(700.0),
                    tracking: Some(0.0),
                    ..Font::default()
                }),
                color: Some(crate::ink::readable(look, ColorToken::Accent, look.color(ColorToken::Bg)).into()),
                ..number((value != 0.0).then_some(0.0), value, TextStyle::Numeral)
            };
            nodes.push(Node::new(set).at(spot(width, y, Anchor::Right)).enter(comes()));
        }
    }
    boxed(width, height, nodes)
}

/// Where a stop is: longitude and latitude.
fn located(name: &str) -> Option<[f64; 2]> {
    city(name).map(|city| [city.longitude, city.latitude]).or_else(|| {
        let region = region(name)?;
        let ring = region.rings.iter().max_by_key(|ring| ring.len())?;
        let sum = ring.iter().fold([0.0, 0.0], |sum, point| [sum[0] + point[0], sum[1] + point[1]]);
        Some(sum.map(|sum| sum / count_of(ring.len())))
    })
}

fn routed(title: Option<&str>, stops: &[String], look: &Look, frame: Frame, [start, each]: [f64; 2]) -> Vec<Node> {
    let head = heading(title, None, look, frame, Area::safe(frame));
    let (mut nodes, area) = (head.nodes, head.rest);
    let tempo = Tempo::of(look.energy);
    let places: Vec<(&String, [f64; 2])> = stops.iter().filter_map(|stop| Some((stop, located(stop)?))).collect();
    let points: Vec<[f64; 2]> = places.iter().map(|(_, place)| *place).collect();
    let room = [area.width, area.height.min(area.width * 1.15)];
    let projection = Projection::around(&points, room);
    let mut children = Vec::new();
    // A map of half the globe needs no bays.
    let spread = points.iter().map(|[longitude, _]| *longitude);
    let wide = spread.clone().fold(f64::NEG_INFINITY, f64::max) - spread.fold(f64::INFINITY, f64::min);
    let detail = if wide > 60.0 { Detail::World } else { Detail::Near };
    children.extend(base(countries(detail), &projection, look, 0.2));
    for (index, pair) in points.windows(2).enumerate() {
        let at = fine(start + each * count_of(index));
        let way = great_circle(pair[0], pair[1], &projection);
        let drawn = [(0.0, 0.0, None), (at, 0.0, None), (fine(at + each * 0.9), 1.0, named(EaseName::InOut))];
        let line = Stroke { join: Some(StrokeJoin::Round), ..round_stroke(ColorToken::Accent, 9.0) };
        let node = placed(way, |path| Path { stroke: Some(line), ..Path::new(path) });
        children.extend(node.map(|node| node.keyed(Keys { trim_end: rising(drawn), ..Keys::default() })));
    }
    let size = text_size(frame);
    for (index, (name, place)) in places.iter().enumerate() {
        let at = if index == 0 { start - 0.3 } else { start + each * (count_of(index) - 0.12) };
        let [x, y] = projection.place(*place);
        let pops = |node: Node| node.enter(entrance(EntrancePreset::Pop, at.max(0.0), tempo.entrance(0.45)));
        children.push(pops(ring(58.0, stroke(look.color(ColorToken::Accent).with_alpha(0.5), 6.0)).at(spot(
            x,
            y,
            Anchor::Center,
        ))));
        children.push(pops(disc(30.0, ColorToken::Accent).at(spot(x, y, Anchor::Center))));
        let wide = body_width(look, name, 600.0, size) * 1.03 + 56.0;
        let tall = size * 1.7;
        let words = Wording::new(name, size).weight(600.0).centered();
        let label = solid(
            look,
            [wide, tall],
            look.style().radius.min(tall / 2.0),
            vec![words.node(look).at(frame_at(Anchor::Center, 0.0, 0.0))],
        );
        // The label keeps within the map.
        let left = (x - wide / 2.0).clamp(0.0, (room[0] - wide).max(0.0));
        let above = y - 50.0 - tall;
        let top = if above < 0.0 { y + 50.0 } else { above };
        children.push(pops(label.at(spot(left, top, Anchor::TopLeft))));
    }
    let window = pavo_scene::Group {
        children,
        size: Some(pavo_scene::Size::units(fine(room[0]), fine(room[1]))),
        clip: Some(true),
        ..pavo_scene::Group::default()
    };
    let top = area.top + (area.height - room[1]) * 0.4;
    nodes.push(Node::new(window).at(frame_at(Anchor::TopLeft, area.left, top)));
    nodes
}
