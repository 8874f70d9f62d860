//! Chromium, driven by chromedriver over the protocol of web drivers: <https://www.w3.org/TR/webdriver2/>.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;

/// How long something may take to be as it shall be.
const PATIENCE: Duration = Duration::from_secs(30);

/// A window of a fresh profile; it closes when it is dropped.
pub(crate) struct Browser {
    driver: Child,
    agent: Agent,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
    _profile: tempfile::TempDir,
}

/// A program that an environment variable names, or that the search path has.
fn program(variable: &str, names: &[&str]) -> Option<String> {
    let named = std::env::var(variable).ok().filter(|name| !name.is_empty());
    let runs = |name: &&String| {
        let command = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        command.is_ok_and(|status| status.success())
    };
    named.or_else(|| names.iter().map(|name| (*name).to_owned()).find(|name| runs(&name)))
}

impl Browser {
    /// A window, or `None` where no browser is installed and none is required.
    pub(crate) fn open() -> Option<Self> {
        let browser = program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "chrome"]);
        let driver = program("CHROMEDRIVER", &["chromedriver"]);
        if let (Some(browser), Some(driver)) = (browser, driver) {
            return Some(Self::start(&browser, &driver));
        }
        let missing = "Chromium with chromedriver was not found (Debian: apt-get install chromium chromium-driver)";
        assert!(std::env::var_os("PAVO_REQUIRE_BROWSER").is_none_or(|value| value.is_empty()), "{missing}");
        eprintln!("skipped: {missing}");
        None
    }

    fn start(browser: &str, driver: &str) -> Self {
        let mut driver = Command::new(driver)
            .args(["--port=0", "--allowed-ips=127.0.0.1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(driver.stdout.take().unwrap());
        let port = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).unwrap() > 0, "chromedriver ended");
            // Before, it says on which port it was asked to be: 0.
            if let Some(port) = line.trim().trim_end_matches('.').rsplit_once("successfully on port ") {
                break port.1.parse::<u16>().unwrap();
            }
        };
        // It would stop where nobody reads.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let profile = tempfile::tempdir().unwrap();
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(60)));
        let mut window = Self {
            driver,
            agent: config.build().into(),
            session: format!("http://127.0.0.1:{port}/session"),
            _profile: profile,
        };
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            "--mute-audio".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--window-size=1280,900".to_owned(),
            format!("--user-data-dir={}", window._profile.path().display()),
        ];
        let options = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": which(browser), "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let id = window.ask("POST", "", &options)["sessionId"].as_str().unwrap().to_owned();
        window.session = format!("{}/{id}", window.session);
        window
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.session));
        let mut answer = if method == "POST" {
            self.agent.run(request.header("content-type", "application/json").body(body.to_string()).unwrap())
        } else {
            self.agent.run(request.body(()).unwrap())
        }
        .unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        let mut read: Value = serde_json::from_str(&text).unwrap();
        assert!(answer.status().is_success(), "{path}: {}", read["value"]["message"]);
        read["value"].take()
    }

    pub(crate) fn go(&self, url: &str) {
        self.ask("POST", "/url", &json!({ "url": url }));
    }

    /// What a function body returns in the page; promises are waited for.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What an expression is in the page.
    pub(crate) fn eval(&self, expression: &str) -> Value {
        self.run(&format!("return {expression}"))
    }

    /// Waits until an expression is true in the page.
    pub(crate) fn wait_for(&self, expression: &str) {
        let began = Instant::now();
        while self.eval(&format!("Boolean({expression})")) != true {
            let page = || self.eval("document.body.innerText");
            assert!(began.elapsed() < PATIENCE, "never came true: {expression}; the page says {}", page());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// One command of the browser's developer tools.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) {
        self.ask("POST", "/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    /// Makes the page so wide, in CSS pixels.
    pub(crate) fn set_width(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// What the reader is said to prefer: a feature of media queries, and its value.
    pub(crate) fn prefer(&self, feature: &str, value: &str) {
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [{ "name": feature, "value": value }] }));
    }

    /// Presses a key and lets go of it.
    pub(crate) fn press(&self, key: &str) {
        let actions = [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })];
        self.ask("POST", "/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// Clicks as a person does, which counts as one.
    pub(crate) fn click(&self, selector: &str) {
        let found = self.ask("POST", "/element", &json!({ "using": "css selector", "value": selector }));
        let id = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str).unwrap();
        self.ask("POST", &format!("/element/{id}/click"), &json!({}));
    }

    /// What the console said since it was last asked, violations of the policy among it.
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = self.ask("POST", "/se/log", &json!({ "type": "browser" }));
        entries.as_array().unwrap().iter().map(ToString::to_string).collect()
    }

    /// The addresses that were asked for since it was last asked.
    pub(crate) fn requests(&self) -> Vec<String> {
        let entries = self.ask("POST", "/se/log", &json!({ "type": "performance" }));
        let events = entries.as_array().unwrap().iter().filter_map(|entry| entry["message"].as_str());
        let events = events.map(|text| serde_json::from_str::<Value>(text).unwrap()["message"].take());
        events
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .map(|event| event["params"]["request"]["url"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The whole path of a program: chromedriver does not look on the search path.
fn which(name: &str) -> String {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    found.map_or_else(|| name.to_owned(), |path| path.display().to_string())
}

impl Drop for Browser {
    fn drop(&mut self) {
        let end = Request::builder().method("DELETE").uri(&self.session).body(());
        let _ended = end.map(|request| self.agent.run(request));
        let _ended = self.driver.kill().and_then(|()| self.driver.wait());
    }
}
