//! `GET /projects/{token}`: one page per video, for anyone with the link.
//!
//! Rendered here, so that everything is seen without scripts; `static/project.js` follows what is still to come and changes
//! the page in place. Words of people are escaped here and are only ever text there.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Response};
use pavo_jobs::Status;
use pavo_store::{Format, ListedVersion, OutputState, UnixMillis, Video};

use crate::ApiError;
use crate::app::App;
use crate::assets::address;
use crate::design_view::{DesignView, SWATCHES};
use crate::html::escape;
use crate::project_view::{OutputView, POSTER_RESOLUTION, ProjectView, pixels_of, poster_path};
use crate::slug::title_of_words;

/// Nothing from elsewhere, nothing inline, no markup made by scripts, no frames around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// Shows a project: what was asked, how far it is, what there is.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    token: Result<Path<String>, PathRejection>,
) -> Result<Response, ApiError> {
    // What cannot be decoded is no id of ours.
    let Path(token) = token.map_err(|_| ApiError::no_such_video())?;
    let video = app.store().video_of_project(&token).await?;
    let video = video.ok_or_else(ApiError::no_such_video)?;
    let versions = app.store().versions_of(&video).await?;
    let view = ProjectView::of(&app, &video, DesignView::read(app.store(), &video).await?);
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    Ok((headers, Html(page(&app, &video, &view, &versions))).into_response())
}

fn page(app: &App, video: &Video, view: &ProjectView, versions: &[ListedVersion]) -> String {
    let is_running = Status::of_outputs(&video.outputs) == Status::InProgress;
    let has_file = view.outputs.iter().any(|output| output.file.is_some());
    let reload = match (is_running, has_file) {
        (false, _) => "",
        // Somebody may be watching the finished one.
        (true, true) => "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>\n",
        (true, false) => "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>\n",
    };
    let events = if is_running {
        format!(" data-events=\"{}/events\"", escape(&video.address.project_token))
    } else {
        String::new()
    };
    let films: String = view
        .outputs
        .iter()
        .zip(&video.outputs)
        .map(|(film, output)| card(film, &OutputView::kind(output.config)))
        .collect();
    let count = if view.outputs.len() == 1 { "one" } else { "several" };
    let made = video.created_at.to_string();
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{reload}<meta name="color-scheme" content="light dark">
<title>{window_title}</title>
<link rel="preload" href="../assets/{font}" as="font" type="font/ttf" crossorigin>
<link rel="stylesheet" href="../assets/{style}">
<link rel="icon" href="../assets/{mark}" type="image/svg+xml">
{shared}<script type="module" src="../assets/{script}"></script>
</head>
<body>
<header>
<p class="brand"><img src="../assets/{mark}" width="28" height="28" alt="">Pavo</p>
<p class="status" role="status" data-status="{status}">{label}</p>
</header>
<main{events}>
<div class="title">
<h1 dir="auto">{title}</h1>
<p class="facts"><span class="length">{length}</span><time datetime="{made}">{made_in_words}</time></p>
</div>
<section class="films {count}" aria-label="Films">
{films}</section>
<div class="about">
<div class="said-of">
<section class="prompt" aria-labelledby="prompt">
<div class="bar"><h2 id="prompt">Prompt</h2><button type="button" class="copy" hidden>Copy</button></div>
<p class="words" dir="auto">{prompt}</p>
</section>
{versions}</div>
<div class="said-of">
{design}{notes}</div>
</div>
</main>
<p class="news unseen" role="status"></p>
</body>
</html>
"#,
        window_title = escape(&view.window_title),
        font = address("title.ttf"),
        style = address("project.css"),
        script = address("project.js"),
        mark = address("pavo.svg"),
        shared = shared(app, video, view),
        status = view.status,
        label = view.label,
        title = escape(&view.title),
        length = view.length.as_deref().unwrap_or_default(),
        made_in_words = date_in_words(video.created_at),
        prompt = escape(&video.prompt),
        design = design(view.design.as_ref()),
        notes = notes(view),
        versions = list_of(versions, video),
    )
}

