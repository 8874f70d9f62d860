//! One video, from claim to release.

use std::sync::Arc;
use std::time::Instant;

use pavo_store::{Claim, Failure, Output, Step, StoreError};
use tracing::{info, warn};

use crate::dispatcher::{Shared, chain_of};
use crate::watch::watched;
use crate::{Brief, ParentVideo, StudioError};

/// How a step ended for the loop around it.
enum Ending {
    /// The next step may begin.
    Recorded,
    /// Everything there is to do was done.
    GivenUp,
    /// Asked to stop, or somebody else has the video now.
    Interrupted,
}

/// Works on a claimed video until it is done, interrupted or taken over.
pub(crate) async fn run_claim(shared: &Arc<Shared>, claim: Claim) -> Result<(), StoreError> {
    let id = claim.video_id().to_owned();
    let began = Instant::now();
    info!(job.id = %id, outputs = claim.video.outputs.len(), "Began video {id}");
    let store = &shared.store;
    store.sweep(&claim);

    let scene = match design(shared, &claim).await? {
        (Ending::Recorded, Some(scene)) => scene,
        (Ending::Interrupted, _) => return interrupted(shared, &claim).await,
        _ => return finished(shared, &claim, began).await,
    };
    let scene: Arc<str> = scene.into();

    let mut outputs: Vec<&Output> = claim.video.outputs.iter().collect();
    outputs.retain(|output| !output.state.is_final());
    // An output that kills the process comes last, so that it takes no other with it.
    outputs.sort_by_key(|output| (output.attempts, output.position));
    for output in outputs {
        match render(shared, &claim, &scene, output).await? {
            Ending::Recorded | Ending::GivenUp => {}
            Ending::Interrupted => return interrupted(shared, &claim).await,
        }
    }
    finished(shared, &claim, began).await
}

async fn finished(shared: &Shared, claim: &Claim, began: Instant) -> Result<(), StoreError> {
    let id = claim.video_id();
    if shared.store.finish(claim).await? {
        let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        info!(job.id = %id, duration_ms, "Finished video {id} in {duration_ms} ms");
    } else {
        warn!(job.id = %id, "Lost the claim on video {id}");
    }
    Ok(())
}

async fn interrupted(shared: &Shared, claim: &Claim) -> Result<(), StoreError> {
    let id = claim.video_id();
    shared.store.release(claim).await?;
    info!(job.id = %id, "Interrupted video {id}; it goes on later");
    Ok(())
}

/// The scene of the video: the stored one, or a new one.
async fn design(shared: &Arc<Shared>, claim: &Claim) -> Result<(Ending, Option<String>), StoreError> {
    let store = &shared.store;
    if let Some(scene) = store.scene(claim.video_id()).await? {
        return Ok((Ending::Recorded, Some(scene)));
    }
    if let Some(ending) = begin(shared, claim, Step::Design).await? {
        return Ok((ending, None));
    }

    let brief = brief_of(shared, claim).await?;
    let studio = shared.studio.clone();
    let work = watched(shared, claim, None, move |_, cancel| studio.design(&brief, &cancel));
    match work.await {
        Ok(design) => {
            let recorded = store
                .save_design(
                    claim,
                    design.title.as_deref(),
                    design.duration_secs,
                    &design.scene,
                    &design.trace,
                    &design.warnings,
                )
                .await?;
            Ok(match recorded {
                true => (Ending::Recorded, Some(design.scene)),
                false => (Ending::Interrupted, None),
            })
        }
        Err(StudioError::Cancelled) => {
            store.take_back(claim, Step::Design).await?;
            Ok((Ending::Interrupted, None))
        }
        Err(error) => {
            let failure = error.failure();
            warn!(job.id = %claim.video_id(), code = failure.code, "Designing failed");
            store.fail_output(claim, None, &failure).await?;
            Ok((Ending::GivenUp, None))
        }
    }
}

