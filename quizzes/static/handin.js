/* Handing in: what a reader has answered to a quiz, as a small file.  It is saved when the reader asks for it and says so,
   and sent to nobody.  quizzes/handin.py documents the file and reads it. */
const handing = (() => {
  'use strict';

  const { element, button, details, status, download } = saying;
  const FORMAT = 'zero-tolerance-hand-in', VERSION = 1, LONGEST = 60;
  const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/gu;

  /** The revision of a quiz: FNV-1a in 32 bits, of its items' ids and revisions. */
  function revision(rows) {
    let hash = 0x811c9dc5;
    for (const sign of rows.map(row => `${row.id}:${row.revision}\n`).join('')) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x1000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  }

  function row({ id, root, scheme, own, state, begun, mark }, sealed) {
    const { response, checked, revealed, attempts, hints, sure, first } = state();
    const told = { id, revision: root.dataset.rev, response: begun() ? response : null, checked, revealed, score: checked && !own ? mark().score : null, points: scheme.points, attempts, hints };
    if (sure) told.sure = sure;
    try {
      if (!sealed && (first ?? false)) told.first = { response: first, score: marking.mark(scheme, first).score };
    } catch { /* what was kept can't be read: then it is not known */ }
    return told;
  }

  /** The file as its name and its text, which every reader of JSON takes: no half of a character. */
  function make(name, { id, mode, handed, sealed, set }) {
    const items = set.map(item => row(item, sealed)), saved = new Date().toISOString().replace(/\.\d+/, '');
    const whole = (_, value) => (typeof value === 'string' ? value.toWellFormed?.() ?? value : value);
    const words = name.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
    return [
      `${['zero-tolerance', id.slice(0, LONGEST), words].filter(Boolean).join('-')}.json`,
      `${JSON.stringify({ format: FORMAT, version: VERSION, name, quiz: id, revision: revision(items), mode, handed, saved, items }, whole, 1)}\n`,
    ];
  }

  /** Where a reader does that, at the end of a quiz; `quiz` tells how the quiz stands. */
  function desk({ say, count }, quiz) {
    const input = Object.assign(element('input', ''), { type: 'text', maxLength: LONGEST, autocomplete: 'off' });
    const note = element('p', ''), told = status('q-told'), shown = element('div', 'q-written');
    const save = Object.assign(button(say('file.save')), { type: 'submit' });
    const panel = element('form', 'q-sure', element('p', '', say('file.about')), element('p', '', say('file.own')), note,
      element('p', '', element('label', '', say('file.name'), input)), save, button(say('file.not'), () => close()));
    const open = button(say('file'), () => {
      const { sealed, set } = quiz(), left = set.filter(({ own, begun, state }) => !own && begun() && !state().checked && !state().revealed).length;
      note.textContent = sealed ? say('file.sealed') : left ? count('file.left', left, { n: left }) : '';
      input.value = told.textContent = '';
      shown.replaceChildren();
      [open.hidden, panel.hidden, note.hidden] = [true, false, !note.textContent];
      panel.focus();
    });

    function close() {
      [open.hidden, panel.hidden] = [false, true];
      open.focus();
    }

    panel.addEventListener('submit', event => {
      event.preventDefault();
      const name = input.value.replace(UNSEEN, ' ').trim().replace(/\s+/g, ' ');
      if (!name) {
        told.textContent = say('file.nameless');
        return input.focus();
      }
      const [file, text] = make(name, quiz());
      download(file, text);
      told.textContent = say('file.saved', { file });
      shown.append(details('', say('file.show'), element('label', '', say('file.text'), Object.assign(element('textarea', ''), { value: text, rows: 12, readOnly: true, spellcheck: false }))));
      return close();
    });
    Object.assign(panel, { hidden: true, tabIndex: -1 }).setAttribute('aria-label', say('file'));
    return element('div', 'q-bar q-file', open, panel, told, shown);
  }

  return { desk };
})();
