"""Tasks that are no item of their own: paragraphs and bullets that end with units, headings of units."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.assignments.headings import duty_heading, heading_statement, with_duties
from extractors.assignments.labels import read_label
from extractors.assignments.statements import Statement
from extractors.layout import Block, Layout
from extractors.outline.closing import is_note
from extractors.outline.kinds import Tasks
from extractors.outline.tree import Item, Outline, title_span
from extractors.tables.heads import find_kind
from extractors.tasks.attachment import Held
from extractors.tasks.draft import BLANK, WORDS, TaskDraft, trimmed
from extractors.values import value

_LONGEST_RUN_IN = 52
"""Characters of a heading run into its paragraph; the longest measured has 45."""
_FEWEST_BESIDE = 3
_NEARLY_ALL = 0.7
_DUTY = re.compile(
    r"[ \t]*[:。\n]\s*(?:主要|具体)?(?:负责|牵头|承担|会同|协助|配合|做好|组织|督促|指导|落实)"
)
_PERSONS = re.compile(r"[\s:。]*([一-鿿 ]{2,8}):")
_DUTIES = re.compile(r"(?:职责|职能|任务|分工)[^\n:]{0,4}:|负责")
_HAS_DUTIES = re.compile(r"(?:职责|职能|任务|分工)(?:为|是|如下)?:")
"""What under a name makes it a body of the plan's own: 宣传组 组长:王某 职责:…"""
_LABELLED = re.compile(
    r"(?:第?一?副?组 {0,4}长|主 {0,4}任|召集人|总指挥|[成组队]员|(?:主要|工作)?职 {0,4}责)(?:为|是|如下)?:"
)
"""What stands under the name of a group before what it does."""
_FIELDS = re.compile(r"[ 。;]*(?:\n[ \t]*[^\n:]{2,10}:[^\n]{0,40})*\n[ \t]*")
"""What stands between two labels of a form: other fields, each a line."""
_MOST_FIELDS = 12
_FIELD = re.compile(r"[ \t]*([^\n:,。;]{2,10}):[^\n]")
_BULLET = re.compile(r"[ \t]*(?:[·●○■□◆◇▲△★☆※▪▶>*-]|--?)[ \t]*(?=[^\s\d])")


def unit_headings(layout: Layout, outline: Outline) -> dict[int, Statement]:
    """Return the items whose heading names the units that answer for what stands under it.

    Most headings beside it do so too: alone among others a body is what the item is about.
    """
    found: dict[int, Statement] = {}
    groups: dict[tuple[int, int | None, str], list[int]] = defaultdict(list)
    for index, item in enumerate(outline.items):
        kind = outline.parts[item.part].kind
        if (item.number is None and not item.has_children) or (kind and kind.tasks == "none"):
            continue
        groups[item.part, item.parent, item.style].append(index)
        statement = heading_statement(layout.text, layout.folded, *item.title)
        if not statement and _HAS_DUTIES.search(layout.folded, item.title[1], item.own_end):
            statement = duty_heading(layout.text, layout.folded, *item.title)
        if statement and not _names_persons(layout.folded, item.title[1], item.own_end):
            found[index] = statement
    groups_of_units = [g for g in groups.values() if 2 * sum(index in found for index in g) >= len(g)]
    for group in groups.values():
        if group not in groups_of_units and (loose := _of_duties(layout, outline, group)):
            found |= loose
            groups_of_units.append(group)
    return {
        index: statement
        for group in groups_of_units
        for index in group
        if (statement := found.get(index) or _beside_units(layout, outline.items[index], group))
    }


def says_duty(layout: Layout, item: Item) -> bool:
    """Tell whether what stands behind an item's heading is what its bodies do: 市水利局:排查水库."""
    return layout.folded.startswith(":", item.title[1]) or _opens_duty(layout, item)


def _opens_duty(layout: Layout, item: Item) -> bool:
    return _DUTY.match(layout.folded, item.title[1], item.own_end) is not None


