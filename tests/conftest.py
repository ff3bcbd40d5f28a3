"""What many tests share: where the project is, and the real documents beside it."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: what another run finds becomes a row, not a red build of another change.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("steady")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of real documents with gold; tests that need it are skipped where it is not."""
    folder = root.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("needs ../shared")
    return folder
