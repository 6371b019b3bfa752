"""Makes mirrors of old sites in five layouts: reports, and pages of a site that are none."""

import random
from pathlib import Path

LAYOUTS = ("trs", "query", "added_end", "folders", "httrack")
_MENU = ["首页", "政务公开", "工作动态", "通知公告", "互动交流", "办事服务"]
_PLACES = ["库伦旗", "奈曼旗", "科左后旗", "开鲁县", "突泉县", "扎赉特旗"]
_DONE = ["开展宣讲", "组织观摩", "走访慰问", "举办培训", "召开推进会", "开展联谊"]
_END = "各族干部群众广泛参与，铸牢中华民族共同体意识的氛围日益浓厚，工作取得了扎实成效。"


class Mirror:
    """A mirror in a folder. ``reports`` has the title of each report by its old address."""

    def __init__(self, folder: Path, layout: str, reports: int, seed: int = 17):
        self.folder, self.layout = folder, layout
        self.chance = random.Random(f"{seed} {layout}")
        self.reports: dict[str, str] = {}
        self.further: dict[str, str] = {}  # addresses of second pages: the first line there
        self._told: dict[str, tuple[str, list[str]]] = {}
        for number in range(1, reports + 1):
            self._report(number)
        self._others()

    def _report(self, number: int):
        title = (
            f"{self.chance.choice(_PLACES)}{self.chance.choice(_DONE)}促进民族团结（第{number}次）"
        )
        day = f"{2015 + number % 8}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        texts = [f"{title[:-4]}，第{number}期第{part}段，{_END}" for part in range(1, 7)]
        parts = [texts[:4], texts[4:]] if number % 5 == 0 else [texts]
        for at, part in enumerate(parts):
            address, name = self._place(number, at)
            self._write(name, self._page(title, day, part, at, len(parts)), address)
            if at:
                self.further[address] = texts[4]
            else:
                self.reports[address] = title
                self._told[address] = (day, texts)

    def copy(self):
        """Write further versions of each report, as sites have them: to print, for phones, whole.

        ``copies`` then has the title of a report by the address of each.
        """
        self.copies: dict[str, str] = {}
        for number, (address, title) in enumerate(self.reports.items(), 1):
            day, texts = self._told[address]
            body = "".join(f"<p>{text}</p>" for text in texts)
            head = f"<h1>{title}</h1><p>发布时间：{day}</p>"
            whole = f"<h1>{title}</h1><div>{day} 来源：统战部</div>{body}"
            lines = "<br>".join(texts)
            for name, page in (
                (f"print/{number}.html", f"{head}{body}<p>打印 关闭</p>"),
                (f"content/print.jsp?id={number}", f"{head}<div>{lines}</div>"),
                (f"show.asp?aid={number}&print=1", whole),
                (f"wap/{number}.html", f"<h2>{title}</h2><p>{day}</p>{body}<p>返回首页</p>"),
                (f"m.old.gov.cn/v/{number}.html", f"<h1>{title}</h1><p>{day}</p>{body}"),
                (f"amp/{number}.html", f"<h1>{title}</h1>{body}"),
                (f"x/{number}_all.html", self._frame(title, whole)),
                (f"zt/{number}.html", self._frame(title, whole)),  # in a second channel
            ):
                old = "/" + name.removeprefix("m.old.gov.cn/")
                self._write(name, f"<html><meta charset=utf-8><body>{page}</body></html>", old)
                self.copies[old] = title

    def _place(self, number: int, at: int) -> tuple[str, str]:
        """Return the address of a page of a report, and the name of its file."""
        turn = f"_{at + 1}" if at else ""
        host = "www.old.gov.cn"
        if self.layout == "trs":
            address = f"/zwgk/gzdt/2020{number % 12 + 1:02}/t2020_{number}{turn}.html"
            return address, f"{host}{address}"
        if self.layout == "query":
            address = f"/show.php?id={number}" + (f"&page={at + 1}" if at else "")
            return address, f"{host}{address}"
        if self.layout == "added_end":
            address = f"/Item/Show{turn}.asp?m=1&d={number}"
            return address, f"{host}{address}.html"
        if self.layout == "folders":
            if at:
                return f"/news/{number}/index{turn}.html", f"news/{number}/index{turn}.html"
            return f"/news/{number}/", f"news/{number}/index.html"
        return f"/a/{number}{turn}.jsp?x={number}", f"{host}/a/n{number:x}{turn}.html"

    def _page(self, title: str, day: str, texts: list[str], at: int, of: int) -> str:
        body = "".join(f"<p>　　{text}</p>" for text in texts)
        turning = "<div>上一页 1 2 下一页</div>" if of > 1 else ""
        head = f"<h1>{title}</h1><div>发布时间：{day} 来源：统战部 浏览次数：12</div>"
        return self._frame(title, f"{head}<div id='zoom'>{body}</div>{turning}")

    def _frame(self, title: str, content: str) -> str:
        menu = "".join(f"<li><a href='/'>{name}</a></li>" for name in _MENU)
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
            f"<ul>{menu}</ul><div>当前位置：首页 &gt; 政务公开 &gt; 工作动态</div>{content}"
            "<div>版权所有：某旗人民政府办公室</div><div>蒙ICP备00000000号</div></body></html>"
        )

    def _others(self):
        links = "".join(
            f"<li><a href='{address}'>{title}</a><span>2020-01-01</span></li>"
            for address, title in self.reports.items()
        )
        home = self._frame("某旗统战部", f"<ul>{links}</ul>")
        about = self._frame("机构概况", "<h1>机构概况</h1><p>本部负责全旗统一战线工作。</p>")
        login = self._frame("用户登录", "<form>用户名<input>密码<input type=password></form>")
        for name, page in (("main.html", home), ("list_1.html", home), ("about.html", about)):
            self._write(name, page, f"/{name}")
        self._write("login.html", login, "/login.html")
        (self.folder / "logo.png").write_bytes(b"\x89PNG")

    def _write(self, name: str, page: str, address: str):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.layout == "httrack":
            page = f"{page}\n<!-- Mirrored from www.old.gov.cn{address} by HTTrack -->"
        path.write_text(page, "utf-8")
