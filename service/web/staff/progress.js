// One row for each file of a job, from what the service says of it.

/** Whether a job has ended. */
export function ended(job) {
  return job.state === "done" || job.state === "failed";
}

/**
 * One row a file: its `name`, `status` (waiting, reading, done, refused), the `detail` of a refusal, and of a
 * document what was understood. `names` are the files as they were sent: those that the service has not told of
 * wait, or went down with the job.
 */
export function rowsOf(job, names) {
  const told = (job.files ?? []).map(toldOf);
  const known = new Set(told.map((row) => row.name));
  const rest = names.filter((name) => !known.has(name));
  const broken = job.errors?.find((error) => !error.file);
  if (broken) return [...told, ...rest.map((name) => ({ name, status: "refused", detail: broken.detail }))];
  if (ended(job)) return told;
  return [...told, ...rest.map((name) => ({ name, status: name === job.current ? "reading" : "waiting" }))];
}

function toldOf({ file: name, document, checks_wrong: wrong, ...rest }) {
  return { ...rest, name, document, wrong, status: document ? "done" : "refused" };
}
