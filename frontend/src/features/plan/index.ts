export { codecName, containerName, hardwareName, hardwareOf, surroundName } from "./codec-names";
export { drawsForced, type Effort, effortOf } from "./headline";
export { PlanHeadline } from "./plan-headline";
export { ReasonList } from "./reason-list";
export { TrackMap } from "./track-map";
export { usePlanWords } from "./use-plan-words";
