"""Every text of the interface, in Swedish and English, side by side."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from assistant.records import Support

Language = Literal["sv", "en"]
LANGUAGES: Mapping[Language, str] = {"sv": "/", "en": "/en/"}
"""Language → the path its page is served at."""


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
OTHER_LANGUAGE = Line(sv="In English", en="På svenska")
"""Names the other language in itself."""
OTHER_LANGUAGE_SHORT = Line(sv="EN", en="SV")
SAVE = Line(sv="Spara", en="Save")
SAVE_LABEL = Line(sv="Spara samtalet", en="Save the conversation")
SAVE_AS: Mapping[str, Line] = {
    "word": Line(sv="Word", en="Word"),
    "pdf": Line(sv="PDF", en="PDF"),
    "markdown": Line(sv="Markdown", en="Markdown"),
}
PRINT = Line(sv="Skriv ut", en="Print")
PRINT_GUIDANCE = Line(sv="Skriv ut vägledningen", en="Print the guidance")

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
    sv="Samtalet finns bara i den här fliken. Ger du en tumme sparas frågan och svaret i {days}.",
    en="The conversation exists in this tab only. A thumb keeps its question and answer for {days}.",
)
DAYS = Line(sv="{count} dagar", en="{count} days")
DAY = Line(sv="en dag", en="a day")
STORED_NOTHING = Line(
    sv="Inget sparas: samtalet finns bara i den här fliken, och tummar bara tills programmet avslutas.",
    en="Nothing is stored: the conversation exists in this tab only, and thumbs only until the program ends.",
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
NO_QUESTIONS = Line(
    sv="En fråga är en text, och tidigare frågor är en lista av texter. Skicka till exempel ”Och det tredje?” och "
    "[”Vilka fem tips ges?”].",
    en="A question is a text, and earlier questions are a list of texts. Send for instance “And the third?” and "
    "[“Which five tips are given?”].",
)

LOADING = Line(sv="Läser in vägledningen … Du kan fråga redan nu.", en="Reading the guidance … You may ask already.")
LOADING_ANSWER = Line(
    sv="Vägledningen läses in. Svaret kommer strax …", en="The guidance is being read. The answer is on its way …"
)
SEARCHING = Line(sv="Söker i vägledningen …", en="Searching the guidance …")
STOPPED = Line(sv="Stoppat. Ställ frågan igen när du vill.", en="Stopped. Ask again whenever you like.")
INTERRUPTED = Line(
    sv="Kontakten bröts innan svaret var klart. Ställ frågan igen.",
    en="The connection broke before the answer was complete. Ask again.",
)
ASK_AGAIN = Line(sv="Fråga igen", en="Ask again")
LOST = Line(
    sv="Ingen kontakt med Tillitsguiden. Samtalet är kvar, och vi försöker igen …",
    en="No connection to Tillitsguiden. The conversation is kept, and we are trying again …",
)
FOUND_AGAIN = Line(
    sv="Kontakten är tillbaka, och samtalet är kvar.", en="The connection is back, and the conversation is kept."
)
EDIT = Line(sv="Ändra frågan", en="Change the question")
EDITING = Line(sv="Du ändrar din senaste fråga.", en="You are changing your last question.")
CANCEL = Line(sv="Avbryt", en="Cancel")
UNEXPECTED = Line(
    sv="Något gick fel hos oss. Försök igen, och börja ett nytt samtal om det händer en gång till.",
    en="Something went wrong on our side. Try again, and start a new conversation if it happens once more.",
)

YOU_ASKED = Line(sv="Du frågade:", en="You asked:")
UNDERSTOOD = Line(sv="Så förstod jag frågan:", en="This is how I understood the question:")
PARTIAL = Line(sv="Delvis svar", en="Partial answer")
SOURCES = Line(sv="Källor", en="Sources")
SOURCE_MARK = Line(sv="Källa {number}: visa i vägledningen", en="Source {number}: show in the guidance")
NEAREST = Line(sv="Visa närmaste avsnitt", en="Show the nearest section")
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

COPY = Line(sv="Kopiera svaret med källor", en="Copy the answer with its sources")
COPIED = Line(sv="Kopierat, med källor.", en="Copied, with its sources.")
NOT_COPIED = Line(
    sv="Webbläsaren tillät inte kopieringen. Markera texten och kopiera den.",
    en="The browser did not allow copying. Select the text and copy it.",
)
VOTE_UP = Line(sv="Bra svar", en="Good answer")
VOTE_DOWN = Line(sv="Mindre bra svar", en="Not so good an answer")
WORD_UP = Line(sv="Vad var bra? (frivilligt)", en="What was good? (optional)")
WORD_DOWN = Line(sv="Vad saknades eller blev fel? (frivilligt)", en="What was missing or wrong? (optional)")
CONSENT = Line(
    sv="Frågan och svaret får användas för att pröva Tillitsguiden",
    en="The question and the answer may be used to test Tillitsguiden",
)
SEND = Line(sv="Skicka", en="Send")
RATED = Line(sv="Tack! Tummen är sparad.", en="Thank you! Your thumb is kept.")
RATED_WORD = Line(sv="Tack! Det hjälper oss.", en="Thank you! That helps us.")
UNRATED = Line(sv="Tummen är borttagen.", en="Your thumb is taken back.")
NOT_RATED = Line(sv="Det gick inte att spara. Försök igen.", en="It could not be kept. Try again.")
TOO_FAST = Line(sv="Det gick lite fort. Vänta en stund.", en="That was a little fast. Wait a while.")
NOT_SAVED = Line(sv="Samtalet gick inte att spara", en="The conversation could not be saved")
NOT_SAVED_TOLD = Line(
    sv="Samtalet gick inte att spara. Det är kvar i fliken: försök igen.",
    en="The conversation could not be saved. It is still in the tab: try again.",
)
NOT_SAVED_WHAT = Line(
    sv="Inget är borta: samtalet är kvar i fliken. Gå tillbaka och försök igen.",
    en="Nothing is lost: the conversation is still in the tab. Go back and try again.",
)
FILE_NAME = Line(sv="Samtal med Tillitsguiden", en="Conversation with Tillitsguiden")
REFLECT = Line(sv="Att prata om i gruppen", en="To talk about in the group")
REFLECT_OURS = Line(
    sv="Tillitsguidens egna frågor, inte artikelns", en="Tillitsguiden's own questions, not the article's"
)

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
COPY_LINK = Line(sv="Kopiera länk till avsnittet {section}", en="Copy a link to the section {section}")
LINK_COPIED = Line(sv="Länken är kopierad", en="The link is copied")
NO_TEXTS = Line(
    sv="Här finns ingen text att läsa än. Lägg vägledningens texter i mappen corpus och starta om.",
    en="There is no text to read yet. Put the guidance into the folder corpus and start again.",
)

MONTHS = Line(
    sv="januari februari mars april maj juni juli augusti september oktober november december",
    en="January February March April May June July August September October November December",
)

MCP_HERE = Line(sv="Här frågar program, inte webbläsare", en="Programs ask here, not browsers")
MCP_HERE_WHAT = Line(
    sv="Det här är adressen till verktyget ask (MCP). Ange den i programmet som ska använda det; samtalet för "
    "människor finns på startsidan.",
    en="This is the address of the tool ask (MCP). Name it in the program that is to use it; the conversation for "
    "people is on the first page.",
)
SERVED_AT = Line(
    sv="Tillitsguiden finns på {url}  (avsluta med Ctrl+C)", en="Tillitsguiden is at {url}  (end with Ctrl+C)"
)
MCP_FOREIGN = Line(
    sv="Förfrågan kallar den här datorn {called}. Använd en av dess egna adresser, eller starta med --host NAMN.",
    en="The request calls this machine {called}. Expected one of its own addresses or its name. Mend the address, or "
    "start with: python app.py --mcp --host NAME",
)
MCP_OTHER_PAGE = Line(
    sv="Förfrågan kommer från sidan {origin}. Fråga från ett program i stället.",
    en="The request comes from the page {origin}. Expected a program, or a page of this machine.",
)
MCP_AT = Line(sv="MCP-verktyget ask finns på {url}", en="The MCP tool ask is at {url}")
ENDED = Line(sv="Tillitsguiden är avslutad.", en="Tillitsguiden has ended.")
