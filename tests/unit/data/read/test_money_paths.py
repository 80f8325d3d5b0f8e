from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.accounts import Account
from data.read.money_paths import DRAWN, EARNED, ELSEWHERE, REST, add_up, find_paths

FLOWS = {
    "own_funding": {"kind": "own"},
    "grants_inside": {"kind": "grant"},
    "housing_benefit": {"kind": "benefits"},
    "council_tax_benefit": {"kind": "returned"},
    "other_levies": {"kind": "outside"},
}
#: Whole pounds, so that sums are exact; zero and less than zero are in the returns too.
POUNDS = st.integers(-10_000_000, 10_000_000).map(float)


def councils(**changes: float) -> Account:
    uses = {"transport_levy": 50.0, "council_tax_benefit": 20.0} | changes
    return Account(
        body="council",
        services={"education": 500.0, "highways_transport": -30.0},
        uses=uses,
        sources={"own_funding": 400.0, "grants_inside": 300.0},
    )


def transport(received: float = 60.0) -> Account:
    return Account(
        body="transport",
        services={"highways_transport": 45.0},
        sources={"own_funding": -2.0},
        received={"transport_levy": received},
    )


def test_a_levy_is_a_transfer_between_two_accounts_and_counted_once() -> None:
    paths = find_paths([councils(), transport()], flows=FLOWS)
    (levy,) = (path for path in paths if path.kind == "levy")
    assert (levy.giver, levy.taker, levy.amount) == ("body:council", "body:transport", 50.0)
    sums = add_up(paths)
    assert sums.twice == 50 + 20
    assert sums.net == sums.gross - 70


def test_a_levy_that_nobody_here_receives_goes_elsewhere_and_is_not_counted_twice() -> None:
    paths = find_paths([councils()], flows=FLOWS)
    assert [path.amount for path in paths if path.taker == ELSEWHERE] == [50.0]
    assert add_up(paths).twice == 20


def test_receivers_share_a_levy_as_they_received_it() -> None:
    combined = Account(body="combined", received={"transport_levy": 20.0})
    paths = find_paths([councils(), transport(60.0), combined], flows=FLOWS)
    shared = {path.taker: path.amount for path in paths if path.kind == "levy"}
    assert shared == {"body:transport": 37.5, "body:combined": 12.5}


def test_a_service_that_earns_stands_among_what_came_in() -> None:
    paths = find_paths([councils()], flows=FLOWS)
    assert [(path.taker, path.amount) for path in paths if path.giver == EARNED] == [
        ("body:council", 30.0)
    ]


def test_what_is_not_told_apart_is_named_whichever_way_it_goes() -> None:
    more_in = find_paths([councils()], flows=FLOWS)
    assert [path.amount for path in more_in if path.taker == REST] == [160.0]
    more_out = find_paths([councils(housing_benefit=900.0)], flows=FLOWS)
    assert [path.amount for path in more_out if path.giver == DRAWN] == [740.0]
    assert add_up(more_out).rest == 0


@given(
    services=st.dictionaries(st.sampled_from(["education", "police", "other"]), POUNDS),
    uses=st.dictionaries(st.sampled_from(["housing_benefit", "other_levies"]), POUNDS),
    sources=st.dictionaries(st.sampled_from(["own_funding", "grants_inside"]), POUNDS),
    levy=st.integers(0, 1_000_000).map(float),
)
def test_what_goes_into_a_body_comes_out_of_it(
    services: dict[str, float], uses: dict[str, float], sources: dict[str, float], levy: float
) -> None:
    council = Account(
        body="council", services=services, uses={**uses, "transport_levy": levy}, sources=sources
    )
    paths = find_paths([council, transport()], flows=FLOWS)
    received: defaultdict[str, float] = defaultdict(float)
    for path in paths:
        assert path.amount > 0
        received[path.taker] += path.amount
        received[path.giver] -= path.amount
    # Amounts below a pound are rounding and left out.
    for body in ("body:council", "body:transport"):
        assert received[body] == pytest.approx(0, abs=1)
