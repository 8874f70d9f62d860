//! Prompts that ask for more than a title get the block that shows it.

mod common;

use common::{direct_prompt, nodes, texts};
use pavo_director::Direction;

fn decisions(direction: &Direction) -> Vec<String> {
    direction.trace.entries.iter().map(|entry| entry.decision.clone()).collect()
}

fn assert_shows(prompt: &str, decision: &str, words: &[&str]) {
    let direction = direct_prompt(prompt);
    let decided = decisions(&direction);
    assert!(decided.iter().any(|one| one.starts_with(decision)), "{prompt}: {decided:?}");
    let shown = texts(&direction);
    for word in words {
        assert!(shown.iter().any(|text| text == word), "{prompt}: \"{word}\" is not in {shown:?}");
    }
}

fn figures(direction: &Direction) -> Vec<f64> {
    nodes(direction).iter().filter_map(|node| node.common.datum.as_ref()).map(|datum| datum.value).collect()
}

#[test]
fn a_change_between_two_years_becomes_two_columns_and_what_follows_from_them() {
    let prompt = "Show how our rent grew from $1.2M in 2020 to $4.8M in 2024";
    assert_shows(prompt, "a change between two years", &["Rent", "2020", "2024", "+300 %"]);
    assert_eq!(figures(&direct_prompt(prompt)), [1.2, 4.8]);
}

#[test]
fn years_with_what_happened_become_a_timeline() {
    assert_shows(
        "Timeline of the club: 1998 founded by four rowers, 2007 first boathouse, 2019 gold in Lucerne",
        "timeline of 3",
        &["1998", "Founded by four rowers", "2019", "Gold in Lucerne"],
    );
}

#[test]
fn two_names_against_each_other_become_a_comparison_with_their_points() {
    assert_shows(
        "Ferry vs Train: Ferry: sea air, slow; Train: fast, warm",
        "Ferry against Train",
        &["Ferry", "Train", "Sea air", "Slow", "Fast", "Warm"],
    );
}

#[test]
fn places_become_maps() {
    assert_shows("A plane flying from Lisbon to Helsinki on a map", "route over", &["Lisbon", "Helsinki"]);
    assert_shows(
        "Highlight Peru 12%, Ghana 30% and Nepal 9% on a world map",
        "map with 3",
        &["Peru", "Ghana", "Nepal"],
    );
}

#[test]
fn messages_take_turns_and_nobody_is_made_up() {
    let prompt = "Chat bubbles: \"Is the oven on?\" \"Since five.\" \"Then I bring the dough.\"";
    assert_shows(prompt, "chat of 3", &["Is the oven on?", "Since five.", "Then I bring the dough."]);
    assert_eq!(texts(&direct_prompt(prompt)).len(), 3);
    assert_shows("Chat: Ana: \"Is the oven on?\" Ben: \"Since five.\"", "chat of 2", &["A", "B"]);
}

#[test]
fn a_post_has_its_author_and_its_figures() {
    assert_shows(
        "A tweet by Mara Lind @maralind: \"We baked it in a weekend\" 12.4K likes",
        "a post",
        &["Mara Lind", "@maralind", "We baked it in a weekend"],
    );
}

#[test]
fn things_are_drawn_without_words() {
    for prompt in ["a rocket launching into space", "A sailboat crossing a calm sea", "a bouncing basketball"] {
        let direction = direct_prompt(prompt);
        assert!(
            decisions(&direction).iter().any(|one| one.starts_with("depict ")),
            "{prompt}: {:?}",
            decisions(&direction)
        );
        assert_eq!(texts(&direction), Vec::<String>::new(), "{prompt}");
    }
    // What is sold under the name of a thing is a title.
    for prompt in ["Rocket launch party", "Apple harvest festival", "Bread recipe of the week"] {
        assert!(!texts(&direct_prompt(prompt)).is_empty(), "{prompt}");
    }
}

#[test]
fn steps_and_features_are_more_than_lists() {
    assert_shows(
        "How to brew tea in 3 steps: boil water, warm the pot, add leaves",
        "list of 3",
        &["How to brew tea", "Boil water", "1", "3"],
    );
    let features = direct_prompt("Features of the shed: dry wood, warm stove, wide windows");
    let drawn = nodes(&features).iter().filter(|node| matches!(node.kind, pavo_scene::NodeKind::Path(_))).count();
    assert!(drawn >= 3, "each has its icon");
}

#[test]
fn prompts_with_exact_settings_get_no_block() {
    let direction = direct_prompt(
        "White background. [0s-4s] bar chart with Rye 41, Wheat 33 in #06B6D4, labels Inter 28px, at x=960 y=540, no decoration",
    );
    assert!(nodes(&direction).iter().all(|node| node.common.when.is_empty()), "nothing is laid out for other ratios");
}

#[test]
fn drawings_keep_the_words_that_stand_on_them() {
    assert_shows("\"Deep Sky\" title over a spinning galaxy", "words with a drawing, galaxy", &["Deep Sky"]);
    assert_shows("Loading spinner with \"Fetching charts\"", "loader, arc", &["Fetching charts"]);
    assert_shows("A rocket launching into space, caption \"We are off\"", "depict rocket, with words", &["We are off"]);
    assert_shows("A bouncing ball counts to five", "a ball that counts to 5", &["1", "5"]);
    assert_shows("\"Tidewell\" logo bouncing around the screen", "Tidewell from edge to edge", &["Tidewell"]);
    assert_shows("Now playing: \"Low Tide\" by The Moorings", "what is playing, center", &["Low Tide", "The Moorings"]);
}
