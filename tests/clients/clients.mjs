#!/usr/bin/env node
// What programs written for the original API depend on, in JavaScript (Node 18 or later): clients.mjs BASE_URL KEY
//
// BASE_URL ends in /v1. Prints a line for each behaviour; ends with 1 and a message at the first that fails.

import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 300_000;
const STATUSES = ["in-progress", "success", "failed"];
const SMALLEST = { format: "mp4", aspect_ratio: "1:1", fps: "24", resolution: "360p" };

const base = process.argv[2].replace(/\/+$/, "");
const key = process.argv[3];

function need(condition, message) {
  if (!condition) throw new Error(message);
}

async function ask(method, path, body, headers = {}) {
  const options = { method, headers: { "x-api-key": key, ...headers }, body };
  if (body !== undefined && !(body instanceof FormData)) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(base + path, options);
  return { status: answer.status, json: JSON.parse(await answer.text()) };
}

const config = (changes = {}) => ({ ...SMALLEST, ...changes });

async function create(prompt, outputs = [config()], more = {}) {
  const answer = await ask("POST", "/videos", { prompt, outputs, duration_seconds: 1, ...more });
  need(answer.status === 200, `POST /videos answered ${answer.status}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}

async function read(id) {
  const answer = await ask("GET", `/videos/${id}`);
  need(answer.status === 200, `GET /videos/${id} answered ${answer.status}`);
  return answer.json;
}

async function finished(id) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const video = await read(id);
    if (video.status !== "in-progress") return video;
    await pause(300);
  }
  throw new Error(`${id} did not end within ${PATIENCE_MS} ms`);
}

/** The bytes at an address, by a client that follows no redirect and sends no key. */
async function download(url) {
  const answer = await fetch(url, { redirect: "error" });
  need(answer.status === 200, `the file answered ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  need(Number(answer.headers.get("content-length")) === bytes.length, "the length of the file is told wrongly");
  return bytes;
}

/** Width and height of an mp4, as the header of its first track says. */
function sizeOf(film) {
  const place = film.indexOf("tkhd");
  need(film.toString("latin1", 4, 8) === "ftyp" && place > 0, "the file is no mp4");
  const end = place - 4 + film.readUInt32BE(place - 4);
  return `${film.readUInt16BE(end - 8)}x${film.readUInt16BE(end - 4)}`;
}

function checkTypes(video) {
  need(typeof video.video_id === "string", "video_id is no string");
  need(STATUSES.includes(video.status), `status is ${video.status}`);
  for (const output of video.outputs) {
    need(STATUSES.includes(output.status), `an output's status is ${output.status}`);
    for (const member of ["format", "aspect_ratio", "fps", "resolution"]) {
      need(typeof output.config[member] === "string", `config.${member} is no string`);
    }
    need(output.file_url == null || typeof output.file_url === "string", "file_url is no string");
    need(output.error === undefined || typeof output.error === "string", "error is no string");
  }
}

/** A GIF of one pixel. */
const picture = () => Buffer.from("R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=", "base64");

// The answer to a message of the Model Context Protocol, as one document or as a stream.
async function tool(method, params, headers = { "x-api-key": key }) {
  const answer = await fetch(base.replace(/\/v1$/, "/mcp"), {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const text = await answer.text();
  const data = text.split("\n").filter((line) => line.startsWith("data:")).at(-1);
  return { status: answer.status, ...JSON.parse(data ? data.slice(5) : text) };
}

const behaviours = [
  [1, "a file is downloaded without key and redirect", async () => {
    const { video_id } = await create('"Hello"');
    const size = sizeOf(await download((await finished(video_id)).outputs[0].file_url));
    need(size === "360x360", `the film is ${size}`);
  }],
  [2, "answers fit a typed model, and errors are JSON", async () => {
    const { video_id } = await create('"Typed"', [config(), config({ format: "gif" })]);
    checkTypes(await read(video_id));
    for (const [method, path, body, status] of [["GET", "/videos/vid_nobody", undefined, 404], ["POST", "/videos", { prompt: "x" }, 400]]) {
      const answer = await ask(method, path, body);
      need(answer.status === status, `the error has the status ${answer.status}`);
      need(typeof answer.json.error === "string", "no error in the answer");
    }
  }],
  [3, "jobs are posted in parallel and polled", async () => {
    const made = await Promise.all([0, 1, 2, 3].map((number) => create(`"Job ${number}"`)));
    need(new Set(made.map((it) => it.video_id)).size === 4, "two jobs have one id");
    const videos = await Promise.all(made.map((it) => finished(it.video_id)));
    need(videos.every((it) => it.status === "success"), "a job failed");
  }],
  [4, "the first output with a file is found", async () => {
    const { video_id } = await create('"First"', [config(), config({ format: "gif" })]);
    const video = await finished(video_id);
    need(video.outputs.find((it) => it.status === "success" && it.file_url), "no output has a file");
    need(video.outputs.map((it) => it.config.format).join() === "mp4,gif", "the outputs changed their order");
  }],
  [5, "lengths are floats, parents are earlier jobs, sizes are as asked", async () => {
    // JSON.stringify writes 1.0 as 1; a length with a fraction stays one.
    const parent = await create('"Parent"', [config()], { duration_seconds: 1.5 });
    await finished(parent.video_id);
    const outputs = [config({ aspect_ratio: "9:16", resolution: "720p" })];
    const child = await finished((await create("make the text gold", outputs, { parent_video_id: parent.video_id })).video_id);
    need(child.status === "success", `the child failed: ${JSON.stringify(child)}`);
    const size = sizeOf(await download(child.outputs[0].file_url));
    need(size === "720x1280", `the film is ${size}`);
  }],
  [6, "a job is read right after it was posted, and has a page", async () => {
    const made = await create('"At once"');
    need((await read(made.video_id)).outputs.length === 1, "the outputs are not there from the first reading on");
    const page = await fetch(made.project_url);
    need(page.status === 200 && (await page.text()).includes("<html"), "project_url is no page");
  }],
  [7, "a key is checked at a path that does not exist", async () => {
    const good = await ask("POST", "/generations", {});
    need(![401, 403].includes(good.status) && typeof good.json.error === "string", `a good key is answered ${good.status}`);
    const bad = await ask("POST", "/generations", {}, { "x-api-key": "pavo_nobody" });
    need(bad.status === 401 && typeof bad.json.error === "string", `a bad key is answered ${bad.status}`);
  }],
  [8, "a file is handed in by multipart with nothing but the key", async () => {
    const form = new FormData();
    form.append("file", new Blob([picture()], { type: "image/gif" }), "a dot.gif");
    const answer = await ask("POST", "/files", form);
    need(answer.status === 200, `POST /files answered ${answer.status}: ${JSON.stringify(answer.json)}`);
    need(typeof answer.json.url === "string" && answer.json.url.startsWith("http"), "url is no address");
    need((await download(answer.json.url)).equals(picture()), "the file came back changed");
  }],
  [9, "three ratios come from one prompt", async () => {
    const sizes = { "16:9": "640x360", "9:16": "360x640", "1:1": "360x360" };
    const outputs = Object.keys(sizes).map((aspect_ratio) => config({ aspect_ratio }));
    const video = await finished((await create('"Three shapes"', outputs)).video_id);
    for (const [index, [ratio, size]] of Object.entries(sizes).entries()) {
      const output = video.outputs[index];
      need(output.config.aspect_ratio === ratio, "the outputs changed their order");
      const found = sizeOf(await download(output.file_url));
      need(found === size, `${ratio} is ${found}`);
    }
  }],
  [10, "an agent calls the tools over HTTP with the key in a header", async () => {
    const clientInfo = { name: "clients.mjs", version: "1" };
    const greeted = await tool("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    need(greeted.result.capabilities.tools, "there are no tools");
    const names = (await tool("tools/list", {})).result.tools.map((one) => one.name).sort().join(" ");
    need(names === "create_video get_video upload_file", `the tools are ${names}`);
    const wanted = { prompt: '"An agent"', duration_seconds: 1, outputs: [config()] };
    const made = await tool("tools/call", { name: "create_video", arguments: wanted });
    const { video_id } = JSON.parse(made.result.content[0].text);
    need((await finished(video_id)).status === "success", "its video failed");
    const got = await tool("tools/call", { name: "get_video", arguments: { video_id } });
    need(got.result.content.map((one) => one.type).join(" ") === "text image", "there is no picture of it");
    const missing = await tool("tools/call", { name: "get_video", arguments: { video_id: "vid_none" } });
    need(missing.result.isError && missing.result.content[0].text === "Error (404): Video/job not found", JSON.stringify(missing));
    need((await tool("tools/list", {}, {})).status === 401, "the tools are open to everybody");
  }],
];

for (const [number, claim, check] of behaviours) {
  try {
    await check();
  } catch (error) {
    console.error(`behaviour ${number} (${claim}): ${error.message}`);
    process.exit(1);
  }
  console.log(`${number} ${claim}`);
}
