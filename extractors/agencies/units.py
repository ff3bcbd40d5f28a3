"""Whether a string names a unit 单位: told by the lexicons and by the form, without a document."""

import re
from functools import cache, lru_cache

from extractors.agencies import regions
from extractors.agencies.bodies import knowledge
from extractors.agencies.groups import find_group

_CLEAN = str.maketrans({"（": "(", "）": ")", " ": None, "\u3000": None})
_LEVEL = re.compile(
    r"国务院|中共中央|中央和国家机关|中央|国家(?!公园|级)|全国|新疆生产建设兵团|兵团|自治区党委|自治区|自治州|自治县|"
    r"[省市州县区旗]委(?!员)|[省市州县区盟旗][直级]|[省市州盟县区旗镇乡]"
)
# Words that begin with a level's character; a known department behind it goes before them.
_NO_LEVEL = re.compile(
    r"省[会际]|市(?:场|容|域|民|政(?!府|协))|盟员|县[城域]|区[域块划间位]|旗舰|镇街|乡[镇村]|州级|[省市县]内|区别|国家(?:公园|级)"
)
_PLACE = re.compile(
    r"(?![各有相所全其该本此每某国中省市县区州]|(?:人民|国家|共青团|工业|农业|重点|行业))[一-鿿]{1,8}?"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|州|盟|县|区|旗|镇|乡|街道)(?![场容域民划块间]|政(?!府|协))"
)
# The last characters of units' names: what ends otherwise is none, unless the lexicons hold it.
_ENDS = frozenset(
    "府会委办室厅局署部院所站处队社馆团校司行关中心组台网店厂场园区市县州旗盟省镇乡道位门构业户体方地人员班兵警库联)协学城业电商"
)
_LABEL = re.compile(
    r"(?:主要|具体|第一|共同|各)?(?:牵头|责任|配合|负责|参与|参加|协助|协办|主办|主责|承办|落实|实施|完成|工作|监督|督导|督办|指导|本|该|任务)"
    r"(?:责任|负责)?(?:单位|部门|机构|主体|地区|人|人员)"
)
_VERB = (
    r"加强|加快|加大|推进|推动|实施|开展|落实|完善|建立|健全|提高|提升|促进|支持|鼓励|引导|确保|做好|配合|会同|协助|督促|指导|"
    r"组织|设立|成立|组建|打造|构建|推广|强化|深化|优化|依托|发挥|进一步|全面|持续|积极|严格|按照|根据|通过|围绕|聚焦|培育|"
    r"扶持|创建|争取|完成|探索|制定|制订|编制|研究|负责|牵头|参与|向|由|将|把|对|以|在|从|让|使|为|与|和|及|并|或|凡|每|新建|改造"
)
_VERB_START = re.compile(_VERB)
_VERB_INSIDE = re.compile(
    r"[的了是谁不]|负责|牵头(?!单位|部门)|会同|按(?:照|职责)|分别|应当|必须|可以|进行|予以|以及|或者|并[由向对将]"
)
_WORDS = re.compile(
    r"(?:(?:一|网|承|主|举|协|经|代|帮|通|快|督|创|联|能|必|易|好|即|马上|就近|掌上|指尖|全|立)[次上网窗门日站]*通?办|"
    r"(?:新|大|全|布|格|结|当|开|破|变|时|战|危|僵|残|胜|新格|总体布)局|(?:干|全|内|外|东|中|西|南|北|总|支|局|顶|底|颈)部|"
    r"(?:.*[东中西南北])部|.*干部|(?:社|机|大|运动|都|集|座谈|现场|博览|交易|推介|洽谈|展览|听证|动员|推进|工作|视频)会议?|"
    r".*(?:运动会|博览会|交易会|座谈会|推进会|现场会|洽谈会|新闻发布会|人大代表|政协委员|社会|机会)|.*(?:布局|格局|大局|全局|开局)|"
    r"(?:数字|服务型|法治|电子|廉洁|阳光|效能|智慧|透明)政府|.*部署|.*(?:通办|联办|帮办|代办|督办|查办|承办|一次办|举办|开办)|"
    r".*(?:建设|工作|服务|管理|平台|体系|机制|制度|能力|水平|项目|工程|任务|措施|时限|办法)|"
    r"(?:以.*为|城市|农村|区域|消费|物流|创新|研发|活动|人民|文化|商贸|集散|旅游|金融|国际.*|区域.*|.*创新|.*消费|.*物流)中心|"
    r"(?:上市|子|母|分|总|有限|股份|国有|控股|参股|民营|中小)公司|.*(?:人员|群众|户|居民|农户|困难户|个人|劳动者|负责人|主要负责人|法定代表人)|"
    r".*(?:主体地位|试点|产业|行业|作业|就业|创业|农业|工业|企业家|商业|服务业|制造业|林业|渔业|牧业|物业)|.*(?:全程|各方|多方|双方|三方)|"
    r"一体|全体|整体|总体|群体|个体|集体|.*(?:综合体|共同体|联合体|媒体)|.*(?:基地|阵地|用地|耕地|林地|湿地|草地|土地|目的地|高地|内地|外地|工地|场地|产地|当地人|各类人)|"
    r"(?:产业|工业|科技|物流|农业)?园区|.*地区|.*名胜区|棚户区|.*(?:流域|下同|核心区|示范区|景区|社区|小区|园区内|保护区|灾区|山区|牧区|库区|林区|矿区|城区|辖区|片区|街区|校区|地区性)|"
    r"(?:城|超|门|上|股|都|楼|夜|菜|全|跨|本|房|花|集)市|(?:乡|城|集|小|古)镇|(?:城|家|故|返|下|水|城镇|城市|入)乡|全[省州县区]|跨[省区]|.*市场)"
)
_DIVISION = re.compile(
    r"[一-鿿]{2,7}(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗|镇|乡|街道)|"
    r"[一-鿿]{1,12}(?:新区|经开区|高新区|开发区|工业园区?|产业园区?|示范区|试验区|管理区|实验区|保税区|综保区|集聚区|度假区|合作区|自贸区|科学城)"
)
_ORGANISATION = re.compile(
    r"[一-鿿A-Za-z0-9“”‘’\"·+《》()、/—-]{1,40}?(?:"
    r"(?:人民)?政府(?:办公[厅室]|办|研究室|督查室)?|(?:工作)?委员会|办公[厅室]|领导小组|协调小组|工作小组|执行小组|推进组|工作组|专项小组|"
    r"指挥部|专班|联席会议|(?:领导小组|指挥部|联席会议|委员会|专班)办|(?:中级|高级)?人民法院|法院|人民检察院|检察院|工会|联合会|"
    r"公司|集团|银行|分行|支行|信用社|联社|信用联社|农信社|农商行|交易所|大学|学院|学校|中学|小学|幼儿园|职校|技校|职教中心|科学院|研究院|研究所|"
    r"规划院|设计院|勘察院|医院|卫生院|保健院|卫生所|协会|学会|商会|促进会|研究会|理事会|基金会|总会|联盟|合作社|总局|分局|支局|管理局|"
    r"监管局|服务局|执法局|事务局|保护局|开发局|建设局|监察局|税务局|气象局|邮政局|电力局|供电局|烟草局|海事局|水文局|铁路局|机场|"
    r"总队|支队|大队|中队|消防队|监狱|戒毒所|海关|电视台|广播台|报社|日报|出版社|通讯社|博物馆|图书馆|文化馆|美术馆|科技馆|档案馆|"
    r"街道办?|办事处|居委会|村委会|管委会|管理委员会|党工委|工委|党委|党组|纪委|团委|组委会?|执委会|筹委会|筹备组|人大|政协|军区|军分区|"
    r"管理处|管理所|管理站|监测站|工作站|服务站|推广站|监测中心|信息中心|管理中心|服务中心|促进中心|指导中心|交易中心|疾控中心|控制中心|"
    r"救助中心|检测中心|研究中心|评审中心|保障中心|指挥中心|融媒体中心|技术中心|事务中心|发展中心|大数据中心|行政部门|主管部门|"
    r"残联|妇联|文联|科协|侨联|工商联|社科联|贸促会|红十字会|团[省市县区州]委|供销社|供销联社|水务集团|城投|交投|分公司|电力)"
)
_DEPARTMENT = re.compile(
    r"[一-鿿]{1,22}(?:厅|局|委|办|署|处|室|队|院|所|站|中心|社|馆|部|会|组|校|台|司|科|公司|集团|网|场|协会|基地)"
)
_PART = re.compile(r"[一-鿿]{2,24}[部委局厅](?:[一-鿿]{1,8}(?:司|局|处|科|室|队|办|中心|办公室))")
_LEAGUE = re.compile(r"(?:共青)?团([省市县区州])委")
_SEAM = re.compile(r"[厅局委部办府](?=[省市县州区])")
_OUTSIDE = re.compile(r"[，。；：！？;:!?]|、(?![^(]*\)|[^“]*”)")
# Groups that need no quantifier.
_GENERIC = frozenset(
    ("高校", "高等学校", "职业院校", "科研院所", "行业协会", "电网企业", "金融机构", "保险机构", "商业银行", "中央企业",
     "重点企业", "龙头企业", "骨干企业", "镇街", "县区", "县市区", "乡镇街道", "属地", "党中央", "两办", "省委省政府",
     "市委市政府", "县委县政府", "区委区政府")
)  # fmt: skip
# Words of the lexicons that alone are too common to be a unit.
_ALONE = frozenset(("政府", "人民政府", "委", "电信", "共青团"))


