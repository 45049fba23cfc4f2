"""JSON Schemas and golden samples of spec/events/v1 (events.md)."""

from __future__ import annotations

from .. import beacon, data, ordering, signing
from ..arrival_records import ArrivalRecord, include_by
from ..eip712 import TYPES, cut_of_header
from ..hashing import keccak256, to_hex
from ..outcomes import REVERTED, SKIPPED, SUCCEEDED, Outcome, outcomes_root
from ..policy import commitment_hash, policy_hash
from ..transactions import decode
from . import event_schemas, finding_events, jsonform, log_vectors
from .eip712_vectors import DOMAIN
from .ordering_vectors import BEACON_SECRET, CHAIN_ID, ORDER_KEY, SEALED_AT_MILLIS, transfer
from .small_vectors import DEVNET_POLICY

SEQUENCER_ID = jsonform.sample_bytes("sequencer id")
SOURCE = f"/rollups/{CHAIN_ID}/sequencers/{to_hex(SEQUENCER_ID)}"
RECEIVED_AT_MILLIS = SEALED_AT_MILLIS - 250
SEQ = 0
NUMBER = 1
GENERATION = 0
POSTED_AT = SEALED_AT_MILLIS // 1_000 + 5


def makers() -> dict:
    """File name → function that makes its document."""
    made = {f"{name}.schema.json": (lambda n=name: event_schemas.schema(n)) for name in event_schemas.EVENTS}
    made |= {f"{name}.sample.json": maker for name, maker in SAMPLES.items()}
    return made


def _promise() -> dict:
    tx = decode(transfer(1, 0), CHAIN_ID)
    return {
        "rollupId": CHAIN_ID,
        "seq": SEQ,
        "txHash": tx.hash,
        "sender": tx.sender,
        "nonce": tx.nonce,
        "receivedAtMillis": RECEIVED_AT_MILLIS,
        "includeBy": include_by(RECEIVED_AT_MILLIS, DEVNET_POLICY["inclusionDelaySeconds"]),
        "policyHash": policy_hash(DEVNET_POLICY),
    }


def _batch() -> tuple[dict, bytes]:
    """(header, beacon signature) of a batch with the one promised arrival."""
    tx = decode(transfer(1, 0), CHAIN_ID)
    arrivals = [ordering.arrival(SEQ, tx, RECEIVED_AT_MILLIS, {})]
    header = {
        "rollupId": CHAIN_ID,
        "generation": GENERATION,
        "number": NUMBER,
        "parentHash": jsonform.sample_bytes("genesis"),
        "firstSeq": SEQ,
        "seqCount": 1,
        "cutRoot": ordering.cut_root(arrivals),
        "policyHash": policy_hash(DEVNET_POLICY),
        "sealedAtMillis": SEALED_AT_MILLIS,
        "forcedThrough": 0,
        "depositsThrough": 0,
        "l1OriginNumber": 30,
        "l1OriginHash": jsonform.sample_bytes("origin"),
    }
    cut_hash = DOMAIN.digest("Cut", cut_of_header(header))
    beacon_signature = beacon.sign(BEACON_SECRET, cut_hash)
    seed = ordering.seed_of(beacon_signature, cut_hash)
    entries = ordering.order(arrivals, [], seed, ordering.SHUFFLE, ordering.BEACON_OWN, CHAIN_ID)
    header |= {
        "txCount": 1,
        "arrivalRoot": ordering.arrival_root(arrivals, entries),
        "orderRoot": ordering.order_root(entries),
        "beaconKind": ordering.BEACON_OWN,
        "seed": seed,
    }
    return header, beacon_signature


def _statement(header: dict) -> dict:
    outcomes = [Outcome(0, keccak256(transfer(1, 0)), SUCCEEDED, 21_000)]
    return {
        "rollupId": CHAIN_ID,
        "generation": GENERATION,
        "number": NUMBER,
        "batchHash": DOMAIN.digest("BatchHeader", header),
        "l2BlockHash": jsonform.sample_bytes("l2 block"),
        "stateRoot": jsonform.sample_bytes("state"),
        "receiptsRoot": jsonform.sample_bytes("receipts"),
        "outcomesRoot": outcomes_root(outcomes),
        "gasUsed": 21_000,
    }


def _signed(type_name: str, message: dict) -> str:
    return to_hex(signing.sign(ORDER_KEY, DOMAIN.digest(type_name, message)))


def _sample(topic: str, name: str, event_id: str, time: str, value: dict, source: str = SOURCE) -> dict:
    of_no_generation = name in event_schemas.OF_NO_GENERATION
    return {
        "headers": {
            "ce_id": event_id,
            "ce_source": source,
            "ce_specversion": "1.0",
            "ce_time": time,
            "ce_type": f"dev.candor.{name}.v1",
            "content-type": "application/json",
        },
        "key": str(CHAIN_ID),
        "topic": topic,
        "value": ({} if of_no_generation else {"generation": str(GENERATION)}) | {"rollupId": str(CHAIN_ID)} | value,
    }


