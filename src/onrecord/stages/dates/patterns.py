"""The regular expressions for time expressions; the name of the matched branch is the rule."""

from __future__ import annotations

import re
from functools import cache

from onrecord.stages.alternation import Alternation
from onrecord.stages.dates import lexicon
from onrecord.stages.figures.numbers import SHORT_CARDINAL_WORDS

S = r"(?:[ \t\u00a0]{1,2}|[ \t]?\n[ \t]?)"
_H = rf"(?:{S}|[-\u2010\u2011])"


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_MONTH_FULL = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_ABBR = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = (
    rf"(?:{_MONTH_FULL}\b|{_MONTH_ABBR}|(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER"
    r"|NOVEMBER|DECEMBER|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?|(?i:january|february"
    r"|april|june|july"
    r"|september|october|november|december)\b)"
)
_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_WEEKDAY_ABBR = r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?"
_YEAR = r"(?:1[0-9]|20)\d\d"
_YEAR_END = r"(?![\d%]|[,.]\d|['\u2019]s\d|[-/]\d\d\d|s\b)"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL_DAY = rf"(?i:{_any(lexicon.ORDINALS)})"
_DAY = (
    rf"(?:{_DAY_NUMBER}(?:st|nd|rd|th)?\b(?!(?:,|{S})\d{{3}}\b(?!\d)|\.\d|:\d|%|-year|{S}(?:percent|per"
    rf"|million|billion))|{_ORDINAL_DAY}\b)"
)
_UNIT = r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|centur(?:y|ies))"
_COUNT = (
    rf"(?:(?<![.,\d])\d(?:[\d,]{{0,13}}\d)?(?:\.\d{{1,9}})?(?:{S}\d/\d)?(?![\d/])|{SHORT_CARDINAL_WORDS}(?:{S}and{S}a{S}half)?|an?{S}(?:few"
    rf"|couple{S}of|number{S}of|dozen|half)"
    rf"|an?|half{S}an?|several|(?:the{S})?few|many|some|couple{S}of|(?:two|three|four){S}dozen"
    rf"|dozens{S}of|hundreds{S}of|thousands{S}of)"
)
_APPROX = (
    rf"(?:(?:about|around|nearly|almost|over|some|roughly|approximately|at{S}least|at{S}most|up{S}to"
    rf"|more{S}than|less{S}than"
    rf"|fewer{S}than|just(?:{S}(?:over|under))?|barely|only|no{S}more{S}than|as{S}long{S}as|another"
    rf"|an?{S}(?:further|additional)|each{S}of){S})?"
)
_POD = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk|nightfall)"
_ZONE = r"(?:GMT|UTC|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|MSK|IST|ET|PT)"
_REL = (
    rf"(?:(?:this|the){S}(?:past|coming|current|last|next|following|previous|preceding|same|latest"
    rf"|entire|whole|full|new)|this{S}same|that{S}same"
    r"|this|that|last|next|the|past|coming|following|previous)"
)
_REL_YEAR = (
    rf"(?i:(?:last|this|next|that|the{S}(?:same|previous|following|current|next|past|last)){S}year"
    rf"|the{S}year)"
)
_FISCAL = rf"(?i:(?:the{S})?(?:fiscal|financial)(?:{S}year)?{S})"
_NTH = r"(?i:first|second|third|fourth|1st|2nd|3rd|4th|final|last|latest)"
_SEASON = r"(?i:spring|summer|autumn|fall|winter)"
_TO_DATE = rf"(?:{S}?,{S}|[ \t\u00a0]{{1,2}})"
"""Between a weekday and its date: a line break alone parts a headline from the line of the date."""
_WHOSE = r"(?:['\u2019]s?)?"

