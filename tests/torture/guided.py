"""The same inputs, guided by which lines of the suite they reach, where atheris is installed.

    pip install atheris
    python -m tests.torture.guided TARGET FOLDER [-max_total_time=1200]

``TARGET`` is one of ``targets.TARGETS``; ``FOLDER`` keeps what reached new lines; further arguments
are those of libFuzzer. An input that goes wrong ends it, and is written to ``crash-…``.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.torture.fuzz import fault
from tests.torture.mutate import mutated


def main() -> None:
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["corpus", "analysis"]):
        from tests.torture.patterns import modules

        modules()
    from tests.torture.targets import TARGETS

    name, kept = sys.argv[1], Path(sys.argv[2])
    target, folder = TARGETS[name], Path(tempfile.mkdtemp())
    kept.mkdir(parents=True, exist_ok=True)
    seeds = list(target.seeds(folder))
    for number, seed in enumerate(seeds):
        (kept / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        if wrong := fault(target, folder, data):
            raise RuntimeError(wrong)

    def change(data: bytes, most: int, seed: int) -> bytes:
        return mutated(data, seeds, random.Random(seed))[:most]

    arguments = [sys.argv[0], "-max_len=65536", *sys.argv[3:], str(kept)]
    atheris.Setup(arguments, one, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
