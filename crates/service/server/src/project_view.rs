//! What a project page says: the same for the page and for the events that change it.

use pavo_jobs::{Stage, Status, progress_of_output, progress_of_outputs};
use pavo_store::{AspectRatio, Format, Output, OutputConfig, OutputState, Resolution, Video};
use serde::Serialize;

use crate::app::App;
use crate::design_view::DesignView;
use crate::slug::{download_name, title_of};

/// Resolution of the pictures that stand for films.
pub(crate) const POSTER_RESOLUTION: Resolution = Resolution::P480;

/// A project as its page shows it. All words are plain text.
#[derive(Debug, Serialize)]
pub(crate) struct ProjectView {
    pub(crate) title: String,
    /// What the window is called: how far it is comes first.
    pub(crate) window_title: String,
    pub(crate) status: &'static str,
    /// The status in words.
    pub(crate) label: &'static str,
    /// How long the film is, in words.
    pub(crate) length: Option<String>,
    /// Once it is designed.
    pub(crate) design: Option<DesignView>,
    pub(crate) outputs: Vec<OutputView>,
    pub(crate) warnings: Vec<String>,
}

/// One output.
#[derive(Debug, Serialize)]
pub(crate) struct OutputView {
    /// Its place in the request, from 0.
    pub(crate) position: u32,
    pub(crate) ratio: &'static str,
    pub(crate) format: &'static str,
    /// `waiting`, `drawing`, `done` or `failed`.
    pub(crate) state: &'static str,
    /// How much is done: 0 to 100.
    pub(crate) percent: u32,
    /// How far it is, in words; why it failed.
    pub(crate) words: String,
    /// How the finished file is shown: `video`, `image`, or `poster` where browsers cannot play it.
    pub(crate) shown_as: &'static str,
    /// Pixels of the finished picture.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Relative to the page.
    pub(crate) poster: Option<String>,
    pub(crate) file: Option<FileView>,
}

/// A finished file.
#[derive(Debug, Serialize)]
pub(crate) struct FileView {
    /// Relative to the page.
    pub(crate) href: String,
    pub(crate) name: String,
    /// In words.
    pub(crate) size: String,
}

impl ProjectView {
    /// What is to be said of `video` now, whose design is told already.
    pub(crate) fn of(app: &App, video: &Video, design: Option<DesignView>) -> Self {
        let status = Status::of_outputs(&video.outputs);
        let title = title_of(video);
        let label = label_of(video, status);
        let window_title = match status {
            Status::InProgress => format!("{} % · {title}", percent_of(progress_of_outputs(&video.outputs))),
            Status::Success => title.clone(),
            Status::Failed => format!("{label} · {title}"),
        };
        Self {
            title,
            window_title: format!("{window_title} · Pavo"),
            status: status.as_str(),
            label,
            length: video.duration_secs.map(length_in_words),
            design,
            outputs: video.outputs.iter().map(|output| OutputView::of(app, video, output)).collect(),
            warnings: video.warnings.iter().map(|warning| without_addresses(warning)).collect(),
        }
    }

    /// What it says, without the links, which are made anew for each reading.
    pub(crate) fn without_links(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        for output in value["outputs"].as_array_mut().into_iter().flatten() {
            if let Some(href) = output["file"].get_mut("href") {
                *href = true.into();
            }
        }
        value.to_string()
    }
}

/// A warning as anybody with the link may read it: of addresses, which may be secrets of whoever asked for the video, the
/// name of the file is left.
fn without_addresses(warning: &str) -> String {
    let plain = |word: &str| {
        if !word.contains("://") && !word.starts_with("upload:") {
            return word.to_owned();
        }
        let end = word.trim_end_matches([':', ',', ';', '.', ')']);
        let path = end.split(['?', '#']).next().unwrap_or_default();
        let path = path.split_once("://").map_or(path, |(_, rest)| rest).trim_end_matches('/');
        let name = path.rsplit_once('/').map_or("a file", |(_, name)| name);
        format!("{name}{}", &word[end.len()..])
    };
    warning.split(' ').map(plain).collect::<Vec<_>>().join(" ")
}

impl OutputView {
    fn of(app: &App, video: &Video, output: &Output) -> Self {
        let OutputConfig { format, aspect_ratio, resolution, .. } = output.config;
        let percent = percent_of(progress_of_output(output));
        let (width, height) = pixels_of(aspect_ratio, resolution);
        let (state, words) = match &output.state {
            OutputState::Waiting => ("waiting", "Waiting".to_owned()),
            OutputState::Rendering { .. } => ("drawing", format!("{percent} %")),
            OutputState::Failed(failure) => ("failed", as_sentence(&failure.message)),
            OutputState::Done { .. } if format == Format::Prores => {
                ("done", "Browsers do not play ProRes. Download it to watch it.".to_owned())
            }
            OutputState::Done { .. } => ("done", "Ready".to_owned()),
        };
        let token = &video.address.project_token;
        Self {
            position: output.position,
            ratio: aspect_ratio.as_str(),
            format: format.as_str(),
            state,
            percent,
            words,
            shown_as: match format {
                Format::Mp4 | Format::Webm => "video",
                Format::Gif => "image",
                Format::Prores => "poster",
            },
            width,
            height,
            poster: video.is_designed.then(|| poster_path(token, aspect_ratio)),
            file: FileView::of(app, video, output),
        }
    }