/// Draws and stores one output.
async fn render(shared: &Arc<Shared>, claim: &Claim, scene: &Arc<str>, output: &Output) -> Result<Ending, StoreError> {
    let store = &shared.store;
    let step = Step::Output(output.position);
    if let Some(ending) = begin(shared, claim, step).await? {
        return Ok(ending);
    }

    let failure = match draw_and_keep(shared, claim, scene, output).await {
        Ok(true) => return Ok(Ending::Recorded),
        Ok(false) => return Ok(Ending::Interrupted),
        Err(RenderError::Studio(StudioError::Cancelled)) => {
            store.take_back(claim, step).await?;
            return Ok(Ending::Interrupted);
        }
        Err(RenderError::Studio(error)) => error.failure(),
        Err(RenderError::Store(error @ StoreError::File { .. })) => {
            let position = output.position;
            warn!(job.id = %claim.video_id(), output = position, error = chain_of(&error), "A file could not be kept");
            Failure {
                code: "storage_failed".to_owned(),
                message: "the finished file could not be stored on the server".to_owned(),
            }
        }
        Err(RenderError::Store(error)) => return Err(error),
    };
    warn!(job.id = %claim.video_id(), output = output.position, code = failure.code, "An output failed");
    store.fail_output(claim, Some(output.position), &failure).await?;
    Ok(Ending::GivenUp)
}

/// Draws an output into its own temporary name and stores it; false when the claim is lost.
async fn draw_and_keep(
    shared: &Arc<Shared>,
    claim: &Claim,
    scene: &Arc<str>,
    output: &Output,
) -> Result<bool, RenderError> {
    let destination = shared.store.part_path(claim, output)?;
    let (studio, scene, config) = (shared.studio.clone(), scene.clone(), output.config);
    let drawn = watched(shared, claim, Some(output.position), move |progress, cancel| {
        studio.render(&scene, &config, &destination, &progress, &cancel)
    })
    .await;
    let warnings = drawn.inspect_err(|_| shared.store.discard_part(claim, output))?;
    shared.store.add_warnings(claim, &warnings).await?;
    let kept = shared.store.finish_output(claim, output).await;
    Ok(kept.inspect_err(|_| shared.store.discard_part(claim, output))?)
}

/// Why an output was not drawn or not kept.
#[derive(Debug, thiserror::Error)]
enum RenderError {
    #[error(transparent)]
    Studio(#[from] StudioError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Counts the step as begun. `Some` when it shall not run.
async fn begin(shared: &Shared, claim: &Claim, step: Step) -> Result<Option<Ending>, StoreError> {
    let store = &shared.store;
    if shared.cancel.is_cancelled() {
        return Ok(Some(Ending::Interrupted));
    }
    let Some(attempt) = store.begin(claim, step).await? else {
        return Ok(Some(Ending::Interrupted));
    };
    if attempt <= shared.settings.attempts {
        return Ok(None);
    }
    let attempts = shared.settings.attempts;
    let failure = Failure {
        code: "interrupted".to_owned(),
        message: format!("the server went down {attempts} times while working on this"),
    };
    let position = match step {
        Step::Design => None,
        Step::Output(position) => Some(position),
    };
    store.fail_output(claim, position, &failure).await?;
    Ok(Some(Ending::GivenUp))
}

async fn brief_of(shared: &Shared, claim: &Claim) -> Result<Brief, StoreError> {
    let video = &claim.video;
    let mut brief = Brief {
        prompt: video.prompt.clone(),
        duration_secs: video.duration_secs,
        seed: video.seed,
        outputs: video.outputs.iter().map(|output| output.config).collect(),
        parent: None,
    };
    let Some(parent_id) = &video.parent_id else {
        return Ok(brief);
    };
    if let Some(parent) = shared.store.video(parent_id).await? {
        brief.duration_secs = brief.duration_secs.or(parent.duration_secs);
        if let Some(scene) = shared.store.scene(parent_id).await? {
            brief.parent = Some(ParentVideo { prompt: parent.prompt, scene });
        }
    }
    Ok(brief)
}
