//! Beats, copy, colours, places, easings and exits are read as they are written.

mod common;

use common::{Found, direct_prompt, find_number, find_text, shot, texts};
use pavo_scene::{
    Anchor, Ease, EaseName, EmphasisPreset, EntrancePreset, ExitPreset, Length, NodeKind, Paint, Position, Rgba, Time,
    Unit,
};

const GOOD_MORNING: &str = "A 5-second motion graphic on a solid white background, 1920x1080 at 30fps. \
    [from 0.0s to 1.5s] kinetic typography \"Good Morning\" centered, Inter 96px black, types in word-by-word over 0.5s \
    easeOutQuad. [from 1.5s to 3.0s] hold the title. A 6px black underline draws under \"Morning\" over 0.3s easeOutCubic. \
    [from 3.0s to 5.0s] fade out over 0.5s; final 1.5s holds on a clean background.";

#[test]
fn a_bracketed_prompt_is_done_to_the_letter() {
    let direction = direct_prompt(GOOD_MORNING);
    assert_eq!(direction.scene.duration(), Time::from_secs(5.0));
    assert_eq!(direction.scene.frame_rate().fps(), 30);
    let shot = shot(&direction);
    assert_eq!(shot.background, Some(Paint::from(Rgba::WHITE)));
    assert_eq!(shot.nodes.len(), 1, "one title and nothing else");
    assert!(shot.camera.is_none());
    let Found { node, text } = find_text(&direction, "Good Morning");
    let font = text.font.clone().expect("font");
    assert_eq!((font.family.as_deref(), font.size), (Some("Inter"), Some(96.0)));
    assert_eq!(text.color, Some(Paint::from(Rgba::BLACK)));
    assert_eq!(node.common.pos, Some(Position::CENTER));
    let entrance = node.common.entrance.clone().expect("entrance");
    assert_eq!((entrance.preset, entrance.by), (EntrancePreset::Typewriter, Some(Unit::Word)));
    assert_eq!(entrance.dur, Some(Time::from_secs(0.5)));
    assert_eq!(entrance.ease, Some(Ease::Named(EaseName::EaseOutQuad)));
    let underline = &node.common.emphases.0[0];
    assert_eq!(underline.preset, EmphasisPreset::Underline);
    assert_eq!(underline.target.as_deref(), Some("Morning"));
    assert_eq!((underline.start, underline.dur), (Some(Time::from_secs(1.5)), Some(Time::from_secs(0.3))));
    assert_eq!((underline.width, underline.color), (Some(6.0), Some(Rgba::BLACK.into())));
    assert_eq!(underline.ease, Some(Ease::Named(EaseName::EaseOutCubic)));
    let exit = node.common.exit.clone().expect("exit");
    assert_eq!((exit.preset, exit.start), (ExitPreset::Fade, Some(Time::from_secs(3.0))));
    assert_eq!(exit.dur, Some(Time::from_secs(0.5)));
    assert_eq!(node.common.end, Some(Time::from_secs(3.5)), "nothing is left on the clean background");
}

#[test]
fn a_typewriter_keeps_its_cadence_caret_and_fade() {
    let direction = direct_prompt(
        "A 4-second title: typewriter typing of \"Field Notes\" in JetBrains Mono 96px #111827 on #F9FAFB, one character every \
         0.06s, blinking cursor #06B6D4, fade out over the last 0.3s",
    );
    assert_eq!(direction.scene.duration(), Time::from_secs(4.0));
    assert_eq!(shot(&direction).background, Some(Paint::from(Rgba::opaque(0xF9, 0xFA, 0xFB))));
    let Found { node, text } = find_text(&direction, "Field Notes");
    assert_eq!(text.color, Some(Paint::from(Rgba::opaque(0x11, 0x18, 0x27))));
    let font = text.font.clone().expect("font");
    assert_eq!((font.family.as_deref(), font.size), (Some("JetBrains Mono"), Some(96.0)));
    let entrance = node.common.entrance.clone().expect("entrance");
    assert_eq!((entrance.preset, entrance.by), (EntrancePreset::Typewriter, Some(Unit::Char)));
    assert_eq!((entrance.stagger, entrance.dur), (Some(Time::from_secs(0.06)), None));
    assert_eq!(entrance.caret.expect("caret").color, Some(Rgba::opaque(0x06, 0xB6, 0xD4).into()));
    let exit = node.common.exit.clone().expect("exit");
    assert_eq!((exit.start, exit.dur), (Some(Time::from_secs(3.7)), Some(Time::from_secs(0.3))));
    assert!(direction.warnings.is_empty(), "{:?}", direction.warnings);
}

