"""Entries, coverage and checkpoints of the transparency log (spec/log.md)."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from typing import Iterable, Mapping, Sequence

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from . import merkle, signing
from .eip712 import Domain
from .hashing import keccak256, sha256

COVERAGE = 0
TOPICS = {
    1: "candor.arrivals.v1",
    2: "candor.promises.v1",
    3: "candor.batches.v1",
    4: "candor.attestations.v1",
    6: "candor.findings.v1",
    7: "candor.disputes.v1",
    8: "candor.governance.v1",
}
COVERAGE_PERIOD = 256
MAX_ENTRY_BYTES = 65_535
HASHED = 0xFF
HASHED_BYTES = 33
MAX_TYPE_BYTES = 254

ED25519 = 0x01
COSIGNATURE_V1 = 0x04
PRIVATE = 0xFF
EIP712_NAME = b"candor-eip712"
EM_DASH = "\u2014"


class LogError(ValueError):
    """The bytes are not what spec/log.md says."""


@dataclass(frozen=True)
class Entry:
    """One leaf's content."""

    topic_id: int
    partition: int
    offset: int
    event: bytes

    def encode(self) -> bytes:
        return struct.pack(">HIQ", self.topic_id, self.partition, self.offset) + self.event

    @staticmethod
    def decode(content: bytes) -> Entry:
        head = struct.calcsize(">HIQ")
        if not head <= len(content) <= MAX_ENTRY_BYTES:
            raise LogError(f"expected an entry of {head} to {MAX_ENTRY_BYTES} bytes, found {len(content)}")
        topic_id, partition, offset = struct.unpack(">HIQ", content[:head])
        if topic_id != COVERAGE and topic_id not in TOPICS:
            raise LogError(f"expected a logged topic, found id {topic_id}")
        return Entry(topic_id, partition, offset, content[head:])


def cloud_event(ce_type: bytes | None, value: bytes) -> bytes:
    """Event bytes of a CloudEvent; a type that is absent or has another length than 1 to 254 bytes counts as none."""
    name = ce_type if ce_type is not None and 1 <= len(ce_type) <= MAX_TYPE_BYTES else b""
    return bytes([len(name)]) + name + value


def entry_of(topic_id: int, partition: int, offset: int, event: bytes) -> Entry:
    """The entry of an event: whole where it fits, else its hash."""
    whole = Entry(topic_id, partition, offset, event)
    looks_hashed = len(event) == HASHED_BYTES and event[0] == HASHED
    if len(whole.encode()) <= MAX_ENTRY_BYTES and not looks_hashed:
        return whole
    return Entry(topic_id, partition, offset, bytes([HASHED]) + sha256(event))


def coverage_bytes(next_offsets: Mapping[tuple[int, int], int]) -> bytes:
    return b"".join(
        struct.pack(">HIQ", topic_id, partition, following)
        for (topic_id, partition), following in sorted(next_offsets.items())
    )


