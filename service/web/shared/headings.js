// Headings of a table's rows that are no rows of their own, as 收入 and 支出 where a table holds two sides.

/**
 * @param {{path: string[]}[]} rows
 * @param {number} at
 * @returns {string[][]} the paths of the headings that begin with row `at`, the outermost first
 */
export function headingsAbove(rows, at) {
  const { path } = rows[at];
  const before = rows[at - 1]?.path ?? [];
  return path.slice(1)
    .map((_, level) => path.slice(0, level + 1))
    .filter((heading) => !begins(before, heading) && !rows.some((row) => row.path.length === heading.length && begins(row.path, heading)));
}

function begins(path, heading) {
  return heading.every((name, level) => name === path[level]);
}