#[test]
fn every_dialect_of_beats_gives_the_same_windows() {
    let dialects = [
        "[from 0s to 2s] title \"One\" centered. [from 2s to 4.5s] title \"Two\" centered.",
        "[0-2s]: title \"One\" centered. [2-4.5s]: title \"Two\" centered.",
        "HOOK (0-2s): title \"One\" centered. CLOSE (2-4.5s): title \"Two\" centered.",
        "SCENE 1 — HOOK (0.0–2.0s)\ntitle \"One\" centered\n\nSCENE 2 — CLOSE (2.0–4.5s)\ntitle \"Two\" centered",
        "Beat 1 (0-2s) title \"One\" centered. Beat 2 (2-4.5s) title \"Two\" centered.",
        "0-2s: title \"One\" centered\n2-4.5s: title \"Two\" centered",
        "0:00-0:02 title \"One\" centered\n0:02-0:04.5 title \"Two\" centered",
        "**Open (0–2s).** title \"One\" centered. **End (2–4.5s).** title \"Two\" centered.",
        "- [0:00 - 0:02] title \"One\" centered\n- [0:02 - 0:04.5] title \"Two\" centered",
    ];
    for prompt in dialects {
        // Where the design is ours, each beat is a scene of its own.
        let scenes = direct_prompt(prompt).scene;
        let lengths: Vec<f64> = scenes.shots.iter().filter_map(|shot| shot.dur).map(Time::secs).collect();
        assert_eq!((scenes.duration().secs(), lengths), (4.5, vec![2.0, 2.5]), "{prompt}");
        let direction =
            direct_prompt(&format!("On a solid white background, 1920x1080, Inter 80px #111111.\n{prompt}"));
        assert_eq!(direction.scene.duration(), Time::from_secs(4.5), "{prompt}");
        let one = find_text(&direction, "One").node.common.clone();
        let two = find_text(&direction, "Two").node.common.clone();
        assert_eq!((one.start, one.end), (None, Some(Time::from_secs(2.0))), "{prompt}");
        assert_eq!((two.start, two.end), (Some(Time::from_secs(2.0)), None), "{prompt}");
    }
}

#[test]
fn holding_for_a_range_of_seconds_is_no_beat() {
    let direction = direct_prompt("Heavy cream text \"Ship it\" pops in on #1B1320, hold 2-4 seconds");
    assert!(direction.trace.entries.iter().all(|entry| entry.stage != "beat"));
    find_text(&direction, "Ship it");
}

#[test]
fn coordinates_are_kept_as_distances_from_the_middle() {
    let direction = direct_prompt(
        "A 4-second piece on a solid #101418 background, 1920x1080. [from 0s to 4s] label \"North\" at (x=660 y=200), Inter 600 \
         40px #FFFFFF.",
    );
    let position = find_text(&direction, "North").node.common.pos.clone().expect("position");
    assert_eq!(position.x, Length::Percent(-15.625));
    assert_eq!(position.y, Length::Units(-340.0));
    assert_eq!((position.anchor, position.origin), (Anchor::Center, Anchor::Center));
}

#[test]
fn insets_count_from_their_corner_and_a_line_below_keeps_the_edge() {
    let direction = direct_prompt(
        "Six seconds on a solid #FAF5EB background, 1920x1080. [0-6s] persistent mark in the top-left corner, 80px from the left \
         and 60px from the top: \"Orchard\", Inter 600 28px #2B2118, and \"Spring 2031\" directly beneath, Inter 500 20px #6B5B4B. \
         [1-3s] title \"Harvest\" centered, Inter 700 96px #2B2118.",
    );
    let first = find_text(&direction, "Orchard");
    let position = first.node.common.pos.clone().expect("position");
    assert_eq!((position.anchor, position.x, position.y), (Anchor::TopLeft, Length::Units(80.0), Length::Units(60.0)));
    assert_eq!(first.text.font.clone().expect("font").weight, Some(600.0));
    let second = find_text(&direction, "Spring 2031");
    let below = second.node.common.pos.clone().expect("position");
    assert_eq!((below.anchor, below.x), (Anchor::TopLeft, Length::Units(80.0)));
    assert!(matches!(below.y, Length::Units(y) if (88.0..120.0).contains(&y)), "{:?}", below.y);
    assert_eq!(first.node.common.end, None, "a persistent mark stays");
}

