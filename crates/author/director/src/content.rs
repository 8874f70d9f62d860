//! Where pictures that shall appear go: behind words, one after another, beside a name.

use crate::fixed::BANNER;
use crate::given::Given;
use crate::intent::{self, Composed, Idea};
use crate::lexicon::colors::readable_on;
use crate::own_fonts::draws;
use crate::prompt::Prompt;
use crate::story::Part;
use pavo_design::{LOGO_ASSET, PictureKind};
use pavo_scene::{
    Anchor, AspectRatio, Asset, AssetKind, ColorToken, Corners, Ellipse, Entrance, EntrancePreset, Frame, Group, Image,
    ImageFit, Length, Node, NodeKind, Paint, Part as _, Position, Scene, Size, Time, Within,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A picture in one part takes no more than these.
const MOST_PHOTOS: usize = 8;

/// Gives the photographs to the parts that can show them, in order; those that no part takes get one of their own.
///
/// `is_free`: whether things that are described one by one may be titles instead.
pub(crate) fn place(parts: &mut Vec<Part>, photos: &[&Given], prompt: &Prompt<'_>, is_free: bool) {
    if photos.is_empty() {
        return;
    }
    for part in parts.iter_mut().filter(|part| is_free && part.idea == Idea::Staged) {
        let mut quotes = intent::shown_quotes(prompt, &part.at);
        part.idea = match quotes.len() {
            0 => Idea::Ambient,
            1 | 2 => {
                let subtitle = (quotes.len() == 2).then(|| quotes.pop()).flatten();
                Idea::Title { kicker: None, title: quotes.pop().unwrap_or_default(), subtitle }
            }
            _ => Idea::Lines(quotes),
        };
    }
    let takers: Vec<usize> = (0..parts.len()).filter(|index| can_take(&parts[*index].idea, photos.len())).collect();
    // As many things as pictures: each is seen with its name.
    let listed = takers.iter().copied().find(|index| counts(&parts[*index].idea) == Some(photos.len()));
    let takers = listed.filter(|_| photos.len() >= 2).map_or(takers, |index| vec![index]);
    if let [only] = takers.as_slice()
        && let Some(idea) = with_photos(&parts[*only].idea, photos, prompt)
    {
        parts[*only].idea = idea;
        return;
    }
    let mut left: &[&Given] = photos;
    for (order, index) in takers.iter().enumerate() {
        let rest = takers.len() - order;
        let share = left.len().div_ceil(rest).min(MOST_PHOTOS);
        let (own, others) = left.split_at(share.min(left.len()));
        if own.is_empty() {
            break;
        }
        if let Some(idea) = with_photos(&parts[*index].idea, own, prompt) {
            parts[*index].idea = idea;
            left = others;
        }
    }
    if left.is_empty() {
        return;
    }
    let at = parts.first().map_or(0..0, |part| part.at.clone());
    let idea = shown_alone(left, None, None, &[]);
    // The end stays the end, and what is told begins with what is seen.
    let place = if takers.is_empty() {
        0
    } else {
        parts.len() - usize::from(parts.last().is_some_and(|part| part.idea.is_an_end()))
    };
    parts.insert(place, Part { idea, at, is_optional: false });
}

/// Whether a picture is the face of who is named: upright or said to be a portrait, and not said to be behind the name.
pub(crate) fn is_face(photo: &Given, prompt: &Prompt<'_>) -> bool {
    const FACES: &[&str] =
        &["portrait", "headshot", "avatar", "face", "circular", "circle", "round photo", "beside", "next to", "disc"];
    const BEHIND: &[&str] = &[
        "behind it",
        "behind the name",
        "behind them",
        "behind her",
        "behind him",
        "in the background",
        "as the background",
        "as background",
        "full frame",
        "full screen",
        "fullscreen",
        "full bleed",
        "over the",
        "over this",
        "over my",
        "over a",
        "over footage",
        "on top of",
    ];
    let whole = prompt.whole();
    let Some(sight) = photo.sight().filter(|_| photo.video_secs().is_none()) else { return false };
    !prompt.says_any(&whole, BEHIND) && (prompt.says_any(&whole, FACES) || sight.ratio < 1.3)
}

/// How many things an idea lists.
fn counts(idea: &Idea) -> Option<usize> {
    match idea {
        Idea::List { items, .. } => Some(items.len()),
        Idea::Lines(lines) => Some(lines.len()),
        Idea::Composed(composed) if composed.block == "featureGrid" => composed.props["items"].as_array().map(Vec::len),
        _ => None,
    }
}

/// Whether an idea can show photographs.
fn can_take(idea: &Idea, photos: usize) -> bool {
    match idea {
        Idea::Title { title, subtitle, .. } => fits(title, subtitle.as_deref()),
        Idea::Quote { words, author } => fits(words, author.as_deref()),
        Idea::Lines(lines) => lines.len() <= 2 || lines.len() == photos && photos <= MOST_PHOTOS,
        Idea::List { items, .. } => items.len() == photos && (2..=MOST_PHOTOS).contains(&photos),
        Idea::LowerThird { .. } => photos == 1,
        Idea::Ambient | Idea::Depict(_) => true,
        Idea::Composed(composed) => match composed.block {
            "hero" | "abstractLoop" => true,
            "phoneFrame" | "browserFrame" | "dashboard" => photos == 1,
            "featureGrid" => {
                composed.props["items"].as_array().is_some_and(|items| items.len() == photos && photos > 1)
            }
            _ => false,
        },
        _ => false,
    }
}

fn fits(title: &str, text: Option<&str>) -> bool {
    title.chars().count() <= 70 && text.is_none_or(|text| text.chars().count() <= 110)
}

/// An idea with photographs in it.
fn with_photos(idea: &Idea, photos: &[&Given], prompt: &Prompt<'_>) -> Option<Idea> {
    if photos.is_empty() || !can_take(idea, photos.len()) {
        return None;
    }
    let photos = &photos[..photos.len().min(MOST_PHOTOS)];
    Some(match idea {
        Idea::Title { title, subtitle, .. } => {
            let beside = prompt.says_any(
                &prompt.whole(),
                &["beside", "next to", "photo card", "on the left", "on the right", "in a frame", "framed"],
            );
            match photos {
                [only] if beside => {
                    let mut props = picture_of(only);
                    props["title"] = json!(title);
                    props["text"] = json!(subtitle);
                    Idea::Composed(Composed::new("photoCard", props))
                }
                _ => shown_alone(photos, Some(title), subtitle.as_deref(), &[]),
            }
        }
        Idea::LowerThird { name, role } => {
            let mut props = picture_of(photos.first()?);
            props["name"] = json!(name);
            props["role"] = json!(role);
            Idea::Composed(Composed::new("lowerThird", props))
        }
        // Who speaks is seen beside the words, not below them.
        Idea::Quote { words, author } => match photos {
            [only] if only.sight().is_some_and(|sight| sight.ratio < 1.3) => {
                let mut props = picture_of(only);
                props["title"] = json!(words);
                props["text"] = json!(author);
                Idea::Composed(Composed::new("photoCard", props))
            }
            _ => shown_alone(photos, Some(words), author.as_deref(), &[]),
        },
        Idea::Lines(lines) if lines.len() == photos.len() => shown_alone(photos, None, None, lines),
        Idea::Lines(lines) => {
            shown_alone(photos, lines.first().map(String::as_str), lines.get(1).map(String::as_str), &[])
        }
        Idea::List { items, .. } => shown_alone(photos, None, None, items),
        Idea::Composed(composed) if composed.block == "featureGrid" => {
            let heads = composed.props["items"].as_array().into_iter().flatten();
            let heads: Vec<String> = heads.filter_map(|item| Some(item["head"].as_str()?.to_owned())).collect();
            shown_alone(photos, None, None, &heads)
        }
        // The screen itself stands for what would be drawn of it; what is said of it stays.
        Idea::Composed(composed) if matches!(composed.block, "phoneFrame" | "browserFrame" | "dashboard") => {
            let [only] = photos else { return None };
            let ratio = only.sight().map_or(0.0, |sight| sight.ratio);
            let block = match composed.block {
                "dashboard" if ratio < 0.8 => "phoneFrame",
                "dashboard" => "browserFrame",
                asked => asked,
            };
            let words = |name: &str| composed.props.get(name).and_then(Value::as_str);
            let mut props = json!({ "src": only.name, "ratio": ratio });
            if only.video_secs().is_some() {
                props["footage"] = json!(true);
            }
            props["title"] = json!(words("title").or_else(|| words("headline")));
            if block == "phoneFrame" {
                props["text"] = json!(words("text"));
            } else {
                props["name"] = json!(words("name"));
            }
            Idea::Composed(Composed::new(block, props))
        }
        Idea::Composed(composed) => {
            let words = |name: &str| composed.props.get(name).and_then(Value::as_str);
            shown_alone(photos, words("caption").or_else(|| words("title")), words("subtitle"), &[])
        }
        _ => shown_alone(photos, None, None, &[]),
    })
}

fn picture_of(photo: &Given) -> Value {
    let focus = photo.sight().map(|sight| sight.focus);
    let mut props = json!({ "src": photo.name, "focus": focus });
    if photo.video_secs().is_some() {
        props["footage"] = json!(true);
    }
    props
}

/// Photographs over the whole frame, with words that stay or a caption for each.
fn shown_alone(photos: &[&Given], title: Option<&str>, text: Option<&str>, captions: &[String]) -> Idea {
    if let [only] = photos
        && let Some(sight) = only.sight().filter(|sight| sight.kind == PictureKind::Screenshot)
    {
        let block = if sight.ratio < 0.8 { "phoneFrame" } else { "browserFrame" };
        let title = title.or_else(|| captions.first().map(String::as_str));
        let mut props = json!({ "src": only.name, "ratio": sight.ratio, "title": title });
        if only.video_secs().is_some() {
            props["footage"] = json!(true);
        }
        if block == "phoneFrame" {
            props["text"] = json!(text);
        }
        return Idea::Composed(Composed::new(block, props));
    }
    if let [only] = photos {
        let mut props = picture_of(only);
        props["title"] = json!(title.or_else(|| captions.first().map(String::as_str)));
        props["text"] = json!(text);
        return Idea::Composed(Composed::new("kenBurns", props));
    }
    let list: Vec<Value> = photos
        .iter()
        .take(MOST_PHOTOS)
        .enumerate()
        .map(|(index, photo)| {
            let mut props = picture_of(photo);
            if let Some(caption) = captions.get(index).filter(|caption| caption.chars().count() <= 90) {
                props["caption"] = json!(caption);
            }
            props
        })
        .collect();
    Idea::Composed(Composed::new("slideshow", json!({ "photos": list, "title": title, "text": text })))
}

/// A face in a disc beside a name, opaque from the first frame on: for lower thirds and banners.
pub(crate) fn portrait(photo: &Given, idea: &Idea, is_first: bool) -> Option<Node> {
    // On a banner the rim has the colour of its words: an accent might be close to what is keyed out.
    let (is_banner, rim) = match idea {
        Idea::Banner { color, .. } => (true, Paint::from(readable_on(color.unwrap_or(BANNER)))),
        Idea::LowerThird { .. } => (false, Paint::from(ColorToken::Accent)),
        _ => return None,
    };
    let side = if is_banner { 216.0 } else { 220.0 };
    let round = |side: f64| Size { width: Length::Units(side), height: Length::Units(side) };
    let mut ring = Node::new(Ellipse { size: Some(round(side + 16.0)), fill: Some(rim), stroke: None });
    let center = Position::frame(Anchor::Center, Length::ZERO, Length::ZERO);
    ring.common.pos = Some(center.clone());
    let focus = photo.sight().map(|sight| sight.focus);
    let mut image = Node::new(Image {
        size: Some(round(side)),
        fit: Some(ImageFit::Cover),
        focus,
        radius: Some(side / 2.0),
        ..Image::new(photo.name.as_str())
    });
    image.common.pos = Some(center);
    let mut window =
        Node::new(Group { children: vec![ring, image], size: Some(round(side + 16.0)), ..Group::default() });
    // A banner takes the lowest 27 % of the frame; what stands on it stands in its middle.
    let place = if is_banner {
        let mut place = Position::frame(Anchor::BottomRight, Length::Units(-104.0), Length::Percent(-13.5));
        place.origin = Anchor::Right;
        place
    } else {
        let mut place = Position::frame(Anchor::BottomRight, Length::ZERO, Length::Units(-16.0));
        place.within = Within::Safe;
        place
    };
    window.common.pos = Some(place);
    if !is_first {
        let mut comes = Entrance::new(EntrancePreset::Pop);
        comes.start = Some(Time::from_secs(0.25));
        comes.dur = Some(Time::from_secs(0.5));
        window.common.entrance = Some(comes);
    }
    Some(window)
}

/// Names the pictures and typefaces that a scene shows among its assets; gives those that it does not show.
pub(crate) fn add_assets<'g>(scene: &mut Scene, given: &'g [Given]) -> Vec<&'g Given> {
    fn look(node: &Node, shown: &mut BTreeSet<String>) {
        if let NodeKind::Image(image) = &node.kind {
            shown.insert(image.src.clone());
        }
        node.children().iter().for_each(|child| look(child, shown));
    }
    let mut shown = BTreeSet::new();
    scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays).for_each(|node| look(node, &mut shown));
    let mut left = Vec::new();
    for (one, cut) in given.iter().filter_map(|one| Some((one, one.font()?))) {
        if draws(scene, &cut.family) {
            scene.assets.insert(one.name.clone(), Asset { kind: AssetKind::Font, src: one.src.clone() });
        } else {
            left.push(one);
        }
    }
    for one in given.iter().filter(|one| one.sight().is_some()) {
        if shown.contains(&one.name) {
            let kind = if one.video_secs().is_some() { AssetKind::Video } else { AssetKind::Image };
            scene.assets.insert(one.name.clone(), Asset { kind, src: one.src.clone() });
        } else {
            left.push(one);
        }
    }
    left
}

