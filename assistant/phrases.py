"""The assistant's own words around the guidance's: short frames that claim nothing, in Swedish and English."""

from collections.abc import Mapping, Sequence

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "list": "Så här står det under ”{section}”:",
        "summary": "Det här tar ”{title}” upp, i textens egen ordning:",
        "summary_short": "Några av huvudpunkterna i ”{title}”, i textens egen ordning:",
        "again": "Samma ställe i vägledningen som nyss:",
        "again_around": "Samma ställe i vägledningen som nyss, med det som står intill:",
        "count": "Under ”{section}” står {size} punkter:",
        "published": "Publiceringsdatum för ”{title}”:",
        "publisher": "Utgivare av ”{title}”:",
        "author": "Författare till ”{title}”:",
        "reading_time": "Lästid för ”{title}”:",
        "named_people": "De här personerna nämner vägledningen:",
        "named_works": "De här titlarna nämner vägledningen:",
        "named_research": "Här hänvisar vägledningen till forskning eller experter:",
        "compared": "Vägledningen jämför dem inte rakt av. Så här står det om var och en:",
        "no_example": "Något tydligt exempel ger vägledningen inte. Närmast kommer det här:",
        "no_more": "Mer än så står det inte om just det. Närmast kommer det här:",
        "nothing_more": "Mer än så står det inte om det i vägledningen.",
        "no_rewording": "Jag kan bara återge vägledningens egna meningar, inte skriva om dem. Kortast sagt står det så här:",
        "source_language": "",
        "greeting": "Hej! Fråga mig om det som står i ”{title}”, så svarar jag med vägledningens egna ord och visar var de står.",
        "thanks": "Varsågod! Fråga gärna vidare.",
        "noted": "Okej. Säg till om det är något mer du undrar.",
        "help": "Jag svarar på frågor om ”{title}”. Svaren består av vägledningens egna meningar, och siffran efter varje mening visar "
        "exakt var den står. Det som vägledningen inte tar upp säger jag ifrån om i stället för att gissa.",
        "task": "Det kan jag inte hjälpa till med: jag svarar bara på frågor om det som står i vägledningen.",
        "empty": "Skriv en fråga, så letar jag i vägledningen.",
        "unrelated": "Det hittar jag inget om i vägledningen.",
        "missing": "Vägledningen nämner inte {words}.",
        "no_item": "Listan under ”{section}” har {size} punkter, så någon punkt {number} finns inte.",
        "not_stated": "Det framgår inte av vägledningen.",
        "nearest": "Närmast kommer avsnittet ”{section}”.",
        "missing_part": "Vägledningen svarar inte på frågan ”{part}”, men så här mycket står det:",
        "uncertain": "Vägledningen svarar kanske inte rakt på frågan. Närmast kommer det här:",
        "about": "Vad säger vägledningen om {topic}?",
        "and": "eller",
    },
    "en": {
        "list": "Under “{section}” the guidance says (in Swedish):",
        "summary": "“{title}” says, in the order of the text (in Swedish):",
        "summary_short": "Some main points of “{title}”, in the order of the text (in Swedish):",
        "again": "The same place in the guidance as before (in Swedish):",
        "again_around": "The same place in the guidance as before, with what stands beside it (in Swedish):",
        "count": "Under “{section}” there are {size} items (in Swedish):",
        "published": "Date of publication of “{title}”:",
        "publisher": "Publisher of “{title}”:",
        "author": "Author of “{title}”:",
        "reading_time": "Reading time of “{title}”:",
        "named_people": "The guidance names these people (in Swedish):",
        "named_works": "The guidance names these titles (in Swedish):",
        "named_research": "The guidance mentions research and experts here (in Swedish):",
        "compared": "The guidance does not compare them outright. This is what it says about each (in Swedish):",
        "no_example": "The guidance gives no clear example. The nearest it says (in Swedish):",
        "no_more": "It says no more on that very point. The nearest (in Swedish):",
        "nothing_more": "The guidance says no more about that.",
        "no_rewording": "I can only give the guidance's own Swedish sentences, not reword them. The shortest of them:",
        "source_language": "The guidance is in Swedish; this is what it says:",
        "greeting": "Hello! Ask me about “{title}”. I answer with the guidance's own Swedish sentences and show where they stand.",
        "thanks": "You are welcome. Do ask more.",
        "noted": "Okay. Tell me if there is anything else you would like to know.",
        "help": "I answer questions about “{title}”. Answers are the guidance's own Swedish sentences, and the number after each one "
        "shows exactly where it stands. What the guidance does not cover I say so instead of guessing.",
        "task": "I cannot help with that: I only answer questions about what the guidance says.",
        "empty": "Type a question, and I will look in the guidance.",
        "unrelated": "I find nothing about that in the guidance.",
        "missing": "The guidance does not mention {words}.",
        "no_item": "The list under “{section}” has {size} items, so there is no number {number}.",
        "not_stated": "The guidance does not say.",
        "nearest": "The nearest section is “{section}”.",
        "missing_part": "The guidance does not answer “{part}”, but this is what it does say (in Swedish):",
        "uncertain": "The guidance may not answer this outright. The nearest it says (in Swedish):",
        "about": "What does the guidance say about {topic}?",
        "and": "or",
    },
}


