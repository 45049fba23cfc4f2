-- One row per nonce of the anchor account, written before anything is broadcast. A nonce whose transaction does not get into a block
-- is signed again with higher fees, or with another content when L1 has moved on.
create table l1_transaction (
    nonce               bigint primary key,
    size                bigint not null,    -- of the checkpoint that it anchors; 0 when it only uses up its nonce
    status              text   not null check (status in ('PENDING', 'MINED', 'REVERTED', 'LOST')),
    block_number        bigint,             -- where it was mined
    block_hash          bytea,
    gas_used            bigint,
    effective_gas_price numeric(78),        -- wei
    signed_at_millis    bigint not null     -- first attempt
);
create index l1_transaction_pending on l1_transaction (nonce) where status = 'PENDING';
create index l1_transaction_block on l1_transaction (block_number);

create table l1_attempt (
    nonce            bigint  not null references l1_transaction,
    attempt          integer not null,      -- from 1
    tx_hash          bytea   not null unique,
    raw              bytea,                 -- signed; dropped when the block is final
    max_fee          numeric(78) not null,  -- wei per gas
    max_priority_fee numeric(78) not null,
    gas_limit        bigint  not null,
    signed_at_block  bigint  not null,
    primary key (nonce, attempt)
);
create index l1_attempt_with_raw on l1_attempt (nonce) where raw is not null;

-- How far AuditAnchor's logs are applied, and the blocks to go back to when L1 drops some.
create table anchor_position (
    number            bigint primary key,
    hash              bytea  not null check (octet_length(hash) = 32),
    timestamp_seconds bigint not null
);

-- The anchors of this log as L1's logs tell them; gone again when L1 drops the block.
create table log_anchor (
    size                bigint primary key check (size > 0),
    root                bytea   not null check (octet_length(root) = 32),
    l1_tx_hash          bytea   not null,
    l1_block_number     bigint  not null,
    l1_block_hash       bytea   not null,
    l1_log_index        integer not null,
    seen_at_millis      bigint  not null,
    confirmed_at_millis bigint,
    finalized_at_millis bigint
);
create index log_anchor_block on log_anchor (l1_block_number);
create index log_anchor_unconfirmed on log_anchor (size) where confirmed_at_millis is null;
create index log_anchor_unfinalized on log_anchor (size) where finalized_at_millis is null;
