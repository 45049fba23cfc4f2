"""transactions.json: raw transactions, what they decode to, and what must be refused."""

from __future__ import annotations

from .. import gas, rlp, wallet
from ..hashing import ZERO_ADDRESS, checksum_address, keccak256, to_hex
from ..signing import CURVE_ORDER
from ..transactions import MAX_RAW_BYTES, Undecodable, decode
from . import jsonform

CHAIN_ID = 901_901
KEY = jsonform.secret("transactions")
TO = jsonform.sample_bytes("recipient", 20)
GWEI = 10**9
MAX64, MAX256 = 2**64 - 1, 2**256 - 1


def file() -> dict:
    return {
        "chainId": str(CHAIN_ID),
        "invalid": [_invalid(name, raw, reason) for name, raw, reason in _invalid_cases()],
        "privateKey": to_hex(KEY),
        "valid": [_valid(name, raw) for name, raw in _valid_cases()],
    }


def _valid_cases():
    keys = [jsonform.sample_bytes("slot 0"), bytes(32)]
    access = [[TO, keys], [ZERO_ADDRESS, []]]
    code = jsonform.sample_bytes("delegate", 20)
    auth = wallet.authorization(jsonform.secret("authority"), CHAIN_ID, code, 3)
    any_chain = wallet.authorization(jsonform.secret("authority 2"), 0, ZERO_ADDRESS, 0)
    void = [rlp.encode_int(MAX256), code, rlp.encode_int(MAX64), b"\xff", rlp.encode_int(MAX256), rlp.encode_int(MAX256)]
    sign = wallet
    yield "type 0 transfer", sign.legacy(KEY, CHAIN_ID, 0, GWEI, 21_000, TO, 10**18, b"")
    yield "type 0 nonce 127", sign.legacy(KEY, CHAIN_ID, 127, GWEI, 21_000, TO, 1, b"")
    yield "type 0 nonce 128", sign.legacy(KEY, CHAIN_ID, 128, GWEI, 21_000, TO, 1, b"")
    yield "type 0 creation", sign.legacy(KEY, CHAIN_ID, 1, GWEI, 100_000, b"", 0, bytes.fromhex("600a600c600039600a6000f3"))
    yield "type 0 data with zeros", sign.legacy(KEY, CHAIN_ID, 2, GWEI, 60_000, TO, 0, b"\x00\x01" * 40 + bytes(20))
    yield "type 0 highest integers", sign.legacy(KEY, CHAIN_ID, MAX64, MAX256, MAX64, TO, MAX256, b"\x00")
    yield "type 1 empty access list", sign.access_list(KEY, CHAIN_ID, 3, GWEI, 21_000, TO, 0, b"", [])
    yield "type 1 access list", sign.access_list(KEY, CHAIN_ID, 4, GWEI, 60_000, TO, 5, b"\x01", access)
    yield "type 1 creation", sign.access_list(KEY, CHAIN_ID, 5, GWEI, 90_000, b"", 0, b"\x00" * 33, access)
    yield "type 2 transfer", sign.dynamic_fee(KEY, CHAIN_ID, 6, 1, 2 * GWEI, 21_000, TO, 1, b"")
    yield "type 2 zero fees", sign.dynamic_fee(KEY, CHAIN_ID, 0, 0, 0, 0, TO, 0, b"")
    yield "type 2 tip over fee (decodes, can never run)", sign.dynamic_fee(KEY, CHAIN_ID, 7, 3, 2, 21_000, TO, 0, b"")
    yield "type 2 creation with access list", sign.dynamic_fee(KEY, CHAIN_ID, 8, 1, GWEI, 90_000, b"", 0, b"\xfe", access)
    yield "type 2 list longer than 55 bytes", sign.dynamic_fee(KEY, CHAIN_ID, 9, 1, GWEI, 90_000, TO, 0, b"\xab" * 300)
    yield "type 2 list longer than 65,535 bytes", _of_size(MAX_RAW_BYTES)
    yield "type 4 one authorization", sign.set_code(KEY, CHAIN_ID, 10, 1, GWEI, 90_000, TO, 0, b"", [], [auth])
    yield "type 4 several authorizations, one void", sign.set_code(
        KEY, CHAIN_ID, 11, 1, GWEI, 200_000, TO, 7, b"\x01\x02", access, [auth, any_chain, void]
    )


