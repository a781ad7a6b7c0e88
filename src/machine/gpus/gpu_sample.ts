/** What a GPU was doing at one moment. `null`: its driver does not say. */
export interface GpuSample {
  /** Its index in the facts. */
  readonly gpu: number;
  readonly utilizationPercent: number | null;
  readonly smClockMHz: number | null;
  readonly memoryClockMHz: number | null;
  readonly temperatureC: number | null;
  readonly powerWatts: number | null;
  /** Why its clocks are held back, in the vendor's words; empty also where the driver does not say. */
  readonly throttleReasons: readonly string[];
  readonly pcieGeneration: number | null;
  readonly pcieWidth: number | null;
}
