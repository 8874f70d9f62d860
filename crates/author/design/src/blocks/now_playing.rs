//! What is being played, as a small card that lies over other pictures.

use super::chart::spot;
use super::{body, text_size};
use crate::background::{quiet, trace};
use crate::block::{Block, TimeNeed};
use crate::catalogue::{BlockKind, Family};
use crate::contrast::Floor;
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{
    Dress, Frame, boxed, disc, entrance, fine, frame_at, named, rect, responsive_group, ring, rising, rounded, safe_at,
    stroke, units,
};
use crate::slot::{Slot, SlotKind};
use crate::surface::solid;
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, ColorToken, EaseName, Entrance, EntrancePreset, Keys, Loop, LoopPreset, Node, Rgba, Time, Track,
};

/// What is being played.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NowPlaying {
    /// The piece.
    pub title: String,
    /// Who plays it.
    pub artist: Option<String>,
    /// A few words above it.
    pub label: Option<String>,
    /// Where the card lies.
    pub place: Corner,
}

/// Where a small card lies in the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Corner {
    /// Below, on the left.
    #[default]
    BottomLeft,
    /// Below, on the right.
    BottomRight,
    /// Above, on the left.
    TopLeft,
    /// Above, on the right.
    TopRight,
    /// In the middle.
    Center,
}

impl Corner {
    const NAMES: &'static [&'static str] = &["bottom_left", "bottom_right", "top_left", "top_right", "center"];

    fn named(name: &str) -> Option<Self> {
        let all = [Self::BottomLeft, Self::BottomRight, Self::TopLeft, Self::TopRight, Self::Center];
        Self::NAMES.iter().position(|known| *known == name).and_then(|index| all.get(index)).copied()
    }

    const fn anchor(self) -> Anchor {
        match self {
            Self::BottomLeft => Anchor::BottomLeft,
            Self::BottomRight => Anchor::BottomRight,
            Self::TopLeft => Anchor::TopLeft,
            Self::TopRight => Anchor::TopRight,
            Self::Center => Anchor::Center,
        }
    }
}

pub(super) const KIND: BlockKind = BlockKind {
    name: "nowPlaying",
    family: Family::Screens,
    about: "A small card with the piece that is being played, for a corner of the frame.",
    slots: &[
        Slot::needed("title", SlotKind::Text(60), "The piece."),
        Slot::new("artist", SlotKind::Text(60), "Who plays it."),
        Slot::new("label", SlotKind::Text(24), "A few words above it, such as Now playing."),
        Slot::new("place", SlotKind::Choice(Corner::NAMES), "Where it lies; by default bottom_left."),
    ],
    sample: r#"{"title": "Low Tide", "artist": "The Moorings", "label": "Now playing", "place": "center"}"#,
    build: |props, look, duration| {
        let playing = NowPlaying {
            title: props.words("title"),
            artist: props.text("artist"),
            label: props.text("label"),
            place: props.text("place").and_then(|name| Corner::named(&name)).unwrap_or_default(),
        };
        now_playing(&playing, look, duration)
    },
};

/// A card with a turning disc, the words, bars that dance and a line that runs for as long as it is seen.
#[must_use]
pub fn now_playing(playing: &NowPlaying, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    nodes.push(responsive_group(|frame| vec![card(playing, look, frame, duration)]));
    let artist = playing.artist.as_deref().unwrap_or_default();
    let read = reading_secs(&format!("{} {artist}", playing.title));
    Block { nodes, background, camera: None, needs: TimeNeed::secs(read + 0.8, (read + 2.4).max(5.0), 30.0) }
}

