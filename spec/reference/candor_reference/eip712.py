"""Types and digests of the signed objects (protocol.md sections 1 and 3 to 10; EIP-712)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

from . import abi
from .hashing import keccak256

DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"

ENCODE_TYPES = (
    "InclusionPromise(uint64 rollupId,uint64 seq,bytes32 txHash,address sender,uint64 nonce,"
    "uint64 receivedAtMillis,uint64 includeBy,bytes32 policyHash)",
    "AdmissionRefusal(uint64 rollupId,bytes32 txHash,uint16 reason,uint64 refusedAtMillis,bytes32 policyHash)",
    "Cut(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,"
    "bytes32 cutRoot,uint64 forcedThrough,uint64 depositsThrough,uint64 sealedAtMillis,bytes32 policyHash,"
    "uint64 l1OriginNumber,bytes32 l1OriginHash)",
    "BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,"
    "uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,bytes32 orderRoot,uint8 beaconKind,"
    "bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,uint64 forcedThrough,uint64 depositsThrough,"
    "uint64 l1OriginNumber,bytes32 l1OriginHash)",
    "ExecutionStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 l2BlockHash,"
    "bytes32 stateRoot,bytes32 receiptsRoot,bytes32 outcomesRoot,uint64 gasUsed)",
    "DataStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 dataHash)",
    "BatchAttestation(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 executionHash,"
    "uint8 verdict)",
    "DisputeVerdict(bytes32 disputeId,uint8 round,uint8 verdict,bytes32 evidenceHash,uint64 decidedAt)",
    "RollbackRatification(uint64 rollupId,uint64 generation,bytes32 faultId,uint64 anchorNumber,"
    "bytes32 anchorHash)",
    "LogCheckpoint(bytes32 originHash,uint64 size,bytes32 root)",
)


@dataclass(frozen=True)
class StructType:
    """One EIP-712 struct with static members only."""

    name: str
    encode_type: str
    members: tuple[tuple[str, str], ...]

    @property
    def type_hash(self) -> bytes:
        return keccak256(self.encode_type.encode("ascii"))

    def struct_hash(self, message: Mapping) -> bytes:
        names = [name for _, name in self.members]
        if set(message) != set(names):
            raise ValueError(f"expected the members {names} of {self.name}, found {sorted(message)}")
        words = abi.encode([kind for kind, _ in self.members], [message[name] for name in names])
        return keccak256(self.type_hash + words)


@dataclass(frozen=True)
class Domain:
    """The EIP-712 domain: the L1 chain and the Rollup proxy on it."""

    chain_id: int
    verifying_contract: bytes

    @property
    def separator(self) -> bytes:
        words = abi.encode(
            ["bytes32", "bytes32", "bytes32", "uint256", "address"],
            [
                keccak256(DOMAIN_TYPE.encode("ascii")),
                keccak256(b"Candor"),
                keccak256(b"1"),
                self.chain_id,
                self.verifying_contract,
            ],
        )
        return keccak256(words)

    def digest(self, type_name: str, message: Mapping) -> bytes:
        """keccak256(0x1901 ‖ domainSeparator ‖ hashStruct(message))."""
        return keccak256(b"\x19\x01" + self.separator + TYPES[type_name].struct_hash(message))


def _parse(encode_type: str) -> StructType:
    name, members = encode_type.rstrip(")").split("(")
    pairs = tuple(tuple(member.split(" ")) for member in members.split(","))
    return StructType(name, encode_type, pairs)


TYPES = {struct.name: struct for struct in map(_parse, ENCODE_TYPES)}

CUT_MEMBERS = tuple(name for _, name in TYPES["Cut"].members)


def cut_of_header(header: Mapping) -> dict:
    """The cut that a batch header contains: every member of Cut is a member of BatchHeader."""
    return {name: header[name] for name in CUT_MEMBERS}
