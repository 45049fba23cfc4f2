#!/usr/bin/env python3
"""Writes every file of spec/vectors and spec/events/v1. `--check` compares instead and names the files that differ."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from candor_reference.vectors import event_samples, files

SPEC = Path(__file__).resolve().parent.parent
VECTORS = SPEC / "vectors"
EVENTS = SPEC / "events" / "v1"


def rendered() -> dict[Path, str]:
    """File → content, keys in alphabetical order."""
    makers = {VECTORS / name: make for name, make in files.MAKERS.items()}
    makers |= {EVENTS / name: make for name, make in event_samples.makers().items()}
    return {
        target: json.dumps(make(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        for target, make in makers.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the committed files and write nothing")
    arguments = parser.parse_args()
    stale = []
    for target, content in rendered().items():
        if not arguments.check:
            target.write_text(content, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != content:
            stale.append(str(target.relative_to(SPEC)))
    if stale:
        print(f"These files differ from what the reference makes: {', '.join(stale)}.", file=sys.stderr)
        print("If the text changed, run spec/reference/generate.py and commit the result.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
