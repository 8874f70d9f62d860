//! Videos that are asked for and drawn, as a server would.

use pavo_store::{AspectRatio, Claim, Clock, Format, Fps, KeyLimits, NewVideo, OutputConfig, Resolution, Step, Store};

use crate::engines::Database;

pub(crate) const CONFIG: OutputConfig =
    OutputConfig { format: Format::Mp4, aspect_ratio: AspectRatio::R16x9, fps: Fps::F30, resolution: Resolution::P360 };

pub(crate) fn video(key_id: &str) -> NewVideo {
    NewVideo {
        key_id: key_id.to_owned(),
        parent_id: None,
        prompt: "Hello".to_owned(),
        request: "{}".to_owned(),
        duration_secs: None,
        seed: Some(u64::MAX),
        idempotency: None,
        webhook_url: Some("https://example.com/told".to_owned()),
        design: None,
        warnings: Vec::new(),
        outputs: vec![CONFIG],
    }
}

pub(crate) async fn bench(database: &Database, limits: KeyLimits) -> (tempfile::TempDir, Store, String) {
    let (folder, store) = database.store(Clock::system()).await;
    let key_id = store.create_key("test", limits).await.unwrap().key.id;
    (folder, store, key_id)
}

/// Draws what is claimed and not drawn yet, as a worker does.
pub(crate) async fn draw(store: &Store, claim: &Claim) {
    for output in claim.video.outputs.iter().filter(|output| !output.state.is_final()) {
        assert!(store.begin(claim, Step::Output(output.position)).await.unwrap().is_some());
        assert!(store.report_progress(claim, output.position, 0.5).await.unwrap());
        std::fs::write(store.part_path(claim, output).unwrap(), "pixels").unwrap();
        assert!(store.finish_output(claim, output).await.unwrap());
    }
    assert!(store.finish(claim).await.unwrap());
}
