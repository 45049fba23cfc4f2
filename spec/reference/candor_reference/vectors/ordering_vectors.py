"""ordering.json: whole batches from arrivals to the signed header."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import beacon, ordering, signing, wallet
from ..eip712 import cut_of_header
from ..hashing import checksum_address, keccak256, to_hex
from ..ordering import Arrival, ForcedEntry, arrival, empty_arrival
from ..transactions import decode
from . import jsonform
from .eip712_vectors import DOMAIN

CHAIN_ID = 901_901
BEACON_SECRET = jsonform.sample_int("beacon key", beacon.curve_order - 1) + 1
ORDER_KEY = jsonform.secret("order")
SEALED_AT_MILLIS = 1_795_370_401_000
TO = jsonform.sample_bytes("recipient", 20)
GWEI = 10**9
EMPTY = None


@dataclass(frozen=True)
class Batch:
    """What a case starts from; an arrival is (raw, receivedAtMillis) or EMPTY."""

    name: str
    policy_ordering: int
    beacon_kind: int
    arrivals: list
    first_seq: int = 0
    forced: list[ForcedEntry] = field(default_factory=list)
    history: dict[bytes, int] = field(default_factory=dict)
    number: int = 1


def file() -> dict:
    batches = _batches()
    cases = [_case(batch) for batch in batches]
    return {
        "beaconKey": to_hex(beacon.public_key(BEACON_SECRET)),
        "cases": cases,
        "chainId": str(CHAIN_ID),
        "invalid": _invalid(cases),
        "orderKey": checksum_address(signing.address_of_secret(ORDER_KEY)),
        "orderPrivateKey": to_hex(ORDER_KEY),
    }


def transfer(sender: int, nonce: int, chain_id: int = CHAIN_ID) -> bytes:
    """One of the four types, by nonce."""
    key = jsonform.secret(f"sender {sender}")
    kind = (0, 1, 2, 4)[nonce % 4]
    if kind == 0:
        return wallet.legacy(key, chain_id, nonce, GWEI, 21_000, TO, sender, b"")
    if kind == 1:
        return wallet.access_list(key, chain_id, nonce, GWEI, 30_000, TO, sender, b"", [[TO, [bytes(32)]]])
    if kind == 2:
        return wallet.dynamic_fee(key, chain_id, nonce, 1, 2 * GWEI, 21_000, TO, sender, b"")
    auth = wallet.authorization(jsonform.secret("authority"), chain_id, TO, nonce)
    return wallet.set_code(key, chain_id, nonce, 1, 2 * GWEI, 90_000, TO, sender, b"", [], [auth])


def _received(count: int, label: str) -> list[int]:
    return [SEALED_AT_MILLIS - 1_000 + jsonform.sample_int(f"{label} time {i}", 1_000) for i in range(count)]


def _plain(label: str, senders: list[int]) -> list:
    """Arrivals with running nonces per sender."""
    nonces: dict[int, int] = {}
    raws = []
    for sender in senders:
        nonces[sender] = nonces.get(sender, -1) + 1
        raws.append(transfer(sender, nonces[sender]))
    return list(zip(raws, _received(len(raws), label)))


def _batches() -> list[Batch]:
    shuffle, fifo = ordering.SHUFFLE, ordering.FIFO
    none, own, quorum = ordering.BEACON_NONE, ordering.BEACON_OWN, ordering.BEACON_QUORUM
    few = _plain("few", [1, 2, 1, 3, 2, 1, 4, 3])
    many = _plain("many", [jsonform.sample_int(f"who {i}", 12) for i in range(150)])
    reused = [(transfer(7, 1), 1), (transfer(7, 2), 2), (transfer(7, 1), 3)]
    return [
        Batch("shuffle, first batch", shuffle, own, few),
        Batch("fifo", fifo, own, few),
        Batch("no beacon: shuffle policy, ordered fifo", shuffle, none, few),
        Batch("quorum beacon", shuffle, quorum, few, first_seq=900, number=12),
        Batch("one arrival", shuffle, own, few[:1]),
        Batch("no arrival", shuffle, own, [], first_seq=77, number=5),
        Batch("only empty arrivals", shuffle, own, [EMPTY, EMPTY, EMPTY], first_seq=8, number=2),
        Batch(
            "duplicates within the cut and of earlier batches, empty arrivals between",
            shuffle, own,
            [EMPTY, few[0], few[1], few[0], EMPTY, few[2], few[3], few[3], few[0], EMPTY],
            first_seq=100, number=9,
            history={keccak256(few[1][0]): 3, keccak256(few[3][0]): 99},
        ),
        Batch(
            "one sender, nonces out of arrival order, one nonce twice",
            shuffle, own,
            [(raw, SEALED_AT_MILLIS - t) for raw, t in reversed(reused)] + [(_same_nonce(), SEALED_AT_MILLIS)],
        ),
        Batch("forced entries of every kind", shuffle, own, few[:4], forced=_forced(), number=3),
        Batch("forced entries only", shuffle, own, [], forced=_forced()[:2], number=4),
        Batch("an arrival that is forced too", shuffle, own, few[:3], forced=[ForcedEntry(0, few[0][0], 21_000)]),
        Batch("150 arrivals of 12 senders", shuffle, own, many, first_seq=4_294_967_296, number=3_000_000_000),
    ]


def _same_nonce() -> bytes:
    return wallet.legacy(jsonform.secret("sender 7"), CHAIN_ID, 1, 2 * GWEI, 21_000, TO, 9, b"")


def _forced() -> list[ForcedEntry]:
    good, other = transfer(30, 2), transfer(31, 0)
    raws = [
        (good, 21_000),
        (other, 50_000),
        (transfer(32, 2, chain_id=1), 21_000),
        (b"\x03" + good[1:], 21_000),
        (b"", 21_000),
        (b"no transaction at all", 100_000),
        (transfer(33, 3), 90_000),
    ]
    return [ForcedEntry(40 + i, raw, gas_limit) for i, (raw, gas_limit) in enumerate(raws)]


def _arrivals(batch: Batch) -> list[Arrival]:
    seen = dict(batch.history)
    out = []
    for seq, item in enumerate(batch.arrivals, batch.first_seq):
        out.append(empty_arrival(seq) if item is EMPTY else arrival(seq, decode(item[0], CHAIN_ID), item[1], seen))
    return out


def header_without_order(batch: Batch, arrivals: list[Arrival]) -> dict:
    """The members that are fixed with the cut."""
    label = batch.name
    return {
        "rollupId": CHAIN_ID,
        "generation": 0,
        "number": batch.number,
        "parentHash": jsonform.sample_bytes(f"{label} parent"),
        "firstSeq": batch.first_seq,
        "seqCount": len(arrivals),
        "cutRoot": ordering.cut_root(arrivals),
        "policyHash": jsonform.sample_bytes(f"{label} policy"),
        "sealedAtMillis": SEALED_AT_MILLIS,
        "forcedThrough": batch.forced[-1].index + 1 if batch.forced else 40,
        "depositsThrough": 0,
        "l1OriginNumber": 1_000 + batch.number,
        "l1OriginHash": jsonform.sample_bytes(f"{label} origin"),
    }


def _case(batch: Batch) -> dict:
    arrivals = _arrivals(batch)
    header = header_without_order(batch, arrivals)
    cut_hash = DOMAIN.digest("Cut", cut_of_header(header))
    signature = b"" if batch.beacon_kind == ordering.BEACON_NONE else beacon.sign(BEACON_SECRET, cut_hash)
    seed = ordering.seed_of(signature, cut_hash)
    entries = ordering.order(arrivals, batch.forced, seed, batch.policy_ordering, batch.beacon_kind, CHAIN_ID)
    header |= {
        "txCount": len(entries),
        "arrivalRoot": ordering.arrival_root(arrivals, entries),
        "orderRoot": ordering.order_root(entries),
        "beaconKind": batch.beacon_kind,
        "seed": seed,
    }
    batch_hash = DOMAIN.digest("BatchHeader", header)
    return {
        "arrivals": _arrivals_json(batch, arrivals, ordering.arrival_leaves(arrivals, entries)),
        "batchHash": to_hex(batch_hash),
        "beaconSignature": to_hex(signature),
        "cutHash": to_hex(cut_hash),
        "cutSignature": to_hex(signing.sign(ORDER_KEY, cut_hash)),
        "forced": [
            {"gasLimit": str(item.gas_limit), "index": str(item.index), "raw": to_hex(item.raw)}
            for item in batch.forced
        ],
        "header": jsonform.message("BatchHeader", header),
        "headerSignature": to_hex(signing.sign(ORDER_KEY, batch_hash)),
        "history": [
            {"seq": str(seq), "txHash": to_hex(tx_hash)} for tx_hash, seq in sorted(batch.history.items())
        ],
        "name": batch.name,
        "order": [_order_json(entry) for entry in entries],
        "policyOrdering": batch.policy_ordering,
    }


def _arrivals_json(batch: Batch, arrivals: list[Arrival], leaves: list[bytes]) -> list[dict]:
    return [
        {
            "arrivalLeaf": to_hex(leaf),
            "cutLeaf": to_hex(item.leaf()),
            "duplicateOf": str(item.duplicate_of),
            "nonce": str(item.nonce),
            "position": int.from_bytes(leaf[-4:], "big"),
            "raw": "0x" if source is EMPTY else to_hex(source[0]),
            "receivedAtMillis": str(item.received_at_millis),
            "sender": checksum_address(item.sender),
            "seq": str(item.seq),
            "txHash": to_hex(item.tx_hash),
        }
        for source, item, leaf in zip(batch.arrivals, arrivals, leaves)
    ]


def _order_json(entry: ordering.OrderEntry) -> dict:
    return {
        "kind": entry.kind,
        "leaf": to_hex(entry.leaf()),
        "nonce": str(entry.nonce),
        "position": entry.position,
        "sender": checksum_address(entry.sender),
        "seqOrForcedIndex": str(entry.seq_or_forced_index),
        "sortKey": to_hex(entry.sort_key),
        "txHash": to_hex(entry.tx_hash),
    }


def _invalid(cases: list[dict]) -> list[dict]:
    """Roots that a careless implementation would make from the same inputs."""
    by_name = {case["name"]: case for case in cases}
    few = by_name["shuffle, first batch"]
    copies = by_name["duplicates within the cut and of earlier batches, empty arrivals between"]
    forced = by_name["forced entries of every kind"]
    order = [bytes.fromhex(entry["leaf"][2:]) for entry in few["order"]]
    shuffled = by_name["no beacon: shuffle policy, ordered fifo"]
    changes = [
        (few, "orderRoot", order[1:2] + order[:1] + order[2:], "two neighbours exchanged with their positions"),
        (few, "orderRoot", _renumbered(order[1:2] + order[:1] + order[2:]), "two neighbours in the wrong order"),
        (few, "orderRoot", order[:-1], "the last one left out"),
        (few, "orderRoot", order + order[-1:], "the last one twice"),
        (few, "arrivalRoot", _leaves(few, "cutLeaf"), "arrival leaves without positions"),
        (few, "cutRoot", _leaves(few, "arrivalLeaf"), "cut leaves with positions"),
        (few, "cutRoot", _leaves(few, "cutLeaf")[::-1], "arrivals in reverse"),
        (copies, "cutRoot", _without_duplicates(copies), "duplicates not marked"),
        (copies, "cutRoot", _nearest_duplicates(copies), "a duplicate names the nearest earlier one, not the lowest"),
        (forced, "orderRoot", _leaves(forced, "leaf", "order")[7:], "forced entries missing"),
    ]
    out = [
        {
            "case": case["name"],
            "field": name,
            "leaves": [to_hex(leaf) for leaf in leaves],
            "reason": reason,
            "value": to_hex(ordering.merkle.root(keccak256, leaves)),
        }
        for case, name, leaves, reason in changes
    ]
    seed = to_hex(keccak256(bytes.fromhex(shuffled["cutHash"][2:]) * 2))
    out.append({"case": shuffled["name"], "field": "seed", "leaves": [], "reason": "the cut hash twice", "value": seed})
    for item in out:
        if by_name[item["case"]]["header"][item["field"]] == item["value"]:
            raise AssertionError(f"{item['reason']}: the value is right")
    return out


def _leaves(case: dict, name: str, part: str = "arrivals") -> list[bytes]:
    return [bytes.fromhex(item[name][2:]) for item in case[part]]


def _renumbered(leaves: list[bytes]) -> list[bytes]:
    return [position.to_bytes(32, "big") + leaf[32:] for position, leaf in enumerate(leaves)]


def _without_duplicates(case: dict) -> list[bytes]:
    none = ordering.NO_DUPLICATE.to_bytes(32, "big")
    return [leaf[:-32] + none for leaf in _leaves(case, "cutLeaf")]


def _nearest_duplicates(case: dict) -> list[bytes]:
    leaves, last = [], {item["txHash"]: int(item["seq"]) for item in case["history"]}
    for item, leaf in zip(case["arrivals"], _leaves(case, "cutLeaf")):
        nearest = last.get(item["txHash"], ordering.NO_DUPLICATE)
        is_empty = item["raw"] == "0x"
        leaves.append(leaf if is_empty else leaf[:-32] + nearest.to_bytes(32, "big"))
        if not is_empty:
            last[item["txHash"]] = int(item["seq"])
    return leaves
