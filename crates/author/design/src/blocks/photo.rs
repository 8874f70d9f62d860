//! Photographs: in a card beside words, over the whole frame, one after another.
//!
//! A picture is named as an asset of the document. Where none is named, a drawn landscape stands in for it.

use super::chart::{count_of, spot};
use super::{body, display, text_size, title};
use crate::background::quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::copyfit::{self, Room};
use crate::heading::Area;
use crate::look::Look;
use crate::parts::{
    Dress, Frame, boxed, entrance, fine, frame_at, named, rect, responsive, responsive_group, rising, units,
};
use crate::setting::{Passage, Setting, scenery};
use crate::slot::{Props, Slot, SlotKind};
use crate::surface::radius;
use crate::tokens::{SUPPORT_SECS, Tempo, reading_secs};
use crate::wording::{Wording, common_size};
use pavo_scene::{
    Anchor, AspectRatio, Color, ColorToken, Corners, EaseName, Entrance, EntrancePreset, Frame as Window, Gradient,
    GradientKind, Image, ImageFit, Keys, Node, NodeKind, Paint, Rgba, Side, Size, TextAlign, Time,
};

/// A picture and what is said of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Photo {
    /// The name of an asset of the document.
    pub src: Option<String>,
    /// What of it is kept where it is cut off, as shares of its width and height; its middle when absent.
    pub focus: Option<[f64; 2]>,
    /// A few words about it.
    pub caption: Option<String>,
    /// Whether it moves by itself: then nothing else moves it.
    pub is_footage: bool,
    /// Its width as a multiple of its height, where that is known.
    pub ratio: Option<f64>,
}

pub(super) const SRC: Slot = Slot::new(
    "src",
    SlotKind::Text(80),
    "The name of a picture among the document's assets; a drawn landscape stands in for it.",
);

pub(super) const FOCUS: Slot = Slot::new(
    "focus",
    SlotKind::Figures([2, 2]),
    "What of the picture is kept where it is cut off, as shares of its width and height, such as [0.5, 0.3].",
);

pub(super) const FOOTAGE: Slot =
    Slot::new("footage", SlotKind::Flag, "Whether it is a video or animation: it then stands, and moves by itself.");

/// The picture of a block that names one.
pub(super) fn named_photo(props: Props<'_>) -> Photo {
    let ratio = props.figure("ratio").filter(|ratio| *ratio > 0.0);
    Photo { src: props.text("src"), focus: focus(props), caption: None, is_footage: props.flag("footage"), ratio }
}

/// The focus in a slot.
fn focus(props: Props<'_>) -> Option<[f64; 2]> {
    let [x, y] = props.figures("focus")[..] else { return None };
    Some([x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)])
}

const VEIL: Slot =
    Slot::new("veil", SlotKind::Flag, "Whether all of it is darkened, for something else that stands over it.");

const PHOTO: &[Slot] = &[SRC, FOCUS, FOOTAGE, Slot::new("caption", SlotKind::Text(90), "A few words about it.")];

pub(super) const CARD: BlockKind = BlockKind {
    name: "photoCard",
    family: Family::Screens,
    about: "A photograph in a frame, with a title and a sentence beside it (below it when upright).",
    slots: &[
        SRC,
        FOCUS,
        FOOTAGE,
        Slot::new(
            "ratio",
            SlotKind::Figure,
            "Width of the picture as a multiple of its height: an upright one keeps its form.",
        ),
        Slot::needed("title", SlotKind::Text(70), "What it is."),
        Slot::new("text", SlotKind::Text(160), "A sentence about it."),
    ],
    sample: r#"{"title": "The mole at noon", "text": "Rebuilt stone by stone, and open to everyone since May"}"#,
    build: |props, look, duration| {
        photo_card(&named_photo(props), &props.words("title"), props.text("text").as_deref(), look, duration)
    },
};

pub(super) const KEN_BURNS: BlockKind = BlockKind {
    name: "kenBurns",
    family: Family::Screens,
    about: "A photograph over the whole frame that comes slowly nearer, with words at its foot.",
    slots: &[
        SRC,
        FOCUS,
        FOOTAGE,
        Slot::new("title", SlotKind::Text(70), "Words at its foot."),
        Slot::new("text", SlotKind::Text(110), "A few words below those."),
        VEIL,
    ],
    sample: r#"{"title": "Where the river ends", "text": "Episode one: the delta"}"#,
    build: |props, look, duration| {
        let photo = named_photo(props);
        let block = ken_burns(&photo, props.text("title").as_deref(), props.text("text").as_deref(), look, duration);
        if props.flag("veil") { veiled(block) } else { block }
    },
};

