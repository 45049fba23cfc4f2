import pytest

from candor_reference import arrival_records
from candor_reference.hashing import from_hex, to_hex
from candor_reference.vectors import jsonform
from candor_reference.vectors.eip712_vectors import DOMAIN


def test_records_make_the_listed_promises(vectors):
    document = vectors("arrivals.json")
    for case in document["cases"]:
        record = arrival_records.decode_record(from_hex(case["record"]))
        promise = arrival_records.promise(record, int(document["rollupId"]), int(case["seq"]))
        assert jsonform.message("InclusionPromise", promise) == case["promise"]
        assert to_hex(DOMAIN.digest("InclusionPromise", promise)) == case["digest"]
        delay = int(case["inclusionDelaySeconds"])
        assert arrival_records.include_by(record.received_at_millis, delay) == record.include_by


def test_other_bytes_are_no_record_or_no_transaction(vectors):
    document = vectors("arrivals.json")
    for case in document["invalid"]:
        with pytest.raises(ValueError):
            record = arrival_records.decode_record(from_hex(case["record"]))
            arrival_records.promise(record, int(document["rollupId"]), 0)
            pytest.fail(case["reason"])