def _known(name: str) -> bool:
    """Return whether the lexicons hold the name, without level or place before it."""
    known = knowledge()
    return name in known.local or name in known.always or name in known.national


@lru_cache(maxsize=1 << 16)
def is_unit(name: str) -> bool:
    """Return whether the whole string is plausibly the name of one organisation or one group.

    >>> [is_unit(name) for name in ("省发展改革委", "各市（州）政府", "工业和信息", "一次办")]
    [True, True, False, False]
    """
    text = name.translate(_CLEAN)
    if not 2 <= len(text) <= 45:
        return False
    if _known(text) or text in _GENERIC or _LEAGUE.fullmatch(text):
        return text not in _ALONE
    if text[-1] not in _ENDS or _LABEL.fullmatch(text):
        return False
    if _OUTSIDE.search(text):
        return text[0] == "各" and find_group(text) is not None
    main, bracket, _ = text.partition("(")
    if bracket and main and text[-1] == ")" and is_unit(main):
        return True
    return _grammatical(text)


def _grammatical(text: str) -> bool:
    """Return whether the form alone tells a unit."""
    if _VERB_INSIDE.search(text):
        return False
    starts_with_verb = _VERB_START.match(text) is not None
    if not starts_with_verb and find_group(text):
        return True
    if _two_units(text):
        return False
    prefix = level_prefix(text)
    if prefix and text.startswith(prefix):
        rest = text[len(prefix) :]
        if _known(rest) or (_DEPARTMENT.fullmatch(rest) and not _WORDS.fullmatch(rest)):
            return True
        if level_prefix(rest) and is_unit(rest):
            return True
    if regions.find_named(text):
        return True
    if _WORDS.fullmatch(text) or (starts_with_verb and not prefix):
        return False
    return any(form.fullmatch(text) for form in (_ORGANISATION, _DIVISION, _PART)) or _part_of_known(text)


