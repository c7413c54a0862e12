"""The first half of the demo's year, November to April: getting used to each other, and a fair too many."""

import datetime as dt

from smeeting.domain.people import Rating
from smeeting.services.demo_form import Settled, Sitting, page

NOVEMBER = Sitting(
    held_on=dt.date(2025, 11, 4),
    facilitator="Anna",
    scribe="Ben",
    parts=page("""
    == opening 6:52
    1:35 #note First time. We look at the same numbers, on one screen, for one hour.
    == metrics 16:55
    2:10 #note Sales counted 71 leads in October, marketing 112. Both are right about something.
    8:40 #decision Numbers come from one sheet, and the sheet is read on the day before.
    14:00 two-counts: #action Theo by 2025-11-14 put both teams' October counts side by side
    == issues 18:50
    1:00 brochure-phones: #issue sales Half of the brochure leads came without a phone number.
    4:15 #heard {brochure-phones} You can't call them, so to you they are addresses, not leads.
    4:40 #yes {brochure-phones}
    5:10 +marketing {brochure-phones}
    6:20 lost-other: #issue marketing Why we lost says 'other' in 31 of 40 lost deals.
    9:50 #heard {lost-other} You write for people whose real objections you never get to see.
    10:15 #yes {lost-other}
    11:40 #park Make the phone number a required field on the form
    15:05 price-change: #issue anon We hear of a price change from customers, a week late.
    == vocabulary 9:20
    0:45 #term mql
    == closing 7:35
    0:50 #decision We meet on the first Tuesday of each month, and nobody moves it.
    2:00 five-lost: #action Ben by 2025-11-28 listen to five lost deals, write the reason
    """),
    settled=(
        Settled(470, "mql", "A lead with a score of 30 or more.", marketing="like", sales="uncomfortable"),
    ),
    ratings=(
        Rating("marketing", 7, "We defended ourselves for the first half."),
        Rating("sales", 6, "Too many numbers, and the coffee."),
    ),
)

DECEMBER = Sitting(
    held_on=dt.date(2025, 12, 2),
    facilitator="Ben",
    scribe="Mara",
    regrets=("Jutta",),
    parts=page("""
    == opening 4:40
    2:30 #note The two counts: sales left out everyone without a company name.
    == metrics 14:30
    3:30 #voice sales won: The innkeeper on the lake: your lamps outlived my second dog.
    10:10 #decision From January the target is 120 MQL, and 30 hours to the first touch.
    11:40 #metric assets-delivered 6 with the one-page comparison
    == issues 19:50
    1:15 unread-story: #issue marketing The lake hotel story was opened twice, once by its author.
    5:00 #heard {unread-story} You work three weeks on it, and we don't even know where it is.
    5:25 #yes {unread-story}
    7:40 quarter-end: #issue sales Webinars fall on the last day of our quarter, every time.
    10:50 #heard {quarter-end} On that day you can't even look up, and we call it bad timing of yours.
    11:15 #yes {quarter-end}
    12:05 +sales {quarter-end}
    12:10 +marketing {quarter-end}
    15:00 #park A shelf: one page with all that can be sent to a customer
    == vocabulary 11:50
    0:30 #term lead
    5:50 #note A badge scan alone: three yes, three no, one shrug.
    == closing 7:20
    1:30 shelf: #action Mara by 2025-12-19 one page with everything that can be sent
    2:30 calendar: #action Omar by 2025-12-12 send marketing the sales calendar until June
    """),
    settled=(
        Settled(
            655,
            "lead",
            "A person at a company we could sell to, who showed interest and can be reached by name.",
            marketing="live with",
            sales="like",
        ),
    ),
    ratings=(
        Rating("marketing", 8),
        Rating("sales", 7, "Two issues took all the time, three waited."),
    ),
)

JANUARY = Sitting(
    held_on=dt.date(2026, 1, 6),
    facilitator="Mara",
    scribe="Lena",
    regrets=("Theo",),
    parts=page("""
    == opening 5:05
    3:20 #note Both December promises done. There was applause, only a little of it ironic.
    == metrics 15:05
    4:00 #note December: 83 MQL and 49 € each. Nobody buys garden lamps in the snow.
    10:00 #decision December is compared with last December, not with November.
    == issues 20:05
    0:50 december-silence: #issue marketing 14 leads of 18 December were first called today.
    4:40 #heard {december-silence} They asked, we were on holiday, and you had promised them a call.
    5:05 #yes {december-silence}
    7:10 newsletter-surprise: #issue sales I learned of our newsletter from my own customer.
    12:00 no-quotes: #issue marketing We get no customer quotes, though we ask every month.
    16:20 #heard {no-quotes} You need one sentence and a name, and we always say: next week.
    16:45 #yes {no-quotes}
    == vocabulary 12:20
    1:20 #note Score of 50 means: fits us, and did two things that buyers do.
    == closing 7:00
    1:10 rota: #action Lena by 2026-01-23 a holiday rota with a name for every week
    2:20 scoring: #action Theo by 2026-01-30 rebuild the scoring with the line at 50
    3:20 #idea Newsletter to sales one day before the customers get it
    """),
    settled=(
        Settled(
            690,
            "mql",
            "A lead from a company that fits our profile, with a score of 50 or more.",
            marketing="like",
            sales="live with",
        ),
    ),
    ratings=(
        Rating("marketing", 8),
        Rating("sales", 8),
    ),
)

