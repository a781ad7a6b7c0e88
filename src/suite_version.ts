import packageJson from "../package.json" with { type: "json" };

export const suiteVersion: string = packageJson.version;
