//! The `Range` header.

/// Which bytes of a file were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ByteRange {
    /// All of them.
    Whole,
    /// Those from the first to the last, both included.
    Part {
        /// At most `last`.
        first: u64,
        /// Less than the file's size.
        last: u64,
    },
    /// None that exist.
    Unsatisfiable,
}

impl ByteRange {
    /// Reads a `Range` header for a file of `size_bytes`.
    ///
    /// What is malformed, in another unit or in several parts is answered with the whole file,
    /// as the standard (RFC 9110 §14.2) allows.
    pub(crate) fn parse(header: &str, size_bytes: u64) -> Self {
        Self::parse_part(header, size_bytes).unwrap_or(Self::Whole)
    }

    fn parse_part(header: &str, size_bytes: u64) -> Option<Self> {
        let (unit, spec) = header.split_once('=')?;
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return None;
        }
        let (first, last) = spec.trim().split_once('-')?;
        if first.is_empty() {
            let suffix = number(last)?;
            return Some(match suffix.min(size_bytes) {
                0 => Self::Unsatisfiable,
                length => Self::Part { first: size_bytes - length, last: size_bytes - 1 },
            });
        }
        let first = number(first)?;
        let last = match last {
            "" => u64::MAX,
            last => number(last)?,
        };
        if last < first {
            return None;
        }
        if first >= size_bytes {
            return Some(Self::Unsatisfiable);
        }
        Some(Self::Part { first, last: last.min(size_bytes - 1) })
    }
}

/// Digits only: `parse` alone would also take a plus sign.
fn number(text: &str) -> Option<u64> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::ByteRange::{Part, Unsatisfiable, Whole};
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (header, expected) in [
            ("bytes=0-99", Part { first: 0, last: 99 }),
            ("bytes=0-", Part { first: 0, last: 999 }),
            ("bytes=990-2000", Part { first: 990, last: 999 }),
            ("bytes=-10", Part { first: 990, last: 999 }),
            ("bytes=-2000", Part { first: 0, last: 999 }),
            ("Bytes=5-5", Part { first: 5, last: 5 }),
            ("bytes=1000-", Unsatisfiable),
            ("bytes=99999999999999999999-", Unsatisfiable),
            ("bytes=-0", Unsatisfiable),
            ("bytes=5-4", Whole),
            ("bytes=+5-6", Whole),
            ("bytes=a-b", Whole),
            ("bytes=-", Whole),
            ("bytes=0-1,5-6", Whole),
            ("frames=0-1", Whole),
            ("", Whole),
        ] {
            assert_eq!(ByteRange::parse(header, 1000), expected, "{header}");
        }
    }

    #[test]
    fn no_byte_of_an_empty_file_can_be_had() {
        assert_eq!(ByteRange::parse("bytes=0-", 0), Unsatisfiable);
        assert_eq!(ByteRange::parse("bytes=-1", 0), Unsatisfiable);
    }
}
