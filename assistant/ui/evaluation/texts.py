"""The texts of the evaluation's pages, in Swedish and English, side by side."""

from collections.abc import Mapping

from assistant.ui.texts import Line

EVALUATION = Line(sv="Utvärdering", en="Evaluation")
JUDGE = Line(sv="Bedöm", en="Judge")
CHAT = Line(sv="Till samtalet", en="To the conversation")
BACK = Line(sv="Tillbaka till Utvärdering", en="Back to Evaluation")
SKIP = Line(sv="Hoppa till innehållet", en="Skip to the content")
OTHER_LANGUAGE = Line(sv="In English", en="På svenska")

NOT_HERE = Line(sv="Sidan finns inte här", en="The page is not here")
NOT_HERE_WHAT = Line(
    sv="Utvärderingen går bara att öppna på den dator där Tillitsguiden körs, och inte under en workshop.",
    en="The evaluation opens only on the computer that runs Tillitsguiden, and not during a workshop.",
)
NOT_FOUND = Line(sv="Det du söker finns inte", en="What you look for is not there")
NOT_FOUND_WHAT = Line(
    sv="Körningen eller testfrågorna kan ha tagits bort eller bytt namn.",
    en="The run or the test questions may have been removed or renamed.",
)
FOREIGN = Line(sv="Begäran kom inte från den här sidan", en="The request did not come from this page")
FOREIGN_WHAT = Line(
    sv="Öppna Utvärdering på nytt och försök igen. Inget har ändrats.",
    en="Open Evaluation again and try once more. Nothing was changed.",
)
WRONG = Line(sv="Det gick inte", en="That did not work")

# ---- Utvärdering
LEAD = Line(
    sv="Här prövar du hur bra svaren är: kör en uppsättning testfrågor och läs omdömet. Gör om det när texten, modellen "
    "eller en inställning har ändrats, och jämför.",
    en="Here you try how good the answers are: run a set of test questions and read the verdict. Do it again when the "
    "text, the model or a setting has changed, and compare.",
)
RUN = Line(sv="1. Kör testfrågor", en="1. Run test questions")
RUN_HOW = Line(
    sv="Välj testfrågor och tryck på Kör. Allt stannar på den här datorn.",
    en="Choose test questions and press Run. Everything stays on this computer.",
)
CHOOSE = Line(sv="Testfrågor", en="Test questions")
OWN_ONES = Line(sv="Egna", en="Your own")
DELIVERED = Line(sv="Följer med programmet", en="Delivered with the program")
ELSEWHERE = Line(sv="Om andra texter (för utveckling)", en="About other texts (for development)")
QUESTIONS = Line(sv="{count} frågor", en="{count} questions")
QUESTION_ONE = Line(sv="1 fråga", en="1 question")
DRAFTS = Line(sv="varav {count} utkast", en="{count} of them drafts")
BROKEN = Line(sv="behöver rättas", en="needs mending")
STALE = Line(sv="texten har ändrats", en="the text has changed")
VARIANTS = Line(
    sv="Pröva också frågorna slarvigt skrivna (utan å, ä, ö, med slarvfel, med små bokstäver)",
    en="Try the questions carelessly typed as well (without å, ä, ö, with slips, in small letters)",
)
VARIANTS_HINT = Line(sv="Tar flera gånger så lång tid.", en="Takes several times as long.")
START = Line(sv="Kör", en="Run")
STOP = Line(sv="Stoppa", en="Stop")
STATES: Mapping[str, Line] = {
    "opening": Line(sv="Förbereder {suite} …", en="Preparing {suite} …"),
    "playing": Line(
        sv="Kör {suite}: {done} av {total} frågor besvarade.",
        en="Running {suite}: {done} of {total} questions answered.",
    ),
    "reporting": Line(sv="Räknar ihop resultatet …", en="Adding up the result …"),
    "finished": Line(
        sv="Klart: alla {total} frågor i {suite} är besvarade.",
        en="Done: all {total} questions of {suite} are answered.",
    ),
    "stopped": Line(
        sv="Stoppad efter {done} av {total} frågor. Du kan fortsätta där du slutade.",
        en="Stopped after {done} of {total} questions. You can go on where you stopped.",
    ),
    "failed": Line(sv="Körningen avbröts. {problem}", en="The run was broken off. {problem}"),
}
PROGRESS = Line(sv="Så långt har körningen kommit", en="How far the run has come")
READ_REPORT = Line(sv="Läs rapporten", en="Read the report")
RELOAD = Line(sv="Uppdatera", en="Refresh")

