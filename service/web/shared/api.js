// Talking to the service: JSON, Server-Sent Events, and problems as errors with a sentence.

import { knows, t } from "./i18n.js";
import { setting } from "./settings.js";

/**
 * An answer that is an error; `message` is the sentence for a person.
 * `status` is 0 where the service wasn't reached, `wait` the seconds it asks to wait.
 */
export class ServiceError extends Error {
  constructor(sentence, status = 0, wait = 0) {
    super(sentence);
    this.status = status;
    this.wait = wait;
  }
}

/** GET `path` as JSON. */
export async function get(path, signal) {
  return (await fetched(path, { signal })).json();
}

/** POST `content` as JSON. @returns {Promise<Response>} */
export async function post(path, content, signal) {
  return fetched(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content), signal });
}

/**
 * Ask. Calls `heard.step(step)` and `heard.text(delta)` while the answer comes in, resolves with the whole
 * answer. Works with a service (or a proxy on the way) that answers in one piece, too.
 */
export async function ask(request, heard, signal) {
  const response = await fetched("/api/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/json" },
    body: JSON.stringify({ ...request, stream: true }),
    signal,
  });
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) return response.json();
  try {
    for await (const { name, content } of events(response.body)) {
      if (name === "step") heard.step(content);
      else if (name === "text") heard.text(content.delta);
      else if (name === "answer") return content;
      else if (name === "error") throw new ServiceError(sentenceOf(content.status, content.detail), content.status);
    }
  } catch (error) {
    if (error instanceof ServiceError || error.name === "AbortError") throw error;
  }
  throw new ServiceError(t("problem.broken"));
}

/** As `fetch`; a service that can't be reached is a ServiceError. */
export async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(t("problem.offline"));
  }
}

async function fetched(path, options) {
  const response = await reach(path, options);
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("retry-after")) || 0;
  throw new ServiceError(sentenceOf(response.status, problem.detail), response.status, wait);
}

/** The service speaks Chinese; in another language, our own sentence for that status. */
function sentenceOf(status, detail) {
  if (detail && setting("language") === "zh") return detail;
  const key = `problem.${status}`;
  return t(knows(key) ? key : "problem.other");
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value;
    const blocks = buffer.split("\n\n");
    buffer = blocks.pop();
    for (const block of blocks) {
      const name = /^event: ?(.*)$/m.exec(block)?.[1];
      const data = [...block.matchAll(/^data: ?(.*)$/gm)].map((line) => line[1]).join("\n");
      if (name && data) yield { name, content: JSON.parse(data) };
    }
  }
}
