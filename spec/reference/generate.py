#!/usr/bin/env python3
"""Writes every file of spec/vectors. `--check` compares instead and names the files that differ."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from candor_reference.vectors import files

VECTORS = Path(__file__).resolve().parent.parent / "vectors"


def rendered() -> dict[str, str]:
    """File name → content, keys in alphabetical order."""
    return {
        name: json.dumps(make(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        for name, make in files.MAKERS.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the committed files and write nothing")
    arguments = parser.parse_args()
    stale = []
    for name, content in rendered().items():
        target = VECTORS / name
        if not arguments.check:
            target.write_text(content, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != content:
            stale.append(name)
    if stale:
        print(f"These vectors differ from what the reference makes: {', '.join(stale)}.", file=sys.stderr)
        print("If the text changed, run spec/reference/generate.py and commit the result.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
