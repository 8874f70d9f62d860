-- Where the end of a video is told.
ALTER TABLE videos ADD COLUMN webhook_url TEXT;

-- state: waiting, done, failed. `next_at` is when it is told, or told again.
CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY,
    video_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS webhooks_by_time ON webhooks (state, next_at);
