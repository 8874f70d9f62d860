//! Running a server: its settings, the files of `deploy`, and `pavo mcp` as agents start it.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

fn deploy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(name)
}

#[test]
fn settings_that_are_shipped_are_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = fs::read_to_string(deploy("pavo.toml")).expect("the settings");
    // What is only shown there too.
    let shown: String = shipped
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .fold(String::new(), |all, line| all + line + "\n");
    let path = folder.path().join("pavo.toml");
    fs::write(&path, shown).expect("a file");
    let made = pavo(&["keys", "create", "--name", "me", "--config", text(&path), "--data", text(folder.path())]);
    assert!(made.status.success(), "{}", said(&made));
    let listed = pavo(&["keys", "list", "--json", "--data", text(folder.path())]);
    assert!(printed(&listed).contains("\"me\""), "the command line goes before the file");
}

#[test]
fn variables_of_the_container_are_variables_of_the_server() {
    let help = printed(&pavo(&["serve", "--help"]));
    for file in ["Dockerfile", "compose.yaml"] {
        let words = fs::read_to_string(deploy(file)).expect("the file");
        let names = words.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'));
        for name in names.filter(|name| name.starts_with("PAVO_")) {
            let shown = [format!("[env: {name}="), format!("[env: {name}]")];
            assert!(shown.iter().any(|one| help.contains(one)), "{file} sets {name}, which pavo serve does not know");
        }
    }
}

#[test]
fn doctor_tries_the_database_and_the_bucket_that_a_server_would_use_and_tells_no_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pavo.toml");
    // Nobody listens at port 1.
    let settings = "database = \"postgres://pavo:s3cret@127.0.0.1:1/films\"\nobjects = \"s3://films/of\"\n";
    fs::write(&path, settings).expect("a file");
    let asked = Command::new(env!("CARGO_BIN_EXE_pavo"))
        .args(["doctor", "--config", text(&path), "--data", text(folder.path())])
        .envs([("AWS_ENDPOINT", "http://127.0.0.1:1"), ("AWS_ALLOW_HTTP", "true"), ("AWS_REGION", "us-east-1")])
        .envs([("AWS_ACCESS_KEY_ID", "AKIAPAVO"), ("AWS_SECRET_ACCESS_KEY", "s3cret")])
        .output()
        .expect("pavo");
    assert_eq!(asked.status.code(), Some(1));
    let words = format!("{}{}", printed(&asked), said(&asked));
    for part in
        ["database missing  ", "127.0.0.1:1", "objects  missing  s3://films/of: ", "not usable here: database, objects"]
    {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(!words.contains("s3cret"), "{words}");
}

#[test]
fn wrong_settings_are_told_all_at_once_before_anything_happens() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pavo.toml");
    fs::write(&path, "max_queued = 0\nlisten-on = \"x\"\nstrict-assets = \"yes\"\n").expect("a file");
    let refused = pavo(&["serve", "--config", text(&path), "--data", text(&folder.path().join("data"))]);
    assert_eq!(refused.status.code(), Some(2));
    let words = said(&refused);
    for part in [
        "max_queued: invalid value '0'",
        "listen-on: is not a setting (allowed: listen, ",
        "strict-assets: \"yes\" is neither true nor false",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(!folder.path().join("data").exists());
}

/// An agent that started `pavo mcp`.
struct Agent {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Agent {
    fn start(data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pavo"));
        command.args(["mcp", "--data", text(data)]).env_remove("PAVO_SERVER").env_remove("PAVO_API_KEY");
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("pavo starts");
        let (input, output) = (process.stdin.take().expect("a pipe"), process.stdout.take().expect("a pipe"));
        let mut agent = Self { process, input, output: BufReader::new(output), asked: 0 };
        let who = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
        assert_eq!(agent.ask("initialize", &who)["serverInfo"]["name"], "pavo");
        agent.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        agent
    }

    fn say(&mut self, message: &Value) {
        writeln!(self.input, "{message}").expect("it listens");
    }

    /// The answer to a request; what is only told is passed over.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        self.say(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("a line") > 0, "it ended");
            let message: Value = serde_json::from_str(&line).expect("JSON");
            if message["id"] == self.asked {
                assert!(message["error"].is_null(), "{message}");
                return message["result"].clone();
            }
        }
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({ "name": tool, "arguments": arguments }))
    }

    fn video(&mut self, id: &Value) -> Value {
        for _ in 0..8 {
            let result = self.call("get_video", &json!({ "video_id": id, "wait_seconds": 25 }));
            if result["structuredContent"]["status"] != "in-progress" {
                return result;
            }
        }
        panic!("the video goes on for ever")
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // It may have ended on its own.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn agent_makes_a_video_with_a_file_of_this_machine_and_finds_it_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let table = folder.path().join("boats.csv");
    fs::write(&table, "Month,Boats\nMay,31\nJune,44\nJuly,52\n").expect("a file");
    let mut agent = Agent::start(&data);
    let handed_in = agent.call("upload_file", &json!({ "url": text(&table) }));
    let url = handed_in["structuredContent"]["url"].clone();
    assert!(url.as_str().is_some_and(|url| url.contains("boats.csv")), "{handed_in}");
    let wanted = json!({ "format": "mp4", "aspect_ratio": "1:1", "fps": "24", "resolution": "360p" });
    let request = json!({
        "prompt": "Boats month by month", "duration_seconds": 1, "outputs": [wanted], "assets": [{ "url": url }],
    });
    let created = agent.call("create_video", &request);
    let id = created["structuredContent"]["video_id"].clone();
    let made = agent.video(&id);
    assert_eq!(made["structuredContent"]["status"], "success", "{made}");
    assert!(made["structuredContent"]["outputs"][0]["file_url"].is_string());
    assert_eq!((&made["content"][1]["type"], &made["content"][1]["mimeType"]), (&json!("image"), &json!("image/png")));
    let mut process = std::mem::replace(&mut agent.process, Command::new("true").spawn().expect("true"));
    drop(agent);
    assert!(process.wait().expect("it ends").success(), "closing its input ends it");

    let mut again = Agent::start(&data);
    assert_eq!(again.video(&id)["structuredContent"]["status"], "success", "the same key is used again");
}
