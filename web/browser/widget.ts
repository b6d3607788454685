/** The element that other sites embed: `<lectern-search>`. */
export {};
