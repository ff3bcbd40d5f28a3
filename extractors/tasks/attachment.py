"""Which item a statement belongs to: the one that it stands in, or the one above, for which it speaks."""

from collections import defaultdict

from extractors.assignments.statements import Statement
from extractors.outline.kinds import section_kind
from extractors.outline.tree import Outline
from extractors.values import value


@value
class Held:
    """Statements by the item that they belong to, and those outside all items."""

    by_item: dict[int, list[Statement]]
    loose: list[Statement]

    def of(self, index: int) -> list[Statement]:
        """Return the statements of an item."""
        return self.by_item.get(index, [])

    def has_units(self, index: int) -> bool:
        """Tell whether any statement gives the item units."""
        return any(statement.mentions for statement in self.of(index))

    def speaks_out(self, index: int, folded: str) -> bool:
        """Tell whether the last statement of an item can speak for more than its own sentence."""
        own = [statement for statement in self.of(index) if statement.mentions]
        return bool(own) and _stands_out(folded, own[-1])


def _stands_out(folded: str, statement: Statement) -> bool:
    """Tell whether a statement is a label, a bracket or a sentence that opens its line."""
    line = folded.rfind("\n", 0, statement.start) + 1
    return statement.evidence != "prose" or not folded[line : statement.start].strip(" 由")


def hold(outline: Outline, statements: list[Statement]) -> Held:
    """Return the statements by the deepest item that each stands in."""
    by_item: dict[int, list[Statement]] = defaultdict(list)
    loose: list[Statement] = []
    for statement in statements:
        at = outline.item_at(statement.start)
        if at is None:
            loose.append(statement)
        else:
            by_item[at].append(statement)
    return Held(by_item, loose)


def _is_section(folded: str, outline: Outline, index: int) -> bool:
    """Tell whether an item only heads a section (主要任务); of safeguards, only some items have units."""
    item = outline.items[index]
    return item.kind == "safeguards" or section_kind(folded[item.title[0] : item.title[1]]) is not None


@value
class _Habit:
    """How a document gives units to the sub-items of one style."""

    all_have: int
    """Groups of sub-items of which several have units of their own."""
    last_has: int
    """Groups of which only the last has, that is, where they stand for all."""


def lift(folded: str, outline: Outline, held: Held) -> Held:
    """Return the statements, those after a last sub-item given to the item above where they speak for it.

    They do so where no other sub-item has units of its own and the document does not as a rule
    give each sub-item of that style its own, or where they follow the sub-item's own on another line.
    """
    by_item = {index: list(own) for index, own in held.by_item.items()}
    lifted = Held(by_item, held.loose)
    groups: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(outline.items):
        if item.parent is not None and item.number is not None:
            groups[item.parent].append(index)
    for level in sorted({outline.items[parent].level for parent in groups}, reverse=True):
        own = {
            parent: group
            for parent, group in groups.items()
            if outline.items[parent].level == level and not _is_section(folded, outline, parent)
        }
        habits = _habits(folded, own, outline, lifted)
        for parent, group in own.items():
            habit = habits[outline.items[group[0]].style]
            if not lifted.has_units(parent):
                _lift_last(folded, outline, lifted, parent, group, habit)
    return lifted


def _habits(folded: str, groups: dict[int, list[int]], outline: Outline, held: Held) -> dict[str, _Habit]:
    all_have: dict[str, int] = defaultdict(int)
    last_has: dict[str, int] = defaultdict(int)
    for group in groups.values():
        style = outline.items[group[0]].style
        with_units = [index for index in group if held.has_units(index)]
        all_have[style] += len(group) > 1 and len(with_units) > 1
        last_has[style] += len(group) > 1 and with_units == group[-1:] and held.speaks_out(group[-1], folded)
    return {style: _Habit(all_have[style], last_has[style]) for style in all_have}


def _lift_last(
    folded: str, outline: Outline, held: Held, parent: int, group: list[int], habit: _Habit
) -> None:
    last = group[-1]
    alone = len(group) > 1 and [i for i in group if held.has_units(i)] == [last]
    alone = alone and held.speaks_out(last, folded)
    for_all = alone and habit.last_has > 0 == habit.all_have
    if not for_all and not _ends_with_another_line(folded, held.of(last)):
        return
    end = outline.items[last].own_end
    moved: list[Statement] = []
    kept = held.by_item[last]
    while kept and not folded[kept[-1].end : end].strip(" \n。;)]") and (for_all or not moved):
        end = kept[-1].start
        moved.insert(0, kept.pop())
    held.by_item[parent] = held.of(parent) + moved


def _ends_with_another_line(folded: str, own: list[Statement]) -> bool:
    """Tell whether a bracket that ends a sub-item's words is followed by one on a line of its own."""
    if len(own) < 2 or own[-1].evidence != "bracket" or own[-2].evidence != "bracket":
        return False
    return folded[own[-2].end : own[-1].start].strip("。; ") == "\n"
