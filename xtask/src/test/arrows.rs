//! Arrows between crates point one way: what each may know is a table, held against `cargo metadata` and `cargo tree`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::error::{Error, Outcome};
use crate::shell;

/// Who may know whom among our own crates. Whoever is not named may know nobody; only `carnet` may know `server`.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("sync", &["domain"]),
    ("sim", &["domain", "sync"]),
    ("store", &["domain", "sync"]),
    ("charts", &[]),
    ("sheets", &["domain"]),
    ("scan", &[]),
    ("app", &["domain", "sync", "store", "charts", "sheets"]),
    ("server", &["domain", "sync", "store", "sheets", "app"]),
    ("carnet", &["server"]),
    ("xtask", &[]),
];

/// Crates that must stay pure, and what they may not meet even at third hand.
const PURE: &[&str] = &["domain", "sync"];
const IMPURE: &[&str] = &["tokio", "sqlx", "sqlx-core", "axum", "leptos", "web-sys", "js-sys", "hyper"];

/// What of `cargo metadata` matters here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
    features: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    optional: bool,
}

/// Holds the workspace against the table; tells every fault at once.
pub(crate) fn check() -> Outcome {
    let text = shell::read(&mut shell::cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Metadata = serde_json::from_str(&text)
        .map_err(|cause| Error::Unexpected(format!("cargo metadata was not understood: {cause}")))?;
    let mut faults = faults_of(&metadata);
    for name in PURE {
        // OK because `cargo tree` resolves features for this crate alone, while a whole-workspace graph would show what
        // other crates switch on.
        let tree =
            ["tree", "--package", name, "--edges", "normal,build", "--target", "all", "--prefix", "none", "--locked"];
        faults.extend(impurities(name, &shell::read(&mut shell::cargo(&tree))?));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Faults(faults)) }
}

fn faults_of(metadata: &Metadata) -> Vec<String> {
    let ours: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let known = MAY_KNOW.iter().find(|(name, _)| *name == package.name);
        let Some((_, allowed)) = known else {
            faults.push(format!("{} is not in the table of arrows", package.name));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|dependency| ours.contains(dependency.name.as_str())) {
            if !allowed.contains(&dependency.name.as_str()) {
                faults.push(format!("{} may not know {}", package.name, dependency.name));
            }
        }
    }
    faults.extend(metadata.packages.iter().find(|package| package.name == "app").and_then(store_outside_ssr));
    faults
}

/// The app may see the store only where it runs inside the server.
fn store_outside_ssr(app: &Package) -> Option<String> {
    let always = app.dependencies.iter().any(|dependency| dependency.name == "store" && !dependency.optional);
    let elsewhere = app.features.iter().filter(|(feature, _)| *feature != "ssr" && *feature != "store");
    let opens = |parts: &Vec<String>| parts.iter().any(|part| ["dep:store", "store", "ssr"].contains(&part.as_str()));
    let by_feature = elsewhere.into_iter().any(|(_, parts)| opens(parts));
    (always || by_feature).then(|| "app sees store outside its feature ssr".to_owned())
}

fn impurities(name: &str, tree: &str) -> BTreeSet<String> {
    let met = tree.lines().filter_map(|line| line.split_whitespace().next());
    met.filter(|met| IMPURE.contains(met)).map(|met| format!("{name} must stay pure, but meets {met}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(json: &str) -> Metadata {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_arrow_that_points_back_is_named() {
        let wrong = metadata(
            r#"{"packages":[
                {"name":"domain","dependencies":[{"name":"sync","optional":false}],"features":{}},
                {"name":"sync","dependencies":[{"name":"domain","optional":false},{"name":"serde","optional":false}],"features":{}}
            ]}"#,
        );
        assert_eq!(faults_of(&wrong), ["domain may not know sync"]);
    }

    #[test]
    fn only_the_program_may_know_the_server_and_strangers_are_named() {
        let wrong = metadata(
            r#"{"packages":[
                {"name":"server","dependencies":[],"features":{}},
                {"name":"sim","dependencies":[{"name":"server","optional":false}],"features":{}},
                {"name":"annex","dependencies":[],"features":{}}
            ]}"#,
        );
        assert_eq!(faults_of(&wrong), ["sim may not know server", "annex is not in the table of arrows"]);
    }

    #[test]
    fn the_app_sees_the_store_only_in_the_server() {
        let app = |optional: bool, hydrate: &str| {
            metadata(&format!(
                r#"{{"packages":[{{"name":"app","dependencies":[{{"name":"store","optional":{optional}}}],
                "features":{{"ssr":["dep:store"],"hydrate":["{hydrate}"]}}}}]}}"#
            ))
        };
        assert!(faults_of(&app(true, "leptos/hydrate")).is_empty());
        assert_eq!(faults_of(&app(true, "dep:store")).len(), 1);
        assert_eq!(faults_of(&app(false, "leptos/hydrate")).len(), 1);
    }

    #[test]
    fn an_impure_crate_at_third_hand_is_named() {
        let tree = "sync v0.1.0 (sync)\ndomain v0.1.0 (domain)\nuuid v1.2.3\njs-sys v0.3.1\n";
        assert_eq!(impurities("sync", tree).into_iter().collect::<Vec<_>>(), ["sync must stay pure, but meets js-sys"]);
        assert!(impurities("sync", "sync v0.1.0 (sync)\ntokio-free v1.0.0\n").is_empty());
    }
}
