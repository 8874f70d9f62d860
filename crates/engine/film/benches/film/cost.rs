//! What a piece of work costs the machine.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

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

/// Most memory that a process and its children have at once, in megabytes, while it runs; looked at every few milliseconds.
///
/// The system's own peak values are of no use here: a child begins with its parent's.
pub(crate) fn peak_memory_mb(job: &mut Child) -> f64 {
    let mut peak_kb = 0_u64;
    while job.try_wait().is_ok_and(|ended| ended.is_none()) {
        let family = std::iter::once(job.id()).chain(children(job.id()));
        peak_kb = peak_kb.max(family.map(resident_kb).sum());
        std::thread::sleep(Duration::from_millis(4));
    }
    peak_kb as f64 / 1024.0
}

fn children(process: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

fn resident_kb(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    resident.and_then(|kb| kb.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
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
