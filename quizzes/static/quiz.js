/* Quizzes. Python renders them as HTML that is complete by itself; this script lets a reader answer: item by item, all
   at the end, as an exam that is handed in, or as practice until it is right (data-mode). */
const quizzes = (() => {
  'use strict';

  const { all } = controls;
  const { speaker, element, link, button, details, status, ask } = saying;
  const told = new Set();
  let serial = 0;

  function enhance(quiz, store = stores.inBrowser(quiz.dataset.kept)) {
    const voice = speaker({ ...quizWords, ...JSON.parse(quiz.dataset.words ?? '{}') }, quiz.lang || undefined), { say, number, count, points } = voice;
    const summary = quiz.querySelector('.q-summary'), objectives = Object.entries(JSON.parse(quiz.dataset.objectives ?? '{}'));
    const mode = quiz.dataset.mode ?? 'each', key = `quiz/${quiz.dataset.quiz}`;
    const form = { exam: mode === 'exam', practice: mode === 'practice', together: ['exam', 'end'].includes(mode), sealed: () => form.exam && !handed };
    const stop = new AbortController();
    let handed = false, only = null, busy = false;

    /** Does what may fail in a browser (storage that is refused, full or spoilt); the reader is told once. */
    function attempt(trouble, deed) {
      try { return deed(); } catch {
        const line = quiz.querySelector('.q-notice');
        if (!told.has(trouble)) Object.assign(line, { hidden: false, textContent: say(trouble) });
        told.add(trouble);
        return null;
      }
    }
    const load = name => attempt('notice.unkept', () => store.load(name));
    const save = (...what) => attempt('notice.unkept', () => store.save(...what));
    const forget = names => attempt('notice.unkept', () => store.clear(names));

    const set = all(quiz, '.q-item').map(root => {
      const item = items.enhance(root, voice, form, {
        kept: () => load(item.key),
        keep: (state, draft) => { save(item.key, state, draft); changed(item, draft); },
        forget: () => { forget([item.key]); changed(); },
      });
      return item;
    });
    const nameOf = item => item.root.querySelector('.q-stem').textContent, numberOf = item => set.indexOf(item) + 1;
    const linkTo = item => link(`#${item.root.id}`, say('question', { n: numberOf(item) }));
    const finished = () => (form.together ? handed : set.every(item => item.done()));
    const blanks = () => set.filter(item => !item.done() && !item.ready(true));

    function changed(item, draft) {
      if (busy) return;
      progress();
      if (!draft) summarise(item);
    }

    function atOnce(deed) {
      busy = true;
      deed();
      busy = false;
      summarise();
    }

    // The bar: what is done for all items together, and a line that says what became of it

    const line = status('q-told'), far = element('p', 'q-far'), bar = element('div', 'q-bar', far, line);
    const hand = button(say(form.exam ? 'hand-in' : 'check-all'), () => {
      const empty = blanks(), list = set.filter(item => !only || only.has(item)).filter(item => empty.includes(item));
      if (!form.exam && !list.length) return finish();
      return ask(hand, {
        text: list.length ? count('blank', list.length) : say('hand-in.sure'), links: list.map(linkTo), act: finish,
        yes: say(form.exam ? 'hand-in' : 'check-all.yes'), no: say('go-on'), back: () => (list[0] ?? set[0]).focus(),
      });
    });
    far.hidden = !form.together;                                      // an empty line would be read out
    if (form.together) far.after(hand);
    set.at(-1).root.after(bar);

    function announce(text, about = '') {
      line.dataset.about = about;
      line.textContent = text;
    }

    function progress() {
      if (desk) desk.hidden = !set.some(item => item.begun());
      if (!form.together) return;
      const answered = set.filter(item => item.begun()).length;
      far.textContent = say('progress', { answered, items: set.length });
      hand.hidden = form.exam ? handed : set.every(item => item.done());
      far.hidden = hand.hidden;
    }

    function finish() {
      handOver(true);
      atOnce(() => set.forEach(item => item.hand(form.exam)));
      announce(score(), 'quiet');                                     // it is read out; what can be seen stands in the summary
      summary.focus();
    }

    function handOver(value) {
      handed = value;
      if (handed) save(key, { mode, handed, at: new Date().toISOString() });
      else forget([key]);
    }

    // The review at the end

    function score() {
      const machine = set.filter(item => !item.own), sum = (these, what) => these.reduce((total, item) => total + item.mark()[what], 0);
      const own = set.filter(item => item.mark().state === 'self-marked');
      const answered = set.filter(item => item.mark().state !== 'not-attempted').length;
      return [say(finished() ? 'summary.done' : 'summary.so-far', { answered, items: set.length, score: number(sum(machine, 'score')), points: points(sum(machine, 'points')) }),
        own.length && say('summary.own', { score: number(sum(own, 'score')), points: points(sum(own, 'points')) })].filter(Boolean).join(' ');
    }

    function row(item) {
      const { state } = item.mark(), why = details('q-why-again', say('review.why'));
      why.addEventListener('toggle', () => {                          // made when it is asked for
        if (why.childElementCount === 1) why.append(...[...item.whole.cloneNode(true).children].slice(1));
      });
      const result = item.own && state === 'self-marked' ? item.outcome() : say(`state.${state}`);
      const tries = form.practice && item.state().attempts > 1 && ` · ${count('try', item.state().attempts)}`;
      const became = element('span', 'q-became', result, tries);
      became.dataset.state = state;
      return element('li', '', link(`#${item.root.id}`, `${numberOf(item)}. ${nameOf(item)}`), ' ', became, why);
    }

    function review() {
      const missed = set.filter(item => !item.own && item.mark().state !== 'right');
      const sections = new Map(missed.filter(item => item.section).map(({ section }) => [section.href || section.title, section]));
      const groups = objectives.map(([id, text]) => {
        const these = set.filter(item => item.root.dataset.objective === id), machine = these.filter(item => !item.own);
        const right = machine.filter(item => item.mark().state === 'right').length;
        const group = details('q-objective', text, element('ul', '', ...these.map(row)));
        if (machine.length) group.firstChild.append(' ', element('span', 'q-count', say('review.right', { right, of: machine.length })));
        group.open = right < machine.length;
        return group;
      });
      return [
        ...sections.size ? [element('p', '', say('summary.again')), element('ul', 'q-sections', ...[...sections.values()].map(({ href, title }) => element('li', '', link(href, title))))] : [!missed.length && set.some(item => !item.own) && element('p', '', say('summary.right'))],
        ...groups.length ? [element('p', 'q-by-objective', say('review'))] : [], ...groups,
        missed.length && !form.exam && button(say('review.again'), () => again(missed)),
      ];
    }

    function summarise(latest) {
      const over = finished();
      if (over && only) showAll();
      progress();
      if (!summary) return;
      const begin = button(say('restart'), () => ask(begin, { text: say('restart.sure'), yes: say('restart.yes'), no: say('restart.no'), act: clear }));
      summary.hidden = form.together ? !handed : !set.some(item => item.done());
      summary.replaceChildren(element('p', 'q-score', score()), ...(over ? review() : []).filter(Boolean), begin);
      if (latest && over && !form.together) latest.result.append(` ${say('result.last')}`);
    }

    /** Only these, from the start; the others come back when they are done, or when asked for. */
    function again(these) {
      if (handed) handOver(false);
      atOnce(() => these.forEach(item => item.again()));
      narrow(new Set(these));
      announce(count('only', these.length));
      these[0].focus();
    }

    const every = button(say('show-all'), () => { showAll(); set[0].focus(); });
    every.hidden = true;
    line.after(every);

    function narrow(these) {
      only = these;
      for (const item of set) item.root.hidden = !!only && !only.has(item);
      for (const material of all(quiz, '.q-material')) {              // it stays while one of its items does
        const first = set.findIndex(item => material.compareDocumentPosition(item.root) & Node.DOCUMENT_POSITION_FOLLOWING);
        material.hidden = set.slice(first, first + Number(material.dataset.items)).every(item => item.root.hidden);
      }
      every.hidden = !only;
    }

    function showAll() {
      narrow(null);
      announce('');
    }

    function clear() {
      forget([...set.map(item => item.key), key]);
      handed = false;
      announce('');
      atOnce(() => set.forEach(item => item.blank()));
      showAll();
      set[0].tell(say('restart.done'));
      set[0].focus();
    }

    // Handing in: all of it as a file.  In a learning system, which hears of the answers, that piece is not there.

    const desk = summary && typeof handing !== 'undefined' && handing.desk(voice, () => ({ id: quiz.dataset.quiz, mode, handed: form.together ? handed : null, sealed: form.sealed(), set }));
    if (desk) quiz.append(desk);

    // What was kept, here or by another tab

    function restoreItem(item) {
      const kept = load(item.key);
      attempt('notice.unreadable', () => {
        try { item.restore(kept, store.join); } catch (error) {
          if (!item.state().rev) item.blank();
          store.spoil(item.key);
          throw error;
        }
      });
      const { at, attempts, hints } = item.state();
      if (kept?.rev && kept.rev === item.state().rev && (at !== kept.at || attempts > kept.attempts || hints > kept.hints)) save(item.key, item.state(), !item.state().checked);
    }

    function restore(name) {
      const state = name?.startsWith('item/') ? null : load(key);
      if (!name?.startsWith('item/')) handed = form.together && state?.handed === true && state.mode === mode;
      set.filter(item => !name || name === key || item.key === name).forEach(restoreItem);
      summarise();
    }

    /** An item's own address leads to it, wherever the review has put it. */
    function arrive(hash) {
      const item = set.find(({ root }) => root.hidden && `#${root.id}` === hash);
      if (!item) return;
      showAll();
      item.root.scrollIntoView();
    }
    addEventListener('hashchange', () => arrive(location.hash), { signal: stop.signal });
    document.addEventListener('click', ({ target }) => arrive(target.closest?.('a[href^="#item-"]')?.hash), { signal: stop.signal, capture: true });

    restore();
    quiz.querySelector('.q-unscripted')?.remove();
    quiz.classList.add('q-live');
    const unwatch = store.watch(restore);
    return () => { unwatch(); stop.abort(); };
  }

  // The live notebook: the same page, its answers kept in the widget's model

  function render({ model, el }) {
    const view = `-${serial += 1}`;
    el.innerHTML = model.get('html');                                 // rendered and escaped by Python
    // JupyterLab's own shortcuts (x deletes the cell) must not fire while a control has the focus.
    el.addEventListener('focusin', ({ target }) => { target.dataset.lmSuppressShortcuts = 'true'; });
    for (const name of ['id', 'for', 'name']) {                       // one quiz may be shown twice in a notebook
      for (const node of all(el, `[${name}]`)) node.setAttribute(name, node.getAttribute(name) + view);
    }
    const stops = all(el, '.q-quiz').map(quiz => enhance(quiz, stores.inModel(model)));
    return () => stops.forEach(stop => stop());
  }

  // The static page starts by itself; a quiz that can't be enhanced stays as it was rendered.
  if (document.currentScript) {
    const start = () => all(document, '.q-quiz').forEach(quiz => { try { enhance(quiz); } catch (error) { console.error(error); } });
    const begin = () => self.steady?.(start) ?? start();              // steady: scheme.js, on the site
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin); else begin();
  }

  return { enhance, render };
})();
