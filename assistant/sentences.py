"""Where the sentences of a Swedish text begin and end."""

import re

from assistant.records import Sentence

# Abbreviations that are followed by more of the same sentence, without their last full stop, lower case. Those that
# may just as well end one ("m.m.", "osv.") are left out: a capital letter after them begins a new sentence.
_ABBREVIATIONS = frozenset(
    """
    t.ex t ex bl.a bl dvs d.v.s s.k f.d fr.o.m t.o.m p.g.a pga i.o.m ev forts jfr kap kl nr obs p.s resp s sid st tel
    tex tom vs ca c:a cirka ung uppl red f.n f.ö fö inkl exkl enl eg ö.h p bil art dr prof fil jur kand mag mr
    mrs ms st.f d.ä d.y f.kr e.kr u.å avd avs beslutsnr betr dnr e.g i.e förf föreg gm h.h hr inv kub kv lnr
    motsv mom omkr ordf pers proc på.gr t.h t.v tab trol u.p.a v vol w.o äv ö.m jan feb mars apr aug sept sep
    okt nov dec
    """.split()
)
_END = re.compile(r"[.!?…]+[\"”’»')\]*_]*(?=\s)|\n[ \t]*\n\s*")
_WORD_BEFORE = re.compile(r"[^\s(\[”\"’']+$")
_SENTENCE_START = re.compile(r"\s*[-–—•*]?\s*[\"”’»'(\[]*[\wÅÄÖ*_]")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """Split ``text[start:end]`` into sentences.

    A full stop after an abbreviation, an initial, an ordinal or a number that the text goes on from ends nothing,
    nor does one that a lower-case letter follows. A blank line always ends a sentence.

    Returns:
        Sentences with offsets into ``text``, in order, covering everything but white space; () for white space.
    """
    end = len(text) if end is None else end
    found: list[Sentence] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group().isspace() or _ends_sentence(text, begin, match.start(), match.end(), end):
            _append(found, text, begin, match.end())
            begin = match.end()
    _append(found, text, begin, end)
    return tuple(found)


def _append(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        found.append(Sentence(left, right, text[left:right]))


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Tell whether the mark at ``text[stop:after]`` ends the sentence that began at ``begin``."""
    rest = text[after:end]
    if not rest.strip():
        return True
    following = rest.lstrip()
    if text[stop] != ".":
        return not following[0].islower()
    if not _SENTENCE_START.match(rest) or following.lstrip("\"”’»'([*_-–— ")[:1].islower():
        return False
    if text[stop:after].startswith(("..", "…")):
        return True
    before = _WORD_BEFORE.search(text[begin:stop])
    word = before.group().lower() if before else ""
    is_initial = len(word) == 1 and word.isalpha() and text[stop - 1].isupper()
    is_list_number = word.isdigit() and not text[begin : stop - len(word)].strip()
    return not (word in _ABBREVIATIONS or is_initial or is_list_number)
