//! The page of a project.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::{Answer, config, request};

fn page_of(bench: &Bench, id: &str) -> Answer {
    let video = bench.video(id);
    let answer = bench.send("GET", video["project_url"].as_str().unwrap(), &[], []);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    answer
}

/// What an attribute of the first element that has `before` in front of it says.
fn attribute(page: &str, before: &str) -> String {
    let found = page.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {page}"));
    found.split('"').next().unwrap().replace("&amp;", "&")
}

#[test]
fn page_is_there_before_any_file_and_reloads_itself_where_no_script_runs() {
    let bench = Bench::new();
    let id = bench.create(&request("hold Autumn menu launch"));
    bench.held(&id);
    let page = page_of(&bench, &id).text();
    assert!(page.contains("<h1 dir=\"auto\">hold Autumn menu launch</h1>"));
    assert!(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>"));
    assert!(page.contains("<title>50 % · hold Autumn menu launch · Pavo</title>"));
    assert!(page.contains(
        "role=\"progressbar\" aria-labelledby=\"film-0\" aria-valuemin=\"0\" aria-valuemax=\"100\" aria-valuenow=\"50\""
    ));
    assert!(page.contains("<progress max=\"100\" value=\"50\">"));
    assert!(page.contains("<p class=\"words\">50 %</p>"));
    assert!(page.contains("data-events="));
    assert!(!page.contains("<video"));
}

#[test]
fn finished_page_plays_and_offers_the_file_and_no_longer_follows_or_reloads() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn menu launch"));
    bench.finished(&id);
    let page = page_of(&bench, &id).text();
    assert!(!page.contains("http-equiv=\"refresh\""));
    assert!(!page.contains("data-events"));
    let path = attribute(&page, "<video src=\"../");
    let file = bench.send("GET", &bench.url(&format!("/{path}")), &[], []);
    assert_eq!((file.status, file.body.len()), (200, 1000));
    assert!(page.contains("download=\"autumn-menu-launch-16x9-1080p-30fps.mp4\""));
    assert!(page.contains("<small>1 kB</small>"));
    assert!(page.contains("1080p · 30 fps · MP4"));
    let video = page.split("<video").nth(1).unwrap().split('>').next().unwrap();
    for part in ["controls", "width=\"1920\" height=\"1080\"", "/poster.png?aspect_ratio=16:9\"", "aria-label="] {
        assert!(video.contains(part), "{part} in {video}");
    }
}

#[test]
fn page_is_small_and_so_is_its_script() {
    let bench = Bench::new();
    let mut body = request("Autumn");
    body["outputs"] = json!(["16:9", "9:16", "1:1", "4:5"].map(|ratio| config("mp4", ratio)));
    let id = bench.create(&body);
    bench.finished(&id);
    for index in 0..30 {
        let mut child = request(&format!("Change {index}: {}", "long words ".repeat(40)));
        child["parent_video_id"] = json!(id);
        bench.create(&child);
    }
    let page = page_of(&bench, &id);
    assert!(page.body.len() < 20_000, "{} bytes", page.body.len());
    let path = attribute(&page.text(), "src=\"../assets/project.js");
    let script = bench.send("GET", &bench.url(&format!("/assets/project.js{path}")), &[], []);
    assert!(script.body.len() < 8_000, "{} bytes", script.body.len());
}

#[test]
fn nothing_in_the_page_leads_elsewhere_but_what_messengers_read() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn menu launch"));
    bench.finished(&id);
    let project_url = bench.video(&id)["project_url"].as_str().unwrap().to_owned();
    let page = page_of(&bench, &id).text();
    let (told, rest): (Vec<&str>, Vec<&str>) = page.lines().partition(|line| line.contains("property=\"og:"));
    assert!(!rest.join("").contains("http://") && !rest.join("").contains("https://"));
    // Behind a proxy the service may be in a folder.
    assert!(!page.contains("=\"/"), "all addresses are relative");
    assert!(!page.contains(&bench.key));
    assert!(!page.contains("style=\"") && !page.contains("<style"), "nothing is inline");
    let content = |name: &str| {
        let line = told.iter().find(|line| line.contains(&format!("og:{name}\""))).unwrap();
        attribute(line, "content=\"")
    };
    assert_eq!(content("title"), "Autumn menu launch");
    assert_eq!(content("url"), project_url);
    assert_eq!((content("image:width"), content("video:width")), ("854".to_owned(), "1920".to_owned()));
    assert_eq!(bench.send("GET", &content("video"), &[], []).body.len(), 1000);
    assert_eq!(bench.send("GET", &content("image"), &[], []).header("content-type"), "image/png");
}