def _of_duties(layout: Layout, outline: Outline, group: list[int]) -> dict[int, Statement] | None:
    """Return the headings of bodies of no known form, where nearly all stand before a colon and a duty."""
    if len(group) < _FEWEST_BESIDE:
        return None
    found = {}
    for index in group:
        item = outline.items[index]
        if _opens_duty(layout, item) and (
            statement := heading_statement(layout.text, layout.folded, *item.title, loosely=True)
        ):
            found[index] = statement
    return found if _NEARLY_ALL * len(group) <= len(found) else None


def _beside_units(layout: Layout, item: Item, group: list[int]) -> Statement | None:
    """Return the heading of an unknown unit among many of known ones, before its duty: 配网部：负责…"""
    if len(group) < _FEWEST_BESIDE or not says_duty(layout, item):
        return None
    return heading_statement(layout.text, layout.folded, *item.title, loosely=True)


def _names_persons(folded: str, start: int, end: int) -> bool:
    """Tell whether under a body's name stand its persons and no duties: 组长：王某."""
    match = _PERSONS.match(folded, start, end)
    label = read_label(match[1].replace(" ", "")) if match else None
    return bool(label and label.role == "person") and not _DUTIES.search(folded, start, end)


def under_own_heading(
    layout: Layout, item: Item, index: int, heading: Statement, own: list[Statement]
) -> TaskDraft:
    """Return the task of an item without sub-items whose heading is its unit: 14.市卫生局:负责…"""
    after = item.title[1]
    while after < item.own_end and layout.folded[after] in BLANK + ":。":
        after += 1
    heading = with_duties(heading, layout.text, layout.folded, after, item.own_end)
    title = title_span(layout.folded, after, item.own_end)
    says_more = title[0] < title[1] and layout.folded[title[0]] not in "(["
    labelled = _LABELLED.match(layout.folded, after, item.own_end) is not None
    run_in = "\n" not in layout.folded[item.title[1] : after] or not says_more or labelled
    start, end = trimmed(layout.folded, item.start if run_in else after, item.own_end)
    if not says_more or labelled:  # a unit and nothing under it, or who sits in it and its duties
        title = item.title
    return TaskDraft(
        item.number if run_in else None, title, start, end, index, None, item.part, (heading, *own)
    )


def heading_above(index: int, outline: Outline, headings: dict[int, Statement]) -> Statement | None:
    """Return the statement of the nearest heading of units that the item stands under."""
    if not headings:
        return None
    item = outline.items[index]
    if item.has_children:
        return None
    parent = item.parent
    while parent is not None:
        if parent in headings:
            return headings[parent]
        parent = outline.items[parent].parent
    return None


def has_role(own: list[Statement], above: Statement) -> bool:
    """Tell whether the item's own statements name units in the role that the heading above gives."""
    wanted = {mention.role for mention in above.mentions}
    given = {mention.role for statement in own for mention in statement.mentions}
    return bool(given & wanted) or (bool(given) and wanted == {"responsible"} and "lead" in given)


def bulleted(folded: str, own: list[Statement]) -> list[Statement]:
    """Return the statements that end a line which opens with a bullet."""
    return [s for s in own if s.mentions and _BULLET.match(folded, folded.rfind("\n", 0, s.start) + 1)]


def bullet_task(layout: Layout, part: int, statement: Statement) -> TaskDraft:
    """Return the task of the bulleted line that a statement ends."""
    line = layout.folded.rfind("\n", 0, statement.start) + 1
    match = _BULLET.match(layout.folded, line)
    start = match.end() if match else line
    return TaskDraft(
        None,
        title_span(layout.folded, start, statement.start),
        start,
        statement.end,
        None,
        None,
        part,
        (statement,),
    )


@value
class ParagraphHabit:
    """Whether the paragraphs of a document's items are tasks of their own: what most of them show."""

    under_headings: bool
    """Under a heading on a line of its own stand paragraphs that each end with their units."""
    beside_items: bool
    """An item's first paragraph ends with its units, and so do those after it, each with a heading run in."""