/// A logo in the upper left corner, for a film that shows it nowhere else.
pub(crate) fn corner_mark(ratio: f64) -> Node {
    const HEIGHT: f64 = 74.0;
    const WIDEST: f64 = 360.0;
    /// Between the logo and the edge of its ground.
    const PAD: f64 = 24.0;
    let width = (HEIGHT * ratio).min(WIDEST);
    let size = Size { width: Length::Units(width.round()), height: Length::Units((width / ratio).round()) };
    let mut node = Node::new(Image { size: Some(size), fit: Some(ImageFit::Contain), ..Image::new(LOGO_ASSET) });
    node.common.pos = Some(Position::frame(Anchor::Center, Length::ZERO, Length::ZERO));
    // Whatever the film has in that corner, the logo is seen on the ground that it is made for.
    let mut node = Node::new(Frame {
        children: vec![node],
        size: Some(Size {
            width: Length::Units(width.round() + 2.0 * PAD),
            height: Length::Units((width / ratio).round() + 2.0 * PAD),
        }),
        radius: Some(Corners::from(14.0)),
        fill: Some(ColorToken::Bg.into()),
        stroke: None,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    });
    let corner = |anchor: Anchor| {
        let mut place = Position::frame(anchor, Length::ZERO, Length::ZERO);
        place.within = Within::Safe;
        place
    };
    node.common.pos = Some(corner(Anchor::TopRight));
    // Where a frame is not wide, titles reach across it at the top.
    if let Some(below) = corner(Anchor::BottomRight).write() {
        for aspect in [AspectRatio::Tall, AspectRatio::Square, AspectRatio::Feed] {
            node.common.when = std::mem::take(&mut node.common.when).and(aspect, json!({ "pos": below }));
        }
    }
    let mut comes = Entrance::new(EntrancePreset::Fade);
    comes.dur = Some(Time::from_secs(0.4));
    node.common.entrance = Some(comes);
    node
}
