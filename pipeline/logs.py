"""What a program that asks for it is told while the work goes on: the logger ``zeren`` of Python's `logging`.

`logging` is loaded by who listens, as `--verbose` does; where nobody has loaded it, nothing is said.
"""

import sys


def log(message: str, *values: object) -> None:
    """Tell who listens, at the level INFO."""
    if "logging" in sys.modules:
        import logging

        logging.getLogger("zeren").info(message, *values)


def listen() -> None:
    """Write what is told to the error output, each in a line, with the time."""
    import logging

    from pipeline.export import printable

    class Lines(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return printable(super().format(record))

    handler = logging.StreamHandler()
    handler.setFormatter(Lines("%(asctime)s zeren: %(message)s"))
    logger = logging.getLogger("zeren")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
