//! The contract: `openapi.json`, served as it is and used to check what comes in.

use axum::http::StatusCode;
use jsonschema::{Registry, Validator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ApiError;
use crate::problem::{one_line, problems_of};

/// The contract's text: an `OpenAPI` 3.1 document as JSON.
pub const OPENAPI: &str = include_str!("../openapi.json");

/// A checked request for a video.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct CreateVideoBody {
    pub(crate) prompt: String,
    pub(crate) outputs: Vec<ConfigBody>,
    pub(crate) duration_seconds: Option<f64>,
    pub(crate) reference_image_url: Option<String>,
    pub(crate) reference_image_urls: Option<Vec<String>>,
    pub(crate) reference_video_url: Option<String>,
    pub(crate) style_id: Option<String>,
    pub(crate) brand_kit_id: Option<String>,
    pub(crate) parent_video_id: Option<String>,
    pub(crate) webhook_url: Option<String>,
    pub(crate) assets: Option<Vec<AssetBody>>,
}

/// A checked request for more files of a video.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ExportsBody {
    pub(crate) outputs: Vec<ConfigBody>,
}

/// One output as it is written on the wire.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct ConfigBody {
    pub(crate) format: String,
    pub(crate) aspect_ratio: String,
    pub(crate) fps: String,
    pub(crate) resolution: String,
}

/// One file that shall appear.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct AssetBody {
    pub(crate) r#type: Option<String>,
    pub(crate) url: String,
}

/// Checks requests against the contract.
#[derive(Debug)]
pub(crate) struct Contract {
    create_video: Validator,
    exports: Validator,
    style: Validator,
}

/// The embedded contract cannot be used: a mistake in this crate.
#[derive(Debug, thiserror::Error)]
#[error("the embedded API contract is damaged: {reason}")]
pub struct ContractError {
    reason: String,
}

impl Contract {
    /// Builds the checks from the embedded text.
    pub(crate) fn load() -> Result<Self, ContractError> {
        Ok(Self {
            create_video: validator_for("CreateVideoBody")?,
            exports: validator_for("ExportsBody")?,
            style: validator_for("StyleBody")?,
        })
    }

    /// Reads the body of a request for a video; all its problems at once.
    pub(crate) fn read_create_video(&self, bytes: &[u8]) -> Result<CreateVideoBody, ApiError> {
        read(&self.create_video, bytes)
    }

    /// Reads the body of a request for a style; all its problems at once.
    pub(crate) fn read_style(&self, bytes: &[u8]) -> Result<Value, ApiError> {
        read(&self.style, bytes)
    }

    /// Reads the body of a request for more files; all its problems at once.
    pub(crate) fn read_exports(&self, bytes: &[u8]) -> Result<ExportsBody, ApiError> {
        read(&self.exports, bytes)
    }
}

/// A body that a check lets pass.
fn read<T: DeserializeOwned>(validator: &Validator, bytes: &[u8]) -> Result<T, ApiError> {
    let mut body: Value = serde_json::from_slice(bytes).map_err(|error| invalid_json(&error))?;
    drop_nulls(&mut body);
    let problems = problems_of(validator, &body);
    if !problems.is_empty() {
        return Err(
            ApiError::new(StatusCode::BAD_REQUEST, "invalid_request", one_line(&problems)).with_details(problems)
        );
    }
    serde_json::from_value(body).map_err(|error| {
        // The contract let pass what the types do not take.
        tracing::error!(%error, "The contract and the types disagree");
        ApiError::internal()
    })
}

/// A body that is no JSON.
pub(crate) fn invalid_json(error: &serde_json::Error) -> ApiError {
    let (line, column) = (error.line(), error.column());
    let message = format!("the body is not valid JSON: {}", reason_of(error, line, column));
    ApiError::new(StatusCode::BAD_REQUEST, "invalid_json", message)
}

/// The check for one of the contract's schemas.
pub(crate) fn validator_for(schema: &str) -> Result<Validator, ContractError> {
    let damaged = |reason: String| ContractError { reason };
    let document: Value = serde_json::from_str(OPENAPI).map_err(|error| damaged(error.to_string()))?;
    let registry = Registry::new()
        .add("urn:pavo", document)
        .and_then(|registry| registry.prepare())
        .map_err(|error| damaged(error.to_string()))?;
    jsonschema::options()
        .with_registry(&registry)
        .build(&json!({ "$ref": format!("urn:pavo#/components/schemas/{schema}") }))
        .map_err(|error| damaged(error.to_string()))
}

/// What `serde_json` says, with the place in front.
fn reason_of(error: &serde_json::Error, line: usize, column: usize) -> String {
    let text = error.to_string();
    let place = format!(" at line {line} column {column}");
    let reason = text.strip_suffix(&place).unwrap_or(&text);
    format!("line {line}, column {column}: {reason}")
}

/// Removes members that are null: they count as absent.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(drop_nulls);
        }
        Value::Array(entries) => entries.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(body: &Value) -> String {
        let contract = Contract::load().unwrap();
        let error = contract.read_create_video(body.to_string().as_bytes());
        error.unwrap_err().message().to_owned()
    }

    fn output() -> Value {
        json!({"format": "mp4", "aspect_ratio": "16:9", "fps": "30", "resolution": "720p"})
    }

    #[test]
    fn smallest_request_is_read() {
        let contract = Contract::load().unwrap();
        let body = json!({"prompt": "Hi", "outputs": [output()]}).to_string();
        let read = contract.read_create_video(body.as_bytes()).unwrap();
        assert_eq!(read.prompt, "Hi");
        assert_eq!(read.outputs[0].fps, "30");
    }

    #[test]
    fn null_and_unknown_members_are_as_good_as_absent() {
        let contract = Contract::load().unwrap();
        let mut body = json!({
            "prompt": "Hi", "outputs": [output()], "duration_seconds": null, "assets": null,
            "style_id": null, "reference_image_urls": null, "mood": {"deep": [null, 1]},
        });
        body["outputs"][0]["codec"] = json!("h265");
        let body = body.to_string();
        let read = contract.read_create_video(body.as_bytes()).unwrap();
        assert_eq!(read.duration_seconds, None);
        assert!(read.assets.is_none());
    }

    #[test]
    fn number_for_a_frame_rate_is_told_to_be_a_string() {
        let mut body = json!({"prompt": "Hi", "outputs": [output()]});
        body["outputs"][0]["fps"] = json!(30);
        assert_eq!(
            message(&body),
            r#"outputs[0].fps: 30 is a number; write it as a string, "30" (allowed: "24", "25", "30", "60")"#
        );
        body["outputs"][0]["fps"] = json!(29.97);
        assert_eq!(
            message(&body),
            r#"outputs[0].fps: 29.97 is a number, but must be a string, one of "24", "25", "30", "60""#
        );
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let body = json!({
            "outputs": [{"format": "avi", "aspect_ratio": "16:9", "fps": "30"}],
            "duration_seconds": 121,
        });
        let message = message(&body);
        for part in [
            "prompt: is missing",
            r#"outputs[0].format: "avi" is not one of "mp4", "prores", "webm", "gif""#,
            "outputs[0].resolution: is missing",
            "duration_seconds: 121 is more than 120 (allowed: 1 to 120)",
        ] {
            assert!(message.contains(part), "{part} is not in {message}");
        }
    }

    #[test]
    fn contract_is_valid_openapi_in_outline() {
        let document: Value = serde_json::from_str(OPENAPI).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        for schema in document["components"]["schemas"].as_object().unwrap().keys() {
            validator_for(schema).unwrap();
        }
    }
}
