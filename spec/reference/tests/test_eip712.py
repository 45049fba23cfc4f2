from candor_reference import signing
from candor_reference.eip712 import TYPES
from candor_reference.hashing import checksum_address, from_hex


def test_mail_example_has_the_published_values(vectors):
    mail = vectors("eip712.json")["thirdParty"]
    assert mail["mailTypeHash"] == "0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2"
    assert mail["domainSeparator"] == "0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"
    assert mail["structHash"] == "0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"
    assert mail["digest"] == "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"
    assert mail["signer"] == "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"
    assert mail["signature"] == (
        "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
        "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c"
    )


def test_every_object_recovers_its_signer(vectors):
    for cases in vectors("eip712.json")["objects"].values():
        for case in cases:
            signer = signing.recover(from_hex(case["digest"]), from_hex(case["signature"]))
            assert checksum_address(signer) == case["signer"]


def test_signatures_are_accepted_and_refused_as_listed(vectors):
    for case in vectors("eip712.json")["signatures"]:
        try:
            signer = checksum_address(signing.recover(from_hex(case["digest"]), from_hex(case["signature"])))
        except signing.SignatureError:
            signer = None
        assert (signer == case["signer"]) == case["valid"], case["reason"]


def test_encode_types_have_no_blank_after_a_comma():
    assert all(", " not in struct.encode_type for struct in TYPES.values())
