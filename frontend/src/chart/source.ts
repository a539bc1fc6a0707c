import { getJson } from "../http";
import type { ChartAnswer } from "./contract";

/**
 * Asks the chart's data endpoint for windows of rows. Filters and grouping are those in the page's address; what
 * concerns only the view (zoom) is not sent.
 */
export function chartSource(
  dataUrl: string,
  pageQuery: string,
): (offset: number, limit: number, signal: AbortSignal) => Promise<ChartAnswer> {
  const base = new URL(dataUrl, window.location.href);
  for (const [name, value] of new URLSearchParams(pageQuery)) {
    if (name !== "zoom") base.searchParams.append(name, value);
  }
  return async (offset, limit, signal) => {
    const url = new URL(base);
    url.searchParams.set("offset", String(offset));
    url.searchParams.set("limit", String(limit));
    const answer = await getJson<ChartAnswer>(url.href, signal);
    if (!Array.isArray(answer.rows) || !Array.isArray(answer.groups) || !Number.isInteger(answer.total)) {
      throw new TypeError(`${url.pathname}: expected rows, groups and a total`);
    }
    return answer;
  };
}
