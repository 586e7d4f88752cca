import { Fragment } from "react";

/** Short facts in a row, with points between; a line breaks between two facts rather than within one. */
export function Facts({ facts }: { facts: readonly string[] }) {
  return facts.map((fact, place) => (
    <Fragment key={fact}>
      <span className="inline-block">{place < facts.length - 1 ? `${fact} ·` : fact}</span>{" "}
    </Fragment>
  ));
}
