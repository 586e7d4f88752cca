import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import es from "@/messages/es.json";
import fr from "@/messages/fr.json";
import it_ from "@/messages/it.json";
import { LANGUAGES, type Language } from "./routing";

type Tree = { [key: string]: string | Tree };

const CATALOGUES: Record<Language, Tree> = { en, fr, de, es, it: it_ };
const OTHERS = LANGUAGES.filter((language) => language !== "en");

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === "string" ? [[here, value] as [string, string]] : leaves(value, here);
  });
}

const sentences = (language: Language) => new Map(leaves(CATALOGUES[language]));

/** The names of the arguments: `{name}` and `{count, plural, …}`. */
function arguments_(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ""))]
    .filter((name) => /^[a-z]/i.test(name) && !/^\d+$/.test(name))
    .sort();
}

describe.each(OTHERS)("the catalogue %s", (language) => {
  const own = sentences(language);
  const english = sentences("en");

  it("has exactly the keys of the English one", () => {
    expect([...own.keys()]).toEqual([...english.keys()]);
  });

  it("names the same facts in each sentence", () => {
    const wrong = [...english].filter(([key, text]) => {
      const facts = (each: string) =>
        arguments_(each)
          .map((name) => name.toLowerCase()) // {Why} is {why} with a capital
          .filter((name) => !["one", "other"].includes(name));
      return facts(text).join() !== facts(own.get(key) ?? "").join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it("is translated, not copied", () => {
    const same = [...english].filter(([key, text]) => / \w+ \w+ /.test(text) && own.get(key) === text);
    expect(same.map(([key]) => key)).toEqual([]);
  });
});

describe.each(LANGUAGES)("each sentence in %s", (language) => {
  it("is valid ICU and can be spoken for 0, 1, 2 and 5", () => {
    const failed: string[] = [];
    const t = createTranslator({
      locale: language,
      messages: CATALOGUES[language],
      onError: (error) => failed.push(error.message),
    }) as (key: string, values: Record<string, unknown>) => string;
    for (const [key, text] of leaves(CATALOGUES[language])) {
      const facts = Object.fromEntries(arguments_(text).map((name) => [name, "x"]));
      for (const count of [0, 1, 2, 5]) t(key, { ...facts, count });
    }
    expect(failed).toEqual([]);
  });

  it("has typographic apostrophes, which ICU does not read as quotes", () => {
    const straight = leaves(CATALOGUES[language]).filter(([, text]) => text.includes("'"));
    expect(straight).toEqual([]);
  });
});

type Schema = { enum?: string[]; properties?: Record<string, unknown> };
const schemas = (
  JSON.parse(readFileSync("openapi.json", "utf8")) as { components: { schemas: Record<string, Schema> } }
).components.schemas;

describe.each(LANGUAGES)("the words of the API in %s", (language) => {
  const own = sentences(language);
  const words = (schema: string) => schemas[schema]?.enum ?? [];

  it.each([
    ["reason of a plan", "ReasonCode", (word: string) => [`reasons.full.${word}`]],
    ["error", "ErrorCode", (word: string) => [`problems.codes.${word}.what`, `problems.codes.${word}.next`]],
    ["warning", "WarningCode", (word: string) => [`warnings.codes.${word}`]],
    ["status", "JobStatus", (word: string) => [`status.${word}`]],
    ["stage", "StageName", (word: string) => [`stage.${word}`]],
    ["quality", "QualityProfile", (word: string) => [`options.profiles.${word}`]],
  ])("every %s has its sentence", (_, schema, keysOf) => {
    const wanted = words(schema).flatMap(keysOf);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((key) => !own.has(key))).toEqual([]);
  });

  it("every option has its name", () => {
    const options = Object.keys(schemas.Options?.properties ?? {});
    expect(options.length).toBeGreaterThan(0);
    expect(options.filter((option) => !own.has(`options.names.${option}`))).toEqual([]);
  });
});
