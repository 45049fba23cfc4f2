-- What executes a batch again without a client (spec/execution-witness.md), taken while the client had the state. Deleting rows loses
-- the witnesses of batches whose state the client has forgotten, and nothing else.
create table execution_witness (
    l2_block_hash bytea   primary key check (octet_length(l2_block_hash) = 32),
    number        bigint  not null,
    json_bytes    integer not null,
    witness       bytea   not null          -- the JSON, zstd
);
alter table execution_witness alter column witness set storage external;
create index execution_witness_number on execution_witness (number);
