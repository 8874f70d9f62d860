//! `GET /v1/videos/{video_id}`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pavo_jobs::{Stage, Status, progress_of_output, progress_of_outputs};
use pavo_store::{Output, OutputState, Video};
use serde::Serialize;

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;

/// A video on the wire.
#[derive(Debug, Serialize)]
pub(crate) struct GetVideoResponse {
    video_id: String,
    project_url: String,
    status: &'static str,
    outputs: Vec<ExportStatusEntry>,
    /// 0 to 1, to the hundredth.
    progress: f64,
    stage: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// One output on the wire.
#[derive(Debug, Serialize)]
struct ExportStatusEntry {
    status: &'static str,
    /// Null until there is a file.
    file_url: Option<String>,
    config: ExternalExportConfig,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    progress: f64,
}

/// What one output was asked to be, on the wire.
#[derive(Debug, Serialize)]
struct ExternalExportConfig {
    format: &'static str,
    aspect_ratio: &'static str,
    fps: &'static str,
    resolution: &'static str,
}

/// Answers how far a video is, to the key that made it.
pub(crate) async fn handle(State(app): State<Arc<App>>, AskedVideo(video): AskedVideo) -> Result<Response, ApiError> {
    let answer = Json(response_of(&app, video));
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

impl GetVideoResponse {
    /// What it says, without the links, which are made anew for each reading.
    pub(crate) fn without_links(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        for output in value["outputs"].as_array_mut().into_iter().flatten() {
            output["file_url"] = output["file_url"].is_string().into();
        }
        value.to_string()
    }
}

/// A video as it is told.
pub(crate) fn response_of(app: &App, video: Video) -> GetVideoResponse {
    let outputs = video.outputs.iter();
    GetVideoResponse {
        project_url: app.links.project(&video.address.project_token),
        status: Status::of_outputs(&video.outputs).as_str(),
        outputs: outputs.map(|output| entry_of(app, &video, output)).collect(),
        progress: hundredths(progress_of_outputs(&video.outputs)),
        stage: Stage::of(&video).as_str(),
        video_id: video.address.id,
        warnings: video.warnings,
    }
}

fn entry_of(app: &App, video: &Video, output: &Output) -> ExportStatusEntry {
    let failure = match &output.state {
        OutputState::Failed(failure) => Some(failure.clone()),
        _ => None,
    };
    let is_done = matches!(output.state, OutputState::Done { .. });
    let now = app.store().clock().now();
    let (error_code, error) = failure.map(|it| (it.code, it.message)).unzip();
    ExportStatusEntry {
        status: Status::of_output(output).as_str(),
        file_url: is_done.then(|| app.links.file(video, output, now)),
        config: ExternalExportConfig {
            format: output.config.format.as_str(),
            aspect_ratio: output.config.aspect_ratio.as_str(),
            fps: output.config.fps.as_str(),
            resolution: output.config.resolution.as_str(),
        },
        error,
        error_code,
        progress: hundredths(progress_of_output(output)),
    }
}

fn hundredths(fraction: f32) -> f64 {
    (f64::from(fraction) * 100.0).round() / 100.0
}
