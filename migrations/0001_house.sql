-- The whole house. One text for SQLite and Postgres: text, bigint (numbers, cents, instants in milliseconds) and bytea only.

-- One row: whose book this is, the number of the last change, and the life of the database.
-- Every writer changes this row first: it is the one writers' lock, so numbers have no holes and no latecomers.
create table firm (
    id bigint not null primary key check (id = 1),
    name text not null,
    head bigint not null,
    epoch text not null
);

-- Who may sign in. `seq` is the change that wrote the row last: people travel to devices like records.
create table person (
    id text not null primary key,
    name text not null,
    email text not null,
    email_key text not null unique,
    role text not null,
    password_hash text,
    closed_at bigint,
    created_at bigint not null,
    seq bigint not null
);
create index person_by_seq on person (seq);

-- Links that let somebody in, once. Nobody invited the first administrator: there `invited_by` is null.
create table invitation (
    token_hash text not null primary key,
    name text not null,
    email text not null,
    role text not null,
    invited_by text references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create table session (
    id text not null primary key,
    token_hash text not null unique,
    person text not null references person (id),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    user_agent text not null
);
create index session_by_person on session (person);

-- A browser with an outbox. `last_n` is the last of its acts that took effect or was refused.
create table device (
    id text not null primary key,
    person text not null references person (id),
    label text not null,
    last_n bigint not null,
    seen_at bigint not null
);

-- The kind `client`: its fields by their names, then what sync and search need.
create table client (
    id text not null primary key,
    first_name text,
    last_name text,
    email text,
    phone text,
    mobile text,
    company text,
    job_title text,
    annual_revenue bigint,
    employees bigint,
    address text,
    postal_code text,
    city text,
    country text,
    website text,
    linkedin text,
    twitter text,
    status text,
    source text,
    assignee text,
    tags text,
    notes text,
    next_contact text,
    archived_at bigint,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index client_by_seq on client (seq, id);
create index client_by_sort_key on client (sort_key, id);

-- At once what people read as history, what devices pull evictions from, and the log of acts that makes each count once.
-- One row per act and record; an act without any change leaves one row with an empty `record`.
create table history (
    seq bigint not null,
    ord bigint not null,
    mutation text not null,
    device text not null,
    device_label text not null,
    n bigint not null,
    person text not null,
    act text not null,
    made_at bigint not null,
    received_at bigint not null,
    kind text not null,
    record text not null,
    edits text not null,
    left_assignee text,
    outcome text,
    primary key (seq, ord)
);
create index history_by_record on history (record, seq);
create index history_by_mutation on history (mutation);
create index history_of_departures on history (seq) where left_assignee is not null;
create index history_of_outcomes on history (device, seq) where outcome is not null;
