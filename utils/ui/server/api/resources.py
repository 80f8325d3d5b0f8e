"""Every resource of the API, in the order in which it is described."""

from __future__ import annotations

from typing import Final

from utils.ui.server.api.declared import Resource
from utils.ui.server.api.figures import SERIES, VALUES
from utils.ui.server.api.listings import AREAS, MEASURES, PLACES
from utils.ui.server.api.passport_rows import COUNT_PASSPORTS, PASSPORTS
from utils.ui.server.api.payments import PAYMENT_LINES, PAYMENT_SUPPLIERS, PAYMENTS
from utils.ui.server.api.record import COUNTS, MONEY

RESOURCES: Final[dict[str, Resource]] = {
    resource.name: resource
    for resource in (
        PLACES,
        AREAS,
        MEASURES,
        VALUES,
        SERIES,
        MONEY,
        COUNTS,
        PAYMENTS,
        PAYMENT_LINES,
        PAYMENT_SUPPLIERS,
        PASSPORTS,
        COUNT_PASSPORTS,
    )
}
