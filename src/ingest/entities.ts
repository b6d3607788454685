/** Names of U+00A0 to U+00FF, in order (HTML 4, Latin-1). */
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest " +
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig " +
  "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/** Names of U+03B1 to U+03C9, in order; the capitals are 32 code points below. */
const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega";

/** The others that HTML 4 has and medical text uses, and a few that publishers' XML uses. */
const OTHERS =
  "quot:\" amp:& lt:< gt:> apos:' OElig:\u0152 oelig:\u0153 Scaron:\u0160 scaron:\u0161 Yuml:\u0178 fnof:\u0192 circ:\u02c6 tilde:\u02dc " +
  "thetasym:\u03d1 upsih:\u03d2 piv:\u03d6 ensp:\u2002 emsp:\u2003 thinsp:\u2009 zwnj:\u200c zwj:\u200d lrm:\u200e rlm:\u200f ndash:\u2013 mdash:\u2014 " +
  "lsquo:\u2018 rsquo:\u2019 sbquo:\u201a ldquo:\u201c rdquo:\u201d bdquo:\u201e dagger:\u2020 Dagger:\u2021 bull:\u2022 hellip:\u2026 permil:\u2030 " +
  "prime:\u2032 Prime:\u2033 lsaquo:\u2039 rsaquo:\u203a oline:\u203e frasl:\u2044 euro:\u20ac image:\u2111 weierp:\u2118 real:\u211c trade:\u2122 " +
  "larr:\u2190 uarr:\u2191 rarr:\u2192 darr:\u2193 harr:\u2194 lArr:\u21d0 rArr:\u21d2 hArr:\u21d4 forall:\u2200 part:\u2202 exist:\u2203 empty:\u2205 nabla:\u2207 " +
  "isin:\u2208 notin:\u2209 ni:\u220b prod:\u220f sum:\u2211 minus:\u2212 lowast:\u2217 radic:\u221a prop:\u221d infin:\u221e ang:\u2220 and:\u2227 or:\u2228 cap:\u2229 cup:\u222a " +
  "int:\u222b there4:\u2234 sim:\u223c cong:\u2245 asymp:\u2248 ne:\u2260 equiv:\u2261 le:\u2264 ge:\u2265 sub:\u2282 sup:\u2283 nsub:\u2284 sube:\u2286 supe:\u2287 oplus:\u2295 otimes:\u2297 " +
  "perp:\u22a5 sdot:\u22c5 lceil:\u2308 rceil:\u2309 lfloor:\u230a rfloor:\u230b loz:\u25ca spades:\u2660 clubs:\u2663 hearts:\u2665 diams:\u2666 " +
  "leq:\u2264 geq:\u2265 hyphen:\u2010 dash:\u2010 numsp:\u2007 hairsp:\u200a check:\u2713 female:\u2640 male:\u2642 inodot:\u0131 Lstrok:\u0141 lstrok:\u0142 percnt:% plus:+ lpar:( rpar:) " +
  "ccaron:\u010d Ccaron:\u010c zcaron:\u017e Zcaron:\u017d rcaron:\u0159 ecaron:\u011b cacute:\u0107 nacute:\u0144 sacute:\u015b abreve:\u0103 gbreve:\u011f scedil:\u015f Idot:\u0130 aogon:\u0105 eogon:\u0119";

const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN.split(" ").map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ...GREEK.split(" ").map((name, index): [string, string] => [name, String.fromCharCode(0x3b1 + index)]),
  ...GREEK.split(" ")
    .map((name, index): [string, string] => [
      name[0]!.toUpperCase() + name.slice(1),
      String.fromCharCode(0x391 + index),
    ])
    .filter(([name]) => name !== "Sigmaf"),
  ...OTHERS.split(" ").map((pair): [string, string] => [
    pair.slice(0, pair.indexOf(":")),
    pair.slice(pair.indexOf(":") + 1),
  ]),
]);

/** What &#128; to &#159; mean to every browser: the characters that Windows-1252 has there. */
const WINDOWS =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** HTML's character references as characters, once; one that is not known stays as it is, one of no character is left out. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,8})|#(\d{1,9})|([a-z][a-z0-9]{1,9}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    if (code >= 0x80 && code <= 0x9f) return WINDOWS[code - 0x80]!;
    return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "" : String.fromCodePoint(code);
  });
}
