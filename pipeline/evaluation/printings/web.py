"""Printings as web pages: a plain one, one laid out by a table, and Word's own."""

from html import escape

from pipeline.evaluation.printings.source import Part, Printed

SITE, PLACE = "云岭省人民政府", "当前位置：首页 > 政务公开 > 政策文件"
MENU = ("首页", "政务要闻", "政务公开", "政务服务", "互动交流", "数据开放")
SHARED = "分享到：微信 微博 【打印本页】 【关闭窗口】"
RELATED = ("相关政策解读", "一图读懂", "专家解读")
FOOT = ("主办：云岭省人民政府办公厅", "网站标识码：0000000000", "网站地图 | 联系我们 | 隐私声明")
"""What government sites print around a document; the province is invented."""


def html(printed: Printed) -> bytes:
    """Return a page that holds the document and nothing else."""
    return _page(printed.title, "\n".join(map(_element, printed.parts)))


def html_in_table(printed: Printed) -> bytes:
    """Return a government site's page of the older kind: tables give all of it its place."""
    menu = "".join(f'<td><a href="/{n}">{name}</a></td>' for n, name in enumerate(MENU))
    related = "".join(f'<li><a href="/r{n}">{name}</a></li>' for n, name in enumerate(RELATED))
    rows = (
        f'<td><img src="logo.png" alt="{SITE}"></td>',
        f'<td><table width="100%"><tr>{menu}</tr></table></td>',
        f"<td>{escape(PLACE)}</td>",
        f'<td class="content">{"".join(map(_element, printed.parts))}</td>',
        f"<td>{SHARED}</td>",
        f"<td><ul>{related}</ul></td>",
        f'<td align="center">{"<br>".join(FOOT)}</td>',
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return _page(f"{printed.title}-{SITE}", f'<table width="1000" align="center">\n{body}\n</table>')


def word_html(printed: Printed) -> bytes:
    """Return what Word saves as a web page, which offices send under the name .doc."""
    body = "\n".join(_word_element(part) for part in printed.parts)
    name = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"'
    return (
        f'<html {name} xmlns="http://www.w3.org/TR/REC-html40"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=gb18030">'
        "<meta name=ProgId content=Word.Document><title>文件</title>"
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
        '<style>p.MsoNormal {mso-style-parent:""; font-size:16.0pt}</style></head>\n'
        f"<body lang=ZH-CN><div class=WordSection1>\n{body}\n</div></body></html>"
    ).encode("gb18030")


def _page(title: str, body: str) -> bytes:
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="zh">{head}<body>\n{body}\n</body></html>\n'.encode()


def _element(part: Part) -> str:
    if part.cells:
        return html_table(part)
    tag = "h1" if part.setting == "title" else f"h{part.level}" if part.level else "p"
    align = {"title": ' align="center"', "centred": ' align="center"', "signed": ' align="right"'}
    indent = "　　" if part.setting == "text" and not part.level else ""
    return f"<{tag}{align.get(part.setting, '')}>{indent}{escape(part.text)}</{tag}>"


def html_table(part: Part) -> str:
    """Return a table with its merged cells."""
    rows = "".join(
        "<tr>" + "".join(
            f"<td{_span('rowspan', cell.rowspan)}{_span('colspan', cell.colspan)}>"
            f"{escape(cell.text).replace(chr(10), '<br>')}</td>"
            for cell in row
        ) + "</tr>\n"
        for row in part.rows
    )  # fmt: skip
    return f'<table border="1">\n{rows}</table>'


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _word_element(part: Part) -> str:
    if part.cells:
        return html_table(part).replace("<td", "<td class=MsoNormal")
    align = {"title": "center", "centred": "center", "signed": "right"}.get(part.setting, "left")
    return (
        f"<p class=MsoNormal align={align} style='text-indent:32.0pt'>"
        f"<span style='font-family:仿宋_GB2312'>{escape(part.text)}<o:p></o:p></span></p>"
    )
