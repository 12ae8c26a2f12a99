//! Web Push: a message sealed for one browser (RFC 8291), signed so that the push service knows who sends (RFC 8292),
//! and handed over by HTTPS. The push service can read none of it.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Method, Request, StatusCode, Uri, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::Millis;
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use ring::{aead, agreement, error::Unspecified, hkdf};
use store::alerts::Subscription;

/// The push services of the browsers there are; others must be named by whoever runs the server. Without this list a
/// signed-in person could have the server call any address of its own network.
const SERVICES: [&str; 5] = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    "push.services.mozilla.com",
    "notify.windows.com",
];
/// How long a push service keeps a message for a browser that is away, in seconds: news of the morning is stale at night.
const KEEP: u32 = 12 * 3600;
/// How long a signature holds, in seconds (RFC 8292 allows a day).
const SIGNED_FOR: i64 = 12 * 3600;
/// How long a push service may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest message: services take 4096 bytes with everything around it.
const LONGEST: usize = 3000;
/// The size of a record: one holds the whole message.
const RECORD: u32 = 4096;

/// Why a message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The browser is gone: forget it.
    #[error("the browser is gone")]
    Gone,
    /// The address is not one of a push service.
    #[error("not the address of a push service")]
    NotAService,
    /// The keys or the message are not what they should be.
    #[error("the message cannot be sealed")]
    Unsealed,
    /// The push service said no, or nothing.
    #[error("the push service answered {0}")]
    Answered(String),
}

impl From<Unspecified> for Refused {
    fn from(_: Unspecified) -> Self {
        Self::Unsealed
    }
}

/// The sender of this server.
#[derive(Debug)]
pub struct Sender {
    key: EcdsaKeyPair,
    chance: SystemRandom,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    /// Further services, as `https://host`.
    services: Vec<String>,
    subject: String,
}

/// A new key, as [`Sender::new`] takes it.
///
/// # Errors
/// When the operating system has no chance to give.
pub fn fresh_key() -> Result<String, Refused> {
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
    Ok(BASE64.encode(key.as_ref()))
}

impl Sender {
    /// A sender with this key. `subject` is where the push service finds whoever runs the server.
    ///
    /// # Errors
    /// `Unsealed` when the key is none.
    pub fn new(key: &str, services: &[String], subject: &str) -> Result<Self, Refused> {
        let chance = SystemRandom::new();
        let pkcs8 = BASE64.decode(key).map_err(|_| Refused::Unsealed)?;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &chance)
            .map_err(|_| Refused::Unsealed)?;
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .map_err(|_| Refused::Unsealed)?
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        let services = services.iter().map(|service| service.trim_end_matches('/').to_owned()).collect();
        Ok(Self { key, chance, client, services, subject: subject.to_owned() })
    }

    /// The public key, as browsers want it.
    pub fn public_key(&self) -> String {
        BASE64.encode(self.key.public_key().as_ref())
    }

    /// Whether an address belongs to a push service.
    pub fn takes(&self, endpoint: &str) -> bool {
        let Ok(uri) = endpoint.parse::<Uri>() else { return false };
        let Some(origin) = origin(&uri) else { return false };
        if self.services.contains(&origin) {
            return true;
        }
        let Some(host) = origin.strip_prefix("https://") else { return false };
        SERVICES
            .iter()
            .any(|service| host == *service || host.strip_suffix(service).is_some_and(|before| before.ends_with('.')))
    }

    /// Hands a message over.
    ///
    /// # Errors
    /// `Gone` when the browser should be forgotten; anything else may pass.
    pub async fn send(&self, to: &Subscription, message: &str, now: Millis) -> Result<(), Refused> {
        if !self.takes(&to.endpoint) {
            return Err(Refused::NotAService);
        }
        let uri: Uri = to.endpoint.parse().map_err(|_| Refused::NotAService)?;
        let origin = origin(&uri).ok_or(Refused::NotAService)?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header("ttl", KEEP)
            .header("urgency", "high")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::AUTHORIZATION, self.authorization(&origin, now)?)
            .body(Full::from(self.seal(to, message.as_bytes())?))
            .map_err(|_| Refused::NotAService)?;
        let answer = tokio::time::timeout(PATIENCE, self.client.request(request)).await;
        let answer = answer.map_err(|_| Refused::Answered("nothing in time".to_owned()))?;
        match answer.map_err(|error| Refused::Answered(error.to_string()))?.status() {
            status if status.is_success() => Ok(()),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Refused::Gone),
            status => Err(Refused::Answered(status.to_string())),
        }
    }

    /// The signature by which a service knows this server: a JWT (RFC 8292).
    fn authorization(&self, audience: &str, now: Millis) -> Result<String, Refused> {
        let claims = serde_json::json!({ "aud": audience, "exp": now / 1000 + SIGNED_FOR, "sub": self.subject });
        let head = BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let text = format!("{head}.{}", BASE64.encode(claims.to_string()));
        let signature = self.key.sign(&self.chance, text.as_bytes())?;
        Ok(format!("vapid t={text}.{}, k={}", BASE64.encode(signature.as_ref()), self.public_key()))
    }

    /// Seals a message for one browser: `aes128gcm` of RFC 8188 with the keys of RFC 8291, in one record.
    fn seal(&self, to: &Subscription, message: &[u8]) -> Result<Vec<u8>, Refused> {
        let decode = |text: &str| BASE64.decode(text.trim_end_matches('=')).map_err(|_| Refused::Unsealed);
        let (browser, auth) = (decode(&to.p256dh)?, decode(&to.auth)?);
        if message.len() > LONGEST {
            return Err(Refused::Unsealed);
        }
        let own = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &self.chance)?;
        let public = own.compute_public_key()?;
        let mut salt = [0; 16];
        ring::rand::SecureRandom::fill(&self.chance, &mut salt)?;
        let peer = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, &browser);
        let keys =
            agreement::agree_ephemeral(own, &peer, |shared| keys(shared, &auth, &browser, public.as_ref(), &salt))??;
        let mut sealed = message.to_vec();
        // The mark of the last record.
        sealed.push(2);
        let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_128_GCM, &keys.0)?);
        key.seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(keys.1), aead::Aad::empty(), &mut sealed)?;
        let mut body = salt.to_vec();
        body.extend(RECORD.to_be_bytes());
        body.push(65);
        body.extend(public.as_ref());
        body.extend(sealed);
        Ok(body)
    }
}

