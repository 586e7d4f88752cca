import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { job } from "@/testing/films";
import { renderPage, serve } from "@/testing/page";
import { Desk } from "./desk";

const card = (name: string) => screen.findByRole("article", { name });

describe("a film that failed", () => {
  it("says what happened and what to do, with the detail folded away", async () => {
    const error = { code: "ffmpeg_failed" as const, message: "x", hint: "y", detail: "Invalid data found" };
    serve([job({ status: "failed", error, created_at: new Date().toISOString() })]);
    renderPage(<Desk />);
    const text = (await card("Amélie.mkv")).textContent;
    expect(text).toContain("The conversion broke off.");
    expect(text).toContain("Your file is unchanged");
    expect(screen.getByText(/Invalid data found/).closest("details")?.open).toBe(false);
  });

  it("with a code that this page does not know, the server's own words stand", async () => {
    const error = {
      code: "brand_new" as "stalled",
      message: "The moon is full.",
      hint: "Wait.",
      detail: null,
    };
    serve([job({ status: "failed", error, created_at: new Date().toISOString() })]);
    renderPage(<Desk />);
    expect((await card("Amélie.mkv")).textContent).toContain("The moon is full. Wait.");
  });
});