def find_habit(layout: Layout, outline: Outline, held: Held) -> ParagraphHabit:
    """Return what the paragraphs of the document's items without sub-items are."""
    chapters = beside = 0
    for index, item in enumerate(outline.items):
        own = [s for s in held.of(index) if s.mentions]
        if len(own) < 2 or item.has_children or item.number is None:
            continue
        if _bare_heading(layout.folded, item):
            chapters += len(_paragraphs(layout.folded, item, own)) > 1
        else:
            beside += sum(_has_run_in(layout.folded, at) for at in _paragraphs(layout.folded, item, own)[1:])
    return ParagraphHabit(chapters > 0, beside > 1)


def is_chapter_of_paragraphs(layout: Layout, item: Item, own: list[Statement], habit: ParagraphHabit) -> bool:
    """Tell whether a heading without sub-items stands over paragraphs that each end with their units."""
    if item.has_children or item.number is None or not _bare_heading(layout.folded, item):
        return False
    paragraphs = _paragraphs(layout.folded, item, [s for s in own if s.mentions])
    return len(paragraphs) > 1 or (
        habit.under_headings and len(paragraphs) == 1 and _has_run_in(layout.folded, paragraphs[0])
    )


def first_paragraph(layout: Layout, item: Item, own: list[Statement], habit: ParagraphHabit) -> int:
    """Return where the item's own words end: with its first paragraph where those after it are tasks."""
    if item.has_children or item.number is None or not habit.beside_items:
        return item.own_end
    paragraphs = _paragraphs(layout.folded, item, [s for s in own if s.mentions])
    return paragraphs[1] if len(paragraphs) > 1 and paragraphs[0] <= item.body else item.own_end


def _bare_heading(folded: str, item: Item) -> bool:
    end = folded.find("\n", item.body, item.own_end)
    return 0 <= end <= item.title[1] + 1 and folded[end - 1] not in "。;"


def _paragraphs(folded: str, item: Item, own: Iterable[Statement]) -> list[int]:
    """Return the starts of the item's paragraphs that end with a statement of units, in order."""
    starts = []
    for statement in own:
        start = max(folded.rfind("\n", item.start, statement.start) + 1, item.start)
        if start not in starts and folded[start : statement.start].strip(" ([【"):
            starts.append(start)
    return starts


def _has_run_in(folded: str, start: int) -> bool:
    """Tell whether a paragraph opens with a short sentence that heads it."""
    stop = folded.find("。", start, start + _LONGEST_RUN_IN)
    return stop >= 0 and folded[stop + 1 : stop + 2] not in "\n("


def _groups(folded: str, start: int, own: Iterable[Statement]) -> list[tuple[int, list[Statement]]]:
    """Return runs of statements that end one paragraph, each with where its words begin."""
    groups: list[tuple[int, list[Statement]]] = []
    at = start
    for statement in own:
        between = folded[at : statement.start]
        if groups and ("\n" not in between or not between.strip(" \n。;,([)]")):
            groups[-1][1].append(statement)
        else:
            groups.append((at, [statement]))
        at = statement.end
    return groups


def _own_paragraph(folded: str, begin: int, statement: int) -> int:
    """Return where the paragraph begins whose units stand at `statement`: one with a heading run in is alone.

    Paragraphs before it that have none, and no units, only lead the part in.
    """
    last = folded.rfind("\n", begin, statement) + 1
    return last if last > begin and _has_run_in(folded, last) and not _has_run_in(folded, begin) else begin