pub(super) const SLIDESHOW: BlockKind = BlockKind {
    name: "slideshow",
    family: Family::Screens,
    about: "Two to eight photographs over the whole frame, each fading into the next, with captions or one title.",
    slots: &[
        Slot::needed("photos", SlotKind::Items([2, 8], PHOTO), "The photographs, in order."),
        Slot::new("title", SlotKind::Text(70), "Words that stay while they change; instead of captions."),
        Slot::new("text", SlotKind::Text(110), "A few words below those."),
        VEIL,
    ],
    sample: r#"{"photos": [{"caption": "Dawn at the gates"}, {"caption": "Noon on the mole"}, {"caption": "Dusk, and home"}]}"#,
    build: |props, look, duration| {
        let title = props.text("title");
        let photos = props.items("photos", |item| Photo {
            src: item.text("src"),
            focus: focus(item),
            caption: item.text("caption").filter(|_| title.is_none()),
            is_footage: item.flag("footage"),
            ratio: None,
        });
        let block = slideshow(&photos, title.as_deref(), props.text("text").as_deref(), look, duration);
        if props.flag("veil") { veiled(block) } else { block }
    },
};

/// A picture of a size, its middle in the middle; `index`: which landscape stands in for one that is not named.
fn picture(photo: &Photo, index: usize, look: &Look, [width, height]: [f64; 2], duration: Time) -> Node {
    const LANDSCAPES: [Setting; 6] =
        [Setting::Sea, Setting::Mountains, Setting::Hills, Setting::City, Setting::Desert, Setting::Forest];
    let size = Some(Size { width: units(width), height: units(height) });
    let node = match &photo.src {
        Some(src) => {
            Node::new(Image { size, fit: Some(ImageFit::Cover), focus: photo.focus, ..Image::new(src.as_str()) })
        }
        None => {
            let first = look.draw("landscape").index("first", LANDSCAPES.len());
            let setting = LANDSCAPES[(first + index) % LANDSCAPES.len()];
            let aspect = if height > width { AspectRatio::Tall } else { AspectRatio::Wide };
            let frame = Frame { aspect, width, height, left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
            let passage = Passage { travels: false, is_left: false, is_night: look.is_dark(), has_words: false };
            let drawn = scenery(setting, look, frame, duration, passage);
            boxed(width, height, [drawn.behind, drawn.before].concat())
        }
    };
    node.at(frame_at(Anchor::Center, 0.0, 0.0))
}

/// A picture in a window, which comes slowly nearer and moves a little to a side.
fn moving(
    photo: &Photo,
    index: usize,
    look: &Look,
    size: [f64; 2],
    corner: f64,
    span: [f64; 2],
    duration: Time,
) -> Node {
    let [width, height] = size;
    let way = if index.is_multiple_of(2) { 1.0 } else { -1.0 };
    let nearer =
        |from: f64, to: f64| rising([(fine(span[0]), from, None), (fine(span[1]), fine(to), named(EaseName::Linear))]);
    let keys = Keys { scale: nearer(1.04, 1.13), x: nearer(0.0, way * width * 0.02), ..Keys::default() };
    let carried = if photo.is_footage {
        picture(photo, index, look, size, duration)
    } else {
        let carried = boxed(width, height, vec![picture(photo, index, look, size, duration)]);
        carried.at(frame_at(Anchor::Center, 0.0, 0.0)).keyed(keys)
    };
    Node::new(Window {
        children: vec![carried],
        size: Some(Size { width: units(width), height: units(height) }),
        radius: (corner > 0.0).then(|| Corners::from(fine(corner))),
        fill: Some(ColorToken::Surface2.into()),
        stroke: None,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    })
}

/// Width and height of a picture over the whole frame: a little larger where it moves; footage is not made larger than it is.
fn whole(photo: &Photo, frame: Frame) -> [f64; 2] {
    let more = if photo.is_footage { 0.0 } else { 8.0 };
    [frame.width + more, frame.height + more]
}

/// Darkness at the foot of a picture, on which white words are read; `share` of its height.
fn scrim(frame: Frame, share: f64) -> Node {
    let height = frame.height * share;
    // It comes on as softly as it ends: a straight slope has an upper edge that is seen.
    let shades: [Color; 9] = [0.0, 0.04, 0.13, 0.28, 0.45, 0.6, 0.73, 0.82, 0.88]
        .map(|alpha| Rgba::opaque(0x05, 0x09, 0x12).with_alpha(alpha).into());
    let shade = Gradient { angle: Some(90.0), ..Gradient::even(GradientKind::Linear, &shades) };
    rect(units(frame.width * 1.02), units(height), Paint::from(shade)).at(frame_at(Anchor::Bottom, 0.0, 4.0))
}

/// Pictures under a veil that white words anywhere on them are read on.
fn veiled(mut block: Block) -> Block {
    let veil = responsive(|frame| {
        let shade = Rgba::opaque(0x05, 0x09, 0x12).with_alpha(0.62);
        rect(units(frame.width + 8.0), units(frame.height + 8.0), shade).at(frame_at(Anchor::Center, 0.0, 0.0))
    });
    block.nodes.push(veil);
    block
}

pub(super) fn whitened(mut node: Node) -> Node {
    if let NodeKind::Text(text) = &mut node.kind {
        text.color = Some(Rgba::WHITE.into());
    }
    node
}

/// A photograph beside its words.
#[must_use]
pub fn photo_card(photo: &Photo, words: &str, text: Option<&str>, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let tempo = Tempo::of(look.energy);
    nodes.push(responsive_group(|frame| {
        let area = Area::safe(frame);
        let wide = frame.is_wide();
        let size = if wide {
            [area.width * 0.54, area.height * 0.94]
        } else {
            let tall = area.height * 0.54;
            // In a low box an upright picture would lose its upper and lower parts.
            let widest = photo.ratio.map_or(area.width, |ratio| (tall * (ratio * 1.12).max(0.9)).min(area.width));
            [widest, tall]
        };
        let [left, width] =
            if wide { [area.left + size[0] + 90.0, area.width - size[0] - 90.0] } else { [area.left, area.width] };
        let room = Room {
            width,
            height: area.height * 0.34,
            sizes: [50.0, if frame.is_tall() { 140.0 } else { 112.0 }],
            lines: 4,
            alone: 1.1,
        };
        let (name, fitted) = title(words, look, room, TextAlign::Start, 0.35, None);
        let name_tall = fitted.height(display(look).leading);
        let small =
            text.map(|text| common_size([text], body(look, 400.0), [width, 220.0], [32.0, text_size(frame) * 1.2], 4));
        let below = small.map_or(0.0, |small| fitted.size * 0.24 + 40.0 + small * 4.4);
        // What is left of the height stands above and below, a little more of it below.
        let rest = if wide { area.height - size[1] } else { area.height - size[1] - 76.0 - name_tall - below };
        let top = area.top + rest.max(0.0) * if wide { 0.5 } else { 0.4 };
        let window = moving(photo, 0, look, size, radius(look), [0.0, duration.secs()], duration);
        let comes = Entrance { dir: Some(Side::Left), ..entrance(EntrancePreset::Wipe, 0.0, tempo.entrance(0.8)) };
        let mut nodes = vec![window.at(frame_at(Anchor::TopLeft, area.left, top)).enter(comes)];
        let y = if wide { area.top + (area.height - name_tall - below * 0.7) / 2.0 } else { top + size[1] + 76.0 };
        nodes.push(name.at(spot(left, y, Anchor::TopLeft)));
        if let Some((text, small)) = text.zip(small) {
            let comes =
                Entrance { distance: Some(26.0), ..entrance(EntrancePreset::Rise, 0.7, tempo.entrance(SUPPORT_SECS)) };
            let set = Wording::new(text, small).muted().within(width, 5);
            nodes.push(
                set.node(look).at(spot(left, y + name_tall + fitted.size * 0.24 + 40.0, Anchor::TopLeft)).enter(comes),
            );
        }
        nodes
    }));
    let ideal = reading_secs(words) + text.map_or(0.0, reading_secs) + 2.0;
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

/// A photograph over the whole frame.
#[must_use]
pub fn ken_burns(photo: &Photo, words: Option<&str>, text: Option<&str>, look: &Look, duration: Time) -> Block {
    let nodes = vec![responsive_group(|frame| {
        let window = moving(photo, 0, look, whole(photo, frame), 0.0, [0.0, duration.secs()], duration);
        let mut nodes = vec![window.at(frame_at(Anchor::Center, 0.0, 0.0))];
        if words.is_none() && text.is_none() {
            return nodes;
        }
        nodes.extend(at_the_foot(words, text, look, frame));
        nodes
    })];
    let read = words.map_or(0.0, reading_secs) + text.map_or(0.0, reading_secs);
    Block {
        nodes,
        background: ColorToken::Bg.into(),
        camera: None,
        needs: TimeNeed::secs(2.0, (read + 2.0).max(4.0), 20.0),
    }
}

/// A photograph over the whole frame, darkened at its foot for white words.
pub(super) fn darkened(photo: &Photo, look: &Look, duration: Time) -> Node {
    responsive_group(|frame| {
        let window = moving(photo, 0, look, whole(photo, frame), 0.0, [0.0, duration.secs()], duration);
        vec![window.at(frame_at(Anchor::Center, 0.0, 0.0)), scrim(frame, if frame.is_tall() { 0.66 } else { 0.58 })]
    })
}

/// As much of a picture's height is darkened for the words at its foot.
const FOOT: f64 = 0.78;

/// The largest size of words on a picture: they hold their own against it.
const fn largest(frame: Frame) -> f64 {
    match frame.aspect {
        AspectRatio::Wide => 156.0,
        AspectRatio::Tall => 196.0,
        AspectRatio::Square | AspectRatio::Feed => 158.0,
    }
}

/// A title and a few words at the foot of a picture, on its darkened part.
fn at_the_foot(words: Option<&str>, text: Option<&str>, look: &Look, frame: Frame) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let mut nodes = vec![scrim(frame, FOOT)];
    let width = frame.safe_width() * if frame.is_wide() { 0.78 } else { 0.98 };
    let mut y = frame.height - frame.bottom - 24.0;
    if let Some(text) = text {
        let size = common_size([text], body(look, 500.0), [width, 120.0], [32.0, text_size(frame) * 1.15], 2);
        let comes =
            Entrance { distance: Some(26.0), ..entrance(EntrancePreset::Rise, 0.7, tempo.entrance(SUPPORT_SECS)) };
        let set = Wording::new(text, size).weight(500.0).color(Rgba::WHITE).within(width, 2);
        nodes.push(set.node(look).at(spot(frame.left, y, Anchor::BottomLeft)).enter(comes));
        y -= size * 2.2;
    }
    if let Some(words) = words {
        let room = Room { width, height: frame.height * 0.34, sizes: [56.0, largest(frame)], lines: 3, alone: 1.0 };
        let (node, fitted) = title(words, look, room, TextAlign::Start, 0.25, None);
        nodes.push(whitened(node).at(spot(frame.left, y - fitted.size * 0.2, Anchor::BottomLeft)));
    }
    nodes
}

/// Photographs one after another, with words that stay (`words`, `text`) or a caption for each.
#[must_use]
pub fn slideshow(photos: &[Photo], words: Option<&str>, text: Option<&str>, look: &Look, duration: Time) -> Block {
    const FADE_SECS: f64 = 0.7;
    let tempo = Tempo::of(look.energy);
    let each = duration.secs() / count_of(photos.len().max(1));
    let nodes = vec![responsive_group(|frame| {
        let mut nodes = Vec::new();
        for (index, photo) in photos.iter().enumerate() {
            let (from, to) = (each * count_of(index), each * count_of(index + 1) + FADE_SECS);
            let size = whole(photo, frame);
            let mut window = moving(photo, index, look, size, 0.0, [from, to.min(duration.secs())], duration)
                .at(frame_at(Anchor::Center, 0.0, 0.0));
            if index > 0 {
                window = window.from(fine(from)).enter(entrance(
                    EntrancePreset::Fade,
                    from,
                    Time::from_secs(FADE_SECS.min(each * 0.5)),
                ));
            }
            nodes.push(window);
        }
        if words.is_some() || text.is_some() {
            nodes.extend(at_the_foot(words, text, look, frame));
            return nodes;
        }
        if photos.iter().any(|photo| photo.caption.is_some()) {
            nodes.push(scrim(frame, FOOT));
        }
        let width = frame.safe_width() * if frame.is_wide() { 0.78 } else { 0.98 };
        let captions = photos.iter().filter_map(|photo| photo.caption.as_deref());
        let room =
            Room { width, height: frame.height * 0.24, sizes: [44.0, largest(frame) * 0.86], lines: 2, alone: 1.0 };
        let size =
            captions.map(|words| copyfit::fit(words, display(look), room).size).fold(room.sizes[1], f64::min).floor();
        let y = frame.height - frame.bottom - 30.0;
        for (index, photo) in photos.iter().enumerate() {
            let Some(words) = &photo.caption else { continue };
            let from = each * count_of(index) + if index == 0 { 0.15 } else { FADE_SECS * 0.5 };
            // In too short a time not all of them can be read.
            if index + 1 < photos.len() && from + 0.2 > each * count_of(index + 1) || from >= duration.secs() {
                continue;
            }
            let set = Wording::new(words, size).display().color(Rgba::WHITE).within(width, 2);
            let comes = entrance(EntrancePreset::MaskUp, from, tempo.entrance(0.55));
            let mut node = set.node(look).at(spot(frame.left, y, Anchor::BottomLeft)).enter(comes);
            if index + 1 < photos.len() {
                let until = each * count_of(index + 1);
                node = node.between(fine(from), fine(until + 0.15)).exit(
                    pavo_scene::ExitPreset::Fade,
                    until - 0.15,
                    Time::from_secs(0.3),
                );
            } else {
                node = node.from(fine(from));
            }
            nodes.push(node);
        }
        nodes
    })];
    let read: f64 = photos.iter().map(|photo| photo.caption.as_deref().map_or(0.0, reading_secs).max(1.6) + 1.3).sum();
    Block {
        nodes,
        background: ColorToken::Bg.into(),
        camera: None,
        needs: TimeNeed::secs(read * 0.6, read, read * 2.5),
    }
}
