import { exists, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where Debian has the certificates that an administrator added, and all of them in one file. */
const added = "usr/local/share/ca-certificates";
export const bundle = "etc/ssl/certs/ca-certificates.crt";

/** Variables that name a file of certificates which programs are to trust. */
const variables = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"];

/** Variables that name a proxy, or what to reach without one. */
const proxyVariables = ["http_proxy", "https_proxy", "no_proxy"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

function namedBundles(): string[] {
  return [...new Set(variables.map((name) => process.env[name]).filter((file) => file !== undefined))];
}

/** `NAME=VALUE` for each proxy that this machine goes through. */
export function proxySettings(): string[] {
  return proxyVariables.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
}

/** `NAME=VALUE` by which Node and Bun in a container trust what the container's system trusts, where they do here. */
export function trustSettings(): string[] {
  return namedBundles().length === 0 ? [] : [`NODE_EXTRA_CA_CERTS=/${bundle}`];
}

/** Lets a Debian system trust what this machine trusts: a company's proxy shows a certificate of its own. */
export async function copyTrust(root: string): Promise<void> {
  const own = await readdir(join("/", added), { recursive: true }).catch(() => []);
  const files = [
    ...own.filter((name) => name.endsWith(".crt")).map((name) => join("/", added, name)),
    ...namedBundles(),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  await mkdir(join(root, added), { recursive: true });
  for (const [index, text] of texts.entries())
    if (text !== "") await writeFile(join(root, added, `host-${index + 1}.crt`), text);
  // What apt trusts until ca-certificates is installed, which makes it anew.
  const system = (await exists(join("/", bundle))) ? await readFile(join("/", bundle), "utf8") : "";
  await mkdir(join(root, "etc/ssl/certs"), { recursive: true });
  await writeFile(join(root, bundle), [system, ...texts].join("\n"));
}
