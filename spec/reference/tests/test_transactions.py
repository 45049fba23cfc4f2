import pytest

from candor_reference import gas
from candor_reference.hashing import checksum_address, from_hex, to_hex
from candor_reference.transactions import Undecodable, decode


def test_valid_transactions_decode_to_the_listed_values(vectors):
    document = vectors("transactions.json")
    for case in document["valid"]:
        tx = decode(from_hex(case["raw"]), int(document["chainId"]))
        assert checksum_address(tx.sender) == case["sender"], case["name"]
        assert to_hex(tx.hash) == case["hash"]
        assert str(tx.nonce) == case["nonce"]
        assert str(gas.intrinsic_gas(tx)) == case["intrinsicGas"]


def test_invalid_transactions_are_refused_for_the_listed_reason(vectors):
    document = vectors("transactions.json")
    for case in document["invalid"]:
        with pytest.raises(Undecodable) as refusal:
            decode(from_hex(case["raw"]), int(document["chainId"]))
        assert refusal.value.reason == case["reason"], case["name"]


def test_every_valid_transaction_is_signed_by_the_one_key(vectors):
    assert len({case["sender"] for case in vectors("transactions.json")["valid"]}) == 1


def test_every_truncation_and_every_flipped_byte_is_refused_or_changes_the_sender(vectors):
    document = vectors("transactions.json")
    chain = int(document["chainId"])
    for case in document["valid"]:
        raw = from_hex(case["raw"])
        if len(raw) > 400:
            continue
        for end in range(len(raw)):
            with pytest.raises(Undecodable):
                decode(raw[:end], chain)
        for position in range(len(raw)):
            spoiled = raw[:position] + bytes([raw[position] ^ 0x01]) + raw[position + 1 :]
            try:
                assert checksum_address(decode(spoiled, chain).sender) != case["sender"]
            except Undecodable:
                pass
