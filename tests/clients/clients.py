#!/usr/bin/env python3
"""What programs written for the original API depend on, in Python: clients.py BASE_URL KEY

BASE_URL ends in /v1. Prints a line for each behaviour; ends with 1 and a message at the first that fails.
"""

import http.client
import json
import struct
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import zlib

try:
    import requests
except ImportError:
    requests = None

PATIENCE_SECS = 300
STATUSES = ("in-progress", "success", "failed")
SMALLEST = {"format": "mp4", "aspect_ratio": "1:1", "fps": "24", "resolution": "360p"}

base, key = sys.argv[1].rstrip("/"), sys.argv[2]


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def ask(method, path, body=None, headers=None):
    """Status and text of an answer, whatever its status is."""
    headers = {"x-api-key": key, **(headers or {})}
    if isinstance(body, dict):
        body = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(base + path, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def config(**changes):
    return {**SMALLEST, **changes}


def create(prompt, outputs=None, **more):
    body = {"prompt": prompt, "outputs": outputs or [config()], "duration_seconds": 1, **more}
    status, text = ask("POST", "/videos", body)
    require(status == 200, f"POST /videos answered {status}: {text}")
    return json.loads(text)


def read(video_id):
    status, text = ask("GET", f"/videos/{video_id}")
    require(status == 200, f"GET /videos/{video_id} answered {status}: {text}")
    return json.loads(text)


def finished(video_id):
    end = time.monotonic() + PATIENCE_SECS
    while time.monotonic() < end:
        video = read(video_id)
        if video["status"] != "in-progress":
            return video
        time.sleep(0.3)
    raise AssertionError(f"{video_id} did not end within {PATIENCE_SECS} s")


def download(url):
    """The bytes at an address, by a client that follows no redirect and sends no key."""
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=60)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    data = answer.read()
    require(answer.status == 200, f"the file answered {answer.status}")
    require(int(answer.getheader("Content-Length")) == len(data), "the length of the file is told wrongly")
    connection.close()
    return data


def size_of(film):
    """Width and height of an mp4, as the header of its first track says."""
    place = film.find(b"tkhd")
    require(film[4:8] == b"ftyp" and place > 0, "the file is no mp4")
    end = place - 4 + struct.unpack(">I", film[place - 4 : place])[0]
    width, height = struct.unpack(">II", film[end - 8 : end])
    return width >> 16, height >> 16


def check_types(video):
    """As a client with a typed model reads it."""
    require(isinstance(video["video_id"], str), "video_id is no string")
    require(video["status"] in STATUSES, f"status is {video['status']!r}")
    require(isinstance(video.get("project_url", ""), str), "project_url is no string")
    for output in video["outputs"]:
        require(output["status"] in STATUSES, f"an output's status is {output['status']!r}")
        for member in ("format", "aspect_ratio", "fps", "resolution"):
            require(isinstance(output["config"][member], str), f"config.{member} is no string")
        require(output.get("file_url") is None or isinstance(output["file_url"], str), "file_url is no string")
        require(isinstance(output.get("error", ""), str), "error is no string")


def file_without_redirect():
    film = download(finished(create('"Hello"')["video_id"])["outputs"][0]["file_url"])
    require(size_of(film) == (360, 360), f"the film is {size_of(film)}")


def typed_model():
    check_types(read(create('"Typed"', [config(), config(format="gif")])["video_id"]))
    for status, text in (ask("GET", "/videos/vid_nobody"), ask("POST", "/videos", {"prompt": "x"})):
        require(status in (400, 404), f"the error has the status {status}")
        require(isinstance(json.loads(text)["error"], str), f"no error in {text}")


