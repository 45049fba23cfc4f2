-- One row per rollup; term only grows.
create table lease (
    rollup_id  bigint primary key,
    holder     text        not null,
    term       bigint      not null,
    expires_at timestamptz not null
);

-- One row per nonce of the account, written before anything is broadcast. A nonce whose transaction does not get into a block is
-- signed again with higher fees, or with another content when L1 has moved on.
create table l1_transaction (
    nonce               bigint primary key,
    purpose             text   not null,    -- COMMIT, PROVE, EXECUTE_SLASH, CLOSE, NOTHING
    subject             bytea  not null,    -- evidence hash, fault id or dispute id
    target              bytea  not null,    -- the contract that is called
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

-- How far the court's logs are applied, and the blocks to go back to when L1 drops some.
create table court_position (
    number            bigint primary key,
    hash              bytea  not null check (octet_length(hash) = 32),
    timestamp_seconds bigint not null
);

-- What the court's contracts said, as L1's logs have it; gone again when L1 drops the block.
create table court_event (
    block_number bigint  not null,
    log_index    integer not null,
    block_hash   bytea   not null check (octet_length(block_hash) = 32),
    tx_hash      bytea   not null check (octet_length(tx_hash) = 32),
    name         text    not null,          -- as in the contract
    subject      bytea   not null check (octet_length(subject) = 32),  -- fault id, dispute id or commitment
    members      jsonb   not null,          -- name to decimal or 0x-hex
    primary key (block_number, log_index)
);
create index court_event_subject on court_event (subject, name);
create index court_event_name on court_event (name, subject);

-- Everything that has a page: a fault or a challenge, in the order in which this service heard of it.
create table court_case (
    id    bytea primary key check (octet_length(id) = 32),
    place bigint generated always as identity unique
);

-- Evidence that a checker accepted here, and on its way to L1. Rows stay.
create table filing (
    evidence_hash   bytea   not null check (octet_length(evidence_hash) = 32),  -- keccak256
    kind            integer not null check (kind between 1 and 255),
    fault_id        bytea   not null references court_case (id),
    prover          bytea   not null check (octet_length(prover) = 20),
    commitment      bytea   not null check (octet_length(commitment) = 32),
    evidence        bytea   not null,
    accused         bytea   not null check (octet_length(accused) = 32),
    generation      bigint  not null,
    number          bigint  not null,       -- of the batch that the fault lies in; 0 for none
    filed_at_millis bigint  not null,
    obstacle        text,                   -- what L1 said against it the last time
    retry_at_millis bigint  not null,
    primary key (kind, evidence_hash)
);
create index filing_fault on filing (fault_id);
