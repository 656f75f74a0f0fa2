/* All that a browser keeps of a reader, as the document `Kept` of quizzes/states.py, whose twin the shapes below are: it
   is read, judged, taken in from a copy, and erased; and of spaced review it keeps the cards.
   Nothing throws where storage is refused or full: a function says false, and what could not be written is held as long
   as the page is open, and tried again with the next change.  Two tabs lose nothing to each other, since every change
   is made to what is kept at that moment. */
const keeping = (() => {
  'use strict';

  const BOOK = 'quizzes/', HOME = `${BOOK}1/`, VERSION = 1;
  const { hasOwn, keys, entries, fromEntries } = Object;

  // What is kept, field by field.  `!`: it must be there; `?`: it may be null; [ ]: a list; { }: a group of them by id.

  const object = value => value !== null && typeof value === 'object' && !Array.isArray(value);
  const fitting = pattern => value => typeof value === 'string' && pattern.test(value);
  const among = (...values) => value => values.includes(value);
  const whole = least => value => Number.isSafeInteger(value) && value >= least;
  const real = day => !Number.isNaN(Date.parse(`${day}T00:00Z`)) && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
  const DAY = /^[1-9]\d{3}-\d\d-\d\d$/, MOMENT = /^[1-9]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
  const IS = {
    any: () => true,
    text: value => typeof value === 'string',
    flag: value => typeof value === 'boolean',
    count: whole(0),
    points: whole(1),
    score: value => Number.isFinite(value) && value >= 0,
    id: fitting(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    revision: fitting(/^[0-9a-f]{8}$/),
    day: value => fitting(DAY)(value) && real(value),
    moment: value => fitting(MOMENT)(value) && real(value.slice(0, 10)),
    mode: among('each', 'end', 'exam', 'practice'),
    grade: among(1, 2, 3, 4),
    level: among(1, 2, 3),
    length: among(5, 10, 20),
    origin: among('chapter', 'review'),
    version: among(VERSION),
  };
  const SHAPES = {
    state: { rev: 'revision!', response: 'any', first: 'any', checked: 'flag', revealed: 'flag', attempts: 'count', hints: 'count', sure: 'level?', at: 'moment?' },
    quiz: { mode: 'mode!', handed: 'flag', at: 'moment?' },
    entry: {
      at: 'moment!', day: 'day!', grade: 'grade!', rev: 'revision!', by: 'origin!', score: 'score!', points: 'points!',
      attempts: 'count', hints: 'count', guess: 'flag', sure: 'level?',
    },
    card: { log: '[entry]' },
    settings: { length: 'length', certainty: 'flag', at: 'moment?' },
    form: { items: '{state}', quizzes: '{quiz}', spoilt: '{text}' },
    kept: { version: 'version', items: '{state}', quizzes: '{quiz}', cards: '{card}', forms: '{form}', settings: 'settings?', spoilt: '{text}' },
  };

  /** Where a value is not what it should be: the way to the place, what stands there, and what should. */
  function* faults(value, type, place = []) {
    const name = type.replace(/[^a-z]/g, ''), many = type[0] === '[' ? 'list' : type[0] === '{' || SHAPES[name] ? 'group' : null;
    if (type.endsWith('?') && value === null) return;
    if (!many) {
      if (!IS[name](value)) yield { place, value, wanted: name };
    } else if (many === 'list' ? !Array.isArray(value) : !object(value)) {
      yield { place, value, wanted: many };
    } else if (type[0] === '[') {
      for (const [n, one] of value.entries()) yield* faults(one, name, [...place, n + 1]);
    } else if (type[0] === '{') {
      for (const [id, one] of entries(value)) {
        if (!IS.id(id)) yield { place: [...place, id], value: id, wanted: 'id' };
        yield* faults(one, name, [...place, id]);
      }
    } else {
      for (const [field, kind] of entries(SHAPES[name])) {
        if (hasOwn(value, field)) yield* faults(value[field], kind, [...place, field]);
        else if (kind.endsWith('!')) yield { place: [...place, field], wanted: kind.slice(0, -1) };
      }
    }
  }
  const fits = (value, type) => faults(value, type).next().done;

  /** Whether something is a copy at all, however spoilt. */
  const isCopy = value => object(value) && keys(value).some(name => hasOwn(SHAPES.kept, name));

  /** What keeps a document from being taken in, in sentences. */
  function problems(doc, say) {
    if (Number.isInteger(doc?.version) && doc.version > VERSION) return [say('file.newer', { version: doc.version })];
    return [...faults(doc, 'kept')].map(({ place, value, wanted }) => {
      const found = JSON.stringify(value), known = { place: place.join(' › ') || say('file.whole'), wanted: say(`wanted.${wanted}`) };
      return say(found === undefined ? 'file.missing' : 'file.wrong', { ...known, found: found?.length > 60 ? `${found.slice(0, 60)}…` : found });
    });
  }

  // Storage

  const troubles = new Set();
  let tell = () => {};

  /** What went wrong, each once: `unkept` or `unreadable`. */
  function warn(trouble) {
    if (troubles.has(trouble)) return;
    troubles.add(trouble);
    tell(trouble);
  }
  function notices(told) {
    tell = told;
    troubles.forEach(told);
  }

  function attempt(deed, otherwise) {
    try { return deed(localStorage); } catch {
      warn('unkept');
      return otherwise;
    }
  }
  const get = key => attempt(storage => storage.getItem(key), null);
  const put = (key, text) => attempt(storage => { storage.setItem(key, text); return true; }, false);
  const drop = key => attempt(storage => { storage.removeItem(key); return true; }, false);
  const all = home => attempt(storage => keys(storage).filter(key => key.startsWith(home)).sort(), []);
  const parse = text => { try { return JSON.parse(text); } catch { return undefined; } };

  /** The first name of its kind that is free, or has this text already. */
  function free(name, text, at) {
    let free = name;
    for (let n = 2; ![text, null, undefined].includes(at(free)); n += 1) free = `${name}-${n}`;
    return free;
  }
  const nameOf = key => key.replace(/^item\//, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'unnamed';

  /** What can't be read is kept as it was found, for whoever wants to mend it. */
  function setAside(key, text) {
    warn('unreadable');
    const spoilt = name => `${HOME}spoilt/${name}`;
    return put(spoilt(free(nameOf(key), text, name => get(spoilt(name)))), text) && drop(HOME + key);
  }

  // One record, and changes of it

  const cardOf = value => ({ ...(object(value) ? value : {}), log: decks.join([value?.log ?? []].flat().filter(entry => fits(entry, 'entry'))) });
  const settingsOf = value => (fits(value, 'settings') ? value : {});
  const waiting = new Map();                                          // changes that storage refused, by key
  const changed = (key, value) => (waiting.get(key) ?? []).reduce((now, change) => change(now), value);
  const held = (key, clean) => changed(key, clean(parse(get(HOME + key))));

  function alter(key, type, clean, change) {
    const text = get(HOME + key), value = parse(text), after = change(changed(key, clean(value)));
    const saved = (text === null || fits(value, type) || setAside(key, text)) && put(HOME + key, JSON.stringify(after));
    if (saved) waiting.delete(key);
    else waiting.set(key, [...waiting.get(key) ?? [], change]);
    return saved;
  }

  /** The log of an item in spaced review, in order of time. */
  const card = id => held(`card/${id}`, cardOf).log;
  const relog = (id, change) => alter(`card/${id}`, 'card', cardOf, kept => ({ ...kept, log: change(kept.log) }));
  const addEntry = (id, entry) => relog(id, log => decks.join(log, [entry]));
  const removeEntry = (id, at) => relog(id, log => log.filter(entry => entry.at !== at));

  const settings = () => ({ length: 10, certainty: false, ...held('settings', settingsOf) });
  function saveSettings(changes) {
    const now = Date.now();
    return alter('settings', 'settings', settingsOf, old => ({ ...old, ...changes, at: new Date(Math.max(now, stores.time(old) + 1)).toISOString() }));
  }

  /** The mark of a state of this revision of an item; null for one that can't be marked. */
  function markOf({ rev, scheme }, state) {
    if (state?.rev !== rev) return null;
    try { return marking.mark(scheme, state.checked ? state.response : null); } catch { return null; }
  }

  /** Every item that comes back and was answered in its chapter has its entry. */
  function enrol() {
    let saved = true;
    for (const item of catalogue.items.filter(({ recurs }) => recurs)) {
      const state = parse(get(`${HOME}item/${item.id}`)), mark = fits(state, 'state') && markOf(item, state);
      const entry = mark && decks.fromChapter(item, { attempts: 0, hints: 0, ...state }, mark, card(item.id));
      if (entry) saved = addEntry(item.id, entry) && saved;
    }
    return saved;
  }

  // All of it

  const KINDS = { item: ['items', 'state'], quiz: ['quizzes', 'quiz'] };
  const KEY = /^(?:([^/]+)\/)?(item|quiz|card|spoilt)\/(.*)$/s;
  const own = (group, id) => (hasOwn(group ?? {}, id) ? group[id] : undefined);

  /** The document. What can't be read is set aside, and everything else goes on. */
  function read() {
    const doc = { version: VERSION, items: {}, quizzes: {}, cards: {}, forms: {}, spoilt: {} }, stuck = [];
    const home = form => (form ? own(doc.forms, form) ?? (doc.forms[form] = { items: {}, quizzes: {}, spoilt: {} }) : doc);
    const known = () => all(HOME).map(key => key.slice(HOME.length));
    const aside = (key, text) => setAside(key, text) || stuck.push([key, text]);

    for (const key of new Set([...known(), ...waiting.keys()])) {
      const [, form, kind, id] = KEY.exec(key) ?? [], text = get(HOME + key), value = parse(text), named = IS.id(id) && (!form || IS.id(form));
      if (key === 'settings') {
        if (text !== null && !fits(value, 'settings')) aside(key, text);
        const chosen = held(key, settingsOf);
        if (keys(chosen).length) doc.settings = chosen;
      } else if (kind === 'card' && !form) {
        const kept = held(key, cardOf);
        if (named && kept.log.length) doc.cards[id] = kept;
        if (text === null || (named && fits(value, 'card'))) continue;
        if (named && kept.log.length) alter(key, 'card', cardOf, log => log);      // its good entries stay
        else aside(key, text);
      } else if (KINDS[kind]) {
        const [group, type] = KINDS[kind];
        if (named && fits(value, type)) home(form)[group][id] = value;
        else aside(key, text);
      }
    }
    const spoilt = known().map(key => [KEY.exec(key) ?? [], get(HOME + key)]).filter(([[, , kind]]) => kind === 'spoilt');
    for (const [[, form, , id], text] of [...spoilt, ...stuck.map(([key, text]) => [[, , , key], text])]) {
      const texts = home(IS.id(form) ? form : '').spoilt;
      texts[free(nameOf(id), text, name => own(texts, name))] = text;
    }
    return doc;
  }

  /** The document as a text that every reader of JSON takes: no half of a character. */
  const text = () => JSON.stringify(read(), (_, value) => (typeof value === 'string' ? value.toWellFormed?.() ?? value : value), 1);

  const later = (mine, theirs) => (stores.time(theirs) > stores.time(mine) ? theirs : mine ?? theirs);
  function joined(id, mine, theirs) {
    if (!mine || mine.rev === theirs.rev) return mine ? stores.join(theirs, mine) : theirs;
    const now = catalogue.items.find(item => item.id === id)?.rev;
    return [mine, theirs].find(({ rev }) => rev === now) ?? later(mine, theirs);
  }
  const sorted = (_, value) => (object(value) ? fromEntries(entries(value).sort()) : value);
  const same = (a, b) => JSON.stringify(a, sorted) === JSON.stringify(b, sorted);

  /** Takes in a document that has no problems, and loses nothing of what is here: all of it, or if storage refuses,
      nothing.  Says how much was new and what this edition does not know, or false. */
  function merge(doc) {
    const mine = read(), texts = new Map(), added = { answers: 0, reviews: 0, others: 0, unknown: keys(doc).filter(name => !hasOwn(SHAPES.kept, name)) };
    const write = (key, now, before) => !same(now, before) && texts.set(HOME + key, JSON.stringify(now));

    for (const [home, theirs, ours] of [['', doc, mine], ...entries(doc.forms ?? {}).map(([form, group]) => [`${form}/`, group, own(mine.forms, form)])]) {
      for (const [id, state] of entries(theirs.items ?? {})) {
        const before = own(ours?.items, id);
        if (write(`${home}item/${id}`, joined(id, before, state), before)) added.answers += 1;
      }
      for (const [id, state] of entries(theirs.quizzes ?? {})) {
        const before = own(ours?.quizzes, id);
        if (write(`${home}quiz/${id}`, later(before, state), before)) added.others += 1;
      }
      for (const [id, text] of entries(theirs.spoilt ?? {})) {
        const place = name => `${HOME}${home}spoilt/${name}`, key = place(free(id, text, name => texts.get(place(name)) ?? get(place(name))));
        if (get(key) === text) continue;
        texts.set(key, text);
        added.others += 1;
      }
    }
    for (const [id, theirs] of entries(doc.cards ?? {})) {
      const before = own(mine.cards, id), log = decks.join(theirs.log ?? [], before?.log ?? []);
      if (write(`card/${id}`, { ...theirs, ...before, log }, before)) added.reviews += log.length - (before?.log.length ?? 0);
    }
    if (doc.settings && write('settings', later(mine.settings, doc.settings), mine.settings)) added.others += 1;
    return putAll(texts) && added;
  }

  function putAll(texts) {
    const before = [...texts.keys()].map(key => [key, get(key)]), saved = [...texts].every(([key, text]) => put(key, text));
    for (const [key, text] of before) {
      if (saved) waiting.delete(key.slice(HOME.length));
      else drop(key);
    }
    if (!saved) before.forEach(([key, text]) => text === null || put(key, text));
    return saved;
  }

  /** Erases all that the book keeps, and nothing else. */
  function erase() {
    waiting.clear();
    return attempt(storage => keys(storage).filter(key => key.startsWith(BOOK)).forEach(key => storage.removeItem(key)) ?? true, false);
  }

  /** Tells when another tab changed something. */
  const watch = heard => addEventListener('storage', ({ key }) => (key === null || key.startsWith(BOOK)) && heard());

  return { read, text, isCopy, problems, merge, erase, watch, notices, card, addEntry, removeEntry, enrol, settings, saveSettings, markOf };
})();
