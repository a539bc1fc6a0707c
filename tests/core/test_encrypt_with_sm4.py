"""SM4 and SM3: by the published examples, chosen by the setting, and both kinds of what is sealed are read."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from guatu.core.sealed import seal, unseal
from guatu.core.sm4 import SM4GCM, sm3_key


def test_the_example_of_rfc_8998() -> None:
    cipher = SM4GCM(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))
    nonce = bytes.fromhex("00001234567800000000ABCD")
    associated = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex("".join(letter * 16 for letter in "ABCDEFEA"))
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert cipher.encrypt(nonce, plain, associated) == sealed
    assert cipher.decrypt(nonce, sealed, associated) == plain
    for broken in (sealed[:-1] + b"\0", b"\0" + sealed[1:], sealed[:8]):
        with pytest.raises(InvalidTag):
            cipher.decrypt(nonce, broken, associated)


def test_each_purpose_has_its_own_key() -> None:
    assert len(sm3_key(b"secret", b"a")) == 16
    assert sm3_key(b"secret", b"a") != sm3_key(b"secret", b"b")


def test_texts_are_sealed_as_the_setting_says_and_opened_whatever_it_says(settings: Any) -> None:
    sealed = {}
    for cipher in ("aes", "sm4"):
        settings.GUATU_CIPHER = cipher
        sealed[cipher] = seal("机密")
        assert sealed[cipher] != seal("机密")
    assert sealed["sm4"].startswith("sealed:sm4:")
    assert not sealed["aes"].startswith("sealed:sm4:")
    for cipher in ("aes", "sm4"):
        settings.GUATU_CIPHER = cipher
        assert [unseal(text) for text in sealed.values()] == ["机密", "机密"]


def test_another_key_opens_nothing_and_the_old_one_still_does(settings: Any) -> None:
    settings.GUATU_CIPHER = "sm4"
    settings.SECRET_KEY = "the first key of this installation"
    sealed = seal("机密")
    settings.SECRET_KEY = "the second key of this installation"
    assert unseal(sealed) == ""
    settings.SECRET_KEY_FALLBACKS = ["the first key of this installation"]
    assert unseal(sealed) == "机密"
    assert unseal(sealed[:-4] + "AAAA") == ""
    assert unseal("sealed:sm4:?") == ""
