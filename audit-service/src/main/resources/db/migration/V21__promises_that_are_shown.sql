-- Promises that somebody showed and the log lacks. A row is gone once the log has its promise.
create table shown_promise (
    id                 bigint   generated always as identity primary key,
    digest             bytea    not null unique check (length(digest) = 32),  -- EIP-712 digest of the promise
    seq                bigint   not null,
    tx_hash            bytea    not null check (length(tx_hash) = 32),
    sender             bytea    not null check (length(sender) = 20),
    nonce              bigint   not null,             -- the 64 bits, also of 2^63 and above
    received_at_millis bigint   not null,
    include_by         bigint   not null,             -- likewise
    policy_hash        bytea    not null check (length(policy_hash) = 32),
    signature          bytea    not null check (length(signature) = 65),
    shown_at_millis    bigint   not null,
    state              text     not null check (state in ('WATCHED', 'SUPPRESSED', 'CONTRADICTED')),
    finding            text,                          -- id of the finding that tells of it
    check ((state = 'WATCHED') = (finding is null))
);
create index shown_promise_seq on shown_promise (seq);
