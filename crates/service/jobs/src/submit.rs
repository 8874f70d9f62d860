//! Handing in a video.

use std::time::Duration;

use pavo_store::{NewVideo, StoreError, VideoAddress};

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
    /// It could not be recorded.
    #[error(transparent)]
    Store(StoreError),
}

impl Dispatcher {
    /// Queues a video. Returns when it is recorded, long before it is made.
    ///
    /// # Errors
    /// [`SubmitError`], each variant as it says.
    pub async fn submit(&self, new: &NewVideo) -> Result<VideoAddress, SubmitError> {
        if self.is_stopping() {
            return Err(SubmitError::Stopping { retry_after: Duration::from_secs(10) });
        }
        let address = self.store().enqueue(new, self.settings().max_queued).await.map_err(|error| match error {
            StoreError::QueueFull { max_queued } => {
                SubmitError::QueueFull { max_queued, retry_after: Duration::from_secs(15) }
            }
            other => SubmitError::Store(other),
        })?;
        self.wake();
        Ok(address)
    }
}
