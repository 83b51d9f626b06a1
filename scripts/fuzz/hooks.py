"""What Schemathesis cannot know of this API: which dates it takes, and what a request that fits its schema may still be refused for with 400."""

import os
import re
from datetime import date

import schemathesis
from hypothesis import strategies as st

# Years are 1978 to 2199 (docs/limitations.md); `format: date` has no words for it.
schemathesis.openapi.format("date", st.dates(date(1978, 1, 1), date(2199, 12, 31)).map(str))

# Who asks. Ids are learned from answers, and without this he would sooner or later take his own roles away, and be refused from then on.
ASKER = os.environ.get("FUZZ_ASKER", "coordinator")
ANOTHER = "leader" if ASKER == "handler" else "handler"


@schemathesis.hook
def before_call(ctx, case, kwargs):
    parameters = case.path_parameters or {}
    if case.path.startswith("/api/v1/people/{id}") and parameters.get("id") == ASKER:
        parameters["id"] = ANOTHER


# Rules over several fields, over a list as a whole, over settings, or about what a text says, by the code of the refusal and its field. Of
# everything else the schema speaks, and a request that fits it is not refused as malformed.
BEYOND_SCHEMA = {
    # one of two fields, not both and not none
    "givenTwice": r"county|firm|investmentYi|value\..*",
    "required": r"project|county|category|person|unit|reason|value(\..*)?",
    "unknownField": r"leadUnit|handler|unit|.*[Nn]ote",
    # a cursor is opaque, and only what a page before gave is one; so is the head of the audit
    "badFormat": r"cursor|head|assume|map|rules|week|value(\..*)?|.*[Aa]mount|.*Yi",
    # names of rule sets, paths and tables stand in settings, those of operations in this very file
    "notInList": r"rules|value(\..*)?|path|variant|map|scopes\[\d+\]",
    "listedTwice": r"map|value.*",
    # what a value may be depends on which field is corrected
    "tooLong": r"value",
    "badCharacters": r"value",
    # which numbers and days there are depends on what the ledger has
    "outOfRange": r"value(\..*)?|number|from|to|year",
    "badMailAddress": r"address",
    "noSuchDate": r".*",
    "notWholeWan": r".*Yi|.*[Aa]mount",
    "negativeMoney": r".*Yi|.*[Aa]mount",
    "wrongType": r"value|assume|map",
}


def needed_beyond_schema(error):
    """A text of blanks only is taken for none; and of two fields that stand in for each other, the schema asks for neither."""
    return str(error["value"]).strip() == "" or "other" in error.get("params", {})


@schemathesis.check
def refused_only_by_rules(ctx, response, case):
    if response.status_code != 400 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    errors = [error for error in response.json()["errors"] if not (error["code"] == "required" and needed_beyond_schema(error))]
    strange = [
        f"{error['field']}: {error['code']}, {error['value']!r}"
        for error in errors
        if not re.fullmatch(BEYOND_SCHEMA.get(error["code"], r"(?!)"), error["field"])
    ]
    assert not strange, "A request that fits its schema was refused as malformed: " + "; ".join(strange)
