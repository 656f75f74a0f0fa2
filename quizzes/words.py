"""Every string that a reader sees and that is not content, in one place, by language.

`{name}` marks what is filled in.  The scripts get theirs from here (`quizzes.assets`).
"""

from __future__ import annotations

LANGUAGE = "en"

# What stands around a figure.
FIGURE = {
    "unit": "What it counts.",
    "source": "Source.",
    "caveat": "Care.",
    "data": "The data as a table",
    "csv": "Download the whole table as CSV",
    "code": "How this figure is drawn",
    "none": "no figure",
    "drawn": "This Python draws nothing, so here stands the drawing of the book: what you change in the code does not show in it.",
    "undrawn": "This Python draws nothing (matplotlib is not installed). The same figures stand in the table.",
}

# Where notebooks run in the browser alone: at the door, in each notebook, and where it can't start.
LITE = {
    "title": "Run the book in your browser",
    "about": "Each of these notebooks runs in your browser alone: answer its quiz and ask Python for your score, or change a cell and see what it does. Nothing is installed. Python comes from this site, and nothing that you write leaves your device.",
    "cost": "The first time, some 15 MB are loaded, and it takes ten seconds or more until the first cell has run. An old phone or a slow network takes longer.",
    "saved": "What you save stays in this browser, until you clear its data. **A notebook that you saved opens in place of the book’s and hides its later editions.** To have the book’s again, delete yours under *All files*; to keep yours, download it first. Answers to hand in, which Python saves as a file, are under *All files*, too: download them there.",
    "limits": "Figures are not drawn anew here: you see the drawing of the book. And it needs a web site: opened from a folder on disk, Jupyter does not start.",
    "files": "All files",
    "made": "Made with [JupyterLite](https://github.com/jupyterlite/jupyterlite) (BSD 3-Clause) and [Pyodide](https://github.com/pyodide/pyodide) (MPL 2.0), which is [Python](https://www.python.org/) (PSF) for the browser.",
    "note": "**This page runs in your browser alone.** To run it: *Run*, then *Run All Cells*. The first time takes ten seconds or more. To answer in Python, add a cell (*+*). What you save (*File*, *Save Notebook*) stays in this browser, opens from then on in place of the book’s, and hides its later editions: to have the book’s again, delete yours (*File*, *Open…*).",
    "from-disk": "Jupyter can’t start from a folder on disk. Open the book from a web site, or serve the folder: python3 -m http.server, then http://localhost:8000.",
}

# What stands around rows of a table, and around bars, in a class notebook.
ROWS = {
    "said": "{rows} of '{table}'",
    "row": "{n} row",
    "rows": "{n} rows",
    "none": "No row.",
    "more": "{n} rows; the first {first} are shown.",
    "label": "Table: {table}",
    "bars": "Bars of '{value}' by '{label}': {rows}",
    "no-pandas": "pandas is not installed here; install it with 'pip install pandas', or go on without: each row is a dict, and 'for row in rows' takes one after the other",
}

# A part of a class notebook whose heading begins so stays closed until a student opens it.
ANSWER = "One answer"

PAGE = {
    "quiz": "Quiz: {title}",
    "check": "Check your reading: {title}",
    "review": "Review, form {title}",
    "check-label": "Check your reading · {points}",
    "question": "Question {n} of {of} · {points}",
    "of-chapter": " · {title}",
    "point": "{points} point",
    "points": "{points} points",
    "hint": "Hint",
    "answer": "Answer and explanation",
    "key": "Answer.",
    "why": "Why",
    "sources": "Sources:",
    "write": "Your answer",
    "choose": "Choose …",
    "choices": "To choose from",
    "categorise": "Choose one for each.",
    "gap": "Gap {n} of {of}",
    "length": "about {least} to {most} words",
    "rubric": "Compare: which of these does your answer do?",
    "no-figure": "no figure",
    "table": "Table: {columns}",
    "material-alone": "Source for these questions",
    "material": "Source for {n} questions, {first} to {last}",
    "several": "Choose all that apply.",
    "match": "Choose one for each.",
    "order": "Put them in order, from {first} to {last}.",
    "true": "True",
    "false": "False",
    "timeline": "Timeline: {title}",
    "also": "Also given as {date}, by {by}",
    "told": "In the text",
    "all-events": "All events",
    "mode-end": "Answer all questions, then check them together at the end. You may correct your answers and check again.",
    "mode-exam": "Answer all questions, then hand in at the end. Until then there are no hints, no feedback and no answers, and afterwards nothing can be changed.",
    "mode-practice": "Try each question until your answer is right. Hints are there, and you may give up and see the answer.",
    "unscripted": "Without its script this page can hold nothing back: the answers stand in the closed boxes under the questions.",
}

