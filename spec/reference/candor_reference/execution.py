"""Which transactions of an order a block skipped, and whether each skip was right (protocol.md section 6).

The data on L1 has the order and the block header, not the list of skipped ones. A set of included transactions is accepted only if
its root is the header's transactionsRoot and a client imports the block under the posted hash; each skip is then judged on the
state at its place, which the client's tracer shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from . import gas, rlp, trie
from .blocks import BlockHeader
from .engine import Engine, EngineError, payload_of
from .hashing import from_hex, keccak256
from .outcomes import REVERTED, SKIPPED, SUCCEEDED, Outcome
from .signing import SignatureError, recover_rs
from .transactions import Authorization, Transaction

MAX_INIT_CODE_BYTES = 49_152
MAX_NONCE = 2**64 - 1

Accounts = dict[bytes, tuple[int, int]]


@dataclass(frozen=True)
class Placed:
    """A transaction that the engine may see, with its position in the order."""

    position: int
    transaction: Transaction


def unfit(tx: Transaction, nonce: int, balance: int, base_fee: int, gas_left: int) -> str | None:
    """Why Ethereum's rules do not allow the transaction on such an account; None when they do."""
    if tx.nonce != nonce or tx.nonce == MAX_NONCE:
        return f"nonce {tx.nonce}, account has {nonce}"
    if tx.max_fee_per_gas < base_fee or tx.max_fee_per_gas < tx.max_priority_fee_per_gas:
        return f"fee cap {tx.max_fee_per_gas}, base fee {base_fee}, tip {tx.max_priority_fee_per_gas}"
    if balance < tx.gas_limit * tx.max_fee_per_gas + tx.value:
        return f"balance {balance}, needed {tx.gas_limit * tx.max_fee_per_gas + tx.value}"
    if tx.gas_limit < max(gas.intrinsic_gas(tx), gas.floor_gas(tx)):
        return f"gas limit {tx.gas_limit} below intrinsic or floor gas"
    if tx.to is None and len(tx.data) > MAX_INIT_CODE_BYTES:
        return f"init code of {len(tx.data)} bytes"
    if tx.gas_limit > gas_left:
        return f"gas limit {tx.gas_limit}, block has {gas_left} left"
    return None


def execute(engine: Engine, header: BlockHeader, order: Sequence[Transaction | None], tx_hashes: Sequence[bytes]):
    """Imports the block of an order as the new head and returns the outcome of every position."""
    visible = [Placed(position, tx) for position, tx in enumerate(order) if tx is not None]
    included = _included(engine, header, visible)
    engine.import_block(payload_of(header, _raws(included)), header.parent_beacon_block_root)
    engine.set_head(header.hash)
    receipts = engine.receipts(header.hash)
    if len(included) < len(visible):
        _check_skips(engine, header, visible, included, receipts)
    by_position = {item.position: receipt for item, receipt in zip(included, receipts)}
    outcomes = []
    for position, tx_hash in enumerate(tx_hashes):
        if position not in by_position:
            outcomes.append(Outcome(position, tx_hash, SKIPPED, 0))
            continue
        found, status, gas_used = by_position[position]
        if found != tx_hash:
            raise EngineError(f"block {header.number}: the receipt at position {position} is of another transaction")
        outcomes.append(Outcome(position, tx_hash, SUCCEEDED if status else REVERTED, gas_used))
    return outcomes


def _included(engine: Engine, header: BlockHeader, visible: list[Placed]) -> list[Placed]:
    """The transactions of the block: guessed from what accounts had, corrected by the client where the guess fails."""
    fixed: list[Placed] = []
    rest = visible
    accounts, corrected = _accounts(engine, header.parent_hash, rest), -1
    while True:
        guess = fixed + _simulate(rest, accounts, header)
        if _is_block(header, guess):
            return guess
        place = _first_failure(engine, header, guess, len(fixed))
        if place is None:
            place = _first_wrong_skip(engine, header, rest, guess)
        if place <= corrected:
            raise EngineError(f"block {header.number}: position {place} fails for a reason that the rules do not know")
        corrected = place
        fixed = [item for item in guess if item.position < place]
        rest = [item for item in rest if item.position >= place]
        payload = engine.build(header, _raws(fixed))
        if payload is None:
            raise EngineError(f"block {header.number}: the client does not build a prefix that it built before")
        engine.import_block(payload, header.parent_beacon_block_root)
        accounts = _accounts(engine, from_hex(payload["blockHash"]), rest)


