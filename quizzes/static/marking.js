/* Marking: a pure function of a response and a scheme, the twin of quizzes/scoring.py.
   tests/marking holds the cases that both pass. */
const marking = (() => {
  'use strict';

  const fail = (...words) => { throw new Error(words.map(word => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')); };
  const kindOf = scheme => (scheme.base === 'text' ? 'text' : scheme.cardinality);
  const squeeze = text => text
    .replace(/[\t-\r \u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+/g, ' ').replace(/^ | $/g, '');

  /** A typed answer without what should not count: case, accents, spacing, kinds of quotes and dashes, quotes
      around it, a closing mark, a leading article. */
  function fold(text) {
    const plain = text.replace(/[‘’‚‛′`´]/g, "'").replace(/[“”„‟″«»]/g, '"').normalize('NFKC')
      .replace(/[‐‑‒–—―−]/g, '-').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return squeeze(plain)
      .replace(/ ?[.,;:!?]$/, '')
      .replace(/^(["']) ?(.*?) ?[.,;:!?]? ?\1$/s, '$2')
      .replace(/^(the|an?) /, '');
  }

  /** The response, checked: null when not attempted, a Map for a record, folded for a text. */
  function read(scheme, response) {
    const { options, parts: places } = scheme, kind = kindOf(scheme);
    const shape = (fits, wanted) => fits || fail('a response to this item is', wanted, 'not', [response]);
    const known = (id, ids) => ids.includes(id) || fail('unknown id', [id]);
    const list = wanted => {
      shape(Array.isArray(response), wanted);
      response.forEach(id => known(id, options));
      return new Set(response).size === response.length ? response.length > 0 : fail('an id stands twice in', response);
    };
    if (response === null || response === undefined) return null;
    switch (kind) {
      case 'text':
        return shape(typeof response === 'string', 'text') && (fold(response) || null);
      case 'single':
        return shape(typeof response === 'string', 'the id of an option') && squeeze(response) ? known(response, options) && response : null;
      case 'multiple':
        return list('a list of option ids') ? response : null;
      case 'ordered':
        if (!list('a list of all ids in order')) return null;
        return response.length === options.length ? response : fail(response.length, 'of', options.length, 'ids; an order holds them all');
      case 'record': {
        shape(typeof response === 'object' && !Array.isArray(response), 'an object of parts and their options');
        const pairs = Object.entries(response);
        pairs.forEach(([part, id]) => known(part, places) && known(id, options));
        return pairs.length ? new Map(pairs) : null;
      }
      default: return fail('no cardinality', [kind]);
    }
  }

  /** The verdict on each part: right, wrong, missed (it has an answer that was not given) or open. */
  function parts(scheme, response) {
    const given = read(scheme, response), { correct, options } = scheme;
    const each = (ids, verdict) => Object.fromEntries(ids.map(id => [id, given ? verdict(id) : 'missed']));
    const judge = right => (right ? 'right' : 'wrong');
    switch (kindOf(scheme)) {
      case 'text': return each(['text'], () => judge(correct.includes(given)));
      case 'ordered': return each(correct, id => judge(given.indexOf(id) === correct.indexOf(id)));
      case 'record': {
        const key = new Map(Object.entries(correct));
        return each(scheme.parts, part => (given.has(part) ? judge(given.get(part) === key.get(part)) : 'missed'));
      }
      default: {
        const keys = [correct].flat(), chosen = [given].flat();
        return Object.fromEntries(options.map(id =>
          [id, chosen.includes(id) ? judge(keys.includes(id)) : keys.includes(id) ? 'missed' : 'open']));
      }
    }
  }

  // A rule turns verdicts into a numerator and a denominator: a fraction is one division of whole numbers.
  const exact = count => [count.wrong + count.missed ? 0 : 1, 1];
  const RULES = {
    text: { exact },
    single: { exact },
    multiple: { exact, 'net-correct': count => [Math.max(0, count.right - count.wrong), count.right + count.missed] },
    record: { exact, share: count => [count.right, count.right + count.wrong + count.missed] },
    ordered: {
      exact,
      pairs(count, order, correct) {                                  // Kendall's tau, floored at 0
        const place = correct.map(id => order.indexOf(id)), pairs = place.length * (place.length - 1) / 2;
        const swapped = place.flatMap((a, i) => place.slice(i + 1).filter(b => b < a)).length;
        return [Math.max(0, pairs - 2 * swapped), pairs];
      },
    },
  };

  function mark(scheme, response) {
    const { points, rule } = scheme, given = read(scheme, response), rules = RULES[kindOf(scheme)];
    if (given === null) return { state: 'not-attempted', fraction: 0, score: 0, points };
    if (!Object.hasOwn(rules, rule)) fail('no rule', [rule], 'for a', kindOf(scheme), 'response');
    const count = { right: 0, wrong: 0, missed: 0, open: 0 };
    for (const verdict of Object.values(parts(scheme, response))) count[verdict] += 1;
    const [got, of] = rules[rule](count, given, scheme.correct), fraction = got / of;
    return { state: got === of ? 'right' : got ? 'partial' : 'wrong', fraction, score: fraction * points, points };
  }

  /** What a remark's data-value is compared with: the id given; for a text the foreseen answer that it is, or "other". */
  function valueOf({ foreseen = {}, ...scheme }, response, part) {
    if (kindOf(scheme) === 'record') return response?.[part];
    if (kindOf(scheme) !== 'text') return part;
    const text = fold(response ?? '');
    return Object.hasOwn(foreseen, text) ? String(foreseen[text]) : 'other';
  }

  return { mark, parts, valueOf, fold, kindOf, fail };
})();
