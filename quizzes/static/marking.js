/* Marking: a pure function of a response and a scheme, the twin of quizzes/scoring.py, where kinds and rules are told.
   tests/marking holds the cases that both pass. */
const marking = (() => {
  'use strict';

  const { squeeze, fold } = typed, { entries, fromEntries, keys } = Object;
  const fail = (...words) => { throw new Error(words.map(word => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')); };
  const kindOf = ({ base = 'identifier', cardinality }) => (base === 'identifier' ? cardinality : base);
  const numberOf = ({ decimal, unit }, text) => typed.number(text, decimal, unit);
  const byMachine = scheme => (scheme.schemes ? marked(scheme).length > 0 : kindOf(scheme) !== 'open');
  const marked = ({ schemes }) => keys(schemes).filter(part => byMachine(schemes[part]));

  /** The response, checked: null when not attempted, a Map for a record or composite, folded for a text. */
  function read(scheme, response) {
    const { options, schemes } = scheme, kind = kindOf(scheme);
    const shape = (fits, given) => (fits ? given : fail('no response to this kind of item:', kind, [given]));
    const known = (id, ids) => (ids.includes(id) ? id : fail('unknown id', [id]));
    const string = text => shape(typeof text === 'string', text);
    const list = (given, ids = options) => {
      shape(Array.isArray(given), given).forEach(id => known(id, ids));
      return new Set(given).size === given.length ? given.length : fail('an id stands twice in', given);
    };
    const map = (ids, change) => {
      const pairs = entries(shape(typeof response === 'object' && !Array.isArray(response), response))
        .map(([part, given]) => [known(part, ids), change(given, part)]).filter(([, given]) => given !== null);
      return pairs.length ? new Map(pairs) : null;
    };
    if (response === null || response === undefined) return null;
    switch (kind) {
      case 'text': return fold(string(response)) || null;
      case 'number':
        return fold(string(response)) ? numberOf(scheme, response) ?? fail([response], "can't be read as a number") : null;
      case 'single': return squeeze(string(response)) ? known(response, options) : null;
      case 'multiple': return list(response) ? response : null;
      case 'ordered':
        if (list(response) && response.length !== options.length) fail('an order holds all ids, not', response);
        return response.length ? response : null;
      case 'record': return map(scheme.parts, id => known(id, options));
      case 'composite': return map(keys(schemes), (given, part) => {
        try { return read(schemes[part], given); } catch (error) { return fail('part', [part], error.message); }
      });
      case 'open': {
        map(['text', 'met'], () => null);
        const { text = '', met = null } = response, some = met && list(met, keys(scheme.criteria));
        return fold(string(text)) || some ? { text, met } : null;
      }
      default: return fail('no cardinality', [kind]);
    }
  }

  /** Whether a text or number is right, and which foreseen wrong answer it is, or "other". */
  function judge({ correct, foreseen = [], tolerance = 0, base }, given) {
    const spans = base === 'number';
    const slips = (one, inside) => (!spans ? typed.distance(given, one, tolerance) : typed.inside(one, given) ? inside : Infinity);
    const [[near, n]] = [...(spans ? foreseen.map(one => [one, one.value]) : entries(foreseen)).map(([one, value]) => [slips(one, 1), value]),
      [Infinity, 'other']].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const right = correct.some(one => slips(one, 0) < near);
    return [right, right || near === Infinity ? 'other' : n];
  }

  /** The verdict on each part of what was read. */
  function verdicts(scheme, given) {
    const { correct, options, schemes } = scheme, kind = kindOf(scheme);
    const each = (ids, verdict) => fromEntries(ids.map(id => [id, given ? verdict(id) : 'missed']));
    const judged = right => (right ? 'right' : 'wrong');
    switch (kind) {
      case 'text': case 'number': return each([kind], () => judged(judge(scheme, given)[0]));
      case 'ordered': return each(correct, id => judged(given.indexOf(id) === correct.indexOf(id)));
      case 'record': {
        const key = new Map(entries(correct));
        return each(scheme.parts, part => (given.has(part) ? judged(given.get(part) === key.get(part)) : 'missed'));
      }
      case 'composite': return each(keys(schemes), part => {
        const state = given.has(part) ? stateOf(schemes[part], given.get(part)) : 'missed';
        return ['written', 'self-marked'].includes(state) ? 'open' : state;
      });
      case 'open': return fromEntries(keys(scheme.criteria).map(id => [id, !given?.met ? 'open' : given.met.includes(id) ? 'right' : 'missed']));
      default: {
        const right = [correct].flat(), chosen = [given].flat();
        return fromEntries(options.map(id => [id, chosen.includes(id) ? judged(right.includes(id)) : right.includes(id) ? 'missed' : 'open']));
      }
    }
  }

  // A rule turns counts of verdicts into a numerator and a denominator: a fraction is one division of whole numbers.
  const exact = ({ wrong, missed }) => [wrong + missed ? 0 : 1, 1];
  const less = price => ({ right, wrong, due, all }) => {
    const out = price(due, all - due);
    return [Math.max(0, right * out - wrong * due), due * out];
  };
  const gcd = (a, b) => (b ? gcd(b, a % b) : a);
  const RULES = {
    text: { exact },
    number: { exact },
    single: { exact },
    multiple: {
      exact,
      'net-correct': less(due => due),
      coverage: ({ right, wrong, due }) => [right * right, due * (right + wrong)],
      'each-answer': ({ right, open, all }) => [right + open, all],
      false2: less((_, others) => Math.max(2, others)),
      false: less((_, others) => others || 1),
      true: less(due => due),
      all: less(() => 1),
      none: ({ right, due }) => [right, due],
    },
    record: { exact, share: ({ right, all }) => [right, all] },
    ordered: {
      exact,
      pairs(_, order, { correct }) {                                  // Kendall's tau, floored at 0
        const place = correct.map(id => order.indexOf(id)), pairs = place.length * (place.length - 1) / 2;
        const swapped = place.flatMap((a, i) => place.slice(i + 1).filter(b => b < a)).length;
        return [Math.max(0, pairs - 2 * swapped), pairs];
      },
      'longest-run'(_, order, { correct }) {
        let run = 0, best = 0;
        order.forEach((id, n) => {
          run = n && correct[correct.indexOf(order[n - 1]) + 1] === id ? run + 1 : 1;
          best = Math.max(best, run);
        });
        return [best > 1 ? best : 0, order.length];
      },
    },
    composite: {
      exact: ({ right, all }) => [right === all ? 1 : 0, 1],
      share(_, given, scheme) {                                       // n / d of all points
        let n = 0, d = 1, all = 0;
        for (const part of marked(scheme)) {
          const one = scheme.schemes[part], [got, of] = credit(one, given.get(part)), by = gcd(d, of);
          all += one.points;
          n = (n * of + got * one.points * d) / by;
          d = d * of / by;
        }
        return [n, d * all];
      },
    },
    open: { self: (_, { met }, { criteria, points }) => [(met ?? []).reduce((sum, id) => sum + criteria[id], 0), points] },
  };

  /** Numerator and denominator of the credit for what was read. */
  function credit(scheme, given) {
    const all = verdicts(scheme, given), ids = scheme.schemes ? marked(scheme) : keys(all);
    const count = { right: 0, wrong: 0, missed: 0, open: 0, partial: 0, all: ids.length };
    for (const id of ids) count[all[id]] += 1;
    count.due = count.right + count.missed;
    return given && ids.length ? RULES[kindOf(scheme)][scheme.rule](count, given, scheme) : [0, 1];
  }

  const judgeable = ({ schemes, cardinality }, given) => (schemes ? [...given].some(([part, one]) => judgeable(schemes[part], one)) : cardinality !== 'open');

  function stateOf(scheme, given) {
    const [got, of] = credit(scheme, given);
    if (!judgeable(scheme, given)) return given.met ? 'self-marked' : 'written';
    return got === of ? 'right' : got ? 'partial' : 'wrong';
  }

  function mark(scheme, response) {
    const { points, rule } = scheme, given = read(scheme, response), kind = kindOf(scheme);
    if (!given) return { state: 'not-attempted', fraction: 0, score: 0, points };
    if (!Object.hasOwn(RULES[kind], rule)) fail('no rule', [rule], 'for a response of the kind', kind);
    const [got, of] = credit(scheme, given), fraction = got / of;
    return { state: stateOf(scheme, given), fraction, score: fraction * points, points };
  }

  /** The verdict on each part: right, wrong, missed (it has an answer that was not given), open; of a composite also partial. */
  const parts = (scheme, response) => verdicts(scheme, read(scheme, response));

  /** What a remark's data-value is compared with: the id given; for a text or number the foreseen answer that it is, or "other". */
  const valueOf = (scheme, response, part) => valueIn(scheme, read(scheme, response), part) ?? 'other';
  function valueIn(scheme, given, part) {
    switch (given && kindOf(scheme)) {
      case 'text': case 'number': return judge(scheme, given)[1];
      case 'composite': return valueIn(scheme.schemes[part], given.get(part), given.get(part));
      case 'record': return given.get(part);
      default: return given && part;
    }
  }

  /** The parts whose text can't be read as a number. */
  const unread = (scheme, response) => (scheme.schemes ? keys(scheme.schemes).filter(part => unread(scheme.schemes[part], response?.[part]).length)
    : kindOf(scheme) === 'number' && typeof response === 'string' && fold(response) && !numberOf(scheme, response) ? ['number'] : []);

  return { mark, parts, valueOf, unread, byMachine, fold, kindOf, fail };
})();
