"""The built-in extractor: knowledge, rules and a small trained tagger; offline, without a language model."""

from collections.abc import Iterator
from functools import cached_property

from talentwire.extract.assemble import Assembler
from talentwire.extract.boards import BoardEntry, read_boards
from talentwire.extract.columns import read_columns
from talentwire.extract.denials import denials
from talentwire.extract.drafts import Draft, to_claim
from talentwire.extract.edition import edition
from talentwire.extract.finder import FrameFinder
from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.gapping import spread
from talentwire.extract.gate import about_our_field
from talentwire.extract.gazetteer import Gazetteer
from talentwire.extract.government import coordinate
from talentwire.extract.houses import Houses
from talentwire.extract.learnt.building import Builder
from talentwire.extract.learnt.chooser import Choice, Chooser
from talentwire.extract.learnt.sight import Sight
from talentwire.extract.learnt.weights import load as load_weights
from talentwire.extract.letters import find_voices
from talentwire.extract.members import with_members
from talentwire.extract.mentions import find_mentions
from talentwire.extract.merge import merge, past_positions
from talentwire.extract.names import Given
from talentwire.extract.positions import Positions
from talentwire.extract.references import Resolver
from talentwire.extract.sayings import find_sayings
from talentwire.extract.settle import settle
from talentwire.extract.speech import SpeechReader
from talentwire.extract.status import Statuses
from talentwire.extract.tables import read_tables
from talentwire.extract.tagger import NameTagger
from talentwire.extract.tenures import mark_tenures
from talentwire.extract.text import Mention, Text
from talentwire.extract.trace import SentenceTrace, TextReading, traced
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.segment import identify
from talentwire.model.claims import Claim
from talentwire.model.document import Document

_SPEAKER_REACH = 4
"""Tokens between a verb of saying and a speaker behind it, who then does nothing else: "… said Li Wei"."""
_SOURCES = 10
"""People that are cited without a name at most; more of them are a staff."""


class BuiltinExtractor:
    """Reads claims in every language that has a pack; a text in another language yields none."""

    name = "builtin"

    def __init__(self, atlas: Atlas | None = None, *, learnt: bool = True) -> None:
        """Use ``atlas`` as the knowledge; by default the one that comes with the program.

        Args:
            atlas: what is known by name.
            learnt: whether claims that the rules miss are added by what is learnt.

        """
        self.atlas = atlas or Atlas.load()
        weights = load_weights() if learnt else None
        self.chooser = Chooser(weights) if weights is not None else None

    @cached_property
    def version(self) -> str:
        """Changes with the rules, the packs, the models and the knowledge."""
        return edition(self.atlas)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self.atlas)

    @cached_property
    def _tagger(self) -> NameTagger | None:
        return NameTagger.load()

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The names of news outlets and analysts, whom texts cite rather than report on."""
        return frozenset(o.name for o in self.atlas.organisations if o.kind in ("outlet", "analyst"))

    def extract(self, document: Document) -> Iterator[Claim]:
        """The claims of a document."""
        text = self.lay_out(document)
        if text is not None:
            for draft in self.drafts(text):
                yield to_claim(draft, text)

    def lay_out(self, document: Document, given: Given = ()) -> Text | None:
        """The document's text with its mentions, none where it is of another field; None where no pack reads it."""
        lang = document.lang or identify(document.text)
        if lang not in languages():
            return None
        text = Text(document, load_pack(lang))
        text.known = list(self._gazetteer.scan(text))
        if given or about_our_field(text, text.known):
            find_mentions(text, self._gazetteer, self._tagger, given)
        return text

    def drafts(self, text: Text) -> list[Draft]:
        """The claims of a text before their evidence is cut."""
        return list(self.reading(text).drafts)

    def trace(self, document: Document) -> Iterator[SentenceTrace]:
        """What is seen in a document, what is read from it and what is dropped, sentence by sentence."""
        text = self.lay_out(document)
        return traced(self.reading(text)) if text is not None else iter(())

    def reading(self, text: Text) -> TextReading:
        """A text with all that leads to its claims."""
        if not about_our_field(text):
            return TextReading(text, about=False)
        findings = self._read(text)
        sayings = find_sayings(text, findings.speech)
        for saying in sayings:
            findings.resolver.told.said(saying.speaker, saying.first, saying.last)
        finder = FrameFinder(text, findings.resolver, _heads(findings), _sources(findings))
        rows = list(read_tables(text))
        told = {text.sentence_of(row.first).index for row in rows}
        found = [frame for frame in finder.frames() if frame.sentence.index not in told]
        frames = settle([one for frame in found for each in spread(text, frame) for one in with_members(text, each)])
        findings.add_frames(frames)
        assembler = Assembler(findings)
        drafts = [draft for holding in findings.holdings for draft in assembler.from_holding(holding)]
        drafts += [draft for frame in frames for draft in assembler.from_frame(frame)]
        drafts += rows
        drafts += assembler.from_boards(_untold(text, frames, told))
        drafts += [assembler.from_saying(saying) for saying in sayings]
        drafts += list(denials(text, findings.speech, drafts))
        past_positions(drafts)
        merged = merge(drafts)
        learnt = Choice(merged)
        if self.chooser is not None:
            sight = Sight(findings, finder.unmet, found, merged)
            learnt = self.chooser.choose(sight, Builder(assembler, finder.fillers))
        return TextReading(
            text,
            True,
            unmet=tuple(finder.unmet),
            frames=tuple(found),
            settled=tuple(frames),
            built=tuple(drafts),
            drafts=tuple(learnt.drafts),
            considered=tuple(learnt.considered),
        )

    def _read(self, text: Text) -> Findings:
        """Everything that frames and claims are made of."""
        voices = find_voices(text)
        resolver = Resolver(text, self.outlets, self.atlas, voices)
        positions = Positions(text, Houses(text, resolver, voices))
        holdings = positions.read()
        coordinate(text, {id(h.person): max(h.last, h.person.last) for h in holdings})
        resolver.note_offices((h.words, h.orgs, h.person) for h in holdings if h.words)
        resolver.seats = positions.unheld
        mark_tenures(text)
        speech = SpeechReader(text, resolver, voices)
        return Findings(text, self.atlas, resolver, holdings, positions.unheld, speech, Statuses(text))


