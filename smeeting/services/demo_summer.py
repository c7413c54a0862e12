"""The second half of the demo's year, May to October: the answers, a new MQL, and three campsites."""

import datetime as dt

from smeeting.domain.people import Rating
from smeeting.domain.voices import Round
from smeeting.services.demo_form import Counted, Settled, Sitting, page

MAY = Sitting(
    held_on=dt.date(2026, 5, 5),
    facilitator="Priya",
    scribe="Ben",
    parts=page("""
    == opening 5:35
    1:10 #note Jutta read the rule aloud: how we work, never who.
    3:20 #note The fair form exists, and Omar tried it on his mother. Three questions, 40 seconds.
    == metrics 14:05
    2:30 #note April: first touch 30 hours, on the line. Sales cycle 52 days, two over.
    7:45 #decision From May the first touch is promised within 24 hours.
    11:15 weekdays: #action Mara by 2026-05-22 print the first-touch hours by weekday and hang them up
    == issues 19:20
    0:55 demo-slots: #issue marketing A demo request waits six days for a free slot.
    3:50 #heard {demo-slots} They asked today, and on the day of the demo they have forgotten why.
    4:15 #yes {demo-slots}
    6:30 crm-fields: #issue sales The CRM wants 14 fields before it saves a lead.
    9:40 #heard {crm-fields} You invent nine of the fourteen, and we plan campaigns on them.
    10:05 #yes {crm-fields}
    12:40 #voice sales opportunity: A hotel manager: your demo was good, your wait was long.
    15:30 #park Show the free slots right on the form
    == vocabulary 12:00
    0:40 #term sla
    == closing 7:50
    1:20 slots: #action Jutta by 2026-05-15 two fixed demo slots a day, also on Mondays
    2:10 fields: #action Lena by 2026-05-29 a list of the fields that anyone has ever read
    """),
    settled=(
        Settled(
            360,
            "sla",
            "What our two teams promise each other at the hand-off. To customers we say: uptime promise.",
            marketing="live with",
            sales="like",
        ),
        Settled(
            680,
            "hand-off",
            "The moment sales has the lead's name, company, phone number and question, and says so.",
            marketing="live with",
            sales="like",
        ),
    ),
    ratings=(Rating("marketing", 9), Rating("sales", 8)),
)

JUNE = Sitting(
    held_on=dt.date(2026, 6, 2),
    facilitator="Omar",
    scribe="Theo",
    regrets=("Anna",),
    parts=page("""
    == opening 4:20
    2:00 #note Demo slots: the wait went from six days to two. Cake, brought by marketing.
    == metrics 13:40
    1:50 #note May: ten of eleven promises kept. The eleventh came an hour late.
    6:10 #decision From June the targets are 40 SQL, 10 won and 95 % of leads answered.
    9:30 #metric first-touch 25 one hour over, on a holiday
    == issues 18:45
    1:05 jargon: #issue sales Customers ask what a luminaire is. So do I.
    3:30 #heard {jargon} You are asked to sell a word that nobody has ever used in a garden.
    3:55 #yes {jargon}
    5:50 credit: #issue marketing Deals that come through a partner have no source in the CRM.
    9:15 #heard {credit} It looks as if nothing we do with the partners ever sells a lamp.
    9:40 #yes {credit}
    12:20 #park Say lamp
    15:40 #voice marketing interest: A gardener for four hotels: I search for 'warm light, no insects'.
    == vocabulary 11:10
    6:10 #note Agreed that a voicemail is a touch, if it has a name and a question in it.
    == closing 6:30
    1:00 lamp: #action Priya by 2026-06-26 say lamp on all pages, luminaire on none
    1:50 partner-source: #action Omar by 2026-06-30 ask the partners who sent whom since January
    """),
    settled=(
        Settled(
            350,
            "first-touch",
            "Working hours from the hand-off to the first call or personal mail from sales.",
            marketing="live with",
            sales="like",
        ),
        Settled(
            620,
            "icp",
            "Independent hotels and inns with 20 to 80 rooms and a terrace, within a day's drive.",
            marketing="like",
            sales="live with",
        ),
    ),
    ratings=(Rating("marketing", 9), Rating("sales", 9)),
)

