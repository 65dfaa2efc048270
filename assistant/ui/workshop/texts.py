"""Every text of the workshop's pages, in Swedish and English, side by side."""

from collections.abc import Mapping

from assistant.ui.texts import Line

# ---- Participants -----------------------------------------------------------------------------------------------

JOIN_TITLE = Line(sv="Gå med i workshopen", en="Join the workshop")
JOIN_HOW = Line(
    sv="Skriv koden som står på skärmen. Du behöver inget konto och inget namn.",
    en="Type the code on the screen. You need no account and no name.",
)
CODE = Line(sv="Kod", en="Code")
CODE_SHAPE = Line(sv="Sex bokstäver och siffror", en="Six letters and digits")
JOIN = Line(sv="Gå med", en="Join")
KEPT = Line(
    sv="Handledaren ser dina frågor, men inte att det är du som ställer dem. Frågor, svar och tummar sparas i {days} på "
    "handledarens dator.",
    en="The facilitator sees your questions, but not that it is you who asks. Questions, answers and thumbs are kept for "
    "{days} on the facilitator's computer.",
)
KEPT_NOT = Line(
    sv="Handledaren ser dina frågor, men inte att det är du som ställer dem. De försvinner när programmet avslutas.",
    en="The facilitator sees your questions, but not that it is you who asks. They are gone when the program ends.",
)
DELETED = Line(
    sv="Workshopen som du var med i finns inte kvar, och ditt samtal är borttaget, även här i din webbläsare. Tack för att "
    "du var med! Har du en kod till en ny är du välkommen in.",
    en="The workshop that you were in is gone, and your conversation was deleted, here in your browser too. Thank you for "
    "taking part! If you have a code for a new one, you are welcome in.",
)
ALREADY_IN = Line(sv="Du är redan med.", en="You have already joined.")
BACK_TO_TALK = Line(sv="Till ditt samtal", en="To your conversation")
FRAGMENTARY = Line(sv="Webbläsaren skickade ingen kod. Skriv den igen.", en="The browser sent no code. Type it again.")
NO_COOKIES = Line(
    sv="Webbläsaren släpper inte in kakor, och utan en sådan minns vi inte att du är med. Tillåt kakor för den här "
    "sidan, eller prova en annan webbläsare.",
    en="The browser lets no cookies in, and without one we do not remember that you have joined. Allow cookies for this "
    "page, or try another browser.",
)
CROWDED = Line(
    sv="Många går med just nu. Vänta {count} sekunder och tryck igen.",
    en="Many are joining just now. Wait {count} seconds and press again.",
)
REWORD = Line(sv="Ändra frågan", en="Change the question")
SEND_ANYWAY = Line(sv="Skicka ändå", en="Send anyway")
NO_API = Line(
    sv="I en workshop ställs frågor på sidan, med kod.",
    en="In a workshop questions are asked on the page, with a code.",
)
CLOSED_NOW = Line(
    sv="Handledaren tar inte emot frågor just nu.", en="The facilitator is not taking questions just now."
)
ENDED = Line(
    sv="Workshopen är avslutad. Ditt samtal går fortfarande att läsa och spara.",
    en="The workshop has ended. Your conversation can still be read and saved.",
)
OTHER_CODE = Line(sv="Gå med i en annan", en="Join another")
NOT_YOURS = Line(sv="Gå med i workshopen först.", en="Join the workshop first.")
NOT_THERE = Line(sv="Den frågan finns inte kvar. Ladda om sidan.", en="That question is not there. Reload the page.")

# ---- Errors -----------------------------------------------------------------------------------------------------

