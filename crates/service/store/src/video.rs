//! Videos: what was asked, and how far it is.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::database::kept_text;
use crate::enqueue::Idempotency;
use crate::output::outputs;
use crate::{Output, OutputConfig, Store, StoreError, UnixMillis};

/// A request, checked, ready to be queued.
#[derive(Debug, Clone)]
pub struct NewVideo {
    /// Whose it is.
    pub key_id: String,
    /// The video it starts from.
    pub parent_id: Option<String>,
    /// What to make, in the asker's words.
    pub prompt: String,
    /// The whole request as JSON, as it was understood.
    pub request: String,
    /// How long it shall be; `None` lets the parent or the prompt decide.
    pub duration_secs: Option<f64>,
    /// What chance is drawn from; `None` takes the prompt itself.
    pub seed: Option<u64>,
    /// What will not be done as asked.
    pub warnings: Vec<String>,
    /// At least one.
    pub outputs: Vec<OutputConfig>,
    /// Whether the request may come again.
    pub idempotency: Option<Idempotency>,
    /// Where its end is told.
    pub webhook_url: Option<String>,
    /// Its scene, where it is designed already.
    pub design: Option<NewDesign>,
}

/// A scene that a video is queued with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDesign {
    /// What it calls itself.
    pub title: Option<String>,
    /// The scene as JSON.
    pub scene: String,
    /// How it came about, as JSON.
    pub trace: String,
}

/// By what a video can be reached from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoAddress {
    /// `vid_…`, for the holder of the key.
    pub id: String,
    /// For everybody who is given the project page's address.
    pub project_token: String,
}

/// How far a video is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoState {
    /// Waits for a worker.
    Queued,
    /// A worker has it, or had it when it died.
    Running,
    /// Every output is final.
    Done,
}

/// A video with its outputs; the scene is read on its own, it may be large.
#[derive(Debug, Clone)]
pub struct Video {
    /// By what it is reached.
    pub address: VideoAddress,
    /// Whose it is.
    pub key_id: String,
    /// The video it starts from.
    pub parent_id: Option<String>,
    /// What to make.
    pub prompt: String,
    /// The asked or, once designed, the real duration.
    pub duration_secs: Option<f64>,
    /// What chance is drawn from; `None` takes the prompt itself.
    pub seed: Option<u64>,
    /// How far it is.
    pub state: VideoState,
    /// Whether a scene is stored.
    pub is_designed: bool,
    /// How often designing was begun and not interrupted on purpose.
    pub design_attempts: u32,
    /// What the design calls itself.
    pub title: Option<String>,
    /// What was or will not be done as asked.
    pub warnings: Vec<String>,
    /// In the order of the request.
    pub outputs: Vec<Output>,
    /// When it was asked for.
    pub created_at: UnixMillis,
}

/// What [`video_of_row`] reads.
pub(crate) const COLUMNS: &str = "id, project_token, key_id, parent_id, prompt, duration_secs, seed, \
     state, CASE WHEN scene IS NULL THEN 0 ELSE 1 END AS is_designed, design_attempts, title, \
     warnings, created_at";

impl Store {
    /// The video with this id, whoever asks.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::UnknownValue`].
    pub async fn video(&self, id: &str) -> Result<Option<Video>, StoreError> {
        self.video_where("id = $1", id).await
    }

    /// The video with this id, when the key `key_id` made it.
    ///
    /// # Errors
    /// As [`Store::video`].
    pub async fn video_of_key(&self, key_id: &str, id: &str) -> Result<Option<Video>, StoreError> {
        let video = self.video(id).await?;
        Ok(video.filter(|video| video.key_id == key_id))
    }

    /// The video whose project page has this token.
    ///
    /// # Errors
    /// As [`Store::video`].
    pub async fn video_of_project(&self, token: &str) -> Result<Option<Video>, StoreError> {
        self.video_where("project_token = $1", token).await
    }

