-- A witness's memory. Rows of witnessed_log are never deleted and never go back: a log that is taken again starts from what
-- was cosigned, not from zero. A backup that is older than the newest cosignature must not be restored: make a new key instead.

-- The newest tree that was cosigned, of each log. size 0: nothing yet.
create table witnessed_log (
    origin            text   primary key check (octet_length(origin) between 1 and 1024),
    origin_hash       bytea  not null unique check (octet_length(origin_hash) = 32),  -- SHA-256 of the origin's UTF-8
    size              bigint not null check (size >= 0),
    root              bytea  not null check (octet_length(root) = 32),
    note              bytea,            -- the checkpoint with the log's own lines that verified
    cosigned_at_millis bigint,          -- Unix milliseconds of the newest request that was granted
    check ((note is null) = (cosigned_at_millis is null)),
    check (note is not null or size = 0)
);

-- Whose signatures are trusted on checkpoints of an origin; the key's name is the origin. A log without a key is not cosigned.
create table log_key (
    vkey      text primary key check (octet_length(vkey) <= 8192),
    origin    text not null references witnessed_log (origin),
    from_file boolean not null           -- of the configured file, and removed when it leaves the file; else an operator's
);
create index log_key_origin on log_key (origin);

-- Signed by the log, with another root than the one that was cosigned for the same size: together with ours, proof of a fork.
create table forked_checkpoint (
    origin         text   not null references witnessed_log (origin),
    size           bigint not null,
    root           bytea  not null check (octet_length(root) = 32),
    cosigned_root  bytea  not null check (octet_length(cosigned_root) = 32),
    cosigned_note  bytea,
    note           bytea  not null,
    seen_at_millis bigint not null,
    primary key (origin, size, root)
);
