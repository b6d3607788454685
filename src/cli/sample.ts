import { loadSample, openLectern, removeSample } from "../compose.ts";
import type { Config } from "../config.ts";

/** `lectern sample load` and `lectern sample remove`. */
export async function sampleCommand(config: Config, action: "load" | "remove"): Promise<void> {
  const lectern = await openLectern(config, { embed: action === "load" });
  try {
    if (action === "load") console.log(`${await loadSample(lectern)} sample records are in the index`);
    else console.log(`${await removeSample(lectern)} sample records were taken out`);
  } finally {
    await lectern.close();
  }
}
