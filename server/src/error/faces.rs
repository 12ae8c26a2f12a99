//! How each error looks from outside: the status, the word a program reads, and the sentence a person reads.

use axum::http::StatusCode;
use domain::Words;
use domain::lang::words;

/// What an error shows of itself.
pub(super) struct Face {
    pub(super) status: StatusCode,
    pub(super) key: &'static str,
    pub(super) words: Words,
}

const fn face(status: StatusCode, key: &'static str, fr: &'static str, en: &'static str) -> Face {
    Face { status, key, words: words(fr, en) }
}

impl Face {
    /// The same as an import says it: nothing of it waits on a device, and only its person begins it again.
    pub(super) fn of_import(self) -> Self {
        let words = match self.key {
            "cut_off" | "too_slow" => words(
                "Le fichier n’est pas arrivé en entier\u{a0}: rien n’a été importé. Envoyez-le de nouveau, ou partagez-le en plusieurs fichiers.",
                "The file did not arrive whole: nothing was imported. Send it again, or split it into several files.",
            ),
            "too_large" => words(
                "Ce fichier dépasse 500\u{a0}Mo\u{a0}: rien n’a été importé. Partagez-le en plusieurs fichiers.",
                "This file is larger than 500 MB: nothing was imported. Split it into several files.",
            ),
            "full" => words(
                "Le disque du serveur est plein, l’import s’est arrêté. Ce qui est déjà écrit reste. Quand un administrateur aura fait de la place, importez de nouveau le même fichier\u{a0}: l’import reprendra où il s’est arrêté.",
                "The server’s disk is full, the import stopped. What is written already stays. Once an administrator has made room, import the same file again: it goes on where it stopped.",
            ),
            "unavailable" => words(
                "Le serveur n’est plus disponible, l’import s’est arrêté. Ce qui est déjà écrit reste. Plus tard, importez de nouveau le même fichier\u{a0}: l’import reprendra où il s’est arrêté.",
                "The server is no longer available, the import stopped. What is written already stays. Later, import the same file again: it goes on where it stopped.",
            ),
            "failed" => words(
                "Le serveur a rencontré une erreur, l’import s’est arrêté. Ce qui est déjà écrit reste. Importez de nouveau le même fichier\u{a0}: l’import reprendra où il s’est arrêté.",
                "The server ran into an error, the import stopped. What is written already stays. Import the same file again: it goes on where it stopped.",
            ),
            _ => self.words,
        };
        Self { words, ..self }
    }
}

/// Nobody is signed in.
pub(super) const SIGNED_OUT: Face = face(
    StatusCode::UNAUTHORIZED,
    "signed_out",
    "Votre session est fermée\u{a0}: connectez-vous.",
    "Your session is closed: please sign in.",
);

/// The person may not do this.
pub(super) const NOT_ALLOWED: Face = face(
    StatusCode::FORBIDDEN,
    "not_allowed",
    "Vous n’avez pas le droit de faire cela. Demandez à un administrateur.",
    "You may not do this. Ask an administrator.",
);

/// Another site sent it.
pub(super) const CROSS_SITE: Face = face(
    StatusCode::FORBIDDEN,
    "cross_site",
    "Cette demande vient d’un autre site et n’a pas été exécutée.",
    "This request comes from another site and was not carried out.",
);

/// There is nothing there.
pub(super) const NOT_FOUND: Face =
    face(StatusCode::NOT_FOUND, "not_found", "Il n’y a rien à cette adresse.", "There is nothing at this address.");

/// The body broke off.
pub(super) const CUT_OFF: Face = face(
    StatusCode::BAD_REQUEST,
    "cut_off",
    "L’envoi s’est interrompu\u{a0}: rien n’a été enregistré. Il sera refait.",
    "The transfer broke off: nothing was stored. It will be sent again.",
);

/// The body took too long.
pub(super) const TOO_SLOW: Face = face(
    StatusCode::REQUEST_TIMEOUT,
    "too_slow",
    "L’envoi a pris trop de temps\u{a0}: rien n’a été enregistré. Il sera refait.",
    "The transfer took too long: nothing was stored. It will be sent again.",
);

/// The body is too large.
pub(super) const TOO_LARGE: Face = face(
    StatusCode::PAYLOAD_TOO_LARGE,
    "too_large",
    "L’envoi est trop grand\u{a0}: rien n’a été enregistré. Envoyez-le en plusieurs fois, ou plus petit.",
    "The transfer is too large: nothing was stored. Send it in parts, or smaller.",
);

/// The body is no picture.
pub(super) const NO_PICTURE: Face = face(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "no_picture",
    "Ce n’est pas une image JPEG, PNG ou WebP\u{a0}: rien n’a été enregistré.",
    "This is not a JPEG, PNG or WebP picture: nothing was stored.",
);

/// The photo has a picture, and it is another one.
pub(super) const OTHER_PICTURE: Face = face(
    StatusCode::CONFLICT,
    "other_picture",
    "Cette photo a déjà une autre image, qui reste. Ajoutez une nouvelle photo.",
    "This photo already has another picture, which stays. Add a new photo.",
);

/// The body is no list of clients.
pub(super) const UNREADABLE_LIST: Face = face(
    StatusCode::UNPROCESSABLE_ENTITY,
    "unreadable_list",
    "Ce fichier n’a pas pu être lu\u{a0}: rien n’a été enregistré.",
    "This file could not be read: nothing was stored.",
);

/// Another import is at work.
pub(super) const IMPORT_UNDER_WAY: Face = face(
    StatusCode::CONFLICT,
    "import_under_way",
    "Un autre import est en cours sur le serveur. Réessayez dans une minute.",
    "Another import is at work on the server. Try again in a minute.",
);

/// The body is not what we understand.
pub(super) const NOT_UNDERSTOOD: Face = face(
    StatusCode::BAD_REQUEST,
    "not_understood",
    "Le serveur ne comprend pas cette demande\u{a0}: rien n’a été enregistré. Mettez Carnet à jour sur cet appareil.",
    "The server does not understand this request: nothing was stored. Update Carnet on this device.",
);

/// Too many live connections.
pub(super) const TOO_MANY_CONNECTIONS: Face = face(
    StatusCode::TOO_MANY_REQUESTS,
    "too_many_connections",
    "Trop d’onglets sont ouverts. Fermez-en quelques-uns.",
    "Too many tabs are open. Close some of them.",
);

/// Stopping, or the database does not answer.
pub(super) const UNAVAILABLE: Face = face(
    StatusCode::SERVICE_UNAVAILABLE,
    "unavailable",
    "Le serveur n’est pas disponible. Vos modifications attendent sur cet appareil.",
    "The server is not available. Your changes wait on this device.",
);

/// The disk of the database is full.
pub(super) const FULL: Face = face(
    StatusCode::INSUFFICIENT_STORAGE,
    "full",
    "Le disque du serveur est plein. Vos modifications attendent sur cet appareil\u{a0}; prévenez un administrateur.",
    "The server's disk is full. Your changes wait on this device; tell an administrator.",
);

/// A fault of ours.
pub(super) const FAILED: Face = face(
    StatusCode::INTERNAL_SERVER_ERROR,
    "failed",
    "Le serveur a rencontré une erreur. Vos modifications attendent sur cet appareil.",
    "The server ran into an error. Your changes wait on this device.",
);
