"""Swedish words that turn a sentence's meaning, folded: negations, modal verbs, quantities, opposites, conditions."""

from collections.abc import Mapping


def _by_form(table: Mapping[str, str]) -> dict[str, str]:
    return {form: group for group, forms in table.items() for form in forms.split()}


NEGATORS = frozenset(
    "inte icke ej aldrig ingen inget inga ingenting ingenstans ingendera varken utan knappast knappt".split()
)
MORE_THAN = frozenset("bara endast enbart blott minst".split())
"""After "inte" they deny nothing: "inte bara", "inte minst"."""
NOT_ONLY = "inte bara"
"""Stands for any of these."""
BESIDE_NEGATION = frozenset("alls heller langre ens riktigt har ju".split())
"""Words that may stand between a negation and what it governs."""

DENYING = frozenset(
    "saknas saknar sakna undvik undvika undviker slipper slippa vagrar forbjuder forbjudet utesluter brist".split()
)
"""Words that deny without a negation: "det saknas krav" is "det finns inga krav"."""

MODALS = _by_form(
    {
        "kan": "kan kunna kunde kunnat",
        "får": "far fick",
        "måste": "maste",
        "ska": "ska skall skola",
        "skulle": "skulle",
        "bör": "bor borde",
        "behöver": "behover behova behovde behovt",
        "vill": "vill vilja ville velat",
        "torde": "torde lar",
    }
)
"""Form → verb. "få" and "fått" are left out: they are main verbs, or mean "few", more often than not."""
SAYING_MODALLY = frozenset(
    """
    ratt rattighet skyldig skyldiga skyldighet tvungen tvungna mojlighet mojligt krav kravs kraver nodvandig nodvandigt
    tillatet tillaten tillatna rekommenderas lampligt kommer
    """.split()
)
"""Words that may stand for a modal verb: "har rätt att" for "får"."""
WEAKENING = frozenset({"kan"})
"""Modal verbs that, put in, say less than the quote does."""
HEDGES = frozenset("kanske mojligen mojligtvis eventuellt troligen troligtvis sannolikt formodligen antagligen".split())
QUANTITIES = _by_form(
    {
        "all": "alla allt samtliga varje alltid varenda overallt",
        "most": "oftast flesta mestadels vanligtvis vanligen",
        "many": "manga flera ofta",
        "some": "nagra vissa ibland somliga delvis enstaka",
        "few": "sallan",
        "only": "bara endast enbart blott uteslutande",
    }
)
QUANTITIES[NOT_ONLY] = "not only"
"""Form → group. "få", "var" and "lite" are left out for their other meanings."""

CONDITIONS = frozenset("om ifall savida savitt forutsatt nar utom forutom".split())
"""What begins a clause that limits another."""
EMBEDDING = frozenset("att om ifall huruvida nar".split())
"""What comes before a clause whose truth the clause above decides."""

IN_PREFIXED = frozenset(
    """
    effektiv aktiv direkt formell stabil korrekt kompetent konsekvent tolerant exakt human diskret adekvat relevant
    rationell regulj legal lojal legitim materiell social moralisk
    """.split()
)
"""What the foreign prefixes in-, ir-, il-, im- and a- deny; before other words they mean "into"."""

_PAIRS = """
    mer/mindre mera/mindre mest/minst fler/farre flest/minst minst/hogst oka/minska okar/minskar okad/minskad
    okning/minskning okat/minskat okade/minskade hoja/sanka hojer/sanker hojd/sankt hojning/sankning hog/lag hogt/lagt
    hoga/laga hogre/lagre hogst/lagst stor/liten stort/litet stora/sma storre/mindre storst/minst lang/kort langt/kort
    langa/korta langre/kortare bra/daligt bra/dalig bra/daliga battre/samre bast/samst fore/efter innan/efter over/under
    tidigare/senare tidigast/senast forst/sist med/utan for/emot starka/forsvaga starker/forsvagar stark/svag
    starkt/svagt starka/svaga starkare/svagare latt/svart latta/svara lattare/svarare enkel/svar enkelt/svart ny/gammal
    nya/gamla snabb/langsam snabbt/langsamt snabbare/langsammare borja/sluta borjar/slutar oppen/stangd oppna/stanga
    oppet/stangt tillaten/forbjuden tillatet/forbjudet tillatna/forbjudna tillater/forbjuder ratt/fel positiv/negativ
    positivt/negativt positiva/negativa fordel/nackdel fordelar/nackdelar fordelen/nackdelen fordelarna/nackdelarna
    inkludera/exkludera inkluderar/exkluderar offentlig/privat offentliga/privata vinst/forlust framja/hindra
    framjar/hindrar underlatta/forsvara underlattar/forsvarar sjunka/stiga sjunker/stiger upp/ned upp/ner inom/utanfor
    inne/ute inomhus/utomhus max/min maximalt/minimalt gratis/avgiftsbelagt ja/nej
""".split()


def _both_ways() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS:
        left, right = pair.split("/")
        table.setdefault(left, set()).add(right)
        table.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITES = _both_ways()

NOT_FUNCTION = frozenset({"säker", "år", "dag"})
"""Words that say something here: "säker" is not "saker", nor "år" "är", and a day is no year."""
LIGHT = frozenset(
    "alltsa darmed dessutom dock emellertid namligen saledes vidare daremot dartill foljaktligen aven forstas".split()
)
"""Adverbs that join sentences and claim nothing."""
SUBJECT_NEGATORS = frozenset("ingen inget inga ingenting varken".split())
"""What denies the whole clause from its subject: "ingen vet" is "man vet inte"."""
ABBREVIATED = frozenset("ex bl dvs osv mm fl mfl resp etc tex bla".split())
"""Parts of abbreviations that say nothing of what a sentence is about."""
NAME_ENDINGS = tuple(
    "verket myndigheten inspektionen styrelsen namnden forbundet kommunen bolaget institutet universitetet radet"
    " kassan centralen banken partiet kommitten".split()
)
NOUN_ENDINGS = tuple(
    "en et erna arna orna ar or er ing het are tion ande ende else skap itet ism nad dom iskt igt ligen".split()
)
"""How common nouns and adverbs that open a sentence end, and names seldom do, but for :data:`NAME_ENDINGS`."""
