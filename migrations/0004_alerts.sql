-- What Carnet says outside of its own pages: notifications, the morning's e-mail, the calendar feed.

-- One row: the key by which push services know this server (VAPID, RFC 8292).
create table vapid (
    id bigint not null primary key check (id = 1),
    private_key text not null
);

-- A browser that lets itself be notified. It ends with the session it was opened in.
create table subscription (
    endpoint text not null primary key,
    person text not null references person (id),
    session text not null,
    p256dh text not null,
    auth text not null,
    language text not null
);
create index subscription_by_person on subscription (person);

-- What was told to whom, so that nothing is told twice, whichever process tells it.
create table told (
    person text not null references person (id),
    what text not null,
    told_at bigint not null,
    primary key (person, what)
);

-- What a person wishes: the language of the morning's e-mail (nothing: no e-mail), the secret of their calendar feed.
create table wish (
    person text not null primary key references person (id),
    mail text,
    calendar text unique
);
