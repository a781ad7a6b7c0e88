import { describe, expect, test } from "bun:test";
import { aptPackages, copiesOf, lineage, parseDockerfile } from "./dockerfile.ts";

const text = `ARG DEBIAN=debian:bookworm-slim
ARG DIGEST=
FROM \${DEBIAN}\${DIGEST:+@\${DIGEST}} AS debian
FROM debian AS kernels
RUN apt-get update \\
    && apt-get install -y --no-install-recommends gcc \\
        make \\
    && rm -rf /var/lib/apt/lists/*
COPY kernels/*.c Makefile ./
FROM busybox
FROM debian AS cpu
ARG VERSION=1.2
COPY --from=kernels /a /b /opt/
LABEL some="label"
FROM cpu
RUN apt-get download other
`;

describe("a Dockerfile", () => {
  const { baseImages, buildArguments, directives, stages } = parseDockerfile(text);

  test("begins with images, whose tags and digests come from build arguments or not at all", () => {
    expect(baseImages).toEqual([
      { image: "debian:bookworm-slim", digestArgument: "DIGEST" },
      { image: "busybox", digestArgument: null },
    ]);
    expect([...buildArguments]).toEqual(["DEBIAN", "DIGEST", "VERSION"]);
  });

  test("has stages, which copy from each other and from the build context", () => {
    expect(stages.map(({ name }) => name)).toEqual(["debian", "kernels", null, "cpu", null]);
    expect(stages.flatMap(copiesOf)).toEqual([
      { from: null, sources: ["kernels/*.c", "Makefile"] },
      { from: "kernels", sources: ["/a", "/b"] },
    ]);
  });

  test("ends with a stage that has what its bases have", () => {
    expect(lineage(stages).map((instruction) => instruction.getKeyword())).toEqual([
      "ARG",
      "COPY",
      "LABEL",
      "RUN",
    ]);
  });

  test("installs packages in commands over several lines", () => {
    expect(aptPackages(stages.flatMap(({ instructions }) => instructions))).toEqual(["gcc", "make", "other"]);
  });

  test("may have directives", () => {
    expect(directives).toEqual([]);
    expect(parseDockerfile("# syntax=docker/dockerfile:1\nFROM a\n").directives).toEqual(["syntax"]);
  });
});

test("what has no stage is no Dockerfile", () => {
  expect(() => parseDockerfile("RUN true\n")).toThrow("no FROM");
});
