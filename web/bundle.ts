import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/**
 * Bundles what browsers run, and prints it: `{"page": code, "widget": code}`. A program of its own, for the bundler takes
 * 40 MB that a server should not keep.
 */
const bundles = ["page", "widget"].map(async (name) => {
  const input = fileURLToPath(new URL(`browser/${name}.ts`, import.meta.url));
  // Without the settings for type checks, which are no part of an installation.
  const build = await rolldown({ input, platform: "browser", tsconfig: false, transform: { target: "es2022" } });
  const { output } = await build.generate({ format: "es", minify: true });
  await build.close();
  return [name, output[0].code] as const;
});
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(bundles))));
