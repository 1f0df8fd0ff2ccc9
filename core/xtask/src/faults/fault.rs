//! The faults that are put in, the system calls at which they can be, and how a program ends.

/// What is done to a program at one of its system calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// It is killed, and the call has no effect.
    KillBefore,
    /// It is killed when half of the bytes are written.
    KillHalf,
    /// It is killed when the call has had its effect.
    KillAfter,
    /// The call answers that no space is left.
    NoSpace,
    /// The call answers that the device failed.
    DeviceFails,
    /// The disk is full from here on: half of the bytes are written, then nothing that needs room.
    StaysFull,
    /// The device fails from here on: nothing more can be changed.
    StaysBroken,
}

impl Fault {
    /// All faults.
    pub(crate) const ALL: [Self; 7] = [
        Self::KillBefore,
        Self::KillHalf,
        Self::KillAfter,
        Self::NoSpace,
        Self::DeviceFails,
        Self::StaysFull,
        Self::StaysBroken,
    ];

    /// Returns the fault in words, as the report has it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::KillBefore => "killed before",
            Self::KillHalf => "killed half through",
            Self::KillAfter => "killed after",
            Self::NoSpace => "no space",
            Self::DeviceFails => "I/O error",
            Self::StaysFull => "full from here on",
            Self::StaysBroken => "I/O errors from here on",
        }
    }

    /// Returns whether the program is killed, so that it says nothing more.
    pub(crate) const fn kills(self) -> bool {
        matches!(self, Self::KillBefore | Self::KillHalf | Self::KillAfter)
    }

    /// Returns whether the fault differs from the others at this call.
    pub(crate) const fn fits(self, call: &Call) -> bool {
        match self {
            Self::KillHalf => call.halves,
            // At a call that needs no room, a full disk begins with the next one that does.
            Self::StaysFull => call.needs_room,
            _ => true,
        }
    }
}

/// A system call that changes what is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) name: &'static str,
    /// The file or folder, below the folder that is watched.
    pub(crate) target: String,
    /// Whether a full disk refuses it.
    pub(crate) needs_room: bool,
    /// Whether it can have half of its effect.
    pub(crate) halves: bool,
}

/// How a traced program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Exited(i32),
    /// By the fault.
    Killed,
    /// By us, because it took too long.
    #[cfg_attr(
        not(all(target_os = "linux", target_arch = "x86_64")),
        allow(dead_code, reason = "only a tracer tells, and there is none")
    )]
    Hung,
    /// By a signal that nobody sent, such as that of an abort.
    Crashed,
}

/// The course of a traced program.
#[derive(Debug)]
pub(crate) struct Traced {
    /// Its changing calls, in order.
    pub(crate) calls: Vec<Call>,
    pub(crate) end: End,
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn only_a_write_can_be_half_done_and_only_what_needs_room_meets_a_full_disk() {
        let write = Call { name: "write", target: "a".to_owned(), needs_room: true, halves: true };
        assert_eq!(Fault::ALL.into_iter().filter(|fault| fault.fits(&write)).count(), 7);
        let sync = Call { name: "fsync", needs_room: false, halves: false, ..write };
        let fitting: Vec<_> = Fault::ALL.into_iter().filter(|fault| fault.fits(&sync)).collect();
        assert!(!fitting.contains(&Fault::KillHalf) && !fitting.contains(&Fault::StaysFull));
        assert_eq!(fitting.len(), 5);
    }
}