def promise_issued() -> dict:
    promise = _promise()
    return _sample(
        "candor.promises.v1",
        "PromiseIssued",
        f"promise/{SEQ}",
        "2026-11-22T18:00:00.750Z",
        {
            "promise": jsonform.message("InclusionPromise", promise),
            "rawTx": to_hex(transfer(1, 0)),
            "signature": _signed("InclusionPromise", promise),
        },
    )


def admission_refused() -> dict:
    refusal = {
        "rollupId": CHAIN_ID,
        "txHash": keccak256(transfer(1, 9)),
        "reason": 9,
        "refusedAtMillis": RECEIVED_AT_MILLIS,
        "policyHash": policy_hash(DEVNET_POLICY),
    }
    return _sample(
        "candor.promises.v1",
        "AdmissionRefused",
        f"refusal/{to_hex(refusal['txHash'])}/{refusal['reason']}/{RECEIVED_AT_MILLIS}",
        "2026-11-22T18:00:00.750Z",
        {
            "reasonName": "NONCE_GAP",
            "refusal": jsonform.message("AdmissionRefusal", refusal),
            "signature": _signed("AdmissionRefusal", refusal),
        },
    )


def batch_sealed() -> dict:
    header, beacon_signature = _batch()
    cut = cut_of_header(header)
    return _sample(
        "candor.batches.v1",
        "BatchSealed",
        f"sealed/{GENERATION}/{NUMBER}",
        "2026-11-22T18:00:01.020Z",
        {
            "batchHash": to_hex(DOMAIN.digest("BatchHeader", header)),
            "beaconSignature": to_hex(beacon_signature),
            "cutHash": to_hex(DOMAIN.digest("Cut", cut)),
            "cutSignature": _signed("Cut", cut),
            "header": jsonform.message("BatchHeader", header),
            "headerSignature": _signed("BatchHeader", header),
        },
    )


def batch_executed() -> dict:
    header, _ = _batch()
    statement = _statement(header)
    return _sample(
        "candor.batches.v1",
        "BatchExecuted",
        f"executed/{GENERATION}/{NUMBER}",
        "2026-11-22T18:00:01.180Z",
        {
            "executionHash": to_hex(DOMAIN.digest("ExecutionStatement", statement)),
            "number": str(NUMBER),
            "outcomes": to_hex(encode_outcomes([(SUCCEEDED, 21_000)])),
            "statement": jsonform.message("ExecutionStatement", statement),
            "statementSignature": _signed("ExecutionStatement", statement),
        },
    )


def batch_posted() -> dict:
    header, _ = _batch()
    statement = _statement(header)
    data_hashes = [jsonform.sample_bytes("chunk")]
    commitment = {
        "batchHash": DOMAIN.digest("BatchHeader", header),
        "executionHash": DOMAIN.digest("ExecutionStatement", statement),
        "dataHash": keccak256(b"".join(data_hashes)),
        "postedAt": POSTED_AT,
        "challengeWindow": 60,
    }
    reference = _l1_reference("post", 40)
    return _sample(
        "candor.batches.v1",
        "BatchPosted",
        f"posted/{GENERATION}/{NUMBER}/{reference['blockHash']}",
        "2026-11-22T18:00:08.000Z",
        {
            "commitment": {
                "batchHash": to_hex(commitment["batchHash"]),
                "challengeWindow": str(commitment["challengeWindow"]),
                "dataHash": to_hex(commitment["dataHash"]),
                "executionHash": to_hex(commitment["executionHash"]),
                "postedAt": str(POSTED_AT),
            },
            "commitmentHash": to_hex(commitment_hash(commitment)),
            "dataHashes": [to_hex(item) for item in data_hashes],
            "l1": reference,
            "number": str(NUMBER),
        },
    )


def batch_finalized() -> dict:
    header, _ = _batch()
    return _sample(
        "candor.batches.v1",
        "BatchFinalized",
        f"finalized/{GENERATION}/{NUMBER}",
        "2026-11-22T18:01:12.000Z",
        {
            "batchHash": to_hex(DOMAIN.digest("BatchHeader", header)),
            "l1": _l1_reference("finalize", 105),
            "number": str(NUMBER),
        },
    )


def batch_voided() -> dict:
    header, _ = _batch()
    return _sample(
        "candor.batches.v1",
        "BatchVoided",
        f"voided/{GENERATION}/{NUMBER}",
        "2026-11-22T19:00:00.000Z",
        {
            "anchorNumber": "0",
            "batchHash": to_hex(DOMAIN.digest("BatchHeader", header)),
            "faultId": to_hex(jsonform.sample_bytes("fault")),
            "l1": _l1_reference("void", 900),
            "newGeneration": str(GENERATION + 1),
            "number": str(NUMBER),
        },
    )


