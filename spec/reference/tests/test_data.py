import pytest

from candor_reference import blocks, data
from candor_reference.hashing import from_hex, to_hex
from candor_reference.vectors.data_vectors import raw_frame


def test_data_decodes_to_the_listed_arrivals(vectors):
    for case in vectors("data-encoding.json")["cases"]:
        arrivals, header = data.decode(
            from_hex(case["data"]),
            case["maxBytes"],
            int(case["firstSeq"]),
            int(case["seqCount"]),
            int(case["sealedAtMillis"]),
        )
        assert to_hex(header) == case["l2Header"]
        assert len(arrivals) == len(case["arrivals"])
        for found, wanted in zip(arrivals, case["arrivals"]):
            duplicate_of = 2**64 - 1 if found.duplicate_of is None else found.duplicate_of
            assert (str(found.seq), str(found.received_at_millis), to_hex(found.raw), str(duplicate_of)) == (
                wanted["seq"], wanted["receivedAtMillis"], wanted["raw"], wanted["duplicateOf"],
            )
        assert to_hex(data.encode_content(arrivals, int(case["sealedAtMillis"]), header)) == case["content"]


def test_any_zstd_level_decodes_to_the_same_content(vectors):
    content = from_hex(vectors("data-encoding.json")["cases"][-1]["content"])
    for level in (1, 9, 19):
        assert data.decompress(data.compress(content, level), len(content)) == content


def test_a_window_of_eight_mebibytes_is_accepted():
    content = b"content"
    frame = raw_frame(content, 0b10000000, b"\x68" + len(content).to_bytes(4, "little"))
    assert data.decompress(b"\x01" + frame, 100) == content


def test_invalid_data_is_refused(vectors):
    for case in vectors("data-encoding.json")["invalid"]:
        with pytest.raises((data.DataError, blocks.HeaderError)):
            _, header = data.decode(
                from_hex(case["data"]),
                case["maxBytes"],
                int(case["firstSeq"]),
                int(case["seqCount"]),
                int(case["sealedAtMillis"]),
            )
            blocks.decode_header(header)
            pytest.fail(case["reason"])


def test_varints_and_zigzag(vectors):
    document = vectors("data-encoding.json")
    for case in document["varints"]:
        encoded = from_hex(case["encoded"])
        assert data.decode_varint(encoded, 0) == (int(case["value"]), len(encoded))
    for case in document["zigzag"]:
        assert data.unzigzag(int(case["unsigned"])) == int(case["signed"])
    for case in document["invalidVarints"]:
        with pytest.raises(data.DataError):
            data.decode_varint(from_hex(case["encoded"]), 0)


def test_chunks_join_to_the_same_bytes_and_are_bounded():
    joined = bytes(range(256)) * 1_000
    assert data.join(data.split(joined)) == joined
    for chunks in ([], [b""], [b"x"] * 65, [bytes(98_305)]):
        with pytest.raises(data.DataError):
            data.join(chunks)