RUNS = Line(sv="2. Tidigare körningar", en="2. Earlier runs")
NO_RUNS = Line(
    sv="Ingen körning är gjord än. Börja ovan; trettio frågor tar under en minut på en vanlig dator.",
    en="No run has been made yet. Begin above; thirty questions take less than a minute on an ordinary computer.",
)
WHEN = Line(sv="När", en="When")
SUITE = Line(sv="Testfrågor", en="Test questions")
OUTCOME = Line(sv="Resultat", en="Result")
WHAT = Line(sv="Gör mer", en="Do more")
RIGHT = Line(
    sv="{right} av {prompts} frågor fick rätt slags svar",
    en="{right} of {prompts} questions got the right kind of answer",
)
VERDICTS: Mapping[str, Line] = {
    "pass": Line(sv="Godkänd", en="Passed"),
    "fail": Line(sv="Underkänd", en="Failed"),
    "inconclusive": Line(sv="Går inte att avgöra", en="Too few to tell"),
    "none": Line(sv="Inga krav ställda", en="No demands made"),
}
UNFINISHED = Line(sv="Inte klar: {count} svar sparade", en="Not finished: {count} answers kept")
GO_ON = Line(sv="Fortsätt", en="Go on")
REPORT = Line(sv="Rapport", en="Report")
REPORT_LANGUAGE = Line(sv="", en="Reports are in Swedish.")
JUDGE_RUN = Line(sv="Bedöm svaren", en="Judge the answers")

COMPARE = Line(sv="3. Jämför två körningar", en="3. Compare two runs")
COMPARE_HOW = Line(
    sv="Blev svaren bättre eller sämre? Välj en tidigare och en senare körning av samma testfrågor.",
    en="Did the answers become better or worse? Choose an earlier and a later run of the same test questions.",
)
COMPARE_NONE = Line(
    sv="När två körningar är klara kan du jämföra dem här.", en="When two runs are finished you can compare them here."
)
BEFORE = Line(sv="Före", en="Before")
AFTER = Line(sv="Efter", en="After")
COMPARE_DO = Line(sv="Jämför", en="Compare")

SUITES = Line(sv="4. Ändra eller lägg till testfrågor", en="4. Change or add test questions")
SUITES_HOW = Line(
    sv="De testfrågor som följer med kopieras till dina egna innan du ändrar i dem; originalen är orörda.",
    en="The test questions delivered are copied to your own before you change them; the originals stay as they are.",
)
OPEN = Line(sv="Öppna", en="Open")
COPY = Line(sv="Kopiera och ändra", en="Copy and change")
COPIED = Line(
    sv="Kopian ”{name}” är din. Här kan du ändra frågorna.", en="The copy “{name}” is yours. Change its questions here."
)
NEW_SUITE = Line(sv="Namn på nya testfrågor", en="Name of new test questions")
NEW_SUITE_DO = Line(sv="Skapa och skriv första frågan", en="Create and write the first question")
NEW_SUITE_NAME = Line(
    sv="Skriv ett namn med minst en bokstav eller siffra.", en="Type a name with at least one letter or figure."
)
NEW_SUITE_TAKEN = Line(
    sv="Det finns redan egna testfrågor med det namnet. Välj ett annat.",
    en="You have test questions of that name. Choose another.",
)
THUMBS = Line(sv="Förslag från tummen ner", en="Suggestions from thumbs down")
THUMBS_HOW = Line(
    sv="Frågor där svaret fick tummen ner, och den som frågade sa ja till att de används så.",
    en="Questions whose answer got a thumb down, and whose asker agreed that they are used like this.",
)
THUMBS_INTO = Line(sv="Lägg till i", en="Add to")
MAKE_PROMPT = Line(sv="Gör till testfråga", en="Make a test question")
SAID = Line(sv="Kommentar: {said}", en="Comment: {said}")
NEW_OWN = Line(sv="nya egna: egna-fragor", en="new ones: egna-fragor")

