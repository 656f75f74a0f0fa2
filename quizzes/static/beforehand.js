/* What do you think now?  The questions of a chapter before it is read, the same once more after it, and then both
   answers side by side.  They are kept in two forms of their own (quizzes/states.py): in `before` guesses, which stay
   drafts and are marked only to be compared; in `after` what comparing hands in, like an exam.  `quiz/<chapter>` of
   each says that it is done. */
(() => {
  'use strict';

  const { mark, kindOf } = marking;
  const { CONTROLS, all } = controls;
  const { speaker, element, link, button, status, ask } = saying;
  const lang = document.documentElement.lang || undefined, voice = speaker(beforehandWords, lang), { say, count } = voice;
  const stored = { before: stores.inBrowser('before'), after: stores.inBrowser('after') };
  const listed = new Map(catalogue.items.map(item => [item.id, item])), chapters = catalogue.chapters.filter(({ before }) => before.length);
  const page = document.querySelector('[data-learn="beforehand"]');
  const notice = status('q-notice'), view = element('div', ''), told = status('q-told');
  const quizOf = ({ id }) => `quiz/${id}`;
  let shown = null, step = '', set = [], turn = 0;

  // What is kept

  /** Does what may fail in a browser (storage that is refused, full or spoilt), which is said; whether it was done. */
  function attempt(trouble, deed) {
    try { deed(); return true; } catch {
      if (notice.textContent !== say(trouble)) Object.assign(notice, { hidden: false, textContent: say(trouble) });
      return false;
    }
  }

  function load(form, key) {
    let found = null;
    attempt('notice.unkept', () => { found = stored[form].load(key); });
    return found;
  }

  const save = (form, key, state) => attempt('notice.unkept', () => stored[form].save(key, state));
  const forget = (form, keys) => attempt('notice.unkept', () => stored[form].clear(keys));

  /** When a form was finished for a chapter, and whether it was. */
  function done(form, chapter) {
    const state = load(form, quizOf(chapter));
    return state?.handed === true && state.mode === 'exam' ? state : null;
  }

  const finish = (form, chapter) => save(form, quizOf(chapter), { mode: 'exam', handed: true, at: new Date().toISOString() });
  const stepOf = chapter => (!done('before', chapter) ? 'before' : done('after', chapter) ? 'both' : 'after');

  function dateOf(chapter) {
    const time = stores.time(done('before', chapter));
    return time && new Intl.DateTimeFormat(lang, { dateStyle: 'long' }).format(time);
  }

  // All chapters

  function standing(chapter) {
    const date = dateOf(chapter);
    return { before: say('not-yet'), both: say('compared'), after: date ? say('guessed', { date }) : say('guessed.undated') }[stepOf(chapter)];
  }

  function list() {
    set = [];
    const rows = chapters.map(chapter => element('li', '', link(`#${chapter.id}`, chapter.title), ' ', element('span', 'q-became', standing(chapter))));
    view.replaceChildren(element('ol', 'l-chapters', ...rows));
  }

  // The questions of a chapter

  /** An item of one of the two forms. Nothing is said of an answer before both are compared. */
  function enhance(root, form) {
    const shape = { exam: true, practice: false, together: true, sealed: () => step !== 'both' };
    const item = items.enhance(root, voice, shape, {
      kept: () => load(form, item.key),
      keep: state => save(form, item.key, state),
      forget: () => forget(form, [item.key]),
    });
    root.querySelector('.q-label').textContent = say('question', { n: shown.before.indexOf(item.id) + 1 });
    return item;
  }

  function restore(item, form) {
    const found = load(form, item.key);
    attempt('notice.unreadable', () => {
      try { item.restore(found, stored[form].join); } catch (error) {
        if (!item.state().rev) item.blank();
        stored[form].spoil(item.key);
        throw error;
      }
    });
  }

  const title = () => Object.assign(element('h2', '', say(step, { title: shown.title })), { tabIndex: -1 });
  const ways = () => element('p', 'l-ways', link('#', say('all')), link(shown.href, say('read')));

  async function open(chapter, focus) {
    const mine = turn += 1;
    shown = chapter;
    step = stepOf(chapter);
    set = [];
    view.replaceChildren(title(), element('p', '', say('coming')), ways());
    if (focus) view.firstChild.focus();
    const roots = await Promise.all(chapter.before.map(id => shelf.take(listed.get(id)))).catch(() => null);
    if (mine !== turn) return;
    if (!roots) view.children[1].replaceWith(element('p', '', say('failed'), ' ', button(say('failed.again'), () => open(chapter, true))));
    else ({ before: guess, after: answer, both: compared })[step](roots);
    if (focus) view.firstChild.focus();
  }

  /** Enhances items and shows them between a beginning and an end. */
  function show(form, roots, beginning, ...end) {
    view.replaceChildren(title(), ...beginning, ...roots, ...end, ways());
    set = roots.map(root => enhance(root, form));
    set.forEach(item => restore(item, form));
  }

  function guess(roots) {
    const keep = button(say('keep'), () => {
      const begun = set.filter(item => item.state().rev);
      if (begun.every(item => save('before', item.key, item.state())) && finish('before', shown)) location.href = shown.href;
      else announce(say('keep.failed'));
    });
    show('before', roots, [element('p', '', say('before.about'))], element('div', 'q-bar l-main', keep));
  }

  function answer(roots) {
    const date = dateOf(shown), plain = roots.map(root => root.cloneNode(true));
    const compare = button(say('compare'), () => {
      const empty = set.filter(item => !item.ready(true));
      const act = () => handIn(plain);
      if (!empty.length) return act();
      const links = empty.map(item => link(`#${item.root.id}`, say('question', { n: set.indexOf(item) + 1 })));
      return ask(compare, { text: count('blank', empty.length), links, act, yes: say('compare'), no: say('go-on'), back: () => empty[0].focus() });
    });
    show('after', roots, [element('p', '', date ? say('after.about', { date }) : say('after.undated'))], element('div', 'q-bar l-main', compare), restart());
  }

  function handIn(plain) {
    step = 'both';
    set.forEach(item => item.hand(true));
    finish('after', shown);
    view.replaceChildren(title(), ...set.map(({ root }) => root), restart(), ways());
    sideBySide(plain);
    view.querySelector('.q-score').focus();
  }

  // Both answers

  function compared(roots) {
    const plain = roots.map(root => root.cloneNode(true));
    show('after', roots, [], restart());
    for (const item of set) {                                         // revised or lost since: the answer alone is shown
      if (!item.done()) item.show({ ...items.FRESH, revealed: true });
    }
    sideBySide(plain);
  }

  /** The first answer to an item and its mark; or why there is none that can be compared. */
  function first({ key, root, scheme }) {
    const state = load('before', key);
    if (state === null || state === undefined) return { response: null, mark: mark(scheme, null) };
    if (typeof state.rev === 'string' && state.rev !== root.dataset.rev) return { missing: 'then.revised' };
    try {
      if (typeof state.rev !== 'string') throw new Error('not a state');
      return { response: state.response, mark: mark(scheme, state.response) };
    } catch {
      attempt('notice.unkept', () => stored.before.spoil(key));
      return { missing: 'then.unreadable' };
    }
  }

  function second(item) {
    const { rev, response, checked } = item.state();
    return rev ? { response: checked ? response : null, mark: item.mark() } : { missing: 'now.lost' };
  }

  /** A response in the words of the item's own controls, a line for each part that was answered. */
  function inWords(plain, scheme, response) {
    CONTROLS[kindOf(scheme)].write(plain, response);
    return all(plain, '.q-part').flatMap(part => {
      const chosen = part.querySelector('input:checked, option:checked:not([value=""])');
      if (!chosen) return [];
      const words = (chosen.closest('label')?.lastChild ?? chosen).textContent;
      return part.matches('.q-option') ? words : `${part.querySelector('.q-text').textContent}: ${words}`;
    });
  }

  function line(name, { response, mark: result, missing }, plain, scheme) {
    const box = element('dd', '');
    if (missing) box.append(say(missing));
    else {
      const became = element('span', 'q-became', say(`state.${result.state}`));
      became.dataset.state = result.state;
      box.append(...inWords(plain, scheme, response).map(words => element('span', 'l-given', words)), became);
    }
    return element('div', '', element('dt', '', say(name)), box);
  }

  function sideBySide(plain) {
    const pairs = set.map(item => [first(item), second(item)]), right = n => pair => pair[n].mark.state === 'right';
    set.forEach((item, n) => {
      const [then, now] = pairs[n], { root, scheme } = item;
      root.querySelector('.q-body').after(element('dl', 'l-two', line('then', then, plain[n], scheme), line('now', now, plain[n], scheme)));
    });
    const whole = pairs.filter(([then, now]) => !then.missing && !now.missing), of = whole.length, out = pairs.length - of;
    const began = whole.some(([{ mark: { state } }]) => state !== 'not-attempted');
    const words = of ? [began ? say('then.right', { right: whole.filter(right(0)).length, of }) : say('then.none'), say('now.right', { right: whole.filter(right(1)).length, of })] : [];
    const score = Object.assign(element('p', 'q-score', [...words, out && count('apart', out)].filter(Boolean).join(' ')), { tabIndex: -1 });
    view.firstChild.after(score, element('p', '', say('both.own')));
  }

  function restart() {
    const begin = button(say('restart'), () => ask(begin, {
      text: say('restart.sure'), yes: say('restart.yes'), no: say('restart.no'),
      act() {
        const keys = [...shown.before.map(id => `item/${id}`), quizOf(shown)];
        forget('after', keys);
        forget('before', keys);
        announce(say('restart.done'));
        open(shown, true);
      },
    }));
    return element('div', 'q-bar', begin);
  }

  // Where the reader is

  function announce(text) { told.textContent = text; }

  /** The chapter that the address names, or one of whose questions it names; null for all, undefined for another place. */
  function asked() {
    const name = location.hash.slice(1);
    return name ? chapters.find(({ id, before }) => id === name || before.some(one => name === `item-${one}`)) : null;
  }

  function go(focus) {
    const chapter = asked();
    if (chapter === undefined && view.hasChildNodes()) return;        // a heading of the page
    if (chapter && chapter === shown && set.length) return;           // one of the questions that are shown
    announce('');
    if (chapter) open(chapter, focus);
    else {
      const left = shown?.id ?? chapters[0].id;
      turn += 1;
      shown = null;
      list();
      if (focus) view.querySelector(`a[href="#${left}"]`).focus();
    }
  }

  /** What another tab did: an answer is shown here too; a step is gone along with. */
  function follow(form, name) {
    if (!shown) {
      list();
      return;
    }
    const item = set.find(({ key }) => key === name), here = step === 'before' ? 'before' : 'after';
    if (item && form === here && step !== 'both') restore(item, form);
    else if ((!name || name === quizOf(shown)) && stepOf(shown) !== step) {
      const inside = view.contains(document.activeElement);
      announce(say('elsewhere'));
      open(shown, inside);
    }
  }

  notice.hidden = true;
  page.replaceChildren(element('div', 'q-quiz q-live l-ahead', notice, view, told));
  go();
  addEventListener('hashchange', () => go(true));
  addEventListener('pageshow', ({ persisted }) => persisted && (shown ? open(shown, false) : list()));
  for (const form of ['before', 'after']) stored[form].watch(name => follow(form, name));
})();