def arrival_record() -> dict:
    promise = _promise()
    raw = transfer(1, 0)
    return {
        "decoded": {
            "includeBy": str(promise["includeBy"]),
            "policyHash": to_hex(promise["policyHash"]),
            "rawTx": to_hex(raw),
            "receivedAtMillis": str(promise["receivedAtMillis"]),
            "version": 1,
        },
        "headers": {},
        "key": str(CHAIN_ID),
        "topic": "candor.arrivals.v1",
        "value": to_hex(
            ArrivalRecord(promise["receivedAtMillis"], promise["includeBy"], promise["policyHash"], raw).encode()
        ),
    }


def encode_outcomes(outcomes: list[tuple[int, int]]) -> bytes:
    """Per position: one byte outcome, then the gas as minimal LEB128."""
    if any(outcome not in (SUCCEEDED, REVERTED, SKIPPED) for outcome, _ in outcomes):
        raise ValueError("expected outcomes 1, 2 or 3")
    return b"".join(bytes([outcome]) + data.encode_varint(gas_used) for outcome, gas_used in outcomes)


def checkpoint_published() -> dict:
    """The checkpoint of vectors/log.json."""
    vectors = log_vectors.file()
    checkpoint = vectors["checkpoint"]
    return _sample(
        "candor.checkpoints.v1",
        "CheckpointPublished",
        f"checkpoint/{checkpoint['size']}",
        "2026-11-22T18:00:10.500Z",
        {
            "note": checkpoint["note"],
            "origin": vectors["origin"],
            "originHash": vectors["originHash"],
            "publishedAtMillis": "1795370410500",
            "root": checkpoint["root"],
            "size": checkpoint["size"],
        },
        f"/rollups/{CHAIN_ID}/logs/{vectors['originHash']}",
    )


def checkpoint_anchored() -> dict:
    """The checkpoint of vectors/log.json."""
    vectors = log_vectors.file()
    checkpoint = vectors["checkpoint"]
    reference = _l1_reference("anchor", 44)
    return _sample(
        "candor.checkpoints.v1",
        "CheckpointAnchored",
        f"anchored/{checkpoint['size']}/{reference['blockHash']}",
        "2026-11-22T18:00:40.000Z",
        {
            "l1": reference,
            "origin": vectors["origin"],
            "originHash": vectors["originHash"],
            "root": checkpoint["root"],
            "size": checkpoint["size"],
        },
        f"/rollups/{CHAIN_ID}/logs/{vectors['originHash']}",
    )


def finding_raised() -> dict:
    promise = _promise()
    issued = promise_issued()["value"]
    kinds = [kind for kind, _ in TYPES["InclusionPromise"].members]
    value = finding_events.raised(SEQUENCER_ID, CHAIN_ID, promise, issued["promise"], issued["signature"], kinds)
    return _sample(
        "candor.findings.v1",
        "FindingRaised",
        f"raised/{value['id']}/{value['episode']}",
        "2026-11-22T19:00:31.000Z",
        value,
        _log_source(),
    )


def finding_cleared() -> dict:
    value = finding_events.cleared(_promise()["includeBy"] + 30)
    return _sample(
        "candor.findings.v1",
        "FindingCleared",
        f"cleared/{value['id']}/{value['episode']}",
        "2026-11-22T19:00:35.000Z",
        value,
        _log_source(),
    )


def _log_source() -> str:
    return f"/rollups/{CHAIN_ID}/logs/{log_vectors.file()['originHash']}"


def _l1_reference(label: str, block_number: int) -> dict:
    return {
        "blockHash": to_hex(jsonform.sample_bytes(f"{label} block")),
        "blockNumber": str(block_number),
        "logIndex": 3,
        "transactionHash": to_hex(jsonform.sample_bytes(f"{label} transaction")),
    }


SAMPLES = {
    "AdmissionRefused": admission_refused,
    "ArrivalRecord": arrival_record,
    "BatchExecuted": batch_executed,
    "BatchFinalized": batch_finalized,
    "BatchPosted": batch_posted,
    "BatchSealed": batch_sealed,
    "BatchVoided": batch_voided,
    "CheckpointAnchored": checkpoint_anchored,
    "CheckpointPublished": checkpoint_published,
    "FindingCleared": finding_cleared,
    "FindingRaised": finding_raised,
    "PromiseIssued": promise_issued,
}

assert set(SAMPLES) == set(event_schemas.EVENTS) | {"ArrivalRecord"}, "every event has a sample"
