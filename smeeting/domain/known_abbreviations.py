"""Abbreviations: those everybody knows, those of the trade, and the ordinary words some look like."""

_EVERYDAY = """
AI AM API APP CC CEO CFO CMO COO CSV CTO DE DIY EN EOD EU FAQ FYI GB GDPR GPS HQ HR HTML HTTP HTTPS
ID ISO IT JPG KB LTD MB NDA NO OK OS PC PDF PIN PM PNG PS QR SMS TBA TBD TV UK UN URL US USA USB USD UTC
VAT GBP CHF VIP VP VS WIFI XLS XLSX XML YAML YES ZIP EUR GMBH INC LLC Q1 Q2 Q3 Q4 H1 H2 B2B B2C
"""
EVERYDAY = frozenset(_EVERYDAY.split())
"""Abbreviations that need no entry."""

JARGON: dict[str, str] = {
    "abm": "Account-based marketing",
    "acv": "Annual contract value",
    "arr": "Annual recurring revenue",
    "bant": "Budget, authority, need, timing",
    "bdr": "Business development representative",
    "cac": "Customer acquisition cost",
    "cpl": "Cost per lead",
    "ctr": "Click-through rate",
    "icp": "Ideal customer profile",
    "ltv": "Lifetime value",
    "mql": "Marketing-qualified lead",
    "mrr": "Monthly recurring revenue",
    "nps": "Net promoter score",
    "pql": "Product-qualified lead",
    "roas": "Return on advertising spend",
    "sal": "Sales-accepted lead",
    "sdr": "Sales development representative",
    "sqo": "Sales-qualified opportunity",
    "sql": "Sales-qualified lead",
    "tofu": "Top of the funnel",
}
"""Abbreviations of the trade, in small letters as people type them, with what they usually stand for."""

_ORDINARY_WORDS = """
a all am an and any are as at be but by can do for go had has he her him his how i if in is it its
led let may me my new no nor not now of off old on one or our out own see set she so the too two up
us use was way we who why yes yet you
"""
ORDINARY_WORDS = frozenset(_ORDINARY_WORDS.split())
"""Words of English that an abbreviation in small letters can't be told from."""
