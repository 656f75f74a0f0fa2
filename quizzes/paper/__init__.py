"""The whole book as one file: a PDF to print, an EPUB to carry.

Both are made of the built site, so that they say what the pages say.  ``volume`` turns its pages into the parts of a
book that needs no script and no other page; ``pdf`` and ``epub`` each put the parts between two covers.
"""
