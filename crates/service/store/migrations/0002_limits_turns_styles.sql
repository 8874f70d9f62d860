-- What a key may do; NULL: as much as it likes.
ALTER TABLE keys ADD COLUMN monthly_videos BIGINT;
ALTER TABLE keys ADD COLUMN requests_per_minute BIGINT;
ALTER TABLE keys ADD COLUMN videos_at_once BIGINT;

-- How much was drawn for a key so far, in the units of `videos.cost`; the key with the least is next.
ALTER TABLE keys ADD COLUMN served BIGINT NOT NULL DEFAULT 0;

-- What drawing a video will cost, and its place among those of its key: the lower is first.
ALTER TABLE videos ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
UPDATE videos SET turn = created_at;

-- Videos asked for in a month (`2026-11`, UTC), deleted ones too.
CREATE TABLE IF NOT EXISTS usage (
    key_id TEXT NOT NULL REFERENCES keys (id),
    month TEXT NOT NULL,
    videos BIGINT NOT NULL,
    PRIMARY KEY (key_id, month)
);

-- Requests that may come again: the same word with the same body gives the same video.
CREATE TABLE IF NOT EXISTS idempotency (
    key_id TEXT NOT NULL REFERENCES keys (id),
    word TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    video_id TEXT NOT NULL,
    project_token TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (key_id, word)
);

CREATE TABLE IF NOT EXISTS styles (
    id TEXT PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES keys (id),
    name TEXT NOT NULL,
    brand TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS styles_by_key ON styles (key_id, created_at);
