/** What making a report takes, most of the program: loaded in one piece, when it is needed or, before hours of measuring, at once. */
export { catalogue } from "../benchmarks/index.ts";
export { partMaker, renderPage, renderReports } from "../report/index.ts";
export { readGroups } from "../results/read_tree.ts";
export { readResults } from "./read_results.ts";
