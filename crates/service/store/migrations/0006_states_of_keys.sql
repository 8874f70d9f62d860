-- What a key has unfinished, without its whole history.
CREATE INDEX videos_by_key_state ON videos (key_id, state);
