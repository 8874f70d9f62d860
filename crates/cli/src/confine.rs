//! `pavo confine`: a program that may read one file and do nothing else.
//!
//! What decodes files from outside is large and written in C; a file that takes it over must not reach anything.

use crate::error::CliError;
use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope, path_beneath_rules};
use nix::sys::resource::{Resource, setrlimit};
use pavo_film::GUARD_FOUND_NOTHING;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Run a program that can read one file, and neither write files nor reach the network.
#[derive(Debug, clap::Args)]
pub(crate) struct ConfineArgs {
    /// The file that it may read.
    #[arg(allow_hyphen_values = true)]
    file: PathBuf,

    /// The program and its arguments.
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// Where programs and their libraries are.
const SYSTEM: [&str; 10] = [
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/opt",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/dev/null",
    "/sys/devices/system/cpu",
];

/// Most of each resource: seconds of processor time, bytes of memory, bytes of a file, open files, bytes of a dump.
const LIMITS: [(Resource, u64); 5] = [
    (Resource::RLIMIT_CPU, 300),
    (Resource::RLIMIT_AS, 4 * 1024 * 1024 * 1024),
    (Resource::RLIMIT_FSIZE, 0),
    (Resource::RLIMIT_NOFILE, 256),
    (Resource::RLIMIT_CORE, 0),
];

/// Calls that a decoder never needs.
const REFUSED_CALLS: [libc::c_long; 22] = [
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_kexec_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_reboot,
];

/// Becomes the program; comes back only when that fails.
pub(crate) fn run(args: &ConfineArgs) -> CliError {
    let Some((program, arguments)) = args.command.split_first() else {
        return CliError::Usage("no program was named".to_owned());
    };
    if let Err(error) = confine(&[args.file.as_path(), Path::new(program)]) {
        return CliError::Failed(format!("the sandbox could not be set up: {error}"));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let error = Command::new(program).args(arguments).env_clear().env("PATH", path).exec();
    eprintln!("error: {} could not be started: {error}", program.to_string_lossy());
    std::process::exit(GUARD_FOUND_NOTHING)
}

/// How far this system can confine a program: tried in a process of its own, by `pavo doctor`.
pub(crate) fn status() -> Option<bool> {
    let own = std::env::current_exe().ok()?;
    // Neither the file nor what it says matters, only whether it can be reached.
    let mut command = Command::new(own);
    command.args(["confine", "/dev/null", "--", "cat", "/proc/self/mounts"]);
    let output = command.stdin(std::process::Stdio::null()).output().ok()?;
    Some(!output.status.success() && output.stdout.is_empty())
}

fn confine(readable: &[&Path]) -> Result<(), Box<dyn std::error::Error>> {
    for (resource, most) in LIMITS {
        setrlimit(resource, most, most)?;
    }
    // What an older kernel does not know is left out.
    let known = ABI::V6;
    let places = SYSTEM.iter().map(Path::new).chain(readable.iter().copied());
    let ruleset = Ruleset::default()
        .handle_access(AccessFs::from_all(known))?
        .handle_access(AccessNet::from_all(known))?
        .scope(Scope::from_all(known))?
        .create()?
        .add_rules(path_beneath_rules(places, AccessFs::from_read(known)))?;
    // Where the kernel does not know it, limits and refused calls still hold; `pavo doctor` tells of it.
    ruleset.restrict_self()?;
    let mut rules: Vec<(libc::c_long, Vec<SeccompRule>)> =
        REFUSED_CALLS.iter().map(|call| (*call, Vec::new())).collect();
    let is_not_local = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, libc::AF_UNIX as u64)?;
    rules.push((libc::SYS_socket, vec![SeccompRule::new(vec![is_not_local])?]));
    let filter = SeccompFilter::new(
        rules.into_iter().collect(),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::EPERM as u32),
        std::env::consts::ARCH.try_into()?,
    )?;
    let program: BpfProgram = filter.try_into()?;
    Ok(seccompiler::apply_filter(&program)?)
}
