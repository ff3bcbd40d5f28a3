"""Whether a string names a unit 单位, told by its form alone: no document, no region table."""

import re
from functools import cache, lru_cache

from extractors.lexicons import load

_SHORT = {"委员会": "委", "办公室": "办", "中心": "中心"}
_LEVELS = ("中共中央", "国务院", "中央", "国家", "全国", "自治区党委", "自治区", "自治州", "自治县",
           "省委", "市委", "州委", "县委", "区委", "旗委", "省级", "市级", "州级", "县级", "区级",
           "省直", "市直", "州直", "县直", "区直", "兵团", "省", "市", "州", "盟", "县", "区", "旗",
           "师", "镇", "乡")  # fmt: skip
_PLACE = r"(?![各有相所全其])[一-鿿]{1,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|州|盟|县|区|旗|镇|乡)"


@cache
def _bare() -> frozenset[str]:
    """Return every department name that a function gives, without level or place."""
    names = set()
    for entry in load("functions"):
        for form in (entry["name"], *entry["forms"]):
            for kind in entry["kinds"]:
                names.add(form + kind)
                names.add(form + _SHORT.get(kind, kind))
    return frozenset(names)


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_LEVELS)}|{_PLACE})")


_NATIONAL = (
    "外交部 国防部 教育部 科技部 科学技术部 工业和信息化部 工信部 公安部 安全部 国家安全部 民政部 司法部 财政部 "
    "人力资源社会保障部 人力资源和社会保障部 人社部 自然资源部 生态环境部 住房城乡建设部 住房和城乡建设部 住建部 "
    "交通运输部 水利部 农业农村部 商务部 文化和旅游部 应急管理部 应急部 退役军人部 退役军人事务部 审计署 "
    "人民银行 中国人民银行 环境保护部 国土资源部 农业部 文化部 卫生部 铁道部 交通部 建设部 信息产业部 监察部 "
    "海关总署 税务总局 市场监管总局 体育总局 广电总局 工商总局 质检总局 安全监管总局 国防科工局 "
    "银保监会 银监会 证监会 保监会 金融监管总局 外汇局 移民局 国管局 标准委 认监委 国资委 共青团中央 团中央 "
    "国际发展合作署 新华社 中科院 社科院 工程院 自然科学基金会 最高人民法院 最高人民检察院 高法院 高检院 "
    "总工会 妇联 文联 科协 残联 侨联 工商联 贸促会 红十字会 社科联 作协 记协 法学会 台联 团委 "
    "组织部 宣传部 统战部 政法委 编办 网信办 党校 纪委 监委 纪委监委 人大 政协 法院 检察院 "
    "政府办 政府办公厅 政府办公室 委办公室 委办公厅 两办 开发行 农发行 进出口银行 国务院 中央军委 武警部队"
).split()

_QUANTIFIER = (
    "(?:各级|各有关|各相关|各地方|其他|其它|所有|全体|各|有关|相关|地方|属地|当地|所在地|上述|涉及|县级以上|"
    "国务院|中央和国家机关|中央|国家|省级|市级|州级|县级|区级|省直|市直|州直|县直|区直|省|市|州|县|区|行业|主管)"
)
_GROUP_HEAD = (
    r"(?:地区|部门|单位|机关|机构|政府|人民政府|党委|党组|党工委|成员单位|牵头单位|企业|高校|高等学校|院校|学校|医院|"
    r"银行|金融机构|科研院所|科研机构|行业协会|协会|商会|社会组织|园区|开发区|功能区|管委会|街道|街道办事处|乡镇|"
    r"镇街|镇乡|乡镇街道|乡镇人民政府|区县|县区|市县|县市区|市州|州市|省份|省市|城市|地方|地|省|市|州|盟|县|区|旗|镇|乡|"
    r"委办局|厅局|处室|科室|牵头部门|责任部门|成员|行政部门|主管部门|监管部门|管理部门|企事业单位|运营商)"
)
_BRACKET = r"(?:[(（][一-鿿、,，/和及与]{1,20}[)）])"


@cache
def _group() -> re.Pattern[str]:
    list_of_places = r"(?:[省市州盟县区旗镇乡、和]|街道|园区|新区|自治区|直辖市|自治州){0,12}"
    return re.compile(
        f"{_QUANTIFIER}{{1,3}}(?:[一-鿿]{{0,10}}?){list_of_places}{_BRACKET}?{list_of_places}"
        f"(?:{_GROUP_HEAD}){{1,2}}{_BRACKET}?(?:(?:人民)?政府|党委|委和人民政府|管委会|部门|单位|办事处)?"
    )


