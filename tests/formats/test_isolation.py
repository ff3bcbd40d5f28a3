"""Readers in a process of their own: what happens to it happens to one file."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from extractors.agencies.additions import registry_with
from pipeline.formats import READERS as READERS_OF_FORMATS
from pipeline.formats import UnreadableFile, isolation
from pipeline.formats.isolation import read_isolated
from tests.formats.makers import make_docx, p

READERS = {
    "crashing": "import ctypes\ndef read(path):\n    ctypes.string_at(0)\n",
    "hanging": "def read(path):\n    while True:\n        pass\n",
    "leaving": "import os\ndef read(path):\n    os._exit(0)\n",
    "talking": "import sys\ndef read(path):\n    print('x' * 99); sys.exit(3)\n",
    "eating": "def read(path):\n    raise MemoryError\n",
    "deep": "def read(path):\n    return read(path)\n",
}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, code in READERS.items():
        (tmp_path / f"{name}.py").write_text(code)
    (tmp_path / "broken.py").write_text("def read(path):\n    1 / 0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("crashing", "reader-crashed"),
        ("hanging", "time-limit"),
        ("leaving", "reader-crashed"),
        ("talking", "reader-crashed"),
        ("eating", "memory-limit"),
        ("deep", "damaged-file"),
    ],
)
def test_the_next_file_is_read_after_one_that_ended_the_process(
    modules: Path, module: str, code: str
) -> None:
    path = modules / "a.docx"
    path.write_bytes(make_docx(p("一、总则")))
    command = dedent(f"""
        import sys
        from pathlib import Path
        sys.path.insert(0, {str(modules)!r})
        from pipeline.formats import UnreadableFile
        from pipeline.formats.isolation import read_isolated
        path = Path({str(path)!r})
        try:
            read_isolated({module!r}, path, 3.0)
        except UnreadableFile as error:
            print(error.code, path.name in str(error))
        print(len(read_isolated("pipeline.formats.docx", path).blocks))
    """)
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [code, "True", "1"], done.stderr


def test_an_error_of_the_program_is_no_fault_of_the_file(modules: Path) -> None:
    from pipeline.formats.isolation import _Helper

    helper = _Helper()
    try:
        code, message = helper.ask(("broken", Path("a.pdf"), ""), 20)
    finally:
        helper.end()
    assert code == "" and "ZeroDivisionError" in message and "broken.py, line 2" in message


def test_native_parsers_and_mail_are_kept_apart() -> None:
    assert {reader.format for reader in READERS_OF_FORMATS if not reader.isolated} == {"zip", "md", "txt"}


def test_page_in_a_letter_is_read_in_the_same_process(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    page = "<html><p>一、推进改革。</p></html>"
    path.write_text(f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}", encoding="utf-8")
    assert [block.text for block in read_isolated("pipeline.formats.mime", path).blocks] == ["一、推进改革。"]


def test_reading_and_error_come_through(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(make_docx(p("一、总则")))
    assert read_isolated("pipeline.formats.docx", path).blocks[0].text == "一、总则"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableFile) as error:
        read_isolated("pipeline.formats.docx", path)
    assert error.value.code == "damaged-file"


def test_the_names_of_a_registry_are_units_there_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "asks.py").write_text(
        "from extractors.agencies.units import is_unit\n"
        "from extractors.layout import Block\n"
        "from pipeline.formats import Reading\n"
        "def read(path):\n"
        "    return Reading('txt', None, None, (Block('paragraph', str(is_unit('岭甲'))),))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    names = '[[entry]]\nname = "岭甲建设集团"\nnames = ["岭甲"]\nexamples = ["岭甲 = 岭甲建设集团"]\n'
    isolation._helper(os.getpid()).end()
    with registry_with(names).in_use():
        assert read_isolated("asks", tmp_path).blocks[0].text == "True"
    assert read_isolated("asks", tmp_path).blocks[0].text == "False"
    isolation._helper(os.getpid()).end()