# How dates are said; the numbers are EDTF's.
DATES = {
    "months": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "day": "{month} {day}, {year}",
    "at": "{date}, {time}",
    "clock": ["{hour}:{minute} a.m.", "{hour}:{minute} p.m."],
    "seasons": {
        **dict.fromkeys((21, 25), "spring {year}"),
        **dict.fromkeys((22, 26), "summer {year}"),
        **dict.fromkeys((23, 27), "autumn {year}"),
        **dict.fromkeys((24, 28), "winter {year}"),
        **{33 + n: f"{nth} quarter of {{year}}" for n, nth in enumerate(["first", "second", "third", "last"])},
        **{37 + n: f"{nth} third of {{year}}" for n, nth in enumerate(["first", "second", "last"])},
        **{40 + n: f"{nth} half of {{year}}" for n, nth in enumerate(["first", "second"])},
    },
    "decade": "the {year}s",
    "day-of-year": "day {day} of a month of {year}",
    "to": "{start} to {end}",
    "between": "between {start} and {end}",
    "or": " or ",
    "and": " and ",
    "from": "from {date} on",
    "until": "until {date}",
    "from-unknown": "from {date}, end not known",
    "until-unknown": "until {date}, beginning not known",
    "after": "{date} or later",
    "before": "{date} or earlier",
    "about": "about {date}",
    "perhaps": "perhaps {date}",
    "both": "perhaps about {date}",
    "parts": ["year", "month", "day"],
    "how": {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"},
    "of-part": "{date} ({parts} {how})",
    "unknown": {"month": "day not known", "season": "month not known", "year": "month not known"},
}

STATUS = {
    "article": "as The Washington Post reported it, January 14, 2021",
    "verified": "read in the source itself",
    "secondary": "read in another source that reports it",
}

# A timeline of several chapters.
CHRONICLE = {
    "title": "The events of this book, in order",
    "summary": "The events of all chapters that are chosen, each with the chapters that tell it. Where sources date an event differently, each date stands beside it.",
}

# The heading of the page that shows them all, to which each chapter's timeline leads.
EVERYTHING = "Everything in order of time"

TRACKS = {
    "public": "In public",
    "inside": "Inside",
}

THEMES = {
    "trial": "Trial run",
    "warning": "Warning",
    "decision": "Decision",
    "execution": "Carrying out",
    "public-statement": "Public statement",
    "report": "Report or finding",
    "court": "Court",
    "answer": "Official’s answer",
}

KINDS = {
    "news": "News reports",
    "government-report": "Reports and releases of government",
    "court-order": "Orders and opinions of courts",
    "executive-order": "Executive orders",
    "memo": "Memoranda and e-mails",
    "speech": "Speeches, interviews and testimony",
    "statistics": "Figures and polls",
    "reference": "Reference works, statements and studies",
}

# What the scripts say: flat, by the keys that they ask for.
QUIZ_SCRIPT = {
    "check-button": "Check",
    "compare-button": "Compare with the model answers",
    "retry-button": "Try again",
    "reveal-button": "See the answer",
    "give-up-button": "Give up and see the answer",
    "up": "Move up: {text}",
    "down": "Move down: {text}",
    "single.right": "Right.",
    "single.wrong": "Not this.",
    "single.missed": "The answer.",
    "multiple.right": "Right.",
    "multiple.wrong": "Not this.",
    "multiple.missed": "Also right, not chosen.",
    "record.right": "Right.",
    "record.wrong": "Not this one.",
    "record.missed": "Not answered.",
    "record.key": "It goes with: {answer}.",
    "ordered.right": "In its place.",
    "ordered.wrong": "Not in its place.",
    "ordered.key": "It stands at place {place} of {count}.",
    "text.right": "Right.",
    "text.wrong": "Not this.",
    "number.right": "Right.",
    "number.wrong": "Not this.",
    "composite.right": "Right.",
    "composite.wrong": "Not this.",
    "composite.missed": "Not filled.",
    "point": "{points} point",
    "points": "{points} points",
    "try": "One try so far.",
    "trys": "{trys} tries so far.",
    "result.right": "Right. {score} of {points}.",
    "result.partial": "Partly right. {score} of {points}.",
    "result.wrong": "Not right. {score} of {points}.",
    "result.written": "Tick what your answer does. No machine marks it.",
    "result.self-marked": "You gave yourself {score} of {points}.",
    "result.shown": "The answer is shown.",
    "result.revealed": "The answer is shown. It does not count as answered.",
    "result.blank": "Left blank. The answer is shown.",
    "result.last": "That was the last question: your score stands below.",
    "missing.single": "Choose an answer first.",
    "missing.multiple": "Choose at least one answer first.",
    "missing.record": "Choose at least one first.",
    "missing.ordered": "Nothing has been moved yet. Put the entries in order first.",
    "missing.text": "Write an answer first.",
    "missing.number": "Write a number first.",
    "missing.composite": "Fill at least one gap first.",
    "missing.open": "Write your answer first.",
    "unread": "Write a number in digits, such as 2,342.",
    "hint.there": "A hint may help.",
    "moved": "{entry}: now {place} of {count}.",
    "more": "About other answers",
    "about.option": "About this option",
    "about.part": "About this one",
    "about.wrong": "Why is this wrong?",
    "about.item": "About this question",
    "about.id": "To report it, name it:",
    "about.link": "Link to this question",
    "clear": "Clear my answer to this question",
    "cleared": "Your answer to this question is cleared.",
    "again": "Read again: {section}",
    "revised": "This question was revised since you answered it.",
    "notice.unkept": "This browser is not keeping answers just now, so yours will be gone when you leave the page. The quiz itself works.",
    "notice.unreadable": "An earlier answer could not be read and was set aside. Everything else works as usual.",
    "progress": "{answered} of {items} questions answered",
    "check-all": "Check all answers",
    "check-all.yes": "Check all the same",
    "hand-in": "Hand in",
    "hand-in.sure": "Every question is answered. Hand in now? Afterwards nothing can be changed.",
    "blank": "One question is still blank or can’t be read:",
    "blanks": "{blanks} questions are still blank or can’t be read:",
    "go-on": "Go on answering",
    "question": "Question {n}",
    "summary.so-far": "You have answered {answered} of {items} questions: {score} of {points}.",
    "summary.done": "You have reached the end, with {answered} of {items} questions answered: {score} of {points}.",
    "summary.own": "In what you wrote and marked yourself, you gave yourself {score} of {points}; they are not in the score.",
    "summary.again": "Sections worth reading again:",
    "summary.right": "Every answer was right.",
    "review": "What you were asked to do",
    "review.right": "{right} of {of} right",
    "review.why": "Why",
    "review.again": "Answer again only what was not right",
    "only": "Only the one question that was not right, from the start.",
    "onlys": "Only the {onlys} questions that were not right, from the start.",
    "show-all": "Show all questions",
    "state.right": "right",
    "state.partial": "partly right",
    "state.wrong": "not right",
    "state.not-attempted": "not answered",
    "state.written": "written, not yet marked by you",
    "restart": "Start again",
    "restart.sure": "Clear all your answers in this quiz?",
    "restart.yes": "Yes, clear them",
    "restart.no": "No, keep them",
    "restart.done": "Your answers are cleared.",
    "file": "Save my answers as a file",
    "file.about": "For a teacher who asks for it, as for homework. In the file are the name that you write here; which quiz this is, its edition and mode, whether it was handed in, and when you saved the file; and for each question your answer, the first one that you checked, their points, your tries and hints, whether you saw the answer, and how sure you were if you were asked.",
    "file.own": "Nothing is sent: the file is saved on this device, and you send it yourself. You can read it, it is plain text. Anybody could change it, so it is for practice and not for grades. Your name is not kept here.",
    "file.sealed": "You have not handed in this exam yet. The file says so, and has no points.",
    "file.left": "One of your answers is not checked yet and has no points in the file.",
    "file.lefts": "{n} of your answers are not checked yet and have no points in the file.",
    "file.name": "Your name, or the code that your teacher gave you",
    "file.nameless": "Write your name or a code first.",
    "file.save": "Save the file",
    "file.not": "Not now",
    "file.saved": "Saved as {file}, where your browser puts what it downloads.",
    "file.show": "Read the file",
    "file.text": "All that is in it. If your browser saved no file, copy this.",
}

# What a notebook says when answers are handed in.
HAND_IN = {
    "saved": "Saved as {file}. Send it as you send homework.",
    "unmarked": "Saved as {file}. The quiz is not handed in yet, or not all of it is checked: the file says so.",
}

# A review of all chapters is grouped by them.
REVIEW_SCRIPT = {"review": "Chapter by chapter", "summary.again": "Worth reading again:"}

# The pages for those who read alone.
PROGRESS_SCRIPT: dict[str, str] = {
    "notice.unkept": "This browser is not keeping anything just now, so what changes here will be gone when you leave the page.",
    "notice.unreadable": "Something that was kept could not be read and was set aside as it was found. Everything else works as usual.",
    "empty": "Nothing is kept in this browser yet. This page fills by itself as you answer questions in the chapters.",
    "empty.first": "Begin with the first chapter: {chapter}",
    "on": "on {date}",
    "ways": "On this page",
    "continue": "Continue where you were",
    "continue.last": "You were last in “{chapter}”, at this question:",
    "continue.last-when": "You were last in “{chapter}”, {when}, at this question:",
    "continue.next": "The next open question there:",
    "continue.next-chapter": "The next open question, in “{chapter}”:",
    "continue.none": "No question after it is open.",
    "recall": "Come back to it",
    "recall.none": "Questions that you have answered come back here after some days. There are none yet.",
    "recall.next": "The next comes back {when}.",
    "recall.link": "To the questions that come back",
    "due": "One question is due today.",
    "dues": "{dues} questions are due today.",
    "due.none": "Nothing is due today.",
    "map": "Chapter by chapter",
    "map.about": "Each sign is a question and leads to it.",
    "mark": "{stem} ({state})",
    "state.right": "right",
    "state.partial": "partly right",
    "state.wrong": "not right",
    "state.shown": "answer shown",
    "state.written": "written in your own words",
    "state.self-marked": "in your own words: you gave yourself {score} of {points}",
    "state.open": "open",
    "state.revised": "revised since you answered, so open again",
    "question": "One question",
    "questions": "{questions} questions",
    "answered": "{answered} of {items} answered",
    "tally.right": "{n} right",
    "tally.partial": "{n} partly right",
    "tally.wrong": "{n} not right",
    "tally.shown": "{n} shown",
    "tally.written": "{n} in your own words",
    "tally.open": "{n} open",
    "revised": "One open question was revised since you answered it.",
    "reviseds": "{reviseds} open questions were revised since you answered them.",
    "own": "In what you wrote and marked yourself, you gave yourself {score} of {points}.",
    "point": "{points} point",
    "points": "{points} points",
    "to-chapter": "To the chapter “{chapter}”",
    "beforehand": "Before and after",
    "beforehand.change": "{chapter}. Before: {before} of {of}, after: {after} of {of}.",
    "beforehand.link": "To these questions",
    "sure": "How sure are you?",
    "sure.about": "If you like, each question also asks how sure you are of your answer. Here you can then see how well you judge yourself.",
    "sure.ask": "Ask me how sure I am",
    "sure.none": "There is no such answer yet.",
    "sure.caption": "How sure you were, and how often you were right",
    "sure.level": "You were",
    "sure.answers": "Answers",
    "sure.right": "Right",
    "sure.marks": "Marks",
    "sure.1": "Not very sure",
    "sure.2": "Fairly sure",
    "sure.3": "Very sure",
    "sure.all": "Together",
    "sure.read": "A right answer earns {right} marks, by how sure you were, and another one {wrong}: so “fairly sure” is worth saying if more than {two} of such answers are right, and “very sure” if more than {three} are.",
    "sure.source": "After A. R. Gardner-Medwin, “Confidence assessment in the teaching of basic science”, 1995",
    "data": "Your data",
    "data.about": "What you answer is kept in this browser, on this device, and sent to nobody: your answers, how often you tried, which hints you opened, when a question comes back, and what you chose on these pages. Another browser knows nothing of it. A private window forgets it when you close it, and so does any browser whose data you clear. Save a copy to keep it safe, or to take it to another device and read it in there.",
    "save": "Save a copy",
    "saved": "A copy was saved as {file}, where your browser puts what it downloads.",
    "file.name": "zero-tolerance-progress-{day}.json",
    "read": "Read a copy in",
    "added": "Read in: {what}. Nothing that was here is lost.",
    "added.nothing": "All that is in this copy was here already.",
    "added.unknown": "This edition of the book does not know {names} and left it out, so keep the file.",
    "added.answer": "one answer that is new here",
    "added.answers": "{n} answers that are new here",
    "added.review": "one review",
    "added.reviews": "{n} reviews",
    "added.other": "one other record",
    "added.others": "{n} other records",
    "file.none": "“{file}” is not a copy of what this book keeps. Choose a file that was saved with “Save a copy”. Nothing was changed.",
    "file.full": "The browser has no room for this copy, or keeps nothing just now. Nothing was changed. Free some room, then try again.",
    "file.newer": "This copy comes from a later edition of the book (version {version}). Load the page again to get the latest edition, then read the copy in.",
    "file.problem": "One place in this copy is not as it should be, so nothing was read in:",
    "file.problems": "{n} places in this copy are not as they should be, so nothing was read in:",
    "file.wrong": "{place}: this is {found}. Write {wanted}.",
    "file.missing": "{place}: this is missing. Write {wanted}.",
    "file.whole": "the whole file",
    "file.more": "And {n} more.",
    "wanted.text": "a text in quotation marks",
    "wanted.flag": "true or false",
    "wanted.count": "a whole number, 0 or more",
    "wanted.points": "a whole number, 1 or more",
    "wanted.score": "a number, 0 or more",
    "wanted.id": "a name of small letters and digits, with single hyphens between",
    "wanted.revision": "eight digits or letters from a to f, in quotation marks",
    "wanted.day": 'a day, such as "2026-03-05"',
    "wanted.moment": 'a day and time, such as "2026-03-05T14:30:00Z"',
    "wanted.mode": '"each", "end", "exam" or "practice"',
    "wanted.grade": "1, 2, 3 or 4",
    "wanted.level": "1, 2 or 3, or null",
    "wanted.length": "5, 10 or 20",
    "wanted.origin": '"chapter" or "review"',
    "wanted.version": "1",
    "wanted.list": "a list in square brackets",
    "wanted.group": "a group in curly brackets",
    "erase": "Erase all",
    "erase.sure": "Erase all that this book keeps in this browser? It can’t be brought back, unless you have saved a copy.",
    "erase.save": "Save a copy first",
    "erase.yes": "Yes, erase it",
    "erase.no": "No, keep it",
    "erased": "All is erased. This browser keeps nothing of this book any more.",
}

RECALL_SCRIPT: dict[str, str] = {
    "notice.unkept": "This browser is not keeping answers just now, so yours will be gone when you leave the page. The review itself works.",
    "notice.unreadable": "Something that was kept could not be read and was set aside as it was found. Everything else works as usual.",
    "notice.clock": "Some of your answers seem to come from the future, so the clock of this device may be wrong, and the days here with it.",
    "notice.unfetched": "Some questions could not be fetched just now. They are left for another time.",
    "empty": "The questions that you answer in a chapter come here by themselves, and there are none yet.",
    "empty.first": "Begin with the first chapter: {chapter}",
    "deck": "In your deck",
    "due": "Due today",
    "missed": "Of these, missed last time",
    "length": "How many at a time?",
    "start": "Start",
    "none": "Nothing is due today. The next question comes back on {date}.",
    "ahead": "Review ahead of time",
    "fetching": "Fetching the questions …",
    "place": "{n} of {of} · {chapter}",
    "place.once": "Once more, {n} of {of} · {chapter}",
    "back": "Comes back {when} ({date}).",
    "back.once": "Comes once more at the end of this session.",
    "back.session": "Comes back in your next session.",
    "passage": "Read the passage: {section}",
    "guess": "That was a guess",
    "guessed": "Counted as a guess.",
    "undo": "Undo",
    "undo.last": "Undo the last answer",
    "undone": "Your answer is taken back.",
    "next": "Next",
    "about.link": "This question in its chapter",
    "result.revealed": "The answer is shown.",
    "end": "The end of this session",
    "answered": "You answered one question: {what}.",
    "answereds": "You answered {n} questions: {what}.",
    "tally.right": "{n} right",
    "tally.missed": "{n} missed",
    "tally.guessed": "{n} guessed",
    "read": "What you missed, and where to read it again:",
    "later": "(Right when it came once more.)",
    "still": "One question is still due today.",
    "stills": "{n} questions are still due today.",
    "coming": "The next one comes back {when} ({date}).",
    "another": "Another session",
    "to-progress": "My progress",
}

BEFOREHAND_SCRIPT = {
    "before": "Before you read: {title}",
    "before.about": "Answer as you think now. A guess is fine, and an answer may stay empty. Nothing is marked before you compare.",
    "keep": "Keep my answers and read the chapter",
    "keep.failed": "Your answers could not be kept. Write them down if you want to compare them later.",
    "read": "Read the chapter",
    "after": "The same three questions again: {title}",
    "after.about": "You guessed on {date}. Answer once more, now that you have read. Your first answers stay out of sight until you compare.",
    "after.undated": "You have guessed already. Answer once more, now that you have read. Your first answers stay out of sight until you compare.",
    "compare": "Compare",
    "both": "Before and now: {title}",
    "both.own": "Only you see this. It stays in this browser, and nothing is sent.",
    "then": "Before",
    "now": "Now",
    "then.right": "Before: {right} of {of} right.",
    "then.none": "Before: no answers.",
    "now.right": "Now: {right} of {of}.",
    "apart": "One question is left out here, since its two answers can’t be compared.",
    "aparts": "{aparts} questions are left out here, since their two answers can’t be compared.",
    "then.revised": "This question was revised after your first answer.",
    "then.unreadable": "Your first answer could not be read.",
    "now.lost": "Your second answer can’t be shown.",
    "all": "All chapters",
    "not-yet": "not yet",
    "guessed": "guessed on {date}",
    "guessed.undated": "guessed",
    "compared": "compared",
    "coming": "The questions are coming …",
    "failed": "The questions could not be loaded.",
    "failed.again": "Try once more",
    "elsewhere": "You went on in another tab. This page follows it.",
    "notice.unkept": "This browser is not keeping answers just now, so yours will be gone when you leave the page.",
    "restart": "Start this again",
    "restart.sure": "Clear your answers to these questions, before and after?",
    "restart.done": "Your answers to these questions are cleared.",
}

SURE_SCRIPT = {
    "sure": "How sure are you?",
    "level.1": "not very",
    "level.2": "fairly",
    "level.3": "very",
    "mark": "You were {level} sure. Certainty mark: {mark} ({right} if right, {other} if not).",
}

# A part of the page of progress.
OFFLINE_SCRIPT = {
    "offline": "Without a network",
    "offline.some": "Pages kept on this device: {kept} of {of}. They open without a network, and each page that you open joins them.",
    "offline.all": "The whole book is kept on this device and opens without a network.",
    "offline.install": "Your browser's menu may offer to install the book, or to add it to the home screen: then it opens like an app.",
    "offline.keep": "Keep the whole book on this device (about {load} MB to load, {size} MB of space)",
    "offline.keeping": "The book is being kept: {done} of {of} files.",
    "offline.done": "Done: the whole book is kept on this device.",
    "offline.failed": "Not all of the book could be kept: the network is gone, the device is full, or the book has just changed. What is kept stays. Open this page again later to go on.",
    "offline.remove": "Remove the kept pages",
    "offline.removed": "The kept pages are removed from this device. Your answers are still there.",
}

TIMELINE_SCRIPT = {
    "tools": "Filter and compare",
    "theme": "Kind",
    "who": "Who",
    "source": "Source",
    "track": "Said",
    "chapter": "Chapter",
    "any.who": "Everyone",
    "any.source": "All",
    "any.chapter": "All",
    "all": "Show all",
    "compare": "Side by side",
    "left": "Left",
    "right": "Right",
    "count.all": "{total} events.",
    "count.some": "{shown} of {total} events.",
    "count.none": "No event fits.",
    "window": "Axis: {range}.",
    "lifted": "Filters lifted for this event.",
    "axis": "Axis of time: arrow keys move, plus and minus zoom.",
    "zoom": "Zoom",
    "closer": "Zoom in",
    "wider": "Zoom out",
    "earlier": "Earlier",
    "later": "Later",
    "whole": "Whole time",
    "legend": "Hollow: some time in it. Dotted: open, or disputed.",
    "other": "{date}, another date of: {headline}",
    "several": "{count} events, {range}",
}

NOTES_SCRIPT = {
    "close": "Close",
    "citation": "Source {n}",
}


def points(number: int) -> str:
    return PAGE["point" if number == 1 else "points"].format(points=number)


def size(number: int) -> str:
    """Bytes in words."""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} KB"