def _of_size(size: int) -> bytes:
    """A type 2 transaction of exactly `size` bytes."""
    data = b"\x5a" * (size - 130)
    raw = wallet.dynamic_fee(KEY, CHAIN_ID, 12, 1, GWEI, 2_000_000, TO, 0, data)
    data += b"\x5a" * (size - len(raw))
    return wallet.dynamic_fee(KEY, CHAIN_ID, 12, 1, GWEI, 2_000_000, TO, 0, data)


def _invalid_cases():
    yield from _malformed_bytes()
    yield from _malformed_fields()
    yield from _wrong_chain()
    yield from _bad_signatures()
    yield "65,537 bytes", _of_size(MAX_RAW_BYTES + 1), "TOO_LARGE"
    good = wallet.dynamic_fee(KEY, CHAIN_ID, 6, 1, 2 * GWEI, 21_000, TO, 1, b"")
    yield "type 0 with a type byte", b"\x00" + wallet.legacy(KEY, CHAIN_ID, 0, GWEI, 21_000, TO, 1, b""), "TYPE_NOT_SUPPORTED"
    yield "type 3 (blobs)", b"\x03" + good[1:], "TYPE_NOT_SUPPORTED"
    yield "type 5", b"\x05" + good[1:], "TYPE_NOT_SUPPORTED"
    yield "type 127", b"\x7f" + good[1:], "TYPE_NOT_SUPPORTED"


def _malformed_bytes():
    good = wallet.dynamic_fee(KEY, CHAIN_ID, 6, 1, 2 * GWEI, 21_000, TO, 1, b"")
    old = wallet.legacy(KEY, CHAIN_ID, 0, GWEI, 21_000, TO, 1, b"")
    long = wallet.dynamic_fee(KEY, CHAIN_ID, 6, 1, 2 * GWEI, 21_000, TO, 1, b"\xab" * 300)
    yield "no bytes", b"", "MALFORMED"
    yield "a type and nothing else", b"\x02", "MALFORMED"
    yield "a string", b"\x83abc", "MALFORMED"
    yield "first byte 0x80", b"\x80", "MALFORMED"
    yield "first byte 0xff", b"\xff" * 40, "MALFORMED"
    yield "an empty list", b"\xc0", "MALFORMED"
    yield "type 2 with a string", b"\x02\x83abc", "MALFORMED"
    yield "last byte missing", good[:-1], "MALFORMED"
    yield "type 0, last byte missing", old[:-1], "MALFORMED"
    yield "a byte after the list", good + b"\x00", "MALFORMED"
    yield "type 0, a byte after the list", old + b"\x00", "MALFORMED"
    yield "length of the list with a leading zero", long[:1] + b"\xfa\x00" + long[2:4] + long[4:], "MALFORMED"
    yield "length of a short list in long form", b"\x02\xf8\x01\xc0", "MALFORMED"
    yield "length of eight bytes over the end", b"\x02\xff" + b"\xff" * 8 + good[3:], "MALFORMED"
    yield "lists nested 1,000 deep", b"\x02" + _nested(1_000), "MALFORMED"


def _nested(depth: int) -> bytes:
    item = b"\xc0"
    for _ in range(depth):
        item = rlp._prefix(len(item), 0xC0) + item
    return item


def _malformed_fields():
    body = _body()
    spoiled = [
        ("chain id with a leading zero byte", 0, b"\x00" + body[0]),
        ("nonce 0 as a zero byte", 1, b"\x00"),
        ("nonce of nine bytes", 1, b"\x01" + bytes(8)),
        ("nonce is a list", 1, []),
        ("tip of 33 bytes", 2, b"\x01" + bytes(32)),
        ("fee with a leading zero byte", 3, b"\x00\x01"),
        ("gas limit of nine bytes", 4, b"\x01" + bytes(8)),
        ("recipient of 19 bytes", 5, TO[:19]),
        ("recipient of 21 bytes", 5, TO + b"\x00"),
        ("recipient is a list", 5, []),
        ("value of 33 bytes", 6, b"\x01" + bytes(32)),
        ("data is a list", 7, [b"\x01"]),
        ("access list is a string", 8, b""),
        ("access list entry is a string", 8, [TO]),
        ("access list entry of one field", 8, [[TO]]),
        ("access list entry of three fields", 8, [[TO, [], []]]),
        ("access list address of 19 bytes", 8, [[TO[:19], []]]),
        ("access list keys are a string", 8, [[TO, b""]]),
        ("access list key of 31 bytes", 8, [[TO, [bytes(31)]]]),
    ]
    for name, position, item in spoiled:
        yield name, wallet.typed(KEY, 2, body[:position] + [item] + body[position + 1 :]), "MALFORMED"
    yield "type 2 with eleven fields", wallet.typed(KEY, 2, body[:-1]), "MALFORMED"
    yield "type 2 with thirteen fields", wallet.typed(KEY, 2, body + [b""]), "MALFORMED"
    yield "type 1 with the fields of type 2", wallet.typed(KEY, 1, body), "MALFORMED"
    yield from _malformed_type_4()
    raw = wallet.typed(KEY, 2, body)
    yield "a single byte below 0x80 with a prefix", b"\x02" + _with_long_nonce(raw), "MALFORMED"


