"""The ways in, as the openEO Python client takes them."""

import openeo
import pytest
from openeo.rest import OpenEoClientException
from openeo.rest.auth.oidc import OidcException


def test_both_kinds_of_provider_are_listed(backend):
    providers = openeo.connect(backend.url).list_auth_providers()
    assert [provider["type"] for provider in providers] == ["oidc", "basic"]


def test_client_credentials_log_in(backend):
    connection = openeo.connect(backend.url).authenticate_oidc_client_credentials(
        client_id=backend.user, client_secret=backend.password
    )
    assert connection.describe_account()["user_id"] == backend.user
    assert connection.list_jobs() is not None


def test_wrong_client_credentials_are_refused(backend):
    with pytest.raises(OidcException, match="401"):
        openeo.connect(backend.url).authenticate_oidc_client_credentials(
            client_id=backend.user, client_secret="wrong"
        )


def test_logins_that_need_a_page_say_at_once_that_there_is_none(backend, tmp_path, monkeypatch):
    # Without what this machine may have stored of other logins.
    monkeypatch.setenv("OPENEO_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(OpenEoClientException, match="No client_id found"):
        openeo.connect(backend.url).authenticate_oidc()
    with pytest.raises(OidcException, match="No support for device authorization grant"):
        openeo.connect(backend.url).authenticate_oidc_device(client_id="somebody")


def test_http_basic_logs_in(backend):
    assert backend.connect().describe_account()["user_id"] == backend.user
