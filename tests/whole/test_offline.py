"""Nothing leaves the machine: themes, templates, style sheets and letterheads of somebody else's making."""

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
import typst
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from draft_texts import DAY, answered
from lxml import etree
from pypdf import PdfReader
from typer.testing import CliRunner

from erasmus_cli import resources
from erasmus_cli.cli import commands as cli
from erasmus_cli.cli.app import app
from erasmus_cli.document.draft import UNTITLED, DraftError, DraftText, HouseStyleError
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.html import html
from erasmus_cli.formats.pdf import pdf
from erasmus_cli.formats.pdf.offline import no_network
from erasmus_cli.formats.pdf.typst_compiler import TypesettingError
from erasmus_cli.templating import TemplateFaultError, render

THEME = (resources.templates() / "theme.typ").read_text("utf-8")
SHELL = (resources.templates() / "draft.html.j2").read_text("utf-8")
CALCULATED = '#let wanted = "@" + "preview/word-of-the-proposal:0.1.0"\n#import wanted\n'


@pytest.fixture
def asked(monkeypatch):
    """What a proxy of the user's is asked for."""
    requests = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with client:
                requests.append(client.recv(200))

    thread = threading.Thread(target=serve)
    thread.start()
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield requests
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def themed(folder, **files):
    """A draft with a theme of one's own."""
    for name, text in ({"theme": THEME} | files).items():
        (folder / f"{name}.typ").write_bytes(text if isinstance(text, bytes) else text.encode())
    return replace(answered("x"), templates=folder)


def test_a_calculated_package_is_not_fetched(tmp_path, asked):
    before = dict(os.environ)
    with pytest.raises(TypesettingError, match=r"theme\.typ: a theme takes in no packages"):
        pdf(themed(tmp_path, theme=THEME + CALCULATED))
    assert dict(os.environ) == before
    assert not asked


