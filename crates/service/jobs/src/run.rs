//! One video, from claim to release.

use std::sync::Arc;
use std::time::Instant;

use pavo_store::{Claim, Failure, Output, Step, StoreError};
use tokio::sync::mpsc;
use tracing::{info, warn};

use crate::dispatcher::{Shared, chain_of};
use crate::tally::{one_more, spent};
use crate::watch::{Progress, kept_alive, watched};
use crate::{Brief, ParentVideo, RenderEvents, Status, StudioError, Wanted};

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
    kept_alive(shared, &claim, store.sweep(&claim)).await;

    let scene = match design(shared, &claim).await? {
        (Ending::Recorded, Some(scene)) => scene,
        (Ending::Interrupted, _) => return interrupted(shared, &claim).await,
        _ => return finished(shared, &claim, began).await,
    };
    let scene: Arc<str> = scene.into();

    let mut outputs: Vec<&Output> = claim.video.outputs.iter().collect();
    outputs.retain(|output| !output.state.is_final());
    // An output that kills the process comes last and alone, so that it takes no other with it.
    outputs.sort_by_key(|output| (output.attempts, output.position));
    for together in batches(&outputs) {
        match render(shared, &claim, &scene, together).await? {
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
        let video = shared.store.video(id).await?;
        let is_made = video.is_some_and(|video| Status::of_outputs(&video.outputs) == Status::Success);
        one_more(if is_made { &shared.counts.videos_made } else { &shared.counts.videos_failed });
    } else if shared.store.release(claim).await? {
        // More files were asked for meanwhile.
        info!(job.id = %id, "Video {id} goes on: more files of it are wanted");
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
    let is_orphan = claim.video.parent_id.is_some() && brief.parent.is_none();
    let studio = shared.studio.clone();
    let work = watched(shared, claim, Vec::new(), move |_, cancel| studio.design(&brief, &cancel));
    let began = Instant::now();
    let worked = work.await;
    spent(&shared.counts.designing_us, began.elapsed());
    match worked {
        Ok(mut design) => {
            if is_orphan {
                let told =
                    "parent_video_id: the video to start from is gone or was never designed; this one is designed anew";
                design.warnings.push(told.to_owned());
            }
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

/// Outputs that are drawn together: those of one size that were not begun before; every other alone.
fn batches<'o>(outputs: &[&'o Output]) -> Vec<Vec<&'o Output>> {
    let mut batches: Vec<Vec<&Output>> = Vec::new();
    for output in outputs {
        let is_of_one_size = |batch: &&mut Vec<&Output>| {
            let known = &batch[0].config;
            (known.aspect_ratio, known.resolution) == (output.config.aspect_ratio, output.config.resolution)
                && batch[0].attempts == 0
                && output.attempts == 0
        };
        match batches.iter_mut().find(is_of_one_size) {
            Some(batch) => batch.push(output),
            None => batches.push(vec![output]),
        }
    }
    batches
}

/// Draws and stores some outputs.
async fn render(
    shared: &Arc<Shared>,
    claim: &Claim,
    scene: &Arc<str>,
    outputs: Vec<&Output>,
) -> Result<Ending, StoreError> {
    let store = &shared.store;
    let mut begun = Vec::new();
    for output in outputs {
        match begin(shared, claim, Step::Output(output.position)).await? {
            None => begun.push(output),
            Some(Ending::Interrupted) => {
                for output in begun {
                    store.take_back(claim, Step::Output(output.position)).await?;
                }
                return Ok(Ending::Interrupted);
            }
            Some(Ending::Recorded | Ending::GivenUp) => {}
        }
    }
    if begun.is_empty() {
        return Ok(Ending::GivenUp);
    }

    let mut wanted = Vec::new();
    let mut placed = Vec::new();
    for output in begun {
        match store.part_path(claim, output) {
            Ok(destination) => {
                wanted.push(Wanted { config: output.config, destination });
                placed.push(output);
            }
            // No place for it, such as on a full disk: trying again at once would not help.
            Err(error) => {
                let id = claim.video_id();
                warn!(job.id = %id, output = output.position, error = chain_of(&error), "A file has no place");
                let message = "the file could not be stored on the server".to_owned();
                fail(shared, claim, output, &StudioError::Failed { code: "storage_failed", message }).await?;
            }
        }
    }
    let begun = placed;
    if begun.is_empty() {
        return Ok(Ending::GivenUp);
    }
    let (sender, mut outcomes) = mpsc::unbounded_channel();
    let (studio, scene) = (shared.studio.clone(), scene.clone());
    let positions = begun.iter().map(|output| output.position).collect();
    let work = watched(shared, claim, positions, move |progress, cancel| {
        studio.render_together(&scene, &wanted, &Relay { progress, sender }, &cancel);
        Ok(cancel.is_cancelled())
    });
    // Each file is kept as soon as it is whole, while others are still being drawn.
    let keeping = async {
        let mut missing: Vec<Option<&Output>> = begun.iter().copied().map(Some).collect();
        let mut stopped = Vec::new();
        let mut is_ours = true;
        while let Some((index, outcome)) = outcomes.recv().await {
            let Some(output) = missing.get_mut(index).and_then(Option::take) else { continue };
            match outcome {
                Ok(warnings) => is_ours &= keep(shared, claim, output, &warnings).await?,
                Err(StudioError::Cancelled) => stopped.push(output),
                Err(error) => fail(shared, claim, output, &error).await?,
            }
        }
        stopped.extend(missing.into_iter().flatten());
        Ok::<_, StoreError>((stopped, is_ours))
    };
    let began = Instant::now();
    let (worked, kept) = tokio::join!(work, keeping);
    spent(&shared.counts.drawing_us, began.elapsed());
    let (stopped, is_ours) = kept?;
    let was_asked = matches!(worked, Ok(true) | Err(StudioError::Cancelled));
    for output in &stopped {
        store.discard_part(claim, output);
        if was_asked {
            store.take_back(claim, Step::Output(output.position)).await?;
            continue;
        }
        let unasked = StudioError::Failed {
            code: "internal",
            message: "the work stopped although nobody asked for it".to_owned(),
        };
        fail(shared, claim, output, worked.as_ref().err().unwrap_or(&unasked)).await?;
    }
    let is_interrupted = !is_ours || (was_asked && !stopped.is_empty());
    Ok(if is_interrupted { Ending::Interrupted } else { Ending::Recorded })
}

/// Hands what a studio tells to the loop around it.
struct Relay {
    progress: Progress,
    sender: mpsc::UnboundedSender<(usize, Result<Vec<String>, StudioError>)>,
}

impl RenderEvents for Relay {
    fn progress(&self, index: usize, fraction: f32) {
        self.progress.report(index, fraction);
    }

    fn ended(&self, index: usize, outcome: Result<Vec<String>, StudioError>) {
        // Nobody listens any more when the dispatcher was dropped.
        let _ = self.sender.send((index, outcome));
    }
}

/// Stores an output whose file is whole; false when the claim is lost.
async fn keep(shared: &Shared, claim: &Claim, output: &Output, warnings: &[String]) -> Result<bool, StoreError> {
    let store = &shared.store;
    store.add_warnings(claim, warnings).await?;
    match kept_alive(shared, claim, store.finish_output(claim, output)).await {
        Ok(is_ours) => {
            if is_ours {
                one_more(&shared.counts.outputs_made);
            }
            Ok(is_ours)
        }
        Err(error @ (StoreError::File { .. } | StoreError::Objects { .. })) => {
            let position = output.position;
            warn!(job.id = %claim.video_id(), output = position, error = chain_of(&error), "A file could not be kept");
            let failed = StudioError::Failed {
                code: "storage_failed",
                message: match &error {
                    StoreError::Objects { .. } => {
                        "the finished file could not be stored: the server's object store did not take it; ask for it again later"
                    }
                    _ => "the finished file could not be stored on the server",
                }
                .to_owned(),
            };
            fail(shared, claim, output, &failed).await?;
            Ok(true)
        }
        Err(error) => {
            store.discard_part(claim, output);
            Err(error)
        }
    }
}

/// Records that there is no file of an output.
async fn fail(shared: &Shared, claim: &Claim, output: &Output, error: &StudioError) -> Result<(), StoreError> {
    let failure = error.failure();
    warn!(job.id = %claim.video_id(), output = output.position, code = failure.code, "An output failed");
    shared.store.discard_part(claim, output);
    one_more(&shared.counts.outputs_failed);
    shared.store.fail_output(claim, Some(output.position), &failure).await.map(drop)
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

/// What a request names beside the prompt.
struct Named {
    /// The addresses of the files that shall appear.
    files: Vec<String>,
    /// Those of the files whose colours it shall have.
    references: Vec<String>,
    /// The brand that it shall have.
    brand: Option<String>,
}

impl Named {
    fn of(request: &str) -> Self {
        let request: serde_json::Value = serde_json::from_str(request).unwrap_or_default();
        let files = request["assets"].as_array().into_iter().flatten();
        let files = files.filter_map(|file| Some(file["url"].as_str()?.to_owned())).collect();
        let several = request["reference_image_urls"].as_array().into_iter().flatten();
        let references = several.chain([&request["reference_image_url"], &request["reference_video_url"]]);
        let references = references.filter_map(|url| Some(url.as_str()?.to_owned())).collect();
        Self { files, references, brand: request.get("brand").filter(|it| it.is_object()).map(ToString::to_string) }
    }
}

async fn brief_of(shared: &Shared, claim: &Claim) -> Result<Brief, StoreError> {
    let video = &claim.video;
    let request = shared.store.request(claim.video_id()).await?;
    let Named { files, references, brand } = Named::of(request.as_deref().unwrap_or_default());
    let mut brief = Brief {
        prompt: video.prompt.clone(),
        duration_secs: video.duration_secs,
        seed: video.seed,
        outputs: video.outputs.iter().map(|output| output.config).collect(),
        parent: None,
        files,
        brand,
        references,
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