#[test]
fn a_counter_counts_in_its_unit_and_its_caption_stands_below() {
    let direction = direct_prompt(
        "Six seconds on a solid #FFFFFF background, Inter for text, Space Mono for figures. [0s-3.5s] voice over \"We sold a lot of \
         bread.\" The number counts from $0.0M to $12.4M in the center (x=960 y=500), Space Mono 150px #221100. Count duration 2s \
         easeOutQuart. A 36px Inter 600 caption \"Loaves, up 9%\" in #665544 appears word by word starting at 0.4s, 0.08s per \
         word, just below the number. Both fade out over 0.4s starting at 3.0s. [3.5s-6s] title \"Thank you\" centered.",
    );
    let (node, number) = find_number(&direction);
    assert_eq!((number.from, number.to), (Some(0.0), 12.4));
    assert_eq!(number.format.as_ref().map(ToString::to_string), Some("$0.0M".into()));
    let count = number.count.clone().expect("count");
    assert_eq!((count.dur, count.ease), (Some(Time::from_secs(2.0)), Some(Ease::Named(EaseName::EaseOutQuart))));
    let font = number.font.clone().expect("font");
    assert_eq!((font.family.as_deref(), font.size), (Some("Space Mono"), Some(150.0)));
    let exit = node.common.exit.clone().expect("exit");
    assert_eq!((exit.start, exit.dur), (Some(Time::from_secs(3.0)), Some(Time::from_secs(0.4))));
    let caption = find_text(&direction, "Loaves, up 9%");
    assert_eq!(caption.node.common.start, Some(Time::from_secs(0.4)));
    let entrance = caption.node.common.entrance.clone().expect("entrance");
    assert_eq!((entrance.by, entrance.stagger), (Some(Unit::Word), Some(Time::from_secs(0.08))));
    assert_eq!(caption.node.common.exit.clone().expect("exit").start, Some(Time::from_secs(3.0)));
    let below = caption.node.common.pos.clone().expect("position");
    assert!(matches!(below.y, Length::Units(y) if (40.0..130.0).contains(&y)), "{:?}", below.y);
    assert!(!common::texts(&direction).iter().any(|words| words.contains("sold a lot")), "spoken lines are not shown");
}

#[test]
fn a_box_keeps_its_size_border_and_inner_words() {
    let direction = direct_prompt(
        "Four seconds on a solid #FFFFFF background, 1920x1080. [1-3s] A 640x200 box zooms in at (x=960 y=540) over 0.3s. Its \
         border #AA3311, fill #FFEEDD. Inside, \"Baker\" label, Inter 600 30px #665544, above \"Rosa Lind\", Inter 700 60px \
         #221100. Fade out over 0.3s starting at 2.7s.",
    );
    let node = shot(&direction).nodes.iter().find(|node| matches!(node.kind, NodeKind::Rect(_))).expect("box");
    let NodeKind::Rect(rect) = &node.kind else { unreachable!() };
    assert_eq!(rect.size, Some(pavo_scene::Size::units(640.0, 200.0)));
    assert_eq!(rect.fill, Some(Paint::from(Rgba::opaque(0xFF, 0xEE, 0xDD))));
    assert_eq!(rect.stroke.clone().expect("border").color, Some(Paint::from(Rgba::opaque(0xAA, 0x33, 0x11))));
    assert_eq!(node.common.start, Some(Time::from_secs(1.0)));
    assert_eq!(node.common.end, Some(Time::from_secs(3.0)));
    let units = |length: Length| length.units(1080.0);
    let label = find_text(&direction, "Baker").node.common.pos.clone().expect("position");
    let value = find_text(&direction, "Rosa Lind").node.common.pos.clone().expect("position");
    assert!(units(label.y) < units(value.y), "the label stands above the value");
    assert!(units(label.y) > -100.0 && units(value.y) < 100.0, "both stand inside the box");
}

