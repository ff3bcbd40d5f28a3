"""Values: classes that hold what a stage found, immutable to the type checker.

A document makes some ten thousand of them on the way to its records. A frozen dataclass sets each field
by a call, which was a fifth of the time of a document; here the type checker alone refuses to set a
field. The records themselves, which others receive, are frozen at run time too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]: ...
@overload
def value(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, kw_only: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Return the class as a dataclass with slots that compares and hashes by its fields."""
    make = dataclass(slots=True, unsafe_hash=True, kw_only=kw_only)
    return make if cls is None else make(cls)
