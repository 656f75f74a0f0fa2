"""An author who makes a slip is told the file, the line, the place, what is wrong and what to write."""

from __future__ import annotations

import json
import re

import pytest

from quizzes import __main__, new
from quizzes.checks import keys
from quizzes.content import HOME, Content, home
from quizzes.itemtypes import TYPES

BANK = "quizzes/bank/warnings.yaml"
CLAIMS = "quizzes/evidence/claims/warnings.yaml"
NEWS = "quizzes/evidence/sources/news.yaml"
LINE = "quizzes/timelines/warnings.yaml"
CHAPTER = "book/warnings.ipynb"
SPELLING = "quizzes/spelling.yaml"
DRAWS = "book/six-weeks.ipynb"
SHOW = "quizzes/slides/warnings.yaml"
SHOWN = "quizzes/slides/six-weeks.yaml"
LESSON = "book/work/turn.ipynb"

# What is edited, from what, to what, and how the message reads (a regular expression).
SLIPS = {
    "YAML that is not YAML": (BANK, "quiz:\n", "quiz: [\n", r"bank/warnings\.yaml:\d+: column \d+: this is not YAML: .+; check the indentation"),
    "a tab in the indentation": (BANK, "  - id: two-decisions", "\t- id: two-decisions", r"bank/warnings\.yaml:\d+: column \d+: this is not YAML"),
    "a field that is missing": (BANK, "    rationale:", "    # rationale:", r"two-decisions > rationale: the field 'rationale' is missing; add 'rationale: \.\.\.'|this is not YAML"),
    "a field that is misspelled": (BANK, "    difficulty: ", "    dificulty: ", r"two-decisions > dificulty: unknown field 'dificulty'; did you mean 'difficulty'\?"),
    "a type that does not exist": (BANK, "type: single-choice", "type: single-chioce", r"two-decisions > type: unknown item type 'single-chioce'; write one of: single-choice, multiple-choice, true-false"),
    "a number where text belongs": (BANK, "title: ", "title: 4 #", r"warnings\.yaml:\d+: title: this must be text, not 4; write text"),
    "a word that the field does not allow": (BANK, "difficulty: easy", "difficulty: simple", r"difficulty: 'simple' is not allowed here; write 'easy', 'medium' or 'hard'"),
    "an id with capitals": (BANK, "- id: two-decisions", "- id: Two Decisions", r"id: 'Two Decisions' is not an id; write small letters, digits and single hyphens"),
    "a field that stands twice": (BANK, "    difficulty: ", "    type: true-false\n    difficulty: ", r"type: the field 'type' stands twice here; keep one of them"),
    "no key": (BANK, "key: true", "key: false", r"two-decisions.*: 0 options are the key; put 'key: true' on exactly one"),
    "an item that is listed but not there": (BANK, "checks:\n  - two-decisions", "checks:\n  - two-desicions", r"bank/warnings\.yaml:\d+: checks > no\. 1: the list names 'two-desicions', but there is no such item; did you mean 'two-decisions'\?"),
    "an item that is listed twice": (BANK, "quiz:\n", "quiz:\n  - two-decisions\n", r"checks > no\. 1: 'two-decisions' is listed twice under quiz and checks; list it once"),
    "an item that is used nowhere": (BANK, "  - two-decisions\n", "", r"items > two-decisions > id: the item 'two-decisions' is used nowhere; list it under quiz or checks"),
    "an id that two items have": (BANK, "- id: one-trial\n", "- id: two-decisions\n", r"items > two-decisions > id: two items have the id 'two-decisions'; give each its own"),
    "an unknown objective": (BANK, "    objective: ", "    objective: no-such-aim #", r"items > two-decisions > objective: the item 'two-decisions' has the unknown objective 'no-such-aim'"),
    "an item without claims": (BANK, "\n    claims: [", "\n    claims: [] #[", r"two-decisions > claims: list should have at least 1 item"),
    "an item that cites no known claim": (BANK, "\n    claims: [", "\n    claims: [s-999, ", r"two-decisions > claims > no\. 1: there is no claim 's-999'; "),
    "a section that the chapter lacks": (BANK, "    section: ", "    section: the-polcy-in-brief #", r"the chapter has no section 'the-polcy-in-brief'; did you mean 'the-policy-in-brief'\?"),
    "an item about what may be skipped": (BANK, "    section: ", "    section: mothers-and-infants #", r"it rests on 'mothers-and-infants', which readers may skip; ask about another section"),
    "a dangling source": (CLAIMS, "wapo-2021-01-14[", "wapo-2021-01-41[", r"claims/warnings\.yaml:\d+: s-\d+ > sources > no\. 1: there is no source 'wapo-2021-01-41'; did you mean 'wapo-2021-01-14'\?"),
    "an empty locator": (CLAIMS, "wapo-2021-01-14[paragraph 1]", "wapo-2021-01-14[]", r"cites no source: the bracket is empty; write it as 'doj-oig-21-028\[p\. 14\]'"),
    "an unknown actor": (CLAIMS, "- jeff-sessions", "- jef-sessions", r"there is no person or agency 'jef-sessions'; did you mean 'jeff-sessions'\?"),
    "a date that does not exist": (CLAIMS, "date: '2018'", "date: '2018-02-30'", r"date: '2018-02-30' is not a date; write it as EDTF"),
    "a doubled claim": (CLAIMS, "- id: s-006", "- id: s-003", r"s-003 > id: the id 's-003' is taken already, at quizzes/evidence/claims/warnings\.yaml:\d+; give one of the two another id"),
    "an unknown status": (CLAIMS, "status: article", "status: true-story", r"status: 'true-story' is not allowed here; write 'article', 'verified' or 'secondary'"),
    "a long quotation": (CLAIMS, "text: DOJ officials were", "text: In this report it is said once more at some length and for all to read that DOJ officials were", r"s-007 > quote > text: the quotation has \d+ words; cut it to 30 or paraphrase"),
    "a source that nothing rests on": (NEWS, "- id: ", "- id: nobody-reads-me\n  label: Nobody 2018\n  csl:\n    type: article-newspaper\n    title: Nothing\n  read:\n    how: in part\n    extent: the title\n- id: ", r"nobody-reads-me: nothing rests on this source; cite it in a claim, remove it, or say why it stays in 'kept: \.\.\.'"),
    "an event without a known claim": (LINE, "claims: [", "claims: [v-999, ", r"there is no claim 'v-999'"),
    "an event with a wrong theme": (LINE, "theme: warning", "theme: warnings", r"theme: 'warnings' is not allowed here; write 'trial'"),
    "an event that ends before it begins": (LINE, "    date: ", "    date: 2018-06-20/2018-05-05 #", r"'2018-06-20/2018-05-05' ends before it begins; swap its two ends"),
    "a sentence without a claim": (CHAPTER, '"On April 6, 2018, Attorney General', '"The sky was blue. On April 6, 2018, Attorney General', r"warnings\.ipynb:\d+: the-policy-in-brief: no claim is cited for 'The sky was blue\. …'; add a citation after it"),
    "a citation of nothing": (CHAPTER, "warnings.md#s-055)", "warnings.md#s-955)", r"warnings\.ipynb:\d+: cell \d+: there is no claim or reading 's-955'"),
    "a citation with another's label": (CHAPTER, "[Washington Post 2021](evidence/warnings.md#s-055)", "[CNN 2021](evidence/warnings.md#s-055)", r"the link to 's-055' does not carry its source and page; run 'python -m quizzes refresh'"),
    "a quotation with a word changed": (CHAPTER, "and others “could not absorb", "and others “could never absorb", r"is quoted, but no cited claim or excerpt has these words"),
    "a link to no heading": (CHAPTER, "(#winter-and-spring-2018)", "(#winter-and-sprung-2018)", r"the chapter has no heading '#winter-and-sprung-2018'; did you mean 'winter-and-spring-2018'\?"),
    "a cell that was never run": (CHAPTER, '"execution_count": 1', '"execution_count": null', r"cell \d+: this cell was never run; run 'python -m quizzes refresh'"),
    "a notebook that is cut off": (CHAPTER, '{\n "cells"', '{\n "cels"', r"warnings\.ipynb:1: file: this is not a notebook"),
    "a figure without a caveat": (DRAWS, "    caveat=", "    care=", r"six-weeks\.ipynb:\d+: figure calendar: it has no caveat; write caveat=\.\.\."),
    "a figure with an empty unit": (DRAWS, 'unit=\\"New criminal prosecutions, on any charge, of people whom CBP referred to federal prosecutors in Southern \\"\\n",\n    "    \\"California, Arizona, New Mexico, Western Texas and Southern Texas, as TRAC counts them from case records \\"\\n",\n    "    \\"of the Executive Office for U.S. Attorneys.\\"', 'unit=\\" \\"', r"figure prosecutions: its unit is empty; write a sentence"),
    "a figure of no known claim": (DRAWS, '[\\"g-099', '[\\"g-999', r"figure prosecutions: there is no claim or source 'g-999'; did you mean"),
    "a figure of no series": (DRAWS, 'series(\\"trac_cbp_referred_prosecutions_sw_border', 'series(\\"trac_cbp_referred_prosecutions', r"figure prosecutions: there is no series 'trac_cbp_referred_prosecutions'; did you mean"),
    "a figure whose cell has another id": (DRAWS, '"figure-prosecutions"', '"figure-of-trac"', r"figure prosecutions: its cell can't be found by it; give the cell the id 'figure-prosecutions' and the tag 'figure'"),
    "an agency in one that is not there": ("quizzes/evidence/agencies.yaml", "part_of: doj", "part_of: dojj", r"oag > part_of: there is no agency 'dojj'; did you mean 'doj'\?"),
    "a row of a series with a comma too many": ("quizzes/evidence/series/polls_2018.csv", "separating families,all", "separating, families,all", r"series/polls_2018\.csv:2: row: it has not as many cells as the first line has names; put a cell with a comma in it in quotes"),
    "a row of a series with a claim that is not there": ("quizzes/evidence/series/separation_counts_by_source.csv", "v-166,", "v-966,", r"series/separation_counts_by_source\.csv:2: claim_ids: there is no claim 'v-966'; did you mean"),
    "a row of a series with a source that is not there": ("quizzes/evidence/series/cbp_monthly_apprehensions.csv", "cbp-fy2017", "cbp-fy2071", r"series/cbp_monthly_apprehensions\.csv:2: source_ids: there is no source 'cbp-fy2071'; did you mean 'cbp-fy2017'"),
    "a hub without a repository": ("_config.yml", "launch: {}", "launch: {hub: https://hub.example}", r"_config\.yml:\d+: launch: it names no repository to run from; add 'repository: https://github\.com/OWNER/NAME'"),
    "a hub without a scheme": ("_config.yml", "launch: {}", "launch: {repository: https://github.com/o/n, hub: hub.example}", r"_config\.yml:\d+: launch > hub: 'hub\.example' is not an address; write it whole, as in https://hub\.school\.example"),
    "a place to run that there is not": ("_config.yml", "launch: {}", "launch: {bindr: https://mybinder.org}", r"_config\.yml:\d+: launch > bindr: unknown field 'bindr'; did you mean 'binder'\?"),
    "Colab without GitHub": ("_config.yml", "launch: {}", "launch: {repository: https://git.example/o/n, colab: https://colab.example}", r"launch: Colab opens notebooks of GitHub alone; take out 'colab', or name a repository there"),
    "Colab without its notebooks": ("_config.yml", "launch: {}", "launch: {repository: https://github.com/o/n, colab: https://colab.example}", r"colab/warnings\.ipynb:1: file: it is not what the book's notebook gives; run 'python -m quizzes colab'"),
    "a chapter that is not in the contents": ("_toc.yml", "      - file: book/warnings", "      - file: book/index #", r"_toc\.yml:1: file: the page 'warnings' is not in the table of contents; add '- file: book/warnings'"),
    "a chapter in the contents that is missing": ("_toc.yml", "      - file: book/warnings", "      - file: book/warnigs", r"_toc\.yml:\d+: .*there is no page 'book/warnigs'; did you mean 'warnings'\?"),
    "a stem that asks nothing": (BANK, "led to the prosecution of parents in 2018. Which were they?", "led to the prosecution of parents in 2018.", r"two-decisions > stem: the stem asks nothing; ask a question, or say what to do"),
    "a stem that breaks off": (BANK, "Which were they?", "Which were", r"two-decisions > stem: the stem breaks off at '.+ Which were'; end it with a mark"),
    "a stem without words": (BANK, "stem: Two decisions, taken one after the other, led to the prosecution of parents in 2018. Which were they?", "stem: '?!'", r"two-decisions > stem: the stem has no words; ask something"),
    "two options that say the same": (BANK, "text: The president ordered separations in writing; border agents then carried them out.", "text: '**congress** made improper entry a crime; prosecutors then  had to apply the new law'", r"two-decisions > options > one-order > text: the text is the same as that of 'new-law'; make them differ"),
    "two options with the same feedback": (BANK, "feedback: A speech gives the speaker's reading of the trial. It is evidence of that reading, not a test of it.", "feedback: Who takes which side tells about the dispute. To test the readings one must go to what happened in El Paso.", r"one-trial > options > verdicts > feedback: this is said of 'speeches' too; say what this one shows or misses"),
    "feedback that explains nothing": (BANK, "feedback: A speech gives the speaker's reading of the trial. It is evidence of that reading, not a test of it.", "feedback: Not this.", r"one-trial > options > speeches > feedback: 'Not this\.' explains nothing; say why"),
    "none of these among the others": (BANK, "text: A court ruled against jail for families; DHS then moved the children out.", "text: None of these.", r"two-decisions > options > court-ruling > text: it speaks of the other options and may be shuffled between them; add 'last: true'"),
    "a hint that says the key": (BANK, "- Ask of each source when it was made, and what for.", "- You need “papers of the time that show what was done and what a court noted”.", r"one-trial > hints > no\. 1: the hint gives the key, 'Papers of the time .+'; lead to it"),
    "a key that is found by its length": (BANK, "text: Justice told prosecutors to take every case; DHS then began to refer parents.", "text: Justice told prosecutors to take every case that was referred to them, as far as practicable; DHS then began to refer parents, and the children went to shelters of HHS.", r"two-decisions > options > two-departments > text: the key has \d+ characters and the longest distractor \d+; shorten it"),
    "an objective that no item asks about": (BANK, "objectives:\n", "objectives:\n  fly: Fly to the moon.\n", r"bank/warnings\.yaml:\d+: objectives > fly: no item asks about this objective; write an item for it"),
    "a claim of an option that does not exist": (BANK, "\n        claims: [", "\n        claims: [s-998, ", r"options > [a-z-]+ > claims > no\. 1: there is no claim 's-998'"),
    "a slip of the pen in an item": (BANK, "led to the prosecution of parents", "led to the prosecuton of parents", r"two-decisions > stem: 'prosecuton' is in no dictionary; did you mean 'prosecution'\? If not, correct it, or add it to quizzes/spelling\.yaml with the reason"),
    "a slip of the pen in an event": (LINE, "career colleagues at HHS", "carreer colleagues at HHS", r"timelines/warnings\.yaml:\d+: events > white-begins > headline: 'carreer' is in no dictionary; did you mean 'career'"),
    "a slip of the pen in a claim": (CLAIMS, "claim: ", "claim: Recieved. ", r"claims/warnings\.yaml:\d+: [a-z]-\d+ > claim: 'Recieved' is in no dictionary; did you mean 'Received'"),
    "a slip of the pen in a chapter": (CHAPTER, "On April 6, 2018, Attorney General", "On April 6, 2018, Attorny General", r"warnings\.ipynb:\d+: cell \d+: 'Attorny' is in no dictionary; did you mean 'Attorney'"),
    "a word that stands twice": (CHAPTER, "On April 6, 2018, Attorney General", "On April 6, 2018, the the Attorney General", r"warnings\.ipynb:\d+: cell \d+: 'the' stands twice in a row; take one of them out"),
    "a name written wrong": (CHAPTER, "Gene Hamilton", "Gene Hamliton", r"warnings\.ipynb:\d+: cell \d+: 'Hamliton' is in no dictionary; did you mean 'Hamilton'"),
    "a word on the list that no text has": (SPELLING, "DNA: ", "Zyzzyva: a weevil\nDNA: ", r"spelling\.yaml:\d+: Zyzzyva: no text has this word; take it off the list"),
    "a word on the list without a reason": (SPELLING, "DNA: the tests by which families were matched", "DNA:", r"spelling\.yaml:\d+: DNA: this must be text, not None"),
    "options of very unequal length": (BANK, "text: On testimony under oath, given by those present to a House committee", "text: On an oath", r"raised-hands > options > \S+ > text: it has \d+ characters, and 'On an oath' has 10; make the options alike in length, or give a reason under 'exceptions: \{options-are-alike-in-length: …\}'"),
    "a full stop behind one option alone": (BANK, "and how many lawyers people needed", "and how many lawyers people needed.", r"two-limits > options > judges-lawyers > text: it ends with a full stop, unlike others; make all of them sentences"),
    "a small letter before one option alone": (BANK, "text: To two committees", "text: to two committees", r"white-whom > options > congress > text: it begins with a small letter, and others with a capital; begin them alike"),
    "a figure in the key alone": (BANK, "text: That a warning was in writing before DHS began to refer parents", "text: That a warning was in writing before May 4, when DHS began", r"two-dates > options > before-referrals > text: it is the one option with a figure; give others one"),
    "none of these, although it stays last": (BANK, "text: A court ruled against jail for families; DHS then moved the children out.", "text: None of these.\n        last: true", r"two-decisions > options > court-ruling > text: it speaks of the other options; write one that speaks of the matter"),
    "an absolute word in a distractor": (BANK, "text: It hears complaints from groups, but turns", "text: It only hears complaints from groups, and turns", r"civil-rights-office > options > groups-only > text: 'only' gives it away as wrong; say it without"),
    "a stem that asks for what is not": (BANK, "did Jonathan White take his worries", "did Jonathan White not take his worries", r"white-whom > stem: the stem asks with 'not'; ask for what is so"),
    "a stem that gives its key away": (BANK, "text: To three political appointees in his own department, HHS", "text: To three, by his own account of his worries as an official", r"white-whom > options > appointees > text: 'account and worries' stand in stem and key, and in no distractor; say it in other words"),
    "an article that fits one option alone": (BANK, "2018, [first] Sessions", "2018, a [first] Sessions", r"message-in-time > gaps > first > options > after > text: 'a after' shows that it is wrong; put the article into the options"),
    "a distractor that nobody believes": (BANK, "        misconception: new-law\n", "", r"two-decisions > options > new-law: nobody is known to believe this; add 'misconception: …'"),
    "a statement that nobody misjudges": (BANK, "    misconception: denial-of-sending\n", "", r"items > missed: the statement names no misconception; add 'misconception: …'"),
    "a misconception that is misspelled": (BANK, "misconception: new-law", "misconception: new-low", r"two-decisions > options > new-law > misconception: the misconception 'new-low' is not defined; did you mean 'new-law'\?"),
    "a misconception that nothing uses": (BANK, "misconceptions:\n", "misconceptions:\n  rain: It rained.\n", r"misconceptions > rain: no distractor names this misconception; use it, or take it out"),
    "statements that are all true": (BANK, "    answer: false", "    answer: true", r"items: all 3 statements to judge are true; turn one of them round"),
    "an exception to no rule": (BANK, "    type: single-choice", "    exceptions: {stems-keep-the-kay: because}\n    type: single-choice", r"two-decisions > exceptions > stems-keep-the-kay: there is no rule 'stems-keep-the-kay'; did you mean 'stems-keep-the-key'\?"),
    "an exception that is not needed": (BANK, "    type: single-choice", "    exceptions: {stems-keep-the-key: because}\n    type: single-choice", r"two-decisions > exceptions > stems-keep-the-key: the item keeps this rule; take the exception out"),
    "a chapter that is too long": (CHAPTER, '"On April 6, 2018, Attorney General', '"' + "It was so. " * 300 + "On April 6, 2018, Attorney General", r"warnings\.ipynb:1: chapter: its body has 3\d{3} words; let it have 2000 to 3200"),
    "a chapter that reads too hard": (CHAPTER, '"On April 6, 2018, Attorney General', '"' + "Organizational responsibilities proliferated " * 80 + "On April 6, 2018, Attorney General", r"warnings\.ipynb:1: chapter: it reads at grade \d\d\.\d; mix long sentences with short ones"),
    "a section that reads too hard": (CHAPTER, '"On April 6, 2018, Attorney General', '"' + "Organizational responsibilities proliferated " * 30 + "On April 6, 2018, Attorney General", r"warnings\.ipynb:1: chapter: the section 'the-policy-in-brief' reads at grade \d\d\.\d; shorten sentences, until it is 12\.5 or less"),
    "a chapter without a question": (CHAPTER, "what did the hearers do next?*", "what the hearers did next.*", r"warnings\.ipynb:1: chapter: it opens without a guiding question; write it under the title"),
    "an overview of five sentences": (CHAPTER, "**In this chapter.** ", "**In this chapter.** It rained. ", r"warnings\.ipynb:1: chapter: its overview has 5 sentences; begin a cell with '\*\*In this chapter\.\*\*' and say it in 4"),
    "a chapter without an overview": (CHAPTER, "**In this chapter.** ", "**Here.** ", r"warnings\.ipynb:1: chapter: it has no overview; begin a cell"),
    "a chapter that names no readings": (CHAPTER, "## Further reading", "## More", r"warnings\.ipynb:1: chapter: it has no section 'further-reading'; write it"),
    "a chapter that names few readings": (CHAPTER, "## Further reading", "## Further reading\\n\",\n    \"\\n\",\n    \"None.\\n\",\n    \"\\n\",\n    \"## More", r"warnings\.ipynb:1: chapter: it names 0 readings; name 3 to 5 of reading\.yaml"),
    "a chapter that weighs nothing in writing": (BANK, "section: weigh-the-evidence", "section: the-policy-in-brief", r"warnings\.ipynb:1: chapter: no open answer belongs to 'weigh-the-evidence'; write one with 'section: weigh-the-evidence'"),
    "a chapter with few checks": (BANK, "checks:\n  - two-decisions\n  - one-trial\n  - two-limits\n", "  - two-decisions\n  - one-trial\n  - two-limits\nchecks:\n", r"bank/warnings\.yaml:\d+: checks: the chapter has 2 checks; let it be 3 to 5"),
    "a quiz that is too long": (BANK, "checks:\n  - two-decisions\n", "  - two-decisions\nchecks:\n", r"bank/warnings\.yaml:\d+: quiz: the quiz has 21 items; let it have 15 to 20"),
    "a chapter that asks two things beforehand": (BANK, "before:\n  - right-or-wrong\n", "before:\n", r"bank/warnings\.yaml:\d+: before: 2 items are to be asked before reading; name 3 of the quiz"),
    "an item beforehand that stands between sections": (BANK, "before:\n  - right-or-wrong\n", "before:\n  - one-trial\n", r"bank/warnings\.yaml:\d+: before > no\. 1: 'one-trial' is not answered after reading, but between two sections; name another item of the quiz"),
    "an item beforehand that can't be guessed": (BANK, "before:\n  - right-or-wrong\n", "before:\n  - order-warnings\n", r"before > no\. 1: 'order-warnings' can't be guessed: its type is ordering; name another"),
    "an item beforehand of many parts": ("quizzes/bank/watchdogs.yaml", "before:\n  - twelve-days\n", "before:\n  - which-text\n", r"before > no\. 1: 'which-text' has more than \d parts; name another"),
    "an item beforehand that asks for a bare name": ("quizzes/bank/trials.yaml", "before:\n  - kelly-pair\n", "before:\n  - month-in-common\n", r"before > no\. 1: 'month-in-common' asks for a bare date or name; name another"),
    "an item beforehand that speaks of the chapter": (BANK, "before:\n  - right-or-wrong\n  - seven-hundred\n  - civil-rights-office\n", "before:\n  - right-or-wrong\n  - seven-hundred\n  - little-effect\n", r"before > no\. 3: 'little-effect' speaks of 'this chapter', which nobody has read yet; name another"),
    "two items beforehand of one objective": (BANK, "before:\n  - right-or-wrong\n  - seven-hundred\n", "before:\n  - right-or-wrong\n  - hhs-finding\n", r"before > no\. 2: 'hhs-finding' has the objective 'keep-apart', as one before it; name another"),
    "an item beforehand that stands alone nowhere": (BANK, "before:\n  - right-or-wrong\n", "before:\n  - right-or-wong\n", r"before > no\. 1: 'right-or-wong' can't be asked before the chapter; did you mean 'right-or-wrong'\?"),
    "a point that is too long to be projected": (SHOW, "say: A judge noticed", "say: One day late in the month a judge in El Paso noticed", r"slides/warnings\.yaml:\d+: slides > el-paso > say > no\. 1 > say: the point has \d\d words; say it in 25, for those at the back of the room"),
    "a slide without notes": (SHOW, "    notes:\n      minutes: 4\n      ask:\n        - Which two", "    nots:\n      minutes: 4\n      ask:\n        - Which two", r"slides > in-brief > notes: the field 'notes' is missing; add 'notes: \.\.\.'"),
    "slides without a check": (SHOW, "    check: two-dates", "    title: It rains\n    question: Does it?", r"slides/warnings\.yaml:\d+: slides: there are 0 checks; let one slide have 'check: \.\.\.'"),
    "two slides of one id": (SHOW, "id: el-paso", "id: in-brief", r"slides > in-brief > id: two slides have the id 'in-brief'; give each its own"),
    "a slide with the id of the sources": (SHOW, "id: el-paso", "id: sources", r"slides > sources > id: 'sources' is the id of a slide that is made; give this one another"),
    "slides of another chapter": (SHOW, "chapter: warnings", "chapter: turn", r"slides/warnings\.yaml:\d+: chapter: the file is called 'warnings'; write 'chapter: warnings'"),
    "a slide that rests on no known claim": (SHOW, "claims: [s-025, v-021]", "claims: [s-925, v-021]", r"slides > in-brief > say > no\. 1 > claims > no\. 1: there is no claim 's-925'; did you mean"),
    "notes that rest on no known claim": (SHOW, "claims: [g-024, s-052]", "claims: [g-924, s-052]", r"slides > el-paso > notes > claims > no\. 1: there is no claim 'g-924'"),
    "a slide that shows no item": (SHOW, "check: two-dates", "check: two-datse", r"slides > what-it-shows > check: 'two-datse' can't be asked by itself; did you mean 'two-dates'\?"),
    "a slide that shows no figure": (SHOWN, "figure: prosecutions", "figure: persecutions", r"slides > hundred-percent > figure: the chapter draws no figure 'persecutions'; did you mean 'prosecutions'\?"),
    "a passage on a slide with a word changed": (SHOWN, "a blanket policy of separating", "a general policy of separating", r"slides > myth-fact > read > passage: 'DHS does not have a general policy.+' does not stand in the excerpt of dhs-myth-fact-2018-06-18; quote exactly"),
    "a quotation on a slide with a word changed": (SHOW, "“a crisis has erupted", "“a storm has erupted", r"slides > in-brief > say > no\. 2 > say: 'a storm has erupted.+' is quoted, but no cited claim or excerpt has these words; quote exactly"),
    "a quotation in notes that nothing has": (SHOW, "trap: A finding that somebody was warned", "trap: “A finding that somebody was warned”", r"slides > afterwards > notes > trap: 'A finding that somebody was warned' is quoted, but no claim of slide or notes has these words"),
    "a slip of the pen on a slide": (SHOW, "say: A judge noticed", "say: A judge notised", r"slides > el-paso > say > no\. 1 > say: 'notised' is in no dictionary; did you mean 'noticed'"),
    "a chapter without a timeline": (CHAPTER, 'timeline(\\"warnings\\")', 'print(\\"warnings\\")', r"warnings\.ipynb:1: chapter: it shows no timeline; add a code cell with timeline\(\"warnings\"\)"),
    "a class notebook without a question": (LESSON, "*Does the way a question is asked change what a poll finds?*", "How people are asked.", r"work/turn\.ipynb:1: page: it opens without a question; write it under the title"),
    "a class notebook without a task": (LESSON, "## Task 2", "## Another task", r"work/turn\.ipynb:1: page: it has no part 'Task 2'; write it under '## Task 2'"),
    "an example without code": (LESSON, "## A worked example", "## A worked example\\n\",\n    \"\\n\",\n    \"## And code", r"work/turn\.ipynb:\d+: cell 4: 'A worked example' has no code; add a code cell that runs"),
    "a task without an answer that is run": (LESSON, "### One answer to task 1", "One answer to task 1", r"'Task 1' has no answer that is run; write '### One answer to task 1' and a code cell"),
    "an answer that a notebook would show": (LESSON, "### One answer in words\"", "### One answer in words\\n\",\n    \"\\n\",\n    \"Both.\"", r"the answer to 'In your own words' is not closed"),
    "a question in words without an answer": (LESSON, "### One answer in words", "Both.", r"'In your own words' has no answer; write '### One answer in words'"),
    "a chapter that leads to no class notebook": (CHAPTER, "(work/warnings.ipynb)", "(work/turn.ipynb)", r"warnings\.ipynb:1: page: it does not lead to its class notebook; write '\[class notebook\]\(work/warnings\.ipynb\)'"),
}  # fmt: skip


