#![no_main]
//! A file from outside is told apart, and read or refused.

use libfuzzer_sys::fuzz_target;
use pavo_fetch::{kind_of, read_data_url, read_table, take};
use pavo_film::Ffmpeg;

fuzz_target!(|data: &[u8]| {
    let kind = kind_of(data);
    if let Ok(table) = read_table(data) {
        let most = table.rows.iter().map(Vec::len).max();
        assert!(most.is_some_and(|most| most >= 2), "a table has cells");
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = read_data_url(text);
    }
    // ffmpeg has its own sandbox, and fuzzing others is not our work.
    if take(data, "file", 0, false, &Ffmpeg::none()).is_ok() {
        assert!(kind.is_some(), "what is taken has a kind");
    }
});
