import { describe, expect, it } from "vitest";
import { isEntrance, nextPage } from "./next-page";

const ORIGIN = "https://films.example";

describe("after signing in one comes to", () => {
  it.each([
    ["/fr/history/?search=a#b", "/fr/history/?search=a#b"],
    ["/en/", "/en/"],
    ["/en/./history/", "/en/history/"],
  ])("our own page %s", (wished, page) => {
    expect(nextPage(wished, "de", ORIGIN)).toBe(page);
  });

  it.each([
    ["nothing", null],
    ["an empty word", ""],
    ["another's address", "https://evil.example/en/"],
    ["another's address without its scheme", "//evil.example/en/"],
    ["the same with backslashes", "/\\evil.example/en/"],
    ["the same with a tab, which browsers drop", "/\t/evil.example/en/"],
    ["the same with a line's end", "\n//evil.example/en/"],
    ["a script", "javascript:alert(1)"],
    ["data", "data:text/html,x"],
    ["our own address in full", "https://films.example/en/"],
    ["another port of ours", "https://films.example:8443/en/"],
    ["a name before an @", "https://films.example@evil.example/en/"],
    ["what is no page", "/api/jobs/1/download/"],
    ["a way out of the languages", "/en/../accounts/logout/"],
    ["a language's namesake", "/enemy/"],
    ["the sign-in page itself", "/en/sign-in/?next=/en/sign-in/"],
    ["the set-up page", "/fr/set-up"],
    ["no address at all", "http://["],
  ])("the start page, for %s", (_, wished) => {
    expect(nextPage(wished, "de", ORIGIN)).toBe("/de/");
  });
});

it.each([
  ["/en/sign-in/", true],
  ["/de/set-up", true],
  ["/account/", true],
  ["/en/", false],
  ["/en/history/", false],
  ["/en/sign-in/more/", false],
])("%s is an entrance: %s", (path, is) => {
  expect(isEntrance(path)).toBe(is);
});
