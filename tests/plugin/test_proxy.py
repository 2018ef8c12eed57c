"""The proxy of QGIS reaches the one job that downloads."""

from __future__ import annotations

from typing import Any, Iterator

import pytest

from deepsat.jobs import UserError


@pytest.fixture
def network(qgis_app: Any) -> Iterator[Any]:
    """The settings of QGIS' network, put back afterwards; call `apply` after a change."""
    from qgis.core import QgsNetworkAccessManager, QgsSettings

    class Network:
        def apply(self, **values: object) -> None:
            for name, value in values.items():
                QgsSettings().setValue(f"proxy/{name}", value)
            QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()

    QgsSettings().remove("proxy")
    yield Network()
    QgsSettings().remove("proxy")
    Network().apply()


def test_without_a_proxy_nothing_is_set(network: Any) -> None:
    from deepsat_qgis.proxy import proxy_variables

    network.apply(proxyEnabled=False, proxyHost="proxy.example.org", proxyPort="3128")
    assert proxy_variables() == {}


def test_a_proxy_with_a_password_and_hosts_that_need_none(network: Any) -> None:
    from deepsat_qgis.proxy import proxy_variables

    network.apply(
        proxyEnabled=True,
        proxyType="HttpProxy",
        proxyHost="proxy.example.org",
        proxyPort="3128",
        proxyUser="an@na",
        proxyPassword="p:w/d",
        proxyExcludedUrls=["http://intern.example.org/daten"],
        noProxyUrls=["lokal"],
    )
    found = proxy_variables()
    assert found["HTTPS_PROXY"] == "http://an%40na:p%3Aw%2Fd@proxy.example.org:3128"
    assert found["HTTP_PROXY"] == found["http_proxy"] == found["https_proxy"] == found["HTTPS_PROXY"]
    assert found["NO_PROXY"] == "intern.example.org,lokal"


def test_a_socks_proxy_is_refused_in_words(network: Any) -> None:
    from deepsat_qgis.proxy import proxy_variables

    network.apply(proxyEnabled=True, proxyType="Socks5Proxy", proxyHost="127.0.0.1", proxyPort="1080")
    with pytest.raises(UserError, match="SOCKS proxy 127.0.0.1:1080"):
        proxy_variables()


def test_only_downloads_get_it(network: Any, provider: Any) -> None:
    network.apply(proxyEnabled=True, proxyType="HttpProxy", proxyHost="proxy.example.org", proxyPort="3128")
    told = {a.name() for a in provider.algorithms() if a.worker_variables().get("HTTPS_PROXY")}
    assert told == {"downloadcheckpoint"}