_HISTORY = (
    rf"(?i:(?:the{S})?(?:october|february|july|november|april|carnation|august|easter){S}(?:revolution"
    rf"|monarchy|rising|coup{S}d.etat|crisis{S}of|manifesto|theses|war\b))"
    r"|\b9/11\b|\b7/7\b|\b24/7\b"
    rf"|(?i:bloody|ruby|super|cyber){S}{_WEEKDAY}|(?i:(?:six|hundred|thirty|seven|eighty|ten|four)[- "
    rf"]days?['\u2019]?{S}war|(?:thirty|hundred|seven|eighty)[- ]years?['\u2019]?{S}war)"
    rf"|(?:Prague|Arab){S}Spring|(?:Winter|Summer){S}(?:Olympic\w*|Games|Palace|War)"
    rf"|Good{S}Friday{S}(?:[Aa]greement|[Aa]ccords?)|Yom{S}Kippur{S}[Ww]ar"
    rf"|Tet{S}[Oo]ffensive|(?:Christmas|Easter){S}Islands?|(?:USA|Russia|Ukraine|India"
    rf"|Pakistan){S}Today|Monday{S}Night{S}Football|Black{S}September|Fridays{S}[Ff]or{S}Future"
    rf"|(?:Sunday|Daily|Weekly){S}(?:Times|Mail|Telegraph|Mirror|Express|Star|Standard|News|Post|Beast"
    rf"|Herald|Sun|Nation|Monitor|Record)"
    rf"|(?:{_DAY_NUMBER}(?:st|nd|rd|th)?{S}(?:of{S})?{_MONTH_FULL}"
    rf"|{_MONTH_FULL}{S}{_DAY_NUMBER}){S}(?:Movement|Group|Brigades?|Revolutionary|Alliance"
    rf"|Coalition)\b"
)

_MODIFIER = (
    rf"(?i:(?:as{S})?(?:early|late)(?:{S}(?:in|on|as))?(?:{S}the)?|(?:earlier|later)(?:{S}(?:in|on))?"
    rf"|sometime(?:{S}in)?"
    rf"|(?:the{S})?(?:very{S})?(?:beginning|start|middle|end|close|latter{S}part|early{S}part"
    rf"|later?{S}part|first{S}(?:half|part)|second{S}half|last{S}(?:half|week|days)|first{S}(?:week"
    rf"|days|day)|last{S}day|final{S}days|eve|night|morning|afternoon|evening|early{S}hours"
    rf"|small{S}hours|wee{S}hours|week|month|weekend){S}of(?:{S}the)?"
    rf"|the{S}(?:early|late|mid)|mid|pre|post){_H}"
)