PARTS = {
    "before": "Before the policy",
    "trials": "Ideas and trials in 2017",
    "decision": "The decision of spring 2018",
    "warnings": "The warnings",
    "six-weeks": "Six weeks",
    "turn": "Order, court and country",
    "reunion": "Reunion and counting",
    "watchdogs": "The watchdogs",
    "aftermath": "2021 to 2026",
    "weighing": "Weighing the evidence",
}

STATUS_LONG = {
    "article": "The claim stands in the Washington Post article of January 14, 2021, which was read whole.",
    "verified": "The claim was read in a copy of the source that it cites. That the source says so does not make it true.",
    "secondary": "The claim was read in another source that reports or quotes the one that matters: "
    "a news digest, a party to the case, a quotation of an order or an e-mail.",
}

EVIDENCE = {
    "claims": "Claims: {part}",
    "claims-about": "{n} claims. Each says who said, found or did what, where that stands, how it was read, "
    "and what disagrees with it. [How to read these pages](index.md).",
    "sources-about": "Each source with how much of it was read for this book, and the claims that rest on it. "
    "Nothing is claimed about what was not read. [How to read these pages](index.md).",
    "people": "People",
    "people-about": "Public persons by surname, with the office that they held at the time and the places in this book "
    "that tell of them. Private people who spoke of their families are not listed.",
    "agencies": "Agencies, courts and groups",
    "agencies-about": "Who is who among departments, offices, courts, outlets and organizations, by name.",
    "jump": "**Go to:** {links}",
    "abbreviations": "**By abbreviation:** {links}",
    "namesakes": "Not to be taken for {others}.",
    "told": "**Claims with this name are cited in** {links}.",
    "events": "**On the timelines**",
    "claims-of": "**Claims:** {links}.",
    "glossary": "Glossary",
    "glossary-about": "Terms as this book uses them. A dotted line under a word in a chapter leads here.",
    "figures": "Figures and their tables",
    "figures-about": "How each figure is drawn, and each table of numbers with what it counts, its source and its "
    "limits. The code runs in a notebook of this book. [How to read these pages](index.md).",
    "csv": "Download as CSV",
    "table-agencies": "Departments, offices and courts, with persons who held office there in spring 2018",
    "table-events": "The events of all timelines",
    "reading": "Further reading and viewing",
    "reading-about": "Books, articles, films and lessons, with their standpoint. None was read whole for this book, "
    "and none is recommended without a teacher's own look. Of what we found, more is critical of the policy than for it: "
    "whoever wants to hear both sides should choose from both.",
    "for-whom": "For whom, where the entry says so",
    "audience": "**For whom.** {text}",
    "quote-check": "*Quotation not checked against an excerpt: {why}*",
    "support": "Which part supports it: {text}",
    "about-source": "About this source",
    "dispute": "Where sources differ, and care.",
    "no-date": "no single date",
    "used": "Used in this book",
    "unused": "*Not used in a chapter yet.*",
    "sentence": "Sentence:",
    "term": "Under the heading",
    "event": "Timeline:",
    "item": "Question:",
    "figure": "Figure:",
    "whole-claim": "Claim {id} and where it is used",
    "read": "**Read for this book:** {how} ({extent}).",
    "full text": "in full",
    "in part": "in part",
    "as cited elsewhere": "only as another source cites it",
    "supports": "**Supports** {claims}.",
    "supports-none": "*No claim rests on it alone.*",
    "excerpt": "Passage.",
    "excerpt-rights": "A work of the United States government, not under copyright in the United States "
    "(17 U.S.C. 105). “[…]” marks where the copy breaks off or something is left out.",
    "standpoint": "**Standpoint.** {text}",
    "care": "**Care.** {text}",
    "read-of": "**Read here.** {text}",
    "notes": "Notes",
    "notes-about": "Each number leads to a claim and the source that it rests on.",
    "citation": "Source {n}",
    "back": "↑ sentence",
    "terms": "Terms",
}

