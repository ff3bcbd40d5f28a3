"""Pieces of data on disk while documents go by, so that a report of many takes little memory."""

import json
import re
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, Self

_IN_MARKUP = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
"""Signs that could end an element of HTML or a line of a script, and halves of signs, which no file holds."""


def script_json(value: object) -> str:
    r"""Return JSON that may stand in an element of HTML and in a script.

    >>> script_json("</script><!--\u2028牵头")
    '"\\u003c/script\\u003e\\u003c!--\\u2028牵头"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _IN_MARKUP.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


class Spool:
    """JSON values by name, in a file without a name that goes with the process."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        content = script_json(value).encode()
        self._places[name] = (self.size, len(content))
        self._file.seek(self.size)
        self._file.write(content)
        self.size += len(content)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each name with its JSON."""
        for name, (start, length) in self._places.items():
            self._file.seek(start)
            yield name, self._file.read(length).decode()
