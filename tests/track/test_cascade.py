"""The command cascade: one target at the nation's, a province's, a city's and a county's level."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_analysis_cli import run
from tests.track.test_track import REPORT, extracted

PLACES = {
    "国务院": "国内生产总值增长5%左右；城镇新增就业1200万人以上；单位国内生产总值能耗降低3%左右；赤字率3%。",
    "青海省": "地区生产总值增长5%以上；城镇新增就业6万人；单位地区生产总值能耗降低3.5%；赤字率3.2%。",
    "西宁市": "地区生产总值增长6%；城镇新增就业2万人；单位地区生产总值能耗降低2%。",
    "海东市": "地区生产总值增长4.5%—5.5%。",
    "大通回族土族自治县": "地区生产总值增长6%左右。",
    "四川省": "地区生产总值增长4.5%。",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    for name, goals in PLACES.items():
        text = REPORT.format(year=2026, last=2025, told="社会保持稳定。", promised=goals)
        (folder / f"{name}.txt").write_text(text.replace("青海省政府", f"{name}政府"), encoding="utf-8")
    return extracted(folder)


def cascade(out: Path, *more: Any) -> dict[str, dict[str, Any]]:
    result = run("cascade", out, "--format", "json", "--year", "2026", *more)
    assert result.exit_code == 0, result.stderr
    return {step["region"]: step for step in json.loads(result.stdout)}


def test_each_is_set_beside_the_nearest_one_above(out: Path) -> None:
    steps = cascade(out, "--indicator", "gdp_growth")
    assert {name: (step["above"], step["relation"], step["difference"]) for name, step in steps.items()} == {
        "全国": (None, "nothing above", None),
        "四川省": ("全国", "looser", "-0.5"),
        "青海省": ("全国", "tighter", "0"),
        "西宁市": ("青海省", "tighter", "1"),
        "海东市": ("青海省", "looser", "-0.5"),
        "大通回族土族自治县": ("西宁市", "looser", "0"),
    }
    assert [step["level"] for step in steps.values()] == [
        "nation", "province", "province", "city", "city", "county",
    ]  # fmt: skip


def test_a_greater_fall_is_tighter_and_without_a_better_side_there_is_only_higher(out: Path) -> None:
    steps = cascade(out, "--indicator", "energy_intensity")
    assert (steps["青海省"]["relation"], steps["西宁市"]["relation"]) == ("tighter", "looser")
    assert cascade(out, "--indicator", "deficit_ratio")["青海省"]["relation"] == "higher"


def test_amounts_are_parts_of_the_whole(out: Path) -> None:
    steps = cascade(out, "--indicator", "new_urban_jobs")
    assert (steps["青海省"]["relation"], steps["青海省"]["difference"]) == ("part", "0.5")
    assert (steps["西宁市"]["relation"], steps["西宁市"]["difference"]) == ("part", "33.33")


def test_a_region_comes_with_what_stands_above_it(out: Path) -> None:
    assert set(cascade(out, "--indicator", "gdp_growth", "--region", "西宁市")) == {
        "全国", "青海省", "西宁市", "大通回族土族自治县",
    }  # fmt: skip


def test_csv_and_table(out: Path) -> None:
    text = run("cascade", out, "--indicator", "gdp_growth", "--format", "csv").stdout
    assert len(list(csv.DictReader(io.StringIO(text)))) == 6
    assert "targets: 6" in run("cascade", out, "--indicator", "gdp_growth").stdout


def test_a_picture_by_its_suffix(out: Path, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg", "a.png"):
        assert (
            run(
                "cascade", out, "--indicator", "gdp_growth", "--year", "2026", "-o", tmp_path / name
            ).exit_code
            == 0
        )
    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert all(place in drawn for place in ("全国", "青海省", "大通回族土族自治县"))
    assert drawn == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    "options", [["--indicator", "增速", "--indicator", "就业"], ["--indicator", "没有的指标"]]
)
def test_what_cannot_be_drawn_is_said_and_nothing_is_left(
    out: Path, tmp_path: Path, options: list[str]
) -> None:
    result = run("cascade", out, *options, "-o", tmp_path / "a.svg")
    assert result.exit_code == 1 and str(tmp_path / "a.svg") in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_indicator_is_needed(out: Path) -> None:
    assert run("cascade", out).exit_code == 2


def test_what_is_a_head_is_no_part_of_the_whole(tmp_path: Path) -> None:
    folder = tmp_path / "incomes"
    folder.mkdir()
    for place, income in (("青海省", 30000), ("西宁市", 45000)):
        goal = f"居民人均可支配收入达到{income}元。"
        text = REPORT.format(year=2026, last=2025, told="社会保持稳定。", promised=goal)
        (folder / f"{place}.txt").write_text(text.replace("青海省政府", f"{place}政府"), encoding="utf-8")
    step = cascade(extracted(folder), "--indicator", "income_per_capita")["西宁市"]
    assert (step["relation"], step["difference"]) == ("tighter", "15000")
