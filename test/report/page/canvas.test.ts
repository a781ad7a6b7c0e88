import { describe, expect, test } from "bun:test";
import { fitted } from "../../../src/report/page/canvas.ts";

const characterWidth = 7;

/** What measures text as a drawing context does, and counts the characters that it was given. */
function ruler(): { context: CanvasRenderingContext2D; measured: () => number } {
  let characters = 0;
  const context = {
    measureText(text: string): { width: number } {
      characters += text.length;
      return { width: characterWidth * text.length };
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of it that is used
  return { context: context as CanvasRenderingContext2D, measured: () => characters };
}

describe("a text that is to fit", () => {
  const text = Array.from({ length: 40 }, (_, i) => String.fromCodePoint(65 + i)).join("");

  test.each([1, 2, 3, 4, 5, 8, 9, 16, 17, 31, 39, 40])(
    "has all the characters that %d have room for",
    (room) => {
      const shown = fitted(ruler().context, text, room * characterWidth);
      const expected = room === text.length ? room : Math.max(2, room);
      expect(shown).toHaveLength(expected);
      const [head = "", tail = ""] = shown.split("…");
      expect(text).toStartWith(head);
      expect(text).toEndWith(tail);
    },
  );

  test("is shortened without being measured again and again when it is very long", () => {
    const { context, measured } = ruler();
    const long = "x".repeat(100_000);
    expect(fitted(context, long, 30 * characterWidth)).toHaveLength(30);
    expect(measured()).toBeLessThan(2 * long.length);
  });
});