def _malformed_type_4():
    body = _body()
    auth = wallet.authorization(jsonform.secret("authority"), CHAIN_ID, TO, 0)
    yield "type 4 without authorizations", wallet.typed(KEY, 4, body + [[]]), "MALFORMED"
    yield "type 4 without recipient", wallet.typed(KEY, 4, body[:5] + [b""] + body[6:] + [[auth]]), "MALFORMED"
    yield "authorizations are a string", wallet.typed(KEY, 4, body + [b""]), "MALFORMED"
    yield "an authorization is a string", wallet.typed(KEY, 4, body + [[b"\x01"]]), "MALFORMED"
    for name, position, item in [
        ("authorization chain id of 33 bytes", 0, b"\x01" + bytes(32)),
        ("authorization address of 19 bytes", 1, TO[:19]),
        ("authorization address empty", 1, b""),
        ("authorization nonce of nine bytes", 2, b"\x01" + bytes(8)),
        ("authorization y parity of two bytes", 3, b"\x01\x00"),
        ("authorization r with a leading zero byte", 4, b"\x00\x01"),
        ("authorization s of 33 bytes", 5, b"\x01" + bytes(32)),
    ]:
        spoiled = auth[:position] + [item] + auth[position + 1 :]
        yield name, wallet.typed(KEY, 4, body + [[spoiled]]), "MALFORMED"
    yield "authorization of five fields", wallet.typed(KEY, 4, body + [[auth[:5]]]), "MALFORMED"
    yield "authorization of seven fields", wallet.typed(KEY, 4, body + [[auth + [b""]]]), "MALFORMED"


def _body() -> list:
    """The fields of a type 2 transaction before its signature."""
    number = rlp.encode_int
    return [number(CHAIN_ID), number(6), number(1), number(GWEI), number(21_000), TO, number(1), b"", []]


def _with_long_nonce(raw: bytes) -> bytes:
    """The same list, its nonce 6 written as 0x8106."""
    fields = rlp.decode(raw[1:])
    parts = [rlp.encode(item) for item in fields]
    parts[1] = b"\x81\x06"
    body = b"".join(parts)
    return rlp._prefix(len(body), 0xC0) + body


def _wrong_chain():
    yield "type 0 for another chain", wallet.legacy(KEY, CHAIN_ID + 1, 0, GWEI, 21_000, TO, 1, b""), "WRONG_CHAIN"
    yield "type 0 before EIP-155", wallet.legacy(KEY, None, 0, GWEI, 21_000, TO, 1, b""), "WRONG_CHAIN"
    yield "type 1 for another chain", wallet.access_list(KEY, 1, 0, GWEI, 21_000, TO, 1, b"", []), "WRONG_CHAIN"
    yield "type 2 for another chain", wallet.dynamic_fee(KEY, 1, 0, 1, GWEI, 21_000, TO, 1, b""), "WRONG_CHAIN"
    yield "type 2 for chain 0", wallet.dynamic_fee(KEY, 0, 0, 1, GWEI, 21_000, TO, 1, b""), "WRONG_CHAIN"
    yield "type 2 for a chain id of 32 bytes", wallet.dynamic_fee(
        KEY, 2**255 + CHAIN_ID, 0, 1, GWEI, 21_000, TO, 1, b""
    ), "WRONG_CHAIN"
    yield "chain id equal in the lowest 64 bits", wallet.dynamic_fee(
        KEY, 2**64 + CHAIN_ID, 0, 1, GWEI, 21_000, TO, 1, b""
    ), "WRONG_CHAIN"
    auth = wallet.authorization(jsonform.secret("authority"), CHAIN_ID, TO, 0)
    yield "type 4 for another chain", wallet.set_code(KEY, 1, 0, 1, GWEI, 90_000, TO, 1, b"", [], [auth]), "WRONG_CHAIN"
    body = [rlp.encode_int(x) for x in (0, GWEI, 21_000)] + [TO, b"", b""]
    yield "type 0 unsigned (v is the chain id)", rlp.encode(body + [rlp.encode_int(CHAIN_ID), b"", b""]), "WRONG_CHAIN"
    yield "type 0, v is 0", rlp.encode(body + [b"", b"\x01", b"\x01"]), "WRONG_CHAIN"


