"""Real anvil with the contracts, real geth: batches are posted, rebuilt from L1 alone, and executed again."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

import network
from candor_reference import execution, ordering, rebuild, signing, wallet
from candor_reference.abi_calls import POST_BATCHES, decode_call, selector
from candor_reference.blocks import EMPTY_TRIE_ROOT
from candor_reference.hashing import keccak256, to_hex
from candor_reference.jsonrpc import JsonRpc
from candor_reference.l1 import L1Reader
from candor_reference.local_geth import LocalGeth
from candor_reference.trie import list_root
from conftest import REFERENCE
from mini_sequencer import MiniSequencer
from network import ETHER, GWEI, ROLLUP_ID

ANVIL, GETH = network.find_anvil(), network.find_geth()
pytestmark = pytest.mark.skipif(
    not (ANVIL and GETH and (network.REPOSITORY / "contracts" / "node_modules").exists()),
    reason="needs anvil and the packages of contracts/ (npm ci there) and geth (CANDOR_GETH or on the PATH)",
)

DRAIN, SWEEPER, PAYER = (keccak256(name)[12:] for name in (b"drain", b"sweeper", b"payer"))
CODE = {
    DRAIN: "0x5f5f5f5f47335af15000",  # sends its balance to the caller
    SWEEPER: "0x5f5b368110600b570000005b5f5f5f5f5f85355af150602001600156",  # calls every address in its input
    PAYER: "0x5f5f5f5f345f355af15000",  # sends what it got to the address in its input
}
PLAIN = [keccak256(b"plain %d" % i) for i in range(60)]
DELEGATED = [keccak256(b"delegated %d" % i) for i in range(300)]
RICH, POOR = keccak256(b"rich"), keccak256(b"poor")
SINK = bytes(19) + b"\x99"


def address(key):
    return signing.address_of_secret(key)


def transfer(key, nonce, kind=2, value=5, fee=100 * GWEI):
    if kind == 0:
        return wallet.legacy(key, ROLLUP_ID, nonce, fee, 21_000, SINK, value, b"")
    if kind == 1:
        return wallet.access_list(key, ROLLUP_ID, nonce, fee, 30_000, SINK, value, b"", [[SINK, [bytes(32)]]])
    if kind == 4:
        auth = wallet.authorization(keccak256(b"somebody"), ROLLUP_ID, DRAIN, 7)
        return wallet.set_code(key, ROLLUP_ID, nonce, 1, fee, 90_000, SINK, value, b"", [], [auth])
    return wallet.dynamic_fee(key, ROLLUP_ID, nonce, 1, fee, 21_000, SINK, value, b"")


def call(key, nonce, to, data, gas, value=0):
    return wallet.dynamic_fee(key, ROLLUP_ID, nonce, 1, 100 * GWEI, gas, to, value, data)


def words(addresses):
    return b"".join(bytes(12) + item for item in addresses)


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """An L1 with eight batches of every kind."""
    directory = tmp_path_factory.mktemp("chain")
    accounts = {address(key): ETHER for key in PLAIN + DELEGATED} | {address(RICH): 1_000 * ETHER}
    genesis = directory / "genesis.json"
    delegated = {address(key): DRAIN for key in DELEGATED}
    genesis.write_text(json.dumps(network.genesis(accounts, CODE, delegated)), encoding="utf-8")
    anvil = network.Anvil(ANVIL)
    try:
        with LocalGeth(GETH, genesis, network.GAS_LIMIT) as engine:
            l1 = network.L1(anvil.rpc, anvil.url, engine.head()[1])
            sequencer = MiniSequencer(l1, engine)
            _fill(sequencer)
            yield {"url": anvil.url, "rollup": l1.rollup, "genesis": genesis, "sequencer": sequencer, "dir": directory}
    finally:
        anvil.close()


def _fill(sequencer):
    kinds = [transfer(key, nonce, kind) for nonce, kind in enumerate((0, 1, 2, 4)) for key in PLAIN[:10]]
    sequencer.batch(kinds, chunks=3)
    sequencer.batch([b"", kinds[3], transfer(PLAIN[11], 0), transfer(PLAIN[11], 0), b"", kinds[3]])
    sequencer.batch([])
    sequencer.batch([transfer(PLAIN[12], 0), transfer(PLAIN[12], 1)], beacon_kind=ordering.BEACON_NONE)
    _forced_of_every_kind(sequencer)
    _drained_by_an_arrival(sequencer)
    _nonces_bumped_by_a_forced_transaction(sequencer)
    _funded_inside_the_batch(sequencer)


def _forced_of_every_kind(sequencer):
    raws = [
        (transfer(PLAIN[13], 0), 21_000),
        (transfer(PLAIN[14], 0), 50_000),
        (b"no transaction", 21_000),
        (b"\x03" + transfer(PLAIN[15], 0)[1:], 21_000),
    ]
    forced = [sequencer.force(raw, gas) for raw, gas in raws]
    arrivals = [transfer(PLAIN[13], 0), transfer(PLAIN[13], 1), transfer(PLAIN[14], 0)]
    sequencer.batch(arrivals, forced, skipped=lambda entries: {keccak256(arrivals[0])} & _arrival_hashes(entries))


def _arrival_hashes(entries):
    return {entry.tx_hash for entry in entries if entry.kind == ordering.KIND_ARRIVAL}


def _drained_by_an_arrival(sequencer):
    """Delegated senders that come after the sweep have nothing left to pay with."""
    sweep = call(RICH, 0, SWEEPER, words(map(address, DELEGATED)), 14_000_000)

    def after(entries):
        place = next(entry.position for entry in entries if entry.tx_hash == keccak256(sweep))
        return {entry.tx_hash for entry in entries[place + 1 :]}

    sequencer.batch([transfer(key, 0) for key in DELEGATED] + [sweep], skipped=after)


def _nonces_bumped_by_a_forced_transaction(sequencer):
    """Each authorization bumps its signer's nonce: the first arrival of each is skipped, the second runs."""
    victims = PLAIN[20:50]
    auths = [wallet.authorization(key, ROLLUP_ID, DRAIN, 0) for key in victims]
    bump = wallet.set_code(RICH, ROLLUP_ID, 1, 1, 100 * GWEI, 2_000_000, SINK, 0, b"", [], auths)
    arrivals = [transfer(key, nonce) for key in victims for nonce in (0, 1)]
    skipped = {keccak256(raw) for raw in arrivals[::2]}
    sequencer.batch(arrivals, [sequencer.force(bump, 2_000_000)], skipped=skipped)


