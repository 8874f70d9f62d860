//! `pavo keys`: who may use a server.

use std::path::PathBuf;

use pavo_store::{Key, KeyLimits, StoreError, UnixMillis};
use serde_json::{Value, json};

use crate::config::ConfigArgs;
use crate::database::DatabaseArgs;

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
        /// Videos it may ask for in a calendar month (UTC); more are answered with 403 [default: as many as it likes].
        #[arg(long, value_name = "N")]
        monthly_videos: Option<u32>,
        /// Requests a minute with which it may change something or have a picture drawn; more are answered with 429. Reading
        /// is free [default: as many as it likes].
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        requests_per_minute: Option<u32>,
        /// Videos of it that are worked on at once; more wait [default: as many as there are workers].
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        videos_at_once: Option<u32>,
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
    #[command(flatten)]
    _config: ConfigArgs,
    #[command(flatten)]
    database: DatabaseArgs,
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
        KeysCommand::Create { name, monthly_videos, requests_per_minute, videos_at_once, common } => {
            let limits = KeyLimits { monthly_videos, requests_per_minute, videos_at_once };
            let ring = common.database.ring(&common.data)?;
            let fresh = ring.create(&name, limits)?;
            let webhook_secret = ring.webhook_secret(&fresh.key.id)?;
            if common.json {
                json!({ "key": fresh.secret, "id": fresh.key.id, "name": fresh.key.name, "webhook_secret": webhook_secret })
                    .to_string()
            } else {
                format!(
                    "{}\nThis is the key {:?}. It is not shown again; send it as the x-api-key header.\n\
                     Its webhooks are signed with {webhook_secret}; `pavo keys list --json` shows that again.",
                    fresh.secret, fresh.key.name
                )
            }
        }
        KeysCommand::List { common } => {
            let ring = common.database.existing_ring(&common.data)?;
            let used = |key: Key| Ok((ring.videos_this_month(&key.id)?, key));
            let secret = |key: &Key| ring.webhook_secret(&key.id);
            let keys = ring.list()?.into_iter().map(used).collect::<Result<Vec<_>, StoreError>>()?;
            if common.json {
                let told = |(used, key): &(u64, Key)| {
                    let mut told = json_of(key);
                    told["videos_this_month"] = json!(used);
                    told["webhook_secret"] = json!(secret(key)?);
                    Ok(told)
                };
                json!({ "keys": keys.iter().map(told).collect::<Result<Vec<_>, StoreError>>()? }).to_string()
            } else {
                table_of(&keys)
            }
        }
        KeysCommand::Revoke { key, common } => {
            let revoked = common.database.existing_ring(&common.data)?.revoke(&key)?;
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
    let time = |at: Option<UnixMillis>| at.map(|at| at.to_string());
    json!({
        "id": key.id,
        "name": key.name,
        "created_at": key.created_at.to_string(),
        "last_used_at": time(key.last_used_at),
        "revoked_at": time(key.revoked_at),
        "monthly_videos": key.limits.monthly_videos,
        "requests_per_minute": key.limits.requests_per_minute,
        "videos_at_once": key.limits.videos_at_once,
    })
}

fn table_of(keys: &[(u64, Key)]) -> String {
    if keys.is_empty() {
        return "There are no keys yet; make one with `pavo keys create --name NAME`.".to_owned();
    }
    let time = |at: Option<UnixMillis>, none: &str| at.map_or(none.to_owned(), |at| at.to_string());
    let mut lines = vec![row_of("ID", "CREATED", "LAST USED", "STATE", "THIS MONTH", "NAME")];
    for (used, key) in keys {
        let state = if key.revoked_at.is_some() { "revoked" } else { "active" };
        let month = key.limits.monthly_videos.map_or(used.to_string(), |most| format!("{used} of {most}"));
        lines.push(row_of(
            &key.id,
            &key.created_at.to_string(),
            &time(key.last_used_at, "never"),
            state,
            &month,
            &key.name,
        ));
    }
    lines.join("\n")
}

fn row_of(id: &str, created: &str, last_used: &str, state: &str, month: &str, name: &str) -> String {
    format!("{id:<31} {created:<21} {last_used:<21} {state:<8} {month:<11} {name}")
}