# What the site says beside its pages.
SITE = {
    "level": "grades 11 and 12, college",
    "nowhere": "There is no such page here",
    "nowhere-about": "It may have moved, or the address may have a slip in it.",
    "size": " ({size})",
    "withheld": " (not handed out on this site: ask whoever runs it)",
    "to-book": "To the book",
    "to-search": "Search it",
    "ahead": "What do you think now? Three questions before you read",
    "again": "The same three questions again",
    "offline": "This page is not on this device",
    "offline-about": "There is no network just now, and this page was not kept when there was one. When the network is back, load the page again.",
    "offline-kept": "These pages are kept and open now",
    "offline-whole": "With a network, the page {page} can keep the whole book on this device.",
    "offline-page": "My progress",
    "card": "Who decided, who warned, what was done: an open book with its evidence",
}

# Where a notebook can be run, as its page says.
LAUNCH = {
    "chapter": "Run this chapter",
    "notebook": "Run this notebook",
    "cost": " in your browser (15 MB)",
    "binder": "Binder",
    "colab": "Colab",
    "hub": "JupyterHub",
    "install": "Run this cell first: it installs what the others need, in a minute or so.",
}

READING_KINDS = {
    "book": "Books",
    "art": "Articles, opinion and interviews",
    "film": "Films and television",
    "pod": "Podcasts",
    "lesson": "Lessons and collections for teachers",
}

LEANS = {
    "critical": "Critical of the policy, or close to the families",
    "enforcement": "For enforcement, or for the policy",
    "reporting": "Reporting and public media",
}

AUDIENCES = {
    "class": "Of use for an exercise in class",
    "older-students": "For older students and teachers",
    "teachers": "For teachers",
}

EVIDENCE_INDEX = """# The evidence

Every factual sentence of this book, every answer to a question and every event on a timeline rests on a *claim*, and
every claim on a *source*. Of {claims} claims drawn from {sources} sources, {used} are used in the chapters so far; the
others stand here for readers who want to check or to go on.

## How to read a claim

A claim says who said, found, did or denied something, and when. Under it stand its sources with the place in them,
the words quoted where there are any, and what disagrees with it or needs care. Its last lines lead back to each
sentence, event and question that uses it. Its status says how it was read:

{status}

Most sources could be read only in part, often the opening of a document. Each source's entry says how much was read.
Where sources count or date something differently, the book shows each and says what it counts.

## Claims

{claim_pages}

## Sources

{source_pages}

## Lists

- [People](people.md)
- [Agencies, courts and groups](agencies.md)
- [Glossary](glossary.md)
- [Figures and their tables](figures.md)
- [Further reading and viewing](reading.md)
"""

