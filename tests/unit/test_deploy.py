"""The files of `deploy/` agree with the app, with each other and with their guide."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit import config as streamlit_config

from utils import config
from utils.config import ROOT
from utils.environment import NEWEST, OLDEST
from utils.ui.server.readiness import FILES_SECONDS
from utils.ui.server.routes import PREFIX, build_routes
from utils.ui.server.settings import read_settings

DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx" / "atlas.conf").read_text(encoding="utf-8")
UNIT = DEPLOY / "total-place-atlas@.service"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
KUBERNETES: dict[str, Any] = {
    part["kind"]: part
    for part in yaml.safe_load_all((DEPLOY / "kubernetes.yml").read_text(encoding="utf-8"))
}
POD = KUBERNETES["Deployment"]["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]
FILES = ("Containerfile", "compose.yml", "kubernetes.yml", "nginx/atlas.conf")
#: Read by `deploy/compose.yml` alone.
OF_COMPOSE = {"ATLAS_HOST", "ATLAS_PATH"}
#: Read by the tests alone.
OF_TESTS = {"ATLAS_BROWSER"}
VARIABLES = {value for name, value in vars(config).items() if name.endswith("_VARIABLE")}
STREAMLIT_VARIABLES = {
    option.env_var for option in streamlit_config._config_options_template.values()
}


def replicas() -> dict[str, Any]:
    return {
        name: service
        for name, service in COMPOSE["services"].items()
        if service["image"] == "total-place-atlas"
    }


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


def test_every_variable_of_the_app_is_in_the_guide_and_no_other() -> None:
    table = GUIDE.partition("## What can be set")[2].partition("\n`deploy/.env`")[0]
    assert set(re.findall(r"`(ATLAS_\w+)`", table)) == VARIABLES
    assert set(re.findall(r"STREAMLIT_\w+", table)) <= STREAMLIT_VARIABLES


@pytest.mark.parametrize("name", [*FILES, UNIT.name])
def test_the_files_set_only_what_somebody_reads(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert set(re.findall(r"\bATLAS_[A-Z_]+\b", text)) <= VARIABLES | OF_COMPOSE
    assert set(re.findall(r"\bSTREAMLIT_[A-Z_]+\b", text)) <= STREAMLIT_VARIABLES


def test_the_image_has_files_that_exist_and_no_rights() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    sources = [name for names in copied for name in names.split()]
    assert {"app.py", "requirements.txt", "data", "geo", "pages", "utils"} <= set(sources)
    assert [name for name in sources if not (ROOT / name).exists()] == []
    assert not {"tests", "docs", "."} & set(sources)
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert [name for name in sources if f"!{name}" not in ignored] == []
    assert re.search(r"^USER [1-9]\d*$", CONTAINERFILE, re.MULTILINE)
    for version in re.findall(r"^FROM python:(\d+)\.(\d+)-slim", CONTAINERFILE, re.MULTILINE):
        assert OLDEST <= (int(version[0]), int(version[1])) <= NEWEST
    assert "atlas/health" in CONTAINERFILE.partition("HEALTHCHECK")[2]


def test_the_app_that_is_in_the_image_needs_nothing_that_is_not() -> None:
    # The pages of staff alone load what makes tables; the image has no part of that.
    script = (
        "import sys, app; "
        "sys.exit(' '.join(name for name in sys.modules if name.startswith('data.pipeline')))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr.strip() == ""


def test_replicas_of_compose_are_two_and_can_write_nothing() -> None:
    assert len(replicas()) == 2
    for service in replicas().values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["tmpfs"] == ["/tmp"]  # noqa: S108  # the image's only place to write
        assert "ports" not in service
        assert seconds(service["stop_grace_period"]) > FILES_SECONDS


def test_nginx_and_compose_name_the_same_replicas_and_addresses() -> None:
    named = re.findall(r"^\s+server (\S+):8501 ", NGINX, re.MULTILINE)
    assert named == list(replicas())
    addresses = [
        service["networks"]["inside"]["ipv4_address"] for service in COMPOSE["services"].values()
    ]
    assert len(set(addresses)) == 3
    proxy = COMPOSE["services"]["nginx"]["networks"]["inside"]["ipv4_address"]
    for service in replicas().values():
        assert service["environment"]["FORWARDED_ALLOW_IPS"] == proxy


def test_probes_of_kubernetes_ask_what_the_app_answers() -> None:
    served = {route.path for route in build_routes()}
    probes = {name: CONTAINER[name]["httpGet"] for name in CONTAINER if name.endswith("Probe")}
    assert len(probes) == 3
    assert {probe["path"] for probe in probes.values()} <= served
    assert probes["readinessProbe"]["path"] == f"/{PREFIX}/health/ready"
    assert probes["livenessProbe"]["path"] == f"/{PREFIX}/health"
    ports = {port["name"]: port["containerPort"] for port in CONTAINER["ports"]}
    assert {probe["port"] for probe in probes.values()} == {"http"}
    environ = {entry["name"]: entry["value"] for entry in CONTAINER["env"]}
    settings = read_settings(environ)
    assert settings.metrics_port == ports["metrics"]
    assert POD["terminationGracePeriodSeconds"] > settings.drain_seconds + FILES_SECONDS


def test_parts_of_kubernetes_find_each_other_and_the_pod_has_no_rights() -> None:
    labels = KUBERNETES["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert KUBERNETES["Deployment"]["spec"]["replicas"] == 2
    assert KUBERNETES["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert KUBERNETES["Service"]["spec"]["selector"] == labels
    assert KUBERNETES["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    (rule,) = KUBERNETES["Ingress"]["spec"]["rules"]
    service = rule["http"]["paths"][0]["backend"]["service"]
    assert service["name"] == KUBERNETES["Service"]["metadata"]["name"]
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert f"USER {POD['securityContext']['runAsUser']}\n" in CONTAINERFILE
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True
    assert CONTAINER["securityContext"]["allowPrivilegeEscalation"] is False


def test_the_unit_waits_for_files_and_systemd_takes_it(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    limit = re.search(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert limit is not None
    assert int(limit[1]) > FILES_SECONDS
    checker = shutil.which("systemd-analyze")
    if checker is None:
        pytest.skip("no systemd-analyze on this machine")
    # The unit's Python is not on this machine, which is all that may be wrong.
    there = tmp_path / "total-place-atlas.service"
    there.write_text(
        re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE)
    )
    done = subprocess.run(  # noqa: S603  # a program of the system
        [checker, "verify", str(there)], capture_output=True, text=True, check=False
    )
    assert (done.stderr.strip(), done.returncode) == ("", 0)
