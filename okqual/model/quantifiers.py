"""Words for how many: which numbers and shares each of them stands for in a study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

LEAST_FOR_SHARE = 5
"""Groups smaller than this are judged by count only: one interview is a fifth of five, a third of three."""


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word and what it says. Shares are whole per cent; what is None does not bound it."""

    word: str
    language: str = "sv"
    forms: tuple[str, ...] = ()
    """How else it is written."""
    least: int | None = None
    """Interviews (or what else is counted), at least."""
    most: int | None = None
    over: int | None = None
    """More than this share."""
    share_from: int | None = None
    """At least this share."""
    share_to: int | None = None
    """At most this share."""
    all: bool = False
    """Everyone in the group."""
    not_all: bool = False
    """Somebody in the group does not."""

    @property
    def by_share(self) -> bool:
        """Whether a share bounds it, so that it says nothing of a small group beyond its counts."""
        return any(bound is not None for bound in (self.over, self.share_from, self.share_to))

    @property
    def by_count(self) -> bool:
        """Whether it bounds a small group too."""
        return self.all or self.least is not None or self.most is not None

    @property
    def reaches_all(self) -> bool:
        """Whether it may be said of everyone."""
        return self.all or (self.most is None and self.share_to is None and not self.not_all)

    def fits(self, n: int, of: int, least_for_share: int = LEAST_FOR_SHARE) -> bool | None:
        """Whether the word holds of ``n`` out of ``of``; None where the group is too small to say."""
        if of <= 0:
            return None
        small = of < least_for_share
        if small and not self.by_count and self.by_share:
            return None
        counted = (
            (self.least is None or n >= self.least)
            and (self.most is None or n <= self.most)
            and (not self.all or n == of)
            and (not self.not_all or n < of)
        )
        return counted and (small or self._share_fits(n * 100, of))

    def _share_fits(self, hundreds: int, of: int) -> bool:
        return (
            (self.over is None or hundreds > self.over * of)
            and (self.share_from is None or hundreds >= self.share_from * of)
            and (self.share_to is None or hundreds <= self.share_to * of)
        )


@dataclass(frozen=True, slots=True)
class QuantifierScale:
    """What a study's words for how many stand for; its own decision, printed with its method."""

    words: tuple[Quantifier, ...]
    least_for_share: int = LEAST_FOR_SHARE
    higher_by: int = 20
    """Percentage points by which one group must be over another for "i högre grad än"."""
    alike_within: int = 10
    """Percentage points within which two groups are "ungefär lika vanligt"."""
    shared_from: int = 80
    """Share that says the same from which it is "samsyn"."""
    differing_to: int = 75
    """Share that the most frequent answer has at most where it is "olika syn"."""

    def named(self, word: str) -> Quantifier | None:
        """A word of the scale by any of its forms."""
        wanted = " ".join(word.casefold().split())
        return next((each for each in self.words if wanted in (each.word, *each.forms)), None)


def fitting(scale: QuantifierScale, n: int, of: int, language: str) -> tuple[str, ...]:
    """The words of a language that hold of ``n`` out of ``of``, those that say most precisely how many first.

    A word that is offered holds by the whole of what the scale says, in a small group too: two of three are not
    "någon", and where everyone does something "flera" would hide it.
    """
    found = [
        each
        for each in scale.words
        if each.language == language and each.fits(n, of, scale.least_for_share)
        and each.fits(n, of, least_for_share=0) and (n < of or each.reaches_all) and not each.word.startswith(NEGATED)
    ]  # fmt: skip
    return tuple(
        each.word for each in sorted(found, key=lambda each: (_width(each, of, scale.least_for_share), not each.all))
    )


@cache
def _width(word: Quantifier, of: int, least_for_share: int) -> int:
    """Of how many numbers a word holds in a group of this size; a text is held against the scale at every key."""
    return sum(1 for k in range(of + 1) if word.fits(k, of, least_for_share))


NEGATED = ("inte ", "not ")


