import pytest

from candor_reference import blocks
from candor_reference.hashing import from_hex, to_hex


def expected_attributes(case):
    wanted = case["attributes"]
    return {
        name: int(wanted[name]) if name in ("number", "timestamp", "gasLimit") else from_hex(wanted[name])
        for name in wanted
        if name != "parentHash"
    }


def test_block_headers_decode_hash_and_belong_to_their_batch(vectors):
    for case in vectors("block-attributes.json")["cases"]:
        block = blocks.decode_header(from_hex(case["blockRlp"]))
        assert to_hex(block.hash) == case["blockHash"]
        assert to_hex(block.encode()) == case["blockRlp"]
        blocks.check_attributes(block, expected_attributes(case), from_hex(case["parentBlockHash"]))


def test_other_block_headers_are_refused(vectors):
    document = vectors("block-attributes.json")
    case = document["cases"][0]
    for wrong in document["invalid"]:
        with pytest.raises(blocks.HeaderError):
            block = blocks.decode_header(from_hex(wrong["blockRlp"]))
            blocks.check_attributes(block, expected_attributes(case), from_hex(case["parentBlockHash"]))
            pytest.fail(wrong["reason"])
