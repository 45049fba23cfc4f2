"""eip712.json: types, digests and signatures of every signed object."""

from __future__ import annotations

from .. import abi, signing
from ..eip712 import DOMAIN_TYPE, TYPES, Domain, cut_of_header
from ..hashing import checksum_address, keccak256, to_hex
from . import jsonform

DOMAIN = Domain(31_337, bytes.fromhex("5fbdb2315678afecb367f032d93f642f64180aa3"))

TYPICAL_INTS = {
    "rollupId": 901_901,
    "seq": 4_711,
    "nonce": 17,
    "receivedAtMillis": 1_795_370_400_123,
    "includeBy": 1_795_374_001,
    "reason": 12,
    "refusedAtMillis": 1_795_370_400_456,
    "generation": 0,
    "number": 42,
    "firstSeq": 4_700,
    "seqCount": 25,
    "txCount": 26,
    "beaconKind": 1,
    "sealedAtMillis": 1_795_370_401_000,
    "forcedThrough": 3,
    "depositsThrough": 0,
    "l1OriginNumber": 1_234,
    "gasUsed": 546_000,
    "verdict": 1,
    "round": 0,
    "decidedAt": 1_795_380_000,
    "anchorNumber": 40,
    "size": 65_536,
}


def file() -> dict:
    return {
        "domain": {
            "chainId": str(DOMAIN.chain_id),
            "name": "Candor",
            "verifyingContract": checksum_address(DOMAIN.verifying_contract),
            "version": "1",
        },
        "domainSeparator": to_hex(DOMAIN.separator),
        "domainType": DOMAIN_TYPE,
        "domainTypeHash": to_hex(keccak256(DOMAIN_TYPE.encode())),
        "cutOfHeader": _cut_of_header(),
        "objects": {name: [_case(name, kind) for kind in ("typical", "zero", "max")] for name in TYPES},
        "signatures": _signatures(),
        "thirdParty": _mail(),
        "types": [
            {"encodeType": struct.encode_type, "name": name, "typeHash": to_hex(struct.type_hash)}
            for name, struct in TYPES.items()
        ],
    }


def typical(type_name: str) -> dict:
    """A plausible object; 32-byte members are named after their type and member."""
    return {name: _typical(type_name, kind, name) for kind, name in TYPES[type_name].members}


def _typical(type_name: str, kind: str, name: str):
    if kind == "bytes32":
        return jsonform.sample_bytes(f"{type_name} {name}")
    if kind == "address":
        return jsonform.sample_bytes(f"{type_name} {name}", 20)
    return TYPICAL_INTS[name]


def _extreme(kind: str, top: bool):
    if kind == "bytes32":
        return (b"\xff" if top else b"\x00") * 32
    if kind == "address":
        return (b"\xff" if top else b"\x00") * 20
    return (1 << int(kind[4:])) - 1 if top else 0


def _case(type_name: str, kind: str) -> dict:
    struct = TYPES[type_name]
    item = typical(type_name)
    if kind != "typical":
        item = {name: _extreme(member, kind == "max") for member, name in struct.members}
    digest = DOMAIN.digest(type_name, item)
    key = jsonform.secret(f"{type_name} {kind}")
    return {
        "case": kind,
        "digest": to_hex(digest),
        "message": jsonform.message(type_name, item),
        "privateKey": to_hex(key),
        "signature": to_hex(signing.sign(key, digest)),
        "signer": checksum_address(signing.address_of_secret(key)),
        "structHash": to_hex(struct.struct_hash(item)),
    }


def _cut_of_header() -> dict:
    """The cut hash can be computed from the header alone."""
    header = typical("BatchHeader")
    return {
        "batchHash": to_hex(DOMAIN.digest("BatchHeader", header)),
        "cutHash": to_hex(DOMAIN.digest("Cut", cut_of_header(header))),
        "header": jsonform.message("BatchHeader", header),
    }


def _signatures() -> list[dict]:
    digest = DOMAIN.digest("InclusionPromise", typical("InclusionPromise"))
    key = jsonform.secret("signatures")
    signer, good = signing.address_of_secret(key), signing.sign(key, digest)
    r, s, v = good[:32], good[32:64], good[64]
    high_s = (signing.CURVE_ORDER - int.from_bytes(s, "big")).to_bytes(32, "big")
    order = signing.CURVE_ORDER.to_bytes(32, "big")
    no_point = (5).to_bytes(32, "big")
    cases = [
        (good, True, ""),
        (r + high_s + bytes([55 - v]), False, "high s, though it recovers the signer"),
        (r + s + bytes([v - 27]), False, "v 0 or 1"),
        (r + s + b"\x1d", False, "v 29"),
        (r + s + bytes([55 - v]), False, "the other v: another signer"),
        (r + s, False, "64 bytes"),
        (good + b"\x00", False, "66 bytes"),
        (b"", False, "no bytes"),
        (bytes(32) + s + bytes([v]), False, "r is 0"),
        (r + bytes(32) + bytes([v]), False, "s is 0"),
        (order + s + bytes([v]), False, "r is the curve order"),
        (r + order + bytes([v]), False, "s is the curve order"),
        (no_point + s + bytes([v]), False, "no curve point has this r"),
        (signing.sign(jsonform.secret("someone else"), digest), False, "signed by another key"),
    ]
    return [
        {
            "digest": to_hex(digest),
            "reason": reason,
            "signature": to_hex(signature),
            "signer": checksum_address(signer),
            "valid": valid,
        }
        for signature, valid, reason in cases
    ]


def _mail() -> dict:
    """The published example of EIP-712: key keccak256("cow"), domain "Ether Mail"."""
    domain_type = keccak256(DOMAIN_TYPE.encode())
    contract = bytes.fromhex("cccccccccccccccccccccccccccccccccccccccc")
    separator = abi.encode_hash(
        ["bytes32", "bytes32", "bytes32", "uint256", "address"],
        [domain_type, keccak256(b"Ether Mail"), keccak256(b"1"), 1, contract],
    )
    person_type = keccak256(b"Person(string name,address wallet)")
    mail_type = keccak256(b"Mail(Person from,Person to,string contents)Person(string name,address wallet)")

    def person(name: bytes, wallet: str) -> bytes:
        return abi.encode_hash(["bytes32", "bytes32", "address"], [person_type, keccak256(name), bytes.fromhex(wallet)])

    struct = abi.encode_hash(
        ["bytes32"] * 4,
        [
            mail_type,
            person(b"Cow", "cd2a3d9f938e13cd947ec05abc7fe734df8dd826"),
            person(b"Bob", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"),
            keccak256(b"Hello, Bob!"),
        ],
    )
    digest = keccak256(b"\x19\x01" + separator + struct)
    key = keccak256(b"cow")
    return {
        "digest": to_hex(digest),
        "domainSeparator": to_hex(separator),
        "licence": "CC0 (the EIPs repository)",
        "mailTypeHash": to_hex(mail_type),
        "origin": "EIP-712, the Mail example with its test script",
        "privateKey": to_hex(key),
        "signature": to_hex(signing.sign(key, digest)),
        "signer": checksum_address(signing.address_of_secret(key)),
        "structHash": to_hex(struct),
    }
