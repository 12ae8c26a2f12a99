-- The three reports count and add up in the order of these indexes, without reading the rows themselves.

-- A record's date of creation is the instant its id begins with: forty-eight bits, twelve hexadecimal figures. Up to here
-- the column held the instant of the first receipt. How far a figure counts: as many as stand before it in the row of all.
update client set created_at =
    (length(rtrim(replace('0123456789abcdef', substr(id, 1, 1), '~'), '0123456789abcdef')) - 1) * 17592186044416 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 2, 1), '~'), '0123456789abcdef')) - 1) * 1099511627776 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 3, 1), '~'), '0123456789abcdef')) - 1) * 68719476736 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 4, 1), '~'), '0123456789abcdef')) - 1) * 4294967296 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 5, 1), '~'), '0123456789abcdef')) - 1) * cast(268435456 as bigint) +
    (length(rtrim(replace('0123456789abcdef', substr(id, 6, 1), '~'), '0123456789abcdef')) - 1) * 16777216 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 7, 1), '~'), '0123456789abcdef')) - 1) * 1048576 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 8, 1), '~'), '0123456789abcdef')) - 1) * 65536 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 10, 1), '~'), '0123456789abcdef')) - 1) * 4096 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 11, 1), '~'), '0123456789abcdef')) - 1) * 256 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 12, 1), '~'), '0123456789abcdef')) - 1) * 16 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 13, 1), '~'), '0123456789abcdef')) - 1) * 1;
update opportunity set created_at =
    (length(rtrim(replace('0123456789abcdef', substr(id, 1, 1), '~'), '0123456789abcdef')) - 1) * 17592186044416 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 2, 1), '~'), '0123456789abcdef')) - 1) * 1099511627776 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 3, 1), '~'), '0123456789abcdef')) - 1) * 68719476736 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 4, 1), '~'), '0123456789abcdef')) - 1) * 4294967296 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 5, 1), '~'), '0123456789abcdef')) - 1) * cast(268435456 as bigint) +
    (length(rtrim(replace('0123456789abcdef', substr(id, 6, 1), '~'), '0123456789abcdef')) - 1) * 16777216 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 7, 1), '~'), '0123456789abcdef')) - 1) * 1048576 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 8, 1), '~'), '0123456789abcdef')) - 1) * 65536 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 10, 1), '~'), '0123456789abcdef')) - 1) * 4096 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 11, 1), '~'), '0123456789abcdef')) - 1) * 256 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 12, 1), '~'), '0123456789abcdef')) - 1) * 16 +
    (length(rtrim(replace('0123456789abcdef', substr(id, 13, 1), '~'), '0123456789abcdef')) - 1) * 1;

-- When an opportunity came into its stage.
alter table opportunity add column stage_since bigint;

-- Also what the dashboard counts by, as before.
drop index client_by_share;
create index client_by_share on client
    (status, source, assignee, next_contact, id, step, created_at, deleted_at, archived_at)
    where deleted_at is null and archived_at is null;
create index opportunity_by_share on opportunity
    (stage, probability, currency, assignee, amount, closed_on, expected_close, client, account, source, lost_reason,
    created_at, stage_since, deleted_at, archived_at)
    where deleted_at is null and archived_at is null;
create index account_by_share on account (industry, assignee, annual_revenue, id, deleted_at, archived_at)
    where deleted_at is null and archived_at is null;
