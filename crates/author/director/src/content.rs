//! Where pictures that shall appear go: behind words, one after another, beside a name.

use crate::given::Given;
use crate::intent::{self, Composed, Idea};
use crate::over::{is_behind, put_over};
use crate::own_fonts::draws;
use crate::prompt::Prompt;
use crate::story::Part;
use pavo_design::PictureKind;
use pavo_scene::{
    Anchor, Asset, AssetKind, ColorToken, Ellipse, Entrance, EntrancePreset, Group, Image, ImageFit, Length, Node,
    NodeKind, Paint, Position, Scene, Size, Time, Within,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A picture in one part takes no more than these.
const MOST_PHOTOS: usize = 8;

/// Gives the photographs to the parts that can show them, in order; those that no part takes get one of their own.
///
/// `is_free`: whether things that are described one by one may be titles instead, and parts may come and go.
pub(crate) fn place(parts: &mut Vec<Part>, photos: &[&Given], prompt: &Prompt<'_>, is_free: bool) {
    if photos.is_empty() {
        return;
    }
    if is_free
        && (one_by_one(parts, photos) || introduced_by_name(parts, photos, prompt) || compared(parts, photos, prompt))
    {
        return;
    }
    let closing = if is_free { closing_face(parts, photos, prompt) } else { None };
    let photos = &photos[..photos.len() - usize::from(closing.is_some())];
    place_photos(parts, photos, prompt, is_free);
    parts.extend(closing);
}

/// Who is named beside several pictures, with the last of these, where it is their face: `…, agent Ada Quist at the end`.
fn closing_face(parts: &[Part], photos: &[&Given], prompt: &Prompt<'_>) -> Option<Part> {
    let (last, others) = photos.split_last()?;
    let (calling, name) = intent::introduced(prompt, &prompt.whole())?;
    let ratio = |photo: &Given| photo.sight().map_or(0.0, |sight| sight.ratio);
    let is_upright = last.video_secs().is_none() && ratio(last) < 1.3 && others.iter().any(|photo| ratio(photo) >= 1.3);
    let is_said = parts.iter().any(|part| part.idea.words().iter().any(|words| words.contains(&name)));
    if !is_upright || is_said {
        return None;
    }
    let mut props = picture_of(last);
    props["ratio"] = json!(ratio(last));
    props["title"] = json!(name);
    props["text"] = json!(calling);
    let at = parts.last().map_or(0..0, |part| part.at.clone());
    Some(Part { idea: Idea::Composed(Composed::new("photoCard", props)), at, is_optional: false })
}

/// As [`place`], where the parts stay those that they are, but for one of pictures that none of them takes.
pub(crate) fn place_photos(parts: &mut Vec<Part>, photos: &[&Given], prompt: &Prompt<'_>, is_free: bool) {
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
    let photos = &by_name(parts, photos, prompt)[..];
    if photos.is_empty() {
        return;
    }
    let takers: Vec<usize> =
        (0..parts.len()).filter(|index| can_take(&parts[*index].idea, photos.len(), is_card(prompt))).collect();
    // As many things as pictures: each is seen with its name.
    let listed = takers.iter().copied().find(|index| listed(&parts[*index].idea).len() == photos.len());
    let takers = listed.filter(|_| photos.len() >= 2).map_or(takers, |index| vec![index]);
    if let [only] = takers.as_slice()
        && let Some(idea) = with_photos(&parts[*only].idea, photos, prompt)
    {
        parts[*only].idea = idea;
        if is_free && photos.len() == 1 && parts.len() > 1 && is_behind(prompt) {
            put_over(parts, photos, prompt);
        }
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
    // What shows no picture of its own stands on them.
    let is_single = photos.len() == 1 || takers.is_empty();
    if is_free && is_single && put_over(parts, photos, prompt) || left.is_empty() {
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

/// Gives the pictures to the parts that name them by their file's name, as `kitchen photo` does `kitchen.jpg`; gives those that
/// are left.
fn by_name<'g>(parts: &mut [Part], photos: &[&'g Given], prompt: &Prompt<'_>) -> Vec<&'g Given> {
    if parts.len() < 2 {
        return photos.to_vec();
    }
    let mut named: Vec<Vec<&Given>> = vec![Vec::new(); parts.len()];
    let mut left = Vec::new();
    for photo in photos {
        let at = photo.name_words().iter().find_map(|word| prompt.find_phrase(&prompt.whole(), word));
        match at.and_then(|at| parts.iter().position(|part| part.at.contains(&at.start))) {
            Some(index) => named[index].push(photo),
            None => left.push(*photo),
        }
    }
    for (part, own) in parts.iter_mut().zip(&named).filter(|(_, own)| !own.is_empty()) {
        match with_photos(&part.idea, own, prompt) {
            Some(idea) => part.idea = idea,
            None => left.extend(own),
        }
    }
    // In the order in which they were handed in.
    photos.iter().copied().filter(|photo| left.iter().any(|one| one.name == photo.name)).collect()
}

/// Several screens have a part each, with the words that belong to them.
fn one_by_one(parts: &mut Vec<Part>, photos: &[&Given]) -> bool {
    let is_screen = |photo: &&Given| photo.sight().is_some_and(|sight| sight.kind == PictureKind::Screenshot);
    if photos.len() < 2 || photos.len() > MOST_PHOTOS || !photos.iter().all(is_screen) {
        return false;
    }
    let listed = parts.iter().position(|part| listed(&part.idea).len() == photos.len());
    let words = listed.map_or_else(Vec::new, |index| self::listed(&parts[index].idea));
    let at = parts[listed.unwrap_or(0)].at.clone();
    let screens = photos.iter().enumerate().map(|(index, photo)| Part {
        idea: screen(photo, words.get(index).map(String::as_str), None),
        at: at.clone(),
        is_optional: false,
    });
    let screens: Vec<Part> = screens.collect();
    match listed {
        Some(index) => drop(parts.splice(index..=index, screens)),
        // What the film is about comes first, and its end last.
        None => {
            let ends = parts.len() > 1 && parts.last().is_some_and(|part| part.idea.is_an_end());
            let place = parts.len() - usize::from(ends);
            parts.splice(place..place, screens);
            parts.retain(|part| part.idea != Idea::Ambient);
        }
    }
    true
}

/// Two pictures of before and after, behind the title.
fn compared(parts: &mut Vec<Part>, photos: &[&Given], prompt: &Prompt<'_>) -> bool {
    let asks = ["before and after", "before/after", "before & after", "before-and-after", "before / after"];
    if photos.len() != 2 || !prompt.says_any(&prompt.whole(), &asks) {
        return false;
    }
    let idea = shown_alone(photos, None, None, &["Before".to_owned(), "After".to_owned()]);
    let at = parts.first().map_or(0..0, |part| part.at.clone());
    parts.retain(|part| {
        part.idea != Idea::Ambient && !matches!(&part.idea, Idea::Composed(one) if one.block == "beforeAfter")
    });
    let is_titled = parts.first().is_some_and(|part| matches!(part.idea, Idea::Title { .. }));
    parts.insert(usize::from(is_titled), Part { idea, at, is_optional: false });
    true
}

/// People who are named with what they are, each beside their face.
fn introduced_by_name(parts: &mut Vec<Part>, photos: &[&Given], prompt: &Prompt<'_>) -> bool {
    let people = intent::introductions(prompt, &prompt.whole());
    if photos.len() < 2 || people.len() != photos.len() || !photos.iter().all(|photo| is_face(photo, prompt)) {
        return false;
    }
    let at = parts.first().map_or(0..0, |part| part.at.clone());
    let quoted = intent::shown_quotes(prompt, &prompt.whole());
    // What is not quoted is what the film is, not what it says.
    let is_said = |words: &String| quoted.contains(words) && !people.iter().any(|(name, _)| name == words);
    parts.retain(|part| part.idea.words().iter().any(is_said));
    parts.extend(people.into_iter().zip(photos).map(|((name, role), photo)| {
        let mut props = picture_of(photo);
        props["ratio"] = json!(photo.sight().map(|sight| sight.ratio));
        props["title"] = json!(name);
        props["text"] = json!(role);
        Part { idea: Idea::Composed(Composed::new("photoCard", props)), at: at.clone(), is_optional: false }
    }));
    true
}

/// Whether a picture is the face of who is named: upright or said to be a portrait, and not said to be behind the name.
pub(crate) fn is_face(photo: &Given, prompt: &Prompt<'_>) -> bool {
    const FACES: &[&str] =
        &["portrait", "headshot", "avatar", "face", "circular", "circle", "round photo", "beside", "next to", "disc"];
    let whole = prompt.whole();
    let Some(sight) = photo.sight().filter(|_| photo.video_secs().is_none()) else { return false };
    !is_behind(prompt) && (prompt.says_any(&whole, FACES) || sight.ratio < 1.3)
}

/// The things that an idea lists.
fn listed(idea: &Idea) -> Vec<String> {
    match idea {
        Idea::List { items, .. } => items.clone(),
        Idea::Lines(lines) => lines.clone(),
        Idea::Composed(composed) if matches!(composed.block, "featureGrid" | "steps" | "checklist" | "flow") => {
            let words = |item: &Value| Some(item.as_str().or_else(|| item["head"].as_str())?.to_owned());
            composed.props["items"].as_array().into_iter().flatten().filter_map(words).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether all that a prompt says stands on one card.
fn is_card(prompt: &Prompt<'_>) -> bool {
    let cards =
        ["invitation", "invite", "save the date", "poster", "flyer", "greeting card", "postcard", "announcement card"];
    prompt.says_any(&prompt.whole(), &cards)
}

/// Whether an idea can show photographs; on a card, several lines stand together.
fn can_take(idea: &Idea, photos: usize, is_card: bool) -> bool {
    match idea {
        Idea::Title { title, subtitle, .. } => fits(title, subtitle.as_deref()),
        Idea::Quote { words, .. } => fits(words, None),
        Idea::Lines(lines) if photos == 1 => lines.len() <= 2 || lines.len() <= 5 && is_card,
        Idea::Lines(lines) => merged(lines, photos).is_some(),
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
    if photos.is_empty() || !can_take(idea, photos.len(), is_card(prompt)) {
        return None;
    }
    let photos = &photos[..photos.len().min(MOST_PHOTOS)];
    Some(match idea {
        Idea::Title { title, subtitle, .. } => {
            let beside = prompt.says_any(
                &prompt.whole(),
                &["beside", "next to", "photo card", "on the left", "on the right", "in a frame", "framed"],
            );
            let host = intent::introduced(prompt, &prompt.whole());
            let is_screen = photos.iter().any(|one| one.sight().is_some_and(|one| one.kind == PictureKind::Screenshot));
            match photos {
                [only] if is_screen => screen(only, Some(title), subtitle.as_deref()),
                [only] if beside || is_cut_off(only, prompt) || host.is_some() && is_face(only, prompt) => {
                    let host = host.map(|(calling, name)| match title.contains(&name) {
                        true => calling,
                        false => format!("{calling} {name}"),
                    });
                    let mut props = picture_of(only);
                    props["ratio"] = json!(only.sight().map(|sight| sight.ratio));
                    props["title"] = json!(title);
                    props["text"] = json!(subtitle.clone().or(host));
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
        // Who speaks is seen beside their name.
        Idea::Quote { words, author, role } => match photos {
            [only] if is_face(only, prompt) && is_about_picture(prompt) => {
                let speaker: Vec<&str> = [author, role].into_iter().flatten().map(String::as_str).collect();
                let mut props = picture_of(only);
                props["ratio"] = json!(only.sight().map(|sight| sight.ratio));
                props["title"] = json!(words);
                props["text"] = json!((!speaker.is_empty()).then(|| speaker.join(", ")));
                Idea::Composed(Composed::new("photoCard", props))
            }
            [only] if only.video_secs().is_none() && only.sight().is_some_and(|sight| sight.ratio < 1.3) => {
                let mut props = picture_of(only);
                props["quote"] = json!(words);
                props["author"] = json!(author);
                props["role"] = json!(role);
                Idea::Composed(Composed::new("quoteCard", props))
            }
            _ => {
                let speaker: Vec<&str> = [author, role].into_iter().flatten().map(String::as_str).collect();
                let speaker = (!speaker.is_empty()).then(|| speaker.join(", "));
                shown_alone(photos, Some(words), speaker.as_deref(), &[])
            }
        },
        Idea::Lines(lines) if lines.len() >= 2 && photos.len() >= 2 && photos.len() >= lines.len().min(3) => {
            shown_alone(photos, None, None, &spread(&merged(lines, photos.len())?, photos.len()))
        }
        Idea::Lines(lines) => {
            let (title, others) = lines.split_first()?;
            let text = (!others.is_empty()).then(|| others.join(" · "));
            shown_alone(photos, Some(title), text.as_deref(), &[])
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

/// Whether a wide frame would cut off most of an upright picture, and nothing says that it fills the frame.
fn is_cut_off(photo: &Given, prompt: &Prompt<'_>) -> bool {
    let is_upright = photo.sight().is_some_and(|sight| sight.ratio < 0.95 && sight.kind == PictureKind::Photo);
    is_upright && photo.video_secs().is_none() && !prompt.is_tall && !is_behind(prompt)
}

/// Whether a prompt is about a picture first: `Portrait in duotone with the quote …`.
fn is_about_picture(prompt: &Prompt<'_>) -> bool {
    let tones = ["duotone", "black and white", "black & white", "sepia", "greyscale", "grayscale", "large portrait"];
    let begins = ["portrait", "photo", "picture", "headshot"].iter().any(|word| prompt.view.starts_with(word));
    begins || prompt.says_any(&prompt.whole(), &tones)
}

/// Lines as captions of as many pictures: of more lines, the shortest neighbours stand together.
fn merged(lines: &[String], photos: usize) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    let mut lines = lines.to_vec();
    while lines.len() > photos {
        let both = |at: usize| lines[at].chars().count() + lines[at + 1].chars().count();
        let at = (0..lines.len() - 1).min_by_key(|at| both(*at))?;
        if both(at) > LONGEST {
            return None;
        }
        let next = lines.remove(at + 1);
        lines[at] = format!("{} · {next}", lines[at]);
    }
    (photos <= MOST_PHOTOS).then_some(lines)
}

/// A caption for each of several pictures; where there are fewer, they are spread, and some pictures have none.
fn spread(lines: &[String], photos: usize) -> Vec<String> {
    let mut captions = vec![String::new(); photos];
    for (order, line) in lines.iter().enumerate() {
        captions[order * photos / lines.len()].clone_from(line);
    }
    captions
}

fn picture_of(photo: &Given) -> Value {
    let focus = photo.sight().map(|sight| sight.focus);
    let mut props = json!({ "src": photo.name, "focus": focus });
    if photo.video_secs().is_some() {
        props["footage"] = json!(true);
    }
    props
}

/// A picture of a screen on its device, with what there is to say of it.
fn screen(photo: &Given, title: Option<&str>, text: Option<&str>) -> Idea {
    let ratio = photo.sight().map_or(1.0, |sight| sight.ratio);
    let block = if ratio < 0.8 { "phoneFrame" } else { "browserFrame" };
    let mut props = json!({ "src": photo.name, "ratio": ratio, "title": title });
    if photo.video_secs().is_some() {
        props["footage"] = json!(true);
    }
    if block == "phoneFrame" {
        props["text"] = json!(text);
    }
    Idea::Composed(Composed::new(block, props))
}

/// Photographs over the whole frame, with words that stay or a caption for each.
pub(crate) fn shown_alone(photos: &[&Given], title: Option<&str>, text: Option<&str>, captions: &[String]) -> Idea {
    if let [only] = photos
        && only.sight().is_some_and(|sight| sight.kind == PictureKind::Screenshot)
    {
        return screen(only, title.or_else(|| captions.first().map(String::as_str)), text);
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
            if let Some(caption) = captions.get(index).filter(|caption| (1..=90).contains(&caption.chars().count())) {
                props["caption"] = json!(caption);
            }
            props
        })
        .collect();
    Idea::Composed(Composed::new("slideshow", json!({ "photos": list, "title": title, "text": text })))
}

/// A face in a disc beside a name of a lower third; there from the first frame on where it `is_first`.
pub(crate) fn portrait(photo: &Given, idea: &Idea, is_first: bool) -> Option<Node> {
    if !matches!(idea, Idea::LowerThird { .. }) {
        return None;
    }
    let rim = Paint::from(ColorToken::Accent);
    let side = 220.0;
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
    let mut place = Position::frame(Anchor::BottomRight, Length::ZERO, Length::Units(-16.0));
    place.within = Within::Safe;
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