def _funded_inside_the_batch(sequencer):
    """A sender without money is paid by a contract earlier in the same batch."""
    pay = call(RICH, 2, PAYER, words([address(POOR)]), 100_000, ETHER)
    arrivals = [transfer(POOR, 0), transfer(POOR, 2), transfer(PLAIN[16], 0, fee=1)]
    skipped = {keccak256(raw) for raw in arrivals[1:]}
    sequencer.batch(arrivals, [sequencer.force(pay, 100_000)], skipped=skipped)


def run(script, *arguments):
    done = subprocess.run(
        [sys.executable, str(REFERENCE / script), "--json", *map(str, arguments)], capture_output=True, text=True
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_rebuilds_every_batch_from_l1_alone_and_executes_it_again(chain):
    blocks = chain["dir"] / "blocks"
    code, report = run("rebuild_from_l1.py", "--l1", chain["url"], "--rollup", to_hex(chain["rollup"]), "--l2-export", blocks)
    assert code == 0, report
    assert (report["batches"], report["forced"]) == (8, 6)
    code, again = run("reexecute.py", "--blocks", blocks, "--geth", GETH, "--genesis", chain["genesis"])
    assert code == 0, again
    assert again["lastL2BlockHash"] == report["lastL2BlockHash"]
    assert again["skipped"] >= 30 + 2 + 1 + 3


@pytest.fixture(scope="module")
def first_posts(chain):
    reader = L1Reader(JsonRpc(chain["url"]), chain["rollup"])
    return reader, [reader.posted(post) for post in reader.posts()[:2]]


def rebuilt_up_to(reader, posted):
    lineage = rebuild.Lineage(reader.rollup, reader.inbox())
    for item in posted:
        last = lineage.append(item)
    return last


def test_a_batch_is_refused_when_anything_on_l1_is_other_than_signed(first_posts):
    reader, (first, second) = first_posts
    spoiled = {
        "another origin": {"origin_hash": bytes(32)},
        "another policy": {"policy": dict(first.policy) | {"maxCount": 1}},
        "another order key": {"order_key": bytes(20)},
        "another commitment": {"stored_commitment": bytes(32)},
        "another posting time": {"posted_at": first.posted_at + 1},
        "chunks exchanged": {"chunks": first.chunks[::-1]},
        "a chunk missing": {"chunks": first.chunks[:-1]},
        "an overdue forced entry left out": {"forced_due": 1, "forced_queued": 1},
        "another seed": {"beacon_signature": bytes(96)},
        "a statement signed by nobody": {"statement_signature": bytes(65)},
        "data signed by nobody": {"data_signature": bytes(65)},
        "data signed for another batch": {"data_signature": second.data_signature},
        "data that was not signed": {"data_hash": bytes(32)},
        "another header": {"header": dict(first.header) | {"txCount": 1}},
        "another statement": {"statement": dict(first.statement) | {"gasUsed": 0}},
    }
    for reason, change in spoiled.items():
        with pytest.raises(rebuild.Invalid):
            rebuilt_up_to(reader, [replace(first, **change)])
            pytest.fail(reason)
    with pytest.raises(rebuild.Invalid):
        rebuilt_up_to(reader, [second])
    assert rebuilt_up_to(reader, [first, second]).header["number"] == 2


def test_the_input_of_another_call_is_not_taken_for_batches():
    with pytest.raises(ValueError):
        decode_call("postBatches", POST_BATCHES, selector("postData") + bytes(64))


def test_a_block_that_leaves_out_a_transaction_that_could_run_is_refused(chain):
    """The last test of this file: nothing is posted after the wrong batch."""
    arrivals = [transfer(PLAIN[17], 0), transfer(PLAIN[18], 0)]
    chain["sequencer"].batch(arrivals, skipped={keccak256(arrivals[0])})
    blocks = chain["dir"] / "wrong"
    code, report = run("rebuild_from_l1.py", "--l1", chain["url"], "--rollup", to_hex(chain["rollup"]), "--l2-export", blocks)
    assert code == 0, report
    code, again = run("reexecute.py", "--blocks", blocks, "--geth", GETH, "--genesis", chain["genesis"])
    assert code == 1
    assert "could run" in again["error"]


def test_unfit_names_every_reason():
    tx = execution.Transaction(
        b"", 2, ROLLUP_ID, 3, 1, 10, 21_000, SINK, 7, b"", [], [], bytes(20)
    )
    needed = 21_000 * 10 + 7
    assert execution.unfit(tx, 3, needed, 10, 21_000) is None
    for arguments in ((2, needed, 10, 21_000), (4, needed, 10, 21_000), (3, needed - 1, 10, 21_000),
                      (3, needed, 11, 21_000), (3, needed, 10, 20_999)):
        assert execution.unfit(tx, *arguments)
    assert execution.unfit(replace(tx, gas_limit=20_999), 3, needed, 10, 30_000)
    assert execution.unfit(replace(tx, max_priority_fee_per_gas=11), 3, needed, 10, 30_000)
    assert execution.unfit(replace(tx, to=None, data=bytes(49_153), gas_limit=10**7), 3, 10**9, 10, 10**8)


def test_list_root_of_nothing_is_the_empty_trie():
    """Roots of real blocks, of up to 301 transactions, are compared with geth's in every batch above."""
    assert list_root([]) == EMPTY_TRIE_ROOT
