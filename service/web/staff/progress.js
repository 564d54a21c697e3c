// What is known of each file of a job, from whatever the service says of it.

const READING = new Set(["running", "reading", "parsing", "storing"]);
const REFUSED = new Set(["refused", "failed", "error"]);

/** Whether a job has ended. */
export function ended(job) {
  return job.state === "done" || job.state === "failed";
}

/**
 * One row a file: its `name`, `status` (waiting, reading, done, refused), the `detail` of a refusal, and of a
 * document what was understood. `names` are the files as they were sent, `documents` those that went in.
 */
export function rowsOf(job, names, documents) {
  if (job.files?.length) return job.files.map((file) => told(file, job));
  const known = new Set(names);
  const rows = names.map((name) => guessed(name, job, documents, names.length === 1));
  const strays = (job.errors ?? []).filter((error) => error.file && !known.has(error.file));
  return [...rows, ...strays.map((error) => ({ name: error.file, status: "refused", detail: error.detail }))];
}

function told(file, job) {
  const row = {
    name: file.file, detail: file.detail, document: file.document, tables: file.tables, figures: file.figures,
    wrong: file.checks_wrong, unread: file.unread ?? [],
  };
  if (file.document) return { ...row, status: "done" };
  if (REFUSED.has(file.status) || (ended(job) && file.detail)) return { ...row, status: "refused" };
  if (!ended(job) && (file.file === job.current || READING.has(file.status))) return { ...row, status: "reading" };
  return { ...row, status: ended(job) ? "done" : "waiting" };
}

/** Without word on each file: refused where an error names it or none in particular, otherwise as the job goes. */
function guessed(name, job, documents, alone) {
  const error = (job.errors ?? []).find((one) => one.file === name || !one.file);
  if (error) return { name, status: "refused", detail: error.detail };
  if (!ended(job)) return { name, status: job.state === "running" ? "reading" : "waiting" };
  const found = documents.find((one) => one.file_name === name) ?? (alone ? documents[0] : undefined);
  if (!found) return { name, status: job.state === "done" ? "done" : "refused" };
  return { name, status: "done", document: found.id, tables: found.tables, figures: found.figures, wrong: found.checks_wrong, unread: [] };
}
