//! A directory's files in memory, from which it is written whole.

use anyhow::{Context, Result};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// Contents by path; the paths are relative and use `/` everywhere.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Whether the path's last part ends in this extension.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|last| last == extension)
}

/// Reads every file below `directory`, except those whose name begins with a dot.
pub(crate) fn read(directory: &Path) -> Result<Files> {
    let mut files = Files::new();
    read_into(directory, "", &mut files)?;
    Ok(files)
}

fn read_into(directory: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    let entries = fs::read_dir(directory).with_context(|| directory.display().to_string())?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name
            .to_str()
            .with_context(|| format!("{} is not UTF-8", entry.path().display()))?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &format!("{path}/"), files)?;
        } else {
            let content =
                fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
            files.insert(path, content);
        }
    }
    Ok(())
}

/// Makes `directory` hold exactly these files; what is already right is left untouched.
pub(crate) fn write(directory: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
    for path in read(directory)?.keys() {
        if !files.contains_key(path) {
            fs::remove_file(directory.join(path)).with_context(|| path.clone())?;
        }
    }
    for (path, content) in files {
        write_file(&directory.join(path), content)?;
    }
    remove_empty_directories(directory)
}

/// Writes one file, unless it has this content already.
pub(crate) fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    let parent = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    fs::create_dir_all(&parent).with_context(|| parent.display().to_string())?;
    fs::write(path, content).with_context(|| path.display().to_string())
}

fn remove_empty_directories(directory: &Path) -> Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        remove_empty_directories(&entry.path())?;
        match fs::remove_dir(entry.path()) {
            Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => {
                return Err(error).with_context(|| entry.path().display().to_string());
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> Files {
        entries
            .iter()
            .map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn a_directory_holds_exactly_what_was_written_last() {
        let directory =
            std::env::temp_dir().join(format!("statuslamp-files-{}", std::process::id()));
        let first = files(&[("a.txt", "1"), ("old/deep/b.txt", "2")]);
        let second = files(&[("a.txt", "3"), ("new/c.txt", "4")]);

        write(&directory, &first).unwrap();
        let after_first = read(&directory).unwrap();
        write(&directory, &second).unwrap();
        let after_second = read(&directory).unwrap();
        let old_is_gone = !directory.join("old").exists();
        fs::remove_dir_all(&directory).unwrap();

        assert_eq!(after_first, first);
        assert_eq!(after_second, second);
        assert!(old_is_gone);
    }
}
