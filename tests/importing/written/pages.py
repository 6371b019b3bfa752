"""Pages as Word Online, Google Docs, Pandoc, WeChat and three kinds of CMS lay reports out."""

import base64
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape

from tests.attached import PDF

from .contents import DAY, Block, Contents, picture

_SOURCE = "库伦旗委统战部"


def _data(number: int) -> str:
    return "data:image/png;base64," + base64.b64encode(picture(number)).decode()


def _table(rows: list[list[str]], cell: Callable[[str], str], form: str = "") -> str:
    made = ""
    for row in rows:
        spans = f' colspan="{len(rows[-1])}"' if len(row) < len(rows[-1]) else ""
        made += "<tr>" + "".join(f"<td{spans}>{cell(each)}</td>" for each in row) + "</tr>"
    return f"<table {form}><tbody>{made}</tbody></table>"


def _split(block: Block, picture_tag: str) -> str:
    """Return the words of a block with a picture in their middle."""
    half = len(block.text) // 2
    return block.text[:half] + picture_tag + block.text[half:]


def _each(contents: Contents, write: Callable[[Block], str]) -> str:
    return "".join(map(write, contents.blocks))


# Pasted from editors in the browser ------------------------------------------------------------
def word_online(contents: Contents) -> bytes:
    """Return what the browser's clipboard has of Word Online."""
    tail = '<span class="EOP SCXW12 BCX0" data-ccp-props="{}">&nbsp;</span>'

    def line(text: str, level: str = "") -> str:
        half = len(text) // 2
        runs = "".join(
            f'<span data-contrast="auto" xml:lang="ZH-CN" lang="ZH-CN" class="TextRun SCXW12 BCX0">'
            f'<span class="NormalTextRun SCXW12 BCX0">{escape(part)}</span></span>'
            for part in (text[:half], text[half:])
        )
        return f'<p class="Paragraph SCXW12 BCX0" {level}>{runs}{tail}</p>'

    def write(block: Block) -> str:
        if block.kind == "table":
            inside = _table(block.rows, line, 'class="Table Ltr TableGrid" border="1"')
            return (
                '<div class="OutlineElement Ltr SCXW12"><div '
                f'class="TableContainer">{inside}</div></div>'
            )
        if block.kind == "list":
            items = "".join(
                f'<li class="OutlineElement Ltr SCXW12" data-leveltext="·">{line(row[0])}</li>'
                for row in block.rows
            )
            return (
                '<div class="ListContainerWrapper SCXW12"><ul '
                f'class="BulletListStyle1">{items}</ul></div>'
            )
        if block.kind == "picture":
            frame = (
                '<span class="WACImageContainer NoPadding"><img class="WACImage" src="{}"></span>'
            )
            return (
                '<div class="OutlineElement"><p class="Paragraph">'
                f"{frame.format(_data(block.number))}{tail}</p></div>"
            )
        if block.kind == "inline":
            inside = _split(block, f'<img class="WACImage" src="{_data(block.number)}">')
            return (
                '<div class="OutlineElement"><p class="Paragraph"><span>'
                f"{inside}</span>{tail}</p></div>"
            )
        level = 'role="heading" aria-level="1"' if block.kind == "heading" else ""
        return f'<div class="OutlineElement Ltr SCXW12 BCX0">{line(block.text, level)}</div>'

    top = f'<div class="OutlineElement">{line(contents.title, "role=heading aria-level=1")}</div>'
    return (
        "<html><body><!--StartFragment-->"
        f"{top}{_each(contents, write)}<!--EndFragment--></body></html>"
    ).encode()


