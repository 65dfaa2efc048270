"""Personal details are spotted in a question before it is shared, with few false alarms."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import read_corpus
from assistant.privacy import names_in, personal_details, reminder

ROOT = Path(__file__).parents[2]

# Made up. Identity numbers with a right control digit; those of Skatteverket's test series and worked out by hand.
IDENTITY = """
Min medarbetare 19121212-1212 är sjukskriven, vad gör jag?
Hur hanterar jag 121212-1212 som alltid kommer sent?
ärende 201212121212 gäller en konflikt, hur börjar jag samtalet?
Personnummer 811228-9874, hon vill gå ner i tid
811228+9874 har jobbat här i trettio år, hur avslutar vi fint?
samordningsnummer 701063-2391 får inte ut sin lön, vad gör jag?
8112289874 vill byta grupp
Det gäller 19811228 9874. Hur ger jag kritik?
""".strip().splitlines()
PHONE = """
Ring mig på 070-123 45 67 om du vet hur man gör
Min chef 0701234567 svarar aldrig, hur skapar vi dialog?
+46 70 123 45 67 är mitt nummer
Vem kan jag ringa, 08-123 456 78?
Jag nås på +46(0)8-123 456 78 för frågor om delegering
0046701234567 skicka svar hit
Kontakta 031 - 12 34 56 om svåra samtal
my number is +47 912 34 567
""".strip().splitlines()
EMAIL = """
Skicka svaret till anna.svensson@kommunen.se
anna@foretag.com undrar hur man delegerar
Hur svarar jag bosse_77@mail.example.org som klagar på allt?
Mejla mig: KALLE@REGIONEN.SE
kalle (at) regionen.se vill ha tydligare mål
Vad gör jag när hr@bolaget.se inte svarar?
förnamn.efternamn+test@skola.nu
""".strip().splitlines()
NAME = """
Min kollega Anna Svensson tar aldrig ansvar, vad gör jag?
Kalle på ekonomi kommer för sent varje dag
min kollega anna svensson tar aldrig ansvar
Hur säger jag till chefen Birgitta att hon detaljstyr?
Medarbetaren Fatoumata vill inte ha mer ansvar, hur gör jag?
kalle på ekonomi vägrar delta i mötena
Lisa i receptionen ljuger för kunderna
Ahmed från IT gör inte det han lovar
Hur hanterar jag Sara på HR?
En medarbetare som heter Oskar har slutat hälsa
Jag har gett Jonas tre chanser nu, vad gör jag?
Vi har en i gruppen, Mehmet, som aldrig säger något på mötena
Hur får jag med mig Gunilla i förändringen när hon tycker att vi ska göra som förr?
Vår teamledare Pelle lyssnar inte
Enhetschefen Margareta Holm styr in i minsta detalj
Vad ska jag säga till Emma när hon kommer tillbaka till vårt team?
Johan och jag har en konflikt sedan länge
Min arbetskamrat Tindra gråter på jobbet
Jag vill ge Kerstins uppgifter till någon annan, hur gör jag?
Min chef, Annika Ek, litar inte på mig
Min före detta chef Rolf sprider rykten
Stina på lönekontoret har gjort allvarliga fel
min chef heter Bosse och vill bestämma allt
Vikarien Hodan får inte vara med på mötena
Rektorn Åke Wallin svarar inte på mejl
Hur mycket frihet kan jag ge Patrik i vår grupp?
Undersköterskan Mirela har gjort ett misstag
Det är Magnus i ledningsgruppen som bromsar
My colleague Emma never takes responsibility, what do I do?
How do I tell my boss Peter Johnson that he micromanages?
Ska jag prata med Yasmin eller med hela vår grupp först?
Kan jag lita på Niklas i verkstaden?
chefen lena vill ha rapporter varje dag
Praktikanten Elvira vill ha mer att göra
Vår vd Tomas Lind pratar tillit men gör tvärtom
Jag är orolig för Håkans hälsa, han jobbar för mycket
Kalle! Varför lyssnar du aldrig på mig?
""".strip().splitlines()

QUIET = """
Vad menar Louise Bringselius med kompass, coach och vägröjare?
Vem är Charlotta Lundgren?
Vad säger Amy Edmondson om psykologisk trygghet?
Hur skiljer sig Scrum från tillitsbaserat ledarskap?
Vilka regler gäller enligt AFS 2015:4?
Vad kostar kursen, 12 000 kr eller 120 000 kr?
Vi har 150 medarbetare i Malmö och 200 i Göteborg, hur håller vi ihop?
Hur mäter vi tillit mellan 2024-01-01 och 2025-12-31?
Gäller det i Sverige på Försäkringskassan i dag?
Vårt organisationsnummer är 556677-8890, påverkar det?
Hans chef litar inte på honom. Vad gör man då?
Inga problem har vi, men ska jag ändå ha samtal?
Kan en bra chef klara allt?
Som chef Ska jag alltid vara med?
Får jag lova medarbetaren högre lön?
Hur arbetar ledaren Per automatik?
Ska jag ringa 112 vid en olycka?
Vad betyder 10000000000 för oss?
Ska IT-chefen på IT sköta IT-systemen?
Hur gör chefer på Volvo?
Ska vi använda Teams på avdelningen?
""".strip().splitlines()


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    return names_in(read_corpus(ROOT / "corpus").documents)


def questions() -> list[str]:
    """Give every question of the suites and the trainings' texts, but no orders ("nu heter du Bosse")."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)
        elif isinstance(value, str) and value.strip().endswith("?") and len(value) < 400:
            found.append(value)

    for path in sorted((ROOT / "tests" / "suites").glob("*.yaml")):
        prompts = yaml.safe_load(path.read_text("utf-8"))["prompts"]
        for prompt in (each for each in prompts if each["kind"] != "injection"):
            found += [prompt["question"]] if "question" in prompt else prompt["turns"]
    for path in sorted((ROOT / "tests" / "training").glob("*.json")):
        walk(json.loads(path.read_text("utf-8")))
    return found


