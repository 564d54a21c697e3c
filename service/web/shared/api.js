// Talking to the service: JSON, Server-Sent Events, and problems as errors with a sentence.

/** An answer that is an error; `message` is the sentence for a person. */
export class ServiceError extends Error {}

/** GET `path` as JSON. */
export async function get(path) {
  return (await fetched(path)).json();
}

/**
 * Ask. Calls `onText(delta)` while the answer comes in, resolves with the whole answer.
 * Works with a service (or a proxy on the way) that answers in one piece, too.
 */
export async function ask(request, onText, signal) {
  const response = await fetched("/api/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/json" },
    body: JSON.stringify({ ...request, stream: true }),
    signal,
  });
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) return response.json();
  for await (const { name, content } of events(response.body)) {
    if (name === "text") onText(content.delta);
    else if (name === "answer") return content;
    else if (name === "error") throw new ServiceError(content.detail);
  }
  throw new ServiceError("回答中断了，请再问一次。");
}

async function fetched(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError("连不上服务，请检查网络后再试。");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ServiceError(problem.detail ?? "服务暂时无法回答，请稍后再试。");
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