/// What a message shows that has the page's address in it. Such pictures need whole addresses.
fn shared(app: &App, video: &Video, view: &ProjectView) -> String {
    let page = app.links.project(&video.address.project_token);
    let mut tags = format!(
        "<meta property=\"og:type\" content=\"video.other\">\n<meta property=\"og:site_name\" content=\"Pavo\">\n\
         <meta property=\"og:title\" content=\"{}\">\n<meta property=\"og:url\" content=\"{}\">\n",
        escape(&view.title),
        escape(&page)
    );
    let mut tell = |name: &str, content: &str| {
        tags.push_str(&format!("<meta property=\"og:{name}\" content=\"{}\">\n", escape(content)));
    };
    if let (true, Some(first)) = (video.is_designed, video.outputs.first()) {
        let ratio = first.config.aspect_ratio;
        let (width, height) = pixels_of(ratio, POSTER_RESOLUTION);
        tell("image", &format!("{page}/poster.png?aspect_ratio={ratio}"));
        tell("image:type", "image/png");
        tell("image:width", &width.to_string());
        tell("image:height", &height.to_string());
    }
    let plays = video
        .outputs
        .iter()
        .find(|output| output.config.format == Format::Mp4 && matches!(output.state, OutputState::Done { .. }));
    if let Some(output) = plays {
        let (width, height) = pixels_of(output.config.aspect_ratio, output.config.resolution);
        tell("video", &app.links.file(video, output, app.store().clock().now()));
        tell("video:type", output.config.format.media_type());
        tell("video:width", &width.to_string());
        tell("video:height", &height.to_string());
    }
    tags
}

/// One output: its film or picture, how far it is, what it is, and its file.
fn card(film: &OutputView, kind: &str) -> String {
    let OutputView { position, ratio, format, state, percent, words, width, height, .. } = film;
    let words = escape(words);
    let bar = if matches!(*state, "waiting" | "drawing") {
        // It means nothing beside the bar around it, which tells it to everybody.
        format!(
            "<div class=\"progress\" role=\"progressbar\" aria-labelledby=\"film-{position}\" aria-valuemin=\"0\" \
             aria-valuemax=\"100\" aria-valuenow=\"{percent}\"><progress max=\"100\" value=\"{percent}\"></progress></div>\n"
        )
    } else {
        String::new()
    };
    let file = film.file.as_ref().map_or(String::new(), |file| {
        let (href, name) = (escape(&file.href), escape(&file.name));
        format!(
            "<a class=\"download\" href=\"{href}&amp;download=1\" download=\"{name}\">Download<span class=\"unseen\"> \
             {ratio} {format}</span> <small>{}</small></a>\n<p class=\"name\">{name}</p>",
            file.size
        )
    });
    format!(
        "<article class=\"film r{shape} {format}\" data-position=\"{position}\" data-state=\"{state}\" \
         data-width=\"{width}\" data-height=\"{height}\">\n<div class=\"stage\">{stage}</div>\n{bar}\
         <div class=\"caption\"><h2 id=\"film-{position}\">{ratio}</h2><p class=\"kind\">{kind}</p>\
         <p class=\"words\">{words}</p>{file}</div>\n</article>\n",
        shape = ratio.replace(':', "x"),
        stage = stage(film),
    )
}

/// What is seen of a film: it, or what stands for it.
fn stage(film: &OutputView) -> String {
    let OutputView { ratio, width, height, .. } = film;
    let poster = film.poster.as_deref().map(escape);
    let still = |poster: &str| {
        format!("<img src=\"{poster}\" width=\"{width}\" height=\"{height}\" alt=\"A frame of the film at {ratio}\">")
    };
    let href = film.file.as_ref().map(|file| escape(&file.href));
    match (film.shown_as, href, poster) {
        ("video", Some(href), poster) => {
            let poster = poster.map_or(String::new(), |poster| format!(" poster=\"{poster}\""));
            format!(
                "<video src=\"{href}\"{poster} width=\"{width}\" height=\"{height}\" aria-label=\"The film at {ratio}\" \
                 controls loop playsinline preload=\"metadata\"></video>"
            )
        }
        ("image", Some(href), poster) => {
            // It cannot be stopped, so it does not begin for those who want no motion.
            let calm = poster.map_or(String::new(), |poster| {
                format!("<source media=\"(prefers-reduced-motion: reduce)\" srcset=\"{poster}\">")
            });
            format!(
                "<picture>{calm}<img src=\"{href}\" width=\"{width}\" height=\"{height}\" alt=\"The film at {ratio}\"></picture>"
            )
        }
        (_, _, Some(poster)) if film.state != "failed" => still(&poster),
        _ => String::new(),
    }
}

