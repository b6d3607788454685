import { registerHooks } from "node:module";

/** Loaded before a program (`node --import`): the packages in WITHOUT, by commas, are not to be had. */
const without = (process.env.WITHOUT ?? "").split(",");
registerHooks({
  resolve(specifier, context, next) {
    if (without.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
      throw new Error(`${specifier} is not to be had here`);
    return next(specifier, context);
  },
});
