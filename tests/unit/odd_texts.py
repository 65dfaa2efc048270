"""Five hundred odd texts: what people, programs and attackers put into a field."""

import random

_PIECES = (
    *("", " ", "\t\n", "?", "!!!???", "...", "-", "[1]", "\\", "''", '"', "`"),
    *(
        "\x00",
        "\x01\x02\x1b[31m",
        "\x7f\x85",
        "a\x00b",
        "\r\n\r\n",
        "\u2028\u2029",
        "\ufeff",
        "\ufffe\uffff",
        "\ud800",
        "x\udfff",
    ),
    *("\u202eolleh", "\u2066a\u2069", "\u200f\u061c", "مرحبا، كيف حالك؟", "שלום עולם", "\u200b\u200d"),
    *("😀", "👩‍👩‍👧‍👦", "🇸🇪🏳️‍🌈", "𝕿𝖎𝖑𝖑𝖎𝖙", "ﷺ", "Z͑ͫ̓a̴l̷g̶o", "日本語のテキスト", "Привіт", "ไทย"),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- -->",
        "]]>",
        "<w:p>",
        "&lt;b&gt;",
        "&#x41;",
        "<svg/onload=1>",
    ),
    *(
        "![x](http://10.0.0.1/x.png)",
        "[x](javascript:alert(1))",
        "<http://10.0.0.1>",
        "# Rubrik",
        "> citat",
        "***",
        "| a | b |",
        "```\nx\n```",
    ),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://10.0.0.1")',
        "＝1+1",
        ";=1",
        '";=1;"',
    ),
    *(
        "'; DROP TABLE exchanges; --",
        "%' OR 1=1 --",
        "$(rm -rf /)",
        "{{7*7}}",
        "${x}",
        "%s%n",
        "../../etc/passwd",
        "NULL",
        "None",
        "NaN",
    ),
    *(
        "Vad a\u0308r tillit?",
        "Vad är tillit?",
        "VAD ÄR TILLIT",
        "vad ar tillit",
        "Å" * 300,
        "x" * 100_000,
        "å " * 50_000,
        "1" * 5000,
    ),
)


def odd_texts() -> list[str]:
    """Give each piece alone, and pieces joined at random (but every time the same)."""
    chance = random.Random(7)
    texts = list(_PIECES)
    while len(texts) < 500:
        texts.append(chance.choice(("", " ", "\n")).join(chance.choices(_PIECES[:-3], k=chance.randint(2, 6))))
    return texts
