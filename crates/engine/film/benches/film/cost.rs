//! What a piece of work costs the machine.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::time::Instant;

/// Processor time and time on the clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Seconds of all threads and child processes, user and system.
    pub(crate) cpu_secs: f64,
    /// Seconds on the clock.
    pub(crate) wall_secs: f64,
}

impl Cost {
    pub(crate) fn of(work: impl FnOnce()) -> Self {
        let (cpu, clock) = (cpu_secs(), Instant::now());
        work();
        Self { cpu_secs: cpu_secs() - cpu, wall_secs: clock.elapsed().as_secs_f64() }
    }
}

/// Most memory that this process and the largest of its children have had, together, in megabytes.
pub(crate) fn peak_memory_mb() -> f64 {
    let kilobytes: i64 =
        [UsageWho::RUSAGE_SELF, UsageWho::RUSAGE_CHILDREN].into_iter().map(|who| usage(who).max_rss()).sum();
    kilobytes as f64 / 1024.0
}

fn usage(who: UsageWho) -> Usage {
    getrusage(who).expect("the system counts its processes' time")
}

fn cpu_secs() -> f64 {
    [UsageWho::RUSAGE_SELF, UsageWho::RUSAGE_CHILDREN]
        .into_iter()
        .map(|who| {
            let usage = usage(who);
            (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6
        })
        .sum()
}