FEBRUARY = Sitting(
    held_on=dt.date(2026, 2, 3),
    facilitator="Lena",
    scribe="Priya",
    parts=page("""
    == opening 4:20
    1:50 #note Rota is up. The scoring is a week late: the old one had no documentation.
    == metrics 14:20
    3:00 #note 121 MQL, 80 of them accepted. First touch 27 hours, the best so far.
    7:10 #voice sales won: A café owner: I bought because someone called me back the same day.
    11:30 by-channel: #action Priya by 2026-02-20 show the cost per lead by channel
    == issues 20:20
    1:30 still-thinking: #issue sales Customers get our 'still thinking?' mail the day after they signed.
    5:30 #heard {still-thinking} You shake hands, and the next morning we doubt that they know their mind.
    5:55 #yes {still-thinking}
    9:20 renamed: #issue marketing Sales renames our campaigns, so we can't find their deals.
    13:30 #heard {renamed} You look for Winter Terrace and we wrote 'the lamp thing'.
    13:55 #yes {renamed}
    16:50 #park A nightly list of new customers for the mailing tool
    == vocabulary 11:55
    6:40 #dispute sla A customer hears uptime when we say it
    == closing 7:10
    1:40 three-slas: #action Jutta by 2026-02-13 bring three SLAs that customers have signed
    """),
    settled=(
        Settled(
            330,
            "sal",
            "An MQL that someone in sales said yes to, by name, within two working days.",
            marketing="like",
            sales="like",
        ),
        Settled(
            650,
            "sla",
            "The promise between our two teams at the hand-off.",
            marketing="like",
            sales="uncomfortable",
        ),
    ),
    ratings=(
        Rating("marketing", 9),
        Rating("sales", 8),
    ),
)

MARCH = Sitting(
    held_on=dt.date(2026, 3, 3),
    facilitator="Theo",
    scribe="Omar",
    left=("Jutta",),
    parts=page("""
    == opening 5:30
    2:40 #note Cost by channel: the trade magazine costs 96 € a lead. Silence in the room.
    == metrics 14:50
    2:30 #decision No more page in the trade magazine; the money goes to the spring fair.
    8:40 lanterns: #action Anna by 2026-03-10 order 300 small lanterns for the stand
    == issues 19:45
    1:10 fair-stand: #issue marketing Two weeks to the fair, and no names from sales for the stand.
    4:50 #heard {fair-stand} You booked a stand for four, and so far it is two of you and a plant.
    5:15 #yes {fair-stand}
    8:00 price-lists: #issue sales There are two price lists, and the customer has the cheaper one.
    12:40 #heard {price-lists} We printed February's, you quote January's, and the customer can choose.
    13:05 #yes {price-lists}
    15:30 #park One link that always leads to the price list of the day
    == vocabulary 12:10
    1:00 #note Sales: a meeting is a coffee. Marketing: a meeting is what we can promise.
    == closing 7:30
    1:20 stand-names: #action Omar by 2026-03-06 four names and shifts for the stand
    2:50 old-prices: #action Jutta by 2026-03-20 withdraw the January price list everywhere
    """),
    settled=(
        Settled(
            420,
            "sql",
            "A lead who has met sales and wants to hear a price.",
            marketing="live with",
            sales="uncomfortable",
        ),
        Settled(
            690,
            "won",
            "The contract is signed by both sides, and the order is in the books.",
            marketing="like",
            sales="like",
        ),
    ),
    ratings=(
        Rating("marketing", 8),
        Rating("sales", 8),
    ),
)

APRIL = Sitting(
    held_on=dt.date(2026, 4, 7),
    facilitator="Jutta",
    scribe="Anna",
    regrets=("Priya",),
    parts=page("""
    == opening 5:55
    2:20 #note Everyone is tired. The fair was a success; nobody feels like it.
    == metrics 16:50
    3:20 #note 164 MQL, the most ever. 46 hours to the first touch, the worst in a year.
    9:20 #note Win rate 17 %: the numerator was at the fair too.
    14:10 without-fair: #action Mara by 2026-04-24 show March once with the fair and once without
    == issues 21:50
    0:40 fair-phones: #issue sales The fair leads came without phone numbers, 61 of them.
    3:50 #heard {fair-phones} We scanned badges, and a badge knows a name and a company, no more.
    4:15 #yes {fair-phones}
    5:00 +sales {fair-phones}
    5:05 +marketing {fair-phones}
    6:10 free-lantern: #issue sales Half of them only wanted the free lantern.
    9:20 fair-silence: #issue marketing 30 fair leads heard nothing from us for eight days.
    13:00 #heard {fair-silence} They were warm on Friday, and when we called they asked who we are.
    13:25 #notquite {fair-silence} Not cold: nobody had told them when we would call.
    14:10 #heard {fair-silence} They had no date to wait for, so our silence looked like the answer.
    14:40 #yes {fair-silence}
    16:00 afraid: #issue anon I am afraid to say a number is bad, as it ends up as my number.
    19:40 #heard {afraid} A red number here should be a question, and it feels like a sentence.
    == vocabulary 6:30
    == closing 8:30
    1:50 #decision Issues are about how we work, never about who. Jutta reads this out each time.
    4:00 fair-form: #action Theo by 2026-04-17 a form for the next fair that asks three questions
    """),
    settled=(
        Settled(
            340,
            "hand-off",
            "The moment sales gets the notice of a lead.",
            marketing="live with",
            sales="uncomfortable",
        ),
    ),
    ratings=(
        Rating("marketing", 5, "It felt like a trial, although everyone was polite."),
        Rating("sales", 6, "True things were said, in the wrong tone. Mine too."),
    ),
)

WINTER: tuple[Sitting, ...] = (NOVEMBER, DECEMBER, JANUARY, FEBRUARY, MARCH, APRIL)
