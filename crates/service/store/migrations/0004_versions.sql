-- The videos that start from one are looked up by whoever shows it.
CREATE INDEX IF NOT EXISTS videos_by_parent ON videos (parent_id, created_at);
