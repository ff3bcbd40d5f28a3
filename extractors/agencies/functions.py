"""Functions 职能 composed of morphemes: which departments a name that no list holds may stand for."""

import re
from functools import cache, lru_cache

from extractors.lexicons import load

_JOINED = re.compile("[和与及、]")
# Words at the end of a function that tell no other department: 数据管理局 is 数据局.
_GENERIC = re.compile(r"(?<=..)(?:监督管理|行政管理|管理|事务|事业|工作|服务|发展服务|保障服务)$")
_KIND = re.compile(r"(局|委员会|委|厅|办公室|办)$")
_FULL_KINDS = {"委": "委员会", "办": "办公室"}
_LONGEST_FUNCTION = 20


@cache
def _morphemes() -> dict[str, str]:
    """Return what each printed morpheme stands for."""
    forms = [(form, entry["name"]) for entry in load("function_morphemes") for form in entry.get("forms", ())]
    return dict(forms) | {entry["name"]: entry["name"] for entry in load("function_morphemes")}


def split_department(text: str) -> tuple[str, str] | None:
    """Return the function and the full kind of a department's name without its place; None if it has no kind.

    >>> split_department("教科体局"), split_department("卫健委")
    (('教科体', '局'), ('卫健', '委员会'))
    """
    match = _KIND.search(text)
    if match is None or not match.start():
        return None
    return text[: match.start()], _FULL_KINDS.get(match[1], match[1])


@lru_cache(maxsize=1 << 14)
def compose(function: str) -> tuple[str, ...]:
    """Return the morphemes that a function is made of, empty where something in it is none.

    The fewest pieces win; a single character is none alone.

    >>> compose("文旅广电"), compose("住房和城乡建设"), compose("水")
    (('文化', '旅游', '广播电视'), ('住房', '城乡建设'), ())
    """
    text = _JOINED.sub("", function)
    if not 1 < len(text) <= _LONGEST_FUNCTION:
        return ()
    known = _morphemes()
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ()), *[None] * len(text)]
    for end in range(1, len(text) + 1):
        for start in range(end):
            before, piece = best[start], known.get(text[start:end])
            if before and piece and piece not in before[1]:
                found = (before[0] + 1, (*before[1], piece))
                at = best[end]
                best[end] = found if at is None or found[0] < at[0] else at
    whole = best[-1]
    if whole:
        return whole[1]
    shorter = _GENERIC.sub("", text)
    return compose(shorter) if shorter != text else ()


def full_name(morphemes: tuple[str, ...]) -> str:
    """Return the function as a full name has it: 教育科学技术和体育."""
    return "和".join(part for part in ("".join(morphemes[:-1]), morphemes[-1]) if part)
