"""One body over its names within one document: aliases, fuller and shorter forms, typing errors."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from extractors.agencies import regions
from extractors.agencies.functions import compose, split_department
from extractors.agencies.fuzzy import is_close
from extractors.agencies.groups import find_group
from extractors.agencies.resolution import Resolution
from extractors.agencies.units import is_unit, skip_verb

_DEFINED = re.compile(r"\((?:以下)?(?:统称|简称)(?:为)?[:,]?[“”\"]?([一-鿿]{2,16})[“”\"]?(?:[,、]下同)?\)")
_LONGEST_NAME = 40
_WORDS = re.compile(r"[一-鿿]*$")
_BESIDE = re.compile(r"([^()]{3,40})\(([^()]{2,16})\)")
_OFFICES = ("办", "办公室", "局", "委", "厅", "部", "中心", "组", "公司")
_FOUNDED = re.compile("下设|设立|成立|组建|设置|明确由?")
_OF_WORK = re.compile(r"(.{2,}?)((?:工作|专项|联合)?(?:专班|小组|组|指挥部|联席会议|办公室|办))")
_FILLED = re.compile(
    r"(?:发展|建设|工作|专项|领导|协调|推进|联合|改革|管理|任务|整治|行动|小组|委员会|指挥部|联席会议|专班)*"
)
"""What the full name of a body for one work has and its short form leaves out."""
_DIFFERENT = frozenset("一二三四五六七八九十东南西北中上下左右前后新老甲乙丙大小市县区省国地0123456789")
"""What tells two bodies apart where it alone differs: 第一医院, 第二医院."""


def find_aliases(text: str, names: Iterable[str]) -> dict[str, str]:
    """Return the other names that the text or a bracket after a name defines, each with the name before it.

    >>> find_aliases("成立云溪市项目推进领导小组(以下简称推进组),", ["市委文明办(创城办)"])
    {'推进组': '云溪市项目推进领导小组', '创城办': '市委文明办'}
    """
    found: dict[str, str] = {}
    for defined in _DEFINED.finditer(text) if "称" in text else ():
        words = _WORDS.search(text[max(0, defined.start() - _LONGEST_NAME) : defined.start()])
        if words and (name := _body_at_the_end(words[0])):
            found.setdefault(defined[1], name)
    for name in names:
        if both := _with_alias(name):
            found.setdefault(both[1], both[0])
    return {
        alias: name
        for alias, name in found.items()
        if name not in found and not (find_group(alias) or find_group(name))
    }


def before_alias(name: str) -> str:
    """Return a name without the other name of the same body in a bracket behind it (CONTRACT, section 3).

    >>> before_alias("市委文明办（创城办）"), before_alias("各县（市、区）政府")
    ('市委文明办', '各县（市、区）政府')
    """
    both = _with_alias(name) if name.endswith(("）", ")")) else None
    return both[0] if both else name


def _with_alias(name: str) -> tuple[str, str] | None:
    """Return a name and the other one of the same body in the bracket behind it, None where there is none."""
    beside = _BESIDE.fullmatch(name.replace("（", "(").replace("）", ")"))
    named = beside is not None and is_unit(beside[1]) and beside[2].endswith(_OFFICES)
    return (beside[1], beside[2]) if beside and named else None


def _body_at_the_end(words: str) -> str | None:
    """Return the longest end of the words that is the name of one body."""
    words = _FOUNDED.split(words)[-1]
    ends = {at: skip_verb(words, at) for at in range(len(words) - 3)}
    inside = {place for at, end in ends.items() for place in range(at + 1, end)}
    return next((words[at:] for at in ends.values() if at not in inside and is_unit(words[at:])), None)


def settle(
    names: Iterable[tuple[str, ...]], aliases: dict[str, str], resolve: Callable[[str], Resolution]
) -> dict[str, Resolution]:
    """Return what each name means in the document; `names` are the lists that it prints them in.

    Names that one list holds side by side are two bodies, whatever they share.
    """
    lists = [tuple(dict.fromkeys(each)) for each in names]
    count = Counter(name for each in lists for name in each)
    found = {name: resolve(aliases.get(name, name)) for name in count}
    weight: Counter[str] = Counter()
    for name, body in found.items():
        weight[body.id] += count[name]
    bodies = {body.id: body for body in found.values() if body.kind == "agency"}
    beside = [{found[name].id for name in each} for each in lists if len(each) > 1]
    same = dict(_same(list(bodies.values()), beside, weight))
    return {name: bodies[same[body.id]] if body.id in same else body for name, body in found.items()}


def _same(
    bodies: list[Resolution], beside: list[set[str]], weight: Counter[str]
) -> Iterator[tuple[str, str]]:
    """Give the id of a body with that of the one that it is."""
    parts = {body.id: _function(body) for body in bodies}
    alike: defaultdict[tuple[str, str | None], list[Resolution]] = defaultdict(list)
    for body in bodies:
        alike[_key(body)].append(body)
    of_work = {body.id: body for body in bodies if not body.function and _OF_WORK.fullmatch(_unplaced(body))}
    for body in bodies:
        if short := [o for o in of_work.values() if body.id in of_work and _is_short_of(body, o)]:
            apart = any({body.id, other.id} <= ids for ids in beside for other in short)
            if len(short) == 1 and not apart:
                yield body.id, short[0].id
            continue
        if body.resolved and not parts[body.id]:
            continue
        others = [other for other in alike[_key(body)] if other is not body]
        fuller = [other for other in others if _is_fuller(body, parts[body.id], other, parts[other.id])]
        meant = fuller or [other for other in others if _is_meant(body, other, weight)]
        meant = [other for other in meant if not any({body.id, other.id} <= ids for ids in beside)]
        if len({parts[other.id] or (other.id,) for other in meant}) == 1:
            yield body.id, meant[0].id


def _is_short_of(body: Resolution, other: Resolution) -> bool:
    """Return whether a body for one work is another with words left out: 保交楼专班, 云溪市保交楼工作专班."""
    if body.id.partition("-")[0] != other.id.partition("-")[0]:
        return False
    own, full = _OF_WORK.fullmatch(_unplaced(body)), _OF_WORK.fullmatch(_unplaced(other))
    if not own or not full or len(body.name) >= len(other.name):
        return False
    kind, whole = own[2].removesuffix("公室"), full[0].removesuffix("公室")
    if not whole.startswith(own[1]) or not whole.endswith(kind):
        return False
    return _FILLED.fullmatch(whole[len(own[1]) : len(whole) - len(kind)]) is not None


def _unplaced(body: Resolution) -> str:
    """Return a body's name without the region that it stands in."""
    region = regions.region(body.region) if body.region else None
    return body.name.removeprefix(region.name) if region else body.name


