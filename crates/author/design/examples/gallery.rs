//! Prints the scene of one block or recipe, to be looked at.
//!
//! ```sh
//! cargo run -p pavo-design --example gallery -- title_card seed=7 style=editorial secs=5 > title.json
//! ```
//! Without a name it prints the names. Further settings: `topic=…`, `title=…`, `bg=#…`, `accent=#…`, `loop=1`.

use pavo_design::blocks::{self, BigStat, EndCard, ListReveal, StatItem, TitleCard};
use pavo_design::recipes::{self, RecipeWish};
use pavo_design::{Block, Dial, Look, LookWish, look};
use pavo_scene::{NumberFormat, Rgba, Time};
use std::collections::BTreeMap;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(name) = words.next() else {
        println!("{}", names().join("\n"));
        return ExitCode::SUCCESS;
    };
    let settings: BTreeMap<String, String> =
        words.filter_map(|word| word.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()))).collect();
    let get = |key: &str| settings.get(key).map(String::as_str);
    let list = |key| get(key).map(|value| vec![value.to_owned()]).unwrap_or_default();
    let wish = LookWish {
        background: get("bg").and_then(Rgba::parse),
        accent: get("accent").and_then(Rgba::parse),
        style_words: list("style"),
        topic_words: list("topic"),
        seed: get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(1),
        dial: if get("dial") == Some("literal") { Dial::Literal } else { Dial::Open },
        ..LookWish::default()
    };
    let look = look(&wish);
    let duration = Time::from_secs(get("secs").and_then(|secs| secs.parse().ok()).unwrap_or(5.0));
    let Some(block) = block(&name, &settings, &look, duration) else {
        eprintln!("there is no {name}; there are {}", names().join(", "));
        return ExitCode::FAILURE;
    };
    println!("{}", block.into_scene(&look, duration).to_json());
    ExitCode::SUCCESS
}

const BLOCKS: [&str; 9] = [
    "title_card",
    "big_stat",
    "kinetic_lines",
    "quote_card",
    "list_reveal",
    "stat_row",
    "countdown",
    "end_card",
    "lower_third",
];

fn names() -> Vec<String> {
    let recipes = recipes::Recipe::examples();
    BLOCKS.iter().map(|&name| name.to_owned()).chain(recipes.iter().map(|recipe| recipe.name().to_owned())).collect()
}

fn block(name: &str, settings: &BTreeMap<String, String>, look: &Look, duration: Time) -> Option<Block> {
    let owned = |text: &str| Some(text.to_owned());
    let format = |pattern| NumberFormat::parse(pattern).unwrap_or_default();
    let title = settings.get("title").cloned().unwrap_or_else(|| "Autumn menu launch".to_owned());
    Some(match name {
        "title_card" => {
            let card =
                TitleCard { kicker: settings.get("kicker").cloned(), title, subtitle: settings.get("sub").cloned() };
            blocks::title_card(&card, look, duration)
        }
        "big_stat" => {
            let stat = BigStat {
                to: 2400.0,
                format: format("0,0+"),
                label: owned("teams onboarded"),
                bounce: true,
                ..BigStat::default()
            };
            blocks::big_stat(&stat, look, duration)
        }
        "kinetic_lines" => {
            let lines = ["Made by hand", "Baked at dawn", "Gone by noon"].map(str::to_owned);
            blocks::kinetic_lines(&lines, look, duration)
        }
        "quote_card" => blocks::quote_card(
            "A harbour is a promise that the sea will be kind enough, often enough, to come home.",
            &blocks::Speaker { name: owned("Mara Ellison"), ..blocks::Speaker::default() },
            look,
            duration,
        ),
        "list_reveal" => {
            let items =
                ["Pick a seed", "Water it daily", "Give it morning light", "Wait three weeks"].map(str::to_owned);
            let list = ListReveal {
                title: owned("Grow your own basil"),
                items: items.to_vec(),
                numbered: true,
                checked: false,
            };
            blocks::list_reveal(&list, look, duration)
        }
        "stat_row" => {
            let item = |to, pattern, label| StatItem { to, format: format(pattern), label: owned(label), from: 0.0 };
            let items = [item(98.0, "0%", "uptime"), item(4_800_000.0, "$0.0a", "revenue"), item(312.0, "0", "cities")];
            blocks::stat_row(&items, look, duration)
        }
        "countdown" => blocks::countdown(3, 1, Some("Go"), look, duration),
        "end_card" => {
            let card =
                EndCard { name: Some(title), tagline: owned("Fresh from Thursday"), cta: owned("example.com/menu") };
            blocks::end_card(&card, look, duration)
        }
        "lower_third" => blocks::lower_third("Dr. Ines Okafor", Some("Marine biologist"), look, duration),
        _ => {
            let recipe = recipes::Recipe::examples().into_iter().find(|recipe| recipe.name() == name)?;
            let wish = RecipeWish { seamless: settings.contains_key("loop"), ..RecipeWish::default() };
            recipes::recipe(recipe, &wish, look, duration)
        }
    })
}
