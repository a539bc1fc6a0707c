"""From a URL to the database."""

import pytest

from guatu.config.database import database_from_url


@pytest.mark.parametrize(
    ("url", "user", "host", "port", "name"),
    [
        ("", "", "", "", ""),
        ("postgresql://guatu_app:s%40t@db.example:5433/guatu", "guatu_app", "db.example", "5433", "guatu"),
        ("postgresql://a:b@db/guatu", "a", "db", "", "guatu"),
        ("postgresql://a:b@[::1]:5432/guatu", "a", "::1", "5432", "guatu"),
        ("postgresql://a:b@/guatu?host=/run/pg&port=5444", "a", "/run/pg", "5444", "guatu"),
        ("postgresql://a:b@one:5432,two:5433/guatu", "a", "one,two", "5432,5433", "guatu"),
        ("postgresql://a:b@one,two/guatu", "a", "one,two", "", "guatu"),
        ("postgresql://a:b@[::1]:5432,two/guatu", "a", "::1,two", "5432,", "guatu"),
    ],
)
def test_of_an_address(url: str, user: str, host: str, port: str, name: str) -> None:
    found = database_from_url(url)
    assert (found["USER"], found["HOST"], found["PORT"], found["NAME"]) == (user, host, port, name)


def test_what_else_it_says_goes_to_the_driver() -> None:
    found = database_from_url(
        "postgresql://a:s%40t@one,two/g?target_session_attrs=read-write&connect_timeout=3"
    )
    assert found["PASSWORD"] == "s@t"
    assert found["OPTIONS"] == {"target_session_attrs": "read-write", "connect_timeout": "3"}
