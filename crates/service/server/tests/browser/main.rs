//! The project page in a real browser.
//!
//! Skipped, with a line that says so, where Chromium and chromedriver are not installed; with `PAVO_REQUIRE_BROWSER` set
//! it fails there.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

#[allow(dead_code, reason = "the other tests need more of it")]
#[path = "../http/client.rs"]
mod client;
mod driver;
mod looks;
#[allow(dead_code, reason = "the other tests need more of it")]
#[path = "../http/promised.rs"]
mod promised;
mod theatre;

use std::time::Duration;

use driver::Browser;
use serde_json::json;
use theatre::{Said, Theatre};

/// Set in a page, and gone when it is loaded anew.
const MARK: &str = "window.mark = 'the same page'";
const IS_SAME_PAGE: &str = "window.mark === 'the same page'";

/// That nothing was said in the console, and nothing was asked of another server.
#[track_caller]
fn assert_quiet(browser: &Browser, theatre: &Theatre) {
    assert_eq!(browser.console(), Vec::<String>::new());
    let origin = format!("{}/", theatre.client.base);
    let mut requests = browser.requests();
    // The empty window that a browser begins with is its own, and so are the pictures on its players' buttons.
    requests.retain(|url| !url.starts_with("chrome://") && !url.starts_with("data:"));
    assert!(requests.len() > 4, "{requests:?}");
    requests.retain(|url| !url.starts_with(&origin));
    assert_eq!(requests, Vec::<String>::new());
}

#[test]
fn film_is_followed_from_its_design_to_its_player_without_a_reload() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (_, page) = theatre.ask("Autumn menu", &[("mp4", "16:9"), ("mp4", "1:1"), ("gif", "9:16")]);
    browser.go(&page);
    browser.run(MARK);
    browser.wait_for("document.querySelector('.status').textContent === 'Designing'");
    assert_eq!(browser.eval("document.querySelectorAll('.stage > *').length"), 0);

    theatre.let_step();
    browser.wait_for("document.querySelector('.status').textContent === 'Rendering'");
    browser.wait_for("[...document.querySelectorAll('.stage > img')].filter(img => img.naturalWidth > 0).length === 3");
    let sizes =
        browser.eval("[...document.querySelectorAll('.stage > img')].map(i => [i.naturalWidth, i.naturalHeight])");
    assert_eq!(sizes, json!([[854, 480], [480, 480], [480, 854]]));
    assert_eq!(browser.eval("document.querySelector('.length').textContent"), "2 s");
    let design = "['style', 'typefaces', 'motion'].map(name => document.querySelector(`.design .${name}`).innerText)";
    assert_eq!(browser.eval(design), json!(["Luxury, light", "Playfair Display, Manrope", "Weighty"]));
    assert_eq!(browser.eval("document.querySelector('.design rect').getAttribute('fill')"), "#F6EDDC");

    theatre.let_step();
    browser.wait_for("document.querySelector('[role=progressbar]').getAttribute('aria-valuenow') === '40'");
    assert_eq!(browser.eval("document.querySelector('progress').value"), 40);
    assert_eq!(browser.eval("document.querySelector('.film .words').textContent"), "40 %");
    assert!(browser.eval("document.title").as_str().unwrap().contains(" % · Autumn menu"));

    let height = browser.eval("document.querySelector('.stage').getBoundingClientRect().height");
    theatre.let_step();
    browser.wait_for("document.querySelector('[data-position=\"0\"] video')?.readyState >= 1");
    assert_eq!(browser.eval("document.querySelector('.stage').getBoundingClientRect().height"), height);
    assert_eq!(browser.eval("document.querySelectorAll('[role=progressbar]').length"), 2);
    let news = browser.eval("document.querySelector('.news').textContent");
    assert_eq!(news, "16:9 mp4: Ready");

    // Somebody watches the first one while the others are made.
    browser.run("window.first = document.querySelector('video')");
    browser.click(".play");
    browser.wait_for("first.controls && !first.paused && document.activeElement === first");
    theatre.let_go();
    browser.wait_for("document.querySelector('.status').textContent === 'Ready'");
    assert_eq!(
        browser.eval("[document.querySelector('video') === first, first.paused, first.currentTime > 0]"),
        json!([true, false, true])
    );
    assert_eq!(browser.eval("document.activeElement === window.first"), true);
    assert_eq!(browser.eval("document.querySelectorAll('video').length"), 2);
    browser.wait_for("document.querySelector('[data-position=\"2\"] picture img').naturalWidth === 360");
    assert_eq!(browser.eval("document.querySelectorAll('a.download').length"), 3);
    assert_eq!(browser.eval("document.title"), "Autumn menu · Pavo");
    assert_eq!(browser.eval(IS_SAME_PAGE), true);
    assert_quiet(&browser, &theatre);
}

#[test]
fn finished_film_has_its_poster_and_plays() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (id, page) = theatre.ask("Autumn menu", &[("mp4", "16:9")]);
    theatre.let_go();
    theatre.client.finished(&id);
    browser.go(&page);
    let poster = "const image = new Image(); image.src = document.querySelector('video').poster; await image.decode();\
         return [image.naturalWidth, image.naturalHeight]";
    assert_eq!(browser.run(&format!("return (async () => {{ {poster} }})()")), json!([854, 480]));
    browser.run("const film = document.querySelector('video'); film.muted = true; return film.play()");
    browser.wait_for("document.querySelector('video').currentTime > 0.3");
    assert_eq!(browser.eval("document.querySelector('video').videoWidth"), 640);
    assert_eq!(browser.eval("Math.round(document.querySelector('video').duration)"), 2);
    assert_quiet(&browser, &theatre);
}

