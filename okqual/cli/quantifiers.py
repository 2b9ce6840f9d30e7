"""``okqual quantifiers``: the study's words for how many, and a text held against its numbers."""

from __future__ import annotations

from dataclasses import asdict

import click

from okqual.cli.count_flags import count_flags, counts_given
from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.errors import FAILED
from okqual.messages import message
from okqual.model.claims import Claim, Verdict
from okqual.model.quantifiers import Quantifier, QuantifierScale

command = Group("quantifiers", "quantifiers")
SHARE = click.IntRange(0, 100)


@named("quantifiers.show", command)
@option("--json", "as_json", is_flag=True)
def show_scale(as_json: bool) -> None:
    from okqual.export.claim_words import bounds_words
    from okqual.study import quantifying

    with opened() as study:
        scale, language = quantifying.scale(study), quantifying.language(study)
    if as_json:
        emit_json(asdict(scale))
        return
    heads = [message(f"cli.column.{name}") for name in ("word", "bounds", "forms")]
    words = [each for each in scale.words if each.language == language]
    show(table(heads, [(each.word, bounds_words(each), ", ".join(each.forms)) for each in words]))
    tell(message("cli.quantifiers.small", least=scale.least_for_share))


@named("quantifiers.set", command)
@argument("word", "word")
@option("--least", type=click.IntRange(0))
@option("--most", type=click.IntRange(0))
@option("--over", type=SHARE)
@option("--share-from", type=SHARE)
@option("--share-to", type=SHARE)
@option("--all", "everyone", is_flag=True)
@option("--not-all", is_flag=True)
@option("--form", "forms", multiple=True, value="word")
@option("--remove", is_flag=True)
def set_word(
    word: str, least: int | None, most: int | None, over: int | None, share_from: int | None, share_to: int | None,
    everyone: bool, not_all: bool, forms: tuple[str, ...], remove: bool,
) -> None:  # fmt: skip
    from okqual.study import quantifying

    with opened(writes=True) as study:
        if remove:
            quantifying.forget_quantifier(study, word)
        else:
            now = quantifying.scale(study).named(word)
            kept = forms or (now.forms if now else ())
            name = " ".join((now.word if now else word).casefold().split())
            language = now.language if now else quantifying.language(study)
            bounds = (least, most, over, share_from, share_to, everyone, not_all)
            quantifying.set_quantifier(study, Quantifier(name, language, tuple(kept), *bounds))
    tell(message("cli.quantifiers.removed" if remove else "cli.quantifiers.set_done", word=word))


@named("quantifiers.check", command)
@argument("text", "text", required=False)
@count_flags
@option("--json", "as_json", is_flag=True)
def check(text: str | None, counts: tuple[str, ...], group: str, unit: str, as_json: bool) -> None:
    from okqual.study import checked_texts, quantifying
    from okqual.study.pieces import checked_count

    with opened() as study:
        scale, refs = quantifying.scale(study), counts_given(counts, group, unit)
        if text is None and refs:
            raise click.UsageError(message("cli.quantifiers.no_text"))
        if text is None:
            found = [(each.where, each.claim) for each in checked_texts.every_claim(study)]
        else:
            held = tuple(checked_count(study, ref) for ref in refs)
            found = [("", claim) for claim in quantifying.check_text(study, text, held)]
    _tell_claims(found, scale, as_json)
    if any(claim.verdict is Verdict.MISMATCH for _, claim in found):
        raise click.exceptions.Exit(FAILED)


def _tell_claims(found: list[tuple[str, Claim]], scale: QuantifierScale, as_json: bool) -> None:
    from okqual.export.claim_words import claim_words

    if as_json:
        emit_json([{**asdict(each), "said": claim_words(each, scale), "where": where or None} for where, each in found])
    elif found:
        for where, claim in found:
            lead = f"{where}: " if where else ""
            show(f"{lead}{message(f'export.verdict.{claim.verdict}')}: {claim_words(claim, scale)}")
    else:
        tell(message("cli.quantifiers.no_words"))
