"""log.json."""

from __future__ import annotations

from .. import log, merkle, signing
from ..hashing import checksum_address, sha256, to_hex
from . import jsonform
from .eip712_vectors import DOMAIN

ROLLUP_ID = 901_901
ORIGIN = f"log.example.org/{ROLLUP_ID}"
LOG_SEED = jsonform.sample_bytes("log ed25519")
LOG_SECRET = jsonform.secret("log eip712")
ED25519 = log.ed25519_key(ORIGIN, LOG_SEED)
EIP712 = log.eip712_key(ORIGIN, signing.address_of_secret(LOG_SECRET))
WITNESSES = [(f"witness-{i}.example.org", jsonform.sample_bytes(f"witness {i}")) for i in (1, 2, 3)]
TIMESTAMP = 1_795_370_410
SIZES = (1, 2, 255, 256, 257, 511, 512, 513, 600)
CHECKPOINT_SIZE = 600
FILL = 0x61


def file() -> dict:
    tree = _tree()
    return {
        "checkpoint": _checkpoint([entry.encode() for entry in tree]),
        "domain": {"chainId": str(DOMAIN.chain_id), "verifyingContract": checksum_address(DOMAIN.verifying_contract)},
        "entries": _entries(),
        "invalidEntries": _invalid_entries(),
        "origin": ORIGIN,
        "originHash": to_hex(log.origin_hash(ORIGIN)),
        "tree": _tree_cases(tree),
        "verifierKeys": [ED25519.text(), EIP712.text()],
    }


# --- entries -------------------------------------------------------------------------------------------------------------------


def _entries() -> list[dict]:
    json_value = b'{"rollupId":"901901"}'
    longest = log.MAX_ENTRY_BYTES - 14
    events = [
        ("an arrival's record", 1, 0, 7, b"\x01" + jsonform.sample_bytes("record", 60)),
        ("a CloudEvent", 3, 0, 2**40, log.cloud_event(b"dev.candor.BatchSealed.v1", json_value)),
        ("another partition", 2, 2**32 - 1, 2**64 - 1, log.cloud_event(b"dev.candor.PromiseIssued.v1", json_value)),
        ("a CloudEvent without a type", 8, 0, 0, log.cloud_event(None, json_value)),
        ("a type that is too long counts as none", 8, 0, 1, log.cloud_event(b"x" * 255, json_value)),
        ("a record without a value", 6, 0, 0, log.cloud_event(b"dev.candor.FindingRaised.v1", b"")),
        ("no bytes at all", 4, 0, 0, b""),
        ("32 bytes that begin with 0xff", 7, 0, 0, b"\xff" + bytes(31)),
        ("33 bytes that begin with 0xff are hashed", 7, 0, 1, b"\xff" + bytes(32)),
        ("34 bytes that begin with 0xff", 7, 0, 2, b"\xff" + bytes(33)),
    ]
    cases = [
        {"case": name, "event": to_hex(event)} | _entry_case(topic_id, partition, offset, event)
        for name, topic_id, partition, offset, event in events
    ]
    for name, size in (("the largest that fits", longest), ("one byte more is hashed", longest + 1)):
        event = bytes([FILL]) * size
        case = {"case": name, "eventFill": {"byte": FILL, "size": size}} | _entry_case(1, 0, 8, event)
        if not case["hashed"]:
            del case["entry"]
        cases.append(case)
    return cases


def _entry_case(topic_id: int, partition: int, offset: int, event: bytes) -> dict:
    entry = log.entry_of(topic_id, partition, offset, event)
    return {
        "entry": to_hex(entry.encode()),
        "hashed": entry.event != event,
        "leafHash": to_hex(merkle.leaf_hash(sha256, entry.encode())),
        "offset": str(offset),
        "partition": str(partition),
        "topicId": topic_id,
    }


