//! The videos of a key, newest first, a page at a time.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;
use sqlx::Row;

use crate::database::kept_text;
use crate::output::{OUTPUT_COLUMNS, output_of_row};
use crate::video::{COLUMNS, video_of_row};
use crate::{Output, Store, StoreError, UnixMillis, Video};

/// Behind which video a page begins. Its text means nothing to clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    created_at: UnixMillis,
    id: String,
}

impl Cursor {
    /// The place behind a video.
    #[must_use]
    pub fn behind(video: &Video) -> Self {
        Self { created_at: video.created_at, id: video.address.id.clone() }
    }

    /// What [`Cursor::to_text`] wrote; `None` for anything else.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (created_at, id) = text.split_once(' ')?;
        Some(Self { created_at: UnixMillis(created_at.parse().ok()?), id: id.to_owned() })
    }

    /// Letters, digits, `-` and `_`.
    #[must_use]
    pub fn to_text(&self) -> String {
        BASE64URL_NOPAD.encode(format!("{} {}", self.created_at.0, self.id).as_bytes())
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// Newest first.
    pub videos: Vec<Video>,
    /// Where the next page begins; `None` when this is the last.
    pub next: Option<Cursor>,
}

/// The videos of a page: key, time, id, count.
macro_rules! of_page {
    () => {
        "FROM videos WHERE key_id = $1 AND (created_at < $2 OR (created_at = $2 AND id < $3)) \
         ORDER BY created_at DESC, id DESC LIMIT $4"
    };
}

impl Store {
    /// The videos that the key `key_id` made, newest first, at most `most` of those behind `cursor`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::UnknownValue`].
    pub async fn videos_of_key(&self, key_id: &str, cursor: Option<&Cursor>, most: u32) -> Result<Page, StoreError> {
        const ACTION: &str = "listing videos";
        let (created_at, id) = cursor.map_or((i64::MAX, ""), |cursor| (cursor.created_at.0, cursor.id.as_str()));
        let most = usize::try_from(most).unwrap_or(usize::MAX).max(1);
        // One more than is asked for: whether there is a next page.
        let count = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let videos = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} {}", of_page!()));
        let outputs = sqlx::AssertSqlSafe(format!(
            "SELECT video_id, {OUTPUT_COLUMNS} FROM outputs WHERE video_id IN (SELECT id {}) ORDER BY video_id, position",
            of_page!()
        ));
        let begin = self.engine.begin_reading();
        let mut transaction = self.pool.begin_with(begin).await.map_err(StoreError::while_(ACTION))?;
        let [videos, outputs] = {
            let mut read = Vec::new();
            for sql in [videos, outputs] {
                let query = sqlx::query(sql).bind(key_id.to_owned()).bind(created_at).bind(kept_text(id)).bind(count);
                read.push(query.fetch_all(&mut *transaction).await.map_err(StoreError::while_(ACTION))?);
            }
            let outputs = read.pop().unwrap_or_default();
            [read.pop().unwrap_or_default(), outputs]
        };
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;

        let mut of_video: BTreeMap<String, Vec<Output>> = BTreeMap::new();
        for row in &outputs {
            let video_id: String = row.try_get("video_id").map_err(StoreError::while_(ACTION))?;
            of_video.entry(video_id).or_default().push(output_of_row(row, ACTION)?);
        }
        let mut page = Page { videos: Vec::new(), next: None };
        for row in &videos {
            if page.videos.len() == most {
                page.next = page.videos.last().map(Cursor::behind);
                break;
            }
            let video = video_of_row(row, ACTION)?;
            let outputs = of_video.remove(&video.address.id).unwrap_or_default();
            page.videos.push(Video { outputs, ..video });
        }
        Ok(page)
    }
}
