"""What a line's first and last signs say about the paragraph that it stands in."""

import re

NOTE = re.compile(r"[①-⑳*＊]|[\[［〔]?\d{1,2}[\]］〕]?\s?\D|注[:：]?")
"""The start of a footnote."""
NOTE_SIGN = re.compile(r"^(?:[①-⑳]|[*＊]{1,3}|[\[［〔]\d{1,2}[\]］〕]) ?")
"""The sign of a footnote that no numbering of items shares the place with."""
LABEL = re.compile(r"(?:牵头|责任|配合|主办|协办|承办|参与|完成|实施)[\u4e00-\u9fff]{2,4}[:：]")
"""A label at the start of a line, which begins a paragraph of its own."""
ALONE = re.compile(
    r"(?:\d{4}|[二一][〇零○\d一二三四五六七八九]{3}) ?年(?: ?[\d一二三四五六七八九十]{1,3} ?月)?"
    r"(?: ?[\d一二三四五六七八九十]{1,3} ?日)?$"
    r"|.{1,12}[〔\[（]\d{4}[〕\]）] ?\d+ ?号$|目 ?录$|附 ?件 ?\d{0,2}[:：]?$"
)
"""A line of its own beside a title: a date, a document number, the head of the contents or of an annex."""
_LEADER = ".．。·•…‥⋯─—-"


def is_entry(text: str) -> bool:
    """Return True for a line of the contents, which ends in a leader and the number of a page.

    >>> is_entry("一、总则……1"), is_entry("一、总则\\t12"), is_entry("改造管网120"), is_entry("……1")
    (True, True, False, False)
    """
    if not text[-1:].isdecimal():
        return False
    words = text.rstrip("0123456789")
    if not 1 <= len(text) - len(words) <= 3:
        return False
    words = words.removesuffix(" ")
    if words.endswith("\t"):
        return bool(words.strip())
    before = words.rstrip(_LEADER + " ")
    return bool(before) and sum(sign in _LEADER for sign in words[len(before) :]) > 1
