"""What was read as examples to train other programs with, and as words for jieba."""

from pipeline.training.examples import SPLITS, Example, find_examples, split_of
from pipeline.training.words import find_words
from pipeline.training.writers import FOLDERS, WRITERS

__all__ = ["FOLDERS", "SPLITS", "WRITERS", "Example", "find_examples", "find_words", "split_of"]
