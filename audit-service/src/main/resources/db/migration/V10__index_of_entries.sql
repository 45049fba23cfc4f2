-- The index over the log's entries: keys and places only. What an entry says is read from the log's stored bytes; all rows here
-- can be made again from them (delete every row of the three tables, then restart).

-- How far each follower has read the log, in the transaction that has its effects.
create table entry_follower (
    name       text   primary key,
    next_index bigint not null check (next_index >= 0)
);

create table entry_index (
    log_index  bigint   primary key,
    kind       smallint not null,                   -- code of EntryKind
    type_name  text,                                -- ce_type of an event that is not looked into
    seq        bigint,                              -- arrivals and promises
    tx_hash    bytea check (octet_length(tx_hash) = 32), -- arrivals that are not EMPTY, promises, refusals
    sender     bytea check (octet_length(sender) = 20),  -- arrivals that are not EMPTY
    generation bigint,                              -- batch events
    number     bigint
);
create index entry_index_kind on entry_index (kind, log_index);
create index entry_index_type on entry_index (type_name, log_index) where type_name is not null;
create unique index entry_index_arrival on entry_index (seq) where kind = 1;
create index entry_index_promise on entry_index (seq, log_index) where kind = 2;
create index entry_index_tx on entry_index (tx_hash, kind, log_index) where tx_hash is not null;
create index entry_index_sender on entry_index (sender, seq) where sender is not null;
create index entry_index_batch on entry_index (generation, number, kind, log_index) where number is not null;

-- What each BatchSealed covers; several of one (generation, number) are the sequencer's fault, not this table's.
create table sealed_batch (
    log_index      bigint primary key,
    generation     bigint not null,
    number         bigint not null,
    batch_hash     bytea  not null check (octet_length(batch_hash) = 32),   -- the header's digest, computed
    parent_hash    bytea  not null check (octet_length(parent_hash) = 32),
    seqs           int8range not null,
    forced_from    bigint,                          -- the parent's forced_through; null while the parent is not logged
    forced_through bigint not null
);
create index sealed_batch_seqs on sealed_batch using gist (seqs);
create index sealed_batch_hash on sealed_batch (batch_hash);
create index sealed_batch_forced on sealed_batch (forced_through) where forced_from < forced_through;
