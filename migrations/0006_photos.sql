-- Photos of cards and badges: the record, which travels as every record does, and its picture, which travels apart.

create table photo (
    id text not null primary key,
    client text,
    assignee text,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index photo_by_seq on photo (seq, id);
create index photo_by_sort_key on photo (sort_key, id);

-- The bytes of a photo, stored once. A photo without a row here is still on the device that took it.
create table picture (
    photo text not null primary key,
    bytes bytea not null
);
