//! What the contract promises: every answer that these tests receive is held against `openapi.json`.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

/// The contract as it is served.
pub(crate) static CONTRACT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../openapi.json")).unwrap());

/// Built once for each schema: that takes longer than checking by it.
static CHECKS: Mutex<BTreeMap<String, Validator>> = Mutex::new(BTreeMap::new());

/// Fails unless the contract has such an answer to `method` at `path`, which begins behind `/v1`.
///
/// A path or method that the contract does not have may only be refused, with an error as all others.
pub(crate) fn hold_to_contract(method: &str, path: &str, status: u16, content_type: &str, body: &[u8]) {
    let place = format!("{method} /v1{path} -> {status}");
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let schema = match promised(method, path) {
        Promise::Nothing(allowed) => {
            assert!(allowed.contains(&status), "{place}: the contract has no such operation");
            "/components/schemas/Error".to_owned()
        }
        Promise::Answers(pointer) => {
            let answer = format!("{pointer}/{status}");
            let Some(response) = CONTRACT.pointer(&answer) else { panic!("{place}: the contract has no such status") };
            let (answer, response) = match response["$ref"].as_str() {
                Some(reference) => {
                    let answer = reference.trim_start_matches('#').to_owned();
                    let response = CONTRACT.pointer(&answer).unwrap_or_else(|| panic!("{reference} leads nowhere"));
                    (answer, response)
                }
                None => (answer, response),
            };
            let Some(content) = response["content"].as_object() else {
                assert!(body.is_empty(), "{place}: the contract has no body here");
                return;
            };
            let media_type = content_type.split(';').next().unwrap_or_default().trim();
            assert!(content.contains_key(media_type), "{place}: {content_type:?} is not in the contract");
            if media_type != "application/json" {
                return;
            }
            format!("{answer}/content/application~1json/schema")
        }
    };
    let body: Value = serde_json::from_slice(body).unwrap_or_else(|error| panic!("{place}: {error}"));
    let mut checks = CHECKS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let check = checks.entry(schema).or_insert_with_key(|schema| check_by(schema));
    let wrong: Vec<String> = check.iter_errors(&body).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(wrong.is_empty(), "{place}: {wrong:?} in {body}");
}

enum Promise {
    /// Where the answers of an operation are.
    Answers(String),
    /// There is no such operation; how that may be said.
    Nothing(&'static [u16]),
}

fn promised(method: &str, path: &str) -> Promise {
    let paths = CONTRACT["paths"].as_object().unwrap();
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
        let is_same = |(wanted, given): (&&str, &&str)| {
            if wanted.starts_with('{') { !given.is_empty() } else { wanted == given }
        };
        pattern.len() == path.len() && pattern.iter().zip(&path).all(is_same)
    };
    let Some((pattern, operations)) = paths.iter().find(|(pattern, _)| fits(pattern)) else {
        return Promise::Nothing(&[401, 404]);
    };
    // Who may read may ask for the head of it.
    let method = if method == "HEAD" { "get".to_owned() } else { method.to_lowercase() };
    if operations.get(&method).is_none() {
        return Promise::Nothing(&[401, 405]);
    }
    Promise::Answers(format!("/paths/{}/{method}/responses", pattern.replace('/', "~1")))
}

fn check_by(schema: &str) -> Validator {
    let registry = Registry::new().add("urn:pavo", CONTRACT.clone()).unwrap().prepare().unwrap();
    let reference = json!({ "$ref": format!("urn:pavo#{}", schema.replace('{', "%7B").replace('}', "%7D")) });
    let options = jsonschema::options().with_registry(&registry).should_validate_formats(true);
    options.build(&reference).unwrap_or_else(|error| panic!("{schema}: {error}"))
}

#[test]
fn an_answer_that_breaks_the_contract_is_found() {
    let config = json!({ "format": "mp4", "aspect_ratio": "16:9", "fps": "30", "resolution": "1080p" });
    let output = json!({ "status": "in-progress", "file_url": null, "config": config });
    let whole =
        json!({ "video_id": "vid_1", "project_url": "http://h/p", "status": "in-progress", "outputs": [output] });
    let holds = |method: &str, path: &str, status: u16, media_type: &str, body: &Value| {
        let body = body.to_string();
        std::panic::catch_unwind(|| hold_to_contract(method, path, status, media_type, body.as_bytes())).is_ok()
    };
    let json = "application/json";
    let with = |pointer: &str, value: Value| {
        let mut changed = whole.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed
    };
    let mut without = whole.clone();
    without.as_object_mut().unwrap().remove("status");
    let at = "/videos/vid_1";
    assert!(holds("GET", at, 200, json, &whole));
    for (what, broken) in [
        ("no status", &without),
        ("a status that is none", &with("/status", json!("done"))),
        ("a rate as a number", &with("/outputs/0/config/fps", json!(30))),
        ("outputs that are no list", &with("/outputs", json!({}))),
    ] {
        assert!(!holds("GET", at, 200, json, broken), "{what}");
    }
    assert!(!holds("GET", at, 200, "text/plain", &whole), "a media type of its own");
    assert!(!holds("GET", at, 418, json, &json!({ "error": "x", "code": "y" })), "a status of its own");
    assert!(!holds("GET", "/nothing", 200, json, &whole), "a path of its own");
    assert!(!holds("GET", "/nothing", 404, json, &json!({ "message": "x" })), "an error of its own");
}

