//! `GET /projects/{token}`: one plain page per video, for anyone with the link.
//!
//! Rendered here, without scripts; it reloads itself while something is still to come.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Response};
use pavo_jobs::{Stage, Status, progress_of_output};
use pavo_store::{Format, Output, OutputState, Video};

use crate::ApiError;
use crate::app::App;
use crate::slug::{download_name, title_of};

/// Nothing from elsewhere, no scripts, no frames around it.
const POLICY: &str = "default-src 'none'; style-src 'self'; media-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Shows a project: what was asked, how far it is, what there is.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    token: Result<Path<String>, PathRejection>,
) -> Result<Response, ApiError> {
    // What cannot be decoded is no id of ours.
    let Path(token) = token.map_err(|_| ApiError::no_such_video())?;
    let video = app.store().video_of_project(&token).await?;
    let video = video.ok_or_else(ApiError::no_such_video)?;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    Ok((headers, Html(page(&app, &video))).into_response())
}

/// The page's style sheet.
pub(crate) async fn style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")];
    (headers, include_str!("../static/project.css")).into_response()
}

fn page(app: &App, video: &Video) -> String {
    let status = Status::of_outputs(&video.outputs);
    let has_file = |output: &Output| matches!(output.state, OutputState::Done { .. });
    let reload = match status {
        Status::InProgress if video.outputs.iter().any(has_file) => {
            // Somebody may be watching the finished one.
            r#"<meta http-equiv="refresh" content="15">"#
        }
        Status::InProgress => r#"<meta http-equiv="refresh" content="2">"#,
        Status::Success | Status::Failed => "",
    };
    let outputs: String = video.outputs.iter().map(|output| card(app, video, output)).collect();
    let warnings: String = video.warnings.iter().map(|warning| format!("<li>{}</li>", escape(warning))).collect();
    let warnings = match warnings.as_str() {
        "" => String::new(),
        list => format!("<section class=\"notes\"><h2>Notes</h2><ul>{list}</ul></section>"),
    };
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{reload}
<title>{title} · Pavo</title>
<link rel="stylesheet" href="../assets/project.css?v={version}">
</head>
<body>
<header>
<p class="brand">Pavo</p>
<p class="status {class}">{label}</p>
</header>
<main>
<h1 dir="auto">{title}</h1>
<section class="outputs">{outputs}</section>
{warnings}
<details class="prompt"><summary>Prompt</summary><p dir="auto">{prompt}</p></details>
</main>
</body>
</html>
"#,
        title = escape(&title_of(video)),
        // An older version's style may still be in the browser's memory.
        version = env!("CARGO_PKG_VERSION"),
        class = status.as_str(),
        label = label_of(video, status),
        prompt = escape(&video.prompt),
    )
}

fn label_of(video: &Video, status: Status) -> &'static str {
    let has_file = video.outputs.iter().any(|output| Status::of_output(output) == Status::Success);
    match (status, Stage::of(video)) {
        (Status::Success, _) => "Ready",
        (Status::Failed, _) if has_file => "Partly failed",
        (Status::Failed, _) => "Failed",
        (Status::InProgress, Stage::Queued) => "Waiting",
        (Status::InProgress, Stage::Designing) => "Designing",
        (Status::InProgress, Stage::Rendering | Stage::Done) => "Rendering",
    }
}

/// One output: its picture or how far it is, and what it is.
fn card(app: &App, video: &Video, output: &Output) -> String {
    let config = output.config;
    let shape = config.aspect_ratio.as_str().replace(':', "x");
    let (stage, link) = match &output.state {
        OutputState::Waiting | OutputState::Rendering { .. } => {
            let percent = (progress_of_output(output) * 100.0).round();
            let bar = format!("<progress max=\"100\" value=\"{percent}\"></progress>");
            let word = match output.state {
                OutputState::Waiting => "Waiting".to_owned(),
                _ => format!("{percent} %"),
            };
            (format!("<div class=\"empty\">{bar}<p>{word}</p></div>"), String::new())
        }
        OutputState::Failed(failure) => {
            let reason = escape(&failure.message);
            (format!("<div class=\"empty failed\"><p>{reason}</p></div>"), String::new())
        }
        OutputState::Done { size_bytes, .. } => {
            // Relative, so that the page also works where the public URL does not lead.
            let path = app.links.file_path(video, output, app.store().clock().now());
            let href = escape(&format!("../{path}"));
            let picture = match config.format {
                Format::Gif => format!("<img src=\"{href}\" alt=\"\">"),
                Format::Mp4 | Format::Webm => {
                    format!("<video src=\"{href}\" controls loop muted playsinline preload=\"metadata\"></video>")
                }
                // Browsers do not play it.
                Format::Prores => "<div class=\"empty\"><p>Download to play</p></div>".to_owned(),
            };
            let name = escape(&download_name(video, output));
            let size = size_in_words(*size_bytes);
            let link = format!(
                "<a class=\"download\" href=\"{href}&amp;download=1\" download=\"{name}\">Download <small>{size}</small></a>"
            );
            (picture, link)
        }
    };
    format!(
        "<article class=\"output r{shape}\"><div class=\"stage\">{stage}</div>\
         <footer><p>{} <small>{} · {} fps · {}</small></p>{link}</footer></article>\n",
        config.aspect_ratio, config.resolution, config.fps, config.format
    )
}

fn size_in_words(size_bytes: u64) -> String {
    const MB: f64 = 1_000_000.0;
    let size = size_bytes as f64;
    if size < MB / 10.0 { format!("{:.0} kB", (size / 1000.0).max(1.0)) } else { format!("{:.1} MB", size / MB) }
}

/// Text as it may stand in HTML, also inside a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_stays_text() {
        assert_eq!(
            escape(r#"<img src=x onerror='alert("&")'>"#),
            "&lt;img src=x onerror=&#39;alert(&quot;&amp;&quot;)&#39;&gt;"
        );
    }
}