_ORGANISATION = (
    r"组委|行政部门|主管部门|行政主管部门|团省委|团市委|团县委|团区委|团州委|共青团[省市县区州]委|残联|妇联|文联|科协|人民政府|政府|管理委员会|管委会|委员会|办公室|办公厅|领导小组|协调小组|工作小组|推进组|指挥部|工作专班|专班|"
    r"领导小组办公室|联席会议|联席会议办公室|人民法院|法院|人民检察院|检察院|总工会|联合会|工会|公司|集团|银行|"
    r"分行|支行|中心支行|信用社|联社|大学|学院|学校|研究院|研究所|科学院|规划院|设计院|医院|协会|学会|商会|基金会|"
    r"总局|分局|总队|支队|大队|监狱|海关|分公司|电视台|广播电视台|报社|日报社|出版社|博物馆|图书馆|街道办|街道办事处|"
    r"办事处|居委会|村委会|管理局|管理处|管理所|管理站|管理中心|服务中心|监管局|服务局|执法局|事务局|建设局|开发局|"
    r"保护局|银保监局|证监局|银监局|保监局|税务局|气象局|邮政局|电力局|供电局|供电公司|电力公司|烟草局|"
    r"交易中心|交易所|监测中心|信息中心|数据中心|促进中心|发展中心|指导中心|技术中心|监测站|党工委|工委|党委|党组|"
    r"组委会|执委会|筹委会|成员单位|牵头单位|水务集团|平台公司|国家公园管理局|保护区管理局|景区管理局|联合社|合作社|办"
)
_VERB = (
    r"加强|推进|推动|实施|开展|落实|完善|建立|健全|提高|提升|促进|支持|鼓励|引导|确保|做好|配合|牵头|会同|协助|督促|"
    r"指导|由|按|对|将|把|向|以|在|为|与|和|及|并|或|并由|设立|成立|组建|打造|建设|构建|推广|强化|深化|优化|依托|发挥"
)


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(rf"(?!{_VERB})[一-鿿“”\"A-Za-z0-9·《》（）()—-]{{1,40}}?(?:{_ORGANISATION})")


_NOT_UNIT = re.compile(
    r"(?:一|网|承|主|举|协|经|代|帮|通|快|督|创|联|能|必|易|好|即|马上|就近|掌上|指尖)[次上]?[通]?办$|[的了是谁不]|"
    r"(?:数字|服务型|法治|电子|廉洁|阳光|效能|智慧)政府$|^(?:(?:工作|牵头|责任|配合|完成|本|主办|协办|建设任务)(?:责任)?(?:单位|部门))$"
)
_DEPARTMENT = re.compile(r"[一-鿿]{1,20}(?:厅|局|委|办|署|处|室|队|院|所|站|中心|社|馆|部|会|组|校|台)")
_NOT_DEPARTMENT = re.compile(r"(?:布|格|结|当|大|全|开|破|变|时)局$|(?:干|全|内|外|东|中|西|南|北|总|支)部$|(?:社|机|大|运动)会$")
_DIVISION = re.compile(r"[一-鿿]{2,8}(?:省|自治区|自治州|自治县|特别行政区|市|州|盟|县|区|旗|镇|乡|街道|经开区|高新区|开发区)")
_NOT_DIVISION = re.compile(r"(?:城|超|门|上|股|都|楼|夜|菜)市$|(?:示范|园|景|社|小|城|山|牧|库|灾|保护|核心|试验|功能|地|片|辖|林|农|矿|校|厂|城|街)区$|(?:乡|城)镇$|(?:城|家|故|返|下)乡$")


@lru_cache(maxsize=65536)
def is_unit(name: str) -> bool:
    """Return whether the whole string is plausibly the name of one organisation or one group.

    >>> [is_unit(name) for name in ("省发展改革委", "各市（州）政府", "工业和信息", "一次办")]
    [True, True, False, False]
    """
    name = name.strip()
    if not 2 <= len(name) <= 45:
        return False
    if name in _bare() or name in _NATIONAL or _group().fullmatch(name):
        return True
    if _NOT_UNIT.search(name):
        return False
    prefix = level_prefix(name)
    if prefix:
        rest = name[len(prefix) :]
        if rest in _bare() or rest in _NATIONAL:
            return True
        if _DEPARTMENT.fullmatch(rest) and not _NOT_DEPARTMENT.search(rest):
            return True
    if _DIVISION.fullmatch(name) and not _NOT_DIVISION.search(name):
        return True
    return _organisation().fullmatch(name) is not None


@lru_cache(maxsize=65536)
def level_prefix(name: str) -> str | None:
    """Return the level or place that a unit's name begins with, None where it has none.

    >>> level_prefix("市住建局"), level_prefix("省委组织部"), level_prefix("市场监管局")
    ('市', '省委', None)
    """
    if is_bare_function(name):
        return None
    found = _prefix().match(name)
    return found[0] if found and found.end() < len(name) else None


def is_bare_function(name: str) -> bool:
    """Return whether the name is a department without level or place: 财政局, 审批服务局, 编办.

    >>> is_bare_function("财政局"), is_bare_function("市财政局"), is_bare_function("财政部")
    (True, False, False)
    """
    return name in _bare()


def starts_with_region(name: str) -> bool:
    """Return whether the name begins with a named place: 西宁市政府, not 市政府.

    >>> starts_with_region("西宁市政府"), starts_with_region("市政府")
    (True, False)
    """
    prefix = level_prefix(name)
    return prefix is not None and prefix not in _LEVELS
