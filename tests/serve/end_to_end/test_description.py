"""What the description of the interface promises is what is answered: requests made from it by schemathesis."""

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES = 5
"""Requests of each sort to an address.

That each request which fits the description is accepted is not checked: a date or the name of a person is a text there.
"""


def test_every_address_answers_as_described(site: str) -> None:
    schema = schemathesis.openapi.from_url(f"{site}/api/v1/openapi.json")
    asked, wrong = [], {}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        )
        @given(case=operation.as_strategy())
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        try:
            answered()
        except FailureGroup as found_wrong:
            wrong[operation.label] = [str(one) for one in found_wrong.exceptions]
        asked.append(operation.label)
    assert wrong == {}
    assert len(asked) > 20
