from candor_reference import abi, merkle
from candor_reference.hashing import from_hex, keccak256, to_hex
from candor_reference.policy import POLICY_MEMBERS, commitment_hash, policy_hash


def test_policy_hashes(vectors):
    document = vectors("policy.json")
    for case in document["cases"]:
        policy = {
            name: from_hex(case["policy"][name]) if kind == "address" else int(case["policy"][name])
            for kind, name in POLICY_MEMBERS
        }
        assert to_hex(policy_hash(policy)) == case["hash"]
        assert to_hex(keccak256(from_hex(case["encoded"]))) == case["hash"]
        assert all(case["hash"] != wrong["hash"] for wrong in document["invalid"])


def test_commitment_hashes(vectors):
    for case in vectors("commitment.json")["cases"]:
        fields = {
            name: from_hex(value) if name.endswith("Hash") else int(value) for name, value in case["fields"].items()
        }
        assert to_hex(commitment_hash(fields)) == case["hash"]


def test_data_hashes(vectors):
    for case in vectors("commitment.json")["dataHashes"]:
        hashes = [keccak256(from_hex(chunk)) for chunk in case["chunks"]]
        assert [to_hex(item) for item in hashes] == case["dataHashes"]
        assert to_hex(keccak256(b"".join(hashes))) == case["dataHash"]


def test_outcome_roots(vectors):
    for case in vectors("outcomes.json")["cases"]:
        leaves = [
            abi.encode(
                ["uint32", "bytes32", "uint8", "uint64"],
                [item["position"], from_hex(item["txHash"]), item["outcome"], int(item["gasUsed"])],
            )
            for item in case["outcomes"]
        ]
        assert to_hex(merkle.root(keccak256, leaves)) == case["root"]
