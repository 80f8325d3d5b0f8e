"""The parts of the page on help: how to use the atlas, its words, what is new, accessibility."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast

import streamlit as st
import yaml

from utils.config import DECLARED_DIR, feedback_address, is_staff
from utils.markdown import Markdown
from utils.ui.shared.glossary import load_glossary
from utils.ui.shared.prose import Html, join, link, paragraph, render_prose
from utils.ui.shared.state import choose

NEWS_FILE: Final = DECLARED_DIR / "news.yml"
GUIDE: Final = """
1. **Find your place.** Type a council, postcode, town or ward in the search at the top of any page.
2. **Read the answer.** The tiles say how much public money is spent per person, how healthy people
   are, and whether the difference from England or from similar places is clear.
3. **Look further.** Each tile leads to its page. **Compare** sets two to six places side by side,
   **Public money** shows who spends what, and **Health gaps** shows inequality inside a place.
4. **Take it with you.** **Share** copies a link to what you see. Each chart has its picture and
   its figures to download, and **Place** makes a brief and slides.
5. **Check a figure.** Select a figure that is a link to see its source, its licence and how it was
   made.

The Back button of your browser undoes your last choice.

#### What the colours and words mean

Dark colours mean more of what the title of the map says, not better or worse. We say *better* or
*worse* only where the difference is statistically clear. Where it is not, we say *no clear
difference* or *cannot tell*. No place is ranked.
"""
ACCESSIBILITY: Final = """
We want everybody to be able to use this atlas. It is made to meet the Web Content Accessibility
Guidelines 2.2 at level AA.

- Everything can be used by keyboard alone. The map moves with the arrow keys, and the search
  selects an area as a click does.
- Every map and chart has its figures as a table.
- Colours keep their order for people with colour vision deficiency, and no meaning rests on colour
  alone.
- The pages follow the light or dark setting of your device, and can be enlarged to 400%.

**What does not work well yet.** Large tables are drawn on a canvas: a screen reader reads them
cell by cell. Download them as CSV instead.

Automatic checks with axe run on every page, at the width of a phone and of a laptop. They do not
find every fault.
"""
PRIVACY: Final = """
This atlas asks nobody who they are. It has no advertising, no tracking and no parts of other sites.

- **Cookies.** There is one, `_streamlit_xsrf`. It stops other sites from acting in your name and
  is deleted when you close your browser. The site needs it, so we do not ask for consent.
- **In your browser.** A note of the light or dark setting of each page (`stActiveTheme`). You can
  delete it with the data of the site.
- **On the server.** What you search for and choose is used to answer you and is forgotten two
  minutes after you leave. What you choose is also in the address, so whoever you send it to can
  see it.
- **In the log.** The kind of page, whether it could be shown and how long it took: not what you
  searched for or chose, and not your network address, which is used only while you visit, to
  share the server fairly. If a page fails, the note of the error may include what was wrong in its
  address.

Whoever runs this server may keep more, for example in a server before it. Ask them.
"""
PRIVACY_OF_STAFF: Final = """
For staff who sign in, there is more:

- **Cookies.** `_streamlit_user` and `_streamlit_user_tokens` have what your organisation says of
  you when you sign in. They are deleted when you sign out, or after 30 days. `_streamlit_session`
  is there while you sign in, and `atlas_page_to_open` keeps the page you came from until you have.
- **On the server.** Files that you upload are removed when you close the work, or after a day.
- **In the log.** Your name, what you did and when, and the name and size of each file that you
  used. If you look at new data, your name is kept beside them until they are published or dropped.
"""
LICENCES: Final = """
- **The figures** are published under the licences that their sources name, most of them the Open
  Government Licence. Each figure's source has its own.
- **The code** of the atlas is under the licence in its file `LICENSE`.
- **Libraries.** The atlas is built on open source libraries, none of which is under the GNU General
  Public License. All are listed, with version and licence, in `deploy/sbom.cdx.json` of the code.
"""


def render_help() -> None:
    """Show the part that was chosen."""
    chosen = choose("about", list(PARTS), default="guide", words="the guide")
    st.segmented_control(
        "Part",
        list(PARTS),
        key="about",
        format_func=lambda part: PARTS[part][0],
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )
    PARTS[chosen][1]()


def help_address() -> dict[str, str]:
    """The part that was chosen, as a parameter of the address."""
    return {"about": st.session_state["about"]}


def _render_guide() -> None:
    """The way through the atlas in five steps."""
    st.markdown(GUIDE)


def _render_glossary() -> None:
    """Every word that is explained, in the order of the alphabet."""
    entries = sorted(load_glossary().items(), key=lambda entry: entry[1]["word"].casefold())
    items = [
        Html('<dt id="word-{}"><strong>{}</strong></dt><dd>{}</dd>').format(
            key, entry["word"], entry["meaning"]
        )
        for key, entry in entries
    ]
    # Not as prose: here no word needs a link to its meaning.
    st.html(join(Html("<dl>"), *items, Html("</dl>")))


@cache
def _news() -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", yaml.safe_load(NEWS_FILE.read_text(encoding="utf-8")))


def _render_news() -> None:
    """What changed for readers, newest first."""
    for entry in _news():
        st.markdown(f"**{entry['date']:%-d %B %Y}.** {Markdown(entry['news'])}")


def _render_accessibility() -> None:
    """The accessibility statement, with where to write to if an address is set."""
    st.markdown(ACCESSIBILITY)
    address = feedback_address()
    if address:
        render_prose(
            paragraph("If something does not work for you, ", link("tell us", address), ".")
        )


def _render_privacy() -> None:
    """What is kept of a visit, and where; with whom to ask if an address is set."""
    st.markdown(PRIVACY)
    if is_staff():
        st.markdown(PRIVACY_OF_STAFF)
    address = feedback_address()
    if address:
        render_prose(paragraph("If you have a question, ", link("write to us", address), "."))


def _render_licences() -> None:
    """Under which terms the figures, the code and the libraries are."""
    st.markdown(LICENCES)


PARTS: Final[Mapping[str, tuple[str, Callable[[], None]]]] = {
    "guide": ("How to use it", _render_guide),
    "words": ("Glossary", _render_glossary),
    "news": ("What is new", _render_news),
    "accessibility": ("Accessibility", _render_accessibility),
    "privacy": ("Privacy and cookies", _render_privacy),
    "licences": ("Licences", _render_licences),
}
