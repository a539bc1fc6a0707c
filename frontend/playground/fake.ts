/**
 * A stand-in for the server, for looking at the chart: 10,000 generated projects, answered in windows with a delay.
 * `?rows=54`, `?fail=1` (every third window fails), `?slow=800` (milliseconds), `?empty=1`.
 */
import type { ChartAnswer, Group, Light, MilestoneAnswer, RowAnswer } from "../src/chart/contract";
import { isoDay, parseDay } from "../src/chart/days";

const query = new URLSearchParams(window.location.search);
const chinese = document.documentElement.lang.startsWith("zh");
const total = query.has("empty") ? 0 : Number(query.get("rows") ?? 10_000);
const today = parseDay("2018-07-02");
const first = parseDay("2017-06-01");
const last = parseDay("2020-03-31");

let seed = 20180702;
function random(): number {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 4294967296;
}
function pick<T>(values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

const units = chinese
  ? [
      "东部产业园",
      "西部产业园",
      "滨江新城",
      "眼镜小镇",
      "高新技术园",
      "商贸物流园",
      "城镇建设局",
      "农业示范园",
      "国资公司",
      "旅游度假区",
    ]
  : [
      "East Industrial Park",
      "West Industrial Park",
      "Riverside New Town",
      "Optics Town",
      "High-tech Park",
      "Trade and Logistics Park",
      "Town Construction Bureau",
      "Farm Demonstration Park",
      "State Asset Company",
      "Resort Area",
    ];
const things = chinese
  ? [
      "年产50万套木门",
      "新能源汽车零部件",
      "精密铸造",
      "航空复合材料产业园一期",
      "智能装备制造基地",
      "生物医药研发中心",
      "污水处理厂提标改造",
      "标准厂房二期",
      "铝箔制品",
      "光学镜片扩建",
    ]
  : [
      "500,000 wooden doors a year",
      "parts for electric vehicles",
      "precision casting",
      "aerospace composites park, phase one",
      "smart equipment base",
      "biomedicine research centre",
      "sewage works upgrade",
      "standard factory buildings, phase two",
      "aluminium foil products",
      "optical lens extension",
    ];
const firms = chinese
  ? ["恒远", "华泰", "金鼎", "瑞丰", "宏达", "中盛", "天工", "新亚"]
  : ["Hengyuan", "Huatai", "Jinding", "Ruifeng", "Hongda", "Zhongsheng", "Tiangong", "Xinya"];
const steps = chinese
  ? ["项目备案", "用地规划许可", "施工许可", "开工", "基础完工", "主体封顶", "设备安装", "竣工验收", "投产"]
  : [
      "Filing",
      "Land-use planning permit",
      "Construction permit",
      "Start of construction",
      "Foundations done",
      "Topping out",
      "Equipment installed",
      "Acceptance",
      "Production",
    ];
const reasons: Record<Light, string> = chinese
  ? {
      red: "主体封顶晚于计划45天。",
      yellow: "投资完成率低于序时进度12个百分点。",
      green: "各节点按计划推进。",
      grey: "尚未编制计划。",
    }
  : {
      red: "Topping out is 45 days behind plan.",
      yellow: "Investment is 12 points behind the calendar.",
      green: "All milestones are on plan.",
      grey: "There is no plan yet.",
    };
const officials = chinese
  ? ["领导甲", "领导乙", "领导丙", "领导丁"]
  : ["Official A", "Official B", "Official C", "Official D"];

function milestones(start: number, finish: number, slip: number): MilestoneAnswer[] {
  return steps.map((name, index) => {
    const committed = Math.round(start + ((finish - start) * index) / (steps.length - 1));
    const late = Math.round(slip * random() * 1.2);
    const expected = committed + late;
    const done = expected < today && random() > 0.06;
    return {
      id: `m${index}`,
      code: `M${index + 1}`,
      name,
      committed: isoDay(committed),
      forecast: done || late === 0 ? null : isoDay(expected),
      actual: done ? isoDay(expected) : null,
      critical: index % 3 !== 1,
    };
  });
}

function makeRow(index: number, group: string, unit: string): RowAnswer {
  const light = pick<Light>(["red", "yellow", "yellow", "green", "green", "green", "green", "grey"]);
  const start = Math.round(first + random() * 380);
  const finish = Math.min(last - 40, Math.round(start + 220 + random() * 420));
  const slip = light === "red" ? 70 : light === "yellow" ? 25 : random() > 0.8 ? -10 : 0;
  const started = start + slip * 0.4 < today;
  const plan = Math.round((1 + random() * 90) * 1e7);
  const planned = light !== "grey";
  const actualStart = started ? isoDay(Math.round(start + slip * 0.4)) : null;
  return {
    id: `p${index}`,
    name: `${pick(firms)}${chinese ? "公司" : " "}${pick(things)}${chinese ? "项目" : ""}`,
    code: "",
    url: `/z/DY/projects/${index}/`,
    group,
    light,
    reason: reasons[light],
    days_to_red: light === "yellow" ? 3 + Math.floor(random() * 40) : null,
    unit,
    lead_official: pick(officials),
    liaison: chinese ? "联系人戊" : "Liaison E",
    total_cny: String(plan * 3),
    annual_plan_cny: planned ? String(plan) : null,
    year_to_date_cny: planned ? String(Math.round(plan * random() * 0.7)) : null,
    committed: planned ? [isoDay(start), isoDay(finish)] : [null, null],
    forecast: planned ? [isoDay(start), isoDay(finish + slip)] : [null, null],
    actual: planned ? [actualStart, finish + slip < today ? isoDay(finish + slip) : null] : [null, null],
    milestones: planned ? milestones(start, finish, slip) : [],
    ...(light === "red"
      ? {
          matters: [1 + (index % 4), index % 2, index % 3 === 0 ? 1 : 0, pick(["red", "yellow", "blue", ""])],
        }
      : {}),
  };
}

const rows: RowAnswer[] = [];
const groups: Group[] = [];
const groupCount = Math.max(1, Math.round(total / 40));
for (let number = 0; number < groupCount && rows.length < total; number += 1) {
  const unit = `${units[number % units.length]}${number >= units.length ? ` ${Math.floor(number / units.length) + 1}` : ""}`;
  const group: Group = {
    key: `g${number}`,
    label: unit,
    count: 0,
    first_row: rows.length,
    red: 0,
    yellow: 0,
    green: 0,
    grey: 0,
  };
  const size =
    number === groupCount - 1
      ? total - rows.length
      : Math.min(total - rows.length, 12 + Math.floor(random() * 56));
  for (let inside = 0; inside < size; inside += 1) {
    const row = makeRow(rows.length, group.key, unit);
    rows.push(row);
    group.count += 1;
    group[row.light] += 1;
  }
  groups.push(group);
}

function answer(offset: number, limit: number): ChartAnswer {
  return {
    title: chinese ? "重大项目挂图" : "Major projects",
    today: isoDay(today),
    as_of: "2018-07-02T09:00:00+08:00",
    first_day: isoDay(first),
    last_day: isoDay(last),
    total: rows.length,
    groups,
    offset,
    rows: rows.slice(offset, offset + limit),
  };
}

const requests: number[] = [];
const delay = Number(query.get("slow") ?? 60);
const real = window.fetch.bind(window);
window.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input), window.location.href);
  if (url.pathname.startsWith("/fake/")) return respond(url, init?.signal ?? undefined);
  return real(input, init);
};