def _bad_signatures():
    body = _body()
    y, r, s = wallet.sign_rs(KEY, keccak256(b"\x02" + rlp.encode(body)))

    def typed(parity: int, r_: int, s_: int) -> bytes:
        return b"\x02" + rlp.encode(body + [rlp.encode_int(x) for x in (parity, r_, s_)])

    yield "high s", typed(1 - y, r, CURVE_ORDER - s), "BAD_SIGNATURE"
    yield "y parity 2", typed(2, r, s), "BAD_SIGNATURE"
    yield "y parity 27", typed(27 + y, r, s), "BAD_SIGNATURE"
    yield "r is 0", typed(y, 0, s), "BAD_SIGNATURE"
    yield "s is 0", typed(y, r, 0), "BAD_SIGNATURE"
    yield "r is the curve order", typed(y, CURVE_ORDER, s), "BAD_SIGNATURE"
    yield "s is the curve order", typed(y, r, CURVE_ORDER), "BAD_SIGNATURE"
    yield "no curve point has this r", typed(y, 5, s), "BAD_SIGNATURE"
    old = [rlp.encode_int(x) for x in (0, GWEI, 21_000)] + [TO, b"", b""]
    y, r, s = wallet.sign_rs(KEY, keccak256(rlp.encode(old + [rlp.encode_int(CHAIN_ID), b"", b""])))
    v = 35 + 2 * CHAIN_ID
    yield "type 0, high s", rlp.encode(old + [rlp.encode_int(x) for x in (v + 1 - y, r, CURVE_ORDER - s)]), "BAD_SIGNATURE"
    yield "type 0, r is 0", rlp.encode(old + [rlp.encode_int(x) for x in (v + y, 0, s)]), "BAD_SIGNATURE"


def _valid(name: str, raw: bytes) -> dict:
    tx = decode(raw, CHAIN_ID)
    return {
        "accessList": [
            {"address": checksum_address(address), "storageKeys": [to_hex(key) for key in keys]}
            for address, keys in tx.access_list
        ],
        "authorizations": [
            {
                "address": checksum_address(item.address),
                "chainId": str(item.chain_id),
                "nonce": str(item.nonce),
                "r": str(item.r),
                "s": str(item.s),
                "yParity": item.y_parity,
            }
            for item in tx.authorizations
        ],
        "chainId": str(tx.chain_id),
        "data": to_hex(tx.data),
        "floorGas": str(gas.floor_gas(tx)),
        "gasLimit": str(tx.gas_limit),
        "hash": to_hex(tx.hash),
        "intrinsicGas": str(gas.intrinsic_gas(tx)),
        "isCreation": tx.to is None,
        "maxFeePerGas": str(tx.max_fee_per_gas),
        "maxPriorityFeePerGas": str(tx.max_priority_fee_per_gas),
        "name": name,
        "nonce": str(tx.nonce),
        "raw": to_hex(raw),
        "sender": checksum_address(tx.sender),
        "to": checksum_address(tx.to or ZERO_ADDRESS),
        "type": tx.type,
        "value": str(tx.value),
    }


def _invalid(name: str, raw: bytes, reason: str) -> dict:
    try:
        decode(raw, CHAIN_ID)
    except Undecodable as refusal:
        if refusal.reason == reason:
            return {"name": name, "raw": to_hex(raw), "reason": reason}
        raise AssertionError(f"{name}: expected {reason}, found {refusal}") from refusal
    raise AssertionError(f"{name}: expected {reason}, found a transaction")
