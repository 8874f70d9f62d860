-- One text for SQLite and Postgres: TEXT, BIGINT and DOUBLE PRECISION only,
-- times are milliseconds since 1970, documents are JSON in TEXT.

CREATE TABLE IF NOT EXISTS secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);

-- state: queued, running, done. `done` says that every output is final.
CREATE TABLE IF NOT EXISTS videos (
    id TEXT PRIMARY KEY,
    project_token TEXT NOT NULL UNIQUE,
    key_id TEXT NOT NULL REFERENCES keys (id),
    parent_id TEXT,
    prompt TEXT NOT NULL,
    request TEXT NOT NULL,
    duration_secs DOUBLE PRECISION,
    seed BIGINT,
    state TEXT NOT NULL,
    design_attempts BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    lease_until BIGINT,
    title TEXT,
    scene TEXT,
    trace TEXT,
    warnings TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS videos_by_state ON videos (state, created_at);
CREATE INDEX IF NOT EXISTS videos_by_key ON videos (key_id, created_at);

-- state: waiting, rendering, done, failed. `epoch` is the claim that renders it.
CREATE TABLE IF NOT EXISTS outputs (
    video_id TEXT NOT NULL REFERENCES videos (id),
    position BIGINT NOT NULL,
    format TEXT NOT NULL,
    aspect_ratio TEXT NOT NULL,
    fps TEXT NOT NULL,
    resolution TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    progress DOUBLE PRECISION NOT NULL,
    object TEXT,
    size_bytes BIGINT,
    error_code TEXT,
    error TEXT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (video_id, position)
);