async function respond(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  await new Promise((resolve, reject) => {
    const timer = window.setTimeout(resolve, delay);
    signal?.addEventListener("abort", () => {
      window.clearTimeout(timer);
      reject(new DOMException("aborted", "AbortError"));
    });
  });
  if (url.pathname.startsWith("/fake/why/"))
    return new Response(why(), { headers: { "Content-Type": "text/html" } });
  const offset = Number(url.searchParams.get("offset"));
  requests.push(offset);
  if (
    query.get("fail") === "all" ||
    (query.get("fail") === "1" && (offset / 200) % 3 === 1 && requests.length < 20)
  ) {
    return new Response("", { status: 503 });
  }
  return Response.json(answer(offset, Number(url.searchParams.get("limit"))));
}

function why(): string {
  return chinese
    ? `<h2><span class="light light-red">红灯</span></h2><p>主体封顶应于2018年5月18日完成，至今未完成，已逾期45天。</p>
       <dl class="facts"><div><dt>规则</dt><dd>银川（第1版）：节点逾期3个月亮红灯</dd></div><div><dt>差距</dt><dd class="late">45天</dd></div></dl><p><a href="#plan">查看计划</a></p>`
    : `<h2><span class="light light-red">Red</span></h2><p>Topping out was due on 18 May 2018, is not done, and is 45 days late.</p>
       <dl class="facts"><div><dt>Rule</dt><dd>Yinchuan, version 1: red when a milestone is missed by 3 months</dd></div><div><dt>Gap</dt><dd class="late">45 days</dd></div></dl><p><a href="#plan">See the plan</a></p>`;
}

class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    window.setTimeout(() => this.dispatchEvent(new Event("open")), 30);
    (window as unknown as { tellChange: (index: number) => void }).tellChange = (index) => {
      const row = rows[index];
      if (!row) return;
      row.light = row.light === "red" ? "green" : "red";
      this.dispatchEvent(
        new MessageEvent("changed", {
          data: JSON.stringify({
            subject: "projects.project",
            id: row.id,
            event: "projects.progress_report.filed",
          }),
        }),
      );
    };
  }
  close(): void {
    this.readyState = 2;
  }
}
(window as unknown as { EventSource: unknown }).EventSource = FakeEventSource;
(window as unknown as { fakeRequests: number[] }).fakeRequests = requests;
