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
from utils.ui.server.addresses import PREFIX
from utils.ui.server.readiness import FILES_SECONDS
from utils.ui.server.routes import build_routes
from utils.ui.server.settings import read_settings

DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx" / "atlas.conf").read_text(encoding="utf-8")
UNIT = DEPLOY / "total-place-atlas@.service"
STAFF = (DEPLOY / "staff.conf").read_text(encoding="utf-8")
#: The instance of the unit that the guide makes the server for staff.
STAFF_UNIT = "total-place-atlas@8503.service"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
KUBERNETES: dict[str, Any] = {
    part["kind"]: part
    for part in yaml.safe_load_all((DEPLOY / "kubernetes.yml").read_text(encoding="utf-8"))
}
POD = KUBERNETES["Deployment"]["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]
FILES = ("Containerfile", "compose.yml", "kubernetes.yml", "nginx/atlas.conf", "staff.conf")
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


def settings_of(unit: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit, re.MULTILINE)


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
        assert [volume for volume in service["volumes"] if not volume.endswith(":ro")] == []
        assert "ports" not in service
        assert seconds(service["stop_grace_period"]) > FILES_SECONDS


def test_containers_take_every_variable_but_are_never_for_staff() -> None:
    for service in replicas().values():
        assert service["env_file"] == ".env"
        fixed = {name for name in service["environment"] if name.startswith("ATLAS_")}
        assert fixed == {"ATLAS_STAFF", "ATLAS_METRICS_ADDRESS"}
        assert service["environment"]["ATLAS_STAFF"] == ""
    exceptions = GUIDE.partition("variable of the table but ")[2].partition(", which")[0]
    assert set(re.findall(r"`(\w+)`", exceptions)) == fixed


def test_the_guide_makes_the_folders_that_nginx_reads() -> None:
    mounts = [volume.split(":")[:2] for volume in COMPOSE["services"]["nginx"]["volumes"]]
    folders = [(f"deploy/{here[2:]}", there) for here, there in mounts if "." not in here[2:]]
    assert len(folders) == 2
    made = " ".join(re.findall(r"`mkdir -p ([^`]+)`", GUIDE)).split()
    assert sorted(made) == sorted(name for pair in folders for name in pair)


def test_what_the_guide_changes_in_the_site_is_there_once() -> None:
    steps = GUIDE.partition("In `/etc/nginx/conf.d/atlas.conf` add")[2].partition("Check:")[0]
    changed = re.findall(r"(?:change|and) `([a-z_]+ [^`]+)`", steps)
    assert len(changed) == 3
    site = re.sub(" +", " ", NGINX)
    assert [site.count(f"{text};") for text in changed] == [1, 1, 1]


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


def test_the_unit_waits_for_files() -> None:
    (limit,) = settings_of(UNIT.read_text(encoding="utf-8"), "TimeoutStopSec")
    assert int(limit) > FILES_SECONDS


def test_the_unit_lets_what_makes_files_lower_its_priority() -> None:
    # os.nice calls setpriority, which is among the @resources that the unit forbids.
    filters = settings_of(UNIT.read_text(encoding="utf-8"), "SystemCallFilter")
    assert filters.index("setpriority") > filters.index("~@privileged @resources")


def test_the_server_for_staff_has_settings_of_its_own_and_may_write_where_it_must() -> None:
    environ = dict(
        pair.split("=") for line in settings_of(STAFF, "Environment") for pair in line.split()
    )
    assert environ["ATLAS_STAFF"] == config.STAFF_ON
    assert settings_of(STAFF, "ReadWritePaths") == [environ["ATLAS_DATA"]]
    (logs,) = settings_of(STAFF, "LogsDirectory")
    assert Path(environ["ATLAS_AUDIT_LOG"]).parent == Path("/var/log", logs)
    # An empty line takes back the file of the public servers.
    emptied, own = settings_of(STAFF, "EnvironmentFile")
    assert emptied == ""
    (public,) = settings_of(UNIT.read_text(encoding="utf-8"), "EnvironmentFile")
    assert own != public.removeprefix("-")
    for name in (own, public.removeprefix("-"), f"{STAFF_UNIT}.d/staff.conf", *environ.values()):
        assert name in GUIDE


@pytest.mark.parametrize("name", ["total-place-atlas@8501.service", STAFF_UNIT])
def test_systemd_takes_the_unit(name: str, tmp_path: Path) -> None:
    checker = shutil.which("systemd-analyze")
    if checker is None:
        pytest.skip("no systemd-analyze on this machine")
    # The unit's Python is not on this machine, which is all that may be wrong.
    text = UNIT.read_text(encoding="utf-8")
    (tmp_path / name).write_text(
        re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE)
    )
    changes = tmp_path / f"{STAFF_UNIT}.d"
    changes.mkdir()
    (changes / "staff.conf").write_text(STAFF)
    done = subprocess.run(  # noqa: S603  # a program of the system
        [checker, "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    assert (done.stderr.strip(), done.returncode) == ("", 0)
