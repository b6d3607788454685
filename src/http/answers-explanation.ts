import { z } from "zod";

/** Before it was put elsewhere, from 1. */
const place = z.int().min(1);
const part = z.strictObject({ value: z.number(), share: z.number() });
/** How a hit came to its place, with `explain=true`: the shares add up to its score. */
export const Explanation = z.strictObject({
  words: part.extend({ terms: z.array(z.strictObject({ text: z.string(), value: z.number() })) }),
  whole: part,
  sentence: part,
  related: part,
  neighbours: z.strictObject({ share: z.number() }),
  cosines: z.strictObject({ query: z.number().nullable(), firstResults: z.number().nullable() }),
  reranked: z.strictObject({ score: z.number(), from: place }).optional(),
  titled: z.strictObject({ from: place }).optional(),
});
