"""The randomness beacon: BLS12-381 with signatures in G1 and keys in G2 (protocol.md section 4; RFC 9380).

Points are uncompressed and big-endian, as EIP-2537 has them but without its padding: 96 bytes x‖y for a
signature, 192 bytes x.c0‖x.c1‖y.c0‖y.c1 for a key.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Sequence

from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.optimized_bls12_381 import (
    FQ,
    FQ2,
    FQ12,
    G2,
    Z1,
    add,
    b,
    b2,
    curve_order,
    field_modulus,
    final_exponentiate,
    is_inf,
    is_on_curve,
    multiply,
    neg,
    normalize,
    pairing,
)

DST = b"CANDOR_BEACON_BLS12381G1_XMD:SHA-256_SSWU_RO_"
SIGNATURE_BYTES = 96
KEY_BYTES = 192
BATCH_CHECK_BITS = 128


class BeaconError(ValueError):
    """The bytes are not a point that the beacon accepts."""


def hash_to_point(message: bytes, dst: bytes = DST):
    """BLS12381G1_XMD:SHA-256_SSWU_RO_ of RFC 9380."""
    return hash_to_G1(message, dst, hashlib.sha256)


def encode_g1(point) -> bytes:
    x, y = normalize(point)
    return x.n.to_bytes(48, "big") + y.n.to_bytes(48, "big")


def encode_g2(point) -> bytes:
    x, y = normalize(point)
    return b"".join(int(c).to_bytes(48, "big") for c in (*x.coeffs, *y.coeffs))


def decode_signature(data: bytes):
    """A G1 point; refuses wrong lengths, coordinates over the modulus, infinity, and points outside the subgroup."""
    x, y = _coordinates(data, SIGNATURE_BYTES)
    return _checked((FQ(x), FQ(y), FQ.one()), b)


def decode_key(data: bytes):
    """A G2 point under the same rules."""
    x0, x1, y0, y1 = _coordinates(data, KEY_BYTES)
    return _checked((FQ2([x0, x1]), FQ2([y0, y1]), FQ2.one()), b2)


def public_key(secret: int) -> bytes:
    return encode_g2(multiply(G2, secret))


def sign(secret: int, cut_hash: bytes) -> bytes:
    return encode_g1(multiply(hash_to_point(cut_hash), secret))


def verify(key: bytes, cut_hash: bytes, signature: bytes) -> bool:
    """e(signature, G2) = e(hash(cutHash), key)."""
    return verify_all(key, [(cut_hash, signature)])


def verify_all(key: bytes, signed: Sequence[tuple[bytes, bytes]]) -> bool:
    """Checks many signatures of one key with two pairings, by random coefficients of 128 bits."""
    try:
        key_point = decode_key(key)
        left, right = Z1, Z1
        for cut_hash, signature in signed:
            factor = 1 if len(signed) == 1 else secrets.randbits(BATCH_CHECK_BITS) | 1
            left = add(left, multiply(decode_signature(signature), factor))
            right = add(right, multiply(hash_to_point(cut_hash), factor))
    except BeaconError:
        return False
    product = pairing(G2, left, final_exponentiate=False) * pairing(key_point, neg(right), final_exponentiate=False)
    return final_exponentiate(product) == FQ12.one()


def _coordinates(data: bytes, size: int) -> list[int]:
    if len(data) != size:
        raise BeaconError(f"expected {size} bytes, found {len(data)}")
    values = [int.from_bytes(data[i : i + 48], "big") for i in range(0, size, 48)]
    if not any(values):
        raise BeaconError("the point at infinity is not accepted")
    if any(value >= field_modulus for value in values):
        raise BeaconError("a coordinate is not below the field modulus")
    return values


def _checked(point, curve_b):
    if not is_on_curve(point, curve_b):
        raise BeaconError("the point is not on the curve")
    if not is_inf(multiply(point, curve_order)):
        raise BeaconError("the point is not in the subgroup")
    return point
