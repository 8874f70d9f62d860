//! What the tools are called and take: read from the contract of the HTTP interface, so that both say the same.

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

/// How long [`GET_VIDEO`] may wait, in seconds: shorter than what stands between usually lets an answer take.
pub(crate) const MOST_WAIT_SECS: u64 = 25;

pub(crate) const CREATE_VIDEO: &str = "create_video";
pub(crate) const GET_VIDEO: &str = "get_video";
pub(crate) const UPLOAD_FILE: &str = "upload_file";

/// The tools, with the schemas of an `OpenAPI` document.
pub(crate) fn tools_of(openapi: &Value) -> Vec<Tool> {
    let mut create_video = inlined(&openapi["components"]["schemas"]["CreateVideoBody"], openapi);
    // Known to every agent from the tool's description.
    if let Some(schema) = create_video.as_object_mut() {
        schema.remove("description");
    }
    let get_video = json!({
        "type": "object",
        "properties": {
            "video_id": { "type": "string", "description": "The id that create_video answered." },
            "wait_seconds": {
                "type": "number", "minimum": 0, "maximum": MOST_WAIT_SECS, "default": 0,
                "description": "Waits so long for the video to end, and answers as soon as it does; then ask again. Where \
                                the request has a progress token, progress is told meanwhile.",
            },
        },
        "required": ["video_id"],
    });
    let upload_file = json!({
        "type": "object",
        "properties": {
            "url": {
                "type": "string",
                "description": "Where the file is: an http or https address; over standard streams also a path on this \
                                machine.",
            },
            "file_name": { "type": "string", "description": "What to call it; else as its address ends." },
        },
        "required": ["url"],
    });
    vec![
        Tool::new(
            CREATE_VIDEO,
            "Makes a motion graphics video from a prompt. Answers at once with video_id and project_url, a page that shows \
             the video while it is made; ask get_video for the files. Words in quotation marks appear as they are, times \
             (\"[0-2s]\") are kept to the frame, colours (#112233) are exact.",
            object_of(create_video),
        )
        .with_title("Create Video")
        .with_annotations(ToolAnnotations::new().read_only(false).destructive(false).open_world(true)),
        Tool::new(
            GET_VIDEO,
            "How far a video is, and its files: file_url of each output that succeeded. A video that has succeeded comes \
             with a picture of its middle.",
            object_of(get_video),
        )
        .with_title("Get Video Status")
        .with_annotations(ToolAnnotations::new().read_only(true).open_world(false)),
        Tool::new(
            UPLOAD_FILE,
            "Hands a file in that shall appear in a video or guide its style (picture, logo, video, sound, typeface, CSV; at \
             most 10 MB). Answers an url for assets and reference_* of create_video.",
            object_of(upload_file),
        )
        .with_title("Upload File")
        .with_annotations(ToolAnnotations::new().read_only(false).destructive(false).open_world(true)),
    ]
}

fn object_of(value: Value) -> JsonObject {
    match value {
        Value::Object(members) => members,
        _ => JsonObject::new(),
    }
}

/// A schema with all that it refers to in its place: agents are given one schema, not a document.
fn inlined(schema: &Value, document: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let referred = members.get("$ref").and_then(Value::as_str).and_then(|reference| {
                let found = document.pointer(reference.strip_prefix('#')?)?;
                Some(object_of(inlined(found, document)))
            });
            let mut all = referred.unwrap_or_default();
            for (name, member) in members.iter().filter(|(name, _)| *name != "$ref") {
                all.insert(name.clone(), inlined(member, document));
            }
            Value::Object(all)
        }
        Value::Array(entries) => entries.iter().map(|entry| inlined(entry, document)).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_by_what_they_refer_to() {
        let document = json!({ "components": { "schemas": {
            "CreateVideoBody": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A", "title": "t" } } },
            "A": { "type": "array", "items": { "$ref": "#/components/schemas/B" } },
            "B": { "type": "string" },
        } } });
        let tools = tools_of(&document);
        assert_eq!(
            tools[0].input_schema["properties"]["a"],
            json!({ "type": "array", "items": { "type": "string" }, "title": "t" })
        );
    }
}
