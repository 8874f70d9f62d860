//! A client that holds a key and reads answers to their end.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

use crate::promised::hold_to_contract;

/// Talks to one server with one key.
pub(crate) struct Client {
    /// `http://host:port`
    pub(crate) base: String,
    pub(crate) key: String,
    agent: Agent,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The message of an error, which every error must have, with a code beside it.
    pub(crate) fn error(&self) -> String {
        assert_eq!(self.header("content-type"), "application/json");
        let body = self.json();
        assert!(body["code"].is_string(), "no code in {body}");
        body["error"].as_str().unwrap().to_owned()
    }
}

impl Client {
    pub(crate) fn new(base: &str, key: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)));
        Self { base: base.to_owned(), key: key.to_owned(), agent: config.build().into() }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Sends anything.
    pub(crate) fn send(&self, method: &str, url: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body: Vec<u8> = body.into();
        let mut response = if body.is_empty() && method != "POST" {
            self.agent.run(request.body(()).unwrap()).unwrap()
        } else {
            self.agent.run(request.body(&body[..]).unwrap()).unwrap()
        };
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().read_to_vec().unwrap(),
        };
        if let Some(path) = url.strip_prefix(&format!("{}/v1", self.base)) {
            hold_to_contract(method, path, answer.status, answer.header("content-type"), &answer.body);
        }
        answer
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", &self.url(path), &[("x-api-key", &self.key)], [])
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, &body.to_string())
    }

    pub(crate) fn post_text(&self, path: &str, body: &str) -> Answer {
        let headers = [("x-api-key", self.key.as_str()), ("content-type", "application/json")];
        self.send("POST", &self.url(path), &headers, body)
    }

    /// Asks for a video that must be taken; its id.
    pub(crate) fn create(&self, body: &Value) -> String {
        let answer = self.post("/v1/videos", body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["video_id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn video(&self, id: &str) -> Value {
        let answer = self.get(&format!("/v1/videos/{id}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Polls until the video is as wanted.
    pub(crate) fn video_when(&self, id: &str, is_reached: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let video = self.video(id);
            if is_reached(&video) {
                return video;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "stuck: {video}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn finished(&self, id: &str) -> Value {
        self.video_when(id, |video| video["status"] != "in-progress")
    }

    /// Waits until the video's first output is being drawn.
    pub(crate) fn held(&self, id: &str) -> Value {
        self.video_when(id, |video| video["outputs"][0]["progress"] == 0.5)
    }
}

/// One output's configuration.
pub(crate) fn config(format: &str, aspect_ratio: &str) -> Value {
    json!({ "format": format, "aspect_ratio": aspect_ratio, "fps": "30", "resolution": "1080p" })
}

/// The smallest request.
pub(crate) fn request(prompt: &str) -> Value {
    json!({ "prompt": prompt, "outputs": [config("mp4", "16:9")] })
}
