//! How much memory a process of ours takes, as the system counts it.

use std::fs;

/// What a process takes, in kilobytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Now.
    pub resident: u64,
    /// At most since it began.
    pub peak: u64,
}

/// What the process of this name in this process group takes; `None` where there is none, or where
/// the system does not tell.
pub fn of_process(group: u32, name: &str) -> Option<Memory> {
    let entries = fs::read_dir("/proc").ok()?;
    let mut folders = entries.flatten().map(|entry| entry.path());
    let folder = folders.find(|folder| {
        let line = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        // `1234 (name) S parent group …`; a name may hold anything.
        let Some((start, rest)) = line.rsplit_once(") ") else {
            return false;
        };
        let is_named = start
            .split_once('(')
            .is_some_and(|(_, known)| known == name);
        is_named && rest.split(' ').nth(2) == Some(group.to_string().as_str())
    })?;
    let status = fs::read_to_string(folder.join("status")).ok()?;
    let kilobytes = |member: &str| -> Option<u64> {
        let mut lines = status.lines();
        let value = lines.find_map(|line| line.strip_prefix(member))?;
        value.trim().strip_suffix(" kB")?.parse().ok()
    };
    Some(Memory {
        resident: kilobytes("VmRSS:")?,
        peak: kilobytes("VmHWM:")?,
    })
}
