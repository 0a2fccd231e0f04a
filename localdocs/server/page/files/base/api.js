/** Requests to the server that this page came from. docs/server-api.md says what each takes. */

import { currentKey } from "./key.js";

/** What the server says went wrong. `status` 0: it could not be reached. */
export class RequestError extends Error {
  constructor(message, status, code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The reply to a GET as a value. `query`: names and values; null is left out. */
export async function get(path, query = {}, signal = undefined) {
  return (await sent("GET", withQuery(path, query), undefined, signal)).json();
}

/** The reply to a request with a body. */
export async function send(method, path, body = {}) {
  const reply = await sent(method, path, body);
  return reply.status === 204 ? null : reply.json();
}

/** Ask for something to be deleted. */
export async function remove(path, query = {}) {
  const reply = await sent("DELETE", withQuery(path, query));
  return reply.status === 204 ? null : reply.json();
}

/** A picture or file as the address of a blob. Who asks revokes it. */
export async function blobAddress(path, query = {}, signal = undefined) {
  const reply = await sent("GET", withQuery(path, query), undefined, signal);
  return URL.createObjectURL(await reply.blob());
}

/** Save what is at an address as a file of that name. */
export async function save(path, name, query = {}) {
  const address = await blobAddress(path, query);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The events of a POST as they come: [name, value], up to that which is named `last`. An event "error" is raised. */
export async function* events(path, body, last, signal = undefined) {
  const reply = await sent("POST", path, body, signal);
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => { throw error.name === "AbortError" ? error : cutShort(); });
      if (done) throw cutShort();
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts.filter((one) => one.includes("data: "))) {
        const event = eventOf(part);
        yield event;
        if (event[0] === last) return;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function cutShort() {
  return new RequestError("The server ended before it had answered. Try it again.", 0, "");
}

function eventOf(part) {
  let name = "", data = "";
  for (const line of part.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    else if (line.startsWith("data: ")) data += line.slice(6);
  }
  const value = JSON.parse(data);
  if (name === "error") throw new RequestError(value.error.message, 500, value.error.code);
  return [name, value];
}

async function sent(method, path, body, signal) {
  const headers = { authorization: `Bearer ${currentKey()}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  const content = body === undefined ? undefined : JSON.stringify(body);
  let reply;
  try {
    reply = await fetch(path, { method, headers, body: content, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new RequestError("The server cannot be reached. “localdocs open” starts it again.", 0, "");
  }
  if (!reply.ok) throw await refused(reply);
  return reply;
}

async function refused(reply) {
  let error = { message: `The server replied ${reply.status}.`, code: "" };
  try {
    error = (await reply.json()).error;
  } catch {
    // No JSON: what is said above stays.
  }
  if (reply.status === 401) document.dispatchEvent(new CustomEvent("locked"));
  return new RequestError(error.message, reply.status, error.code);
}

function withQuery(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}
