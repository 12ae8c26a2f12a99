-- The dashboard counts clients in the order of these indexes, without reading the rows themselves.
create index client_by_share on client (status, source, assignee, next_contact, id, deleted_at, archived_at)
    where deleted_at is null and archived_at is null;
create index client_by_age on client (id, assignee, deleted_at, archived_at)
    where deleted_at is null and archived_at is null;
create index client_by_next_contact on client (next_contact, id, assignee, deleted_at, archived_at)
    where deleted_at is null and archived_at is null and next_contact is not null;

-- What people do besides writing records: signing in, letting people in, exports, imports. Never changed, never deleted.
-- `person` did it (nobody for a failed sign-in of a stranger); `about` is the person it was done to; `detail` is the
-- address tried, the role given, the file written.
create table audit (
    id text not null primary key,
    at bigint not null,
    person text,
    deed text not null,
    about text,
    detail text not null,
    user_agent text not null
);
create index audit_by_time on audit (at, id);

-- The timeline of everything reads history by the time of receipt, and by person.
create index history_by_time on history (received_at, seq, ord);
create index history_by_person on history (person, received_at);
