import generate


def test_the_committed_vectors_are_what_the_reference_makes():
    stale = [
        name
        for name, content in generate.rendered().items()
        if (generate.VECTORS / name).read_text(encoding="utf-8") != content
    ]
    assert not stale, f"run spec/reference/generate.py and commit the result: {stale}"


def test_no_vector_file_is_without_a_maker():
    committed = {path.name for path in generate.VECTORS.glob("*.json")}
    assert committed == set(generate.rendered())
