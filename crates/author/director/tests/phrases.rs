//! Short phrases become what they are about, and never show their own instructions.

mod common;

use common::{direct_prompt, find_number, find_text, nodes, shot, shown, texts};
use pavo_scene::{CameraMove, EmphasisPreset, NodeKind, Paint, TransitionPreset};

#[test]
fn a_counter_counts_to_its_figure_and_lands_with_a_bounce() {
    let direction = direct_prompt(
        "Animated counter showing \"2,400+ teams onboarded\" counting up from 0, white on a deep blue gradient, lands with a \
         subtle bounce",
    );
    let (node, number) = find_number(&direction);
    assert_eq!((number.from, number.to), (Some(0.0), 2400.0));
    assert_eq!(number.format.as_ref().map(ToString::to_string).as_deref(), Some("0,0+"));
    let bounces =
        |node: &pavo_scene::Node| node.common.emphases.0.iter().any(|stress| stress.preset == EmphasisPreset::Pop);
    assert!(bounces(node) || nodes(&direction).into_iter().any(bounces), "it lands with a bounce");
    find_text(&direction, "teams onboarded");
    assert!(matches!(shot(&direction).background, Some(Paint::Gradient(_))), "the background is a gradient");
    let colors = direction.scene.theme.clone().and_then(|theme| theme.colors).expect("colours");
    assert_eq!(colors.get(pavo_scene::ColorToken::Text), Some(pavo_scene::Rgba::WHITE));
}

#[test]
fn a_spinning_wheel_is_drawn_without_words() {
    for prompt in [
        "A spinning rainbow wheel.",
        "a loading spinner, blue",
        "heartbeat line",
        "Bouncing ball on cream",
        "equalizer bars",
    ] {
        let direction = direct_prompt(prompt);
        assert_eq!(texts(&direction), Vec::<String>::new(), "{prompt}");
        assert!(!nodes(&direction).is_empty(), "{prompt}");
    }
}

#[test]
fn an_open_topic_becomes_a_title_of_its_own_words() {
    let topics = [
        ("Autumn menu launch", "Autumn menu launch"),
        ("Create a short video about the history of tea", "History of tea"),
        ("make me a cool animated intro for Harbour Lane Bakery", "Harbour Lane Bakery"),
        ("10-second title card for our summer reading club", "Summer reading club"),
        ("Please design a 5 second vertical motion graphic for Winter Sale", "Winter Sale"),
    ];
    for (prompt, title) in topics {
        let shown = texts(&direct_prompt(prompt)).join(" ").to_lowercase();
        assert!(shown.contains(&title.to_lowercase()), "{prompt}: {shown}");
        for word in ["create", "design", "video", "motion", "second", "intro", "please", "title card"] {
            assert!(!shown.contains(word), "{prompt}: {shown}");
        }
    }
}

#[test]
fn instructions_are_never_shown() {
    let prompts = [
        "Do a nice logo something",
        "make it blue and faster",
        "White lettering over a dark gradient. Background: #0b0b0c.",
        "Give me a 12-second video that proves how good you are at motion design.",
        "Anything with our product",
        "Use smooth transitions and keep the pacing fast, with seamless camera movement throughout the whole piece.",
    ];
    for prompt in prompts {
        assert_eq!(texts(&direct_prompt(prompt)), Vec::<String>::new(), "{prompt}");
    }
}

#[test]
fn lists_quotes_and_countdowns_show_their_copy() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Agenda with 4 bullets appearing one by one: 'Welcome', 'Budget', 'Hiring', 'Questions'",
            &["Welcome", "Budget", "Hiring", "Questions"],
        ),
        ("Top 3 reasons to bake bread: smell, taste, patience", &["Smell", "Taste", "Patience"]),
        (
            "Animate this quote: \"Slow is smooth and smooth is fast\" — Ana Quill",
            &["Slow is smooth and smooth is fast", "Ana Quill"],
        ),
        ("Lower third. Name: \"Iva Brandt\". Title: \"Head Gardener\".", &["Iva Brandt", "Head Gardener"]),
        ("Countdown from 5 to 1 then \"GO\"", &["5", "4", "3", "2", "1", "GO"]),
        ("Logo animation for TIDEWATER, tagline \"Made by the sea.\"", &["TIDEWATER", "Made by the sea."]),
    ];
    for (prompt, copy) in cases {
        let shown = shown(&direct_prompt(prompt)).join(" | ");
        for words in *copy {
            assert!(shown.contains(words), "{prompt}: \"{words}\" is not in {shown}");
        }
    }
}

