"""An analyst's own names: the form of the lexicons, examples tested the same way, clear errors."""

import pytest

from extractors.agencies import regions
from extractors.agencies.additions import AdditionsError, parse_additions, registry_with
from extractors.agencies.registry import Registry
from extractors.agencies.units import is_unit

ADDITIONS = """
[[entry]]
name = "青原创新港"
names = ["创新港"]
region = "630000"
superior = "青海省人民政府"
examples = ["创新港 = 青原创新港"]

[[entry]]
name = "未来产业"
forms = ["未产"]
kinds = ["局"]
successor = "工业和信息化"
examples = ["市未产局 = 云溪市未来产业局"]

[[entry]]
name = "{place}低空经济专班"
forms = ["低空专班"]
superior = "{place}人民政府"
examples = ["省低空专班 = 云溪省低空经济专班"]

[[entry]]
name = "水务工程"
forms = ["水利"]
kinds = ["厅"]
examples = ["市水利厅 = 云溪市水务工程厅"]
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("创新港", "630000-青原创新港"),
        ("省未产局", "630000-青海省未来产业局"),
        ("省低空专班", "630000-青海省低空经济专班"),
        ("省发改委", "630000-青海省发展和改革委员会"),
        ("省水利厅", "630000-青海省水务工程厅"),  # what an analyst says goes before the package
    ],
)
def test_added_names_are_known_beside_those_of_the_package(name: str, expected: str) -> None:
    found = registry_with(ADDITIONS).resolve(name, regions.region("630000"))
    assert (found.id, found.resolved) == (expected, True)


def test_an_added_function_has_its_successor() -> None:
    found = registry_with(ADDITIONS).resolve("省未产局", regions.region("630000"))
    assert found.successor == "630000-青海省工业和信息化厅"


def test_added_names_are_units_in_the_block_only() -> None:
    assert not is_unit("创新港")
    with registry_with(ADDITIONS).in_use():
        assert is_unit("创新港") and is_unit("省水利厅")
    assert not is_unit("创新港")


def test_nothing_stays_in_the_registry_of_the_package() -> None:
    assert registry_with(ADDITIONS) is not registry_with("")
    assert registry_with("") is Registry.load()
    assert not Registry.load().resolve("创新港", regions.region("630000")).resolved
    assert Registry.load().resolve("省水利厅", regions.region("630000")).name == "青海省水利厅"


BODY = '[[entry]]\nname = "甲港"\nexamples = ["甲港 = 甲港"]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[entry", "no TOML: "),
        ("", "something else than"),
        ("entry = 1", "something else than"),
        ("entry = [1]", "entry 1: is no table"),
        (BODY + "[other]\n", "something else than"),
        (BODY + "[[entry]]\nexamples = []\n", "entry 2: "),
        ('[[entry]]\nname = "甲港"\n', "entry 1, 甲港: has no examples"),
        ('[[entry]]\nname = "甲港"\nexamples = []\n', "examples is no list of texts, or empty"),
        (BODY + 'form = ["甲"]\n', "form is no field of such an entry; those are name, "),
        (BODY + 'names = "甲"\n', "names is no list of texts"),
        (BODY + "names = [1]\n", "names holds something else than texts"),
        (BODY + 'region = "999999"\n', "999999 is no code of a region"),
        (BODY + 'superior = "乙部"\n', "the superior 乙部 is no known body"),
        ('[[entry]]\nname = "甲港"\nexamples = ["甲港"]\n', "甲港 is no example; write"),
        (
            '[[entry]]\nname = "甲港"\nexamples = ["乙港 = 甲港"]\n',
            "entry 1, 甲港: 乙港 gives 乙港, not ",
        ),
        (
            '[[entry]]\nname = "甲"\nkinds = ["局"]\nsuccessor = "乙"\nexamples = ["市甲局 = 云溪市甲局"]\n',
            "the successor 乙 is no known function",
        ),
    ],
)
def test_a_bad_file_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(AdditionsError) as error:
        parse_additions(text)
    assert message in str(error.value)