def google_docs(contents: Contents) -> bytes:
    """Return what the browser's clipboard has of Google Docs."""
    form = "font-size:11pt;font-family:Arial;color:#000000;font-weight:400;white-space:pre-wrap;"

    def line(text: str) -> str:
        return (
            f'<p dir="ltr" style="line-height:1.38;"><span style="{form}">{escape(text)}</span></p>'
        )

    def write(block: Block) -> str:
        if block.kind == "table":
            inside = _table(block.rows, line, 'style="border:none;border-collapse:collapse;"')
            return f'<div dir="ltr" style="margin-left:0pt;" align="left">{inside}</div>'
        if block.kind == "list":
            items = "".join(
                f'<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation">'
                f'<span style="{form}">{escape(row[0])}</span></p></li>'
                for row in block.rows
            )
            return f'<ul style="margin-top:0;">{items}</ul>'
        if block.kind == "picture":
            return (
                '<p dir="ltr"><span style="border:none;"><img '
                f'src="{_data(block.number)}" width="80"></span></p>'
            )
        if block.kind == "inline":
            shown = f'<img src="{_data(block.number)}">'
            return f'<p dir="ltr"><span>{_split(block, shown)}</span></p>'
        if block.kind == "heading":
            return f'<h1 dir="ltr"><span style="{form}">{escape(block.text)}</span></h1>'
        return line(block.text) + "<br />"

    guid = '<b style="font-weight:normal;" id="docs-internal-guid-5c0ffee0-7fff">'
    title = f'<p dir="ltr"><span style="font-size:26pt;{form}">{contents.title}</span></p>'
    return f"<meta charset='utf-8'>{guid}{title}{_each(contents, write)}</b><br>".encode()


def pandoc(contents: Contents) -> bytes:
    """Return the page that Pandoc writes, pictures in it, footnotes at its end."""
    notes: list[str] = []

    def write(block: Block) -> str:
        if block.kind == "table":
            across = block.rows[:-3]  # Pandoc has no cells that span: it is a caption
            caption = f"<caption>{across[0][0]}</caption>" if across else ""
            head = "".join(f"<th>{each}</th>" for each in block.rows[-3])
            rows = "".join(
                f'<tr class="odd">{"".join(f"<td>{cell}</td>" for cell in row)}</tr>'
                for row in block.rows[-2:]
            )
            return (
                f"<table>{caption}\n<thead>\n<tr>{head}</tr></thead>\n<tbody>"
                f"{rows}</tbody>\n</table>"
            )
        if block.kind == "list":
            return "<ul>" + "".join(f"<li><p>{row[0]}</p></li>\n" for row in block.rows) + "</ul>"
        if block.kind == "picture":
            return f'<figure>\n<img src="{_data(block.number)}" alt="活动" /></figure>'
        if block.kind == "inline":
            shown = f'<img src="{_data(block.number)}" />'
            return f"<p>{_split(block, shown)}</p>"
        if block.kind == "heading":
            return f'<h1 id="节-{block.text}">{block.text}</h1>'
        mark = ""
        if block.note:
            notes.append(block.note)
            number = len(notes)
            mark = (
                f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" '
                f'role="doc-noteref"><sup>{number}</sup></a>'
            )
        return f"<p>{block.text}{mark}</p>\n"

    body = _each(contents, write)
    listed = "".join(
        f'<li id="fn{number}"><p>{text}<a href="#fnref{number}" class="footnote-back" '
        'role="doc-backlink">↩︎</a></p></li>'
        for number, text in enumerate(notes, 1)
    )
    foot = (
        '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes">'
        f"<hr /><ol>{listed}</ol></section>"
        if notes
        else ""
    )
    head = (
        '<header id="title-block-header"><h1 class="title">'
        f'{contents.title}</h1><p class="date">{DAY}</p></header>'
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8" /><meta '
        'name="generator" content="pandoc" />'
        f"<title>{contents.title}</title></head><body>{head}{body}{foot}</body></html>"
    ).encode()


