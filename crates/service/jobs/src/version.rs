//! A scene with changes, as a new version of a video.

use json_patch::PatchOperation;
use pavo_scene::{Parsed, Problem, Severity};
use serde_json::Value;

use crate::files::UPLOAD;

/// How changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatchKind {
    /// A document that is merged into the scene (RFC 7396): null removes a member, lists are replaced as a whole.
    Merge,
    /// A list of operations (RFC 6902).
    Operations,
}

/// A changed scene that can be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The scene as JSON.
    pub scene: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// Its length in seconds.
    pub duration_secs: f64,
    /// What is understood but will not look as it was meant.
    pub warnings: Vec<String>,
}

/// Why a scene could not be changed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PatchError {
    /// The changes are not written as their kind is.
    #[error("{0}")]
    Patch(String),
    /// The changes are of places that the scene does not have.
    #[error("{0}")]
    Unfit(String),
    /// What comes of them is no scene.
    #[error("the changed scene cannot be drawn")]
    Scene(Vec<Problem>),
}

/// Changes a stored scene.
///
/// # Errors
///
/// [`PatchError`], each variant as it says; the stored scene stays as it is.
pub fn patched(scene: &str, patch: &Value, kind: PatchKind) -> Result<Version, PatchError> {
    let mut document: Value = serde_json::from_str(scene)
        .map_err(|_| PatchError::Patch("the stored scene cannot be read by this version".to_owned()))?;
    match kind {
        PatchKind::Merge if patch.is_object() => json_patch::merge(&mut document, patch),
        PatchKind::Merge => return Err(PatchError::Patch("a merge patch must be an object".to_owned())),
        PatchKind::Operations => {
            let operations: json_patch::Patch = serde_json::from_value(patch.clone()).map_err(|error| {
                PatchError::Patch(format!("not a list of operations with op, path and value or from: {error}"))
            })?;
            apply(&mut document, &operations)?;
        }
    }
    let strange = strange_files(scene, &document);
    if !strange.is_empty() {
        return Err(PatchError::Scene(strange));
    }
    let Parsed { scene, warnings } =
        pavo_design::read_scene(&document.to_string()).map_err(|invalid| PatchError::Scene(invalid.problems))?;
    Ok(Version {
        title: scene.meta.as_ref().and_then(|meta| meta.title.clone()),
        duration_secs: scene.duration().secs(),
        scene: scene.to_json(),
        warnings: warnings.iter().map(ToString::to_string).collect(),
    })
}

/// The places of files that were handed in and that the scene did not name before: whoever changes it might have learned
/// of them, but it is not known that they may see them.
fn strange_files(before: &str, document: &Value) -> Vec<Problem> {
    let assets = document["assets"].as_object().into_iter().flatten();
    let named = assets.filter_map(|(name, asset)| Some((name, asset["src"].as_str()?)));
    let strange = named.filter(|(_, src)| {
        let digest = src.strip_prefix(UPLOAD).map(|rest| rest.split('/').next().unwrap_or_default());
        digest.is_some_and(|digest| !before.contains(&format!("{UPLOAD}{digest}/")))
    });
    let problem = |(name, src): (&String, &str)| Problem {
        severity: Severity::Error,
        pointer: format!("/assets/{}/src", name.replace('~', "~0").replace('/', "~1")),
        message: "is no file of this video".to_owned(),
        found: Some(Value::from(src).to_string()),
        allowed: Some("files that it shows already; name others in assets of a request of their own".to_owned()),
    };
    strange.map(problem).collect()
}

/// What may be copied within a document in all, in bytes: copies of copies would grow without end.
const MOST_COPIED_BYTES: usize = 8 << 20;

fn apply(document: &mut Value, operations: &[PatchOperation]) -> Result<(), PatchError> {
    let mut room = MOST_COPIED_BYTES;
    for (at, operation) in operations.iter().enumerate() {
        if let PatchOperation::Copy(copy) = operation {
            let size = document.pointer(copy.from.as_str()).map_or(0, |copied| copied.to_string().len());
            room = room.checked_sub(size).ok_or_else(|| {
                let most = MOST_COPIED_BYTES >> 20;
                PatchError::Unfit(format!("operation {at}, {}: all copies together exceed {most} MB", copy.path))
            })?;
        }
        json_patch::patch(document, std::slice::from_ref(operation))
            .map_err(|error| PatchError::Unfit(format!("operation {at}, {}: {}", error.path, error.kind)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SCENE: &str = r##"{"mg": 1, "scenes": [{"dur": 4, "nodes": [
        {"id": "a", "type": "rect", "size": [100, 100], "fill": "#112233"}]}]}"##;

    #[test]
    fn merged_and_operated_scenes_are_read_anew() {
        let merged = patched(SCENE, &json!({ "meta": { "title": "New" } }), PatchKind::Merge).unwrap();
        assert_eq!(merged.title.as_deref(), Some("New"));
        let operations = json!([{ "op": "replace", "path": "/scenes/0/nodes/0/fill", "value": "#445566" }]);
        let operated = patched(SCENE, &operations, PatchKind::Operations).unwrap();
        assert!(operated.scene.to_lowercase().contains("#445566"), "{}", operated.scene);
    }

    #[test]
    fn copies_of_copies_end_before_memory_does() {
        let grow = |at: usize| json!({ "op": "copy", "from": "", "path": format!("/x{at}") });
        let bomb = Value::Array((0..60).map(grow).collect());
        let refused = patched(SCENE, &bomb, PatchKind::Operations).unwrap_err().to_string();
        assert!(refused.contains("/x") && refused.contains("8 MB"), "{refused}");
    }

    #[test]
    fn files_of_others_cannot_be_had_by_their_digests() {
        let own = SCENE.replacen(
            "\"mg\": 1,",
            "\"mg\": 1, \"assets\": {\"a\": {\"type\": \"image\", \"src\": \"upload:aa/a.png\"}},",
            1,
        );
        let asset =
            |digest: &str| json!({ "assets": { "b": { "type": "image", "src": format!("upload:{digest}/x") } } });
        assert!(patched(&own, &asset("aa"), PatchKind::Merge).is_ok());
        for digest in ["bb", "a", ""] {
            let refused = patched(&own, &asset(digest), PatchKind::Merge).unwrap_err();
            let PatchError::Scene(problems) = refused else { panic!("{digest}: {refused}") };
            assert_eq!(problems[0].pointer, "/assets/b/src", "{digest}");
        }
    }

    #[test]
    fn what_does_not_fit_says_where() {
        let told = |patch: Value, kind| patched(SCENE, &patch, kind).unwrap_err();
        assert!(told(json!([1]), PatchKind::Merge).to_string().contains("must be an object"));
        assert!(told(json!([{ "op": "jump" }]), PatchKind::Operations).to_string().contains("list of operations"));
        let missing = told(json!([{ "op": "remove", "path": "/scenes/7" }]), PatchKind::Operations).to_string();
        assert!(missing.contains("/scenes/7"), "{missing}");
        let bad = json!([{ "op": "replace", "path": "/scenes/0/nodes/0/fill", "value": 7 }]);
        let PatchError::Scene(problems) = told(bad, PatchKind::Operations) else { panic!("it is a scene") };
        assert_eq!(problems[0].pointer, "/scenes/0/nodes/0/fill");
    }
}
