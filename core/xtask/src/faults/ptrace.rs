//! Runs a program stopped at each of its system calls, and puts a fault in at one of them: ptrace, by the safe calls of
//! `nix`.
//!
//! The program is started by `cargo xtask` itself ([`become_traced`]): asking to be traced between fork and exec would need
//! unsafe code.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc::{self, c_long, user_regs_struct};
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{self, Signal};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::fault::{Call, End, Fault, Traced};
use crate::run::Failure;

/// How long a program may take: longer than it waits for a lock that another program keeps.
const LONGEST: Duration = Duration::from_secs(60);

/// Replaces this process by a program that its parent traces. Returns why that was not possible.
pub(crate) fn become_traced(program: &[OsString]) -> Failure {
    let Some((name, arguments)) = program.split_first() else { return Failure::Found("no program".to_owned()) };
    let error = match ptrace::traceme() {
        Ok(()) => Command::new(name).args(arguments).exec(),
        Err(error) => error.into(),
    };
    Failure::Found(format!("{} cannot be traced: {error}", name.display()))
}

/// Runs a launcher that becomes a traced program. Calls below `watched` are counted; the fault is put in at the one with
/// this number, from 0. `None` if this system does not allow tracing.
///
/// # Errors
/// If the program cannot be started or followed.
pub(crate) fn run_traced(
    launcher: &mut Command,
    watched: &Path,
    fault: Option<(usize, Fault)>,
) -> Result<Option<Traced>, Failure> {
    let failed = |error: io::Error| Failure::Found(format!("the program cannot be traced: {error}"));
    let mut child = launcher.spawn().map_err(failed)?;
    let id = i32::try_from(child.id()).map_err(|_| failed(io::ErrorKind::InvalidData.into()))?;
    let main = Pid::from_raw(id);
    match waitpid(main, Some(WaitPidFlag::__WALL)).map_err(|error| failed(error.into()))? {
        WaitStatus::Stopped(_, Signal::SIGTRAP) => {}
        WaitStatus::Exited(..) => return Ok(None),
        other => return Err(Failure::Found(format!("the program did not start: {other:?}"))),
    }
    let tracee = Tracee { main, watched: watched.to_owned(), fault, threads: HashMap::new(), calls: Vec::new() };
    let (stop_watch, watch) = mpsc::channel::<()>();
    let watchdog = thread::spawn(move || {
        let late = watch.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout);
        late && signal::kill(main, Signal::SIGKILL).is_ok()
    });
    let followed = tracee.follow();
    if followed.is_err() {
        // Nothing of it may stay behind; it may be gone already.
        let _ = child.kill();
    }
    drop(stop_watch);
    let hung = watchdog.join().unwrap_or(false);
    let mut traced = followed.map_err(|error| failed(error.into()))?;
    if hung {
        traced.end = End::Hung;
    }
    Ok(Some(traced))
}

/// A program that is being followed.
struct Tracee {
    main: Pid,
    watched: PathBuf,
    fault: Option<(usize, Fault)>,
    /// What is to be done when a thread leaves its call; no entry for a thread that is in none.
    threads: HashMap<Pid, Leaving>,
    calls: Vec<Call>,
}

/// What is done when a call returns.
#[derive(Debug, Clone, Copy)]
enum Leaving {
    Nothing,
    Kill,
    Answer(Errno),
}

/// What is done when a call begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entering {
    LetPass,
    KillNow,
    /// It writes half of the bytes, and the program is killed.
    HalfAndKill,
    /// It writes half of the bytes, and the program goes on.
    Half,
    KillLater,
    Refuse(Errno),
}

