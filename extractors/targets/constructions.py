"""Constructions: what a group of amounts measures, one row of the table for each way to say it."""

import re
from collections.abc import Callable

from extractors.targets.aspects import is_given
from extractors.targets.clauses import CLOSED, Clause, governing_kind, has_base_value, noun_after
from extractors.targets.indicator import is_aim, is_verb, trim_object
from extractors.targets.model import COUNTS, Binding, Memory, TagWords
from extractors.targets.objects import bind_object
from extractors.targets.predicates import OBJECTS, STATES, read_predicate, word_at
from extractors.targets.sized import bind_attained, bind_capacity, bind_dimension, bind_share_kept
from extractors.targets.subjects import bind_elided_subject, bind_subject
from extractors.values import value

_SERVICE = re.compile(
    "(?:完成)?(?:放行|办结|办理|答复|审批|受理|反馈|响应|到达|处置|送达|发放|拨付|兑付|审结|办完)"
    "|(?:完成|作出|出具)[^,;。]{2,12}"
)
_ADDRESSED = re.compile("^对(.+?)(?:抵达|符合|满足|具备|提交|属于|申请).*$")
_TOWARDS = re.compile("对([^,;。]{2,30})$")
_LOCATIVE_END = re.compile(
    "(?:大力|全面|率先|先行|深入|统一|组织)?(?:开展|实施|实行|启动|推广|推行|推开|部署|探索|试点|建设|建立|实现|完成)(?![^,;。]{0,12}的)"
)
_PLACES = frozenset(("农村", "城镇", "城市", "城乡", "农牧区", "山区", "乡村"))
_NEXT_SHARE = re.compile("(?:和|与|及|以及|、)(?=[0-9.]+%)")
_REACHING = re.compile("([^,;。0-9]{2,16}?)达到[^,;。0-9]{0,20}(?:要求|标准|目标|水平)")
_DONE = re.compile(
    "([^,;。0-9]{2,24}?)(?:全部|基本|全面|均|都|实现|如期|顺利|按期)*"
    "(?:达标|建成|通车|竣工|完工|投产|投用|投入使用|投入运营|开工|建设|挂牌|脱贫|摘帽|并网)+"
)
_AROUND = re.compile("(?:不间断|全天候|在线|值班|值守|服务|监控|监测|开放|营业|供[水热电气]|运行|待命)")
"""24小时在线监控 says how, and promises no time."""
_CYCLE = re.compile("[^,;。的]{0,4}(?:周期|阶段|任期|聘期|轮次|单元|考核期)")
_TIERS = re.compile(
    "[个批期轮步档级](?:层次|层级|批次|阶段|步骤|类别|等级|档次|梯次|轮次)|[批期步轮](?![次])"
)
_WHOLE_DAY = 24
_CLOSED_OR_NOTED = CLOSED | {"(", "\n", "的", "和", "与", "及", "或", "至", "到"}
_AT_RATE = re.compile(
    "的(?:年均|平均|年)?(?:速度|幅度|速率)(?:(递增|增长|增加|提高|上升)|(下降|递减|降低|减少))"
)
_ENTRIES = re.compile("(?:实事|措施|举措|政策|任务|方面|环节)(?=$|落地|落实|全面|见效)")
_DELIVERED = re.compile("完成|制定|出台|推出|发布|提出")
_DONE_WELL = re.compile("办[好成结理妥]|兑现|落实好")
_COUNTERS_OF_ENTRIES = frozenset("件项条个大")
_SPENT_ON = re.compile(
    ",?(?:专项|专门|专款|主要|重点|全部|统筹|优先|集中|单独)*(?:用于|用来|用以|用作|作为|投向)(?:支持|保障|开展|实施|加强|推动)?([^,;。()\n]{2,40})"
)
_PAYER = re.compile(
    ".*(?:财政|政府|集团|公司|企业|单位|部门|机构|银行|协会|局|[省市县区镇乡村级])(?:局|厅)?|[从由在].*|地方"
)
_FUND = re.compile("(.*?)((?:专项|补助|扶持|引导|工作|财政|配套|衔接|奖补)?(?:资金|经费|基金))")
_SUM = re.compile("(?:投入|投资|预算|支出)?")
Bind = Callable[[Clause, Memory], Binding | None]


@value
class Construction:
    """A way to say what a number measures."""

    name: str
    bind: Bind
    examples: tuple[str, ...]
    """Sentences that it binds."""
    rejects: tuple[str, ...] = ()
    """Sentences that look like it, and that another one binds, or none."""


