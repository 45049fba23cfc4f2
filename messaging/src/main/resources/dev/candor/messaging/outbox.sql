-- What the migrations of a service that publishes events must make. Events on their way to Kafka, in the order of id.
create table outbox_event (
    id             bigint generated always as identity primary key,
    event_id       text   not null unique,  -- CloudEvents id: the same fact has the same id
    topic          text   not null,
    event_key      text   not null,
    event_type     text   not null,
    payload        bytea  not null,         -- JSON, UTF-8
    at_millis      bigint not null,         -- time of the fact
    sent_at_millis bigint                   -- sent events stay for a while, so that a fact that comes again is not sent again
);
create index outbox_event_unsent on outbox_event (id) where sent_at_millis is null;
create index outbox_event_sent on outbox_event (sent_at_millis) where sent_at_millis is not null;
