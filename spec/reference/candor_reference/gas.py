"""Gas that a transaction must at least offer (Prague: EIP-2028, 2930, 3860, 7623, 7702)."""

from .transactions import Transaction


def intrinsic_gas(transaction: Transaction) -> int:
    """Charged before the first opcode."""
    data = transaction.data
    gas = 21_000 + 4 * data.count(0) + 16 * (len(data) - data.count(0))
    if transaction.to is None:
        gas += 32_000 + 2 * ((len(data) + 31) // 32)
    gas += sum(2_400 + 1_900 * len(keys) for _, keys in transaction.access_list)
    return gas + 25_000 * len(transaction.authorizations)


def floor_gas(transaction: Transaction) -> int:
    """The least a transaction pays for its data, whatever it executes (EIP-7623)."""
    data = transaction.data
    tokens = data.count(0) + 4 * (len(data) - data.count(0))
    return 21_000 + 10 * tokens