def test_no_exception_for_a_host_lets_it_out(tmp_path, asked, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(TypesettingError, match="takes in no packages"):
        pdf(themed(tmp_path, theme=THEME + CALCULATED))
    assert os.environ["NO_PROXY"] == "*"
    assert not asked


def test_what_is_set_side_by_side_stays_offline_until_the_last_is_done(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:8080")
    before = dict(os.environ)
    first, second = ExitStack(), ExitStack()
    first.enter_context(no_network)
    second.enter_context(no_network)
    first.close()
    assert os.environ["HTTPS_PROXY"] == "http://127.0.0.1:0"
    second.close()
    assert dict(os.environ) == before


def test_typst_itself_would_ask_the_proxy(tmp_path, asked):
    # If it goes by other means one day, the tests above hold nothing.
    compiler = typst.Compiler(CALCULATED.encode(), root=tmp_path, package_cache_path=tmp_path)
    with pytest.raises(typst.TypstError, match="failed to download package"):
        compiler.compile(format="pdf")
    assert asked[0].startswith(b"CONNECT packages.typst.org")


@pytest.mark.parametrize(
    ("theme", "other", "names"),
    [
        ('#include "other.typ"', '#import "@preview/cetz:0.2.2"', "other.typ"),
        ('#import "\\u{40}preview/cetz:0.2.2"', "", "theme.typ"),
        ('#import "\\u{0040}local/mine:0.2.2"', "", "theme.typ"),
    ],
)
def test_a_package_that_is_named_is_told_with_the_file(tmp_path, theme, other, names, asked):
    with pytest.raises(TypesettingError, match=rf"{names}: a theme takes in no packages"):
        pdf(themed(tmp_path, theme=THEME + theme, other=other))
    assert not asked


def test_words_that_begin_with_an_at_sign_are_no_package(tmp_path):
    assert pdf(themed(tmp_path, theme=THEME + '\n#let ours = "@vakcentrum"\n'))


def test_a_theme_reads_its_own_folder_only(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    own = tmp_path / "own"
    own.mkdir()
    draft = themed(own, theme=THEME + '\n#let x = read("near.txt")\n')
    (own / "words.txt").write_text("x")
    (own / "near.txt").symlink_to("words.txt")
    assert pdf(draft)
    (own / "far").symlink_to(outside)
    with pytest.raises(TemplateFaultError, match="far: links to a file outside"):
        pdf(draft)


@pytest.mark.parametrize("name", ["theme.typ", "draft.css"])
def test_a_look_is_neither_a_link_out_nor_something_else_than_text(tmp_path, name):
    own = tmp_path / "own"
    own.mkdir()
    write = pdf if name == "theme.typ" else html
    (own / name).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DraftError, match=f"{name}: this file is not UTF-8"):
        write(replace(answered("x"), templates=own))
    (own / name).unlink()
    (tmp_path / "far").write_text("body {}")
    (own / name).symlink_to(tmp_path / "far")
    with pytest.raises(TemplateFaultError, match=f"{name}: links to a file outside"):
        write(replace(answered("x"), templates=own))


@pytest.mark.parametrize("linked", ["reading.md.j2", "parts"])
def test_a_template_is_no_link_out(tmp_path, linked):
    own, far = tmp_path / "own", tmp_path / "far"
    own.mkdir()
    far.mkdir()
    (far / "reading.md.j2").write_text("secret")
    if linked == "parts":
        (own / linked).symlink_to(far)
        (own / "reading.md.j2").write_text('{% include "parts/reading.md.j2" ignore missing %}')
    else:
        (own / linked).symlink_to(far / linked)
    with pytest.raises(TemplateFaultError, match="links to a file outside"):
        render("reading.md.j2", {}, own)


def test_a_folder_of_templates_may_itself_be_a_link(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "reading.md.j2").write_text("ours")
    (tmp_path / "link").symlink_to("own")
    assert render("reading.md.j2", {}, tmp_path / "link") == "ours"


@pytest.mark.parametrize(
    "css",
    [
        "@import url(http://example.org/x.css);",
        '@import "//example.org/x.css";',
        "@\\69mport 'https://example.org/x.css';",
        "p { background: url( 'HTTPS://example.org/x.png') }",
        "p { background: u\\72l(//example.org/x.png) }",
        "p { background: url(http\\3a //example.org/x.png) }",
        'p { background: image-set("https://example.org/x.png" 1x) }',
        'p { content: "/*" } q { background: url(http://example.org) } b { content: "*/" }',
        "</style><script src=x></script>",
    ],
)
def test_a_style_sheet_fetches_nothing(tmp_path, css):
    (tmp_path / "draft.css").write_text(f"body {{\n  color: red }}\n{css}\n")
    with pytest.raises(TemplateFaultError, match=r"draft\.css:3: "):
        html(replace(answered("x"), templates=tmp_path))


def test_a_style_sheet_may_hold_pictures_and_point_into_the_page(tmp_path):
    css = 'p { background: url("data:image/png;base64,AA=="); fill: url(#g); content: "http://e.org" }'
    (tmp_path / "draft.css").write_text(css)
    assert css in html(replace(answered("x"), templates=tmp_path))


@pytest.mark.parametrize(
    "element",
    [
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<script src="//example.org/x.js"></script>',
        "<script>fetch('https://example.org')</script>",
        '<img alt="" src="h&#116;tps://example.org/x.png">',
        '<img alt="" src="/\\example.org/x.png">',
        '<img alt="" srcset="a.png 1x, https://example.org/x.png 2x">',
        '<img alt="" src="x" onerror="y()">',
        '<p style="background: url(https://example.org/x.png)">x</p>',
        "<style>@import 'https://example.org'</style>",
        '<meta http-equiv="refresh" content="0; url=https://example.org">',
        '<base href="https://example.org/">',
        '<a href="javascript:alert(1)">x</a>',
        '<img alt="{{ title }}" src="https://example.org/x.png">',
        "{% set where = 'https:' %}<iframe src=\"{{ where }}//example.org\"></iframe>",
    ],
)
def test_a_page_fetches_and_runs_nothing(tmp_path, element):
    (tmp_path / "draft.html.j2").write_text(SHELL.replace("</body>", f"{element}\n</body>"))
    line = SHELL[: SHELL.index("</body>")].count("\n") + 1
    place = "" if "{%" in element else f":{line}"  # what is put together has no line
    with pytest.raises(TemplateFaultError, match=rf"draft\.html\.j2{place}: <?"):
        html(replace(answered("x"), templates=tmp_path))


def test_a_page_may_link_and_show_what_it_holds(tmp_path):
    held = '<a href="https://example.org">us</a><img alt="" src="data:image/png;base64,AA==">'
    (tmp_path / "draft.html.j2").write_text(SHELL.replace("</body>", f"{held}</body>"))
    assert held in html(replace(answered("[a](https://e.org)"), templates=tmp_path))


def house(header="", parts=None):
    """A letterhead with this XML in its header, and with parts replaced."""
    document = Document()
    paragraph = document.sections[0].header.paragraphs[0]._element
    for child in parse_xml(f"<w:p {nsdecls('w')}>{header}</w:p>"):
        paragraph.append(child)
    stream = BytesIO()
    document.save(stream)
    changed = BytesIO()
    with ZipFile(stream) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, (parts or {}).get(name, old.read(name)))
    return changed.getvalue()


def header_of(content):
    return Document(BytesIO(docx(answered("x"), content))).sections[0].header.part.element


def coded(*codes, result="shown"):
    """A field with its code in several runs."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in codes)
    return f"{marks[0]}{code}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{marks[2]}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "field",
    [
        coded(' INCLUDEPICTURE "http://example.org/x.png" \\d'),
        coded(" incl", "UDE", 'text "http://example.org/x" '),
        coded(" DDEAUTO excel x "),
        coded(" LINK Excel.Sheet x "),
        coded(' DATABASE \\d "x" '),
        coded(' IMPORT "http://example.org/x.png" '),
        '<w:fldSimple w:instr=" INCLUDETEXT x "><w:r><w:t>shown</w:t></w:r></w:fldSimple>',
        "<w:r><w:instrText>LINK x</w:instrText></w:r><w:r><w:t>shown</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE x</w:instrText><w:t>shown</w:t></w:r>',
    ],
)
def test_a_field_that_fetches_leaves_its_result_only(field):
    left = header_of(house(field))
    xml = etree.tostring(left).decode()
    assert "shown" in xml
    for word in ("INCLUDE", "UDE", "LINK", "DDE", "DATABASE", "IMPORT", "example.org"):
        assert word not in xml.replace("HYPERLINK", "")


def test_a_field_inside_a_harmless_one_is_looked_at_too():
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    outer = f"{begin}<w:r><w:instrText> IF 1 = 1 </w:instrText></w:r>{coded(' LINK x ')}{end}"
    xml = etree.tostring(header_of(house(outer))).decode()
    assert " IF 1 = 1 " in xml
    assert "LINK" not in xml
    assert xml.count("fldCharType") == 2


def test_page_numbers_of_the_house_stay():
    left = header_of(house(coded(" PA", "GE ") + coded(" =2*3 ")))
    said = [found.text for found in left.iter(qn("w:instrText"), qn("w:t"))]
    assert said == [" PA", "GE ", "shown", " =2*3 ", "shown"]
    assert len(list(left.iter(qn("w:fldChar")))) == 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_found_in_every_encoding(encoding):
    styles = f'<!DOCTYPE x [<!ENTITY a "b">]><w:styles {nsdecls("w")}/>'
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{styles}'.encode(encoding)
    with pytest.raises(HouseStyleError, match="entities"):
        docx(answered("x"), house(parts={"word/styles.xml": declared}))


@pytest.mark.parametrize("nothing", ["", " ", "\u200b", "\u00ad", "\u00a0\u2028"])
def test_a_title_or_heading_that_shows_nothing_has_a_name_in_the_pdf(nothing):
    written = (
        f"# {nothing}\n\n## {nothing}\n\n#### {nothing} `the.key`\n\n> x\n\n## [{nothing}](https://e.org)\n"
    )
    file = PdfReader(BytesIO(pdf(DraftText(nothing, "en", DAY, written))))
    assert file.metadata.title == UNTITLED
    assert "the.key" in str(file.outline)


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.slow
@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("theme.typ", "#let draft(", "theme.typ: unclosed"),
        ("theme.typ", THEME + CALCULATED, "theme.typ: a theme takes in no packages"),
        ("draft.css", "p {}\n@import 'x';", "draft.css:2: @import"),  # nor may it lean on a file beside it
        ("draft.css", "p {}", None),
        ("draft.css", "p {}\n@import 'https://example.org/x';", "draft.css:2: @import"),
        ("draft.html.j2", SHELL + "<script></script>", "draft.html.j2"),
        ("theme.typ", THEME, None),
    ],
)
def test_check_tries_the_looks(tmp_path, name, text, says):
    (tmp_path / name).write_text(text)
    result = run("templates", "check", tmp_path)
    assert result.exit_code == (1 if says else 0), result.output
    assert (says or "") in result.stdout


@pytest.mark.slow
def test_check_tells_a_template_that_links_out(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "far").write_text("{% if %}")
    (tmp_path / "own" / "reading.md.j2").symlink_to(tmp_path / "far")
    result = run("templates", "check", tmp_path / "own")
    assert result.exit_code == 1
    assert "reading.md.j2: links to a file outside" in result.stdout


@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_no_half_folder_of_templates(tmp_path, monkeypatch, there):
    target = tmp_path / "mine"
    if there:
        target.mkdir()
    copied = []

    def copyfile(source, to):
        to.write_bytes(b"half")
        copied.append(to)
        if len(copied) == 12:
            raise OSError(errno.ENOSPC, "No space left on device", str(source), None, str(to))

    monkeypatch.setattr(shutil, "copyfile", copyfile)
    result = run("templates", "copy", target)
    assert result.exit_code == 2
    assert result.stderr == f"{target}: no space left on device; nothing was copied\n"
    assert list(tmp_path.rglob("*")) == ([target] if there else [])


WATCHED = """
import json, os, sys
import socket
from pathlib import Path

folder, lines = sys.argv[1], json.loads(sys.argv[2])
seen = []

def watch(event, values):
    if event == "socket.__new__" and values[1] == getattr(socket, "AF_UNIX", None):
        return  # one end of a pipe inside the process, as asyncio makes it; to connect it is another event
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        seen.append(f"{event} {values}")
    elif event == "open" and isinstance(values[0], str | bytes):
        path, mode, flags = values
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            note(event, path)
    elif event in ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate"):
        for path in values[:2]:
            if isinstance(path, str | bytes):
                note(event, path)

def note(event, path):
    place = os.path.realpath(os.fsdecode(path))
    if not place.startswith((folder + os.sep, "/dev/")) and place != folder:
        seen.append(f"{event} {place}")

sys.dont_write_bytecode = True
from typer.testing import CliRunner
from erasmus_cli.cli.app import app
sys.addaudithook(watch)
for line in lines:
    done = CliRunner().invoke(app, line)
    if done.exit_code not in (0, 1, 2):
        seen.append(f"{line} ended with {done.exit_code}: {done.output}")
before = len(seen)
socket.socket().close()
print(json.dumps([seen[:before], len(seen) - before]))
"""

COMMANDS = [
    ["check", "p.yaml", "--verbose"],
    ["check", "p.yaml", "--format", "json"],
    ["budget", "p.yaml", "--explain"],
    ["budget", "p.yaml", "-o", "budget.xlsx"],
    ["budget", "p.yaml", "-o", "budget.csv"],
    *(["draft", "p.yaml", "-o", f"draft{ending}"] for ending in (".md", ".docx", ".html", ".pdf")),
    ["read", "draft.md", "p.yaml"],
    ["read", "draft.docx", "p.yaml"],
    ["score", "p.yaml"],
    ["convert", "p.yaml", "--to", "2025/small-scale-partnership", "-o", "other.yaml"],
    ["redact", "p.yaml", "-o", "redacted.yaml"],
    ["new", "begun.yaml", "--no-input", "--set", "title=Begun"],
    ["new", "p.yaml", "--no-input"],
    ["tour", "tour"],
    ["rules"],
    ["explain", "ORG-01"],
    ["guide", "calls"],
    ["guide", "deadlines", "2026", "--ics", "deadlines.ics"],
    ["examples"],
    ["examples", "vet-innovation"],
    ["match", "p.yaml"],
    ["fix", "p.yaml", "--apply"],
    ["templates", "copy", "own"],
    ["templates", "check", "own"],
    ["schema"],
    ["import", "p.yaml", "-o", "all.jsonl"],
    ["organisation", "list"],
    ["mcp"],
    ["--help"],
]


@pytest.mark.slow
def test_no_command_opens_a_socket_or_writes_where_it_was_not_told_to(tmp_path):
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    shutil.copy(resources.examples() / "ka210-school-2026.yaml", folder / "p.yaml")
    home.chmod(0o555)
    ours = {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(folder.resolve()), json.dumps(COMMANDS)],
        cwd=folder,
        env={**os.environ, **ours},
        capture_output=True,
        text=True,
        check=True,
    )
    seen, of_its_own = json.loads(done.stdout)
    assert not seen
    assert of_its_own  # the watch itself works
    assert not list(home.iterdir())
    named = {word for line in COMMANDS for word in line} | {"vet-innovation.yaml"}
    assert {path.name for path in folder.iterdir()} <= named


def test_every_command_is_watched():
    named = {line[0] for line in COMMANDS}
    assert set(cli.COMMANDS) <= named