# The same in the example of a type, put into the bank.
EXAMPLE_SLIPS = {
    "a number that is right and foreseen as wrong": ("numeric", "- between: [2000, 4000]", "- between: [600, 680]", r"how-many > foreseen: '680' is foreseen as wrong but marked right; take it out"),
    "a tolerance that takes a wrong answer for a slip": ("short-text", "answers: [Office of the Attorney General, Attorney General]", "answers: [Executive Office for United State Attorney]", r"who-warned > foreseen: 'executive office for united state attorney' is foreseen as wrong, but the tolerance takes it for a slip of 'executive office for united states attorneys'; lower the tolerance"),
    "a tolerance that takes a wrong answer for a slip, in a gap": ("cloze", "answers: [Homeland Security]", "answers: [Justise]", r"the-two-steps > gaps > department > foreseen: 'justise' is foreseen as wrong, but the tolerance"),
    "a hint that says a number": ("numeric", "rationale: The newspaper", "hints: [It is 700.]\n    rationale: The newspaper", r"how-many > hints > no\. 1: the hint gives the key, '700'"),
    "a passage that its excerpt does not hold": ("source-set", "If you enter our country illegally", "If you enter our country legally", r"the-statement > material > passage: 'If you enter our country legally.+' does not stand in the excerpt of dhs-houlton-2018-05-04; quote exactly"),
    "an excerpt that is not there": ("source-set", "excerpt: dhs-houlton-2018-05-04", "excerpt: dhs-houlton-2018-05-40", r"material > excerpt: there is no excerpt 'dhs-houlton-2018-05-40'; did you mean 'dhs-houlton-2018-05-04'\?"),
    "an item of a set with an id that is taken": ("source-set", "- id: statement-families", "- id: two-decisions", r"'two-decisions'"),
    "a slip of the pen in an item of a set": ("source-set", "stem: What can this passage", "stem: What can this pasage", r"the-statement > items > statement-silence > stem: 'pasage' is in no dictionary; did you mean 'passage'"),
    "two gaps that say the same": ("cloze", "otherwise: Think of the department that prosecutes.", "otherwise: Look for the date of the announcement.", r"gaps > department > otherwise: this is said of 'day' too"),
    "two entries that say the same": ("categorise", "text: An inspector general states in 2020 that leaders had not acted", "text: The attorney general makes the policy public, April 6, 2018.", r"what-was-it > entries > hhs-oig > text: the text is the same as that of 'announced'"),
}  # fmt: skip


