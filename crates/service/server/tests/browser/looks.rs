//! What the page looks like: widths, contrast, the way of the keyboard.

use serde_json::{Value, json};

use crate::driver::Browser;
use crate::theatre::{Said, Theatre};

/// The least contrast of text and what is behind it (WCAG 2.2, AA, for text of any size).
const LEAST_CONTRAST: f64 = 4.5;

/// The text with the least contrast: what it is, and how much it has.
const LEAST: &str = "
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgba = (color) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const behind = (node) => {
  for (; node; node = node.parentElement) {
    const color = rgba(getComputedStyle(node).backgroundColor);
    if (color[3] === 255) return color;
  }
  return [255, 255, 255];
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let [least, count] = [{ ratio: 99 }, 0];
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest('.unseen')) continue;
  const [one, other] = [luminance(rgba(getComputedStyle(node).color)), luminance(behind(node))];
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  count += 1;
  if (ratio < least.ratio) least = { ratio, text: walker.currentNode.data, of: node.className };
}
return { ...least, count };";

/// A film of which one file is there, one failed and one is being made, with a note and another version.
fn half_made() -> (Theatre, String) {
    let long = "Wirtschaftsprüfungsgesellschaftsvertretung".repeat(4);
    let said = Said { title: Some(format!("Autumn {long}")), warnings: vec![format!("A note: {long}")] };
    let theatre = Theatre::open(said);
    let prompt = format!("Autumn menu {long}");
    let (id, page) = theatre.ask(&prompt, &[("mp4", "16:9"), ("prores", "1:1"), ("mp4", "9:16")]);
    for _ in 0..6 {
        theatre.let_step();
    }
    theatre.client.video_when(&id, |video| video["outputs"][2]["progress"] == 0.4);
    let child = json!({ "prompt": "Make it blue", "parent_video_id": id,
        "outputs": [{ "format": "mp4", "aspect_ratio": "16:9", "fps": "24", "resolution": "360p" }] });
    theatre.client.create(&child);
    (theatre, page)
}

#[test]
fn nothing_is_wider_than_the_window() {
    let Some(browser) = Browser::open() else { return };
    let (_theatre, page) = half_made();
    for (width, height) in [(320, 640), (360, 740), (768, 1024), (1280, 800), (3840, 2160)] {
        browser.set_width(width, height);
        browser.go(&page);
        let widths = "[document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *:not(.unseen)')]\
             .map(node => Math.ceil(node.getBoundingClientRect().right))]";
        let widest = browser.eval(&format!("Math.max(...{widths})")).as_u64().unwrap();
        assert!(widest <= u64::from(width), "{widest} of {width} pixels");
        let narrowest = "Math.min(...[...document.querySelectorAll('.film')].map(node => node.clientWidth))";
        let narrowest = browser.eval(narrowest).as_u64().unwrap();
        assert!(narrowest >= 120, "a film is {narrowest} pixels wide in {width}");
    }
}

#[test]
fn text_has_contrast_by_day_and_by_night() {
    let Some(browser) = Browser::open() else { return };
    let (_theatre, page) = half_made();
    for scheme in ["light", "dark"] {
        browser.prefer("prefers-color-scheme", scheme);
        browser.go(&page);
        let least = browser.run(LEAST);
        println!("{scheme}: {least}");
        assert!(least["count"].as_u64().unwrap() > 20, "{least}");
        assert!(least["ratio"].as_f64().unwrap() >= LEAST_CONTRAST, "{scheme}: {least}");
    }
    let color = |scheme| {
        browser.prefer("prefers-color-scheme", scheme);
        browser.eval("getComputedStyle(document.body).backgroundColor")
    };
    assert_ne!(color("light"), color("dark"));
}

#[test]
fn keyboard_reaches_the_player_the_files_the_prompt_and_the_versions_in_this_order() {
    let Some(browser) = Browser::open() else { return };
    let (_theatre, page) = half_made();
    browser.go(&page);
    browser.wait_for("!document.querySelector('.copy').hidden");
    let mut reached: Vec<String> = Vec::new();
    for _ in 0..30 {
        browser.press("\u{e004}");
        let Value::String(name) = browser.eval("document.activeElement.className || document.activeElement.localName")
        else {
            break;
        };
        let has_ring = browser.eval("document.activeElement.matches(':focus-visible')");
        assert!(has_ring == true || name == "body", "{name} shows no focus");
        if reached.last() != Some(&name) {
            reached.push(name);
        }
        if reached.last().is_some_and(|name| name == "a") {
            break;
        }
    }
    assert_eq!(reached, ["play", "download", "copy", "a"]);
    browser.run("document.querySelector('.play').focus()");
    browser.press("\u{e007}");
    browser.wait_for("document.activeElement.localName === 'video' && document.activeElement.controls");
    browser.wait_for("!document.activeElement.paused");
}

#[test]
fn those_who_want_no_motion_get_none_on_their_own() {
    let Some(browser) = Browser::open() else { return };
    let theatre = Theatre::open(Said::default());
    let (id, page) = theatre.ask("Autumn menu", &[("gif", "16:9")]);
    browser.prefer("prefers-reduced-motion", "reduce");
    browser.go(&page);
    assert_eq!(browser.eval("document.getAnimations().length"), 0);
    theatre.let_go();
    theatre.client.finished(&id);
    browser.wait_for("document.querySelector('picture img')?.currentSrc.includes('/poster.png')");
    browser.prefer("prefers-reduced-motion", "no-preference");
    browser.wait_for("document.querySelector('picture img').currentSrc.includes('.gif')");
}

#[test]
fn what_is_there_has_the_right_roles_and_names() {
    let Some(browser) = Browser::open() else { return };
    let (_theatre, page) = half_made();
    browser.go(&page);
    let bars = browser.eval(
        "[...document.querySelectorAll('[role=progressbar]')].map(bar => [bar.getAttribute('aria-valuemin'), \
         bar.getAttribute('aria-valuemax'), bar.getAttribute('aria-valuenow'), \
         document.getElementById(bar.getAttribute('aria-labelledby')).textContent])",
    );
    assert_eq!(bars, json!([["0", "100", "40", "9:16"]]));
    assert_eq!(browser.eval("document.querySelectorAll('h1').length"), 1);
    assert_eq!(browser.eval("document.documentElement.lang"), "en");
    assert_eq!(browser.eval("[...document.images].every(image => image.hasAttribute('alt'))"), true);
    let ids = "[...document.querySelectorAll('[id]')].map(node => node.id)";
    assert_eq!(browser.eval(&format!("new Set({ids}).size === {ids}.length")), true);
    let current = "[...document.querySelectorAll('.versions [aria-current=page] .said')].map(node => node.textContent)";
    assert_eq!(browser.eval(current).as_array().unwrap().len(), 1);
    assert_eq!(browser.eval("document.querySelectorAll('.versions li').length"), 2);
    assert!(
        browser.eval("document.querySelector('[data-state=failed] .words').textContent").as_str().unwrap().len() > 20
    );
}
