//! What an operator looks at: figures, readiness, the words of requests.

use pavo_server::ServerSettings;

use crate::bench::Bench;
use crate::client::request;

#[test]
fn every_answer_has_the_request_s_word() {
    let bench = Bench::new();
    let sent = bench.send("GET", &bench.url("/healthz"), &[("x-request-id", "mine-1")], []);
    assert_eq!(sent.header("x-request-id"), "mine-1");
    let fresh = |path: &str| bench.send("GET", &bench.url(path), &[("x-request-id", "a b")], []);
    let (first, second) = (fresh("/nowhere"), fresh("/v1/videos"));
    assert!(first.header("x-request-id").starts_with("req_"));
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    assert_eq!(second.status, 401);
}

#[test]
fn figures_count_answers_videos_and_what_waits() {
    let bench = Bench::new();
    bench.finished(&bench.create(&request("Hello")));
    bench.finished(&bench.create(&request("panic")));
    bench.held(&bench.create(&request("hold")));
    bench.create(&request("later"));
    let answer = bench.send("GET", &bench.url("/metrics"), &[], []);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    let text = answer.text();
    for line in [
        "pavo_http_requests_total{method=\"POST\",route=\"/v1/videos\",status=\"200\"} 4",
        "pavo_videos{kind=\"queued\"} 1",
        "pavo_videos{kind=\"running\"} 1",
        "pavo_ended_total{kind=\"videos_made\"} 1",
        "pavo_ended_total{kind=\"videos_failed\"} 1",
        "pavo_ended_total{kind=\"outputs_made\"} 1",
        "pavo_queue_bound 100",
        "# EOF",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
    }
    assert!(text.contains("pavo_http_request_duration_seconds_bucket{le=\"0.1\",kind=\"read\"}"), "{text}");
    assert!(!text.contains("vid_") && !text.contains("Hello"), "figures name no video");
}

#[test]
fn figures_can_be_closed() {
    let mut bench = Bench::new();
    bench.stop();
    bench.start_with(|settings| ServerSettings { metrics_token: Some("open sesame".to_owned()), ..settings });
    let status = |headers: &[(&str, &str)]| bench.send("GET", &bench.url("/metrics"), headers, []).status;
    assert_eq!(status(&[]), 401);
    assert_eq!(status(&[("authorization", "Bearer open")]), 401);
    assert_eq!(status(&[("authorization", "Bearer open sesame")]), 200);
}

#[test]
fn server_is_ready_until_its_queue_is_full_or_it_stops() {
    let bench = Bench::with_queue(1);
    let ready = || bench.send("GET", &bench.url("/readyz"), &[], []);
    assert_eq!((ready().status, ready().json()["status"].as_str()), (200, Some("ready")));
    bench.held(&bench.create(&request("hold")));
    bench.create(&request("waits"));
    let full = ready();
    assert_eq!((full.status, full.json()["code"].as_str()), (503, Some("queue_full")));
    assert!(!full.header("retry-after").is_empty());
    assert_eq!(bench.send("GET", &bench.url("/healthz"), &[], []).status, 200, "it works all the same");
    bench.close();
    assert_eq!(ready().json()["code"], "stopping");
}
