-- What L1 said, read again from L1 if every row is deleted. Heights are L1 block numbers; times here are Unix seconds of L1.

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
