export { answerOf, api } from "./client";
export { asProblem, Problem, problemFromBody, unreachable } from "./problem";
export type * from "./types";
