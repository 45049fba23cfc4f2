-- A topic that was lost whole ends where it began, and its successor begins there too.
alter table arrival_topic drop constraint arrival_topic_base_seq_key;

-- The lowest seq at which an intake found another row than the one it was about to commit. While it is set nothing is
-- promised through this topic; the holder of the lease looks into it, and clears it or closes the topic.
alter table arrival_topic add column suspect_seq bigint;

-- The orderer wrote the row, for a record whose intake did not or for a number that was lost: nobody was promised anything.
alter table promise add column filled_in boolean not null default false;

-- PromiseIssued has been sent for every promised row below next_seq.
create table promise_event_position (
    one_row  boolean primary key default true check (one_row),
    next_seq bigint not null
);
insert into promise_event_position (next_seq) values (0);

-- Sent events stay for a while, so that a fact that comes again is not sent again.
alter table outbox_event add column sent_at_millis bigint;
create index outbox_event_unsent on outbox_event (id) where sent_at_millis is null;
create index outbox_event_sent on outbox_event (sent_at_millis) where sent_at_millis is not null;
