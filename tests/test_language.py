"""The language in which commands speak: how it is chosen, and that nothing is left without Chinese."""

import pytest

from pipeline.language import choose_language
from scripts import messages


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.GB18030"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
        ([], {"LANG": "C.UTF-8", "LANGUAGE": "zh"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "ZEREN_LANG": "zh"}, "zh"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh", "ZEREN_LANG": "en"}, "en"),
        (["--lang", "zh", "show"], {}, "zh"),
        (["show", "--lang=zh", "a"], {"LANG": "en_US"}, "zh"),
        (["show", "--lang", "en"], {"ZEREN_LANG": "zh"}, "en"),
        (["show", "--", "--lang", "zh"], {}, "en"),
        (["show", "--lang"], {}, "en"),
        (["show", "--lang", "klingon"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(arguments, environment) == language


def test_no_file_of_the_catalogue_is_stale() -> None:
    catalog = messages.brought_up(messages.read(), messages.gather())
    said = {message.id for message in catalog if message.id}
    assert {message.id for message in messages.read() if message.id} == said
    assert messages.TEMPLATES.read_text(encoding="utf-8").splitlines() == messages.find_templates()
    assert messages.PO.with_suffix(".mo").read_bytes() == messages.as_mo(messages.read())
