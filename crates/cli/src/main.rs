//! Text prompts become motion graphics: the command line.

mod assets;
mod backup;
mod blocks;
mod check;
mod config;
#[cfg(target_os = "linux")]
mod confine;
mod database;
mod design;
mod diff;
mod doctor;
mod edit;
mod error;
mod fetch;
mod ffmpeg;
mod files;
mod gallery;
mod keys;
mod mcp;
mod objects;
mod plan;
mod probe;
mod render;
mod scene;
mod segments;
mod serve;
mod sheet;
mod source;
mod still;

use clap::{Parser, Subcommand};
use error::CliError;
use std::process::ExitCode;

/// Motion graphics from words: a prompt goes in, a designed and animated video comes out.
///
/// Exit codes: 0 done; 1 failed; 2 wrong usage or input; 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "pavo", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::RenderArgs),
    Still(still::StillArgs),
    Sheet(sheet::SheetArgs),
    Check(check::CheckArgs),
    Diff(diff::DiffArgs),
    Probe(probe::ProbeArgs),
    Plan(segments::PlanArgs),
    RenderSegment(segments::RenderSegmentArgs),
    Assemble(segments::AssembleArgs),
    Scene(scene::SceneArgs),
    Edit(edit::EditArgs),
    Blocks(blocks::BlocksArgs),
    Assets(assets::AssetsArgs),
    Gallery(gallery::GalleryArgs),
    Schema(scene::SchemaArgs),
    Serve(serve::ServeArgs),
    Mcp(mcp::McpArgs),
    Keys(keys::KeysArgs),
    Backup(backup::BackupArgs),
    Doctor(doctor::DoctorArgs),
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Confine(confine::ConfineArgs),
}

fn main() -> ExitCode {
    end_quietly_when_nobody_reads();
    let outcome = config::parsed(std::env::args_os()).and_then(run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(cli: Cli) -> Result<(), CliError> {
    match cli.command {
        Command::Render(args) => render::run(args),
        Command::Still(args) => still::run(args),
        Command::Sheet(args) => sheet::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Probe(args) => probe::run(&args),
        Command::Plan(args) => segments::plan(&args),
        Command::RenderSegment(args) => segments::render_one(&args),
        Command::Assemble(args) => segments::assemble_all(&args),
        Command::Scene(args) => scene::run(args),
        Command::Edit(args) => edit::run(&args),
        Command::Assets(args) => assets::run(&args),
        Command::Blocks(args) => blocks::run(&args),
        Command::Gallery(args) => gallery::run(&args),
        Command::Schema(args) => scene::schema(&args),
        Command::Serve(args) => serve::run(args).map_err(CliError::other),
        Command::Mcp(args) => mcp::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        #[cfg(target_os = "linux")]
        Command::Confine(args) => Err(confine::run(&args)),
        Command::Keys(args) => keys::run(args).map_err(CliError::other),
        Command::Backup(args) => backup::run(args).map_err(CliError::other),
    }
}

/// What is printed to a pipe whose reader has gone (`pavo schema | head`) is no fault of the program.
fn end_quietly_when_nobody_reads() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let words = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if words.starts_with("failed printing to stdout") {
            std::process::exit(0);
        }
        told(panic);
    }));
}
