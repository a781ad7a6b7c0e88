import type { SystemFiles } from "../../src/machine/system_files.ts";

/** Contents by absolute path. */
export type FileTree = Readonly<Record<string, string>>;

/** The tree as a machine would show it; folders follow from the paths. */
export function treeFiles(tree: FileTree): SystemFiles {
  const folders = new Map<string, Set<string>>();
  for (const path of Object.keys(tree)) {
    const names = path.split("/");
    for (let depth = 1; depth < names.length; depth++) {
      const folder = names.slice(0, depth).join("/");
      folders.set(folder, (folders.get(folder) ?? new Set()).add(names[depth] ?? ""));
    }
  }
  return {
    read: (path) => tree[path] ?? null,
    list: (path) => Array.from(folders.get(path) ?? []),
  };
}

/** The tree without the paths that begin so. */
export function without(tree: FileTree, start: string): FileTree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith(start)));
}
