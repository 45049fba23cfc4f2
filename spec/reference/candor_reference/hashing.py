"""Hash functions and the hex forms used in JSON (protocol.md section 1)."""

import hashlib

from Crypto.Hash import keccak as _keccak

ZERO_HASH = bytes(32)
ZERO_ADDRESS = bytes(20)


def keccak256(data: bytes) -> bytes:
    """Keccak-256 with the original padding, as Ethereum uses it (not SHA3-256)."""
    return _keccak.new(data=data, digest_bits=256).digest()


def sha256(data: bytes) -> bytes:
    """SHA-256 (FIPS 180-4)."""
    return hashlib.sha256(data).digest()


def to_hex(data: bytes) -> str:
    """0x-prefixed lower-case hex."""
    return "0x" + bytes(data).hex()


def from_hex(text: str) -> bytes:
    """Bytes of a 0x-prefixed hex string of even length."""
    if not text.startswith("0x"):
        raise ValueError(f"expected 0x-prefixed hex, found {text[:12]!r}")
    return bytes.fromhex(text[2:])


def checksum_address(address: bytes) -> str:
    """The mixed-case form of ERC-55."""
    if len(address) != 20:
        raise ValueError(f"expected an address of 20 bytes, found {len(address)}")
    plain = address.hex()
    digest = keccak256(plain.encode("ascii")).hex()
    return "0x" + "".join(c.upper() if int(d, 16) >= 8 else c for c, d in zip(plain, digest))
