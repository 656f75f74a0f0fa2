"""Hand-in files, version 1: a reader's answers to one quiz, saved by a deliberate act and sent as homework is.

A page writes them (``static/handin.js``) and so does a notebook (`quizzes.answers.Answers.hand_in`); `HandIn` is the
model of both, and ``quizzes/handin.schema.json`` has it for programs.  A file holds what the page tells the reader that
it holds, and no more: no device, no browser, no time of any single answer.

* An item's marks are those that the page gave.  An exam that is not handed in has none yet.  Open answers have the
  writer's own ticks in their response, and no score.
* Nothing signs a file: whoever has it can change it.  `read` marks the responses again and says where the file
  differs, which finds slips and clumsy changes, and proves nothing.
* Unknown fields are left alone and told of, so that a later edition may add some; a field that changes its meaning
  makes version 2.

`read` reads one file, `collect` those of a class; neither raises for what a file holds.
"""

from quizzes.handin.collected import Collected, collect
from quizzes.handin.model import FORMAT, VERSION, Answer, First, HandIn, file_name, make, revision_of, text
from quizzes.handin.reading import Marked, Read, read

__all__ = [
    "FORMAT",
    "VERSION",
    "Answer",
    "Collected",
    "First",
    "HandIn",
    "Marked",
    "Read",
    "collect",
    "file_name",
    "make",
    "read",
    "revision_of",
    "text",
]
