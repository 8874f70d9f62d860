//! A studio call under a claim: kept alive, watched, interrupted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pavo_store::{Claim, StoreError};
use tracing::warn;

use crate::dispatcher::{Shared, chain_of};
use crate::step::run_blocking;
use crate::{CancelFlag, StudioError};

/// Runs a studio call while prolonging the lease and recording progress.
///
/// When the claim is lost, the call is cancelled and ends as [`StudioError::Cancelled`].
pub(crate) async fn watched<T: Send + 'static>(
    shared: &Arc<Shared>,
    claim: &Claim,
    position: Option<u32>,
    call: impl FnOnce(Box<dyn Fn(f32) + Send + Sync>, CancelFlag) -> Result<T, StudioError> + Send + 'static,
) -> Result<T, StudioError> {
    let cancel = CancelFlag::new();
    let latest = Arc::new(AtomicU32::new(0_f32.to_bits()));
    let progress = {
        let latest = latest.clone();
        Box::new(move |fraction: f32| latest.store(fraction.to_bits(), Ordering::Relaxed))
    };
    let work = {
        let cancel = cancel.clone();
        run_blocking("pavo-studio", move || call(progress, cancel))
    };
    tokio::pin!(work);

    // Cancelled also when this future is dropped: nobody waits for the result then.
    let abandon = CancelOnDrop(cancel.clone());
    let mut beat = tokio::time::interval(shared.settings.heartbeat);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut recorded = 0_f32;
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            _ = beat.tick() => {}
        }
        if shared.cancel.is_cancelled() {
            cancel.cancel();
        }
        let fraction = f32::from_bits(latest.load(Ordering::Relaxed));
        match heartbeat(shared, claim, position.filter(|_| fraction > recorded), fraction).await {
            Ok(true) => recorded = recorded.max(fraction),
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

/// Says that the work is alive, and how far it is; false when the claim is lost.
async fn heartbeat(shared: &Shared, claim: &Claim, position: Option<u32>, fraction: f32) -> Result<bool, StoreError> {
    if let Some(position) = position {
        shared.store.report_progress(claim, position, fraction).await?;
    }
    shared.store.extend(claim, shared.settings.lease).await
}

/// Cancels when dropped.
struct CancelOnDrop(CancelFlag);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
