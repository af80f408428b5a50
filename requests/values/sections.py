"""Everything a request says, section by section: what para 6(a)-(e) names, and the optional elements."""

from __future__ import annotations

from requests.values.fields import (
    CONVEYANCE_KINDS,
    PARTY_KINDS,
    PRIORITIES,
    PROCEEDINGS,
    PURPOSES,
    YES_NO,
    Field,
    Section,
    gettext_noop,
)

COUNTRY_PATTERN = "[A-Z]{2}"
COUNTRY_MESSAGE = gettext_noop("Enter the two-letter code of the country, such as NZ or JP")
COUNTRY_HINT = gettext_noop("Two-letter code, such as NZ or JP")


def _country(paragraph: str = "6") -> Field:
    return Field(
        "country",
        "code",
        gettext_noop("Country"),
        limit=2,
        hint=COUNTRY_HINT,
        paragraph=paragraph,
        pattern=COUNTRY_PATTERN,
        pattern_message=COUNTRY_MESSAGE,
    )


REQUEST = Section(
    "request",
    gettext_noop("The request"),
    "6(a), 6(b), 6(e)",
    (
        Field(
            "priority",
            "choice",
            gettext_noop("Priority of the request"),
            required=True,
            paragraph="6(e)",
            choices=PRIORITIES,
        ),
        Field("purpose", "choice", gettext_noop("Purpose"), required=True, paragraph="3(b)", choices=PURPOSES),
        Field(
            "proceedings",
            "choice",
            gettext_noop("Nature of the proceedings"),
            required=True,
            paragraph="6(a)",
            choices=PROCEEDINGS,
        ),
        Field(
            "proceedings_description",
            "lines",
            gettext_noop("More about the proceedings"),
            limit=2000,
            paragraph="6(a)",
        ),
        Field("subject", "text", gettext_noop("Subject of the request"), limit=200, required=True, paragraph="6(b)"),
        Field("reason", "lines", gettext_noop("Reason for the request"), limit=4000, required=True, paragraph="6(b)"),
    ),
    required=True,
)

PARTIES = Section(
    "parties",
    gettext_noop("Parties"),
    "6(c)",
    (
        Field("kind", "choice", gettext_noop("Kind of party"), required=True, paragraph="6(c)", choices=PARTY_KINDS),
        Field("name", "text", gettext_noop("Name"), limit=200, required=True, paragraph="6(c)"),
        Field(
            "name_original",
            "text",
            gettext_noop("Name in original script"),
            limit=200,
            hint=gettext_noop("For instance 髙橋 美咲"),
            paragraph="6(c)",
        ),
        Field(
            "aliases",
            "list",
            gettext_noop("Other names"),
            limit=1000,
            hint=gettext_noop("One a line"),
            paragraph="6(c)",
        ),
        Field("address", "lines", gettext_noop("Address"), limit=500, paragraph="6(c)"),
        _country("6(c)"),
        Field("date_of_birth", "date", gettext_noop("Date of birth"), paragraph="6(c)"),
        Field("registration_number", "text", gettext_noop("Registration number"), limit=60, paragraph="6(c)"),
        Field("vat_number", "text", gettext_noop("VAT or GST number"), limit=60, paragraph="6(c)"),
        Field("passport_number", "text", gettext_noop("Passport number"), limit=60, paragraph="6(c)"),
        Field("other_identifier", "text", gettext_noop("Other identifier"), limit=100, paragraph="6(c)"),
    ),
    repeated=True,
    entry=gettext_noop("party"),
    lead=gettext_noop("Names and addresses of the parties to whom the request relates, if known."),
)

GOODS = Section(
    "goods",
    gettext_noop("Goods"),
    "6",
    (
        Field("description", "lines", gettext_noop("Description"), limit=500, required=True),
        Field(
            "hs_code",
            "code",
            gettext_noop("HS code"),
            limit=12,
            hint=gettext_noop("4 to 10 digits; points may be left out"),
            pattern=r"\d{4,10}",
            pattern_message=gettext_noop("Enter an HS code of 4 to 10 digits"),
        ),
        Field("quantity", "decimal", gettext_noop("Quantity"), limit=20),
        Field("unit", "text", gettext_noop("Unit"), limit=20, hint=gettext_noop("Such as kg or cartons")),
        Field("value", "decimal", gettext_noop("Value"), limit=20),
        Field(
            "currency",
            "code",
            gettext_noop("Currency"),
            limit=3,
            hint=gettext_noop("Three-letter code, such as NZD or JPY"),
            pattern="[A-Z]{3}",
            pattern_message=gettext_noop("Enter the three-letter code of the currency, such as NZD or JPY"),
        ),
    ),
    repeated=True,
    entry=gettext_noop("goods"),
)