#[test]
fn named_bars_keep_their_names_and_colours() {
    let direction = direct_prompt(
        "Five seconds on a solid white background, 1920x1080. [0-5s] A bar chart, 1000x400 at (x=960 y=580), its bars drawing up \
         over 0.6s with 0.15s stagger. Bars labeled \"Rye\" (#665544) and \"Wheat\" (#CC7722).",
    );
    let bars: Vec<_> = shot(&direction).nodes.iter().filter(|node| matches!(node.kind, NodeKind::Rect(_))).collect();
    assert_eq!(bars.len(), 2);
    let fill = |index: usize| match &bars[index].kind {
        NodeKind::Rect(rect) => rect.fill.clone(),
        _ => None,
    };
    assert_eq!(fill(0), Some(Paint::from(Rgba::opaque(0x66, 0x55, 0x44))));
    assert_eq!(fill(1), Some(Paint::from(Rgba::opaque(0xCC, 0x77, 0x22))));
    assert_eq!(bars[1].common.start, Some(Time::from_secs(0.15)));
    find_text(&direction, "Rye");
    find_text(&direction, "Wheat");
}

#[test]
fn a_background_changes_when_its_beat_says_so() {
    let direction = direct_prompt(
        "A 6-second piece on a solid #FFFFFF background. [from 0s to 3s] title \"One\" centered, Inter 80px #111111. \
         [from 3s to 6s] The background fades to full-frame #DDF3E4 at beat start. Title \"Two\" centered, Inter 80px #111111.",
    );
    let ground = shot(&direction).nodes.iter().find(|node| matches!(node.kind, NodeKind::Rect(_))).expect("ground");
    assert_eq!(ground.common.start, Some(Time::from_secs(3.0)));
    assert_eq!(ground.common.entrance.clone().expect("entrance").preset, EntrancePreset::Fade);
}

#[test]
fn what_the_brief_settles_wins_over_the_prompt() {
    let brief = pavo_director::Brief {
        prompt: "A 5-second 16:9 title \"Dawn\" at 24fps".into(),
        duration_secs: Some(3.0),
        aspect: Some(pavo_scene::AspectRatio::Tall),
        frame_rate: Some(pavo_scene::FrameRate::Fps60),
        seed: Some(1),
        brand: None,
        given: Vec::new(),
        is_plain: false,
    };
    let scene = pavo_director::direct(&brief).scene;
    assert_eq!(scene.duration(), Time::from_secs(3.0));
    assert_eq!((scene.aspect(), scene.frame_rate().fps()), (pavo_scene::AspectRatio::Tall, 60));
}

#[test]
fn lengths_are_read_in_many_spellings() {
    let spellings = [
        ("An 8-second title \"Noon\"", 8.0),
        ("Title \"Noon\", duration: 7s", 7.0),
        ("A six-second video of \"Noon\"", 6.0),
        ("Make a 12 second video with the title \"Noon\"", 12.0),
        ("A video with the title \"Noon\" for 9 seconds", 9.0),
        ("12-second 1920x1080 video. Title \"Noon\"", 12.0),
        ("Create a 20 second tall clip. Title \"Noon\"", 20.0),
    ];
    for (prompt, secs) in spellings {
        assert_eq!(direct_prompt(prompt).scene.duration(), Time::from_secs(secs), "{prompt}");
    }
    let unsaid = direct_prompt("Title \"Noon\" fades in over 0.5s, holds, fades out over the last 0.3s");
    assert!(unsaid.scene.duration().secs() >= 4.0);
}

#[test]
fn pixels_refer_to_the_canvas_of_the_prompt_whatever_is_rendered() {
    let brief = pavo_director::Brief {
        aspect: Some(pavo_scene::AspectRatio::Tall),
        ..pavo_director::Brief::new("[0-3s] label \"North\" at (x=960 y=540), Inter 600 40px #FFFFFF on solid #000000")
    };
    let direction = pavo_director::direct(&brief);
    let position = find_text(&direction, "North").node.common.pos.clone().expect("position");
    assert_eq!((position.x, position.y), (Length::ZERO, Length::Units(0.0)));
}

#[test]
fn a_sentence_that_begins_with_a_time_begins_then() {
    let direction = direct_prompt(
        "6-second 1920x1080 video on solid #0B0F1A. At 0.4s the title \"First light\" fades in, Inter 96px white. At 3.2s a \
         caption \"over the bay\" types in below, Inter 40px white.",
    );
    assert_eq!(find_text(&direction, "First light").node.common.start, Some(Time::from_secs(0.4)));
    assert_eq!(find_text(&direction, "over the bay").node.common.start, Some(Time::from_secs(3.2)));
}

