type Rgb = readonly [number, number, number];

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The colour at a share from 0 to 1 of a row of colours like `#a9cbe8`, as `rgb(…)` and with the text upon it. */
export function heatColour(stops: readonly string[], share: number): { fill: string; text: string } {
  const position = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = rgbOf(stops[Math.floor(position)] ?? "#000000");
  const above = rgbOf(stops[Math.ceil(position)] ?? "#000000");
  const part = position - Math.floor(position);
  const mixed = below.map((channel, i) => Math.round(channel + ((above[i] ?? 0) - channel) * part));
  const [red = 0, green = 0, blue = 0] = mixed;
  const own = luminance([red, green, blue]);
  const text = contrast(own, 0) > contrast(own, 1) ? "#000000" : "#ffffff";
  return { fill: `rgb(${red}, ${green}, ${blue})`, text };
}

/** Limits of the colours: a spread of less than a quarter is no reason for the full range of them. */
export function heatLimits(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [Math.min(low, high - Math.abs(high) / 4), high];
}
