"""Is a question answered, in part or not at all, and with which sentences? What was found → a draft and a status."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.citations import Claim, escape
from assistant.conversation import Understood, standing_alone
from assistant.drafts import Draft, is_line, joined
from assistant.extractive import best_claims, compose
from assistant.follow_ups import compose_move, with_neighbours
from assistant.lexical import Lexicon
from assistant.limits import Verdict, judge, lacks_the_kind, missing_names
from assistant.lists import compose_item, find_list, holds_counted, is_only_named, list_of
from assistant.named import asks_for_works, compose_named
from assistant.phrases import enumeration, phrase
from assistant.question_parts import compared, coordinated, parts
from assistant.questions import ORDINALS, Asked, asks_for_research, item_run, what_is_asked
from assistant.records import Document, Passage, ScoredPassage, Status, Turn
from assistant.sides import asks_for_sides_alone, is_side, sides_told
from assistant.swedish import EVERYDAY_VERBS, content_words, fold, stems, words
from assistant.text_facts import compose_facts
from assistant.topics import topic_asked
from assistant.verbs import verbs

_TOLD_CHARS = 60
_TOLD_WORDS = 2
"""Words that a refusal names as not found."""
_UNNAMED = frozenset("ner ned upp ut in fram bort hem ihop igen till dit hit".split()) | set(ORDINALS)
"""Words that a refusal does not name: they tell of no thing."""
_UNCERTAIN = 3
"""Sentences that are told where none may answer."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for, and what was found."""

    query: str
    """The question as it was meant to be spelled."""
    language: str
    found: tuple[ScoredPassage, ...]
    """Best first; what stands aside from the guidance included."""
    rival: float
    """Highest cosine of the question with a statement on another subject."""
    answers: tuple[float, ...]
    """The verifier's log-odds that the first passages of the guidance answer the question, in their order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is answered, and from where."""

    draft: Draft
    status: Status
    reason: str | None
    found: tuple[ScoredPassage, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What is answered from."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    guidance: tuple[Passage, ...]
    """Those that do not stand aside."""
    lexicon: Lexicon
    """The words of all passages."""
    guidance_lexicon: Lexicon


def decide(
    understood: Understood,
    search: Search,
    history: Sequence[Turn],
    source: Source,
    search_again: Callable[[str], Search],
) -> Outcome:
    """Choose the answer; a question that asks several things gets one for each, and is told what has none.

    Args:
        understood: The question, standing alone.
        search: What was found for it.
        history: The turns before it.
        source: What is answered from.
        search_again: Searches for a part of the question.
    """
    query = understood.query
    cited = [turn.answer for turn in history if turn.answer.citations]
    if understood.move and cited:
        guidance = [row for row in search.found if not row.passage.aside]
        draft, status = compose_move(understood.move, guidance, cited, source.guidance, search.language)
        return Outcome(draft, status, None if status == "answered" else "not_stated", search.found)
    if understood.item:
        return _answer(understood, search, source)
    pair = coordinated(query)
    pieces = tuple(piece for piece, _ in pair) or parts(query)
    if len(pieces) == 1:
        return _answer(understood, search, source)
    alone = pieces if pair else standing_alone(pieces)
    outcomes = [_answer(Understood(each), search_again(each), source) for each in alone]
    answered = [number for number, each in enumerate(outcomes) if each.status == "answered"]
    if not answered:
        return replace(outcomes[0], found=search.found)
    drafts = [outcomes[number].draft for number in answered]
    told = [_labelled(draft.claims, pair[at][1] if pair else "") for at, draft in zip(answered, drafts, strict=True)]
    if len(answered) == len(pieces):
        return replace(outcomes[0], draft=Draft(joined(told), drafts[0].frame), found=search.found)
    missed = next(number for number in range(len(pieces)) if number not in answered)
    frame = phrase(search.language, "missing_part", part=escape(f"{pieces[missed].rstrip('?')}?"))
    return Outcome(Draft(joined(told), frame), "partial", outcomes[missed].reason, search.found)


def told_again(
    outcome: Outcome, history: Sequence[Turn], query: str, guidance: Sequence[Passage], language: str
) -> Outcome:
    """Say of an answer that it has nothing that the one before it has not; what has a frame of its own keeps that.

    Who asks why is told what stands beside it as well, since a reason often does.
    """
    draft = outcome.draft
    is_plain = outcome.status == "answered" and draft.frame == phrase(language, "source_language")
    if not history or not draft.claims or not is_plain or any(made.item for made in draft.claims):
        return outcome
    told = {(cited.document, cited.start, cited.end) for cited in history[-1].answer.citations}
    if any((made.passage.document, made.start, made.end) not in told for made in draft.claims):
        return outcome
    if what_is_asked(query).wanted == "reason" and (around := with_neighbours(draft.claims, guidance)):
        return replace(outcome, draft=Draft(around, phrase(language, "again_around")))
    return replace(outcome, draft=replace(draft, frame=phrase(language, "again")))


def _labelled(claims: tuple[Claim, ...], label: str) -> tuple[Claim, ...]:
    """Set a word before the first claim."""
    if not label or not claims:
        return claims
    return (replace(claims[0], label=f"{label[0].upper()}{label[1:]}"), *claims[1:])


def _answer(understood: Understood, search: Search, source: Source) -> Outcome:
    """Answer a question that asks one thing, by its shape where the text's structure tells it."""
    query, language = understood.query, search.language
    asked = what_is_asked(query)
    guidance = tuple(row for row in search.found if not row.passage.aside)
    aside = tuple(row for row in search.found if row.passage.aside)
    ordered = guidance + aside
    if understood.item:
        passage, number = understood.item
        return _item(list_of(passage, source.passages), number, language, ordered, understood.run)
    listed = find_list(query, asked, guidance, source.guidance, source.guidance_lexicon)
    if asked.wanted == "summary" and guidance:
        draft = compose(asked, query, guidance, source.guidance, source.guidance_lexicon, language)
        return Outcome(draft, "answered", None, ordered)
    if asked.wanted == "item" and asked.number is not None and listed:
        return _item(listed, asked.number, language, ordered, item_run(query))
    if asked.wanted == "facts" and (draft := compose_facts(query, source.documents, language)).claims:
        return Outcome(draft, "answered", None, ordered)
    if asked.wanted == "named":
        return _named(query, language, ordered, source)
    counts = asked.wanted == "count" and bool(listed) and holds_counted(listed[0], query, source.guidance_lexicon)
    is_named = asked.wanted == "list" and bool(listed) and is_only_named(listed[0], query, source.guidance_lexicon)
    is_listed = bool(asked.count and listed) or counts or is_named
    return _judged(asked, search, guidance, aside, source, is_listed=is_listed)


def _judged(
    asked: Asked,
    search: Search,
    guidance: tuple[ScoredPassage, ...],
    aside: tuple[ScoredPassage, ...],
    source: Source,
    *,
    is_listed: bool,
) -> Outcome:
    """Answer where the limits allow it; the guidance first, what stands aside only where the guidance has nothing."""
    query, language, ordered = search.query, search.language, guidance + aside
    verdict = verdict_of(search, source)
    asks_for_aside = _asks_for_aside(query, aside, source, language)
    is_foreign = not any(source.guidance_lexicon.knows(word) for word in content_words(query))
    if is_foreign and asks_for_aside:
        verdict = replace(verdict, within=False)
    if asked.wanted == "compare" and not verdict.is_clear:
        both = _each(query, guidance, source.guidance_lexicon) if not verdict.missing else ()
        if both:
            return Outcome(Draft(both, phrase(language, "compared")), "partial", "not_stated", ordered)
    if is_listed or verdict.within or _tells_sides(query, guidance):
        draft = compose(asked, query, guidance, source.guidance, source.guidance_lexicon, language)
        if verdict.reason == "uncertain" and not is_listed:
            if all(is_line(made.passage) for made in draft.claims):  # a date or a label, and hardly what is asked for
                text = _refusal(query, replace(verdict, reason="not_stated"), ordered, language)
                return Outcome(Draft((), text), "refused", "not_stated", ordered)
            few = draft.claims if any(made.item for made in draft.claims) else draft.claims[:_UNCERTAIN]
            return Outcome(Draft(few, phrase(language, "uncertain")), "answered", "uncertain", ordered)
        return Outcome(draft, "answered", None, ordered)
    if asks_for_aside:
        draft = compose(asked, query, aside, source.passages, source.lexicon, language)
        return Outcome(draft, "answered", None, aside + guidance)
    missing = tuple(word for word in verdict.missing if not source.lexicon.knows(word))
    is_told = bool(verdict.missing) and not missing  # what stands aside has the words, but not what is asked for
    verdict = replace(verdict, missing=missing, reason="not_stated" if is_told else verdict.reason)
    return Outcome(Draft((), _refusal(query, verdict, ordered, language)), "refused", verdict.reason, ordered)


def _tells_sides(query: str, found: Sequence[ScoredPassage]) -> bool:
    """Tell whether benefits or risks are asked for, of no thing in particular, and a heading promises some."""
    promised = {word for row in found for word in words(row.passage.heading) if is_side(word)}
    return asks_for_sides_alone(query) and any(told.search(word) for told in sides_told(query) for word in promised)


def verdict_of(search: Search, source: Source) -> Verdict:
    """Decide whether the guidance can answer what was searched for."""
    found = tuple(row for row in search.found if not row.passage.aside)
    return judge(search.query, found, source.guidance_lexicon, search.rival, search.answers, search.language)


def _asks_for_aside(query: str, aside: Sequence[ScoredPassage], source: Source, language: str) -> bool:
    """Tell whether a question uses a word, and no mere verb, that only what stands aside knows.

    A name that nothing knows, or a year or sum that what stands aside does not hold, is not there either.
    """
    if missing_names(query, source.lexicon) or lacks_the_kind(query, aside, source.lexicon, language):
        return False
    untold = verbs(query) if language == "sv" else frozenset()
    told = [row.passage.text for row in aside]
    told += [row.passage.heading for row in aside if not row.passage.heading.endswith("?")]
    known = {form for text in told for word in words(text) for form in source.lexicon.forms(word)}
    topic = topic_asked(query)
    if topic and not all(known & set(source.lexicon.forms(word)) for word in topic.words):
        return False
    asked = [word for word in content_words(query) if word not in untold and not source.guidance_lexicon.knows(word)]
    return any(set(source.lexicon.forms(word)) & known for word in asked)


def _item(items: list[Passage], number: int, language: str, found: tuple[ScoredPassage, ...], run: int) -> Outcome:
    draft = compose_item(items, number, language, run)
    if draft.claims:
        return Outcome(draft, "answered", None, found)
    return Outcome(draft, "refused", "no_such_item", found)


def _named(query: str, language: str, found: tuple[ScoredPassage, ...], source: Source) -> Outcome:
    draft = compose_named(query, source.guidance)
    if not draft.claims:
        text = _refusal(
            query, Verdict(within=False, reason="not_stated", missing=(), probability=0, margin=0), found, language
        )
        return Outcome(Draft((), text), "refused", "not_stated", found)
    kind = "research" if asks_for_research(query) else "works" if asks_for_works(query) else "people"
    frame = phrase(language, f"named_{kind}")
    return Outcome(Draft(draft.claims, frame), "answered", None, found)


def _each(query: str, found: Sequence[ScoredPassage], lexicon: Lexicon) -> tuple[Claim, ...]:
    """Quote the best sentence on each of the two things a question compares; () unless both have one of their own."""
    told: list[tuple[Claim, ...]] = []
    for thing in compared(query) or ():
        wanted = [set(lexicon.forms(word)) for word in content_words(thing)]
        rows = [row for row in found if wanted and all(forms & _forms(row, lexicon) for forms in wanted)]
        told.append(best_claims(rows, 1))
    return joined(told) if len(told) == 2 and all(told) and told[0] != told[1] else ()


def _forms(row: ScoredPassage, lexicon: Lexicon) -> set[str]:
    return {*stems(row.passage.text), *(form for word in words(row.passage.text) for form in lexicon.forms(word))}


def _refusal(query: str, verdict: Verdict, found: Sequence[ScoredPassage], language: str) -> str:
    """Say what was not found, a thing and no verb, and where the nearest guidance is."""
    untold = verbs(query) if language == "sv" else frozenset()
    unnamed = EVERYDAY_VERBS | _UNNAMED
    telling = [word for word in verdict.missing if fold(word) not in unnamed and word not in untold]
    missed = enumeration(language, tuple(f"”{escape(word[:_TOLD_CHARS])}”" for word in telling[:_TOLD_WORDS]))
    if verdict.reason == "not_stated":
        first = phrase(language, "not_stated")
    else:
        first = phrase(language, "missing", words=missed) if missed else phrase(language, "unrelated")
    if not found:
        return first
    section = escape(found[0].passage.section_name.rstrip(":"))
    return f"{first} {phrase(language, 'nearest', section=section)}"
