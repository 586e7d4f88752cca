import { expect, it } from "vitest";
import { initials } from "./initials";

it.each([
  ["Ada Lovelace", "AL"],
  ["ada@example.org", "A"],
  ["  Juan de la Cruz ", "JC"],
  ["élodie", "É"],
  ["🐳 Whale", "🐳W"],
  ["", ""],
])("%s is %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
