//! Blocks and recipes as a program uses them: every one is a valid document at every ratio.

use pavo_design::blocks::{
    BigStat, EndCard, ListReveal, Speaker, StatItem, TitleCard, big_stat, countdown, end_card, kinetic_lines,
    list_reveal, lower_third, quote_card, stat_row, title_card,
};
use pavo_design::recipes::{Recipe, RecipeWish, recipe};
use pavo_design::{Block, Dial, Look, LookWish, TimeNeed, background, block_kind, block_kinds, look};
use pavo_scene::{AspectRatio, ColorToken, Keyframe, Node, NodeKind, NumberFormat, Paint, Rgba, Scene, Time};
use std::collections::BTreeSet;

const STYLES: [&str; 21] = [
    "minimal",
    "editorial",
    "corporate",
    "swiss",
    "tech-dark",
    "saas",
    "neon",
    "luxury",
    "playful",
    "terminal",
    "pastel",
    "brutalist",
    "bold",
    "cinematic",
    "sketch",
    "newspaper",
    "blueprint",
    "pixel",
    "retro80s",
    "glass",
    "paper-cut",
];

fn look_of(style: &str, seed: u64, dial: Dial) -> Look {
    look(&LookWish { style_words: vec![style.to_owned()], seed, dial, ..LookWish::default() })
}

fn card(title: &str) -> TitleCard {
    TitleCard { kicker: Some("New".into()), title: title.into(), subtitle: Some("From Thursday on".into()) }
}

/// Every block, by name.
fn everything(look: &Look, duration: Time) -> Vec<(String, Block)> {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let format = |pattern: &str| NumberFormat::parse(pattern).expect("pattern");
    let stat = BigStat {
        to: 2400.0,
        format: format("0,0+"),
        label: Some("teams onboarded".into()),
        bounce: true,
        ..BigStat::default()
    };
    let item = |to| StatItem { to, format: format("$0.0a"), label: Some("revenue".into()), from: 0.0 };
    let list = ListReveal {
        title: Some("Three things".into()),
        items: owned(&["One", "Two", "Three"]),
        numbered: true,
        checked: false,
    };
    let bare = ListReveal { title: None, numbered: false, ..list.clone() };
    let someone = Speaker { name: Some("Someone".into()), ..Speaker::default() };
    let end =
        EndCard { name: Some("Pavo".into()), tagline: Some("Words that move".into()), cta: Some("example.com".into()) };
    let mut blocks = vec![
        ("title_card".to_owned(), title_card(&card("Autumn menu launch"), look, duration)),
        ("long title_card".to_owned(), title_card(&card(&"Everything about it ".repeat(9)), look, duration)),
        ("empty title_card".to_owned(), title_card(&TitleCard::default(), look, duration)),
        ("big_stat".to_owned(), big_stat(&stat, look, duration)),
        ("still big_stat".to_owned(), big_stat(&BigStat { from: 5.0, to: 5.0, ..stat }, look, duration)),
        ("kinetic_lines".to_owned(), kinetic_lines(&owned(&["One", "Two words", "And three now"]), look, duration)),
        ("no kinetic_lines".to_owned(), kinetic_lines(&[], look, duration)),
        ("quote_card".to_owned(), quote_card("Less is more, and more is less.", &someone, look, duration)),
        ("list_reveal".to_owned(), list_reveal(&list, look, duration)),
        ("bare list_reveal".to_owned(), list_reveal(&bare, look, duration)),
        ("stat_row".to_owned(), stat_row(&[item(4.8e6), item(1.2e9), item(900.0)], look, duration)),
        ("no stat_row".to_owned(), stat_row(&[], look, duration)),
        ("countdown".to_owned(), countdown(5, 1, Some("Go"), look, duration)),
        ("count up".to_owned(), countdown(1, 3, None, look, duration)),
        ("end_card".to_owned(), end_card(&end, look, duration)),
        ("lower_third".to_owned(), lower_third("Ines", Some("Biologist"), look, duration)),
    ];
    blocks.push(("background".to_owned(), {
        let (background, nodes) = background(look, look.seed);
        Block { nodes, background, camera: None, needs: TimeNeed::secs(1.0, 1.0, 1.0) }
    }));
    blocks
}

