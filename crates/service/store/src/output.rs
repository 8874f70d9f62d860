//! Outputs: the files a video was asked for.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::{OutputConfig, StoreError};

/// Why something ended without a result: for programs and for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Stable word: `format_not_available`, `render_failed`, …
    pub code: String,
    /// One sentence for the person who asked.
    pub message: String,
}

/// How far an output is.
#[derive(Debug, Clone, PartialEq)]
pub enum OutputState {
    /// Not begun.
    Waiting,
    /// Being drawn, or interrupted while it was.
    Rendering {
        /// 0 to 1.
        progress: f32,
    },
    /// Stored.
    Done {
        /// The stored file, for [`crate::DataDir::object_path`].
        object: String,
        /// The file's size.
        size_bytes: u64,
    },
    /// Ended without a file.
    Failed(Failure),
}

impl OutputState {
    /// Whether nothing will change any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Failed(_))
    }
}

/// One file a video was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Place in the request, from 0.
    pub position: u32,
    /// What was asked for.
    pub config: OutputConfig,
    /// How far it is.
    pub state: OutputState,
    /// How often drawing it was begun and not interrupted on purpose.
    pub attempts: u32,
}

/// What [`output_of_row`] reads.
pub(crate) const OUTPUT_COLUMNS: &str = "position, format, aspect_ratio, fps, resolution, state, attempts, progress, \
     object, size_bytes, error_code, error";

/// The outputs of a video in the order of the request, read within a transaction.
pub(crate) async fn outputs(connection: &mut AnyConnection, video_id: &str) -> Result<Vec<Output>, StoreError> {
    const ACTION: &str = "reading outputs";
    let sql = format!("SELECT {OUTPUT_COLUMNS} FROM outputs WHERE video_id = $1 ORDER BY position");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(video_id.to_owned())
        .fetch_all(connection)
        .await
        .map_err(StoreError::while_(ACTION))?;
    rows.iter().map(|row| output_of_row(row, ACTION)).collect()
}

pub(crate) fn output_of_row(row: &AnyRow, action: &'static str) -> Result<Output, StoreError> {
    let text = |column: &str| -> Result<String, StoreError> { row.try_get(column).map_err(StoreError::while_(action)) };
    let optional_text = |column: &str| -> Result<Option<String>, StoreError> {
        row.try_get(column).map_err(StoreError::while_(action))
    };
    let number = |column: &str| -> Result<u64, StoreError> {
        let value: Option<i64> = row.try_get(column).map_err(StoreError::while_(action))?;
        Ok(u64::try_from(value.unwrap_or(0)).unwrap_or(0))
    };
    let unknown =
        |what: &'static str| move |error: crate::UnknownWord| StoreError::UnknownValue { what, value: error.word };

    let state = match text("state")?.as_str() {
        "waiting" => OutputState::Waiting,
        "rendering" => {
            let progress: f64 = row.try_get("progress").map_err(StoreError::while_(action))?;
            OutputState::Rendering { progress: progress.clamp(0.0, 1.0) as f32 }
        }
        "done" => OutputState::Done {
            object: optional_text("object")?.unwrap_or_default(),
            size_bytes: number("size_bytes")?,
        },
        "failed" => OutputState::Failed(Failure {
            code: optional_text("error_code")?.unwrap_or_default(),
            message: optional_text("error")?.unwrap_or_default(),
        }),
        other => {
            return Err(StoreError::UnknownValue { what: "output state", value: other.to_owned() });
        }
    };
    Ok(Output {
        position: u32::try_from(number("position")?).unwrap_or(u32::MAX),
        config: OutputConfig {
            format: text("format")?.parse().map_err(unknown("format"))?,
            aspect_ratio: text("aspect_ratio")?.parse().map_err(unknown("aspect ratio"))?,
            fps: text("fps")?.parse().map_err(unknown("frame rate"))?,
            resolution: text("resolution")?.parse().map_err(unknown("resolution"))?,
        },
        state,
        attempts: u32::try_from(number("attempts")?).unwrap_or(u32::MAX),
    })
}
