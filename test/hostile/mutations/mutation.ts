import type { Chance } from "../chance.ts";
import type { Folder } from "../folder.ts";

/** One way in which a folder may be damaged or forged. The same folder and chance give the same result. */
export interface Mutation {
  readonly name: string;
  readonly mutate: (folder: Folder, chance: Chance) => Folder;
}