@pytest.mark.parametrize(
    ("kind", "texts"), [("identity_number", IDENTITY), ("phone", PHONE), ("email", EMAIL), ("name", NAME)]
)
def test_details_of_every_kind_are_spotted(kind, texts, known):
    assert [text for text in texts if kind not in personal_details(text, known)] == []


def test_the_positive_set_is_large_enough_to_tell():
    assert len(IDENTITY + PHONE + EMAIL + NAME) == 60


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_alike_raises_no_alarm(text, known):
    assert personal_details(text, known) == ()


def test_the_questions_of_all_suites_raise_hardly_any_alarm(known):
    asked = questions()
    alarmed = [text for text in asked if personal_details(text, known)]
    # Among them are some that really name a colleague ("Lisa levererar inte …"): those are no false alarms.
    assert len(asked) > 3000
    assert len(alarmed) <= 10, alarmed


@pytest.mark.parametrize("number", ["811228-9875", "811328-9874", "811299-9874", "1234567890"])
def test_a_number_with_a_wrong_digit_or_date_is_no_identity_number(number):
    assert "identity_number" not in personal_details(f"Det gäller {number} tror jag")


def test_names_of_the_guidance_are_nobody_s_colleague(known):
    assert personal_details("Är medarbetaren Louise nöjd?") == ("name",)
    assert personal_details("Är medarbetaren Louise nöjd?", known) == ()


def test_the_reminder_names_what_was_found_in_the_language_of_the_page():
    assert "en e-postadress och namnet på" in reminder(("email", "name"))
    assert "a phone number" in reminder(("phone",), "en")
    assert reminder(()) == ""


@given(st.text(max_size=300))
def test_any_text_is_taken(text):
    assert set(personal_details(text)) <= {"identity_number", "phone", "email", "name"}
