//! `pavo backup`: a copy of a server's data folder.

use std::path::PathBuf;

use pavo_store::StoreError;

/// Copy the data folder of a server while it runs.
///
/// The copy is a data folder: `pavo serve --data TARGET_DIR` runs on it with all keys, videos and files. Files are linked
/// where the target is on the same disk, which takes no space, and copied otherwise. Files in a bucket (`--objects`) stay
/// there. A database in Postgres is backed up with `pg_dump`.
#[derive(Debug, clap::Args)]
pub(crate) struct BackupArgs {
    /// Where the copy is made; there must be nothing yet.
    #[arg(value_name = "TARGET_DIR")]
    target: PathBuf,
    /// The server's data folder.
    #[arg(long, value_name = "DIR", default_value = "./pavo-data", env = "PAVO_DATA")]
    data: PathBuf,
}

/// Makes the copy and prints what is in it.
///
/// # Errors
/// [`StoreError`] when the folder cannot be read or the copy cannot be made.
pub(crate) fn run(args: BackupArgs) -> Result<(), StoreError> {
    let made = pavo_store::back_up(&args.data, &args.target)?;
    println!(
        "Copied {} to {}: {} finished files, {} handed in.",
        args.data.display(),
        args.target.display(),
        made.files,
        made.uploads
    );
    if !made.elsewhere.is_empty() {
        println!(
            "{} finished files are not in the folder: they are in the bucket that the server runs with, or lost.",
            made.elsewhere.len()
        );
    }
    Ok(())
}