def bind(clause: Clause, memory: Memory) -> Binding | None:
    """Return what the group measures, or None if it is a name or counts nothing."""
    last = clause.group[-1]
    if last.unit == "年" and last.upper is not None and clause.text[last.stop - 1] == "内":
        return None  # 在3-5年内 says by when
    if last.unit.endswith("小时") and _is_around(clause):
        return None
    if _is_tiers(clause):
        return None
    for construction in CONSTRUCTIONS:
        binding = construction.bind(clause, memory)
        if binding:
            counted = binding.indicator and not _counts_list(clause, binding.indicator)
            return binding if counted else None
    return None


def _is_around(clause: Clause) -> bool:
    """True for hours in which something goes on: 12小时营业, a whole day before its noun: 24小时手机开机."""
    last, text = clause.group[-1], clause.text
    if _AROUND.match(text, last.stop):
        return True
    whole = last.value == _WHOLE_DAY and last.upper is None and not last.after
    if not whole or clause.predicate.comparator or is_service(text[last.stop : clause.high]):
        return False
    return text[last.stop : last.stop + 1] not in _CLOSED_OR_NOTED


def _is_tiers(clause: Clause) -> bool:
    """True for 按3个层次 and 以4年为一个周期, which say how something is done."""
    text, first, last = clause.text, clause.group[0], clause.group[-1]
    if text[first.start - 1] == "为" and text.startswith("一个", first.start):
        return _CYCLE.match(text, last.stop, clause.high) is not None
    led_in = text[first.start - 1] in "按照分" or text.startswith(("分为", "分成"), first.start - 2)
    return led_in and _TIERS.match(text, last.end - 1, clause.high) is not None


def bind_told(clause: Clause) -> Binding | None:
    """Return what a count at the head of a clause counts, in a review of the past: 7所学校入选…

    In a plan such a count can be anything; in a review something is told of so many.
    """
    last = clause.group[-1]
    if last.dimension not in COUNTS or clause.predicate.kind:
        return None
    if clause.group[0].start != clause.low:
        return _told_of(clause)
    noun, _ = noun_after(clause)
    verb = next((at for at in range(1, len(noun)) if _opens_verb(noun, at)), len(noun))
    return Binding(noun[:verb].removeprefix("的"), None, None, last.stop) if verb > 1 else None


def _told_of(clause: Clause) -> Binding | None:
    """细化工作内容30项, 细化梳理16项流程: a verb that the lexicon lacks before a noun with its count."""
    words, last = clause.topic.text, clause.group[-1]
    if governing_kind(clause.topic) == "refer":
        return None
    if clause.text[last.stop : last.stop + 1] in CLOSED or clause.text[last.stop] == "(":
        return Binding(_without_unknown_verb(words, clause.tag_words), None, None, last.stop)
    noun, end = noun_after(clause)
    if noun and is_verb(words, clause.tag_words):
        return Binding(noun, None, None, end)
    return None


def _without_unknown_verb(words: str, tag_words: TagWords | None) -> str:
    """The words behind the last verb that another word follows, by their parts of speech."""
    at = last = 0
    for word, tag in tag_words(words) if tag_words and words else ():
        at += len(word)
        last = at if tag == "v" and at < len(words) - 1 else last
    return words[last:]


def _opens_verb(noun: str, at: int) -> bool:
    word, kind = word_at(noun, at, len(noun))
    return len(word) > 1 and (kind in OBJECTS or kind in STATES or kind in ("control", "manner"))


def _counts_list(clause: Clause, indicator: str) -> bool:
    """True if what is counted are the entries of a list, which something else will say: 10件实事."""
    if clause.group[-1].unit not in _COUNTERS_OF_ENTRIES or clause.predicate.kind in STATES:
        return False
    entries = _ENTRIES.search(indicator)
    if not entries:
        return False
    if _DELIVERED.search(clause.text, clause.low, clause.group[0].start):
        return False
    beside = "," in (clause.text[clause.low - 1], clause.text[clause.high : clause.high + 1])
    return not (beside and _DONE_WELL.search(clause.text, clause.low, clause.group[0].start))


def is_service(words: str) -> bool:
    """Return True if the words begin with a service that takes a time: 放行, 办结."""
    return _SERVICE.match(words) is not None


def _service(clause: Clause, memory: Memory) -> Binding | None:
    """48小时内放行: a limit to the time that a service takes."""
    last = clause.group[-1]
    within = clause.text[last.stop - 1] == "内"
    if last.dimension != "time" or not (within or clause.predicate.comparator == "le"):
        return None
    match = _SERVICE.match(clause.text, last.stop, clause.high)
    if not match:
        return None
    if not within:  # 不超过5个工作日拨付资金
        noun, end = noun_after(clause)
        return Binding(noun, clause.topic.scope, None, end)
    subject = clause.topic.text or memory.heading or memory.subject or memory.indicator
    subject = _ADDRESSED.sub(r"\1", subject)
    return Binding(subject + match[0], clause.topic.scope, None, match.end())


