import type { EChartsCoreOption } from "echarts/core";
import type { ChartData } from "./table";

/** Colours and letters of the page, as they are when the chart is drawn. */
export interface Look {
  ink: string;
  soft: string;
  line: string;
  surface: string;
  colours: string[];
  font: string;
  still: boolean;
}

export type ChartKind = "bar" | "line";

/** A chart of the table's numbers. Each mark carries the text of its cell, so that the chart says what the table says. */
export function chartOption(data: ChartData, kind: ChartKind, look: Look): EChartsCoreOption {
  const names = { type: "category", data: data.categories, ...axisLook(look) };
  const values = { type: "value", ...axisLook(look), axisLabel: { show: false } };
  const bars = kind === "bar";
  return {
    animation: !look.still,
    animationDuration: 300,
    color: look.colours,
    textStyle: { fontFamily: look.font, color: look.ink },
    grid: {
      left: 8,
      right: bars ? 72 : 24,
      top: data.series.length > 1 ? 36 : 28,
      bottom: 8,
      containLabel: true,
    },
    legend: data.series.length > 1 ? { top: 0, textStyle: { color: look.ink } } : undefined,
    tooltip: {
      trigger: "item",
      // Drawn on the canvas: the page's security policy lets no script write styles into markup.
      renderMode: "richText",
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.ink },
      formatter: (mark: unknown) => said(data, mark as Mark),
    },
    // Rows are read from above; a category axis begins below.
    xAxis: bars ? values : { ...names, axisLabel: { color: look.soft, hideOverlap: true } },
    yAxis: bars
      ? { ...names, inverse: true, axisLabel: { color: look.ink, width: 160, overflow: "truncate" } }
      : values,
    series: data.series.map((series, place) => ({
      name: series.name,
      type: kind,
      data: series.cells.map((cell) => cell.value),
      barMaxWidth: 18,
      symbolSize: 8,
      label: {
        show: true,
        position: bars ? "right" : "top",
        color: look.ink,
        formatter: (mark: unknown) => data.series[place]?.cells[(mark as Mark).dataIndex]?.shown ?? "",
      },
      labelLayout: { hideOverlap: true },
    })),
  };
}

interface Mark {
  seriesIndex: number;
  dataIndex: number;
}

function said(data: ChartData, mark: Mark): string {
  const series = data.series[mark.seriesIndex];
  return `${data.categories[mark.dataIndex]}\n${series?.name}: ${series?.cells[mark.dataIndex]?.shown}`;
}

function axisLook(look: Look): object {
  return {
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.soft },
  };
}