/// Every operation of the contract: method and path.
pub(crate) fn operations() -> Vec<(String, String)> {
    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
    let paths = CONTRACT["paths"].as_object().unwrap();
    let of_path = |(path, operations): (&String, &Value)| {
        let named = operations.as_object().unwrap().keys();
        let methods = named.filter(|name| METHODS.contains(&name.as_str()));
        methods.map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

/// An object's members in the page that clients were written after: name, type or schema, and whether it must be there.
type Members<'m> = &'m [(&'m str, Kind, bool)];

#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// Text, or null.
    MaybeText,
    Schema(&'static str),
    Many(&'static str),
    OneOf(&'static [&'static str]),
}

#[test]
fn operation_that_clients_were_written_after_is_in_the_contract_as_it_was() {
    use Kind::{Many, MaybeText, OneOf, Schema, Text};
    let operation = &CONTRACT["paths"]["/videos/{video_id}"]["get"];
    let answer = &operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(answer, "#/components/schemas/GetVideoResponse");
    let objects: [(&str, Members<'_>); 3] = [
        (
            "GetVideoResponse",
            &[
                ("video_id", Text, true),
                ("project_url", Text, false),
                ("status", Schema("ExternalExportStatusEnum"), true),
                ("outputs", Many("ExportStatusEntry"), true),
            ],
        ),
        (
            "ExportStatusEntry",
            &[
                ("status", Schema("ExternalExportStatusEnum"), true),
                ("file_url", MaybeText, false),
                ("config", Schema("ExternalExportConfig"), true),
                ("error", Text, false),
            ],
        ),
        (
            "ExternalExportConfig",
            &[
                ("format", Schema("ExternalExportFormatEnum"), true),
                ("aspect_ratio", Schema("ExternalExportAspectRatioEnum"), true),
                ("fps", OneOf(&["24", "25", "30", "60"]), true),
                ("resolution", Schema("ExternalExportResolutionEnum"), true),
            ],
        ),
    ];
    let schemas = &CONTRACT["components"]["schemas"];
    let named = |name: &str| format!("#/components/schemas/{name}");
    for (name, members) in objects {
        let schema = &schemas[name];
        assert_eq!(schema["type"], "object", "{name}");
        let wanted: Vec<&str> = members.iter().filter(|member| member.2).map(|member| member.0).collect();
        assert_eq!(schema["required"], json!(wanted), "{name}");
        for (member, kind, _) in members {
            let found = &schema["properties"][member];
            let is_so = match kind {
                Text => found["type"] == "string" && found.get("enum").is_none(),
                MaybeText => found["type"] == json!(["string", "null"]),
                Schema(wanted) => found["$ref"] == named(wanted),
                Many(wanted) => found["type"] == "array" && found["items"]["$ref"] == named(wanted),
                OneOf(words) => {
                    let each: Vec<Value> =
                        words.iter().map(|word| json!({ "type": "string", "enum": [word] })).collect();
                    found["anyOf"] == json!(each)
                }
            };
            assert!(is_so, "{name}.{member} is {found}");
        }
    }
    for (name, words) in [
        ("ExternalExportStatusEnum", &["in-progress", "success", "failed"][..]),
        ("ExternalExportFormatEnum", &["mp4", "prores", "webm", "gif"]),
        ("ExternalExportAspectRatioEnum", &["16:9", "9:16", "1:1", "4:5"]),
        ("ExternalExportResolutionEnum", &["360p", "480p", "720p", "1080p", "4k"]),
    ] {
        assert_eq!(schemas[name]["type"], "string", "{name}");
        assert_eq!(schemas[name]["enum"], json!(words), "{name}");
    }
    let missing = &CONTRACT["components"]["responses"]["Error"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(operation["responses"]["404"]["$ref"], "#/components/responses/Error");
    assert_eq!(missing, "#/components/schemas/Error");
    assert!(schemas["Error"]["required"].as_array().unwrap().contains(&json!("error")));
    assert_eq!(schemas["Error"]["properties"]["error"]["type"], "string");
    // The key goes where it went.
    let scheme = &CONTRACT["components"]["securitySchemes"]["ApiKeyAuth"];
    assert_eq!((&scheme["in"], &scheme["name"]), (&json!("header"), &json!("x-api-key")));
}
