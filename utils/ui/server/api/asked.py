"""Checks the parameters of an address against what its resource declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from utils.errors import AtlasError, InvalidInputError
from utils.formatting import join_words
from utils.ui.server.api.declared import LONGEST, Parameter, Resource


class AddressError(AtlasError):
    """An address is not as described; the message says what came and what is allowed."""


def read_asked(resource: Resource, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The parameters of an address with the defaults of those that it does not have.

    Raises:
        AddressError: one is unknown, repeated, missing or outside what is declared.
    """
    declared = {parameter.name: parameter for parameter in resource.parameters}
    given = dict(pairs)
    repeated = [name for name, number in Counter(name for name, _ in pairs).items() if number > 1]
    wrong = [name for name in given if name not in declared]
    if wrong or repeated:
        words = f"each once at most, of {join_words(list(declared))}"
        raise _refuse("parameters", sorted({*wrong, *repeated}), words)
    missing = [name for name, part in declared.items() if part.is_required and name not in given]
    if missing:
        raise _refuse("parameters", sorted(given), f"also {join_words(missing)}")
    for name, text in given.items():
        check_value(declared[name], text)
    defaults = {name: part.default for name, part in declared.items() if part.default is not None}
    return {**defaults, **given}


def check_value(parameter: Parameter, text: str) -> None:
    """Check a value against what is declared.

    Raises:
        AddressError: it is outside that.
    """
    if parameter.allowed and text not in parameter.allowed:
        raise _refuse(parameter.name, text, ", ".join(parameter.allowed))
    if parameter.bounds:
        least, most = parameter.bounds
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if not is_number or not least <= int(text) <= most:
            raise _refuse(parameter.name, text, f"a whole number from {least} to {most}")
    elif not 0 < len(text) <= LONGEST:
        raise _refuse(parameter.name, text, f"1 to {LONGEST} characters")


def _refuse(argument: str, received: object, expected: str) -> AddressError:
    error = InvalidInputError(argument=argument, received=received, expected=expected)
    return AddressError(str(error))