def test_the_content_has_no_problem(copy):
    assert copy.problems() == []


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_with_its_line_and_its_mend(copy, slip):
    file, old, new, message = SLIPS[slip]
    copy.edit(file, old, new)
    problems = copy.problems()
    assert any(re.search(message, problem) for problem in problems), "\n".join(problems) or "no problem was found"
    for problem in problems:
        assert re.match(r"\S+:\d+: .+: .+; .+", problem), f"not file:line: place: what; write: {problem}"


@pytest.mark.parametrize("name", TYPES)
def test_the_example_of_a_type_has_no_problem(copy, name):
    put_example(copy, name)
    assert copy.problems() == []


@pytest.mark.parametrize("slip", EXAMPLE_SLIPS)
def test_a_slip_in_an_item_of_this_type_is_named(copy, slip):
    name, old, new_text, message = EXAMPLE_SLIPS[slip]
    put_example(copy, name)
    copy.edit(BANK, old, new_text)
    problems = copy.problems()
    assert any(re.search(message, problem) for problem in problems), "\n".join(problems) or "no problem was found"


def put_example(copy, name):
    """Write the example of a type into the bank, in the place of items, so that the quiz grows no longer."""
    copy.drop("four-weeks", "order-accounts")
    if name == "short-text":  # whose example asks what an item of the bank asks
        copy.edit(BANK, "stem: Which office of the Justice Department warned in late April 2018", "stem: Who said then")
    new.add(Content(copy.root), new.find(name), "warnings")
    path = copy.folder / BANK
    text = path.read_text(encoding="utf-8").replace("section: the-section", "section: the-policy-in-brief")
    defined = Content(copy.root).bank("warnings").misconceptions
    for key in re.findall(r"misconception: (\S+)", text):
        if key not in defined:
            text = re.sub(rf"misconception: {key}\b(?!-)", f"misconception: {next(iter(defined))}", text)
    path.write_text(text, encoding="utf-8")


