-- A full witness's memory. What it signed is never deleted and never changed; all else can be made again from L1. A backup that is
-- older than the newest attestation must not be restored under the same key.

-- Whose batches are attested; never changes.
create table attested_rollup (
    one_row     boolean primary key default true check (one_row),
    rollup_id   bigint not null,
    l1_chain_id bigint not null,
    rollup      bytea  not null check (octet_length(rollup) = 20)
);

-- The signing record. The row is committed before the signature exists.
create table attestation (
    place             bigint   primary key,      -- in this witness's line, from 0, without gaps
    generation        bigint   not null,
    number            bigint   not null,
    batch_hash        bytea    not null check (octet_length(batch_hash) = 32),
    execution_hash    bytea    not null check (octet_length(execution_hash) = 32),
    verdict           smallint not null check (verdict between 1 and 3),   -- 1 VALID, 2 INVALID, 3 UNAVAILABLE
    digest            bytea    not null check (octet_length(digest) = 32), -- EIP-712, what is signed
    witness           bytea    not null check (octet_length(witness) = 20),
    reasons           text[]   not null,         -- for people
    l1_block_number   bigint   not null,         -- of the post
    l1_block_hash     bytea    not null check (octet_length(l1_block_hash) = 32),
    decided_at_millis bigint   not null,
    signature         bytea    check (octet_length(signature) = 65)
);
-- The slot: one VALID or INVALID for ever, whatever key signs. UNAVAILABLE takes none.
create unique index attestation_slot on attestation (generation, number) where verdict < 3;
create unique index attestation_unavailable on attestation (generation, number, batch_hash, execution_hash) where verdict = 3;
create index attestation_unsigned on attestation (place) where signature is null;
create index attestation_invalid on attestation (place) where verdict = 2;

-- Batches that this witness has made anew and executed, in the order of L1: of final posts only, so never taken back by L1.
create table judged_batch (
    generation   bigint   not null,
    number       bigint   not null,
    batch_hash   bytea    not null check (octet_length(batch_hash) = 32),
    verdict      smallint not null check (verdict in (1, 2)),
    block_hash   bytea    check (octet_length(block_hash) = 32),  -- of the L2 block by this witness's client; none if it does not rebuild
    block_header bytea,                                           -- its RLP
    outcomes     bytea,                                           -- one byte a position: 1 SUCCEEDED, 2 REVERTED, 3 SKIPPED
    void         boolean  not null default false,                 -- by a rollback
    primary key (generation, number),
    check ((block_hash is null) = (block_header is null) and (block_hash is null) = (outcomes is null))
);
create unique index judged_batch_lineage on judged_batch (number) where not void;

-- Arrivals of batches that are not void, to know those that repeat them.
create table judged_arrival (
    seq     bigint primary key,
    number  bigint not null,      -- of the batch that covers it
    tx_hash bytea,                -- none: EMPTY
    sender  bytea,
    nonce   bigint not null
);
create index judged_arrival_tx on judged_arrival (tx_hash, seq);
create index judged_arrival_number on judged_arrival (number);

-- How far this witness has come: the last post that it dealt with, and the last rollback that it applied.
create table judging_position (
    one_row          boolean primary key default true check (one_row),
    l1_block_number  bigint  not null,
    l1_log_index     integer not null,
    generation       bigint  not null
);
insert into judging_position (l1_block_number, l1_log_index, generation) values (-1, -1, 0);

-- What L1 said (l1_rollup.sql of l1-batches), read again from L1 if every row is deleted. Heights are L1 block numbers; times here
-- are Unix seconds of L1.

-- Which rollup this is, as its contracts say; never changes.
create table l1_rollup (
    one_row             boolean primary key default true check (one_row),
    rollup_id           bigint not null,
    l1_chain_id         bigint not null,
    genesis_hash        bytea  not null,
    genesis_timestamp   bigint not null,
    deployment_block    bigint not null,
    sequencer_id        bytea  not null,
    rollup              bytea  not null,
    parameter_registry  bytea  not null,
    sequencer_registry  bytea  not null,
    forced_inbox        bytea  not null,
    forced_delay_blocks bigint not null
);

-- Positions of the two followers; of final ones the newest is needed, of the others those above it too, to find the way back.
create table l1_block (
    follower          text   not null check (follower in ('final', 'posts')),
    number            bigint not null,
    hash              bytea  not null check (octet_length(hash) = 32),
    timestamp_seconds bigint not null,
    primary key (follower, number)
);

-- By final blocks only, so never undone. The policy in force from an L1 height on, until the next row's.
create table l1_policy (
    from_height bigint primary key,
    revision    bigint not null,            -- of the ParameterRegistry: equal revisions, equal values
    policy      bytea  not null             -- abi.encode(Policy)
);

-- The keys in force from an L1 height on; of two rows for one height the later log counts.
create table l1_order_key (
    from_height  bigint  primary key,
    order_key    bytea   not null check (octet_length(order_key) = 20),
    log_block    bigint  not null,
    log_index    integer not null
);
create table l1_beacon_key (
    from_height  bigint  primary key,
    beacon_key   bytea   not null,
    log_block    bigint  not null,
    log_index    integer not null
);

-- When final blocks were, as far as somebody asked.
create table l1_time (
    number            bigint primary key,
    timestamp_seconds bigint not null
);

create table forced_entry (
    forced_index      bigint primary key,
    gas_limit         bigint not null,
    raw_tx            bytea  not null,
    queued_block      bigint not null,
    queued_block_hash bytea  not null
);
create index forced_entry_queued_block on forced_entry (queued_block);
create table forced_place (
    forced_index    bigint  primary key,
    tx_hash         bytea   not null,       -- keccak256 of the queued bytes
    l1_tx_hash      bytea   not null,
    l1_block_number bigint  not null,
    l1_block_hash   bytea   not null,
    l1_log_index    integer not null
);
create index forced_place_tx on forced_place (tx_hash, forced_index);

-- By the newest chain: rows of blocks that L1 drops are deleted.
create table l1_post (
    l1_block_number  bigint  not null,
    l1_log_index     integer not null,
    l1_block_hash    bytea   not null,
    l1_tx_hash       bytea   not null,
    generation       bigint  not null,
    number           bigint  not null,
    batch_hash       bytea   not null,
    execution_hash   bytea   not null,
    data_hash        bytea   not null,
    posted_at        bigint  not null,
    challenge_window bigint  not null,
    covered_count    bigint  not null,
    forced_through   bigint  not null,
    primary key (l1_block_number, l1_log_index)
);
create unique index l1_post_batch on l1_post (generation, number);
create table l1_chunk (
    chunk_hash      bytea   primary key,
    l1_block_number bigint  not null,
    l1_log_index    integer not null,
    l1_block_hash   bytea   not null,
    l1_tx_hash      bytea   not null
);
create index l1_chunk_block on l1_chunk (l1_block_number);
create table l1_final_floor (
    last_number     bigint  primary key,
    first_number    bigint  not null,
    last_batch_hash bytea   not null,
    l1_block_number bigint  not null,
    l1_log_index    integer not null,
    l1_block_hash   bytea   not null,
    l1_tx_hash      bytea   not null
);
create table l1_rollback (
    generation      bigint  primary key,    -- the one that began
    voided_from     bigint  not null,
    anchor_number   bigint  not null,
    anchor_hash     bytea   not null,
    fault_id        bytea   not null,
    l1_block_number bigint  not null,
    l1_log_index    integer not null,
    l1_block_hash   bytea   not null,
    l1_tx_hash      bytea   not null
);
