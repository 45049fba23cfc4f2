import json

import jsonschema
import pytest

from candor_reference import signing
from candor_reference.eip712 import TYPES, cut_of_header
from candor_reference.hashing import checksum_address, from_hex, to_hex
from candor_reference.policy import commitment_hash
from candor_reference.vectors import event_schemas
from candor_reference.vectors.eip712_vectors import DOMAIN
from conftest import EVENTS
from test_ordering import parsed

SIGNED = [
    ("PromiseIssued", "InclusionPromise", "promise", "signature"),
    ("AdmissionRefused", "AdmissionRefusal", "refusal", "signature"),
    ("BatchSealed", "BatchHeader", "header", "headerSignature"),
    ("BatchExecuted", "ExecutionStatement", "statement", "statementSignature"),
]


def read(name):
    return json.loads((EVENTS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", event_schemas.EVENTS)
def test_samples_follow_their_schemas(name):
    schema = read(f"{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    value = read(f"{name}.sample.json")["value"]
    validator.validate(value)
    for member in value:
        without = {key: item for key, item in value.items() if key != member}
        assert not validator.is_valid(without), member
    assert not validator.is_valid(value | {"more": 1})
    assert not validator.is_valid(value | {"rollupId": 901901})


@pytest.mark.parametrize("name,type_name,member,signature", SIGNED)
def test_signatures_in_samples_are_the_order_keys(vectors, name, type_name, member, signature):
    value = read(f"{name}.sample.json")["value"]
    digest = DOMAIN.digest(type_name, parsed(type_name, value[member]))
    signer = checksum_address(signing.recover(digest, from_hex(value[signature])))
    assert signer == vectors("ordering.json")["orderKey"]


def test_sealed_sample_names_the_hashes_of_its_header():
    value = read("BatchSealed.sample.json")["value"]
    header = parsed("BatchHeader", value["header"])
    assert to_hex(DOMAIN.digest("BatchHeader", header)) == value["batchHash"]
    assert to_hex(DOMAIN.digest("Cut", cut_of_header(header))) == value["cutHash"]


def test_posted_sample_opens_its_commitment():
    value = read("BatchPosted.sample.json")["value"]
    fields = {
        name: from_hex(item) if name.endswith("Hash") else int(item) for name, item in value["commitment"].items()
    }
    assert to_hex(commitment_hash(fields)) == value["commitmentHash"]


def test_arrival_record_is_compact_binary():
    sample = read("ArrivalRecord.sample.json")
    value, decoded = from_hex(sample["value"]), sample["decoded"]
    assert value[0] == decoded["version"] == 1
    assert int.from_bytes(value[1:9], "big") == int(decoded["receivedAtMillis"])
    assert int.from_bytes(value[9:17], "big") == int(decoded["includeBy"])
    assert to_hex(value[17:49]) == decoded["policyHash"]
    assert to_hex(value[49:]) == decoded["rawTx"]


def test_every_signed_type_of_the_events_is_known():
    assert {type_name for _, type_name, _, _ in SIGNED} <= set(TYPES)
