//! What a job needs from whoever designs and draws.

use std::path::{Path, PathBuf};

use pavo_store::{Failure, OutputConfig};

use crate::{CancelFlag, WantedPicture};

/// What a video shall show, as far as it was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// In the asker's words.
    pub prompt: String,
    /// Seconds, more than 0; `None` lets the prompt decide.
    pub duration_secs: Option<f64>,
    /// What chance is drawn from; `None` takes the prompt itself.
    pub seed: Option<u64>,
    /// What the outputs will be, in the order of the request; the first one leads.
    pub outputs: Vec<OutputConfig>,
    /// The video to start from.
    pub parent: Option<ParentVideo>,
    /// Where the files are that shall appear, in the order of the request: `upload:DIGEST/NAME` for those that were handed
    /// in, else addresses, which are fetched.
    pub files: Vec<String>,
    /// The brand that it shall have, as JSON; its logo is named as `files` are.
    pub brand: Option<String>,
    /// Where the pictures are whose colours it shall have, in the same form.
    pub references: Vec<String>,
}

/// An earlier video that a new one starts from.
#[derive(Debug, Clone, PartialEq)]
pub struct ParentVideo {
    /// Its prompt.
    pub prompt: String,
    /// Its scene as JSON.
    pub scene: String,
}

/// A designed video.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// What it calls itself, when it has a name.
    pub title: Option<String>,
    /// Its length in seconds.
    pub duration_secs: f64,
    /// The scene as JSON; drawn from this text alone, today or after a restart.
    pub scene: String,
    /// How the brief was read, as JSON.
    pub trace: String,
    /// What could not be done as asked, each a sentence.
    pub warnings: Vec<String>,
}

/// Designs and draws. Blocking; called from a thread of its own.
pub trait Studio: Send + Sync + 'static {
    /// Makes a scene from a brief; the same brief gives the same scene.
    ///
    /// # Errors
    /// [`StudioError::Failed`] when no scene can be made of it.
    fn design(&self, brief: &Brief, cancel: &CancelFlag) -> Result<Design, StudioError>;

    /// Draws `scene` as `output` into a new file at `destination`; tells what could not be shown as
    /// the scene says, each a sentence.
    ///
    /// Calls `progress` with 0 to 1, from any thread, and looks at `cancel` at least once
    /// per frame.
    ///
    /// # Errors
    /// [`StudioError::Cancelled`] when `cancel` was heeded, else why there is no file. A file
    /// that is left then is removed by the caller.
    fn render(
        &self,
        scene: &str,
        output: &OutputConfig,
        destination: &Path,
        progress: &(dyn Fn(f32) + Sync),
        cancel: &CancelFlag,
    ) -> Result<Vec<String>, StudioError>;

    /// Draws a picture of `scene`: a PNG file.
    ///
    /// # Errors
    /// [`StudioError::Failed`], with the code `after_the_end` for a moment that the film does not have.
    fn picture(&self, scene: &str, wanted: &WantedPicture) -> Result<Vec<u8>, StudioError>;

    /// Draws `scene` as several outputs, as [`Studio::render`] does each.
    ///
    /// Every output ends once in `events`, also when it failed; one that fails leaves the others alone.
    fn render_together(&self, scene: &str, wanted: &[Wanted], events: &dyn RenderEvents, cancel: &CancelFlag) {
        for (index, one) in wanted.iter().enumerate() {
            let progress = |fraction| events.progress(index, fraction);
            events.ended(index, self.render(scene, &one.config, &one.destination, &progress, cancel));
        }
    }
}

/// One of several files that are made together.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// What it is to be.
    pub config: OutputConfig,
    /// The new file.
    pub destination: PathBuf,
}

/// Hears how several outputs get on, each by its place in the list; from any thread.
pub trait RenderEvents: Sync {
    /// So much of an output is done, 0 to 1.
    fn progress(&self, index: usize, fraction: f32);

    /// An output is whole, with what could not be shown as the scene says, or will never be.
    fn ended(&self, index: usize, outcome: Result<Vec<String>, StudioError>);
}

/// Why a studio step has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StudioError {
    /// It was asked to stop.
    #[error("the step was cancelled")]
    Cancelled,
    /// This build writes no files of that format.
    #[error("{format} export is not available on this server, whose ffmpeg has no encoder for it; use mp4")]
    FormatNotAvailable {
        /// The format's word.
        format: &'static str,
    },
    /// Anything else; told to the asker as it is.
    #[error("{message}")]
    Failed {
        /// Stable word for programs.
        code: &'static str,
        /// One sentence for people; holds no path and no key.
        message: String,
    },
}

impl StudioError {
    /// What is recorded and told.
    #[must_use]
    pub fn failure(&self) -> Failure {
        let code = match self {
            Self::Cancelled => "cancelled",
            Self::FormatNotAvailable { .. } => "format_not_available",
            Self::Failed { code, .. } => code,
        };
        Failure { code: code.to_owned(), message: self.to_string() }
    }
}
