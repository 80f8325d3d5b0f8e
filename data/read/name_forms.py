"""How names of places are written alike before they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from utils.formatting import join_words

#: Longer than any name; what is beyond cannot help to find a name.
LONGEST: Final = 100
APOSTROPHES: Final = re.compile("['`\u00b4\u2018\u2019]")
OTHER_SIGNS: Final = re.compile(r"[^0-9a-z]+")
TITLE_BEFORE: Final = re.compile(
    r"^(the )?((city|county|(metropolitan |london |royal )?borough) of|county|the) (?=\w)"
)
TITLE_AFTER: Final = re.compile(
    r" ((city|county) of|((metropolitan |london )?(city|county|borough|district|unitary) )*council"
    r"|mbc|lbc|bc|dc|cc)$"
)
#: What tells towns of one name apart: the river, the hundred or the lord they are called after.
AFTER_THE_TOWN: Final = re.compile(r"^(\w[\w' ]*?)[- ](upon|under|on|in|by|next|le|super|cum)[- ]")
#: Between a name that people know and the official one.
BEFORE_THE_OFFICIAL: Final = ", "
IN_BRACKETS: Final = re.compile(r"^(.+?) \((.+)\)$")


def plain_name(text: str) -> str:
    """A name as it is compared: no case, accents or punctuation, "and" and "saint" written out.

    >>> plain_name("Tyne & Wear, St. Helens")
    'tyne and wear saint helens'
    """
    letters = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    joined = APOSTROPHES.sub("", letters.replace("&", " and "))
    unaccented = "".join(letter for letter in joined if not unicodedata.combining(letter))
    words = OTHER_SIGNS.sub(" ", unaccented).split()
    return " ".join("saint" if word == "st" else word for word in words)


def bare_name(text: str) -> str:
    """A plain name without the titles of councils before and after it.

    >>> bare_name("Royal Borough of Kensington & Chelsea Council")
    'kensington and chelsea'
    """
    before, name = "", plain_name(text)
    while name != before:
        before = name
        name = TITLE_AFTER.sub("", TITLE_BEFORE.sub("", name))
    return name


def first_part(name: str) -> str:
    """A name without what tells it apart from others, as people shorten it; "" where nothing is.

    >>> first_part("Newcastle-under-Lyme"), first_part("Stoke-on-Trent"), first_part("Leeds")
    ('Newcastle', 'Stoke', '')
    """
    found = AFTER_THE_TOWN.match(name)
    return found[1] if found else ""


def without_brackets(name: str) -> str:
    """A name without the place that is put behind it in brackets.

    >>> without_brackets("Whitchurch (Shropshire)")
    'Whitchurch'
    """
    found = IN_BRACKETS.match(name)
    return found[1] if found else name


def list_names(names: Sequence[str]) -> str:
    """Names one after another, kept apart where one of them holds an "and" of its own.

    >>> list_names(["Bournemouth, Christchurch and Poole", "Dorset"]), list_names(["Ash", "Elm"])
    ('Bournemouth, Christchurch and Poole; Dorset', 'Ash and Elm')
    """
    several = len(names) > 1 and any(" and " in name for name in names)
    return "; ".join(names) if several else join_words(list(names))


def small_area_name(official: str, known_as: str) -> str:
    """What a neighbourhood or small area is called: a name that people know, then its official one.

    >>> small_area_name("Birmingham 023D", "Aston"), small_area_name("Birmingham 023D", "")
    ('Aston, Birmingham 023D', 'Birmingham 023D')
    """
    return f"{known_as}{BEFORE_THE_OFFICIAL}{official}" if known_as else official


def official_name(name: str) -> str:
    """The official name of a neighbourhood or small area of 2011, none of which has a comma.

    >>> official_name("Aston, Birmingham 023D"), official_name("Birmingham 023D")
    ('Birmingham 023D', 'Birmingham 023D')
    """
    return name.rpartition(BEFORE_THE_OFFICIAL)[2]


def neighbourhood_name(small_area: str) -> str:
    """The name of the neighbourhood of a small area, whose letter comes last.

    >>> neighbourhood_name("Aston, Birmingham 023D"), neighbourhood_name("Birmingham 023D")
    ('Aston, Birmingham 023', 'Birmingham 023')
    """
    return small_area[:-1]
