/** What the field suggests while one types. */
export const suggestionTexts = {
  label: "Suggestions",
  query: "Searched before",
  mesh: "MeSH headings",
  author: "Authors",
  journal: "Journals",
  title: "Titles",
};
