"""beacon.json: keys, signatures and seeds, and what is no point of the beacon."""

from __future__ import annotations

from py_ecc.optimized_bls12_381 import FQ, FQ2, b2, is_inf, multiply

from .. import beacon
from ..hashing import to_hex
from ..ordering import seed_of
from . import jsonform

RFC_DST = b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"
# RFC 9380 appendix J.9.1: message, P.x, P.y
RFC_CASES = (
    (
        b"",
        "052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1",
        "08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265",
    ),
    (
        b"abc",
        "03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903",
        "0b9c15f3fe6e5cf4211f346271d7b01c8f3b28be689c8429c85b67af215533311f0b8dfaaa154fa6b88176c229f2885d",
    ),
    (
        b"abcdef0123456789",
        "11e0b079dea29a68f0383ee94fed1b940995272407e3bb916bbf268c263ddd57a6a27200a784cbc248e84f357ce82d98",
        "03a87ae2caf14e8ee52e51fa2ed8eefe80f02457004ba4d486d6aa1f517c0889501dc7413753f9599b099ebcbbd2d709",
    ),
    (
        b"q128_" + b"q" * 128,
        "15f68eaa693b95ccb85215dc65fa81038d69629f70aeee0d0f677cf22285e7bf58d7cb86eefe8f2e9bc3f8cb84fac488",
        "1807a1d50c29f430b8cafc4f8638dfeeadf51211e1602a5f184443076715f91bb90a48ba1e370edce6ae1062f5e6dd38",
    ),
    (
        b"a512_" + b"a" * 512,
        "082aabae8b7dedb0e78aeb619ad3bfd9277a2f77ba7fad20ef6aabdc6c31d19ba5a6d12283553294c1825c4b3ca2dcfe",
        "05b84ae5a942248eea39e1d91030458c40153f3b654ab7872d779ad1e942856a20c438e8d99bc8abfbf74729ce1f7ac8",
    ),
)
P = beacon.field_modulus


def file() -> dict:
    secrets = [1, 2, jsonform.sample_int("beacon key", beacon.curve_order - 1) + 1, beacon.curve_order - 1]
    return {
        "dst": beacon.DST.decode(),
        "hashToCurve": {
            "cases": [{"message": to_hex(message), "x": "0x" + x, "y": "0x" + y} for message, x, y in RFC_CASES],
            "dst": RFC_DST.decode(),
            "licence": "IETF Trust, code components under the Revised BSD License",
            "origin": "RFC 9380 appendix J.9.1, BLS12381G1_XMD:SHA-256_SSWU_RO_",
        },
        "invalidKeys": [{"key": to_hex(key), "reason": reason} for key, reason in _bad_keys()],
        "invalidSignatures": _bad_signatures(secrets[2]),
        "valid": [_valid(secret, i) for secret in secrets for i in range(2)],
    }


def _valid(secret: int, index: int) -> dict:
    cut_hash = jsonform.sample_bytes(f"cut {index}")
    signature = beacon.sign(secret, cut_hash)
    return {
        "cutHash": to_hex(cut_hash),
        "hashedPoint": to_hex(beacon.encode_g1(beacon.hash_to_point(cut_hash))),
        "key": to_hex(beacon.public_key(secret)),
        "secret": to_hex(secret.to_bytes(32, "big")),
        "seed": to_hex(seed_of(signature, cut_hash)),
        "signature": to_hex(signature),
    }


def _g1_outside_subgroup() -> bytes:
    """The curve point with the smallest x that is not in the subgroup."""
    x = 0
    while True:
        x += 1
        square = (x**3 + 4) % P
        y = pow(square, (P + 1) // 4, P)
        if y * y % P == square and not is_inf(multiply((FQ(x), FQ(y), FQ.one()), beacon.curve_order)):
            return x.to_bytes(48, "big") + y.to_bytes(48, "big")


def _g2_outside_subgroup() -> bytes:
    """A point of the twist that is not in the subgroup: the first x = (n, 0) with a square root."""
    n = 0
    while True:
        n += 1
        x = FQ2([n, 0])
        y = _sqrt_fq2(x * x * x + b2)
        if y is not None and not is_inf(multiply((x, y, FQ2.one()), beacon.curve_order)):
            return beacon.encode_g2((x, y, FQ2.one()))


def _sqrt_fq2(value: FQ2) -> FQ2 | None:
    """A square root in Fp2 by norms, for p = 3 mod 4."""
    a0, a1 = (int(c) for c in value.coeffs)
    norm = pow((a0 * a0 + a1 * a1) % P, (P + 1) // 4, P)
    for root in (norm, P - norm):
        half = (a0 + root) * pow(2, -1, P) % P
        c0 = pow(half, (P + 1) // 4, P)
        if c0 and c0 * c0 % P == half:
            candidate = FQ2([c0, a1 * pow(2 * c0, -1, P) % P])
            if candidate * candidate == value:
                return candidate
    return None


def _bad_keys():
    good = beacon.public_key(7)
    yield b"", "no bytes"
    yield good[:-1], "191 bytes"
    yield good + b"\x00", "193 bytes"
    yield bytes(192), "the point at infinity"
    yield good[96:] + good[:96], "x and y exchanged: not on the curve"
    yield good[48:96] + good[:48] + good[144:] + good[96:144], "c1 before c0: not on the curve"
    yield (int.from_bytes(good[:48], "big") + P).to_bytes(48, "big") + good[48:], "x.c0 not below the modulus"
    yield _g2_outside_subgroup(), "on the curve, not in the subgroup"


def _bad_signatures(secret: int) -> list[dict]:
    cut_hash = jsonform.sample_bytes("cut 0")
    key, good = beacon.public_key(secret), beacon.sign(secret, cut_hash)
    x, y = good[:48], good[48:]
    negated = x + (P - int.from_bytes(y, "big")).to_bytes(48, "big")
    cases = [
        (b"", "no bytes"),
        (good[:-1], "95 bytes"),
        (good + b"\x00", "97 bytes"),
        (bytes([good[0] | 0x80]) + good[1:48], "48 bytes, compressed"),
        (bytes(96), "the point at infinity"),
        (b"\x40" + bytes(95), "the point at infinity with a flag"),
        (y + x, "x and y exchanged: not on the curve"),
        ((int.from_bytes(x, "big") + P).to_bytes(48, "big") + y, "x not below the modulus"),
        (_g1_outside_subgroup(), "on the curve, not in the subgroup"),
        (negated, "the negated point"),
        (beacon.sign(secret, jsonform.sample_bytes("cut 1")), "the signature of another cut"),
        (beacon.sign(secret + 1, cut_hash), "another key's signature"),
    ]
    return [
        {"cutHash": to_hex(cut_hash), "key": to_hex(key), "reason": reason, "signature": to_hex(signature)}
        for signature, reason in cases
    ]
