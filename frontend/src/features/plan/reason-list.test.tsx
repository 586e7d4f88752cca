import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { copy, drop, picture, plan, poster, reason } from "@/testing/films";
import { renderPage, serve } from "@/testing/page";
import { ReasonList } from "./reason-list";

const video = picture(0);
const cover = picture(1, { codec: "mjpeg", is_cover_art: true });

it.each([
  [
    "kept is said to be beside the film",
    poster(cover),
    "It isn’t played with the film, but kept beside it as its poster.",
  ],
  [
    "left out is said not to be of the film",
    drop(cover, reason("cover_art")),
    "A cover picture isn’t part of the film.",
  ],
])("a cover that is %s", (_, fate, sentence) => {
  serve([]);
  renderPage(<ReasonList plan={plan("remux", [copy(video), fate], [])} streams={[video, cover]} />);
  const about = screen.getByText("Cover picture").parentElement;
  expect(about?.textContent).toBe(`Cover picture${sentence}`);
});
