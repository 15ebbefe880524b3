//! What the program remembers between sessions on this machine, and where things lie by default.
//! A missing, unreadable or broken file is an empty memory, never an error; nothing of the register's content is here.
use super::platform;
use crate::core::period::PeriodKey;
use crate::core::prefs::Prefs;
use directories::{ProjectDirs, UserDirs};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Folder of registers, inside Documents or home: visible, so that it is copied and found again.
const FOLDER: &str = "SoThiDua";
/// File name of a new register.
const FILE: &str = "so-thi-dua.db";

/// Most registers that are suggested.
const REGISTERS: usize = 8;

/// Most registers whose order is kept.
const RECENT: usize = 64;

/// The memory.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// the register opened last
    pub last: Option<PathBuf>,
    /// the folder a copy went to last
    pub copies: Option<PathBuf>,
    /// registers in the order they were opened, the latest first
    pub recent: Vec<PathBuf>,
    /// period shown last, by register file
    pub periods: BTreeMap<String, String>,
    /// colours and signs
    pub look: Prefs,
}

impl Config {
    /// Reads the memory.
    pub fn load(file: Option<&Path>) -> Self {
        file.and_then(|file| fs::read_to_string(file).ok())
            .and_then(|text| toml::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Writes the memory: a temporary file, then a rename. Failure is silent, for nothing depends on it.
    pub fn save(&self, file: Option<&Path>) {
        let (Some(file), Ok(text)) = (file, toml::to_string(self)) else { return };
        let temporary = file.with_extension("toml.new");
        if let Some(folder) = file.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::remove_file(&temporary);
        let write = || platform::new_private_file(&temporary)?.write_all(text.as_bytes());
        if write().is_ok() {
            let _ = fs::rename(&temporary, file);
        }
    }

    /// Registers opened on this machine that are still there, the latest first, but for the one that is open.
    pub fn registers(&self, here: Option<&Path>) -> Vec<PathBuf> {
        // those of a memory that kept no order come last
        let before = self.periods.keys().map(PathBuf::from).filter(|file| !self.recent.contains(file));
        let known = self.recent.iter().cloned().chain(before);
        known.filter(|file| here != Some(file.as_path()) && file.is_file()).take(REGISTERS).collect()
    }

    /// The period shown last in a register.
    pub fn period(&self, register: &Path) -> Option<PeriodKey> {
        PeriodKey::parse(self.periods.get(register.to_str()?)?)
    }

    /// Remembers the register and its period. Paths that are not Unicode are not remembered.
    pub fn remember(&mut self, register: &Path, period: PeriodKey) {
        if let Some(name) = register.to_str() {
            self.last = Some(register.to_owned());
            self.recent.retain(|file| file != register);
            self.recent.insert(0, register.to_owned());
            self.recent.truncate(RECENT);
            self.periods.insert(name.to_owned(), period.code());
        }
    }
}

/// Where the memory lies; `None` where the system names no such place.
pub fn file() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "thidua")?.config_dir().join("config.toml"))
}

/// The file of the user's own keys, beside the memory; and where one with every key is written when there is one already.
pub fn keys_file(memory: Option<&Path>) -> Option<PathBuf> {
    memory.map(|m| m.with_file_name("keys.toml"))
}

/// Text of the file of own keys; `None` where there is none. Bytes that are no text are read as what they resemble: their
/// lines are then named as wrong, which says more than silence.
pub fn keys(memory: Option<&Path>) -> Option<String> {
    fs::read(keys_file(memory)?).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes a file with every key: `keys.toml`, or `keys-mau.toml` beside one that is there. Its place, or why not.
pub fn write_keys(memory: Option<&Path>, text: &str) -> Result<PathBuf, String> {
    let Some(own) = keys_file(memory) else { return Err(String::new()) };
    let place = if own.exists() { own.with_file_name("keys-mau.toml") } else { own };
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    }
    fs::write(&place, text).map_err(|e| e.to_string())?;
    Ok(place)
}

/// Where a new register would lie: Documents, else home, else here.
pub fn default_register() -> PathBuf {
    let folder = UserDirs::new()
        .map(|user| user.document_dir().unwrap_or_else(|| user.home_dir()).to_owned())
        .unwrap_or_default();
    folder.join(FOLDER).join(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sâu/hơn/config.toml");
        let mut config = Config::default();
        config.remember(Path::new("/tmp/Sổ \"thi đua\".db"), PeriodKey::quarter(2021, 2));
        config.save(Some(&file));
        let read = Config::load(Some(&file));
        assert_eq!(read, config);
        assert_eq!(read.period(Path::new("/tmp/Sổ \"thi đua\".db")), Some(PeriodKey::quarter(2021, 2)));
        assert_eq!(read.period(Path::new("/tmp/khác.db")), None);
    }

    #[test]
    fn the_latest_registers_are_offered_first() {
        let folder = tempfile::tempdir().unwrap();
        let file = |n: usize| folder.path().join(format!("so-{n:02}.db"));
        let mut config = Config::default();
        config.periods.insert(file(0).to_str().unwrap().into(), "2021-Q2".into());
        for n in 0..12 {
            fs::write(file(n), "").unwrap();
        }
        for n in (1..12).chain([3]) {
            config.remember(&file(n), PeriodKey::quarter(2021, 2));
        }
        let offered = config.registers(Some(&file(11)));
        assert_eq!(offered, [3, 10, 9, 8, 7, 6, 5, 4].map(file));
        // a memory of an older program kept no order
        let config = Config { recent: Vec::new(), ..config };
        assert_eq!(config.registers(None).first(), Some(&file(0)));
    }

    #[test]
    fn a_missing_or_broken_memory_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        assert_eq!(Config::load(Some(&file)), Config::default());
        fs::write(&file, "last = [1,").unwrap();
        assert_eq!(Config::load(Some(&file)), Config::default());
        fs::write(&file, [0xff, 0xfe]).unwrap();
        assert_eq!(Config::load(Some(&file)), Config::default());
        Config::default().save(Some(Path::new("/proc/none/config.toml")));
    }
}
