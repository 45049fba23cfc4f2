"""Signs transactions for the vectors. The decoder never uses this module."""

from __future__ import annotations

import coincurve

from . import rlp
from .hashing import keccak256


def sign_rs(secret: bytes, digest: bytes) -> tuple[int, int, int]:
    """(y parity, r, s) of a deterministic low-s signature."""
    signature = coincurve.PrivateKey(secret).sign_recoverable(digest, hasher=None)
    return signature[64], int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")


def legacy(secret: bytes, chain_id: int | None, nonce, gas_price, gas_limit, to, value, data) -> bytes:
    """A type 0 transaction; without a chain id it is signed as before EIP-155."""
    body = [_int(nonce), _int(gas_price), _int(gas_limit), to, _int(value), data]
    tail = [] if chain_id is None else [_int(chain_id), b"", b""]
    y_parity, r, s = sign_rs(secret, keccak256(rlp.encode(body + tail)))
    v = 27 + y_parity if chain_id is None else 35 + 2 * chain_id + y_parity
    return rlp.encode(body + [_int(v), _int(r), _int(s)])


def typed(secret: bytes, kind: int, body: list) -> bytes:
    """A typed transaction from its fields before the signature, already as RLP items."""
    y_parity, r, s = sign_rs(secret, keccak256(bytes([kind]) + rlp.encode(body)))
    return bytes([kind]) + rlp.encode(body + [_int(y_parity), _int(r), _int(s)])


def access_list(secret, chain_id, nonce, gas_price, gas_limit, to, value, data, access) -> bytes:
    """Type 1."""
    return typed(
        secret, 1, [_int(chain_id), _int(nonce), _int(gas_price), _int(gas_limit), to, _int(value), data, access]
    )


def dynamic_fee(secret, chain_id, nonce, tip, fee, gas_limit, to, value, data, access=()) -> bytes:
    """Type 2."""
    body = [_int(chain_id), _int(nonce), _int(tip), _int(fee), _int(gas_limit), to, _int(value), data, list(access)]
    return typed(secret, 2, body)


def set_code(secret, chain_id, nonce, tip, fee, gas_limit, to, value, data, access, authorizations) -> bytes:
    """Type 4."""
    body = [_int(chain_id), _int(nonce), _int(tip), _int(fee), _int(gas_limit), to, _int(value), data, list(access)]
    return typed(secret, 4, body + [list(authorizations)])


def authorization(secret: bytes, chain_id: int, address: bytes, nonce: int) -> list:
    """An EIP-7702 tuple as RLP items; its digest is keccak256(0x05 ‖ rlp([chainId, address, nonce]))."""
    body = [_int(chain_id), address, _int(nonce)]
    y_parity, r, s = sign_rs(secret, keccak256(b"\x05" + rlp.encode(body)))
    return body + [_int(y_parity), _int(r), _int(s)]


def _int(value: int) -> bytes:
    return rlp.encode_int(value)