#[test]
fn poster_is_there_as_soon_as_the_scene_is_and_is_drawn_once() {
    let bench = Bench::new();
    let mut body = request("hold Autumn");
    body["outputs"] = json!([config("mp4", "16:9"), config("mp4", "9:16")]);
    let id = bench.create(&body);
    bench.held(&id);
    let url = bench.video(&id)["project_url"].as_str().unwrap().to_owned();
    let poster =
        |query: &str, headers: &[(&str, &str)]| bench.send("GET", &format!("{url}/poster.png{query}"), headers, []);
    let first = poster("", &[]);
    assert_eq!((first.status, first.header("content-type")), (200, "image/png"));
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert!(first.text().contains("Poster") && first.text().contains("R16x9") && first.text().contains("P480"));
    assert_eq!(poster("?aspect_ratio=16:9", &[]).header("etag"), first.header("etag"));
    assert!(poster("?aspect_ratio=9:16", &[]).text().contains("R9x16"));
    assert_eq!(poster("", &[("if-none-match", first.header("etag"))]).status, 304);
    assert_eq!(bench.studio.pictures.load(Ordering::Relaxed), 2);
    // Only what the page shows is drawn for those who have no key.
    for query in ["?aspect_ratio=1:1", "?aspect_ratio=16:9&aspect_ratio=9:16", "?aspect_ratio="] {
        let refused = poster(query, &[]);
        assert_eq!(refused.status, 400, "{query}");
        assert!(refused.error().contains("16:9, 9:16"));
    }
    assert_eq!(bench.send("GET", &bench.url("/projects/nobody/poster.png"), &[], []).status, 404);
}

#[test]
fn poster_of_what_is_not_designed_is_not_there_yet() {
    let bench = Bench::new();
    bench.held(&bench.create(&request("hold")));
    let waiting = bench.create(&request("Autumn"));
    let url = bench.video(&waiting)["project_url"].as_str().unwrap().to_owned();
    assert_eq!(bench.send("GET", &format!("{url}/poster.png"), &[], []).status, 409);
    let page = page_of(&bench, &waiting).text();
    assert!(!page.contains("poster.png"));
    assert!(page.contains("role=\"status\" data-status=\"in-progress\">Waiting</p>"));
}

#[test]
fn events_of_a_project_say_what_its_page_says_to_anyone_with_the_link() {
    let bench = Bench::new();
    let id = bench.create(&request("hold <b>Autumn</b>"));
    bench.held(&id);
    let url = bench.video(&id)["project_url"].as_str().unwrap().to_owned();
    let events = format!("{url}/events");
    let seen = std::thread::scope(|scope| {
        let told = scope.spawn(|| bench.send("GET", &events, &[], []));
        std::thread::sleep(Duration::from_millis(600));
        bench.let_go();
        told.join().unwrap()
    });
    assert_eq!((seen.status, seen.header("content-type")), (200, "text/event-stream"));
    assert_eq!(seen.header("cache-control"), "no-store");
    let text = seen.text();
    assert!(text.contains("event: project") && text.contains("id: last"));
    let told: Vec<Value> = text
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    assert_eq!((&told[0]["outputs"][0]["percent"], &told[0]["label"]), (&json!(50), &json!("Rendering")));
    let last = told.last().unwrap();
    assert_eq!((&last["status"], &last["title"]), (&json!("success"), &json!("hold <b>Autumn</b>")));
    let file = &last["outputs"][0]["file"];
    assert_eq!(file["name"], "hold-b-autumn-b-16x9-1080p-30fps.mp4");
    // Whoever has the link learns neither the key nor what leads past the page.
    assert!(!text.contains(&bench.key) && !text.contains("project_url") && !text.contains("video_id"));
    // They say it once: the same state is no news.
    assert!(
        told.windows(2).all(|pair| pair[0]["outputs"] != pair[1]["outputs"] || pair[0]["status"] != pair[1]["status"])
    );
    assert_eq!(bench.send("GET", &events, &[("last-event-id", "last")], []).status, 204);
    assert_eq!(bench.send("GET", &bench.url("/projects/nobody/events"), &[], []).status, 404);
}

#[test]
fn those_without_a_key_do_not_take_all_connections() {
    let bench = Bench::new();
    let id = bench.create(&request("hold"));
    bench.held(&id);
    let url = bench.video(&id)["project_url"].as_str().unwrap().to_owned();
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let follow = || {
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET /{path}/events HTTP/1.1\r\nhost: {host}\r\n\r\n").unwrap();
        let mut begin = [0; 12];
        stream.read_exact(&mut begin).unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200");
        stream
    };
    let mut streams: Vec<TcpStream> = (0..128).map(|_| follow()).collect();
    let refused = bench.send("GET", &format!("{url}/events"), &[], []);
    assert_eq!((refused.status, refused.header("retry-after")), (503, "10"));
    assert_eq!(page_of(&bench, &id).status, 200);
    // Who leaves makes room.
    streams.clear();
    std::thread::sleep(Duration::from_millis(500));
    follow();
}

