"""One process of `make fuzz`: gives damaged files of one kind to the program until its time is over.

Where atheris is installed (Linux on x86-64) it says which damage reached new code, and that is damaged
further; elsewhere the seeds are damaged at random. Whatever ends the process, its last file stays.
"""

import json
import os
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from random import Random
from shutil import rmtree
from time import monotonic
from typing import Any

SLOW = 60
"""Seconds from which a file that is this short is a finding."""
_TOLD = 25
"""Files after which the figures are written."""
_WHOLE, _CHECKED, _SEEN = 4, 5, 60
"""One of how many files goes on to the records, of these is checked whole, and is seen by OCR."""


class Target:
    """Gives files to the program and writes down what it did with them."""

    def __init__(self, kind: str, folder: Path, seed: int) -> None:
        from tests.campaigns.seeds import suffix_of

        self._kind, self._folder, self._seed = kind, folder, seed
        self._file = folder / f"now{suffix_of(kind)}"
        self._codes: Counter[str] = Counter()
        self._slowest = 0.0
        self._stop_seeing()

    def __call__(self, data: bytes) -> None:
        """Give one file to the program; what it should not do is kept beside the file."""
        self._file.write_bytes(data)
        start = monotonic()
        code, message = self._unpack() if self._kind == "unpack" else self._read(data)
        took = monotonic() - start
        self._slowest = max(self._slowest, took)
        self._codes[code] += 1
        if code in ("internal-error", "broken"):
            self._keep(data, code, message)
        if took > SLOW:
            self._keep(data, "slow", f"{took:.0f} seconds")
        if self._codes.total() % _TOLD == 0:
            self.tell()

    def tell(self) -> None:
        """Write the figures so far."""
        told = {"codes": self._codes, "slowest": self._slowest}
        (self._folder / f"told-{self._seed}.json").write_text(json.dumps(told))

    def _read(self, data: bytes) -> tuple[str, str]:
        from extractors.records import Document
        from pipeline.batch import _attempt, load
        from pipeline.index import Failure
        from pipeline.reading import read
        from tests.invariants import find_broken

        picked = sum(data)
        self._seeing = picked % _SEEN == 0
        whole = picked % _WHOLE == 0
        found = load(self._file, nlp=False) if whole else _attempt(lambda: read(self._file))
        if isinstance(found, Failure):
            return found.code, found.message
        if isinstance(found, Document):
            if isinstance(written := _attempt(found.to_json().encode), Failure):
                return written.code, written.message
            if picked % _CHECKED == 0 and (broken := find_broken(found)):
                return "broken", broken[0]
        return "done", ""

    def _unpack(self) -> tuple[str, str]:
        from pipeline.batch import _attempt
        from pipeline.formats.archive import unpack
        from pipeline.index import Failure

        place = self._folder / "unpacked"
        found = _attempt(lambda: list(unpack(self._file, place)))
        outside = (
            []
            if isinstance(found, Failure)
            else [m for m in found if m.location and place not in m.location.parents]
        )
        rmtree(place, ignore_errors=True)
        if outside:
            return "broken", f"unpacked to {outside[0].location}"
        return (found.code, found.message) if isinstance(found, Failure) else ("done", "")

    def _stop_seeing(self) -> None:
        """Let most pictures come only as far as their pixels: OCR takes seconds each."""
        from pipeline.formats import ocr

        see, self._seeing = ocr.recognize, False

        def recognize(image: Any, number: int, scale: float) -> ocr.Scan:
            return see(image, number, scale) if self._seeing else ocr.Scan((), (), ())

        ocr.recognize = recognize

    def _keep(self, data: bytes, code: str, message: str) -> None:
        """Keep the first file of each place in the program that something went wrong in."""
        place = "".join(sign if sign.isalnum() else "-" for sign in message.split("(")[0])[:60].strip("-")
        kept = self._folder / "found" / f"{self._kind}-{code}-{place}{self._file.suffix}"
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(data)
            kept.with_suffix(".txt").write_text(f"seed {self._seed}: {message}\n", encoding="utf-8")


def _guided(target: Target, kind: str, folder: Path, end: float, seed: int) -> None:
    """Fuzz with atheris: what reaches new code is kept in the corpus and damaged further."""
    import atheris

    with atheris.instrument_imports(
        include=["pipeline", "ofdkit", "doc2docx", "striprtf", "zipfile", "email"]
    ):
        import doc2docx  # noqa: F401
        import ofdkit  # noqa: F401

        import pipeline.batch
        import pipeline.document  # noqa: F401
        from pipeline.formats import READERS, archive  # noqa: F401

        for reader in READERS:
            __import__(f"pipeline.formats.{reader.module}")
    from tests.campaigns.mutations import damage
    from tests.campaigns.seeds import seeds

    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(seeds(kind)):
        (corpus / f"seed-{number}").write_bytes(data)

    def mutate(data: bytes, most: int, number: int) -> bytes:
        plain = lambda inner: atheris.Mutate(inner, len(inner) + 64)  # noqa: E731
        return damage(bytes(data), Random(number), plain)[:most]

    options = [
        f"-seed={seed}",
        f"-max_total_time={max(1, round(end - monotonic()))}",
        f"-timeout={2 * SLOW}",
        "-rss_limit_mb=0",
    ]
    options += [
        "-max_len=262144",
        "-len_control=0",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=0",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target, custom_mutator=mutate)
    atheris.Fuzz()


def _random(target: Target, kind: str, end: float, seed: int) -> None:
    """Fuzz without a guide: each file is a seed with one to a dozen things wrong in it."""
    from tests.campaigns.mutations import damage
    from tests.campaigns.seeds import seeds

    chance = Random(seed)
    while monotonic() < end:
        data = chance.choice(seeds(kind))
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = damage(data, chance)
        target(data)
    target.tell()


def main() -> None:
    from pipeline.workers import MOST_MEMORY, _limit_memory

    kind, folder, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[4])
    end = monotonic() + int(sys.argv[3])
    _limit_memory(MOST_MEMORY)
    os.environ["PATH"] = ""  # no office program: it is not what is tested
    if find_spec("atheris"):
        _guided(Target(kind, folder, seed), kind, folder, end, seed)
    else:
        _random(Target(kind, folder, seed), kind, end, seed)


if __name__ == "__main__":
    main()
