"""What programs get as answers with numbers, as OpenAPI tells it."""

from typing import Any

from pydantic import BaseModel, Field

from talentwire.analyse.facts.fact import Stage


class OptionShape(BaseModel):
    """What may be said of a question."""

    name: str = Field(examples=["view"])
    choices: list[str] | None = Field(description="all that it may be; null where it is free")
    default: str | None = Field(description="what it is otherwise; null where it must be given")


class QuestionShape(BaseModel):
    """A question."""

    name: str = Field(examples=["flows"])
    about: str
    options: list[OptionShape]


class CatalogueShape(BaseModel):
    """What may be asked."""

    filters: list[str] = Field(description="what all questions share", examples=[["org", "since", "as_of"]])
    questions: list[QuestionShape]


class Coverage(BaseModel):
    """How much the ledger saw."""

    facts: int
    stories: int
    documents: int
    first: str | None = Field(description="day of the first document", examples=["2025-07-15"])
    last: str | None


class ColumnShape(BaseModel):
    """A column."""

    name: str
    title: str
    unit: str | None


class CellShape(BaseModel):
    """A value with its bounds, whom it means, and the facts that it follows from."""

    value: Any
    low: Any = None
    high: Any = None
    entity: str | None = Field(None, examples=["org:brumelune"])
    facts: list[str] | None = None
    facts_left: int | None = Field(None, description="how many more there are; `facts=` asks for more at once")


class BehindShape(BaseModel):
    """A fact behind a number."""

    says: str | None
    status: Stage
    confidence: float
    stories: int
    claims: list[str]


class AnswerShape(BaseModel):
    """An answer in rows."""

    question: str = Field(examples=["flows"])
    title: str
    definition: str = Field(description="what is counted, as a sentence")
    scope: str | None
    as_of: str | None
    lang: str = Field(examples=["en"])
    coverage: Coverage
    summary: list[str]
    notes: list[str]
    columns: list[ColumnShape]
    rows: list[dict[str, CellShape]]
    facts: dict[str, BehindShape] = Field(description="by id: what the facts in the cells say, those of the first rows")
    facts_left: int = Field(description="how many more facts stand behind the rows; `facts=` asks for more")
