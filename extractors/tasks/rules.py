"""Rules said once, applied to the tasks that they reach."""

from dataclasses import replace

from extractors.assignments.standing_rules import OnceSaid
from extractors.assignments.statements import Statement, first_to_lead
from extractors.outline.tree import Outline
from extractors.tasks.draft import TaskDraft


def apply_rules(drafts: list[TaskDraft], rules: list[OnceSaid], outline: Outline) -> list[TaskDraft]:
    """Return the tasks with the rules said once applied from where they stand to the end of their part."""
    ruled = []
    rules = _distinct(rules, outline)
    for draft in drafts:
        effects = {rule.effect for rule in rules if _holds(rule, draft, outline)}
        added = [
            m
            for rule in rules
            if rule.effect == "adds" and _holds(rule, draft, outline)
            for m in rule.mentions
        ]
        statements = draft.statements
        if "first-leads" in effects:
            statements = _with_lead(statements, others_help="others-help" in effects)
        if added and any(statement.mentions for statement in statements):
            statements = (*statements, Statement(draft.start, draft.start, "prose", tuple(added)))
        ruled.append(replace(draft, statements=statements) if statements is not draft.statements else draft)
    return ruled


def _distinct(rules: list[OnceSaid], outline: Outline) -> list[OnceSaid]:
    """Return the rules without those that only say again what one before them says."""
    first: dict[tuple[object, ...], OnceSaid] = {}
    for rule in sorted(rules, key=lambda rule: rule.start):
        part = outline.part_at(rule.start) if rule.is_note else None
        said = tuple((mention.role, mention.name) for mention in rule.mentions)
        first.setdefault((part, rule.effect, said), rule)
    return list(first.values())


def _holds(rule: OnceSaid, draft: TaskDraft, outline: Outline) -> bool:
    """Tell whether a rule reaches a task: said in a notice or preamble, it holds for all that follows."""
    part = outline.parts[draft.part]
    if rule.is_note:
        return part.start <= rule.start < part.end
    if draft.end <= rule.start:
        return False
    said_before = rule.start < part.title_end and draft.part > 0
    return part.start <= rule.start < part.end or said_before


def _with_lead(statements: tuple[Statement, ...], *, others_help: bool) -> tuple[Statement, ...]:
    """Return the statements with the first unit of each as lead, where no label names one."""
    if any(m.role == "lead" for s in statements if s.evidence == "label" for m in s.mentions):
        return statements
    return tuple(first_to_lead(statement, others_help=others_help) for statement in statements)
