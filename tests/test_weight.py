"""The site is made light without losing what a page shows."""

from quizzes.sphinx_ext.drawn import light
from quizzes.sphinx_ext.weight import page, prune, script, unpack, without_pictures, without_spare


def test_a_rule_stays_if_a_page_has_its_classes():
    css = ".a{x:y}.b,.a .c{x:y}p>a{x:y}.a:not(.z){x:y}@media print{.a{x:y}.b{x:y}}@media screen{.b{x:y}}"
    assert prune(css, {"a"}) == ".a{x:y}p>a{x:y}.a:not(.z){x:y}@media print{.a{x:y}}"


def test_a_selector_in_brackets_is_not_parted():
    assert prune(":is(h1,h2).a{x:y}", {"a"}) == ":is(h1,h2).a{x:y}"


def test_a_property_stays_if_either_sheet_asks_for_it():
    assert without_spare("a{--x:1;--y:2;--z:3;b:var(--x)}", "c{d:var( --z)}") == "a{--x:1;--z:3;b:var(--x)}"


def test_a_picture_in_a_property_goes_whole():
    css = "a{--i:url('data:image/svg+xml;charset=utf-8,<path d=\"}\"/>');--j:1;b:var(--j)}"
    assert without_spare(css, "") == "a{--j:1;b:var(--j)}"


def test_a_declaration_stays_behind_what_it_uses():
    source = (
        "(() => {const a = f(), b = g(a);\nconst { c } = h(b);\nconst [d] = k(c); return () => [a, b, c, d, a, b];})()"
    )
    light = script(source)
    places = [light.index(name) for name in ("f()", "g(", "h(", "k(")]
    assert places == sorted(places)
    assert len(light) < len(source)


def test_pictures_of_the_theme_go_and_what_holds_them_stays():
    css = '.a{mask-image:var(--icon-x);-webkit-mask-image:var(--icon-x);b:c}.d{content:url("data:x;a,%3C{}/>");e:f}'
    css += '.g{content:"url"}.h{--icon-x:url("data:<svg x=\\"r(1)\\";>");i:j}'
    assert without_pictures(css) == '.a{b:c}.d{e:f}.g{content:"url"}.h{i:j}'


def test_a_picture_within_a_page_becomes_a_file(tmp_path):
    page = tmp_path / "book" / "page.html"
    page.parent.mkdir()
    page.write_text('<img src="data:image/png;base64,aGVsbG8=" alt="src=&quot;data:image/png;base64,aa&quot;">')
    unpack(tmp_path)
    (made,) = (tmp_path / "_static").iterdir()
    assert made.read_bytes() == b"hello"
    assert page.read_text() == f'<img src="../_static/{made.name}" alt="src=&quot;data:image/png;base64,aa&quot;">'


def test_a_page_keeps_the_icons_that_it_shows_and_the_space_between_words():
    text = '<svg>\n  <symbol id="svg-a"><g/></symbol>\n  <symbol id="svg-b"><g/></symbol>\n</svg>\n  <a href="#svg-b"/>'
    assert page(text) == '<svg>\n<symbol id="svg-b"><g/></symbol>\n</svg>\n<a href="#svg-b"/>'
    assert page("<b>a</b>\n  <b>b</b>") == "<b>a</b>\n<b>b</b>"
    assert page("<pre>\n  <b>a</b></pre>") == "<pre>\n  <b>a</b></pre>"


def test_a_page_does_not_say_what_goes_without_saying():
    text = '<!-- Generated with Sphinx 7 -->\n<link rel="stylesheet" type="text/css" href="a.css" />'
    assert page(text) == '<link rel="stylesheet" href="a.css" />'


def test_a_figure_keeps_its_classes_and_its_text():
    drawn = '<svg fill="currentColor"><path d="M0 0" stroke="#7e330d" class="s-accent"/><path fill="none"/></svg>'
    table = (
        '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tr><th scope="row">1</th><td>2</td></tr>'
    )
    assert light(drawn) == '<svg fill="currentColor"><path d="M0 0" class="s-accent"/><path fill="none"/></svg>'
    assert light(table) == '<thead><tr><th scope="col">A<th scope="col">B</thead><tr><th scope="row">1<td>2'
