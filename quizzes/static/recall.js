/* Spaced review: what is due is asked, in sessions of a length that the reader sets, by the items of the chapters
   (item.js), which come from the shelf.  Each answer is kept at once (kept.js), so that a session may be left at any
   time; when an item comes back follows from its answers (deck.js). */
(() => {
  'use strict';

  const root = document.querySelector('[data-learn="recall"]');
  if (!root) return;

  const language = document.documentElement.lang || undefined;
  const voice = saying.speaker(recallWords, language), { say, number, count } = voice;
  const { element, link, button, status } = saying;
  const { chapters } = catalogue;
  const LENGTHS = [5, 10, 20], DAY = 864e5, AGAIN = 1;
  const ALONE = { exam: false, practice: false, together: false, sealed: () => false };   // one item at a time, marked at once

  const today = () => decks.numberOf(decks.dayOf(Date.now()));
  const logOf = ({ id }) => keeping.card(id);
  const queue = () => decks.queue(catalogue.items, logOf, today());
  const chapterOf = ({ chapter }) => chapters.find(({ id }) => id === chapter);
  const several = (key, n, values) => count(key, n, { n: number(n), ...values });

  // Days in words

  const dateOf = (day, weekday) => new Intl.DateTimeFormat(language, {
    weekday, month: 'long', day: 'numeric', year: day - today() > 180 ? 'numeric' : undefined, timeZone: 'UTC',
  }).format(day * DAY);
  const awayOf = day => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(day - today(), 'day');

  // What is on the page: sentences on what went wrong, a line that is read out, and one view after the other

  const notice = status('l-notice'), line = status('l-told'), view = element('div', 'l-view'), troubles = new Set();
  let session = null;

  function warn(trouble, on = true) {
    if (troubles.has(trouble) === on) return;
    troubles[on ? 'add' : 'delete'](trouble);
    notice.textContent = [...troubles].map(one => say(`notice.${one}`)).join(' ');
  }
  function announce(text, about = 'quiet') {
    line.dataset.about = about;
    line.textContent = text;
  }
  const show = (...content) => view.replaceChildren(...content.filter(Boolean));
  const buttons = (...made) => element('div', 'l-buttons', ...made);
  const first = (text, act) => Object.assign(button(text, act), { className: 'l-first' });

  function passage(item) {
    const { href, title } = chapterOf(item);
    return link(`${href}#${item.section}`, say('passage', { section: [title, item.heading].filter(Boolean).join(': ') }));
  }

  // Before a session

  const begin = first(say('start'), () => start(queue().filter(([, { due }]) => due <= today())));
  const ahead = first(say('ahead'), () => start(queue()));
  const choices = LENGTHS.map(length => Object.assign(element('input', ''), {
    type: 'radio', name: 'l-length', value: length, onchange: () => keeping.saveSettings({ length }),
  }));
  const lengths = element('fieldset', 'l-lengths', element('legend', '', say('length')),
    ...choices.map(choice => element('label', '', choice, ' ', number(choice.value))));

  function counts(all, due) {
    const missed = due.filter(([, standing]) => standing.missed);
    const row = (key, these) => element('div', '', element('dt', '', say(key)), element('dd', '', number(these.length)));
    return element('dl', 'l-counts', row('deck', all), row('due', due), due.length > 0 && row('missed', missed));
  }

  /** The view between sessions.  It is drawn anew when another tab, or another day, changes what is due. */
  function rest() {
    session = null;
    keeping.enrol();
    const now = today(), all = queue(), due = all.filter(([, standing]) => standing.due <= now), focused = view.contains(document.activeElement) && document.activeElement;
    warn('clock', all.some(([item]) => logOf(item).some(entry => decks.ahead(entry, now))));
    for (const choice of choices) choice.checked = Number(choice.value) === keeping.settings().length;
    const [{ href, title }] = chapters;
    if (!all.length) show(notice, element('p', '', say('empty')), element('p', 'l-link', link(href, say('empty.first', { chapter: title }))));
    else if (due.length) show(notice, counts(all, due), lengths, buttons(begin));
    else show(notice, counts(all, due), element('p', '', say('none', { date: dateOf(all[0][1].due, 'long') })), lengths, buttons(ahead));
    if (focused) (focused.isConnected ? focused : view.querySelector('button, a')).focus({ preventScroll: true });
  }

  // A session: showings of items, those that wait, those that come once more, and those that were answered

  const lastOf = item => logOf(item).at(-1)?.at;
  const isNew = ({ again }) => !again;

  function start(these) {
    warn('unfetched', false);
    const waiting = these.map(([item, { revised }]) => ({ item, revised, again: null, since: lastOf(item) }));
    session = { waiting, once: [], answered: [], length: keeping.settings().length, now: null, busy: false };
    next();
  }

  const far = () => session.answered.filter(isNew).length;

  /** The next showing that can be had, with its view; null at the end.  What another tab has asked meanwhile is left
      out, and so is a chapter whose items can't be fetched. */
  async function upcoming() {
    for (;;) {
      const showing = (far() < session.length && session.waiting.shift()) || session.once.shift();
      if (!showing) return null;
      if (showing.since !== lastOf(showing.item)) continue;
      const box = await shelf.take(showing.item).catch(() => null);
      if (box) return Object.assign(showing, { view: showing.view ?? drawn(showing, box) });
      const others = ({ item }) => item.chapter !== showing.item.chapter;
      session.waiting = session.waiting.filter(others);
      session.once = session.once.filter(others);
      warn('unfetched');
    }
  }

  async function next() {
    if (session.busy) return;
    session.busy = true;
    announce(say('fetching'), '');
    const showing = await upcoming();
    announce('');
    session.busy = false;
    if (showing) ask(showing);
    else if (session.answered.length) end();
    else rest();
  }

  /** The view of a showing: its item, to be answered. */
  function drawn(showing, box) {
    const quiz = element('div', 'q-quiz q-live q-single', box);
    delete box.dataset.section;                                       // the way back is offered below, after any answer
    delete box.dataset.sectionTitle;
    const made = items.enhance(box, voice, ALONE, { kept: () => null, keep: state => answered(showing, state), forget() {} });
    made.blank();
    box.querySelector('.q-label').replaceWith(...showing.revised ? [element('p', 'q-note', say('revised'))] : []);
    box.querySelector('.q-this button').remove();                     // instead of clearing, an answer is taken back
    box.querySelector('.q-this a').href = `${chapterOf(showing.item).href}#${box.id}`;
    if (keeping.settings().certainty && typeof certainty !== 'undefined') certainty.ask(box);
    showing.made = made;
    return quiz;
  }

  function ask(showing, before = '') {
    session.now = showing;
    const { waiting, once, answered: done, length } = session, { title } = chapterOf(showing.item);
    const [n, left] = showing.again ? [done.length - far() + 1, once.length] : [far() + 1, Math.min(waiting.length, length - far() - 1)];
    const place = say(showing.again ? 'place.once' : 'place', { n: number(n), of: number(n + left), chapter: title }), heading = element('h2', '', place);
    show(heading, notice, showing.view, done.length > 0 && buttons(button(say('undo.last'), undo)));
    const stem = showing.view.querySelector('.q-stem');
    stem.tabIndex = -1;
    heading.scrollIntoView();
    stem.focus({ preventScroll: true });
    announce([before, place].join(' '));
  }

  /** The first answer of a showing counts; what is tried on it afterwards is practice. */
  function answered(showing, { checked, revealed, hints, sure = null }) {
    if (showing.entry || !(checked || revealed)) return;
    const { item, made } = showing, { score, points } = made.mark(), now = Date.now();
    showing.answer = { right: checked && score >= points, shown: revealed, hints, sure };
    showing.entry = {
      at: decks.moment(logOf(item), now), day: decks.dayOf(now), grade: decks.grade(showing.answer), rev: item.rev,
      by: 'review', score, points, hints, ...(sure && { sure }),
    };
    session.answered.push(showing);
    keep(showing);
    view.querySelector('.l-view > .l-buttons')?.remove();
    conclude(showing);
  }

  /** Keeps the entry; what was missed comes once more, behind the others. */
  function keep(showing) {
    const { item, entry } = showing;
    keeping.addEntry(item.id, entry);
    session.once = session.once.filter(({ again }) => again !== showing);
    if (entry.grade === AGAIN && !showing.again) session.once.push({ item, again: showing, since: entry.at });
  }

  function comesBack({ item, entry, again }) {
    const { due } = decks.standing(item, logOf(item), today());
    if (due > today()) return say('back', { when: awayOf(due), date: dateOf(due) });
    return say(entry.grade === AGAIN && !again ? 'back.once' : 'back.session');
  }

  /** What comes after an answer: when the item comes back, the way to its passage, and the way on. */
  function conclude(showing) {
    const { item, made, answer } = showing, back = status('l-back'), onward = first(say('next'), next);
    const tell = () => { back.textContent = [showing.entry.guess && say('guessed'), comesBack(showing)].filter(Boolean).join(' '); };
    const guess = button(say('guess'), () => {
      const { guess: was, ...entry } = showing.entry;
      showing.entry = { ...entry, grade: decks.grade({ ...answer, guess: !was }), ...(!was && { guess: true }) };
      guess.setAttribute('aria-pressed', !was);
      keep(showing);
      tell();
    });
    guess.setAttribute('aria-pressed', false);
    made.root.querySelector('.q-answer').before(element('div', 'l-after', back, element('p', 'l-link', passage(item)), buttons(onward, answer.right && guess, button(say('undo'), undo))));
    tell();
    if (!made.root.contains(document.activeElement)) return;
    onward.focus({ preventScroll: true });
    onward.scrollIntoView({ block: 'nearest' });                      // what is said of the answer stays in sight above it
  }

  /** Takes the last answer back, and asks its item anew; what was begun since waits as it is. */
  async function undo() {
    if (session.busy) return;
    session.busy = true;
    const { answered: done, now, waiting, once } = session, showing = done.pop();
    keeping.removeEntry(showing.item.id, showing.entry.at);
    if (now && now !== showing) (now.again ? once : waiting).unshift(now);
    showing.entry = null;
    showing.view = drawn(showing, await shelf.take(showing.item));
    session.busy = false;
    ask(showing, say('undone'));
  }

  // After a session

  function end() {
    session.now = null;
    const news = session.answered.filter(isNew), kinds = { right: [], missed: [], guessed: [] };
    for (const showing of news) kinds[showing.entry.guess ? 'guessed' : showing.entry.grade === AGAIN ? 'missed' : 'right'].push(showing);
    const what = Object.entries(kinds).filter(([, these]) => these.length).map(([kind, these]) => say(`tally.${kind}`, { n: number(these.length) }));
    const { missed } = kinds, later = showing => session.answered.some(({ again, entry }) => again === showing && entry.grade > AGAIN);
    const row = showing => element('li', '', element('span', '', showing.item.stem), later(showing) && ` ${say('later')}`, element('span', 'l-link', passage(showing.item)));
    const now = today(), days = queue().map(([, { due }]) => due), still = days.filter(day => day <= now).length, coming = Math.min(...days.filter(day => day > now));
    const told = [still && several('still', still), Number.isFinite(coming) && say('coming', { when: awayOf(coming), date: dateOf(coming, 'long') })];
    const heading = element('h2', '', say('end'));
    heading.tabIndex = -1;
    show(heading, notice,
      element('p', '', several('answered', news.length, { what: new Intl.ListFormat(language).format(what) })),
      missed.length > 0 && element('p', '', say('read')), missed.length > 0 && element('ul', 'l-missed', ...missed.map(row)),
      element('p', '', told.filter(Boolean).join(' ')),
      buttons(still ? first(say('another'), begin.onclick) : first(say('ahead'), ahead.onclick), button(say('undo.last'), undo)),
      element('p', 'l-link', link('progress.html', say('to-progress'))));
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  const renew = () => session || rest();
  root.classList.add('l-recall');
  root.replaceChildren(line, view);
  rest();
  keeping.notices(trouble => warn(trouble));
  keeping.watch(renew);
  addEventListener('pageshow', ({ persisted }) => persisted && renew());
  document.addEventListener('visibilitychange', () => document.hidden || renew());
})();
