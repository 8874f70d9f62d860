-- What is still to be removed from the object store: a video's objects (`vid_…`), or one of them (`vid_…/0-1.mp4`).
CREATE TABLE IF NOT EXISTS removals (
    object TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);
