//! Addresses of files on other servers.

use std::fmt;

use url::{Host, Url};

/// Longest address that is read, in bytes.
const MOST_BYTES: usize = 4_000;

/// What of a path is repeated in messages, in letters.
const MOST_SHOWN: usize = 100;

/// An address that may be opened, as far as its form tells: nothing is looked up.
///
/// Prints without what may be secret: its query and fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    url: Url,
}

/// Why an address is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It cannot be read.
    #[error("is no address: {0}")]
    Form(url::ParseError),
    /// It is too long.
    #[error("is longer than {MOST_BYTES} characters")]
    TooLong,
    /// It is of another scheme than http and https.
    #[error("begins with {0}: and not with http:// or https://")]
    Scheme(String),
    /// A name or password is written in it.
    #[error("has a user name or password in it, which is not sent")]
    UserInfo,
}

impl WebAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// [`AddressError`] where it is none, or none that is opened.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if text.len() > MOST_BYTES {
            return Err(AddressError::TooLong);
        }
        Self::checked(Url::parse(text).map_err(AddressError::Form)?)
    }

    /// The address that a server at this one leads on to.
    pub(crate) fn join(&self, location: &str) -> Result<Self, AddressError> {
        if location.len() > MOST_BYTES {
            return Err(AddressError::TooLong);
        }
        Self::checked(self.url.join(location).map_err(AddressError::Form)?)
    }

    fn checked(mut url: Url) -> Result<Self, AddressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme(url.scheme().chars().take(20).collect()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::UserInfo);
        }
        // It is never sent.
        url.set_fragment(None);
        Ok(Self { url })
    }

    /// As it is sent.
    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The host; numbers in any spelling are addresses already.
    pub(crate) fn host(&self) -> Host<String> {
        // Both schemes have one always.
        self.url.host().map_or_else(|| Host::Domain(String::new()), |host| host.to_owned())
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(0)
    }

    /// What the file is called: the last part of the path, in plain letters; `file` where there is none.
    #[must_use]
    pub fn file_name(&self) -> String {
        let last = self.url.path().rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
        plain_name(last)
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.url.scheme(), self.host())?;
        if let Some(port) = self.url.port() {
            write!(f, ":{port}")?;
        }
        let path = self.url.path();
        match path.char_indices().nth(MOST_SHOWN) {
            Some((end, _)) => write!(f, "{}…", &path[..end]),
            None => f.write_str(path),
        }
    }
}

/// Where a file is, as it may be told and kept in logs: of an address all but its query and user information.
#[must_use]
pub fn shown_address(text: &str) -> String {
    match Url::parse(text) {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") => {
            // Neither fails for these schemes.
            let _ = url.set_username("").and_then(|()| url.set_password(None));
            WebAddress { url }.to_string()
        }
        _ => text.split(['?', '#']).next().unwrap_or_default().chars().take(MOST_SHOWN).collect(),
    }
}

/// What a file is called where it is, as a document says it: a path, an address or a data URL, which calls it nothing.
pub(crate) fn name_in(src: &str) -> String {
    if src.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:")) {
        return String::new();
    }
    match WebAddress::parse(src) {
        Ok(address) => address.file_name(),
        Err(_) => src.rsplit(['/', '\\']).next().unwrap_or(src).to_owned(),
    }
}

/// A name of letters, digits, dashes and dots, at most 60 of them.
fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        if letter == '%' && rest.is_char_boundary(2.min(rest.len())) {
            // An escaped sign is none of those that stay.
            rest = &rest[2.min(rest.len())..];
        }
        let is_kept = letter.is_ascii_alphanumeric() || letter == '.' || letter == '_';
        if is_kept {
            plain.push(letter.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
        if plain.len() >= 60 {
            break;
        }
    }
    let plain = plain.trim_matches(['-', '.']);
    if plain.is_empty() { "file".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> AddressError {
        WebAddress::parse(text).unwrap_err()
    }

    #[test]
    fn only_web_addresses_without_secrets_before_the_host_are_read() {
        assert!(WebAddress::parse("HTTPS://example.org").is_ok());
        assert_eq!(problem("file:///etc/passwd"), AddressError::Scheme("file".to_owned()));
        assert_eq!(problem("gopher://example.org/1"), AddressError::Scheme("gopher".to_owned()));
        assert_eq!(problem("https://ada@example.org/"), AddressError::UserInfo);
        assert_eq!(problem("https://ada:word@example.org/"), AddressError::UserInfo);
        assert_eq!(problem(&format!("https://example.org/{}", "a".repeat(4000))), AddressError::TooLong);
        for text in ["", "example.org/a.png", "https://", "http://[::1", "http://a b/", "http://x:99999/"] {
            assert!(matches!(problem(text), AddressError::Form(_)), "{text}");
        }
    }

    #[test]
    fn numbers_in_any_spelling_are_addresses() {
        for (text, host) in [
            ("http://2130706433/", "127.0.0.1"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("http://0177.0.0.01/", "127.0.0.1"),
            ("http://127.1/", "127.0.0.1"),
            ("http://0/", "0.0.0.0"),
            ("http://①②⑦.①/", "127.0.0.1"),
            ("http://[::FFFF:127.0.0.1]/", "[::ffff:7f00:1]"),
            ("http://[0:0:0:0:0:0:0:1]/", "[::1]"),
        ] {
            let host_is = WebAddress::parse(text).unwrap().host();
            assert_eq!(host_is.to_string(), host, "{text}");
            assert!(!matches!(host_is, Host::Domain(_)), "{text}");
        }
    }

    #[test]
    fn what_may_be_secret_is_not_shown() {
        let address = WebAddress::parse("https://example.org:8443/a/b.png?sig=secret#part").unwrap();
        assert_eq!(address.to_string(), "https://example.org:8443/a/b.png");
        assert_eq!(shown_address("https://ada:word@example.org/a?b=c"), "https://example.org/a");
        assert_eq!(shown_address("ftp://example.org/a?b=c"), "ftp://example.org/a");
        let long = WebAddress::parse(&format!("https://example.org/{}", "é".repeat(300))).unwrap();
        assert!(long.to_string().len() < 200);
    }

    #[test]
    fn a_file_is_called_by_its_path_wherever_it_is() {
        assert_eq!(name_in("https://example.org/quay.jpg?next=/logo.png"), "quay.jpg");
        assert_eq!(name_in("upload:0a1b/our-logo.png"), "our-logo.png");
        assert_eq!(name_in("C:\\pictures\\Logo.PNG"), "Logo.PNG");
        assert_eq!(name_in("pictures/größe.png"), "größe.png");
        assert_eq!(name_in("data:image/png;base64,AA/logo"), "");
    }

    #[test]
    fn a_file_is_called_what_its_path_ends_with() {
        let name = |text: &str| WebAddress::parse(text).unwrap().file_name();
        assert_eq!(name("https://example.org/a/Our-Logo.PNG?v=2/x.csv"), "our-logo.png");
        assert_eq!(name("https://example.org/gr%C3%B6%C3%9Fe%20a.csv"), "gr-e-a.csv");
        assert_eq!(name("https://example.org/folder/"), "folder");
        assert_eq!(name("https://example.org"), "file");
        assert_eq!(name("https://example.org/%2e%2e%2f"), "file");
        assert_eq!(name("https://example.org/..%2f..%2fpavo.db"), "pavo.db");
        assert!(name(&format!("https://example.org/{}", "a".repeat(500))).len() <= 60);
    }
}