# Saved from the web ----------------------------------------------------------------------------
def wechat(contents: Contents) -> bytes:
    """Return the page of an article of WeChat as browsers save it, its pictures in a folder."""

    def write(block: Block) -> str:
        if block.kind == "table":
            shown = _table(block.rows, lambda cell: f"<section><span>{cell}</span></section>")
            return f"<section>{shown}</section>"
        if block.kind == "list":
            return (
                '<ul class="list-paddingleft-1">'
                f"{''.join(f'<li><p>{r[0]}</p></li>' for r in block.rows)}</ul>"
            )
        if block.kind in ("picture", "inline"):
            shown = (
                f'<img class="rich_pages wxw-img" data-ratio="0.75" data-type="png" '
                f'data-src="https://mmbiz.qpic.cn/{block.number}/640?wx_fmt=png" '
                f'src="./页面_files/{block.number}.png">'
            )
            if block.kind == "inline":
                return f"<p><span>{_split(block, shown)}</span></p>"
            return f"<section>{shown}</section>"
        if block.kind == "heading":
            return (
                f"<section><section><strong><span>{block.text}</span></strong></section></section>"
            )
        return f'<p style="text-indent: 2em;"><span leaf="">{block.text}</span></p>'

    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<meta property="og:title" content="{contents.title}"><title>'
        f"{contents.title}</title></head>"
        '<body id="activity-detail"><div id="page-content"><div '
        'id="img-content" class="rich_media_wrp">'
        f'<h1 class="rich_media_title" id="activity-name">{contents.title}</h1>'
        f'<div id="meta_content" class="rich_media_meta_list"><a id="js_name">{_SOURCE}</a>'
        f'<em id="publish_time">{DAY} 09:30</em></div>'
        '<div class="rich_media_content js_underline_content" id="js_content" '
        f'style="visibility: hidden; opacity: 0;">{_each(contents, write)}</div></div></div>'
        '<div class="rich_media_tool"><span>阅读 1024</span><span>在看</span></div>'
        "<div>微信扫一扫关注该公众号</div></body></html>"
    ).encode()


def _framed(contents: Contents, inside: str, charset: str = "utf-8") -> bytes:
    menu = "".join(f"<li><a href='/{at}.html'>{name}</a></li>" for at, name in enumerate(
        ["首页", "政务公开", "工作动态", "通知公告", "互动交流"]))  # fmt: skip
    return (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>"
        f"{contents.title}-{_SOURCE}</title>"
        f"</head><body><ul class='nav'>{menu}</ul><div>当前位置：首页 &gt;"
        f" 工作动态 &gt; 正文</div>{inside}"
        "<div class='footer'>版权所有：库伦旗人民政府办公室</div><div>"
        "蒙ICP备00000000号</div></body></html>"
    ).encode(charset)


def _plain(block: Block, picture_tag: str) -> str:
    """Return a block as every CMS writes it."""
    if block.kind == "table":
        return _table(block.rows, lambda cell: f"<p>{cell}</p>", 'border="1" cellspacing="0"')
    if block.kind == "list":
        return "".join(f"<p>　　{row[0]}</p>" for row in block.rows)
    if block.kind == "picture":
        return f'<p align="center">{picture_tag.format(block.number)}</p>'
    if block.kind == "inline":
        return f"<p>　　{_split(block, picture_tag.format(block.number))}</p>"
    if block.kind == "heading":
        return f"<p>　　<strong>{block.text}</strong></p>"
    return f"<p>　　{block.text}</p>"


def trs(contents: Contents) -> bytes:
    """Return a page of TRS WCM: files in the text's last lines."""

    def write(block: Block) -> str:
        if block.kind == "file":
            address = f"./P0202203{block.number}.pdf"
            return (
                f'<p><a href="{address}" target="_blank" appendix="true">附件：{block.text}</a></p>'
            )
        return _plain(block, '<img src="./W0202203{}.png" oldsrc="W.png" />')

    style = "<style type='text/css'>.TRS_Editor P{line-height:2;}</style>"
    head = (
        f"<h1>{contents.title}</h1><div>发布时间：{DAY} 09:00 "
        f"来源：{_SOURCE} 【字体：大 中 小】</div>"
    )
    text = (
        f"<div class='TRS_Editor'>{style}<div class='Custom_UnionStyle'>"
        f"{_each(contents, write)}</div></div>"
    )
    return _framed(contents, f"{head}<div id='zoom'>{text}</div><div>打印本页 关闭窗口</div>")