def with_coverage(entries: Iterable[Entry]) -> list[Entry]:
    """The tree's entries: the given ones with a CoverageEntry at every index i with i mod 256 = 255."""
    tree: list[Entry] = []
    next_offsets: dict[tuple[int, int], int] = {}
    for entry in entries:
        tree.append(entry)
        next_offsets[entry.topic_id, entry.partition] = entry.offset + 1
        if len(tree) % COVERAGE_PERIOD == COVERAGE_PERIOD - 1:
            tree.append(Entry(COVERAGE, 0, len(tree) // COVERAGE_PERIOD, coverage_bytes(next_offsets)))
    return tree


def check_entries(contents: Sequence[bytes]) -> None:
    """Raises LogError with the first index that contradicts sections 2 and 3."""
    next_offsets: dict[tuple[int, int], int] = {}
    for index, content in enumerate(contents):
        try:
            entry = Entry.decode(content)
        except LogError as error:
            raise LogError(f"entry {index}: {error}") from error
        if index % COVERAGE_PERIOD == COVERAGE_PERIOD - 1:
            expected = Entry(COVERAGE, 0, index // COVERAGE_PERIOD, coverage_bytes(next_offsets))
            if entry != expected:
                raise LogError(f"entry {index}: expected the coverage {expected}, found {entry}")
            continue
        if entry.topic_id == COVERAGE:
            raise LogError(f"entry {index}: expected an event, found coverage")
        place = entry.topic_id, entry.partition
        if entry.offset != next_offsets.get(place, 0):
            raise LogError(f"entry {index}: expected offset {next_offsets.get(place, 0)}, found {entry.offset}")
        next_offsets[place] = entry.offset + 1


# --- notes ---------------------------------------------------------------------------------------------------------------------


def ed25519_public(seed: bytes) -> bytes:
    return ECC.construct(curve="Ed25519", seed=seed).public_key().export_key(format="raw")


def ed25519_sign(seed: bytes, message: bytes) -> bytes:
    return eddsa.new(ECC.construct(curve="Ed25519", seed=seed), "rfc8032").sign(message)


def ed25519_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        eddsa.new(eddsa.import_public_key(public), "rfc8032").verify(message, signature)
        return True
    except ValueError:
        return False


@dataclass(frozen=True)
class VerifierKey:
    """A key of signed-note: name, type, key bytes."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key)[:4]

    def text(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.key).decode()}"

    def line(self, signature: bytes) -> str:
        return f"{EM_DASH} {self.name} {base64.b64encode(self.id + signature).decode()}\n"


def ed25519_key(name: str, seed: bytes) -> VerifierKey:
    return VerifierKey(name, ED25519, ed25519_public(seed))


def eip712_key(origin: str, address: bytes) -> VerifierKey:
    return VerifierKey(origin, PRIVATE, EIP712_NAME + address)


def witness_key(name: str, seed: bytes) -> VerifierKey:
    return VerifierKey(name, COSIGNATURE_V1, ed25519_public(seed))


def origin_hash(origin: str) -> bytes:
    return keccak256(origin.encode())


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def checkpoint_digest(domain: Domain, origin: str, size: int, root: bytes) -> bytes:
    return domain.digest("LogCheckpoint", {"originHash": origin_hash(origin), "size": size, "root": root})


def ed25519_line(key: VerifierKey, seed: bytes, text: str) -> str:
    return key.line(ed25519_sign(seed, text.encode()))


def cosignature_line(key: VerifierKey, seed: bytes, text: str, timestamp: int) -> str:
    """tlog-cosignature, cosignature/v1; the time in Unix seconds."""
    message = f"cosignature/v1\ntime {timestamp}\n{text}"
    return key.line(struct.pack(">Q", timestamp) + ed25519_sign(seed, message.encode()))


def check_checkpoint(note: str, domain: Domain, ed25519: VerifierKey, eip712: VerifierKey) -> tuple[int, bytes]:
    """(size, root) of a note that both lines of the log vouch for; cosignatures are not looked at."""
    text, blank, lines = note.rpartition("\n\n")
    parts = (text + "\n").split("\n")
    if not blank or len(parts) != 4 or parts[3] or not lines.endswith("\n"):
        raise LogError("expected three lines, an empty one and signature lines")
    origin, size_text, root_text = parts[:3]
    if origin != ed25519.name or origin != eip712.name:
        raise LogError(f"expected the origin {ed25519.name}, found {origin}")
    size, root = int(size_text), base64.b64decode(root_text, validate=True)
    if str(size) != size_text or size == 0 or len(root) != 32:
        raise LogError("expected a canonical size above 0 and a root of 32 bytes")
    signatures = {}
    for line in lines.splitlines():
        dash, name, encoded = line.split(" ")
        blob = base64.b64decode(encoded, validate=True)
        if dash == EM_DASH:
            signatures[name, blob[:4]] = blob[4:]
    for key, verifies in (
        (ed25519, lambda s: ed25519_verifies(ed25519.key, (text + "\n").encode(), s)),
        (eip712, lambda s: signing.recover(checkpoint_digest(domain, origin, size, root), s) == eip712.key[-20:]),
    ):
        signature = signatures.get((key.name, key.id))
        if signature is None:
            raise LogError(f"expected a signature of {key.text()}, found none")
        try:
            if not verifies(signature):
                raise LogError(f"the signature of {key.text()} does not verify")
        except signing.SignatureError as error:
            raise LogError(f"the signature of {key.text()}: {error}") from error
    return size, root


def root_of(contents: Sequence[bytes]) -> bytes:
    return merkle.root(sha256, contents)
