import { calendarDate } from "./days";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Whether the page is in Chinese, by `<html lang>`. */
export function isChinese(): boolean {
  return document.documentElement.lang.toLowerCase().startsWith("zh");
}

/** 2018年6月30日, or 30 Jun 2018. */
export function formatDay(day: number): string {
  const { year, month, day: date } = calendarDate(day);
  return isChinese() ? `${year}年${month}月${date}日` : `${date} ${months[month - 1]} ${year}`;
}

/** 6月30日, or 30 Jun. */
export function formatDayInYear(day: number): string {
  const { month, day: date } = calendarDate(day);
  return isChinese() ? `${month}月${date}日` : `${date} ${months[month - 1]}`;
}

export function formatYear(year: number): string {
  return isChinese() ? `${year}年` : String(year);
}

export function formatMonth(month: number): string {
  return isChinese() ? `${month}月` : (months[month - 1] ?? "");
}

export function formatMonthOfYear(year: number, month: number): string {
  return isChinese() ? `${year}年${month}月` : `${months[month - 1]} ${year}`;
}

export function formatQuarter(quarter: number): string {
  return isChinese() ? `${["一", "二", "三", "四"][quarter - 1]}季度` : `Q${quarter}`;
}

/** The clock time in an ISO instant, in the time zone it was written in: 09:05. */
export function formatTime(instant: string): string {
  return /T(\d\d:\d\d)/.exec(instant)?.[1] ?? "";
}

/** Yuan with thousands separators, digit for digit: 615,000,000元 or CNY 615,000,000. */
export function exactYuan(amount: string): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = /[1-9]/.test(fraction) ? `${grouped}.${fraction}` : grouped;
  return isChinese() ? `${digits}元` : `CNY ${digits}`;
}

/** A count with thousands separators: 10,000. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

interface Scale {
  unit: string;
  yuan: number;
}

/** The unit in which an amount of this size is read: 亿元 from 1亿, else 万元; in English billions and millions. */
function scaleOf(yuan: number): Scale {
  const size = Math.abs(yuan);
  if (isChinese()) return size >= 1e8 ? { unit: "亿元", yuan: 1e8 } : { unit: "万元", yuan: 1e4 };
  return size >= 1e9 ? { unit: "CNY bn", yuan: 1e9 } : { unit: "CNY m", yuan: 1e6 };
}

/** Three digits or more as far as they matter: 2.92, 61.5, 615. The exact amount stands beside it, on hover. */
function scaled(yuan: number, scale: Scale): string {
  const value = yuan / scale.yuan;
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { maximumFractionDigits: decimals });
}

/** One amount as it is read: 6.15亿元, or CNY 615 m as “615 CNY m”. */
export function formatMoney(amount: string): string {
  const yuan = Number(amount);
  const scale = scaleOf(yuan);
  return isChinese() ? `${scaled(yuan, scale)}${scale.unit}` : `${scaled(yuan, scale)} ${scale.unit}`;
}

/** Done and plan in one unit (the plan's): `{done: "2.92", plan: "6.15", unit: "亿元"}`. */
export function formatMoneyPair(
  done: string | null,
  plan: string | null,
): { done: string; plan: string; unit: string } {
  const scale = scaleOf(Number(plan ?? done ?? 0));
  const show = (amount: string | null) => (amount === null ? "–" : scaled(Number(amount), scale));
  return { done: show(done), plan: show(plan), unit: scale.unit };
}
