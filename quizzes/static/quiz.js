/* Quizzes. Python renders them as HTML that is complete by itself; this script lets a reader answer.
   It knows no item types: an item's scheme (data-scheme) says how a response is read, marked (marking.js) and
   commented.  All words come from the page (data-words), and nothing from the data is parsed as HTML. */
const quizzes = (() => {
  'use strict';

  const { mark, parts, valueOf, kindOf, fail } = marking;
  const { CONTROLS, all, entries } = controls;

  /** Which remarks (elements with data-part, data-on, data-value) speak to this verdict on this part. */
  function feedback(remarks, part, verdict, value) {
    const has = (words, word) => words.split(' ').includes(word);
    return remarks.filter(({ dataset }) => has(`* ${part}`, dataset.part) && has(dataset.on, verdict)
      && (!dataset.value || has(dataset.value, value)));
  }

  // Words and elements

  function speaker(words, lang) {
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format, plural = new Intl.PluralRules(lang);
    const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
    return { say, number, points: n => say(plural.select(n) === 'one' ? 'point' : 'points', { points: number(n) }), knows: key => Object.hasOwn(words, key) };
  }

  const element = (tag, className, ...content) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...content);
    return made;
  };
  const link = (href, text) => Object.assign(element('a', '', text), { href });
  const button = (text, act) => Object.assign(element('button', '', text), { type: 'button', onclick: act });

  /** The section that an item asks about: its link and its heading, if the page has them. */
  function sectionOf({ dataset: { section = '#', sectionTitle } }) {
    const heading = document.getElementById(section.slice(1))?.querySelector('h1, h2, h3, h4');
    const title = sectionTitle ?? [...heading?.childNodes ?? []].filter(node => node.className !== 'headerlink').map(node => node.textContent).join('');
    return title && { href: section, title };
  }

  // An item

  /** Buttons do nothing without this script, and so it brings them: those of the item, and those that move an entry. */
  function addButtons(root, say) {
    const tool = (kind, name, text) => { const made = button(text); made.dataset[kind] = name; return made; };
    const made = Object.fromEntries(['check', 'retry', 'reveal'].map(name => [name, tool('do', name, say(`${name}-button`))]));
    root.querySelector('.q-result').before(element('div', 'q-actions', ...Object.values(made)));
    for (const entry of all(root, '.q-entry')) {
      const text = entry.textContent, moves = [tool('move', 'up', '↑'), tool('move', 'down', '↓')];
      for (const move of moves) move.setAttribute('aria-label', say(move.dataset.move, { text }));
      entry.append(element('span', 'q-moves', ...moves));
    }
    return made;
  }

  const FRESH = { response: null, checked: false, revealed: false, attempts: 0, hints: 0 };
  let serial = 0;

  function enhanceItem(root, { say, number, points, knows }, keep) {
    const scheme = JSON.parse(root.dataset.scheme), kind = kindOf(scheme), hands = CONTROLS[kind], section = sectionOf(root);
    const find = selector => root.querySelector(selector), result = find('.q-result'), answer = find('.q-answer');
    const boxes = new Map(all(root, '.q-part').map(box => [box.dataset.part, box])), start = entries(root);
    const { check, retry, reveal } = addButtons(root, say);
    const remarks = all(root, '.q-feedback > li');
    let state = FRESH;

    const done = () => state.checked || state.revealed;
    const given = () => (state.checked ? state.response : null);
    const tell = (text, about) => { result.dataset.about = about; result.textContent = text; };
    const focus = () => find('.q-part :is(input, select, [data-move]:not([aria-disabled=true]))').focus();

    function comment(part, verdict) {
      const box = boxes.get(part), note = element('div', 'q-fb'), control = box.querySelector('input, select');
      const key = {                                                   // what the controls can say of the key themselves
        ordered: () => ({ place: scheme.correct.indexOf(part) + 1, count: scheme.correct.length }),
        record: () => ({ answer: [...control.options].find(option => option.value === scheme.correct[part]).textContent }),
      }[kind];
      if (knows(`${kind}.${verdict}`)) note.append(element('b', 'q-verdict', say(`${kind}.${verdict}`)), ' ');
      if (state.revealed && key && verdict !== 'right') note.append(say(`${kind}.key`, key()), ' ');
      for (const remark of feedback(remarks, part, verdict, valueOf(scheme, given(), part))) {
        note.append(remark.querySelector('.q-say').cloneNode(true), ' ');
      }
      if (!note.hasChildNodes()) return;
      note.id = `q-fb-${serial += 1}`;
      box.dataset.verdict = verdict;
      box.append(note);
      control?.setAttribute('aria-describedby', note.id);
    }

    /** After an answer the controls can be read and reached, but they change only after 'Try again'. */
    function lock(on) {
      root.classList.toggle('q-done', on);
      for (const control of all(root, '.q-part :is(input, select)')) {
        if (control.type === 'text') control.readOnly = on;
        else control.setAttribute('aria-disabled', on);
      }
      for (const option of all(root, 'select option')) option.disabled = on && !option.selected;
      for (const moves of all(root, '.q-moves')) moves.hidden = on;
      for (const [way, edge] of [['up', 'first'], ['down', 'last']]) {
        for (const move of all(root, `[data-move=${way}]`)) move.setAttribute('aria-disabled', move.closest('.q-entry').matches(`:${edge}-child`));
      }
    }

    function show(next) {
      const focused = document.activeElement;
      state = next;
      for (const box of boxes.values()) {
        delete box.dataset.verdict;
        box.querySelector('.q-fb')?.remove();
        box.querySelector('[aria-describedby]')?.removeAttribute('aria-describedby');
      }
      hands.write(root, state.response, start);
      lock(done());
      const now = mark(scheme, given()), right = now.state === 'right', open = right || state.revealed;
      for (const [part, verdict] of Object.entries(parts(scheme, given()))) {
        if (done() && verdict !== 'open' && (verdict !== 'missed' || open)) comment(part, verdict);
      }
      check.hidden = done();
      retry.hidden = !done();
      reveal.hidden = open;
      answer.hidden = !open;
      answer.open = open;
      const words = [state.checked && say(`result.${now.state}`, { score: number(now.score), points: points(now.points) }),
        state.revealed && say(state.checked ? 'result.shown' : 'result.revealed')];
      tell(words.filter(Boolean).join(' '), state.checked ? now.state : '');
      find('.q-again')?.remove();
      if (done() && !right && section) result.after(element('p', 'q-again', link(section.href, say('again', { section: section.title }))));
      if (root.contains(focused) && focused.hidden) (done() ? retry : check).focus();
    }

    function change(changes, draft = false) {
      state = { ...state, ...changes, rev: root.dataset.rev, at: new Date().toISOString() };
      find('.q-note')?.remove();
      if (!draft) show(state);
      keep(state, draft);
    }

    const act = {
      check() {
        const response = hands.read(root);
        if (mark(scheme, response).state !== 'not-attempted') return change({ response, checked: true, attempts: state.attempts + 1 });
        tell(say(`missing.${kind}`), 'missing');
        return focus();
      },
      reveal: () => change({ response: hands.read(root), revealed: true }),
      retry() {
        const fresh = state.revealed || mark(scheme, given()).state === 'right', verdicts = parts(scheme, given());
        change({ response: fresh ? null : hands.keep(state.response, part => verdicts[part] === 'right'), checked: false, revealed: false });
        focus();
      },
    };

    function move(entry, way) {
      const other = way === 'up' ? entry.previousElementSibling : entry.nextElementSibling;
      if (!other) return;
      entry[way === 'up' ? 'after' : 'before'](other);                // the neighbour moves, so the focus stays
      entry.parentElement.dataset.moved = 'yes';
      lock(false);
      const response = entries(root);
      change({ response }, true);
      tell(say('moved', { entry: entry.querySelector('.q-text').textContent.trim(), place: response.indexOf(entry.dataset.part) + 1, count: response.length }), 'moved');
    }

    root.addEventListener('click', event => {
      const { do: deed, move: way } = event.target.closest('[data-do], [data-move]')?.dataset ?? {};
      if (deed) act[deed]();
      else if (way) move(event.target.closest('.q-entry'), way);
      else if (done() && event.target.matches('[type=radio], [type=checkbox]')) event.preventDefault();
    });
    root.addEventListener('input', () => {
      if (done()) return;
      tell('', '');
      change({ response: hands.read(root) }, true);
    });
    root.addEventListener('keydown', event => {
      if (event.key === 'Enter' && event.target.type === 'text' && !event.isComposing && !done()) act.check();
    });
    root.addEventListener('toggle', () => {                           // it does not bubble: caught on its way down
      const hints = all(root, '.q-hint[open]').length;
      if (hints > state.hints) change({ hints }, true);
    }, true);

    const list = find('.q-feedback'), more = element('details', 'q-more', element('summary', '', say('more')));
    list.replaceWith(more);
    more.append(list);

    return {
      id: root.dataset.item, result, section, done, show, tell, focus,
      mark: () => mark(scheme, given()),
      /** Shows what was kept. A state of another revision is not used, and one that can't be read is an error. */
      restore(kept) {
        const nothing = kept === null || kept === undefined;
        if (nothing && state !== FRESH && !done()) return;              // a draft stays
        show(FRESH);
        if (nothing) return;
        if (typeof kept.rev !== 'string') fail('not a state:', [kept]);
        if (kept.rev !== root.dataset.rev) {
          find('.q-note')?.remove();
          find('.q-label').after(element('p', 'q-note', say('revised')));
        } else {
          const attempted = mark(scheme, kept.response).state !== 'not-attempted';
          show({ ...FRESH, ...kept, checked: attempted && kept.checked === true, revealed: kept.revealed === true });
        }
      },
    };
  }

  // A quiz: its items, where their answers are kept, and the score

  const KEY = 'quizzes/1/item/';
  const inBrowser = {
    load(id) {
      const text = localStorage.getItem(KEY + id);
      try { return JSON.parse(text); } catch { return text; }         // restore() refuses it
    },
    save: (id, state) => localStorage.setItem(KEY + id, JSON.stringify(state)),
    clear: ids => ids.forEach(id => localStorage.removeItem(KEY + id)),
    watch(changed) {                                                  // another tab
      const heard = ({ key }) => (key ? key.startsWith(KEY) && changed(key.slice(KEY.length)) : changed());
      addEventListener('storage', heard);
      return () => removeEventListener('storage', heard);
    },
  };
  const told = new Set();

  function enhance(quiz, store = inBrowser) {
    const said = (quiz.dataset.words ? quiz : document.querySelector('.q-quiz[data-words]')).dataset.words;   // a page says its words once
    const voice = speaker(JSON.parse(said), quiz.lang || undefined), { say, number, points } = voice;
    const summary = quiz.querySelector('.q-summary');

    /** Does what may fail in a browser (storage that is refused, full or spoilt); the reader is told once. */
    function attempt(trouble, deed) {
      try { return deed(); } catch {
        const line = quiz.querySelector('.q-notice');
        if (!told.has(trouble)) Object.assign(line, { hidden: false, textContent: say(trouble) });
        told.add(trouble);
        return null;
      }
    }

    const items = all(quiz, '.q-item').map(root => {
      const item = enhanceItem(root, voice, (state, draft) => {
        attempt('notice.unkept', () => store.save(item.id, state, draft));
        if (!draft) summarise(item);
      });
      return item;
    });

    function restore(id) {
      for (const item of items.filter(one => !id || one.id === id)) {
        const kept = attempt('notice.unkept', () => store.load(item.id));
        attempt('notice.unreadable', () => item.restore(kept));
      }
      summarise();
    }

    function summarise(latest) {
      if (!summary) return;
      const marks = items.map(item => item.mark()), sum = key => marks.reduce((total, one) => total + one[key], 0);
      const finished = items.every(item => item.done()), answered = marks.filter(one => one.state !== 'not-attempted').length;
      const again = new Map(items.filter((item, i) => item.section && marks[i].state !== 'right').map(({ section }) => [section.href, section.title]));
      const no = button(say('restart.no'), () => { sure.hidden = true; begin.hidden = false; begin.focus(); });
      const begin = button(say('restart'), () => { sure.hidden = false; begin.hidden = true; no.focus(); });
      const sure = element('div', 'q-sure', element('p', '', say('restart.sure')), button(say('restart.yes'), clear), no);
      sure.hidden = true;
      sure.setAttribute('role', 'group');
      sure.setAttribute('aria-label', say('restart.sure'));
      summary.hidden = !items.some(item => item.done());
      summary.replaceChildren(
        element('p', 'q-score', say(finished ? 'summary.done' : 'summary.so-far',
          { answered, items: items.length, score: number(sum('score')), points: points(sum('points')) })),
        ...finished ? [element('p', '', say(again.size ? 'summary.again' : 'summary.right')),
          element('ul', '', ...[...again].map(([href, title]) => element('li', '', link(href, title))))] : [],
        begin, sure,
      );
      if (latest && finished) latest.result.append(` ${say('result.last')}`);
    }

    function clear() {
      attempt('notice.unkept', () => store.clear(items.map(item => item.id)));
      items.forEach(item => item.show(FRESH));
      summarise();
      items[0].tell(say('restart.done'), '');
      items[0].focus();
    }

    restore();
    quiz.classList.add('q-live');
    return store.watch(restore);
  }

  // The live notebook: the same page, its answers kept in the widget's model

  function inModel(model) {
    let own = false;
    const put = states => {
      own = true;
      model.set('states', states);
      model.save_changes();
      own = false;
    };
    return {
      load: id => new Map(Object.entries(model.get('states'))).get(id),
      save: (id, state, draft) => draft || put({ ...model.get('states'), [id]: state }),
      clear: ids => put(Object.fromEntries(Object.entries(model.get('states')).filter(([id]) => !ids.includes(id)))),
      watch(changed) {
        const heard = () => own || changed();
        model.on('change:states', heard);
        return () => model.off('change:states', heard);
      },
    };
  }

  function render({ model, el }) {
    const view = `-${serial += 1}`;
    el.innerHTML = model.get('html');                                 // rendered and escaped by Python
    // JupyterLab's own shortcuts (x deletes the cell) must not fire while a control has the focus.
    el.addEventListener('focusin', ({ target }) => { target.dataset.lmSuppressShortcuts = 'true'; });
    for (const name of ['id', 'for', 'name']) {                       // one quiz may be shown twice in a notebook
      for (const node of all(el, `[${name}]`)) node.setAttribute(name, node.getAttribute(name) + view);
    }
    const stops = all(el, '.q-quiz').map(quiz => enhance(quiz, inModel(model)));
    return () => stops.forEach(stop => stop());
  }

  // The static page starts by itself; a quiz that can't be enhanced stays as it was rendered.
  if (document.currentScript) {
    const start = () => all(document, '.q-quiz').forEach(quiz => { try { enhance(quiz); } catch (error) { console.error(error); } });
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
  }

  return { enhance, render };
})();
