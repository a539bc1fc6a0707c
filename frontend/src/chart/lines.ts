import type { Group } from "./contract";

/** What stands in one line of the chart: a group's heading, or the row with this number (of all rows, from 0). */
export type Line = { kind: "group"; group: Group } | { kind: "row"; row: number; group: Group | undefined };

export interface LineHeights {
  group: number;
  row: number;
}

interface Section {
  group: Group | undefined;
  /** First line of the section (its heading, where it has one). */
  line: number;
  top: number;
  headed: boolean;
  firstRow: number;
  shown: number;
}

/**
 * Which lines the chart has and where each lies, given groups that may be folded. Every question is answered in
 * time that grows with the number of groups only by its logarithm.
 */
export class Lines {
  readonly count: number;
  readonly height: number;
  private readonly sections: Section[] = [];

  constructor(
    groups: readonly Group[],
    total: number,
    folded: ReadonlySet<string>,
    private readonly heights: LineHeights,
  ) {
    let line = 0;
    let top = 0;
    const parts: (Group | undefined)[] = groups.length > 0 ? [...groups] : [undefined];
    for (const group of parts) {
      const headed = group !== undefined && (groups.length > 1 || group.label !== "");
      const shown = group === undefined ? total : headed && folded.has(group.key) ? 0 : group.count;
      this.sections.push({ group, line, top, headed, firstRow: group?.first_row ?? 0, shown });
      line += shown + (headed ? 1 : 0);
      top += shown * heights.row + (headed ? heights.group : 0);
    }
    this.count = line;
    this.height = top;
  }

  /** The line with this number; undefined outside the chart. */
  at(line: number): Line | undefined {
    if (line < 0 || line >= this.count) return undefined;
    const section = this.find((candidate) => candidate.line <= line);
    const inside = line - section.line - (section.headed ? 1 : 0);
    if (inside < 0 && section.group) return { kind: "group", group: section.group };
    return { kind: "row", row: section.firstRow + inside, group: section.group };
  }

  top(line: number): number {
    const section = this.find((candidate) => candidate.line <= line);
    const inside = line - section.line;
    if (!section.headed) return section.top + inside * this.heights.row;
    return inside === 0 ? section.top : section.top + this.heights.group + (inside - 1) * this.heights.row;
  }

  /** The line at a height in pixels, kept within the chart. */
  lineAt(y: number): number {
    const section = this.find((candidate) => candidate.top <= y);
    const head = section.headed ? this.heights.group : 0;
    const inside = Math.floor((y - section.top - head) / this.heights.row);
    const line = section.line + (section.headed ? Math.max(0, inside + 1) : inside);
    return Math.min(Math.max(0, line), Math.max(0, this.count - 1));
  }

  /** The line of a row; undefined when its group is folded or there is no such row. */
  lineOfRow(row: number): number | undefined {
    const section = this.find((candidate) => candidate.firstRow <= row);
    const inside = row - section.firstRow;
    if (inside < 0 || inside >= section.shown) return undefined;
    return section.line + (section.headed ? 1 : 0) + inside;
  }

  /** The line of a group's heading. */
  lineOfGroup(key: string): number | undefined {
    const section = this.sections.find((candidate) => candidate.headed && candidate.group?.key === key);
    return section?.line;
  }

  /** The last section for which the test holds (it holds for a leading run of them); else the first. */
  private find(holds: (section: Section) => boolean): Section {
    let low = 0;
    let high = this.sections.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const section = this.sections[middle];
      if (section && holds(section)) low = middle;
      else high = middle - 1;
    }
    return this.sections[low] as Section;
  }
}