#[test]
fn several_figures_stand_side_by_side() {
    let direction =
        direct_prompt("Counters for Members (12,500), Donations ($80,000), Growth (31%), all of them counting at once");
    let ends: Vec<f64> = nodes(&direction)
        .into_iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Number(number) => Some(number.to),
            _ => None,
        })
        .collect();
    assert_eq!(ends, [12_500.0, 80_000.0, 31.0]);
    for label in ["Members", "Donations", "Growth"] {
        find_text(&direction, label);
    }
}

#[test]
fn placeholders_are_filled_with_neutral_words() {
    for prompt in [
        "Title \"{{COMPANY_NAME}}\" in white on black",
        "Big text '[METRIC]' pops in on #101010",
        "The {YOUR_BRAND} logo fades in",
    ] {
        let direction = direct_prompt(prompt);
        for words in texts(&direction) {
            assert!(!words.contains(['{', '}', '[', ']', '_']), "{prompt}: {words}");
        }
        assert!(direction.warnings.iter().any(|warning| warning.contains("placeholder")), "{prompt}");
    }
}

#[test]
fn spoken_words_are_not_shown() {
    let direction = direct_prompt(
        "[0-3s] Title \"Sourdough\" centered, over the line \"Bread takes three days.\" [3-6s] hold the title",
    );
    assert_eq!(texts(&direction), ["Sourdough"]);
}

#[test]
fn what_is_forbidden_is_left_out() {
    let direction = direct_prompt("A calm 6-second abstract loop in teal, no text, no camera moves");
    assert_eq!(texts(&direction), Vec::<String>::new());
    assert!(direction.scene.shots.iter().all(|shot| shot.camera.is_none()));
    let flat = direct_prompt("Title \"Quiet\" on a blue to purple gradient, no gradients please");
    assert!(flat.scene.shots.iter().all(|shot| matches!(shot.background, Some(Paint::Solid(_)))));
}

#[test]
fn what_cannot_be_done_yet_is_said() {
    for (prompt, warning) in [
        ("Title \"Tide\" over a photo of the sea with sparks and particles", "photos"),
        ("Title \"Tide\" with a lens flare", "lens flares"),
        ("Title \"Tide\" in Helvetica Neue 80px", "Helvetica"),
    ] {
        let direction = direct_prompt(prompt);
        assert!(direction.warnings.iter().any(|found| found.contains(warning)), "{prompt}: {:?}", direction.warnings);
    }
    assert!(direct_prompt("Title \"Tide\", no particles, without music").warnings.is_empty());
}

#[test]
fn every_entry_of_the_trace_points_at_its_words() {
    let prompt = "A 5-second “Félix” title — white on #123456, fades in from left";
    let direction = direct_prompt(prompt);
    assert!(!direction.trace.entries.is_empty());
    for entry in &direction.trace.entries {
        let words = prompt.get(entry.span.clone()).expect("whole letters of the prompt");
        assert_eq!(entry.read.split_whitespace().collect::<String>(), words.split_whitespace().collect::<String>());
    }
    assert!(direction.trace.to_string().contains("#123456"));
    assert!(direction.trace.to_value().as_array().is_some_and(|list| list.len() == direction.trace.entries.len()));
}

#[test]
fn a_chroma_key_is_flat_and_its_banner_opaque_from_the_first_frame() {
    let direction = direct_prompt(
        "Six seconds, 16:9, chroma key background in #00FF00. Along the bottom of the frame runs a dark opaque banner. Title: \"River Flood · 1954\". Body text: \"The river left \
         its bed.\" Title text color: \"white\"",
    );
    let key = pavo_scene::Rgba::opaque(0, 255, 0);
    assert_eq!(shot(&direction).background, Some(Paint::from(key)));
    assert!(shot(&direction).camera.is_none());
    let banner = shot(&direction).nodes.iter().find(|node| matches!(node.kind, NodeKind::Rect(_))).expect("banner");
    let cut = pavo_scene::EntrancePreset::Cut;
    assert_eq!(banner.common.entrance.clone().map(|entrance| entrance.preset), Some(cut));
    assert_eq!((banner.common.start, banner.common.end, banner.common.opacity), (None, None, None));
    assert_eq!(texts(&direction), ["River Flood · 1954", "The river left its bed."]);
}