fn card(playing: &NowPlaying, look: &Look, frame: Frame, duration: Time) -> Node {
    let tempo = Tempo::of(look.energy);
    let scale = match frame {
        _ if playing.place == Corner::Center && frame.is_wide() => 1.5,
        _ if frame.is_wide() => 1.0,
        _ => frame.safe_width() / 800.0,
    };
    let (width, height, pad) = (800.0 * scale, 236.0 * scale, 34.0 * scale);
    let side = height - 2.0 * pad;
    let beside = pad + side + 36.0 * scale;
    let bars_wide = 84.0 * scale;
    let inner = width - beside - pad - bars_wide - 20.0 * scale;
    let small = text_size(frame).min(34.0 * scale).max(26.0);
    let fades = |at: f64| entrance(EntrancePreset::Fade, at, tempo.entrance(0.3));
    let mut nodes = vec![record(look, side).at(spot(pad, pad, Anchor::TopLeft)).enter(entrance(
        EntrancePreset::Pop,
        0.2,
        tempo.entrance(0.45),
    ))];
    let size = common_size([playing.title.as_str()], body(look, 700.0), [inner, height * 0.4], [28.0, 56.0 * scale], 1);
    // The words stand around the middle of the disc, the line below them.
    let above = if playing.label.is_some() { 0.3 } else { 0.22 };
    let mut y = pad + side * above;
    if let Some(label) = &playing.label {
        let words = Wording::new(label, small * 0.8).weight(600.0).color(quiet_accent(look)).within(inner, 1);
        nodes.push(words.node(look).at(spot(beside, pad + side * 0.06, Anchor::Left)).enter(fades(0.3)));
    }
    let rises = Entrance { distance: Some(22.0), ..entrance(EntrancePreset::Rise, 0.32, tempo.entrance(SUPPORT_SECS)) };
    let words = Wording::new(&playing.title, size).weight(700.0).within(inner, 1);
    nodes.push(words.node(look).at(spot(beside, y, Anchor::Left)).enter(rises));
    if let Some(artist) = &playing.artist {
        y += size * 0.5 + small * 0.86;
        let fitted = common_size([artist.as_str()], body(look, 500.0), [inner, small * 2.0], [24.0, small], 1);
        let words = Wording::new(artist, fitted).muted().within(inner, 1);
        nodes.push(words.node(look).at(spot(beside, y, Anchor::Left)).enter(fades(0.42)));
    }
    nodes.push(
        dance(look, [bars_wide, side * 0.42], duration)
            .at(spot(width - pad - bars_wide, pad + side * 0.06, Anchor::TopLeft))
            .enter(fades(0.45)),
    );
    let line = width - beside - pad;
    let runs = Track::of([(0.0, 0.0, None), (duration.secs().max(0.5), fine(line), named(EaseName::Linear))]);
    let thick = 8.0 * scale;
    let low = pad + side - thick;
    nodes.push(rect(units(line), units(thick), trace(look, 0.2)).at(spot(beside, low, Anchor::TopLeft)));
    nodes.push(
        rect(units(line), units(thick), ColorToken::Accent)
            .at(spot(beside, low, Anchor::TopLeft))
            .keyed(Keys { width: runs, ..Keys::default() }),
    );
    let comes = Entrance {
        distance: Some(80.0),
        ease: named(EaseName::SpringSettle),
        ..entrance(EntrancePreset::Rise, 0.05, tempo.entrance(0.6))
    };
    let anchor = playing.place.anchor();
    let place = if playing.place == Corner::Center { frame_at(anchor, 0.0, 0.0) } else { safe_at(anchor, 0.0, 0.0) };
    solid(look, [width, height], look.style().radius.min(height * 0.22), nodes).at(place).enter(comes)
}

/// The accent where small words can be read in it on a card, else the colour of text.
fn quiet_accent(look: &Look) -> ColorToken {
    let (fill, _) = filled(look, ColorToken::Surface);
    let accent = look.color(ColorToken::Accent);
    let floor = Floor { wcag: 5.0, apca: 63.0 };
    if floor.holds(accent, fill) { ColorToken::Accent } else { ColorToken::Muted }
}

/// A record that turns.
fn record(look: &Look, side: f64) -> Node {
    let center = || frame_at(Anchor::Center, 0.0, 0.0);
    let black = Rgba::opaque(0x15, 0x15, 0x18);
    let groove = |share: f64| ring(side * share, stroke(Rgba::WHITE.with_alpha(0.13), side * 0.008)).at(center());
    let (fill, ink) = filled(look, ColorToken::Accent);
    // A mark off the middle, by which the turning is seen.
    let mark = disc(side * 0.05, ink).at(frame_at(Anchor::Center, side * 0.12, 0.0));
    let parts = vec![
        disc(side, black).at(center()),
        groove(0.88),
        groove(0.74),
        groove(0.6),
        disc(side * 0.42, fill).at(center()),
        mark,
        disc(side * 0.07, black).at(center()),
    ];
    boxed(side, side, vec![boxed(side, side, parts).at(center()).spin(3.2, false)])
}

/// Four bars that dance as if to the music.
fn dance(look: &Look, [width, height]: [f64; 2], duration: Time) -> Node {
    const BARS: usize = 4;
    let draw = look.draw("now playing");
    let pitch = width / 4.0;
    let beats = (duration.secs() / 0.24).ceil().clamp(2.0, 200.0);
    let mut bars = Vec::new();
    for bar in 0..BARS {
        let dice = draw.nth(bar);
        let mut keys = Vec::new();
        let (mut beat, mut place) = (0.0, 0_usize);
        while beat <= beats {
            let loud = dice.nth(place).between("loud", 0.2, 1.0);
            keys.push((fine(beat * 0.24), fine(height * loud), named(EaseName::Glide)));
            beat += 1.0;
            place += 1;
        }
        let tall = keys.first().map_or(height, |key| key.1);
        let x = pitch * (super::chart::count_of(bar) + 0.5);
        let node = rounded(pitch * 0.5, tall, pitch * 0.25, ColorToken::Accent)
            .at(spot(x, height / 2.0, Anchor::Center))
            .keyed(Keys { height: rising(keys), ..Keys::default() });
        bars.push(node);
    }
    let mut node = boxed(width, height, bars);
    node.common.loops.0.push(Loop {
        period: Some(Time::from_secs(4.0)),
        amp: Some(2.0),
        ..Loop::new(LoopPreset::Float)
    });
    node
}
