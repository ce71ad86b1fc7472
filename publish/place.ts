/** Returns 全市, or 全县 where the data are a county's. A name of two characters that ends in 州 is a city's, such as 德州. */
export function wholePlace({city}: {city: string}): string {
  return `全${/[县区旗盟省]$|(?<=..)州$/.exec(city)?.[0] ?? "市"}`;
}
