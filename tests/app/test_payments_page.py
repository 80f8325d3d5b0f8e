"""The page on payments that places publish: what they are, by theme, who was paid, and nobody."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.read.payments import PaymentReader
from tests.app.reading import HIDDEN, address, notices, open_app, shown_text
from utils.charts.payments import GREY, ONLY_SAID
from utils.ui.payments.source import line_table
from utils.ui.payments.suppliers import MOST_SHOWN, supplier_table
from utils.ui.shared.loaders import load_payments, load_places

DURHAM, LUTON, BIRMINGHAM = "E06000047", "E06000032", "E08000025"
READER = load_payments()


def open_payments(**address: str) -> AppTest:
    app = open_app(page="payments.py", **address)
    assert not app.exception
    return app


def test_the_first_sentence_says_how_much_by_whom_when_and_what_it_is_not() -> None:
    app = open_payments(place=DURHAM)
    (count,) = READER.of_place(load_places().place(DURHAM))
    text = shown_text(app)
    assert (
        app.header[0].value
        == "Payments to suppliers over £500, Durham County Council, October 2024"
    )
    assert f"Durham County Council paid £61.92 million in {count['payments']:,} payments" in text
    assert (
        "one month of the payment file of one body (payments of £500 or more, without VAT)" in text
    )
    assert "This is not all that was spent: salaries" in text
    assert "has no theme" in text


def test_the_place_of_the_programme_is_the_authority_of_the_same_area() -> None:
    assert "Durham County Council paid" in shown_text(open_payments(place="durham"))
    assert "publishes no payments here yet" in shown_text(
        open_payments(place="central_bedfordshire_and_luton")
    )


def test_without_a_place_the_places_that_publish_are_named_and_how_one_does() -> None:
    text = shown_text(open_payments())
    assert "What councils paid their suppliers, in places that show it here:" in text
    for count in READER.counts:
        assert READER.place_of(count).name in text
    assert "Your council can show its payments here: ask whoever runs this site." in text
    other = shown_text(open_payments(place=BIRMINGHAM))
    assert "Birmingham publishes no payments here yet. These places do:" in other


def test_suppliers_are_found_by_words_in_the_address() -> None:
    app = open_payments(place=DURHAM, q="construction kier")
    table = app.dataframe[0].value
    assert table["Supplier"].str.contains("KIER CONSTRUCTION").all()
    assert address(app)["q"] == "construction kier"
    assert "1 supplier has “construction kier” in the name, paid £4.364 million." in shown_text(app)
    nothing = open_payments(place=DURHAM, q="zzzz")
    text = shown_text(nothing)
    assert "No supplier named here has “zzzz” in the name. One who has may be among those" in text
    assert not nothing.dataframe


def test_suppliers_are_shown_of_a_theme_with_or_without_a_search() -> None:
    (count,) = READER.of_place(load_places().place(DURHAM))
    app = open_payments(place=DURHAM, **{"for": "older_people"})
    found = READER.by_supplier(count, theme="older_people")
    assert app.dataframe[0].value["£"].iloc[0] == round(
        next(supplier.amount for supplier in found if supplier.is_named)
    )
    assert "for older people" in shown_text(app)
    assert "% of the money for this theme." in shown_text(app)
    app.selectbox(key="for").set_value("").run()
    assert "for" not in address(app)
    assert "% of the money. The 50 paid most are shown" in shown_text(app)


def test_an_unknown_theme_is_said_and_all_are_shown() -> None:
    app = open_payments(place=DURHAM, **{"for": "moon"})
    assert "asks for the theme of payments “moon”, which is not here" in notices(app)[0]


def test_a_theme_for_which_another_place_paid_nothing_is_said() -> None:
    app = open_payments(place=LUTON, **{"for": "young_people_leaving_care"})
    assert not notices(app)
    app.session_state["place"] = DURHAM
    app.run()
    said = "Nothing was paid for young people leaving care in these payments, so all themes are"
    assert said in notices(app)[0]


def test_sums_of_themes_are_the_sum_of_all() -> None:
    for count in READER.counts:
        parts = [
            supplier.amount
            for theme in READER.by_theme(count)
            for supplier in READER.by_supplier(count, theme=theme.theme)
        ]
        assert sum(parts) == pytest.approx(count["counted_gbp"], abs=0.01)


def test_a_small_theme_is_explained_beside_the_chart() -> None:
    app = open_payments(place=DURHAM)
    captions = [HIDDEN.sub(r"\1", caption.value) for caption in app.caption]
    assert f"{ONLY_SAID} {GREY}" in captions


def test_words_on_vat_and_what_the_publisher_says_of_it_agree() -> None:
    text = shown_text(open_payments(place=LUTON))
    assert "no column of the file says whether with VAT" in text
    assert "Where this is from, and what the publisher says of VAT" in text
    assert "The publisher says: Most payments are without VAT;" in text


def test_no_search_finds_what_is_put_together() -> None:
    for words in ("individuals", "not named", "suppliers not"):
        assert "Individuals" not in [
            name
            for frame in open_payments(place=DURHAM, q=words).dataframe
            for name in frame.value.get("Supplier", [])
        ]


@pytest.mark.parametrize("words", ["[a](http://evil.example)", "<script>x</script>", "![p](//e)"])
def test_words_of_a_search_are_shown_as_they_are(words: str) -> None:
    app = open_payments(place=DURHAM, q=words)
    assert f"“{words}”" in shown_text(app)
    bodies = [block.proto.body for block in app.get("html")]
    assert not any("evil.example)" in body and '<a href="http://evil' in body for body in bodies)
    assert not any("<script" in body for body in bodies)


def test_the_table_is_bounded_and_sorted_and_people_are_apart() -> None:
    app = open_payments(place=DURHAM)
    table = app.dataframe[0].value
    assert len(table) == MOST_SHOWN
    assert table["£"].is_monotonic_decreasing
    assert "Individuals, together: " in shown_text(app)
    assert not table["Supplier"].str.contains("Individual|not named").any()


def test_other_figures_of_the_place_stand_beside_without_a_share() -> None:
    app = open_payments(place=DURHAM)
    text = shown_text(app)
    for words in (
        "Payments counted here: £61.92 million, October 2024: 1 of the 12 months of 2024-25",
        "Net revenue outturn of County Durham council, all services: £1.042 billion, 2024-25",
        "All public money of the place, an estimate: £7.583 billion (between £7.252 billion and",
        "None of these is a part of another, so no share is given.",
    ):
        assert words in text
    beside = text.partition("Payments counted here")[2].partition("Where this is from")[0]
    assert "%" not in beside


def test_an_unknown_period_is_said_and_another_is_shown() -> None:
    app = open_payments(place=DURHAM, paid="1999-01")
    assert "asks for the period of payments “1999-01”, which is not here" in notices(app)[0]
    assert "Durham County Council paid" in shown_text(app)


def test_a_place_that_publishes_leads_there_from_its_profile_and_others_do_not() -> None:
    with_link = open_app(page="profile.py", place=LUTON, more=False)
    without = open_app(page="profile.py", place=BIRMINGHAM, more=False)
    bodies = "".join(block.proto.body for block in with_link.get("html"))
    assert 'href="payments?place=E06000032&amp;paid=2024-04"' in bodies
    assert "Where our money went, as payments show it" not in shown_text(without)


def test_without_any_published_payments_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty = PaymentReader(load_places())
    monkeypatch.setitem(vars(empty), "counts", [])
    monkeypatch.setattr("utils.ui.shared.loaders.load_payments", lambda: empty)
    text = shown_text(open_payments())
    assert "No place publishes payments here yet." in text
    assert "Your council can show its payments here" in text


def test_the_sources_page_names_whose_payments_they_are() -> None:
    text = shown_text(open_app(page="sources.py"))
    for count in READER.counts:
        assert f"{count['publisher']}, {count['dataset']}" in text


def test_the_files_have_every_supplier_to_the_penny_and_people_as_one_line() -> None:
    for count in READER.counts:
        table = supplier_table(READER.by_supplier(count), READER.theme_names)
        assert round(table["£"].sum(), 2) == round(count["counted_gbp"], 2)
        assert "Individuals, together" in set(table["Supplier"])
        lines = line_table(READER, count, READER.theme_names)
        assert round(lines["Counted"].sum(), 2) == round(count["counted_gbp"], 2)
        assert lines["Payments"].sum() == count["payments"]
