"use client";

import type { ReactNode } from "react";
import { Form } from "./form";
import type { Step } from "./steps";
import { useEntranceWords } from "./use-entrance-words";

type StepFormProps = {
  step: Step;
  /** The fields inside that say themselves what is wrong with them. */
  fields: readonly string[];
  action: string;
  children: ReactNode;
};

/** A form that is sent as one step on the way in. */
export function StepForm({ step, fields, action, children }: StepFormProps) {
  const words = useEntranceWords();
  return (
    <Form
      problem={words.ofRest(step.error, ...fields)}
      action={action}
      isBusy={step.isPending}
      onSubmit={() => step.mutate(undefined)}
    >
      {children}
    </Form>
  );
}
