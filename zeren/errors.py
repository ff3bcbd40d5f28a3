"""What goes wrong in a call: one base, and three meanings."""


class ZerenError(Exception):
    """Base of all errors that this package raises for what it is given."""


class SourceError(ZerenError):
    """A text or a file that gives no document."""

    def __init__(self, code: str, message: str, path: str) -> None:
        super().__init__(code, message, path)
        self.code = code
        """Stable identifier of the kind of failure, such as ``empty-file``: those of the index of a run."""
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ResultError(ZerenError):
    """A folder, a file or a line that holds no finished document of this schema version."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ParameterError(ZerenError, ValueError):
    """A registry, a file of corrections or a choice that is none."""
