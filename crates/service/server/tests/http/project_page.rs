//! The page of a project.

use serde_json::json;

use crate::bench::Bench;
use crate::client::{Answer, config, request};

fn page_of(bench: &Bench, id: &str) -> Answer {
    let video = bench.video(id);
    let answer = bench.send("GET", video["project_url"].as_str().unwrap(), &[], []);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    answer
}

#[test]
fn page_is_there_before_any_file_and_reloads_itself() {
    let bench = Bench::new();
    let id = bench.create(&request("hold Autumn menu launch"));
    bench.held(&id);
    let page = page_of(&bench, &id).text();
    assert!(page.contains("<h1 dir=\"auto\">hold Autumn menu launch</h1>"));
    assert!(page.contains("http-equiv=\"refresh\""));
    assert!(page.contains("value=\"50\""));
    assert!(page.contains("<p>50 %</p>"));
    assert!(!page.contains("<video"));
}

#[test]
fn finished_page_plays_and_offers_the_file_and_no_longer_reloads() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn menu launch"));
    bench.finished(&id);
    let page = page_of(&bench, &id).text();
    assert!(!page.contains("http-equiv=\"refresh\""));
    let source = page.split("<video src=\"../").nth(1).unwrap();
    let path = source.split('"').next().unwrap().replace("&amp;", "&");
    let file = bench.send("GET", &bench.url(&format!("/{path}")), &[], []);
    assert_eq!((file.status, file.body.len()), (200, 1000));
    assert!(page.contains("download=\"autumn-menu-launch-16x9-1080p-30fps.mp4\""));
}

#[test]
fn failed_outputs_say_why() {
    let bench = Bench::new();
    let mut body = request("Autumn");
    body["outputs"] = json!([config("gif", "1:1"), config("mp4", "9:16")]);
    let id = bench.create(&body);
    bench.finished(&id);
    let page = page_of(&bench, &id).text();
    assert!(page.contains("gif export is not available"));
    assert!(page.contains("<video"));
}

#[test]
fn prompt_is_text_not_markup() {
    let bench = Bench::new();
    let id = bench.create(&request("<script>alert('x')</script>\"><img src=x>"));
    bench.finished(&id);
    let answer = page_of(&bench, &id);
    let page = answer.text();
    assert!(!page.contains("<script"));
    assert!(!page.contains("<img"));
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn long_prompt_is_cut_at_a_word_and_ends_in_one_ellipsis() {
    let bench = Bench::new();
    let prompt = "A calm film about autumn leaves that drift past a window in the rain. Then comes the menu.";
    let id = bench.create(&request(prompt));
    let page = page_of(&bench, &id).text();
    let title = page.split("<h1 dir=\"auto\">").nth(1).unwrap().split("</h1>").next().unwrap();
    assert_eq!(title, "A calm film about autumn leaves that drift past a window in the rain. Then…");
    let id = bench.create(&request(&prompt.replace("in the rain", "in the evening sun")));
    assert!(page_of(&bench, &id).text().contains("in the evening sun…</h1>"));
}

#[test]
fn style_sheet_is_where_the_page_says() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let page = page_of(&bench, &id).text();
    let path = page.split("href=\"../assets/project.css").nth(1).unwrap().split('"').next().unwrap();
    assert!(path.starts_with("?v="), "an upgrade would keep the old style: {path}");
    let style = bench.send("GET", &bench.url(&format!("/assets/project.css{path}")), &[], []);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
}

#[test]
fn id_of_the_video_does_not_open_the_page() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let answer = bench.send("GET", &bench.url(&format!("/projects/{id}")), &[], []);
    assert_eq!(answer.status, 404);
}
