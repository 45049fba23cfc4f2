-- What the migrations of a service that holds a lease must make. One row per rollup; term only grows.
create table lease (
    rollup_id  bigint primary key,
    holder     text        not null,
    term       bigint      not null,
    expires_at timestamptz not null
);
