"""One id for each body over all its names, and never one id for two."""

from pathlib import Path

import pytest

from extractors.agencies import regions
from extractors.agencies.regions import Region
from extractors.agencies.registry import Registry, Resolution
from extractors.lexicons import load

YUNXI = Region("", "云溪省", "province", short="云溪")
YUNXI_CITY = Region("", "云溪市", "city", short="云溪")


def resolve(
    name: str, home: str | Region | None = None, national: bool = False, scope: str = "d"
) -> Resolution:
    region = regions.region(home) if isinstance(home, str) else home
    return Registry.load().resolve(name, region, national, scope)


@pytest.mark.parametrize(
    ("home", "names", "expected"),
    [
        (
            "630000",
            "省发展改革委 省发改委 青海省发展和改革委员会 青海省发改委",
            "630000-青海省发展和改革委员会",
        ),
        (
            "630000",
            "人行西宁中心支行 人民银行西宁中心支行 中国人民银行西宁中心支行",
            "630100-中国人民银行西宁中心支行",
        ),
        ("630000", "国网青海省电力公司 省电力公司 国网青海电力公司", "630000-国网青海省电力公司"),
        (
            "630000",
            "省税务局 国家税务总局青海省税务局 税务总局青海省税务局",
            "630000-国家税务总局青海省税务局",
        ),
        ("630000", "省委宣传部 青海省委宣传部 中共青海省委宣传部", "630000-中共青海省委宣传部"),
        ("630000", "共青团省委 团省委 共青团青海省委员会", "630000-共青团青海省委员会"),
        (
            "630000",
            "海西州政府 海西州人民政府 海西蒙古族藏族自治州人民政府",
            "632800-海西蒙古族藏族自治州人民政府",
        ),
        ("630000", "省外事办 省外办 省政府外办", "630000-青海省人民政府外事办公室"),
        ("630000", "省供销联社 省供销社", "630000-青海省供销合作社联合社"),
        ("630000", "省林草局 省林业和草原局（省公园局）", "630000-青海省林业和草原局"),
        ("630000", "青海湖景区管理局 青海湖景区保护利用管理局", "630000-青海湖景区保护利用管理局"),
        ("630000", "海南州政府", "632500-海南藏族自治州人民政府"),
        ("340000", "省贸促会 中国贸促会安徽省委员会", "340000-中国国际贸易促进委员会安徽省委员会"),
        ("340000", "省外汇管理局 国家外汇管理局安徽省分局", "340000-国家外汇管理局安徽省分局"),
        ("150200", "市财政局 财政局 包头市财政局", "150200-包头市财政局"),
        ("150200", "市法院 市中级人民法院 市中院", "150200-包头市中级人民法院"),
        ("150200", "自治区财政厅 内蒙古自治区财政厅", "150000-内蒙古自治区财政厅"),
        ("150200", "编办 市委编办 市编办", "150200-中共包头市委机构编制委员会办公室"),
        ("110000", "市住房城乡建设委 市住建委", "110000-北京市住房和城乡建设委员会"),
        ("360922", "县法院", "360922-万载县人民法院"),
        ("360922", "市财政局", "360900-宜春市财政局"),
        ("640000", "自治区党委宣传部 区党委宣传部", "640000-中共宁夏回族自治区党委宣传部"),
        ("650000", "兵团发改委 新疆生产建设兵团发展改革委", "650000-新疆生产建设兵团发展和改革委员会"),
        ("650000", "第八师石河子市 八师石河子市 第八师 石河子市政府", "659001-石河子市人民政府"),
        ("650000", "八师财政局 第八师石河子市财政局 石河子市财政局", "659001-石河子市财政局"),
        ("650000", "各师（市） 各师市 各师(市)", "650000-各师（市）"),
        (
            "340000",
            "合肥高新区 合肥高新区管委会 合肥高新技术产业开发区管理委员会",
            "340176-合肥高新技术产业开发区管理委员会",
        ),
        ("340100", "高新区管委会 市高新区管委会 高新区", "340176-合肥高新技术产业开发区管理委员会"),
        (
            "630000",
            "西宁经开区 西宁经济技术开发区管委会 西宁（国家级）经济技术开发区管理委员会",
            "630100-西宁经济技术开发区管理委员会",
        ),
        ("610000", "西咸新区 西咸新区管委会", "610000-西咸新区管理委员会"),
        (
            "610000",
            "杨凌示范区管委会 杨凌农业高新技术产业示范区",
            "610000-杨凌农业高新技术产业示范区管理委员会",
        ),
        ("420000", "东湖高新区 武汉东湖新技术开发区管委会", "420100-武汉东湖新技术开发区管理委员会"),
        ("150000", "阿盟行署 阿拉善盟行政公署 阿拉善盟", "152900-阿拉善盟行政公署"),
        ("652900", "地区行署 行署 阿克苏地区行政公署", "652900-阿克苏地区行政公署"),
        ("652900", "地区财政局 阿克苏地区财政局", "652900-阿克苏地区财政局"),
        (
            "150000",
            "自治区党委编办 中共内蒙古自治区党委机构编制委员会办公室",
            "150000-中共内蒙古自治区党委机构编制委员会办公室",
        ),
    ],
)
def test_all_names_of_a_body_have_one_id(home: str, names: str, expected: str) -> None:
    assert {name: resolve(name, home).id for name in names.split()} == dict.fromkeys(names.split(), expected)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("国家发展改革委 发展改革委 发改委", "国家发展和改革委员会"),
        ("市场监管总局 国家市场监督管理总局", "国家市场监督管理总局"),
        ("统计局 国家统计局", "国家统计局"),
        ("人民银行 中国人民银行", "中国人民银行"),
        ("网信办 中央网信办", "中央网络安全和信息化委员会办公室"),
        ("中央宣传部（国务院新闻办）", "中共中央宣传部"),
        ("国务院教育行政部门 教育部", "教育部"),
        ("林业局", "国家林业局"),
        ("气象局 国家气象局", "中国气象局"),
    ],
)
def test_national_documents_mean_the_central_body(names: str, expected: str) -> None:
    assert {resolve(name, national=True).id for name in names.split()} == {f"000000-{expected}"}


