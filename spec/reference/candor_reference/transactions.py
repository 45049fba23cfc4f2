"""Raw transactions of types 0, 1, 2 and 4 (protocol.md section 6 "Decodes"; EIP-155, 2718, 2930, 1559, 7702)."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import rlp
from .hashing import keccak256
from .signing import SignatureError, recover_rs

MAX_RAW_BYTES = 65_536
FIELD_COUNTS = {0: 9, 1: 11, 2: 12, 4: 13}


class Undecodable(ValueError):
    """The bytes are not a transaction of this rollup; `reason` is a name of protocol.md section 3."""

    def __init__(self, reason: str, detail: str):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


@dataclass(frozen=True)
class Authorization:
    """One tuple of EIP-7702; its signature may be invalid, which does not concern the transaction."""

    chain_id: int
    address: bytes
    nonce: int
    y_parity: int
    r: int
    s: int


@dataclass(frozen=True)
class Transaction:
    """A decoded transaction. For types 0 and 1 both fees are the gas price."""

    raw: bytes
    type: int
    chain_id: int
    nonce: int
    max_priority_fee_per_gas: int
    max_fee_per_gas: int
    gas_limit: int
    to: bytes | None
    value: int
    data: bytes
    access_list: list[tuple[bytes, list[bytes]]]
    authorizations: list[Authorization]
    sender: bytes = field(default=b"")

    @property
    def hash(self) -> bytes:
        return keccak256(self.raw)


def decode(raw: bytes, chain_id: int) -> Transaction:
    """Decodes a raw transaction and recovers its sender, checking in this order: size, type, form, chain, signature."""
    if len(raw) > MAX_RAW_BYTES:
        raise Undecodable("TOO_LARGE", f"{len(raw)} bytes, at most {MAX_RAW_BYTES}")
    if not raw or 0x80 <= raw[0] < 0xC0:
        raise Undecodable("MALFORMED", "neither a transaction type nor a list")
    kind = 0 if raw[0] >= 0xC0 else raw[0]
    if raw[0] == 0 or kind not in FIELD_COUNTS:
        raise Undecodable("TYPE_NOT_SUPPORTED", f"type {raw[0]}")
    try:
        fields = rlp.decode(raw if kind == 0 else raw[1:])
        if not isinstance(fields, list) or len(fields) != FIELD_COUNTS[kind]:
            raise rlp.RlpError(f"expected a list of {FIELD_COUNTS[kind]} fields")
        parts = _legacy(raw, fields) if kind == 0 else _typed(raw, kind, fields)
    except rlp.RlpError as failure:
        raise Undecodable("MALFORMED", str(failure)) from failure
    return _recovered(parts, chain_id)


@dataclass(frozen=True)
class _Parts:
    transaction: dict
    chain_id: int | None
    y_parity: int
    r: int
    s: int
    signing_payload: bytes


def _recovered(parts: _Parts, chain_id: int) -> Transaction:
    if parts.chain_id != chain_id:
        raise Undecodable("WRONG_CHAIN", f"expected chain {chain_id}, found {parts.chain_id}")
    try:
        sender = recover_rs(keccak256(parts.signing_payload), parts.r, parts.s, parts.y_parity)
    except SignatureError as failure:
        raise Undecodable("BAD_SIGNATURE", str(failure)) from failure
    return Transaction(**parts.transaction, chain_id=chain_id, sender=sender)


def _legacy(raw: bytes, fields: list) -> _Parts:
    price = _uint256(fields[1])
    transaction = dict(
        raw=raw, type=0, nonce=_uint64(fields[0]), max_priority_fee_per_gas=price, max_fee_per_gas=price,
        gas_limit=_uint64(fields[2]), to=_recipient(fields[3]), value=_uint256(fields[4]), data=_bytes(fields[5]),
        access_list=[], authorizations=[],
    )
    v, r, s = (_uint256(part) for part in fields[6:9])
    chain_id = (v - 35) // 2 if v >= 35 else None
    payload = rlp.encode(fields[:6] + [rlp.encode_int(chain_id or 0), b"", b""])
    return _Parts(transaction, chain_id, (v - 35) % 2, r, s, payload)


def _typed(raw: bytes, kind: int, fields: list) -> _Parts:
    tip = _uint256(fields[2])
    fee = tip if kind == 1 else _uint256(fields[3])
    gas, to, value, data, access = fields[3:8] if kind == 1 else fields[4:9]
    recipient = _recipient(to)
    authorizations = [_authorization(item) for item in _list(fields[9])] if kind == 4 else []
    if kind == 4 and recipient is None:
        raise rlp.RlpError("expected a recipient of 20 bytes in type 4")
    if kind == 4 and not authorizations:
        raise rlp.RlpError("expected at least one authorization in type 4")
    transaction = dict(
        raw=raw, type=kind, nonce=_uint64(fields[1]), max_priority_fee_per_gas=tip, max_fee_per_gas=fee,
        gas_limit=_uint64(gas), to=recipient, value=_uint256(value), data=_bytes(data),
        access_list=_access_list(access), authorizations=authorizations,
    )
    y_parity, r, s = (_uint256(part) for part in fields[-3:])
    payload = bytes([kind]) + rlp.encode(fields[:-3])
    return _Parts(transaction, _uint256(fields[0]), y_parity, r, s, payload)


def _authorization(item) -> Authorization:
    if len(_list(item)) != 6:
        raise rlp.RlpError("expected an authorization of 6 fields")
    chain_id, address, nonce, y_parity, r, s = item
    return Authorization(
        _uint256(chain_id), _fixed(address, 20), _uint64(nonce), rlp.decode_int(y_parity, 1), _uint256(r), _uint256(s)
    )


def _access_list(item) -> list[tuple[bytes, list[bytes]]]:
    entries = []
    for entry in _list(item):
        if len(_list(entry)) != 2:
            raise rlp.RlpError("expected an access list entry of 2 fields")
        entries.append((_fixed(entry[0], 20), [_fixed(key, 32) for key in _list(entry[1])]))
    return entries


def _uint64(item) -> int:
    return rlp.decode_int(item, 8)


def _uint256(item) -> int:
    return rlp.decode_int(item, 32)


def _bytes(item) -> bytes:
    if not isinstance(item, bytes):
        raise rlp.RlpError("expected bytes, found a list")
    return item


def _list(item) -> list:
    if not isinstance(item, list):
        raise rlp.RlpError("expected a list, found bytes")
    return item


def _fixed(item, size: int) -> bytes:
    if len(_bytes(item)) != size:
        raise rlp.RlpError(f"expected {size} bytes, found {len(item)}")
    return item


def _recipient(item) -> bytes | None:
    return None if item == b"" else _fixed(item, 20)
