/** A part of an affiliation that names a department, and what people call one. */
const DEPARTMENT =
  /^(?:departments?|depts?\.?|divisions?|clinics?|service|section|unit)\s+(?:of|for)\s+(?:the\s+)?(\S.*)$/i;
const LONGEST = 120;

/**
 * The departments that an affiliation names: 'Dept. of Ophthalmology, University Hospital, Ghent' is of 'Ophthalmology'.
 * Only what calls itself a department (division, clinic, service, section, unit) 'of' or 'for' something is one; whose
 * hospital's it is, the text does not tell safely, so the same department of two hospitals is one value.
 */
export function departmentsOf(affiliation: string): string[] {
  const found = affiliation.split(/[,;]|(?<!\bdepts?)\.\s/i).flatMap((part) => {
    const name = DEPARTMENT.exec(part.trim())?.[1]?.replace(/[.\s]+$/, "") ?? "";
    return name === "" || name.length > LONGEST ? [] : [name];
  });
  return [...new Set(found)];
}
