//! `pavo assets`: icons, pictures, flags, regions and cities that are part of the program.

use crate::error::CliError;
use clap::Subcommand;
use pavo_library::{Kind, list, search};
use serde_json::{Value, json};

/// List or search the icons, pictures, flags, regions and cities that are part of the program.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo assets search anchor\n  pavo assets search \"hot drink\" --kind picture\n  \
    pavo assets list --kind region")]
pub(crate) struct AssetsArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Find things by words, the best first.
    Search {
        /// The words.
        #[arg(value_name = "WORDS")]
        words: String,
        /// Only things of this kind: picture, icon, flag, region or city.
        #[arg(long, value_name = "KIND", value_parser = kind)]
        kind: Option<Kind>,
        /// At most so many.
        #[arg(long, value_name = "NUMBER", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List all names of a kind, or how many there are of each.
    List {
        /// The kind: picture, icon, flag, region or city.
        #[arg(long, value_name = "KIND", value_parser = kind)]
        kind: Option<Kind>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(args: &AssetsArgs) -> Result<(), CliError> {
    match &args.action {
        Action::Search { words, kind, limit, json } => {
            let found = search(words, *kind, *limit as usize);
            if *json {
                let list =
                    found.iter().map(|one| json!({ "kind": one.kind.word(), "name": one.name, "score": one.score }));
                println!("{:#}", Value::Array(list.collect()));
            } else if found.is_empty() {
                return Err(CliError::Failed(format!("nothing is found for \"{words}\"; try a simpler noun")));
            } else {
                for one in found {
                    println!("{:8} {}", one.kind.word(), one.name);
                }
            }
        }
        Action::List { kind: Some(kind), json } => {
            let names = list(*kind);
            if *json {
                println!("{:#}", json!(names));
            } else {
                println!("{}", names.join("\n"));
            }
        }
        Action::List { kind: None, json } => {
            let counts: Vec<(&str, usize)> = Kind::ALL.iter().map(|kind| (kind.word(), list(*kind).len())).collect();
            if *json {
                println!(
                    "{:#}",
                    Value::Object(counts.iter().map(|(word, count)| ((*word).to_owned(), json!(count))).collect())
                );
            } else {
                for (word, count) in counts {
                    println!("{word:8} {count}");
                }
            }
        }
    }
    Ok(())
}

fn kind(text: &str) -> Result<Kind, String> {
    let words = Kind::ALL.map(Kind::word).join(", ");
    Kind::ALL
        .into_iter()
        .find(|kind| kind.word() == text.trim_end_matches('s'))
        .ok_or_else(|| format!("must be one of {words}"))
}
