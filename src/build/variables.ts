import type {Colour} from "../components/styleColours.ts";

/** Returns the colours that a stylesheet's variables give in its light and its dark theme, in their order. */
export function readColours(css: string): Colour[] {
  const [light, dark] = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(([, body]) => colours(body!));
  if (!light || !dark) throw new Error("failed to read the stylesheet: no two themes");
  const lacking = [...light.keys()].filter(name => !dark.has(name));
  if (lacking.length) throw new Error(`missing in the dark theme: ${lacking.join(", ")}`);
  const shown = (theme: ReadonlyMap<string, string>, name: string) => ({
    value: theme.get(name)!,
    contrast: contrast(theme.get(name)!, theme.get("--paper")!).toFixed(1)
  });
  return [...light.keys()].map(name => ({name, light: shown(light, name), dark: shown(dark, name)}));
}

/** Returns the contrast of two colours as the accessibility guidelines count it, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Returns how light a colour looks, from 0 for black to 100 for white: what is left of it in grey. */
export function lightness(colour: string): number {
  const y = luminance(colour);
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

function colours(body: string): Map<string, string> {
  return new Map([...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name!, value!]));
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? [...colour.slice(1)].map(digit => digit + digit).join("") : colour.slice(1);
  const [red, green, blue] = [0, 2, 4].map(at => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