# ---- A suite
EDIT = Line(sv="Ändra", en="Change")
ADD = Line(sv="Lägg till en fråga", en="Add a question")
SAVED = Line(sv="Sparad: {question}", en="Saved: {question}")
REMOVED = Line(sv="Frågan är borttagen.", en="The question is removed.")
PROBLEMS = Line(
    sv="Något behöver rättas innan testfrågorna kan köras; det står vid frågan. Filen är {file}.",
    en="Something must be mended before the test questions can be run; it is told at the question. The file is {file}.",
)
LIST_CAPTION = Line(sv="Frågorna i {name}", en="The questions of {name}")
QUESTION = Line(sv="Fråga", en="Question")
KIND = Line(sv="Slags fråga", en="Kind of question")
DRAFT = Line(sv="Utkast", en="Draft")
FIND = Line(sv="Sök bland frågorna", en="Search the questions")

# ---- A prompt
EDIT_PROMPT = Line(sv="Ändra testfråga", en="Change a test question")
NEW_PROMPT = Line(sv="Ny testfråga", en="New test question")
IN_SUITE = Line(sv="i {name}", en="in {name}")
FIELD_QUESTION = Line(sv="Frågan, som en chef skulle skriva den", en="The question, as a manager would type it")
FIELD_EARLIER = Line(
    sv="Tidigare frågor i samma samtal, en per rad", en="Earlier questions of the same conversation, one a line"
)
EARLIER_HINT = Line(
    sv="Bara om frågan är en följdfråga, som ”Och hur gör man det?”.",
    en="Only where it is a follow-up, such as “And how do I do that?”.",
)
KINDS: Mapping[str, Line] = {
    "answerable": Line(sv="Texten har svaret", en="The text has the answer"),
    "near_miss": Line(
        sv="Rätt ämne, men svaret finns inte i texten", en="The right subject, but the text lacks the answer"
    ),
    "out_of_scope": Line(sv="Helt annat ämne", en="Another subject altogether"),
    "false_premise": Line(sv="Utgår från något som inte stämmer", en="Takes something untrue for granted"),
    "injection": Line(sv="Försök att lura assistenten", en="An attempt to trick the assistant"),
    "chitchat": Line(sv="Småprat, som hej och tack", en="Small talk, such as hello and thanks"),
}
FIELD_STATUS = Line(
    sv="Vad ska assistenten göra? (ett eller flera är rätt)", en="What should the assistant do? (one or more are right)"
)
STATUSES: Mapping[str, Line] = {
    "answered": Line(sv="Svara", en="Answer"),
    "partial": Line(sv="Svara på en del, och säga vad som saknas", en="Answer a part, and say what is missing"),
    "refused": Line(sv="Säga att svaret inte finns i texten", en="Say that the text does not have the answer"),
}
FIELD_QUOTES = Line(sv="Ställen i texten som svaret ska visa", en="Places in the text that the answer must show")
QUOTES_HINT = Line(
    sv="Markera orden i texten här intill och tryck på knappen, så hamnar de här ordagrant. En ruta för varje ställe som "
    "måste med. Flera rader i samma ruta betyder att vilket som helst av dem duger.",
    en="Mark the words in the text beside and press the button; they land here word for word. One box for every place "
    "that must be shown. Several lines in one box mean that any of them will do.",
)
QUOTE_NUMBER = Line(sv="Ställe {number}", en="Place {number}")
USE_MARKED = Line(sv="Använd det markerade", en="Use what is marked")
USE_AS_ALTERNATIVE = Line(
    sv="… eller som alternativ till ställe {number}", en="… or as another choice for place {number}"
)
MARKED_NOTHING = Line(sv="Markera först ord i texten.", en="Mark words in the text first.")
MARKED = Line(sv="Markerat: ”{quote}”", en="Marked: “{quote}”")
ADDED = Line(sv="Citatet är tillagt.", en="The quote is added.")
ARTICLE = Line(sv="Texten", en="The text")
ARTICLE_HINT = Line(
    sv="Med mus eller finger: markera. Med tangentbord: pil upp och ner väljer mening, Enter lägger till den.",
    en="With mouse or finger: mark. With the keyboard: arrows up and down choose a sentence, Enter adds it.",
)
FIELD_VITAL = Line(sv="Ord som svaret måste innehålla, ett per rad", en="Words the answer must contain, one a line")
FIELD_OTHER = Line(sv="Ord som gärna får vara med, ett per rad", en="Words that are a bonus, one a line")
FACTS_HINT = Line(
    sv="Skriv få ord. Duger flera ordval? Skriv dem på samma rad med | emellan: handlingsutrymme | frihet att handla",
    en="Few words. If several wordings will do, write them on one line with | between: room to act | freedom to act",
)
FIELD_MUST_NOT = Line(
    sv="Ord som svaret inte får innehålla, ett per rad", en="Words the answer must not contain, one a line"
)
FIELD_DRAFT = Line(sv="Utkast: spara, men kör den inte än", en="Draft: save it, but do not run it yet")
MORE = Line(sv="Mer (behövs sällan)", en="More (seldom needed)")
SAVE = Line(sv="Spara frågan", en="Save the question")
REMOVE = Line(sv="Ta bort frågan", en="Remove the question")
REMOVE_SURE = Line(sv="Ja, ta bort den", en="Yes, remove it")
MEND = Line(
    sv="Frågan är inte sparad än. Rätta det som är markerat:", en="The question is not saved yet. Mend what is marked:"
)
FAULTS: Mapping[str, Line] = {
    "question-empty": Line(sv="Skriv en fråga.", en="Type a question."),
    "question-long": Line(
        sv="Frågan är för lång. Korta den till högst {limit} tecken.",
        en="The question is too long. Shorten it to {limit} characters.",
    ),
    "kind-unknown": Line(sv="Välj ett slags fråga.", en="Choose a kind of question."),
    "status-none": Line(sv="Välj minst ett.", en="Choose at least one."),
    "quotes-missing": Line(
        sv="En fråga som texten har svaret på behöver minst ett ställe. Markera det i texten, eller spara som utkast.",
        en="A question that the text answers needs at least one place. Mark it in the text, or save it as a draft.",
    ),
    "quotes-near": Line(
        sv="”{quote}” står inte ordagrant i texten. Närmast kommer: ”{near}”",
        en="“{quote}” does not stand word for word in the text. The nearest is: “{near}”",
    ),
    "quotes-nowhere": Line(
        sv="”{quote}” står inte ordagrant i texten. Markera orden i texten i stället för att skriva dem.",
        en="“{quote}” does not stand word for word in the text. Mark the words instead of typing them.",
    ),
}