def _key(body: Resolution) -> tuple[str, str | None]:
    return body.id.partition("-")[0], body.level


def _function(body: Resolution) -> tuple[str, ...]:
    """Return the morphemes of a department's function, without its place; empty for other bodies."""
    if not body.function:
        return ()
    return compose(body.function)


def _is_fuller(body: Resolution, own: tuple[str, ...], other: Resolution, parts: tuple[str, ...]) -> bool:
    """Return whether the other is the same department by a fuller name: 文旅局, 文旅广电局."""
    if not own or not parts or body.successor == other.id or other.successor == body.id:
        return False
    if not set(own) <= set(parts) or (own[0] != parts[0] and len(own) == 1):
        return False
    longer = (len(parts), len(other.name), other.name) > (len(own), len(body.name), body.name)
    return longer and _kind(body) == _kind(other)


def _kind(body: Resolution) -> str:
    found = split_department(body.name)
    return "局" if found and found[1] in ("局", "厅") else (found[1] if found else "")


def _is_meant(body: Resolution, other: Resolution, weight: Counter[str]) -> bool:
    """Return whether the body's name is, but for one sign, that of a body known or printed more."""
    if body.resolved or not (other.resolved or weight[other.id] > weight[body.id]):
        return False
    one, two = body.name, other.name
    if not is_close(one, two):
        return False
    odd = [a + b for a, b in zip(one, two, strict=False) if a != b] if len(one) == len(two) else []
    return not (odd and _DIFFERENT & set(odd[0]))
