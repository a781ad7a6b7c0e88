/** What came of holding a configuration against the baseline, in sentences. */
export interface ComparisonView {
  readonly baseline: string;
  /** Controls that moved, which come before anything else. */
  readonly moved: readonly string[];
  /** `14 better, 1 worse, 9 same within ±1 %, 5 undecided, 2 figures not comparable`. */
  readonly counts: string;
  /** What a reader has to know to trust it. */
  readonly trust: readonly string[];
  readonly incomparable: readonly string[];
}