@pytest.mark.parametrize(
    ("one", "other", "home"),
    [
        ("省能源局", "国家能源局", "630000"),
        ("国家税务总局青海省税务局", "国家税务总局", "630000"),
        ("省国税局", "省地税局", "630000"),
        ("省水利厅", "省水文局", "630000"),
        ("省文物局", "省文化厅", "630000"),
        ("玉树市政府", "玉树州政府", "630000"),
        ("省扶贫局", "省乡村振兴局", "630000"),
        ("国家中医药管理局", "国家医药管理局", "630000"),
        ("省委办公厅", "省政府办公厅", "630000"),
        ("市水务局", "市水利局", "150200"),
        ("市公安局", "市公安局交警支队", "150200"),
        ("各市(州)政府", "相关市(州)政府", "630000"),
        ("省农业农村厅", "省农牧厅", "630000"),
        ("省安委会", "省安委办", "630000"),
        ("省老龄委", "省老龄办", "630000"),
        ("市委办公厅", "市委办公室", "630100"),
        ("省公安消防总队", "省消防救援总队", "630000"),
        ("高新区管委会", "经开区管委会", "340100"),
        ("合肥高新区管委会", "长春高新区管委会", "340000"),
        ("第七师", "第八师", "650000"),
        ("农业银行", "中国农业发展银行", "630000"),
    ],
)
def test_two_bodies_are_never_one(one: str, other: str, home: str) -> None:
    assert resolve(one, home).id != resolve(other, home).id


