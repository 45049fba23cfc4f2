-- One row per nonce of the settlement account, written before anything is broadcast. A nonce whose transaction does not get
-- into a block is signed again with higher fees, or with another content when L1 has moved on.
create table l1_transaction (
    nonce               bigint primary key,
    purpose             text   not null check (purpose in ('DATA', 'POST', 'FINALIZE', 'PIN', 'NOTHING')),
    status              text   not null check (status in ('PENDING', 'MINED', 'REVERTED', 'LOST')),
    generation          bigint not null,
    first_number        bigint not null,    -- batches it is for; of PIN the L1 origin's number
    last_number         bigint not null,
    chunk_hash          bytea,              -- of DATA
    block_number        bigint,             -- where it was mined
    block_hash          bytea,
    gas_used            bigint,
    effective_gas_price numeric(78),        -- wei
    signed_at_millis    bigint not null     -- first attempt
);
create index l1_transaction_pending on l1_transaction (nonce) where status = 'PENDING';
create index l1_transaction_block on l1_transaction (block_number);
create index l1_transaction_chunk on l1_transaction (chunk_hash) where chunk_hash is not null;

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

-- How the data of a batch was cut; fixed before the first chunk is sent.
create table batch_chunk (
    generation  bigint  not null,
    number      bigint  not null,
    chunk_index integer not null,
    chunk_hash  bytea   not null check (octet_length(chunk_hash) = 32),
    chunk_bytes integer not null,
    primary key (generation, number, chunk_index)
);

-- Where a batch stands on L1 and what opens its commitment; gone again when L1 drops the block.
create table batch_post (
    generation          bigint  not null,
    number              bigint  not null,
    batch_hash          bytea   not null,
    execution_hash      bytea   not null,
    data_hash           bytea   not null,
    posted_at           bigint  not null,   -- Unix seconds, the L1 block's
    challenge_window    bigint  not null,   -- seconds
    commitment          bytea   not null,
    l1_tx_hash          bytea   not null,
    l1_block_number     bigint  not null,
    l1_block_hash       bytea   not null,
    l1_log_index        integer not null,
    seen_at_millis      bigint  not null,
    confirmed_at_millis bigint,
    finalized_at_millis bigint,
    primary key (generation, number)
);
create index batch_post_block on batch_post (l1_block_number);
create index batch_post_unconfirmed on batch_post (number) where confirmed_at_millis is null;
create index batch_post_unfinalized on batch_post (number) where finalized_at_millis is null;

-- The final floor as L1 raised it.
create table l1_finalization (
    last_number     bigint primary key,
    first_number    bigint  not null,
    l1_tx_hash      bytea   not null,
    l1_block_number bigint  not null,
    l1_block_hash   bytea   not null,
    l1_log_index    integer not null
);
