//! The site: `target/site/` with the app and its further modules, one style sheet, everything of `public/`, and brotli beside what gains by it.
//!
//! Files are written only when their bytes differ, so that cargo rebuilds the server only when the site changed.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Error, Outcome};
use crate::wasm::{self, Effort, MODULES};
use crate::{compress, node, places, say, shell};

/// Where the modules lie, each in a folder of its own; the scripts there are modules too.
const MODULES_FOLDER: &str = "pkg";

/// The files of the site by their path inside it.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Builds the modules and lays the site.
pub(crate) fn build(effort: Effort) -> Outcome {
    let modules = MODULES.iter().map(|module| wasm::build(module, effort)).collect::<Outcome<Vec<PathBuf>>>()?;
    say::step("laying the site", Duration::from_secs(10), || {
        let mut files = Files::new();
        for module in &modules {
            let package = Path::new(MODULES_FOLDER).join(module.file_name().unwrap_or_default());
            gather(module, module, &package, &mut files)?;
            files.remove(&package.join("done"));
        }
        let public = places::root().join("public");
        gather(&public, &public, Path::new(""), &mut files)?;
        files.insert(PathBuf::from("style.css"), style(&places::root().join("style"))?);
        if effort == Effort::Whole {
            tighten(&mut files)?;
            add_brotli(&mut files)?;
        }
        lay(&files, &places::site())
    })
}

/// Every file below `folder`, under `prefix`.
fn gather(top: &Path, folder: &Path, prefix: &Path, files: &mut Files) -> Outcome {
    for entry in std::fs::read_dir(folder).map_err(Error::file(folder))?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(top, &path, prefix, files)?;
        } else if let Ok(inside) = path.strip_prefix(top) {
            files.insert(prefix.join(inside), std::fs::read(&path).map_err(Error::file(&path))?);
        }
    }
    Ok(())
}

/// All style sheets as one, in the order of their names.
fn style(folder: &Path) -> Outcome<Vec<u8>> {
    let mut sheets = Files::new();
    gather(folder, folder, Path::new(""), &mut sheets)?;
    sheets.retain(|path, _| path.extension().is_some_and(|extension| extension == "css"));
    Ok(sheets.into_values().flatten().collect())
}

/// Scripts and style sheets without what only people read: comments, spaces, long names of their own.
fn tighten(files: &mut Files) -> Outcome {
    for (path, bytes) in files.iter_mut() {
        let mut program = match path.extension().and_then(OsStr::to_str) {
            Some("js") => {
                let mut terser = node::program("terser")?;
                terser.args(["--compress", "--mangle"]).args(path.starts_with(MODULES_FOLDER).then_some("--module"));
                terser
            }
            Some("css") => {
                let mut esbuild = node::program("esbuild")?;
                esbuild.args(["--loader=css", "--minify"]);
                esbuild
            }
            _ => continue,
        };
        *bytes = shell::pipe(&mut program, bytes)?;
    }
    Ok(())
}

fn add_brotli(files: &mut Files) -> Outcome {
    let mut compressed = Files::new();
    for (path, bytes) in files.iter().filter(|(path, _)| compress::gains(path)) {
        let smaller = compress::brotli(bytes)?;
        if smaller.len() < bytes.len() {
            let mut name = path.clone().into_os_string();
            name.push(".br");
            compressed.insert(PathBuf::from(name), smaller);
        }
    }
    files.append(&mut compressed);
    Ok(())
}

/// Makes `site` hold exactly these files.
fn lay(files: &Files, site: &Path) -> Outcome {
    for (path, bytes) in files {
        let file = site.join(path);
        if std::fs::read(&file).is_ok_and(|there| there == *bytes) {
            continue;
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        }
        std::fs::write(&file, bytes).map_err(Error::file(&file))?;
    }
    let mut there = Files::new();
    gather(site, site, Path::new(""), &mut there)?;
    for path in there.keys().filter(|path| !files.contains_key(*path)) {
        let file = site.join(path);
        std::fs::remove_file(&file).map_err(Error::file(&file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_style_sheets_do_the_same_in_fewer_letters() {
        let mut files = Files::new();
        files.insert("sw.js".into(), b"// A sum.\nconst total = (first, second) => first + second;\n".to_vec());
        files.insert("style.css".into(), b"/* loud */\na {\n  color: red;\n  content: \"a: b\";\n}\n".to_vec());
        files.insert("icon.svg".into(), b"<svg> </svg>".to_vec());
        node::packages().unwrap();
        tighten(&mut files).unwrap();
        let text = |name: &str| String::from_utf8_lossy(&files[Path::new(name)]).into_owned();
        assert_eq!(text("sw.js"), "const total=(t,o)=>t+o;\n");
        assert_eq!(text("style.css"), "a{color:red;content:\"a: b\"}\n");
        assert_eq!(text("icon.svg"), "<svg> </svg>");
    }

    #[test]
    fn the_site_holds_exactly_the_files_given_and_keeps_what_is_equal() {
        let site = places::kept("test-site");
        let files = |texts: &[(&str, &str)]| -> Files {
            texts.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect()
        };
        lay(&files(&[("a.css", "a"), ("pkg/b.js", "b")]), &site).unwrap();
        let time = |name: &str| site.join(name).metadata().unwrap().modified().unwrap();
        let written = time("a.css");
        lay(&files(&[("a.css", "a"), ("c.svg", "c")]), &site).unwrap();
        assert_eq!(time("a.css"), written);
        assert!(!site.join("pkg/b.js").exists());
        assert!(site.join("c.svg").exists());
    }

    #[test]
    fn brotli_lies_beside_text_and_not_beside_pictures() {
        let mut files = Files::new();
        files.insert(PathBuf::from("sw.js"), b"let a = 1; ".repeat(50));
        files.insert(PathBuf::from("icon.png"), b"picture ".repeat(50));
        add_brotli(&mut files).unwrap();
        assert!(files.contains_key(Path::new("sw.js.br")));
        assert!(!files.contains_key(Path::new("icon.png.br")));
    }
}
