"""Workbooks as printed: LibreOffice makes PDF of them, and pdfium pictures."""

import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (libreoffice-calc)")


def converted(path: Path, form: str, folder: Path) -> None:
    """Let LibreOffice write the workbook into the folder, in this form."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [OFFICE or "", profile, "--headless", "--convert-to", form, "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def printed(path: Path) -> list[pdfplumber.page.Page]:
    """Return the pages of a workbook as LibreOffice prints them; pictures of them lie beside it."""
    converted(path, "pdf", path.parent)
    pages = pdfplumber.open(path.with_suffix(".pdf")).pages
    for number, page in enumerate(pages, 1):
        page.to_image(resolution=60).save(path.with_name(f"{path.stem}-{number}.png"))
    return pages
