/* The deck of spaced review: what the log of an item's answers says of a reader's memory of it, and what is asked next.
   It knows no page, no clock and no store.  Entries are those of quizzes/states.py.  Days are whole numbers: the reader's
   own calendar, counted from 1970.  Memory is FSRS-6 by ts-fsrs, with its published parameters: reviews count days, so
   there are no steps within a day, and no chance. */
const decks = (() => {
  'use strict';

  const AGAIN = 1, HARD = 2, GOOD = 3, DAY = 864e5, LONGEST = 365;
  const model = new FSRS.FSRSAlgorithm(FSRS.generatorParameters({ enable_fuzz: false, learning_steps: [], relearning_steps: [], maximum_interval: LONGEST }));
  const time = entry => Date.parse(entry.at);

  const numberOf = day => Date.parse(`${day}T00:00:00Z`) / DAY;
  const textOf = number => new Date(number * DAY).toISOString().slice(0, 10);
  /** The day of a moment by the calendar of this place, as it is kept. */
  const dayOf = moment => {
    const date = new Date(moment);
    return textOf(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
  };

  /** What is known after these entries: stability in days, difficulty from 1 to 10, the last day, and the day on which
      nine of ten readers would still know it.  A clock that was wrong makes no day run backwards or come from the
      future.  Null without entries. */
  function memory(log, today = Infinity) {
    let state = null, last = 0;
    for (const { day, grade } of log) {
      const now = Math.max(last, Math.min(numberOf(day), today));
      state = model.next_state(state, state ? now - last : 0, grade);
      last = now;
    }
    return state && { ...state, last, next: last + model.next_interval(state.stability, 0) };
  }

  /** FSRS's grade of an answer.  What was not right, was shown or was a guess is asked again. */
  function grade({ right, shown = false, hints = 0, tries = 1, guess = false, sure = null }) {
    if (!right || shown || guess) return AGAIN;
    return hints || tries > 1 || sure === 1 ? HARD : GOOD;
  }

  /** The entry that an item's state in its chapter makes, or null if the log has it already or it was not answered.
      `mark` is that of its response, if it was checked. */
  function fromChapter(item, state, mark, log) {
    if (state?.rev !== item.rev || !(state.checked || state.revealed) || !state.at) return null;
    const seen = log.filter(entry => entry.by === 'chapter' && entry.rev === item.rev);
    const most = (name, least) => Math.max(least, ...seen.map(entry => entry[name] ?? 0));
    if (state.attempts <= most('attempts', seen.length ? 0 : -1) || seen.some(entry => time(entry) >= time(state))) return null;
    const { score, points } = mark, right = state.checked && score >= points, sure = state.sure ?? null;
    const made = { right, hints: Math.max(0, state.hints - most('hints', 0)), tries: state.attempts - most('attempts', 0), sure };
    return { at: state.at, day: dayOf(state.at), grade: grade(made), rev: item.rev, by: 'chapter', score, points, attempts: state.attempts, hints: state.hints, ...(sure && { sure }) };
  }

  /** Logs as one, in order of time: an entry is known by its moment. */
  const join = (...logs) => [...new Map(logs.flat().map(entry => [time(entry), entry])).values()].sort((a, b) => time(a) - time(b));

  /** A moment for the next entry, later than all of the log, whatever the clock says. */
  const moment = (log, now) => new Date(Math.max(now, ...log.map(entry => time(entry) + 1))).toISOString();

  /** How an item stands: null if it was never answered; else the day when it is due, whether it was missed last, whether
      it was revised since, and what is remembered of it. */
  function standing(item, log, today) {
    if (!log.length) return null;
    const now = log.filter(entry => entry.rev === item.rev), known = memory(now, today);
    if (!known) return { due: today, missed: false, revised: true, memory: null };
    const missed = now.at(-1).grade === AGAIN;
    return { due: missed ? known.last : known.next, missed, revised: false, memory: known };
  }

  /** Items that may come back, as [item, standing]: what was missed first, then what was revised, then what is most
      likely forgotten; and behind what is due, what is due next. */
  function queue(items, logOf, today) {
    const all = items.filter(item => item.recurs).map(item => [item, standing(item, logOf(item), today)]).filter(([, now]) => now);
    const recall = ({ memory: known }) => (known ? model.forgetting_curve(today - known.last, known.stability) : 0);
    const rank = now => (now.due > today ? 3 : now.missed ? 0 : now.revised ? 1 : 2);
    const order = ([, a], [, b]) => rank(a) - rank(b) || (rank(a) === 3 ? a.due - b.due : 0) || recall(a) - recall(b);
    return all.sort(order);
  }

  return { memory, grade, fromChapter, join, moment, standing, queue, dayOf, numberOf, textOf };
})();
