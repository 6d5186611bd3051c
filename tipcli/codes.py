"""The kinds of problems: a stable code, a name, how bad it is, and whether it can be ignored.

The codes never change their meaning and are never used again. TIP0 is about reading a file, TIP1
about its form, TIP2 about evidence that cannot be used, TIP3 about evidence that can be used and
still looks wrong, TIP5 about the law and TIP6 about the table of placements. TIP551 and up are
what `tipcli law lint` says of a law that can be used and still looks wrong.
Each has a page, `tipcli validate --explain CODE`, and a bad file in the tests.
"""

from __future__ import annotations

from typing import NamedTuple

#: The file cannot be used until this is mended: `assess` refuses it too, or would never read it.
ERROR = "error"
#: The file can be used, but some of it will not count or cannot be meant as it stands.
WARNING = "warning"
#: Right as it stands, and worth knowing.
NOTE = "note"
#: From the worst to the mildest.
SEVERITIES = (ERROR, WARNING, NOTE)

UNREADABLE = "TIP001"
TOO_LARGE = "TIP002"
NOT_UTF_8 = "TIP003"
FORBIDDEN_CHARACTER = "TIP004"
NOT_YAML = "TIP005"
EMPTY_FILE = "TIP006"
SECOND_DOCUMENT = "TIP007"
ANCHOR = "TIP008"
TAG = "TIP009"
TOO_DEEP = "TIP010"
DUPLICATE_KEY = "TIP011"
KEY_NOT_TEXT = "TIP012"
LONG_NUMBER = "TIP013"
TOO_MANY_PROBLEMS = "TIP014"

MISSING_KEY = "TIP101"
UNKNOWN_KEY = "TIP102"
WRONG_TYPE = "TIP103"
NOT_ALLOWED = "TIP104"
WRONG_FORM = "TIP105"
OUT_OF_RANGE = "TIP106"
LEFT_EMPTY = "TIP107"
NAMED_TWICE = "TIP108"
WITHOUT_REASON = "TIP109"
WAIVER_INCOMPLETE = "TIP110"

PATH_DISAGREES = "TIP201"
ID_TAKEN = "TIP202"
ID_OF_ANOTHER = "TIP203"
ATTACKS_ITSELF = "TIP204"
UNKNOWN_ITEM = "TIP205"
UNKNOWN_SOURCE = "TIP206"
UNKNOWN_INDICATOR = "TIP207"
SEARCH_AGAINST_EVIDENCE = "TIP208"
ALWAYS_ARISES = "TIP209"
PERIOD_REVERSED = "TIP210"
PERIOD_OF_ANOTHER = "TIP211"
JUDGED_TWICE = "TIP212"
ID_IN_TWO_FILES = "TIP213"
MISPLACED_FILE = "TIP214"
TO_FILL_IN = "TIP215"

SOURCE_UNUSED = "TIP301"
KIND_NOT_ADMITTED = "TIP302"
NOT_IN_FORCE = "TIP303"
OUTSIDE_PERIOD = "TIP304"
AFTER_PUBLICATION = "TIP305"
HINDSIGHT = "TIP306"
UNDATED_SOURCE = "TIP307"
DUPLICATE_STATEMENT = "TIP308"
WRONG_UNIT = "TIP309"
SEARCH_AND_EVIDENCE = "TIP310"
SEARCH_AFTER_REPORT = "TIP311"
RATED_ALIKE = "TIP312"
QUOTATION_NOT_FOUND = "TIP313"
TEXT_NOT_USABLE = "TIP314"
IGNORED_IN_VAIN = "TIP315"
ERROR_IGNORED = "TIP316"
WAIVER_OF_ANOTHER = "TIP317"
ATTACK_CIRCLE = "TIP318"

LAW_INCOMPLETE = "TIP501"
LAW_WINDOW = "TIP502"
LAW_UNKNOWN_NAME = "TIP503"
LAW_ID_TAKEN = "TIP504"
LAW_CIRCLE = "TIP505"
LAW_UNUSED = "TIP506"
LAW_RULE = "TIP507"
LAW_LADDER = "TIP508"
LAW_NUMBER = "TIP509"
LAW_NOT_IN_FORCE = "TIP510"
LAW_ONE_SIDED = "TIP511"
LAW_WRONG_FILE = "TIP512"

LAW_UNREACHABLE = "TIP551"
LAW_CONSTANT = "TIP552"
LAW_IDENTICAL = "TIP553"
LAW_REDUNDANT = "TIP554"
LAW_WITHOUT_EFFECT = "TIP555"
LAW_UNCITED = "TIP556"
LAW_NOT_MONOTONE = "TIP557"
LAW_REASON_IN_VAIN = "TIP558"
LAW_REASONED = "TIP559"
LAW_SHOWN_ONLY = "TIP560"

