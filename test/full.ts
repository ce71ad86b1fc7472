/** Whether this is the long run, `npm run test:full`. */
const FULL = Boolean(process.env.HENGCAI_FULL);

/** Returns what the short run takes of something, or what the long one does. */
export function inFull<T>(short: T, long: T): T {
  return FULL ? long : short;
}
