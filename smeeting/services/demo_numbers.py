"""The demo's numbers: two years and a month of them, for each promise the starter glossary makes."""

from smeeting.domain.periods import Period
from smeeting.services.demo_form import Series

FIRST = Period.parse("2024-10")
LAST = Period.parse("2026-10")

_MQL_SINCE_NOVEMBER = (118, 83, 121, 117, 164, 138, 126, 131, 96, 88, 123, 132)

_MARKETING_OWES = (
    Series(
        "mql",
        FIRST,
        (84, 91, 70, 88, 95, 102, 97, 104, 110, 86, 79, 108, 112, *_MQL_SINCE_NOVEMBER),
        (("2024-10", 90), ("2025-07", 100), ("2026-01", 120), ("2026-07", 90), ("2026-09", 120)),
        (
            ("2026-03", "Spring fair: 61 badge scans in it"),
            ("2026-07", "First month by the new definition, no badge scans"),
        ),
    ),
    Series(
        "conversion-rate",
        FIRST,
        (25, 24, 21, 23, 25, 26, 26, 27, 27, 23, 23, 27, 27, 26, 23, 28, 28, 21, 26, 29, 31, 34, 35, 35, 36),
        (("2024-10", 25), ("2026-07", 30)),
        (("2026-03", "The fair again"),),
    ),
    Series(
        "cost-per-lead",
        FIRST,
        (38, 37, 46, 41, 39, 38, 40, 38, 37, 44, 47, 40, 39, 38, 49, 41, 40, 33, 36, 39, 39, 40, 48, 46, 47),
        (("2024-10", 40),),
        (
            ("2025-12", "Nobody clicks on garden lamps in the snow"),
            ("2026-08", "Click prices up by a third since the new rival"),
        ),
    ),
    Series(
        "marketing-spend",
        FIRST,
        (
            4256,
            4477,
            4278,
            4797,
            4914,
            5168,
            5160,
            5244,
            5402,
            5016,
            4935,
            5760,
            5811,
            5966,
            5390,
            6601,
            6240,
            7194,
            6624,
            6552,
            6786,
            5120,
            5616,
            7544,
            8272,
        ),
        (),
    ),
    Series(
        "assets-delivered",
        FIRST,
        (3, 4, 2, 5, 4, 6, 5, None, 6, 4, None, 5, 5, 6, 3, 6, 7, 4, 6, 8, 6, None, 5, 7, None),
        (("2024-10", 4), ("2026-01", 6)),
        (("2026-07", "Nobody kept count in the holidays"),),
    ),
)

_SALES_OWES = (
    Series(
        "first-touch",
        FIRST,
        (41, 44, 52, 39, 36, 38, 35, 37, 33, 40, 45, 36, 34, 31, 38, 27, 29, 46, 30, 25, 23, 22, 26, 21, 31),
        (("2024-10", 36), ("2026-01", 30), ("2026-05", 24)),
        (
            ("2026-03", "Everybody was at the fair, also those who should have called"),
            ("2026-10", "Two territories without cover in the second week"),
        ),
    ),
    Series(
        "leads-answered",
        FIRST,
        (71, 70, 66, 74, 76, 78, 80, 79, 81, 77, 75, 82, 84, 86, 80, 90, 91, 79, 92, 94, 96, 95, 93, 97, 96),
        (("2024-10", 80), ("2026-01", 90), ("2026-06", 95)),
    ),
    Series(
        "sal",
        FIRST,
        (52, 58, 41, 55, 61, 66, 60, 67, 70, 51, 47, 69, 71, 76, 50, 80, 78, 84, 81, 83, 88, 74, 70, 97, 104),
        (("2024-10", 60), ("2026-01", 80), ("2026-09", 90)),
    ),
    Series(
        "sql",
        FIRST,
        (21, 22, 15, 20, 24, 27, 25, 28, 30, 20, 18, 29, 30, 31, 19, 34, 33, 35, 36, 37, 40, 33, 31, 43, 47),
        (("2024-10", 25), ("2026-01", 35), ("2026-06", 40)),
    ),
    Series(
        "won",
        FIRST,
        (6, 7, 8, 5, 6, 7, 7, 8, 9, 6, 5, 8, 8, 9, 10, 7, 8, 7, 9, 10, 11, 9, 8, 10, 12),
        (("2024-10", 7), ("2026-01", 9), ("2026-06", 10)),
        (("2026-10", "Two of them are the campsites we argue about"),),
    ),
    Series(
        "win-rate",
        FIRST,
        (
            20,
            22,
            24,
            19,
            21,
            22,
            23,
            24,
            25,
            21,
            20,
            24,
            23,
            25,
            28,
            20,
            22,
            17,
            21,
            25,
            27,
            26,
            26,
            27,
            None,
        ),
        (("2024-10", 22), ("2026-01", 25)),
    ),
    Series(
        "sales-cycle",
        FIRST,
        (58, 57, 55, 61, 60, 58, 56, 57, 54, 56, 59, 55, 54, 52, 49, 53, 51, 50, 52, 49, 47, 46, 48, 44, 46),
        (("2024-10", 55), ("2026-01", 50), ("2026-07", 45)),
    ),
)

NUMBERS: tuple[Series, ...] = (*_MARKETING_OWES, *_SALES_OWES)
