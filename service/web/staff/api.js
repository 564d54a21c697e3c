// Talking to the service as staff: the key goes in a header only, and is kept for this tab at most.

import { reach, ServiceError } from "../shared/api.js";
import { t } from "../shared/i18n.js";

const STORED = "mingzhang.staff.key";
const SENDABLE = /^[\x21-\x7e]+$/; // what a header can carry

let key = sessionStorage.getItem(STORED) ?? "";
let turnedAway = () => {};

/** Whether a key is at hand. */
export function signedIn() {
  return key !== "";
}

/** Call `listener(sentence)` whenever the service no longer takes the key. */
export function whenTurnedAway(listener) {
  turnedAway = listener;
}

/**
 * Try `given` at a staff route and keep it if it opens. `remember`: for this tab, over reloads; otherwise
 * until the page is left. Throws ServiceError with the reason.
 */
export async function signIn(given, remember) {
  if (!SENDABLE.test(given)) throw new ServiceError(t("staff.signIn.wrong"), 403);
  const response = await reach("/api/questions?days=1", { headers: bearer(given) });
  if (response.status === 403) throw new ServiceError(await reasonOf403(), 403);
  if (!response.ok) throw await problemOf(response);
  key = given;
  if (remember) sessionStorage.setItem(STORED, given);
}

/** Forget the key. */
export function signOut() {
  key = "";
  sessionStorage.removeItem(STORED);
}

/** GET `path` as JSON. */
export async function get(path) {
  return (await request(path)).json();
}

/** POST to `path` without a body; the answer as JSON. */
export async function post(path) {
  return (await request(path, { method: "POST" })).json();
}

/** DELETE `path`. */
export async function remove(path) {
  await request(path, { method: "DELETE" });
}

/** Fetch `path` with the key and hand it to the browser as a file of that name. */
export async function download(path, name) {
  const address = URL.createObjectURL(await (await request(path)).blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Send files in one form; `onSent` hears the part that is on its way, 0…1 (which `fetch` can't tell).
 * Resolves with the job's id.
 */
export function upload(files, onSent) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open("POST", "/api/documents");
    sender.setRequestHeader("Authorization", bearer(key).Authorization);
    sender.responseType = "text";
    sender.upload.addEventListener("progress", ({ loaded, total }) => onSent(total ? loaded / total : 0));
    sender.addEventListener("error", () => reject(new ServiceError(t("problem.offline"))));
    sender.addEventListener("load", () => {
      const said = parsed(sender.responseText);
      if (sender.status < 300) resolve(said.job);
      else reject(refusal(sender.status, said));
    });
    sender.send(form);
  });
}

async function request(path, options = {}) {
  const response = await reach(path, { ...options, headers: bearer(key) });
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response) {
  return refusal(response.status, parsed(await response.text()));
}

function refusal(status, said) {
  if (status === 401 || status === 403) {
    signOut();
    turnedAway(t("staff.signIn.again"));
  }
  return new ServiceError(said.detail ?? t("staff.failed"), status);
}

/** Closed to everyone, or only to this key: a service without keys says 403 to those who bring none, too. */
async function reasonOf403() {
  const bare = await reach("/api/questions?days=1", {});
  return t(bare.status === 403 ? "staff.signIn.closed" : "staff.signIn.wrong");
}

function bearer(given) {
  return { Authorization: `Bearer ${given}` };
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
