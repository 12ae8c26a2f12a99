//! Makes the folder of the site exist, so that the program compiles before the site was ever built, and has cargo take
//! the site in again when it changed.

fn main() {
    let site = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");
    if let Err(error) = std::fs::create_dir_all(site) {
        println!("cargo:warning=the folder of the site cannot be made: {error}");
    }
    println!("cargo:rerun-if-changed={site}");
}
