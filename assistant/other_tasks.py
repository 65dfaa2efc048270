"""Requests for something else than an answer from the guidance: another role, hidden instructions, other work.

Told by how people put them, in Swedish and English: they speak to the assistant and not of leading. What they are about
is the matter of ``limits``.
"""

import re

_PLAYING = r"(lats|latsas|spela|agera|leka?|pretend|act as|role ?play|roleplay)"
_TO_IT = r"(?:^|\b(?:du|you) (?:ska|skall|maste|far|kan|must|should|have to|can) (?:nu )?|\b(?:och|men|sa|and) )"
"""Where an order to the assistant begins: at the beginning, or after "du ska"."""
_WORK = re.compile(
    r"(^|\b(kan|vill|skulle) du )(snalla )?(skriva?|dikta|oversatta?|programmera|koda|rita|sjung|rimma|hitta pa"
    r"|beratta en (saga|vits|historia)|translate|write|draw|sing|compose)\b(?! (man|ner|upp|ut)\b)"
    r"|\b(dikt|limerick|rap|poem|haiku)\b"
    r"|\b(python|javascript|sql|html)[- ]?(kod|skript|funktion|code|script)\b"
    r"|\bskriv (i stallet )?(en|ett|mig) \w*\b|\b(svara|beratta|dra|tell)\b.{0,25}\b(saga|vits|rolig historia|skamt|joke|fairy tale)\b"
    r"|\bdu (maste|ska|far|kan) (nu )?(skriva|oversatta|rakna ut|dikta|koda) (en|ett|den|det|at|till|hur)\b"
    r"|\bupprepa ordet\b|(^|\b(du|kan du|och|nu|sedan|sen|snalla) )hitta pa (en|ett|tva|tre|fyra|fem|nagra|egna)\b|\b(din )?egen kunskap\b"
    r"|\b(make up|invent) (a|an|some)\b|\b(mitt|min|ett) (cv|personlig\w* brev|jobbansokan)\b|\bmy (cv|resume|cover letter)\b"
    r"|\b\d+ (ganger|plus|minus|delat med|times|divided by) \d+\b"
    r"|\b(oversatt|translate)\b.*\b(till|to|into) (svenska|engelska|tyska|english|swedish|german)\b"
)
_ROLE = re.compile(
    rf"(^|\b(kan|vill|skulle) du ){_PLAYING}\b|\b(du ar nu|you are now|latsas att du|forestall dig att du)\b"
    r"|\b(fran och med nu|hadanefter|from now on) (ar du|heter du|are you|you ?a?re)\b"
    rf"|{_TO_IT}(svara|prata|tala|snacka|skriva?|answer|talk|speak|respond) (bara |endast )?(som|like|as) (en|ett|min|a|an|my|om du)\b"
    r"|\b(svarar|pratar|talar|spelar|leker) du (nu )?som (en|ett|min)\b|\bdu (spelar|leker|latsas vara) (en|ett|min)\b"
    r"|\b(nu|da) ar du (en|ett|min|mitt)\b|\b(glom|forget) (att|that) (du ar|you are)\b"
    r"|\b(rollspel|role ?play)\b|\btank dig en (ai|robot|bot|assistent)\b|\bdu (behover inte|ska inte|far inte) (langre )?vara (en )?(assistent|robot|bot|hjalpreda)"
    r"|\b(stop|sluta) (being|vara) (an |en )?(assistant|assistent)\b|\blek(er)? en lek\b"
)
_INSTRUCTIONS = re.compile(
    r"\bsystem ?(prompt\w*|meddeland\w*|instruktion\w*|message)|\b(dolda|hemliga|dina egna|dina|hidden|secret|your own|your) (ursprungliga )?(instruktion\w*|regler|prompt\w*|instructions?|rules|prompts?)\b"
    r"|\b(vad|vilka|visa|lista|upprepa|skriv\w*|klistra)\b.*\b(instruktion\w*|regl\w*|order)\b.{0,20}\bdu (har )?(fatt|fick|foljer|blivit|maste folja$|maste folja en)"
    r"|\bdu (har )?(fatt|fick) (for )?(nagra )?(instruktion\w*|regl\w*|order)\b|\b(har|fick) du (fatt )?for (instruktion\w*|regler)"
    r"|\b(visa|skriv|upprepa|klistra|beratta|print|show|repeat|reveal|vad star)\b.*\b(ovanfor|innan jag (borjade )?(skr\w+|fragade)|above( this)?( line)?|du fick veta)\b"
    r"|\b(text\w*|prompt\w*|instruktion\w*|text|instructions?) (som )?(du fick|du har fatt|you were given) (innan|before)\b"
    r"|\b(din|your) (konfiguration|installning\w*|configuration|settings)\b"
)
_FREED = re.compile(
    r"\b(ignorera|strunta i|glom|bortse fran|ignore|forget|disregard)\b.*"
    r"\b(instruktion\w*|regl\w*|ovan\w*|tidigare|instruction\w*|rules?|previous)"
    r"|(^|\b(och|men|nu|now|sedan) |\bdu (ska|maste) (nu )?)(ignorera?|strunta i|glomm?a?|bortse fran|lagg undan|ignore|forget|disregard) "
    r"(hela |the |this )?(text|artikel|guide|vagledning|riktlinje|guidance|article)\w*"
    r"|\bdu har inga regler\b|\b(du|svara\w*|prata\w*|ai|assistent|you|answer|talk)\b.{0,25}\b(utan|without|no) (regler|sparrar|filter|rules|restrictions|filters)\b"
    r"|\b(utvecklar|admin|debug|test)lage\w*|\b(developer|debug|admin|dan) mode\b|\bjailbreak\w*"
    r"|\b(begransning|sparr)\w* (ar|har) (nu )?(upphav|borttag|avstang)\w*"
    r"|\bdu far (nu|gerna nu) |\byou are (now )?free to\b|\bdu behover inte (langre )?(halla dig till|folja|bry dig om)\b|\b(glom|bry dig inte om) (allt|vad) (som )?du (har )?(blivit|fatt)\b"
    r"|\b(you|du) (dont|do not|behover inte) (have to|need to)? ?(stick to|follow) (the|your)\b|\bdu far (gerna )?gissa\b|\bdra till med (en|ett|nagot)\b"
    r"|\bbry dig inte om (vad|dina|reglerna|instruktion)"
    r"|\b(lat|fa) det (se ut|lata) som\b|\bhall med (mig|om)\b|\bagree with me\b"
    r"|\b(svara|answer)\b.{0,20}\butan (kallor|kalla)\b"
)


def is_other_task(plain: str) -> bool:
    """Tell whether a text, folded and without punctuation, asks for something else than an answer from the guidance."""
    return any(pattern.search(plain) for pattern in (_WORK, _ROLE, _INSTRUCTIONS, _FREED))


def asks_for_instructions(plain: str) -> bool:
    """Tell whether it asks for what the assistant was told to do, in whatever form: listed, summarised."""
    return bool(_INSTRUCTIONS.search(plain))
