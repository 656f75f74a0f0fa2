/* The deck of spaced review: what the log of an item's answers says of a reader's memory of it, and what is asked next.
   It knows no page, no clock and no store.  Entries are those of quizzes/states.py.  Days are whole numbers: the reader's
   own calendar, counted from 1970.  Memory is FSRS-6 by ts-fsrs, with its published parameters: reviews count days, so
   there are no steps within a day, and no chance.  The model is asked itself, as the Python package `fsrs` asks its own
   (tests/browser/test_deck.py): ts-fsrs's scheduler, `next()`, counts days by the clock and keeps the intervals of the
   grades apart, and so comes to other days. */
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

  /** Whether a day has not come yet: the clock was wrong then, or is now.  One day ahead may be a journey. */
  const ahead = ({ day }, today) => numberOf(day) > today + 1;

  /** What is known after these entries: stability in days, difficulty from 1 to 10, the last day, and the day on which
      nine of ten readers would still know it.  A clock that was wrong makes no day run backwards: an entry that seems
      to come from the past, or from the future, is taken as of the day of the one before it.  If all seem to come from
      the future, it is not known when they were made, and the day to ask again is today.  Null without entries. */
  function memory(log, today = Infinity) {
    const first = log.find(entry => !ahead(entry, today));
    let state = null, last = first ? Math.min(numberOf(first.day), today) : today;
    for (const entry of log) {
      const now = ahead(entry, today) ? last : Math.max(last, Math.min(numberOf(entry.day), today));
      state = model.next_state(state, state ? now - last : 0, entry.grade);
      last = now;
    }
    return state && { ...state, last, next: first ? last + model.next_interval(state.stability, 0) : today };
  }

  /** FSRS's grade of an answer.  What was not right, was shown or was a guess is asked again. */
  function grade({ right, shown = false, hints = 0, tries = 1, guess = false, sure = null }) {
    if (!right || shown || guess) return AGAIN;
    return hints || tries > 1 || sure === 1 ? HARD : GOOD;
  }

  /** The entry that an item's state in its chapter makes, or null if the log has it already or it was not answered.
      `mark` is that of its response, or of none if it was not checked.
      Beside an answer, only a hint or a look at the key gives a state another moment.  So a later state that has no more
      answers than the log, and neither of these, was cleared, and is counted from nothing. */
  function fromChapter(item, state, mark, log) {
    if (state?.rev !== item.rev || !(state.checked || state.revealed) || !time(state)) return null;
    const { at, attempts = 0, hints = 0 } = state, { points } = mark, score = state.checked ? mark.score : 0, right = score >= points, sure = state.sure ?? null;
    const last = log.findLast(entry => entry.by === 'chapter' && entry.rev === item.rev), had = { attempts: 0, hints: 0, ...last };
    const afresh = !last || attempts < had.attempts || (attempts === had.attempts && hints <= had.hints && (right || !state.revealed));
    if (last && (time(state) <= time(last) || (attempts === had.attempts && !afresh))) return null;
    const before = afresh ? { attempts: 0, hints: 0 } : had;
    const made = grade({ right, hints: Math.max(0, hints - before.hints), tries: attempts - before.attempts, sure });
    return { at, day: dayOf(at), grade: made, rev: item.rev, by: 'chapter', score, points, attempts, hints, ...(sure && { sure }) };
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

  return { ahead, memory, grade, fromChapter, join, moment, standing, queue, dayOf, numberOf, textOf };
})();
