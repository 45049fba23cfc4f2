"""Which file is made by which module."""

from . import eip712_vectors, merkle_vectors, transaction_vectors

MAKERS = {
    "merkle-keccak.json": merkle_vectors.keccak_file,
    "merkle-sha256.json": merkle_vectors.sha256_file,
    "eip712.json": eip712_vectors.file,
    "transactions.json": transaction_vectors.file,
}
