"""A follow-up → a question that stands alone, in a language model's words; the rules take over where it fails."""

import re
from collections.abc import Sequence

from assistant.conversation import Understood
from assistant.languages import detect_language
from assistant.prompts import rewrite_prompt
from assistant.questions import what_is_asked
from assistant.records import Turn
from assistant.swedish import content_words, fold, stem, words
from assistant.voice import SilenceError, Voice

_TURNS = 3
_TOLD_CHARS = 400
_MAX_CHARS = 250
_TIME_SHARE = 1 / 4
"""Of the time for an answer: it has to be found and worded after this."""
_NEW_SHARE = 0.25
"""Of a rewritten question's content words that may stand in neither question nor conversation."""
_LABEL = re.compile(r"^\s*(?:[\w-]+(?: [\w-]+)?:)?\s*[\"”“»']?(.*?)[\"”“»']?\s*$")


def needs_rewriting(question: str, understood: Understood, history: Sequence[Turn]) -> bool:
    """Tell whether a model may know better: the question leans on a conversation, or hardly says a thing.

    An item of a list is found by the rules, exactly, and so is what is wanted of the last answer.
    """
    if not history or understood.item or understood.move:
        return False
    return understood.query != question or len(content_words(question)) <= 1


def rewrite(question: str, history: Sequence[Turn], voice: Voice, language: str) -> str | None:
    """Rewrite a follow-up.

    Returns:
        None where the model fails, takes too long, or gives what is not the same question.
    """
    told = [line for turn in history[-_TURNS:] for line in _lines(turn)]
    heard = ""
    try:
        for piece in voice.say(rewrite_prompt(language, "\n".join(told), question), voice.timeout_s * _TIME_SHARE):
            heard += piece
            if len(heard) > _MAX_CHARS:
                return None
    except SilenceError:
        return None
    labelled = _LABEL.match(" ".join(heard.split()))
    rewritten = labelled.group(1) if labelled else ""
    return rewritten if _asks_the_same(rewritten, question, told, language) else None


def _lines(turn: Turn) -> tuple[str, str]:
    said = " ".join(sentence.text for sentence in turn.answer.sentences) or turn.answer.text
    return f"- {turn.answer.query}", f"  {said[:_TOLD_CHARS]}"


def _asks_the_same(rewritten: str, question: str, told: Sequence[str], language: str) -> bool:
    """Tell whether a rewritten question keeps the words of the question and takes the others from the conversation."""
    if not rewritten.endswith("?") or rewritten.count("?") > 1 or what_is_asked(rewritten).wanted == "task":
        return False
    if detect_language(rewritten) != language:
        return False
    known = [word for line in (question, *told) for word in words(line)]
    spelled, stems = {fold(word) for word in known}, {stem(word) for word in known}
    names = [word for place, word in enumerate(words(rewritten)) if word[0].isdigit() or (place and word[0].isupper())]
    if any(fold(word) not in spelled and fold(word).removesuffix("s") not in spelled for word in names):
        return False
    content = {stem(word) for word in content_words(rewritten)}
    own = {stem(word) for word in content_words(question)}
    return (
        len(content - stems) <= _NEW_SHARE * len(content) and 2 * len(own & content) >= len(own) and bool(content - own)
    )
