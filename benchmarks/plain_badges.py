"""The same badges written the plain way: all of the art on each page, codes as inline SVG, one document."""

from collections.abc import Sequence

from jinja2 import Environment
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.badges.content import BadgeContent
from app.badges.weasy import BundledFiles
from app.core.qr import svg_path
from app.credentials.matrix import matrix

PAGE = """<!doctype html><html lang="fr"><title>Badges</title>
{% for sheet in contents|batch(4) %}<section>{% for each in sheet %}
<article style="left:{{ 105 * (loop.index0 % 2) }}mm;top:{{ 148.5 * (loop.index0 // 2) }}mm">
<p class="event">{{ each.event }}</p><p class="date">{{ each.date }}</p>
<h1>{{ each.first_name }}</h1><h2>{{ each.last_name }}</h2>
<p class="organisation">{{ each.organisation }}</p><p class="job">{{ each.job_title }}</p>
<svg class="code" viewBox="0 0 33 33"><path d="{{ path(each.code) }}"/></svg>
{% if each.no_photo %}<p class="photo">Sans photo</p>{% endif %}
<p class="reference">Référence<br><b>{{ each.reference }}</b></p>
<div class="band" style="background:{{ each.category.band }};color:{{ each.category.text }}"><p>{{ each.category.label }}</p></div>
</article>{% endfor %}</section>{% endfor %}"""

STYLE = """
@page { size: A4; margin: 0 }
@font-face { font-family: Hanken; font-weight: 400; src: url("bundled:HankenGrotesk-400.ttf") }
@font-face { font-family: Hanken; font-weight: 600; src: url("bundled:HankenGrotesk-600.ttf") }
@font-face { font-family: Hanken; font-weight: 700; src: url("bundled:HankenGrotesk-700.ttf") }
html { font: 400 10pt Hanken } h1, h2, p { margin: 0 }
section { position: relative; height: 297mm; break-after: page }
article { position: absolute; width: 105mm; height: 148.5mm; box-sizing: border-box; padding: 19.5mm 8mm 8mm }
.event { position: absolute; left: 14mm; top: 8mm; font-weight: 600 } .date { position: absolute; right: 8mm; top: 8mm }
h1 { font: 700 32pt/1 Hanken } h2 { font: 600 24pt/1.12 Hanken } .organisation { font: 600 15pt/1.2 Hanken; margin-top: 5mm }
.job { font-size: 12pt } .code { position: absolute; right: 3mm; top: 78mm; width: 39.6mm; height: 39.6mm }
.photo { position: absolute; left: 8mm; top: 91mm; font: 600 11pt Hanken } .reference { position: absolute; left: 8mm; top: 103mm }
.reference b { font: 600 15pt Hanken } .band { position: absolute; left: 8mm; right: 8mm; bottom: 8mm; height: 22mm }
.band p { font: 700 20pt/22mm Hanken; padding-left: 21mm }
"""


def render(contents: Sequence[BadgeContent]) -> bytes:
    fonts, files = FontConfiguration(), BundledFiles()
    page = Environment(autoescape=True).from_string(PAGE)
    source = page.render(contents=contents, path=lambda code: svg_path(matrix(code)))
    style = CSS(string=STYLE, font_config=fonts, url_fetcher=files)
    return HTML(string=source, url_fetcher=files).write_pdf(stylesheets=[style], font_config=fonts, pdf_tags=True)
