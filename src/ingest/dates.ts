/** A date as precise as it was given: YYYY, YYYY-MM or YYYY-MM-DD. */
export type PartialDate = string;

/** Starts of the months' names in English, Dutch, German and French, without accents. */
const MONTHS = [
  ["jan"],
  ["feb", "fev"],
  ["mar", "maa", "mrt", "maerz"],
  ["apr", "avr"],
  ["may", "mei", "mai"],
  ["jun", "juin"],
  ["jul", "juil"],
  ["aug", "aou"],
  ["sep"],
  ["oct", "okt"],
  ["nov"],
  ["dec", "dez"],
];

/**
 * A date in any usual notation: ISO 8601, '2023/5/7', '20230507', '7 May 2023', 'May 7, 2023', '2023 May', '1998
 * Dec-1999 Jan' (its start), 'Spring 2000' (the year). Null where it is none, and where there is no such day.
 * '5/7/2023' is the year alone, for it may be May or July. The year is 1500 to 2100.
 */
export function parseDate(text: string): PartialDate | null {
  if (text.length > 100) return null;
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[\u2010-\u2015]/g, "-")
    .toLowerCase()
    .trim();
  const numbers =
    /^(\d{4})(?:([-/.])(\d{1,2})?(?:\2(\d{1,2})?)?)?(?:[t\s]\d{1,2}:.*|z|[+-]\d{2}:\d{2}|[-/.]*)$/.exec(plain) ??
    /^(\d{4})(\d{2})()(\d{2})$/.exec(plain);
  if (numbers !== null) {
    const compact = numbers[3] === "";
    return checked(numbers[1]!, compact ? numbers[2] : numbers[3], numbers[4]);
  }
  const trailing = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(plain);
  if (trailing !== null) return dayOrMonthFirst(Number(trailing[1]), Number(trailing[3]), trailing[4]!);
  return named(plain);
}

/** A date whose month is a word, or that is a year and more. */
function named(plain: string): PartialDate | null {
  const yearFirst = /^(\d{4})(?!\d)(?:[\s,/-]+([a-z]{3,9})\.?(?:[\s/-]+(\d{1,2})(?!\d))?)?(.*)$/.exec(plain);
  if (yearFirst !== null) return afterYear(yearFirst[4]!) ? dated(yearFirst[1]!, yearFirst[2], yearFirst[3]) : null;
  const dayFirst =
    /^(?:[a-z]{2,10}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er)?[.\s-]+(?:of\s+)?([a-z]{3,9})[.,\s-]+(\d{4})(?!\d)/.exec(
      plain,
    );
  if (dayFirst !== null) return monthOf(dayFirst[2]!) === 0 ? null : dated(dayFirst[3]!, dayFirst[2], dayFirst[1]);
  const wordFirst =
    /^([a-z]{3,9})\.?(?:\s*[-/]\s*[a-z]{3,9}\.?|\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*-\s*\d{1,2})?)?[\s,-]+(\d{4})(?!\d)/.exec(
      plain,
    );
  if (wordFirst === null || (monthOf(wordFirst[1]!) === 0 && !SEASON.test(wordFirst[1]!))) return null;
  return dated(wordFirst[3]!, wordFirst[1], wordFirst[2]);
}

/** Whether what follows a year, or a year and a month, may: the end of a range, or words. */
function afterYear(text: string): boolean {
  return /^(?:\s*[-/]\s*(?:\d{4}|\d{1,2}(?=$|\s)|[a-z]{3,9})[\s\w]*|\s+(?:\d(?:st|nd|rd|th)\s+)?[a-z. ]+)?$/.test(text);
}

const SEASON =
  /^(?:spring|summer|fall|autumn|winter|lente|zomer|herfst|fruhling|fruhjahr|sommer|herbst|printemps|ete|automne|hiver)$/;

/** 1 to 12; 0 for a word that is no month. */
function monthOf(word: string): number {
  return 1 + MONTHS.findIndex((starts) => starts.some((start) => word.startsWith(start)));
}

/** A word that is no month ('Spring', '1st Quarter') leaves the year alone: seasons differ between the halves of the earth. */
function dated(year: string, word: string | undefined, day: string | undefined): PartialDate | null {
  const month = word === undefined ? 0 : monthOf(word);
  return month === 0 ? checked(year, undefined, undefined) : checked(year, String(month), day);
}

function dayOrMonthFirst(first: number, second: number, year: string): PartialDate | null {
  if (first > 12) return checked(year, String(second), String(first));
  if (second > 12) return checked(year, String(first), String(second));
  return checked(year, first === second ? String(first) : undefined, first === second ? String(second) : undefined);
}

/** A month or day of 0 means that it is not known. */
function checked(year: string, month: string | undefined, day: string | undefined): PartialDate | null {
  const [y, m, d] = [Number(year), Number(month ?? 0), Number(day ?? 0)];
  if (y < 1500 || y > 2100) return null;
  if (m === 0) return year;
  const days = new Date(Date.UTC(y, m, 0)).getUTCDate();
  if (m > 12 || d > days) return null;
  return [year, m, ...(d === 0 ? [] : [d])].map((part) => String(part).padStart(2, "0")).join("-");
}
