"""The article in the corpus is the published one, word for word; only marks and front matter were added."""

import hashlib
import re
from pathlib import Path

import pytest

from assistant.documents import read_corpus
from assistant.records import Document

ARTICLE = Path(__file__).parents[2] / "corpus" / "tillitsbaserat-ledarskap.md"

# SHA-256 of every non-empty line of the article as it was published, in order, without bullets, numbers and the
# white space at the ends. The text itself stands once, in the corpus.
PUBLISHED_LINES = """
    6a5af3d6584c2d2136423ee67e91be7071af9eed9e2d5bfd91dde4f52184a077
    d277574d2234accfb212f51c9b5b4273f57260ea758220cec28329939fee6133
    04529c48d9ebbecdf79bf25c48dc3d17b4b8df0d8453628a642893173b866661
    52daafaf8037abbabc6d39a3d4556f317e5b9e35a601b2b0f86223ad5be78858
    a7b582032bc34ebea6210285ea1e71d7d58d4d04cc168ff19a29171614ea0854
    b5beca3465656615b421aaf1c59a241c96e73a821597bf6d421173a68d262171
    3b08673241b960b6e469dd8f57f81198ac80f37eda2f883ef48914601610ad30
    cd243a62820029ba3362ebe0956ff490a166f9ab3eda44d24d16c628e2388797
    32dda1cc294bb58c46653a8a7d83b58fdeb8cfcd6a75f66ebdc7b7979819d8d9
    c851c8c6c471fae2ba559af9e7dc107db6a239b488a362dbeb7525dc1c6fe416
    45e0eaa5cac23cc250a4dc9923b6ed05618f8d79379308286a2acdcd39065921
    1744ff2598f59da32a60632fd17fc926c143bcde73dcea852c1d638eaf560e8e
    fd6a3cde7ab85f3f4a2e2774930cdc8aa8f7643e52c685a8462b318c6ba1c1ce
    f369ff385f5219cdd4c67c658bb5d5e8ab84fc874e7e0f045246f7213313bb6d
    0ab2969cd3c042b7270e7f64712cfde0f49a536ee5963521a3b7c1f756123dea
    b9c4263b42c9d99477c40f0d2bc9da90804c012ae9eaee3233e9544e7b817c99
    1a6683e52e7566a5f7e6f5d02eaced8fc4fa6d1f2e8ebbf4308c7aabf5651568
    6ec688c4185bc00e382d16f030386dbf0db33bc2dfaffea73d2a8a20b29391ec
    5f02c52d601fd7b0d369aeb0714b9a9e46b8ebf38d6629c4d61ba41f7c433e71
    47edb769790f32792c14bb880f8066430d9a24531f0d0925a3653970c42445a8
    cd63d198d25fbb41e06c0902e88f66ae72581d898d2191bc0cbd976429b82f85
    9b37fedccb8d87562386f66e01a9f74b014b5c65d6e96272f32f04124e481efd
    816dcf987fd9a218d527a6f4ad6261e47e0c972ea1b3ecb63510248f46ca5f5b
    1e912cb6f7746408823281bbc85874c839b548d964a3721b4762c0e3aadc73e2
    66cb74b081167e3227add0909cda7e27765931adae64b06dc4fad7c9c9ce1852
    7f5e2dfee62dbb0bd103e53fe720199b7a01feabb71d8612230042c81326bb2e
    9933090fae40452f5d714fb17dd722ba40fd82e03ef33c37cc599b8edde340bc
    cecbbc1d240ff2f74d5201b1d1f501336c46a6cb8b30a5876de60608b197bd51
    92e61aef95bb0440acb5e5b51b18aad725e8d02314743431398101633f0fbc2a
    efa2f40f3c3135b1f7371587d9d24540cb5ae60c859c39c1ba19ae01ff66eda4
    5d9a96ade0de5727a0b80a97e413f2235c66e4e28faf1e4b7793b874ec9191dd
    9ca5bdd2d5bc66e6b715f44d924f481ea01526fe7cb62030ac4cb7f8acc389bb
    eff8649f85a124e7ed459931f05a5eff680c6ce8f3504f4e96992526e2f35f06
    b42d3fc24d8ac8c41f04071e8c9772d7f3731e0150963c3ac8b36b0ce7b992c1
    8d859e30b2655212e8f3463175ba715ee7be7a436e29a303a323943d97b3b699
""".split()


def lines_without_marks(markdown: str) -> list[str]:
    """Give the lines of a Markdown text without its front matter, headings' and lists' marks."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    lines = [line.strip() for line in body.split("\n")]
    return [re.sub(r"^(?:#{1,6}|[-*•]|\d+\.)\s+", "", line) for line in lines if line]


def differences(lines: list[str]) -> list[str]:
    """Name the lines that were changed, added or moved; [] when the text is the published one."""
    hashes = [hashlib.sha256(line.encode()).hexdigest() for line in lines]
    changed = [
        line for line, found, published in zip(lines, hashes, PUBLISHED_LINES, strict=False) if found != published
    ]
    return changed + [f"{len(hashes)} lines instead of {len(PUBLISHED_LINES)}"] * (len(hashes) != len(PUBLISHED_LINES))


@pytest.fixture(scope="module")
def document() -> Document:
    documents = {document.name: document for document in read_corpus(ARTICLE.parent).documents}
    return documents[ARTICLE.name]


def test_every_line_of_the_article_stands_unchanged_and_in_order():
    assert differences(lines_without_marks(ARTICLE.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("found", "other"),
    [("måste skapas", "kan skapas"), ("fem tips", "sex tips"), ("2. Inse att", "2. Inse inte att")],
)
def test_a_changed_word_would_be_noticed(found, other):
    text = ARTICLE.read_text("utf-8")
    assert found in text
    assert differences(lines_without_marks(text.replace(found, other)))


def test_a_left_out_or_moved_paragraph_would_be_noticed():
    lines = lines_without_marks(ARTICLE.read_text("utf-8"))
    assert differences(lines[:10] + lines[11:])
    assert differences([*lines[:10], lines[11], lines[10], *lines[12:]])


def test_reading_the_file_loses_no_line(document):
    assert differences(lines_without_marks(document.text)) == []


def test_the_publication_facts_are_known(document):
    assert document.title == "Tillitsbaserat ledarskap – fem tips för att lyckas"
    assert document.language == "sv"
    assert document.facts["publisher"] == "Simployer"
    assert document.facts["published"] == "2023-10-16"
    assert document.facts["reading_time"] == "3 minuter"


def test_the_advertising_is_set_apart_from_the_guidance(document):
    aside = "\n".join(document.text[section.start : section.end] for section in document.sections if section.aside)
    guidance = "\n".join(
        document.text[section.start : section.end] for section in document.sections if not section.aside
    )
    for advertising in ("Learning Library", "webinar", "Dela sidan"):
        assert advertising in aside
        assert advertising not in guidance
    assert "Sätt gränser!" in guidance


def test_the_five_tips_are_one_numbered_list_and_the_three_watchwords_another(document):
    places = [block.place for section in document.sections for block in section.blocks if block.place]
    numbered = [place.number for place in places if place.ordered]
    bulleted = [place.number for place in places if not place.ordered]
    assert (numbered, bulleted) == ([1, 2, 3, 4, 5], [1, 2, 3])
    assert {place.size for place in places if place.ordered} == {5}
