"""Every trigger, cue and role of every pack reads its own examples."""

import pytest
from marked import laid_out, read

from talentwire.extract.roles import find_roles
from talentwire.lang.grammar import Trigger
from talentwire.lang.pack import languages, load_pack


def shown(value: object) -> str:
    return str(value["value"]) if isinstance(value, dict) else str(value)


def triggers() -> list[tuple[str, Trigger]]:
    return [(lang, trigger) for lang in languages() for trigger in load_pack(lang).grammar.triggers]


@pytest.mark.parametrize(("lang", "trigger"), triggers(), ids=lambda v: v if isinstance(v, str) else v.id)
def test_a_trigger_reads_what_it_says(lang: str, trigger: Trigger) -> None:
    for example in trigger.says:
        sentence, _, expected = example.partition("=>")
        claims = read(sentence.strip(), lang)
        wanted = dict(part.strip().split("=", 1) for part in expected.split(";") if part.strip())
        data = [c.to_json() for c in claims if trigger.mute or c.kind == trigger.kind]
        fits = [d for d in data if all(shown(d.get(slot)) == value for slot, value in wanted.items())]
        assert fits, f"{trigger.where} {trigger.id}: {sentence!r} gave {data}"


@pytest.mark.parametrize(("lang", "trigger"), triggers(), ids=lambda v: v if isinstance(v, str) else v.id)
def test_a_trigger_leaves_alone_what_it_must(lang: str, trigger: Trigger) -> None:
    for example in trigger.silent:
        own = (c for c in read(example, lang) if c.trigger and (trigger.mute or f" {trigger.id}" in c.trigger))
        found = [c.to_json() for c in own]
        assert not found, f"{trigger.where} {trigger.id}: {example!r} gave {found}"


@pytest.mark.parametrize("lang", languages())
def test_roles_have_their_english(lang: str) -> None:
    for said, english in load_pack(lang).roles.examples:
        assert [m.name for m in find_roles(laid_out(f"{said}.", lang), [])] == [english], said


@pytest.mark.parametrize("lang", languages())
def test_cues_set_the_status(lang: str) -> None:
    for sentence, status in load_pack(lang).cues.examples:
        found = {str(claim.status) for claim in read(sentence, lang)}
        assert status in found, f"{sentence!r} gave {found}"
