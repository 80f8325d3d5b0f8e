"""What is counted, written once as Ibis expressions; every sum of money is decimal."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

#: By what a payment's theme is found, with the payer's and the supplier's kind.
THEME_KEYS: Final = ("department", "purpose", "category", "supplier_trade", "body_kind")
NOT_SAID: Final = "not said"
LINE_KEYS: Final = ("payer_id", "financial_year", "theme", "spend_kind")
#: Between the keys in the name of a line; none of them has it.
BETWEEN: Final = "|"
#: Between a line and what else makes a part of it. Spark splits at a pattern, which this is not.
BEHIND: Final = ";"
#: A payment's place in the count: counted, a transfer to a body in the count, or within one body.
COUNTED, TRANSFER, INTERNAL = "counted", "transfer", "internal"
#: Counted too, but it may be in the receiver's ledger as well, which has no dates to tell by.
POSSIBLE: Final = "possible transfer"
#: In the name of a part: the themes of its payments are estimates.
ESTIMATED: Final = "estimated"
NO_PERSONS: Final = ("organisation", "public_body")


def payer_texts(payments: ir.Table) -> ir.Table:
    """How many payments of each file have each payer's text."""
    return payments.group_by("file_id", "payer").aggregate(times=payments.count())


def filled(payments: ir.Table) -> ir.Table:
    """Payments with nothing where no supplier is named, so that all can be joined."""
    return payments.mutate(supplier=payments.supplier.fill_null(""))


def named(payments: ir.Table, *, suppliers: ir.Table, payers: ir.Table) -> ir.Table:
    """Payments with who pays and who is paid.

    Args:
        payments: as in `schema.PAYMENTS`.
        suppliers: supplier (as written), supplier_id, supplier_name, supplier_kind,
            supplier_trade, body_id.
        payers: payer (as recognised), payer_id, payer_name, body_kind.
    """
    who = suppliers.select(
        "supplier",
        "supplier_id",
        "supplier_name",
        "supplier_kind",
        "supplier_trade",
        "body_id",
        "local",
    )
    joined = payments.join(payers, "payer").join(who, "supplier", how="left")
    # A school of a common name that two bodies pay is two schools, as far as anyone can say.
    own_id = joined.supplier_id + "@" + joined.payer_id
    return joined.mutate(supplier_id=joined.local.ifelse(own_id, joined.supplier_id)).drop("local")


def covered_months(payments: ir.Table, payers: ir.Table) -> ir.Table:
    """The months of which each body's ledger has payments."""
    dated = payments.filter(payments.paid_on.notnull())
    months = dated.mutate(covered_month=_month).select("payer", "covered_month").distinct()
    joined = months.join(payers, "payer")
    return joined.select("covered_month", month_id="payer_id").distinct()


def covered_years(payments: ir.Table, payers: ir.Table) -> ir.Table:
    """The years of which each body's ledger has payments, and whether some lack a date."""
    filled_year = payments.mutate(covered_year=payments.financial_year.fill_null(""))
    years = filled_year.group_by("payer", "covered_year").aggregate(
        undated=filled_year.paid_on.isnull().cast("int32").max()
    )
    joined = years.join(payers, "payer")
    return joined.group_by(year_id="payer_id", covered_year="covered_year").aggregate(
        undated=joined.undated.max()
    )


def placed(payments: ir.Table, *, months: ir.Table, years: ir.Table) -> ir.Table:
    """Named payments with whether each is a transfer between bodies in the count.

    Args:
        payments: as `named` gives them.
        months: as `covered_months` gives them: a transfer is one only where the receiver's own
            ledger of that month is in the count too.
        years: as `covered_years` gives them.
    """
    dated = payments.mutate(month=_month, year=payments.financial_year.fill_null(""))
    joined = dated.join(
        months,
        [dated.body_id == months.month_id, dated.month == months.covered_month],
        how="left",
    )
    joined = joined.join(
        years, [joined.body_id == years.year_id, joined.year == years.covered_year], how="left"
    )
    own = (joined.body_id == joined.payer_id).fill_null(ibis.literal(value=False))
    unclear = joined.year_id.notnull() & (joined.paid_on.isnull() | (joined.undated == 1))
    return joined.mutate(
        role=ibis.cases(
            (own, INTERNAL),
            (joined.month_id.notnull(), TRANSFER),
            (unclear, POSSIBLE),
            else_=COUNTED,
        )
    ).drop("month", "year", "month_id", "covered_month", "year_id", "covered_year", "undated")


def _month(table: ir.Table) -> ir.DateValue:
    """First day of the month of payment; null where there is no date."""
    return table.paid_on.truncate("month").cast("date")


def theme_combinations(payments: ir.Table) -> ir.Table:
    """The different columns that themes are found by, for `themes.assign_themes`, of named ones."""
    return payments.select(*THEME_KEYS).distinct()