def test_all_problems_of_a_run_are_shown(copy):
    copy.edit(BANK, "    difficulty: easy", "    difficulty: simple")
    copy.edit(CLAIMS, "- jeff-sessions", "- jef-sessions")
    copy.edit(CHAPTER, "warnings.md#s-055)", "warnings.md#s-955)")
    text = "\n".join(copy.problems())
    assert "'simple'" in text
    assert "'jef-sessions'" in text
    assert "'s-955'" in text


def test_a_missing_file_is_named(copy):
    (copy.root / "evidence" / "people.yaml").unlink()
    assert any("evidence/people.yaml:1: file: there is no such file" in problem for problem in copy.problems())


def test_an_excerpt_of_no_source_is_an_orphan(copy):
    (copy.root / "evidence" / "excerpts" / "nobody.txt").write_text("source: nobody\n\nText", encoding="utf-8")
    assert any("excerpts/nobody.txt:1: file: there is no source 'nobody'" in problem for problem in copy.problems())


def test_a_series_without_a_note_is_an_orphan(copy):
    (copy.root / "evidence" / "series" / "orr_children_in_care.md").unlink()
    assert any("the series has no note" in problem for problem in copy.problems())


def test_a_quotation_that_its_excerpt_does_not_hold_is_found(copy):
    copy.edit(CLAIMS, "key senior HHS officials", "key junior HHS officials")
    wrong = "g-029 > quote > text: the words do not stand in the excerpt of hhs-oig-00510-release-2020-03-05"
    assert any(wrong in problem for problem in copy.problems())


