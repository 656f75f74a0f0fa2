/* Timelines. The list of events is the content; this script adds filters, two columns to compare, and an axis of time
   on which each event is a link to its entry. Kind and actors of an event are read from its last line; the numbers in
   data-is say which of the names in data-words it has. */
const timelines = (() => {
  'use strict';

  const HOUR = 36e5, DAY = 24 * HOUR, LEAST = 6 * HOUR;  // the narrowest window
  const LANE = 24, DOT = 5.5, FOOT = 30, PAD = 18;       // a lane is as tall as a target must be
  const STACK = 3;                                       // so many marks on one spot stay apart; more become a number
  let serial = 0;

  const maker = space => (tag, attributes = {}, ...content) => {
    const made = document.createElementNS(`http://www.w3.org/${space}`, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  };
  const element = maker('1999/xhtml'), shape = maker('2000/svg');
  const line = (kind, x1, y1, x2, y2) => shape('line', { class: kind, x1, y1, x2, y2 });
  const rect = (kind, x, y, width, height, rx = 0) => shape('rect', { class: kind, x, y, width, height, rx });
  const write = (kind, x, y, anchor, text) => shape('text', { class: kind, x, y, 'text-anchor': anchor }, text);

  const least = (all, key) => Math.min(...all.map(one => one[key])), most = (all, key) => Math.max(...all.map(one => one[key]));

  // The axis: pure arithmetic

  const date = (year, month, day = 1) => Date.UTC(year, month, day);
  const moment = text => new Date(text.length > 10 ? `${text.slice(0, 16)}Z` : text);

  /** What "2018", "2018-04", "2018-04-06", "2018-05-07T09:30", or two of them, can mean, to the moment after it. */
  function span(text) {
    const [, first, last = first, signs] = text.match(/^([^/<>~]+)(?:\/([^<>~]+))?(.*)/), end = moment(last), n = last.length;
    if (n > 10) end.setUTCMinutes(end.getUTCMinutes() + 1);
    else if (n > 7) end.setUTCDate(end.getUTCDate() + 1);
    else if (n > 4) end.setUTCMonth(end.getUTCMonth() + 1);
    else end.setUTCFullYear(end.getUTCFullYear() + 1);
    return { from: +moment(first), to: +end, within: signs.includes('~') || n < 10, before: signs.includes('<'), after: signs.includes('>') };
  }

  /** The first step of hours, days, months or years whose ticks stand at least `gap` apart, and the ticks. */
  function ticks(from, to, width, gap) {
    const room = n => n * DAY / (to - from) * width >= gap, start = new Date(from), made = [];
    const year = start.getUTCFullYear(), month = start.getUTCMonth(), day = start.getUTCDate();
    const hours = [1, 2, 3, 6, 12].find(n => room(n / 24)), days = [1, 2, 7, 14].find(n => room(n)), months = [1, 3, 6].find(n => room(n * 30)), years = [1, 2, 5, 10].find(n => room(n * 365)) ?? 50;
    const at = hours ? i => date(year, month, day) + i * hours * HOUR
      : days ? i => date(year, month, day + i * days)
        : months ? i => date(year, (Math.floor(month / months) + i) * months)
          : i => date((Math.floor(year / years) + i) * years, 0);
    for (let i = 0; at(i) <= to; i += 1) if (at(i) >= from) made.push(at(i));
    return { unit: hours ? 'hour' : days ? 'day' : months ? 'month' : 'year', at: made };
  }

  /** Marks that stand on one spot, in groups: dots close together, bars of about the same length. */
  function groups(marks) {
    const made = [];
    for (const mark of marks) {
      const first = made.at(-1)?.[0];
      if (first && first.wide === mark.wide && Math.abs(mark.x0 - first.x0) < LANE && Math.abs(mark.x1 - first.x1) < LANE) made.at(-1).push(mark);
      else made.push([mark]);
    }
    return made;
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

  /** Bring a timeline to life; `address` says that the page's may keep what is chosen. */
  function enhance(timeline, address) {
    if (timeline.matches('.t-live')) return () => {};
    const { names: given, ...words } = JSON.parse(timeline.dataset.words), lang = timeline.lang || undefined, key = timeline.dataset.timeline;
    const say = (name, values = {}) => (words[name] ?? name).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
    const format = options => new Intl.DateTimeFormat(lang, { ...options, timeZone: 'UTC' });
    const count = timeline.querySelector('.t-count'), list = timeline.querySelector('.t-events');
    // What events are filtered by: "who.jonathan-white" and its name
    const names = new Map(), known = Object.entries(given).flatMap(([facet, all]) => Object.entries(all).map(([id, name]) => [`${facet}.${id}`, name]));
    const token = (facet, name) => {
      const made = `${facet}.${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
      names.set(made, name);
      return made;
    };
    const events = [...list.children].map(entry => {
      const text = entry.querySelector('p').cloneNode(true), [theme, ...actors] = text.querySelector('p > small').firstChild.data.split(' · ').filter(Boolean);
      const event = { entry, is: new Set([token('theme', theme), ...actors.map(name => token('who', name)), ...(entry.dataset.is?.split(' ') ?? []).map(n => known[n][0])]) };
      text.querySelectorAll('cite, sup, small, .t-also').forEach(part => part.remove());
      event.headline = text.textContent.trim();
      event.dates = [...entry.querySelectorAll('[datetime], [data-at]')].map((when, n) => {
        const said = when.textContent.trim();
        return { event, said, name: n ? say('other', { date: said, headline: event.headline }) : `${said}: ${event.headline}`, ...span(when.dateTime ?? when.dataset.at) };
      });
      return event;
    });
    known.forEach(pair => names.set(...pair));
    const facets = ['who', 'source', 'chapter', 'theme'], tokens = [...names.keys()], of = facet => tokens.filter(token => token.startsWith(`${facet}.`));
    const every = events.flatMap(event => event.dates);
    const begin = least(every, 'from'), end = most(every, 'to'), slack = (end - begin) / 50, whole = { from: begin - slack, to: end + slack };
    const chosen = new Set();                            // tokens; an event fits if it has one of each facet that is chosen
    let sides = [], view = whole, notice = '', last = null;
    const shown = () => events.filter(({ entry }) => !entry.hidden);
    const many = token => events.filter(({ is }) => is.has(token)).length;
    const fits = ({ is }) => facets.every(facet => {
      const mine = of(facet).filter(token => chosen.has(token));
      return !mine.length || mine.some(token => is.has(token));
    }) && (!sides[1] || sides.some(side => is.has(side)));
    const sideOf = ({ is }) => (sides[1] ? ['', 'left', 'right', 'both'][is.has(sides[0]) + 2 * is.has(sides[1])] : '');

    // Filters

    const button = (name, does, attributes = {}, ...content) => {
      const made = element('button', { type: 'button', ...attributes }, ...content);
      if (!content.length) made.append(say(name));
      made.addEventListener('click', does);
      return made;
    };
    const pick = (label, options, does) => {
      const id = `t-pick-${serial += 1}`, select = element('select', { id }, ...options);
      select.addEventListener('change', () => does(select.value));
      return [select, element('div', { class: 't-pick' }, element('label', { for: id }, say(label)), select)];
    };
    const options = facet => of(facet).sort((a, b) => names.get(a).localeCompare(names.get(b))).map(token => element('option', { value: token }, `${names.get(token)} (${many(token)})`));
    const chips = of('theme').map(token => [token, button('', () => {
      if (!chosen.delete(token)) chosen.add(token);
      filter(token);
    }, {}, names.get(token), ' ', element('span', {}, String(many(token))))]);
    const picks = facets.slice(0, 3).filter(facet => of(facet).length > 1).map(facet => [facet, ...pick(facet, [element('option', { value: '' }, say(`any.${facet}`)), ...options(facet)], token => {
      of(facet).forEach(other => chosen.delete(other));
      if (token) chosen.add(token);
      filter(facet);
    })]);
    const clear = () => { chosen.clear(); sides = []; };
    const reset = button('all', () => {
      clear();
      filter('all');
      summary.focus();
    });
    // Two tracks, two chapters or two actors side by side
    const pairs = ['track', 'chapter', 'who'], pair = pairs.map(of).find(all => all.length > 1)?.slice(0, 2);
    const compare = pair && button('compare', () => {
      sides = sides[1] ? [] : pair;
      filter('compare');
    });
    const hands = ['left', 'right'], ends = hands.map((side, n) => pick(side, pairs.filter(facet => of(facet).length > 1).map(facet => element('optgroup', { label: say(facet) }, ...options(facet))), token => {
      sides = sides.with(n, token);
      filter(side);
    }));
    const heads = element('div', { class: 't-heads' }, element('b'), element('b'));
    const summary = element('summary', {}, say('tools'));
    const tools = element('details', { class: 't-tools' }, summary,
      element('div', { class: 't-chips', role: 'group', 'aria-label': say('theme') }, ...chips.map(([, chip]) => chip)),
      ...picks.map(([, , box]) => box), ...(pair ? [compare, ...ends.map(([, box]) => box)] : []), reset);

    function filter(control) {
      for (const event of events) event.entry.hidden = !fits(event);
      for (const [token, chip] of chips) chip.ariaPressed = chosen.has(token);
      for (const [facet, select] of picks) select.value = of(facet).find(token => chosen.has(token)) ?? '';
      if (compare) compare.ariaPressed = sides.length > 1;
      ends.forEach(([select, box], n) => { box.hidden = !sides[1]; select.value = sides[n] ?? ''; });
      reset.hidden = !chosen.size && !sides[1];
      if (!reset.hidden) tools.open = true;
      columns();
      if (control) keep(control);
      notice = '';
      draw();
    }

    /** Each event in the column of its side; one row for what began while the other side's was going on. */
    function columns() {
      let row = 0, until = 0, free = '';
      list.classList.toggle('t-two', sides.length > 1);
      heads.hidden = !sides[1];
      sides.forEach((side, n) => heads.children[n].replaceChildren(names.get(side)));
      for (const event of events) {
        const { entry, dates: [{ from, to }] } = event, side = entry.hidden ? '' : sideOf(event);
        entry.querySelector('.t-side')?.remove();
        entry.className = side && `t-${side}`;
        entry.style.gridRow = '';
        if (!side) continue;
        entry.prepend(element('span', { class: 't-side' }, sides.filter(one => event.is.has(one)).map(one => names.get(one)).join(' · ')));
        if (side !== free || from >= until) { row += 1; until = to; free = { left: 'right', right: 'left' }[side]; } else free = '';
        entry.style.gridRow = row;
      }
    }

    // The address: ?warnings=theme.court+who.hhs+left.track.public+right.track.inside

    function keep(control) {
      if (!address) return;
      const url = new URL(location), all = [...chosen, ...sides.map((side, n) => `${hands[n]}.${side}`)];
      if (all.length) url.searchParams.set(key, all.join(' ')); else url.searchParams.delete(key);
      if (target()?.entry.hidden) url.hash = '';
      try {
        history[control === last ? 'replaceState' : 'pushState'](null, '', url);
      } catch { /* a browser that keeps no address of a file */ }
      last = control;
    }

    function recall() {
      clear();
      for (const token of (new URLSearchParams(location.search).get(key) ?? '').split(' ')) {
        const [, side, rest] = token.match(/^(?:(left|right)\.)?(.*)/);
        if (!names.has(rest)) continue;
        if (side) sides[hands.indexOf(side)] = rest; else chosen.add(rest);
      }
      if (!sides[0] || !sides[1]) sides = [];
      filter();
      const linked = target();
      if (!linked) return;
      if (linked.entry.hidden) {
        clear();
        filter(last = 'lifted');
        notice = say('lifted');
        tell();
      }
      linked.entry.scrollIntoView({ block: 'center' });
    }

    const target = () => events.find(({ entry }) => `#${entry.id}` === location.hash);

    function tell() {
      const left = shown().length, narrow = view.to - view.from < 3 * DAY ? { timeStyle: 'short' } : {};
      const range = format({ dateStyle: 'medium', ...narrow }).formatRange(view.from, view.to);
      count.textContent = [say(left ? left === events.length ? 'count.all' : 'count.some' : 'count.none', { shown: left, total: events.length }), view === whole ? '' : say('window', { range }), notice].join(' ').trim();
    }

    // The axis

    const plot = element('div', { class: 't-plot' }), menu = element('ul', { class: 't-menu', hidden: '' });
    const zooms = [['wider', '−', () => zoom(2)], ['closer', '+', () => zoom(.5)], ['earlier', '←', () => pan(-.5)], ['later', '→', () => pan(.5)], ['whole', '', () => look(whole)]]
      .map(([name, sign, does]) => button(name, click => click.currentTarget.ariaDisabled === 'true' || does(), sign ? { 'aria-label': say(name) } : {}, ...(sign ? [sign] : [])));
    const axis = element('div', { class: 't-axis' }, element('div', { class: 't-zoom', role: 'group', 'aria-label': say('zoom') }, ...zooms), plot, menu, element('p', {}, say('legend')));
    let marks = [], here = null, drawn = 0;

    function label(time, unit, first) {
      const at = new Date(time), turn = first || (unit === 'hour' ? !at.getUTCHours() : !at.getUTCMonth());
      const day = { day: 'numeric', month: 'short' }, month = { month: 'short' };
      return format({ hour: turn ? day : { hour: 'numeric' }, day, month: turn ? { ...month, year: 'numeric' } : month, year: { year: 'numeric' } }[unit]).format(time);
    }

    const middle = one => (one.from + one.to) / 2;
    const markOf = one => marks.find(mark => mark.dates.includes(one)) ?? marks.find(mark => mark.dates.some(({ event }) => event === one.event));

    /** Look at a part of time. The focus stays where it is, or goes to the mark that `one` is in now. */
    function look({ from, to }, one) {
      const length = Math.min(Math.max(to - from, LEAST), whole.to - whole.from), start = Math.max(whole.from, Math.min(middle({ from, to }) - length / 2, whole.to - length));
      view = length === whole.to - whole.from ? whole : { from: start, to: start + length };
      draw();
      if (one) focus(one);
    }

    function pan(share) {
      const step = share * (view.to - view.from);
      look({ from: view.from + step, to: view.to + step });
    }

    /** About the mark where the reader is, else about the middle one of those in sight. */
    function zoom(factor) {
      const inside = time => time > view.from && time < view.to, all = shown().map(({ dates: [one] }) => middle(one)).filter(inside);
      const around = here && inside(middle(here)) ? middle(here) : all[all.length >> 1] ?? middle(view);
      const half = (view.to - view.from) * factor / 2;
      look({ from: around - half, to: around + half });
    }

    function focus(one) {
      if (!markOf(one)) pan((middle(one) - middle(view)) / (view.to - view.from));
      here = one;
      for (const mark of marks) mark.link.tabIndex = -1;
      const { link } = markOf(one);
      link.tabIndex = 0;
      link.focus();
    }

    function draw() {
      tell();
      const width = plot.clientWidth;
      if (!width) return;
      drawn = width;
      const held = plot.contains(document.activeElement), { from, to } = view;
      const x = time => PAD + (time - from) / (to - from) * (width - 2 * PAD), clip = at => Math.max(2, Math.min(at, width - 2));
      const place = one => {
        const a = x(one.from), b = x(one.to), wide = b - a >= 2 * DOT + 4, centre = (a + b) / 2;
        const x0 = wide ? clip(a) : centre - DOT, x1 = wide ? clip(b) : centre + DOT;
        return { dates: [one], one, wide, x0, x1, x: (x0 + x1) / 2 };
      };
      const sight = one => one.to > from && one.from < to;
      const bands = sides[1] ? ['left', 'both', 'right'].map(side => shown().filter(event => sideOf(event) === side)) : [shown()];
      let base = 0;
      marks = [];
      const titles = [];
      bands.forEach((band, n) => {
        if (!band.length && marks.length) return;
        const mine = groups(band.map(({ dates: [one] }) => one).filter(sight).map(place)).flatMap(group => {
          if (group.length > STACK) {
            const x0 = least(group, 'x0'), x1 = most(group, 'x1');
            return [{ ...group[0], x0, x1, x: (x0 + x1) / 2, dates: group.flatMap(mark => mark.dates), one: null }];
          }
          return group.flatMap(mark => [mark, ...mark.one.event.dates.slice(1).filter(sight).map(one => ({ ...place(one), main: mark }))]);
        });
        const height = Math.max(2, lanes(mine)) * LANE + 10;
        base += height;
        for (const mark of mine) Object.assign(mark, { base, y: base - 12 - mark.lane * LANE });
        marks.push(...mine);
        if (sides[1] && n !== 1) titles.push(write('', 8, base - height + 12, 'start', names.get(sides[n / 2])));
      });
      marks.sort((a, b) => every.indexOf(a.dates[0]) - every.indexOf(b.dates[0]));
      const svg = shape('svg', { viewBox: `0 0 ${width} ${base + FOOT}`, width, height: base + FOOT, role: 'group', 'aria-label': say('axis') });
      svg.append(...titles);
      for (const y of new Set(marks.map(mark => mark.base)).add(base)) svg.append(line('t-tick', 0, y, width, y));
      const { unit, at } = ticks(from, to, width - 2 * PAD, 64);
      at.forEach((time, i) => {
        const anchor = x(time) < 30 ? 'start' : x(time) > width - 30 ? 'end' : 'middle';
        svg.append(line('t-tick', x(time), base, x(time), base + 6),
          write('', x(time), base + 21, anchor, label(time, unit, i === 0)));
      });
      for (const { main, x, y } of marks) if (main) svg.append(line('t-dash', x, y, main.x, main.y));
      for (const mark of marks) {
        const { one, dates, x0, x1, y } = mark, name = one?.name ?? say('several', { count: dates.length, range: [...new Set([dates[0].said, dates.at(-1).said])].join(' – ') });
        const hollow = (one?.within ? ' t-about' : '') + (mark.main ? ' t-other' : ''), tail = one?.within ? 30 : width, r = one ? DOT : LANE / 2 - 1, left = Math.min(x0, mark.x - r);
        mark.link = shape('a', { href: `#${dates[0].event.entry.id}`, class: hollow, 'aria-label': name, tabindex: -1, ...(one ? {} : { role: 'button' }) },
          shape('title', {}, name),
          line('t-stem', mark.x, y, mark.x, mark.base),
          one?.before ? line('t-dash', x0, y, Math.max(0, x0 - tail), y) : '', one?.after ? line('t-dash', x1, y, Math.min(width, x1 + tail), y) : '',
          rect('t-target', Math.min(x0, mark.x - LANE / 2), y - LANE / 2, Math.max(LANE, x1 - x0), LANE),
          rect('t-dot', left, y - r, Math.max(2 * r, x1 - x0), 2 * r, r),
          one ? '' : write('t-number', mark.x, y + 4, 'middle', dates.length));
        svg.append(mark.link);
      }
      menu.hidden = true;
      plot.replaceChildren(svg);
      const current = here && shown().includes(here.event) && markOf(here) || marks[0];
      if (current) current.link.tabIndex = 0;
      if (held) (current?.link ?? zooms[0]).focus();
      const off = [view === whole, to - from <= LEAST, from <= whole.from, to >= whole.to, view === whole];
      zooms.forEach((one, n) => { one.ariaDisabled = off[n]; });
    }

    /** Zoom to marks that stand on one spot, or list them where no zoom can part them. */
    function open({ dates }) {
      const from = least(dates, 'from'), to = most(dates, 'to'), rim = (to - from) * .15;
      const alike = dates.every(one => one.from === dates[0].from && one.to === dates[0].to);
      if (!alike && to - from > LEAST / 4 && (to - from) * 1.3 < (view.to - view.from) * .9) look({ from: from - rim, to: to + rim }, dates[0]);
      else {
        menu.replaceChildren(...dates.map(one => element('li', {}, element('a', { href: `#${one.event.entry.id}` }, one.name))));
        menu.hidden = false;
        menu.querySelector('a').focus();
      }
    }

    const eventAt = node => events.find(({ entry }) => entry.contains(node) || node.closest?.('.t-menu a')?.hash === `#${entry.id}`);
    const markAt = node => marks.find(({ link }) => link.contains(node));
    // An event and its marks light up together
    for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout']) timeline.addEventListener(type, ({ target }) => {
      const mark = markAt(target), event = eventAt(target) ?? mark?.one?.event;
      if (type === 'focusin' && mark && !mark.dates.includes(here)) here = mark.dates[0];
      for (const { dates, link } of [{ dates: event?.dates ?? [], link: event?.entry }, ...marks]) if (dates.some(one => one.event === event)) link.classList.toggle('t-on', /over|in$/.test(type));
    });
    let grip = null, dragged = false;
    axis.addEventListener('click', click => {
      const mark = markAt(click.target), event = mark?.one?.event ?? (menu.contains(click.target) && eventAt(click.target));
      if (dragged) return click.preventDefault();
      if (mark && !mark.one) { click.preventDefault(); open(mark); }
      if (!event) return;
      if (!address) click.preventDefault();
      event.entry.tabIndex = -1;
      event.entry.focus({ preventScroll: true });
      event.entry.scrollIntoView({ block: 'center' });
    });
    axis.addEventListener('keydown', press => {
      if (press.ctrlKey || press.metaKey || press.altKey) return;
      if (press.key === 'Escape' && !menu.hidden) { menu.hidden = true; return focus(here); }
      const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[press.key], mark = markAt(document.activeElement);
      const does = { '+': () => zoom(.5), '=': () => zoom(.5), '-': () => zoom(2), 0: () => look(whole) }[press.key];
      if (does) does();
      else if (!mark) return;
      else if (way && press.shiftKey) pan(way / 2);
      else {
        const stops = shown().flatMap(event => event.dates), on = stops.filter(one => markOf(one) === mark).map(one => stops.indexOf(one));
        const to = way ? (way > 0 ? Math.max(...on) : Math.min(...on)) + way : { Home: 0, End: stops.length - 1 }[press.key];
        if (to === undefined) return;
        if (stops[to]) focus(stops[to]);
      }
      press.preventDefault();
    });

    // Drag the axis along; up and down, the page scrolls
    plot.addEventListener('pointerdown', ({ clientX, button: which }) => { if (!which && view !== whole) grip = { clientX, ...view }; });
    plot.addEventListener('dragstart', drag => drag.preventDefault());
    const move = ({ clientX }) => {
      if (!grip || (!dragged && Math.abs(clientX - grip.clientX) < 5)) return;
      dragged = true;
      const by = (grip.clientX - clientX) / (drawn - 2 * PAD) * (grip.to - grip.from);
      look({ from: grip.from + by, to: grip.to + by });
    };
    const drop = () => { grip = null; setTimeout(() => { dragged = false; }); };  // behind the click that ends a drag
    const ears = [['pointermove', move], ['pointerup', drop], ['pointercancel', drop], ...(address ? [['popstate', recall]] : [])];
    for (const ear of ears) addEventListener(...ear);

    timeline.classList.add('t-live');
    list.before(tools, axis, count, heads);
    if (address) recall(); else filter();
    const watch = new ResizeObserver(() => requestAnimationFrame(() => plot.clientWidth !== drawn && draw()));
    watch.observe(plot);
    return () => {
      watch.disconnect();
      for (const ear of ears) removeEventListener(...ear);
    };
  }

  function render({ model, el }) {
    el.innerHTML = model.get('html');                     // rendered and escaped by Python
    // JupyterLab's own shortcuts (x deletes the cell) must not fire while a control has the focus.
    el.addEventListener('focusin', ({ target }) => { target.dataset.lmSuppressShortcuts = 'true'; });
    const stops = [...el.querySelectorAll('.t-timeline')].map(timeline => enhance(timeline));
    return () => stops.forEach(stop => stop());
  }

  const start = () => document.querySelectorAll('.t-timeline').forEach(timeline => enhance(timeline, true));
  if (document.currentScript) self.steady?.(start) ?? start();        // steady: scheme.js, on the site

  return { enhance, render, span, ticks };
})();
