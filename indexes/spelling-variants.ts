import { fold } from "./analysis.ts";

/*
 * British and American spelling of medical English, compiled for Lectern: pairs of stretches of a word. The British one is
 * replaced wherever it stands; the American one wherever it stands, or (`AT_START`) at the beginning of a word only, for
 * within others it means something else ('chemotherapy', 'thematic').
 */
const ANYWHERE = pairs(`
  glycaem glycem, ischaem ischem, leukaem leukem, leucaem leukem, lipidaem lipidem, uricaem uricem, kalaem kalem,
  natraem natrem, calcaem calcem, bacteraem bacterem, septicaem septicem, viraem virem, toxaem toxem,
  albuminaem albuminem, cholesterolaem cholesterolem, insulinaem insulinem, thalassaem thalassem, cythaem cythem,
  hypoxaem hypoxem, phosphataem phosphatem, magnesaem magnesem, volaem volem, lactataem lactatem, rrhoea rrhea,
  rrhoeic rrheic, anaesth anesth, paraesthesi paresthesi, aetiolog etiolog, oesophag esophag, oestrogen estrogen,
  oestradiol estradiol, oedema edema, oedemat edemat, gynaec gynec, paediatr pediatr, orthopaed orthoped,
  dyspnoea dyspnea, pnoea pnea, manoeuvr maneuver, leucocyt leukocyt, leucopeni leukopeni, sulph sulf,
  tumour tumor, behaviour behavior, haemoglobin hemoglobin, haemorrh hemorrh, haemodynam hemodynam,
  haemodialys hemodialys, haemolys hemolys, haemolyt hemolyt, haemophil hemophil, haemostas hemostas,
  haemothorax hemothorax, haematoma hematoma, haematocrit hematocrit, haematur hematur, vapour vapor, neighbour neighbor,
  endeavour endeavor, homoeostas homeostas, homoeopath homeopath, paracetamol acetaminophen, adrenaline epinephrine,
  lignocaine lidocaine, frusemide furosemide, pethidine meperidine, aluminium aluminum, programme program,
  fulfilment fulfillment, enrolment enrollment, instalment installment, instilment instillment, ischaemi ischemi,
  modelling modeling, modelled modeled, labelling labeling, labelled labeled, counselling counseling,
  counselled counseled, counsellor counselor, travelling traveling, traveller traveler, cancelled canceled,
  signalling signaling, channelling channeling, tunnelling tunneling, tranquilliser tranquilizer, judgement judgment,
  goitre goiter, fibres fibers, kilometre kilometer, millimetre millimeter, centimetre centimeter, practise practice
`);
const AT_START = pairs(`
  haem hem, haemat hemat, haemo hemo, haemangi hemangi, haemagglut hemagglut, anaem anem, uraem urem, oestr estr,
  foet fet, coeliac celiac, caesar cesar, caec cec, faec fec, paed ped, palaeo paleo, colour color, labour labor,
  humour humor, favour favor, honour honor, odour odor, vigour vigor, rigour rigor, flavour flavor, fibre fiber,
  centre center, litre liter, titre titer, metre meter, calibre caliber, theatre theater, ageing aging, grey gray,
  mould mold, defence defense, offence offense, licence license, pretence pretense, catalogue catalog,
  dialogue dialog, analogue analog, salbutamol albuterol,
  speciality specialty, specialities specialties, fulfil fulfill, enrol enroll, instil instill, distil distill
`);

/** The American side of a pair at the start stands for these words, and is no beginning of others. */
const WHOLE = new Set(
  "hem,fet,ped,labor,honor,color,center,liter,meter,titer,gray,mold,analog,dialog,enroll,fulfill,instill,distill".split(
    ",",
  ),
);
/** ... but for these beginnings. */
const LONGER =
  /^(?:(?:enroll|fulfill|instill|distill)s?$|fet(?:us|al|o)|color(?:ed|ing|s)?$|centers?$|labor(?:ed|ing|s|er)|ped(?:iat|o)|hem(?:e|in)?$)/;