def _is_block(header: BlockHeader, items: Sequence[Placed]) -> bool:
    return trie.list_root(_raws(items)) == header.transactions_root


def _first_failure(engine: Engine, header: BlockHeader, guess: list[Placed], low: int) -> int | None:
    """Position of the first transaction with which the client does not build; None when it builds them all."""
    if engine.build(header, _raws(guess)) is not None:
        return None
    high = len(guess)
    while high - low > 1:
        middle = (low + high) // 2
        if engine.build(header, _raws(guess[:middle])) is None:
            high = middle
        else:
            low = middle
    return guess[high - 1].position


def _first_wrong_skip(engine: Engine, header: BlockHeader, rest: Sequence[Placed], guess: Sequence[Placed]) -> int:
    """Position of the first transaction that the guess left out and that could have run."""
    payload = engine.build(header, _raws(guess))
    engine.import_block(payload, header.parent_beacon_block_root)
    block_hash = from_hex(payload["blockHash"])
    receipts = engine.receipts(block_hash) if guess else []
    for item, reason in _judged(engine, header, block_hash, rest, guess, receipts):
        if reason is None:
            return item.position
    raise EngineError(f"block {header.number}: the posted block leaves out a transaction that could run")


def _check_skips(engine, header: BlockHeader, visible, included, receipts) -> None:
    for item, reason in _judged(engine, header, header.hash, visible, included, receipts):
        if reason is None:
            raise EngineError(f"block {header.number}: position {item.position} was skipped and could have run")


def _judged(engine: Engine, header: BlockHeader, block_hash: bytes, candidates, included, receipts):
    """(left-out transaction, why it could not run) in the order of positions, on the state at each one's place."""
    accounts = _accounts(engine, header.parent_hash, candidates)
    changes = engine.account_changes(block_hash) if included else []
    positions = {item.position for item in included}
    done, gas_used = 0, 0
    for item in candidates:
        while done < len(included) and included[done].position < item.position:
            gas_used += receipts[done][2]
            _apply(accounts, changes[done])
            done += 1
        if item.position not in positions:
            nonce, balance = accounts[item.transaction.sender]
            gas_left = header.gas_limit - gas_used
            yield item, unfit(item.transaction, nonce, balance, header.base_fee_per_gas, gas_left)


def _apply(accounts: Accounts, change: dict) -> None:
    for address, account in change.items():
        if address in accounts:
            nonce, balance = accounts[address]
            accounts[address] = (account.get("nonce", nonce), int(account.get("balance", hex(balance)), 16))


def _simulate(rest: Sequence[Placed], known: Accounts, header: BlockHeader) -> list[Placed]:
    """Who can run if transactions did nothing but move their value and bump nonces: a guess."""
    accounts, out, gas_left = dict(known), [], header.gas_limit
    for item in rest:
        tx = item.transaction
        nonce, balance = accounts[tx.sender]
        if unfit(tx, nonce, balance, header.base_fee_per_gas, gas_left) is not None:
            continue
        out.append(item)
        least_gas = max(gas.intrinsic_gas(tx), gas.floor_gas(tx))
        price = min(tx.max_fee_per_gas, header.base_fee_per_gas + tx.max_priority_fee_per_gas)
        accounts[tx.sender] = (nonce + 1, balance - tx.value - least_gas * price)
        gas_left -= least_gas
        if tx.to in accounts:
            nonce, balance = accounts[tx.to]
            accounts[tx.to] = (nonce, balance + tx.value)
        for authorization in tx.authorizations:
            _authorize(accounts, authorization, tx.chain_id)
    return out


def _authorize(accounts: Accounts, item: Authorization, chain_id: int) -> None:
    """EIP-7702: a tuple that holds bumps its signer's nonce."""
    if item.chain_id not in (0, chain_id):
        return
    fields = [rlp.encode_int(item.chain_id), item.address, rlp.encode_int(item.nonce)]
    try:
        authority = recover_rs(keccak256(b"\x05" + rlp.encode(fields)), item.r, item.s, item.y_parity)
    except SignatureError:
        return
    if authority in accounts and accounts[authority][0] == item.nonce:
        nonce, balance = accounts[authority]
        accounts[authority] = (nonce + 1, balance)


def _accounts(engine: Engine, block_hash: bytes, items: Sequence[Placed]) -> Accounts:
    return engine.accounts(block_hash, sorted({item.transaction.sender for item in items}))


def _raws(items: Sequence[Placed]) -> list[bytes]:
    return [item.transaction.raw for item in items]
