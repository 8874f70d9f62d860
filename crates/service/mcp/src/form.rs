//! One file as a form (`multipart/form-data`, RFC 7578).

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A form with one part named `file`.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

impl Form {
    /// The form of a file; of its name the letters, digits and `.-_` are kept.
    pub(crate) fn of_file(name: &str, bytes: &[u8]) -> Self {
        let boundary = boundary_beside(bytes);
        let is_plain = |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | ' ');
        let name: String = name.chars().filter(is_plain).collect();
        let name = if name.trim().is_empty() { "file" } else { &name };
        let mut body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        Self { content_type: format!("multipart/form-data; boundary={boundary}"), body }
    }
}

/// A line that does not occur in the file: who makes a file would have to know its digest before it is made.
fn boundary_beside(bytes: &[u8]) -> String {
    format!("pavo-{}", HEXLOWER.encode(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundary_is_not_in_the_file() {
        let boundary = |bytes: &[u8]| Form::of_file("a.png", bytes).content_type.rsplit('=').next().unwrap().to_owned();
        let first = boundary(b"x");
        assert_ne!(boundary(first.as_bytes()), first);
    }

    #[test]
    fn name_cannot_leave_its_quotes() {
        let form = Form::of_file("a\"\r\nX: y/é.png", b"1");
        assert!(String::from_utf8(form.body).unwrap().contains("filename=\"aX yé.png\"\r\n"));
    }
}
