import generate


def test_the_committed_files_are_what_the_reference_makes():
    stale = [
        target.name
        for target, content in generate.rendered().items()
        if target.read_text(encoding="utf-8") != content
    ]
    assert not stale, f"run spec/reference/generate.py and commit the result: {stale}"


def test_no_file_is_without_a_maker():
    committed = set(generate.VECTORS.glob("*.json")) | set(generate.EVENTS.glob("*.json"))
    assert committed == set(generate.rendered())
