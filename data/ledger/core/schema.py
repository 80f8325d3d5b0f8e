"""What a payment and a rejected row are: the columns that every part of the ledger agrees on."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

#: Money is decimal, never float: pounds to the hundredth of a penny, below 100,000 billion.
#: Some publishers give parts of a penny, and a sum of rounded amounts is not their sum.
MONEY: Final = pa.decimal128(18, 4)

PAYMENTS: Final = pa.schema(
    [
        # Where the row is from: each payment leads back to its file, sheet and row.
        ("file", pa.string()),  # name of the file, or "archive.zip/inner.csv"
        ("file_id", pa.string()),  # first 16 hex digits of the SHA-256 of the file's bytes
        ("sheet", pa.string()),  # name of the sheet; "" for a text table
        ("row", pa.int64()),  # row of the sheet, or line on which the row begins; first is 1
        ("payer", pa.string()),  # the body whose ledger it is, as recognised or as given
        ("paid_on", pa.date32()),  # null where no date is given
        ("financial_year", pa.string()),  # such as 2023-24, from the date or the period; or null
        ("supplier", pa.string()),  # as written
        ("amount", MONEY),  # net of VAT where given, else gross; less than nothing for a credit
        ("amount_kind", pa.string()),  # net, gross or not said
        ("vat", MONEY),  # null where not separate
        ("department", pa.string()),
        ("purpose", pa.string()),
        ("category", pa.string()),
        ("reference", pa.string()),
        ("spend_kind", pa.string()),  # capital, revenue or not said
        ("pair", pa.string()),  # same text for a payment and the entry that reverses it; or null
    ]
)

REJECTED: Final = pa.schema(
    [
        ("file", pa.string()),
        ("file_id", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        ("reason", pa.string()),  # a sentence: what came and what was allowed
        ("text", pa.string()),  # the row as it came, cells separated by " | "
    ]
)
