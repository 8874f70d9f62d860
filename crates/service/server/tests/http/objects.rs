//! Links to files that are in a bucket: the same as to those in the folder.

use serde_json::Value;
use tokio::runtime::Runtime;

use crate::bench::Bench;
use crate::client::request;
use crate::s3::S3;

/// A store on a runtime of its own: it stays when the server goes.
struct Bucket {
    runtime: Runtime,
    s3: S3,
}

impl Bucket {
    fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let s3 = runtime.block_on(S3::start());
        Self { runtime, s3 }
    }

    fn go_away(&mut self) {
        self.runtime.block_on(self.s3.go_away());
    }

    fn come_back(&mut self) {
        self.runtime.block_on(self.s3.come_back());
    }
}

fn link(video: &Value) -> String {
    video["outputs"][0]["file_url"].as_str().unwrap().to_owned()
}

#[test]
fn file_in_a_bucket_is_sent_as_one_in_the_folder() {
    let bucket = Bucket::start();
    let mut bench = Bench::with_bucket(bucket.s3.bucket());
    let id = bench.create(&request("Autumn"));
    let url = link(&bench.finished(&id));
    assert_eq!(bucket.s3.names(), [format!("{id}/0-1.mp4")]);

    let whole = bench.send("GET", &url, &[], []);
    assert_eq!((whole.status, whole.body.len()), (200, 1000));
    assert_eq!((whole.header("content-type"), whole.header("content-length")), ("video/mp4", "1000"));
    let etag = whole.header("etag").to_owned();
    for (range, first, last) in [("bytes=0-99", 0, 99), ("bytes=900-", 900, 999), ("bytes=-1", 999, 999)] {
        let answer = bench.send("GET", &url, &[("range", range), ("if-range", &etag)], []);
        assert_eq!(
            (answer.status, answer.header("content-range")),
            (206, format!("bytes {first}-{last}/1000").as_str())
        );
        assert_eq!(answer.body, &whole.body[first..=last], "{range}");
    }
    assert_eq!(bench.send("GET", &url, &[("range", "bytes=1000-")], []).status, 416);
    assert_eq!(bench.send("GET", &url, &[("if-none-match", &etag)], []).status, 304);
    let head = bench.send("HEAD", &url, &[], []);
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "1000", 0));

    // The same after a restart, and gone with its video.
    bench.stop();
    bench.start();
    let url = link(&bench.video(&id));
    assert_eq!(bench.send("GET", &url, &[], []).body, whole.body);
    let deleted = bench.send("DELETE", &bench.url(&format!("/v1/videos/{id}")), &[("x-api-key", &bench.key)], []);
    assert_eq!(deleted.status, 204);
    assert!(bucket.s3.names().is_empty());
    assert_eq!(bench.send("GET", &url, &[], []).status, 404);
}

#[test]
fn bucket_that_is_away_is_told_and_serves_again_when_it_is_back() {
    let mut bucket = Bucket::start();
    let bench = Bench::with_bucket(bucket.s3.bucket());
    let url = link(&bench.finished(&bench.create(&request("Autumn"))));

    bucket.go_away();
    for method in ["GET", "HEAD"] {
        let away = bench.send(method, &url, &[], []);
        assert_eq!((away.status, away.header("retry-after")), (503, "10"), "{method}");
    }
    assert_eq!(bench.send("GET", &url, &[], []).json()["code"], "storage_unavailable");
    let id = bench.create(&request("Winter"));
    let failed = bench.video_when(&id, |video| video["status"] == "failed");
    assert!(failed["outputs"][0]["error"].as_str().unwrap().contains("object store"), "{failed}");

    bucket.come_back();
    assert_eq!(bench.send("GET", &url, &[], []).status, 200);
    let url = link(&bench.finished(&bench.create(&request("Spring"))));
    assert_eq!(bench.send("GET", &url, &[], []).body.len(), 1000);
}
