import "../styles/guatu.scss";
import "./htmx";
import { register, start } from "./controller";
import { Autosubmit } from "./controllers/autosubmit";
import { Confirm } from "./controllers/confirm";
import { Disclosure } from "./controllers/disclosure";
import { Language } from "./controllers/language";
import { Menu } from "./controllers/menu";
import { Popover } from "./controllers/popover";
import { Search } from "./controllers/search";
import { Theme } from "./controllers/theme";
import { Unsaved } from "./controllers/unsaved";
import { WallChart } from "./controllers/wall-chart";

register("autosubmit", Autosubmit);
register("confirm", Confirm);
register("disclosure", Disclosure);
register("language", Language);
register("menu", Menu);
register("popover", Popover);
register("search", Search);
register("theme", Theme);
register("unsaved", Unsaved);
register("wall-chart", WallChart);

start();
