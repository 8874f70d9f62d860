-- What is still to be removed from the object store: a video's objects (`vid_…`), or one of them (`vid_…/0-1.mp4`).
CREATE TABLE IF NOT EXISTS removals (
    object TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

-- What keeps a video that ended long ago: one that starts from it, or an end that is still to be told.
CREATE INDEX IF NOT EXISTS videos_by_parent ON videos (parent_id);
CREATE INDEX IF NOT EXISTS webhooks_by_video ON webhooks (video_id);