/** Verbs that are written with -ise everywhere. */
const ALWAYS_ISE =
  /^(?:.*(?:rise|wise|vise|cise|mise|prise|guise|noise|raise|praise|poise|tise|chise|spise|bruise|cruise|dise)|pois|.*(?:ris|vis|cis|mis|pris|nois|rais|prais|pois|franchis|brui?s|crui?s)(?:ed|es|ing|ings))$/;
const EXCEPT =
  /(?:randomis|minimis|maximis|optimis|organis|customis|epitomis|economis|victimis|anonymis|polaris|summaris|characteris|categoris|pulveris|steris|computeris|catheteris|cauteris|monitoris|prioritis|dichotomis|lobotomis|atomis|italicis|publicis|criticis|ostracis|iodis|oxidis|standardis|hybridis|sensitis|privatis|immunis|amortis|magnetis|digitis|advertis)/;

const SHORTEST = 4;

const VERB = { is: /is(?=e[srd]?$|ed$|ing$|ations?$|ational$)/, iz: /iz(?=e[srd]?$|ed$|ing$|ations?$|ational$)/ };
const ALL = [...ANYWHERE, ...AT_START];
/** Most words have no place that may differ, and are known by it at once. */
const BRITISH = new RegExp(ALL.map(([british]) => british).join("|"));
const AMERICAN = new RegExp(
  [...ANYWHERE.map(([, american]) => american), ...AT_START.map(([, american]) => `^${american}`)].join("|"),
);

/**
 * The other spelling of a folded English word: American for a British one and the other way round; also some drugs that
 * have two names. It may be of no word at all, which then no record has.
 */
export function spellingVariants(word: string): string[] {
  if (!varies(word)) return [];
  return [...new Set([american(word), british(word)])].filter((variant) => variant !== word);
}

/** 'Müller' is written 'Mueller', too, and the other way round. */
export function otherUmlauts(name: string): string {
  const spelt = name.normalize("NFC").replace(/[äöüÄÖÜ]/g, (letter) => `${letter.normalize("NFD")[0]}e`);
  return spelt === name ? name.replace(/(?<=[^\saeiouy])([aou])e(?=\p{L})/giu, "$1") : spelt;
}

/** A word's other spelling with umlauts, where it has some, or may be a name with some: in capitals, and none like 'Michael'. */
export function umlautVariants(typed: string): string[] {
  const mayHave = /[äöü]/i.test(typed.normalize("NFC")) || /^\p{Lu}\p{Ll}+(?<![aou]el)$/u.test(typed);
  const other = mayHave ? otherUmlauts(typed) : typed;
  return other === typed ? [] : [fold(other)];
}

/** The American spelling of a folded word. */
export function american(word: string): string {
  if (!varies(word)) return word;
  const verbs = verb(word, "is", "iz").replace(/ys(?=e[srd]?$|ing$)/, "yz");
  if (!BRITISH.test(verbs)) return verbs;
  return ALL.reduce((text, [is, other]) => replaced(text, is, other), verbs);
}

function british(word: string): string {
  const verbs = verb(word, "iz", "is").replace(/yz(?=e[srd]?$|ing$)/, "ys");
  if (!AMERICAN.test(verbs)) return verbs;
  const inside = ANYWHERE.reduce((text, [other, is]) => replaced(text, is, other), verbs);
  return AT_START.reduce((text, [other, is]) => {
    const begins = text.startsWith(is) && !(other.includes(is) && text.startsWith(other));
    return begins && (!WHOLE.has(is) || LONGER.test(text) || text === is) ? other + text.slice(is.length) : text;
  }, inside);
}

/** One spelling may stand in the other: 'edema' in 'oedema', 'fulfil' in 'fulfill'. */
function replaced(text: string, from: string, to: string): string {
  return to.includes(from) && text.includes(to) ? text : text.replace(from, to);
}

function varies(word: string): boolean {
  return word.length >= SHORTEST && /^[a-z]+$/.test(word);
}

function verb(word: string, from: "is" | "iz", to: "is" | "iz"): string {
  if (!VERB[from].test(word) || (ALWAYS_ISE.test(word) && !EXCEPT.test(word))) return word;
  return word.replace(VERB[from], to);
}

function pairs(text: string): [british: string, american: string][] {
  return text
    .trim()
    .split(/,\s+/)
    .map((pair) => pair.split(" ") as [string, string]);
}
