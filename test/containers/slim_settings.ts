import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Left out of Debian's slim images. */
const excluded = ["doc/*", "groff/*", "info/*", "linda/*", "lintian/*", "locale/*", "man/*"];

/** Settings that Debian's slim images have and what debootstrap makes has not, by their files. */
const settings: Readonly<Record<string, readonly string[]>> = {
  "etc/dpkg/dpkg.cfg.d/docker": [
    ...excluded.map((files) => `path-exclude /usr/share/${files}`),
    "path-include /usr/share/doc/*/copyright",
  ],
  "etc/dpkg/dpkg.cfg.d/docker-apt-speedup": ["force-unsafe-io"],
  "etc/apt/apt.conf.d/docker-no-languages": ['Acquire::Languages "none";'],
};

/** Gives a Debian system, before it is made, what makes Debian's slim images small and quick to add to. */
export async function writeSlimSettings(root: string): Promise<void> {
  for (const [file, lines] of Object.entries(settings)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), lines.map((line) => `${line}\n`).join(""));
  }
}
