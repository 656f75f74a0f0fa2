/* Timelines. The list of events is the content; this script adds filters and, above the list, an axis of time on
   which each event is a link to its entry. Words and names come from data-words. */
const timelines = (() => {
  'use strict';

  const DAY = 864e5, SVG = 'http://www.w3.org/2000/svg';
  const LANE = 24, DOT = 5.5, FOOT = 34;                 // a lane is as tall as a target must be
  let serial = 0;

  function element(tag, attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  }

  function shape(tag, attributes, ...content) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  }

  // The axis: pure arithmetic

  const date = (year, month, day = 1) => Date.UTC(year, month, day);

  /** The first step of days, months or years whose ticks stand at least `gap` apart, and the ticks. */
  function ticks(from, to, width, gap) {
    const room = n => n * DAY / (to - from) * width >= gap, start = new Date(from);
    const year = start.getUTCFullYear(), month = start.getUTCMonth(), made = [];
    const days = [1, 2, 7, 14].find(n => room(n)), months = [1, 3, 6].find(n => room(n * 30)), years = [1, 2, 5, 10, 25, 50, 100].find(n => room(n * 365)) ?? 200;
    const at = days ? i => date(year, month, start.getUTCDate() + i * days)
      : months ? i => date(year, (Math.floor(month / months) + i) * months)
        : i => date((Math.floor(year / years) + i) * years, 0);
    for (let i = 0; at(i) <= to; i += 1) if (at(i) >= from) made.push(at(i));
    return { unit: days ? 'day' : months ? 'month' : 'year', at: made };
  }

  /** Each mark gets the lowest lane in which it does not touch the mark before it. */
  function lanes(marks) {
    const ends = [];
    for (const mark of marks) {
      const left = Math.min(mark.x0, mark.x - LANE / 2), right = Math.max(mark.x1, mark.x + LANE / 2);
      const free = ends.findIndex(end => end <= left);
      mark.lane = free < 0 ? ends.length : free;
      ends[mark.lane] = right;
    }
    return ends.length;
  }

  // The page

  function enhance(timeline) {
    if (timeline.classList.contains('t-live')) return () => {};
    const words = JSON.parse(timeline.dataset.words), lang = timeline.lang || undefined;
    const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
    const [tools, axis, count] = ['.t-tools', '.t-axis', '.t-count'].map(selector => timeline.querySelector(selector));
    const list = timeline.querySelector('.t-events');
    const events = [...list.children].map(entry => ({
      entry,
      from: Date.parse(entry.dataset.start),
      to: Date.parse(entry.dataset.end) + DAY,
      approximate: 'approximate' in entry.dataset,
      actors: (entry.dataset.actors ?? '').split(' ').filter(Boolean),
      theme: entry.dataset.theme,
      name: `${entry.querySelector('.t-when').firstElementChild.textContent.trim()}: ${headline(entry)}`,
    }));
    const chosen = { themes: new Set(), actor: '' };
    const shown = () => events.filter(({ entry }) => !entry.hidden);

    function headline(entry) {
      const text = entry.querySelector('.t-what p').cloneNode(true);
      text.querySelectorAll('.t-cites').forEach(cite => cite.remove());
      return text.textContent.trim();
    }

    // Filters

    const used = (ids, names) => Object.keys(names).filter(id => ids.includes(id));
    const themes = used(events.map(({ theme }) => theme), words.themes).map(theme => {
      const many = events.filter(event => event.theme === theme).length;
      const chip = element('button', { type: 'button', 'aria-pressed': 'false' }, words.themes[theme], ' ', element('span', {}, String(many)));
      chip.addEventListener('click', () => {
        if (!chosen.themes.delete(theme)) chosen.themes.add(theme);
        filter();
      });
      return [theme, chip];
    });
    const actors = used(events.flatMap(event => event.actors), words.actors);
    const who = element('select', { id: `t-who-${serial += 1}` }, element('option', { value: '' }, say('anyone')),
      ...actors.map(id => element('option', { value: id }, `${words.actors[id]} (${events.filter(event => event.actors.includes(id)).length})`)));
    const reset = element('button', { type: 'button', class: 't-reset' }, say('all'));
    who.addEventListener('change', () => { chosen.actor = who.value; filter(); });
    reset.addEventListener('click', () => {
      chosen.themes.clear();
      chosen.actor = who.value = '';
      filter();
      (themes[0]?.[1] ?? who).focus();
    });
    if (themes.length > 1) tools.append(element('div', { class: 't-kinds', role: 'group', 'aria-label': say('kind') }, ...themes.map(([, chip]) => chip)));
    if (actors.length > 1) tools.append(element('div', { class: 't-who' }, element('label', { for: who.id }, say('actor')), who));
    tools.append(reset);

    function filter() {
      for (const { entry, theme, actors: mine } of events) {
        entry.hidden = (chosen.themes.size > 0 && !chosen.themes.has(theme)) || (chosen.actor !== '' && !mine.includes(chosen.actor));
      }
      for (const [theme, chip] of themes) chip.setAttribute('aria-pressed', chosen.themes.has(theme));
      const left = shown().length, values = { shown: left, total: events.length };
      reset.hidden = left === events.length;
      count.textContent = say(left === 0 ? 'count.none' : left === events.length ? 'count.all' : 'count.some', values);
      draw();
    }

    // The axis

    function label(time, unit, first) {
      const january = new Date(time).getUTCMonth() === 0;
      const parts = { day: { day: 'numeric', month: 'short' }, month: first || january ? { month: 'short', year: 'numeric' } : { month: 'short' }, year: { year: 'numeric' } }[unit];
      return new Intl.DateTimeFormat(lang, { ...parts, timeZone: 'UTC' }).format(time);
    }

    let drawn = 0;
    function draw() {
      const width = axis.clientWidth, pad = 18;
      if (!width) return;
      drawn = width;
      const held = axis.querySelector('a:focus')?.getAttribute('href');
      const begin = Math.min(...events.map(event => event.from)), end = Math.max(...events.map(event => event.to));
      const x = time => pad + (time - begin) / (end - begin) * (width - 2 * pad);
      const marks = shown().map(event => {
        const x0 = x(event.from), x1 = x(event.to), wide = x1 - x0 >= 2 * DOT + 4;
        const middle = (x0 + x1) / 2;
        return { event, wide, x: middle, x0: wide ? x0 : middle - DOT, x1: wide ? x1 : middle + DOT };
      });
      const base = Math.max(3, lanes(marks)) * LANE + 6;
      const { unit, at } = ticks(begin, end, width - 2 * pad, 64);
      const svg = shape('svg', { viewBox: `0 0 ${width} ${base + FOOT}`, width, height: base + FOOT, role: 'group', 'aria-label': say('axis') });
      svg.append(shape('line', { class: 't-base', x1: 0, x2: width, y1: base, y2: base }));
      at.forEach((time, i) => {
        svg.append(shape('line', { class: 't-tick', x1: x(time), x2: x(time), y1: base, y2: base + 6 }));
        const anchor = x(time) < 30 ? 'start' : x(time) > width - 30 ? 'end' : 'middle', left = { start: -4, middle: 0, end: 4 }[anchor];
        svg.append(shape('text', { x: x(time) + left, y: base + 22, 'text-anchor': anchor }, label(time, unit, i === 0)));
      });
      for (const mark of marks) {
        const { wide, event } = mark, y = base - 6 - (mark.lane + .5) * LANE + LANE / 4;
        mark.link = shape('a', { href: `#${event.entry.id}`, class: event.approximate ? 't-mark t-about' : 't-mark', 'aria-label': event.name, tabindex: -1 },
          shape('title', {}, event.name),
          shape('line', { class: 't-stem', x1: mark.x, x2: mark.x, y1: y, y2: base }),
          shape('rect', { class: 't-target', x: Math.min(mark.x0, mark.x - LANE / 2), y: y - LANE / 2, width: Math.max(LANE, mark.x1 - mark.x0), height: LANE }),
          shape('rect', { class: wide ? 't-dot t-span' : 't-dot', x: mark.x0, y: y - DOT, width: mark.x1 - mark.x0, height: 2 * DOT, rx: DOT }));
        event.link = mark.link;
        svg.append(mark.link);
      }
      axis.replaceChildren(svg);
      const links = marks.map(mark => mark.link), current = links.find(link => link.getAttribute('href') === held) ?? links[0];
      current?.setAttribute('tabindex', 0);
      if (held) current?.focus();
    }

    const eventAt = target => events.find(event => event.link?.contains(target) || event.entry.contains(target));
    const light = on => ({ target }) => {
      const event = eventAt(target);
      event?.entry.classList.toggle('t-on', on);
      event?.link?.classList.toggle('t-on', on);
    };
    for (const part of [axis, list]) {
      part.addEventListener('pointerover', light(true));
      part.addEventListener('pointerout', light(false));
      part.addEventListener('focusin', light(true));
      part.addEventListener('focusout', light(false));
    }
    axis.addEventListener('click', click => {
      const event = eventAt(click.target);
      if (!event) return;
      click.preventDefault();
      event.entry.tabIndex = -1;
      event.entry.focus({ preventScroll: true });
      event.entry.scrollIntoView({ block: 'center' });
    });
    axis.addEventListener('keydown', press => {
      const links = shown().map(event => event.link), here = links.indexOf(document.activeElement);
      const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[press.key];
      if (next === undefined || here < 0) return;
      press.preventDefault();
      if (!links[next]) return;
      links[here].setAttribute('tabindex', -1);
      links[next].setAttribute('tabindex', 0);
      links[next].focus();
    });

    timeline.classList.add('t-live');
    tools.hidden = axis.hidden = false;
    filter();
    const watch = new ResizeObserver(() => requestAnimationFrame(() => axis.clientWidth !== drawn && draw()));
    watch.observe(axis);
    return () => watch.disconnect();
  }

  function render({ model, el }) {
    el.innerHTML = model.get('html');                     // rendered and escaped by Python
    // JupyterLab's own shortcuts (x deletes the cell) must not fire while a control has the focus.
    el.addEventListener('focusin', ({ target }) => { target.dataset.lmSuppressShortcuts = 'true'; });
    const stops = [...el.querySelectorAll('.t-timeline')].map(enhance);
    return () => stops.forEach(stop => stop());
  }

  if (document.currentScript) {
    const begin = () => document.querySelectorAll('.t-timeline').forEach(timeline => {
      try { enhance(timeline); } catch (error) { console.error(error); }
    });
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin); else begin();
  }

  return { enhance, render, ticks, lanes };
})();
