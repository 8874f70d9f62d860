//! A Postgres server that a test starts for itself, on a free port, with and without TLS.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use pavo_store::DatabaseAddress;
use sqlx::{AnyConnection, Connection, Executor};

/// Set where the tests must not go without Postgres.
const REQUIRED: &str = "PAVO_REQUIRE_POSTGRES";

/// Whom the server runs as where the tests run as root, which Postgres refuses.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// A server with its folder; both end with it, after a panic too.
pub(crate) struct Postgres {
    child: Child,
    port: u16,
    databases: AtomicU32,
    folder: tempfile::TempDir,
}

impl Postgres {
    /// Starts one; `None`, with the reason printed, where Postgres is not installed and not required.
    pub(crate) async fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            let reason = "no /usr/lib/postgresql/*/bin/postgres was found; install the package postgresql";
            assert!(std::env::var_os(REQUIRED).is_none(), "{REQUIRED} is set, but {reason}");
            println!("not tested on Postgres: {reason}");
            return None;
        };
        let user = is_root().then(|| USERS.into_iter().find(|user| id_of(user).is_some()).unwrap());
        // Not below the folder for temporary files of the tests, which may be closed to the user.
        let folder = tempfile::Builder::new().prefix("pavo-postgres-").tempdir_in("/tmp").unwrap();
        if let Some(user) = user {
            run(Command::new("chown").arg(user).arg(folder.path()));
        }
        let data = folder.path().join("data");
        run(as_user(user, &programs.join("initdb"))
            .args(["-A", "trust", "-U", "pavo", "--no-sync", "-E", "UTF8", "--locale=C", "-D"])
            .arg(&data));
        certify(&folder.path().join("server"));
        for file in ["server.crt", "server.key"] {
            let file = folder.path().join(file);
            run(Command::new("chmod").arg("600").arg(&file));
            if let Some(user) = user {
                run(Command::new("chown").arg(user).arg(file));
            }
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = as_user(user, &programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"])
            .args(["-c", "max_connections=60", "-c", "shared_buffers=16MB", "-c", "ssl=on"])
            .args(["-c", "ssl_cert_file=../server.crt", "-c", "ssl_key_file=../server.key"])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, port, databases: AtomicU32::new(0), folder };
        sqlx::any::install_default_drivers();
        let began = Instant::now();
        while let Err(error) = AnyConnection::connect(&server.url("postgres")).await {
            assert!(began.elapsed() < Duration::from_secs(30), "Postgres does not start: {error}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        Some(server)
    }

    /// A database that nobody else has.
    pub(crate) async fn fresh(&self) -> DatabaseAddress {
        let name = format!("store{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut connection = self.connect("postgres").await;
        let sql = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        connection.execute(sqlx::raw_sql(sql)).await.unwrap();
        connection.close().await.unwrap();
        DatabaseAddress::parse(&self.url(&name)).unwrap()
    }

    /// The same database over TLS, with the parameters of an address that say how its certificate is looked at.
    #[allow(dead_code, reason = "the tests of jobs have this file too")]
    pub(crate) fn with_tls(&self, parameters: &str) -> DatabaseAddress {
        let address = format!("postgres://pavo@localhost:{}/postgres?{parameters}", self.port);
        DatabaseAddress::parse(&address).unwrap()
    }

    /// The server's own certificate, which is all that vouches for it.
    #[allow(dead_code, reason = "the tests of jobs have this file too")]
    pub(crate) fn certificate(&self) -> PathBuf {
        self.folder.path().join("server.crt")
    }

    /// A certificate of somebody else by the same name.
    #[allow(dead_code, reason = "the tests of jobs have this file too")]
    pub(crate) fn other_certificate(&self) -> PathBuf {
        certify(&self.folder.path().join("other"));
        self.folder.path().join("other.crt")
    }

    async fn connect(&self, database: &str) -> AnyConnection {
        AnyConnection::connect(&self.url(database)).await.unwrap()
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://pavo@127.0.0.1:{}/{database}?sslmode=disable", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Asked to stop at once; what it started ends with it.
        let stopped = Command::new("kill").arg("-QUIT").arg(self.child.id().to_string()).status();
        if stopped.is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Makes a key and a certificate for `localhost` that vouches for itself: `name.key` and `name.crt`.
fn certify(name: &Path) {
    run(Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(name.with_extension("key"))
        .arg("-out")
        .arg(name.with_extension("crt")));
}

/// The folder of the newest Postgres's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let version = |path: &PathBuf| path.parent().and_then(|it| it.file_name()?.to_str()?.parse::<u32>().ok());
    let folders = versions.map(|entry| entry.path().join("bin"));
    folders.filter(|bin| bin.join("postgres").is_file() && bin.join("initdb").is_file()).max_by_key(version)
}

/// A program as another user, ended when the test that started it is.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if let Some(user) = user {
        command.args([format!("--reuid={user}"), format!("--regid={}", group_of(user)), "--init-groups".to_owned()]);
    }
    command.args(["--pdeathsig", "QUIT"]).arg(program).current_dir("/").env_clear().env("LC_ALL", "C");
    command
}

fn is_root() -> bool {
    id_of_command(&["-u"]).as_deref() == Some("0")
}

fn id_of(user: &str) -> Option<String> {
    id_of_command(&["-u", user])
}

fn group_of(user: &str) -> String {
    id_of_command(&["-g", user]).unwrap()
}

fn id_of_command(arguments: &[&str]) -> Option<String> {
    let told = Command::new("id").args(arguments).output().ok()?;
    told.status.success().then(|| String::from_utf8(told.stdout).ok().map(|id| id.trim().to_owned()))?
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