#[test]
fn a_banner_never_has_the_colour_that_is_keyed_out() {
    let direction = direct_prompt(
        "Lower third on chroma green #00FF00: dark opaque banner, name \"Ada Quist\", title \"Captain\", 3 seconds",
    );
    let rects = shot(&direction).nodes.iter().filter_map(|node| match &node.kind {
        NodeKind::Rect(rect) => rect.fill.clone(),
        _ => None,
    });
    let key = Paint::from(pavo_scene::Rgba::opaque(0, 255, 0));
    let fills: Vec<Paint> = rects.collect();
    assert!(!fills.is_empty() && !fills.contains(&key), "{fills:?}");
    assert_eq!(texts(&direction), ["Ada Quist", "Captain"]);
}

#[test]
fn words_one_after_another_take_each_others_place() {
    let direction = direct_prompt(
        "\"Knead\" slams in, then \"Fold\" slides in from left, then \"Bake\" pops, white on #B3261E, 6 seconds",
    );
    let window = |words: &str| {
        let common = find_text(&direction, words).node.common.clone();
        (common.start.map(pavo_scene::Time::secs), common.end.map(pavo_scene::Time::secs))
    };
    assert_eq!(window("Knead"), (None, Some(2.0)));
    assert_eq!(window("Fold"), (Some(2.0), Some(4.0)));
    assert_eq!(window("Bake"), (Some(4.0), None));
}

#[test]
fn a_chart_shows_only_what_is_given() {
    let direction = direct_prompt(
        "Title \"Most-baked loaves\" with the subtitle \"share of bakers\". As a bar chart that grows: Rye 41, Wheat 33, Oat 14",
    );
    let shown = texts(&direction);
    for words in ["Most-baked loaves", "share of bakers", "Rye", "Wheat", "Oat"] {
        assert!(shown.iter().any(|text| text == words), "\"{words}\" is not in {shown:?}");
    }
    let marks: Vec<f64> =
        nodes(&direction).iter().filter_map(|node| node.common.datum.as_ref()).map(|datum| datum.value).collect();
    assert_eq!(marks, [41.0, 33.0, 14.0]);
}

