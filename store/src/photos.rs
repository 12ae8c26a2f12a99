//! The pictures of photos. Each is stored once, beside its record, and never changes; deleting the photo leaves it, for
//! that can be taken back.

use domain::photo::{PHOTO, Picture};
use uuid::Uuid;

use crate::sql::{self, Statement};
use crate::{Error, Result, Store, Visitor, read};

const INSERT: &str = "insert into picture (photo, bytes) values ($1, $2) on conflict (photo) do nothing";
const SELECT: &str = "select bytes from picture where photo = $1";
const SELECT_MAKER: &str = "select history.person from history join photo on photo.id = history.record \
    where photo.id = $1 order by history.seq, history.ord limit 1";

/// What became of a picture that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is stored: now, or since it was sent before.
    Stored,
    /// There is no such photo, as far as this person may see.
    Unknown,
    /// The photo has another picture.
    Other,
}

/// Stores the picture of a photo. Whoever sees the photo may bring it, and so may whoever took it: it may be in other
/// hands before its picture arrives.
///
/// # Errors
/// When the database does not answer or has no room: the device keeps the picture and comes back.
pub async fn put(store: &Store, visitor: &Visitor, id: Uuid, picture: &Picture) -> Result<Put> {
    if !sees(store, visitor, id).await? && !took(store, visitor, id).await? {
        return Ok(Put::Unknown);
    }
    let insert = sqlx::query(INSERT).bind(id.to_string()).bind(picture.bytes().to_vec());
    if insert.execute(store.writer()).await?.rows_affected() == 1 {
        return Ok(Put::Stored);
    }
    let found = sqlx::query(SELECT).bind(id.to_string()).fetch_one(store.reader()).await?;
    Ok(if read::bytes(&found, 0)? == picture.bytes() { Put::Stored } else { Put::Other })
}

/// The picture of a photo; nothing while it is on its way, and for whoever may not see the photo.
///
/// # Errors
/// When the database does not answer.
pub async fn get(store: &Store, visitor: &Visitor, id: Uuid) -> Result<Option<Picture>> {
    if !sees(store, visitor, id).await? {
        return Ok(None);
    }
    let Some(found) = sqlx::query(SELECT).bind(id.to_string()).fetch_optional(store.reader()).await? else {
        return Ok(None);
    };
    let picture = Picture::of(read::bytes(&found, 0)?.to_vec());
    picture.map(Some).ok_or_else(|| Error::Corrupt(format!("the picture of {id}")))
}

/// Whether the photo is there, deleted or not, and theirs to see.
async fn sees(store: &Store, visitor: &Visitor, id: Uuid) -> Result<bool> {
    let mut statement = Statement::new("select id from photo where id = ");
    statement.value(id.to_string());
    sql::and_visible(&mut statement, &PHOTO, visitor.own(&PHOTO));
    Ok(statement.query().fetch_optional(store.reader()).await?.is_some())
}

/// Whether the photo is there, and was made by them.
async fn took(store: &Store, visitor: &Visitor, id: Uuid) -> Result<bool> {
    let maker = sqlx::query(SELECT_MAKER).bind(id.to_string()).fetch_optional(store.reader()).await?;
    maker.map_or(Ok(false), |maker| Ok(read::uuid(&maker, 0)? == visitor.person.id))
}