NOT_FOUND = Line(sv="Den sidan finns inte", en="There is no such page")
NOT_FOUND_WHAT = Line(
    sv="Adressen kan ha blivit fel. Härifrån hittar du rätt.", en="The address may be wrong. This way is right."
)
FAILED = Line(sv="Något gick fel hos oss", en="Something went wrong on our side")
FAILED_WHAT = Line(
    sv="Det är inte ditt fel, och inget som du har frågat är borta. Försök igen.",
    en="It is not your fault, and nothing that you asked is lost. Try again.",
)
DENIED = Line(sv="Den här sidan är handledarens", en="This page is the facilitator's")
DENIED_WHAT = Line(
    sv="Är du deltagare? Gå till samtalet. Är du handledare? Öppna länken som står i programfönstret på din dator; den "
    "fungerar en gång, och sedan står där en ny.",
    en="Are you a participant? Go to the conversation. Are you the facilitator? Open the link in the program's window on "
    "your computer; it works once, and then a new one stands there.",
)
FOREIGN = Line(sv="Det kom från en annan sida", en="That came from another page")
FOREIGN_WHAT = Line(
    sv="Av säkerhetsskäl gör vi bara det som du trycker på här. Ladda om sidan och försök igen.",
    en="For safety we do only what you press here. Reload the page and try again.",
)
TOO_LARGE = Line(sv="Det var för mycket på en gång", en="That was too much at once")
TOO_LARGE_WHAT = Line(sv="Skicka något kortare.", en="Send something shorter.")
START = Line(sv="Till början", en="To the beginning")

# ---- The facilitator --------------------------------------------------------------------------------------------

LEAD_TITLE = Line(sv="Handledarens sida", en="The facilitator's page")
SKIP = Line(sv="Hoppa till frågorna", en="Skip to the questions")
STATES: Mapping[str, Line] = {
    "open": Line(sv="Öppen för frågor", en="Open for questions"),
    "closed": Line(sv="Stängd för frågor", en="Closed for questions"),
    "ended": Line(sv="Avslutad", en="Ended"),
}
PARTICIPANTS = Line(sv="Deltagare", en="Participants")
QUESTIONS = Line(sv="Frågor", en="Questions")
CLOSE = Line(sv="Stäng för frågor", en="Close for questions")
OPEN = Line(sv="Öppna för frågor", en="Open for questions")
BIG_SCREEN = Line(sv="Öppna storbilden", en="Open the big screen")
BIG_SCREEN_HINT = Line(
    sv="Öppnas i ett eget fönster: dra det till projektorn och tryck F11.",
    en="Opens in a window of its own: move it to the projector and press F11.",
)
EXPORT = Line(sv="Spara", en="Save")
EXPORTS: Mapping[str, Line] = {
    "word": Line(sv="Word", en="Word"),
    "pdf": Line(sv="PDF", en="PDF"),
    "markdown": Line(sv="Markdown", en="Markdown"),
    "csv": Line(sv="Tabell (CSV)", en="Table (CSV)"),
}
END = Line(sv="Avsluta workshopen", en="End the workshop")
END_SURE = Line(
    sv="Avsluta workshopen? Ingen kan fråga mer, och den kan inte öppnas igen. Alla kan läsa och spara sina samtal.",
    en="End the workshop? Nobody can ask any more, and it cannot be opened again. Everybody can read and save their "
    "conversation.",
)
ERASE = Line(sv="Radera allt …", en="Delete everything …")
ERASE_SURE = Line(
    sv="Radera allt? Alla workshoppar, deltagare, frågor, svar och tummar på den här datorn tas bort för gott, även "
    "tummar ur det vanliga samtalet. Spara rapporten först om du vill ha den kvar.",
    en="Delete everything? All workshops, participants, questions, answers and thumbs on this computer are removed for "
    "good, also thumbs of the ordinary chat. Save the report first if you want to keep it.",
)
ERASE_YES = Line(sv="Ja, radera allt", en="Yes, delete everything")
END_YES = Line(sv="Ja, avsluta", en="Yes, end it")
CANCEL = Line(sv="Avbryt", en="Cancel")
ERASED = Line(sv="Raderat", en="Deleted")
ERASED_WHAT = Line(
    sv="Det här är borta för gott: {deleted}. Filer som du har sparat tidigare finns kvar där du lade dem.",
    en="This is gone for good: {deleted}. Files that you saved before are where you put them.",
)
ERASED_COUNTS: Mapping[str, tuple[Line, Line]] = {
    "sessions": (Line(sv="1 workshop", en="1 workshop"), Line(sv="{count} workshoppar", en="{count} workshops")),
    "participants": (
        Line(sv="1 deltagare", en="1 participant"),
        Line(sv="{count} deltagare", en="{count} participants"),
    ),
    "questions": (Line(sv="1 fråga", en="1 question"), Line(sv="{count} frågor", en="{count} questions")),
    "ratings": (Line(sv="1 tumme", en="1 thumb"), Line(sv="{count} tummar", en="{count} thumbs")),
}
"""What was deleted → how one of it is told, and any other number."""
ERASED_NEXT = Line(
    sv="En ny, tom workshop är förberedd. Den har en ny kod.", en="A new, empty workshop is ready. It has a new code."
)
TO_LEAD = Line(sv="Till den nya workshopen", en="To the new workshop")
NEW = Line(sv="Starta en ny workshop", en="Start a new workshop")
OVER = Line(
    sv="Workshopen är avslutad. Spara rapporten, eller starta en ny med en ny kod.",
    en="The workshop has ended. Save the report, or start a new one with a new code.",
)