def _invalid_entries() -> list[dict]:
    good = log.Entry(1, 0, 0, b"").encode()
    return [
        {"entry": to_hex(good[:-1]), "reason": "shorter than its fields"},
        {"entry": to_hex(log.Entry(5, 0, 0, b"").encode()), "reason": "a topic that is never logged"},
        {"entry": to_hex(log.Entry(9, 0, 0, b"").encode()), "reason": "a topic that does not exist"},
    ]


# --- the tree ------------------------------------------------------------------------------------------------------------------


def _tree() -> list[log.Entry]:
    """Arrivals, promises and batches interleaved; their events say where they stand."""
    next_offsets = {1: 0, 2: 0, 3: 0}
    entries = []
    for i in range(600):
        topic_id = 3 if i % 50 == 49 else 1 + jsonform.sample_int(f"topic {i}", 2)
        offset = next_offsets[topic_id]
        next_offsets[topic_id] += 1
        entries.append(log.Entry(topic_id, 0, offset, f"event {topic_id}/0/{offset}".encode()))
    return log.with_coverage(entries)[:CHECKPOINT_SIZE]


def _tree_cases(tree: list[log.Entry]) -> dict:
    contents = [entry.encode() for entry in tree]
    log.check_entries(contents)
    return {
        "coverage": [
            {"entry": to_hex(contents[index]), "index": str(index)} for index in range(255, len(contents), 256)
        ],
        "invalid": _broken_trees(tree),
        "roots": [{"root": to_hex(log.root_of(contents[:size])), "size": str(size)} for size in SIZES],
        "topicIds": "".join(str(entry.topic_id) for entry in tree),
    }


def _broken_trees(tree: list[log.Entry]) -> list[dict]:
    coverage = tree[511]
    first, second, third = (coverage.event[i : i + 14] for i in (0, 14, 28))
    changes = [
        (511, log.Entry(0, 0, 2, coverage.event), "another number of the coverage"),
        (511, log.Entry(0, 1, 1, coverage.event), "coverage in another partition"),
        (511, log.Entry(0, 0, 1, second + first + third), "coverage out of order"),
        (511, log.Entry(0, 0, 1, first + second), "coverage that leaves a topic out"),
        (511, log.Entry(0, 0, 1, bytes(6) + (1).to_bytes(8, "big") + coverage.event), "coverage that covers itself"),
        (511, log.Entry(0, 0, 1, first[:-1] + bytes([first[-1] ^ 1]) + second + third), "a wrong next offset"),
        (511, tree[510], "an event where coverage must stand"),
        (300, log.Entry(0, 0, 1, coverage.event), "coverage where an event must stand"),
        (300, _moved(tree[300], 1), "an offset left out"),
        (300, _moved(tree[300], -1), "an offset twice"),
        (0, _moved(tree[0], 1), "a first offset that is not 0"),
    ]
    broken = []
    for index, entry, reason in changes:
        contents = [item.encode() for item in tree]
        contents[index] = entry.encode()
        try:
            log.check_entries(contents)
        except log.LogError:
            broken.append({"entry": to_hex(entry.encode()), "index": str(index), "reason": reason})
            continue
        raise AssertionError(f"expected a contradiction: {reason}")
    return broken


def _moved(entry: log.Entry, by: int) -> log.Entry:
    return log.Entry(entry.topic_id, entry.partition, entry.offset + by, entry.event)


# --- the checkpoint ------------------------------------------------------------------------------------------------------------