def frame_language(language: str) -> str:
    """Give the language of the frame: Swedish for Swedish questions, English for questions in other languages."""
    return "sv" if language == "sv" else "en"


def phrase(language: str, name: str, **values: object) -> str:
    """Give a phrase in the frame's language with its values filled in."""
    return _PHRASES[frame_language(language)][name].format(**values)


def enumeration(language: str, terms: tuple[str, ...]) -> str:
    """Join terms: ``a``, ``a eller b``, ``a, b eller c``."""
    if len(terms) < 2:
        return "".join(terms)
    return f"{', '.join(terms[:-1])} {phrase(language, 'and')} {terms[-1]}"


_NOTICES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "timeout": "Språkmodellen svarade inte i tid.",
        "unreachable": "Språkmodellen går inte att nå.",
        "wrong_key": "Språkmodellens server godtar inte nyckeln.",
        "unknown_model": "Servern känner inte till språkmodellen.",
        "too_long": "Frågan och utdragen blev för långa för språkmodellen.",
        "busy": "Språkmodellen har för mycket att göra just nu.",
        "server_error": "Något gick fel hos språkmodellen.",
        "broken_stream": "Språkmodellens svar bröts mitt i.",
        "failed": "Språkmodellen kunde inte svara.",
        "nonsense": "Språkmodellens svar gick inte att använda.",
        "unsupported": "Språkmodellens svar hade inte stöd i vägledningen.",
        "not_found": "Språkmodellen fann inget svar i utdragen.",
        "no_excerpts": "Textens utdrag kunde inte lämnas till språkmodellen.",
        "no_model": "Ingen språkmodell är inställd.",
        "instead": "Svaret ovan består av vägledningens egna meningar.",
        "without_support": "Saknar stöd i vägledningen: {sentences}",
    },
    "en": {
        "timeout": "The language model did not answer in time.",
        "unreachable": "The language model cannot be reached.",
        "wrong_key": "The language model's server does not accept the key.",
        "unknown_model": "The server does not know the language model.",
        "too_long": "The question and the excerpts were too long for the language model.",
        "busy": "The language model has too much to do just now.",
        "server_error": "Something went wrong at the language model's server.",
        "broken_stream": "The language model's answer broke off.",
        "failed": "The language model could not answer.",
        "nonsense": "The language model's answer was unusable.",
        "unsupported": "The language model's answer had no support in the guidance.",
        "not_found": "The language model found no answer in the excerpts.",
        "no_excerpts": "The text's excerpts could not be handed to the language model.",
        "no_model": "No language model is set.",
        "instead": "The answer above is made of the guidance's own sentences.",
        "without_support": "Without support in the guidance: {sentences}",
    },
}


def notice(language: str, fallback: str) -> str:
    """Say on one line why an answer is made of the guidance's own sentences though a formulated one was wanted."""
    lines = _NOTICES[frame_language(language)]
    return f"{lines[fallback]} {lines['instead']}"


def doubt(language: str, sentences: Sequence[str]) -> str:
    """Name on one line the sentences of an answer that have no support."""
    quoted = ", ".join(f"”{sentence}”" for sentence in sentences)
    return _NOTICES[frame_language(language)]["without_support"].format(sentences=quoted)