ALL = Line(sv="Alla", en="All")
PINNED = Line(sv="Fästa", en="Pinned")
OPEN_ENDS = Line(sv="Utan fullt svar", en="Without a full answer")
HIDDEN = Line(sv="Dolda", en="Hidden")
FILTER = Line(sv="Vilka frågor som visas", en="Which questions are shown")
NONE_YET = Line(
    sv="Här kommer frågorna när deltagarna ställer dem. Visa storbilden så att alla ser koden.",
    en="Questions appear here when participants ask them. Show the big screen, so that everybody sees the code.",
)
NONE_LIKE_IT = Line(sv="Inga sådana frågor.", en="No such questions.")
ARRIVED = Line(sv="{count} nya frågor", en="{count} new questions")
ARRIVED_ONE = Line(sv="Ny fråga: {question}", en="New question: {question}")
STATUSES: Mapping[str, Line] = {
    "answered": Line(sv="Besvarad", en="Answered"),
    "partial": Line(sv="Delvis besvarad", en="Answered in part"),
    "refused": Line(sv="Står inte i texten", en="Not in the text"),
    "waiting": Line(sv="Besvaras …", en="Being answered …"),
    "without": Line(sv="Fick inget svar", en="Got no answer"),
}
IS_PINNED = Line(sv="Ligger överst", en="Pinned to the top")
IS_HIDDEN = Line(sv="Dold", en="Hidden")
ON_SCREEN = Line(sv="Visas på storbilden", en="On the big screen")
SHOW = Line(sv="Visa på storbilden", en="Show on the big screen")
UNSHOW = Line(sv="Ta bort från storbilden", en="Take off the big screen")
PIN = Line(sv="Fäst överst", en="Pin")
UNPIN = Line(sv="Lossa", en="Unpin")
HIDE = Line(sv="Dölj", en="Hide")
UNHIDE = Line(sv="Visa igen", en="Show again")
ABOUT = Line(sv="{action}: {question}", en="{action}: {question}")
ANSWER = Line(sv="Svar och källor", en="Answer and sources")
ANSWER_ALONE = Line(sv="Svar", en="Answer")
VOTED_UP = Line(sv="Tumme upp", en="Thumb up")
VOTED_DOWN = Line(sv="Tumme ner", en="Thumb down")

HOW_TO_JOIN = Line(sv="Så går deltagarna med", en="How participants join")
ADDRESS = Line(sv="Adress", en="Address")
OTHER_ADDRESSES = Line(
    sv="Når telefonerna inte adressen? Datorn har fler. Tryck på den som ska visas i stället:",
    en="Do phones not reach the address? This computer has more. Press the one to be shown instead:",
)
QR = Line(sv="QR-kod till {url}", en="QR code of {url}")
SAME_NETWORK = Line(
    sv="Telefonerna ska vara på samma nätverk som den här datorn.", en="Phones have to be on this computer's network."
)
ALONE = Line(
    sv="Den här datorn är inte på något nätverk, så inga telefoner når den. Anslut den och ladda om sidan.",
    en="This computer is on no network, so that no phone reaches it. Connect it and reload the page.",
)