def _checkpoint(contents: list[bytes]) -> dict:
    size, root = len(contents), log.root_of(contents)
    text = log.checkpoint_text(ORIGIN, size, root)
    witnesses = [(log.witness_key(name, seed), seed) for name, seed in WITNESSES]
    own = log.ed25519_line(ED25519, LOG_SEED, text) + _eip712_line(ORIGIN, size, root)
    cosigned = "".join(log.cosignature_line(key, seed, text, TIMESTAMP) for key, seed in witnesses[:2])
    note = f"{text}\n{own}{cosigned}"
    log.check_checkpoint(note, DOMAIN, ED25519, EIP712)
    return {
        "ed25519Seed": to_hex(LOG_SEED),
        "eip712Digest": to_hex(log.checkpoint_digest(DOMAIN, ORIGIN, size, root)),
        "eip712Key": to_hex(LOG_SECRET),
        "invalid": [
            {"note": note_, "reason": reason} for note_, reason in _bad_notes(text, own, cosigned, size, root)
        ],
        "note": note,
        "policy": _policy(witnesses),
        "root": to_hex(root),
        "size": str(size),
        "witnesses": [{"name": key.name, "seed": to_hex(seed), "verifierKey": key.text()} for key, seed in witnesses],
    }


def _policy(witnesses: list) -> str:
    lines = [f"log {ED25519.text()}"]
    lines += [f"witness w{i} {key.text()}" for i, (key, _) in enumerate(witnesses, 1)]
    return "\n".join(lines + ["group two-of-three 2 w1 w2 w3", "quorum two-of-three", ""])


def _eip712_line(origin: str, size: int, root: bytes, key: log.VerifierKey = EIP712) -> str:
    return key.line(signing.sign(LOG_SECRET, log.checkpoint_digest(DOMAIN, origin, size, root)))


def _bad_notes(text: str, own: str, cosigned: str, size: int, root: bytes):
    """Notes that the log's own two keys do not vouch for, or whose quorum is missing."""
    first, second = own.splitlines(keepends=True)
    cosignatures = cosigned.splitlines(keepends=True)
    other = log.eip712_key(ORIGIN, signing.address_of_secret(jsonform.secret("another")))
    signature = signing.sign(LOG_SECRET, log.checkpoint_digest(DOMAIN, ORIGIN, size, root))
    high_s = (signing.CURVE_ORDER - int.from_bytes(signature[32:64], "big")).to_bytes(32, "big")
    flipped = signature[:32] + high_s + bytes([55 - signature[64]])
    yield f"{text}\n{first}{cosigned}", "no EIP-712 line"
    yield f"{text}\n{second}{cosigned}", "no Ed25519 line"
    yield f"{text}\n{first}{_eip712_line(ORIGIN, size + 1, root)}{cosigned}", "EIP-712 line over another size"
    yield f"{text}\n{first}{_eip712_line(ORIGIN, size, bytes(32))}{cosigned}", "EIP-712 line over another root"
    yield f"{text}\n{first}{_eip712_line(ORIGIN + '1', size, root)}{cosigned}", "EIP-712 line over another origin"
    yield f"{text}\n{first}{_eip712_line(ORIGIN, size, root, other)}{cosigned}", "EIP-712 line under another key's id"
    yield f"{text}\n{first}{EIP712.line(flipped)}{cosigned}", "EIP-712 signature with s in the upper half"
    yield f"{text}\n{first}{EIP712.line(signature[:64] + bytes([signature[64] - 27]))}{cosigned}", "v 0 or 1"
    yield f"{text}\n{first}{EIP712.line(signature[:64])}{cosigned}", "EIP-712 signature of 64 bytes"
    extended = text + "extension\n"
    yield f"{extended}\n{log.ed25519_line(ED25519, LOG_SEED, extended)}{second}{cosigned}", "an extension line"
    altered = log.checkpoint_text(ORIGIN, size - 1, root)
    yield f"{altered}\n{own}{cosigned}", "another size than was signed"
    yield f"{text}\n{own}{cosignatures[0]}", "one cosignature where the policy wants two"
    yield f"{text}\n{own}{cosignatures[0]}{cosignatures[0]}", "the same cosignature twice"
    late = log.witness_key(*WITNESSES[1]).line(bytes(8) + bytes(64))
    yield f"{text}\n{own}{cosignatures[0]}{late}", "a cosignature that does not verify"
