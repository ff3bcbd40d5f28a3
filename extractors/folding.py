"""A half-width copy of a text, of the same length, to match patterns on."""

_PUNCTUATION = {
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "﹝": "[",
    "﹞": "]",
    "［": "[",
    "］": "]",
    "﹙": "(",
    "﹚": ")",
}
_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(a): b for a, b in _PUNCTUATION.items()}
_FOLD |= dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F], " ")
_FOLD |= dict.fromkeys([0x2013, 0x2014, 0x2015, 0x2212, 0x301C, 0xFF5E], "-") | {ord("~"): "-"}
_FOLD |= dict.fromkeys([0x00B7, 0x2022, 0x30FB, 0x2027, 0xFF65], "·")


def fold(text: str) -> str:
    """Return the text with full-width forms, brackets, dashes and spaces as their plain ASCII ones.

    Every character maps to one character, so a span in the copy is a span in the text.

    >>> fold("（Ａ）２０２５年　３％～５％")
    '(A)2025年 3%-5%'
    """
    return text.translate(_FOLD)
