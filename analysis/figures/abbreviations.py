"""Names shortened by the abbreviations of headlines where they are too long, and told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

# Whole phrases first, then words; of these, those that save most come first.
_PHRASES = {
    "Guangdong-Hong Kong-Macao": "GD-HK-Macao",
    "Shenzhen-Hong Kong": "Shenzhen-HK",
    "Hong Kong": "HK",
    "Communist Party of China": "CPC",
    "Central Committee": "CC",
    "National People's Congress": "NPC",
    "political consultative conference": "CPPCC",
    "science and technology": "sci-tech",
    "scientific and technological": "sci-tech",
    "research and development": "R&D",
    "small and medium-sized enterprises": "SMEs",
    "small and medium enterprises": "SMEs",
    "gross domestic product": "GDP",
    "foreign direct investment": "FDI",
    "information technology": "IT",
    "artificial intelligence": "AI",
    "intellectual property": "IP",
    "Five-Year Plan": "FYP",
    "Belt and Road": "B&R",
    "per capita": "p.c.",
    "as well as": "&",
    "rather than": "not",
}
_WORDS = {
    "administration": "admin.",
    "administrative": "admin.",
    "agricultural": "agri.",
    "agriculture": "agri.",
    "association": "assoc.",
    "autonomous": "auton.",
    "committee": "cttee",
    "committees": "cttees",
    "comprehensive": "compr.",
    "construction": "constr.",
    "consumption": "consump.",
    "cooperation": "coop.",
    "cooperative": "coop.",
    "coordinated": "coord.",
    "coordination": "coord.",
    "demonstration": "demo",
    "department": "dept",
    "departments": "depts",
    "development": "dev.",
    "distribution": "distrib.",
    "ecological": "eco.",
    "economic": "econ.",
    "education": "educ.",
    "employment": "employ.",
    "enterprises": "firms",
    "entrepreneurship": "entrepr.",
    "environment": "env.",
    "environmental": "env.",
    "equipment": "equip.",
    "government": "govt",
    "governments": "govts",
    "industrial": "ind.",
    "information": "info",
    "infrastructure": "infra.",
    "innovation": "innov.",
    "institutions": "insts",
    "insurance": "insur.",
    "integrated": "integr.",
    "integration": "integr.",
    "international": "intl",
    "investment": "invest.",
    "laboratories": "labs",
    "laboratory": "lab",
    "management": "mgmt",
    "manufacturing": "mfg",
    "mechanism": "mech.",
    "mechanisms": "mechs",
    "medical": "med.",
    "municipal": "munic.",
    "national": "natl",
    "organisation": "org.",
    "organisations": "orgs",
    "political": "pol.",
    "population": "pop.",
    "prevention": "prev.",
    "production": "prod.",
    "programme": "prog.",
    "programmes": "progs",
    "project": "proj.",
    "projects": "projs",
    "protection": "protec.",
    "provincial": "prov.",
    "regional": "reg.",
    "responsibility": "resp.",
    "revitalisation": "revital.",
    "scientific": "sci.",
    "strategic": "strat.",
    "supervision": "superv.",
    "technical": "tech.",
    "technological": "tech",
    "technologies": "tech",
    "technology": "tech",
    "traditional": "trad.",
    "transformation": "transf.",
    "transportation": "transp.",
    "universities": "univs",
    "university": "univ.",
    "vocational": "voc.",
}
_ARTICLE = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE)
_LOOSE = re.compile(
    r"[\s,(&-]+(?:(?:and|or|of|the|a|an|for|on|in|to|with|w/|by|its|from|at|as)[\s,(&-]*)*$"
)
CHINESE = "\u2e80-\u9fff\uff00-\uffef"
_SMALL = 4  # "of " and "the " are no longer
_PIECES = re.compile(rf"[{CHINESE}]|[^\s{CHINESE}]+\s*")


def abbreviated(name: str, fits: Callable[[str], bool]) -> str:
    """A name abbreviated step by step until it fits, or as far as it can be.

    Usual abbreviations of whole phrases come first (HK, R&D), then the articles are left out, "and"
    becomes "&", and long words are abbreviated, beginning with the one that saves most.

    Args:
        name: in English.
        fits: whether a name is short enough.

    Example:
        >>> from analysis.figures.abbreviations import abbreviated
        >>> abbreviated("community health institutions", lambda one: len(one) <= 28)
        'community health insts'
        >>> abbreviated("innovation", lambda one: len(one) <= 28)
        'innovation'
    """
    steps = [*_phrase_steps(name), _without_articles, _with_signs, *_word_steps(name)]
    for step in steps:
        if fits(name):
            return name
        name = step(name)
    return name


def _phrase_steps(name: str) -> list[Callable[[str], str]]:
    return [_replaced(one, short) for one, short in _PHRASES.items() if one in name]


def _word_steps(name: str) -> list[Callable[[str], str]]:
    """The replacement of each word that has an abbreviation, the one that saves most first."""
    words = dict.fromkeys(re.findall(r"[\w'-]+", name))
    known = [one for one in words if one.lower() in _WORDS]
    known.sort(key=lambda one: len(_WORDS[one.lower()]) - len(one))
    return [_replaced(one, _WORDS[one.lower()]) for one in known]


def _replaced(one: str, short: str) -> Callable[[str], str]:
    """The replacement of a phrase or word; a capital stays one."""
    if one[0].isupper() and short[0].islower():
        short = short[0].upper() + short[1:]
    whole = re.compile(rf"(?<![\w-]){re.escape(one)}(?![\w'-])")
    return lambda name: whole.sub(lambda _: short, name)


def _without_articles(name: str) -> str:
    return _ARTICLE.sub("", name)


def _with_signs(name: str) -> str:
    return name.replace(", and ", " & ").replace(" and ", " & ")


def without_loose_end(text: str) -> str:
    """A text that was cut, without the small words and signs that it would end in.

    Args:
        text: the part that was kept.

    Example:
        >>> from analysis.figures.abbreviations import without_loose_end
        >>> without_loose_end("creation of the "), without_loose_end("growing (")
        ('creation', 'growing')
    """
    return _LOOSE.sub("", text) or text


def told_apart(
    names: Sequence[str], shortened: Callable[[str], str], fits: Callable[[str], bool]
) -> list[str]:
    """Names shortened so that no two different ones are alike.

    Of names that would be alike, those that fit are whole, and the others have the dots before the
    words in which they differ.

    Args:
        names: of one figure; the same name twice is shortened alike.
        shortened: the usual short form of a name.
        fits: whether a name is short enough.

    Example:
        >>> from analysis.figures.abbreviations import told_apart
        >>> names = ["income of urban residents", "income of rural residents", "taxes"]
        >>> told_apart(names, lambda one: one[:10], lambda one: len(one) <= 20)
        ['...urban residents', '...rural residents', 'taxes']
    """
    short = {one: shortened(one) for one in names}
    often = Counter(short.values())
    alike = [one for one in short if often[short[one]] > 1]
    for one in alike:
        others = [other for other in alike if other != one and shortened(other) == shortened(one)]
        short[one] = one if fits(one) else _cut_before(one, others, fits)
    return [short[one] for one in names]


def _cut_before(name: str, others: Sequence[str], fits: Callable[[str], bool]) -> str:
    """A name with dots in the place of the words before those in which it differs from others.

    The word before these is kept where it says something ("urban residents" beside "urban and rural
    residents").
    """
    pieces = _PIECES.findall(name)
    dots = dots_for(name)
    shared = max(_shared(pieces, _PIECES.findall(other)) for other in others)
    shared = min(shared, len(pieces) - 1)
    one_more = "".join(pieces[max(shared - 1, 0) :])
    if shared and len(pieces[shared - 1]) > _SMALL and fits(dots + one_more):
        shared -= 1
    head, rest = pieces[: max(shared - 1, 0)], "".join(pieces[shared:])
    while head and not fits(_with_dots(head, rest, dots)):
        head.pop()
    end = ""
    while len(rest) > 1 and not fits(_with_dots(head, rest, dots) + end):
        rest, end = rest[:-1], dots
    return _with_dots(head, rest, dots) + end


def _with_dots(head: Sequence[str], rest: str, dots: str) -> str:
    begun = without_loose_end("".join(head).rstrip()) + dots
    return f"{begun} {rest}" if head and dots == "..." else begun + rest


def _shared(pieces: Sequence[str], others: Sequence[str]) -> int:
    """How many pieces are the same from the beginning on."""
    pairs = zip(pieces, others, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other), min(len(pieces), len(others))
    )


def dots_for(name: str) -> str:
    """The dots in the place of what was cut.

    Args:
        name: in English or Chinese.

    Example:
        >>> from analysis.figures.abbreviations import dots_for
        >>> dots_for("growth"), dots_for("增长")
        ('...', '…')
    """
    return "…" if re.search(f"[{CHINESE}]", name) else "..."
