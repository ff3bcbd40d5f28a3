"""The cheap looks of the audit let through all that the whole look would take."""

import re
from itertools import product

import pytest

from extractors.audit import bodies, labels
from extractors.lexicons import load

DUTIES = [
    "牵头",
    "责任",
    "主办",
    "承办",
    "配合",
    "协办",
    "落实",
    "实施",
    "主责",
    "协助",
    "参与",
    "承接",
    "督办",
    "督导",
    "督查",
    "包保",
    "分管",
]
AFTER = ["", *["责任", "负责", "落实", "实施", "牵头", "考核"]]


@pytest.mark.parametrize("lexicon", ["central_bodies", "organisations", "functions", "unit_forms"])
def test_no_body_is_lost_to_its_last_letter(lexicon: str) -> None:
    words = {
        word
        for entry in load(lexicon)
        for key in ("words", "names", "examples", "suffixes")
        for word in entry.get(key, ())
    }
    names = {str(word) for word in words} | {f"市{word}" for word in words}
    held = {name for name in names if bodies.is_body(name)}
    assert {name for name in held if name[-1] not in bodies._LAST} == set()


def test_every_ending_of_a_body_has_its_last_letter() -> None:
    signs = [chr(code) for code in range(0x4E00, 0x9FA6)]
    ends = {sign for sign in signs for name in (f"某某某{sign}", f"某某中{sign}") if bodies.is_body(name)}
    assert ends <= bodies._LAST


@pytest.mark.parametrize(("duty", "after"), product(DUTIES, AFTER))
def test_every_role_has_its_last_letter(duty: str, after: str) -> None:
    assert labels._ROLE.search(duty + after) and (duty + after)[-1] in labels._ROLE_ENDS


def test_the_roles_are_all_that_the_pattern_knows() -> None:
    groups = re.findall(r"\(\?:([^()]*)\)", labels._ROLE.pattern)
    assert [group.split("|") for group in groups] == [DUTIES, AFTER[1:]]
