import { expect, test } from "bun:test";
import { embeddedJson, markup, raw } from "../../src/report/markup.ts";

test("what is filled in is text", () => {
  const name = `<script>alert("1")</script> & 'x'`;
  expect(markup`<td title="${name}">${name}</td>`.text).toBe(
    '<td title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">' +
      "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</td>",
  );
});

test("markup within markup stays markup; lists are joined and null is nothing", () => {
  const items = ["a", "<b>"].map((item) => markup`<li>${item}</li>`);
  expect(markup`<ul>${items}${null}${3}</ul>`.text).toBe("<ul><li>a</li><li>&lt;b&gt;</li>3</ul>");
});

test("a list of texts is text as well", () => {
  expect(markup`${["<i>", ["&"]]}`.text).toBe("&lt;i&gt;&amp;");
});

test("backslashes in filled-in text stay", () => {
  expect(markup`<p>${"C:\\new\\table"}</p>`.text).toBe("<p>C:\\new\\table</p>");
});

test("control characters, a terminal's colours among them, become visible", () => {
  expect(markup`${"\u001B[31mred\u0000\n\tnext"}`.text).toBe("\uFFFD[31mred\uFFFD\n\tnext");
});

test("raw text is taken as it is", () => {
  expect(markup`${raw("<b>&</b>")}`.text).toBe("<b>&</b>");
});

test("embedded JSON cannot end its element", () => {
  const value = { name: "</script><!-- <script>" };
  const { text } = embeddedJson(JSON.stringify(value));
  expect(text).not.toContain("<");
  expect(JSON.parse(text)).toEqual(value);
});
