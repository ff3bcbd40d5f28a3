"""A piece of a list of units, and what it can be."""

import re
from dataclasses import replace

from extractors.agencies.regions import find_named
from extractors.agencies.units import is_unit
from extractors.folding import fold
from extractors.outline.actions import is_action
from extractors.records import Role
from extractors.values import value

NOISE = re.compile(
    r"(?:工作|任务|完成|要求|情况)$|\d+(?:年|月|日|号|项|\.)|[底末]前|前完成|长期|持续|常态|年内|^(?:无|略|同上|待定|其他|备注|等|各?部门单位|部门|单位|各单位分工)$|[。;:]|^\d+$|^\([^()]*\)$|[盖签]章|下同|X{2,}|\d{3,}"
)
LONGEST_NAME = 40
_CLAUSE = re.compile(
    r"(?:并?按|并?依据?|根据|参照|结合|视|待|确保|力争|定期|适时|每[年月季周]|如|详见|见附|另行|以[上下])"
)
_WORDED = re.compile(r"[是的将把]|作为|有关规定")
_PERSON = re.compile(
    r"[一-鿿]{1,3}某{1,2}|某某|.{1,8}(?:同志|书记|主任|局长|市长|县长|区长|镇长|部长|厅长|处长|科长|院长|校长|经理)"
    r"|[王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    r"廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤卫秦][一-鿿]{1,2}"
)
"""A person: by title, by the common surnames."""
_OFFICE = re.compile(r"[一-鿿]{1,9}(?:[处科室组部会队站所办局委院系班社团台厂]|中心|公司)")
_POST = re.compile(
    r"(?:各|有关|相关|分管|主管|主要|常务)?(?:级|县|市|区|镇|乡|校|院|局|厅|处|科|班|所|站|村)?级?(?:分管|主管|主要|常务)?"
    r"副?(?:同志|书记|主任|局长|市长|县长|区长|镇长|乡长|部长|厅长|处长|科长|股长|院长|校长|园长|所长|站长|行长|组长|经理|教师|辅导员|领导|负责人|专员)"
)
"""A post alone, which is a person's and no unit: 分管副校长, 各班主任."""
_TITLE = re.compile(
    r"(?:党[组委工]*)?(?:副?(?:书记|主任|局长|厅长|部长|处长|科长|院长|校长|经理)|(?:分管|主要)(?:领导|负责人|负责同志)|负责人)"
    r"[一-鿿]{0,3}$"
)


@value
class Unit:
    """A unit as a list names it."""

    name: str
    """As printed, coordination and elision undone."""
    start: int
    end: int
    role: Role | None = None
    """Where a note after the name gives it: 省水利厅(牵头)."""
    known: bool = True
    """Whether the name has the form of a unit."""
    inner: bool = False
    """Whether it has the form of a department within one (设备部): a unit beside a role word or label."""


def without_person(unit: Unit) -> Unit:
    """Return a unit without the title and name of a person behind it: 市水利局|局长李某."""
    title = None if unit.known else _TITLE.search(unit.name)
    if not title or not is_unit(unit.name[: title.start()]):
        return unit
    return replace(
        unit, name=unit.name[: title.start()], end=unit.start + title.start(), known=True, inner=False
    )


def may_be_name(unit: Unit) -> bool:
    """Tell whether a piece of unknown form may name a unit all the same: short, and no clause."""
    if is_noise(unit) or _POST.fullmatch(unit.name):
        return False
    return len(unit.name) <= 20 and not is_action(unit.name)


def ends_as_office(name: str) -> bool:
    """Tell whether a name of a form that no lexicon has ends as an office does: 校长室, 校园电视台."""
    return _OFFICE.fullmatch(name) is not None


def keeps(unit: Unit, among: list[Unit]) -> bool:
    """Tell whether a labelled list keeps a piece of unknown form: no clause, and no person among units."""
    if not may_be_name(unit) or _CLAUSE.match(unit.name) or _WORDED.search(unit.name):
        return False
    among_units = any(other.known or other.inner for other in among)
    return not (among_units and _PERSON.fullmatch(unit.name) and find_named(unit.name) is None)


def is_noise(unit: Unit) -> bool:
    """Tell whether a piece of unknown form can be no unit at all: a date, a number, a sentence."""
    return len(unit.name) < 2 or len(unit.name) > LONGEST_NAME or NOISE.search(fold(unit.name)) is not None
