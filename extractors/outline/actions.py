"""Whether an item's words say that something is to be done."""

import re
from functools import cache

from extractors.lexicons import load


@cache
def action_pattern() -> re.Pattern[str]:
    """Return the pattern of first words that name something to do."""
    words = {entry["name"]: "|".join(entry["words"]) for entry in load("action_verbs")}
    return re.compile(rf"(?:{words['adverbs']})*(?:{words['verbs']})|(?:{words['alone']})(?![性度化分])")


def is_action(words: str) -> bool:
    """Tell whether an item's first words name something to do.

    >>> [is_action(words) for words in ("进一步完善台账制度", "严格政策界限", "元旦：1月1日放假")]
    [True, True, False]
    """
    return action_pattern().match(words.strip()[:24]) is not None
