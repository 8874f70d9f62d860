//! Claims about connections to Postgres that are encrypted.

use pavo_store::{Clock, DataDir, DatabaseAddress, DatabaseFound, KeyLimits, Store, StoreError, StoreOptions};

use crate::postgres::Postgres;

async fn open(address: &DatabaseAddress) -> Result<(tempfile::TempDir, Store), StoreError> {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions { database: Some(address.clone()), ..StoreOptions::default() };
    let store = Store::open_at(DataDir::create(folder.path())?, options, Clock::system()).await?;
    Ok((folder, store))
}

/// As the command line does, which has no runtime.
async fn tried(address: &DatabaseAddress) -> Result<DatabaseFound, StoreError> {
    let address = address.clone();
    tokio::task::spawn_blocking(move || address.try_it()).await.unwrap()
}

#[tokio::test]
async fn rows_go_over_tls_to_the_server_whose_certificate_is_vouched_for_and_to_no_other() {
    let Some(server) = Postgres::start().await else { return };
    let own = server.certificate();
    let verified = server.with_tls(&format!("sslmode=verify-full&sslrootcert={}", own.display()));
    for address in [&server.with_tls("sslmode=require"), &verified] {
        let found = tried(address).await.unwrap();
        assert!(found.is_encrypted && found.may_make_tables, "{found:?}");
        assert!(found.version.starts_with(|c: char| c.is_ascii_digit()), "{found:?}");
    }
    let (_folder, store) = open(&verified).await.unwrap();
    let made = store.create_key("over TLS", KeyLimits::default()).await.unwrap();
    assert_eq!(store.keys().await.unwrap().first().map(|key| key.id.clone()), Some(made.key.id));

    let other = server.other_certificate();
    let other = server.with_tls(&format!("sslmode=verify-full&sslrootcert={}", other.display()));
    let unknown = server.with_tls("sslmode=verify-full");
    for address in [&other, &unknown] {
        assert!(matches!(open(address).await, Err(StoreError::Connect { .. })));
        assert!(matches!(tried(address).await, Err(StoreError::Connect { .. })));
    }
    let plain = server.with_tls("sslmode=disable");
    assert!(!tried(&plain).await.unwrap().is_encrypted);
}
