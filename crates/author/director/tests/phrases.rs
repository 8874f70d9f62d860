//! Short phrases become what they are about, and never show their own instructions.

mod common;

use common::{direct_prompt, find_number, find_text, nodes, shot, shown, texts};
use pavo_scene::{EmphasisPreset, NodeKind, Paint};

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
        "Make a cool logo thing",
        "make it blue and faster",
        "Bold white text on a dark gradient background. Background: #0a0a0a.",
        "Make a dynamic 15-second motion graphics video that shows what a great designer you are. Go all out.",
        "Something with the brand",
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
        (
            "A premium logo reveal for TIDEWATER with the tagline \"Made by the sea.\"",
            &["TIDEWATER", "Made by the sea."],
        ),
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
    let direction = direct_prompt(
        "Three animated counters: Members (12,500), Donations ($80,000) and Growth (31%), counting up from zero",
    );
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
        ("Title \"Tide\" with film grain", "film grain"),
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