    /// `360p · 30 fps · mp4`
    pub(crate) fn kind(config: OutputConfig) -> String {
        let format = match config.format {
            Format::Prores => "ProRes",
            Format::Webm => "WebM",
            Format::Gif => "GIF",
            Format::Mp4 => "MP4",
        };
        format!("{} · {} fps · {format}", config.resolution, config.fps)
    }
}

impl FileView {
    fn of(app: &App, video: &Video, output: &Output) -> Option<Self> {
        let OutputState::Done { size_bytes, .. } = output.state else { return None };
        // Relative, so that the page also works where the public URL does not lead.
        let path = app.links.file_path(video, output, app.store().clock().now());
        Some(Self { href: format!("../{path}"), name: download_name(video, output), size: size_in_words(size_bytes) })
    }
}

/// The address of a project's picture, relative to its page.
pub(crate) fn poster_path(token: &str, aspect_ratio: AspectRatio) -> String {
    format!("{token}/poster.png?aspect_ratio={aspect_ratio}")
}

/// Width and height of a picture; both even.
pub(crate) fn pixels_of(aspect_ratio: AspectRatio, resolution: Resolution) -> (u32, u32) {
    let short = match resolution {
        Resolution::P360 => 360,
        Resolution::P480 => 480,
        Resolution::P720 => 720,
        Resolution::P1080 => 1080,
        Resolution::K4 => 2160,
    };
    let long = short * 16 / 9;
    let long = long + long % 2;
    match aspect_ratio {
        AspectRatio::R16x9 => (long, short),
        AspectRatio::R9x16 => (short, long),
        AspectRatio::R1x1 => (short, short),
        AspectRatio::R4x5 => (short, short * 5 / 4),
    }
}

fn label_of(video: &Video, status: Status) -> &'static str {
    let has_file = video.outputs.iter().any(|output| Status::of_output(output) == Status::Success);
    let is_cancelled = |output: &Output| matches!(&output.state, OutputState::Failed(why) if why.code == "cancelled");
    match (status, Stage::of(video)) {
        (Status::Success, _) => "Ready",
        (Status::Failed, _) if !has_file && video.outputs.iter().all(is_cancelled) => "Cancelled",
        (Status::Failed, _) if has_file => "Partly failed",
        (Status::Failed, _) => "Failed",
        (Status::InProgress, Stage::Queued) => "Waiting",
        (Status::InProgress, Stage::Designing) => "Designing",
        (Status::InProgress, Stage::Rendering | Stage::Done) => "Rendering",
    }
}

/// Rounded down: what is not done is never called 100 %.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
fn percent_of(fraction: f32) -> u32 {
    // A hundredth that was stored as a binary fraction may be a hair less.
    (f64::from(fraction) * 100.0 + 1e-4).clamp(0.0, 100.0) as u32
}

/// A reason that stands alone begins with a capital letter and ends in a stop.
fn as_sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let Some(first) = letters.next() else { return "It failed.".to_owned() };
    let stop = if reason.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}

fn length_in_words(secs: f64) -> String {
    let tenths = (secs * 10.0).round() / 10.0;
    if tenths < 60.0 {
        return format!("{tenths} s");
    }
    let minutes = (tenths / 60.0).floor();
    match ((tenths - 60.0 * minutes) * 10.0).round() / 10.0 {
        0.0 => format!("{minutes} min"),
        rest => format!("{minutes} min {rest} s"),
    }
}

fn size_in_words(size_bytes: u64) -> String {
    const MB: f64 = 1_000_000.0;
    let size = size_bytes as f64;
    if size < MB / 10.0 { format!("{:.0} kB", (size / 1000.0).max(1.0)) } else { format!("{:.1} MB", size / MB) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_name_files_and_not_where_they_are() {
        let told =
            "assets[0] is not shown: https://files.example/t/s3cret/quay.png?key=s3cret: there is no host of that name";
        assert_eq!(without_addresses(told), "assets[0] is not shown: quay.png: there is no host of that name");
        assert_eq!(without_addresses("the file upload:3fa9/plan.png is not shown"), "the file plan.png is not shown");
        assert_eq!(without_addresses("see http://10.0.0.5/: no"), "see a file: no");
        assert_eq!(without_addresses("it lasts 4 s, 16:9"), "it lasts 4 s, 16:9");
    }

    #[test]
    fn figures_are_told_in_words() {
        assert_eq!([4.0, 6.54, 60.0, 75.5].map(length_in_words), ["4 s", "6.5 s", "1 min", "1 min 15.5 s"]);
        assert_eq!([0, 99_400, 1_234_567].map(size_in_words), ["1 kB", "99 kB", "1.2 MB"]);
        assert_eq!([0.0, 0.29, 0.5, 0.999, 1.0].map(percent_of), [0, 29, 50, 99, 100]);
    }

    #[test]
    fn reasons_become_sentences() {
        assert_eq!(as_sentence("gif export is not available"), "Gif export is not available.");
        assert_eq!(as_sentence("The disk is full."), "The disk is full.");
    }

    #[test]
    fn pictures_have_the_size_that_films_have() {
        assert_eq!(pixels_of(AspectRatio::R16x9, Resolution::P480), (854, 480));
        assert_eq!(pixels_of(AspectRatio::R9x16, Resolution::P1080), (1080, 1920));
        assert_eq!(pixels_of(AspectRatio::R4x5, Resolution::P360), (360, 450));
    }
}
