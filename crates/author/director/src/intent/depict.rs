//! Things that are to be seen rather than named: `a rocket launching into space`.

use super::composed::Composed;
use super::*;
use crate::token::TokenKind;
use serde_json::json;

/// What a thing does, by the beginnings of verbs.
const ACTIONS: &[(&str, &[&str])] = &[
    ("launch", &["launch", "lift", "blast", "tak", "ris", "soar", "ascend"]),
    ("bounce", &["bounc", "jump", "hop", "dribbl", "leap"]),
    ("spin", &["spin", "rotat", "turn", "twirl", "roll"]),
    ("pulse", &["beat", "puls", "throb", "glow"]),
    ("swing", &["swing", "sway", "ring", "wav"]),
    (
        "travel",
        &["fly", "flie", "sail", "driv", "rid", "cross", "travel", "run", "swim", "zoom", "rac", "mov", "cruis"],
    ),
    ("float", &["float", "hover", "drift", "danc", "sleep", "sitt", "smil"]),
];

/// Nouns of what a prompt asks for when it is not the thing itself that is to be seen.
const FORMATS: &[&str] = &[
    "ad",
    "announcement",
    "app",
    "banner",
    "brand",
    "business",
    "campaign",
    "card",
    "chart",
    "company",
    "course",
    "day",
    "deal",
    "dashboard",
    "event",
    "explainer",
    "festival",
    "guide",
    "intro",
    "invitation",
    "launch",
    "lesson",
    "logo",
    "menu",
    "opener",
    "outro",
    "party",
    "post",
    "poster",
    "presentation",
    "product",
    "promo",
    "quote",
    "recipe",
    "reel",
    "sale",
    "shop",
    "show",
    "slide",
    "startup",
    "store",
    "story",
    "team",
    "teaser",
    "text",
    "title",
    "tour",
    "trailer",
    "tutorial",
    "week",
    "workshop",
    "market",
    "club",
    "service",
];

/// A thing that a short prompt without words to show describes, where a picture of it is known.
pub(super) fn depiction(prompt: &Prompt<'_>, part: &Range<usize>, directives: &Directives) -> Option<Decision> {
    depicted(prompt, part, directives, &[])
}

/// The same with what is quoted as its caption: `a rocket launching into space with the words "We have liftoff"`.
pub(super) fn captioned(
    prompt: &Prompt<'_>,
    part: &Range<usize>,
    quotes: &[Quote],
    directives: &Directives,
) -> Option<Decision> {
    /// What a caption is called.
    const CAPTIONS: &[&str] = &["title", "text", "words", "caption", "headline", "tagline"];
    let [only] = quotes else { return None };
    if only.words.chars().count() > 80 {
        return None;
    }
    let (idea, span, decision, _) = depicted(prompt, part, directives, CAPTIONS)?;
    let Idea::Composed(mut composed) = idea else { return None };
    composed.props.insert("caption".to_owned(), only.words.clone().into());
    Some((Idea::Composed(composed), span, format!("{decision}, with words"), 0.6))
}

