import pytest

from candor_reference import beacon
from candor_reference.hashing import from_hex

# RFC 9380 appendix J.9.1
RFC_9380 = {
    "0x": "052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1"
    "08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265",
    "0x616263": "03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903"
    "0b9c15f3fe6e5cf4211f346271d7b01c8f3b28be689c8429c85b67af215533311f0b8dfaaa154fa6b88176c229f2885d",
}


def test_hash_to_curve_has_the_values_of_the_rfc(vectors):
    cases = {case["message"]: case["x"] + case["y"][2:] for case in vectors("beacon.json")["hashToCurve"]["cases"]}
    for message, point in RFC_9380.items():
        assert cases[message] == "0x" + point


def test_valid_signatures_verify(vectors):
    for case in vectors("beacon.json")["valid"][:4]:
        assert beacon.verify(from_hex(case["key"]), from_hex(case["cutHash"]), from_hex(case["signature"]))


def test_invalid_signatures_do_not_verify(vectors):
    for case in vectors("beacon.json")["invalidSignatures"]:
        verified = beacon.verify(from_hex(case["key"]), from_hex(case["cutHash"]), from_hex(case["signature"]))
        assert not verified, case["reason"]


def test_invalid_keys_are_refused(vectors):
    for case in vectors("beacon.json")["invalidKeys"]:
        with pytest.raises(beacon.BeaconError):
            beacon.decode_key(from_hex(case["key"]))


def test_one_wrong_signature_spoils_a_common_check():
    secret, key = 99, beacon.public_key(99)
    cuts = [bytes([i]) * 32 for i in range(4)]
    signed = [(cut, beacon.sign(secret, cut)) for cut in cuts]
    assert beacon.verify_all(key, signed)
    assert not beacon.verify_all(key, signed[:3] + [(cuts[3], signed[0][1])])
    exchanged = [(cuts[0], signed[1][1]), (cuts[1], signed[0][1])]
    assert not beacon.verify_all(key, exchanged)
