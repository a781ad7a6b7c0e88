/** Script and style of the page; they stand in it exactly so, or its security policy refuses them. */
export interface PageCode {
  readonly script: string;
  readonly style: string;
}

function hashOf(text: string): string {
  return `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
}

/** Nothing may be loaded from anywhere, and no other script or style than ours may take effect. */
export function securityPolicy({ script, style }: PageCode): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
