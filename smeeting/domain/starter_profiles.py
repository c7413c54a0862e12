"""The profiles that are there from the start, by the headings of the programs' own exports.

Both the headings that people see and the names that the programs' interfaces use are known. Sources: the
documentation of exports and of object fields that HubSpot, Salesforce and Pipedrive publish.
"""

from smeeting.domain.profiles import Profile

_ENTERED = 'Date entered "{} (Lifecycle Stage Pipeline)"'


def _hubspot_dates(stage: str, internal: str) -> tuple[str, ...]:
    article = "an" if stage[0] in "AEIOU" else "a"
    return (
        f"Became {article} {stage} Date",
        _ENTERED.format(stage),
        f"hs_lifecyclestage_{internal}_date",
        f"hs_v2_date_entered_{internal}",
    )


_TOUCHES = (
    "First outreach date",
    "Date of first engagement",
    "First Contact Date",
    "First activity date",
    "First Response Date",
    "hs_sa_first_engagement_date",
    "hs_first_outreach_date",
)

HUBSPOT_CONTACTS = Profile(
    name="HubSpot contacts",
    object="contact",
    key=("Record ID", "Record ID - Contact", "Contact ID", "hs_object_id", "vid"),
    tells=(
        "Lifecycle Stage",
        "lifecyclestage",
        "Became a Marketing Qualified Lead Date",
        "Became a Lead Date",
        "hs_lifecyclestage_lead_date",
    ),
    source=(
        "Original Source",
        "Original Traffic Source",
        "Original Source Type",
        "hs_analytics_source",
        "Latest Traffic Source",
        "Latest Source",
        "Lead Source",
    ),
    stage=("Lifecycle Stage", "lifecyclestage"),
    amount=("Total Revenue", "total_revenue", "Recent Deal Amount", "recent_deal_amount"),
    label=("Company name", "Company", "Associated Company", "Primary Associated Company"),
    dates={
        "lead": (*_hubspot_dates("Lead", "lead"), "Create Date", "createdate", "Created Date"),
        "mql": _hubspot_dates("Marketing Qualified Lead", "marketingqualifiedlead"),
        "touch": _TOUCHES,
        "sql": _hubspot_dates("Sales Qualified Lead", "salesqualifiedlead"),
        "opportunity": _hubspot_dates("Opportunity", "opportunity"),
        "won": (*_hubspot_dates("Customer", "customer"), "First Deal Closed Date"),
    },
    stages={
        "subscriber": "interest",
        "lead": "lead",
        "marketingqualifiedlead": "mql",
        "salesqualifiedlead": "sql",
        "opportunity": "opportunity",
        "customer": "won",
        "evangelist": "won",
        "other": "",
    },
    sources={
        "ORGANIC_SEARCH": "Organic Search",
        "PAID_SEARCH": "Paid Search",
        "EMAIL_MARKETING": "Email Marketing",
        "SOCIAL_MEDIA": "Organic Social",
        "PAID_SOCIAL": "Paid Social",
        "REFERRALS": "Referrals",
        "OTHER_CAMPAIGNS": "Other Campaigns",
        "DIRECT_TRAFFIC": "Direct Traffic",
        "OFFLINE": "Offline Sources",
    },
)

_DEAL_STAGES = {
    "closedwon": "won",
    "won": "won",
    "closedlost": "lost",
    "lost": "lost",
    **dict.fromkeys(
        (
            "appointmentscheduled",
            "qualifiedtobuy",
            "presentationscheduled",
            "decisionmakerboughtin",
            "contractsent",
        ),
        "opportunity",
    ),
}