@pytest.mark.parametrize(
    ("name", "home", "national", "successor"),
    [
        ("省国土资源厅", "630000", False, "630000-青海省自然资源厅"),
        ("省扶贫办", "630000", False, "630000-青海省乡村振兴局"),
        ("省乡村振兴局", "630000", False, "630000-青海省农业农村厅"),
        ("县环保局", "360922", False, "360922-万载县生态环境局"),
        ("省安监局", "630000", False, "630000-青海省应急管理厅"),
        ("青海银监局", "630000", False, "630000-中国银行保险监督管理委员会青海监管局"),
        ("青海银保监局", "630000", False, "630000-国家金融监督管理总局青海监管局"),
        ("人行西宁中心支行", "630000", False, "630000-中国人民银行青海省分行"),
        ("人行包头市中心支行", "150200", False, "150200-中国人民银行包头市分行"),
        ("省地税局", "630000", False, "630000-国家税务总局青海省税务局"),
        ("襄樊市财政局", "420000", False, "420600-襄阳市财政局"),
        ("海东地区行署", "630000", False, "630200-海东市人民政府"),
        ("省信息产业厅", "630000", False, "630000-青海省工业和信息化厅"),
        ("中央综治办", None, True, "000000-中共中央政法委员会"),
        ("国务院法制办", None, True, "000000-司法部"),
        ("铁道部", None, True, "000000-国家铁路局"),
        ("劳动保障部", None, True, "000000-人力资源和社会保障部"),
        ("国土资源部", None, True, "000000-自然资源部"),
        ("银监会", None, True, "000000-中国银行保险监督管理委员会"),
        ("扶贫办", None, True, "000000-国家乡村振兴局"),
        ("环境保护部", None, True, "000000-生态环境部"),
        ("煤炭部", None, True, "000000-国家煤炭工业局"),
        ("国家轻工业局", None, True, "000000-国家经济贸易委员会"),
        ("国家体改委", None, True, "000000-国务院经济体制改革办公室"),
        ("国家国有资产管理局", None, True, "000000-财政部"),
        ("中央企业工委", None, True, "000000-国务院国有资产监督管理委员会"),
        ("国家能源办", None, True, "000000-国家能源局"),
        ("国家海洋局", None, True, "000000-自然资源部"),
        ("国家农发办", None, True, "000000-农业农村部"),
        ("中央文献研究室", None, True, "000000-中央党史和文献研究院"),
        ("中央电视台", None, True, "000000-中央广播电视总台"),
        ("国务院金融委", None, True, "000000-中央金融委员会"),
        ("总装备部", None, True, "000000-中央军委装备发展部"),
        ("省监察厅", "630000", False, "630000-青海省监察委员会"),
        ("区监察局", "630102", False, "630102-城东区监察委员会"),
        ("省侨办", "630000", False, "630000-中共青海省委统战部"),
        ("省农业综合开发办公室", "630000", False, "630000-青海省农业农村厅"),
        ("省广播影视局", "630000", False, "630000-青海省新闻出版广电局"),
        ("石家庄市南水北调办", "130000", False, "130100-石家庄市水利局"),
        # A municipality 直辖市 has no 厅.
        ("北京市农业局", None, False, "110000-北京市农业农村局"),
        ("上海市农业委员会", None, False, "310000-上海市农业农村委员会"),
        ("重庆市建设委员会", None, False, "500000-重庆市住房和城乡建设委员会"),
        ("天津市卫生局", None, False, "120000-天津市卫生和计划生育委员会"),
    ],
)
def test_a_former_body_points_at_its_successor(
    name: str, home: str | None, national: bool, successor: str
) -> None:
    found = resolve(name, home, national)
    assert found.successor == successor
    assert Registry.load().by_id(successor).resolved


@pytest.mark.parametrize(
    ("name", "home", "national", "parent", "level"),
    [
        ("省水利厅", "630000", False, "630000-青海省人民政府", "province"),
        ("西宁市政府", "630000", False, "630000-青海省人民政府", "city"),
        ("省政府", "630000", False, "000000-国务院", "province"),
        ("省委组织部", "630000", False, "630000-中共青海省委员会", "province"),
        ("省委", "630000", False, "000000-中共中央", "province"),
        ("省气象局", "630000", False, "000000-中国气象局", "province"),
        ("合肥海关", "340000", False, "000000-海关总署", "province"),
        ("县统计局", "360922", False, "360922-万载县人民政府", "county"),
        ("国家能源局", None, True, "000000-国家发展和改革委员会", "central"),
        ("公安部交通管理局", None, True, "000000-公安部", "central"),
        ("市公安局交警支队", "150200", False, "150200-包头市公安局", "city"),
        ("株潭镇", "360922", False, None, "township"),
        ("西咸新区管委会", "610000", False, "610000-陕西省人民政府", "city"),
        ("苏州工业园区管委会", "320000", False, "320500-苏州市人民政府", "county"),
        ("西宁经开区", "630000", False, "630100-西宁市人民政府", "county"),
        ("石河子市政府", "650000", False, "650000-新疆维吾尔自治区人民政府", "county"),
        ("省安委办", "630000", False, "630000-青海省安全生产委员会", "province"),
        ("国家发展改革委", "630000", False, "000000-国务院", "central"),
    ],
)
def test_level_and_superior(
    name: str, home: str | None, national: bool, parent: str | None, level: str
) -> None:
    found = resolve(name, home, national)
    assert (found.parent, found.level) == (parent, level)


