//! One file as a form (`multipart/form-data`, RFC 7578).

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

/// A line that does not occur in the file.
fn boundary_beside(bytes: &[u8]) -> String {
    (0_u32..)
        .map(|number| format!("pavo-file-{number}"))
        .find(|line| !bytes.windows(line.len()).any(|part| part == line.as_bytes()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundary_is_not_in_the_file() {
        let form = Form::of_file("a.png", b"x pavo-file-0 pavo-file-1 y");
        assert!(form.content_type.ends_with("boundary=pavo-file-2"), "{}", form.content_type);
    }

    #[test]
    fn name_cannot_leave_its_quotes() {
        let form = Form::of_file("a\"\r\nX: y/é.png", b"1");
        assert!(String::from_utf8(form.body).unwrap().contains("filename=\"aX yé.png\"\r\n"));
    }
}