/// What was chosen: always there, and hidden before it is known.
fn design(view: Option<&DesignView>) -> String {
    let color = |index: usize| view.and_then(|view| view.colors.get(index)).map_or("none", |color| color.as_str());
    let swatch = |index: usize| {
        format!("<rect x=\"{}\" width=\"40\" height=\"40\" rx=\"6\" fill=\"{}\"/>", 48 * index, escape(color(index)))
    };
    let swatches: String = (0..SWATCHES).map(swatch).collect();
    let (style, typefaces, motion) =
        view.map_or(("", "", ""), |view| (view.style.as_str(), view.typefaces.as_str(), view.motion.as_str()));
    format!(
        "<section class=\"design\" aria-labelledby=\"design\"{hidden}><h2 id=\"design\">Design</h2>\
         <svg viewBox=\"0 0 280 40\" width=\"280\" height=\"40\" role=\"img\" aria-label=\"Its colours\">{swatches}</svg>\
         <dl><dt>Style</dt><dd class=\"style\">{}</dd><dt>Type</dt><dd class=\"typefaces\">{}</dd><dt>Motion</dt>\
         <dd class=\"motion\">{}</dd></dl></section>\n",
        escape(style),
        escape(typefaces),
        escape(motion),
        hidden = if view.is_none() { " hidden" } else { "" },
    )
}

fn notes(view: &ProjectView) -> String {
    let warnings: String =
        view.warnings.iter().map(|warning| format!("<li dir=\"auto\">{}</li>", escape(warning))).collect();
    let hidden = if warnings.is_empty() { " hidden" } else { "" };
    format!(
        "<section class=\"notes\" aria-labelledby=\"notes\"{hidden}><h2 id=\"notes\">Notes</h2><ul>{warnings}</ul></section>\n"
    )
}

/// The versions, when there are others.
fn list_of(versions: &[ListedVersion], video: &Video) -> String {
    if versions.len() < 2 {
        return String::new();
    }
    let ratio = video.outputs.first().map(|output| output.config.aspect_ratio);
    let entry = |version: &ListedVersion| {
        let is_this = version.address.id == video.address.id;
        let role = if is_this {
            "This version"
        } else if video.parent_id.as_ref() == Some(&version.address.id) {
            "Made from"
        } else {
            "Later version"
        };
        let token = escape(&version.address.project_token);
        let current = if is_this { " aria-current=\"page\"" } else { "" };
        // Its own ratio is not known here; it answers in the one of its first output.
        let picture = match (version.is_designed, is_this, ratio) {
            (false, ..) => "<span class=\"thumb\"></span>".to_owned(),
            (true, true, Some(ratio)) => thumb(&poster_path(&version.address.project_token, ratio)),
            (true, ..) => thumb(&format!("{}/poster.png", version.address.project_token)),
        };
        format!(
            "<li><a href=\"{token}\"{current}>{picture}<span><small>{role}</small><span class=\"said\" dir=\"auto\">{}</span>\
             <small><time datetime=\"{}\">{}</time></small></span></a></li>",
            escape(&title_of_words(&version.prompt)),
            version.created_at,
            date_in_words(version.created_at),
        )
    };
    let entries: String = versions.iter().map(entry).collect();
    format!(
        "<nav class=\"versions\" aria-labelledby=\"versions\"><h2 id=\"versions\">Versions</h2><ol>{entries}</ol></nav>\n"
    )
}

fn thumb(path: &str) -> String {
    format!("<img class=\"thumb\" src=\"{}\" width=\"96\" height=\"54\" alt=\"\" loading=\"lazy\">", escape(path))
}

/// `28 November 2026, 12:50 UTC`; scripts tell it in the reader's own time.
fn date_in_words(time: UnixMillis) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let text = time.to_string();
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let number = |range| part(range).parse::<usize>().unwrap_or(1);
    let month = MONTHS.get(number(5..7).saturating_sub(1)).unwrap_or(&"");
    format!("{} {month} {}, {} UTC", number(8..10), part(0..4), part(11..16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_in_words() {
        assert_eq!(date_in_words(UnixMillis(951_782_399_000)), "28 February 2000, 23:59 UTC");
        assert_eq!(date_in_words(UnixMillis(0)), "1 January 1970, 00:00 UTC");
    }
}