# What an author sees while writing: python -m quizzes preview FILE.
PREVIEW = {
    "title": "Preview: {title}",
    "fine": "Nothing to mend. This page follows the file.",
    "problems": "To mend:",
    "stale": "The file can’t be shown as it is. Below stands what it was before.",
    "unreadable": "The file can’t be shown as it is.",
    "ended": "The preview has ended. Start it again in the terminal; this page then goes on by itself.",
    "host": "This preview answers only under http://localhost.",
    "nothing": "There is no such page here.",
    "samples": "How sample responses to {id} are marked",
    "sample": "Sample",
    "response": "Response",
    "marked": "Mark",
    "said": "What is said",
    "mark": "{state}, {score} of {points}",
    "right": "right",
    "partial": "partly right",
    "wrong": "wrong",
    "empty": "empty",
    "not-attempted": "not attempted",
    "written": "written",
    "self-marked": "marked by the reader",
}

# An item where nothing can be clicked or typed: on a card, on paper.
FACE = {
    "right": "Right:",
    "wrong": "Not right:",
    "otherwise": "Anything else",
    "gap": "[{n}]",
    "gap-word": "a word or a name",
    "gap-number": "a number",
    "also": "Also right: {answers}",
    "slip": "One wrong letter does not count against it.",
    "slips": "Up to {n} wrong letters do not count against it.",
    "missing": "If it does not",
    "span": "Right is any number {low} {high}.",
    "from": "from {n}",
    "above": "above {n}",
    "to": "to {n}",
    "below": "and below {n}",
}

# The cards for Anki.
ANKI = {
    "deck": "Zero Tolerance",
    "about": "Questions of the open e-book “Zero Tolerance: the 2018 border policy and its evidence”, each with its reasons and its sources. Texts: The Zero Tolerance book contributors, CC BY 4.0.",
    "model": "Zero Tolerance: question and answer",
    "card": "Card",
    "others": "About other answers",
    "left-out": "{about} (when it is left out)",
    "material": "The source again",
    "id": "Question:",
}

# A quiz or a timeline as a page in one file, and what such a page does not have.
ALONE = {
    "book": "Zero Tolerance: the 2018 border policy and its evidence",
    "title": "{title} · {book}",
    "from": "From the open e-book",
    "several": "Quizzes of {n} chapters",
    "checks": "Questions along the chapter",
    "quiz": "Quiz at the end",
    "timeline": "Timeline: {title}",
    "section": "In the text: {section}",
    "notes": "About this page",
    "practice": "The answers stand in this page, so it is for practice and not for grades. It sends nothing to anybody. "
    "Your browser keeps your answers on this device.",
    "sent": "This page sends nothing to anybody and keeps nothing.",
    "unlinked": "Behind the name of a source stands the id of the claim that rests on it. The book’s evidence pages have "
    "the passage under that id.",
    "linked": "The name of a source leads to the passage in the book’s evidence pages.",
    "licence": "Texts: The Zero Tolerance book contributors,",
    "cc": "CC BY 4.0",
    "terms": "You may use, change and share them if you name where they come from. Quotations from others stay theirs.",
    "cite": "To cite: The Zero Tolerance book contributors. *Zero Tolerance: the 2018 border policy and its evidence*. "
    "Version 0.1.0, 2026.",
}
ALONE_LOST = (
    "cards of sources, links to sentences",
    "a source is named; its passage and its sentence stand in the book",
)

# The questions for Moodle, and what it can't carry of them: the part, and how it is lost.
MOODLE = {
    "category": "Zero Tolerance",
    "about": "Questions of the open e-book “Zero Tolerance: the 2018 border policy and its evidence”, each with its reasons and its sources. Texts: The Zero Tolerance book contributors, CC BY 4.0.",
    "chapter": "Questions on the chapter “{title}”.",
    "unit": "The unit: {unit}.",
    "others": "On single answers",
    "right": "{about} (when it is right)",
    "wrong": "{about} (when it is not right)",
    "left-out": "{about} (when it is left out)",
}
MOODLE_LOST = {
    "exact": (
        "partial credit",
        "Moodle gives a part of the points for a part of the right choices; the book gives all or nothing",
    ),
    "coverage": (
        "partial credit",
        "a wrong choice takes off as much as a right one gives; the book counts the share of right choices twice over",
    ),
    "each-answer": (
        "partial credit",
        "a wrong choice takes off as much as a right one gives; the book also counts each wrong option that was left alone",
    ),
    "uneven": (
        "partial credit",
        "Moodle has no fraction for so many right options, so that they do not all count the same",
    ),
    "price": ("partial credit", "a wrong choice takes off the nearest fraction that Moodle has"),
    "exact-parts": ("partial credit", "each part counts by itself; in the book it is all or nothing"),
    "pairs": (
        "partial credit",
        "two entries in the wrong order take nothing off, so that a mixed order earns more than in the book",
    ),
    "longest-run": (
        "partial credit",
        "other entries may stand within a run, so that it can be longer than in the book",
    ),
    "weights": ("points", "each gap gives one point, so that the question's default mark is the number of its gaps"),
    "missed": ("feedback", "what is said of a right option that was left out stands in the general feedback"),
    "parts": ("feedback", "what is said of single answers stands in the general feedback, whatever was answered"),
    "criteria": ("feedback", "what is said of a criterion that is not met stands in the information for graders"),
    "no-hints": ("hints", "an essay has none in Moodle"),
    "slips": ("tolerance", "no wrong letter is forgiven"),
    "ends": ("tolerance", "the very end of the range is taken as right, which the book leaves out"),
    "spelling": (
        "ways to write",
        "accents, hyphens, quotation marks, numbers in words and dates count as they are written",
    ),
    "numbers": ("ways to write", "numbers in words and numbers with a sign between thousands are not taken"),
    "decimal": ("ways to write", "the decimal sign is that of the reader's own language, not the comma of the item"),
    "unit": ("unit", "any unit is taken, a wrong one too"),
    "categories": ("order", "Moodle mixes the categories"),
    "by-hand": ("marking", "a teacher marks it; in the book readers mark themselves"),
}

# The questions for Canvas and in Common Cartridges, and what these can't carry: the part, and how it is lost.
CANVAS = {
    "quiz": "Zero Tolerance",
    "chapter": "Zero Tolerance: {title}",
    "about": "Questions of the open e-book “Zero Tolerance: the 2018 border policy and its evidence”, each with its reasons and its sources. Texts: The Zero Tolerance book contributors, CC BY 4.0.",
    "material": "Source: {title}",
    "unit": "The unit: {unit}. Write the number alone.",
    "gap": "({n})",
    "others": "On single answers",
    "right": "{about} (when it is right)",
    "wrong": "{about} (when it is not right)",
    "left-out": "{about} (when it is left out)",
}
CARTRIDGE = {
    "none": "only choices and short answers go into a Common Cartridge",
    "few": "a question in a Common Cartridge has three options or more",
}
QTI_LOST = {
    "exact": (
        "partial credit",
        "a part of the right choices gives a part of the points; in the book it is all or nothing",
    ),
    "rule": (
        "partial credit",
        "a wrong choice takes off as much as a right one gives, which is not this question's rule",
    ),
    "whole": (
        "partial credit",
        "it is all or nothing; in the book a part of the right choices gives a part of the points",
    ),
    "exact-parts": ("partial credit", "each part counts by itself; in the book it is all or nothing"),
    "by-category": (
        "partial credit",
        "a category counts when all that belongs in it and nothing else is there; in the book each entry counts",
    ),
    "order-whole": ("partial credit", "the order is right or wrong as a whole; in the book a part of it gives a part"),
    "places": ("partial credit", "each entry counts that stands in its own place; in the book what stands before what"),
    "as-places": ("order", "entries are matched with places, which can't be dragged"),
    "missed": ("feedback", "what is said of a right option that was left out stands in the general feedback"),
    "parts": ("feedback", "what is said of a right answer stands in the general feedback, whatever was answered"),
    "parts-alone": ("feedback", "what is said of single answers stands in the general feedback, whatever was answered"),
    "foreseen": ("feedback", "what is said of foreseen wrong answers stands in the general feedback"),
    "other-typed": ("feedback", "what is said of any other word in a gap stands in the general feedback"),
    "criteria": ("feedback", "what is said of a criterion that is not met stands in the general feedback"),
    "hints": ("hints", "there is no place for them"),
    "tags": ("tags", "there is no place for objective, skill and difficulty"),
    "slips": ("tolerance", "no wrong letter is forgiven"),
    "range": ("tolerance", "in a gap the number must be the answer itself"),
    "ends": ("tolerance", "the very end of the range is taken as right, which the book leaves out"),
    "spelling": (
        "ways to write",
        "accents, hyphens, quotation marks, numbers in words and dates count as they are written",
    ),
    "numbers": ("ways to write", "numbers in words are not taken"),
    "decimal": ("ways to write", "the decimal sign is a point, not the comma of the item"),
    "no-unit": ("unit", "no unit may be written"),
    "to-write": ("choices", "a gap with a list is one to write in, and its choices stand under the text"),
    "by-hand": ("marking", "a teacher marks it; in the book readers mark themselves"),
}

