"""The theme's pages, less what they don't use, and mended where a reader would stumble.

Furo and Sphinx put the same files on every page. Here a page gets what it uses, Furo's gaps in
accessibility are closed (axe finds three), and no inline script, style or picture is left, so that the
site can be served under `default-src 'self'`.
"""

import re
from html import escape
from pathlib import Path

HERE = Path(__file__).parent

# Only the search page asks for these. The highlighting of search words goes with them.
FOR_SEARCH = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
# MyST-NB's stylesheet is for outputs and toggles that no chapter has; Furo's second one
# is for extensions that the book doesn't load.
UNUSED = ("mystnb.", "furo-extensions.css")
FOR_CODE = ("pygments.css",)
# An entry of the sidebar that the reader is not in, with the pages below it.
CLOSED = re.compile(r'<li class="toctree-l1 has-children">(<a [^>]*>.*?</a>)<input .*?</ul>\n</li>', re.DOTALL)


def trim(app, pagename, templatename, context, doctree):
    """Keep the scripts and styles that this page uses."""
    if "css_files" not in context:  # a page that isn't HTML
        return
    unwanted = UNUSED
    if templatename != "search.html":
        unwanted += FOR_SEARCH
    if 'class="highlight' not in context.get("body", ""):
        unwanted += FOR_CODE
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if not _is(file, unwanted)]


def _is(file, names):
    return Path(str(file.filename or "")).name.startswith(names)


def mend(app, pagename, templatename, context, doctree):
    """Close what axe finds in the theme's own markup."""
    # Sphinx calls the captions of the table of contents headings, without the level that ARIA asks for.
    tree = context.get("furo_navigation_tree", "").replace('class="caption" role="heading"', 'class="caption"')
    # The pages below an entry are listed on its own page; on all others they would only be carried along.
    context["furo_navigation_tree"] = CLOSED.sub(r'<li class="toctree-l1">\1</li>', tree)
    # Docutils adds a second viewport beside the theme's.
    context["metatags"] = context.get("metatags", "").replace(
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n', ""
    )


def front_door(app, exception):
    """Write an index.html that is a page: the toc extension's redirect has no title and no words."""
    if exception or app.builder.name != "html":
        return
    target = app.builder.get_target_uri(app.config.root_doc)
    title = escape(app.config.html_title)
    (Path(app.outdir) / "index.html").write_text(
        f'<!doctype html>\n<html lang="{app.config.language}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<link rel="icon" href="_static/icon.svg" type="image/svg+xml">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<main><h1>{title}</h1><p><a href="{target}">Open the book</a></p></main>\n</html>\n',
        encoding="utf-8",
    )


def add_templates(app, config):
    config.templates_path.append(str(HERE / "templates"))


def setup(app):
    # Jupyter Book sets the option of an extension that is not loaded; unknown, it would be a warning.
    app.add_config_value("comments_config", {}, "")
    app.connect("config-inited", add_templates)
    # After the theme, which fills the context at the usual priority of 500.
    app.connect("html-page-context", trim, priority=900)
    app.connect("html-page-context", mend, priority=900)
    app.connect("build-finished", front_door, priority=900)
