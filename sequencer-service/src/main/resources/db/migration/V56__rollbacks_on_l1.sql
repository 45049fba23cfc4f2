-- Rollbacks that L1 has executed. Settlement writes what it reads, and takes back what L1 drops; the orderer marks a rollback
-- as applied when it is final on L1 and everything that it voids is marked VOIDED here.
create table rollback (
    generation        bigint primary key,   -- the one that begins
    anchor_number     bigint not null,      -- the newest batch that stays; 0 for genesis
    anchor_hash       bytea  not null check (octet_length(anchor_hash) = 32),
    fault_id          bytea  not null check (octet_length(fault_id) = 32),
    l1_tx_hash        bytea  not null,
    l1_block_number   bigint not null,
    l1_block_hash     bytea  not null,
    l1_log_index      integer not null,
    applied_at_millis bigint
);
create index rollback_block on rollback (l1_block_number);
