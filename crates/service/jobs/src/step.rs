//! One blocking step on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use tokio::sync::oneshot;

use crate::StudioError;

/// Enough for deeply nested scenes; threads get 2 MiB otherwise.
const STACK_BYTES: usize = 16 << 20;

/// Runs `work` on a thread of its own and waits for it without blocking the runtime.
///
/// A panic inside becomes [`StudioError::Failed`] with the code `internal`. The thread is not
/// one of the runtime's, so a step that hangs does not keep the process from ending.
pub(crate) async fn run_blocking<T: Send + 'static>(
    name: &'static str,
    work: impl FnOnce() -> Result<T, StudioError> + Send + 'static,
) -> Result<T, StudioError> {
    let (report, result) = oneshot::channel();
    let spawned = thread::Builder::new().name(name.to_owned()).stack_size(STACK_BYTES).spawn(move || {
        let outcome = catch_unwind(AssertUnwindSafe(work));
        // Nobody listens any more when the dispatcher was dropped.
        let _ = report.send(outcome.unwrap_or_else(|_| Err(panicked())));
    });
    match spawned {
        Ok(_) => result.await.unwrap_or_else(|_| Err(panicked())),
        Err(error) => Err(StudioError::Failed {
            code: "internal",
            message: format!("no thread could be started for the work: {error}"),
        }),
    }
}

/// The panic's own text may hold the prompt or a path, so it goes to standard error only.
fn panicked() -> StudioError {
    StudioError::Failed {
        code: "internal",
        message: "an internal error stopped the work; this is a bug in Pavo".to_owned(),
    }
}
