//! The files of the site: their addresses, versions, types, and the list the service worker keeps.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::body::Bytes;

/// The files whose address carries a version: their content never changes under one address. The files of a module lie
/// together in a folder that is named after the build (`pkg/…/carnet.js`), because they name each other.
const VERSIONED: [&str; 2] = ["style.css", "boot.js"];
/// The folder of the modules.
const PACKAGE: &str = "pkg/";
/// Modules the app loads when a page needs them.
const MODULES: [&str; 3] = ["charts", "sheets", "scan"];
/// The service worker, served with the list of files in front.
const WORKER: &str = "sw.js";

/// One file as it was found.
#[derive(Debug)]
pub struct Found {
    /// Its path inside the site, such as `icons/carnet.svg`.
    pub path: String,
    /// What is in it.
    pub bytes: Bytes,
    /// SHA-256 of that.
    pub hash: [u8; 32],
}

/// One file as it is served.
#[derive(Debug, Clone)]
pub struct File {
    /// The bytes.
    pub plain: Bytes,
    /// The same, compressed with brotli when the site was built.
    pub brotli: Option<Bytes>,
    /// The content type.
    pub kind: &'static str,
    /// Sixteen hexadecimal digits that change with the content.
    pub version: String,
}

/// The whole site.
#[derive(Debug)]
pub struct Site {
    files: BTreeMap<String, File>,
    /// The service worker's script with its list.
    pub worker: String,
    /// The static page the service worker serves offline.
    pub shell: String,
    /// Changes whenever any file changed.
    pub version: String,
    /// What the HTML names.
    pub addresses: app::Site,
}

impl Site {
    /// The site of these files. A file whose name ends with `.br` is the compressed form of the one before that end.
    pub fn new(found: impl Iterator<Item = Found>) -> Self {
        let mut compressed = BTreeMap::new();
        let mut files = BTreeMap::new();
        for Found { path, bytes, hash } in found {
            if let Some(path) = path.strip_suffix(".br") {
                compressed.insert(path.to_owned(), bytes);
            } else {
                let file = File { plain: bytes, brotli: None, kind: kind(&path), version: hex(&hash[..8]) };
                files.insert(path, file);
            }
        }
        for (path, brotli) in compressed {
            if let Some(file) = files.get_mut(&path) {
                file.brotli = Some(brotli);
            }
        }
        let address = |path: &str| address(&files, path);
        let [style, boot] = VERSIONED.map(address);
        let built =
            |name: &str| files.keys().find(|path| is_built(path, name)).map_or_else(String::new, |path| address(path));
        let module_of = |name: &str| [built(&format!("{name}.js")), built(&format!("{name}_bg.wasm"))];
        let modules: BTreeMap<&str, [String; 2]> = MODULES.into_iter().map(|name| (name, module_of(name))).collect();
        let modules = serde_json::to_string(&modules).unwrap_or_default();
        let addresses = app::Site {
            module: built("carnet.js"),
            parts: built("parts.js"),
            wasm: built("carnet_bg.wasm"),
            style,
            boot,
            modules,
        };
        let shell = app::offline_shell(addresses.clone());
        let kept: Vec<String> = files.keys().filter(|path| is_kept(path)).map(|path| address(path)).collect();
        let version = version(&files, &shell);
        let script = files.remove(WORKER).map(|file| String::from_utf8_lossy(&file.plain).into_owned());
        let list = serde_json::to_string(&kept).unwrap_or_default();
        let worker = format!("const VERSION = \"{version}\";\nconst ASSETS = {list};\n{}", script.unwrap_or_default());
        Self { files, worker, shell, version, addresses }
    }

    /// The file at a path such as `boot.js`.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Every path the site answers.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// What the service worker keeps: all that a page needs offline. Icons of an installed app are the system's business.
fn is_kept(path: &str) -> bool {
    path != WORKER && kind(path) != "image/png" && !path.contains("maskable")
}

/// Whether this is the file of a module of this name.
fn is_built(path: &str, name: &str) -> bool {
    path.strip_prefix(PACKAGE).and_then(|rest| rest.rsplit_once('/')).is_some_and(|(_build, file)| file == name)
}

/// Whether a path alone, without a version behind it, names a content that never changes.
pub fn is_for_ever(path: &str) -> bool {
    path.starts_with(PACKAGE)
}

fn address(files: &BTreeMap<String, File>, path: &str) -> String {
    match files.get(path) {
        Some(file) if VERSIONED.contains(&path) => format!("/{path}?v={}", file.version),
        _ => format!("/{path}"),
    }
}

/// A number of the whole site. Two rounds of FNV-1a over the files' own hashes: it tells versions apart, it guards nothing.
fn version(files: &BTreeMap<String, File>, shell: &str) -> String {
    let mut text = String::from(env!("CARGO_PKG_VERSION"));
    for (path, file) in files {
        let _ = write!(text, "\n{path} {}", file.version);
    }
    text.push_str(shell);
    let fold =
        |start: u64| text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:016x}", fold(0xcbf2_9ce4_8422_2325))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The content type by the end of the name.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(style: &'static str) -> Site {
        let files = [
            ("boot.js", "boot", 1),
            ("icons/carnet-512.png", "png", 4),
            ("pkg/b1/carnet.js", "module", 2),
            ("pkg/b1/carnet.js.br", "small", 2),
            ("pkg/b1/carnet_bg.wasm", "wasm", 3),
            ("style.css", style, u8::try_from(style.len()).unwrap()),
            ("sw.js", "// the worker", 5),
        ];
        Site::new(files.into_iter().map(|(path, text, hash)| Found {
            path: path.to_owned(),
            bytes: Bytes::from_static(text.as_bytes()),
            hash: [hash; 32],
        }))
    }

    #[test]
    fn the_service_worker_begins_with_the_version_and_the_files_it_keeps() {
        let site = site("colour");
        assert!(site.worker.starts_with(&format!("const VERSION = \"{}\";\nconst ASSETS = [", site.version)));
        assert!(
            site.worker.contains("\"/pkg/b1/carnet.js\",\"/pkg/b1/carnet_bg.wasm\",\"/style.css?v=0606060606060606\""),
            "{}",
            site.worker
        );
        assert!(!site.worker.contains(".png"), "{}", site.worker);
        assert!(!site.worker.contains("sw.js"), "{}", site.worker);
        assert!(site.worker.ends_with("// the worker"));
    }

    #[test]
    fn a_changed_file_changes_its_address_and_the_version() {
        let (before, after) = (site("colour"), site("another colour"));
        assert_ne!(before.addresses.style, after.addresses.style);
        assert_eq!(before.addresses.boot, after.addresses.boot);
        assert_ne!(before.version, after.version);
    }

    #[test]
    fn the_apps_own_files_are_named_by_their_folder() {
        let addresses = site("colour").addresses;
        assert_eq!(addresses.module, "/pkg/b1/carnet.js");
        assert_eq!(addresses.wasm, "/pkg/b1/carnet_bg.wasm");
        assert!(is_for_ever("pkg/b1/carnet.js") && !is_for_ever("style.css"));
    }

    #[test]
    fn a_compressed_twin_is_not_a_file_of_its_own() {
        let site = site("colour");
        assert!(site.file("pkg/b1/carnet.js.br").is_none());
        assert_eq!(
            site.file("pkg/b1/carnet.js").and_then(|file| file.brotli.clone()),
            Some(Bytes::from_static(b"small"))
        );
    }
}
