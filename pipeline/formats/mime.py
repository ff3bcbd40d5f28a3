"""Web pages and letters saved as MHTML or EML: the page in them goes to the reader of HTML."""

from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from pipeline.formats import read as read_page
from pipeline.formats.facts import Facts, UnreadableFile
from pipeline.scratch import scratch_folder

_BODIES = ("text/html", "text/plain")


def read(path: Path) -> Facts:
    """Return the page in a MHTML or EML file."""
    body = _body(message_from_bytes(path.read_bytes()))
    if body is None:
        raise UnreadableFile("damaged-file", f"No page in {path.name}")
    suffix = ".html" if body.get_content_subtype() == "html" else ".txt"
    with scratch_folder() as folder:
        page = folder / f"page{suffix}"
        page.write_bytes(_text(body).encode("utf-8-sig"))
        facts = read_page(page)
    return replace(facts, format="mhtml", encoding=body.get_content_charset())


def _body(message: Message) -> Message | None:
    """Return the part that is the page, or else the letter.

    Not by the policies that parse every header: damaged ones stop them, or hold them for minutes.
    """
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    found = (part for kind in _BODIES for part in parts if part.get_content_type() == kind)
    return next(found, None)


def _text(body: Message) -> str:
    """Return the text of a body part: its charset as declared, as UTF-8, or as GB18030."""
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    for charset in (body.get_content_charset(), "utf-8", "gb18030"):
        try:
            return data.decode("gb18030" if charset in ("gb2312", "gbk") else charset or "utf-8")
        except (ValueError, LookupError):  # charset names are as wild as charsets
            continue
    return data.decode("utf-8", "replace")