#[test]
fn without_scripts_everything_is_shown_and_the_page_reloads_itself() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (_, page) = theatre.ask("Autumn menu", &[("mp4", "16:9")]);
    browser.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.go(&page);
    assert_eq!(browser.eval("document.querySelector('h1').textContent"), "Autumn menu");
    assert_eq!(browser.eval("getComputedStyle(document.querySelector('.copy')).display"), "none");
    theatre.let_go();
    browser.wait_for("document.querySelector('video')?.readyState >= 1");
    assert_eq!(browser.eval("document.querySelector('.status').textContent"), "Ready");
    assert_eq!(browser.eval("document.querySelector('.prompt .words').textContent"), "Autumn menu");
    assert_eq!(browser.eval("document.querySelectorAll('a.download').length"), 1);
}

#[test]
fn words_from_outside_stay_text_on_both_ways_into_the_page() {
    let Some(browser) = Browser::open() else { return };
    let hostile = "<img src=x onerror=\"window.caught = 1\"><script>window.caught = 1</script>\u{202e}&amp;'\"";
    let title = "<script>window.caught = 1</script><b>&amp;";
    let said = Said { title: Some(title.to_owned()), warnings: vec![hostile.to_owned(), "<b>bold</b>".to_owned()] };
    let theatre = Theatre::open(said);
    let (_, page) = theatre.ask(hostile, &[("mp4", "16:9"), ("prores", "1:1")]);
    browser.go(&page);
    browser.run(MARK);
    // By the events…
    theatre.let_go();
    browser.wait_for("!document.querySelector('[role=progressbar]')");
    assert_eq!(browser.eval(IS_SAME_PAGE), true);
    let seen = |browser: &Browser| {
        assert_eq!(browser.eval("document.querySelector('.prompt .words').textContent"), hostile);
        assert_eq!(browser.eval("document.querySelector('h1').textContent"), title);
        assert_eq!(browser.eval("document.querySelector('.notes li').textContent"), hostile);
        assert_eq!(browser.eval("document.querySelectorAll('.notes li')[1].textContent"), "<b>bold</b>");
        assert_eq!(browser.eval("document.querySelector('[data-state=failed] .words').textContent.length > 20"), true);
        assert_eq!(browser.eval("document.querySelectorAll('script, b, [onerror]').length"), 1);
        assert_eq!(browser.eval("window.caught === undefined"), true);
    };
    seen(&browser);
    // …and by the page.
    browser.go(&page);
    assert_eq!(browser.eval(IS_SAME_PAGE), false);
    seen(&browser);
    assert_quiet(&browser, &theatre);
}

#[test]
fn page_goes_on_when_the_server_was_away() {
    let Some(browser) = Browser::open() else { return };
    let mut theatre = Theatre::open(Said::default());
    let (_, page) = theatre.ask("Autumn menu", &[("mp4", "16:9")]);
    theatre.let_step();
    browser.go(&page);
    browser.wait_for("document.querySelector('.status').textContent === 'Rendering'");
    browser.run(MARK);
    theatre.stop();
    std::thread::sleep(Duration::from_secs(1));
    theatre.start();
    theatre.let_go();
    browser.wait_for("document.querySelector('video')?.readyState >= 1");
    assert_eq!(browser.eval("document.querySelector('.status').textContent"), "Ready");
    assert_eq!(browser.eval(IS_SAME_PAGE), true);
}

#[test]
fn page_is_loaded_anew_where_events_do_not_come_through() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (_, page) = theatre.ask("Autumn menu", &[("mp4", "16:9")]);
    browser.devtools("Network.enable", &json!({}));
    browser.devtools("Network.setBlockedURLs", &json!({ "urls": ["*/events"] }));
    browser.go(&page);
    browser.run(MARK);
    theatre.let_go();
    browser.wait_for("document.querySelector('video')?.readyState >= 1");
    assert_eq!(browser.eval(IS_SAME_PAGE), false);
}

#[test]
fn deleted_project_is_said_to_be_gone() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (id, page) = theatre.ask("Autumn menu", &[("mp4", "16:9")]);
    browser.go(&page);
    let headers = [("x-api-key", theatre.client.key.as_str())];
    let url = theatre.client.url(&format!("/v1/videos/{id}"));
    assert_eq!(theatre.client.send("DELETE", &url, &headers, []).status, 204);
    browser.wait_for("document.querySelector('.status').textContent === 'No longer there'");
}

#[test]
fn prompt_is_copied_by_its_button() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (_, page) = theatre.ask("Autumn menu\nin two lines", &[("mp4", "16:9")]);
    let granted = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.devtools("Browser.grantPermissions", &granted);
    browser.go(&page);
    browser.click(".copy");
    browser.wait_for("document.querySelector('.copy').textContent === 'Copied'");
    assert_eq!(browser.run("return navigator.clipboard.readText()"), "Autumn menu\nin two lines");
}
