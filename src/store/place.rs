//! What kind of place a file lies in, as far as the system tells: a disk of the machine, a network, a stick without locks.
//! Only looks; what follows from it is decided by who asks.
use std::path::Path;

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// a disk of this machine, or the system does not tell
    Own,
    /// over a network, or through a program of the user's: shared memory does not reach other machines
    Network,
    /// a file system of sticks and cameras, which knows no owner and loses what is pulled out too early
    Stick,
}

/// The place of a file that is there.
pub fn of(path: &Path) -> Place {
    kind(path)
}

#[cfg(target_os = "linux")]
fn kind(path: &Path) -> Place {
    rustix::fs::statfs(path).map_or(Place::Own, |found| named(found.f_type as u64 & 0xffff_ffff))
}

/// Numbers of file systems, as the kernel gives them (include/uapi/linux/magic.h and the file systems' own sources).
#[cfg(target_os = "linux")]
fn named(magic: u64) -> Place {
    match magic {
        // nfs, smb, cifs, smb2, afs, coda, ncp, 9p, ceph, fuse (sshfs and its kin)
        0x6969 | 0x517b | 0xff53_4d42 | 0xfe53_4d42 | 0x5346_414f | 0x7375_7245 | 0x564c | 0x0102_1997
        | 0x00c3_6400 | 0x6573_5546 => Place::Network,
        // msdos and vfat, exfat
        0x4d44 | 0x2011_bab0 => Place::Stick,
        _ => Place::Own,
    }
}

/// A path of another machine begins with two strokes; drive letters of networks are not told apart.
#[cfg(windows)]
fn kind(path: &Path) -> Place {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = whole.to_string_lossy();
    if text.starts_with(r"\\") && !text.starts_with(r"\\?\") { Place::Network } else { Place::Own }
}

#[cfg(not(any(target_os = "linux", windows)))]
fn kind(_path: &Path) -> Place {
    Place::Own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_folder_is_our_own() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(of(folder.path()), Place::Own);
        assert_eq!(of(&folder.path().join("none")), Place::Own);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn file_systems_are_known_by_their_numbers() {
        for (magic, place) in [
            (0x6969, Place::Network),
            (0xff53_4d42, Place::Network),
            (0x6573_5546, Place::Network),
            (0x4d44, Place::Stick),
            (0xef53, Place::Own),
        ] {
            assert_eq!(named(magic), place, "{magic:x}");
        }
    }
}