#[test]
fn a_beat_says_what_the_film_stands_on_when_nothing_else_does() {
    let direction = direct_prompt(
        "[0-2s]: \"Tide tables\" rises in, Inter 700 120px white on #0B1D33. [2-4s]: \"for small boats\" appears below it, #7FD1FF 54px.",
    );
    let colors = direction.scene.theme.clone().and_then(|theme| theme.colors).expect("colours");
    assert_eq!(colors.get(pavo_scene::ColorToken::Bg), pavo_scene::Rgba::parse("#0B1D33"));
}

#[test]
fn ground_of_the_first_beat_or_of_a_sentence_of_its_own_is_that_of_the_film() {
    for (prompt, ground) in [
        ("[0-3s]: \"Tide tables\" types in, #F4E9D8 background. [3-6s]: \"for small boats\" fades in", Some("#F4E9D8")),
        ("0-2s: 'Tide tables' rises. 2-5s: 'for small boats' fades in. Solid #2E1065 background", Some("#2E1065")),
        // A later beat's own ground is that beat's alone.
        (
            "[0-3s]: \"Tide tables\" types in. [3-6s]: the closing card, #2E1065 background with \"for small boats\"",
            None,
        ),
    ] {
        let colors = direct_prompt(prompt).scene.theme.and_then(|theme| theme.colors).expect("colours");
        let found = colors.get(pavo_scene::ColorToken::Bg);
        match ground {
            Some(ground) => assert_eq!(found, pavo_scene::Rgba::parse(ground), "{prompt}"),
            None => assert_ne!(found, pavo_scene::Rgba::parse("#2E1065"), "{prompt}"),
        }
    }
}

#[test]
fn counted_things_behind_a_colon_are_a_list_whatever_they_are() {
    let items = |prompt: &str| {
        let said = texts(&direct_prompt(prompt));
        ["Noodles", "Tea", "Lanterns"].iter().filter(|item| said.iter().any(|text| text == *item)).count()
    };
    for prompt in [
        "[0-2s]: \"Night market\" rises in. [2-5s]: three stalls: Noodles, Tea, Lanterns. [5-7s]: \"Fridays\" fades in",
        "0-2s: \"Night market\". 2-5s: three little stalls: Noodles, Tea, Lanterns. 5-7s: \"Fridays\"",
    ] {
        assert_eq!(items(prompt), 3, "{prompt}");
    }
    // Another number counts something else.
    assert_eq!(items("0-2s: \"Night market\". 2-5s: two minutes on foot: Noodles, Tea, Lanterns"), 0);
}

#[test]
fn list_that_a_literal_film_cannot_place_is_said() {
    let direction = direct_prompt(
        "[0-2s]: \"Night market\" rises in on #101828, white. [2-5s]: three stalls: Noodles, Tea, Lanterns. [5-7s]: \"Fridays\" fades in",
    );
    assert!(
        direction.warnings.iter().any(|said| said.contains("listed at 2 s is not shown")),
        "{:?}",
        direction.warnings
    );
}

#[test]
fn gradient_of_one_colour_behind_all_beats_goes_from_a_livelier_to_a_deeper_kind_of_it() {
    let direction =
        direct_prompt("0-2s: 'Tide tables' rises. 2-5s: 'for small boats' fades in. #2E1065 gradient background");
    for shot in &direction.scene.shots {
        let Some(pavo_scene::Paint::Gradient(gradient)) = &shot.background else { panic!("{:?}", shot.background) };
        assert!(gradient.stops.len() >= 2, "{gradient:?}");
    }
}

#[test]
fn beats_in_one_line_and_the_ratio_behind_them_are_read() {
    for prompt in [
        "0-2s: \"Meet Pavo\" rises in, white on navy. 2-5s: \"Made of words\" typed, 1:1",
        "0-2s: \"Meet Pavo\", 2-5s: \"Made of words\". 1:1",
        "0-2s: \"Meet Pavo\" 2-5s: \"Made of words\" 1:1",
    ] {
        let direction = direct_prompt(prompt);
        assert_eq!(direction.scene.duration().secs(), 5.0, "{prompt}");
        assert_eq!(direction.scene.aspect(), pavo_scene::AspectRatio::Square, "{prompt}");
        let said = texts(&direction);
        assert!(
            said.iter().any(|text| text == "Meet Pavo") && said.iter().any(|text| text == "Made of words"),
            "{said:?}"
        );
    }
}
