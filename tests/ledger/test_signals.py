"""INT and TERM end `ledger --all` with one line, wherever they come."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.factory import make_document, write_documents

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_line_and_whole_ledgers(number: signal.Signals, tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "out", [make_document(place) for place in range(12)])
    ended = 0
    for wait in (0.0, 0.1, 0.2, 0.35, 0.5, 0.8):
        command = [sys.executable, "-m", "pipeline.start", "ledger", str(folder), "--all"]
        process = subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(tmp_path)}
        )
        while process.poll() is None and not any(folder.rglob("*.xlsx")):  # as yet in a folder of their own
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(number)
        error = process.communicate()[1].decode()
        if process.returncode:
            ended += 1
            assert process.returncode == 128 + number, error
            assert error.count("\n") == 1, error
        for path in (folder / "ledgers").glob("*.xlsx"):
            openpyxl.load_workbook(path)
            path.unlink()
        assert not list(folder.rglob("*.tmp"))
    assert ended
