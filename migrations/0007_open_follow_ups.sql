-- What is still to be done, by client: for alerts, which look at it every minute beside the history of all that was done.
create index follow_up_open on follow_up (client, assignee, deleted_at, done_at)
    where deleted_at is null and done_at is null;