def test_a_private_person_is_not_quoted(copy):
    quote = "  quote:\n    text: I was there\n    speaker: a mother\n"
    copy.edit("quizzes/evidence/claims/reunion.yaml", "- id: a-031\n", f"- id: a-031\n{quote}")
    assert any("a-031 > quote: a private person is quoted; paraphrase" in problem for problem in copy.problems())


def test_text_that_is_not_utf8_is_named(copy):
    (copy.root / "timelines" / "warnings.yaml").write_bytes(b"title: caf\xe9\n")
    assert any("is not UTF-8 text; save the file as UTF-8" in problem for problem in copy.problems())


# What takes more than one edit


def found(copy, message):
    problems = copy.problems()
    return any(re.search(message, problem) for problem in problems) or problems


def test_options_that_are_numbers_stand_in_order(copy):
    shuffled = (
        r"white-whom > options: these are numbers or dates, and they are shuffled; add 'shuffle: false' to the item"
    )
    unordered = (
        r"white-whom > options > congress > text: 'To 900 people' is less than the option before it; put them in order"
    )
    overlapping = r"white-whom > options > justice > text: its range overlaps with the one before it; part them"
    numbers = ["To 70 to 300 people", "To 200 people", "To 1,200 people", "To 900 people"]
    item = next(item for item in Content(copy.root).bank("warnings").items if item.id == "white-whom")
    for option, number in zip(item.options, numbers, strict=True):
        copy.edit(BANK, option.text, number)
    for message in (shuffled, unordered, overlapping):
        assert found(copy, message) is True
    copy.edit(BANK, "stem: To whom, by his own account", "shuffle: false\n    stem: To whom, by his own account")
    assert "these are numbers" not in str(copy.problems())


