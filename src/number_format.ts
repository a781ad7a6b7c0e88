const grouped = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
const compactTwo = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 2 });

/** Figures below this are written with an exponent. */
const smallestPlain = 1e-4;

/**
 * A measured number with three to four significant digits: `164,300`, `987.2`, `21.34`, `1.32`, `0.0432`.
 * The digits behind the point depend on the magnitude alone, so that a column of like numbers lines up.
 */
export function formatNumber(value: number): string {
  if (value === 0) return "0";
  // Rounded first, or 0.9996 would get a digit more than 1.
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size < smallestPlain) return value.toExponential(2);
  if (size < 1) return value.toFixed(2 - Math.floor(Math.log10(size)));
  if (Math.abs(value) < 99.995) return value.toFixed(2);
  if (Math.abs(value) < 999.95) return value.toFixed(1);
  return grouped.format(value);
}

/** The same for a narrow place: `164K`, `98.7`; with two digits, `160K`, for the narrowest. */
export function formatCompact(value: number, digits: 2 | 3 = 3): string {
  return (digits === 3 ? compact : compactTwo).format(value);
}

/** A number of things: `80,000,000`. */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** `1 round`, `10 rounds`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** `4 KiB`, `1.5 MiB`, `251 GiB`. */
export function formatBytes(bytes: number): string {
  const exponent = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), byteUnits.length - 1);
  const scaled = bytes / 1024 ** exponent;
  const text = scaled >= 100 ? whole.format(scaled) : String(Number(scaled.toPrecision(3)));
  return `${text} ${byteUnits[exponent] ?? "B"}`;
}

/** `0.42 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `2026-11-22 19:18 UTC`; the text itself when it is no time. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
