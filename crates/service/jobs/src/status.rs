//! What is told about a video: one word, a stage, a fraction.

use pavo_store::{Output, OutputState, Video, VideoState};

/// The three words the HTTP interface knows, for an output and for a whole video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Something is still to come.
    InProgress,
    /// Everything asked for is there.
    Success,
    /// Nothing more will come, and something is missing.
    Failed,
}

/// What is happening right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Waits for a worker.
    Queued,
    /// Words become a scene.
    Designing,
    /// The scene becomes files.
    Rendering,
    /// Nothing more will happen.
    Done,
}

impl Status {
    /// The status of one output.
    #[must_use]
    pub fn of_output(output: &Output) -> Self {
        match output.state {
            OutputState::Waiting | OutputState::Rendering { .. } => Self::InProgress,
            OutputState::Done { .. } => Self::Success,
            OutputState::Failed(_) => Self::Failed,
        }
    }

    /// The status of a whole video. A function of its outputs alone, so that it cannot
    /// contradict them.
    #[must_use]
    pub fn of_outputs(outputs: &[Output]) -> Self {
        let any = |status| outputs.iter().any(|output| Self::of_output(output) == status);
        if any(Self::InProgress) {
            Self::InProgress
        } else if any(Self::Failed) {
            Self::Failed
        } else {
            Self::Success
        }
    }

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Success => "success",
            Self::Failed => "failed",
        }
    }
}

impl Stage {
    /// The stage of a video.
    #[must_use]
    pub fn of(video: &Video) -> Self {
        if Status::of_outputs(&video.outputs) != Status::InProgress {
            return Self::Done;
        }
        match video.state {
            VideoState::Queued => Self::Queued,
            VideoState::Running | VideoState::Done if !video.is_designed => Self::Designing,
            VideoState::Running | VideoState::Done => Self::Rendering,
        }
    }

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Designing => "designing",
            Self::Rendering => "rendering",
            Self::Done => "done",
        }
    }
}

/// How much of an output is done, 0 to 1; a failed one is done.
#[must_use]
pub fn progress_of_output(output: &Output) -> f32 {
    match output.state {
        OutputState::Waiting => 0.0,
        OutputState::Rendering { progress } => progress,
        OutputState::Done { .. } | OutputState::Failed(_) => 1.0,
    }
}

/// How much of a video is done, 0 to 1: the mean of its outputs.
#[must_use]
pub fn progress_of_outputs(outputs: &[Output]) -> f32 {
    if outputs.is_empty() {
        return 1.0;
    }
    outputs.iter().map(progress_of_output).sum::<f32>() / outputs.len() as f32
}

#[cfg(test)]
mod tests {
    use pavo_store::{AspectRatio, Failure, Format, Fps, OutputConfig, Resolution};

    use super::*;

    fn outputs(states: &[OutputState]) -> Vec<Output> {
        let config = OutputConfig {
            format: Format::Mp4,
            aspect_ratio: AspectRatio::R1x1,
            fps: Fps::F24,
            resolution: Resolution::P360,
        };
        let output =
            |(position, state): (u32, &OutputState)| Output { position, config, state: state.clone(), attempts: 0 };
        (0..).zip(states).map(output).collect()
    }

    fn done() -> OutputState {
        OutputState::Done { object: String::new(), size_bytes: 1 }
    }

    fn failed() -> OutputState {
        OutputState::Failed(Failure { code: String::new(), message: String::new() })
    }

    #[test]
    fn whole_is_in_progress_while_any_output_is() {
        let outputs = outputs(&[done(), failed(), OutputState::Waiting]);
        assert_eq!(Status::of_outputs(&outputs), Status::InProgress);
    }

    #[test]
    fn whole_is_failed_when_one_failed_and_none_is_left() {
        assert_eq!(Status::of_outputs(&outputs(&[done(), failed()])), Status::Failed);
    }

    #[test]
    fn whole_is_success_when_all_are() {
        assert_eq!(Status::of_outputs(&outputs(&[done(), done()])), Status::Success);
    }

    #[test]
    fn progress_is_the_mean() {
        let half = OutputState::Rendering { progress: 0.5 };
        let progress = progress_of_outputs(&outputs(&[done(), half]));
        assert!((progress - 0.75).abs() < 1e-6);
    }
}
