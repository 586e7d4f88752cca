import type { components } from "./schema";

export type Schemas = components["schemas"];

export type Device = Schemas["Device"];
export type HardwareEncoder = Schemas["HardwareEncoder"];
export type Job = Schemas["Job"];
export type JobStatus = Job["status"];
export type JobOutput = Schemas["JobOutput"];
export type JobPriority = Job["priority"];
export type JobWarning = Schemas["JobWarning"];
export type LiveEvent = Schemas["JobEvent"];
/** What happens to jobs, among what the socket tells. */
export type JobEvent = Exclude<LiveEvent, { type: "queue.updated" }>;
export type JobProgress = Schemas["JobProgress"];
export type Options = Schemas["Options"];
export type Plan = Schemas["Plan"];
export type Queue = Schemas["Queue"];
export type QueueHours = NonNullable<Queue["hours"]>;
export type QueueWorker = Queue["workers"][number];
export type Reason = Schemas["Reason"];
export type Session = Schemas["SessionView"];
export type Stream = Schemas["Stream"];
export type VideoStream = Schemas["VideoStream"];
export type AudioStream = Schemas["AudioStream"];
export type SubtitleStream = Schemas["SubtitleStream"];
export type VideoTarget = Schemas["VideoTarget"];
export type AudioTarget = Schemas["AudioTarget"];
export type Action = Schemas["Action"];
export type Me = NonNullable<Session["user"]>;
export type ApiToken = Schemas["TokenView"];
export type Usage = Schemas["Usage"];
