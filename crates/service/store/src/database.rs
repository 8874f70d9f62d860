//! Which database the store lives in: a file of the data folder, or a Postgres server.

use std::fmt;

use sqlx::AnyConnection;
use url::Url;

use crate::StoreError;

/// What may follow the `?` of an address; others would be left out in silence.
const PARAMETERS: [&str; 17] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// The lock under which changes take turns on Postgres; any number that nothing else in the database uses.
const TURNS: i64 = 0x7061_766f_7475_726e;

/// The address of a Postgres database. Neither `Debug` nor `Display` shows its password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseAddress(Url);

impl DatabaseAddress {
    /// Reads `postgres://user:password@host:port/database?sslmode=…`.
    ///
    /// A password that is not in the address is taken from `PGPASSWORD`, as other Postgres programs do.
    ///
    /// # Errors
    /// [`StoreError::DatabaseAddress`], which does not repeat the address.
    pub fn parse(address: &str) -> Result<Self, StoreError> {
        let refused = |problem: String| StoreError::DatabaseAddress { problem };
        let url = Url::parse(address.trim()).map_err(|error| refused(error.to_string()))?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(refused("it must begin with postgres://".to_owned()));
        }
        let is_known = |name: &str| PARAMETERS.contains(&name) || name.starts_with("options[");
        if let Some((name, _)) = url.query_pairs().find(|(name, _)| !is_known(name)) {
            return Err(refused(format!("{name:?} is not one of its parameters")));
        }
        Ok(Self(url))
    }

    /// With the password, for the driver.
    pub(crate) fn secret_text(&self) -> &str {
        self.0.as_str()
    }

    fn parameter(&self, name: &str) -> Option<String> {
        self.0.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

impl fmt::Display for DatabaseAddress {
    /// `the database "pavo" at db.example:5432`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.path().trim_start_matches('/').to_owned();
        let name = self.parameter("dbname").unwrap_or(path);
        let host = self.parameter("host").or_else(|| self.0.host_str().map(str::to_owned)).unwrap_or_default();
        let host = if host.is_empty() { "this machine".to_owned() } else { host };
        let port = self.parameter("port").or_else(|| self.0.port().map(|port| port.to_string()));
        write!(f, "the database {name:?} at {host}:{}", port.as_deref().unwrap_or("5432"))
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseAddress({self})")
    }
}

/// What the two databases do differently. Their tables and nearly all statements are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// One file, one writer at a time; one server.
    Sqlite,
    /// Many writers, each statement with its own view of what was recorded before it; perhaps several servers.
    Postgres,
}

impl Engine {
    /// How a transaction begins that reads several things as they were at one moment.
    pub(crate) fn begin_reading(self) -> &'static str {
        match self {
            // The first read fixes the view.
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Waits for its turn among those that count first and write then; held until the transaction ends.
    ///
    /// On `SQLite` whoever writes first in a transaction has the turn already.
    pub(crate) async fn take_turn(
        self,
        connection: &mut AnyConnection,
        action: &'static str,
    ) -> Result<(), StoreError> {
        if self == Self::Postgres {
            sqlx::query("SELECT pg_advisory_xact_lock($1)")
                .bind(TURNS)
                .execute(connection)
                .await
                .map_err(StoreError::while_(action))?;
        }
        Ok(())
    }
}

/// A text from outside as it is kept and looked for: Postgres keeps no NUL, so on both databases U+FFFD stands for it.
pub(crate) fn kept_text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_is_shown_nowhere() {
        let address = "postgres://pavo:s3cret@db.example:6432/films?sslmode=require&password=s3cret";
        let address = DatabaseAddress::parse(address).unwrap();
        assert_eq!(address.to_string(), "the database \"films\" at db.example:6432");
        assert_eq!(format!("{address:?}"), "DatabaseAddress(the database \"films\" at db.example:6432)");
        for wrong in
            ["postgres://pavo:s3cret@db:port/x", "mysql://pavo:s3cret@db/x", "s3cret", "postgres://db/x?pass=s3cret"]
        {
            let error = DatabaseAddress::parse(wrong).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
    }

    #[test]
    fn what_an_address_leaves_out_is_named() {
        let shown = |address: &str| DatabaseAddress::parse(address).unwrap().to_string();
        assert_eq!(shown("postgresql://db/films"), "the database \"films\" at db:5432");
        assert_eq!(shown("postgres:///films?host=/run/postgresql"), "the database \"films\" at /run/postgresql:5432");
    }
}