HUBSPOT_DEALS = Profile(
    name="HubSpot deals",
    object="deal",
    key=("Record ID", "Record ID - Deal", "Deal ID", "hs_object_id"),
    tells=("Deal Stage", "dealstage", "Deal Name", "dealname"),
    link=("Associated Contact IDs", "Associated Contact Record ID", "Associated Contact ID"),
    source=("Original Source Type", "Original Traffic Source", "Original Source", "hs_analytics_source"),
    stage=("Deal Stage", "dealstage"),
    amount=("Amount", "Deal Amount", "Amount in company currency", "hs_amount_in_home_currency"),
    label=("Deal Name", "dealname", "Associated Company"),
    dates={"opportunity": ("Create Date", "createdate", "Created Date")},
    closed=("Close Date", "closedate"),
    flags={
        "won": ("Is Closed Won", "Is closed won", "hs_is_closed_won"),
        "lost": ("Is Closed Lost", "hs_is_closed_lost"),
    },
    stages=_DEAL_STAGES,
    sources=HUBSPOT_CONTACTS.sources,
)

SALESFORCE_LEADS = Profile(
    name="Salesforce leads",
    object="lead",
    key=("Lead ID", "Id", "Lead Id", "18 Digit Lead ID"),
    tells=("Lead Status", "Lead ID", "IsConverted", "ConvertedDate", "Converted Date"),
    source=("Lead Source", "LeadSource"),
    stage=("Lead Status", "Status"),
    amount=("Expected Amount",),
    label=("Company / Account", "Company"),
    dates={
        "lead": ("Create Date", "Created Date", "CreatedDate"),
        "touch": _TOUCHES,
        "sql": ("Converted Date", "ConvertedDate"),
    },
    flags={"sql": ("Converted", "IsConverted")},
    stages={
        "new": "lead",
        "open": "lead",
        "opennotcontacted": "lead",
        "nurturing": "lead",
        "contacted": "sal",
        "working": "sal",
        "workingcontacted": "sal",
        "qualified": "sql",
        "converted": "sql",
        "closedconverted": "sql",
        "unqualified": "lost",
        "closednotconverted": "lost",
        "disqualified": "lost",
    },
)

SALESFORCE_OPPORTUNITIES = Profile(
    name="Salesforce opportunities",
    object="deal",
    key=("Opportunity ID", "Id", "18 Digit Opportunity ID"),
    tells=("Opportunity ID", "Opportunity Name", "StageName", "IsWon"),
    link=("Lead ID", "Converted Lead ID"),
    link_to="lead",
    source=("Lead Source", "LeadSource"),
    stage=("Stage", "StageName"),
    amount=("Amount", "Amount (converted)"),
    label=("Account Name", "Opportunity Name", "Name"),
    dates={"opportunity": ("Created Date", "CreatedDate", "Create Date")},
    closed=("Close Date", "CloseDate"),
    flags={"won": ("Won", "IsWon")},
    stages={
        "closedwon": "won",
        "closedlost": "lost",
        **dict.fromkeys(
            (
                "prospecting",
                "qualification",
                "needsanalysis",
                "valueproposition",
                "iddecisionmakers",
                "perceptionanalysis",
                "proposalpricequote",
                "negotiationreview",
            ),
            "opportunity",
        ),
    },
)

PIPEDRIVE_DEALS = Profile(
    name="Pipedrive deals",
    object="deal",
    key=("Deal - ID", "ID", "Deal ID"),
    tells=("Deal - ID", "Deal - Status", "Won time", "Lost time", "Deal - Won time", "Deal created"),
    source=(
        "Deal - Source channel",
        "Source channel",
        "Deal - Lead source",
        "Lead source",
        "Deal - Source origin",
        "Source origin",
    ),
    stage=("Deal - Status", "Status"),
    amount=("Deal - Value", "Value"),
    label=("Deal - Organization", "Organization", "Deal - Title", "Title"),
    dates={
        "opportunity": ("Deal - Deal created", "Deal created", "Deal - Add time", "Add time"),
        "won": ("Deal - Won time", "Won time"),
        "lost": ("Deal - Lost time", "Lost time"),
    },
    stages={"open": "opportunity", "won": "won", "lost": "lost", "deleted": ""},
)

STARTER_PROFILES = (
    HUBSPOT_CONTACTS,
    HUBSPOT_DEALS,
    SALESFORCE_LEADS,
    SALESFORCE_OPPORTUNITIES,
    PIPEDRIVE_DEALS,
)
