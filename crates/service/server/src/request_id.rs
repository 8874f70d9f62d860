//! A word for each request, in its answer and in the log, so that a complaint finds its line.

use axum::http::{HeaderMap, HeaderValue};
use pavo_store::fresh_id;

/// The header that has it.
pub(crate) const REQUEST_ID: &str = "x-request-id";

/// Longest word that is taken over.
const MOST_BYTES: usize = 64;

/// The word that a request came with, or a new one; nothing where there is no chance to be had.
pub(crate) fn request_id_of(headers: &HeaderMap) -> Option<HeaderValue> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_word = |value: &HeaderValue| {
        let bytes = value.as_bytes();
        !bytes.is_empty() && bytes.len() <= MOST_BYTES && bytes.iter().all(is_plain)
    };
    headers
        .get(REQUEST_ID)
        .filter(|value| is_word(value))
        .cloned()
        .or_else(|| HeaderValue::from_str(&fresh_id("req_").ok()?).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sent: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, HeaderValue::from_bytes(sent.as_bytes()).unwrap());
        request_id_of(&headers).unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn plain_word_is_taken_over_and_any_other_replaced() {
        assert_eq!(of("a-1_b.C"), "a-1_b.C");
        for odd in ["", "a b", "a=1", "é", &"a".repeat(65)] {
            assert!(of(odd).starts_with("req_"), "{odd}");
        }
    }
}