impl Tracee {
    /// Follows the program and its threads from call to call until all have ended.
    fn follow(mut self) -> nix::Result<Traced> {
        ptrace::setoptions(
            self.main,
            Options::PTRACE_O_TRACESYSGOOD
                | Options::PTRACE_O_TRACECLONE
                | Options::PTRACE_O_TRACEFORK
                | Options::PTRACE_O_TRACEVFORK
                | Options::PTRACE_O_EXITKILL,
        )?;
        ptrace::syscall(self.main, None)?;
        let mut end = End::Crashed;
        let mut killed = false;
        loop {
            // Only what this thread traces: others run programs of their own.
            let all = Some(WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD);
            let status = match waitpid(Pid::from_raw(-1), all) {
                Err(Errno::ECHILD) => return Ok(Traced { calls: self.calls, end }),
                Err(Errno::EINTR) => continue,
                other => other?,
            };
            let (pid, signal) = match status {
                WaitStatus::Exited(pid, status) => {
                    if pid == self.main {
                        end = End::Exited(status);
                    }
                    continue;
                }
                WaitStatus::Signaled(pid, ..) => {
                    if pid == self.main {
                        end = if killed { End::Killed } else { End::Crashed };
                    }
                    continue;
                }
                WaitStatus::PtraceSyscall(pid) => {
                    if self.at_call(pid)? {
                        killed = true;
                        signal::kill(self.main, Signal::SIGKILL)?;
                        continue;
                    }
                    (pid, None)
                }
                // A thread begins with this signal, which is not for it.
                WaitStatus::Stopped(pid, Signal::SIGSTOP) | WaitStatus::PtraceEvent(pid, ..) => (pid, None),
                WaitStatus::Stopped(pid, signal) => (pid, Some(signal)),
                _ => continue,
            };
            match ptrace::syscall(pid, signal) {
                // Killed meanwhile; its end is still to come.
                Ok(()) | Err(Errno::ESRCH) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Handles the beginning or the end of a call. Returns whether to kill the program.
    fn at_call(&mut self, pid: Pid) -> nix::Result<bool> {
        if let Some(leaving) = self.threads.remove(&pid) {
            return match leaving {
                Leaving::Nothing => Ok(false),
                Leaving::Kill => Ok(true),
                Leaving::Answer(error) => {
                    let mut registers = ptrace::getregs(pid)?;
                    registers.rax = (-i64::from(error as i32)).cast_unsigned();
                    ptrace::setregs(pid, registers)?;
                    Ok(false)
                }
            };
        }
        let mut registers = ptrace::getregs(pid)?;
        let mut leaving = Leaving::Nothing;
        if let Some((call, length)) = self.changing_call(pid, &registers) {
            match entering(self.fault, self.calls.len(), &call) {
                Entering::LetPass => {}
                Entering::KillNow => {
                    skip_call(&mut registers);
                    ptrace::setregs(pid, registers)?;
                    self.calls.push(call);
                    return Ok(true);
                }
                Entering::KillLater => leaving = Leaving::Kill,
                Entering::Refuse(error) => {
                    skip_call(&mut registers);
                    ptrace::setregs(pid, registers)?;
                    leaving = Leaving::Answer(error);
                }
                half @ (Entering::Half | Entering::HalfAndKill) => {
                    if let Some(length) = length {
                        *length.register(&mut registers) = length.bytes / 2;
                        ptrace::setregs(pid, registers)?;
                    }
                    if half == Entering::HalfAndKill {
                        leaving = Leaving::Kill;
                    }
                }
            }
            self.calls.push(call);
        }
        self.threads.insert(pid, leaving);
        Ok(false)
    }

    /// Returns the call that a thread begins, if it changes what is on the disk below the watched folder, and where its
    /// length is if it can be halved.
    fn changing_call(&self, pid: Pid, registers: &user_regs_struct) -> Option<(Call, Option<Length>)> {
        let number = c_long::try_from(registers.orig_rax).ok()?;
        let kind = kind_of(number)?;
        let arguments = [registers.rdi, registers.rsi, registers.rdx, registers.r10, registers.r8, registers.r9];
        let at = |place: usize| arguments[place];
        let path = match kind.file {
            Named::Path(path) => self.below(&resolve(pid, None, at(path))?)?,
            Named::PathIn(folder, path) => self.below(&resolve(pid, Some(at(folder)), at(path))?)?,
            Named::Open(file) => self.below(&link_of(pid, at(file))?)?,
        };
        if let Some(flags) = kind.flags
            && at(flags) & u64::from((libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC).cast_unsigned()) == 0
        {
            // Opened for reading.
            return None;
        }
        let length = match kind.length {
            Some((place, None)) => Some(Length { place, bytes: at(place) }),
            // The length is only a bound, so half of what the source has is copied.
            Some((place, Some(from))) => {
                let source = fs::metadata(format!("/proc/{pid}/fd/{}", at(from))).map_or(0, |data| data.len());
                Some(Length { place, bytes: source.min(at(place)) })
            }
            None => None,
        };
        let length = length.filter(|length| length.bytes > 1);
        let there = self.watched.join(&path).symlink_metadata().is_ok();
        let needs_room = kind.needs_room && !(kind.flags.is_some() && there);
        let target = path.to_string_lossy().into_owned();
        Some((Call { name: kind.name, target, needs_room, halves: length.is_some() }, length))
    }

    fn below(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.watched).ok().map(Path::to_owned)
    }
}

/// Decides what happens at the call with this number.
fn entering(fault: Option<(usize, Fault)>, number: usize, call: &Call) -> Entering {
    let Some((at, fault)) = fault else { return Entering::LetPass };
    match (fault, number.checked_sub(at)) {
        (_, None) => Entering::LetPass,
        (Fault::StaysBroken, Some(_)) => Entering::Refuse(Errno::EIO),
        (Fault::StaysFull, Some(0)) if call.halves => Entering::Half,
        (Fault::StaysFull, Some(_)) if call.needs_room => Entering::Refuse(Errno::ENOSPC),
        (Fault::KillBefore, Some(0)) => Entering::KillNow,
        (Fault::KillHalf, Some(0)) => Entering::HalfAndKill,
        (Fault::KillAfter, Some(0)) => Entering::KillLater,
        (Fault::NoSpace, Some(0)) => Entering::Refuse(Errno::ENOSPC),
        (Fault::DeviceFails, Some(0)) => Entering::Refuse(Errno::EIO),
        (_, Some(_)) => Entering::LetPass,
    }
}

/// Makes the kernel pass over a call that begins.
fn skip_call(registers: &mut user_regs_struct) {
    registers.orig_rax = u64::MAX;
}

/// The argument with the number of bytes.
#[derive(Debug, Clone, Copy)]
struct Length {
    /// Place of the argument, from 0.
    place: usize,
    bytes: u64,
}

impl Length {
    fn register(self, registers: &mut user_regs_struct) -> &mut u64 {
        match self.place {
            0 => &mut registers.rdi,
            1 => &mut registers.rsi,
            2 => &mut registers.rdx,
            3 => &mut registers.r10,
            4 => &mut registers.r8,
            _ => &mut registers.r9,
        }
    }
}

/// The arguments that name the changed file.
#[derive(Debug, Clone, Copy)]
enum Named {
    Path(usize),
    /// A folder that is open, and a path in it.
    PathIn(usize, usize),
    Open(usize),
}

/// A kind of changing call: which arguments it has where.
struct Kind {
    name: &'static str,
    file: Named,
    /// Flags by which a file is opened.
    flags: Option<usize>,
    /// Number of bytes, and the file from which they are copied if it is only a bound.
    length: Option<(usize, Option<usize>)>,
    needs_room: bool,
}

/// Returns the kind of a call that can change a file or folder.
fn kind_of(number: c_long) -> Option<Kind> {
    use Named::{Open, Path, PathIn};
    let kind = |name, file, needs_room| Some(Kind { name, file, flags: None, length: None, needs_room });
    let opens = |name, file, flags| Some(Kind { name, file, flags: Some(flags), length: None, needs_room: true });
    let writes =
        |name, length| Some(Kind { name, file: Open(0), flags: None, length: Some((length, None)), needs_room: true });
    let copies = |name, from, to, length| {
        Some(Kind { name, file: Open(to), flags: None, length: Some((length, Some(from))), needs_room: true })
    };
    match number {
        libc::SYS_open => opens("open", Path(0), 1),
        libc::SYS_openat => opens("open", PathIn(0, 1), 2),
        libc::SYS_creat => kind("create", Path(0), true),
        libc::SYS_write => writes("write", 2),
        libc::SYS_pwrite64 => writes("write", 2),
        // Half of the pieces.
        libc::SYS_writev | libc::SYS_pwritev | libc::SYS_pwritev2 => writes("write", 2),
        libc::SYS_copy_file_range => copies("copy", 0, 2, 4),
        libc::SYS_sendfile => copies("copy", 1, 0, 3),
        libc::SYS_splice => copies("copy", 0, 2, 4),
        libc::SYS_fallocate => kind("allocate", Open(0), true),
        libc::SYS_mkdir => kind("make folder", Path(0), true),
        libc::SYS_mkdirat => kind("make folder", PathIn(0, 1), true),
        libc::SYS_rename => kind("rename", Path(1), false),
        libc::SYS_renameat | libc::SYS_renameat2 => kind("rename", PathIn(2, 3), false),
        libc::SYS_link => kind("link", Path(1), true),
        libc::SYS_linkat => kind("link", PathIn(2, 3), true),
        libc::SYS_symlink => kind("link", Path(1), true),
        libc::SYS_symlinkat => kind("link", PathIn(1, 2), true),
        libc::SYS_unlink => kind("remove", Path(0), false),
        libc::SYS_unlinkat => kind("remove", PathIn(0, 1), false),
        libc::SYS_rmdir => kind("remove folder", Path(0), false),
        libc::SYS_truncate => kind("shorten", Path(0), false),
        libc::SYS_ftruncate => kind("shorten", Open(0), false),
        libc::SYS_fsync | libc::SYS_fdatasync => kind("sync", Open(0), false),
        libc::SYS_chmod => kind("change mode", Path(0), false),
        libc::SYS_fchmod => kind("change mode", Open(0), false),
        libc::SYS_fchmodat => kind("change mode", PathIn(0, 1), false),
        libc::SYS_utimensat => kind("change time", PathIn(0, 1), false),
        _ => None,
    }
}

/// Returns the full path that a thread names: relative to a folder that it has open, or to its current folder.
fn resolve(pid: Pid, folder: Option<u64>, address: u64) -> Option<PathBuf> {
    let path = PathBuf::from(read_text(pid, address)?);
    if path.is_absolute() {
        return Some(path);
    }
    // The lower half of the register is the C int.
    let current = |folder: &u64| *folder as u32 as i32 == libc::AT_FDCWD;
    match folder.filter(|folder| !current(folder)) {
        Some(folder) => Some(link_of(pid, folder)?.join(path)),
        None => Some(fs::read_link(format!("/proc/{pid}/cwd")).ok()?.join(path)),
    }
}

/// Returns the path of an open file.
fn link_of(pid: Pid, file: u64) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/fd/{}", file as u32)).ok()
}

/// Reads a text that ends with a zero from the memory of a thread.
fn read_text(pid: Pid, address: u64) -> Option<String> {
    let memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let mut bytes = vec![0; libc::PATH_MAX as usize];
    // The rest of the page: what lies behind it may not be there.
    let mut read = 0;
    while read < bytes.len() {
        let at = address + read as u64;
        let page = (4096 - at % 4096) as usize;
        let end = bytes.len().min(read + page);
        let Ok(count @ 1..) = memory.read_at(&mut bytes[read..end], at) else { break };
        read += count;
        if let Some(end) = bytes[..read].iter().position(|byte| *byte == 0) {
            bytes.truncate(end);
            return String::from_utf8(bytes).ok();
        }
    }
    None
}

#[cfg(test)]
mod test {
    use super::*;

