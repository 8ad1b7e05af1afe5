"""Lost blanks: which are put back, what is left alone, and the laws that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.model.document import Document, Reading
from talentwire.read.repair import repair
from talentwire.read.vocabulary import Vocabulary, WordSets


def words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


FIRST_NAMES = words(
    "Naveen Alec Justin Ben Mark Alexander Xiaohua Angela Cesar Ilya Andrej Sylvain David Adam Noam Jean Mira Albert",
    "Bob Max Yann Leonardo Karl Anna Hans Daniel Venkata",
)
NAMES = words(
    "OpenAI DeepMind xAI LinkedIn GitHub MosaicML iPhone YouTube PhariaAI DarwinAI MacBook LaMDA Nvidia Amazon Google",
    "Anthropic Perplexity Copilot Crusoe Mistral Abacus.AI Anysphere SoftBank Telekom Windows Meta Stargate Radford",
    "Feder Freitas Raman Qwen Fan",
) | {"Mistral AI", "New Albany", "Safe Superintelligence"}
GERMAN = WordSets(
    functions=words(
        "der die das den dem ein eine und oder aber von vom zu zum in im an am auf aus bei mit nach für wurde wird ist",
        "er sie es man sich nicht auch noch",
    ),
    words=words(
        "vizepräsident zurückhalten lesen grafikprozessoren errichtet sagte chef leitet verlässt kommen mitarbeiter",
        "chefwissenschaftler labor hersteller",
    ),
    first_names=FIRST_NAMES,
    names=NAMES,
    compounds=True,
)
ENGLISH = WordSets(
    functions=words(
        "the a an and or but that in on at to for from with was were is has had should would could who which of by",
        "here around",
    ),
    words=words(
        "agreed updated maker mother labs senior director oracle develop said it another buy",
    ),
    first_names=FIRST_NAMES,
    names=NAMES,
)
FRENCH = WordSets(
    functions=words(
        "le la les un une et ou mais de du des à a en dans sur que qui est sont fait dont",
    ),
    words=words(
        "soupire dirige concepteur président vif fan milliards doit",
    ),
    first_names=FIRST_NAMES,
    names=NAMES,
)
NOTHING = WordSets()


def repaired(text: str, vocabulary: Vocabulary) -> str:
    return Reading(text, repair(text, vocabulary)).text


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("Naveen RaoVizepräsident für Technik", "Naveen Rao Vizepräsident für Technik"),
        ("Alec Radfordein erfahrener Mann", "Alec Radford ein erfahrener Mann"),
        ("Justin Osofskywurde befördert", "Justin Osofsky wurde befördert"),
        ("David und Ben Federaus dem Rat", "David und Ben Feder aus dem Rat"),
        ("Venkata Ramander kürzlich kam", "Venkata Raman der kürzlich kam"),
        ("400.000 Chips vonNvidia", "400.000 Chips von Nvidia"),
        ("wechselt zuAmazon, wo", "wechselt zu Amazon, wo"),
        ("dort errichtetCrusoe ein Werk", "dort errichtet Crusoe ein Werk"),
        ("das sagteTelekom-Chef Tim", "das sagte Telekom-Chef Tim"),
        ("Man will sich zurückhalten.Lesen Sie auch", "Man will sich zurückhalten. Lesen Sie auch"),
        ("Es bleibt dabei;Elon will mehr", "Es bleibt dabei; Elon will mehr"),
        ("mehr als 200.000Grafikprozessoren.", "mehr als 200.000 Grafikprozessoren."),
        ("sollen kommen.150 Megawatt liefert", "sollen kommen. 150 Megawatt liefert"),
        ("Er rief„Halt“ hinaus", "Er rief „Halt“ hinaus"),
    ],
)
def test_german_damage(damaged: str, sound: str) -> None:
    assert repaired(damaged, GERMAN) == sound


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("it hadagreed,said it,with Oracle", "it had agreed, said it, with Oracle"),
        ("Prometheus, inNew Albany, Ohio", "Prometheus, in New Albany, Ohio"),
        ("offerings aroundCopilotshould move", "offerings around Copilot should move"),
        ("Bloomberg'sMark writes", "Bloomberg's Mark writes"),
        ("Cursor makerAnysphereat the start,then", "Cursor maker Anysphere at the start, then"),
        ("tried to buySafe Superintelligencein spring,then", "tried to buy Safe Superintelligence in spring, then"),
        ("the others: Alexander KolesnikovandXiaohua Zhai", "the others: Alexander Kolesnikov and Xiaohua Zhai"),
        ("July 23, 2025 - updated14:10", "July 23, 2025 - updated 14:10"),
        ("Adam SadovskySenior Director until June", "Adam Sadovsky Senior Director until June"),
        ("the week's whispers.Here goes.Write", "the week's whispers. Here goes. Write"),
        ("a closed model.A spokesman", "a closed model. A spokesman"),
        ("5. Eureka LabsAndrej Karpathy,who left", "5. Eureka Labs Andrej Karpathy, who left"),
        ("racks of GB200s.The bill", "racks of GB200s. The bill"),
        ("Ohio,comes online in 2027,a year early", "Ohio, comes online in 2027, a year early"),
        ("the GoogleDeepMind unit", "the Google DeepMind unit"),
    ],
)
def test_english_damage(damaged: str, sound: str) -> None:
    assert repaired(damaged, ENGLISH) == sound


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("MGX, MistralAI et Nvidia", "MGX, Mistral AI et Nvidia"),
        ("chez Meta ; AngelaFan, GPU,milliards", "chez Meta ; Angela Fan, GPU, milliards"),
        ("que preside CesarMaklary depuis", "que preside Cesar Maklary depuis"),
        ("», soupireSylvain Marquet", "», soupire Sylvain Marquet"),
        ("dans le vif :le concepteur", "dans le vif : le concepteur"),
        ("une transition ».Les embauches", "une transition ». Les embauches"),
        ("(40 M EUR),le calculateur", "(40 M EUR), le calculateur"),
        ("son avocat Daniel Freitasque Google paie,dit-on", "son avocat Daniel Freitas que Google paie, dit-on"),
    ],
)
def test_french_damage(damaged: str, sound: str) -> None:
    assert repaired(damaged, FRENCH) == sound


SOUND = [
    "OpenAI, DeepMind, xAI, LinkedIn, GitHub, MosaicML, YouTube, PhariaAI, DarwinAI und LaMDA.",
    "Das iPhone und das MacBook von Bob McGrew liegen bei deGruyter, Leonardo DiCaprio und Yann LeCun.",
    "PowerPoint, TeamViewer, VivaTech, DataCore, FieldAI, BlackRock, CrowdStrike, MiniMax und LlamaIndex.",
    "Mehr unter https://example.org/a,b;c:DerText?x=Ja.Nein und www.Beispiel.de/MeinText oder a.Name@Firma.de!",
    "Die Dateien Bericht.pdf, README.md, main.py und docs/guide/Intro.MD liegen auf node.js-Servern von Booking.com.",
    "Der Code `foo.Bar(x,y)` und f(x,y) = a_b,c sowie ```\nx.Y;Z\n``` bleiben, ebenso #KITalent und @SamA.",
    "Kolleg:innen und Mitarbeiter:in sowie Forscher:innen trafen sich um 14:30 Uhr, Verhältnis 2:1, re:publica.",
    "z.B. die U.S.A., d.h. S.A., e.V., Dr.Oetker und Nr.5 sowie V.2.0 kosten 1.300,50 Euro oder 14,3 Mrd.",
    "40MW, 150GW, 7nm, 5G, 4K, 3D, 10km, 20er, 80s, 1st, 72B, GPT-4o, H100, GB200, Qwen2.5, Llama3 und Office365.",
    "Albert Einstein, Reid Hoffman, Nat Friedman, Sam Altman, Mustafa Suleyman, Hans Hollein und Karl Steiner kamen.",
    "Die Metadaten des Metaverse, Applets, Googles Cloud, Amazoniens Wälder und die Normandie bleiben ganz.",
    "„Wir bleiben“, sagte er. ‚Nein‘, sagte sie; dann gingen beide: er nach Bonn, sie nach Rom!",
    "Le laboratoire cherche : trois chercheurs ; il offre « beaucoup » ! Vraiment ? Oui, 1 000 €, aujourd'hui même.",
    "L'INRIA et l’École d'ingénieurs n'ont pas répondu ; M. Dupont, lui, s'en va aux États-Unis dès qu'il peut.",
    "The board didn't say why; it's O'Brien's call, isn't it? At 3.5%, no. The U.S. firm's Q2 (April-June) was fine.",
    "La empresa contrató a tres investigadores; ¿por qué? Según El País, «nadie lo sabe», dijo Martínez.",
    "L'azienda ha assunto tre ricercatori; perché? Secondo lui, «nessuno lo sa», e l'accordo vale 3,5 milioni.",
    "Het bedrijf nam drie onderzoekers aan; waarom? Volgens Van der Berg weet niemand het, zei hij 's avonds.",
    "東京の研究者が移籍した。Москва: «Яндекс» нанял трёх исследователей.",
    "",
    " \n",
]


@pytest.mark.parametrize("text", SOUND)
@pytest.mark.parametrize("vocabulary", [GERMAN, ENGLISH, FRENCH, NOTHING], ids=["de", "en", "fr", "none"])
def test_sound_text_is_left_alone(text: str, vocabulary: Vocabulary) -> None:
    assert repair(text, vocabulary) == []


def test_what_a_text_writes_twice_is_meant() -> None:
    assert (
        repaired("Alec Radfordein kam. Herr Radfordein blieb.", GERMAN) == "Alec Radfordein kam. Herr Radfordein blieb."
    )


def test_evidence_is_cut_from_the_original() -> None:
    document = Document("a", "Chips vonNvidia,sagt er.")
    document = document.with_edits(repair(document.text, GERMAN))
    assert document.reading.text == "Chips von Nvidia, sagt er."
    start = document.reading.text.index("von Nvidia")
    assert document.reading.original_span(start, start + len("von Nvidia")).cut(document.text) == "vonNvidia"


PIECES = st.sampled_from(
    [
        *"aZé.,;:!?()„“«»'’-/@#&_`0 5\n",
        "von",
        "Nvidia",
        "Radford",
        "ein",
        "Alec",
        "and",
        "Kolesnikov",
        "https://",
        "AI",
        "was",
        "Perplexity",
        "that",
        "had",
        "agreed",
        "200.000",
        "Grafikprozessoren",
        "e\u0301",
        "OpenAI",
        "Sie",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@given(TEXTS, st.sampled_from([GERMAN, ENGLISH, FRENCH, NOTHING]))
def test_only_single_blanks_are_put_in_and_the_rest_maps_back(text: str, vocabulary: Vocabulary) -> None:
    edits = repair(text, vocabulary)
    reading = Reading(text, edits)
    assert all(edit.start == edit.end and edit.text == " " for edit in edits)
    assert [edit.start for edit in edits] == sorted({edit.start for edit in edits})
    assert all(not text[edit.start - 1].isspace() and not text[edit.start].isspace() for edit in edits)
    original = "".join(
        char for place, char in enumerate(reading.text) if reading.original_span(place, place + 1).cut(text)
    )
    assert original == text


@given(TEXTS, st.sampled_from([GERMAN, ENGLISH, FRENCH]), st.data())
def test_every_span_maps_to_the_same_signs(text: str, vocabulary: Vocabulary, data: st.DataObject) -> None:
    reading = Reading(text, repair(text, vocabulary))
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    cut = reading.original_span(start, end).cut(text)
    assert "".join(cut.split()) == "".join(reading.text[start:end].split())


@given(TEXTS, st.sampled_from([GERMAN, ENGLISH, FRENCH, NOTHING]))
def test_repairing_twice_adds_nothing(text: str, vocabulary: Vocabulary) -> None:
    assert repair(repaired(text, vocabulary), vocabulary) == []
