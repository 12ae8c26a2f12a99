//! HTTPS by itself: certificate and key from PEM files, rustls with ring.

use std::path::Path;

use axum_server::tls_rustls::RustlsConfig;

use crate::error::Failure;

/// Reads a certificate chain and its key.
///
/// # Errors
/// When a file cannot be read, or the two do not fit.
pub async fn config(cert: &Path, key: &Path) -> Result<RustlsConfig, Failure> {
    // OK because it fails only when a provider was chosen before, and then it was the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let what = format!("cannot use the certificate {} with the key {}", cert.display(), key.display());
    RustlsConfig::from_pem_file(cert, key).await.map_err(Failure::io(what))
}
