from __future__ import annotations

from utils.ui.shared.glossary import ADDRESS, load_glossary, mark_words
from utils.ui.shared.prose import Html, link, paragraph


def marked(key: str, words: str) -> str:
    return f'<a class="word" href="{ADDRESS.format(key)}">{words}</a>'


def test_a_word_leads_to_its_meaning_where_it_comes_first() -> None:
    text = mark_words(paragraph("The median of similar places; the median again."))
    assert text == (
        f"<p>The {marked('median', 'median')} of {marked('similar_places', 'similar places')}; "
        "the median again.</p>"
    )


def test_words_in_links_and_headings_are_left_alone() -> None:
    text = Html("<h3>Life expectancy</h3>{}<p>Here.</p>").format(link("median", "a?b=median"))
    assert mark_words(text) == text


def test_a_part_of_a_word_is_no_word() -> None:
    text = paragraph("medians, drivers' licences of screwdrivers")
    assert "screw<a" not in mark_words(text)
    assert mark_words(paragraph("medians")) == "<p>medians</p>"


def test_what_was_escaped_stays_escaped() -> None:
    assert "&lt;script&gt;" in mark_words(paragraph("<script> median"))


def test_a_form_belongs_to_one_word() -> None:
    forms = [form for entry in load_glossary().values() for form in entry.get("marked", [])]
    assert len(set(forms)) == len(forms)
