"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, type Job, type JobPriority, type Options } from "@/lib/api";
import { applyEvent } from "./apply-event";
import type { JobBook } from "./fold";
import { DESK_KEY } from "./keys";
import { lineOf, type Move, moved, withLine } from "./line";

const at = (id: string) => ({ params: { path: { job_id: id } } });

function useJobStep<Input>(step: (input: Input) => Promise<Job>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (job) => applyEvent(client, { type: "job.updated", seq: job.seq, job }),
    onError: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

export function useStartJob() {
  return useJobStep((id: string) => answerOf(api.POST("/api/jobs/{job_id}/start/", { ...at(id), body: {} })));
}

/** Starts one after the other, in the order given, so that the queue has that order too. */
export function useStartJobs() {
  const start = useStartJob();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await start.mutateAsync(id);
    },
  });
}

export function useCancelJob() {
  return useJobStep((id: string) => answerOf(api.POST("/api/jobs/{job_id}/cancel/", at(id))));
}

export function useRetryJob() {
  return useJobStep((id: string) => answerOf(api.POST("/api/jobs/{job_id}/retry/", at(id))));
}

export function usePauseJob() {
  return useJobStep((id: string) => answerOf(api.POST("/api/jobs/{job_id}/pause/", at(id))));
}

export function useResumeJob() {
  return useJobStep((id: string) => answerOf(api.POST("/api/jobs/{job_id}/resume/", at(id))));
}

type Change = {
  id: string;
  device?: string;
  options?: Options;
  priority?: JobPriority;
  not_before?: string | null;
  start_when_ready?: boolean;
};

/** Other wishes for a job that is on its way, is ready or waits: the server answers with its new plan and place. */
export function useChangeJob() {
  return useJobStep(({ id, ...body }: Change) =>
    answerOf(api.PATCH("/api/jobs/{job_id}/", { ...at(id), body })),
  );
}

type Again = { id: string; device: string; options?: Options; start: boolean };

/** The same film for another device, as a job of its own: nothing is uploaded. */
export function useJobAgain() {
  return useJobStep(({ id, ...body }: Again) =>
    answerOf(api.POST("/api/jobs/{job_id}/again/", { ...at(id), body })),
  );
}

/** Puts a waiting film at another place. The line shows it at once; the server has the last word. */
export function useMoveJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, move }: { id: string; move: Move }) =>
      answerOf(api.POST("/api/jobs/{job_id}/move/", { ...at(id), body: move })),
    onMutate: ({ id, move }) => {
      client.setQueryData<JobBook>(
        DESK_KEY,
        (book) =>
          book &&
          withLine(
            book,
            moved(
              lineOf(book.jobs).map((job) => job.id),
              id,
              move,
            ),
          ),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: DESK_KEY }),
  });
}

async function deleteJob(client: QueryClient, id: string): Promise<void> {
  await answerOf(api.DELETE("/api/jobs/{job_id}/", at(id)));
  applyEvent(client, { type: "job.deleted", seq: 0, job: { id } });
}

export function useDeleteJob() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => deleteJob(client, id) });
}

/** One step with many jobs, one after the other; answers with how many it did not work. */
function useSteps(step: (client: QueryClient, id: string) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      let failed = 0;
      for (const id of ids) await step(client, id).catch(() => failed++);
      return failed;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

export function useDeleteJobs() {
  return useSteps(deleteJob);
}

export function useCancelJobs() {
  return useSteps((_, id) => answerOf(api.POST("/api/jobs/{job_id}/cancel/", at(id))));
}

export function useRetryJobs() {
  return useSteps((_, id) => answerOf(api.POST("/api/jobs/{job_id}/retry/", at(id))));
}
