import createClient from "openapi-fetch";
import { asProblem, problemFromBody } from "./problem";
import type { paths } from "./schema";
import { send } from "./send";

/** The generated client. The page and the API share their origin. */
export const api = createClient<paths>({ baseUrl: "/", fetch: send });

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** The body of a good answer; a bad one, or none, becomes a `Problem`. */
export async function answerOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch((thrown: unknown) => {
    throw asProblem(thrown);
  });
  if (!response.ok) throw problemFromBody(error, response.status);
  return data as Data;
}