    /// The scene of a video as JSON, once it is designed.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn scene(&self, id: &str) -> Result<Option<String>, StoreError> {
        let row: Option<(Option<String>,)> = sqlx::query_as("SELECT scene FROM videos WHERE id = $1")
            .bind(kept_text(id))
            .fetch_optional(&self.pool)
            .await
            .map_err(StoreError::while_("reading a scene"))?;
        Ok(row.and_then(|(scene,)| scene))
    }

    /// The scene of a video as JSON and how it came about, as JSON too, once it is designed.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn design(&self, id: &str) -> Result<Option<(String, Option<String>)>, StoreError> {
        let row: Option<(Option<String>, Option<String>)> =
            sqlx::query_as("SELECT scene, trace FROM videos WHERE id = $1")
                .bind(kept_text(id))
                .fetch_optional(&self.pool)
                .await
                .map_err(StoreError::while_("reading a scene"))?;
        Ok(row.and_then(|(scene, trace)| Some((scene?, trace))))
    }

    /// The request of a video as JSON, as it was understood.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn request(&self, id: &str) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = sqlx::query_as("SELECT request FROM videos WHERE id = $1")
            .bind(kept_text(id))
            .fetch_optional(&self.pool)
            .await
            .map_err(StoreError::while_("reading a request"))?;
        Ok(row.map(|(request,)| request))
    }

    /// How many videos wait for a worker.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn queued(&self) -> Result<u64, StoreError> {
        let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM videos WHERE state = 'queued'")
            .fetch_one(&self.pool)
            .await
            .map_err(StoreError::while_("counting the queue"))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    async fn video_where(&self, condition: &'static str, value: &str) -> Result<Option<Video>, StoreError> {
        const ACTION: &str = "reading a video";
        // Both halves are constants of this file; only the value comes from outside.
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM videos WHERE {condition}"));
        // In one transaction, so that outputs are not those of a later moment than the video.
        let begin = self.engine.begin_reading();
        let mut transaction = self.pool.begin_with(begin).await.map_err(StoreError::while_(ACTION))?;
        let row = sqlx::query(sql)
            .bind(kept_text(value))
            .fetch_optional(&mut *transaction)
            .await
            .map_err(StoreError::while_(ACTION))?;
        let Some(row) = row else { return Ok(None) };
        let mut video = video_of_row(&row, ACTION)?;
        video.outputs = outputs(&mut transaction, &video.address.id).await?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok(Some(video))
    }
}

/// A video without its outputs.
pub(crate) fn video_of_row(row: &AnyRow, action: &'static str) -> Result<Video, StoreError> {
    let read = || -> Result<(Video, String), sqlx::Error> {
        let warnings: String = row.try_get("warnings")?;
        let design_attempts: i64 = row.try_get("design_attempts")?;
        let is_designed: i64 = row.try_get("is_designed")?;
        let seed: Option<i64> = row.try_get("seed")?;
        let video = Video {
            address: VideoAddress { id: row.try_get("id")?, project_token: row.try_get("project_token")? },
            key_id: row.try_get("key_id")?,
            parent_id: row.try_get("parent_id")?,
            prompt: row.try_get("prompt")?,
            duration_secs: row.try_get("duration_secs")?,
            seed: seed.map(i64::cast_unsigned),
            state: VideoState::Done,
            is_designed: is_designed != 0,
            design_attempts: u32::try_from(design_attempts).unwrap_or(0),
            title: row.try_get("title")?,
            warnings: serde_json::from_str(&warnings).unwrap_or_default(),
            outputs: Vec::new(),
            created_at: UnixMillis(row.try_get("created_at")?),
        };
        Ok((video, row.try_get("state")?))
    };
    let (mut video, state) = read().map_err(StoreError::while_(action))?;
    video.state = match state.as_str() {
        "queued" => VideoState::Queued,
        "running" => VideoState::Running,
        "done" => VideoState::Done,
        _ => {
            return Err(StoreError::UnknownValue { what: "video state", value: state });
        }
    };
    Ok(video)
}

/// A JSON list of texts.
pub(crate) fn json_of(texts: &[String]) -> String {
    serde_json::Value::from(texts).to_string()
}
