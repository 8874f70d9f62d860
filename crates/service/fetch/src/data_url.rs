//! Data URLs: files that are written into the address itself.

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD};

/// Why a data URL could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataUrlError {
    /// It does not begin with `data:` or has no comma.
    #[error("it is no data URL; those read data:TYPE;base64,CONTENT")]
    Form,
    /// Its content is not base64.
    #[error("its content is not valid base64")]
    Base64,
    /// A percent sign is not followed by two hexadecimal digits.
    #[error("a % in it is not followed by two hexadecimal digits")]
    Percent,
}

/// The bytes of a data URL (RFC 2397). What it says they are is not believed, and not given.
///
/// # Errors
///
/// [`DataUrlError`] where it is none, or broken.
pub fn read_data_url(url: &str) -> Result<Vec<u8>, DataUrlError> {
    let is_one = url.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"));
    let (head, content) =
        url.get(5..).filter(|_| is_one).and_then(|rest| rest.split_once(',')).ok_or(DataUrlError::Form)?;
    let bytes = unescaped(content)?;
    if !head.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64")) {
        return Ok(bytes);
    }
    let letters: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD]
        .iter()
        .find_map(|alphabet| alphabet.decode(&letters).ok())
        .ok_or(DataUrlError::Base64)
}

fn unescaped(text: &str) -> Result<Vec<u8>, DataUrlError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            return Err(DataUrlError::Percent);
        };
        // Two hexadecimal digits.
        bytes.push(u8::try_from(high * 16 + low).unwrap_or(u8::MAX));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_base64_or_escaped() {
        assert_eq!(read_data_url("data:text/csv;base64,YSxi").unwrap(), b"a,b");
        assert_eq!(read_data_url("data:text/csv;charset=utf-8;base64,YSxiCg").unwrap(), b"a,b\n");
        assert_eq!(read_data_url("DATA:,a%2Cb%0A").unwrap(), b"a,b\n");
    }

    #[test]
    fn broken_ones_say_what_is_wrong() {
        assert_eq!(read_data_url("https://example.org/a"), Err(DataUrlError::Form));
        assert_eq!(read_data_url("data:image/png;base64"), Err(DataUrlError::Form));
        assert_eq!(read_data_url("data:image/png;base64,*"), Err(DataUrlError::Base64));
        assert_eq!(read_data_url("data:,%4"), Err(DataUrlError::Percent));
        assert_eq!(read_data_url(""), Err(DataUrlError::Form));
    }
}
