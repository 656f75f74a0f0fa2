/* What a typed answer says: a text without what should not count, and a number to the last digit.
   The twin of quizzes/typed.py, where the rules are told; tests/marking holds the cases that both pass. */
const typed = (() => {
  'use strict';

  const squeeze = text => text.replace(/[\s\u200b]+/g, ' ').replace(/^ | $/g, '');
  const plain = text => squeeze(text.replace(/[‘’‚‛′`´]/g, "'").replace(/[“”„‟″«»]/g, '"').normalize('NFKC')
    .replace(/[‐‑‒–—―−]/g, '-').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
  const unclosed = text => text.replace(/ ?[.,;:!?]$/, '');

  // Numbers in words
  const endings = (stems, ending) => stems.split(' ').map(stem => stem + ending);
  const CARDINALS = [...endings('one two three four five six seven eight nine ten eleven twelve', ''),
    ...endings('thir four fif six seven eigh nine', 'teen'), ...endings('twen thir for fif six seven eigh nine', 'ty')];
  const ODD = { first: 'one', second: 'two', third: 'three', fifth: 'five', eighth: 'eight', ninth: 'nine', twelfth: 'twelve' };
  const any = (...words) => `(?:${words.join('|')})`, ONE = any(...CARDINALS.slice(0, 9));
  const TWO = any(`${any(...CARDINALS.slice(19))}(?:[ -]${ONE})?`, ...CARDINALS.slice(9, 19), ONE);
  const THREE = any(`${ONE} hundred(?: (?:and )?${TWO})?`, TWO);
  const NUMBER = new RegExp(`\\b(${THREE}(?: thousand(?: (?:and )?${THREE})?)?)( ?th)?\\b`, 'g');
  const ORDINAL = new RegExp(`\\b${any(...Object.keys(ODD))}\\b`, 'g');
  const counted = (_, words, th = '') => {
    let total = 0, part = 0;
    for (const word of words.split(/[ -]/)) {
      const n = CARDINALS.indexOf(word);
      if (word === 'hundred') part *= 100;
      else if (word === 'thousand') { total = part * 1000; part = 0; }
      else if (n >= 0) part += n < 19 ? n + 1 : (n - 17) * 10;
    }
    return total + part + th.trim();
  };
  const spelled = text => (text === 'zero' ? '0' : text.replace(ORDINAL, word => `${ODD[word]} th`).replaceAll('tieth', 'ty th')
    .replace(NUMBER, counted).replace(/\b(\d+)(?:st|nd|rd| ?th)\b/g, '$1th').replace(/ ?(?:%|per ?cent\b)/g, '%'));

  // Dates
  const DATE = /\b(?:(\d\d?)(?:th)? (?:of )?)?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?: (\d\d?)(?:th)?\b)?(?:[, ]+(?:of )?(\d{4})\b)?/g;
  const iso = (text, year, month, day) => (month < 1 || month > 12 || day < 1 || day > 31 ? text
    : [year, ...(day ? [month, day] : [month]).map(n => String(+n).padStart(2, '0'))].join('-'));

  function fold(text) {
    const bare = unclosed(plain(text)).replace(/^(["']) ?(.*?) ?[.,;:!?]? ?\1$/s, '$2').replace(/^(the|an?) /, '')
      .replace(/(?<=[a-z\u00b5-\u1fff\u2c00-\uffff]) ?-+ ?| ?(?<!-)-+ ?(?=[a-z\u00b5-\u1fff\u2c00-\uffff])/g, ' ');
    return spelled(squeeze(bare))
      .replace(/(?<!\d)(?<!\d[ ,.'])\d{1,3}([ ,'])\d{3}(?:\1\d{3})*(?![ ,']?\d)/g, (found, mark) => found.replaceAll(mark, ''))
      .replace(DATE, (found, before, month, behind, year) => ((before && behind) || !(before || behind || year) ? found
        : iso(found, year || '-', 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(month.slice(0, 3)) / 3 + 1, before || behind)))
      .replace(/\b(\d{4})([/-])(\d\d?)\2(\d\d?)\b/g, (found, year, _, month, day) => iso(found, year, month, day))
      .replace(/\b(\d\d?)([/-])(\d\d?)\2(\d{4})\b/g, (found, month, _, day, year) => iso(found, year, month, day));
  }

  // What two texts begin with alike can be left out; then the first slip is one of four.
  function slips(a, b, most) {
    const alike = [...a, 0].findIndex((letter, n) => letter !== b[n]), [c, d] = [a.slice(alike), b.slice(alike)], rest = c.length + d.length;
    if (!most || !c.length || !d.length || Math.abs(c.length - d.length) > most) return rest > most ? Infinity : rest;
    const next = (i, j) => 1 + slips(c.slice(i), d.slice(j), most - 1);
    return Math.min(next(1, 1), next(1, 0), next(0, 1), c[0] === d[1] && c[1] === d[0] ? next(2, 2) : Infinity);
  }

  /** How many slips of spelling lie between two folded texts; Infinity if more than `most`, or in a number. */
  function distance(one, other, most) {
    const [a, b] = [one, other].map(text => text.match(/-?\d+(?:[.,]\d+)*/g)?.join(' '));
    return one === other || a === b ? slips([...one], [...other], most) : Infinity;
  }

  /** The number that a text says, as a decimal string; null if it says none. */
  function number(text, decimal = '.', units = []) {
    const unit = any(...units.map(word => word.replace(/[^\w\s]/g, '\\$&'))), [point, comma] = decimal === '.' ? ['\\.', ','] : [',', '.'];
    const found = !/\d[²³¹⁰-₉]/.test(text) && spelled(unclosed(plain(text))).match(new RegExp(
      `^([+-]?) ?${unit}? ?([+-]?) ?(?=${point}?\\d)(\\d{1,3}(?:([ '${comma}])\\d{3})(?:\\4\\d{3})*|\\d*)(?:${point}(\\d+))? ?${unit}?$`));
    if (!found || (found[1] && found[2])) return null;
    const whole = found[3].replace(/\D/g, ''), part = found[5] ?? '';
    return whole.length + part.length > 30 ? null : `${found[1] || found[2]}${whole || 0}.${part}`;
  }

  const scaled = text => { const [whole, part = ''] = text.split('.'); return BigInt(whole + part.padEnd(99, '0')); };
  const inside = ({ low, high, above, below }, value) => {
    const n = scaled(value), from = scaled(low), to = scaled(high);
    return (above ? n > from : n >= from) && (below ? n < to : n <= to);
  };

  return { squeeze, fold, distance, number, inside };
})();