def _light(clause: Clause, memory: Memory) -> Binding | None:
    """对企业进行100%全覆盖检查: the object of 对, and the verb that stands as a noun."""
    if clause.predicate.kind != "light":
        return None
    towards = _TOWARDS.search(clause.text, clause.low, clause.predicate.start)
    noun, end = noun_after(clause)
    if not noun:
        return None
    return Binding((towards[1] if towards else "") + noun, clause.topic.scope, None, end)


def _locative(clause: Clause, memory: Memory) -> Binding | None:
    """在10个县开展试点: the places where something is done are counted."""
    last = clause.group[-1]
    if clause.predicate.kind != "locative" or last.dimension not in ("item", "count"):
        return None
    end = _LOCATIVE_END.search(clause.text, last.stop + 1, clause.high)
    if not end:
        return None
    noun = clause.text[last.stop : end.start()].removeprefix("的")
    return Binding(noun, clause.topic.scope, None, end.start())


def _at_rate(clause: Clause, memory: Memory) -> Binding | None:
    """以8%的速度增长: the verb of the change stands behind the value."""
    match = _AT_RATE.match(clause.text, clause.group[-1].stop, clause.high)
    if not match:
        return None
    indicator = clause.topic.text.removesuffix("以") or memory.heading or memory.indicator
    return Binding(indicator, clause.topic.scope, "increase" if match[1] else "decrease", match.end())


def _share_of(clause: Clause, memory: Memory) -> Binding | None:
    """80%以上的行政村通硬化路: the share of those of whom something holds."""
    text, last = clause.text, clause.group[-1]
    if last.unit != "%":
        return None
    owned = text[last.stop : last.stop + 1] == "的"
    if not owned and (not last.after or clause.predicate.comparator):
        return None
    rest = text[last.stop + owned : clause.high]
    if len(rest) < (3 if owned else 6) or is_aim(rest):
        return None
    if is_given(text, clause.low, clause.group[0].start, last.stop, clause.high):
        return None
    if clause.topic.text or clause.predicate.kind in STATES:
        return None
    scope = clause.topic.scope
    if next_share := _NEXT_SHARE.search(rest):
        rest = rest[: next_share.start()]
        return Binding(rest, scope, None, last.stop + owned + len(rest))
    return Binding(rest, scope, None, clause.high)


def _brought_about(clause: Clause, memory: Memory) -> Binding | None:
    """29个区县空气质量达标: the number counts those of whom the rest of the clause is said."""
    last = clause.group[-1]
    if last.dimension not in COUNTS or clause.predicate.kind or clause.topic.text:
        return None
    match = _DONE.match(clause.text, last.stop, clause.high)
    if not match or match.end() < clause.high:
        return None
    return Binding(match[1].removeprefix("的"), clause.topic.scope, None, clause.high)


def _reaching(clause: Clause, memory: Memory) -> Binding | None:
    """50平方公里以上建成区达到…要求: the number says how much of it shall."""
    last = clause.group[-1]
    if not last.after or clause.predicate.kind or clause.topic.text:
        return None
    match = _REACHING.match(clause.text, last.stop, clause.high)
    return Binding(match[1].removeprefix("的"), clause.topic.scope, None, match.end()) if match else None


def _counted_after(clause: Clause, memory: Memory) -> Binding | None:
    """解决农村8000万贫困人口的温饱: a number without a unit counts the noun behind it."""
    last, topic = clause.group[-1], clause.topic
    if last.dimension or not last.unit or (topic.text and topic.text not in _PLACES):
        return None
    noun, end = noun_after(clause)
    if not noun or clause.predicate.kind in STATES:
        return None
    return Binding(topic.text + trim_object(noun), topic.scope, clause.predicate.change, end)


def _spent_on(clause: Clause, memory: Memory) -> Binding | None:
    """县财政安排80万元,用于护林员培训: what a sum is for says what it measures, and not who pays it."""
    last = clause.group[-1]
    if last.dimension != "money" or clause.predicate.kind in ("grant", *STATES):
        return None
    match = _SPENT_ON.match(clause.text, last.stop)
    topic, fund = _without_payer(clause.topic.text, clause.tag_words) if match else ("", "")
    if match is None or topic:
        return None
    purpose = trim_object(match[1].removesuffix("等"))
    fund = "" if purpose.endswith(fund[-2:] or "\n") else fund
    return Binding(purpose + fund, clause.topic.scope, None, last.stop) if purpose else None


