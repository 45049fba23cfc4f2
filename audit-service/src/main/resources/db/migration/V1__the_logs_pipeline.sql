-- All 32-byte values and addresses are raw bytes; uint64 values that stay below 2^63 are bigint; times are Unix milliseconds
-- by this service's clock unless the name says otherwise.

-- Which log this database is of; written at the first start, compared at every later one.
create table log_identity (
    one_row     boolean primary key default true check (one_row),
    rollup_id   bigint not null,
    l1_chain_id bigint not null,
    rollup      bytea  not null check (octet_length(rollup) = 20),
    origin      text   not null
);

-- One writer per log. term only grows; every write of the pipeline checks it in the same transaction.
create table lease (
    rollup_id  bigint primary key,
    holder     text        not null,
    term       bigint      not null,
    expires_at timestamptz not null
);

-- Where each stage stands. sequenced: entries that have an index. integrated: entries in the tree, whose tiles and bundles are
-- stored and read back.
create table log_progress (
    one_row         boolean primary key default true check (one_row),
    sequenced_size  bigint not null,
    integrated_size bigint not null,
    integrated_root bytea  not null check (octet_length(integrated_root) = 32),
    check (integrated_size between 0 and sequenced_size)
);
insert into log_progress (sequenced_size, integrated_size, integrated_root)
values (0, 0, sha256(''));

-- What the log took of Kafka: offsets [first_offset, next_offset) of a partition became entries in this order, the first one with
-- this ordinal (its index among the entries that are no coverage). Each run begins where another one of the same partition
-- ended, or at 0, and no two begin or end at the same offset: so no offset is in the log twice and none was left out.
create table log_run (
    topic_id      smallint not null,
    partition_id  integer  not null,
    first_offset  bigint   not null,
    next_offset   bigint   not null,
    continues     bigint,            -- equal to first_offset; null for the first run of a partition
    first_ordinal bigint   not null unique,
    primary key (topic_id, partition_id, first_offset),
    unique (topic_id, partition_id, next_offset),
    foreign key (topic_id, partition_id, continues) references log_run (topic_id, partition_id, next_offset),
    check (next_offset > first_offset),
    check (case when first_offset = 0 then continues is null else continues is not null and continues = first_offset end)
);

-- Which Kafka topic a partition is read from, and how far.
create table log_source (
    topic_id          smallint not null,
    partition_id      integer  not null,
    next_offset       bigint   not null,  -- of the log's line: the seq for arrivals
    kafka_topic       text     not null,
    kafka_topic_id    text     not null,  -- Kafka's own id of the topic: another topic of the same name has another one
    base_offset       bigint   not null,  -- next_offset = base_offset + Kafka's offset
    leader_epoch      integer,            -- of the last record taken; lets Kafka notice a log that was cut and rewritten
    primary key (topic_id, partition_id)
);

-- Sequenced entries on their way into the tree, (uint16 length ‖ entry)* as in a bundle; gone when they are integrated.
create table log_segment (
    first_index bigint  primary key,
    entry_count integer not null check (entry_count > 0),
    entries     bytea   not null
);
alter table log_segment alter column entries set storage external;

-- Events of entries that hold only their hash.
create table kept_event (
    log_index bigint primary key,
    event     bytea  not null
);

-- Tiles (level 0 to 7) and entry bundles (level -1) as they are served; never changed.
create table tile (
    level smallint not null,
    tile_index bigint not null,
    width smallint not null check (width between 1 and 256),
    bytes bytea    not null,
    primary key (level, tile_index, width)
);
alter table tile alter column bytes set storage external;

-- One root per size of the log, for ever: committed before a signature over it leaves the process.
create table checkpoint_signing (
    origin           text   not null,
    size             bigint not null,
    root             bytea  not null check (octet_length(root) = 32),
    term             bigint not null,
    signed_at_millis bigint not null,
    primary key (origin, size)
);

-- Signed notes with the cosignatures of a quorum; later cosignatures are added below.
create table published_checkpoint (
    size                bigint primary key,
    root                bytea  not null check (octet_length(root) = 32),
    note                bytea  not null,
    published_at_millis bigint not null
);

-- The size that each witness cosigned last, by its key.
create table witness_state (
    verifier_key       text   primary key,
    cosigned_size      bigint not null,
    cosigned_at_millis bigint not null
);

-- Events on their way to Kafka, in the order of id; a relay sends them and remembers how far it came.
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
