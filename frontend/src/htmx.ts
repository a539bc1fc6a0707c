import htmx from "htmx.org";
import { watchFailures } from "./failures";
import { csrfToken } from "./http";
import { presenceHeaders, watchPresence } from "./presence";

watchPresence();
watchFailures();

// A strict content security policy holds: nothing from markup is evaluated, no style element is added.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
// Pages with people's names do not stay behind in the browser's storage.
htmx.config.historyCacheSize = 0;
htmx.config.scrollBehavior = "auto";
// A form with faults comes back as 422, with what is wrong beside the fields.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

document.addEventListener("htmx:configRequest", (event) => {
  const { headers, verb } = (event as CustomEvent<{ headers: Record<string, string>; verb: string }>).detail;
  Object.assign(headers, presenceHeaders());
  if (verb !== "get") headers["X-CSRFToken"] = csrfToken();
});