def _heads(findings: Findings) -> dict[str, Mention]:
    """The people who lead or have founded an organisation, with it: as the text says, else as is known of them."""
    heads: dict[str, Mention] = {}
    for holding in findings.holdings:
        leads = holding.role is not None and (holding.role.chief or holding.role.en.endswith("founder"))
        if leads and not holding.former and holding.orgs:
            heads.setdefault(holding.person.name, holding.orgs[0])
    told = {holding.person.name for holding in findings.holdings}
    for person in findings.resolver.persons:
        house = findings.resolver.led_by(person) if person.name not in told else None
        if house is not None:
            heads.setdefault(person.name, house)
    return heads


def _sources(findings: Findings) -> set[int]:
    """What names those who say what their sentence says, by id, and plays no other part in it.

    An organisation or a person beside a verb of saying, and whatever stands among the words for a source without a
    name: the number of "two people familiar with the matter" counts nobody who moves.
    """
    attributions = findings.speech.attributions
    sources = {id(a.org) for a in attributions if a.org is not None and a.manner in ("ascribe", "report")}
    spoken = ((a.person, a.verb[1]) for a in attributions if a.person is not None and a.manner != "ascribe")
    sources |= {id(person) for person, verb in spoken if 0 <= person.first - verb <= _SPEAKER_REACH}
    nameless = (findings.text.between(*a.words, "COUNT") for a in attributions)
    return sources | {id(m) for among in nameless for m in among if m.value.value <= _SOURCES}


def _untold(text: Text, frames: list[Frame], rows: set[int]) -> Iterator[BoardEntry]:
    """The entries of boards, less those of whose people a verb already says where they go, and read ``rows``."""
    moves = [frame for frame in frames if frame.trigger.kind == "move"]
    told = {(f.sentence.index, m.name) for f in moves for m in f.slots.get("person", ())}
    for entry in (*read_boards(text), *read_columns(text)):
        index = text.sentence_of(entry.first).index
        if index in rows:
            continue
        if entry.amount is not None or not any((index, person.name) in told for person in entry.persons):
            yield entry
