-- All 32-byte values, addresses and signatures are raw bytes; uint64 values that stay below 2^63 are bigint;
-- times are Unix milliseconds by this service's clock unless the name says otherwise.

-- One orderer per rollup. term only grows; every write of the orderer checks it in the same transaction.
create table lease (
    rollup_id  bigint primary key,
    holder     text        not null,
    term       bigint      not null,
    expires_at timestamptz not null
);

-- The topics that ever carried arrivals: seq = base_seq + offset. The one open row is the topic in use.
create table arrival_topic (
    topic      text primary key,
    base_seq   bigint  not null unique,
    partition_id integer not null default 0,
    end_seq    bigint,             -- first seq that is no longer in this topic; null while it is in use
    check (end_seq is null or end_seq >= base_seq)
);
create unique index arrival_topic_in_use on arrival_topic ((true)) where end_seq is null;

-- One row per arrival number, committed before the promise is signed and before a cut covers it.
-- The row is the signing record of the promise slot: the promise is a pure function of it.
create table promise (
    seq                bigint primary key,
    tx_hash            bytea  not null check (octet_length(tx_hash) = 32),
    sender             bytea  not null check (octet_length(sender) = 20),
    nonce              bigint not null,
    received_at_millis bigint not null,
    include_by         bigint not null,     -- Unix seconds of L1
    policy_hash        bytea  not null check (octet_length(policy_hash) = 32),
    raw_tx             bytea  not null      -- empty: an EMPTY arrival (its number was lost before it had a row)
);
create index promise_tx_hash on promise (tx_hash);

-- A batch from its cut to its finality; one row per (generation, number).
create table batch (
    generation          bigint   not null,
    number              bigint   not null,
    status              text     not null check (status in ('CUT', 'ORDERED', 'EXECUTED', 'POSTED', 'CONFIRMED', 'FINAL', 'VOIDED')),
    term                bigint   not null,
    parent_hash         bytea    not null,
    first_seq           bigint   not null,
    seq_count           bigint   not null,
    cut_root            bytea    not null,
    forced_from         bigint   not null,
    forced_through      bigint   not null,
    deposits_through    bigint   not null,
    sealed_at_millis    bigint   not null,
    policy_hash         bytea    not null,
    policy              bytea    not null,  -- abi.encode(Policy), the preimage of policy_hash
    l1_origin_number    bigint   not null,
    l1_origin_hash      bytea    not null,
    duplicates          bytea    not null,  -- pairs (uint64 seq, uint64 duplicateOf), big-endian
    cut_hash            bytea    not null,
    cut_signature       bytea,
    beacon_kind         smallint,
    beacon_signature    bytea,
    seed                bytea,
    tx_count            integer,
    arrival_root        bytea,
    order_root          bytea,
    batch_hash          bytea,
    header_signature    bytea,
    l2_block_hash       bytea,
    l2_block_header     bytea,              -- RLP
    state_root          bytea,
    receipts_root       bytea,
    outcomes_root       bytea,
    outcomes            bytea,              -- per position: uint8 outcome, uint64 gasUsed, big-endian
    gas_used            bigint,
    execution_hash      bytea,
    statement_signature bytea,
    cut_at_millis       bigint   not null,
    ordered_at_millis   bigint,
    executed_at_millis  bigint,
    primary key (generation, number)
);
create unique index batch_hash_unique on batch (batch_hash) where batch_hash is not null;
create index batch_first_seq on batch (first_seq);
create index batch_status on batch (status, number) where status in ('CUT', 'ORDERED', 'EXECUTED', 'POSTED', 'CONFIRMED');

-- One digest per slot, for ever: committed before a signature over it leaves the process.
create table signing_record (
    slot_kind  smallint not null,           -- 1 cut, 2 header, 3 statement
    generation bigint   not null,
    number     bigint   not null,
    digest     bytea    not null check (octet_length(digest) = 32),
    term       bigint   not null,
    primary key (slot_kind, generation, number)
);

-- Forced entries as L1 shows them, at confirmed height; index counts from 0.
create table forced_entry (
    forced_index    bigint primary key,
    gas_limit       bigint not null,
    raw_tx          bytea  not null,
    queued_block    bigint not null,
    queued_block_hash bytea not null
);

-- Transactions that were skipped: the same bytes never run again as an arrival.
create table skipped_transaction (
    tx_hash    bytea    not null,
    generation bigint   not null,
    number     bigint   not null,
    position   integer  not null,
    reason     text     not null,
    primary key (tx_hash, generation, number)
);

-- Events on their way to Kafka, in the order of id; a relay sends them and remembers how far it came.
create table outbox_event (
    id             bigint generated always as identity primary key,
    event_id       text   not null unique,  -- CloudEvents id: the same fact has the same id
    topic          text   not null,
    event_key      text   not null,
    event_type     text   not null,
    payload        bytea  not null,         -- JSON, UTF-8
    at_millis      bigint not null          -- time of the fact
);
