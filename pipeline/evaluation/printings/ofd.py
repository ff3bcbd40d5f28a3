"""Pages as OFD (GB/T 33190), by hand: a text object for each line, a path for each rule, in millimetres."""

from collections.abc import Sequence
from html import escape

from pipeline.evaluation.printings.packages import make_zip
from pipeline.evaluation.printings.pages import HEIGHT, WIDTH, Rule, Sheet, Words, advance, reach

NAME = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ENTRY = f"<ofd:OFD {NAME}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
_MM = 25.4 / 72


def ofd(sheets: Sequence[Sheet]) -> bytes:
    """Return the pages as OFD."""
    return make_ofd(*("".join([*map(_rule, sheet.rules), *map(_words, sheet.words)]) for sheet in sheets))


def make_ofd(*pages: str) -> bytes:
    """Return an OFD with a page for each inner XML."""
    links = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/P{i}.xml"/>' for i in range(len(pages)))
    box = f"0 0 {WIDTH * _MM:.0f} {HEIGHT * _MM:.0f}"
    area = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    files: dict[str, bytes | str] = {
        "OFD.xml": ENTRY,
        "Doc_0/Document.xml": f"<ofd:Document {NAME}><ofd:CommonData>{area}</ofd:CommonData>"
        f"<ofd:Pages>{links}</ofd:Pages></ofd:Document>",
    }
    for number, inner in enumerate(pages):
        files[f"Doc_0/Pages/P{number}.xml"] = (
            f"<ofd:Page {NAME}><ofd:Content><ofd:Layer>{inner}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return make_zip(files)


def _words(words: Words) -> str:
    size, x, base, gap = (length * _MM for length in (words.size, words.x, words.y, words.gap))
    steps = " ".join(f"{advance(sign, size) + gap:.3f}" for sign in words.text[:-1])
    width = reach(words.text, size) + gap * (len(words.text) - 1)
    box = f"{x:.3f} {base - size:.3f} {width:.3f} {1.2 * size:.3f}"
    code = f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(words.text)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Size="{size:.3f}" Boundary="{box}">{code}</ofd:TextObject>'


def _rule(rule: Rule) -> str:
    x, y = rule.x0 * _MM, rule.y0 * _MM
    width, height = (rule.x1 - rule.x0) * _MM, (rule.y1 - rule.y0) * _MM
    box = f"{x:.3f} {y:.3f} {max(width, 0.2):.3f} {max(height, 0.2):.3f}"
    data = f"M 0 0 L {width:.3f} {height:.3f}"
    return (
        f'<ofd:PathObject ID="1" Boundary="{box}" Stroke="true">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )
