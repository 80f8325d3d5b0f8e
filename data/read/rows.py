"""Types of the rows of every published table, and reading a table as such rows.

Written by `python -m data.pipeline.typed_rows` from data/declared/tables.yml: not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypedDict, final, overload

import pyarrow as pa

Where = Sequence[tuple[str, str, object]]
PlacesKind = Literal["pilot", "parallel", "successor"]
DeepDivesKind = Literal[
    "spend",
    "unit_cost",
    "saving",
    "share",
    "count_of_people",
    "count_of_services",
    "other",
]
Category = Literal[
    "accountability",
    "community",
    "culture",
    "data_sharing",
    "evidence",
    "finance",
    "governance",
    "performance_targets",
    "professional",
    "regulation",
]
PutAs = Literal["should", "needed", "possible", "difficulty"]
Sex = Literal["female", "male", "persons"]
Status = Literal[
    "published",
    "returned",
    "computed",
    "approximate",
    "apportioned in part",
    "partly estimated",
    "doubtful",
    "missing",
    "suppressed",
    "forecast",
]
SpendBreaksKind = Literal[
    "accounting basis",
    "definition",
    "exceptional year",
    "funding",
    "line begins",
    "line ends",
    "missing returns",
    "transfer out of councils",
    "transfer to councils",
]
Side = Literal["use", "source"]
FlowLinesKind = Literal["own", "grant", "levy", "outside", "returned", "benefits"]
Sector = Literal["central", "local", "corporations"]
WholePlaceComparisonsKind = Literal["benefit", "count", "nhs"]
WholePlaceComparisonsUnit = Literal["GBP", "GBP per person"]
Ages = Literal["children", "young_adults", "working_age", "older_people", "all_ages"]
AccountCovers = Literal["", "all", "part"]
DriverKind = Literal["accounts", "recipients", "need", "residents"]
TrustMoneyMoneyBasis = Literal["allocation", "expenditure"]
BodyGroup = Literal["nhs", "schools", "benefits"]
PlaceAccountsMoneyBasis = Literal["allocation", "expenditure", "grant"]
People = Literal["registered", "resident"]
Grade = Literal["measured", "secondary"]
Quality = Literal["good", "fair", "weak"]
DriverValuesDriver = Literal[
    "nhs_weighted_population",
    "nhs_registered_population",
    "universal_credit_households",
    "income_deprived_people",
    "income_deprived_children",
    "income_deprived_older_people",
    "employment_deprived_people",
    "comparative_illness_and_disability_ratio",
    "residents_0_to_4",
    "residents_5_to_15",
    "residents_16_to_64",
    "residents_65_and_over",
    "residents_66_and_over",
    "residents_75_and_over",
    "disabled_people",
]
DriverValuesUnit = Literal["people", "households", "ratio"]
Polarity = Literal["high_is_good", "low_is_good", "neutral"]
Aggregation = Literal["none", "population_weighted", "sum_counts"]
Limits = Literal["chance", "modelled", "full_count"]
DarkEnd = Literal["high", "low"]
VerdictEngland = Literal["better", "worse", "higher", "lower", "similar"]
ItemKind = Literal["service_line", "indicator", "headline", "small_area", "regional", "whole"]
Basis = Literal["as published", "cash", "real"]
MapMeasuresKind = Literal["spend", "indicator", "small_area", "regional", "whole"]
Shown = Literal["expected", "neighbours"]
PlaceNamesKind = Literal["official", "short", "programme", "former", "group", "district", "town"]
Verdict = Literal[
    "better",
    "worse",
    "higher",
    "lower",
    "no clear change",
    "cannot tell",
    "cannot be asked",
]
Why = Literal[
    "beyond chance",
    "within chance",
    "trends differed",
    "methods differ",
    "not rare enough",
    "too coarse",
    "no series",
]
What = Literal["level", "trend", "income", "claimants"]
EffectSensitivityKind = Literal[
    "leave one treated out",
    "leave top donor out",
    "other start",
    "other donors",
    "matched by type",
]
VatBasis = Literal["net", "gross", "mixed", "not said"]
SpendKind = Literal["capital", "revenue", "not said"]
LineGrade = Literal["high", "fair", "low"]
SupplierKind = Literal[
    "organisation",
    "public_body",
    "individual",
    "redacted",
    "not_named",
    "not_said",
]


@final
class AreasRow(TypedDict):
    """A row of `areas`."""

    area_code: str
    area_name: str
    area_type: str
    level: str
    upper_tier_code: str | None
    region_code: str | None
    valid_from: float | None
    valid_to: float | None
    is_current: bool


@final
class AreaChangesRow(TypedDict):
    """A row of `area_changes`."""

    old_code: str
    code_system: str
    old_name: str | None
    new_code: str
    year: int
    change: str


@final
class PlacesRow(TypedDict):
    """A row of `places`."""

    place_id: str
    name: str
    kind: PlacesKind
    region: str | None
    member_authorities: str | None
    deep_dive_themes: str | None
    theme_ids: str
    funded_by: str | None
    how: str
    source_title: str
    source_url: str
    source_date: str | None
    source: str


@final
class PlaceMembersRow(TypedDict):
    """A row of `place_members`."""

    place_id: str
    area_code: str
    how: str


@final
class CountsRow(TypedDict):
    """A row of `counts`."""

    line: str
    place_id: str
    financial_year: str | None
    measure: str
    organisation: str
    organisation_type: str
    amount: float
    unit: str
    precision_note: str | None
    is_plottable: bool
    note: str | None
    source_title: str
    source_url: str | None
    source_date: str | None
    source: str


@final
class DisagreementsRow(TypedDict):
    """A row of `disagreements`."""

    line: str
    place_id: str | None
    subject: str
    figures: str
    explanation: str
    source: str


@final
class DeepDivesRow(TypedDict):
    """A row of `deep_dives`."""

    line: str
    place_id: str
    topic: str
    theme_ids: str
    statement: str
    organisation: str
    amount: float
    unit: str
    financial_year: str | None
    kind: DeepDivesKind
    is_plottable: bool
    note: str | None
    cashable: str | None
    gross_or_net: str | None
    years_covered: str | None
    paid_by: str | None
    gained_by: str | None
    source_title: str
    source_url: str
    source_date: str | None
    source: str


@final
class JourneyStagesRow(TypedDict):
    """A row of `journey_stages`."""

    line: str
    place_id: str
    topic: str
    theme_ids: str
    cohort: str
    item_order: int
    stage: str
    organisation: str
    finding: str
    amount: float | None
    unit: str | None
    source_title: str
    source_url: str | None
    source_date: str | None
    source: str


@final
class ProjectsRow(TypedDict):
    """A row of `projects`."""

    line: str
    place_id: str
    project: str
    topic: str
    theme_ids: str
    population_served: str | None
    board_champion: str | None
    lead_officer: str | None
    role_facts: str | None
    project_status: str
    source_title: str
    source_url: str | None
    source_date: str | None
    source: str


@final
class BarriersRow(TypedDict):
    """A row of `barriers`."""

    line: str
    barrier: str
    category: Category
    place_id: str | None
    who_raised: str
    source_title: str
    source_url: str | None
    source_date: str | None
    source: str


@final
class AsksRow(TypedDict):
    """A row of `asks`."""

    line: str
    ask: str
    category: Category
    place_id: str | None
    asked_by: str
    put_as: PutAs
    barrier_lines: str
    what_came: str | None
    outcome_lines: str | None
    source: str


@final
class TimelineRow(TypedDict):
    """A row of `timeline`."""

    line: str
    item_order: int
    year: int
    date: str
    event: str
    source_url: str
    source: str


@final
class PlaceBudgetsRow(TypedDict):
    """A row of `place_budgets`."""

    line: str
    budget_programme: str
    place_words: str
    reported: str
    reported_value: str
    unit: str
    period: str
    source_title: str
    source_url: str | None
    source: str


@final
class PopulationsRow(TypedDict):
    """A row of `populations`."""

    area_code: str
    year: int
    population: float
    release: str


@final
class PopulationAgesRow(TypedDict):
    """A row of `population_ages`."""

    area_code: str
    year: int
    sex: Sex
    age_band: str
    population: float


@final
class SpendRow(TypedDict):
    """A row of `spend`."""

    area_code: str
    financial_year: str
    service_line: str
    body_type: str
    amount_gbp: float | None
    known_gbp: float | None
    estimate_gbp: float | None
    lower_gbp: float | None
    upper_gbp: float | None
    status: Status
    method: str
    note: str | None
    source: str


@final
class SpendComponentsRow(TypedDict):
    """A row of `spend_components`."""

    service_line: str
    component: str


@final
class DoubtfulReturnsRow(TypedDict):
    """A row of `doubtful_returns`."""

    area_code: str
    financial_year: str
    service_line: str
    rule: str
    amount_gbp: float
    budget_gbp: float | None
    before_gbp: float | None
    after_gbp: float | None
    expected_gbp: float | None
    apart_gbp: float
    note: str
    source: str


@final
class MissingReturnsRow(TypedDict):
    """A row of `missing_returns`."""

    area_code: str
    financial_year: str
    service_line: str
    ecode: str
    body: str
    estimate_gbp: float | None
    lower_gbp: float | None
    upper_gbp: float | None
    source: str


@final
class SpendGapsRow(TypedDict):
    """A row of `spend_gaps`."""

    area_code: str
    financial_year: str
    service_line: str
    status: Status
    known_gbp: float
    estimate_gbp: float | None
    lower_gbp: float | None
    upper_gbp: float | None
    estimated_share: float | None
    population: float
    bodies: str


@final
class BodyBudgetsRow(TypedDict):
    """A row of `body_budgets`."""

    ecode: str
    financial_year: str
    service_line: str
    amount_gbp: float | None
    source: str


@final
class SpendBreaksRow(TypedDict):
    """A row of `spend_breaks`."""

    financial_year: str
    service_line: str
    kind: SpendBreaksKind
    note: str
    scope: str | None
    within_total: bool
    source: str


@final
class SpendGrossRow(TypedDict):
    """A row of `spend_gross`."""

    area_code: str
    financial_year: str
    service_line: str
    body_type: str
    gross_gbp: float | None
    income_gbp: float | None
    status: Status
    method: str
    note: str | None
    source: str


@final
class MoneyFlowsRow(TypedDict):
    """A row of `money_flows`."""

    area_code: str
    financial_year: str
    flow: str
    body_type: str
    amount_gbp: float | None
    status: Status
    method: str
    note: str | None
    source: str


@final
class FlowLinesRow(TypedDict):
    """A row of `flow_lines`."""

    flow: str
    name: str
    side: Side
    kind: FlowLinesKind
    caution: str | None
    first_year: str
    last_year: str
    item_order: int
    source: str


@final
class BudgetsRow(TypedDict):
    """A row of `budgets`."""

    area_code: str
    financial_year: str
    service_line: str
    body_type: str
    amount_gbp: float | None
    status: Status
    method: str
    note: str | None
    source: str


@final
class ServiceLinesRow(TypedDict):
    """A row of `service_lines`."""

    service_line: str
    name: str
    form: str
    parent: str | None
    caution: str | None
    first_year: str
    last_year: str


@final
class RegionalSpendRow(TypedDict):
    """A row of `regional_spend`."""

    region_code: str
    financial_year: str
    function: str
    amount_gbp: float | None
    amount_gbp_per_head: float | None
    status: Status
    source: str


@final
class RegionalSegmentsRow(TypedDict):
    """A row of `regional_segments`."""

    region_code: str
    financial_year: str
    department: str
    segment: str
    function: str
    subfunction: str
    sector: Sector
    item: str
    amount_gbp: float
    source: str


@final
class WholePlaceRow(TypedDict):
    """A row of `whole_place`."""

    area_code: str
    financial_year: str
    block: str
    amount_gbp: float
    measured_gbp: float
    lower_gbp: float
    upper_gbp: float
    population: float
    amount_gbp_per_head: float


@final
class WholePlaceItemsRow(TypedDict):
    """A row of `whole_place_items`."""

    area_code: str
    financial_year: str
    item: str
    amount_gbp: float
    measured_gbp: float
    range_gbp: float
    driver: str
    driver_year: str


@final
class WholePlaceErrorsRow(TypedDict):
    """A row of `whole_place_errors`."""

    item: str
    driver: str
    error: float
    comparisons: int
    places_compared: int
    evidence: str


@final
class WholePlaceComparisonsRow(TypedDict):
    """A row of `whole_place_comparisons`."""

    kind: WholePlaceComparisonsKind
    place_id: str
    financial_year: str
    item: str
    line: str
    unit: WholePlaceComparisonsUnit
    estimate: float
    lower: float
    upper: float
    published: float
    difference: float
    note: str | None


@final
class SpendingBlocksRow(TypedDict):
    """A row of `spending_blocks`."""

    block: str
    name: str
    item_order: int
    one_off: bool
    description: str


@final
class SpendingItemsRow(TypedDict):
    """A row of `spending_items`."""

    item: str
    name: str
    block: str
    spender: str
    ages: Ages
    driver: str
    account: str | None
    account_covers: AccountCovers | None
    account_sources: str | None
    reason: str


@final
class SpendingDriversRow(TypedDict):
    """A row of `spending_drivers`."""

    driver: str
    name: str
    driver_kind: DriverKind
    made_of: str
    sources: str
    next_driver: str | None
    reason: str


@final
class MoneyCrossingsRow(TypedDict):
    """A row of `money_crossings`."""

    crossing: str
    name: str
    counted_in: str
    left_out_of: str
    counting_rule: str


@final
class DeflatorsRow(TypedDict):
    """A row of `deflators`."""

    financial_year: str
    deflator: float
    status: Status
    source: str


@final
class TrustMoneyRow(TypedDict):
    """A row of `trust_money`."""

    area_code: str
    financial_year: str
    money_basis: TrustMoneyMoneyBasis
    trusts: str
    amount_gbp: float
    source_url: str
    source: str


@final
class GpPaymentsRow(TypedDict):
    """A row of `gp_payments`."""

    area_code: str
    financial_year: str
    practices: int
    patients: float
    weighted_patients: float
    amount_gbp: float
    amount_gbp_per_patient: float
    source: str


@final
class PlaceAccountsRow(TypedDict):
    """A row of `place_accounts`."""

    area_code: str
    financial_year: str
    body_group: BodyGroup
    item: str
    amount_gbp: float
    money_basis: PlaceAccountsMoneyBasis
    people: People
    grade: Grade
    note: str | None
    source: str


@final
class IncomeTaxRow(TypedDict):
    """A row of `income_tax`."""

    area_code: str
    financial_year: str
    amount_gbp: float | None
    taxpayers: float | None
    status: Status
    method: str
    source: str


@final
class RegionalRevenueRow(TypedDict):
    """A row of `regional_revenue`."""

    region_code: str
    financial_year: str
    line: str
    name: str
    parent: str | None
    amount_gbp: float
    amount_gbp_per_head: float
    source: str


@final
class RegionalManagedExpenditureRow(TypedDict):
    """A row of `regional_managed_expenditure`."""

    region_code: str
    financial_year: str
    line: str
    name: str
    parent: str | None
    amount_gbp: float
    amount_gbp_per_head: float
    source: str


@final
class UnitCostsRow(TypedDict):
    """A row of `unit_costs`."""

    code: str
    cost_category: str
    outcome: str | None
    name: str
    unit: str
    body: str
    body_part: str | None
    fiscal_gbp: float | None
    economic_gbp: float | None
    social_gbp: float | None
    price_year: str
    quality: Quality
    citation: str
    note: str | None
    source: str


@final
class DriverValuesRow(TypedDict):
    """A row of `driver_values`."""

    area_code: str
    driver: DriverValuesDriver
    year: int
    value: float
    unit: DriverValuesUnit
    method: str
    source: str


@final
class IndicatorsRow(TypedDict):
    """A row of `indicators`."""

    indicator: str
    name: str
    description: str
    unit: str
    decimals: int
    polarity: Polarity
    rate_type: str
    aggregation: Aggregation
    determinant: str
    sexes: str
    caveats: str | None
    limits: Limits
    verdict_confidence: float
    older_series_of: str | None
    dark_end: DarkEnd
    ends: str | None
    source: str


@final
class ObservationsRow(TypedDict):
    """A row of `observations`."""

    indicator: str
    area_code: str
    period: str
    period_start: int
    period_end: int
    sex: Sex
    value: float | None
    lower_cl: float | None
    upper_cl: float | None
    confidence: float | None
    numerator: float | None
    denominator: float | None
    verdict_england: VerdictEngland | None
    status: Status
    method: str | None
    source: str


@final
class SmallAreaMeasuresRow(TypedDict):
    """A row of `small_area_measures`."""

    measure: str
    name: str
    unit: str
    polarity: Polarity
    decimals: int
    dark_end: DarkEnd
    ends: str | None
    area_type: str
    caveat: str | None
    source: str


@final
class SmallAreasRow(TypedDict):
    """A row of `small_areas`."""

    measure: str
    area_code: str
    area_type: str
    period: str
    sex: Sex
    value: float
    lower_cl: float | None
    upper_cl: float | None
    source: str


@final
class SmallAreaParentsRow(TypedDict):
    """A row of `small_area_parents`."""

    area_code: str
    area_type: str
    msoa_code: str | None
    lower_tier_code: str
    upper_tier_code: str


@final
class SmallAreas2021Row(TypedDict):
    """A row of `small_areas_2021`."""

    area_code: str
    area_name: str
    ward_code: str | None
    lsoa11_code: str | None
    msoa_code: str | None
    lower_tier_code: str


@final
class NeighbourhoodNamesRow(TypedDict):
    """A row of `neighbourhood_names`."""

    msoa_code: str
    name: str
    ward_code: str
    ward_share: float


@final
class WardsRow(TypedDict):
    """A row of `wards`."""

    ward_code: str
    name: str
    area_code: str


@final
class TownsRow(TypedDict):
    """A row of `towns`."""

    town_id: str
    name: str
    area_code: str
    population: float
    latitude: float
    longitude: float


@final
class PostcodeSectorsRow(TypedDict):
    """A row of `postcode_sectors`."""

    postcode_sector: str
    area_code: str
    postcodes: int


@final
class PostcodeUnitsRow(TypedDict):
    """A row of `postcode_units`."""

    postcode_sector: str
    area_code: str
    inward_letters: str


@final
class LocalDecilesRow(TypedDict):
    """A row of `local_deciles`."""

    area_code: str
    sex: Sex
    decile: int
    period: str
    population: float
    deaths: float
    value: float
    standard_error: float
    source: str


@final
class NationalTenthsRow(TypedDict):
    """A row of `national_tenths`."""

    sex: Sex
    period: str
    national_tenth: int
    population: float
    deaths: float
    value: float
    lower_cl: float
    upper_cl: float
    confidence: float
    method: str
    source: str


@final
class GapPartsRow(TypedDict):
    """A row of `gap_parts`."""

    sex: Sex
    period: str
    age_band: str
    cause: str
    years: float
    source: str


@final
class LsoaLinksRow(TypedDict):
    """A row of `lsoa_links`."""

    old_code: str
    old_type: str
    new_code: str
    new_type: str
    change: str


@final
class NeighboursRow(TypedDict):
    """A row of `neighbours`."""

    area_code: str
    neighbour_code: str
    neighbour_order: int
    source: str


@final
class ThemesRow(TypedDict):
    """A row of `themes`."""

    theme: str
    name: str
    description: str
    caution: str | None
    item_order: int


@final
class ThemeItemsRow(TypedDict):
    """A row of `theme_items`."""

    theme: str
    item_kind: ItemKind
    item: str
    item_order: int


@final
class MapMeasuresRow(TypedDict):
    """A row of `map_measures`."""

    measure: str
    basis: Basis
    level: str
    kind: MapMeasuresKind
    item: str
    sex: Sex
    name: str
    unit: str
    decimals: int
    polarity: Polarity
    limits: Limits
    verdict_confidence: float
    older_series_of: str | None
    dark_end: DarkEnd
    ends: str | None
    periods: str
    opening_period: str
    source: str
    caveats: str | None


@final
class MapValuesRow(TypedDict):
    """A row of `map_values`."""

    measure: str
    basis: Basis
    period: str
    period_start: int
    area_code: str
    value: float | None
    lower_cl: float | None
    upper_cl: float | None
    verdict_england: VerdictEngland | None
    status: Status
    note: str | None


@final
class MapBreaksRow(TypedDict):
    """A row of `map_breaks`."""

    measure: str
    basis: Basis
    level: str
    scheme: str
    period: str
    breaks: str


@final
class SmallAreaValuesRow(TypedDict):
    """A row of `small_area_values`."""

    measure: str
    level: str
    period: str
    area_code: str
    value: float | None
    lower_cl: float | None
    upper_cl: float | None
    note: str | None


@final
class SimilarFitsRow(TypedDict):
    """A row of `similar_fits`."""

    measure: str
    basis: Basis
    period: str
    shown: Shown
    reason: str
    areas: int
    n: int
    degrees_of_freedom: float | None
    r_squared: float | None
    adjusted_r_squared: float | None
    held_out_r_squared: float | None
    coverage_own: float | None
    coverage_high: float | None
    residual_sd: float | None
    mean: float | None
    confidence: float | None
    expected_error: float | None
    neighbours_error: float | None
    deprivation_edition: str
    age_year: int
    method: str
    note: str | None
    source: str


@final
class SimilarTermsRow(TypedDict):
    """A row of `similar_terms`."""

    measure: str
    basis: Basis
    period: str
    term: str
    value: float
    standard_error: float
    lower_cl: float
    upper_cl: float


@final
class SimilarSpendRow(TypedDict):
    """A row of `similar_spend`."""

    measure: str
    basis: Basis
    period: str
    area_code: str
    value: float
    expected: float | None
    residual: float | None
    lower_cl: float | None
    upper_cl: float | None
    lowest: float | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    highest: float | None
    n: int | None


@final
class FunnelLinesRow(TypedDict):
    """A row of `funnel_lines`."""

    measure: str
    period: str
    denominator: float
    average: float
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


@final
class FunnelPointsRow(TypedDict):
    """A row of `funnel_points`."""

    measure: str
    period: str
    area_code: str
    numerator: float
    denominator: float
    value: float
    signal: str


@final
class PlaceNamesRow(TypedDict):
    """A row of `place_names`."""

    name: str
    place_id: str
    kind: PlaceNamesKind
    note: str | None


@final
class InequalityIndicesRow(TypedDict):
    """A row of `inequality_indices`."""

    area_code: str
    measure: str
    period: str
    grouping: str
    statistic: str
    value: float | None
    lower_cl: float | None
    upper_cl: float | None
    confidence: float | None
    n: int
    coverage: float
    method: str | None
    note: str | None
    source: str


@final
class AreaGroupsRow(TypedDict):
    """A row of `area_groups`."""

    area_code: str
    fifth: int
    programme: str
    region_code: str


@final
class GroupValuesRow(TypedDict):
    """A row of `group_values`."""

    measure: str
    period: str
    grouping: str
    group_name: str
    value: float
    lower_cl: float
    upper_cl: float
    n: int


@final
class TheilPartsRow(TypedDict):
    """A row of `theil_parts`."""

    measure: str
    period: str
    grouping: str
    part: str
    value: float
    lower_cl: float
    upper_cl: float


@final
class SpendConcentrationRow(TypedDict):
    """A row of `spend_concentration`."""

    measure: str
    period: str
    group_name: str
    statistic: str
    value: float | None
    lower_cl: float | None
    upper_cl: float | None
    n: int
    note: str | None


@final
class SmallAreaCorrelationsRow(TypedDict):
    """A row of `small_area_correlations`."""

    area_code: str
    measure: str
    other_measure: str
    value: float
    lower_cl: float
    upper_cl: float
    n: int


@final
class ClustersRow(TypedDict):
    """A row of `clusters`."""

    place_id: str
    measure: str
    period: str
    area_code: str
    moran: str
    moran_p: float
    getis_ord: str
    getis_ord_p: float


@final
class SourcesRow(TypedDict):
    """A row of `sources`."""

    source: str
    title: str
    publisher: str
    licence: str
    citation: str
    attribution: str
    landing_page: str
    retrieved: str
    caveats: str | None


@final
class SourceFilesRow(TypedDict):
    """A row of `source_files`."""

    source: str
    line: str
    file: str
    period: str | None
    publisher: str | None
    licence: str | None
    page: str | None
    url: str | None
    last_seen: str | None
    bytes: int | None
    sha256: str | None
    note: str | None


@final
class EffectProgrammesRow(TypedDict):
    """A row of `effect_programmes`."""

    programme_id: str
    item_order: int
    title: str
    start: str | None
    began: int | None
    note: str


@final
class EffectConfoundersRow(TypedDict):
    """A row of `effect_confounders`."""

    confounder: str
    label: str
    first_year: str
    last_year: str
    note: str


@final
class EffectQuestionsRow(TypedDict):
    """A row of `effect_questions`."""

    question: str
    item_order: int
    programme_id: str
    title: str
    place_ids: str | None
    topics: str | None
    theme: str
    measure: str | None
    reason: str | None
    confounders: str | None
    last_before: str | None
    first_after: str | None
    periods_used: str | None
    treated_n: int | None
    donors_n: int | None
    left_out: str | None
    effect: float | None
    p: float | None
    p_adjusted: float | None
    before_p: float | None
    spread: float | None
    smallest_detectable: float | None
    verdict: Verdict
    why: Why
    note: str | None


@final
class EffectEstimatesRow(TypedDict):
    """A row of `effect_estimates`."""

    question: str
    method: str
    effect: float
    lower_cl: float | None
    upper_cl: float | None
    p: float
    smallest_detectable: float | None
    misfit: float


@final
class EffectPathsRow(TypedDict):
    """A row of `effect_paths`."""

    question: str
    method: str
    period: str
    period_start: int
    actual: float
    comparison: float
    gap: float
    band_lower: float
    band_upper: float


@final
class EffectLeadsRow(TypedDict):
    """A row of `effect_leads`."""

    question: str
    period: str
    lead: int
    effect: float
    lower_cl: float | None
    upper_cl: float | None


@final
class EffectDonorsRow(TypedDict):
    """A row of `effect_donors`."""

    question: str
    method: str
    area_code: str
    weight: float


@final
class EffectBalanceRow(TypedDict):
    """A row of `effect_balance`."""

    question: str
    what: What
    treated: float
    matched: float
    synthetic: float
    untreated: float


@final
class EffectSensitivityRow(TypedDict):
    """A row of `effect_sensitivity`."""

    question: str
    kind: EffectSensitivityKind
    detail: str
    method: str
    effect: float | None
    lower_cl: float | None
    upper_cl: float | None
    note: str | None


@final
class EffectStaggeredQuestionsRow(TypedDict):
    """A row of `effect_staggered_questions`."""

    question: str
    item_order: int
    title: str
    measure: str
    confounders: str
    periods_used: str
    treated_n: int
    donors_n: int
    left_out: str | None
    effect: float
    lower_cl: float | None
    upper_cl: float | None
    p: float
    p_adjusted: float
    before_p: float
    spread: float
    smallest_detectable: float | None
    verdict: Verdict
    why: Why


@final
class EffectStaggeredRow(TypedDict):
    """A row of `effect_staggered`."""

    question: str
    group_start: str
    lead: int
    effect: float
    lower_cl: float | None
    upper_cl: float | None
    treated_n: int


@final
class LedgerCountsRow(TypedDict):
    """A row of `ledger_counts`."""

    place_id: str
    period: str
    first_month: str
    last_month: str
    financial_year: str
    publisher: str
    dataset: str
    licence: str
    source_url: str
    copy_url: str | None
    threshold_gbp: float | None
    vat_basis: VatBasis
    payments: int
    paid_gbp: float
    transfers_gbp: float
    internal_gbp: float
    possible_gbp: float
    counted_gbp: float
    in_place_gbp: float
    unthemed_gbp: float
    outside_payments: int
    outside_gbp: float
    rejected_rows: int
    note: str | None
    counted_with: str
    published_on: str


@final
class LedgerFilesRow(TypedDict):
    """A row of `ledger_files`."""

    place_id: str
    period: str
    file_id: str
    file: str
    bytes: int
    payments: int
    paid_gbp: float
    rejected_rows: int


@final
class LedgerBodiesRow(TypedDict):
    """A row of `ledger_bodies`."""

    place_id: str
    period: str
    payer_id: str
    paying_body: str
    body_kind: str
    body_share: float
    share_rule: str
    share_basis: str
    payments: int
    paid_gbp: float
    counted_gbp: float
    in_place_gbp: float


@final
class LedgerLinesRow(TypedDict):
    """A row of `ledger_lines`."""

    place_id: str
    period: str
    payer_id: str
    financial_year: str
    theme: str
    spend_kind: SpendKind
    payments: int
    paid_gbp: float
    transfers_gbp: float
    internal_gbp: float
    possible_gbp: float
    sure_gbp: float
    counted_gbp: float
    in_place_gbp: float
    line_grade: LineGrade


@final
class LedgerSuppliersRow(TypedDict):
    """A row of `ledger_suppliers`."""

    place_id: str
    period: str
    payer_id: str
    supplier_kind: SupplierKind
    supplier: str
    theme: str
    counted_gbp: float
    payments: int


class RowReader:
    """Reads the rows of a table as dictionaries of the table's own type."""

    def table(
        self, table: str, *, columns: Sequence[str] | None = None, where: Where | None = None
    ) -> pa.Table:
        """Read columns of a table, keeping rows for which every (column, operator, value) holds."""
        raise NotImplementedError

    @overload
    def records(self, table: Literal["areas"], *, where: Where | None = None) -> list[AreasRow]: ...

    @overload
    def records(
        self, table: Literal["area_changes"], *, where: Where | None = None
    ) -> list[AreaChangesRow]: ...

    @overload
    def records(
        self, table: Literal["places"], *, where: Where | None = None
    ) -> list[PlacesRow]: ...

    @overload
    def records(
        self, table: Literal["place_members"], *, where: Where | None = None
    ) -> list[PlaceMembersRow]: ...

    @overload
    def records(
        self, table: Literal["counts"], *, where: Where | None = None
    ) -> list[CountsRow]: ...

    @overload
    def records(
        self, table: Literal["disagreements"], *, where: Where | None = None
    ) -> list[DisagreementsRow]: ...

    @overload
    def records(
        self, table: Literal["deep_dives"], *, where: Where | None = None
    ) -> list[DeepDivesRow]: ...

    @overload
    def records(
        self, table: Literal["journey_stages"], *, where: Where | None = None
    ) -> list[JourneyStagesRow]: ...

    @overload
    def records(
        self, table: Literal["projects"], *, where: Where | None = None
    ) -> list[ProjectsRow]: ...

    @overload
    def records(
        self, table: Literal["barriers"], *, where: Where | None = None
    ) -> list[BarriersRow]: ...

    @overload
    def records(self, table: Literal["asks"], *, where: Where | None = None) -> list[AsksRow]: ...

    @overload
    def records(
        self, table: Literal["timeline"], *, where: Where | None = None
    ) -> list[TimelineRow]: ...

    @overload
    def records(
        self, table: Literal["place_budgets"], *, where: Where | None = None
    ) -> list[PlaceBudgetsRow]: ...

    @overload
    def records(
        self, table: Literal["populations"], *, where: Where | None = None
    ) -> list[PopulationsRow]: ...

    @overload
    def records(
        self, table: Literal["population_ages"], *, where: Where | None = None
    ) -> list[PopulationAgesRow]: ...

    @overload
    def records(self, table: Literal["spend"], *, where: Where | None = None) -> list[SpendRow]: ...

    @overload
    def records(
        self, table: Literal["spend_components"], *, where: Where | None = None
    ) -> list[SpendComponentsRow]: ...

    @overload
    def records(
        self, table: Literal["doubtful_returns"], *, where: Where | None = None
    ) -> list[DoubtfulReturnsRow]: ...

    @overload
    def records(
        self, table: Literal["missing_returns"], *, where: Where | None = None
    ) -> list[MissingReturnsRow]: ...

    @overload
    def records(
        self, table: Literal["spend_gaps"], *, where: Where | None = None
    ) -> list[SpendGapsRow]: ...

    @overload
    def records(
        self, table: Literal["body_budgets"], *, where: Where | None = None
    ) -> list[BodyBudgetsRow]: ...

    @overload
    def records(
        self, table: Literal["spend_breaks"], *, where: Where | None = None
    ) -> list[SpendBreaksRow]: ...

    @overload
    def records(
        self, table: Literal["spend_gross"], *, where: Where | None = None
    ) -> list[SpendGrossRow]: ...

    @overload
    def records(
        self, table: Literal["money_flows"], *, where: Where | None = None
    ) -> list[MoneyFlowsRow]: ...

    @overload
    def records(
        self, table: Literal["flow_lines"], *, where: Where | None = None
    ) -> list[FlowLinesRow]: ...

    @overload
    def records(
        self, table: Literal["budgets"], *, where: Where | None = None
    ) -> list[BudgetsRow]: ...

    @overload
    def records(
        self, table: Literal["service_lines"], *, where: Where | None = None
    ) -> list[ServiceLinesRow]: ...

    @overload
    def records(
        self, table: Literal["regional_spend"], *, where: Where | None = None
    ) -> list[RegionalSpendRow]: ...

    @overload
    def records(
        self, table: Literal["regional_segments"], *, where: Where | None = None
    ) -> list[RegionalSegmentsRow]: ...

    @overload
    def records(
        self, table: Literal["whole_place"], *, where: Where | None = None
    ) -> list[WholePlaceRow]: ...

    @overload
    def records(
        self, table: Literal["whole_place_items"], *, where: Where | None = None
    ) -> list[WholePlaceItemsRow]: ...

    @overload
    def records(
        self, table: Literal["whole_place_errors"], *, where: Where | None = None
    ) -> list[WholePlaceErrorsRow]: ...

    @overload
    def records(
        self, table: Literal["whole_place_comparisons"], *, where: Where | None = None
    ) -> list[WholePlaceComparisonsRow]: ...

    @overload
    def records(
        self, table: Literal["spending_blocks"], *, where: Where | None = None
    ) -> list[SpendingBlocksRow]: ...

    @overload
    def records(
        self, table: Literal["spending_items"], *, where: Where | None = None
    ) -> list[SpendingItemsRow]: ...

    @overload
    def records(
        self, table: Literal["spending_drivers"], *, where: Where | None = None
    ) -> list[SpendingDriversRow]: ...

    @overload
    def records(
        self, table: Literal["money_crossings"], *, where: Where | None = None
    ) -> list[MoneyCrossingsRow]: ...

    @overload
    def records(
        self, table: Literal["deflators"], *, where: Where | None = None
    ) -> list[DeflatorsRow]: ...

    @overload
    def records(
        self, table: Literal["trust_money"], *, where: Where | None = None
    ) -> list[TrustMoneyRow]: ...

    @overload
    def records(
        self, table: Literal["gp_payments"], *, where: Where | None = None
    ) -> list[GpPaymentsRow]: ...

    @overload
    def records(
        self, table: Literal["place_accounts"], *, where: Where | None = None
    ) -> list[PlaceAccountsRow]: ...

    @overload
    def records(
        self, table: Literal["income_tax"], *, where: Where | None = None
    ) -> list[IncomeTaxRow]: ...

    @overload
    def records(
        self, table: Literal["regional_revenue"], *, where: Where | None = None
    ) -> list[RegionalRevenueRow]: ...

    @overload
    def records(
        self, table: Literal["regional_managed_expenditure"], *, where: Where | None = None
    ) -> list[RegionalManagedExpenditureRow]: ...

    @overload
    def records(
        self, table: Literal["unit_costs"], *, where: Where | None = None
    ) -> list[UnitCostsRow]: ...

    @overload
    def records(
        self, table: Literal["driver_values"], *, where: Where | None = None
    ) -> list[DriverValuesRow]: ...

    @overload
    def records(
        self, table: Literal["indicators"], *, where: Where | None = None
    ) -> list[IndicatorsRow]: ...

    @overload
    def records(
        self, table: Literal["observations"], *, where: Where | None = None
    ) -> list[ObservationsRow]: ...

    @overload
    def records(
        self, table: Literal["small_area_measures"], *, where: Where | None = None
    ) -> list[SmallAreaMeasuresRow]: ...

    @overload
    def records(
        self, table: Literal["small_areas"], *, where: Where | None = None
    ) -> list[SmallAreasRow]: ...

    @overload
    def records(
        self, table: Literal["small_area_parents"], *, where: Where | None = None
    ) -> list[SmallAreaParentsRow]: ...

    @overload
    def records(
        self, table: Literal["small_areas_2021"], *, where: Where | None = None
    ) -> list[SmallAreas2021Row]: ...

    @overload
    def records(
        self, table: Literal["neighbourhood_names"], *, where: Where | None = None
    ) -> list[NeighbourhoodNamesRow]: ...

    @overload
    def records(self, table: Literal["wards"], *, where: Where | None = None) -> list[WardsRow]: ...

    @overload
    def records(self, table: Literal["towns"], *, where: Where | None = None) -> list[TownsRow]: ...

    @overload
    def records(
        self, table: Literal["postcode_sectors"], *, where: Where | None = None
    ) -> list[PostcodeSectorsRow]: ...

    @overload
    def records(
        self, table: Literal["postcode_units"], *, where: Where | None = None
    ) -> list[PostcodeUnitsRow]: ...

    @overload
    def records(
        self, table: Literal["local_deciles"], *, where: Where | None = None
    ) -> list[LocalDecilesRow]: ...

    @overload
    def records(
        self, table: Literal["national_tenths"], *, where: Where | None = None
    ) -> list[NationalTenthsRow]: ...

    @overload
    def records(
        self, table: Literal["gap_parts"], *, where: Where | None = None
    ) -> list[GapPartsRow]: ...

    @overload
    def records(
        self, table: Literal["lsoa_links"], *, where: Where | None = None
    ) -> list[LsoaLinksRow]: ...

    @overload
    def records(
        self, table: Literal["neighbours"], *, where: Where | None = None
    ) -> list[NeighboursRow]: ...

    @overload
    def records(
        self, table: Literal["themes"], *, where: Where | None = None
    ) -> list[ThemesRow]: ...

    @overload
    def records(
        self, table: Literal["theme_items"], *, where: Where | None = None
    ) -> list[ThemeItemsRow]: ...

    @overload
    def records(
        self, table: Literal["map_measures"], *, where: Where | None = None
    ) -> list[MapMeasuresRow]: ...

    @overload
    def records(
        self, table: Literal["map_values"], *, where: Where | None = None
    ) -> list[MapValuesRow]: ...

    @overload
    def records(
        self, table: Literal["map_breaks"], *, where: Where | None = None
    ) -> list[MapBreaksRow]: ...

    @overload
    def records(
        self, table: Literal["small_area_values"], *, where: Where | None = None
    ) -> list[SmallAreaValuesRow]: ...

    @overload
    def records(
        self, table: Literal["similar_fits"], *, where: Where | None = None
    ) -> list[SimilarFitsRow]: ...

    @overload
    def records(
        self, table: Literal["similar_terms"], *, where: Where | None = None
    ) -> list[SimilarTermsRow]: ...

    @overload
    def records(
        self, table: Literal["similar_spend"], *, where: Where | None = None
    ) -> list[SimilarSpendRow]: ...

    @overload
    def records(
        self, table: Literal["funnel_lines"], *, where: Where | None = None
    ) -> list[FunnelLinesRow]: ...

    @overload
    def records(
        self, table: Literal["funnel_points"], *, where: Where | None = None
    ) -> list[FunnelPointsRow]: ...

    @overload
    def records(
        self, table: Literal["place_names"], *, where: Where | None = None
    ) -> list[PlaceNamesRow]: ...

    @overload
    def records(
        self, table: Literal["inequality_indices"], *, where: Where | None = None
    ) -> list[InequalityIndicesRow]: ...

    @overload
    def records(
        self, table: Literal["area_groups"], *, where: Where | None = None
    ) -> list[AreaGroupsRow]: ...

    @overload
    def records(
        self, table: Literal["group_values"], *, where: Where | None = None
    ) -> list[GroupValuesRow]: ...

    @overload
    def records(
        self, table: Literal["theil_parts"], *, where: Where | None = None
    ) -> list[TheilPartsRow]: ...

    @overload
    def records(
        self, table: Literal["spend_concentration"], *, where: Where | None = None
    ) -> list[SpendConcentrationRow]: ...

    @overload
    def records(
        self, table: Literal["small_area_correlations"], *, where: Where | None = None
    ) -> list[SmallAreaCorrelationsRow]: ...

    @overload
    def records(
        self, table: Literal["clusters"], *, where: Where | None = None
    ) -> list[ClustersRow]: ...

    @overload
    def records(
        self, table: Literal["sources"], *, where: Where | None = None
    ) -> list[SourcesRow]: ...

    @overload
    def records(
        self, table: Literal["source_files"], *, where: Where | None = None
    ) -> list[SourceFilesRow]: ...

    @overload
    def records(
        self, table: Literal["effect_programmes"], *, where: Where | None = None
    ) -> list[EffectProgrammesRow]: ...

    @overload
    def records(
        self, table: Literal["effect_confounders"], *, where: Where | None = None
    ) -> list[EffectConfoundersRow]: ...

    @overload
    def records(
        self, table: Literal["effect_questions"], *, where: Where | None = None
    ) -> list[EffectQuestionsRow]: ...

    @overload
    def records(
        self, table: Literal["effect_estimates"], *, where: Where | None = None
    ) -> list[EffectEstimatesRow]: ...

    @overload
    def records(
        self, table: Literal["effect_paths"], *, where: Where | None = None
    ) -> list[EffectPathsRow]: ...

    @overload
    def records(
        self, table: Literal["effect_leads"], *, where: Where | None = None
    ) -> list[EffectLeadsRow]: ...

    @overload
    def records(
        self, table: Literal["effect_donors"], *, where: Where | None = None
    ) -> list[EffectDonorsRow]: ...

    @overload
    def records(
        self, table: Literal["effect_balance"], *, where: Where | None = None
    ) -> list[EffectBalanceRow]: ...

    @overload
    def records(
        self, table: Literal["effect_sensitivity"], *, where: Where | None = None
    ) -> list[EffectSensitivityRow]: ...

    @overload
    def records(
        self, table: Literal["effect_staggered_questions"], *, where: Where | None = None
    ) -> list[EffectStaggeredQuestionsRow]: ...

    @overload
    def records(
        self, table: Literal["effect_staggered"], *, where: Where | None = None
    ) -> list[EffectStaggeredRow]: ...

    @overload
    def records(
        self, table: Literal["ledger_counts"], *, where: Where | None = None
    ) -> list[LedgerCountsRow]: ...

    @overload
    def records(
        self, table: Literal["ledger_files"], *, where: Where | None = None
    ) -> list[LedgerFilesRow]: ...

    @overload
    def records(
        self, table: Literal["ledger_bodies"], *, where: Where | None = None
    ) -> list[LedgerBodiesRow]: ...

    @overload
    def records(
        self, table: Literal["ledger_lines"], *, where: Where | None = None
    ) -> list[LedgerLinesRow]: ...

    @overload
    def records(
        self, table: Literal["ledger_suppliers"], *, where: Where | None = None
    ) -> list[LedgerSuppliersRow]: ...

    def records(self, table: str, *, where: Where | None = None) -> list[Any]:
        """Read rows of a table as dictionaries, with None for what is missing."""
        rows: list[Any] = self.table(table, where=where).to_pylist()
        return rows