/// A thing that a short prompt describes; `allowed` are formats that do not say that something else is meant.
fn depicted(prompt: &Prompt<'_>, part: &Range<usize>, directives: &Directives, allowed: &[&str]) -> Option<Decision> {
    let words: Vec<(&str, Range<usize>)> = prompt
        .tokens_in(part)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| (prompt.word(token), token.span.clone()))
        .collect();
    if words.is_empty()
        || words.len() > 16
        || words.iter().any(|(word, _)| FORMATS.contains(word) && !allowed.contains(word))
    {
        return None;
    }
    // A plain figure is meant by its name where it does something.
    let acts = words.iter().any(|(word, _)| action(word).is_some());
    let (index, name) = (0..words.len()).find_map(|index| Some((index, named(&words, index, acts)?)))?;
    let before = index.checked_sub(1).map_or("", |before| words[before].0);
    let led =
        words[..index].iter().any(|(word, _)| matches!(*word, "a" | "an" | "animated" | "animate" | "cute" | "single"));
    let is_doing = |at: usize| words.get(at).is_some_and(|(word, _)| word.ends_with("ing") && word.len() > 4);
    let does = (0..words.len()).any(is_doing);
    // Where a ground is asked for, or none, there is no landscape.
    let plain = directives.roles.backdrop.is_some()
        || prompt.says_any(
            part,
            &["minimal", "simple", "icon", "emoji", "plain", "white background", "transparent", "background", "logo"],
        );
    // `the bread` names a thing that was spoken of; `rocket fuel` is not a rocket.
    let is_part = words.get(index + name.split('-').count()).is_some_and(|(word, _)| {
        !is_doing(index + name.split('-').count())
            && action(word).is_none()
            && !matches!(
                *word,
                "in" | "on"
                    | "over"
                    | "into"
                    | "with"
                    | "that"
                    | "and"
                    | "at"
                    | "across"
                    | "through"
                    | "above"
                    | "from"
                    | "to"
                    | "under"
                    | "which"
                    | "icon"
                    | "emoji"
                    | "illustration"
                    | "animation"
                    | "loop"
                    | "flat"
                    | "up"
                    | "slowly"
                    | "minimal"
            )
    });
    if before == "the" || is_part || !(led || does) {
        return None;
    }
    let verb = words.iter().find_map(|(word, _)| action(word));
    let span = words[index].1.clone();
    let named_place = words.iter().enumerate().filter(|(at, _)| *at != index).find_map(|(_, (word, _))| place(word));
    let place = match named_place {
        Some(place) => Some(place),
        None if plain => None,
        None => usual_place(name, verb),
    };
    let dark = ["night", "midnight", "evening", "dark", "moonlight", "moonlit", "starry", "stars", "neon"];
    let is_night = directives.roles.dark == Some(true) || prompt.says_any(part, &dark);
    let time = place.map(|_| if is_night { "night" } else { "day" });
    let composed = Composed::new("hero", json!({ "subject": name, "action": verb, "setting": place, "time": time }));
    Some((Idea::Composed(composed), span, format!("depict {name}"), 0.8))
}

/// The picture that one or two words from an index on name.
///
/// `acts`: whether it does something, so that a plain figure is the thing itself.
fn named(words: &[(&str, Range<usize>)], index: usize, acts: bool) -> Option<&'static str> {
    let known = |name: &str| {
        let single = name.strip_suffix('s').unwrap_or(name);
        pavo_library::picture(name).or_else(|| pavo_library::picture(single)).map(|picture| picture.name)
    };
    let (first, _) = words.get(index)?;
    let two = words.get(index + 1).and_then(|(second, _)| known(&format!("{first}-{second}")));
    two.or_else(|| known(OTHERS.iter().find(|(word, _)| word == first).map_or(*first, |(_, name)| *name)))
        .filter(|name| name.len() > 2 && (!ABSTRACT.contains(name) || acts && FIGURES.contains(name)))
}

/// Other words for things that have pictures.
const OTHERS: &[(&str, &str)] = &[
    ("plane", "airplane"),
    ("car", "automobile"),
    ("bike", "bicycle"),
    ("football", "soccer-ball"),
    ("cat", "cat"),
    ("sun", "sun"),
    ("moon", "crescent-moon"),
    ("earth", "globe-showing-europe-africa"),
    ("planet", "ringed-planet"),
    ("bulb", "light-bulb"),
    ("lightbulb", "light-bulb"),
    ("coffee", "hot-beverage"),
    ("tree", "deciduous-tree"),
    ("boat", "sailboat"),
    ("truck", "delivery-truck"),
    ("train", "locomotive"),
    ("heart", "heart-suit"),
    ("bee", "honeybee"),
    ("flower", "tulip"),
    ("whale", "spouting-whale"),
    ("robot", "robot"),
];

/// Pictures of signs, which nobody means by their names.
const ABSTRACT: &[&str] = &[
    "scroll",
    "window",
    "wide-area",
    "clapper-board",
    "link",
    "links",
    "fast-down-button",
    "end",
    "soon",
    "top",
    "on",
    "back",
    "new",
    "free",
    "cool",
    "up-button",
    "ok-button",
    "record-button",
    "play-button",
    "key",
    "label",
    "memo",
    "question",
    "information",
    "white-circle",
    "black-circle",
    "red-circle",
    "plus",
    "minus",
    "divide",
    "multiply",
    "infinity",
    "dizzy",
    "sparkles",
    "wavy-dash",
    "loop",
    "bar-chart",
    "chart-increasing",
    "chart-decreasing",
    "medical-symbol",
    "recycling-symbol",
    "page-facing-up",
    "desktop-computer",
    "card-index",
    "calendar",
    "star",
    "rainbow",
];

