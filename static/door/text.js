// What people type, made safe to show and to search: as app/core/text.py does.

const JOINING = /[\u0600-\u109f\u1780-\u18af\ua8e0-\ua8ff]/u;
const JOINER = /[\u200c\u200d]/u;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u034f\u115f\u1160\u3164\uffa0\u2800]/u;
const WHITE = /[\s\x1c-\x1f\x85]/u;

/** One line, NFC, without invisible characters; any white space is one plain space. */
export function cleanLine(text) {
  const kept = Array.from(text, (sign, place) => {
    if (WHITE.test(sign) && sign !== "\ufeff") return " ";
    return !HIDDEN.test(sign) || isSpelled([...text], place) ? sign : "";
  });
  return kept.join("").normalize("NFC").replace(/ +/g, " ").trim();
}

/** A joiner between letters of a joining script (Arabic to Myanmar, Khmer, Mongolian) is spelling. */
function isSpelled(signs, place) {
  return JOINER.test(signs[place]) && JOINING.test(signs[place - 1] ?? "") && JOINING.test(signs[place + 1] ?? "");
}

// Letters that carry no separable accent.
const PLAIN = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h",
  ŧ: "t", ı: "i", ȷ: "j", ŀ: "l", ŋ: "n", ς: "σ",
};

/** What search matches: words in lower case without accents, apostrophes or hyphens. */
export function searchText(...parts) {
  const joined = parts.filter(Boolean).join(" ").normalize("NFKD").toLowerCase().normalize("NFKD");
  return joined
    .replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "")
    .replace(/[^\p{L}\p{N}\p{Mc}]/gu, " ")
    .replace(/[ßæœøłđðþħŧıȷŀŋς]/gu, (letter) => PLAIN[letter])
    .replace(/ +/g, " ")
    .trim();
}