TABLE_HEADER = "TIP601"
NOT_A_PLACEMENT = "TIP602"
PLACEMENT_TWICE = "TIP603"


#: An ignore cannot hide that it is itself in vain.
_OF_IGNORES = (IGNORED_IN_VAIN, ERROR_IGNORED)


class Kind(NamedTuple):
    """One kind of problem: what it is called, how bad it is, and what it says in a few words."""

    code: str
    name: str
    severity: str
    title: str

    @property
    def ignorable(self) -> bool:
        """Whether a file may set it aside with a reason; errors stay errors for every command.

        Nothing in the law is set aside so: its files have no such key.
        """
        law = self.code.startswith("TIP5")
        return self.severity != ERROR and not law and self.code not in _OF_IGNORES


def _kinds(*rows: tuple[str, str, str, str]) -> dict[str, Kind]:
    return {code: Kind(code, name, severity, title) for code, name, severity, title in rows}


KINDS = _kinds(
    (UNREADABLE, "unreadable", ERROR, "The file cannot be opened or is no plain file."),
    (TOO_LARGE, "too-large", ERROR, "The file is larger than any evidence file needs to be."),
    (NOT_UTF_8, "not-utf-8", ERROR, "The file is not UTF-8."),
    (FORBIDDEN_CHARACTER, "forbidden-character", ERROR, "A character may not stand in a file."),
    (NOT_YAML, "not-yaml", ERROR, "The file stops being YAML."),
    (EMPTY_FILE, "empty-file", ERROR, "The file says nothing."),
    (SECOND_DOCUMENT, "second-document", ERROR, "The file holds more than one document."),
    (ANCHOR, "anchor", ERROR, "An anchor, alias or merge key is used."),
    (TAG, "tag", ERROR, "A YAML tag is used."),
    (TOO_DEEP, "too-deep", ERROR, "The file is nested deeper than any evidence is."),
    (DUPLICATE_KEY, "duplicate-key", ERROR, "A key stands twice in one mapping."),
    (KEY_NOT_TEXT, "key-not-text", ERROR, "A key is not text."),
    (LONG_NUMBER, "long-number", ERROR, "A number has more digits than a count can have."),
    (TOO_MANY_PROBLEMS, "too-many-problems", ERROR, "So much is wrong that not all is listed."),
    (MISSING_KEY, "missing-key", ERROR, "A key that is needed is missing."),
    (UNKNOWN_KEY, "unknown-key", ERROR, "A key is not part of the format."),
    (WRONG_TYPE, "wrong-type", ERROR, "A value is of the wrong type."),
    (NOT_ALLOWED, "not-allowed", ERROR, "A word is not one of those allowed."),
    (WRONG_FORM, "wrong-form", ERROR, "A value does not have the form it needs."),
    (OUT_OF_RANGE, "out-of-range", ERROR, "A number is too small or too large."),
    (LEFT_EMPTY, "left-empty", ERROR, "A value is empty or too short."),
    (NAMED_TWICE, "named-twice", ERROR, "A list names the same thing twice."),
    (WITHOUT_REASON, "without-reason", ERROR, "A rating of one's own lacks its reason."),
    (WAIVER_INCOMPLETE, "waiver-incomplete", ERROR, "A waiver lacks one of its conditions."),
    (PATH_DISAGREES, "path-disagrees", ERROR, "The file says another country-year than its path."),
    (ID_TAKEN, "id-taken", ERROR, "Two items of a file have the same id."),
    (ID_OF_ANOTHER, "id-of-another", ERROR, "An id belongs to another country-year."),
    (ATTACKS_ITSELF, "attacks-itself", ERROR, "An item undercuts or supersedes itself."),
    (UNKNOWN_ITEM, "unknown-item", ERROR, "An id names no item of the file."),
    (UNKNOWN_SOURCE, "unknown-source", ERROR, "A name stands for no source of the file."),
    (UNKNOWN_INDICATOR, "unknown-indicator", ERROR, "There is no such indicator."),
    (SEARCH_AGAINST_EVIDENCE, "search-against-evidence", ERROR,
     "A search says that a claim does not arise, and an item bears on it."),
    (ALWAYS_ARISES, "always-arises", ERROR, "A search says that a claim without precondition does not arise."),
    (PERIOD_REVERSED, "period-reversed", ERROR, "A period ends before it begins."),
    (PERIOD_OF_ANOTHER, "period-of-another", ERROR, "The reporting period belongs to another report."),
    (JUDGED_TWICE, "judged-twice", ERROR, "One indicator is judged twice."),
    (ID_IN_TWO_FILES, "id-in-two-files", ERROR, "Two files use the same id."),
    (MISPLACED_FILE, "misplaced-file", ERROR, "A file has a name that no command reads."),
    (TO_FILL_IN, "left-to-fill-in", ERROR, "A text was left as the scaffold has it."),
    (SOURCE_UNUSED, "source-unused", WARNING, "Nothing cites a source."),
    (KIND_NOT_ADMITTED, "kind-not-admitted", WARNING, "The indicator does not admit this kind of source."),
    (NOT_IN_FORCE, "not-in-force", WARNING, "The indicator is not part of the law of this report."),
    (OUTSIDE_PERIOD, "outside-period", NOTE, "The fact lies outside the reporting period."),
    (AFTER_PUBLICATION, "after-publication", WARNING, "The fact is later than the source that tells it."),
    (HINDSIGHT, "hindsight", NOTE, "The source came out after the report."),
    (UNDATED_SOURCE, "undated-source", NOTE, "The source cannot be shown to precede the report."),
    (DUPLICATE_STATEMENT, "duplicate-statement", WARNING, "Two items say the same."),
    (WRONG_UNIT, "wrong-unit", WARNING, "The measure is not in the indicator's unit."),
    (SEARCH_AND_EVIDENCE, "search-and-evidence", WARNING, "A search found nothing, and an item bears on the claim."),
    (SEARCH_AFTER_REPORT, "search-after-report", WARNING, "The government was asked after the report."),
    (RATED_ALIKE, "rated-alike", WARNING, "All ratings are alike, as if given without thought."),
    (QUOTATION_NOT_FOUND, "quotation-not-found", WARNING, "The quotation is not in the text of its source."),
    (TEXT_NOT_USABLE, "text-not-usable", WARNING, "The stored text of a source cannot be read."),
    (IGNORED_IN_VAIN, "ignored-in-vain", WARNING, "An ignore no longer sets anything aside."),
    (ERROR_IGNORED, "error-ignored", WARNING, "An ignore names a problem that cannot be ignored."),
    (WAIVER_OF_ANOTHER, "waiver-of-another", WARNING, "A waiver is for another report than its file."),
    (ATTACK_CIRCLE, "attack-circle", WARNING, "Items answer each other in a circle."),
    (LAW_INCOMPLETE, "law-incomplete", ERROR, "The folder of the law lacks a file."),
    (LAW_WINDOW, "law-window", ERROR, "The report years of the versions do not join."),
    (LAW_UNKNOWN_NAME, "law-unknown-name", ERROR, "A name in the law stands for nothing."),
    (LAW_ID_TAKEN, "law-id-taken", ERROR, "Two parts of the law have the same id."),
    (LAW_CIRCLE, "law-circle", ERROR, "The rules go round in a circle."),
    (LAW_UNUSED, "law-unused", ERROR, "A part of the law is used by nothing."),
    (LAW_RULE, "law-rule", ERROR, "A rule is not of the closed vocabulary, or can never hold."),
    (LAW_LADDER, "law-ladder", ERROR, "The ladder does not end as it must."),
    (LAW_NUMBER, "law-number", ERROR, "A parameter is not the number that its use needs."),
    (LAW_NOT_IN_FORCE, "law-not-in-force", ERROR, "A rule uses an indicator outside its report years."),
    (LAW_ONE_SIDED, "law-one-sided", ERROR, "An indicator and a provision do not name each other."),
    (LAW_WRONG_FILE, "law-wrong-file", ERROR, "A file of the catalogue names another dimension."),
    (LAW_UNREACHABLE, "law-unreachable", WARNING, "A rung of the ladder or a tier can never be reached."),
    (LAW_CONSTANT, "law-constant", WARNING, "A rule comes out one way, whatever the findings."),
    (LAW_IDENTICAL, "law-identical", WARNING, "Two provisions, or two parts of a rule, say the same."),
    (LAW_REDUNDANT, "law-redundant", WARNING, "A part of a rule adds nothing to the others."),
    (LAW_WITHOUT_EFFECT, "law-without-effect", WARNING, "A part of the law can change no tier."),
    (LAW_UNCITED, "law-uncited", WARNING, "A part of the law does not say where it stands."),
    (LAW_NOT_MONOTONE, "law-not-monotone", WARNING, "Evidence for the government can count against it."),
    (LAW_REASON_IN_VAIN, "law-reason-in-vain", WARNING, "A reason is given for what is not the case."),
    (LAW_REASONED, "law-reasoned", NOTE, "Evidence for the government can count against it, for a stated reason."),
    (LAW_SHOWN_ONLY, "law-shown-only", NOTE, "A part of the law is shown, and no rule reads it."),
    (TABLE_HEADER, "table-header", ERROR, "The table of placements has the wrong header."),
    (NOT_A_PLACEMENT, "not-a-placement", ERROR, "A row of the table is no placement."),
    (PLACEMENT_TWICE, "placement-twice", ERROR, "A country-year stands twice in the table."),
)  # fmt: skip