CONSIGNMENTS = Section(
    "consignments",
    gettext_noop("Consignments"),
    "6",
    (
        Field("declaration", "text", gettext_noop("Declaration number"), limit=60),
        Field("container", "text", gettext_noop("Container number"), limit=60),
        Field("transport_document", "text", gettext_noop("Bill of lading or waybill"), limit=60),
        Field("invoice_number", "text", gettext_noop("Invoice number"), limit=60),
        Field("invoice_date", "date", gettext_noop("Invoice date")),
    ),
    repeated=True,
    entry=gettext_noop("consignment"),
)

CONVEYANCES = Section(
    "conveyances",
    gettext_noop("Conveyances"),
    "6",
    (
        Field("kind", "choice", gettext_noop("Kind of conveyance"), required=True, choices=CONVEYANCE_KINDS),
        Field("name", "text", gettext_noop("Name, flight or voyage"), limit=100, required=True),
        Field("identifier", "text", gettext_noop("IMO number, registration or plate"), limit=60),
        Field("date", "date", gettext_noop("Date of arrival or departure")),
    ),
    repeated=True,
    entry=gettext_noop("conveyance"),
)

PLACES = Section(
    "places",
    gettext_noop("Places"),
    "6",
    (
        Field("name", "text", gettext_noop("Place"), limit=200, required=True),
        _country(),
    ),
    repeated=True,
    entry=gettext_noop("place"),
)

MATTER = Section(
    "matter",
    gettext_noop("The matter and its legal elements"),
    "6(d)",
    (
        Field(
            "matter",
            "lines",
            gettext_noop("Brief description of the matter under consideration"),
            limit=6000,
            required=True,
            paragraph="6(d)",
        ),
        Field(
            "legal_elements",
            "lines",
            gettext_noop("Legal elements involved"),
            limit=4000,
            required=True,
            paragraph="6(d)",
        ),
        Field("legal_provision", "text", gettext_noop("Legal provision relied on"), limit=300, paragraph="6(d)"),
        Field("period_from", "date", gettext_noop("Period under investigation: from")),
        Field("period_until", "date", gettext_noop("Period under investigation: until")),
        Field("link", "lines", gettext_noop("Link between the assistance asked for and the matter"), limit=2000),
    ),
    required=True,
)

EXECUTION = Section(
    "execution",
    gettext_noop("What is asked for"),
    "5, 6",
    (
        Field(
            "useful_information",
            "lines",
            gettext_noop("Information useful for carrying out the request"),
            limit=6000,
        ),
        Field("measure_asked", "lines", gettext_noop("Measure asked for"), limit=2000),
        Field("holder_of_information", "lines", gettext_noop("Who is believed to hold the information"), limit=1000),
        Field("enquiries_made", "lines", gettext_noop("Enquiries already made"), limit=2000),
        Field("wished_date", "date", gettext_noop("Date by which an answer is wished for")),
        Field("contact_point", "text", gettext_noop("Contact point"), limit=200),
        Field(
            "can_reciprocate",
            "choice",
            gettext_noop("Could your administration carry out a similar request?"),
            required=True,
            paragraph="5",
            choices=YES_NO,
        ),
        Field(
            "reciprocity_statement",
            "lines",
            gettext_noop("If not, why not"),
            limit=1000,
            hint=gettext_noop("Shown first to the other side; carrying out the request is then at its discretion"),
            paragraph="5",
        ),
    ),
    required=True,
)

SECURITY = Section(
    "security",
    gettext_noop("Marking and caveats"),
    "3(h), 6(e)",
    (
        Field("level", "choice", gettext_noop("Security classification"), required=True, paragraph="3(h)"),
        Field("endorsements", "choices", gettext_noop("Endorsements"), paragraph="3(h)"),
        Field(
            "handled_as",
            "choice",
            gettext_noop("To be handled by the other side as"),
            hint=gettext_noop("Needed where no equivalent classification is agreed"),
            paragraph="3(h)",
        ),
        Field(
            "handling_instruction",
            "lines",
            gettext_noop("Written handling instruction"),
            limit=1000,
            hint=gettext_noop("Needed where no equivalent classification is agreed"),
            paragraph="3(h)",
        ),
        Field("legal_caveat", "lines", gettext_noop("Legal or security caveat"), limit=2000, paragraph="6(e)"),
        Field("confidentiality_reason", "lines", gettext_noop("Reason for confidentiality"), limit=1000),
    ),
    required=True,
)

SECTIONS = (REQUEST, PARTIES, GOODS, CONSIGNMENTS, CONVEYANCES, PLACES, MATTER, EXECUTION, SECURITY)
SECTION = {section.code: section for section in SECTIONS}
MOST_ENTRIES = 50
"""How many parties, goods or consignments one request may name; more belong in an attached list."""
