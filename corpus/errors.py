"""What can be refused, and in which words: a code, the place, the problem and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from corpus.language import Lang


class Wording(NamedTuple):
    """A refusal in both languages; ``{detail}`` is filled in where it stands."""

    english: str
    chinese: str


WORDINGS: dict[str, Wording] = {
    "not_found": Wording(
        "there is no such file or folder; check the path",
        "没有这个文件或文件夹；请检查路径",
    ),
    "unreadable": Wording(
        "the file cannot be opened ({detail}); check its permissions and that it is whole",
        "无法打开文件（{detail}）；请检查权限以及文件是否完整",
    ),
    "empty": Wording(
        "the document holds no text; save the report again, with its text",
        "文件中没有文字；请重新保存带正文的报告",
    ),
    "bad_name": Wording(
        "the file's name is not UTF-8, as archives made in Chinese leave it; rename the file",
        "文件名不是 UTF-8 编码（解压中文压缩包时常见）；请重命名该文件",
    ),
    "unknown_format": Wording(
        "{detail} files are not read; save the report as txt, html, docx or pdf",
        "不支持 {detail} 格式；请把报告另存为 txt、html、docx 或 pdf",
    ),
    "no_text_column": Wording(
        "this is a table; say which column has the texts with --text-column",
        "这是一张表；请用 --text-column 指明正文所在的列",
    ),
    "no_document": Wording(
        "there is no document here that can be read; give files, folders, archives or addresses",
        "这里没有可读取的文件；请给出文件、文件夹、压缩包或网址",
    ),
    "not_text": Wording(
        "this is not text in any encoding used for Chinese; save it as UTF-8",
        "内容不是任何常用中文编码的文本；请另存为 UTF-8",
    ),
    "damaged": Wording(
        "the file is damaged or is not what its name says ({detail}); save it again",
        "文件已损坏，或格式与扩展名不符（{detail}）；请重新保存",
    ),
    "not_a_report": Wording(
        "this is not a government work report ({detail}); leave it out",
        "这不是政府工作报告（{detail}）；请不要加入",
    ),
    "duplicate": Wording(
        "the same report is already in the corpus as {detail}; keep one of them",
        "语料库中已有同一份报告 {detail}；请只保留一份",
    ),
    "same_id": Wording(
        "another file has this name with another ending ({detail}); rename one of them",
        "另一个文件同名而扩展名不同（{detail}）；请改名",
    ),
    "unknown_report": Wording(
        "there is no such report in the corpus; `gwr list` shows those that are there",
        "语料库中没有这份报告；可用 gwr list 查看已有报告",
    ),
    "bad_year": Wording(
        "this is no year of a report; write four digits from 1949 to 2100",
        "年份有误；请填写 1949 至 2100 之间的四位数字",
    ),
    "unknown_region": Wording(
        "there is no region with this code in GB/T 2260; check the six digits",
        "GB/T 2260 中没有这个代码；请检查六位数字",
    ),
    "empty_corpus": Wording(
        "there is no report in this corpus that can be read; add one with `gwr add FILE`",
        "语料库中没有可用的报告；请用 gwr add 添加",
    ),
    "other_lexicon": Wording(
        "these counts were made with another lexicon than the one in use; run make reference",
        "这些计数所用的词表与现在使用的不同；请运行 make reference",
    ),
    "no_record": Wording(
        "this is no record of a run ({detail}); run `gwr run` anew",
        "这不是运行记录（{detail}）；请重新运行 gwr run",
    ),
    "no_sheet": Wording(
        "this is no coding sheet as it was written ({detail}); fill in the last column alone",
        "这不是原样的编码表（{detail}）；请只填写最后一列，不要改动其他内容",
    ),
    "bad_line": Wording(
        "this line is no JSON object with a text under `sentence` ({detail}); correct it",
        "该行不是含 sentence 文本的 JSON 对象（{detail}）；请改正",
    ),
    "unknown_table_format": Wording(
        "tables are not written as {detail}; end the name in .csv, .docx, .dta, .md, .parquet, "
        ".tex or .xlsx",
        "不支持写出 {detail} 格式的表；文件名请以 .csv、.docx、.dta、.md、.parquet、.tex 或 "
        ".xlsx 结尾",
    ),
    "no_terms": Wording(
        "there is no word in this list; give one a line, or a csv with a column term",
        "列表中没有词；请每行一个词，或提供含 term 列的 csv",
    ),
    "no_cluster": Wording(
        "Dask is not installed here; install the suite with its extra: pip install '.[cluster]'",
        "未安装 Dask；请安装附加组件：pip install '.[cluster]'",
    ),
    "no_scheduler": Wording(
        "no Dask scheduler answers at this address ({detail}); check that it runs",
        "该地址没有 Dask 调度器应答（{detail}）；请确认调度器正在运行",
    ),
    "other_version": Wording(
        "the worker {detail} has another version of this suite or its libraries; install the same",
        "工作节点 {detail} 上的本套件或其依赖库版本不同；请安装同一版本",
    ),
    "bad_corrections": Wording(
        "reports.csv cannot be used ({detail}); mend that line",
        "reports.csv 有误（{detail}）；请改正该行",
    ),
    "bad_lexicon": Wording(
        "the lexicon cannot be used ({detail}); mend that line",
        "词表有误（{detail}）；请改正该行",
    ),
    "unknown_notebook": Wording(
        "there is no such notebook; the notebooks are {detail}",
        "没有这个笔记本；现有笔记本：{detail}",
    ),
    "notebook_failed": Wording(
        "the notebook stopped with an error ({detail}); open it with `gwr lab` to see the cell",
        "笔记本运行出错（{detail}）；请用 gwr lab 打开查看",
    ),
    "bad_address": Wording(
        "this is no web address that can be fetched ({detail}); give one that begins with "
        "http:// or https://",
        "无法抓取这个网址（{detail}）；请使用以 http:// 或 https:// 开头的网址",
    ),
    "forbidden_address": Wording(
        "{detail}, an address inside a private network or kept for special uses, from which "
        "nothing is fetched; save the page in a browser and add the file",
        "{detail}，属于内部网络或保留地址，不予抓取；请用浏览器保存网页后添加文件",
    ),
    "too_large": Wording(
        "the document holds more than {detail}, or would unpack to more; save the report alone, "
        "without pictures",
        "文件大于 {detail}，或解压后会超过；请只保存报告正文，不含图片",
    ),
    "timed_out": Wording(
        "the server did not send the document within {detail} seconds; try again later, or save "
        "the page in a browser and add the file",
        "服务器未能在 {detail} 秒内传完文件；请稍后再试，或用浏览器保存网页后添加文件",
    ),
    "too_many_redirects": Wording(
        "the address leads on to another more than {detail} times; open it in a browser and give "
        "the address where it ends",
        "网址跳转超过 {detail} 次；请在浏览器中打开，并使用最终的网址",
    ),
    "http_status": Wording(
        "the server answers with status {detail}, not with a document; check the address, or save "
        "the page in a browser and add the file",
        "服务器返回状态 {detail}，没有给出文件；请检查网址，或用浏览器保存网页后添加文件",
    ),
    "no_network": Wording(
        "{detail} cannot be reached; check the address and the network (a proxy is not used), or "
        "save the page in a browser and add the file",
        "无法连接 {detail}；请检查网址和网络（不使用代理），或用浏览器保存网页后添加文件",
    ),
    "bad_certificate": Wording(
        "{detail} cannot prove that it is this server (its certificate is not valid); save the "
        "page in a browser and add the file",
        "{detail} 的证书无效，无法确认服务器身份；请用浏览器保存网页后添加文件",
    ),
    "broken_off": Wording(
        "the download ended before the document was whole ({detail}); try again",
        "下载中断，文件不完整（{detail}）；请重试",
    ),
    "not_saved": Wording(
        "the document cannot be saved ({detail}); check the folder's permissions and the space "
        "left",
        "无法保存文件（{detail}）；请检查文件夹权限和剩余空间",
    ),
    "server_busy": Wording(
        "the server asks to wait ({detail}); give the command again later, it goes on where it "
        "stopped",
        "服务器要求等待（{detail}）；请稍后重新运行命令，会从中断处继续",
    ),
    "no_such_page": Wording(
        "Wikisource has no page with this title; mend its line in "
        "corpus/reference/national_reports.csv, or add the report from a file",
        "维基文库没有这个标题的页面；请改正 corpus/reference/national_reports.csv 中的该行，"
        "或从文件添加报告",
    ),
    "bad_answer": Wording(
        "the server's answer is not the report ({detail}); look at the page in a browser, or add "
        "the report from a file",
        "服务器返回的内容不是报告（{detail}）；请在浏览器中查看该页面，或从文件添加报告",
    ),
    "encrypted": Wording(
        "the file is protected by a password; open it, save it without one, and add that",
        "文件有密码保护；请打开后另存为无密码的文件再添加",
    ),
    "no_text_layer": Wording(
        "the pages are pictures without text ({detail}); run text recognition (OCR) and add its "
        "result",
        "页面是图片，没有文字层（{detail}）；请先做文字识别（OCR），再添加识别结果",
    ),
    "garbled_text": Wording(
        "the letters have shapes but no meaning ({detail}); run text recognition (OCR) or find "
        "another copy",
        "字符只有字形，无法还原为文字（{detail}）；请做文字识别（OCR）或另找版本",
    ),
    "too_slow": Wording(
        "reading took more than {detail} seconds and was stopped; save the report as docx or txt",
        "读取超过 {detail} 秒，已停止；请另存为 docx 或 txt",
    ),
    "reader_failed": Wording(
        "the file needs too much memory or breaks its reader ({detail}); save the report as docx "
        "or txt",
        "文件占用内存过多或使读取程序出错（{detail}）；请另存为 docx 或 txt",
    ),
    "no_doc_reader": Wording(
        "nothing here reads this format: install LibreOffice (or antiword, for .doc), or save as "
        "docx",
        "无法读取此格式：请安装 LibreOffice（.doc 也可用 antiword），或另存为 docx",
    ),
    "archive_too_large": Wording(
        "the archive unpacks to more than {detail}; unpack it yourself and add the folder",
        "压缩包解压后超过 {detail}；请自行解压后添加文件夹",
    ),
    "zip_bomb": Wording(
        "files in the archive share the same bytes, as in an attack; get it again from a source "
        "you trust",
        "压缩包内文件数据重叠，疑似攻击；请从可信来源重新获取",
    ),
    "unsafe_path": Wording(
        "this name must not become a file ({detail}); rename it and pack again",
        "文件名不安全（{detail}）；请改名后重新打包",
    ),
    "not_a_file": Wording(
        "this is a {detail}, not a document; pack the document itself",
        "这不是文件而是 {detail}；请打包文件本身",
    ),
    "same_name": Wording(
        "a file before it has the same name on some systems; the first was kept: rename one of "
        "them",
        "与前面的文件在某些系统上同名，已保留第一个；请改名",
    ),
    "nested_archive": Wording(
        "this is an archive within an archive; unpack it and add its files",
        "压缩包内还有压缩包；请解压后添加其中的文件",
    ),
    "unknown_column": Wording(
        "there is no such column ({detail}); check its name",
        "列名有误（{detail}）；请检查",
    ),
    "several_sheets": Wording(
        "several sheets have this column ({detail}); save the one that is meant as csv",
        "多个工作表含有该列（{detail}）；请把需要的一个另存为 csv",
    ),
    "cut_by_cell": Wording(
        "the spreadsheet cut this text off at the size of a cell; export the table as csv from "
        "where it was made",
        "单元格容量有限，该行正文已被截断；请从原始数据导出 csv",
    ),
    "bad_row": Wording(
        "this row cannot be used ({detail}); mend it or take it out",
        "该行无法使用（{detail}）；请改正或删除",
    ),
    "unknown_place": Wording(
        "no region has this code or name ({detail}) in GB/T 2260 that year; write its six digits",
        "GB/T 2260 当年没有此地区（{detail}）；请填写六位代码",
    ),
}


class Refusal(Exception):  # noqa: N818 - the word that the user reads
    """A request or a document that was refused.

    Attributes:
        code: a key of ``WORDINGS``; stable, for scripts.
        place: the file, report or notebook that is meant.
        detail: what fills ``{detail}`` in the wording.
    """

    def __init__(self, code: str, place: str, detail: str = "") -> None:
        super().__init__(code, place, detail)
        self.code = code
        self.place = _printable(place)
        self.detail = _printable(detail)

    def message(self, lang: Lang = "en") -> str:
        """One line: the place, the problem, and what to do.

        Args:
            lang: ``"en"`` or ``"zh"``.
        """
        wording = WORDINGS[self.code]
        sentence = wording.chinese if lang == "zh" else wording.english
        return f"{self.place}: {sentence.format(detail=self.detail)}"

    def record(self) -> dict[str, str]:
        """For scripts: code, place, and the message in both languages."""
        chinese = self.message("zh")
        return {"code": self.code, "place": self.place, "message": str(self), "message_zh": chinese}

    def __str__(self) -> str:
        return self.message()


def _printable(words: str) -> str:
    """Words with the bytes of a name that is no text written out."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass(frozen=True)
class Notice:
    """Something that the user should know about a document that was accepted.

    Attributes:
        code: a short stable name.
        message: one sentence.
        start: where it begins in the document's text, or None for the whole document.
        end: where it ends, or None.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None