# Slides: what stands on them and around them, what their script says, and what stands in a file of them.
SLIDES = {
    "book": "Zero Tolerance: the 2018 border policy and its evidence",
    "page": "Slides: {title}",
    "description": "Slides on the chapter “{title}” to project or to print, with notes for teachers. {question}",
    "number": "{n} of {of}",
    "check": "Check",
    "answer": "Answer",
    "notes": "For the teacher",
    "notes-on": "Notes on slide {n}",
    "minute": "about {n} minute",
    "minutes": "about {n} minutes",
    "all-minutes": "All slides together take about {minutes} minutes. Leave out what your class does not need.",
    "ask": "Ask",
    "listen": "A good answer",
    "trap": "Beware",
    "rests": "The notes rest on",
    "remarks": "What the book says of each answer:",
    "source": "Source {n}: {label}",
    "sources": "Sources",
    "sources-of": "Sources, {n} of {of}",
    "claims": "Claims:",
    "sources-about": "The numbers stand behind what rests on a source. A code such as s-055 is a claim in the book’s evidence, with the passage, with other sources, and with what disagrees.",
    "licence": "An open e-book. Text and slides: CC BY 4.0.",
    "back": "To the chapter “{title}”",
    "about": "These slides are made from the chapter, its questions and its evidence. Under each slide stand notes for the teacher, which are not projected.",
    "keys": "In the show: arrow keys, space, Home and End turn the slides, Escape ends it. After a click on a slide, F is full screen, N puts the notes under the slide, W opens them in a window of their own, and L changes between light and dark.",
    "file": "zero-tolerance-slides",
    "handout": "Slides with notes: {title}",
}
SLIDES_SCRIPT = {
    "show": "Show the slides",
    "full": "Full screen",
    "print": "Print slides and notes",
    "back": "Back",
    "on": "On",
    "place": "{n} of {of}",
    "notes": "Notes",
    "window": "Notes in a window",
    "look": "Light or dark",
    "end": "End",
    "tools": "Slides",
    "alone": "The window with the slides is closed.",
    "clock": "Minute {n} of about {of}",
    "next": "Next: {title}",
}

# Questions in QTI 3.0, and in 2.2 and 2.1.
QTI3 = {
    "catalog": "Zero Tolerance",
    "others": "On single answers",
    "reason": "The reason and the sources",
    "hints": "Hints",
}
QTI3_LOST = {
    "by-hand": ("marking", "a teacher marks it; in the book readers mark themselves"),
    "criteria": ("feedback", "what is said of a criterion that is not met stands with the rubric, for scorers"),
    "hints": ("hints", "they stand in a block for tutors, which candidates do not see"),
    "spelling": (
        "ways to write",
        "accents, hyphens, quotation marks, spaces at the ends, numbers in words and dates count as they are written",
    ),
    "slips": ("tolerance", "no wrong letter is forgiven"),
    "numbers": (
        "ways to write",
        "numbers in words and numbers with a sign between thousands are not taken, and what is no number is wrong",
    ),
    "decimal": ("ways to write", "the decimal sign is a point, not the comma of the item"),
    "unit": ("unit", "it stands behind the box, and a number that is written with it is not taken"),
    "start": ("lists", "a list in a text begins at 1"),
    "title": ("links", "what a link says when it is pointed at"),
    "names": ("names for screen readers", "QTI 2 has none for boxes, tables and signs"),
}

# Tests on paper: the test, its answer sheet, and the key.
PAPER = {
    "book": "Zero Tolerance: the 2018 border policy and its evidence",
    "test": "Test",
    "form": "Form {form}",
    "titled": "Test, form {form}: {title}",
    "and": "; ",
    "all": "All chapters",
    "name": "Name",
    "class": "Class",
    "date": "Date",
    "count": "{count} questions · {points}",
    "one": "1 question · {points}",
    "how": "Write all your answers on the answer sheet at the end. On the other pages you may make notes.",
    "number": "Question {n}",
    "material": "Source for questions {first} to {last}",
    "pairs": "Write one letter for each number. A letter may be used more than once, or not at all.",
    "order": "Put them in order, from {first} to {last}. Write the letters in that order.",
    "unit": "The unit: {unit}",
    "sheet": "Answer sheet",
    "sheet-how": "Mark or write your answers here.",
    "total": "Points: ______ of {points}",
    "page": ("Page ", " of "),
    "key": "Key",
    "key-title": "Key: {title}",
    "key-about": "For teachers. Seed {seed}: the same seed and the same questions give the same forms.",
    "key-points": "Points are for a whole answer. How you count a part of one is yours to say; say it before the test.",
    "key-open": "These questions stand in an open book with their answers. So use a test to see what a class knows by heart or can work out, and not for grades that count.",
    "where": "Which question is which",
    "no": "No.",
    "answer": "Answer",
    "worth": "Points",
    "id": "Question in the book",
    "reasons": "Reasons and sources",
    "reasons-about": "For each question, by its number in each form: the answer in words, why it is right, and what that rests on. The short codes are the ids of claims in the book’s evidence.",
    "at": "{form} {n}",
    "open": "see below",
    "why": "Why:",
    "rests": "Rests on:",
}

# The questions as GIFT.
GIFT = {
    "about": "// Questions of the open e-book “Zero Tolerance: the 2018 border policy and its evidence”, each with its reasons and its sources. Texts: The Zero Tolerance book contributors, CC BY 4.0.",
}
GIFT_LOST = {
    "points": ("points", "each question has one point"),
    "hints": ("hints", "GIFT has none"),
    "rubric": ("marking", "GIFT has no place for the rubric and the model answers"),
    "unit": ("unit", "none may be written"),
    "letters": ("letters", "how options are lettered, and whether they are mixed, is what the program has been set to"),
}

# Questions as lines of text, for spreadsheets and the like: the part, and how it is lost.
LINES_LOST = {
    "feedback": ("feedback", "there is no place for what is said of an answer"),
    "reasons": ("reason and sources", "there is no place for them"),
    "hints": ("hints", "there is no place for them"),
    "points": ("points", "the program sets them"),
    "partial": ("partial credit", "the program has its own rule, or none"),
    "variants": ("ways to write", "there is room for the first ones alone"),
    "rubric": ("marking", "there is no place for the rubric"),
    "spare": ("distractors", "a choice that belongs to no entry has no place"),
    "slips": ("tolerance", "no wrong letter is forgiven"),
    "unit": ("unit", "none may be written"),
    "foreseen": ("ways to write", "what is typed is compared as the program does it"),
}

