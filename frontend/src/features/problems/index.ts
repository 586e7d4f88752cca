export { ActionProblem } from "./action-problem";
export { ProblemNotice } from "./problem-notice";
export { ProblemText } from "./problem-text";
export { useProblemWords } from "./use-problem-words";
