//! Settings from a file: what neither the command line nor the environment says.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use crate::error::CliError;

/// The command whose options are the settings of a file.
const SETTINGS_OF: &str = "serve";

/// The option that names the file.
const CONFIG: &str = "config";

/// Where settings are read from.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ConfigArgs {
    /// A settings file (TOML) with the options of `pavo serve`, as in `max-queued = 50`. What the command line says goes
    /// before the environment, and that before the file.
    #[arg(long, value_name = "FILE", env = "PAVO_CONFIG")]
    config: Option<PathBuf>,
}

/// What is asked for on the command line, in the environment and in a settings file. Ends the process as clap does where
/// the command line is wrong or help is asked for.
///
/// # Errors
/// [`CliError::Usage`] with all problems of the file.
pub(crate) fn parsed<T: CommandFactory + FromArgMatches>(
    args: impl IntoIterator<Item = OsString>,
) -> Result<T, CliError> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    let mut command = T::command();
    command.build();
    let mut matches = command.clone().get_matches_from(&args);
    if let Some(path) = leaf_of(&matches).try_get_one::<PathBuf>(CONFIG).ok().flatten() {
        args.extend(options_of(&command, leaf_of(&matches), path)?);
        matches = command.clone().get_matches_from(&args);
    }
    T::from_arg_matches(&matches).map_err(|error| CliError::Usage(error.to_string()))
}

/// The matches of the innermost command.
fn leaf_of(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| leaf_of(inner))
}

/// The options that a file adds to a command line; those that the command does not have are left out.
fn options_of(command: &Command, leaf: &ArgMatches, path: &Path) -> Result<Vec<OsString>, CliError> {
    let text = fs::read_to_string(path).map_err(|error| CliError::unreadable(path, &error))?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        CliError::Usage(format!("{} is no TOML file: {}", path.display(), error.to_string().trim_end()))
    })?;
    let Some(serve) = command.find_subcommand(SETTINGS_OF) else { return Ok(Vec::new()) };
    let (mut options, mut problems) = (Vec::new(), Vec::new());
    for (key, value) in &table {
        match written(serve, key, value) {
            Ok((name, written)) if is_open(leaf, &name) => options.extend(written.into_iter().map(OsString::from)),
            Ok(_) => {}
            Err(problem) => problems.push(format!("  {key}: {problem}")),
        }
    }
    if problems.is_empty() {
        return Ok(options);
    }
    Err(CliError::Usage(format!("{} cannot be used:\n{}", path.display(), problems.join("\n"))))
}

/// Whether a command has an option, and it is given neither on the command line nor in the environment.
fn is_open(leaf: &ArgMatches, name: &str) -> bool {
    let is_known = leaf.try_contains_id(name).is_ok();
    is_known && !matches!(leaf.value_source(name), Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}

/// A setting as its option's id and what stands for it on a command line.
fn written(serve: &Command, key: &str, value: &Value) -> Result<(String, Vec<String>), String> {
    let long = key.replace('_', "-");
    let known = || serve.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), CONFIG | "help" | "version"));
    let Some(arg) = known().find(|arg| arg.get_long() == Some(&long)) else {
        let allowed: Vec<&str> = known().filter_map(|arg| arg.get_long()).collect();
        return Err(format!("is not a setting (allowed: {})", allowed.join(", ")));
    };
    let options = match (arg.get_action(), value) {
        (ArgAction::SetTrue, Value::Boolean(true)) => vec![format!("--{long}")],
        (ArgAction::SetTrue, Value::Boolean(false)) => Vec::new(),
        (ArgAction::SetTrue, other) => return Err(format!("{other} is neither true nor false")),
        (ArgAction::Append, Value::Array(values)) => {
            values.iter().map(|value| Ok(format!("--{long}={}", plain(value)?))).collect::<Result<_, String>>()?
        }
        (_, value) => vec![format!("--{long}={}", plain(value)?)],
    };
    let alone = [SETTINGS_OF.to_owned()].into_iter().chain(options.iter().cloned());
    if let Err(error) = serve.clone().try_get_matches_from(alone) {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        return Err(first.to_owned());
    }
    Ok((arg.get_id().to_string(), options))
}

fn plain(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        other => Err(format!("{other} is neither a text nor a number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    #[command(name = "t")]
    enum Cli {
        Serve(Serve),
        Other(Other),
    }

    #[derive(Debug, clap::Args)]
    struct Serve {
        #[arg(long, default_value_t = 7)]
        most: u32,
        #[arg(long)]
        strict: bool,
        #[arg(long = "host")]
        hosts: Vec<String>,
        #[arg(long, default_value = "./data")]
        data: PathBuf,
        #[command(flatten)]
        _config: ConfigArgs,
    }

    #[derive(Debug, clap::Args)]
    struct Other {
        #[arg(long, default_value = "./data")]
        data: PathBuf,
        #[command(flatten)]
        _config: ConfigArgs,
    }

    fn read(settings: &str, line: &[&str]) -> Result<Cli, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.toml");
        fs::write(&path, settings).unwrap();
        let begin = ["t".into(), line[0].into(), "--config".into(), path.into_os_string()];
        let args = begin.into_iter().chain(line[1..].iter().map(OsString::from));
        parsed(args).map_err(|error| error.to_string())
    }

    #[test]
    fn file_fills_what_the_command_line_leaves_open() {
        let Cli::Serve(serve) =
            read("most = 3\nstrict = true\nhost = [\"a\", \"b\"]\ndata = \"/d\"", &["serve", "--data", "/x"]).unwrap()
        else {
            panic!("it is serve")
        };
        assert_eq!(
            (serve.most, serve.strict, serve.hosts, serve.data),
            (3, true, vec!["a".into(), "b".into()], "/x".into())
        );
    }

    #[test]
    fn other_commands_take_what_concerns_them() {
        let Cli::Other(other) = read("most = 3\ndata = \"/d\"", &["other"]).unwrap() else { panic!("it is other") };
        assert_eq!(other.data, PathBuf::from("/d"));
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let told = read("most = \"many\"\nstrict = 1\nmoat = 2\ndata = [1]", &["serve"]).unwrap_err();
        for part in [
            "most: invalid value 'many'",
            "strict: 1 is neither",
            "moat: is not a setting (allowed: most, strict, host, data)",
            "data: [1] is neither",
        ] {
            assert!(told.contains(part), "{part} is not in {told}");
        }
        assert!(read("most = ", &["serve"]).unwrap_err().contains("is no TOML file"));
    }
}
