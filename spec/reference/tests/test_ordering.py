from candor_reference import beacon, merkle, ordering, signing
from candor_reference.eip712 import TYPES, cut_of_header
from candor_reference.hashing import checksum_address, from_hex, keccak256, to_hex
from candor_reference.transactions import decode
from candor_reference.vectors.eip712_vectors import DOMAIN


def parsed(type_name, message):
    return {
        name: from_hex(message[name]) if kind in ("bytes32", "address") else int(message[name])
        for kind, name in TYPES[type_name].members
    }


def rebuilt(case, chain_id):
    """Header roots of a case from its raw arrivals, forced entries and history alone."""
    seen = {from_hex(item["txHash"]): int(item["seq"]) for item in case["history"]}
    arrivals = []
    for item in case["arrivals"]:
        seq, raw = int(item["seq"]), from_hex(item["raw"])
        if not raw:
            arrivals.append(ordering.empty_arrival(seq))
        else:
            arrivals.append(ordering.arrival(seq, decode(raw, chain_id), int(item["receivedAtMillis"]), seen))
    forced = [
        ordering.ForcedEntry(int(item["index"]), from_hex(item["raw"]), int(item["gasLimit"]))
        for item in case["forced"]
    ]
    header = parsed("BatchHeader", case["header"])
    cut_hash = DOMAIN.digest("Cut", cut_of_header(header))
    seed = ordering.seed_of(from_hex(case["beaconSignature"]), cut_hash)
    entries = ordering.order(arrivals, forced, seed, case["policyOrdering"], header["beaconKind"], chain_id)
    return {
        "cutRoot": ordering.cut_root(arrivals),
        "arrivalRoot": ordering.arrival_root(arrivals, entries),
        "orderRoot": ordering.order_root(entries),
        "txCount": len(entries),
        "seed": seed,
        "cutHash": cut_hash,
        "batchHash": DOMAIN.digest("BatchHeader", header),
    }, entries


def test_batches_rebuild_to_their_headers(vectors):
    document = vectors("ordering.json")
    for case in document["cases"]:
        found, entries = rebuilt(case, int(document["chainId"]))
        header = parsed("BatchHeader", case["header"])
        for name in ("cutRoot", "arrivalRoot", "orderRoot", "txCount", "seed"):
            assert found[name] == header[name], (case["name"], name)
        assert to_hex(found["batchHash"]) == case["batchHash"]
        assert [to_hex(entry.leaf()) for entry in entries] == [item["leaf"] for item in case["order"]]


def test_cuts_and_headers_are_signed_by_the_order_key(vectors):
    document = vectors("ordering.json")
    for case in document["cases"]:
        for digest, signature in (("cutHash", "cutSignature"), ("batchHash", "headerSignature")):
            signer = signing.recover(from_hex(case[digest]), from_hex(case[signature]))
            assert checksum_address(signer) == document["orderKey"]


def test_beacon_signatures_verify_and_kind_0_has_none(vectors):
    document = vectors("ordering.json")
    signed = []
    for case in document["cases"]:
        if case["header"]["beaconKind"] == ordering.BEACON_NONE:
            assert case["beaconSignature"] == "0x"
        else:
            signed.append((from_hex(case["cutHash"]), from_hex(case["beaconSignature"])))
    assert beacon.verify_all(from_hex(document["beaconKey"]), signed)


def test_listed_mistakes_give_other_roots(vectors):
    document = vectors("ordering.json")
    cases = {case["name"]: case for case in document["cases"]}
    for mistake in document["invalid"]:
        found, _ = rebuilt(cases[mistake["case"]], int(document["chainId"]))
        assert to_hex(found[mistake["field"]]) != mistake["value"], mistake["reason"]
        if mistake["leaves"]:
            leaves = [from_hex(leaf) for leaf in mistake["leaves"]]
            assert to_hex(merkle.root(keccak256, leaves)) == mistake["value"]


def test_under_shuffle_one_sender_stays_together_in_nonce_order(vectors):
    for case in vectors("ordering.json")["cases"]:
        if case["policyOrdering"] != ordering.SHUFFLE or case["header"]["beaconKind"] == ordering.BEACON_NONE:
            continue
        arrivals = [item for item in case["order"] if item["kind"] == ordering.KIND_ARRIVAL]
        runs = [item["sender"] for i, item in enumerate(arrivals) if i == 0 or arrivals[i - 1]["sender"] != item["sender"]]
        assert len(runs) == len(set(runs)), case["name"]
        for before, after in zip(arrivals, arrivals[1:]):
            assert before["sender"] != after["sender"] or int(before["nonce"]) <= int(after["nonce"])
