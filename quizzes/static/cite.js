/* Citations and terms. A mark that has a note on its page opens it as a card beside the sentence; without a note, or
   without this script, the mark is the link to the evidence page that it always was. */
(() => {
  'use strict';

  const MARKS = 'a.cite, a.gloss, sup a';                // labelled links of items, terms, small numbers
  const notes = new Map([...document.querySelectorAll('.notes li[id]')].map(note => [note.id.slice(5), note]));  // note-s-058, term-referral
  const noteOf = mark => notes.get(mark?.hash.slice(1).replace('note-', ''));
  let words = {}, card = null, opener = null, glance = false, wait, calm;

  function build(mark, note) {
    const made = document.createElement('div'), shut = document.createElement('button');
    made.className = 'c-card';
    made.tabIndex = -1;
    made.setAttribute('role', 'dialog');
    made.setAttribute('aria-label', mark.getAttribute('aria-label') ?? mark.textContent);
    shut.type = 'button';
    shut.className = 'c-close';
    shut.setAttribute('aria-label', words.close ?? '×');
    shut.append('×');
    shut.addEventListener('click', () => close(true));
    for (const child of note.childNodes) made.append(child.cloneNode(true));
    for (const twin of made.querySelectorAll('[id]')) twin.removeAttribute('id');
    made.prepend(shut);
    return made;
  }

  /** Below the mark, above it where there is no room; on a phone the stylesheet makes it a sheet at the bottom. */
  function place() {
    const mark = opener.getBoundingClientRect(), box = card.getBoundingClientRect(), gap = 8;
    const width = document.documentElement.clientWidth, below = mark.bottom + gap + box.height <= innerHeight || mark.top < box.height + gap;
    const left = Math.max(gap, Math.min(mark.left - 24, width - box.width - gap));
    card.style.setProperty('--left', `${left + scrollX}px`);
    card.style.setProperty('--top', `${(below ? mark.bottom + gap : mark.top - gap - box.height) + scrollY}px`);
  }

  function open(mark, note, glancing = false) {
    close();
    opener = mark;
    glance = glancing;
    card = build(mark, note);
    mark.setAttribute('aria-expanded', 'true');
    document.body.append(card);
    place();
    if (!glance) card.focus({ preventScroll: true });
  }

  function close(back) {
    clearTimeout(wait);
    if (!card) return;
    card.remove();
    card = null;
    opener.setAttribute('aria-expanded', 'false');
    calm = true;
    if (back) opener.focus({ preventScroll: true });
    calm = false;
  }

  /** A term shows its card to whoever points at it or comes by Tab, too; the focus stays, and the card goes with it. */
  function look({ type, target, pointerType }) {
    if (calm || pointerType === 'touch') return;
    const mark = target.closest?.('a.gloss'), note = noteOf(mark), pointed = type === 'pointerover';
    clearTimeout(wait);
    if (note && (pointed || mark.matches(':focus-visible'))) {
      if (!card || (glance && mark !== opener)) wait = setTimeout(open, pointed && 300, mark, note, true);
    } else if (card && glance && !card.contains(target)) wait = setTimeout(close, pointed && 300);
  }

  document.addEventListener('click', event => {
    const mark = event.target.closest?.(MARKS), note = noteOf(mark);
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (card && opener === mark && !glance) close(true); else open(mark, note);
  });
  document.addEventListener('pointerdown', event => {
    if (card && !card.contains(event.target) && !opener.contains(event.target)) close();
  });
  document.addEventListener('keydown', event => {
    if (!card) return;
    if (event.key === 'Escape') close(!glance);
    if (event.key !== 'Tab' || !card.contains(document.activeElement)) return;
    const stops = card.querySelectorAll('button, a[href]'), last = stops[stops.length - 1];
    const leaves = event.shiftKey ? [card, stops[0]].includes(document.activeElement) : document.activeElement === last;
    if (!leaves) return;
    close(true);                                     // forward, the browser then goes on from the mark
    if (event.shiftKey) event.preventDefault();
  });
  for (const type of ['pointerover', 'focusin']) document.addEventListener(type, look);
  addEventListener('resize', () => card && place());

  words = JSON.parse(document.querySelector('.notes')?.dataset.words ?? '{}');
  for (const mark of document.querySelectorAll(MARKS)) {
    if (!noteOf(mark)) continue;
    mark.ariaLabel ??= mark.closest('sup') && words.citation.replace('{n}', mark.textContent);
    mark.setAttribute('aria-haspopup', 'dialog');
    mark.setAttribute('aria-expanded', 'false');
  }
})();