def test_an_item_that_asks_what_another_asks_is_named_and_may_say_why(copy):
    asked = next(item for item in Content(copy.root).bank("warnings").items if item.id == "white-whom")
    path = copy.root / "bank" / "before.yaml"
    text = path.read_text(encoding="utf-8")
    item = next(one for one in Content(copy.root).bank("before").items if one.type == "single-choice")
    twin = text.replace(item.stem, asked.stem, 1)
    claims = f"claims: [{', '.join(asked.claims)}]"
    start = twin.index(f"  - id: {item.id}\n")
    twin = twin[:start] + re.sub(r"(?m)^    claims: \[.*\]$", f"    {claims}", twin[start:], count=1)
    path.write_text(twin, encoding="utf-8")
    message = (
        rf"bank/warnings\.yaml:\d+: items > white-whom > stem: it asks nearly the same as '{item.id}' of before "
        r"\(a like stem on the same claims\); ask about something else, or give a reason under 'exceptions: \{items-differ"
    )
    assert found(copy, message) is True

    excepted = "  - id: white-whom\n    exceptions: {items-differ: the other asks it of another time}\n"
    copy.edit(BANK, "  - id: white-whom\n", excepted)
    assert "items-differ" not in str(copy.problems())


def test_items_that_only_share_a_stem_of_all_chapters_differ():
    stems = [leaf.stem for chapter in home().chapters("bank") for leaf in home().bank(chapter).leaves]
    assert len(set(stems)) < len(stems), "no stem stands twice now: this test can go"


