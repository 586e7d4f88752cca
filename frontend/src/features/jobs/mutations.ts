"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, type Job, type Options } from "@/lib/api";
import { applyEvent } from "./apply-event";

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

type Change = { id: string; device?: string; options?: Options };

/** Other wishes for a job that is ready: the server answers with its new plan. */
export function useChangeJob() {
  return useJobStep(({ id, ...body }: Change) =>
    answerOf(api.PATCH("/api/jobs/{job_id}/", { ...at(id), body })),
  );
}

async function deleteJob(client: QueryClient, id: string): Promise<void> {
  await answerOf(api.DELETE("/api/jobs/{job_id}/", at(id)));
  applyEvent(client, { type: "job.deleted", seq: 0, job: { id } });
}

export function useDeleteJob() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => deleteJob(client, id) });
}

/** Deletes one after the other; answers how many could not be deleted. */
export function useDeleteJobs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      let failed = 0;
      for (const id of ids) await deleteJob(client, id).catch(() => failed++);
      return failed;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
