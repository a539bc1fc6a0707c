"""From the environment to the storage."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from guatu.config.files import files_from_environment

DATA = Path("/var/lib/guatu")
BUCKET = {"GUATU_S3_BUCKET": "b"}
ENDPOINT = {"GUATU_S3_ENDPOINT": "https://s3.example.gov.cn/"}


def test_a_folder_where_nothing_is_named() -> None:
    options = files_from_environment({"GUATU_S3_BUCKET": ""}, DATA)
    assert options["BACKEND"].endswith("FileSystemStorage")
    assert options["OPTIONS"]["location"] == DATA / "files"


def test_a_bucket_of_ones_own_server_and_of_amazon_s() -> None:
    own = files_from_environment({**BUCKET, **ENDPOINT, "GUATU_S3_PREFIX": "/zone/"}, DATA)["OPTIONS"]
    assert (own["endpoint_url"], own["addressing_style"], own["location"]) == (
        "https://s3.example.gov.cn", "path", "zone",
    )  # fmt: skip
    amazon = files_from_environment({**BUCKET, "GUATU_S3_REGION": "cn-north-1"}, DATA)["OPTIONS"]
    assert (amazon["endpoint_url"], amazon["addressing_style"]) == (None, "virtual")
    other = files_from_environment({**BUCKET, **ENDPOINT, "GUATU_S3_ADDRESSING": "virtual"}, DATA)["OPTIONS"]
    assert other["addressing_style"] == "virtual"


@pytest.mark.parametrize(
    ("environment", "saying"),
    [
        (ENDPOINT, "GUATU_S3_ENDPOINT is set, but no GUATU_S3_BUCKET"),
        ({**BUCKET, "GUATU_S3_KEY_ID": "k"}, "both or neither"),
        ({**BUCKET, "GUATU_S3_ADDRESSING": "dns"}, "path or virtual"),
        ({**BUCKET, "GUATU_S3_ENDPOINT": "s3.example.gov.cn"}, "begins with https"),
    ],
)
def test_what_cannot_be_is_said(environment: dict[str, str], saying: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=saying):
        files_from_environment(environment, DATA)
