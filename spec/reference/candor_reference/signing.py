"""secp256k1 signatures of 65 bytes r‖s‖v (protocol.md section 1)."""

from __future__ import annotations

import coincurve

from .hashing import keccak256

CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
HALF_ORDER = CURVE_ORDER // 2


class SignatureError(ValueError):
    """The bytes are not a signature that this protocol accepts."""


def address_of_public_key(uncompressed: bytes) -> bytes:
    """Address of a 65-byte public key 0x04‖x‖y."""
    return keccak256(uncompressed[1:])[12:]


def address_of_secret(secret: bytes) -> bytes:
    return address_of_public_key(coincurve.PrivateKey(secret).public_key.format(compressed=False))


def sign(secret: bytes, digest: bytes) -> bytes:
    """Deterministic (RFC 6979), low-s; v is 27 or 28."""
    signature = coincurve.PrivateKey(secret).sign_recoverable(digest, hasher=None)
    return signature[:64] + bytes([signature[64] + 27])


def recover(digest: bytes, signature: bytes) -> bytes:
    """The signer's address of a 65-byte signature."""
    if len(signature) != 65:
        raise SignatureError(f"expected 65 bytes, found {len(signature)}")
    if signature[64] not in (27, 28):
        raise SignatureError(f"expected v 27 or 28, found {signature[64]}")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
    return recover_rs(digest, r, s, signature[64] - 27)


def recover_rs(digest: bytes, r: int, s: int, y_parity: int) -> bytes:
    """The signer's address; refuses r or s out of range, high s, and points that do not exist."""
    if y_parity not in (0, 1):
        raise SignatureError(f"expected y parity 0 or 1, found {y_parity}")
    if not 0 < r < CURVE_ORDER:
        raise SignatureError("r is out of range")
    if not 0 < s <= HALF_ORDER:
        raise SignatureError("s is out of range or in the upper half")
    compact = r.to_bytes(32, "big") + s.to_bytes(32, "big") + bytes([y_parity])
    try:
        key = coincurve.PublicKey.from_signature_and_message(compact, digest, hasher=None)
    except Exception as failure:
        raise SignatureError("no public key belongs to this signature") from failure
    return address_of_public_key(key.format(compressed=False))
