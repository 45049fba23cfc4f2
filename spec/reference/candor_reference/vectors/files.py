"""Which file is made by which module."""

from . import (
    arrival_vectors,
    beacon_vectors,
    block_vectors,
    data_vectors,
    eip712_vectors,
    evidence_vectors,
    log_vectors,
    merkle_vectors,
    ordering_vectors,
    small_vectors,
    transaction_vectors,
)

MAKERS = {
    "arrivals.json": arrival_vectors.file,
    "beacon.json": beacon_vectors.file,
    "block-attributes.json": block_vectors.file,
    "commitment.json": small_vectors.commitment_file,
    "data-encoding.json": data_vectors.file,
    "eip712.json": eip712_vectors.file,
    "evidence.json": evidence_vectors.file,
    "log.json": log_vectors.file,
    "merkle-keccak.json": merkle_vectors.keccak_file,
    "merkle-sha256.json": merkle_vectors.sha256_file,
    "ordering.json": ordering_vectors.file,
    "outcomes.json": small_vectors.outcomes_file,
    "policy.json": small_vectors.policy_file,
    "transactions.json": transaction_vectors.file,
}
