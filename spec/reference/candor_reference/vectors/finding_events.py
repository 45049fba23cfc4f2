"""Schemas and samples of candor.findings.v1 (findings.md)."""

from __future__ import annotations

from .. import abi
from ..hashing import keccak256, to_hex

EVIDENCE_FORMAT = "candor-evidence/v1"
SUBJECT = "[a-z0-9][a-z0-9.-]{0,119}"
BROKEN_PROMISE = 2


def schemas(ref, object_) -> dict:
    """Name → (description, members), in the form of event_schemas."""
    claim = object_(
        {
            "accused": ref("hash32"),
            "fault": {"pattern": "^F[0-9]+$", "type": "string"},
            "faultId": ref("hash32"),
            "slot": ref("bytes"),
        }
    )
    evidence = object_(
        {
            "claims": {"items": claim, "maxItems": 1, "type": "array"},
            "entries": {"items": ref("uint64"), "type": "array"},
            "format": {"const": EVIDENCE_FORMAT},
            "parts": {"type": "object"},
        },
        "spec/findings.md section 3.",
    )
    at = ref("uint64") | {"description": "Unix milliseconds by the producer's clock."}
    both = {
        "episode": {"description": "How often it was raised anew, from 1.", "minimum": 1, "type": "integer"},
        "id": {
            "description": "Kind in lower case with hyphens, a dot, the subject.",
            "pattern": "^[a-z0-9-]+\\.[a-z0-9][a-z0-9.-]*$",
            "type": "string",
        },
        "kind": {
            "description": "One of spec/findings.md section 2; more may come.",
            "pattern": "^[A-Z0-9_]+$",
            "type": "string",
        },
        "raisedAtMillis": at,
        "subject": {"pattern": f"^{SUBJECT}$", "type": "string"},
    }
    text = {"type": "string"}
    raised = both | {
        "evidence": evidence,
        "expected": text,
        "fault": {
            "description": "The fault of spec/faults.md that the evidence shows, or empty.",
            "pattern": "^(F[0-9]+)?$",
            "type": "string",
        },
        "found": text,
        "severity": {"enum": ["CRITICAL", "MAJOR", "WARNING"]},
        "todo": text,
    }
    return {
        "FindingRaised": ("A detector found something that must not be, with what shows it.", raised),
        "FindingCleared": ("What was found does not hold any more.", both | {"because": text, "clearedAtMillis": at}),
    }


def raised(accused: bytes, rollup_id: int, promise: dict, promise_json: dict, signature: str, kinds: list) -> dict:
    """The sampled promise, not kept: no post covers it 29 seconds after its deadline."""
    deadline, now = promise["includeBy"], promise["includeBy"] + 29
    slot = abi.encode(["uint64", "uint64"], [0, promise["seq"]])
    return {
        "episode": 1,
        "evidence": {
            "claims": [
                {
                    "accused": to_hex(accused),
                    "fault": f"F{BROKEN_PROMISE}",
                    "faultId": to_hex(fault_id(BROKEN_PROMISE, accused, rollup_id, slot)),
                    "slot": to_hex(slot),
                }
            ],
            "entries": ["1"],
            "format": EVIDENCE_FORMAT,
            "parts": {
                "deadline": str(deadline),
                "l1Now": str(now),
                "promise": {
                    "abi": to_hex(abi.encode(kinds, list(promise.values()))),
                    "signature": signature,
                    "type": "InclusionPromise",
                    "value": promise_json,
                },
                "trace": [{"at": "0", "coveredCount": "0", "forcedThrough": "0"}],
            },
        },
        "expected": f"a batch on L1 that covers arrival {promise['seq']} by {deadline} (Unix seconds)",
        "fault": f"F{BROKEN_PROMISE}",
        "found": f"none by {now}",
        "generation": "0",
        "id": f"promise-late.{promise['seq']}",
        "kind": "PROMISE_LATE",
        "raisedAtMillis": str((now + 1) * 1_000),
        "severity": "MAJOR",
        "subject": str(promise["seq"]),
        "todo": "Look at the settlement runbook for what holds posts up.",
    }


def cleared(raised_at_seconds: int) -> dict:
    return {
        "because": "it is up to date: 512 of 512 entries published",
        "clearedAtMillis": str((raised_at_seconds + 4) * 1_000),
        "episode": 3,
        "generation": "0",
        "id": "checkpoint-stale.log",
        "kind": "CHECKPOINT_STALE",
        "raisedAtMillis": str(raised_at_seconds * 1_000),
        "subject": "log",
    }


def fault_id(kind: int, accused: bytes, rollup_id: int, slot: bytes) -> bytes:
    """keccak256(abi.encode(uint8, bytes32, uint64, bytes)); the slot is whole words (faults.md section 1)."""
    head = abi.encode(["uint8", "bytes32", "uint64", "uint64"], [kind, accused, rollup_id, 4 * 32])
    return keccak256(head + abi.encode(["uint64"], [len(slot)]) + slot)
