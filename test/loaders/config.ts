import {type Config, parseConfig} from "../../loaders/config.ts";
import {contracts} from "../../loaders/contracts/index.ts";

/** Returns the configuration of the lines of YAML, by default as of the end of 2025. */
export function configOf(yaml = ""): Config {
  const base = yaml.includes("as_of:") ? "city: 测试市\n" : "city: 测试市\nas_of: 2025-12-31\n";
  return parseConfig(base + yaml, "hengcai.yaml", {datasets: contracts.map(contract => contract.name)});
}
