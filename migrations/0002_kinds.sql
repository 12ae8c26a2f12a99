-- The whole product's further kinds: what sales, follow-up and lists need. Their fields by their names, then what sync and search need.

alter table client add column account text;
alter table client add column step text;
alter table client add column lost_reason text;
alter table client add column warmth text;
alter table client add column event text;
alter table client add column captured_at bigint;

create table account (
    id text not null primary key,
    name text,
    industry text,
    annual_revenue bigint,
    employees bigint,
    assignee text,
    siren text,
    siret text,
    phone text,
    website text,
    address text,
    postal_code text,
    city text,
    country text,
    tags text,
    notes text,
    archived_at bigint,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index account_by_seq on account (seq, id);
create index account_by_sort_key on account (sort_key, id);

create table opportunity (
    id text not null primary key,
    name text,
    amount bigint,
    currency text,
    stage text,
    probability bigint,
    client text,
    account text,
    assignee text,
    expected_close text,
    source text,
    lost_reason text,
    tags text,
    notes text,
    closed_on text,
    archived_at bigint,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index opportunity_by_seq on opportunity (seq, id);
create index opportunity_by_sort_key on opportunity (sort_key, id);
create index opportunity_by_stage on opportunity (stage);

create table stage (
    id text not null primary key,
    name text,
    probability bigint,
    position bigint,
    outcome text,
    assignee text,
    archived_at bigint,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index stage_by_seq on stage (seq, id);
create index stage_by_sort_key on stage (sort_key, id);

create table interaction (
    id text not null primary key,
    channel text,
    date text,
    time text,
    duration bigint,
    subject text,
    outcome text,
    client text,
    account text,
    opportunity text,
    assignee text,
    notes text,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index interaction_by_seq on interaction (seq, id);
create index interaction_by_sort_key on interaction (sort_key, id);

create table follow_up (
    id text not null primary key,
    deed text,
    due text,
    time text,
    client text,
    opportunity text,
    assignee text,
    note text,
    done_at bigint,
    outcome text,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index follow_up_by_seq on follow_up (seq, id);
create index follow_up_by_sort_key on follow_up (sort_key, id);

create table event (
    id text not null primary key,
    name text,
    starts_on text,
    ends_on text,
    place text,
    notes text,
    assignee text,
    archived_at bigint,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index event_by_seq on event (seq, id);
create index event_by_sort_key on event (sort_key, id);

create table saved_view (
    id text not null primary key,
    name text,
    list text,
    query text,
    assignee text,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index saved_view_by_seq on saved_view (seq, id);
create index saved_view_by_sort_key on saved_view (sort_key, id);

create table tag (
    id text not null primary key,
    name text,
    colour text,
    assignee text,
    deleted_at bigint,
    conflicts text,
    seq bigint not null,
    created_at bigint not null,
    stamps text not null,
    search_key text not null,
    sort_key bytea not null
);
create index tag_by_seq on tag (seq, id);
create index tag_by_sort_key on tag (sort_key, id);
