declare module "@citation-js/core" {
  export class Cite {
    constructor(items: readonly object[]);
    format(name: string, options?: object): string;
  }
}
declare module "@citation-js/plugin-ris";
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-csl";