# Quizzes in a package for a learning system.
SCORM = {
    "practice": "The answers stand in this page, so it is for practice and not for grades. In a learning system your "
    "answers, your score and the time that you take are kept there, and your teacher can see them. Opened by itself, "
    "the page sends nothing to anybody, and your browser keeps your answers on this device.",
}
SCORM_LOST = {
    "marking": ("marking", "the score leaves it out; in the book those who wrote it mark themselves"),
    "1.2": ("answer", "one of more than 255 characters is kept with the attempt, and not told as an answer"),
    "2004": ("answer", "one of more than 4,000 characters is kept with the attempt, and not told as an answer"),
}

# A quiz as a document that a teacher edits.
DOCUMENT = {
    "from": "From: Zero Tolerance: the 2018 border policy and its evidence. Text under CC BY 4.0: you may change it, and say where it is from.",
    "answer": "Answer:",
    "others": "Said of other answers",
    "right": "{about} (when it is right)",
    "wrong": "{about} (when it is not right)",
    "left-out": "{about} (when it is left out)",
    "hint": "Hint:",
}
DOCUMENT_LOST = {
    "partial": ("partial credit", "the document says the points of a whole answer; who marks decides on parts")
}

# The whole book as one file, to print or to carry: what stands there and on no page of the site.
VOLUME = {
    "contents": "Contents",
    "imprint": "About this edition",
    "how": [
        "This edition is made from the pages of the book as they stood on {date}. The words are the same; what needs a screen is set for reading.",
        "**Sources.** A small number behind a sentence leads to the notes at the chapter’s end. A note names the source with the place in it, and the claim by its id; *{sources}*, at the back, has each source in full. “‡” says that the book’s evidence pages tell of other sources that differ, or ask for care; “as reported” that the source was read in another one that reports it. Look a claim up there before you quote it.",
        "**Questions.** They stand where they stand in the book, with room to answer. *{answers}*, at the back, says of each answer why it is right or wrong.",
        "**Words.** Where a term is first used in a chapter, a mark leads to the glossary.",
        "What the introduction says of opening a source and of marking answers, and the two pages that show all events and all questions together, belong to the book on a screen.",
    ],
    "undated": "the day of the build",
    "rights": "Rights",
    "chapters": "Chapters",
    "back": "At the back",
    "introduction": "Introduction",
    "answers": "Answers",
    "answers-about": "For every question, its answer and what is said of the others. “✓” stands before what is said of "
    "a right answer, “✗” before what is said of a wrong one or of one that was left out. Open answers are compared "
    "with the models and the list beside them.",
    "answer": "Answer",
    "check": "Check {n} · {points}",
    "check-answer": "Check {n}",
    "quiz-answer": "Question {n}",
    "asked": "question",
    "notes-of": "Notes",
    "sources": "Sources cited",
    "sources-about": "The sources that the notes and the glossary name, by the short name that stands there.",
    "reported": "as reported",
    "differs": "‡",
    "differs-about": "sources differ, or care is asked",
    "told": "In this book",
    "glossary-about": "Terms as this book uses them.",
    "glossary-sources": "After",
    "people-about": "Public persons by surname, with the office that they held at the time. Private people who spoke of "
    "their families are not listed.",
    "back-to": "Back to the text",
    "figure": "Figure",
    "tall": "The drawing is taller than a page and stands in the book on a screen. Here are its rows.",
    "cover": "Cover",
    "landmarks": "Guide",
    "otherwise": "Anything else",
    "description": "An open e-book with quizzes and timelines on the 2018 “zero tolerance” border policy, in which every "
    "factual sentence, every event and every quiz item leads back to the source that it rests on.",
    "subjects": ["History", "Immigration policy", "United States, 2017–2018", "Evidence and sources", "Quizzes"],
    "access": "Text that can be resized and read aloud, with headings, lists and tables marked as such. Figures carry a "
    "title and a description of their shape with numbers. Questions are plain text with their answers in a part of their "
    "own. Nothing flashes, moves or sounds.",
}

# The answers to all questions in one file, for teachers.
KEYS = {
    "title": "Answer keys",
    "titled": "Answer keys: {title}",
    "and": ", ",
    "about": "For teachers, and for their eyes: what is right in each question of the book, why, and what the other answers mistake. The questions stand in the order of the book.",
    "open": "No page for students leads here. Still, every answer stands in the open book, so these keys help to prepare a lesson and not to keep a secret.",
    "letters": "Letters are those that the options bear on the screen. “✓” stands before a right part, “✗” before a wrong one. The short codes are the ids of claims in the book’s evidence.",
    "chapters": "Chapters",
    "checks": "Along the chapter",
    "quiz": "Quiz at the end",
    "no": "No.",
    "key": "Key",
    "worth": "Points",
    "id": "Question in the book",
    "check": "Check {n}",
    "in-words": "below",
    "set": "On a source:",
    "objective": "Objective:",
    "mistaken": "A wrong answer may come from believing:",
    "total": "{count} questions · {points}",
    "said": "{count} questions of {n} chapters",
    "said-one": "{count} questions of 1 chapter",
}

# The class report. What is wrong with a file of answers, and how to mend it.
REPORT_FILE = {
    "missing": "there is no such file or folder",
    "name": "check its name",
    "empty": "the file is empty",
    "headings": "there are headings, and no answers below them",
    "again": "export the answers again",
    "encoding": "{file}: this is not UTF-8, and was read as Windows-1252; look whether accents are right",
    "encoded": "so large a table has to be UTF-8",
    "as-utf8": "save it as UTF-8",
    "long": "a line has more than a million characters",
    "see": "see what it is: answers are short",
    "binary": "this is no text",
    "kinds": "give hand-in files or their folder, Moodle's responses, Canvas' student analysis, or a table with a column for the student and one for each item, or for student, item and response or mark",
    "large": "the file is larger than {size}",
    "engine": "make a long table of it (student, item, response, mark) in UTF-8 or Parquet: such a table may have any size",
    "broken": "this can't be read as a table",
    "sheet": "this spreadsheet can't be read",
    "as-csv": "save it as CSV",
    "zip": "this is a ZIP archive",
    "unpack": "unpack it, and give the folder",
    "bomb": "it unpacks to more than {size}, or is packed more tightly than a table can be",
    "closed": "it can't be opened",
    "rights": "check its name and its rights",
    "unlike": "nothing tells what its columns are (they begin: {heading})",
    "cells": "this row has {n} cells, and the first row has {of}",
    "unused": "{file}: the column “{column}” is no item, and is not used",
    "nothing": "no answer in it can be marked",
    "names": "name items by their ids in the book or give a key (--key); what was found:",
    "many": "it has more than {n} items",
    "times": " ({n} times)",
    "key": "a key has the columns item and key",
    "backend": "no engine at {address} ({error}); write an address that ibis.connect knows, or leave --backend out",
}
REPORT_WHY = {
    "several": "several options, where one is to be chosen",
    "unknown": "the item has no such option; it counts as left out",
    "parts": "what has several parts can't be marked from text; give its mark",
    "nobody": "it is not said whose answer this is",
    "no-heading": "it is not said to which item",
    "no-item": "no item of the book or of the key, and no marks; left out",
    "no-text": "it is not said which question this is: tick “Question text” when you export; left out",
    "twice": "two columns are this item; the first one counts",
    "mark": "this mark is no number; left out",
    "unfinished": "the attempt is not finished; left out",
    "not-handed": "the exam is not handed in; left out",
    "open": "an open answer is marked by people; left out",
}
REPORT_ADVICE = {
    "fine": "Nothing stands out.",
    "one": "One student tells nothing of an item.",
    "keyed": "Maybe keyed wrongly: students who took “{option}” did better in the rest than those who took the key. Look at the key first.",
    "two": "Two right answers likely: strong students took “{option}” about as often as the key. Read both again; one of them may have to change.",
    "negative": "Students who did well in the rest did worse here. Look at the key, and at what the stem may suggest.",
    "easy": "Too easy to tell students apart: {share} of the marks were earned. Good as an opening, or to see that a basic point is known.",
    "everyone": "Everyone had full marks, so it tells nothing about who knows more. Good to see that a point is known.",
    "hard": "Hard: {share} of the marks were earned. Teach the point again, or look whether the stem asks what you mean.",
    "nobody": "Nobody earned a mark. Look at the key first, and then teach the point again.",
    "weak": "It hardly tells students apart: those who did well in the rest did little better here. Look for a stem that can be read in two ways.",
    "never": "Never chosen: {options}. Nobody believes it; write what learners do believe, or take it out.",
    "blank": "{n} of {of} left it out. See whether time ran short, or whether the stem asks too much at once.",
    "few": "With {n} students this may be chance: ask it again before you change it.",
}


