//! The tools as an agent calls them.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use http::{Method, Request, Response, header};
use pavo_fetch::{FetchLimits, Fetched, Fetcher};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, JsonObject, ListToolsResult,
    PaginatedRequestParams, ProgressNotificationParam, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::Door;
use crate::form::Form;
use crate::tool_list::{CREATE_VIDEO, GET_VIDEO, MOST_WAIT_SECS, UPLOAD_FILE, tools_of};

/// How often is looked while waiting for a video.
const PACE: Duration = Duration::from_millis(500);

/// Largest file that is handed in, in bytes; the service's own bound.
const LARGEST_FILE_BYTES: u64 = 10 << 20;

/// How long fetching a file to hand in may take: the request that asks for it is answered within 30 s.
const LONGEST_FETCH: Duration = Duration::from_secs(25);

/// Files that are fetched at once to be handed in.
const FETCHES_AT_ONCE: usize = 8;

/// How long a picture of a finished video may take; without it the answer is there too.
const LONGEST_PICTURE: Duration = Duration::from_secs(3);

/// The key of whoever asks.
const KEY: &str = "x-api-key";

/// The service's tools. Cheap to clone.
#[derive(Clone)]
pub struct Tools {
    door: Arc<dyn Door>,
    fetcher: Fetcher,
    fetches: Arc<Semaphore>,
    list: Arc<[Tool]>,
}

impl std::fmt::Debug for Tools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tools").finish_non_exhaustive()
    }
}

impl Tools {
    /// The tools of the service behind `door`, whose interface `openapi` describes. Files to be handed in come by `fetcher`.
    #[must_use]
    pub fn new(door: Arc<dyn Door>, fetcher: Fetcher, openapi: &Value) -> Self {
        let most = usize::try_from(LARGEST_FILE_BYTES).unwrap_or(usize::MAX);
        let limits = FetchLimits { bytes: most, whole: LONGEST_FETCH, ..fetcher.limits() };
        let fetches = Arc::new(Semaphore::new(FETCHES_AT_ONCE));
        Self { door, fetcher: fetcher.with_limits(limits), fetches, list: tools_of(openapi).into() }
    }

    async fn create_video(&self, call: &Call) -> Result<CallToolResult, String> {
        let body = Value::Object(call.arguments.clone()).to_string().into_bytes();
        let answer = self.ask(call, Method::POST, "/v1/videos", Some("application/json"), body).await?;
        Ok(told(&answer, Vec::new()))
    }

    async fn get_video(&self, call: &Call) -> Result<CallToolResult, String> {
        let id = call.text("video_id")?.ok_or("video_id: is missing")?;
        let wait = match call.arguments.get("wait_seconds") {
            None | Some(Value::Null) => 0.0,
            Some(Value::Number(number)) => number.as_f64().unwrap_or_default().clamp(0.0, MOST_WAIT_SECS as f64),
            Some(other) => return Err(format!("wait_seconds: {other} is no number (allowed: 0 to {MOST_WAIT_SECS})")),
        };
        let until = Instant::now() + Duration::from_secs_f64(wait);
        let path = format!("/v1/videos/{}", escaped(&id));
        let mut told_progress = -1.0;
        loop {
            let answer = self.ask(call, Method::GET, &path, None, Vec::new()).await?;
            let video: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
            let is_over = !answer.status().is_success() || video["status"] != "in-progress";
            if !is_over {
                told_progress = call.tell_progress(&video, told_progress).await;
            }
            let now = Instant::now();
            if is_over || now >= until || call.context.ct.is_cancelled() {
                let picture = if video["status"] == "success" { self.picture(call, &path).await } else { None };
                return Ok(told(&answer, picture.into_iter().collect()));
            }
            tokio::time::sleep(PACE.min(until - now)).await;
        }
    }

    /// The middle of a video; none where it cannot be drawn just now.
    async fn picture(&self, call: &Call, path: &str) -> Option<ContentBlock> {
        let path = format!("{path}/still.png?resolution=480p");
        let asked = self.ask(call, Method::GET, &path, None, Vec::new());
        let answer = tokio::time::timeout(LONGEST_PICTURE, asked).await.ok()?.ok()?;
        answer.status().is_success().then(|| ContentBlock::image(BASE64.encode(answer.body()), "image/png"))
    }

    async fn upload_file(&self, call: &Call) -> Result<CallToolResult, String> {
        let url = call.text("url")?.ok_or("url: is missing")?;
        let name = call.text("file_name")?;
        let (fetcher, is_local) = (self.fetcher.clone(), self.door.is_local());
        let place = self.fetches.clone().try_acquire_owned();
        let place = place.map_err(|_| "many files are being handed in; try again in a moment".to_owned())?;
        let read = tokio::task::spawn_blocking(move || {
            // Kept until the file is there, also where whoever asked has gone.
            let _place = place;
            file_at(&url, &fetcher, is_local)
        });
        let read = read.await;
        let Fetched { bytes, name: usual } = read.map_err(|_| "an internal error".to_owned())??;
        let form = Form::of_file(name.as_deref().unwrap_or(&usual), &bytes);
        let answer = self.ask(call, Method::POST, "/v1/files", Some(&form.content_type), form.body).await?;
        Ok(told(&answer, Vec::new()))
    }

