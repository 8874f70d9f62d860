//! Progress out, cancellation in.

use crate::render::{FilmError, FilmReport};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Hears how far films are.
pub trait Observer: Sync {
    /// So many frames of a film have been handed to its encoder. Called once per frame, for each film from one thread.
    ///
    /// `film`: its place among those that are made together, from 0.
    fn frame_written(&self, film: usize, frames_done: u32, frames_total: u32);

    /// A film is complete, or will never be; others may go on. Called once for each film, from any thread.
    fn film_ended(&self, film: usize, outcome: &Result<FilmReport, FilmError>) {
        let _ = (film, outcome);
    }
}

/// Hears nothing.
impl Observer for () {
    fn frame_written(&self, _: usize, _: u32, _: u32) {}
}

/// Ends films early; clones end the same films.
#[derive(Debug, Clone, Default)]
pub struct CancelToken {
    is_cancelled: Arc<AtomicBool>,
}

impl CancelToken {
    /// A token that is cancelled when the flag is set, by whoever has it.
    pub const fn of_flag(is_cancelled: Arc<AtomicBool>) -> Self {
        Self { is_cancelled }
    }

    /// Films with this token end as soon as the frames in work are done.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the films are to end.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}
