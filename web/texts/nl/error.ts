import { wait } from "./speech.ts";

/** What the pages of errors say. */
export const errorTexts = {
  title: {
    400: "Deze zoekvraag kan niet worden gelezen",
    404: "Hier is niets",
    429: "Te veel aanvragen",
    503: "Op dit moment niet beschikbaar",
  } as Record<number, string>,
  help: {
    404: "Het adres klopt misschien niet, of het record staat niet meer in de index.",
    503: "Probeer het zo dadelijk opnieuw.",
  },
  wait: (seconds: number): string => `Probeer het over ${wait(seconds)} opnieuw.`,
  other: "Er ging iets mis",
  status: (status: number): string => `Fout ${status}`,
  expected: (path: string, _: string, got: string): string => `${path}: ${got} wordt niet aanvaard.`,
  back: "Terug naar de zoekpagina",
  again: "Opnieuw proberen",
  sameQuery: "Dezelfde zoekvraag zonder de andere parameters",
};