def themed(payments: ir.Table, themes: ir.Table) -> ir.Table:
    """Placed payments with their theme; gaps in the columns match gaps.

    Args:
        payments: as `placed` gives them.
        themes: the columns of `THEME_KEYS`, theme, rule, confidence and told_kind: capital or
            revenue by the words of these columns, for payments whose own column says neither.
    """
    keys = [payments[key].fill_null("") == themes[key].fill_null("") for key in THEME_KEYS]
    kept = [payments[name] for name in payments.columns if name != "spend_kind"]
    silent = payments.spend_kind == NOT_SAID
    return payments.join(themes, keys, how="left").select(
        *kept,
        silent.ifelse(themes.told_kind, payments.spend_kind).name("spend_kind"),
        themes.theme,
        themes.rule,
        themes.confidence,
        themes.estimated,
        themes.heading,
        themes.stage,
    )


def lines(payments: ir.Table) -> ir.Table:
    """The count: money and rows by body, year, theme and kind, with transfers kept apart.

    Args:
        payments: as `written` gives them; they are added up by their part first, which is one
            text and so is grouped by far sooner than the columns that it is made of.

    Returns:
        line, amount (everything paid), transfers, internal, possible, payments, sure (money whose
        theme was found with high or fair confidence) and estimated (money whose theme is an
        estimate).
    """
    sums = payments.group_by("part").aggregate(
        amount=payments.amount.sum(), payments=payments.count()
    )
    keys = sums.part.split(BEHIND)
    parts = sums.mutate(
        line=keys[0],
        role=keys[1],
        sure=keys[2].isin(["high", "fair"]),
        estimated=keys[3] == ESTIMATED,
    )
    amount, role = parts.amount, parts.role
    nothing = ibis.literal(0).cast("decimal(38, 4)")
    return parts.group_by("line").aggregate(
        amount=amount.sum(),
        transfers=amount.sum(where=role == TRANSFER).fill_null(nothing),
        internal=amount.sum(where=role == INTERNAL).fill_null(nothing),
        possible=amount.sum(where=role == POSSIBLE).fill_null(nothing),
        sure=amount.sum(where=parts.sure).fill_null(nothing),
        estimated=amount.sum(where=parts.estimated).fill_null(nothing),
        payments=parts.payments.sum(),
    )


def second_dimensions(payments: ir.Table) -> ir.Table:
    """Money by payer, year, theme, service heading and stage, transfers left out."""
    paid = payments.filter(payments.role.isin([COUNTED, POSSIBLE]))
    keys = ("payer_id", "financial_year", "theme", "heading", "stage")
    return paid.group_by(*keys).aggregate(amount=paid.amount.sum(), payments=paid.count())


def largest_without_theme(payments: ir.Table, theme: str, *, most: int) -> ir.Table:
    """The departments, purposes and categories with most money of a theme, transfers left out."""
    kept = payments.role.isin([COUNTED, POSSIBLE]) & (payments.theme == theme)
    paid = payments.filter(kept)
    whole = paid.group_by("payer_id", "department", "purpose", "category").aggregate(
        amount=paid.amount.sum(), payments=paid.count()
    )
    order = [ibis.desc(whole.amount), whole.department, whole.purpose, whole.category]
    return whole.order_by(order).limit(most)


def suppliers_paid(payments: ir.Table) -> ir.Table:
    """Money by payer and supplier, individuals together, transfers left out."""
    paid = payments.filter(payments.role.isin([COUNTED, POSSIBLE]))
    return paid.group_by("payer_id", "supplier_id", "supplier_name", "supplier_kind").aggregate(
        amount=paid.amount.sum(), payments=paid.count()
    )


def common_suppliers(payments: ir.Table) -> ir.Table:
    """Organisations that several bodies of the count pay for the same theme.

    Individuals are never put together across bodies, nor are suppliers that are not named.
    """
    counted = payments.role.isin([COUNTED, POSSIBLE])
    paid = payments.filter(counted & payments.supplier_kind.isin(NO_PERSONS))
    own = paid.group_by("supplier_id", "supplier_name", "theme", "payer_id").aggregate(
        amount=paid.amount.sum(), payments=paid.count()
    )
    shared = own.group_by("supplier_id", "theme").aggregate(payers=own.payer_id.nunique())
    several = shared.filter(shared.payers > 1)
    return own.join(several, ["supplier_id", "theme"]).select(
        "supplier_id", "supplier_name", "theme", "payer_id", "amount", "payments", "payers"
    )


def years_paid(payments: ir.Table) -> ir.Table:
    """First and last date, months with payments and rows without a year, by payer and year."""
    dated = payments.mutate(month=payments.paid_on.truncate("month"))
    return dated.group_by("payer_id", "financial_year").aggregate(
        first=dated.paid_on.min(),
        last=dated.paid_on.max(),
        months=dated.month.nunique(),
        amount=dated.amount.sum(),
        payments=dated.count(),
    )


def written(payments: ir.Table) -> ir.Table:
    """Themed payments with their line and part; what could name a person is left out."""
    person = payments.supplier_kind.isin(["individual", "redacted"])
    line = ibis.literal(BETWEEN).join([payments[key].fill_null("") for key in LINE_KEYS])
    estimated = payments.estimated.ifelse(ESTIMATED, "")
    return payments.mutate(
        line=line,
        part=ibis.literal(BEHIND).join([line, payments.role, payments.confidence, estimated]),
        purpose=person.ifelse(ibis.null("string"), payments.purpose),
        supplier_name=payments.supplier_name.fill_null("not said"),
    )