# ---- Bedöm
JUDGE_LEAD = Line(
    sv="Läs svar och säg vad du tycker. Du ser varken hur programmet bedömde svaret eller med vilken inställning det "
    "gavs, och svaren kommer i slumpvis ordning. Det du fyller i sparas direkt, så du kan sluta när du vill och "
    "fortsätta senare med samma namn.",
    en="Read answers and say what you think. You see neither how the program judged an answer nor the setting it was "
    "given with, and the answers come in random order. What you fill in is saved at once, so you may stop and go on "
    "later under the same name.",
)
RATER = Line(sv="Dina initialer, eller ett påhittat namn", en="Your initials, or a made-up name")
RATER_HINT = Line(sv="Sparas med dina bedömningar på den här datorn.", en="Kept with your judgements on this computer.")
RATER_EMPTY = Line(sv="Skriv initialer eller ett påhittat namn först.", en="Type initials or a made-up name first.")
CHOOSE_RUN = Line(sv="Svar att bedöma", en="Answers to judge")
BEGIN = Line(sv="Börja bedöma", en="Begin")
NOTHING_TO_JUDGE = Line(
    sv="Det finns inga svar att bedöma än. Kör testfrågor under Utvärdering först.",
    en="There are no answers to judge yet. Run test questions under Evaluation first.",
)
NUMBER_OF = Line(sv="Svar {number} av {count}", en="Answer {number} of {count}")
JUDGED = Line(sv="{done} av {count} bedömda av {rater}", en="{done} of {count} judged by {rater}")
EARLIER = Line(sv="Tidigare i samtalet: {question}", en="Earlier in the conversation: {question}")
ASKED = Line(sv="Frågan", en="The question")
ANSWER = Line(sv="Svaret", en="The answer")
FACTS = Line(sv="Vad av det här säger svaret?", en="Which of these does the answer say?")
FACTS_ALSO = Line(sv="Kryssa även om det sägs med andra ord.", en="Tick it also where other words say it.")
SENTENCES = Line(
    sv="Stöds varje mening av stället den hänvisar till?", en="Does the place each sentence cites bear it out?"
)
SENTENCE = Line(sv="Mening {number}", en="Sentence {number}")
SUPPORTS: Mapping[str, Line] = {
    "full": Line(sv="Stöds helt", en="Fully"),
    "partly": Line(sv="Stöds delvis", en="Partly"),
    "none": Line(sv="Stöds inte", en="Not at all"),
}
CITED = Line(sv="Hänvisar till", en="Cites")
USEFUL = Line(sv="Har du nytta av svaret?", en="Is the answer useful to you?")
USEFUL_HINT = Line(
    sv="Ett ärligt ”det står inte i texten” är till nytta när det stämmer.",
    en="An honest “the text does not say” is useful where it is true.",
)
USEFULS: Mapping[str, Line] = {
    "yes": Line(sv="Ja", en="Yes"),
    "partly": Line(sv="Delvis", en="Partly"),
    "no": Line(sv="Nej", en="No"),
}
COMMENT = Line(sv="Kommentar (frivillig)", en="Comment (if you like)")
NEXT = Line(sv="Spara och nästa", en="Save and next")
PREVIOUS = Line(sv="Föregående", en="Previous")
KEPT = Line(sv="Sparat", en="Saved")
NOT_KEPT = Line(
    sv="Inte sparat än: kontakten bröts. Försök igen med knappen.",
    en="Not saved yet: the connection broke. Try again with the button.",
)
NEED_USEFUL = Line(
    sv="Svara på om du har nytta av svaret, så räknas det som bedömt.",
    en="Say whether the answer is useful; then it counts as judged.",
)
ALL_DONE = Line(sv="Tack! Du har bedömt alla {count} svar.", en="Thank you! You have judged all {count} answers.")
SEE_RESULTS = Line(sv="Vad bedömningarna visar", en="What the judgements show")
CHANGE_MINE = Line(sv="Gå igenom mina bedömningar igen", en="Go through my judgements again")

