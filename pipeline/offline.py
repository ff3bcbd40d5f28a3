"""Libraries that reach out as they are loaded, kept from it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_probing() -> Iterator[None]:
    """Keep urllib3, which rapidocr and spaCy load and nothing uses, from opening a socket to try IPv6."""
    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = known
