"""Days as they are said: of a moment, the day that it is in China."""

from datetime import UTC, date, datetime

from django.template import Context, Template


def test_the_day_of_a_moment_is_chinas() -> None:
    late = datetime(2018, 7, 1, 22, 27, tzinfo=UTC)  # 06:27 on the second in China
    said = Template("{{ moment|day }}").render(Context({"moment": late}))
    assert said == Template("{{ day|day }}").render(Context({"day": date(2018, 7, 2)}))
