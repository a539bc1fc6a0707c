"""The demo accounts, for the line that `guatu up` prints and for the loader that makes them."""

from typing import NamedTuple

# The park of the first demo zone whose people have accounts.
PARK = "生命科学产业园"
PASSWORD = "guatu-demo-2018"  # noqa: S105 – printed at every start of a demo; demo zones hold nothing private
# The link of the first demo enterprise: printed as well, and refused outside demo zones.
DEMO_TOKEN = "DY." + "demo-link-of-an-invented-enterprise".ljust(43, "0")


class SignIn(NamedTuple):
    """A demo account: what it is called, whose post it holds (all invented), and with which roles."""

    username: str
    person: str
    title: str
    roles: tuple[str, ...]
    unit: str = ""


SIGN_INS = (
    SignIn("office", "项目办主任（演示）", "项目办主任", ("office_head", "supervisor")),
    SignIn("leader", "工委领导1", "党工委委员", ("leader",)),
    SignIn("park", "园区专员（演示）", "项目专员", ("clerk",), PARK),
    SignIn("investment", "招商专员（演示）", "招商专员", ("investment_officer",)),
    SignIn("grid", "联系人2", "项目服务网格员", ("grid_worker",), PARK),
    SignIn("supervisor", "督查员（演示）", "督查专员", ("supervisor",)),
    SignIn("statistician", "统计员（演示）", "统计员", ("statistician",)),
    SignIn("auditor", "审计管理员（演示）", "审计管理员", ("auditor",)),
    SignIn("system", "系统管理员（演示）", "系统管理员", ("system_administrator",)),
    SignIn("security", "安全管理员（演示）", "安全管理员", ("security_administrator",)),
)

# Somebody in the city above the demo zones, whose post reaches down to them.
CITY = SignIn("city", "市级统筹（演示）", "市开发区办公室主任", ("office_head",))
EVERY_SIGN_IN = (*SIGN_INS, CITY)


def sign_ins() -> tuple[str, ...]:
    """Lines for the terminal."""
    names = ", ".join(s.username for s in EVERY_SIGN_IN)
    return (
        f"Demo sign-ins: {names}; the password of each is {PASSWORD}",
        f"Demo enterprise, without a sign-in: /e/{DEMO_TOKEN}/",
    )