@pytest.mark.parametrize(
    ("name", "home", "national", "count", "member"),
    [
        ("各市(州)政府", "630000", False, 8, "632500-海南藏族自治州人民政府"),
        ("各市州", "630000", False, 8, "630100-西宁市人民政府"),
        ("各市（州）党委", "630000", False, 8, "630100-中共西宁市委员会"),
        ("各市(州)住房城乡建设局", "630000", False, 8, "630100-西宁市住房和城乡建设局"),
        ("各旗县区", "150200", False, 9, "150203-昆都仑区人民政府"),
        ("各区县", "630100", False, 7, "630121-大通回族土族自治县人民政府"),
        ("各区人民政府", "110000", False, 16, "110105-朝阳区人民政府"),
        ("各省级人民政府", None, True, 31, "630000-青海省人民政府"),
        ("各县（市、区）人民政府", "630000", False, 44, "632801-格尔木市人民政府"),
        ("各县区", "630000", False, 39, "630102-城东区人民政府"),
        ("各市（州）、县（市、区）人民政府", "630000", False, 52, "630100-西宁市人民政府"),
        ("各市、县（区）", "140000", False, 128, "140181-古交市人民政府"),
        ("各区", "320100", False, 11, "320106-鼓楼区人民政府"),
        ("各区、市（县）政府", "210200", False, 10, "210281-瓦房店市人民政府"),
        ("相关市(州)政府", "630000", False, 0, None),
        ("省直各机关单位", "630000", False, 0, None),
        ("各市(州)政府", YUNXI, False, 0, None),
        ("有关部门", None, True, 0, None),
    ],
)
def test_groups_have_members_where_the_region_settles_them(
    name: str, home: str | None, national: bool, count: int, member: str | None
) -> None:
    found = resolve(name, home, national)
    assert (found.kind, len(found.members)) == ("group", count)
    assert member is None or member in found.members
    assert all(Registry.load().by_id(each).id == each for each in found.members)


@pytest.mark.parametrize(
    ("names", "home", "expected"),
    [
        ("省发改委 省发展改革委 云溪省发展和改革委员会 云溪省发改委", YUNXI, "d-云溪省发展和改革委员会"),
        ("市财政局 财政局 云溪市财政局", YUNXI_CITY, "d-云溪市财政局"),
        ("省发改委 省发展和改革委员会", None, "d-省发展和改革委员会"),
        ("人行云溪中心支行 人民银行云溪中心支行", YUNXI, "d-中国人民银行云溪中心支行"),
    ],
)
def test_an_unlisted_place_unites_within_its_document_only(
    names: str, home: Region | None, expected: str
) -> None:
    assert {resolve(name, home).id for name in names.split()} == {expected}
    assert {resolve(name, home).region for name in names.split()} == {None}
    other = {resolve(name, home, scope="e").id for name in names.split()}
    assert other == {expected.replace("d-", "e-", 1)}


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("省农业农厅", "630000", "630000-青海省农业农村厅"),
        ("相关市州(州)政府", "630000", "630000-相关市（州）人民政府"),
    ],
)
def test_a_typing_error_is_read_and_noted(name: str, home: str, expected: str) -> None:
    found = resolve(name, home)
    assert found.id == expected
    assert found.problem is not None and found.problem[0] == "typing-error"


@pytest.mark.parametrize(
    "name", ["西宁市各开发区", "青海省级开发区", "西宁市有关园区", "西宁高新区和经开区", "西宁市其他开发区"]
)
def test_several_zones_are_none(name: str) -> None:
    found = resolve(name, "630000")
    assert not found.resolved or found.kind == "group"


@pytest.mark.parametrize("name", ["省水力厅", "省港航集团", "某某研究所", "云溪大学"])
def test_what_nothing_explains_stands_for_itself(name: str) -> None:
    found = resolve(name, "630000")
    assert not found.resolved and found.problem is None
    assert found.name.endswith(name.removeprefix("省"))


