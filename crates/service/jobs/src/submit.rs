//! Handing in a video.

use std::time::Duration;

use pavo_store::{Enqueued, NewVideo, StoreError};

use crate::Dispatcher;

/// Why a video was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// As many videos wait as may.
    #[error("the queue is full: {max_queued} videos are waiting; try again later")]
    QueueFull {
        /// The bound.
        max_queued: u32,
        /// When trying again makes sense; a guess.
        retry_after: Duration,
    },
    /// The service is shutting down.
    #[error("the service is stopping; try again in a moment")]
    Stopping {
        /// When trying again makes sense; a guess.
        retry_after: Duration,
    },
    /// The key has had its videos of this month.
    #[error("the key has had its {most} videos of this month")]
    QuotaUsedUp {
        /// Videos a month.
        most: i64,
    },
    /// The word by which the request may come again was used for another one.
    #[error("the Idempotency-Key {word:?} was used for another request; take a new one for a new request")]
    OtherRequest {
        /// The word.
        word: String,
    },
    /// It could not be recorded.
    #[error(transparent)]
    Store(StoreError),
}

/// When trying again makes sense after the queue was full; a guess.
pub const RETRY_AFTER: Duration = Duration::from_secs(15);

impl Dispatcher {
    /// Queues a video. Returns when it is recorded, long before it is made.
    ///
    /// # Errors
    /// [`SubmitError`], each variant as it says.
    pub async fn submit(&self, new: &NewVideo) -> Result<Enqueued, SubmitError> {
        if self.is_stopping() {
            return Err(SubmitError::Stopping { retry_after: Duration::from_secs(10) });
        }
        let queued = self.store().enqueue(new, self.settings().max_queued).await?;
        self.wake();
        Ok(queued)
    }
}

impl From<StoreError> for SubmitError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::QueueFull { max_queued } => Self::QueueFull { max_queued, retry_after: RETRY_AFTER },
            StoreError::QuotaUsedUp { most } => Self::QuotaUsedUp { most },
            StoreError::OtherRequest { word } => Self::OtherRequest { word },
            other => Self::Store(other),
        }
    }
}
