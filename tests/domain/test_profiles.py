"""A file's headings choose its profile; case, spaces and underscores aside."""

import pytest
from msgspec.structs import replace

from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Glossary
from smeeting.domain.lead_rows import stage_names
from smeeting.domain.profiles import Profile, choose_profile, loose
from smeeting.domain.starter_profiles import STARTER_PROFILES

EXPORTS = {
    "HubSpot contacts": "Record ID,First Name,Email,Create Date,Lifecycle Stage,Original Source",
    "HubSpot deals": "Record ID,Deal Name,Deal Stage,Close Date,Amount,Pipeline,Associated Contact IDs",
    "Salesforce leads": "Lead ID,Company / Account,Lead Source,Lead Status,Create Date,Converted Date",
    "Salesforce opportunities": "Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Amount",
    "Pipedrive deals": "Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Deal created",
}
BY_THE_INTERFACE = {
    "HubSpot contacts": "hs_object_id,createdate,lifecyclestage,hs_analytics_source",
    "HubSpot deals": "hs_object_id,dealname,dealstage,closedate,amount",
    "Salesforce leads": "Id,Company,LeadSource,Status,CreatedDate,IsConverted,ConvertedDate",
    "Salesforce opportunities": "Id,Name,StageName,CloseDate,Amount,IsWon,IsClosed,CreatedDate",
    "Pipedrive deals": "ID,Title,Value,Status,Add time,Won time,Lost time",
}


@pytest.mark.parametrize(
    ("name", "headings"), [*EXPORTS.items(), *BY_THE_INTERFACE.items()], ids=lambda text: text[:30]
)
def test_each_program_is_known_by_its_headings(name: str, headings: str) -> None:
    for written in (headings, headings.upper(), headings.replace(" ", "_"), headings.replace(" ", "  ")):
        assert choose_profile(STARTER_PROFILES, written.split(",")).name == name


def test_a_profile_of_ones_own_comes_before_one_that_fits_as_well() -> None:
    like = next(one for one in STARTER_PROFILES if one.name == "HubSpot contacts")
    headings = ["Record ID", "Lifecycle Stage", "Create Date", "Original Source"]
    same = replace(like, name="ours")
    assert choose_profile((same, *STARTER_PROFILES), headings).name == "ours"
    less = Profile("ours", "contact", like.key, source=like.source)
    assert choose_profile((less, *STARTER_PROFILES), headings).name == "HubSpot contacts"


@pytest.mark.parametrize(
    ("headings", "wanted", "part"),
    [
        ("a,b,c", None, "the headings are those of no profile"),
        ("Deal Stage,Deal Name,Amount", None, "looks like HubSpot deals, but no column holds its id"),
        ("a,b,c", "hubspot contact", "there is no profile 'hubspot contact'"),
        ("a,b,c", "HUBSPOT-contacts", "no column holds an id"),
    ],
)
def test_headings_that_no_profile_fits_are_refused(headings: str, wanted: str | None, part: str) -> None:
    with pytest.raises(SmeetingError, match=part):
        choose_profile(STARTER_PROFILES, headings.split(","), wanted)


def test_a_name_chooses_a_profile_that_the_headings_would_not() -> None:
    chosen = choose_profile(STARTER_PROFILES, ["Record ID", "Lifecycle Stage"], "hubspot_deals")
    assert chosen.name == "HubSpot deals"


@pytest.mark.parametrize(
    "text", ["Lead Status", "lead_status", "LEAD-STATUS", " Lead  Status ", "ＬeadＳtatus"]
)
def test_spellings_are_the_same(text: str) -> None:
    assert loose(text) == "leadstatus"


@pytest.mark.parametrize("profile", STARTER_PROFILES, ids=lambda profile: profile.name)
def test_no_profile_asks_for_people(profile: Profile) -> None:
    names = " ".join((*profile.label, *profile.keep, *profile.source, *profile.key)).casefold()
    assert not any(word in names for word in ("email", "mail address", "phone", "first name", "last name"))
    assert profile.keep == ()


@pytest.mark.parametrize("profile", STARTER_PROFILES, ids=lambda profile: profile.name)
def test_what_a_profile_leads_to_is_in_the_starter_glossary(profile: Profile, starter: Glossary) -> None:
    known = {term.id for term in starter.stages} | {"lost", "touch", ""}
    assert set(profile.stages.values()) | set(profile.dates) | set(profile.flags) <= known
    names = stage_names(profile, starter)
    assert names["mql"] == "mql"
    assert all(names[loose(said)] == stage for said, stage in profile.stages.items())
