import pytest

from candor_reference import beacon
from candor_reference.hashing import from_hex, to_hex


def test_hashes_to_the_points_of_rfc_9380(vectors):
    document = vectors("beacon.json")["hashToCurve"]
    for case in document["cases"]:
        point = beacon.encode_g1(beacon.hash_to_point(from_hex(case["message"]), document["dst"].encode()))
        assert to_hex(point) == case["x"] + case["y"][2:]


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
