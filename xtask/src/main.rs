//! The project's own chores: `cargo xtask tidy`, `licences`, `bench`, `quality`, `bless`, `browser`, `digests`, `matrix`, `fuzz`, `soak`, `ci`.
//!
//! Each chore is one file with one `run`; a new chore adds a [`Chore`] and its line in [`main`].

mod architecture;
mod bench;
mod bless;
mod browser;
mod ci;
mod code;
mod digests;
mod error;
mod fuzz;
mod layers;
mod lengths;
mod licences;
mod links;
mod load;
mod manifests;
mod matrix;
mod paths;
mod problem;
mod purity;
mod soak;
mod tidy;
mod tree;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own chores.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Check that the sources keep the rules of ARCHITECTURE.md.
    Tidy,
    /// Check every dependency's licence and source against deny.toml.
    Licences,
    /// Measure what a frame and a film cost, against encoding alone.
    Bench {
        /// Only what a frame costs in each stage, which takes a minute; not whole jobs, which take ten.
        #[arg(long)]
        stages: bool,
        /// Only what each format costs, and all of them together.
        #[arg(long, conflicts_with = "stages")]
        exports: bool,
        /// Only what checking a film costs, against rendering it once at 720p.
        #[arg(long, conflicts_with_all = ["stages", "exports"])]
        checks: bool,
        /// Only what a frame of each block costs, and what share drawing has of making the film.
        #[arg(long, conflicts_with_all = ["stages", "exports", "checks"])]
        blocks: bool,
        /// Only how fast the service of this program answers, idle and while it draws.
        #[arg(long, value_name = "PROGRAM", conflicts_with_all = ["stages", "exports", "checks", "blocks"])]
        service: Option<std::path::PathBuf>,
    },
    /// Measure what encoding leaves of edges and flat areas, against x264's medium preset.
    Quality,
    /// Make what golden cases show now what they shall show; look at them afterwards.
    Bless {
        /// A part of the cases' paths.
        name: Option<String>,
        /// Bless every case.
        #[arg(long)]
        all: bool,
    },
    /// Draw all golden cases by a debug build, a release build and in WebAssembly, and compare every frame.
    Digests,
    /// Play films in Chromium and check what it shows.
    Browser,
    /// Make a short film of each of the 320 outputs that can be asked for, opaque and open, and check what came out.
    Matrix,
    /// Feed everything that reads what comes from outside with inputs at random; needs a nightly toolchain and cargo-fuzz.
    Fuzz {
        /// Seconds for each target.
        #[arg(default_value_t = 60)]
        seconds: u32,
        /// Only this target.
        #[arg(long)]
        only: Option<String>,
    },
    /// Run every check that a change must pass, in the order that fails fastest.
    Ci,
    /// Kill the server at random while it makes films, and check that every job ends once and right.
    Soak {
        /// Jobs.
        #[arg(long, default_value_t = 200)]
        jobs: u32,
        /// Keys that they are of.
        #[arg(long, default_value_t = 4)]
        keys: u32,
        /// What the moments of the kills come from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Tidy => tidy::run(),
        Chore::Licences => licences::run(),
        Chore::Bench { service: Some(binary), .. } => load::run(&binary),
        Chore::Bench { checks: true, .. } => bench::checks(),
        Chore::Bench { blocks: true, .. } => bench::blocks(),
        Chore::Bench { stages, exports, .. } => bench::run(stages, exports),
        Chore::Quality => bench::quality(),
        Chore::Bless { name, all } => bless::run(name.as_deref(), all),
        Chore::Digests => digests::run(),
        Chore::Browser => browser::run(),
        Chore::Matrix => matrix::run(),
        Chore::Fuzz { seconds, only } => fuzz::run(seconds, only.as_deref()),
        Chore::Ci => ci::run(),
        Chore::Soak { jobs, keys, seed } => soak::run(jobs, keys, seed),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", error.with_causes());
            ExitCode::FAILURE
        }
    }
}
