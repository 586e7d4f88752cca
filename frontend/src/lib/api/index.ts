export { answerOf, api } from "./client";
export { cursorOf } from "./cursor";
export { asProblem, Problem, problemFromBody, unreachable } from "./problem";
export { send } from "./send";
export { changingSession, onSignedOut, tellSignedOut } from "./signed-out";
export type * from "./types";