SECTIONS = Line(sv="Vad frågorna handlar om", en="What the questions are about")
SECTIONS_HOW = Line(
    sv="Antal svar som vilar på varje avsnitt i vägledningen.",
    en="Number of answers that rest on each section of the guidance.",
)
NEVER = Line(sv="Ingen har frågat om", en="Nobody has asked about")
NEVER_NONE = Line(sv="Alla avsnitt har varit uppe.", en="Every section has come up.")
UNANSWERED = Line(sv="Det vägledningen inte svarade på", en="What the guidance did not answer")
UNANSWERED_NONE = Line(sv="Inget hittills.", en="Nothing so far.")
GROUPS = Line(sv="Frågor som liknar varandra", en="Questions that are alike")
GROUPS_NONE = Line(sv="Inga liknande frågor än.", en="No questions are alike yet.")
GROUP_SIZE = Line(sv="{count} frågor", en="{count} questions")
LOST = Line(sv="Ingen kontakt med programmet. Försöker igen …", en="No contact with the program. Trying again …")
GONE = Line(
    sv="Den här workshopen går inte att nå härifrån längre: den är raderad, eller öppnad i en annan webbläsare. Öppna "
    "länken i programfönstret.",
    en="This workshop cannot be reached from here any more: it was deleted, or opened in another browser. Open the link "
    "in the program's window.",
)
NOT_DONE = Line(sv="Det gick inte. Försök igen.", en="That did not work. Try again.")

# ---- The big screen ---------------------------------------------------------------------------------------------

PROJECTOR_TITLE = Line(sv="Storbild", en="Big screen")
PROJECTOR_JOIN = Line(sv="Fråga vägledningen", en="Ask the guidance")
PROJECTOR_STEPS = Line(
    sv="Rikta telefonens kamera mot rutan, eller gå till adressen och skriv koden. Inga konton, inga namn.",
    en="Point the phone's camera at the square, or go to the address and type the code. No accounts, no names.",
)
PROJECTOR_OVER = Line(sv="Tack för idag!", en="Thank you for today!")
PROJECTOR_OVER_STEPS = Line(
    sv="Workshopen är avslutad. I telefonen kan du fortfarande läsa och spara ditt samtal.",
    en="The workshop has ended. You can still read and save your conversation on your phone.",
)
FROM_TEXT = Line(sv="Ur vägledningen", en="From the guidance")
NO_ANSWER_YET = Line(sv="Svaret kommer …", en="The answer is coming …")
FULL_SCREEN = Line(sv="Helskärm", en="Full screen")

# ---- The program's window ---------------------------------------------------------------------------------------

TERMINAL = """
  Workshopen är igång.{continued}

{qr}

  Deltagarna går till   {url}
  och skriver koden     {code}
{others}
  Handledarens sida, bara för dig (länken fungerar en gång):
  {invitation}

  Avsluta med Ctrl+C. Inget går förlorat: starta igen inom {hours} timmar så fortsätter den.
"""
TERMINAL_CONTINUED = " Den fortsätter från {time}, med {participants} deltagare."
TERMINAL_OTHERS = """
  Datorn har fler adresser. Når telefonerna inte den ovan, välj en annan på handledarens sida, eller starta med
  --host ADRESS:
{urls}
"""
TERMINAL_ALONE = "  Datorn är inte på något nätverk: anslut den, annars når inga telefoner hit.\n"
TERMINAL_NEXT = "Handledarens sida öppnades. Ny länk, om du behöver en annan webbläsare: {url}"
CHECKS: Mapping[str, str] = {"ok": "OK     ", "warning": "OBS    ", "failed": "FEL    "}
CHECKING = "Förhandskontroll inför workshopen (tar ungefär en halv minut):"
CHECKED: Mapping[str, str] = {
    "ok": "Allt är klart. Starta med: python app.py --workshop",
    "warning": "Det går att köra, men läs raderna med OBS. Starta med: python app.py --workshop",
    "failed": "Det går inte att köra än. Åtgärda raderna med FEL och kontrollera igen.",
}
