"""A verdict as it is stored with the light, in plain JSON values: for the why, the record and the preview. Pure."""

from collections.abc import Mapping
from typing import Any

from guatu.core.json import to_json
from guatu.projects.rules.lights import Finding, Verdict


def stored_finding(finding: Finding) -> dict[str, Any]:
    """`{"rule", "colour", "inputs", "days_to_red"}`."""
    return {
        "rule": finding.rule,
        "colour": finding.colour.value,
        "inputs": to_json(finding.inputs),
        "days_to_red": finding.days_to_red,
    }


def stored_verdict(verdict: Verdict, override: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """`{"findings": […]}`, worst first. An override (`colour`, `by`, `expires_on`, `reason`) stands before all."""
    findings = [stored_finding(f) for f in verdict.findings]
    if override is not None:
        inputs = {name: value for name, value in override.items() if name != "colour"}
        findings.insert(
            0,
            {
                "rule": "override",
                "colour": str(override["colour"]),
                "inputs": to_json(inputs),
                "days_to_red": None,
            },
        )
    return {"findings": findings}
