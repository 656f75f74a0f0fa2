/* Words and elements: all words come from the catalogue, in front of the scripts, and nothing from the data is parsed as HTML. */
const saying = (() => {
  'use strict';

  function speaker(words, lang) {
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format, plural = new Intl.PluralRules(lang);
    const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
    /** `key` for one, `key`s for more: a point, points. */
    const count = (key, n, values) => say(plural.select(n) === 'one' ? key : `${key}s`, { [`${key}s`]: number(n), ...values });
    return { say, number, count, points: n => count('point', n), knows: key => Object.hasOwn(words, key) };
  }

  const element = (tag, className, ...content) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...content.filter(child => child !== null && child !== undefined && child !== false));
    return made;
  };
  const link = (href, text) => (href ? Object.assign(element('a', '', text), { href }) : element('span', '', text));  // where no address is known, the words
  const button = (text, act) => Object.assign(element('button', '', text), { type: 'button', onclick: act });
  const details = (className, summary, ...content) => element('details', className, element('summary', '', summary), ...content);
  const status = className => {
    const line = element('p', className);
    line.setAttribute('role', 'status');
    return line;
  };

  /** A question put in the page: what is asked, and two ways on.  It takes the place of the button that opens it. */
  function ask(opener, { text, links = [], yes, no, act, back = () => opener.focus() }) {
    const group = element('div', 'q-sure', element('p', '', text), links.length && element('ul', '', ...links.map(one => element('li', '', one)))); 
    const shut = () => { group.remove(); opener.hidden = false; };
    const stay = button(no, () => { shut(); back(); });
    group.append(button(yes, () => { shut(); act(); }), stay);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', text);
    opener.hidden = true;
    opener.after(group);
    stay.focus();
    return shut;
  }

  /** Gives the reader a text as a file, by the browser's own way of downloading. */
  function download(file, text, type = 'application/json') {
    const address = URL.createObjectURL(new Blob([text], { type }));
    Object.assign(link(address, ''), { download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);           // some browsers fetch it late
  }

  return { speaker, element, link, button, details, status, ask, download };
})();
