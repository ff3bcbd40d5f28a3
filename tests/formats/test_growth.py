"""Reading takes time as a file is long, however it is made."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.formats.facts import UnreadableFile
from pipeline.reading import read
from tests.growth import MOST, growth

pytestmark = pytest.mark.timed

SMALL = 20_000
"""Bytes of the shorter file."""

HOSTILE: dict[str, tuple[str, Callable[[int], str]]] = {
    "one line": ("a.txt", lambda n: "推进改革，加快发展。" * (n // 10)),
    "runs of spaces": ("a.txt", lambda n: "　　目" * (n // 3)),
    "labels and spaces": ("a.txt", lambda n: "单位：　　" * (n // 5)),
    "blanks": ("a.txt", lambda n: " " * n + "x"),
    "tabs": ("a.txt", lambda n: f"{chr(9) * n}x\n{chr(9) * n}y"),
    "short lines": ("a.txt", lambda n: "首页\n" * (n // 3)),
    "headings": ("a.txt", lambda n: "一、总则\n" * (n // 5)),
    "wrapped lines": ("a.txt", lambda n: ("推进改革加快发展" * 5 + "\n") * (n // 41)),
    "open notes": ("a.txt", lambda n: "（此件" * (n // 3)),
    "brackets": ("a.txt", lambda n: "（" * n),
    "line ends": ("a.txt", lambda n: "\r" * n + "x"),
    "rules": ("a.txt", lambda n: "-" * n),
    "glued numbers": ("a.txt", lambda n: "".join(f"{i % 999 + 1}推进\n" for i in range(n // 10))),
    "emphasis": ("a.md", lambda n: "**a *b __c " * (n // 11)),
    "stars": ("a.md", lambda n: "*a" * (n // 2)),
    "links": ("a.md", lambda n: "[a](" * (n // 4)),
    "titles of links": ("a.md", lambda n: '[x](y "' * (n // 7)),
    "rule of blanks": ("a.md", lambda n: f"a|b\n{' ' * n}x"),
    "rule of bars": ("a.md", lambda n: f"{'|' * n}\n{'|-' * (n // 2)}|\n"),
    "open comments": ("a.md", lambda n: "-->" + "<!--" * (n // 4)),
    "open tables": ("a.md", lambda n: "<table>\n" * (n // 8) + "</table>x"),
    "front matter": ("a.md", lambda n: "---\n" + "a: b\n" * (n // 5)),
    "ticks": ("a.md", lambda n: "`a" * (n // 2)),
    "divisions": ("a.html", lambda n: "<html><body>" + "<div>" * (n // 5) + "文"),
    "cells": ("a.html", lambda n: "<html><body><table>" + "<tr><td>a<td>b" * (n // 14)),
    "nested tables": ("a.html", lambda n: "<html><body>" + "<table><tr><td>" * (n // 15) + "文"),
    "spans": (
        "a.html",
        lambda n: "<html><body><table>" + "<tr><td rowspan=9999 colspan=9999>a<td>b" * (n // 40),
    ),
    "open letters": (
        "a.html",
        lambda n: "<html>" + "".join(f"<b id={i}>" for i in range(n // 10)) + "<p>x" * n,
    ),
    "attributes": ("a.html", lambda n: f"<html><p {' '.join(f'a{i}' for i in range(n // 6))}>文</p>"),
    "open tag": ("a.html", lambda n: f"<html><{'a' * n}"),
    "containers": ("a.html", lambda n: "<html>" + "<div class=TRS_Editor><p>正文内容</p></div>" * (n // 43)),
    "titles": (
        "a.html",
        lambda n: "<html>" + "<i class=title>关于节水的通知" * (n // 24) + "<p id=zoom>" + "正文。" * 200,
    ),
    "lists of links": (
        "a.html",
        lambda n: "<html><p>正文</p>" + "<ul><li><a href=x>甲</a></li></ul>" * (n // 36),
    ),
    "white space": ("a.html", lambda n: "<html><p>文" + " \n" * (n // 2) + "x"),
}


@pytest.mark.parametrize(("name", "make"), HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length(tmp_path: Path, name: str, make: Callable[[int], str]) -> None:
    def write(size: int) -> Path:
        path = tmp_path / f"{size}{name}"
        path.write_text(make(size), encoding="utf-8")
        return path

    def run(path: Path) -> None:
        try:
            read(path)
        except UnreadableFile as error:
            assert error.code == "no-text"

    assert growth(run, write, SMALL) < MOST


def test_damaged_bytes_take_time_in_proportion(tmp_path: Path) -> None:
    def write(size: int) -> Path:
        path = tmp_path / f"{size}.txt"
        path.write_bytes(("推进改革" * 20).encode("gb18030") + b"\xff" + b"\x81 " * size)
        return path

    def run(path: Path) -> None:
        with pytest.raises(UnreadableFile):
            read(path)

    assert growth(run, write, SMALL) < MOST


def test_fifty_megabytes_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("推进农村公路建设，由县交通运输局牵头。".encode() * (50 * 2**20 // 57))
    start = time.process_time()
    (block,) = read(path).blocks
    assert len(block.text) > 17_000_000
    assert time.process_time() - start < 10
