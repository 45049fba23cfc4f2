from candor_reference import merkle
from candor_reference.hashing import from_hex, keccak256, sha256

import pytest

FILES = [("merkle-keccak.json", keccak256), ("merkle-sha256.json", sha256)]


def nodes(case):
    return [from_hex(node) for node in case["proof"]]


@pytest.mark.parametrize("name,hash_", FILES)
def test_verifies_and_refuses_inclusion_as_listed(vectors, name, hash_):
    for case in vectors(name)["inclusion"]:
        verified = merkle.verify_inclusion(
            hash_, from_hex(case["leaf"]), int(case["index"]), int(case["size"]), nodes(case), from_hex(case["root"])
        )
        assert verified == case["valid"], case["reason"]


@pytest.mark.parametrize("name,hash_", FILES)
def test_verifies_and_refuses_consistency_as_listed(vectors, name, hash_):
    for case in vectors(name)["consistency"]:
        verified = merkle.verify_consistency(
            hash_,
            int(case["oldSize"]),
            int(case["newSize"]),
            from_hex(case["oldRoot"]),
            from_hex(case["newRoot"]),
            nodes(case),
        )
        assert verified == case["valid"], case["reason"]


def test_reproduces_the_roots_of_certificate_transparency(vectors):
    document = vectors("merkle-sha256.json")
    ours = {case["size"]: case["root"] for case in document["roots"]}
    for case in document["thirdParty"]["roots"]:
        assert ours[case["size"]] == case["root"]


def test_every_proof_of_every_tree_up_to_forty_leaves_verifies():
    leaves = [bytes([i]) for i in range(40)]
    for size in range(1, 41):
        root = merkle.root(sha256, leaves[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(sha256, leaves[:size], index)
            assert merkle.verify_inclusion(sha256, leaves[index], index, size, proof, root)
        for old in range(size + 1):
            proof = merkle.consistency_proof(sha256, leaves[:size], old)
            assert merkle.verify_consistency(sha256, old, size, merkle.root(sha256, leaves[:old]), root, proof)