_BRANCHES: tuple[tuple[str, str], ...] = (
    ("history", _HISTORY),
    ("iso", r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-])"),
    (
        "slashed",
        (
            r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19"
            r"|20)\d\d(?![\d.])|(?<![\d-])\d\d-\d\d-\d\d(?![\d-])"
        ),
    ),
    (
        "clock",
        (
            rf"(?:(?i:\d{{1,2}}(?::\d\d(?::\d\d)?)?{S}?(?:a\.{S}?m\b\.?|p\.{S}?m\b\.?|am\b|pm\b)"
            rf"|\d{{1,2}}:\d\d(?::\d\d)?(?!:?\d)|\d{{3,4}}{S}?(?:hours|hrs)\b|(?:\d{{1,2}}"
            rf"|{SHORT_CARDINAL_WORDS}){S}o['\u2019]clock)(?:{S}?\(?(?:local{S}time\b|{_ZONE}\b)\)?)?"
            rf"|\d{{4}}{S}{_ZONE}\b|(?i:noon|midnight|midday)\b)"
            rf"(?:{S}(?i:in{S}the{S}(?:morning|afternoon|evening)|at{S}night))?"
            rf"(?:(?:{S}?,)?(?:{S}(?i:on|of))?{S}(?:(?i:today|yesterday|tomorrow)\b"
            rf"|(?:{_WEEKDAY}(?:{S}?,)?{S})?(?:{_MONTH}{S}{_DAY}"
            rf"|{_DAY}{S}{_MONTH})(?:{S}?,?{S}{_YEAR}\b)?|(?i:(?:last|next|this){S})?{_WEEKDAY}\b))?"
        ),
    ),
    (
        "month_day",
        (
            rf"(?:(?:{_WEEKDAY}"
            rf"|{_WEEKDAY_ABBR})(?:{S}(?i:{_POD}))?{_TO_DATE}(?i:the{S})?)?"
            rf"{_MONTH}{S}(?i:the{S})?{_DAY}(?:{S}?[-\u2013]{S}?{_DAY}"
            rf"|{S}(?i:to|and|through){S}{_DAY})?(?:(?:{S}?,)?{S}(?:{_YEAR}{_YEAR_END}|of{S}{_REL_YEAR}))?"
        ),
    ),
    (
        "day_month",
        (
            rf"(?:(?:{_WEEKDAY}"
            rf"|{_WEEKDAY_ABBR})(?:{S}(?i:{_POD}))?{_TO_DATE})?(?i:the{S})?{_DAY}(?:(?:{S}?[-\u2013]{S}?"
            rf"|{S}(?i:to|and){S}){_DAY})?{S}(?i:of{S})?{_MONTH}(?:(?:{S}?,)?{S}(?:{_YEAR}{_YEAR_END}"
            rf"|(?:of{S})?{_REL_YEAR}))?"
        ),
    ),
    (
        "month_year",
        (
            rf"{_MONTH}(?:(?:{S}?,)?{S}(?:of{S})?(?:{_YEAR}{_YEAR_END}|(?:of{S})?{_REL_YEAR}\b(?!['\u2019])"
            rf"|(?i:nineteen|twenty){S}[a-z]+-?[a-z]*))"
        ),
    ),
    (
        "rel_month",
        (
            rf"(?i:last|next|this(?:{S}(?:past|coming))?|that|the{S}(?:previous|following)|every"
            rf"|each){S}{_MONTH}(?!\.?{S}\d)"
        ),
    ),
    (
        "quarter",
        (
            rf"(?:(?:(?i:the{S})?(?:{_YEAR}|(?i:(?:last|this|next"
            rf"|the)){S}(?i:year){_WHOSE}){S})?(?i:(?:the|its|their){S})?(?i:(?:year[- ](?:earlier|ago)"
            rf"|(?:previous|fiscal|financial|current|comparable"
            rf"|corresponding)){_H})?{_NTH}(?:{S}(?i:fiscal"
            rf"|calendar))?(?:{S}(?i:and){S}{_NTH})?{_H}(?i:quarters?)\b"
            rf"|\bQ[1-4]\b|(?i:(?:the|its|this){S}(?:{_YEAR}){S}quarter))(?:{S}(?i:of"
            rf"|in)?(?:{S})?(?:(?:{_FISCAL})?{_YEAR}{_YEAR_END}|{_REL_YEAR}\b(?!['\u2019])"
            rf"|(?i:a{S}year{S}(?:ago|earlier))))?"
        ),
    ),
    (
        "rel_quarter",
        (
            rf"(?i:(?:the|last{S}year['\u2019]s|this{S}year['\u2019]s|next{S}year['\u2019]s|last|this|next"
            rf"|that)(?:{S}(?:same|latest|previous|preceding|current|next|last|past|prior|year[- ](?:earlier"
            rf"|ago)|comparable|corresponding|like|full)){{0,4}}{S}quarter"
            rf"(?:{S}(?:a{S}year{S}(?:ago|earlier)|last{S}year))?|year[- ](?:earlier|ago){S}(?:quarter"
            rf"|period)|the{S}(?:latest|comparable|corresponding|like|same|prior"
            rf"|{_YEAR}){S}period(?:{S}(?:last{S}year|a{S}year{S}(?:ago|earlier)|of{S}{_YEAR}))?)\b"
        ),
    ),
    (
        "half",
        (
            rf"(?i:the{S})?(?i:first|second"
            rf"|last){_H}(?i:half){S}(?i:of){S}(?:(?:{_FISCAL})?{_YEAR}{_YEAR_END}|{_REL_YEAR}\b)"
            rf"|\bH[12]{S}{_YEAR}"
        ),
    ),
    (
        "fiscal",
        (
            rf"{_FISCAL}{_YEAR}{_YEAR_END}|FY{S}?{_YEAR}\b|(?i:(?:the|this|last|next)(?:{S}(?:current|next"
            rf"|last|past|latest|previous|coming))?{S}(?:fiscal|financial){S}year)\b"
        ),
    ),
    (
        "season",
        (
            rf"(?i:(?:this{S}past|this{S}coming|the{S}(?:past|coming|following|previous)|last|this|next|that"
            rf"|every|each|the|in|by|since|during|until|(?:early|late|mid)){_H})(?i:(?:early|late"
            rf"|mid){_H})?{_SEASON}(?:(?:{S}of)?{S}(?:{_YEAR}{_YEAR_END}|(?i:nineteen"
            rf"|twenty){S}[a-z]+-?[a-z]*|{_REL_YEAR}\b))?(?![-\w])|{_SEASON}(?:{S}of)?{S}{_YEAR}{_YEAR_END}"
        ),
    ),
    (
        "decade",
        (
            rf"(?i:the{S})?(?:(?i:early|late|mid){_H})?(?:(?:1\d|20)\d0['\u2019]?s\b"
            rf"|['\u2019\u2018`]?\b[2-9]0['\u2019]?s\b|(?i:(?:nineteen|eighteen)[- ])?(?i:twenties|thirties"
            rf"|forties|fifties|sixties|seventies|eighties|nineties)\b)"
        ),
    ),
    (
        "century",
        (
            rf"(?i:(?:the{S})?(?:(?:early|late|mid){_H})?(?:\d{{1,2}}(?:st|nd|rd|th)"
            rf"|{_any(lexicon.ORDINALS)}){_H}century)\b(?:{S}(?:BC|BCE|AD)\b)?"
        ),
    ),
    (
        "feast_year",
        (
            rf"(?i:(?:(?:last|next|this){S})?(?:{_any(lexicon.FEASTS)})(?:{S}(?:day|sunday|holiday|week"
            rf"|weekend))?)\b(?!['\u2019]s{S}(?:address|speech|resolution|greeting|message))(?!{S}(?:Island"
            rf"|tree|Democrats?|card|present|gift|carol|bonus|shopping|sale|turkey|parade"
            rf"|dinner))(?:{S}?,?{S}{_YEAR}{_YEAR_END})?"
        ),
    ),
    ("famous", rf"(?i:black{S}(?:monday|tuesday))\b"),
    (
        "before_last",
        (
            rf"(?i:(?:the{S})?(?:{_UNIT}|{_WEEKDAY}){S}(?:before{S}last|after{S}next)"
            rf"|(?:the{S})?day{S}(?:before{S}yesterday|after{S}tomorrow))\b"
        ),
    ),
    (
        "day_of_weekday",
        rf"(?i:(?:the{S})?(?:(?:early|small|wee){S}hours|{_POD}){S}of{S}(?:last{S}|next{S})?){_WEEKDAY}\b",
    ),
    (
        "weekday",
        (
            rf"(?i:(?:the{S})?(?:last|next|this(?:{S}(?:past|coming))?|the{S}(?:previous|following|preceding"
            rf"|next)|previous|following|earlier|early|late|every|each|that|a"
            rf"|one){S})?(?:{_WEEKDAY}s?(?:\b|(?=['\u2019]))|{_WEEKDAY_ABBR}(?=,?{S}\d))(?:{S}(?i:{_POD}s?)\b"
            rf"|{S}(?i:of{S}(?:last|this|next){S}week|last{S}week|next{S}week|this{S}week))?"
        ),
    ),
    (
        "today",
        (
            rf"(?i:(?:(?:early|late|later|earlier|mid)(?:{_H}(?:{_POD}))?{S})?(?:today|yesterday|tomorrow"
            rf"|tonight|overnight|the{S}night{S}before|last{S}night|this{S}(?:morning|afternoon|evening)"
            rf"|(?:yesterday|tomorrow){S}(?:{_POD}|at{S}noon)))\b"
        ),
    ),
    (
        "weekend",
        (
            rf"(?i:(?:over{S})?(?:(?:this{S}past|this{S}coming|the{S}(?:past|coming|following|previous|next)"
            rf"|last|this|next|that|every|the){S})(?:long{S})?weekend)\b"
        ),
    ),
    (
        "ago",
        (
            rf"(?i:{_APPROX}{_COUNT}(?:{S}(?:or|to){S}{_COUNT})?(?:{S}(?:more|full|whole|short"
            rf"|long))?{_H}{_UNIT}s?(?:{S}or{S}(?:so|two|more))?(?:{S}(?:later|earlier|previously|beforehand"
            rf"|afterwards?|ago|from{S}now|hence|back|before|after|since)\b|-(?:ago|earlier)\b))"
        ),
    ),
    (
        "whole_year",
        (
            rf"(?i:the{S}(?:full|whole|entire|calendar){S}year(?:{S}(?:of{S})?{_YEAR}{_YEAR_END})?"
            rf"|the{S}year(?={S}(?:to|that{S}ended|ended|ending|ends){S}{_MONTH})|(?<=for )the{S}year(?=[,;.])"
            rf"|(?:(?<=end of )|(?<=start of )|(?<=middle of )|(?<=beginning of )|(?<=half of )|(?<=rest of )"
            rf"|(?<=rlier in )|(?<=later in ))the{S}year\b(?!{S}\d))"
        ),
    ),
    (
        "adjacent",
        (
            rf"(?i:the{S}(?:very{S})?(?:day|night|week|month|year|morning|evening|decade){S}(?:before|after"
            rf"|earlier|previous|since))\b"
        ),
    ),
    (
        "adjacent",
        (
            rf"(?i:(?:the{S}(?:very{S})?(?:next|following|previous|preceding|same)|that{S}same|that"
            rf"){S}(?:day|night|week|month|year|morning|evening|afternoon|decade)\b(?!{S}of{S})"
            rf"|the{S}(?:day|night|week|month|year|morning|evening|afternoon|decade)\b"
            rf"(?!{S}(?:before|after|of|when|that|on{S}which){S}))"
        ),
    ),
    ("year_earlier", r"(?i:year[-\s](?:earlier|ago))\b"),
    (
        "set",
        (
            rf"(?i:(?:every|each){S}(?:single{S}|other{S}|(?:second|third|fourth|fifth){S}|half[- ]|{_COUNT}{S})?"
            rf"(?:{_UNIT}s?|{_POD}|{_SEASON})"
            rf"|(?:{_COUNT}{S})?times{S}a{S}{_UNIT}|daily|weekly|monthly|yearly|annually|hourly|nightly"
            rf"|once{S}a{S}{_UNIT}|twice{S}a{S}{_UNIT}|per{S}(?:day|week|month|year|hour|annum))\b"
        ),
    ),
    (
        "rel_count",
        (
            rf"(?i:{_APPROX}(?:(?:the|this|these|its|their|his|her|our){S})?(?:past|last|next|coming|previous"
            rf"|preceding|following|first|final|latest|remaining){S}(?!an?{S}(?!few|couple"
            rf"|dozen)){_COUNT}(?:{S}(?:to|or){S}{_COUNT})?(?:{S}(?:full|consecutive|straight|trading|more"
            rf"|short|long|turbulent))?{S}{_UNIT}s?(?:{S}or{S}(?:so|two|more))?)\b"
        ),
    ),
    (
        "vague_units",
        (
            rf"(?i:(?:in{S}|over{S}|the{S}|these{S}){{0,3}}(?:recent|past|coming|future){S}(?:{_UNIT}s)(?:{S}(?:and"
            rf"|or){S}(?:{_UNIT}s))?|{_UNIT}s{S}(?:ago|ahead|earlier|later))\b"
        ),
    ),
    ("rel_unit", rf"(?i:{_REL}{S}(?:week|month|year|decade|century|summer|fiscal{S}year))\b(?!['\u2019]?-old)"),
    ("year_end", rf"(?i:(?:the{S})?year(?:['\u2019]s)?[-\s]end)\b"),
    (
        "span",
        (
            rf"(?i:(?:the{S})?{_APPROX}(?:the{S})?{_COUNT}(?:{S}(?:or|to|and){S}(?:{_COUNT}{S})?(?:{_COUNT})"
            rf"|{_H}to{_H}{_COUNT})?(?:{S}(?:more|full|whole|consecutive|straight|trading|long|short"
            rf"|additional|further|calendar|turbulent|unusually{S}turbulent"
            rf"|working)){{0,4}}{_H}{_UNIT}s?(?:{S}and{S}a{S}half)?(?:[-\s]long)?(?:{S}or{S}(?:so|more"
            rf"|two))?(?:{S}period)?)\b(?![-\s]olds?\b)"
        ),
    ),
    ("eve", rf"(?i:(?:the{S})?eve{S}of{S}(?:it|this|that|the|its|his|her|their|an?)\b|the{S}anniversary{S}of\b)"),
    (
        "units",
        (
            rf"(?i:for|within|of|in|took|takes|after|spent|many|over){S}(?i:(?P<bare>(?:days|weeks|months"
            rf"|years|decades|centuries|hours|minutes)(?:{S}(?:or|and){S}(?:days|weeks|months|years"
            rf"|decades))?))\b|(?i:(?<!the )(?:days|weeks|months|years|decades)(?={S}of\b))"
            r"|(?i:(?:decades|years|months|weeks|days|hours|day|week|month|year)-long)\b"
        ),
    ),
    (
        "year_words",
        (
            r"(?i:(?:nineteen|twenty)[-\s](?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
            r"|ninety)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|nineteen[-\s](?:ten|eleven"
            r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
            r"|(?:the\s)?year\stwo\sthousand(?:\sand\s[a-z]+)?)\b"
        ),
    ),
    (
        "year",
        (
            rf"(?i:the{S}year{S})?(?<![\d$€£¥#.,/])(?:(?<!-)|(?<=[Mm]id-)|(?<=[Pp]re-)|(?<=[Pp]ost-)|(?<=[Ll]ate-)){_YEAR}(?:{S}?[-\u2013]{S}?(?:\d\d(?!\d)"
            rf"|{_YEAR}))?{_YEAR_END}(?:{S}(?:BC|BCE|AD)\b)?"
        ),
    ),
    (
        "day_number",
        (
            rf"(?:(?<=on )|(?<=On )|(?<=by )|(?<=until )|(?<=since )|(?<=from )|(?<=of ))the{S}"
            rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL_DAY})\b(?:{S}of{S}(?:the|this|that|last|next){S}month)?"
        ),
    ),
    ("short_year", r"(?<=\s)['\u2019]\d\d\b(?!s)"),
    ("month", rf"{_MONTH}(?!{S}(?:\d|[A-Z]\.))"),
    ("now", rf"(?i:{_any(lexicon.PRESENT_WORDS)})\b"),
    ("past", rf"(?i:{_any(lexicon.PAST_WORDS)})\b"),
    ("future", rf"(?i:{_any(lexicon.FUTURE_WORDS)})\b(?!s|{S}as\b)"),
)


@cache
def scanner() -> Alternation:
    """The patterns: an optional modifier ("early", "the end of"), then one branch named for its rule."""
    names: dict[str, int] = {}
    branches = []
    for rule, pattern in _BRANCHES:
        names[rule] = names.get(rule, 0) + 1
        branches.append((rule if names[rule] == 1 else f"{rule}__{names[rule]}", pattern))
    return Alternation(branches, guard=r"(?<!\w)", lead=("modifier", _MODIFIER))
