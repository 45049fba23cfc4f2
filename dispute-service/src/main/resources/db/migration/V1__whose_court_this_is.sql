-- The one rollup of this database: another one starts no process on it.
create table court_identity (
    one         boolean primary key default true check (one),
    rollup_id   bigint  not null,
    l1_chain_id bigint  not null,
    court       bytea   not null check (octet_length(court) = 20)
);
