"""Role phrases 职责用语 and once-said rules, compiled from their lexicons."""

import re
from functools import cache
from typing import Any

from extractors.assignments.labels import read_label
from extractors.lexicons import load
from extractors.outline.actions import action_pattern
from extractors.values import value

_END = r"(?=[,、;。:\s)\]]|$|[省市县区州各][一-鿿]{1,12}(?:配合|协办|协助|参与|参加|会办))"
_OBJECT = r"(?=[^,;。:、()\s\]]{0,11}[^,;。:、()\s\]厅局委办部处科室组队所站院会司心](?:[,;。)\s\]]|$))"
"""What is done, up to the end of a clause; it ends as no body does: 市政府督查|室."""
_AS_LABEL = (
    r"(?:作?为|是|担?任)"
    r"(?:[^,;。:、为是的]{2,24}的(?=[^,;。:、]{0,4}(?:牵头|责任(?!主体)|主[责办]|[承协]办|实施|配合|协助)))?"
    r"((?:(?!作?为|是|的)[一-鿿()]){1,8}(?:单位|部门|主体|机构))(?=[,、;。\s)\]]|$)"
)


@value
class Phrases:
    """Role phrases in one pattern; the last group's index tells the entry."""

    pattern: re.Pattern[str]
    entries: tuple[dict[str, Any], ...]

    def role(self, match: re.Match[str]) -> str:
        """Return the role that a phrase gives the units before it, empty if none."""
        index = match.lastindex or 1
        if index > len(self.entries):  # 为牵头单位
            label = read_label(match[index])
            return label.role if label and label.names_units and label.known else ""
        return str(self.entries[index - 1]["role"])

    def in_prose(self, match: re.Match[str]) -> bool:
        """Tell whether a phrase gives its role in a sentence as well."""
        index = match.lastindex or 1
        if index > len(self.entries):
            return True
        allowed = self.entries[index - 1].get("prose")
        return allowed is None or any(word in match[0] for word in allowed)

    def beside(self, match: re.Match[str]) -> str:
        """Return the role that another phrase of a sentence must give beside this one, empty if none."""
        index = match.lastindex or 1
        return "" if index > len(self.entries) else str(self.entries[index - 1].get("beside", ""))


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _words(slot: str, key: str = "words") -> list[str]:
    return [word for entry in load("roles") if entry["slot"] == slot for word in entry.get(key, ())]


@cache
def role_phrases() -> Phrases:
    """Return the phrases that give the units before them a role."""
    verbs = tuple(entry for entry in load("roles") if entry["slot"] == "verb")
    by, duties = _any(_words("duty", "by")), _any(_words("duty"))
    duty = f"(?:(?:{by})(?:{duties}){{1,9}})?" if by else ""
    adverbs = f"(?:{_adverbs()}){{0,6}}?" if _words("adverb") else ""
    either = "|".join(f"({_verb(entry)})" for entry in verbs)
    return Phrases(re.compile(f"{duty}{adverbs}(?:{either})|{_AS_LABEL}"), verbs)


def _adverbs() -> str:
    """Return the adverbs as one choice; one may not stand behind a word with which it makes another."""
    entries = [entry for entry in load("roles") if entry["slot"] == "adverb"]
    return "|".join(
        "".join(f"(?<!{word})" for word in entry.get("not_behind", ())) + f"(?:{_any(entry['words'])})"
        for entry in entries
    )


def _verb(entry: dict[str, Any]) -> str:
    complements = f"(?:{_any(_words('complement'))}){{0,5}}" if _words("complement") else ""
    behind = f"(?:{'|'.join(f'(?<={sign})' for sign in entry['behind'])})" if "behind" in entry else ""
    behind += "".join(f"(?<!{word})" for word in entry.get("not_behind", ()))
    following = f"(?={_any(entry['next'])})" if "next" in entry else ""
    unless = f"(?!{_any(entry.get('unless', ()))})".replace(r"\[E\]", _END) if "unless" in entry else ""
    verb = f"{behind}(?:{_any(entry['words'])}){unless}{following}"
    if entry["role"] == "joint":
        return verb
    acts = f"(?={action_pattern().pattern})"
    ends = {"any": "", "end": _END, "act": f"(?:{_END}|{acts})", "object": _OBJECT}[entry["follows"]]
    return f"{verb}{complements}(?!单位|部门|机构){ends}"


@value
class Rule:
    """A rule that a document says once."""

    effect: str
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the lexicon."""
    return tuple(Rule(entry["effect"], re.compile(entry["pattern"])) for entry in load("rules"))


RULE_HINT = re.compile(
    r"第一|首[位个家]|最前|(?:其[他余它]|后面|之后)[^,。;]{0,8}[为是系]|前面|均[需由应要须为]|都[需由应要须]|[均都]涉及"
)
"""What a rule said once cannot do without."""


@cache
def role_hint() -> re.Pattern[str]:
    """Return what a bracket that gives a role cannot do without: a verb, or the noun of a label."""
    return re.compile(f"{_any(_words('verb'))}|单位|部门|主体|机构|科室")