JULY = Sitting(
    held_on=dt.date(2026, 7, 7),
    facilitator="Anna",
    scribe="Jutta",
    parts=page("""
    == opening 5:05
    2:40 #note No luminaire left on any page. One customer asked where they had gone.
    == metrics 15:50
    2:20 #note June: 131 MQL, 40 SQL. Best June that anyone can remember.
    8:00 #decision With the new MQL there will be fewer: the target is 90 for July and August.
    12:30 by-source: #action Theo by 2026-07-24 count since January how many badge scans ever bought
    == issues 20:25
    0:50 holiday-cover: #issue anon In the holidays I do two jobs, and the numbers only know one.
    4:00 #heard {holiday-cover} You cover for a colleague, and for it you look slow in both places.
    7:20 badge: #issue sales Badge scans still count as MQL.
    9:05 #note Not an issue: it is a word. Moved to the vocabulary.
    12:10 no-show: #issue marketing Four of ten demo requests don't come to the demo.
    16:00 #heard {no-show} We bring them to the door, and then nobody rings to say we are expecting them.
    16:25 #yes {no-show}
    == vocabulary 12:00
    1:00 #term mql
    7:30 #note The old series ends here. We don't compare July with June.
    == closing 6:20
    0:50 reminder: #action Ben by 2026-07-17 call each demo guest on the day before
    """),
    settled=(
        Settled(
            440,
            "mql",
            "A lead from a company that fits our profile, who asked us for something. A scan asks nothing.",
            marketing="live with",
            sales="like",
        ),
        Settled(
            700,
            "lost",
            "They told us no, or a date we set went by without a word.",
            marketing="like",
            sales="live with",
        ),
    ),
    ratings=(Rating("marketing", 8), Rating("sales", 9)),
)

AUGUST = Sitting(
    held_on=dt.date(2026, 8, 4),
    facilitator="Lena",
    scribe="Priya",
    regrets=("Ben", "Mara", "Theo"),
    left=("Omar",),
    parts=page("""
    == opening 3:50
    1:30 #note Five of eight are here, and one of them is in a car park.
    == metrics 12:15
    2:00 #note 96 MQL by the new words, 74 of them accepted. That share was never as high.
    5:30 #note Assets delivered: nobody counted. It stays empty, we don't guess.
    9:10 count-assets: #action Priya by 2026-08-21 say who counts the assets in the holidays
    == issues 17:05
    1:10 slow-site: #issue sales The price page takes nine seconds on a phone. I stood beside the customer.
    4:30 #heard {slow-site} You hold the phone, both of you look at it, and it becomes very quiet.
    4:55 #yes {slow-site}
    5:40 +marketing {slow-site}
    8:20 late-brief: #issue marketing Requests for a one-pager come on the day before the call.
    11:45 #heard {late-brief} You would like to do it well, and we leave you an evening.
    12:10 #yes {late-brief}
    14:10 #voice sales sql: The hotelier with the phone: take your time, I have guests until October.
    == vocabulary 10:40
    5:20 #note Without a next step in both calendars it is a chat.
    == closing 5:55
    1:15 compress: #action Anna by 2026-08-28 the price page in two seconds on a phone
    """),
    settled=(
        Settled(
            300,
            "opportunity",
            "A possible deal with an amount, a close date and a next step in both calendars.",
            marketing="live with",
            sales="like",
        ),
    ),
    ratings=(
        Rating("marketing", 7, "Too few of us to decide anything."),
        Rating("sales", 8),
    ),
)