def _both() -> tuple[Quantifier, ...]:
    q = Quantifier
    swedish = (
        q("ingen", forms=("inga", "inget", "ingen av"), least=0, most=0),
        q("någon", least=1, most=2, share_to=50),
        q("enstaka", forms=("någon enstaka", "några enstaka", "en enstaka"), least=1, most=2, share_to=25),
        q("ett par", least=2, most=3),
        q("ett fåtal", forms=("några få", "ett litet antal"), least=2, most=4, share_to=30),
        q("några", forms=("några stycken",), least=2, share_to=40),
        q("vissa", forms=("somliga",), least=2, share_to=50),
        q("en del", least=2, share_to=50),
        q("flera", forms=("åtskilliga",), least=3, share_to=75),
        q("ett flertal", least=4, share_from=25, share_to=75),
        q("många", forms=("ett stort antal", "väldigt många", "mycket många"), least=5, share_from=40),
        q("ungefär hälften", forms=(
            "omkring hälften", "cirka hälften", "runt hälften",
            "ungefär halva",
        ), share_from=40, share_to=60),
        q("knappt hälften", forms=("nästan hälften",), share_from=40, share_to=49),
        q("hälften", share_from=45, share_to=55),
        q("drygt hälften", forms=("lite över hälften",), over=50, share_to=60),
        q("majoriteten", forms=(
            "en majoritet", "flertalet", "över hälften", "mer än hälften", "fler än hälften",
        ), over=50, not_all=True),
        q("merparten", forms=("huvuddelen", "den större delen", "större delen"), over=55, not_all=True),
        q("de flesta", forms=("dom flesta", "flesta"), over=60, not_all=True),
        q("de allra flesta", forms=(
            "allra flesta", "en stor majoritet", "en klar majoritet",
        ), share_from=75, not_all=True),
        q("generellt", forms=("generellt sett", "överlag", "genomgående"), share_from=75),
        q("nästan alla", forms=("nästan samtliga", "nära nog alla", "i stort sett alla"), share_from=80, not_all=True),
        q("så gott som alla", forms=("så gott som samtliga",), share_from=90, not_all=True),
        q("samtliga", forms=("alla", "alla utan undantag", "varje", "var och en"), all=True),
        q("inte alla", forms=("inte samtliga", "ej alla", "ej samtliga", "långt ifrån alla"), least=1, not_all=True),
    )  # fmt: skip
    english = (
        q("none", "en", ("no one", "nobody", "none of"), least=0, most=0),
        q("someone", "en", ("somebody", "one or two"), least=1, most=2, share_to=50),
        q("a couple", "en", ("a couple of",), least=2, most=3),
        q("a few", "en", ("a small number",), least=2, most=4, share_to=40),
        q("some", "en", least=2, share_to=50),
        q("several", "en", ("a number of",), least=3, share_to=75),
        q("many", "en", ("a large number", "very many"), least=5, share_from=40),
        q("about half", "en", ("around half", "roughly half"), share_from=40,
          share_to=60),
        q("nearly half", "en", ("almost half", "just under half"), share_from=40, share_to=49),
        q("half", "en", share_from=45, share_to=55),
        q("just over half", "en", ("a little over half",), over=50, share_to=60),
        q("a majority", "en", ("the majority", "more than half", "over half"), over=50, not_all=True),
        q("most", "en", ("the greater part",), over=60, not_all=True),
        q("generally", "en", ("in general", "overall"), share_from=75),
        q("nearly all", "en", ("almost all", "almost everyone", "nearly everyone"), share_from=80, not_all=True),
        q("virtually all", "en", ("practically all",), share_from=90, not_all=True),
        q("all", "en", ("everyone", "everybody", "every", "each"), all=True),
        q("not all", "en", ("not everyone", "not everybody", "not every"), least=1, not_all=True),
    )  # fmt: skip
    return (*swedish, *english)


DEFAULT = QuantifierScale(_both())
"""The scale of a study that has not decided on one."""
