//! What a piece of work costs the machine.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fs;
use std::time::Instant;

/// Processor time, time on the clock, and memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Seconds of all threads and child processes, user and system.
    pub(crate) cpu_secs: f64,
    /// Seconds on the clock.
    pub(crate) wall_secs: f64,
    /// Most memory of this process during the work plus most of any child so far, in megabytes.
    pub(crate) memory_mb: f64,
}

impl Cost {
    pub(crate) fn of(work: impl FnOnce()) -> Self {
        // Begins a new peak; where the system cannot do that, the peak so far counts.
        let _reset = fs::write("/proc/self/clear_refs", "5");
        let (cpu, clock) = (cpu_secs(), Instant::now());
        work();
        let child_kb = usage(UsageWho::RUSAGE_CHILDREN).max_rss();
        Self {
            cpu_secs: cpu_secs() - cpu,
            wall_secs: clock.elapsed().as_secs_f64(),
            memory_mb: (own_peak_kb() + child_kb as f64) / 1024.0,
        }
    }
}

fn own_peak_kb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(f64::NAN)
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