def _part_of_known(text: str) -> bool:
    """Return whether a part of a listed body stands here: 总参作战部."""
    always = knowledge().always
    return any(text[:end] in always and _DEPARTMENT.fullmatch(text, end) for end in range(2, len(text) - 2))


def _two_units(text: str) -> bool:
    """Return whether two units stand here without a separator: 省财政厅省水利厅."""
    return any(is_unit(text[: seam.end()]) and is_unit(text[seam.end() :]) for seam in _SEAM.finditer(text))


@lru_cache(maxsize=1 << 16)
def level_prefix(name: str) -> str | None:
    """Return the level word or the place that a unit's name begins with, None where it has none.

    The Youth League's 团省委 has it inside.

    >>> level_prefix("市住建局"), level_prefix("省委组织部"), level_prefix("市场监管局"), level_prefix("西宁市住建局")
    ('市', '省委', None, '西宁市')
    """
    if is_bare_function(name):
        return None
    league = _LEAGUE.match(name)
    if league:
        return league[1]
    level = _LEVEL.match(name)
    if level and level.end() < len(name) and (_known(name[level.end() :]) or not _NO_LEVEL.match(name)):
        return level[0]
    place = None if level else _PLACE.match(name)
    return place[0] if place and place.end() < len(name) else _short_region(name)


def _short_region(name: str) -> str | None:
    """Return the region's short name before a known department: 青海 of 青海银保监局."""
    local = knowledge().local
    for end in (2, 3, 4):
        if name[end:] in local and regions.find_named(name[:end]):
            return name[:end]
    return None


def is_bare_function(name: str) -> bool:
    """Return whether the name is a department without level or place: 财政局, 审批服务局, 编办.

    >>> is_bare_function("财政局"), is_bare_function("市财政局"), is_bare_function("财政部")
    (True, False, False)
    """
    known = knowledge()
    return name in known.local and name not in known.always


def starts_with_region(name: str) -> bool:
    """Return whether the name begins with a named place: 西宁市政府, not 市政府.

    >>> starts_with_region("西宁市政府"), starts_with_region("市政府")
    (True, False)
    """
    prefix = level_prefix(name)
    return prefix is not None and name.startswith(prefix) and _LEVEL.fullmatch(prefix) is None


@cache
def warm() -> None:
    """Read the lexicons now, for timings that leave start-up out."""
    knowledge()