/// The key and nonce of one message.
pub type Keys = ([u8; 16], [u8; 12]);

/// Derives them from the shared secret (RFC 8291, 3.4).
///
/// # Errors
/// Never with lengths as long as these.
pub fn keys(shared: &[u8], auth: &[u8], browser: &[u8], server: &[u8], salt: &[u8]) -> Result<Keys, Unspecified> {
    let info = [b"WebPush: info\0", browser, server];
    let mut secret = [0; 32];
    derive(auth, shared, &info, &mut secret)?;
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    derive(salt, &secret, &[b"Content-Encoding: aes128gcm\0"], &mut key)?;
    derive(salt, &secret, &[b"Content-Encoding: nonce\0"], &mut nonce)?;
    Ok((key, nonce))
}

/// HKDF with SHA-256.
fn derive(salt: &[u8], secret: &[u8], info: &[&[u8]], out: &mut [u8]) -> Result<(), Unspecified> {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let length = Length(out.len());
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(secret).expand(info, length)?.fill(out)
}

/// `https://host` of an address.
fn origin(uri: &Uri) -> Option<String> {
    Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;

    fn sender() -> Sender {
        Sender::new(&fresh_key().unwrap(), &["http://127.0.0.1:9".to_owned()], "https://carnet.example").unwrap()
    }

    #[test]
    fn only_push_services_are_called() {
        let sender = sender();
        for service in [
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://db5p.notify.windows.com/w/?token=x",
            "http://127.0.0.1:9/x",
        ] {
            assert!(sender.takes(service), "{service}");
        }
        for other in [
            "https://169.254.169.254/latest",
            "http://fcm.googleapis.com/x",
            "https://evilfcm.googleapis.com.example/x",
            "https://xnotify.windows.com/",
            "https://fcm.googleapis.com:8443/x",
            "https://fcm.googleapis.com@127.0.0.1/x",
            "http://127.0.0.1:91/x",
            "/x",
        ] {
            assert!(!sender.takes(other), "{other}");
        }
    }

    #[test]
    fn a_browser_opens_what_was_sealed_for_it() {
        let chance = SystemRandom::new();
        let private = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &chance).unwrap();
        let public = private.compute_public_key().unwrap();
        let auth = [7; 16];
        let to = Subscription {
            endpoint: String::new(),
            p256dh: BASE64.encode(public.as_ref()),
            auth: BASE64.encode(auth),
            language: Lang::Fr,
        };
        let body = sender().seal(&to, "Bonjour « été »".as_bytes()).unwrap();
        let (salt, rest) = body.split_at(16);
        assert_eq!(&rest[..5], [0, 0, 16, 0, 65]);
        let (server, sealed) = rest[5..].split_at(65);
        let peer = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, server);
        let (key, nonce) =
            agreement::agree_ephemeral(private, &peer, |shared| keys(shared, &auth, public.as_ref(), server, salt))
                .unwrap()
                .unwrap();
        let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_128_GCM, &key).unwrap());
        let mut sealed = sealed.to_vec();
        let open =
            key.open_in_place(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::empty(), &mut sealed).unwrap();
        assert_eq!(open, ["Bonjour « été »".as_bytes(), &[2]].concat());
    }

    #[test]
    fn the_keys_are_those_of_the_example_in_rfc_8291() {
        let decode = |text| BASE64.decode(text).unwrap();
        let shared = decode("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let (auth, salt) = (decode("BTBZMqHH6r4Tts7J_aSIgg"), decode("DGv6ra1nlYgDCS1FRnbzlw"));
        let browser = decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let server = decode("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let (key, nonce) = keys(&shared, &auth, &browser, &server, &salt).unwrap();
        assert_eq!(key.to_vec(), decode("oIhVW04MRdy2XN9CiKLxTg"));
        assert_eq!(nonce.to_vec(), decode("4h_95klXJ5E_qnoN"));
    }

    #[test]
    fn a_service_can_check_who_sends() {
        let sender = sender();
        let header = sender.authorization("https://push.example", 1_780_300_800_000).unwrap();
        let token = header.strip_prefix("vapid t=").unwrap().split(',').next().unwrap();
        let (text, signature) = token.rsplit_once('.').unwrap();
        let claims: serde_json::Value =
            serde_json::from_slice(&BASE64.decode(text.split('.').nth(1).unwrap()).unwrap()).unwrap();
        assert_eq!(
            (claims["aud"].as_str(), claims["exp"].as_i64()),
            (Some("https://push.example"), Some(1_780_344_000))
        );
        let key = BASE64.decode(sender.public_key()).unwrap();
        ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, key)
            .verify(text.as_bytes(), &BASE64.decode(signature).unwrap())
            .unwrap();
    }
}
