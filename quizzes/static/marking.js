/* Marking: a pure function of a response and a scheme, the twin of quizzes/scoring.py, where kinds and rules are told.
   tests/marking holds the cases that both pass. */
const marking = (() => {
  'use strict';

  const { squeeze, fold } = typed;
  const fail = (...words) => { throw new Error(words.map(word => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')); };
  const kindOf = ({ base = 'identifier', cardinality }) => (base === 'identifier' ? cardinality : base);
  const entries = (map, change) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
  const numberOf = ({ decimal, unit }, text) => typed.number(text, decimal, unit);
  const byMachine = scheme => (scheme.schemes ? Object.values(scheme.schemes).some(byMachine) : kindOf(scheme) !== 'open');

  /** The response, checked: null when not attempted, a Map for a record or composite, folded for a text. */
  function read(scheme, response) {
    const { options, parts: places, schemes, criteria } = scheme, kind = kindOf(scheme);
    const shape = (fits, wanted) => fits || fail('a response to this item is', wanted, 'not', [response]);
    const known = (id, ids) => ids.includes(id) || fail('unknown id', [id]);
    const string = (wanted, text = response) => shape(typeof text === 'string', wanted) && text;
    const list = (wanted, ids = options, given = response) => {
      shape(Array.isArray(given), wanted);
      given.forEach(id => known(id, ids));
      return new Set(given).size === given.length ? given.length > 0 : fail('an id stands twice in', given);
    };
    const object = (wanted, ids) => {
      shape(typeof response === 'object' && !Array.isArray(response), wanted);
      return Object.entries(response).filter(([part]) => known(part, ids));
    };
    if (response === null || response === undefined) return null;
    switch (kind) {
      case 'text':
        return fold(string('text')) || null;
      case 'number':
        return fold(string('a number, as text')) ? numberOf(scheme, response) ?? fail([response], "can't be read as a number") : null;
      case 'single':
        return squeeze(string('the id of an option')) ? known(response, options) && response : null;
      case 'multiple':
        return list('a list of option ids') ? response : null;
      case 'ordered':
        if (!list('a list of all ids in order')) return null;
        return response.length === options.length ? response : fail(response.length, 'of', options.length, 'ids; an order holds them all');
      case 'record': {
        const pairs = object('an object of parts and their options', places);
        pairs.forEach(([, id]) => known(id, options));
        return pairs.length ? new Map(pairs) : null;
      }
      case 'composite': {
        const pairs = object('an object of parts and their responses', Object.keys(schemes)).map(([part, one]) => {
          try { return [part, read(schemes[part], one)]; } catch (error) { return fail('part', [part], error.message); }
        }).filter(([, one]) => one !== null);
        return pairs.length ? new Map(pairs) : null;
      }
      case 'open': {
        object('an object of text and the criteria met', ['text', 'met']);
        const { text = '', met = null } = response, some = met && list('a list of the criteria met', Object.keys(criteria), met);
        return fold(string('text', text)) || some ? { text, met } : null;
      }
      default: return fail('no cardinality', [kind]);
    }
  }

  /** Whether a text or number is right, and which foreseen wrong answer it is, or "other". */
  function judge({ correct, foreseen = {}, tolerance = 0, ...scheme }, given) {
    if (kindOf(scheme) === 'number') {
      const right = correct.some(span => typed.inside(span, given));
      return [right, (!right && foreseen.find?.(span => typed.inside(span, given))?.value) || 'other'];
    }
    const slips = text => typed.distance(given, text, tolerance);
    const [near, n] = Object.entries(foreseen).map(([text, value]) => [slips(text), value])
      .reduce((one, other) => (other[0] < one[0] || (other[0] === one[0] && +other[1] < +one[1]) ? other : one), [Infinity, 'other']);
    const right = correct.some(text => slips(text) < near);
    return [right, right || near === Infinity ? 'other' : n];
  }

  const judged = right => (right ? 'right' : 'wrong');

  /** The verdict on each part of what was read. */
  function verdicts(scheme, given) {
    const { correct, options, parts: places, schemes, criteria } = scheme, kind = kindOf(scheme);
    const each = (ids, verdict) => Object.fromEntries(ids.map(id => [id, given ? verdict(id) : 'missed']));
    switch (kind) {
      case 'text': case 'number': return each([kind], () => judged(judge(scheme, given)[0]));
      case 'ordered': return each(correct, id => judged(given.indexOf(id) === correct.indexOf(id)));
      case 'record': {
        const key = new Map(Object.entries(correct));
        return each(places, part => (given.has(part) ? judged(given.get(part) === key.get(part)) : 'missed'));
      }
      case 'composite': return entries(schemes, (one, part) => {
        const state = given?.has(part) ? stateOf(one, given.get(part)) : 'missed';
        return /^(written|self-marked)$/.test(state) ? 'open' : state;
      });
      case 'open': return entries(criteria, (_, id) => (!given?.met ? 'open' : given.met.includes(id) ? 'right' : 'missed'));
      default: {
        const keys = [correct].flat(), chosen = [given].flat();
        return Object.fromEntries(options.map(id =>
          [id, chosen.includes(id) ? judged(keys.includes(id)) : keys.includes(id) ? 'missed' : 'open']));
      }
    }
  }

  // A rule turns verdicts into a numerator and a denominator: a fraction is one division of whole numbers.
  const exact = ({ wrong, missed }) => [wrong + missed ? 0 : 1, 1];
  const less = price => ({ right, wrong, missed, open }) => {
    const keys = right + missed, out = price(keys, wrong + open);
    return [Math.max(0, right * out - wrong * keys), keys * out];
  };
  const RULES = {
    text: { exact },
    number: { exact },
    single: { exact },
    multiple: {
      exact,
      'net-correct': less(keys => keys),
      coverage: ({ right, wrong, missed }) => [right * right, (right + missed) * (right + wrong)],
      'each-answer': ({ right, wrong, missed, open }) => [right + open, right + wrong + missed + open],
      false2: less((_, others) => Math.max(2, others)),
      false: less((_, others) => others || 1),
      true: less(keys => keys),
      all: less(() => 1),
      none: ({ right, missed }) => [right, right + missed],
    },
    record: { exact, share: ({ right, wrong, missed }) => [right, right + wrong + missed] },
    ordered: {
      exact,
      pairs(count, order, { correct }) {                              // Kendall's tau, floored at 0
        const place = correct.map(id => order.indexOf(id)), pairs = place.length * (place.length - 1) / 2;
        const swapped = place.flatMap((a, i) => place.slice(i + 1).filter(b => b < a)).length;
        return [Math.max(0, pairs - 2 * swapped), pairs];
      },
      'longest-run'(count, order, { correct }) {
        let run = 0, best = 0;
        order.forEach((id, n) => {
          run = n && correct.indexOf(id) === correct.indexOf(order[n - 1]) + 1 ? run + 1 : 1;
          best = Math.max(best, run);
        });
        return [best > 1 ? best : 0, correct.length];
      },
    },
    composite: {
      exact: (count, given, { schemes }) => [marked(schemes).length && marked(schemes).every(part => {
        const [got, of] = credit(schemes[part], given.get(part));
        return got === of;
      }) ? 1 : 0, 1],
      share: (count, given, { schemes }) => {
        const sum = marked(schemes).reduce((all, part) => all + schemes[part].points, 0);
        return marked(schemes).reduce(([n, d], part) => {
          const [got, of] = credit(schemes[part], given.get(part)), more = of * (sum || 1);
          const [top, bottom] = [n * more + got * schemes[part].points * d, d * more], by = gcd(top, bottom);
          return [top / by, bottom / by];
        }, [0, 1]);
      },
    },
    open: { self: (count, { met }, { criteria, points }) => [(met ?? []).reduce((sum, id) => sum + criteria[id], 0), points] },
  };
  const marked = schemes => Object.keys(schemes).filter(part => byMachine(schemes[part]));
  const gcd = (a, b) => (b ? gcd(b, a % b) : a);

  /** Numerator and denominator of the credit for what was read. */
  function credit(scheme, given) {
    if (given === null || given === undefined) return [0, 1];
    const count = { right: 0, wrong: 0, missed: 0, open: 0, partial: 0 };
    for (const verdict of Object.values(verdicts(scheme, given))) count[verdict] += 1;
    return RULES[kindOf(scheme)][scheme.rule](count, given, scheme);
  }

  function stateOf(scheme, given) {
    const kind = kindOf(scheme), [got, of] = credit(scheme, given);
    if (kind === 'open') return given.met ? 'self-marked' : 'written';
    if (kind === 'composite' && !marked(scheme.schemes).some(part => given.has(part))) return 'written';
    return got === of ? 'right' : got ? 'partial' : 'wrong';
  }

  function mark(scheme, response) {
    const { points, rule } = scheme, given = read(scheme, response), kind = kindOf(scheme);
    if (given === null) return { state: 'not-attempted', fraction: 0, score: 0, points };
    if (!Object.hasOwn(RULES[kind], rule)) fail('no rule', [rule], 'for a response of the kind', kind);
    const [got, of] = credit(scheme, given), fraction = got / of;
    return { state: stateOf(scheme, given), fraction, score: fraction * points, points };
  }

  /** The verdict on each part: right, wrong, missed (it has an answer that was not given), open; of a composite also partial. */
  const parts = (scheme, response) => verdicts(scheme, read(scheme, response));

  /** What a remark's data-value is compared with: the id given; for a text or number the foreseen answer that it is, or "other". */
  function valueOf(scheme, response, part) {
    const given = read(scheme, response);
    switch (given === null ? null : kindOf(scheme)) {
      case 'text': case 'number': return judge(scheme, given)[1];
      case 'composite': return valueOf(scheme.schemes[part], response[part], response[part]);
      case 'record': return response[part];
      case null: return 'other';
      default: return part;
    }
  }

  /** The parts whose text can't be read as a number. */
  const unread = (scheme, response) => (kindOf(scheme) === 'composite'
    ? Object.keys(scheme.schemes).filter(part => unread(scheme.schemes[part], response?.[part]).length)
    : kindOf(scheme) === 'number' && typeof response === 'string' && fold(response) && numberOf(scheme, response) === null ? ['number'] : []);

  return { mark, parts, valueOf, unread, byMachine, fold, kindOf, fail };
})();