#[test]
fn versions_lead_to_their_pages_and_the_shown_one_is_marked() {
    let bench = Bench::new();
    let first = bench.create(&request("First <i>film</i>"));
    bench.finished(&first);
    assert!(!page_of(&bench, &first).text().contains("class=\"versions\""), "there is only one");
    let mut body = request("Make it blue");
    body["parent_video_id"] = json!(first);
    let second = bench.create(&body);
    bench.finished(&second);
    let token = |id: &str| bench.video(id)["project_url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let page = page_of(&bench, &second).text();
    let list = page.split("class=\"versions\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let links: Vec<&str> = list.split("<a href=\"").skip(1).collect();
    assert_eq!(links.len(), 2);
    assert!(links[0].starts_with(&format!("{}\">", token(&first))) && links[0].contains("Made from"));
    assert!(links[0].contains("First &lt;i&gt;film&lt;/i&gt;"));
    assert!(links[1].starts_with(&format!("{}\" aria-current=\"page\">", token(&second))));
    let page = page_of(&bench, &first).text();
    assert!(page.contains("Later version") && page.contains(&format!("href=\"{}\"", token(&second))));
    let headers = [("x-api-key", bench.key.as_str())];
    bench.send("DELETE", &bench.url(&format!("/v1/videos/{first}")), &headers, []);
    assert!(!page_of(&bench, &second).text().contains("class=\"versions\""), "the other one is gone");
}

#[test]
fn cancelled_project_is_called_so() {
    let bench = Bench::new();
    let id = bench.create(&request("hold"));
    bench.held(&id);
    assert_eq!(bench.post(&format!("/v1/videos/{id}/cancel"), &json!({})).status, 200);
    let page = page_of(&bench, &id).text();
    assert!(page.contains("data-status=\"failed\">Cancelled</p>"));
    assert!(page.contains("<p class=\"words\">Cancelled on request.</p>"));
}

#[test]
fn failed_outputs_say_why() {
    let bench = Bench::new();
    let mut body = request("Autumn");
    body["outputs"] = json!([config("gif", "1:1"), config("mp4", "9:16")]);
    let id = bench.create(&body);
    bench.finished(&id);
    let page = page_of(&bench, &id).text();
    assert!(page.contains("<p class=\"words\">Gif export is not available"));
    assert!(page.contains("<video"));
}

#[test]
fn prompt_is_text_not_markup() {
    let bench = Bench::new();
    let id = bench.create(&request("<script>alert('x')</script>\"><img src=x onerror=y>"));
    bench.finished(&id);
    let answer = page_of(&bench, &id);
    let page = answer.text();
    assert_eq!(page.matches("<script").count(), 1, "its own");
    assert!(!page.contains("<img src=x"));
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'"] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
    let said =
        ["referrer-policy", "x-content-type-options", "x-robots-tag", "cache-control"].map(|name| answer.header(name));
    assert_eq!(said, ["no-referrer", "nosniff", "noindex", "no-store"]);
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
fn what_the_page_needs_is_where_it_says_and_may_be_kept_for_long() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let page = page_of(&bench, &id).text();
    for (name, media_type) in [
        ("project.css", "text/css; charset=utf-8"),
        ("project.js", "text/javascript; charset=utf-8"),
        ("pavo.svg", "image/svg+xml"),
        ("title.ttf", "font/ttf"),
    ] {
        let path = attribute(&page, &format!("=\"../assets/{name}"));
        assert!(path.starts_with("?v="), "an upgrade would keep the old one: {path}");
        let file = bench.send("GET", &bench.url(&format!("/assets/{name}{path}")), &[], []);
        assert_eq!((file.status, file.header("content-type")), (200, media_type));
        assert!(file.header("cache-control").contains("immutable"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(!file.body.is_empty());
        // A page of another version would find what is not its own.
        let other = bench.send("GET", &bench.url(&format!("/assets/{name}?v=old")), &[], []);
        assert_eq!((other.status, other.header("cache-control")), (200, "no-cache"));
    }
    let style = bench.send("GET", &bench.url("/assets/project.css"), &[], []).text();
    assert!(style.contains(&format!("url(\"title.ttf{}\")", attribute(&page, "=\"../assets/title.ttf"))));
    for path in ["/assets/nothing.css", "/assets/..%2fCargo.toml", "/assets/"] {
        assert_eq!(bench.send("GET", &bench.url(path), &[], []).status, 404, "{path}");
    }
}

#[test]
fn id_of_the_video_does_not_open_the_page() {
    let bench = Bench::new();
    let id = bench.create(&request("Autumn"));
    let answer = bench.send("GET", &bench.url(&format!("/projects/{id}")), &[], []);
    assert_eq!(answer.status, 404);
}
