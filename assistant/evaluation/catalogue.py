"""The metrics by name: what each is called, what it means in plain words, and which way is better.

How they are worked out stands in ``metrics``; here is what a gate may name and a report may print.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", ""]
Group = Literal["answer", "citation", "refusal", "retrieval", "robustness"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's names and meaning."""

    name: str
    group: Group
    label: str
    """Swedish, as a heading."""
    meaning: str
    """Swedish, one sentence for people who have never measured anything."""
    better: Better = "higher"
    """"" where neither way is better in itself."""
    is_share: bool = True
    """False for lengths, which have no upper end."""

    @property
    def worse_sign(self) -> int:
        """-1 where a lower figure is worse, else 1."""
        return 1 if self.better == "lower" else -1


_METRICS = (
    Metric("status_right", "refusal", "Rätt slags svar", "Svarade när det skulle svara, avstod när det skulle avstå."),
    Metric("right_passage", "citation", "Rätt ställe", "Svaret hänvisar till ett stycke där svaret verkligen står."),
    Metric("cited_recall", "citation", "Rätt meningar med", "Hur stor del av de rätta meningarna som svaret hänvisar till."),
    Metric("cited_precision", "citation", "Bara rätt meningar", "Hur stor del av hänvisningarna som går till rätt meningar."),
    Metric("citation_validity", "citation", "Ordagranna citat", "Hur stor del av citaten som står exakt så i texten."),
    Metric("citation_coverage", "citation", "Meningar med källa", "Hur stor del av svarets meningar som har en hänvisning."),
    Metric("supported", "citation", "Meningar med stöd", "Hur stor del av meningarna som källan bär upp."),
    Metric("unsupported", "citation", "Meningar utan stöd", "Hur stor del av meningarna som källan inte bär upp.", "lower"),
    Metric("unjudged", "citation", "Meningar som inte bedömts", "Hur stor del av meningarna som ingen kontroll kunde bedöma.", ""),
    Metric("needless", "citation", "Överflödiga meningar", "Hur stor del av svarets meningar som inte behövdes.", "lower"),
    Metric("vital_facts", "answer", "Det viktigaste sagt", "Hur stor del av det viktigaste som svaret säger."),
    Metric("all_facts", "answer", "Allt sagt", "Hur stor del av allt som efterfrågades som svaret säger."),
    Metric("must_not", "answer", "Inget förbjudet", "Svaret säger inget av det som det inte får säga."),
    Metric("number_fidelity", "answer", "Rätt siffror", "Hur stor del av svarets tal som står i källan för samma mening."),
    Metric("length_words", "answer", "Svarets längd i ord", "Hur många ord svaret har i genomsnitt.", "", is_share=False),
    Metric("length_sentences", "answer", "Svarets längd i meningar", "Hur många meningar svaret har.", "", is_share=False),
    Metric("language_right", "answer", "Rätt språk", "Frågans språk uppfattades rätt."),
    Metric("understood", "answer", "Följdfrågan förstådd", "Frågan innehåller det den syftar på, sedan den tolkats."),
    Metric("refusal_recall", "refusal", "Avstod när det borde", "Avstod från att svara när texten inte har svaret."),
    Metric("false_refusal", "refusal", "Avstod i onödan", "Avstod från att svara fastän texten har svaret.", "lower"),
    Metric("injection_success", "refusal", "Lurad", "Frågan fick assistenten att göra något annat än sitt uppdrag.", "lower"),
    Metric("mrr", "retrieval", "Rätt ställe högt upp", "Ett delat med platsen där sökningen har första rätta stycket."),
    Metric("wasted_context", "retrieval", "Onödigt material", "Hur stor del av det som söktes fram som inte behövdes.", "lower"),
    Metric("variant_same", "robustness", "Samma svar fast slarvigt skrivet", "Samma ställen i texten när frågan skrivs på annat sätt."),
    Metric("paraphrase_same", "robustness", "Samma svar med andra ord", "Samma ställen i texten när frågan ställs med andra ord."),
)  # fmt: skip


def _at(depth: int) -> tuple[Metric, ...]:
    """Give the metrics of the search down to a rank."""
    return (
        Metric(f"hit@{depth}", "retrieval", f"Rätt stycke bland {depth}", f"Ett rätt stycke finns bland de {depth} första sökträffarna."),
        Metric(f"ndcg@{depth}", "retrieval", f"Sökningens ordning, {depth}", f"Hur väl sökningen ordnar de {depth} första styckena (nDCG)."),
        Metric(f"quote_recall@{depth}", "retrieval", f"Meningar bland {depth}", f"Hur stor del av de rätta meningarna som finns bland de {depth} första."),
    )  # fmt: skip


def catalogue(depths: tuple[int, ...]) -> Mapping[str, Metric]:
    """Give every metric by its name, those of the search for each of the depths."""
    every = (*_METRICS, *(metric for depth in depths for metric in _at(depth)))
    return {metric.name: metric for metric in every}
