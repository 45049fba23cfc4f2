import pytest
from candor_reference import log, merkle
from candor_reference.eip712 import Domain
from candor_reference.hashing import from_hex, sha256, to_hex


@pytest.fixture(scope="module")
def document(vectors):
    return vectors("log.json")


@pytest.fixture(scope="module")
def keys(document):
    origin = document["origin"]
    checkpoint = document["checkpoint"]
    address = from_hex(document["domain"]["verifyingContract"])
    domain = Domain(int(document["domain"]["chainId"]), address)
    ed25519 = log.ed25519_key(origin, from_hex(checkpoint["ed25519Seed"]))
    signer = log.signing.address_of_secret(from_hex(checkpoint["eip712Key"]))
    return domain, ed25519, log.eip712_key(origin, signer)


def test_entries_hold_events_or_their_hashes(document):
    for case in document["entries"]:
        event = (
            from_hex(case["event"])
            if "event" in case
            else bytes([case["eventFill"]["byte"]]) * case["eventFill"]["size"]
        )
        entry = log.entry_of(case["topicId"], int(case["partition"]), int(case["offset"]), event)
        assert to_hex(merkle.leaf_hash(sha256, entry.encode())) == case["leafHash"], case["case"]
        assert (entry.event == event) == (not case["hashed"]), case["case"]
        assert log.Entry.decode(entry.encode()) == entry
        assert case["hashed"] == (entry.event == b"\xff" + sha256(event)), case["case"]


def test_refuses_what_is_no_entry(document):
    for case in document["invalidEntries"]:
        with pytest.raises(log.LogError):
            log.Entry.decode(from_hex(case["entry"]))


def test_coverage_stands_at_the_end_of_each_bundle(document):
    contents = rebuilt(document)
    log.check_entries(contents)
    for case in document["tree"]["roots"]:
        assert to_hex(log.root_of(contents[: int(case["size"])])) == case["root"]


def test_refuses_each_broken_tree(document):
    for case in document["tree"]["invalid"]:
        contents = rebuilt(document)
        contents[int(case["index"])] = from_hex(case["entry"])
        with pytest.raises(log.LogError, match=f"entry {case['index']}:|entry {int(case['index']) + 1}:"):
            log.check_entries(contents)


def test_both_lines_of_the_log_are_required(document, keys):
    domain, ed25519, eip712 = keys
    assert [ed25519.text(), eip712.text()] == document["verifierKeys"]
    size, root = log.check_checkpoint(document["checkpoint"]["note"], domain, ed25519, eip712)
    assert (str(size), to_hex(root)) == (document["checkpoint"]["size"], document["checkpoint"]["root"])
    for case in document["checkpoint"]["invalid"]:
        if "cosignature" in case["reason"]:
            continue
        with pytest.raises(log.LogError):
            log.check_checkpoint(case["note"], domain, ed25519, eip712)


def rebuilt(document) -> list[bytes]:
    """The tree from the topics' sequence alone."""
    next_offsets = {}
    entries = []
    for topic in document["tree"]["topicIds"]:
        topic_id = int(topic)
        if topic_id == log.COVERAGE:
            continue
        offset = next_offsets.get(topic_id, 0)
        next_offsets[topic_id] = offset + 1
        entries.append(log.Entry(topic_id, 0, offset, f"event {topic_id}/0/{offset}".encode()))
    contents = [entry.encode() for entry in log.with_coverage(entries)][: len(document["tree"]["topicIds"])]
    for case in document["tree"]["coverage"]:
        assert to_hex(contents[int(case["index"])]) == case["entry"]
    return contents
