//! The workers that take videos from the queue.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pavo_store::{ServeLock, Store, StoreError};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tracing::{error, info, warn};

use crate::clean_up::clean_up;
use crate::run::run_claim;
use crate::tally::{Counts, Tally};
use crate::{CancelFlag, Studio};

/// How a dispatcher works.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Videos that may wait; more are refused. At least 1.
    pub max_queued: u32,
    /// Videos worked on at once. Drawing one video uses all threads already.
    pub workers: usize,
    /// How often a step may be begun before it counts as failed.
    pub attempts: u32,
    /// How long a silent worker keeps its claim.
    pub lease: Duration,
    /// How often progress is recorded and a claim prolonged.
    pub heartbeat: Duration,
    /// How long a handed-in or fetched file is kept after its last use, where no video names it.
    pub keep_uploads: Duration,
    /// How long a video is kept after its work ended, with its files; `None` keeps it for ever.
    pub keep_videos: Option<Duration>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_queued: 100,
            workers: 1,
            attempts: 3,
            lease: Duration::from_secs(60),
            heartbeat: Duration::from_millis(500),
            keep_uploads: Duration::from_secs(30 * 24 * 60 * 60),
            keep_videos: None,
        }
    }
}

/// Drives queued videos through a studio until it is stopped or dropped.
///
/// Dropping it abandons the work at once, as a crash would; what was begun is begun again
/// by the next dispatcher.
#[derive(Debug)]
pub struct Dispatcher {
    shared: Arc<Shared>,
    workers: tokio::sync::Mutex<JoinSet<()>>,
    /// The only dispatcher on the data folder, as long as it lives.
    _lock: ServeLock,
}

/// What the workers share.
pub(crate) struct Shared {
    pub(crate) store: Store,
    pub(crate) studio: Arc<dyn Studio>,
    pub(crate) settings: Settings,
    pub(crate) counts: Counts,
    /// Set when the steps under way shall end.
    pub(crate) cancel: CancelFlag,
    is_stopping: AtomicBool,
    work: Notify,
    /// Turns true when no new work shall be begun.
    pub(crate) stop: watch::Sender<bool>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("store", &self.store).field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Dispatcher {
    /// Picks up what an earlier dispatcher left and begins to work.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another one works on the same data folder,
    /// [`StoreError::Database`].
    pub async fn start(store: Store, studio: Arc<dyn Studio>, settings: Settings) -> Result<Self, StoreError> {
        let lock = store.data_dir().lock_for_serving()?;
        let resumed = store.recover(&lock).await?;
        let tried = store.clone();
        // Files are stored as soon as it answers; who runs the server should know.
        tokio::spawn(async move {
            if let Err(error) = tried.try_bucket().await {
                warn!(error = chain_of(&error), "The object store does not answer");
            }
        });
        if resumed > 0 {
            info!(jobs = resumed, "Picked up {resumed} unfinished videos");
        }
        let shared = Arc::new(Shared {
            store,
            studio,
            settings,
            counts: Counts::default(),
            cancel: CancelFlag::new(),
            is_stopping: AtomicBool::new(false),
            work: Notify::new(),
            stop: watch::Sender::new(false),
        });
        let mut workers = JoinSet::new();
        for _ in 0..shared.settings.workers.max(1) {
            workers.spawn(work(shared.clone()));
        }
        workers.spawn(clean_up(shared.clone()));
        Ok(Self { shared, workers: tokio::sync::Mutex::new(workers), _lock: lock })
    }

    /// The store it works on.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// How it works.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// What was done since it started.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.shared.counts.tally()
    }

    /// What designs and draws for it.
    pub(crate) fn studio(&self) -> Arc<dyn Studio> {
        self.shared.studio.clone()
    }

    /// Lets a worker look for what is new in the store.
    pub fn look_again(&self) {
        self.wake();
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.shared.is_stopping.load(Ordering::Relaxed)
    }

    /// Refuses new videos from now on and begins no waiting one.
    pub fn close(&self) {
        self.shared.is_stopping.store(true, Ordering::Relaxed);
        self.shared.stop.send_replace(true);
    }

    /// Closes, waits up to `grace` for the work under way, then interrupts it so that the
    /// next dispatcher begins it again. Returns when all is recorded.
    pub async fn stop(&self, grace: Duration) {
        self.close();
        let mut workers = self.workers.lock().await;
        let all_done = async { while workers.join_next().await.is_some() {} };
        if tokio::time::timeout(grace, all_done).await.is_ok() {
            return;
        }
        self.shared.cancel.cancel();
        // A studio that does not heed the flag is left behind; its claim makes it harmless.
        let all_done = async { while workers.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(Duration::from_secs(10), all_done).await;
    }

    pub(crate) fn wake(&self) {
        self.shared.work.notify_one();
    }
}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        self.shared.is_stopping.store(true, Ordering::Relaxed);
        self.shared.cancel.cancel();
    }
}

/// Takes one video after the other.
async fn work(shared: Arc<Shared>) {
    let mut stop = shared.stop.subscribe();
    loop {
        if *stop.borrow_and_update() {
            return;
        }
        match shared.store.claim_next(shared.settings.lease).await {
            Ok(Some(claim)) => {
                let id = claim.video_id().to_owned();
                if let Err(error) = run_claim(&shared, claim).await {
                    let chain = chain_of(&error);
                    error!(job.id = %id, error = chain, "A video could not be worked on");
                    // The lease lets somebody try again; not at once, or the log overflows.
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                continue;
            }
            Ok(None) => {}
            Err(error) => {
                let chain = chain_of(&error);
                error!(error = chain, "The queue cannot be read");
            }
        }
        // The timeout notices leases that ran out.
        tokio::select! {
            () = shared.work.notified() => {}
            _ = stop.changed() => {}
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
        }
    }
}

/// An error and its causes in one line.
pub(crate) fn chain_of(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line.push_str(&format!(": {error}"));
        cause = error.source();
    }
    line
}
