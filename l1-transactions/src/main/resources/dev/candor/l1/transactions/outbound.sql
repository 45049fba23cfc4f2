-- What the migrations of a service that sends L1 transactions must make, with the columns of its own calls (CallColumns) beside
-- these. One row per nonce of the account, written before anything is broadcast. A nonce whose transaction does not get into a block is
-- signed again with higher fees, or with another content when L1 has moved on.
create table l1_transaction (
    nonce               bigint primary key,
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
