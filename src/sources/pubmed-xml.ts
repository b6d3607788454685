import { parsePmid } from "../../indexes/identifiers.ts";
import { LecternError, show } from "../errors.ts";
import { pubmedRecord } from "./pubmed-record.ts";
import { MAX_RECORD, type SourceFormat } from "./source.ts";
import { XmlRecords } from "./xml.ts";

/** The elements of a record that nothing is taken from; the reference list alone is often half of the file. */
const SKIP = new Set(
  "ReferenceList ChemicalList GrantList InvestigatorList DataBankList History SupplMeshList GeneSymbolList PersonalNameSubjectList".split(
    " ",
  ),
);

/**
 * PubMed XML, as efetch, the web page's 'Save' and the yearly baseline give it: PubmedArticle and PubmedBookArticle.
 * DeleteCitation lists are ignored. Throws `invalid-source` where the XML is broken, and where it holds no article.
 */
export const pubmedXml: SourceFormat = {
  name: "pubmed-xml",
  label: "PubMed XML",
  source: "pubmed",
  sniff: (head) => /^\s*</.test(head) && /<(?:!DOCTYPE\s+)?Pubmed(?:Book)?Article(?:Set)?[\s>]/.test(head),
  async *read(chunks) {
    const records = new XmlRecords(chunks, { records: new Set(["PubmedArticle", "PubmedBookArticle"]), skip: SKIP });
    for await (const { place, raw, length, element } of records) {
      const entry = { place, raw };
      if (element === null) {
        const expected = `at most ${MAX_RECORD.toLocaleString("en-US")} characters and 500,000 elements`;
        const got = `${length.toLocaleString("en-US")} characters`;
        yield { ...entry, key: null, ...refused(`Expected a record of ${expected}, got ${got}`, "", expected, got) };
        continue;
      }
      const record = pubmedRecord(element);
      if (parsePmid(record.key) !== null) {
        yield { ...entry, key: record.key, ok: true, record };
        continue;
      }
      const expected = "a PMID (digits, in <PMID>)";
      const got = record.key === "" ? "nothing" : show(record.key);
      const key = record.key === "" ? null : record.key.slice(0, 500);
      yield { ...entry, key, ...refused(`Expected \`key\` to be ${expected}, got ${got}`, "key", expected, got) };
    }
    if (records.count === 0 && !records.outside.has("DeleteCitation")) {
      throw new LecternError(
        "invalid-source",
        `expected PubMed XML (PubmedArticle elements in a PubmedArticleSet), got XML with the root element <${records.root}> and no PubmedArticle in it`,
      );
    }
  },
};

function refused(message: string, path: string, expected: string, got: string): { ok: false; error: LecternError } {
  return { ok: false, error: new LecternError("invalid-record", message, { issues: [{ path, expected, got }] }) };
}
