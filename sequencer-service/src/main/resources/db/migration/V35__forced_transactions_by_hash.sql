-- The hash of each forced entry, filled in when somebody asks for a transaction that did not come as an arrival. Derived from
-- forced_entry: deleting rows loses nothing.
create table forced_transaction (
    forced_index bigint primary key,
    tx_hash      bytea not null check (octet_length(tx_hash) = 32)
);
create index forced_transaction_hash on forced_transaction (tx_hash, forced_index);

-- Which batch took a forced entry: the first whose forced_through is above its index.
create index batch_forced_through on batch (forced_through, number);
