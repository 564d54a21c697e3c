// Which cell of a table a citation means. Its row and column are said in words: a whole path or its end.

const squash = (text) => String(text ?? "").normalize("NFKC").replace(/[\s/／>›→·,，、×-]+/g, "");

/** How well a path fits what was said: 3 whole, 2 its end, 1 its last name, 0 not at all. */
export function fit(path, said) {
  const want = squash(said);
  if (!want || !path.length) return 0;
  if (squash(path.join("")) === want) return 3;
  for (let from = 1; from < path.length; from += 1) {
    if (squash(path.slice(from).join("")) === want) return 2;
  }
  return want.endsWith(squash(path.at(-1))) ? 1 : 0;
}

/** The index of the path that fits best, first of equals; -1 when none does. */
export function best(paths, said) {
  const scores = paths.map((path) => fit(path, said));
  const top = Math.max(0, ...scores);
  return top ? scores.indexOf(top) : -1;
}

/** The cell whose text holds the quoted words. */
function holderOf(table, words) {
  for (const [row, { cells }] of table.rows.entries()) {
    const column = cells.findIndex((cell) => cell.text && squash(cell.text).includes(words));
    if (column >= 0) return { row, column };
  }
  return { row: -1, column: -1 };
}

/**
 * Row and column of the cited cell, -1 where unknown. A box decides where the words don't, and a
 * workbook's cell: it is the cell's own place.
 */
export function cellOf(table, citation) {
  const box = citation.box && JSON.stringify(citation.box);
  const sameBox = (cell) => cell.page === citation.page && JSON.stringify(cell.box) === box;
  const sameSpot = (cell) => cell.sheet === citation.sheet && cell.cell === citation.cell;
  if (box || citation.cell) {
    for (const [row, { cells }] of table.rows.entries()) {
      const column = cells.findIndex(box ? sameBox : sameSpot);
      if (column >= 0) return { row, column };
    }
  }
  if (!citation.row && citation.quote) return holderOf(table, squash(citation.quote));
  const paths = table.rows.map((row) => row.path);
  const coded = table.rows.map((row) => [row.code ?? "", ...row.path.slice(-1)]);
  const row = best(paths, citation.row);
  return { row: row >= 0 ? row : best(coded, citation.row), column: best(table.columns.map((c) => c.path), citation.column) };
}
