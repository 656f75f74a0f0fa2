/* My progress: what a reader has answered, chapter by chapter, and what is still open.  All of it is made from what the
   browser keeps (kept.js) and from the catalogue of the book; other tabs change it as it stands. */
(() => {
  'use strict';

  const root = document.querySelector('[data-learn="progress"]');
  if (!root) return;

  const language = document.documentElement.lang || undefined;
  const { say, number, count, points } = saying.speaker(progressWords, language);
  const { element, link, button, details, status, ask, download } = saying;
  const { chapters, items, certainty } = catalogue;
  const SIGNS = { right: '✓', partial: '◐', wrong: '✗', shown: '▢', written: '✎', open: '○', revised: '↻' };
  const STORED = 'application/json', MOST = 2e7;                      // bytes; a browser keeps a quarter of it
  const DAY = 864e5, MINUTE = 6e4;

  const today = () => decks.numberOf(decks.dayOf(Date.now()));
  const chapterOf = ({ chapter }) => chapters.find(({ id }) => id === chapter);
  const addressOf = item => `${chapterOf(item).href}#item-${item.id}`;
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format;

  /** A day in words: today, yesterday, tomorrow, or its date. */
  function dayInWords(day) {
    const away = day - today();
    if (Math.abs(away) < 2) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(away, 'day');
    return say('on', { date: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(day * DAY) });
  }
  const list = (words, type = 'conjunction') => new Intl.ListFormat(language, { type }).format(words);
  const several = (key, n) => count(key, n, { n: number(n) });
  const heading = text => element('h2', '', text);
  const section = (name, ...content) => Object.assign(element('section', '', ...content), { id: `l-${name}` });

  // How an item stands

  const isPast = time => time < Date.now() + MINUTE;
  const worked = state => state && (state.checked || state.revealed || ![null, undefined].includes(state.response));

  const OWN = ['written', 'self-marked'];

  /** `open`, `revised`, `shown`, `written` (the reader marks it), or what its mark says. */
  function standing(item, kept) {
    const state = kept.items[item.id], mark = keeping.markOf(item, state);
    if (!state?.checked && !state?.revealed) return { item, name: 'open' };
    if (state.rev !== item.rev) return { item, name: 'revised' };
    if (!mark || mark.state === 'not-attempted') return { item, name: state.revealed ? 'shown' : 'open' };
    return { item, mark, name: OWN.includes(mark.state) ? 'written' : mark.state };
  }
  const isOpen = ({ name }) => ['open', 'revised'].includes(name);
  const inWords = ({ name, mark }) => (mark?.state === 'self-marked' ? say('state.self-marked', { score: number(mark.score), points: points(mark.points) }) : say(`state.${name}`));

  // Continue where you were

  /** The item worked on last.  A time from the future comes from a clock that was wrong: it comes behind the others. */
  function latest(kept) {
    const time = item => stores.time(kept.items[item.id]);
    return items.filter(item => worked(kept.items[item.id])).sort((a, b) => isPast(time(b)) - isPast(time(a)) || time(b) - time(a))[0];
  }

  function onward(kept, all) {
    const last = latest(kept);
    if (!last) return [element('p', '', say('empty')), element('p', '', link(chapters[0].href, say('empty.first', { chapter: chapters[0].title })))];
    const at = stores.time(kept.items[last.id]), when = at && isPast(at) ? dayInWords(decks.numberOf(decks.dayOf(at))) : '';
    const next = all.slice(items.indexOf(last) + 1).find(isOpen)?.item;
    const step = (text, item) => element('p', 'l-step', element('span', '', text), ' ', link(addressOf(item), item.stem));
    return [
      heading(say('continue')),
      step(say(when ? 'continue.last-when' : 'continue.last', { when, chapter: chapterOf(last).title }), last),
      !next ? element('p', '', say('continue.none'))
        : step(next.chapter === last.chapter ? say('continue.next') : say('continue.next-chapter', { chapter: chapterOf(next).title }), next),
    ];
  }

  // Spaced review

  function recall() {
    const days = decks.queue(items, ({ id }) => keeping.card(id), today()).map(([, { due }]) => due);
    const due = days.filter(day => day <= today()).length, next = Math.min(...days.filter(day => day > today()));
    const told = [!days.length ? say('recall.none') : due ? count('due', due) : say('due.none'), Number.isFinite(next) && say('recall.next', { when: dayInWords(next) })];
    return [heading(say('recall')), element('p', '', told.filter(Boolean).join(' ')), element('p', '', link('recall.html', say('recall.link')))];
  }

  // The map

  const turned = new Map();                                           // chapters that the reader has opened or shut

  function mark(one) {
    const made = link(addressOf(one.item), SIGNS[one.name]), name = say('mark', { stem: one.item.stem, state: inWords(one) });
    made.className = 'l-mark';
    made.dataset.state = one.name;
    made.title = name;
    made.setAttribute('aria-label', name);
    return element('li', '', made);
  }

  function chapterMap(chapter, all) {
    const these = all.filter(({ item }) => item.chapter === chapter.id), n = name => these.filter(one => one.name === name).length;
    const own = these.filter(({ mark }) => mark?.state === 'self-marked'), sum = what => own.reduce((total, { mark }) => total + mark[what], 0);
    const open = these.filter(isOpen).length, answered = these.length - open - n('shown'), begun = open < these.length || n('revised') > 0;
    const tally = [...['right', 'partial', 'wrong', 'shown', 'written'].filter(n).map(name => say(`tally.${name}`, { n: number(n(name)) })), say('tally.open', { n: number(open) })];
    const title = element('span', 'l-title', element('b', '', chapter.title), element('span', 'l-tally', begun ? say('answered', { answered: number(answered), items: number(these.length) }) : count('question', these.length)));
    const made = details('l-chapter', title,
      begun && element('p', 'l-tally', tally.join(' · ')),
      n('revised') > 0 && element('p', 'l-tally', count('revised', n('revised'))),
      own.length > 0 && element('p', 'l-tally', say('own', { score: number(sum('score')), points: points(sum('points')) })),
      ...Object.entries(chapter.objectives).map(([id, text]) => element('div', 'l-objective',
        element('p', '', text), element('ul', 'l-marks', ...these.filter(({ item }) => item.objective === id).map(mark)))),
      element('p', '', link(chapter.href, say('to-chapter', { chapter: chapter.title }))));
    made.open = turned.get(chapter.id) ?? begun;
    made.dataset.place = chapter.id;
    made.firstChild.addEventListener('click', () => turned.set(chapter.id, !made.open));
    return made;
  }

  function map(all) {
    const legend = Object.entries(SIGNS).map(([name, sign]) => {
      const shown = element('span', 'l-sign', sign);
      shown.dataset.state = name;
      shown.setAttribute('aria-hidden', 'true');
      return element('li', '', shown, element('span', '', say(`state.${name}`)));
    });
    return [heading(say('map')), element('p', '', say('map.about')), element('ul', 'l-legend', ...legend), ...chapters.map(chapter => chapterMap(chapter, all))];
  }

  // Before and after

  function beforehand({ forms: { before, after } }) {
    const rows = chapters.flatMap(chapter => {
      const pairs = items.filter(({ id }) => chapter.before.includes(id))
        .map(item => [before, after].map(form => form?.items[item.id]?.checked && keeping.markOf(item, form.items[item.id]))).filter(pair => pair.every(Boolean));
      const right = n => number(pairs.filter(pair => pair[n].state === 'right').length), of = number(pairs.length);
      return pairs.length ? [element('li', '', say('beforehand.change', { chapter: chapter.title, before: right(0), after: right(1), of }))] : [];
    });
    return rows.length && [heading(say('beforehand')), element('ul', 'l-plain', ...rows), element('p', '', link('beforehand.html', say('beforehand.link')))];
  }

  // Certainty

  /** Every answer of which the reader said how sure it was, as [level, right]: from the cards, and the chapters' states
      that no entry of a card tells of. */
  function sureness(kept) {
    const said = Object.values(kept.cards).flatMap(({ log }) => log);
    const rest = items.flatMap(item => {
      const state = kept.items[item.id], score = state?.checked && keeping.markOf(item, state);
      const told = kept.cards[item.id]?.log.some(entry => entry.by === 'chapter' && entry.rev === item.rev && (entry.attempts ?? 0) >= state?.attempts);
      return score && !told ? [{ ...score, sure: state.sure }] : [];
    });
    return [...said, ...rest].filter(({ sure }) => sure).map(({ sure, score, points: of }) => [sure, score >= of]);
  }

  /** From which share of right answers on a level pays more than the one below it. */
  function pays(level) {
    const [[low, lost], [high, more]] = [certainty[level - 1], certainty[level]];
    return percent((lost - more) / (high - low + lost - more));
  }

  function calibration(kept) {
    const answers = sureness(kept), levels = Object.keys(certainty).map(Number), asked = keeping.settings().certainty;
    if (!answers.length) return asked && [element('p', '', say('sure.none'))];
    const cell = (tag, text, scope) => Object.assign(element(tag, '', text), scope && { scope });
    const earned = these => these.reduce((sum, [level, right]) => sum + certainty[level][right ? 0 : 1], 0);
    const row = (name, these) => {
      const right = these.filter(([, one]) => one).length;
      return element('tr', '', cell('th', name, 'row'), cell('td', number(these.length)), cell('td', these.length ? percent(right / these.length) : '–'), cell('td', number(earned(these))));
    };
    const head = element('thead', '', element('tr', '', ...['level', 'answers', 'right', 'marks'].map(name => cell('th', say(`sure.${name}`), 'col'))));
    const body = element('tbody', '', ...levels.map(level => row(say(`sure.${level}`), answers.filter(([one]) => one === level))), row(say('sure.all'), answers));
    const earns = n => list(levels.map(level => number(certainty[level][n])), 'disjunction');
    const source = link('https://doi.org/10.1080/0968776950030113', say('sure.source'));
    return [
      element('table', 'l-table', element('caption', '', say('sure.caption')), head, body),
      element('p', 'l-small', say('sure.read', { right: earns(0), wrong: earns(1), two: pays(2), three: pays(3) }), ' ', source),
    ];
  }

  // What changes as the reader goes on, here or in another tab

  const live = { onward: section('onward'), recall: section('recall'), map: section('map'), beforehand: section('beforehand'), sure: element('div', '') };

  /** Puts what is there now in a part of the page; whoever stood in it stands there still. */
  function put(place, content) {
    const focused = place.contains(document.activeElement) && document.activeElement;
    const same = node => node.localName === focused.localName && (node.getAttribute('href') ?? node.parentElement.dataset.place) === (focused.getAttribute('href') ?? focused.parentElement.dataset.place);
    place.replaceChildren(...(content || []).filter(Boolean));
    place.hidden = !place.hasChildNodes();
    if (!focused) return;
    const places = [...place.querySelectorAll('a, summary')];
    (places.find(same) ?? places[0] ?? erase).focus({ preventScroll: true });
  }

  function draw() {
    keeping.enrol();
    const kept = keeping.read(), all = items.map(item => standing(item, kept));
    put(live.onward, onward(kept, all));
    put(live.recall, recall());
    put(live.map, map(all));
    put(live.beforehand, beforehand(kept));
    put(live.sure, calibration(kept));
    choice.checked = keeping.settings().certainty;
  }

  let due;
  function later() {
    clearTimeout(due);
    due = setTimeout(draw, 50);                                       // a copy that is read in is heard of key by key
  }

  // How sure are you?

  const choice = Object.assign(element('input', ''), { type: 'checkbox', onchange: () => { keeping.saveSettings({ certainty: choice.checked }); draw(); } });
  const sure = section('sure', heading(say('sure')), element('p', '', say('sure.about')), element('label', 'l-choice', choice, element('span', '', say('sure.ask'))), live.sure);

  // Your data

  const told = status('l-told'), faults = element('ul', 'l-faults'), notice = status('l-notice');
  const tell = (text, wrong = []) => {
    told.textContent = text;
    faults.replaceChildren(...wrong.map(one => element('li', '', one)));
    faults.hidden = !wrong.length;
  };

  function saveCopy() {
    const file = say('file.name', { day: decks.dayOf(Date.now()) });
    download(file, keeping.text(), STORED);
    tell(say('saved', { file }));
  }

  async function takeIn(file) {
    let wrong = null, added = false;
    try {
      const doc = file.size < MOST && JSON.parse(await file.text());
      if (keeping.isCopy(doc)) wrong = keeping.problems(doc, say);
      if (wrong?.length === 0) added = keeping.merge(doc);
    } catch { wrong = null; }                                         // no JSON, or too deep to be walked
    if (!wrong) return tell(say('file.none', { file: file.name }));
    const some = wrong.slice(0, 8), more = wrong.length - some.length;
    if (wrong.length) return tell(several('file.problem', wrong.length), more ? [...some, say('file.more', { n: number(more) })] : some);
    if (!added) return tell(say('file.full'));
    draw();
    const news = ['answer', 'review', 'other'].filter(name => added[`${name}s`]).map(name => several(`added.${name}`, added[`${name}s`]));
    const said = news.length ? say('added', { what: list(news) }) : say('added.nothing');
    return tell([said, added.unknown.length && say('added.unknown', { names: list(added.unknown) })].filter(Boolean).join(' '));
  }

  const save = button(say('save'), saveCopy);
  const input = Object.assign(element('input', ''), { type: 'file', accept: `.json,${STORED}`, id: 'l-copy' });
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (file) await takeIn(file);
    input.value = '';                                                 // the same file may be chosen again, mended
  });
  const erase = button(say('erase'), () => ask(erase, {
    text: say('erase.sure'), links: [button(say('erase.save'), saveCopy)], yes: say('erase.yes'), no: say('erase.no'),
    act() {
      const gone = keeping.erase();
      draw();
      tell(say(gone ? 'erased' : 'notice.unkept'));
      erase.focus();
    },
  }));
  const label = Object.assign(element('label', '', say('read')), { htmlFor: input.id });
  const data = section('data', heading(say('data')), element('p', '', say('data.about')),
    save, element('p', 'l-file', label, input), erase, told, faults);

  const kiosk = element('div', 'l-offline');
  const ways = element('nav', 'l-ways', ...['map', 'sure', 'data'].map(name => link(`#l-${name}`, say(name))));   // past the many links of the map
  ways.setAttribute('aria-label', say('ways'));
  faults.hidden = true;
  root.classList.add('l-progress');
  root.replaceChildren(notice, ways, live.onward, live.recall, live.map, live.beforehand, sure, kiosk, data);
  keeping.notices(trouble => {
    notice.append(element('span', '', say(`notice.${trouble}`)), ' ');
  });
  draw();
  keeping.watch(later);
  addEventListener('pageshow', ({ persisted }) => persisted && later());
  document.addEventListener('visibilitychange', () => document.hidden || later());   // it may be another day
  if (typeof offline !== 'undefined') offline.panel(kiosk);
})();