/// Every recipe, by name, with and without closing.
fn drawings(look: &Look, duration: Time) -> Vec<(String, Block)> {
    let draw = |kind: Recipe, seamless| {
        let wish = RecipeWish { seamless, ..RecipeWish::default() };
        (kind.name().to_owned(), recipe(kind, &wish, look, duration))
    };
    Recipe::examples().into_iter().flat_map(|kind| [draw(kind, false), draw(kind, true)]).collect()
}

fn visit(nodes: &[Node], see: &mut impl FnMut(&Node)) {
    for node in nodes {
        see(node);
        visit(node.children(), see);
    }
}

fn texts(nodes: &[Node]) -> Vec<String> {
    let mut texts = Vec::new();
    visit(nodes, &mut |node| match &node.kind {
        NodeKind::Text(text) => texts.push(text.text.clone()),
        NodeKind::Number(number) => texts.push(number.to.to_string()),
        _ => {}
    });
    texts
}

fn assert_valid(name: &str, block: Block, look: &Look, duration: Time) {
    let scene = block.into_scene(look, duration);
    let text = scene.to_json();
    let parsed = Scene::parse(&text).unwrap_or_else(|error| panic!("{name} for {duration:?}: {error}"));
    assert!(parsed.warnings.is_empty(), "{name} for {duration:?}: {:?}", parsed.warnings);
    for &aspect in AspectRatio::ALL {
        let there = Scene::parse(&scene.at_aspect(aspect).to_json());
        let there = there.unwrap_or_else(|error| panic!("{name} at {aspect}: {error}"));
        assert!(there.warnings.is_empty(), "{name} at {aspect}: {:?}", there.warnings);
    }
}

#[test]
fn blocks_are_valid_documents_in_every_style_and_ratio() {
    let duration = Time::from_secs(3.0);
    for (seed, style) in STYLES.into_iter().enumerate() {
        let look = look_of(style, seed as u64, Dial::Open);
        assert_eq!(look.preset, style);
        for (name, block) in everything(&look, duration) {
            assert_valid(&format!("{style} {name}"), block, &look, duration);
        }
    }
}

#[test]
fn blocks_are_valid_documents_however_short_or_long() {
    let cases =
        [(0.5, Dial::Open), (1.0, Dial::Literal), (1.7, Dial::Assisted), (15.0, Dial::Open), (120.0, Dial::Open)];
    for (seed, (secs, dial)) in cases.into_iter().enumerate() {
        let duration = Time::from_secs(secs);
        let look = look_of(STYLES[seed], 7 + seed as u64, dial);
        for (name, block) in everything(&look, duration) {
            assert_valid(&name, block, &look, duration);
        }
    }
}

#[test]
fn long_title_cards_are_valid_documents_in_every_layout() {
    let duration = Time::from_secs(120.0);
    for seed in 0..40 {
        let look = look_of(STYLES[seed as usize % STYLES.len()], seed, Dial::Open);
        let (name, block) = everything(&look, duration).remove(0);
        assert_valid(&name, block, &look, duration);
    }
}

#[test]
fn nodes_live_within_the_duration() {
    for secs in [1.0, 5.0, 12.0] {
        let duration = Time::from_secs(secs);
        let look = look_of("bold", 3, Dial::Open);
        for (name, block) in everything(&look, duration).into_iter().chain(drawings(&look, duration)) {
            visit(&block.nodes, &mut |node| {
                let common = &node.common;
                assert!(common.start.is_none_or(|start| start < duration), "{name}: {common:?}");
                assert!(common.end.is_none_or(|end| end.secs() <= secs + 1e-3), "{name}: {common:?}");
                let begins = common.entrance.as_ref().and_then(|entrance| entrance.start);
                assert!(begins.is_none_or(|start| start <= duration), "{name}: {common:?}");
            });
        }
    }
}

