//! Whatever the prompt: no panic, a valid scene, the same scene each time, quickly.

use pavo_director::{Brief, direct};
use pavo_scene::{AspectRatio, Scene};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const PIECES: &[&str] = &[
    "[from 0.0s to 1.5s] ",
    "Beat 2 (2-4s): ",
    "SCENE 3 — END (4.0–6.5s)\n",
    "0:05-0:09 ",
    "title \"Good Morning\" centered, Inter 96px black ",
    "types in word-by-word over 0.5s easeOutQuad. ",
    "A 6px #06B6D4 underline draws under \"Morning\" ",
    "fade out over the last 0.3s; ",
    "counts from $0.0M to $12.4M at (x=960 y=540). ",
    "A 640x200 box zooms in. Inside, \"A\" above \"B\". ",
    "Both fade out together starting at 3.4s. ",
    "bars labeled \"x\" (#fff) and \"y\" 12 ",
    "countdown from 99999 to -4 ",
    "list: one, two, three ",
    "{{NAME}} [TOPIC] {\"data\":[{\"a\":\"b\",\"v\":1e300}]} ",
    "```\nlet x = 1;\n``` ",
    "#12345678 rgb(1,2,3) cubic-bezier(9,9,9,9) steps(0) ",
    "999999999999999999999s 0.0000001s 1e9px ",
    "“Ünïcödé” «日本語» مرحبا 👩‍👩‍👧 ",
    "- \n\n; : . , — ",
    "hold the title. directly below it inset 80px from the left ",
    "a 0-second logo for Été at 300fps ",
    "progress ring to 400% ",
    "white on a deep blue gradient, no text, no camera ",
    "-5s to -2s: ",
    "[3-1s] [1s-1s] [0-0s] ",
];

fn check(prompt: &str, aspect: Option<AspectRatio>) {
    let brief = Brief { aspect, ..Brief::new(prompt) };
    let direction = direct(&brief);
    let json = direction.scene.to_json();
    if let Err(error) = Scene::parse(&json) {
        panic!("{prompt:?}\n{error}\n{json}");
    }
    assert_eq!(direct(&brief), direction, "{prompt:?} twice");
    for entry in &direction.trace.entries {
        assert_ne!(entry.stage, "repair", "{prompt:?}: {}", entry.decision);
        assert!(prompt.get(entry.span.clone()).is_some(), "{prompt:?}: {entry:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn any_letters_give_a_valid_scene(prompt in ".{0,300}") {
        check(&prompt, None);
    }

    #[test]
    fn letters_that_mean_something_give_a_valid_scene(prompt in "[\\[\\](){}<>\"'`“”«»0-9a-z:;.,/\\\\#%$€×—–→…’ \n]{0,200}") {
        check(&prompt, None);
    }

    #[test]
    fn spliced_prompts_give_a_valid_scene(
        pieces in prop::collection::vec(0..PIECES.len(), 0..14),
        cut in 0_usize..400,
        aspect in prop::sample::select(AspectRatio::ALL.to_vec()),
    ) {
        let mut prompt: String = pieces.iter().map(|index| PIECES[*index]).collect();
        let end = prompt.floor_char_boundary(prompt.len().saturating_sub(cut % 23));
        prompt.truncate(end);
        check(&prompt, Some(aspect));
    }
}

#[test]
fn films_of_every_length_are_valid() {
    for secs in [0.1, 0.5, 1.0, 7.3, 30.0, 61.0, 119.9, 120.0, 500.0] {
        for prompt in ["Autumn menu launch", "A spinning rainbow wheel.", "Countdown from 10", "abstract loop, no text"]
        {
            let direction = direct(&Brief { duration_secs: Some(secs), ..Brief::new(prompt) });
            assert!(Scene::parse(&direction.scene.to_json()).is_ok(), "{prompt} for {secs} s");
            assert!(direction.trace.entries.iter().all(|entry| entry.stage != "repair"), "{prompt} for {secs} s");
        }
    }
}

#[test]
fn a_prompt_of_5500_characters_takes_less_than_50_ms() {
    let mut prompt = String::new();
    while prompt.chars().count() < 5_500 {
        for piece in PIECES.iter().take(12) {
            prompt.push_str(piece);
        }
    }
    let prompt: String = prompt.chars().take(5_500).collect();
    // The first call builds the lexicons.
    direct(&Brief::new("warm up"));
    let fastest = (0..5)
        .map(|_| {
            let begun = Instant::now();
            direct(&Brief::new(prompt.as_str()));
            begun.elapsed()
        })
        .min();
    // Unoptimised code on a busy machine gets more.
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 250 } else { 50 });
    assert!(fastest.is_some_and(|fastest| fastest < limit), "{fastest:?}");
}
