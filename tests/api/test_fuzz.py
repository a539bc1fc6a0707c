"""Schemathesis: whatever comes, with all powers, with none and with no token, the API answers as it is documented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from guatu.core.actor import Actor
from guatu.core.models import Zone
from tests.api.clients import a_token
from tests.api.fuzzing import CHECKS, Known, a_lively_zone, operations, the_schema
from tests.faults.soak import longer

pytestmark = pytest.mark.usefixtures("committed_db", "file_storage")
NO_SHRINKING = [Phase.generate]


@pytest.fixture
def lively(committed_db: None) -> Iterator[tuple[Zone, Actor]]:
    """The zone; and requests keep the test's connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield a_lively_zone()
    for signal in signals:
        signal.connect(close_old_connections)


def _settings(examples: int, **more: Any) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=NO_SHRINKING,
        **more,
    )


def _answers(actor: Actor, examples: int, mode: GenerationMode) -> dict[str, Counter[int]]:
    """Every operation with so many bodies, each sent by somebody with all powers, by a token without any, and by a
    stranger; what they were answered. Raises where an answer is none that the document has."""
    known, schema = Known(actor), the_schema()
    known.look_around()
    senders: dict[str, dict[str, str]] = {
        "everything": {"Authorization": f"Bearer {a_token(actor)}"},
        "nothing": {"Authorization": f"Bearer {a_token(actor, [])}"},
        "stranger": {},
    }
    seen: dict[str, Counter[int]] = {name: Counter() for name in senders}

    def try_out(operation: Any) -> None:
        @_settings(examples)
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            if mode is GenerationMode.POSITIVE:
                form = case.media_type == "multipart/form-data" and isinstance(case.body, dict)
                known.put_into(
                    operation.definition.raw["operationId"], case.body.get("body") if form else case.body
                )
            for name, headers in senders.items():
                answer = case.call(headers=headers)
                seen[name][answer.status_code] += 1
                case.validate_response(answer, checks=CHECKS)

        send()

    for number, operation in enumerate(operations(schema)):
        if number % 20 == 0:
            known.look_around()
        try_out(operation)
    return seen


def test_every_operation_answers_as_documented(lively: tuple[Zone, Actor]) -> None:
    seen = _answers(lively[1], 1, GenerationMode.POSITIVE)
    assert seen["everything"][200] > 50, seen
    assert seen["nothing"].keys() <= {200, 400, 403, 404, 409, 412, 415, 422}, seen
    assert seen["nothing"][403] > 30, seen
    assert set(seen["stranger"]) <= {400, 401, 404, 415}, seen


def test_one_thing_leads_to_another(lively: tuple[Zone, Actor]) -> None:
    _walk(lively[1], runs=6, steps=6)


@pytest.mark.soak
def test_at_length(lively: tuple[Zone, Actor]) -> None:
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        _answers(lively[1], longer(10), mode)
    _walk(lively[1], runs=longer(100), steps=20)


def _walk(actor: Actor, *, runs: int, steps: int) -> None:
    """Go from answer to answer along the links of the document: lists, objects, and what can be done with them."""
    schema = the_schema().include(path_regex=r"^/api/v1/(projects|milestones|progress-reports|events|token)")
    headers = {"Authorization": f"Bearer {a_token(actor)}"}
    seen: Counter[int] = Counter()

    class Machine(schema.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": headers}

        def validate_response(self, response: Any, case: Any, **_more: Any) -> None:
            seen[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

    Machine.run(settings=_settings(runs, stateful_step_count=steps))
    assert seen[200] > runs / 2, seen
