//! What a piece of work costs.

use nix::sys::resource::{UsageWho, getrusage};

/// Seconds of processors that the cheapest run takes.
pub(crate) fn best(runs: u32, run: impl Fn()) -> f64 {
    let costs = (0..runs).map(|_| {
        let before = cpu_secs();
        run();
        cpu_secs() - before
    });
    costs.fold(f64::INFINITY, f64::min)
}

/// Seconds of processors that this process and those it has started and seen end have taken.
fn cpu_secs() -> f64 {
    let of = |who| {
        let usage = getrusage(who).expect("the system counts its processes' time");
        let secs = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        secs(usage.user_time()) + secs(usage.system_time())
    };
    of(UsageWho::RUSAGE_SELF) + of(UsageWho::RUSAGE_CHILDREN)
}