def _without_payer(topic: str, tag_words: TagWords | None) -> tuple[str, str]:
    """What a topic says beside who pays and that it is money, and the word for the money."""
    fund = _FUND.fullmatch(topic)
    payer, money = fund.groups() if fund else (topic, "")
    payer = payer[: read_predicate(payer, 0, len(payer), {}).start]
    if _PAYER.fullmatch(payer) or _SUM.fullmatch(payer) or is_verb(payer, tag_words):
        return "", money
    return topic, money


def _time_of(clause: Clause, memory: Memory) -> Binding | None:
    """教师每年至少1个月在企业实训: a time that is spent on what follows."""
    last = clause.group[-1]
    if last.dimension != "time" or clause.predicate.kind or not clause.predicate.comparator:
        return None
    if clause.text[last.stop : last.stop + 1] != "在":
        return None
    return Binding(clause.text[last.stop : clause.high], clause.topic.text or None, None, clause.high)


def _base_value(clause: Clause, memory: Memory) -> Binding | None:
    """比1980年的32056万吨增长12%: the value of the base."""
    if not has_base_value(clause):
        return None
    named = clause.topic.text or memory.heading or memory.indicator
    return Binding(named, clause.topic.scope, None, clause.group[-1].stop) if named else None


CONSTRUCTIONS = (
    Construction(
        "base value",
        _base_value,
        ("石油产量比1985年的120万吨增长25%。",),
        ("石油产量比1985年增长25%。",),
    ),
    Construction("change behind", _at_rate, ("旅游收入以8%的速度增长。",), ("旅游收入增速达到8%。",)),
    Construction(
        "time of a service",
        _service,
        ("投诉举报48小时内办结。", "不超过5个工作日拨付资金。", "补正材料3个工作日内完成复核。"),
        ("5个工作日内办结率达到98%。", "办理时限压缩到5个工作日以内。"),
    ),
    Construction(
        "capacity", bind_capacity, ("形成年产50台机床的制造能力。",), ("年产50台机床。", "制造能力达到50台。")
    ),
    Construction(
        "dimension", bind_dimension, ("建设8米高货架。", "研制4米直径储罐。"), ("货架高度达到8米。",)
    ),
    Construction("verb as a noun", _light, ("对在产企业进行100%全覆盖检查。",), ("检查企业100家。",)),
    Construction(
        "places",
        _locative,
        ("在12个县开展试点。", "在36个大城市率先实现污水全部收集。"),
        ("开展试点12个。", "在校学生达到12万人。"),
    ),
    Construction(
        "spent on",
        _spent_on,
        ("县财政每年安排80万元,专项用于护林员培训。", "筹措资金3亿元,用于校舍改造。"),
        ("教育支出12亿元,用于校舍改造。", "县财政安排80万元。"),
    ),
    Construction("time spent", _time_of, ("教师每年至少1个月在企业实训。",), ("实训时间至少1个月。",)),
    Construction(
        "share kept",
        bind_share_kept,
        ("三级医院预留20%的号源。", "加强25%的乡镇卫生院科室建设。"),
        ("完成20%的任务。", "预留比例达到20%。"),
    ),
    Construction(
        "attained by",
        bind_attained,
        ("中小学100%完成校舍改造。", "规上企业100%实现数字化管理。"),
        ("校舍改造完成率100%。", "中小学达到100%。"),
    ),
    Construction(
        "share of those",
        _share_of,
        ("80%以上的行政村建成卫生室。", "4/5以上的乡镇通公交。"),
        ("行政村通公交比例达到80%以上。", "下降10%的目标。"),
    ),
    Construction(
        "extent that reaches",
        _reaching,
        ("30平方公里以上建成区达到海绵城市要求。",),
        ("建成区达到30平方公里以上。",),
    ),
    Construction(
        "counted in a state", _brought_about, ("29个区县空气质量达标。",), ("29个区县创建示范县。",)
    ),
    Construction(
        "counted noun", _counted_after, ("解决农村8000万贫困人口的温饱。",), ("贫困人口减少8000万。",)
    ),
    Construction(
        "object",
        bind_object,
        ("建设5万亩高标准农田。", "将12个以上康复项目纳入医保。"),
        ("建设高标准农田5万亩。", "依托5个园区发展产业。"),
    ),
    Construction(
        "subject",
        bind_subject,
        ("森林覆盖率达到45%。", "建设高标准农田5万亩。", "封山育林3万亩。"),
        ("建设5万亩高标准农田。",),
    ),
    Construction(
        "elided subject",
        bind_elided_subject,
        ("森林覆盖率提高2个百分点,达到45%。", "公办学位:2024年1200个。"),
        ("森林覆盖率达到45%。",),
    ),
)
"""Tried in this order: the closer one looks at the words, the earlier."""
