/** The person closed the question who they are: nothing was done, and nothing is wrong. */
export class NotProven extends Error {
  override readonly name = "NotProven";
}
