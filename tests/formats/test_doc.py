"""DOC and WPS: through a converter, or a clear word that there is none."""

import shutil
from pathlib import Path

import pytest

from pipeline.formats import doc
from pipeline.formats.facts import UnreadableFile
from pipeline.reading import read

HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture(scope="module")
def samples(root: Path) -> Path:
    return root / "corpus" / "formats"


@pytest.mark.parametrize("name", ["gongshui-baozhang-2025", "minsheng-shishi-2025"])
def test_same_blocks_as_docx(samples: Path, name: str) -> None:
    pytest.importorskip("doc2docx")
    assert read(samples / f"{name}.doc").blocks == read(samples / f"{name}.docx").blocks


@pytest.mark.skipif(not shutil.which("lowriter"), reason="needs the Writer of LibreOffice")
def test_libreoffice_reads_the_same(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "find_spec", lambda name: None)
    blocks = read(samples / "gongshui-baozhang-2025.doc").blocks
    assert "".join(b.text for b in blocks) == "".join(
        b.text for b in read(samples / "gongshui-baozhang-2025.docx").blocks
    )


def test_without_any_converter_it_says_what_to_install(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFile, match=r"zeren\[doc\]") as error:
        read(samples / "gongshui-baozhang-2025.doc")
    assert error.value.code == "needs-doc"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HEAD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (HEAD + "WordDocument".encode("utf-16-le") + bytes(5000), "damaged-file"),
    ],
)
def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, code: str) -> None:
    pytest.importorskip("doc2docx")
    monkeypatch.setenv("PATH", "")
    (tmp_path / "a.doc").write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path / "a.doc")
    assert error.value.code == code


def test_real_file(shared: Path) -> None:
    pytest.importorskip("doc2docx")
    texts = [block.text for block in read(shared / "corpus" / "sr-tineng-tongzhi-2019.doc").blocks]
    assert [text[:2] for text in texts[2:9]] == ["一、", "1、", "2、", "二、", "1、", "2、", "3、"]
