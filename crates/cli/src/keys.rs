//! `pavo keys`: who may use a server.

use std::path::PathBuf;

use pavo_store::{Key, KeyRing, StoreError, UnixMillis};
use serde_json::{Value, json};

/// Make, list and revoke the API keys of a server.
///
/// Works while the server runs, and what it changes holds at once.
#[derive(Debug, clap::Args)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    command: KeysCommand,
}

#[derive(Debug, clap::Subcommand)]
enum KeysCommand {
    /// Make a key and print it, once: only its hash is kept.
    Create {
        /// What to call it, such as the person or program that will use it.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// List all keys, oldest first, without the keys themselves.
    List {
        #[command(flatten)]
        common: CommonArgs,
    },
    /// End a key; requests with it are refused from then on.
    Revoke {
        /// The key's id (`key_…`), or its name when only one active key has it.
        key: String,
        #[command(flatten)]
        common: CommonArgs,
    },
}

#[derive(Debug, clap::Args)]
struct CommonArgs {
    /// The server's data folder; `create` makes it when it is missing.
    #[arg(long, value_name = "DIR", default_value = "./pavo-data", env = "PAVO_DATA")]
    data: PathBuf,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Carries the command out and prints its result to standard output.
///
/// # Errors
/// [`StoreError`] when the folder cannot be used, or there is no such key.
pub(crate) fn run(args: KeysArgs) -> Result<(), StoreError> {
    let text = match args.command {
        KeysCommand::Create { name, common } => {
            let fresh = KeyRing::open(&common.data)?.create(&name)?;
            if common.json {
                json!({ "key": fresh.secret, "id": fresh.key.id, "name": fresh.key.name }).to_string()
            } else {
                format!(
                    "{}\nThis is the key {:?}. It is not shown again; send it as the x-api-key header.",
                    fresh.secret, fresh.key.name
                )
            }
        }
        KeysCommand::List { common } => {
            let keys = KeyRing::open_existing(&common.data)?.list()?;
            if common.json {
                json!({ "keys": keys.iter().map(json_of).collect::<Vec<_>>() }).to_string()
            } else {
                table_of(&keys)
            }
        }
        KeysCommand::Revoke { key, common } => {
            let revoked = KeyRing::open_existing(&common.data)?.revoke(&key)?;
            if common.json {
                json_of(&revoked).to_string()
            } else {
                format!("Revoked {} ({:?}).", revoked.id, revoked.name)
            }
        }
    };
    println!("{text}");
    Ok(())
}

fn json_of(key: &Key) -> Value {
    let time = |at: Option<UnixMillis>| at.map(date_and_time);
    json!({
        "id": key.id,
        "name": key.name,
        "created_at": date_and_time(key.created_at),
        "last_used_at": time(key.last_used_at),
        "revoked_at": time(key.revoked_at),
    })
}

fn table_of(keys: &[Key]) -> String {
    if keys.is_empty() {
        return "There are no keys yet; make one with `pavo keys create --name NAME`.".to_owned();
    }
    let time = |at: Option<UnixMillis>, none: &str| at.map_or(none.to_owned(), date_and_time);
    let mut lines = vec![row_of("ID", "CREATED", "LAST USED", "STATE", "NAME")];
    for key in keys {
        let state = if key.revoked_at.is_some() { "revoked" } else { "active" };
        lines.push(row_of(&key.id, &date_and_time(key.created_at), &time(key.last_used_at, "never"), state, &key.name));
    }
    lines.join("\n")
}

fn row_of(id: &str, created: &str, last_used: &str, state: &str, name: &str) -> String {
    format!("{id:<31} {created:<21} {last_used:<21} {state:<8} {name}")
}

/// `2026-11-23T21:05:09Z`
fn date_and_time(at: UnixMillis) -> String {
    let secs = at.secs();
    let (days, secs_of_day) = (secs.div_euclid(86_400), secs.rem_euclid(86_400));
    let (year, month, day) = civil_date(days);
    let (hour, minute, second) = (secs_of_day / 3600, secs_of_day / 60 % 60, secs_of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day of the Gregorian calendar, `days` after 1970-01-01.
fn civil_date(mut days: i64) -> (i64, usize, i64) {
    let mut year = 1970;
    while days < 0 {
        year -= 1;
        days += days_in_year(year);
    }
    while days >= days_in_year(year) {
        days -= days_in_year(year);
        year += 1;
    }
    let february = days_in_year(year) - 337;
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    (year, month + 1, days + 1)
}

fn days_in_year(year: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if is_leap { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (secs, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_200, "2024-03-01T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(date_and_time(UnixMillis(secs * 1000)), text);
        }
    }
}
