//! Styles: brands that videos are asked to have.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::database::kept_text;
use crate::token::fresh_id;
use crate::{Store, StoreError, UnixMillis};

/// Styles that a key may keep.
pub const MOST_STYLES: u32 = 200;

/// A stored brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// `sty_…`
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// The brand as JSON, as it was handed in.
    pub brand: String,
    /// When it was made.
    pub created_at: UnixMillis,
}

impl Store {
    /// Keeps a brand for the key `key_id`; `None` when the key has as many as it may.
    ///
    /// # Errors
    /// [`StoreError::Random`], [`StoreError::Database`].
    pub async fn create_style(&self, key_id: &str, name: &str, brand: &str) -> Result<Option<Style>, StoreError> {
        const ACTION: &str = "keeping a style";
        let style = Style {
            id: fresh_id("sty_")?,
            name: kept_text(name),
            brand: kept_text(brand),
            created_at: self.clock.now(),
        };
        let mut transaction = self.pool.begin().await.map_err(StoreError::while_(ACTION))?;
        self.engine.take_turn(&mut transaction, ACTION).await?;
        let kept = sqlx::query(
            "INSERT INTO styles (id, key_id, name, brand, created_at) SELECT $1, $2, $3, $4, $5 \
             WHERE (SELECT COUNT(*) FROM styles WHERE key_id = $2) < $6",
        )
        .bind(style.id.clone())
        .bind(key_id.to_owned())
        .bind(style.name.clone())
        .bind(style.brand.clone())
        .bind(style.created_at.0)
        .bind(i64::from(MOST_STYLES))
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::while_(ACTION))?;
        transaction.commit().await.map_err(StoreError::while_(ACTION))?;
        Ok((kept.rows_affected() > 0).then_some(style))
    }

    /// The styles of the key `key_id`, newest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn styles_of_key(&self, key_id: &str) -> Result<Vec<Style>, StoreError> {
        const ACTION: &str = "listing styles";
        let rows = sqlx::query(
            "SELECT id, name, brand, created_at FROM styles WHERE key_id = $1 ORDER BY created_at DESC, id DESC",
        )
        .bind(key_id.to_owned())
        .fetch_all(&self.pool)
        .await
        .map_err(StoreError::while_(ACTION))?;
        rows.iter().map(style_of_row).collect::<Result<_, _>>().map_err(StoreError::while_(ACTION))
    }

    /// The style with this id, when the key `key_id` made it.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn style_of_key(&self, key_id: &str, id: &str) -> Result<Option<Style>, StoreError> {
        const ACTION: &str = "reading a style";
        let row = sqlx::query("SELECT id, name, brand, created_at FROM styles WHERE id = $1 AND key_id = $2")
            .bind(kept_text(id))
            .bind(key_id.to_owned())
            .fetch_optional(&self.pool)
            .await
            .map_err(StoreError::while_(ACTION))?;
        row.as_ref().map(style_of_row).transpose().map_err(StoreError::while_(ACTION))
    }

    /// Removes a style of the key `key_id`; false when the key has no such style. Videos that were made with it keep it.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn delete_style(&self, key_id: &str, id: &str) -> Result<bool, StoreError> {
        let deleted = sqlx::query("DELETE FROM styles WHERE id = $1 AND key_id = $2")
            .bind(kept_text(id))
            .bind(key_id.to_owned())
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_("deleting a style"))?;
        Ok(deleted.rows_affected() > 0)
    }
}

fn style_of_row(row: &AnyRow) -> Result<Style, sqlx::Error> {
    Ok(Style {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        brand: row.try_get("brand")?,
        created_at: UnixMillis(row.try_get("created_at")?),
    })
}