def parallel_jobs():
    ids, problems = [], []

    def submit(number):
        try:
            ids.append(create(f'"Job {number}"')["video_id"])
        except Exception as error:  # noqa: BLE001 - told below, in the main thread
            problems.append(error)

    threads = [threading.Thread(target=submit, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    require(not problems, f"{problems}")
    require(len(set(ids)) == 4, "two jobs have one id")
    for video_id in ids:
        require(finished(video_id)["status"] == "success", f"{video_id} failed")


def first_output_with_a_file():
    video = finished(create('"First"', [config(), config(format="gif")])["video_id"])
    ready = [it for it in video["outputs"] if it["status"] == "success" and it.get("file_url")]
    require(ready, f"no output has a file: {video}")
    require([it["config"]["format"] for it in video["outputs"]] == ["mp4", "gif"], "the outputs changed their order")


def children_and_sizes():
    parent = create('"Parent"', duration_seconds=1.0)["video_id"]
    finished(parent)
    upright = [config(aspect_ratio="9:16", resolution="720p")]
    child = finished(create("make the text gold", upright, parent_video_id=parent)["video_id"])
    require(child["status"] == "success", f"the child failed: {child}")
    film = download(child["outputs"][0]["file_url"])
    require(size_of(film) == (720, 1280), f"the film is {size_of(film)}")


def read_at_once():
    made = create('"At once"')
    video = read(made["video_id"])
    require(len(video["outputs"]) == 1, "the outputs are not there from the first reading on")
    with urllib.request.urlopen(made["project_url"], timeout=60) as page:
        require(page.status == 200 and b"<html" in page.read(), "project_url is no page")


def key_probe():
    good, text = ask("POST", "/generations", {})
    require(good not in (401, 403), f"a good key is answered {good}")
    require(isinstance(json.loads(text)["error"], str), f"no error in {text}")
    bad, text = ask("POST", "/generations", {}, {"x-api-key": "pavo_nobody"})
    require(bad == 401, f"a bad key is answered {bad}")
    require(isinstance(json.loads(text)["error"], str), f"no error in {text}")


def picture():
    """A red PNG of 8 by 8."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xe0\x20\x20" * 8) * 8
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def upload():
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a red.png"\r\nContent-Type: image/png\r\n\r\n'
    form = head.encode() + picture() + f"\r\n--{boundary}--\r\n".encode()
    status, text = ask("POST", "/files", form, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    require(status == 200, f"POST /files answered {status}: {text}")
    urls = [json.loads(text)["url"]]
    if requests is not None:
        answer = requests.post(f"{base}/files", headers={"x-api-key": key}, files={"file": ("red.png", picture())}, timeout=60)
        require(answer.status_code == 200, f"POST /files answered {answer.status_code}: {answer.text}")
        urls.append(answer.json()["url"])
    for url in urls:
        require(isinstance(url, str) and url.startswith("http"), f"url is {url!r}")
        require(download(url) == picture(), "the file came back changed")


def three_ratios():
    shapes = {"16:9": (640, 360), "9:16": (360, 640), "1:1": (360, 360)}
    video = finished(create('"Three shapes"', [config(aspect_ratio=it) for it in shapes])["video_id"])
    for (ratio, size), output in zip(shapes.items(), video["outputs"]):
        require(output["config"]["aspect_ratio"] == ratio, "the outputs changed their order")
        film = download(output["file_url"])
        require(size_of(film) == size, f"{ratio} is {size_of(film)}")


def tool(method, params, with_key=True):
    """The answer to a message of the Model Context Protocol, as one document or as a stream."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    if with_key:
        headers["X-API-Key"] = key
    request = urllib.request.Request(base.removesuffix("/v1") + "/mcp", data=body, headers=headers, method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read().decode()
        if answer.headers.get_content_type() == "text/event-stream":
            text = [line.removeprefix("data:") for line in text.splitlines() if line.startswith("data:")][-1]
        return json.loads(text)


def agent():
    who = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "clients.py", "version": "1"}}
    require("tools" in tool("initialize", who)["result"]["capabilities"], "there are no tools")
    names = sorted(one["name"] for one in tool("tools/list", {})["result"]["tools"])
    require(names == ["create_video", "get_video", "upload_file"], f"the tools are {names}")
    arguments = {"prompt": '"An agent"', "duration_seconds": 1, "outputs": [config()]}
    made = tool("tools/call", {"name": "create_video", "arguments": arguments})["result"]
    video_id = json.loads(made["content"][0]["text"])["video_id"]
    require(finished(video_id)["status"] == "success", "its video failed")
    got = tool("tools/call", {"name": "get_video", "arguments": {"video_id": video_id}})["result"]
    require([one["type"] for one in got["content"]] == ["text", "image"], "there is no picture of it")
    missing = tool("tools/call", {"name": "get_video", "arguments": {"video_id": "vid_none"}})["result"]
    require(missing["isError"] and missing["content"][0]["text"] == "Error (404): Video/job not found", f"{missing}")
    try:
        tool("tools/list", {}, with_key=False)
        raise AssertionError("the tools are open to everybody")
    except urllib.error.HTTPError as error:
        require(error.code == 401, f"without a key it answered {error.code}")


BEHAVIOURS = [
    (1, "a file is downloaded without key and redirect", file_without_redirect),
    (2, "answers fit a typed model, and errors are JSON", typed_model),
    (3, "jobs are posted in parallel and polled", parallel_jobs),
    (4, "the first output with a file is found", first_output_with_a_file),
    (5, "lengths are floats, parents are earlier jobs, sizes are as asked", children_and_sizes),
    (6, "a job is read right after it was posted, and has a page", read_at_once),
    (7, "a key is checked at a path that does not exist", key_probe),
    (8, "a file is handed in by multipart with nothing but the key", upload),
    (9, "three ratios come from one prompt", three_ratios),
    (10, "an agent calls the tools over HTTP with the key in a header", agent),
]

for number, claim, check in BEHAVIOURS:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - every failure is told the same way
        sys.exit(f"behaviour {number} ({claim}): {type(error).__name__}: {error}")
    print(f"{number} {claim}", flush=True)
