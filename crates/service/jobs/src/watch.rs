//! A studio call under a claim: kept alive, watched, interrupted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pavo_store::{Claim, StoreError};
use tracing::warn;

use crate::dispatcher::{Shared, chain_of};
use crate::step::run_blocking;
use crate::{CancelFlag, StudioError};

/// Runs a studio call while prolonging the lease and recording the progress of the outputs at `positions`.
///
/// When the claim is lost, the call is cancelled and ends as [`StudioError::Cancelled`].
pub(crate) async fn watched<T: Send + 'static>(
    shared: &Arc<Shared>,
    claim: &Claim,
    positions: Vec<u32>,
    call: impl FnOnce(Progress, CancelFlag) -> Result<T, StudioError> + Send + 'static,
) -> Result<T, StudioError> {
    let cancel = CancelFlag::new();
    let latest: Arc<[AtomicU32]> = positions.iter().map(|_| AtomicU32::new(0_f32.to_bits())).collect();
    let progress = Progress { latest: latest.clone() };
    let work = {
        let cancel = cancel.clone();
        run_blocking("pavo-studio", move || call(progress, cancel))
    };
    tokio::pin!(work);

    // Cancelled also when this future is dropped: nobody waits for the result then.
    let abandon = CancelOnDrop(cancel.clone());
    let mut beat = tokio::time::interval(shared.settings.heartbeat);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut recorded = vec![0_f32; positions.len()];
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            _ = beat.tick() => {}
        }
        if shared.cancel.is_cancelled() {
            cancel.cancel();
        }
        let mut news = Vec::new();
        for ((position, latest), recorded) in positions.iter().zip(latest.iter()).zip(&mut recorded) {
            let fraction = f32::from_bits(latest.load(Ordering::Relaxed));
            if fraction > *recorded {
                *recorded = fraction;
                news.push((*position, fraction));
            }
        }
        match heartbeat(shared, claim, &news).await {
            Ok(true) => {}
            Ok(false) => cancel.cancel(),
            // One beat may be missed; the lease outlives many.
            Err(error) => {
                warn!(job.id = %claim.video_id(), error = chain_of(&error), "A heartbeat was missed");
            }
        }
    };
    match result {
        Err(StudioError::Cancelled) if !abandon.0.is_cancelled() => Err(StudioError::Failed {
            code: "internal",
            message: "the work stopped although nobody asked for it".to_owned(),
        }),
        result => result,
    }
}

/// Waits for something while prolonging the lease, however long it takes. What is done under a claim that is lost changes
/// nothing, so it goes on in any case.
pub(crate) async fn kept_alive<T>(shared: &Shared, claim: &Claim, work: impl Future<Output = T>) -> T {
    tokio::pin!(work);
    let mut beat = tokio::time::interval(shared.settings.heartbeat.max(shared.settings.lease / 4));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    // The first comes at once.
    beat.tick().await;
    loop {
        tokio::select! {
            result = &mut work => return result,
            _ = beat.tick() => {}
        }
        if let Err(error) = heartbeat(shared, claim, &[]).await {
            warn!(job.id = %claim.video_id(), error = chain_of(&error), "A heartbeat was missed");
        }
    }
}

/// Says that the work is alive, and how far outputs are; false when the claim is lost.
async fn heartbeat(shared: &Shared, claim: &Claim, news: &[(u32, f32)]) -> Result<bool, StoreError> {
    // The lease first: without it nothing else counts.
    let is_held = shared.store.extend(claim, shared.settings.lease).await?;
    for (position, fraction) in news {
        shared.store.report_progress(claim, *position, *fraction).await?;
    }
    Ok(is_held)
}

/// Where a studio call says how far its outputs are.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    latest: Arc<[AtomicU32]>,
}

impl Progress {
    /// So much of an output is done, 0 to 1; by its place among the call's outputs.
    pub(crate) fn report(&self, index: usize, fraction: f32) {
        if let Some(latest) = self.latest.get(index) {
            latest.store(fraction.to_bits(), Ordering::Relaxed);
        }
    }
}

/// Cancels when dropped.
struct CancelOnDrop(CancelFlag);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