def percent(share: float) -> str:
    """A share as a whole percentage, never rounded up to all or down to nothing."""
    whole = round(share * 100)
    if whole == 100 and share < 1:
        return "over 99%"
    if whole == 0 and share > 0:
        return "under 1%"
    return f"{whole}%"


REPORT = {
    "titled": "{title} ({quiz})",
    "code": "Student {n}",
    "no-alpha-one": "not defined: one student",
    "no-alpha-item": "not defined: one item",
    "no-alpha-full": "not defined: everyone had full marks",
    "no-alpha-alike": "not defined: all scores are the same",
    "no-alpha-parts": "not defined: not everyone answered the same items",
}


def figure(value: float) -> str:
    """A figure with at most two digits behind its point, and a proper minus sign."""
    return f"{round(value, 2) + 0:g}".replace("-", "\N{MINUS SIGN}")


REPORT_PAGE = {
    "title": "Class report: {quiz}",
    "heading": "Class report",
    "all": "Quizzes and classes",
    "all-columns": ["Quiz", "Students", "Points earned", "Alpha", "Items to look at"],
    "summary": "{n} students answered {items} items. On average they earned {mean} of {most} points, {share}.",
    "summary-one": "One student answered {items} items, and earned {mean} of {most} points, {share}. One student tells little of a class or of an item.",
    "summary-range": "Another class like this one may well have come out between {low} and {high}.",
    "summary-blank": "{n} answers are missing; they count as wrong.",
    "summary-out": "{n} answers are missing; they were left out of the figures.",
    "mean": "Mean score",
    "median": "Median",
    "sd": "Standard deviation",
    "sem-short": "Standard error of measurement",
    "alpha-short": "Cronbach’s alpha",
    "undefined": "not defined",
    "alpha": "Cronbach’s alpha is {alpha}{range}. It says how far the items go together; a short quiz on several things has a low one, and is not bad for that.",
    "alpha-small": "Cronbach’s alpha is {alpha}{range}. With {n} students it is little more than a guess: don’t judge the quiz by it.",
    "alpha-negative": "It is below zero: the items do not go together, or a key is wrong.",
    "alpha-none": "Cronbach’s alpha is {why}.",
    "sem": "A student’s score would, in two of three cases, lie within {sem} points of what a very long quiz of this kind would say.",
    "range": " (between {low} and {high}, 19 times in 20)",
    "share": "{share} (between {low} and {high}%)",
    "scores-title": "How the scores lie",
    "scores-said": "Bars for the scores of {n} students: from {lowest} to {highest} of {most} points; half of them have {median} or more.",
    "score-axis": "points",
    "items-title": "Where the items stand",
    "items-how": "A number is an item. To the right stand easy ones; the lines are at 35% and 90%. Above stand those that tell students apart; in the shaded part they hardly do. Bold ones have advice.",
    "items-said": "{n} items by facility, from left to right, and discrimination, upward. Below 0.2, where they hardly tell students apart: {weak}. The table below has all figures.",
    "facility-axis": "facility",
    "none": "none",
    "objectives": "What was understood",
    "objectives-columns": ["Objective", "Points earned", "Items", "Go back to"],
    "objectives-said": "What was understood least stands first.",
    "beliefs": "What students seem to believe",
    "beliefs-columns": ["Misconception", "Students", "Items", "Go back to"],
    "beliefs-said": "Who chose an answer that stands for it, at least once.",
    "once": "Seen in one student each, and not listed: {n} more.",
    "look": "Items to look at",
    "look-none": "Nothing stands out.",
    "items": "All items",
    "items-caption": "Figures of the items",
    "items-columns": ["No.", "Item", "Facility", "Discrimination", "Discriminative efficiency", "Effective weight"],
    "seconds": "Seconds (median)",
    "item": "Item {n}.",
    "item-heading": "{n} · {id}",
    "facility": "Facility {share}.",
    "discrimination": "Discrimination {value}{range}.",
    "discrimination-none": "Discrimination is not defined: all marks, or all other scores, are the same.",
    "blank": "{n} of {of} left it out.",
    "options-caption": "Who chose what",
    "options-columns": ["Answer", "Chosen", "Of the weak third", "Of the strong third", "With the rest"],
    "key": "Key:",
    "students": "Scores of {n} students",
    "students-caption": "Scores, in the order of the files",
    "students-columns": ["Student", "Points", "Left out", "Third"],
    "weak": "weak",
    "middle": "middle",
    "strong": "strong",
    "again": "{n} answers of other attempts do not count: {which}.",
    "attempt-first": "the first attempt counts",
    "attempt-last": "the last attempt counts",
    "attempt-best": "the best attempt counts",
    "left": "What was not read",
    "left-said": "These places of the files are not in the figures, or not wholly.",
    "left-columns": ["Place", "What stands there", "Why"],
    "left-none": "Everything was read.",
    "left-more": "And {n} more; --json lists them all.",
    "meaning": "What the figures mean",
    "csv": "Take the figures along (CSV)",
    "sent": "This page sends nothing to anybody. It was made from answers that may belong to persons who can be known by them: keep it as you keep such answers.",
    "line": "{quiz}: {n} students, {items} items, {share} of the points, alpha {alpha}; items to look at: {look}",
}
REPORT_MEANING = {
    "Facility": "The mean mark of all students, of the most there is. Whoever has an interval behind it: 19 times in 20, what is true of students like these lies in it. For items that are right or wrong it is the exact one of Clopper and Pearson; elsewhere it comes of drawing the class anew a thousand times.",
    "Discrimination": "How an item goes with the rest of the quiz: the correlation of its mark with the score of the other items. Below 0.2 it hardly tells students apart, below zero something is the matter. With few students it jumps about; see its interval.",
    "Discriminative efficiency": "The same, measured against the most that these marks would allow: a very easy or a very hard item can discriminate little, but be efficient.",
    "Effective weight": "The share of the differences between students that an item makes. It is not defined where an item goes against the whole.",
    "Thirds": "The weak third are the students whose score is among the lowest third of the class. Students with the same score stand in the same third, so a third can be smaller, or empty.",
    "With the rest": "The correlation of choosing an answer with the score of the other items. A good key has the highest one.",
    "Cronbach’s alpha": "How far the items go together, from 0 to 1. It grows with the number of items, and says nothing of what they measure. Of few students it can be anything.",
    "Standard error of measurement": "The standard deviation times the root of 1 less alpha.",
    "Groups": "Whether an item treats groups of students differently is not asked here: it would need to be told who belongs to which group, and that is nobody’s business.",
    "Definitions": "Facility, discrimination, discriminative efficiency and effective weight are those of Moodle’s quiz statistics.",
}

# What was observed of the items, as authors are told.
REPORT_OBSERVED = {
    "again": "make it again: python -m quizzes report --update-bank",
    "undefined": "not defined",
    "line": "observed: {chapter}: {id}: facility {share}, discrimination {value} ({n} students, {date}): {advice}",
    "sum": "observed: {n} items have figures; {old} more have changed since",
    "advice": {
        "one": "one student alone",
        "keyed": "maybe keyed wrongly",
        "two": "two right answers likely",
        "negative": "goes against the rest",
        "easy": "too easy",
        "hard": "hard",
        "weak": "hardly tells students apart",
        "never": "a distractor is never chosen",
        "blank": "often left out",
    },
}
