"""NOTIFY: several messages go out with one statement, each as JSON."""

import json

import pytest
from django.db import connection

from guatu.core.notify import notify


@pytest.mark.usefixtures("committed_db")
def test_all_messages_are_heard_in_their_order(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    messages = [{"id": str(number), "text": "项目“甲”"} for number in range(3)]
    connection.ensure_connection()
    connection.connection.execute("LISTEN a_test")

    with django_assert_num_queries(1):
        notify("a_test", messages)
    heard = [json.loads(one.payload) for one in connection.connection.notifies(timeout=5, stop_after=3)]

    assert heard == messages


@pytest.mark.django_db
def test_no_message_takes_no_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        notify("a_test", [])