    fn call(name: &'static str, needs_room: bool, halves: bool) -> Call {
        Call { name, target: "a".to_owned(), needs_room, halves }
    }

    #[test]
    fn a_fault_comes_at_its_call_and_stays_only_where_it_is_said_to() {
        let (write, sync) = (call("write", true, true), call("sync", false, false));
        let (refused, full) = (Entering::Refuse(Errno::EIO), Entering::Refuse(Errno::ENOSPC));
        let pass = Entering::LetPass;
        for (fault, at_its_call, at_the_next_write, at_the_next_sync) in [
            (Fault::KillBefore, Entering::KillNow, pass, pass),
            (Fault::KillHalf, Entering::HalfAndKill, pass, pass),
            (Fault::KillAfter, Entering::KillLater, pass, pass),
            (Fault::NoSpace, full, pass, pass),
            (Fault::DeviceFails, refused, pass, pass),
            (Fault::StaysFull, Entering::Half, full, pass),
            (Fault::StaysBroken, refused, refused, refused),
        ] {
            let fault = Some((1, fault));
            assert_eq!(entering(fault, 0, &write), pass, "{fault:?}");
            assert_eq!(entering(fault, 1, &write), at_its_call, "{fault:?}");
            assert_eq!(entering(fault, 2, &write), at_the_next_write, "{fault:?}");
            assert_eq!(entering(fault, 2, &sync), at_the_next_sync, "{fault:?}");
        }
        assert_eq!(entering(Some((0, Fault::StaysFull)), 0, &call("make folder", true, false)), full);
        assert_eq!(entering(None, 0, &write), pass);
    }

    #[test]
    fn half_of_a_copy_is_its_fifth_argument() {
        let kind = kind_of(libc::SYS_copy_file_range).unwrap();
        let (place, from) = kind.length.unwrap();
        assert_eq!((place, from), (4, Some(0)));
        assert!(kind_of(libc::SYS_read).is_none());
    }
}
