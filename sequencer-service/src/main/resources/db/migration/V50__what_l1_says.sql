-- What the L1 contracts say of themselves and never change: read once, so that a start does not need L1.
create table rollup_identity (
    only_row             boolean primary key default true check (only_row),
    rollup_id            bigint not null,
    l1_chain_id          bigint not null,
    rollup               bytea  not null check (octet_length(rollup) = 20),
    genesis_hash         bytea  not null check (octet_length(genesis_hash) = 32),
    genesis_timestamp    bigint not null,   -- Unix seconds
    deployment_block     bigint not null,
    sequencer_id         bytea  not null check (octet_length(sequencer_id) = 32),
    parameter_registry   bytea  not null,
    sequencer_registry   bytea  not null,
    forced_inbox         bytea  not null,
    forced_delay_blocks  bigint not null
);

-- L1 blocks up to which a follower has read; the newest of a follower is its position. Those of 'final' are the origins
-- that batches may name and stay for ever.
create table l1_block (
    follower          text   not null check (follower in ('final', 'settlement')),
    number            bigint not null,
    hash              bytea  not null check (octet_length(hash) = 32),
    timestamp_seconds bigint not null,
    primary key (follower, number)
);

-- The policy in force from an L1 height on, until the next row's.
create table l1_policy (
    from_height bigint primary key,
    revision    bigint not null,            -- of the ParameterRegistry: equal revisions, equal values
    policy      bytea  not null             -- abi.encode(Policy)
);

-- The order key in force from an L1 height on; of two rows for one height the later log counts.
create table l1_order_key (
    from_height  bigint  primary key,
    order_key    bytea   not null check (octet_length(order_key) = 20),
    log_block    bigint  not null,
    log_index    integer not null
);

create index forced_entry_queued_block on forced_entry (queued_block);