def paragraph_tasks(
    layout: Layout, start: int, stop: int, part: int, item: int | None, own: list[Statement]
) -> Iterator[TaskDraft]:
    """Yield a task without a number for each paragraph, or run of them, that ends with its units.

    None of them goes beyond `stop`, where the next item of the outline begins.
    """
    heading_end = layout.folded.find("\n", start) if item is not None else start
    for begin, group in _groups(layout.folded, heading_end, own):
        begin, end = trimmed(layout.folded, begin, min(group[-1].end, stop))
        while begin < end and layout.folded[begin] in ")]。;":
            begin += 1
        begin, end = trimmed(layout.folded, begin, end)
        begin = _own_paragraph(layout.folded, begin, group[0].start)
        if begin < group[0].start:
            title = title_span(layout.folded, begin, end)
            yield TaskDraft(None, title, begin, end, None, None, part, tuple(group))


def _charges_outright(folded: str, block: Block, statement: Statement) -> bool:
    """Tell whether a paragraph begins with those whom its first sentence charges: 市水利局牵头建立机制."""
    return statement.evidence == "prose" and not folded[block.start : statement.start].strip(BLANK + "由")


def _sentences(layout: Layout, block: Block, part: int, own: list[Statement]) -> TaskDraft:
    """Return the task of a paragraph whose sentences name who answers."""
    start, end = trimmed(layout.folded, block.start, block.end)
    return TaskDraft(None, title_span(layout.folded, start, end), start, end, None, None, part, tuple(own))


def _labels_below(folded: str, own: list[Statement], index: int) -> Iterator[Statement]:
    """Yield the labels in the lines below the first: each a line of a form: 牵头单位:…, 协办单位:…"""
    for at in range(index, len(own) - 1):
        above, statement = own[at], own[at + 1]
        if above.evidence != "label" or statement.evidence != "label":
            return
        if not _FIELDS.fullmatch(folded, above.end, statement.start):
            return
        yield statement


def _with_fields(draft: TaskDraft, below: list[Statement], stop: int) -> TaskDraft:
    """Return the task of a form with the labels of the lines below the first one."""
    if not below:
        return draft
    end = max(draft.end, min(below[-1].end, stop))
    return replace(draft, end=end, statements=(*draft.statements, *below))


def _field_of_words(folded: str, blocks: Sequence[Block], at: int) -> Block | None:
    """Return the first of the fields right above a label that holds what is to be done: 督办事项:…"""
    found = None
    lowest = max(0, at - _MOST_FIELDS)
    while at > lowest and (field := _FIELD.match(folded, blocks[at - 1].start, blocks[at - 1].end)):
        at -= 1
        if find_kind(field[1]) in WORDS:
            found = blocks[at]
    return found


def loose_tasks(
    layout: Layout, outline: Outline, loose: list[Statement], modes: list[Tasks]
) -> Iterator[TaskDraft]:
    """Yield the tasks of paragraphs that stand in no item."""
    by_part: dict[int, list[Statement]] = defaultdict(list)
    for statement in loose:
        part = outline.part_at(statement.start)
        if modes[part] != "none":
            by_part[part].append(statement)
    blocks = [b for b in layout.blocks if b.kind != "table"]
    starts = [b.start for b in blocks]
    ends = sorted(item.end for item in outline.items)
    done = 0
    for part, own in by_part.items():
        for index, statement in enumerate(own):
            if statement.end <= done or not statement.mentions:
                continue
            below = list(_labels_below(layout.folded, own, index))
            at = bisect_right(starts, statement.start) - 1
            block = blocks[at]
            if is_note(layout.folded[block.start : block.end].strip()):
                continue
            if _charges_outright(layout.folded, block, statement):
                if statement.start >= done:
                    within = [s for s in own if s.mentions and block.start <= s.start < block.end]
                    yield _sentences(layout, block, part, within)
                    done = block.end
                continue
            if statement.start - block.start < 4 and at > 0:
                block = _field_of_words(layout.folded, blocks, at) or blocks[at - 1]
            if block.start >= outline.parts[part].title_end:
                above = bisect_right(ends, statement.start)
                start = max(block.start, done, ends[above - 1] if above else 0)
                stop = outline.next_start(statement.start)
                for draft in paragraph_tasks(layout, start, stop, part, None, [statement]):
                    yield _with_fields(draft, below, stop)
            done = (below or [statement])[-1].end
