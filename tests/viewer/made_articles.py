"""Articles of our own for the reader: a dispute in four reports, and one that attacks whoever shows it."""

from __future__ import annotations

from pathlib import Path

DISPUTE = {
    "1991-09-02-northern-wire.md": """---
title: Twelve killed at Karsk bridge, governor says
publisher: Northern Wire
published: 1991-09-02
---

# Twelve killed at Karsk bridge, governor says

KARSK. Governor Ilya Marek said on Monday that soldiers of the border guard had killed at least 12 people \
at the bridge in Karsk.

The defence ministry denied that its troops had fired on the crowd. "No shot was fired by our men," \
spokesman Pavel Doren told reporters in Minsk.

Witnesses claimed that General Anton Rusk had threatened to storm the town hall. \
About 3,000 protesters remained on the square, police said.
""",
    "1991-09-03-harbour-tribune.md": """---
title: Ministry blames governor for Karsk deaths
publisher: Harbour Tribune
published: 1991-09-03
---

# Ministry blames governor for Karsk deaths

The defence ministry on Tuesday accused Governor Ilya Marek of inciting the crowd. Seven people died, the ministry said.

Marek rejected the accusation. He said that, according to doctors, 14 bodies had been brought to the hospital.

"The general will answer for this," Marek said. He demanded that General Anton Rusk be dismissed.
""",
    "1991-09-04-northern-wire.md": """---
title: General dismissed after Karsk
publisher: Northern Wire
published: 1991-09-04
---

# General dismissed after Karsk

President Vera Solin dismissed General Anton Rusk, the commander of the border guard, on Wednesday.

Solin promised that those guilty would be tried. Ilya Marek, the governor, thanked the president for the decision.

A spokesman for the general said Rusk had obeyed orders of the ministry. The ministry denied this.

Unfortunately, the rain went on.
""",
}

ATTACKS = (
    "<script>document.title = 'owned'</script>",
    "<img src=x onerror=\"document.title = 'owned'\">",
    "<svg onload=document.title='owned'>",
    "</span></p></article><style>body { display: none }</style>",
    "javascript:document.title='owned'",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
)
"""Words that would do something on a page that did not show them as words."""
HIDDEN = "\u202egnp.exe\u202c \x1b[31mred\x1b[0m \u2066isolated\u2069 nul\x07"
"""What turns text round on screen, and what a terminal would obey."""
FORMULA = "=HYPERLINK(0)"

HOSTILE_KEY = "hostile.txt"
HOSTILE = f"""{FORMULA} says minister

By =CMD() Reporter

Minister {ATTACKS[0]} Karel Brod said on Monday that {ATTACKS[1]} the 12 soldiers had left {ATTACKS[2]} Minsk.

The mayor told reporters: "{FORMULA} is what {ATTACKS[3]} they wrote," \
and {ATTACKS[4]} he added that {HIDDEN} nobody was hurt.

{ATTACKS[5]} was on the wall, Karel Brod said. Emoji \U0001f600\U0001f680 stood before the word: \
"We deny everything," Brod said.
"""


def write_articles(folder: Path) -> Path:
    """The folder with all of them written to it."""
    folder.mkdir()
    for name, text in {**DISPUTE, HOSTILE_KEY: HOSTILE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
