"""How many payments of publishers that the rules never saw have a theme, and how many are right.

The design was written down before any row was read.

Councils: those of upper or single tier with payment files (CSV) in a public collection of files
(github.com/JuanBlanco9/German-Budget-Galaxy, data/uk/local_authorities/spend), in the alphabetical
order of its folders, without the 22 whose rows were labelled before; by turns they go to wave A
and wave B, eight or more each. One without a column that describes the spending gives way to the
next, and the turn stays.

Rows: of each council the file that comes first by name (no archive, no purchase cards, no file of
payments to persons or care homes alone), and in it three pages of 16,000 characters: the first,
and those that begin at 2/5 and at 4/5 of the file's characters. On each page the four largest
payments ("by money"; of rows with the same words and supplier only the largest) and four equally
spaced ones ("by chance": nearest 1/8, 3/8, 5/8 and 7/8 of the page, by eye; one drawn by money
gives way to the next). Columns mean what the product's own recognition of headers takes them for.
A supplier that may be a person is left empty, with the kind "individual".

Labels: every theme or group that a reader may give the row from the row alone, or "cannot_tell",
written and committed before the product was run on the rows.

Measures: coverage (a theme or group was given) and precision (it is one of the labels; a theme
given where the label is only "cannot_tell" is wrong), by rows in both strata and by GBP. By GBP
means: the share in the sum of the amounts of a council's rows, averaged over councils, so that one
large payment of one council does not decide. Intervals: 95%, by drawing councils with replacement.

Wave A shows what the rules lack and may lead to changes of a whole kind. Wave B is read
afterwards, and the changed rules are run on it once.
"""