    /// Sends a request with the key of who asks.
    async fn ask(
        &self,
        call: &Call,
        method: Method,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Response<Vec<u8>>, String> {
        let mut request = Request::builder().method(method).uri(path);
        // Over HTTP each message has its key; standard streams have none.
        let parts = call.context.extensions.get::<http::request::Parts>();
        if let Some(key) = parts.and_then(|parts| parts.headers.get(KEY)) {
            request = request.header(KEY, key.clone());
        }
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let request = request.body(body).map_err(|error| error.to_string())?;
        self.door.send(request).await
    }
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        let who = Implementation::new("pavo", env!("CARGO_PKG_VERSION")).with_title("Pavo");
        ServerConfig::new(capabilities).with_server_info(who).with_instructions(
            "Pavo makes motion graphics videos from words. Call create_video, then get_video with wait_seconds until status \
             is success or failed; each output then has a file_url. To change a video call create_video with its id as \
             parent_video_id and say what shall be different. Hand pictures, logos, data and sound in with upload_file first \
             and name their urls in assets.",
        )
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.list.to_vec()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.list.iter().find(|tool| tool.name == name).cloned()
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let call = Call { arguments: request.arguments.unwrap_or_default(), context };
        let result = match request.name.as_ref() {
            CREATE_VIDEO => self.create_video(&call).await,
            GET_VIDEO => self.get_video(&call).await,
            UPLOAD_FILE => self.upload_file(&call).await,
            other => {
                let message =
                    format!("there is no tool {other:?} (allowed: {CREATE_VIDEO}, {GET_VIDEO}, {UPLOAD_FILE})");
                return Err(ErrorData::invalid_params(message, None));
            }
        };
        let result = result.unwrap_or_else(|message| failed(&format!("Error: {message}")));
        Ok(result.into())
    }
}

/// A tool that is called.
struct Call {
    arguments: JsonObject,
    context: RequestContext<RoleServer>,
}

impl Call {
    fn text(&self, name: &str) -> Result<Option<String>, String> {
        match self.arguments.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => Err(format!("{name}: {other} is no text")),
        }
    }

    /// Tells who asked how far a video is, where they want to know and it is further than told before; what was told last.
    async fn tell_progress(&self, video: &Value, told_before: f64) -> f64 {
        let (Some(token), Some(progress)) = (self.context.meta.get_progress_token(), video["progress"].as_f64()) else {
            return told_before;
        };
        if progress <= told_before {
            return told_before;
        }
        let stage = video["stage"].as_str().unwrap_or_default();
        let told = ProgressNotificationParam::new(token, progress).with_total(1.0).with_message(stage);
        // Who has gone needs no progress.
        let _ = self.context.peer.notify_progress(told).await;
        progress
    }
}

/// An answer of the service as a tool's result; a refusal as an error that the agent reads.
fn told(answer: &Response<Vec<u8>>, more: Vec<ContentBlock>) -> CallToolResult {
    let value: Option<Value> = serde_json::from_slice(answer.body()).ok();
    if !answer.status().is_success() {
        let message =
            value.as_ref().and_then(|value| value["error"].as_str()).unwrap_or("the service answered without words");
        return failed(&format!("Error ({}): {message}", answer.status().as_u16()));
    }
    let text = value
        .as_ref()
        .map_or_else(|| String::from_utf8_lossy(answer.body()).into_owned(), |value| format!("{value:#}"));
    let mut result = CallToolResult::success([vec![ContentBlock::text(text)], more].concat());
    result.structured_content = value.filter(Value::is_object);
    result
}

fn failed(message: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(message)])
}

/// The bytes at an address, or of a file of this machine.
fn file_at(url: &str, fetcher: &Fetcher, is_local: bool) -> Result<Fetched, String> {
    let has_scheme = |scheme: &str| url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if has_scheme("http://") || has_scheme("https://") {
        return fetcher.fetch(url).map_err(|error| format!("url: {error}"));
    }
    if !is_local {
        return Err("url: must be an http or https address".to_owned());
    }
    let path = url.strip_prefix("file://").unwrap_or(url);
    let name = std::path::Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("url: {path} cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST_FILE_BYTES {
        return Err(format!("url: {path} is larger than {} MB", LARGEST_FILE_BYTES >> 20));
    }
    Ok(Fetched { bytes, name: name.unwrap_or_default() })
}

/// A text as one part of a path.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
