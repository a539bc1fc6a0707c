/** One cell with a number: what it is worth, and how the page writes it. */
export interface Cell {
  value: number | null;
  shown: string;
}

export interface Series {
  name: string;
  cells: Cell[];
}

/** What a table says that a chart can draw: a category for each row, a series for each head `data-series`. */
export interface ChartData {
  categories: string[];
  series: Series[];
}

/** Reads the table that stands behind a chart. Numbers are in `data-value`; a cell without one is a gap. */
export function readTable(table: HTMLTableElement): ChartData {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const drawn = heads.flatMap((head, place) => (head.hasAttribute("data-series") ? [{ head, place }] : []));
  return {
    categories: rows.map((row) => words(row.cells[0])),
    series: drawn.map(({ head, place }) => ({
      name: words(head.firstChild),
      cells: rows.map((row) => readCell(row.cells[place], unitOf(head))),
    })),
  };
}

/** Without the rows that have no number in any series: as bars they would be empty lines. A line keeps its gaps. */
export function withoutGaps(data: ChartData): ChartData {
  const kept = data.categories.flatMap((_name, row) =>
    data.series.some((one) => one.cells[row]?.value != null) ? [row] : [],
  );
  const keep = <T>(all: T[]): T[] => all.filter((_one, row) => kept.includes(row));
  return {
    categories: keep(data.categories),
    series: data.series.map((one) => ({ ...one, cells: keep(one.cells) })),
  };
}

function readCell(cell: HTMLTableCellElement | undefined, unit: string): Cell {
  const text = cell?.dataset.value;
  const shown = words(cell?.querySelector("a") ?? cell);
  return {
    value: text === undefined ? null : Number(text),
    shown: text === undefined ? shown : shown + unit,
  };
}

function unitOf(head: HTMLTableCellElement): string {
  const unit = words(head.querySelector(".unit"));
  return unit && unit !== "%" ? ` ${unit}` : unit;
}

function words(node: Node | null | undefined): string {
  return (node?.textContent ?? "").trim();
}