def vsb(contents: Contents) -> bytes:
    """Return a page of a CMS of universities and bureaus: files in a list behind the text."""
    files = "".join(
        f'<li>附件【<a href="/system/{block.number}.pdf" target="_blank">{block.text}.pdf</a>】'
        f'已下载<span id="nattach{block.number}">12</span>次</li>'
        for block in contents.of("file")
    )
    files = files.replace('"/system/', '"system/')
    text = "".join(
        _plain(block, '<img src="__local/{}.png" vsbhref="vurl" class="img_vsb_content">')
        for block in contents.blocks
        if block.kind != "file"
    )
    return _framed(
        contents,
        f"<form name='_newscontent_fromname'><h1>{contents.title}</h1>"
        f"<div>日期：{DAY}　来源：{_SOURCE}　"
        "作者：　点击：[<span id='dynclicks'>36</span>]</div><div "
        "id='vsb_content'><div class='v_news_content'>"
        f"{text}</div></div><ul style='list-style-type:none;'>{files}</ul></form>"
        "<div>上一条：全旗民族团结进步创建工作推进会召开</div><div>"
        "下一条：民族团结进步宣传月活动启动</div>",
    )


def old_asp(contents: Contents) -> bytes:
    """Return a page of an old site in GBK: laid out by tables, paragraphs parted by line ends."""

    def write(block: Block) -> str:
        if block.kind == "table":
            return _table(block.rows, escape, "border=1")
        if block.kind == "picture":
            return f'<br><center><IMG src="UploadFiles/{block.number}.png" border=0></center><br>'
        if block.kind == "inline":
            shown = f'<IMG src="UploadFiles/{block.number}.png" border=0>'
            return f"&nbsp;&nbsp;&nbsp;&nbsp;{_split(block, shown)}<br><br>"
        if block.kind == "file":
            return (
                f'<br><a href="UploadFiles/{block.number}.pdf"><font color=blue>'
                f"{block.text}</font></a><br>"
            )
        if block.kind == "list":
            return "".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{row[0]}<br>" for row in block.rows)
        text = f"<b>{block.text}</b>" if block.kind == "heading" else block.text
        return f"&nbsp;&nbsp;&nbsp;&nbsp;{text}<br><br>"

    return _framed(
        contents,
        "<table width=960 align=center><tr><td><table width=100%>"
        f"<tr><td align=center><font size=5><b>{contents.title}</b></font></td></tr>"
        f"<tr><td align=center>作者：佚名　文章来源：{_SOURCE}　"
        f"点击数：12　更新时间：{DAY}</td></tr>"
        f"<tr><td><div id=content>{_each(contents, write)}</div></td></tr>"
        "</table></td></tr></table>",
        "gbk",
    )


def zipped(page: Callable[[Contents], bytes], folder: str, end: str = ".pdf"):
    """Return what writes a page into a zip with its pictures and files beside it."""

    def write(contents: Contents) -> tuple[str, bytes]:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("站点/页面.html", page(contents))
            for block in contents.pictures:
                archive.writestr(f"站点/{folder}{block.number}.png", picture(block.number))
            for block in contents.of("file"):
                where = "system/" if page is vsb else folder.replace("W0", "P0")
                archive.writestr(
                    f"站点/{where}{block.number}{end}", PDF + str(block.number).encode()
                )
        return f"总结{contents.seed}.zip", buffer.getvalue()

    return write


def archived(page: Callable[[Contents], bytes]):
    """Return what writes a page as a web archive, its pictures as parts."""

    def write(contents: Contents) -> tuple[str, bytes]:
        message = EmailMessage()
        message["Subject"] = "saved"
        message["Snapshot-Content-Location"] = "https://mp.weixin.qq.com/s/1"
        message.set_content(page(contents).decode(), subtype="html")
        message["Content-Location"] = "https://mp.weixin.qq.com/s/1"
        message.make_related()
        for block in contents.pictures:
            where = f"https://mmbiz.qpic.cn/{block.number}/640?wx_fmt=png"
            message.add_related(
                picture(block.number), "image", "png", headers=[f"Content-Location: {where}"]
            )
        return f"总结{contents.seed}.mht", message.as_bytes()

    return write


def alone(page: Callable[[Contents], bytes]):
    """Return what writes a page into a file of its own."""
    return lambda contents: (f"总结{contents.seed}.html", page(contents))
