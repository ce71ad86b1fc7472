import {pinyin, polyphonic} from "pinyin-pro";

/** More spellings than this of one name help nobody: then each character keeps the reading that its neighbours suggest. */
const MOST = 64;

/**
 * Returns the ways in which a name may be typed in Latin letters, in lower case, each once: its pinyin without tones and
 * its initials, for every reading of its characters; what is no Chinese character stands as it is.
 */
export function pinyinOf(name: string): string[] {
  const usual = pinyin(name, {toneType: "none", type: "array"});
  const all = polyphonic(name, {toneType: "none", type: "array"});
  const count = all.reduce((product, readings) => product * readings.length, 1);
  const readings = count > MOST ? usual.map(reading => [reading]) : all.map((own, i) => [usual[i]!, ...own]);
  const spelled = combine(readings);
  const initials = combine(readings.map(own => own.map(reading => [...reading][0] ?? "")));
  return [...new Set([...spelled, ...initials].map(word => word.toLowerCase()))];
}

/** Returns every way of taking one of each. */
function combine(choices: readonly (readonly string[])[]): string[] {
  return choices.reduce<string[]>(
    (words, own) => words.flatMap(word => [...new Set(own)].map(one => word + one)),
    [""]
  );
}
