// A file of its own in the build, fetched by pages with a chart. It imports nothing of ours that holds state: in the
// build the main script would be run a second time under its other name.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, LabelLayout, CanvasRenderer]);

/** A chart that is drawn. */
export interface Drawn {
  show(option: EChartsCoreOption): void;
  resize(): void;
  /** The chart as a PNG, at twice its size, on the given ground. */
  picture(ground: string): string;
  end(): void;
}

export function draw(place: HTMLElement, option: EChartsCoreOption): Drawn {
  const chart = init(place, undefined, { renderer: "canvas" });
  chart.setOption(option);
  return {
    show: (next) => chart.setOption(next, true),
    resize: () => chart.resize(),
    picture: (ground) => chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: ground }),
    end: () => chart.dispose(),
  };
}
