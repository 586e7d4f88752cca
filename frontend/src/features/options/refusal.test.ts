import { describe, expect, it } from "vitest";
import { type Options, Problem } from "@/lib/api";
import { refusedWishes } from "./refusal";

const refused = new Problem("invalid_options", "Too little.", null, null, 422);

describe("where a refusal is told", () => {
  it.each([
    ["the size that was just typed", refused, { crf: 20 }, { crf: 20, target_size: 1 }, ["target_size"]],
    ["a wish that was taken away", refused, { no_forced_subs: true }, {}, ["no_forced_subs"]],
    ["not at a wish that stayed", refused, { hw: "cpu", abr: 96 }, { hw: "cpu", abr: 128 }, ["abr"]],
    ["nowhere, for a wish without a field that speaks", refused, {}, { keep_surround: true }, []],
    ["nowhere, when no answer came", new TypeError("fetch failed"), {}, { target_size: 1 }, []],
  ] as [string, unknown, Options, Options, string[]][])("%s", (_, error, before, wished, keys) => {
    expect(refusedWishes(error, before, wished)).toEqual(keys);
  });
});