def test_a_misconception_has_one_text_in_all_banks(copy):
    text = (copy.folder / BANK).read_text(encoding="utf-8").replace("chapter: warnings", "chapter: other")
    (copy.root / "bank" / "other.yaml").write_text(
        text.replace("groups-only: The", "groups-only: An"), encoding="utf-8"
    )
    message = r"bank/warnings\.yaml:\d+: misconceptions > groups-only: quizzes/bank/other\.yaml says it otherwise; say it alike"
    assert found(copy, message) is True


def test_keys_are_seldom_the_longest_option(copy):
    bank = Content(copy.root).bank("warnings")
    for leaf in [leaf for leaf in bank.leaves if leaf.type == "single-choice"][:5]:
        copy.edit(
            BANK,
            f"text: {leaf.keys[0].text}",
            f"text: {leaf.keys[0].text.rstrip('.')}, as it is said with some words more",
        )
    message = r"bank/warnings\.yaml:\d+: items: in \d of 9 single choices the key is the longest option: two-decisions, .+; shorten keys"
    assert found(copy, message) is True


def test_a_chapter_of_little_is_told_all_that_it_lacks(copy):
    example = TYPES["single-choice"].example.replace("hints:", "shuffle: false\nhints:")
    before, between = re.findall(r"(?ms)^  - id: .*?(?=^  - id|^shuffle)", example)[:2]
    example = example.replace(before + between, between + before)  # the key comes first
    kind = new.find("single-choice")._replace(example=example)
    ids = [f"order-{n}" for n in range(6)]
    listed, items = "".join(f"  - {key}\n" for key in ids), "".join(new.entry(kind, key) for key in ids)
    bank = f"chapter: little\ntitle: Little\nobjectives: {{understand: Know.}}\nquiz:\n{listed}items:\n{items}"
    (copy.root / "bank" / "little.yaml").write_text(bank, encoding="utf-8")
    notebook = json.loads((copy.folder / CHAPTER).read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": ['quiz("little")']}
    (copy.book / "little.ipynb").write_text(json.dumps(notebook | {"cells": [cell]}), encoding="utf-8")
    told = "\n".join(copy.problems())
    for message in (
        r"little\.yaml:\d+: items: the key is A in 6 of 6 single choices; give the options of some other ids",
        r"little\.yaml:\d+: items: the items are of 1 types \(single-choice\); use 8 or more",
        r"little\.yaml:\d+: quiz: the quiz has 6 items; let it have 15 to 20",
        r"little\.yaml:\d+: checks: the chapter has 0 checks; let it be 3 to 5",
        r"little\.ipynb:1: chapter: its body has 0 words; let it have 2000 to 3200",
        r"little\.ipynb:1: chapter: it links 0 terms to the glossary; link 3 or more",
        r"little\.ipynb:1: chapter: it shows no timeline; add a code cell with timeline\(\"little\"\)",
        r"little\.ipynb:1: chapter: it has no overview; begin a cell",
        r"little\.ipynb:1: page: there is no class notebook 'work/little\.ipynb'; write it",
    ):
        assert re.search(message, told), told


def test_items_that_ask_for_recall_alone_are_too_few(copy):
    path = copy.folder / BANK
    path.write_text(re.sub(r"skill: \S+", "skill: recall", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert (
        found(copy, r"bank/warnings\.yaml:\d+: items: 0% of the items ask for more than recall; let it be 40%") is True
    )


def test_the_chance_of_a_spread_is_exact():
    assert keys.at_least(2, [0.5, 0.5]) == 0.25
    assert keys.at_least(1, [0.5, 0.5]) == 0.75
    assert keys.at_least(0, [0.25]) == 1
    assert keys.at_least(2, [0.25]) == 0


def test_check_tells_of_each_chapter_what_it_has(capsys, monkeypatch):
    monkeypatch.chdir(HOME.parent)
    assert __main__.main(["check"]) == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line}
    assert rows["chapter"] == [
        "words",
        "grade",
        "cited",
        "claims",
        "checks",
        "quiz",
        "types",
        "beyond",
        "recall",
        "events",
    ]
    words, level, *counts, events = rows["warnings"]
    assert 2000 <= int(words.replace(",", "")) <= 3200
    assert 9 <= float(level) <= 11
    bank, line = home().bank("warnings"), home().timeline("warnings")
    assert counts[2:4] == [str(len(bank.checks)), str(len(bank.form().leaves))]
    assert int(counts[4]) >= 8
    assert counts[5].endswith("%")
    assert int(events) == len(line.events) + len(line.also)


TERM = "[inspector general](evidence/glossary.md#inspector-general)"


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            "[inspector general](evidence/glossary.md#inspektor-general)",
            r"the glossary has no term 'inspektor-general'; did you mean 'inspector-general'\?",
        ),
        (
            f"{TERM} and {TERM}",
            r"'inspector-general' is linked already, under 'The warnings.+'; keep the first link alone",
        ),
        (
            "[inspector general](glossary.md#inspector-general)",
            r"'glossary\.md' is not the glossary; write 'evidence/gl",
        ),
    ],
)
def test_a_slip_in_a_link_to_a_term_is_named(copy, new, message):
    copy.edit(CHAPTER, TERM, new)
    assert [problem for problem in copy.problems() if re.search(rf"warnings\.ipynb:\d+: cell 3: {message}", problem)]