#[test]
fn recipes_are_without_words_and_figures() {
    for kind in Recipe::examples() {
        for seed in 0..6 {
            let look = look_of("tech-dark", seed, Dial::Open);
            let block = recipe(kind, &RecipeWish::default(), &look, Time::from_secs(6.0));
            assert_eq!(texts(&block.nodes), Vec::<String>::new(), "{}", kind.name());
        }
    }
}

#[test]
fn blocks_show_the_given_words_and_no_others() {
    for seed in 0..20 {
        let look = look_of("editorial", seed, Dial::Open);
        let block = title_card(&card("Autumn menu launch"), &look, Time::from_secs(4.0));
        let mut shown = texts(&block.nodes);
        shown.sort();
        assert_eq!(shown, ["Autumn menu launch", "From Thursday on", "New"]);
    }
}

#[test]
fn wished_colours_are_drawn_verbatim() {
    let pink = Rgba::opaque(0xFA, 0x12, 0x88);
    let wish = RecipeWish { colors: vec![pink], ..RecipeWish::default() };
    for kind in Recipe::examples().into_iter().filter(|kind| *kind != Recipe::RainbowWheel) {
        let look = look_of("minimal", 2, Dial::Open);
        let scene = recipe(kind, &wish, &look, Time::from_secs(4.0)).into_scene(&look, Time::from_secs(4.0));
        assert!(scene.to_json().contains("\"#FA1288"), "{}", kind.name());
    }
}

#[test]
fn a_literal_look_gets_the_flat_background_and_nothing_else() {
    for style in STYLES {
        let look = look_of(style, 4, Dial::Literal);
        assert_eq!(background(&look, 4), (Paint::from(ColorToken::Bg), Vec::new()), "{style}");
        let block = title_card(&card("Autumn"), &look, Time::from_secs(4.0));
        assert_eq!(block.camera, None);
        visit(&block.nodes, &mut |node| {
            let is_words = matches!(node.kind, NodeKind::Text(_) | NodeKind::Stack(_));
            let is_room = matches!(&node.kind, NodeKind::Group(group) if group.children.is_empty());
            assert!(is_words || is_room, "{style}: {node:?}");
        });
    }
}

#[test]
fn the_same_seed_gives_the_same_blocks() {
    let duration = Time::from_secs(5.0);
    let look = look_of("playful", 11, Dial::Open);
    assert_eq!(everything(&look, duration), everything(&look, duration));
    assert_eq!(drawings(&look, duration), drawings(&look, duration));
}

#[test]
fn title_cards_of_open_looks_differ() {
    let cards: BTreeSet<String> = (0..40)
        .map(|seed| {
            let look = look(&LookWish { seed, ..LookWish::default() });
            let block = title_card(&card("Autumn menu launch"), &look, Time::from_secs(5.0));
            block.into_scene(&look, Time::from_secs(5.0)).to_json()
        })
        .collect();
    assert!(cards.len() >= 38, "{}", cards.len());
}

#[test]
fn seamless_loops_close_within_the_duration() {
    for secs in [2.0, 4.7, 6.0] {
        let duration = Time::from_secs(secs);
        for kind in Recipe::examples() {
            let is_event = matches!(kind, Recipe::ConfettiBurst | Recipe::ProgressRing { .. });
            if is_event {
                continue;
            }
            let wish = RecipeWish { seamless: true, ..RecipeWish::default() };
            for seed in 0..4 {
                let block = recipe(kind, &wish, &look_of("saas", seed, Dial::Open), duration);
                visit(&block.nodes, &mut |node| {
                    assert!(node.common.entrance.is_none(), "{}", kind.name());
                    for repeated in &node.common.loops.0 {
                        let rounds = secs / repeated.period.expect("a period").secs();
                        assert!((rounds - rounds.round()).abs() < 1e-6, "{}: {rounds} rounds", kind.name());
                    }
                    let Some(keys) = &node.common.keys else { return };
                    for track in
                        [&keys.x, &keys.y, &keys.scale, &keys.scale_x, &keys.width, &keys.height, &keys.trim_end]
                    {
                        assert_closes(kind.name(), &track.keys, secs);
                    }
                });
            }
        }
    }
}

