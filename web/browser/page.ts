/** What improves the pages, of which each is whole without it. */
export {};
