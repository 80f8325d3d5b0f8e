from __future__ import annotations

from utils.ui.shared.prose import Html, bullets, join, link, paragraph, strong

HOSTILE = '<script>alert("x")</script> & more'
ESCAPED = "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; more"


def test_every_plain_word_is_escaped() -> None:
    assert join(HOSTILE) == ESCAPED
    assert paragraph(HOSTILE) == f"<p>{ESCAPED}</p>"
    assert strong(HOSTILE) == f"<strong>{ESCAPED}</strong>"
    assert bullets([HOSTILE, "b"]) == f"<ul><li>{ESCAPED}</li><li>b</li></ul>"
    assert link(HOSTILE, 'https://a/"onclick="b') == (
        f'<a href="https://a/&#34;onclick=&#34;b">{ESCAPED}</a>'
    )


def test_what_is_html_already_is_escaped_once() -> None:
    assert paragraph("a < b, ", strong("c & d")) == "<p>a &lt; b, <strong>c &amp; d</strong></p>"
    assert bullets([strong("a")]) == "<ul><li><strong>a</strong></li></ul>"
    assert isinstance(join("a", Html("<b>")), Html)