SEPTEMBER = Sitting(
    held_on=dt.date(2026, 9, 1),
    facilitator="Theo",
    scribe="Lena",
    regrets=("Jutta",),
    parts=page("""
    == opening 6:10
    2:30 #note One-pagers: seven requests in August, five of them with a week's notice.
    == metrics 17:20
    1:40 #note August: cost per lead 48 €. A new rival bids on 'garden light hotel'.
    6:20 #note First touch 26 hours, answered 93 %. Holidays, and we said so before.
    9:40 #decision From September the MQL target is 120 again, by the new words.
    13:50 rival: #action Mara by 2026-09-18 find ten searches the rival does not pay for
    == issues 19:15
    1:00 campsites: #issue marketing Sales sold to three campsites, and we only write for hotels.
    4:20 #heard {campsites} You aim at a terrace, and then we come back with a tent.
    4:45 #yes {campsites}
    7:30 discount: #issue sales A discount code was on the site, and we heard of it from a buyer.
    10:50 #heard {discount} You had offered full price an hour before, and looked like the one who hides it.
    11:15 #yes {discount}
    14:00 #park A shared calendar for all that customers can see
    == vocabulary 9:40
    0:30 #term icp
    4:10 #dispute icp Sales: campsites buy fast and pay on time, so they are the profile
    == closing 7:15
    1:10 camp-list: #action Omar by 2026-09-25 write up how the three campsites came to buy
    2:05 camp-page: #action Theo by 2026-11-06 a trial page for campsites, in our own words
    """),
    settled=(
        Settled(
            520,
            "campaign",
            "One aim, one message, a budget and an end date, known to both teams before it starts.",
            marketing="like",
            sales="like",
            unseen=(
                ("marketing", "All work on one message, from the first sketch to the last report."),
                ("sales", "When the mails go out and the phone rings for two weeks."),
            ),
        ),
    ),
    ratings=(
        Rating("marketing", 7, "The campsites came up as a joke and stayed as one for ten minutes."),
        Rating("sales", 8),
    ),
)

OCTOBER = Sitting(
    held_on=dt.date(2026, 10, 6),
    facilitator="Ben",
    scribe="Anna",
    parts=page("""
    == opening 4:45
    2:10 #note Camp report is in. The owners know each other and talk, mostly about us.
    == metrics 15:40
    1:30 #metric first-touch 21 the best month ever
    4:00 #note September: all that sales promised, kept. Cost per lead 46 €, over again.
    8:20 goat: #voice sales opportunity: A camp owner: never mind the price, does it survive a goat?
    11:50 bids: #action Mara by 2026-10-23 stop the three dearest searches for two weeks and compare
    == issues 21:05
    0:45 territory: #issue marketing Leads from the north wait; nobody knows whose they are.
    3:40 #heard {territory} They do what we ask them to do, and then they fall between two chairs of ours.
    4:05 #yes {territory}
    4:40 +sales {territory}
    4:45 +sales {territory}
    4:50 +marketing {territory}
    6:20 cost-behind: #issue sales Cost per lead is behind again. We fear for the fair's budget.
    9:30 #heard {cost-behind} If the clicks eat the money, there is no stand in spring, and you live from it.
    9:55 #yes {cost-behind}
    12:00 photo: #issue sales All our photos show summer. I sell in November.
    15:10 quiet: #issue anon The same three people speak. I agree with them, and still.
    18:30 #park A photo of the lake hotel in the snow
    == vocabulary 11:30
    1:20 #term sql
    == closing 6:40
    0:55 winter-photos: #action Priya by 2026-11-20 winter photos from three customers
    1:45 reasons: #action Jutta by 2026-11-02 bring the reasons of September's lost deals
    2:40 #decision In November the first to speak to each issue is someone who has not spoken yet.
    """),
    settled=(
        Settled(
            410,
            "sql",
            "A lead who has met us and has a need and a date; budget may come later.",
            marketing="like",
            sales="uncomfortable",
        ),
        Settled(
            655,
            "lead-source",
            "What first brought a person to us, as they tell it; what the tools say stands beside it.",
            marketing="live with",
            sales="like",
            rounds=(
                Round(
                    "The channel of the first click.",
                    {"marketing": "like", "sales": "uncomfortable"},
                    "Half of them saw us at the fair and never clicked on anything.",
                ),
            ),
        ),
    ),
    counted=(
        Counted(
            560,
            "lead",
            "A business card from the fair with nothing written on it",
            marketing=True,
            sales=False,
            rule="A card from a fair with a question written on it",
        ),
    ),
    ratings=(Rating("marketing", 8), Rating("sales", 9)),
)

SUMMER: tuple[Sitting, ...] = (MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER)
