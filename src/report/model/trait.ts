/** Something by which two configurations may differ: `sockets`, `2`. */
export interface Trait {
  readonly label: string;
  readonly text: string;
  /** What one has that lacks the trait: `0` huge pages of a size. Without it, a trait that one lacks tells nothing. */
  readonly missing?: string;
  /** Sizes that are within a hundredth of each other are alike, whatever their texts. */
  readonly size?: number;
  /** Labels of others: where one of them differs, this follows from it and need not be told. */
  readonly under?: readonly string[];
  /** Whether it is what people set up, and so belongs in the closed state's line. */
  readonly isTelling?: true;
}
