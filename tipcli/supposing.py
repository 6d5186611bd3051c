"""What a country-year would be if: the files as edited in memory, assessed beside the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import assessment, editedfile, edits, evidence, fragments, law
from tipcli.editedfile import EditedFile, Part
from tipcli.edits import Edit, Edits
from tipcli.errors import InputError, UsageError, did_you_mean, excerpt
from tipcli.model import ESTABLISHED, REFUTED, Law, Options
from tipcli.reason.whatif import WhatIf, compare

if TYPE_CHECKING:
    from tipcli.yamlfile import Document

_OUTCOMES = (ESTABLISHED, REFUTED)


def what_if(
    country: str,
    report_year: int | None = None,
    *,
    set: Mapping[str, str] | None = None,
    drop: Iterable[str] = (),
    add: Iterable[str] = (),
    law_year: int | None = None,
    parameters: Mapping[str, int | str] | None = None,
    waiver: bool = False,
    attitude: str = "balanced",
    hindsight: bool = False,
    independent: bool = False,
    judgements: bool = True,
    criteria: str | None = None,
    data: str | None = None,
) -> WhatIf:
    """One country-year as its files have it, and as it would be with some things otherwise.

    `set` judges findings established or refuted; `drop` takes out items, or sources with all that
    rests on them; `add` names YAML files with further sources, evidence, searches, waivers and
    judgements; `law_year` applies the law of another report; `parameters` sets parameters of that
    law and entries of the weighing; `waiver` supposes a waiver for this report. The answer is what
    `assess` gives for files edited so; no file is written. The other options are those of
    `assess`. Raises UsageError for what cannot be supposed, and TipcliError as `assess` does, with
    line and column also in the files of `add`.
    """
    wanted = Edits(
        law_year or 0,
        tuple(sorted((parameters or {}).items())),
        tuple(sorted({*drop})),
        _once(add),
        waiver,
        tuple(sorted((set or {}).items())),
    )
    if wanted == Edits():
        raise UsageError(
            "nothing is supposed: say --set, --drop, --add, --law, --parameter or --waiver"
        )
    options = Options(attitude, hindsight, independent, judgements)
    there = assessment.folders(options, criteria, data)
    path, display = assessment.file_of(there, country, report_year)
    return _Case(there, path, display, options).answer(report_year, wanted)


def _once(add: Iterable[str]) -> tuple[str, ...]:
    paths = sorted(add)
    for path in paths:
        if paths.count(path) > 1:
            raise UsageError(f"{path} is added twice")
    return tuple(paths)


class _Case(NamedTuple):
    """The country-year, where it stands and how it is to be assessed."""

    there: assessment.Folders
    path: str
    display: str
    options: Options

    def answer(self, report_year: int | None, wanted: Edits) -> WhatIf:
        if wanted.set and not self.options.judgements:
            raise UsageError("--set supposes a judgement, and --no-judgements leaves it out")
        year = report_year or evidence.load(self.path, self.display).report_year
        library = self.there.library
        known = law.load(library, year)
        raw, digest = evidence.checked(self.path, self.display, known.catalogue, library.digest)
        facts = evidence.build(raw, digest)
        before = assessment.conclude(self.there, known, facts, self.options)
        other, of_law = _law_with(library, known, year, wanted)
        file, of_file = self._file_with(raw, other, before.issued, wanted)
        made = (*of_law, *of_file)
        after = assessment.conclude(
            self.there,
            other,
            evidence.build(file.value, digest),
            self.options._replace(law_year=wanted.law_year),
            "; ".join(edit.words() for edit in made),
        )
        return WhatIf(before, after, made, compare(before, after))

    def _file_with(
        self, raw: Any, known: law.Criteria, issued: str, wanted: Edits
    ) -> tuple[EditedFile, list[Edit]]:
        """The evidence as edited, checked like any file."""
        _refuse([*_unknown_names(raw, wanted.drop), *_unfit(known, wanted.set)])
        file, dropped = _dropped(self._unedited(raw), wanted.drop)
        file, added, problems, whole = fragments.added(file, wanted.add)
        made = [*dropped, *added]
        if wanted.waiver:
            file, edit = _waived(file, known, issued)
            made.append(edit)
        for indicator, outcome in wanted.set:
            made.append(_judgement(file, indicator, outcome))
            file = editedfile.judged(file, indicator, outcome, issued)
        place = evidence.placed_at(self.path)
        problems += fragments.refusals(file, place, known, whole=whole)
        if problems:
            raise InputError(problems)
        return file, made

    def _unedited(self, raw: Any) -> EditedFile:
        @cache
        def document() -> Document:
            from tipcli import yamlfile

            return yamlfile.read(self.path, display=self.display)

        return editedfile.unedited(raw, Part(self.display, document))


def _refuse(mistakes: list[str]) -> None:
    if mistakes:
        raise UsageError("; ".join(mistakes))


def _law_with(
    library: law.Library, present: law.Criteria, year: int, wanted: Edits
) -> tuple[law.Criteria, list[Edit]]:
    """The law wanted, with its parameters as wanted, checked like any law."""
    known, made = present, []
    if wanted.law_year:
        year = wanted.law_year
        known = law.load(library, year)
        made.append(Edit("law", str(year), present.law.id, known.law.id))
    if not wanted.parameters:
        return known, made
    contents, changed = law.contents(library), {}
    for name, said in wanted.parameters:
        value = _plain(said)
        now = edits.parameters(known).get(name)
        known = edits.with_parameter(known, name, value)
        contents, file = edits.with_value(contents, known.law.id, name, value)
        changed[file] = name
        made.append(Edit("parameter", name, now, value, _read_by(known.law, name)))
    _check_law(contents, changed)
    return law.build(law.compiled(_documents(contents), year), library.digest), made


def _read_by(known: Law, name: str) -> tuple[str, ...]:
    """Who reads a parameter, where no rule and no clock does."""
    if "." in name or edits.read_by_rules(known, name):
        return ()
    informs = next(each.informs for each in known.parameters if each.id == name)
    return (f"no rule reads it: it tells the analyst what to ask of {', '.join(informs)}",)


def _plain(said: int | str) -> Any:
    """The value that a word would be in a file."""
    from tipcli import yamlfile

    if not isinstance(said, str):
        return said
    if said in yamlfile.WORDS:
        return yamlfile.WORDS[said]
    try:
        return yamlfile.number(said)
    except OverflowError:
        return said


def _documents(contents: Mapping[str, Any]) -> dict[str, Document]:
    from tipcli.yamlfile import Document

    return {name: Document(each, {}, {}, f"criteria/{name}") for name, each in contents.items()}


def _check_law(contents: Mapping[str, Any], changed: Iterable[str]) -> None:
    """Refuse what the loader would refuse, had these files been edited so."""
    from tipcli import formcheck, lawcheck
    from tipcli.lawfile import schema_of

    documents = _documents(contents)
    problems = [
        problem for name in changed for problem in formcheck.check(documents[name], schema_of(name))
    ]
    problems = problems or list(lawcheck.check(documents))
    _refuse([f"--parameter {each.where}: {each.message}. {each.remedy}" for each in problems])


def _unknown_names(raw: Any, drop: Iterable[str]) -> list[str]:
    known = {*raw["sources"], *(item["id"] for item in raw["evidence"])}
    return [
        f"no item or source {excerpt(name)!r} to drop{_hint(name, known)}"
        for name in drop
        if name not in known
    ]


def _hint(word: str, known: Iterable[str]) -> str:
    question = did_you_mean(word, known)
    return f"; {question}" if question else ""


def _unfit(known: law.Criteria, judged: Iterable[tuple[str, str]]) -> list[str]:
    """What cannot be judged: no such indicator, not in that law, or no such outcome."""
    asked = {indicator.id for indicator in known.law.indicators}
    mistakes = []
    for name, outcome in judged:
        if name not in known.catalogue:
            mistakes.append(f"no indicator {excerpt(name)!r}{_hint(name, asked)}")
        elif name not in asked:
            mistakes.append(f"{known.law.id} does not ask {name}, so it cannot be set")
        if outcome not in _OUTCOMES:
            shown = excerpt(outcome)
            mistakes.append(f"{name} can be set {' or '.join(_OUTCOMES)}, not {shown!r}")
    return mistakes


def _dropped(file: EditedFile, drop: Iterable[str]) -> tuple[EditedFile, list[Edit]]:
    made = []
    # Items first: one that is named itself may also be an item of a source that is.
    for name in sorted(drop, key=lambda each: (each in file.value["sources"], each)):
        file, went = editedfile.without(file, name)
        others = [ident for ident in went.items if ident != name]
        effects = (
            (f"with it {fragments.listed(others, 'item')}",) if others else ()
        ) + went.effects
        made.append(Edit("drop", name, effects=effects))
    return file, made


def _waived(file: EditedFile, known: law.Criteria, issued: str) -> tuple[EditedFile, Edit]:
    year = file.value["report_year"]
    if any(each["report_year"] == year for each in file.value.get("waivers", ())):
        return file, Edit("waiver", str(year), effects=("the file records one already",))
    clock = known.law.clock.applies
    effects = () if clock else (f"{known.law.id} sets no time limit that could be waived",)
    return editedfile.waived(file, issued), Edit("waiver", str(year), effects=effects)


def _judgement(file: EditedFile, indicator: str, outcome: str) -> Edit:
    effects = tuple(
        f"in place of the judgement of {each['author']} ({each['outcome']})"
        for each in file.value.get("judgements", ())
        if each["indicator"] == indicator
    )
    return Edit("set", indicator, after=outcome, effects=effects)
