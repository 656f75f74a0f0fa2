/* An item: answered, marked, commented.  It knows no item types: the item's scheme (data-scheme) says how a response is
   read (controls.js) and marked (marking.js), and its remarks (data-part, data-on, data-value) what is said of it. */
const items = (() => {
  'use strict';

  const { mark, parts, valueOf, unread, kindOf, fail } = marking;
  const { CONTROLS, all, entries } = controls;
  const { element, link, button, details } = saying;

  const FRESH = { response: null, checked: false, revealed: false, attempts: 0, hints: 0 };
  let serial = 0;

  /** Which remarks speak to this verdict on this part. */
  function feedback(remarks, part, verdict, value) {
    const has = (words, word) => words.split(' ').includes(word);
    return remarks.filter(({ dataset }) => has(`* ${part}`, dataset.part) && has(dataset.on, verdict)
      && (!dataset.value || has(dataset.value, value)));
  }

  /** The section that an item asks about: its link and its heading, if the page has them. */
  function sectionOf({ dataset: { section = '#', sectionTitle } }) {
    const heading = document.getElementById(section.slice(1))?.querySelector('h1, h2, h3, h4');
    const title = sectionTitle ?? [...heading?.childNodes ?? []].filter(node => node.className !== 'headerlink').map(node => node.textContent).join('');
    return title && { href: section, title };
  }

  /** Buttons do nothing without this script, and so it brings them: those of the item, and those that move an entry. */
  function addButtons(root, say, names) {
    const tool = (kind, name, text) => { const made = button(text); made.dataset[kind] = name; return made; };
    const made = Object.fromEntries(Object.entries(names).map(([name, key]) => [name, tool('do', name, say(`${key}-button`))]));
    root.querySelector('.q-result').before(element('div', 'q-actions', ...Object.values(made)));
    for (const entry of all(root, '.q-entry')) {
      const text = entry.textContent, moves = [tool('move', 'up', '↑'), tool('move', 'down', '↓')];
      for (const move of moves) move.setAttribute('aria-label', say(move.dataset.move, { text }));
      entry.append(element('span', 'q-moves', ...moves));
    }
    return made;
  }

  /** `form` says the mode and whether it is still sealed; `kept` what another tab may have kept; `keep` and `forget`
      are told of every change. */
  function enhance(root, { say, number, count, points, knows }, form, { kept, keep, forget }) {
    const scheme = JSON.parse(root.dataset.scheme), kind = kindOf(scheme), hands = CONTROLS[kind], section = sectionOf(root), own = kind === 'open';
    const find = selector => root.querySelector(selector), result = find('.q-result'), answer = find('.q-answer'), rubric = find('.q-rubric');
    const boxes = new Map(all(root, '.q-part').map(box => [box.dataset.part, box])), start = entries(root);
    const hints = all(root, '.q-hint'), remarks = all(root, '.q-feedback > li'), whole = answer.cloneNode(true);
    const { check, retry, reveal } = addButtons(root, say, { check: own ? 'compare' : 'check', retry: 'retry', reveal: form.practice ? 'give-up' : 'reveal' });
    let state = FRESH, said = new Set(), early = hands.read(root);         // what was answered before this script arrived

    const given = () => (state.checked ? state.response : null);
    const now = () => mark(scheme, given());
    const right = () => now().state === 'right';
    const done = () => state.revealed || (state.checked && (!form.practice || own || right()));
    const attempted = response => unread(scheme, response).length > 0 || mark(scheme, response).state !== 'not-attempted';
    const draft = () => state.rev && !state.checked && !state.revealed;
    const tell = (text, about = '') => { result.dataset.about = about; result.textContent = text; };
    const focus = () => [...all(root, '.q-part :is(input, select, textarea, [data-move]:not([aria-disabled=true]))'), retry].find(node => node.offsetParent)?.focus();

    // What is said of a part

    const places = part => [boxes.get(part), find(`[data-note-for="${part}"]`)].filter(Boolean);

    function remarked(remark) {
      said.add(remark);
      return all(remark, '.q-say, .q-by').flatMap(part => [part.cloneNode(true), ' ']);
    }

    function describe(part, note) {
      const box = boxes.get(part), control = box.matches('fieldset') ? box : box.querySelector('input, select, textarea');
      note.id = `q-fb-${serial += 1}`;
      places(part).at(-1).append(note);
      control?.setAttribute('aria-describedby', note.id);
    }

    /** The key of a part, in the words of its controls. */
    function keyOf(part) {
      if (kind === 'ordered') return { place: scheme.correct.indexOf(part) + 1, count: scheme.correct.length };
      const choice = all(boxes.get(part), 'option, input').find(one => one.value === scheme.correct[part]);
      return { answer: (choice.closest('label') ?? choice).textContent };
    }

    function comment(part, verdict) {
      const note = element('div', 'q-fb');
      if (knows(`${kind}.${verdict}`)) note.append(element('b', 'q-verdict', say(`${kind}.${verdict}`)), ' ');
      if (state.revealed && verdict !== 'right' && knows(`${kind}.key`)) note.append(say(`${kind}.key`, keyOf(part)), ' ');
      for (const remark of feedback(remarks, part, verdict, valueOf(scheme, given(), part))) note.append(...remarked(remark));
      if (!note.hasChildNodes()) return;
      for (const place of places(part)) place.dataset.verdict = verdict;
      describe(part, note);
    }

    /** What there is to say of a part that was not chosen: to be opened, under a name that gives nothing away. */
    function explain(part, verdict, open) {
      const about = feedback(remarks, part, verdict === 'open' ? 'wrong' : 'missed', part);
      const name = open && verdict === 'open' ? 'about.wrong' : boxes.get(part).matches('.q-option') ? 'about.option' : 'about.part';
      if (about.length) places(part).at(-1).append(details('q-about', say(name), element('p', '', ...about.flatMap(remark => remarked(remark)))));
    }

    function unsay() {
      said = new Set();
      all(root, '.q-fb, .q-about').forEach(note => note.remove());
      for (const place of all(root, '[data-verdict]')) delete place.dataset.verdict;
      for (const name of ['aria-describedby', 'aria-invalid']) all(root, `.q-body [${name}]`).forEach(control => control.removeAttribute(name));
    }

    /** Says at its box that a number can't be read: it is not marked, and no attempt. */
    function complain(unreadable) {
      unsay();
      for (const part of unreadable) {
        describe(part, element('div', 'q-fb', say('unread')));
        for (const place of places(part)) place.dataset.verdict = 'unread';
        boxes.get(part).querySelector('input').setAttribute('aria-invalid', 'true');
      }
      tell(say('unread'), 'quiet');                                  // it can be read at the box
    }

    // What is shown

    /** After an answer the controls can be read and reached, but they change only after 'Try again'. */
    function lock(on) {
      root.classList.toggle('q-done', on);
      for (const control of all(root, '.q-part :is(input, select, textarea)')) {
        if (control.closest('.q-rubric')) continue;
        if (control.matches('textarea, [type=text]')) control.readOnly = on;
        else control.setAttribute('aria-disabled', on);
      }
      for (const option of all(root, 'select option')) option.disabled = on && !option.selected;
      for (const moves of all(root, '.q-moves')) moves.hidden = on;
      for (const [way, edge] of [['up', 'first'], ['down', 'last']]) {
        for (const move of all(root, `[data-move=${way}]`)) move.setAttribute('aria-disabled', move.closest('.q-entry').matches(`:${edge}-child`));
      }
    }

    /** Hints come one after the other. */
    const offer = () => hints.forEach((hint, n) => { hint.hidden = form.exam || n > state.hints; });

    /** What became of it, in a few words. */
    function outcome() {
      const { state: verdict, score, points: of } = now();
      const words = [state.checked && say(`result.${verdict}`, { score: number(score), points: points(of) }),
        form.practice && state.checked && !right() && !own && count('try', state.attempts),
        form.practice && state.checked && !done() && hints.length > state.hints && say('hint.there'),
        state.revealed && !(form.exam && state.checked) && say(state.checked ? 'result.shown' : form.exam ? 'result.blank' : 'result.revealed')];
      return words.filter(Boolean).join(' ');
    }

    function show(next) {
      const focused = document.activeElement, inside = root.contains(focused);
      state = form.sealed() ? { ...next, checked: false, revealed: false } : next;
      root.dataset.sure = state.sure ?? '';                           // another try asks anew (sure.js)
      unsay();
      hands.write(root, state.response, start);
      lock(done());
      const open = right() || state.revealed || (own && state.checked), answered = state.checked || state.revealed;
      for (const [part, verdict] of answered ? Object.entries(parts(scheme, given())) : []) {
        if (own ? verdict === 'missed' && state.checked : verdict !== 'open' && (verdict !== 'missed' || open)) comment(part, verdict);
        else if (!own) explain(part, verdict, open);
      }
      remarks.forEach(remark => { remark.hidden = said.has(remark); });
      more.hidden = own || remarks.every(remark => remark.hidden);
      if (rubric) rubric.hidden = !state.checked;
      check.hidden = done() || form.together;
      retry.hidden = !done() || form.exam;
      reveal.hidden = open || form.exam || (form.together && !state.checked);
      mine.hidden = form.exam && !form.sealed();
      answer.hidden = !open;
      answer.open = open;
      offer();
      tell(outcome(), state.checked ? now().state : '');
      find('.q-again')?.remove();
      if (answered && !right() && !own && section) result.after(element('p', 'q-again', link(section.href, say('again', { section: section.title }))));
      if (inside && !focused.offsetParent) ([done() ? retry : check, reveal].find(one => !one.hidden) ?? about.firstChild).focus();
    }

    // What a reader does

    function change({ hints: opened = 0, ...changes }, unmarked = false) {
      const found = kept(), other = found?.rev === root.dataset.rev ? found : {}, most = name => Math.max(state[name], other[name] || 0);
      const at = new Date(Math.max(Date.now(), stores.time(found) + 1)).toISOString(), tries = most('attempts'), marked = changes.checked && !unmarked;
      const first = tries ? state.first ?? other.first : marked && !own && state.first !== null ? changes.response
        : changes.revealed || state.first === null ? null : undefined;   // none is a first one after the answer was shown
      state = { ...state, first, attempts: tries + (marked ? 1 : 0), hints: Math.max(most('hints'), opened), ...changes, rev: root.dataset.rev, at };
      state.sure = (state.checked && Number(root.dataset.sure)) || undefined;
      find('.q-note')?.remove();
      if (!unmarked) show(state);
      else if (changes.checked === false && !['single', 'multiple'].includes(kind)) unsay();   // what was said of it is said of another answer
      keep(state, unmarked);
    }

    /** Whether there is an answer that can be marked; if not, says what is missing. */
    function ready(quiet) {
      const response = hands.read(root), unreadable = unread(scheme, response);
      if (unreadable.length) complain(unreadable);
      else if (mark(scheme, response).state !== 'not-attempted') return true;
      else if (!quiet) tell(say(`missing.${kind}`), 'missing');
      return false;
    }

    const act = {
      check: () => (ready() ? change({ response: hands.read(root), checked: true }) : focus()),
      reveal: () => change({ response: hands.read(root), revealed: true }),
      retry() {
        const fresh = state.revealed || right(), verdicts = parts(scheme, given());
        change({ response: fresh && !own ? null : hands.keep(state.response, part => verdicts[part] === 'right'), checked: false, revealed: false });
        focus();
      },
    };

    function clear() {
      show(FRESH);                                                    // first: what the quiz then counts is what is there
      forget();
      tell(say('cleared'));
      focus();
    }

    function move(entry, way) {
      const other = way === 'up' ? entry.previousElementSibling : entry.nextElementSibling;
      if (!other) return;
      entry[way === 'up' ? 'after' : 'before'](other);                // the neighbour moves, so the focus stays
      entry.parentElement.dataset.moved = 'yes';
      lock(false);
      const response = entries(root);
      change({ response, checked: false }, true);
      tell(say('moved', { entry: entry.querySelector('.q-text').textContent.trim(), place: response.indexOf(entry.dataset.part) + 1, count: response.length }), 'quiet');
    }

    root.addEventListener('click', event => {
      const { do: deed, move: way } = event.target.closest('[data-do], [data-move]')?.dataset ?? {};
      if (deed) act[deed]();
      else if (way) move(event.target.closest('.q-entry'), way);
      else if (done() && event.target.matches('.q-part :is([type=radio], [type=checkbox])') && !event.target.closest('.q-rubric')) event.preventDefault();
    });
    root.addEventListener('input', ({ target }) => {
      if (target.closest('.q-rubric')) {
        change({ response: hands.read(root), checked: true, attempts: state.attempts });
      } else if (!done()) {
        tell('');
        change({ response: hands.read(root), checked: false }, true);
      }
    });
    root.addEventListener('keydown', event => {
      if (event.key === 'Enter' && event.target.type === 'text' && !event.isComposing && !done() && !form.together) act.check();
    });
    root.addEventListener('toggle', ({ target }) => {                 // it does not bubble: caught on its way down
      const opened = hints.indexOf(target) + 1;
      if (!target.open || opened <= state.hints) return;
      change({ hints: opened }, true);
      offer();
    }, true);

    const list = find('.q-feedback'), more = details('q-more', say('more')), mine = button(say('clear'), clear);
    list.replaceWith(more);
    more.append(list);
    const about = details('q-this', say('about.item'),
      element('p', '', say('about.id'), ' ', element('code', '', root.dataset.item), ' · ', link(`#${root.id}`, say('about.link'))), mine);
    root.append(about);

    return {
      id: root.dataset.item, key: `item/${root.dataset.item}`, root, scheme, own, result, section, done, show, tell, focus, ready, outcome, whole,
      state: () => state, begun: () => attempted(state.response), mark: now,
      blank: () => show(FRESH),
      /** Another go at it, from nothing; what was tried stays counted. */
      again: () => change({ response: null, checked: false, revealed: false }),
      /** Marks what is there; with `shut` nothing can be changed afterwards. */
      hand(shut) {
        if (done()) return;
        const response = hands.read(root), checked = ready(true);
        if (checked || shut) change({ response, checked, revealed: shut });
      },
      /** Shows what was kept, joined by `join` with what is here. A state of another revision is not used, and one that
          can't be read is an error. */
      restore(found, join) {
        const first = early;
        early = null;
        if (found === null || found === undefined) return draft() || show(attempted(first) ? { ...FRESH, response: first } : FRESH);
        if (typeof found.rev !== 'string') fail('not a state:', [found]);
        if (found.rev !== root.dataset.rev) {
          show(FRESH);
          find('.q-note')?.remove();
          return find('.q-label').after(element('p', 'q-note', say('revised')));
        }
        const clean = { ...FRESH, ...found, checked: found.checked === true && mark(scheme, found.response).state !== 'not-attempted', revealed: found.revealed === true };
        attempted(clean.response);                                    // throws where it can't be
        const next = join(state.rev ? state : null, clean);
        if (state.at && next.at === state.at && next.checked === state.checked && next.revealed === state.revealed) {   // what is here is the later one, and stays as it is
          state = { ...state, first: next.first, attempts: next.attempts, hints: next.hints };
          return offer();
        }
        return show(next);
      },
    };
  }

  return { enhance, FRESH };
})();
