"""Headline indicators 指标: which one a target names, and what of it is measured."""

from extractors.indicators.lexicon import Indicator, Measure, find_indicator, load_indicators
from extractors.indicators.matching import canonical_head, identify
from extractors.indicators.names import words_of

__all__ = [
    "Indicator",
    "Measure",
    "canonical_head",
    "find_indicator",
    "identify",
    "load_indicators",
    "words_of",
]
