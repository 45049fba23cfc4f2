-- What does not fit together. Times are Unix milliseconds by this service's clock.

create table finding (
    id                  text     primary key,      -- kind and subject: the same thing seen again is the same row
    sequence            bigint   generated always as identity unique,
    kind                text     not null,
    subject             text     not null,
    state               text     not null check (state in ('RAISED', 'CLEARED')),
    episode             integer  not null check (episode > 0),  -- how often it was raised anew
    seen_count          bigint   not null,          -- how often a detector saw it, or how many it stands for
    raised_at_millis    bigint   not null,
    last_seen_at_millis bigint   not null,
    cleared_at_millis   bigint,
    expected            text     not null,
    found               text     not null,
    todo                text     not null,
    cleared_because     text,
    evidence            bytea    not null,          -- JSON, UTF-8, as in spec/findings.md section 3
    check ((state = 'CLEARED') = (cleared_at_millis is not null and cleared_because is not null))
);
create index finding_open on finding (kind) where state = 'RAISED';

-- What is still to be judged, because something to judge it by is not known yet; gone in the transaction of its judgement.
create table finding_work (
    id             bigint generated always as identity primary key,
    task           text   not null,
    a              bigint not null,                 -- of entries the index; of posts and batches the generation
    b              bigint not null,                 -- of posts the batch number, else 0
    since_millis   bigint not null,
    due_at_millis  bigint not null,
    waiting_for    text,
    unique (task, a, b)
);
create index finding_work_due on finding_work (due_at_millis, id);

-- Promises that are not simply what the logged record at their seq says: few, unless somebody cheats.
create table finding_odd_promise (
    seq       bigint not null,
    log_index bigint not null,
    primary key (seq, log_index)
);

-- How far followers that do not read the log have come.
create table finding_cursor (
    name     text   primary key,
    position bigint not null
);

-- Calls to the webhook that were not answered with success yet.
create table finding_webhook (
    id             bigint  generated always as identity primary key,
    event_id       text    not null unique,
    body           bytea   not null,
    attempts       integer not null default 0,
    due_at_millis  bigint  not null,
    added_at_millis bigint not null
);
create index finding_webhook_due on finding_webhook (due_at_millis, id);