#[test]
fn no_five_words_of_an_instruction_stand_on_screen() {
    let prompts = [
        "Create a clean and modern animation that shows how our bakery delivers bread to the whole town every morning before six",
        "Camera slowly pans across a quiet kitchen while flour falls through warm light in slow motion onto the table",
        "[0-3s] the camera moves over a field of rye at sunrise [3-6s] wide shot of the mill turning slowly in the wind",
        "I want something really special for our shop, maybe with some nice shapes that move around in a playful way",
    ];
    for prompt in prompts {
        let words = |text: &str| {
            text.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let said = words(prompt);
        for text in texts(&direct_prompt(prompt)) {
            let shown = words(&text);
            let echoed = shown.windows(5).any(|five| said.windows(5).any(|heard| heard == five));
            assert!(!echoed, "{prompt}: {text}");
        }
    }
}

#[test]
fn named_sections_become_scenes_in_their_order() {
    let direction = direct_prompt(
        "Teaser for Lumera, the lamp that follows the sun. Headline: \"Light that moves with you.\" Features: dawn mode, warm \
         dim, solar panel. End with lumera.example",
    );
    assert_eq!(direction.scene.shots.len(), 4);
    let shown = texts(&direction).join(" | ");
    let places: Vec<usize> = ["Lumera", "Light that moves with you.", "Dawn mode", "Solar panel", "lumera.example"]
        .iter()
        .map(|words| shown.find(words).unwrap_or_else(|| panic!("\"{words}\" is not in {shown}\n{}", direction.trace)))
        .collect();
    assert!(places.is_sorted(), "{shown}");
}

#[test]
fn a_line_drawn_under_words_is_their_underline() {
    let cases = [
        (
            "A 5-second title \"Ideas in motion\", types in word-by-word, a line draws under \"motion\", fade out over the last 0.5s",
            "motion",
            5.0,
        ),
        (
            "A 4-second title \"Slow summer\". A thin red line draws under \"summer\" at 1.5s over 0.4s. Fades out over the last 0.3s.",
            "summer",
            4.0,
        ),
    ];
    for (prompt, target, ends) in cases {
        let direction = direct_prompt(prompt);
        assert_eq!(texts(&direction).len(), 1, "{prompt}: {:?}", texts(&direction));
        let titled =
            nodes(&direction).into_iter().find(|node| matches!(node.kind, NodeKind::Text(_))).expect("a title");
        let underline = titled.common.emphases.0.first().expect("an underline");
        assert_eq!(
            (underline.preset, underline.target.as_deref()),
            (EmphasisPreset::Underline, Some(target)),
            "{prompt}"
        );
        let exit = titled.common.exit.as_ref().expect("an exit");
        let secs = |time: Option<pavo_scene::Time>| time.map_or(f64::NAN, pavo_scene::Time::secs);
        assert!((secs(exit.start) + secs(exit.dur) - ends).abs() < 1e-6, "{prompt}");
    }
}

#[test]
fn a_cursor_may_be_named_before_the_words_it_types() {
    for prompt in ["Typing cursor writes 'npm run launch' on black", "'npm run launch' is typed with a blinking cursor"]
    {
        let direction = direct_prompt(prompt);
        let found = find_text(&direction, "npm run launch");
        let caret = found.node.common.entrance.as_ref().and_then(|entrance| entrance.caret.as_ref());
        assert!(caret.is_some(), "{prompt}");
    }
}

#[test]
fn a_seamless_loop_is_a_film_whose_end_goes_on_in_its_beginning() {
    let is_loop = |prompt: &str| direct_prompt(prompt).scene.is_loop();
    assert!(is_loop("A seamless loop of a glowing orbit, 6 seconds"));
    assert!(is_loop("Three cards: \"Plan\", \"Build\", \"Ship\". Perfectly loopable, 9 seconds."));
    assert!(!is_loop("A title \"Harbour lights\" with seamless camera movement"));
}

#[test]
fn a_looped_film_of_words_stands_still_and_fades_into_its_beginning() {
    let scene = direct_prompt("A looping title \"Low tide\" with the subtitle \"Open at six\", 6 seconds").scene;
    let first = &scene.shots[0];
    assert_eq!(first.transition.as_ref().map(|transition| transition.preset), Some(TransitionPreset::Crossfade));
    let moves =
        |shot: &pavo_scene::Shot| shot.camera.as_ref().is_some_and(|camera| camera.movement != CameraMove::None);
    assert!(!scene.shots.iter().any(moves), "a camera that goes one way never comes round");
    let wheel = direct_prompt("A seamless loop of a spinning rainbow wheel").scene;
    assert_eq!(wheel.shots[0].transition, None, "what comes round by itself needs no fade");
}

#[test]
fn what_lies_over_the_whole_picture_is_done_unless_it_is_refused() {
    use pavo_scene::EffectKind::{Glow, Grain, Vignette};
    let seen = |prompt: &str| {
        let direction = direct_prompt(prompt);
        let is_left_out = |warning: &String| warning.contains("not supported");
        assert!(!direction.warnings.iter().any(is_left_out), "{prompt}: {:?}", direction.warnings);
        let own = nodes(&direction).into_iter().chain(&direction.scene.overlays);
        let kinds: Vec<_> = own.flat_map(|node| &node.common.effects).map(|effect| effect.kind).collect();
        let canvas = direction.scene.canvas.as_ref();
        (kinds, canvas.is_some_and(|canvas| canvas.motion_blur.is_some()))
    };
    let has = |prompt: &str, kind| seen(prompt).0.contains(&kind);
    assert!(has("Neon title \"Night Shift\" with a glow, on black", Glow));
    assert!(!has("Neon title \"Night Shift\", no glow, on black", Glow));
    assert!(has("Title \"Night Shift\" with film grain and a vignette", Grain));
    assert!(has("Title \"Night Shift\" with film grain and a vignette", Vignette));
    assert!(!has("Title \"Night Shift\" without grain", Grain));
    assert!(seen("\"GO\" slams in with motion blur").1);
    assert!(!seen("\"GO\" slams in, no motion blur").1);
}

#[test]
fn quotation_that_a_colon_follows_is_the_title_of_its_list() {
    let direction = direct_prompt("Checklist \"Before you fly\": \"Passport\", \"Charger\", \"Rain jacket\"");
    let title = direction.scene.meta.as_ref().and_then(|meta| meta.title.clone());
    assert_eq!(title.as_deref(), Some("Before you fly"));
    let decisions: Vec<String> = direction.trace.entries.iter().map(|entry| entry.decision.clone()).collect();
    assert!(decisions.iter().any(|decision| decision == "list of 3"), "{decisions:?}");
}

#[test]
fn gradient_of_a_thing_that_was_spoken_of_is_no_background() {
    let prompt = "A title \"Harbour lights\" on #0A0A0A. The mint to cyan gradient appears on the button only.";
    let direction = direct_prompt(prompt);
    let background = &shot(&direction).background;
    assert!(!matches!(background, Some(Paint::Gradient(_))), "{background:?}");
}