RESULTS_OF = Line(sv="Bedömningar av {suite}", en="Judgements of {suite}")
BY_WHOM = Line(sv="Vem som bedömt", en="Who has judged")
BY_ONE = Line(sv="{rater}: {count} svar", en="{rater}: {count} answers")
NOBODY = Line(sv="Ingen har bedömt de här svaren än.", en="Nobody has judged these answers yet.")
BETWEEN = Line(sv="Är bedömarna överens?", en="Do the raters agree?")
BETWEEN_NONE = Line(
    sv="När två personer har bedömt samma svar syns här hur överens de är.",
    en="When two people have judged the same answers, this tells how far they agree.",
)
AGREED: Mapping[str, Line] = {
    "reliable": Line(
        sv="Bedömarna är så överens att omdömena går att lita på.",
        en="The raters agree so far that their judgements can be relied on.",
    ),
    "tentative": Line(
        sv="Bedömarna är ganska överens: omdömena ger en fingervisning, inte mer.",
        en="The raters agree fairly: their judgements are a hint, no more.",
    ),
    "unreliable": Line(
        sv="Bedömarna är inte tillräckligt överens: prata ihop er om vad orden betyder innan ni drar slutsatser.",
        en="The raters do not agree enough: talk over what the words mean before you conclude anything.",
    ),
    "untold": Line(
        sv="Det går inte att säga än: alla har svarat lika hela vägen, eller för lite är bedömt av två.",
        en="It cannot be told yet: everybody gave the same judgement throughout, or too little was judged twice.",
    ),
}
ALPHA = Line(
    sv="Krippendorffs alfa {alpha}. Lika i {same} av {units} fall.",
    en="Krippendorff's alpha {alpha}. The same in {same} of {units} cases.",
)
ALPHA_WHAT = Line(
    sv="Alfa är 1 när alla är helt överens och 0 när de är lika överens som om de hade singlat slant. Från 0,8 räknas "
    "bedömningar som pålitliga, från 0,667 som en fingervisning.",
    en="Alpha is 1 where everybody agrees and 0 where they agree as if they had tossed coins. From 0.8 judgements count "
    "as reliable, from 0.667 as a hint.",
)
UNITS: Mapping[str, Line] = {
    "useful": Line(sv="Nytta av svaret", en="Usefulness of the answer"),
    "facts": Line(sv="Vad svaret säger", en="What the answer says"),
    "support": Line(sv="Stöd för meningarna", en="Support of the sentences"),
}
AGAINST = Line(sv="Stämmer programmets egna mått med människornas?", en="Do the program's own measures match people's?")
AGAINST_LINES: Mapping[str, Line] = {
    "useful": Line(
        sv="Av {judged} svar som någon sa ja eller nej till tyckte programmet likadant om {same} ({share}); {kind} gånger godkände "
        "programmet ett svar som någon inte hade nytta av.",
        en="Of {judged} answers that somebody said yes or no to, the program agreed on {same} ({share}); {kind} times it approved "
        "an answer that somebody found useless.",
    ),
    "facts": Line(
        sv="Av {judged} saker som svaren skulle säga såg programmet och människorna likadant på {same} ({share}); {kind} gånger "
        "tyckte programmet att det sades fast människan inte gjorde det.",
        en="Of {judged} things the answers should say, program and people saw {same} alike ({share}); {kind} times the program "
        "found it said where the person did not.",
    ),
    "support": Line(
        sv="Av {judged} meningar som någon bedömt helt ja eller nej dömde programmet likadant om {same} ({share}); {kind} gånger "
        "godtog programmet en mening som människan inte såg något stöd för.",
        en="Of {judged} sentences that somebody judged fully or not at all, the program judged {same} alike ({share}); {kind} times "
        "it accepted a sentence that the person saw no support for.",
    ),
}
AGAINST_NONE = Line(sv="{what}: inget att jämföra än.", en="{what}: nothing to compare yet.")
LEFT_OUT = Line(
    sv="({count} utan klart ja eller nej är inte med.)", en="({count} without a clear yes or no are left out.)"
)
COMMENTS = Line(sv="Kommentarer", en="Comments")
LABEL_FILE = Line(sv="Alla bedömningar ligger i filen {path}.", en="All judgements are in the file {path}.")
