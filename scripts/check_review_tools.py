"""Hands a sample to Label Studio and doccano, answers in them, and reads back what they export.

    python -m venv BIG && BIG/bin/pip install label-studio      # 1 GB
    python -m venv OTHER && OTHER/bin/pip install doccano "marshmallow<4" "setuptools<80" "numpy<2"
    python scripts/check_review_tools.py DIR --label-studio BIG/bin/label-studio --doccano OTHER/bin/doccano

DIR is a folder that `zeren extract` wrote. Both programs are started as their READMEs say, with their data in
a folder that goes in the end, and are spoken to by their own HTTP interfaces at 127.0.0.1. The script fails
if one of them refuses the files, or if what comes back is not what was answered in it: in the first item the
label is taken away, in the second it is another role, and in the third there is one more.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

ZEREN = (sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())")
SECONDS = 300


class Site:
    """A program that answers at a port of this machine."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.headers: dict[str, str] = {}
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, body: Any = None, method: str = "", kind: str = "application/json") -> Any:
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        headers = self.headers | ({"Content-Type": kind} if data is not None else {})
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), None)
        headers |= {"X-CSRFToken": token, "Referer": self.base} if token else {}
        request = Request(self.base + path, data, headers, method=method or ("POST" if data else "GET"))
        try:
            content = self.opener.open(request, timeout=120).read()
        except HTTPError as error:
            raise SystemExit(f"{request.method} {path}: {error.code} {error.read()[:400]!r}") from None
        try:
            return json.loads(content)
        except ValueError:
            return content

    def wait(self, path: str) -> None:
        end = time.time() + SECONDS
        while time.time() < end:
            try:
                self.opener.open(self.base + path, timeout=5)
                return
            except HTTPError:
                return
            except (URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(1)
        raise SystemExit(f"nothing answers at {self.base}{path}")


@contextmanager
def running(command: list[str], home: Path, name: str) -> Iterator[None]:
    """Run a program with its home in a folder, its output in a file there; end it with all it has started."""
    with (home / f"{name}.log").open("wb") as log:
        environment = {**os.environ, "HOME": str(home), "COLLECT_ANALYTICS": "0", "LATEST_VERSION_CHECK": "0"}
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def zeren(*words: object) -> str:
    done = subprocess.run([*ZEREN, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"zeren {' '.join(map(str, words))}: {done.stderr}")
    return done.stdout


def answered(number: int, labels: list[list[Any]]) -> list[list[Any]]:
    """Return the labels [start, end, label] of an item as a reviewer would leave them."""
    if number == 0:
        return []
    if number == 1:
        return [[start, end, "督导"] for start, end, _ in labels]
    if number == 2:
        return [*labels, [0, 2, "任务"]]
    return labels


def check(file: Path, folder: Path, number: int, name: str) -> None:
    """Import what came back, and compare it with what was answered."""
    output = folder / f"{name}.jsonl"
    print(zeren("review", "import", file, "--output", output, "--who", name).strip())
    made = Counter(json.loads(line)["change"] for line in output.read_text(encoding="utf-8").splitlines())
    wanted = Counter({"confirm": number - 2, "remove": 1, "set": 1, "add": 1})
    if made != wanted:
        raise SystemExit(f"{name}: {made} came back, not {wanted}")
    print(zeren("review", "report", file))


def sample(folder: Path, form: str, output: Path) -> None:
    size = ("--n", 12, "--passages", 0, "--kind", "assignment")
    zeren("review", "sample", folder, *size, "--format", form, "--output", output)


def label_studio(program: str, folder: Path, home: Path) -> None:
    port, token = 8097, "0123456789abcdef0123456789abcdef01234567"
    sample(folder, "label-studio", home / "sample")
    tasks = json.loads((home / "sample" / "tasks.json").read_text(encoding="utf-8"))
    command = [program, "start", "--no-browser", "--port", str(port), "--data-dir", str(home / "data")]
    command += ["--username", "a@example.org", "--password", "a-password-1", "--user-token", token]
    site = Site(port)
    with running([*command, "--enable-legacy-api-token"], home, "label-studio"):
        site.wait("/health")
        site.headers = {"Authorization": f"Token {token}"}
        config = (home / "sample" / "config.xml").read_text(encoding="utf-8")
        project = site.ask("/api/projects", {"title": "责任核对抽样", "label_config": config})["id"]
        said = site.ask(f"/api/projects/{project}/import", tasks)
        print(f"Label Studio: {said['task_count']} tasks, {said['prediction_count']} predictions imported")
        if said["task_count"] != len(tasks) or said["prediction_count"] != len(tasks):
            raise SystemExit(f"Label Studio: {said}")
        listed = site.ask(f"/api/tasks?project={project}&fields=all&page_size=100")["tasks"]
        for number, task in enumerate(sorted(listed, key=lambda task: task["id"])):
            result = task["predictions"][0]["result"]
            spans = [[r["value"]["start"], r["value"]["end"], r["value"]["labels"][0]] for r in result]
            left = [_region(task["data"]["text"], *each) for each in answered(number, spans)]
            site.ask(f"/api/tasks/{task['id']}/annotations", {"result": left})
        exported = site.ask(f"/api/projects/{project}/export?exportType=JSON")
    file = home / "label-studio.json"
    file.write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")
    check(file, home, len(tasks), "label-studio")


def _region(text: str, start: int, end: int, label: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {"id": uuid4().hex[:10], "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def doccano(program: str, folder: Path, home: Path) -> None:
    port = 8098
    sample(folder, "doccano", home / "sample.jsonl")
    environment = {**os.environ, "HOME": str(home)}
    for words in (["init"], ["createuser", "--username", "admin", "--password", "pass"]):
        subprocess.run([program, *words], env=environment, cwd=home, check=True, capture_output=True)
    site = Site(port)
    with (
        running([program, "webserver", "--port", str(port)], home, "web"),
        running([program, "task"], home, "task"),
    ):
        site.wait("/")
        site.ask("/v1/auth/login/", {"username": "admin", "password": "pass"})
        project = site.ask(
            "/v1/projects",
            {
                "name": "review", "description": "review", "guideline": "",
                "project_type": "SequenceLabeling",
                "resourcetype": "SequenceLabelingProject", "random_order": False,
                "collaborative_annotation": False, "single_class_classification": False,
                "allow_overlapping": True, "grapheme_mode": False, "tags": [],
            },
        )["id"]  # fmt: skip
        upload = _upload(site, home / "sample.jsonl")
        order = {
            "format": "JSONL", "task": "SequenceLabeling", "uploadIds": [upload], "encoding": "utf_8",
            "column_data": "text", "column_label": "label", "delimiter": "",
        }  # fmt: skip
        _finish(site, site.ask(f"/v1/projects/{project}/upload", order)["task_id"])
        examples = site.ask(f"/v1/projects/{project}/examples?limit=100")["results"]
        print(f"doccano: {len(examples)} examples imported")
        types = {each["text"]: each["id"] for each in site.ask(f"/v1/projects/{project}/span-types")}
        for label in ("督导", "任务"):
            if label not in types:
                new = {"text": label, "background_color": "#722ed1", "text_color": "#ffffff"}
                types[label] = site.ask(f"/v1/projects/{project}/span-types", new)["id"]
        names = {own: name for name, own in types.items()}
        for number, example in enumerate(sorted(examples, key=lambda each: each["id"])):
            place = f"/v1/projects/{project}/examples/{example['id']}/spans"
            spans = [[s["start_offset"], s["end_offset"], names[s["label"]]] for s in site.ask(place)]
            if (left := answered(number, spans)) != spans:
                site.ask(place, method="DELETE")
                for start, end, label in left:
                    site.ask(place, {"start_offset": start, "end_offset": end, "label": types[label]})
        task = site.ask(f"/v1/projects/{project}/download", {"format": "JSONL", "exportApproved": False})
        _finish(site, task["task_id"])
        content = site.ask(f"/v1/projects/{project}/download?taskId={task['task_id']}")
    file = _unpacked(content, home)
    check(file, home, len(examples), "doccano")


def _upload(site: Site, path: Path) -> str:
    border = uuid4().hex
    head = f'--{border}\r\nContent-Disposition: form-data; name="filepond"; filename="{path.name}"\r\n'
    body = f"{head}Content-Type: application/json\r\n\r\n".encode() + path.read_bytes()
    kind = f"multipart/form-data; boundary={border}"
    said = site.ask("/v1/fp/process/", body + f"\r\n--{border}--\r\n".encode(), kind=kind)
    return said.decode() if isinstance(said, bytes) else str(said)


def _finish(site: Site, task: str) -> None:
    end = time.time() + SECONDS
    while time.time() < end:
        state = site.ask(f"/v1/tasks/status/{task}")
        if state["ready"]:
            if state.get("error"):
                raise SystemExit(f"doccano: {state['error']}")
            return
        time.sleep(1)
    raise SystemExit("doccano: the task is not done")


def _unpacked(content: Any, home: Path) -> Path:
    """Return the file of the admin in the archive that doccano gives."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if "admin" in name or name.startswith("all"))
        file = home / "doccano-export.jsonl"
        file.write_bytes(archive.read(name))
    return file


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--label-studio", metavar="PROGRAM")
    parser.add_argument("--doccano", metavar="PROGRAM")
    options = parser.parse_args()
    checks: list[tuple[str | None, Callable[[str, Path, Path], None]]] = [
        (options.label_studio, label_studio),
        (options.doccano, doccano),
    ]
    for program, run in checks:
        if program:
            with tempfile.TemporaryDirectory() as home:
                run(str(Path(program).absolute()), options.folder.absolute(), Path(home))


if __name__ == "__main__":
    main()
