/* In a learning system that speaks SCORM 1.2 or 2004: answers are kept in the learner's attempt there, and score,
   completion and each answer are told to it.  Without such a system the page is what it is anywhere: the browser keeps
   the answers.  What is told follows ADL, SCORM 1.2 Run-Time Environment, 3.4, and SCORM 2004 4th Edition RTE, 4.2. */
(() => {
  'use strict';

  const { all } = controls;
  const STEPS = 20;                                                   // windows to ask, up from this one
  const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const seconds = () => Math.round((Date.now() - began) / 1000), began = Date.now();
  const rounded = (n, digits) => Number(n.toFixed(digits));
  const two = n => String(n).padStart(2, '0');

  /* The two editions differ in names, and in how a response is written. */
  const EDITIONS = {
    API_1484_11: {
      call: { begin: 'Initialize', get: 'GetValue', set: 'SetValue', commit: 'Commit', end: 'Terminate' },
      score: 'cmi.score', room: 64000, words: 4000,
      status: done => [['cmi.completion_status', done ? 'completed' : 'incomplete']],
      shares: (score, done) => [['cmi.score.scaled', score], ['cmi.progress_measure', done]],
      time: () => `PT${seconds()}S`, clock: date => ['timestamp', `${date.toISOString().slice(0, 19)}Z`],
      session: 'cmi.session_time', exit: 'cmi.exit', response: 'learner_response', wrong: 'incorrect', long: 'long-fill-in', gaps: 'fill-in',
      truth: value => value, one: id => id, list: ids => ids.join('[,]'), pairs: pairs => pairs.map(([a, b]) => `${a}[.]${b}`).join('[,]'), texts: texts => texts.join('[,]'),
    },
    API: {
      call: { begin: 'LMSInitialize', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit', end: 'LMSFinish' },
      score: 'cmi.core.score', room: 4096, words: 255,
      status: done => [['cmi.core.lesson_status', done ? 'completed' : 'incomplete']],
      shares: () => [],
      time: () => `${String(Math.floor(seconds() / 3600)).padStart(4, '0')}:${two(Math.floor(seconds() / 60) % 60)}:${two(seconds() % 60)}`,
      clock: date => ['time', `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`],
      session: 'cmi.core.session_time', exit: 'cmi.core.exit', response: 'student_response', wrong: 'wrong', long: 'fill-in', gaps: 'fill-in',
      truth: value => value[0], one: (id, ids) => LETTERS[ids.indexOf(id)], list: (given, ids) => given.map(id => LETTERS[ids.indexOf(id)]).join(','),
      pairs: (pairs, parts, ids) => pairs.map(([a, b]) => `${LETTERS[parts.indexOf(a)]}.${LETTERS[ids.indexOf(b)]}`).join(','), texts: texts => texts.join('; '),
    },
  };

  /** The system's own object, in a window above this one or in that which opened it. */
  function find(name) {
    for (const start of [window, window.opener]) {
      let at = start;
      for (let n = 0; at && n < STEPS; n += 1) {
        try { if (at[name]) return at[name]; } catch { break; }       // a window of another site
        if (at.parent === at) break;
        at = at.parent;
      }
    }
    return null;
  }

  const name = Object.keys(EDITIONS).find(find);
  if (!name) return;
  const system = find(name), edition = EDITIONS[name];
  const call = (what, ...words) => String(system[edition.call[what]](...words));
  const get = key => call('get', key);
  const set = pairs => pairs.forEach(([key, value]) => { if (value !== null) call('set', key, String(value)); });
  if (call('begin', '') !== 'true') return;

  // What is kept: one short JSON text, since a system has little room.  { item/<id>: [revision, response,
  // 1 if checked + 2 if revealed, attempts, hints, moment], quiz/<id>: [mode, handed, moment] }

  const packed = ({ rev, response, checked, revealed, attempts, hints, at }) => [rev, response, checked + 2 * revealed, attempts, hints, Date.parse(at)];
  const unpacked = ([rev, response, flags, attempts, hints, at]) => ({ rev, response, checked: !!(flags & 1), revealed: !!(flags & 2), attempts, hints, at: new Date(at).toISOString() });
  const pack = (key, state) => (key.startsWith('quiz/') ? [state.mode, state.handed, Date.parse(state.at)] : packed(state));
  const unpack = (key, state) => (key.startsWith('quiz/') ? { mode: state[0], handed: state[1], at: new Date(state[2]).toISOString() } : unpacked(state));

  let kept = new Map();
  try { kept = new Map(Object.entries(JSON.parse(get('cmi.suspend_data') || '{}'))); } catch { /* another content's, or cut off: begun anew */ }
  const read = key => { try { return kept.has(key) ? unpack(key, kept.get(key)) : null; } catch { return null; } };

  // What is told

  const roots = () => all(document, '.q-item');
  const schemeOf = root => JSON.parse(root.dataset.scheme);
  function resultOf(root) {
    const scheme = schemeOf(root), state = read(`item/${root.dataset.item}`), own = marking.kindOf(scheme) === 'open';
    const current = state?.rev === root.dataset.rev ? state : null, given = current?.checked ? current.response : null;
    return { own, done: !!(current?.checked || current?.revealed), mark: marking.mark(scheme, given) };
  }

  function tell() {
    const results = roots().map(resultOf), machine = results.filter(({ own }) => !own), sum = what => machine.reduce((total, { mark }) => total + mark[what], 0);
    const score = sum('points') ? sum('score') / sum('points') : 0, done = results.filter(one => one.done).length;
    set([[`${edition.score}.raw`, rounded(100 * score, 2)], [`${edition.score}.min`, 0], [`${edition.score}.max`, 100],
      ...edition.shares(rounded(score, 4), rounded(done / results.length, 4)), ...edition.status(done === results.length)]);
  }

  /** A response as the system's words have it: its kind, and what was given. */
  function spoken(scheme, response) {
    const { options = [], parts = [], schemes } = scheme;
    switch (marking.kindOf(scheme)) {
      case 'single': return options.join() === 'true,false' ? ['true-false', edition.truth(response)] : ['choice', edition.one(response, options)];
      case 'multiple': return ['choice', edition.list(response, options)];
      case 'ordered': return ['sequencing', edition.list(response, options)];
      case 'record': return ['matching', edition.pairs(Object.entries(response), parts, options)];
      case 'number': return ['fill-in', response];
      case 'composite': return [edition.gaps, edition.texts(Object.keys(schemes).map(part => response[part] ?? ''))];
      case 'open': return [edition.long, response.text];
      default: return ['fill-in', response];
    }
  }

  function log(root, state) {
    const scheme = schemeOf(root), { state: verdict, score, points } = marking.mark(scheme, state.response), [type, said] = spoken(scheme, state.response);
    const at = `cmi.interactions.${get('cmi.interactions._count') || 0}`;
    const result = { right: 'correct', wrong: edition.wrong, 'self-marked': 'neutral' }[verdict] ?? rounded(score, 4);
    const [clock, moment] = edition.clock(new Date());
    set([[`${at}.id`, root.dataset.item], [`${at}.type`, type], [`${at}.${clock}`, moment], [`${at}.weighting`, points],
      [`${at}.${edition.response}`, said.length > edition.words ? null : said], [`${at}.result`, result]]);
  }

  let waiting = null;
  function commit() {
    clearTimeout(waiting);
    waiting = null;
    tell();
    set([['cmi.suspend_data', JSON.stringify(Object.fromEntries(kept))], [edition.session, edition.time()], [edition.exit, 'suspend']]);
    call('commit', '');
  }

  /** What doesn't fit is not kept, and the quiz says so. */
  function keep(key, state) {
    const next = new Map(kept).set(key, pack(key, state));
    if (JSON.stringify(Object.fromEntries(next)).length > edition.room) throw new Error('no room in the attempt');
    kept = next;
    waiting ??= setTimeout(commit, 300);
  }

  stores.inBrowser = () => ({
    join: stores.join,
    load: read,
    save(key, state) {
      const before = read(key);
      keep(key, state);
      const root = roots().find(one => `item/${one.dataset.item}` === key);
      if (root && state.checked && (!before?.checked || state.attempts > before.attempts)) log(root, state);
    },
    clear(keys) {
      keys.forEach(key => kept.delete(key));
      waiting ??= setTimeout(commit, 300);
    },
    spoil() {},
    watch: () => () => {},
  });

  addEventListener('DOMContentLoaded', commit);
  addEventListener('pagehide', () => { commit(); call('end', ''); }, { once: true });
})();
