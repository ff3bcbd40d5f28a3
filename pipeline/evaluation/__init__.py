"""Measure zeren: accuracy against gold files, speed and memory against jieba and PDF libraries."""
