/** Markup that would be a script, an element or an attribute wherever it is put without care. */
export const markupPayloads = [
  "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)' x='",
  '" autofocus onfocus="alert(1)',
  "` onclick=alert(1) `",
  "<svg/onload=alert(1)>",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "]]><script>alert(1)</script>",
  "<!--<script>",
  "--><script>alert(1)</script><!--",
  "</style><script>alert(1)</script>",
  "</title></textarea></noscript><script>alert(1)</script>",
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  "<base href=//evil.invalid/>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;",
  "<a href='javascript:alert(1)'>x</a>",
  "${alert(1)}",
  "{{constructor.constructor('alert(1)')()}}",
  "\\u003cscript\\u003ealert(1)",
] as const;

/** Text that a spreadsheet would calculate. */
export const formulaPayloads = [
  "=1+1",
  '=HYPERLINK("http://evil.invalid";"x")',
  "+1+1",
  "-1+1",
  "@SUM(1)",
  "\t=1+1",
  "\r=1+1",
  "=cmd|' /C calc'!A0",
  '"=1+1"',
  "-",
] as const;

/** Text that Markdown would make a link, a table's cell, a heading or an element of. */
export const markdownPayloads = [
  "a|b|c",
  "\n\n# heading\n\n",
  "\n\n</details>\n\n<b>out</b>",
  "[x](javascript:alert(1))",
  "![x](http://evil.invalid/x.png)",
  "```\ncode",
  "`code` **bold** _em_ ~~del~~ $math$",
  "<javascript:alert(1)>",
  "\\| \\` \\<b>",
  "| --- | --- |",
] as const;

/** Text that moves a terminal's cursor, hides what follows or turns it round. */
export const controlPayloads = [
  "\u001B[2J\u001B[31mred",
  "\u001B]0;title\u0007",
  "\u001B]8;;http://evil.invalid\u0007link\u001B]8;;\u0007",
  "\u009B31m",
  "\b\b\b\b",
  "first\nsecond",
  "first\r\nsecond",
  "\u0000",
  "\u202Egnp.exe",
  "\u2066\u2067x\u2069",
  "\u2028\u2029",
  "\uFEFFx",
  "\uD800",
  "\uDFFFx\uD800",
  "\uFFFF",
  "Z̸̛͖a̷l̴g̶o",
] as const;

/** Names that objects have without anyone having put them there. */
export const objectPayloads = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "prototype",
  "valueOf",
  "length",
  "then",
  "",
  " ",
  ".",
  "..",
  "null",
  "NaN",
  "undefined",
] as const;

/** All that text from disk may be. */
export const payloads: readonly string[] = [
  ...markupPayloads,
  ...formulaPayloads,
  ...markdownPayloads,
  ...controlPayloads,
  ...objectPayloads,
];

const longestNameBytes = 200;

/** The same as names of files and folders, which have neither slashes nor NULs nor too many bytes. */
export const namePayloads: readonly string[] = Array.from(
  new Set([
    ...payloads.map((text) => text.toWellFormed().replaceAll("/", "∕").replaceAll("\u0000", "\u0001")),
    "x".repeat(longestNameBytes),
    "<b>".repeat(60),
    "host",
    "unsorted",
    "samples.csv",
  ]),
)
  // Hidden folders are not results.
  .filter((name) => name.trim() !== "" && !name.startsWith("."));