/// Plain figures among them.
const FIGURES: &[&str] = &["white-circle", "black-circle", "red-circle", "star"];

/// Words for where a thing is.
const PLACES: &[(&str, &[&str])] = &[
    ("space", &["space", "stars", "galaxy", "cosmos", "universe", "orbit", "starry"]),
    ("underwater", &["underwater", "reef", "seabed", "aquarium", "undersea", "depths"]),
    ("sea", &["sea", "ocean", "waves", "water", "lake", "river", "bay", "harbour", "harbor", "sailing"]),
    ("city", &["city", "street", "streets", "downtown", "skyline", "traffic", "town", "urban"]),
    ("mountains", &["mountain", "mountains", "alps", "peaks", "himalayas"]),
    ("desert", &["desert", "dunes", "sahara", "sand"]),
    ("forest", &["forest", "woods", "jungle", "trees"]),
    ("snow", &["snow", "snowy", "winter", "arctic", "snowfall", "ice"]),
    ("rain", &["rain", "rainy", "storm", "raining", "stormy"]),
    ("road", &["road", "highway", "motorway", "track", "roads"]),
    (
        "hills",
        &["hill", "hills", "field", "fields", "meadow", "countryside", "garden", "park", "grass", "farm", "valley"],
    ),
    ("sky", &["sky", "skies", "clouds", "cloudy"]),
];

fn place(word: &str) -> Option<&'static str> {
    PLACES.iter().find(|(_, words)| words.contains(&word)).map(|(place, _)| *place)
}

/// Where a thing usually is, by the name of its picture.
fn usual_place(name: &str, verb: Option<&str>) -> Option<&'static str> {
    const USUAL: &[(&str, &[&str])] = &[
        ("space", &["rocket", "flying-saucer", "satellite", "ringed-planet", "comet", "astronaut", "alien"]),
        ("sea", &["sailboat", "ship", "passenger-ship", "speedboat", "canoe", "ferry", "motor-boat"]),
        (
            "underwater",
            &[
                "whale",
                "spouting-whale",
                "dolphin",
                "fish",
                "tropical-fish",
                "shark",
                "octopus",
                "turtle",
                "jellyfish",
                "blowfish",
                "squid",
                "crab",
                "lobster",
                "seal",
            ],
        ),
        (
            "road",
            &[
                "automobile",
                "sport-utility-vehicle",
                "racing-car",
                "motorcycle",
                "bicycle",
                "bus",
                "delivery-truck",
                "articulated-lorry",
                "minibus",
                "motor-scooter",
                "kick-scooter",
                "pickup-truck",
                "locomotive",
            ],
        ),
        ("city", &["taxi", "tram", "police-car", "fire-engine", "ambulance", "trolleybus"]),
        (
            "sky",
            &[
                "airplane",
                "small-airplane",
                "helicopter",
                "bird",
                "eagle",
                "butterfly",
                "parachute",
                "kite",
                "dove",
                "owl",
                "bee",
                "balloon",
            ],
        ),
        (
            "hills",
            &[
                "dog", "rabbit", "horse", "sheep", "cow", "tractor", "cat", "fox", "deer", "chicken", "pig", "goat",
                "windmill",
            ],
        ),
        ("snow", &["penguin", "polar-bear", "snowman", "sled", "skis"]),
        ("desert", &["camel", "two-hump-camel", "cactus", "scorpion", "lizard"]),
        ("forest", &["bear", "wolf", "squirrel", "hedgehog", "raccoon", "campfire", "camping"]),
    ];
    let usual = USUAL.iter().find(|(_, names)| names.contains(&name)).map(|(place, _)| *place)?;
    // A dog that bounces or a cat that sleeps is a picture of itself.
    (usual != "hills" || matches!(verb, Some("travel" | "bounce"))).then_some(usual)
}

fn action(word: &str) -> Option<&'static str> {
    ACTIONS
        .iter()
        .find(|(_, stems)| stems.iter().any(|stem| word.starts_with(stem) && word.len() > stem.len()))
        .map(|(name, _)| *name)
}
