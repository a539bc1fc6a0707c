import type { ChartAnswer, Group, RowAnswer } from "../chart/contract";

/** A row of the chart as the server sends it, with what the test cares about. */
export function rowAnswer(given: Partial<RowAnswer> = {}): RowAnswer {
  return {
    id: "p0",
    name: "Optical lenses",
    code: "",
    url: "/z/DY/projects/p0/",
    group: "g0",
    light: "green",
    reason: "All is on plan.",
    days_to_red: null,
    unit: "East Park",
    lead_official: "Official A",
    liaison: "Liaison B",
    total_cny: "5000000000",
    annual_plan_cny: "615000000",
    year_to_date_cny: "292000000",
    committed: ["2018-02-28", "2019-12-31"],
    forecast: ["2018-03-31", "2020-01-31"],
    actual: ["2018-03-31", null],
    milestones: [],
    ...given,
  };
}

export function groupOf(key: string, first_row: number, count: number, given: Partial<Group> = {}): Group {
  return { key, label: `Group ${key}`, count, first_row, red: 0, yellow: 0, green: count, grey: 0, ...given };
}

/** A chart of `total` rows in groups of ten, answered window by window. */
export function chartAnswer(total: number, offset: number, limit: number): ChartAnswer {
  const groups: Group[] = [];
  for (let first = 0; first < total; first += 10) {
    groups.push(groupOf(`g${groups.length}`, first, Math.min(10, total - first)));
  }
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => {
    const number = offset + index;
    return rowAnswer({
      id: `p${number}`,
      name: `Project ${number}`,
      url: `/z/DY/projects/p${number}/`,
      group: `g${Math.floor(number / 10)}`,
      milestones: [
        {
          id: "m0",
          code: "M1",
          name: "Start",
          committed: "2018-02-28",
          forecast: null,
          actual: "2018-03-31",
          critical: true,
        },
        {
          id: "m1",
          code: "M2",
          name: "Topping out",
          committed: "2018-12-01",
          forecast: "2018-12-13",
          actual: null,
          critical: false,
        },
      ],
    });
  });
  return {
    title: "Chart",
    today: "2018-07-02",
    as_of: "2018-07-02T09:05:00+08:00",
    first_day: "2018-01-01",
    last_day: "2019-12-31",
    total,
    groups,
    offset,
    rows,
  };
}
