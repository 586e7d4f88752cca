import { describe, expect, it } from "vitest";
import { filmsAmong } from "./films";

const film = (name: string, size = 10) => new File([new Uint8Array(size)], name);

describe("what of a dropped folder is sent", () => {
  it.each([
    [
      "films, not what lies beside them",
      ["Film.mkv", "Film.nfo", "cover.JPG", "Film.en.srt", ".DS_Store"],
      ["Film.mkv"],
    ],
    ["a file without a known ending: the server judges by content", ["Film", "b.xyz"], ["Film", "b.xyz"]],
    ["a single file, whatever it is", ["cover.jpg"], ["cover.jpg"]],
  ])("%s", (_, dropped, sent) => {
    expect(filmsAmong(dropped.map((name) => film(name))).map((file) => file.name)).toEqual(sent);
  });

  it("empty files in a folder are left out", () => {
    expect(filmsAmong([film("a.mkv"), film("b.mkv", 0)]).map((file) => file.name)).toEqual(["a.mkv"]);
  });
});
