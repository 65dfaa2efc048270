"""Every text of the interface, in Swedish and English, side by side."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from assistant.records import Support

Language = Literal["sv", "en"]


class Line(NamedTuple):
    """A text in each language. ``{names}`` in braces are filled in by the caller."""

    sv: str
    en: str

    def __call__(self, language: Language, **values: object) -> str:
        """Give the text in one language, filled in."""
        return (self.sv if language == "sv" else self.en).format(**values)


PRODUCT = "Tillitsguiden"
QUESTION_LIMIT = 1000
"""Characters of a question."""

TAGLINE = Line(
    sv="Svarar med vägledningens egna ord och visar var de står",
    en="Answers in the guidance's own words and shows where they stand",
)
DESCRIPTION = Line(
    sv="Ställ en fråga och få ett svar ur vägledningen, med varje mening belagd.",
    en="Ask a question and get an answer from the guidance, with every sentence backed up.",
)
OPENING = Line(sv="Öppnas …", en="Opening …")
NEEDS_JAVASCRIPT = Line(
    sv="Tillitsguiden behöver JavaScript. Slå på det i webbläsaren och ladda om sidan.",
    en="Tillitsguiden needs JavaScript. Turn it on in the browser and reload the page.",
)

SKIP_TO_QUESTION = Line(sv="Hoppa till frågan", en="Skip to the question")
SKIP_TO_GUIDANCE = Line(sv="Hoppa till vägledningen", en="Skip to the guidance")
READ_GUIDANCE = Line(sv="Läs vägledningen", en="Read the guidance")
NEW_CONVERSATION = Line(sv="Nytt samtal", en="New conversation")

CHAT = Line(sv="Samtal", en="Conversation")
GUIDANCE = Line(sv="Vägledningen", en="The guidance")
WELCOME = Line(sv="Vad vill du veta?", en="What would you like to know?")
WELCOME_HOW = Line(
    sv="Fråga med egna ord. Svaret hämtas mening för mening ur vägledningen, "
    "och siffran efter en mening visar dig stället där den står.",
    en="Ask in your own words. The answer is taken sentence by sentence from the guidance, "
    "and the number after a sentence shows you the place where it stands.",
)
STARTERS = Line(sv="Börja till exempel här", en="You could start here")

QUESTION = Line(sv="Din fråga", en="Your question")
PLACEHOLDER = Line(sv="Ställ en fråga …", en="Ask a question …")
PLACEHOLDER_ABOUT = Line(sv="Ställ en fråga om {subject} …", en="Ask a question about {subject} …")
ASK = Line(sv="Fråga", en="Ask")
STOP = Line(sv="Stopp", en="Stop")
STORED = Line(
    sv="Inget sparas. Samtalet försvinner när du lämnar sidan.",
    en="Nothing is stored. The conversation is gone when you leave the page.",
)
MODEL_USED = Line(
    sv="”Formulerat” skrivs av språkmodellen {model}{place}: dit skickas frågan och utdrag ur vägledningen.",
    en="“Put into words” is written by the language model {model}{place}: the question and excerpts are sent there.",
)
MODEL_PLACE = Line(sv=" på {address}", en=" at {address}")
CHARACTERS_LEFT = Line(sv="{count} tecken kvar", en="{count} characters left")
TOO_LONG = Line(
    sv="Frågan är {count} tecken för lång. Korta den till högst {limit} tecken.",
    en="The question is {count} characters too long. Shorten it to at most {limit} characters.",
)
NO_QUESTION = Line(sv="Frågan är tom. Skriv en fråga.", en="The question is empty. Write a question.")

LOADING = Line(sv="Läser in vägledningen … Du kan fråga redan nu.", en="Reading the guidance … You may ask already.")
LOADING_ANSWER = Line(
    sv="Vägledningen läses in. Svaret kommer strax …", en="The guidance is being read. The answer is on its way …"
)
SEARCHING = Line(sv="Söker i vägledningen …", en="Searching the guidance …")
STOPPED = Line(sv="Stoppat. Ställ frågan igen när du vill.", en="Stopped. Ask again whenever you like.")
UNEXPECTED = Line(
    sv="Något gick fel hos oss. Försök igen, och börja ett nytt samtal om det händer en gång till.",
    en="Something went wrong on our side. Try again, and start a new conversation if it happens once more.",
)

YOU_ASKED = Line(sv="Du frågade:", en="You asked:")
UNDERSTOOD = Line(sv="Så förstod jag frågan:", en="This is how I understood the question:")
PARTIAL = Line(sv="Delvis svar", en="Partial answer")
SOURCES = Line(sv="Källor", en="Sources")
SOURCE_MARK = Line(sv="Källa {number}: visa i vägledningen", en="Source {number}: show in the guidance")
NEAREST = Line(sv="Visa närmaste avsnitt: {section}", en="Show the nearest section: {section}")
SUGGESTIONS = Line(sv="Fråga gärna vidare", en="You might ask next")
ANSWERABLE = Line(sv="Det här svarar vägledningen på", en="The guidance does answer these")
VERBATIM = Line(sv="Ordagrant ur vägledningen", en="Word for word from the guidance")
BY_MODEL = Line(sv="Formulerat av språkmodellen {model}", en="Put into words by the language model {model}")
ALL_SUPPORTED = Line(sv="alla meningar har stöd i sin källa", en="every sentence is supported by its source")
SOME_SUPPORTED = Line(
    sv="{count} av {total} meningar har stöd i sin källa",
    en="{count} of {total} sentences are supported by their source",
)
SUPPORT: Mapping[Support, Line] = {
    "verbatim": Line(sv="ordagrant ur källan", en="word for word from the source"),
    "supported": Line(sv="har stöd i källan", en="supported by the source"),
    "unsupported": Line(sv="saknar stöd", en="not supported"),
    "unjudged": Line(sv="ej bedömd", en="not judged"),
}
REASONS: Mapping[str, Line] = {
    "no_citation": Line(sv="Den anger ingen källa.", en="It names no source."),
    "no_words": Line(sv="Den säger inget som går att jämföra.", en="It says nothing that can be compared."),
    "swapped": Line(sv="Källan handlar om något annat.", en="The source is about something else."),
    "number": Line(sv="Ett tal står inte i källan.", en="A number does not stand in the source."),
    "name": Line(sv="Ett namn står inte i källan.", en="A name does not stand in the source."),
    "negation": Line(
        sv="Källan säger motsatsen: ett nekande skiljer dem åt.", en="A negation differs from the source."
    ),
    "modal": Line(
        sv="Källan skiljer sig i bör, ska, får, kan eller måste.", en="The source differs in should, may, can or must."
    ),
    "quantity": Line(sv="Källan säger en annan mängd.", en="The source says another amount."),
    "opposite": Line(sv="Källan säger motsatsen.", en="The source says the opposite."),
    "order": Line(sv="Orden står i en annan ordning i källan.", en="The words stand in another order in the source."),
    "context": Line(sv="Källan säger det i ett annat sammanhang.", en="The source says it in another context."),
    "other_words": Line(sv="Källan säger det med andra ord.", en="The source says it in other words."),
    "language": Line(sv="Källan är på ett annat språk.", en="The source is in another language."),
    "judge": Line(sv="Granskningsmodellen fann inget stöd.", en="The judging model found no support."),
}
"""Code of the support check → what it means to a reader."""
MODE = Line(sv="Svarens form", en="Form of the answers")
EXTRACTIVE = Line(sv="Ordagrant", en="Word for word")
GENERATIVE = Line(sv="Formulerat", en="Put into words")

DOCUMENTS = Line(sv="Texter", en="Texts")
CONTENTS = Line(sv="Innehåll", en="Contents")
PUBLISHER = Line(sv="Utgivare", en="Publisher")
PUBLISHED = Line(sv="Publicerad", en="Published")
READING_TIME = Line(sv="Lästid", en="Reading time")
ASIDE = Line(sv="Inte en del av vägledningen", en="Not part of the guidance")
SOURCE_SHOWN = Line(sv="Källa {number}", en="Source {number}")
NEAREST_SHOWN = Line(sv="Närmaste avsnitt", en="Nearest section")
TO_CHAT = Line(sv="Tillbaka till samtalet", en="Back to the conversation")
BACK = Line(sv="Tillbaka till svaret", en="Back to the answer")
NO_TEXTS = Line(
    sv="Här finns ingen text att läsa än. Lägg vägledningens texter i mappen corpus och starta om.",
    en="There is no text to read yet. Put the guidance into the folder corpus and start again.",
)

MONTHS = Line(
    sv="januari februari mars april maj juni juli augusti september oktober november december",
    en="January February March April May June July August September October November December",
)

SERVED_AT = Line(
    sv="Tillitsguiden finns på {url}  (avsluta med Ctrl+C)", en="Tillitsguiden is at {url}  (end with Ctrl+C)"
)
ENDED = Line(sv="Tillitsguiden är avslutad.", en="Tillitsguiden has ended.")
