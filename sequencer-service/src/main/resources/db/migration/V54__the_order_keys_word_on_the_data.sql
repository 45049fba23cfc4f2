-- Signed when the data is cut, so that a batch can still be posted after its key was rotated out.
create table batch_data_signature (
    generation bigint not null,
    number     bigint not null,
    data_hash  bytea  not null check (length(data_hash) = 32),
    signature  bytea  not null check (length(signature) = 65),
    primary key (generation, number, data_hash)
);