@pytest.mark.parametrize(
    ("first", "second"), [("630000", "340000"), ("150200", "630100"), ("360922", "630121")]
)
def test_the_same_words_elsewhere_are_another_body(first: str, second: str) -> None:
    names = ["市财政局", "省水利厅", "县公安局", "财政局", "各县（市、区）人民政府", "某某领导小组"]
    assert all(resolve(name, first).id != resolve(name, second).id for name in names)


_HOMES = ["630000", "630100", "150200", "110105", "640000", "650000", "320576", "659001", YUNXI, YUNXI_CITY]


@pytest.mark.parametrize("n", range(len(_HOMES)))
@pytest.mark.parametrize("every", [len(_HOMES), pytest.param(1, marks=pytest.mark.long)])
def test_every_local_body_comes_back_by_its_id(n: int, every: int) -> None:
    """All bodies in turn at one of the homes each, or at every home."""
    registry, home = Registry.load(), _HOMES[n]
    place = regions.region(home) if isinstance(home, str) else home
    assert place is not None
    found = [
        registry.resolve(before + form, place, scope="d")
        for form in list(registry.known.local)[n % every :: every]
        for before in ("省", "市", "县", "", place.name)
    ]
    settled = [answer for answer in found if answer.region or not place.code]
    again = {answer: registry.by_id(answer.id, place) for answer in settled}
    assert [answer.id for answer in found if registry.by_id(answer.id, place).id != answer.id] == []
    assert [answer for answer in settled if answer.resolved and answer != again[answer]] == []


def test_every_body_of_one_seat_and_what_it_points_at_comes_back_by_its_id() -> None:
    registry = Registry.load()
    found = [registry.resolve(name, national=True) for name in registry.known.bodies]
    pointed = [other for answer in found for other in (answer.parent, answer.successor) if other]
    assert [answer for answer in found if registry.by_id(answer.id) != answer] == []
    assert [other for other in pointed if not registry.by_id(other).resolved] == []


@pytest.mark.parametrize(
    ("agency_id", "kind", "parent"),
    [
        ("630000-中共青海省委员会", "agency", "000000-中共中央"),
        ("150000-中共内蒙古自治区党委机构编制委员会办公室", "agency", "150000-中共内蒙古自治区委员会"),
        ("630100-中共西宁市委办公厅", "agency", "630100-中共西宁市委员会"),
        ("320576-苏州工业园区管理委员会", "agency", "320500-苏州市人民政府"),
        ("630000-各市（州）人民政府", "group", None),
        ("630000-某某研究所", "agency", None),
        ("d-云溪省发展和改革委员会", "agency", "d-云溪省人民政府"),
    ],
)
def test_an_id_gives_its_agency(agency_id: str, kind: str, parent: str | None) -> None:
    found = Registry.load().by_id(agency_id, YUNXI)
    assert (found.id, found.kind, found.parent) == (agency_id, kind, parent)


def _judged() -> list[tuple[int, str, str, Resolution]]:
    """Return times drawn, printed name, judged id and resolution of each line of the judged list."""
    rows = []
    lines = Path(__file__).with_name("judged_names.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            count, document, region, printed, judged = line.split("\t")
            home = regions.find_region(region) if region else None
            rows.append((int(count), printed, judged, resolve(printed, home, home is None, document)))
    return rows


def test_two_hundred_mentions_drawn_at_random_go_to_the_right_agency() -> None:
    rows = _judged()
    assert sum(count for count, *_ in rows) == 200
    right = sum(count for count, _, judged, found in rows if found.id == judged)
    assert right / 200 >= 0.97


def test_no_two_of_them_are_made_one_and_at_most_two_are_made_two() -> None:
    rows = _judged()
    bodies_of_id = {
        found.id: {judged for _, _, judged, other in rows if other.id == found.id} for *_, found in rows
    }
    ids_of_body = {
        body: {found.id for _, _, judged, found in rows if judged == body} for _, _, body, _ in rows
    }
    assert [bodies for bodies in bodies_of_id.values() if len(bodies) > 1] == []
    assert sum(len(ids) - 1 for ids in ids_of_body.values()) <= 2


def test_every_line_of_bodies_ends() -> None:
    after = {entry["name"]: entry.get("successor", "") for entry in load("central_bodies")}
    functions = {entry["name"]: entry.get("successor", "") for entry in load("functions")}
    for successors in (after, functions):
        for name in successors:
            way = [name]
            while following := successors.get(way[-1]):
                assert following not in way
                way.append(following)