/// A track closes when its value at the duration is that at the beginning.
fn assert_closes(name: &str, keys: &[Keyframe<f64>], secs: f64) {
    let Some(first) = keys.first() else { return };
    let before = keys.iter().rev().find(|key| key.time.secs() <= secs + 1e-3).expect("the first key is at 0");
    let is_exact = (before.time.secs() - secs).abs() < 2e-3 || before.time == first.time || keys.last() == Some(before);
    if is_exact {
        assert!((before.value - first.value).abs() < 0.02 * first.value.abs().max(1.0), "{name}: {keys:?}");
    } else {
        // Cut within a figure: the same moment of the figure, a whole number of rounds earlier, is the beginning.
        let after = keys.iter().find(|key| key.time.secs() > secs).expect("the figure goes on");
        let next = keys.iter().find(|key| key.time.secs() > 0.0).expect("more than one key");
        assert!((after.value - next.value).abs() < 1e-3, "{name}: {keys:?}");
        assert!(((after.time.secs() - secs) - next.time.secs()).abs() < 2e-3, "{name}: {keys:?}");
    }
}

#[test]
fn blocks_of_the_catalogue_are_valid_documents_in_every_style_and_ratio_however_short() {
    for (seed, style) in STYLES.into_iter().enumerate() {
        for (index, kind) in block_kinds().iter().enumerate() {
            // Lengths take turns, so that every block is made short and long in some style.
            let secs = [0.6, 1.5, 4.0, 9.0, 30.0][(seed + index) % 5];
            let dial = [Dial::Open, Dial::Assisted, Dial::Literal][(seed + index) % 3];
            let (look, duration) = (look_of(style, seed as u64, dial), Time::from_secs(secs));
            let block = kind.build(&kind.sample(), "", &look, duration).expect("a sample fits its slots");
            assert_valid(&format!("{style} {} for {secs} s", kind.name), block, &look, duration);
        }
    }
}

#[test]
fn blocks_of_the_catalogue_show_the_words_they_are_given() {
    let look = look_of("minimal", 3, Dial::Open);
    let props = serde_json::json!({ "title": "Ten years", "events": [
        { "date": "2015", "label": "A sketch" }, { "date": "2018", "label": "A storm" }] });
    let kind = block_kind("timeline").expect("known");
    let block = kind.build(props.as_object().expect("an object"), "", &look, Time::from_secs(5.0)).expect("fits");
    let mut shown = texts(&block.nodes);
    shown.sort();
    assert_eq!(shown, ["2015", "2018", "A sketch", "A storm", "Ten years"]);
}

#[test]
fn marks_of_charts_stand_for_their_figures() {
    let look = look_of("corporate", 5, Dial::Open);
    let data = [("a", 41.0), ("b", 33.0), ("c", 8.0)];
    for kind in ["column", "bar", "progress", "funnel"] {
        let list: Vec<_> =
            data.iter().map(|(label, value)| serde_json::json!({ "label": label, "value": value })).collect();
        let props = serde_json::json!({ "kind": kind, "data": list });
        let chart = block_kind("chartCard").expect("known");
        let block = chart.build(props.as_object().expect("an object"), "", &look, Time::from_secs(6.0)).expect("fits");
        let mut marks: Vec<(f64, f64)> = Vec::new();
        visit(&block.nodes, &mut |node| {
            if let (Some(datum), NodeKind::Rect(rect)) = (&node.common.datum, &node.kind) {
                let size = rect.size.expect("a size");
                let is_wide = datum.by == Some(pavo_scene::DatumBy::Width);
                let long = if is_wide { size.width.units(1.0) } else { size.height.units(1.0) };
                marks.push((datum.value, long));
            }
        });
        assert_eq!(marks.len(), 3, "{kind}");
        let whole = marks[0].1 / marks[0].0;
        for (value, long) in &marks {
            assert!((long / whole - value).abs() < 0.01 * value, "{kind}: {long} for {value}");
        }
    }
}
