"""The messages of the suite in Chinese, for readers of a Chinese terminal.

Messages are made in English, and stored so; refusals have their own wording in both languages in
``corpus.refusal_wordings``, and what fills it in is translated here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from corpus.language import terminal_language

# Each message as made, with {} where it names something, and in Chinese; {0} is the first of these.
# What is named is translated where it is a message itself; {!s} keeps it as it is, such as names
# of columns that a reader has to write.
CHINESE: Final = {
    # refusals: what is wrong with a document
    "it is {}: 「{}」": "{}：「{}」",
    "a resolution on a report": "关于报告的决议",
    "an explanation of a report": "报告解读",
    "a press conference": "新闻发布会",
    "an opinion on a report": "审议意见",
    "a court report": "法院工作报告",
    "a procuratorate report": "检察院工作报告",
    "a standing committee report": "人大常委会工作报告",
    "a plan report": "计划报告",
    "a budget report": "预算报告",
    "a notice on the tasks of a report": "报告任务分工的通知",
    "an audit report": "审计报告",
    "a speech at a meeting": "会议讲话",
    "a report of an association": "群团组织的报告",
    "a report of a department": "部门的报告",
    "delivered for another institution: 「{}」": "代表其他机构所作：「{}」",
    "it explains a report: 「{}」": "报告说明：「{}」",
    "only {} Chinese characters": "仅 {} 个汉字",
    "it is news about a report: 「{}」": "关于报告的新闻：「{}」",
    "it is news about a report": "关于报告的新闻",
    "no line presents the work of a government": "没有报告政府工作的语句",
    "no extension": "无扩展名",
    "not a regular file": "不是普通文件",
    "the link leads nowhere": "链接失效",
    "jobs: {}": "进程数：{}",
    "it is no manifest": "不是清单文件",
    "missing": "缺失",
    "{} bytes instead of {}": "{} 字节，应为 {} 字节",
    "other bytes": "内容有变",
    "it contains no Word text": "其中没有 Word 正文",
    "it is {}": "实际为 {}",
    "elements nested over {} deep": "元素嵌套超过 {} 层",
    "no text/html part": "没有 text/html 部分",
    "too many parts": "部分过多",
    "antiword returned no text": "antiword 未返回文字",
    "LibreOffice returned no text": "LibreOffice 未返回文字",
    "LibreOffice: {}": "LibreOffice：{}",
    "{} pages, {} characters": "{} 页，{} 个字符",
    "{} of {} characters": "{1} 个字符中的 {0} 个",
    "status {}": "状态码 {}",
    "{} characters": "{} 个字符",
    # refusals: archives and downloads
    "absolute path": "绝对路径",
    "contains a backslash": "含反斜杠",
    "contains ..": "含 ..",
    "contains a character not allowed in file names": "含文件名不允许的字符",
    "not allowed on Windows": "Windows 不允许",
    "empty": "为空",
    "too long": "过长",
    "link": "链接",
    "device": "设备",
    "a link points outside the folder": "链接指向文件夹之外",
    "the archive ends too early": "压缩包不完整",
    "the entry has no data": "条目没有数据",
    "an archive header is too long": "压缩包文件头过长",
    "{} files": "{} 个文件",
    "contains control characters": "含控制字符",
    "contains a user name or password": "含用户名或密码",
    "malformed host or port": "主机或端口格式有误",
    "compressed as {}, which was not requested": "以 {} 压缩，而未请求压缩",
    "fewer bytes than announced": "字节数少于声明",
    "{} is the address {}": "{} 的地址为 {}",
    "unexpected JSON": "JSON 内容不符",
    "not JSON": "不是 JSON",
    "not JSON: {}": "不是 JSON：{}",
    "not a JSON object": "不是 JSON 对象",
    # refusals: tables and corrections
    "{}, row {}": "{}，第 {} 行",
    "{}, line {}": "{}，第 {} 行",
    "{} rows": "{} 行",
    "{} pixels": "{} 像素",
    "{} tags": "{} 个标签",
    "{}; the text states {}": "所填为 {}；正文所述为 {}",
    "{} contains no text": "列 {!s} 无文字",
    "the ID {} occurs twice": "编号 {} 重复",
    "{} is empty": "列 {!s} 为空",
    "the year {} is not four digits": "年份 {} 不是四位数字",
    "{} occurs more than once; columns: {}": "{!s} 出现多次；各列为：{!s}",
    "{} not found; columns: {}": "未找到 {!s}；各列为：{!s}",
    "none": "无",
    "{} cells, but {} in the header": "有 {} 个单元格，表头有 {} 个",
    "its columns may be {}": "可用的列为 {!s}",
    "too many fields": "字段过多",
    "{} occurs twice": "{} 重复",
    "{} is not a report year (1949 to 2100)": "{} 不是报告年度（1949 至 2100）",
    "{} is not a region code of GB/T 2260": "{} 不是 GB/T 2260 地区代码",
    "{} {} is not a date such as 2018-01-05": "{} 的值 {} 不是日期（如 2018-01-05）",
    "{} needs two or more characters and no spaces around it": "{} 须有两个以上字符，前后无空格",
    "{} never matches, as it contains a space or 。！？": "{} 含空格或 。！？，不会有匹配",
    "{} is listed twice": "{} 重复列出",
    "{} is listed twice{}": "{} 重复列出{}",
    ", with two areas": "，且政策领域不同",
    "there is no policy area {}": "没有政策领域 {}",
    "{} needs words separated by | or by +": "{} 须为以 | 或 + 分隔的词",
    "there is no column {}": "没有列 {!s}",
    "it has more or fewer fields than the header": "字段数与表头不符",
    "it has no workers": "没有工作节点",
    "nested too deeply": "嵌套过深",
    "half a character: a lone surrogate": "含不成对的代理码位，不是完整的字符",
    "not an address such as tcp://10.0.0.1:8786": "不是形如 tcp://10.0.0.1:8786 的地址",
    "sentence is missing": "缺少 sentence",
    "it has no {}": "缺少 {!s}",
    "{} is missing": "缺少 {!s}",
    "not in the form that gwr run writes": "格式与 gwr run 所写不符",
    "rows or the column choice have been removed": "行或 choice 列已被删除",
    "policy area {} does not exist": "没有政策领域 {}",
    "no message": "无错误信息",
    # what libraries say of files
    "File is not a zip file": "不是 zip 文件",
    "BadZipFile": "不是完整的 zip 文件",
    "truncated header": "文件头不完整",
    "Failed to load document (PDFium: {}).": "无法载入 PDF：{}",
    "Data format error": "数据格式有误",
    "File access error": "文件无法访问",
    "Incorrect password error": "需要密码",
    "{} protocol": "{} 协议",
    "{}: line {} column {} (char {})": "第 {1} 行第 {2} 列（第 {3} 个字符）{0}",
    "Expecting value": "应为取值",
    "Extra data": "有多余内容",
    "Expecting property name enclosed in double quotes": "应为双引号中的属性名",
    "Unterminated string starting at": "起的字符串没有结束",
    "Invalid control character at": "有无效的控制字符",
    "Invalid \\escape": "有无效的转义",
    "Expecting ',' delimiter": "应为逗号",
    "Expecting ':' delimiter": "应为冒号",
    "it ran for over {} seconds": "运行超过 {} 秒",
    "Kernel died": "内核已退出",
    # what operating systems say
    "Permission denied": "没有权限",
    "No space left on device": "磁盘空间不足",
    "Is a directory": "是文件夹",
    "Not a directory": "不是文件夹",
    "File exists": "文件已存在",
    "File name too long": "文件名过长",
    "Read-only file system": "文件系统只读",
    "Input/output error": "读写错误",
    "Too many open files": "打开的文件过多",
    "Disk quota exceeded": "超出磁盘配额",
    "Cannot allocate memory": "内存不足",
    "No such file or directory": "没有该文件或文件夹",
    "Operation not permitted": "不允许此操作",
    # one writer at a time
    "waiting for {}": "正在等待：{}",
    "another command": "另一命令",
    "{}, process {} on {}, since {}": "{0}（{2} 上的进程 {1}，始于 {3}）",
    "{} sentences have a code": "{} 句已编码",
    "reports.csv has a row for {} from before; it is used": (
        "reports.csv 中已有 {} 的一行，予以采用"
    ),
    # warnings about reading
    "control characters that no text has: {}": "文本中不应有的控制字符：{} 个",
    "the text was read in another encoding and saved so; it is read as it was before": (
        "正文曾按其他编码读取后保存，现按原编码读取"
    ),
    "characters that could not be decoded and appear as U+FFFD: {}": (
        "无法解码、显示为 U+FFFD 的字符：{} 个"
    ),
    "the text fills its cell to the limit and may be truncated": "正文占满单元格，可能已被截断",
    "the extension is {}, but the content is {}": "扩展名为 {}，内容为 {}",
    "lines in UTF-8 ({}) and in GB18030 ({})": "有的行为 UTF-8（{} 行），有的行为 GB18030（{} 行）",
    "the text breaks off, and the column {} seems to continue it; join them": (
        "正文未完，下文似在“{}”列；请合并两列"
    ),
    "the page declares {}, its bytes are {}": "网页声明编码为 {}，实际为 {}",
    "scanned pages without text, not read: page {}": "未读取无文字的扫描页：第 {} 页",
    "print that was not recognised on page {}; check these pages": (
        "第 {} 页有未能识别的印刷内容；请核对这些页面"
    ),
    "{} scanned pages were recognised (mean confidence {}); check numbers against the pages": (
        "识别了 {} 个扫描页（平均置信度 {}）；请对照原页核对数字"
    ),
    "page {}: a line was recognised with confidence {} (「{}」); check it": (
        "第 {} 页：有一行的识别置信度为 {}（「{}」）；请核对"
    ),
    "「{}」 was recognised where 「{}」 is likelier; check it against the page": (
        "识别为“{}”处更可能是“{}”；请对照原页核对"
    ),
    "page numbers and heads of pages within the text, which are not counted: {}": (
        "夹在正文中的页码和页眉，不计入：{} 行"
    ),
    "rows {} to {} of the table are the paragraphs of one report, and were joined": (
        "表中第 {} 至 {} 行是同一份报告的各段，已合为一份"
    ),
    "the lines have {} columns of print side by side, so that sentences and parts are mixed; use a "
    "copy that has one column after the other": (
        "各行并排 {} 栏文字，句子和部分因而混杂；请换用逐栏排列的版本"
    ),
    "line breaks within a sentence, at which lines were joined: {}": "句中断行，已接合：{} 处",
    "the document is in Traditional script; terms are given in Simplified": (
        "文件为繁体；词语以简体列出"
    ),
    "markup or escapes in the text, read as what they mean: {}": (
        "正文中写出的标记或转义符，按其含义读取：{} 处"
    ),
    "spaces or slashes between all characters, which were ignored": "字间均有空格或斜线，已忽略",
    "spaces or slashes between all words, which were ignored": "词间均有空格或斜线，已忽略",
    # warnings about metadata
    "reports.csv has {}; the text states {}": "reports.csv 为 {}；正文所述为 {}",
    "the year {}": "{} 年",
    "{} (no code)": "{}（无代码）",
    "{} set to {} by reports.csv (detected: {})": "{} 按 reports.csv 设为 {}（识别值：{}）",
    "the code {} is not in GB/T 2260 for {}; {} had {} then, which is used": (
        "{1} 年的 GB/T 2260 没有代码 {0}；{2} 当时的代码为 {3}，按此使用"
    ),
    "the region is not stated in the text; {}": "正文未写明地区；{}",
    "the report year is not stated in the text; {}": "正文未写明报告年度；{}",
    "{} is from the file name": "{} 取自文件名",
    "{} is the place that it mentions most": "{} 为正文提及最多的地区",
    "{} is the place of the site that it is from": "{} 为所在网站的地区",
    "report year not found; enter report_year in reports.csv": (
        "未识别报告年度；请在 reports.csv 中填写 report_year"
    ),
    "region not found; enter region_code in reports.csv": (
        "未识别地区；请在 reports.csv 中填写 region_code"
    ),
    "{} has no code in GB/T 2260 and is known by its name": "{} 在 GB/T 2260 中无代码，以名称标识",
    # warnings about parts
    "repeated paragraphs ({}); each text is counted once": "重复段落（{} 个）；每段只计一次",
    "Chinese characters in full sentences that are not counted: {} before the body, {} within it, "
    "{} after it (such as 「{}」); check where the report begins and ends": (
        "未计入的完整句子汉字数：正文之前 {}，之中 {}，之后 {}（如「{}」）；请核对报告的起止"
    ),
    "the page links to further pages, and the text does not end here; add these too": (
        "网页有后续分页，正文未完；请一并添加"
    ),
    "abridged text, as stated (「{}」); find the full report": (
        "文件注明为摘要版（「{}」）；请查找全文"
    ),
    "truncated text: it ends within a sentence (「{}」); find the complete text": (
        "文本不完整：结尾不成句（「{}」）；请查找全文"
    ),
    "the text has no closing (「{}」) and may be truncated; check its end": (
        "正文没有结束语（「{}」），可能不完整；请核对结尾"
    ),
    "revised text, as stated (「{}」), not the text as delivered": (
        "文件注明为修订稿（「{}」），不是宣读稿"
    ),
    "chapter {} is missing before {}; find its text": "{1} 之前缺少第 {0} 章；请查找其正文",
    "review and plan are uncertain ({}); check them with gwr show": (
        "回顾部分与部署部分难以确定（{}）；请用 gwr show 核对"
    ),
    "「{}」 is worded as plan but names a past year": "「{}」用语为部署，但写的是过去的年份",
    "no chapters, so that the opening words of paragraphs decide": "没有分章，依段首用语判断",
    "no {} found": "未找到{}",
    "no chapter is headed as {}": "没有标题为{}的章",
    "review": "回顾部分",
    "plan": "部署部分",
    # warnings about numbers
    "{} ({}); check them against the original": "{}（{}）；请对照原文核对",
    "{} in all, the first 「{}」": "共 {} 处，第一处为「{}」",
    "numbers contain a letter in place of a digit and were read as digits": (
        "数字中有字母代替数字，已按数字读取"
    ),
    "numbers contain spaces and were each read as one number": "数字中有空格，已各作为一个数读取",
    "numbers lost a character and have no value": "数字缺字，无法取值",
    "percentages exceed the possible maximum": "百分比超过可能的最大值",
    # findings of gwr doctor
    "in reports.csv, but not among the documents": "reports.csv 中有，文件中没有",
    "report year not found": "未识别报告年度",
    "region not found": "未识别地区",
    "{}, confidence {}": "{}，置信度 {}",
    "{} {} is also in {}": "{} {} 年的报告另见 {}",
    "{} of its longer paragraphs also occur in {}": "其较长段落的 {} 也见于 {}",
    "revised after delivery, unlike others of the same place ({})": (
        "为修订稿，同一地区的其他报告（{} 篇）不是"
    ),
    "{} of the text was identified as {}": "正文的 {} 识别为{}",
    "{} words, {} times the median of neighbouring reports": "{} 词，为邻近报告中位数的 {} 倍",
    "correct or replace the file, or remove it from the folder": "请改正或更换文件，或移出文件夹",
    "correct its report_id, or delete the row from reports.csv": (
        "请改正 report_id，或从 reports.csv 中删除该行"
    ),
    "look for these reports, or report the gap in the paper": "请查找这些报告，或在论文中说明缺失",
    "enter report_year in reports.csv": "请在 reports.csv 中填写 report_year",
    "enter region_code in reports.csv": "请在 reports.csv 中填写 region_code",
    "keep one of them; otherwise this year is counted twice": "请只保留一篇，否则该年重复计算",
    "keep the delivered or the revised text, and the same for every year": (
        "请只保留宣读稿或修订稿，各年一致"
    ),
    "use the delivered or the revised text of every year, not a mixture": (
        "各年请统一使用宣读稿或修订稿，不要混用"
    ),
    "keep one of them, and note which version it is": "请只保留一篇，并注明版本",
    "add the other pages, joined into one file": "请将其余分页合并为一个文件后添加",
    "obtain the complete text": "请获取全文",
    "check the end of the file; the text may be truncated": "请核对文件结尾；文本可能不完整",
    "check with gwr show whether its text is missing, or only its heading": (
        "请用 gwr show 核对所缺为正文还是仅为标题"
    ),
    "obtain the full text; shares and lengths of an abridged one are not comparable": (
        "请获取全文；摘要版的占比和篇幅不可比"
    ),
    "compare the passage with the report; leave in the file only what is of it": (
        "请对照报告核对该段落；文件中只保留属于报告的文字"
    ),
    "check the headings with gwr show; comparisons of reviews omit this report": (
        "请用 gwr show 核对标题；比较回顾部分时不含此报告"
    ),
    "check the headings with gwr show; comparisons of plans omit this report": (
        "请用 gwr show 核对标题；比较部署部分时不含此报告"
    ),
    "check the headings with gwr show before comparing reviews or plans": (
        "比较回顾部分或部署部分之前，请用 gwr show 核对标题"
    ),
    "check the place; if it is wrong, enter region_code in reports.csv": (
        "请核对地区；如有误，请在 reports.csv 中填写 region_code"
    ),
    "check the year; if it is wrong, enter report_year in reports.csv": (
        "请核对年度；如有误，请在 reports.csv 中填写 report_year"
    ),
    "check which place it is, and correct reports.csv or the name": (
        "请核对是哪个地区，并更正 reports.csv 或文件名"
    ),
    "the file is named after {}, the text is of {}": "文件名为 {}，正文为 {} 的报告",
    "check which is right; what reports.csv or the table says is used": (
        "请核对何者正确；现以 reports.csv 或表格为准"
    ),
    "no action needed: the code of the report's year is used": "无需处理：使用报告年度的代码",
    "no action needed: the area is compared by its name": "无需处理：按名称比较",
    "read some paragraphs beside the pages; numbers above all": (
        "请对照原页抽读若干段落，尤其是数字"
    ),
    "compare the line with the page; correct it in a text file if it is wrong": (
        "请对照原页核对该行；如有误，请在文本文件中改正"
    ),
    "compare these pages with what gwr show gives": "请对照 gwr show 的结果核对这些页面",
    "compare it with neighbouring reports; it may be abridged or incomplete": (
        "请与邻近报告比较；可能为摘要版或不完整"
    ),
    "check for repeated text, or for an appended glossary that is counted": (
        "请检查有无重复文字，或计入的附录名词解释"
    ),
    "no action needed: they are counted once; a better copy may exist": (
        "无需处理：只计一次；或有更好的版本"
    ),
    "no action needed: they are not counted; check some paragraphs with gwr show": (
        "无需处理：均未计入；请用 gwr show 抽查几段"
    ),
    "compare the word with the page; correct it in a text file if it is wrong": (
        "请对照原页核对该词；有误时请在文本文件中改正"
    ),
    "obtain a copy with one column after the other: words at line ends are lost": (
        "请换用逐栏排列的版本：行末断开的词未能计入"
    ),
    "no action needed: each line is read as what it is; check some of them": (
        "无需处理：各行按其编码读取；请抽查几行"
    ),
    "no action needed: lines are joined; check some paragraphs with gwr show": (
        "无需处理：断行已接合；请用 gwr show 抽查若干段落"
    ),
    "no action needed: terms are given in Simplified; say so in the paper": (
        "无需处理：词语以简体列出；请在论文中说明"
    ),
    "check the text with gwr show; if it is wrong, save it as UTF-8": (
        "请用 gwr show 核对文字；如有误，请另存为 UTF-8"
    ),
    "check the places; they are not counted": "请核对这些位置；这些字符不计",
    "obtain the file again; what appears as U+FFFD is not counted": (
        "请重新获取文件；显示为 U+FFFD 的字符不计"
    ),
    "no action needed: the bytes decide; check the text if it looks wrong": (
        "无需处理：以实际编码为准；如有异常请核对文字"
    ),
    "read the warning and check the text": "请阅读提示并核对文字",
    # the commands
    "{}: added": "{}：已收录",
    "{}: a file of the data store was damaged; its reports were read again": (
        "{}：数据表文件已损坏，所涉报告已重新读取"
    ),
    "{}: removed": "{}：已移除",
    "Reports: {}.": "报告：{}。",
    "{} read": "读取 {} 篇",
    "{} up to date": "{} 篇无变化",
    "{} recounted with the new lexicon": "{} 篇按新词典重新计数",
    "{} removed": "移除 {} 篇",
    "{} not added": "{} 篇未收录",
    "Reports: {} downloaded, {} already in the corpus{}.": (
        "报告：下载 {} 篇，语料库已有 {} 篇{}。"
    ),
    "; no report listed for {}": "；{} 年没有报告",
    "Reports: {} not attempted; run the command again.": "报告：{} 篇尚未下载；请重新运行命令。",
    "column {} is given for more than one thing; it is used for each": (
        "列 {} 被指定了多种用途；每种用途均使用该列"
    ),
    "No problems found.": "未发现问题。",
    "stopped; what was done is kept": "已中止；已完成的部分保留",
    "{}: {} sentences": "{}：{} 句",
    "{}: {} sentences instead of {}: every policy area has the same number, one at least, or all "
    "it has": "{}：{} 句，而非 {} 句：各政策领域句数相同，至少一句；句子不足的领域全部抽取",
    "{} is given twice; name two reports": "{} 给出了两次；请指明两份不同的报告",
    "{}: the machine's codes; not for coders, and needed by gwr agreement": (
        "{}：机器编码；不可交给编码者，gwr agreement 需要此文件"
    ),
    "{}: {} quantities": "{}：{} 个数值",
    "{}: {} targets": "{}：{} 个目标值",
    "{} of {} mentions of the list are lost to longer policy terms": (
        "词表的 {1} 次提及中，{0} 次归于更长的政策词"
    ),
    "“{}” does not occur in the corpus": "语料库中没有“{}”",
    "Open {}": "请打开 {}",
    "Changed in notebooks/: {}.": "notebooks/ 中有变化：{}。",
    "nothing": "无",
    "The notebooks are those in {}.": "所用笔记本位于 {}。",
    "These reports have no notebooks of their own: those opened are the suite's, in {}, and what "
    "is saved in them stays there. For notebooks beside your reports, make a folder with "
    "gwr new FOLDER.": (
        "这些报告没有自带笔记本：打开的是套件自带的笔记本，位于 {}，保存的修改也留在该处。"
        "如需与报告放在一起的笔记本，请用 gwr new FOLDER 新建文件夹。"
    ),
    "Notebooks whose text is in English: {}; only their results will be in Chinese. For notebooks "
    "in Chinese, make another folder with gwr new FOLDER --lang=zh.": (
        "{} 个笔记本的文字为英文，仅其结果为中文。如需中文笔记本，"
        "请用 gwr new FOLDER --lang=zh 另建文件夹。"
    ),
    "Notebooks whose text is in Chinese: {}; only their results will be in English. For notebooks "
    "in English, make another folder with gwr new FOLDER --lang=en.": (
        "{} 个笔记本的文字为中文，仅其结果为英文。如需英文笔记本，"
        "请用 gwr new FOLDER --lang=en 另建文件夹。"
    ),
    "In focus: {}; choose another report with --report, another place with --region.": (
        "重点报告：{}；可用 --report 另选报告，用 --region 另选地区。"
    ),
    "Policy areas: sentences are coded before the notebooks run (reports: {}).": (
        "政策领域：运行笔记本之前先对句子编码（报告 {} 篇）。"
    ),
    "None of these notebooks uses {}.": "这些笔记本均不使用 {}。",
    "{}: {} notebooks; put reports into {}, or add them with gwr add FILE --corpus {}, then run "
    "gwr run --corpus {} or gwr lab --corpus {}": (
        "{}：{} 个笔记本；请将报告放入 {}，或用 gwr add 文件 --corpus {} 添加，然后运行 "
        "gwr run --corpus {} 或 gwr lab --corpus {}"
    ),
    "{}, cell {}": "{}，单元格 {}",
    "cell {}": "单元格 {}",
    "cells {}": "单元格 {}",
    "topics": "主题",
    "themes": "共词主题",
    "of {} text units, {} have {} or more counted words, and {} are required": (
        "{0} 个文本单元中，计数词不少于 {2} 个的有 {1} 个，至少须有 {3} 个"
    ),
    "{} reports, {} required": "有 {} 份报告，至少须有 {} 份",
    "1 report, {} required": "只有 1 份报告，至少须有 {} 份",
    "fewer than 2 terms occur in {} units": "出现于 {} 个文本单元的词不足 2 个",
    "no theme has {} terms": "没有含 {} 个词的主题",
    "{}: every result matches its run": "{}：结果均与运行记录一致",
    "{} results quote the documents and are left out": "{} 项结果引用了原文，未收入",
    "{} results are in it, but need the documents to be made again": (
        "{} 项结果已收入，但须有原始文档才能重新生成"
    ),
    "Running the notebooks on the tables, to see what they remake without the documents.": (
        "正在仅用数据表运行笔记本，以确定无原始文档时能重新生成哪些结果。"
    ),
    "{}: no notebook made it; it is left out": "{}：并非笔记本所生成，未收入",
    "{}: {} files": "{}：{} 个文件",
    "reports": "报告",
    "reading": "读取",
    "report": "篇",
    "notebooks": "笔记本",
    "{}: up to date": "{}：无变化",
    "{}: runs": "{}：运行中",
    "{}: done": "{}：完成",
    "{}: failed": "{}：失败",
    "{}: cannot answer ({})": "{}：无法回答（{}）",
    "recognising": "识别",
    "page": "页",
    "coding": "编码",
    "comparing": "比较",
    "part": "批",
    "machine": "机器",
    "reader {}": "编码者 {}",
    "all readers": "全部编码者",
    # wrong usage, as Typer words it
    "No such command {}.": "没有命令 {}。",
    "No such command {}. Did you mean {}?": "没有命令 {}；是否指 {}？",
    "No such option: {}": "没有选项 {}",
    "No such option: {} Did you mean {}?": "没有选项 {}；是否指 {}？",
    "No such option: {} (Possible options: {})": "没有选项 {}（可用的选项：{}）",
    "Missing command.": "缺少命令。",
    "Missing argument {}.": "缺少参数 {}。",
    "Missing option {}.": "缺少选项 {}。",
    "Invalid value: {}": "取值有误：{}",
    "Invalid value for {}: {}": "{} 的取值有误：{}",
    "Got unexpected extra argument(s) ({})": "多出的参数（{}）",
    "Got unexpected extra argument ({})": "多出的参数（{}）",
    "Got unexpected extra arguments ({})": "多出的参数（{}）",
    "Option {} requires an argument.": "选项 {} 需要取值。",
    "Option {} does not take a value.": "选项 {} 不带取值。",
    "{} is not a valid int.": "{} 不是整数。",
    "{} is not a valid integer.": "{} 不是整数。",
    "{} is not in the range {}.": "{} 不在范围 {} 内。",
    "Input should be a valid integer, unable to parse string as an integer": "须为整数",
    "Input should be greater than or equal to {}": "须大于或等于 {}",
    # wrong usage
    "language not supported ({}); choose en or zh": "不支持该语言（{}）；请选择 en 或 zh",
    "not a year or a range of years ({}); write 2025 or 1978-2025": (
        "不是年份或年份范围（{}）；请写作 2025 或 1978-2025"
    ),
    "not a segmentation engine ({}); choose fast or jieba": (
        "没有此分词引擎（{}）；请选择 fast 或 jieba"
    ),
    "{} is not a policy area; give codes or names of these: {}": (
        "{} 不是政策领域；请填写以下领域的代码或名称：{!s}"
    ),
    "{} is not a {}; choose from {}": "{!s} 不是 {!s}；请从以下选择：{!s}",
    "{} is not a unit; choose from {}": "{!s} 不是可用的分组单位；请从以下选择：{!s}",
    "{} is not a match; choose from {}": "{!s} 不是可用的匹配方式；请从以下选择：{!s}",
    "{} is not a denominator; choose from {}": "{!s} 不是可用的分母；请从以下选择：{!s}",
    "by is empty; choose at least one of region, year, orientation, report": (
        "by 为空；请从 region、year、orientation、report 中至少选择一项"
    ),
    "areas and terms are both given; a panel has rows for one or the other": (
        "同时给出了 areas 和 terms；面板只能二者取一"
    ),
    "policy area {} does not exist; see policy_areas.csv": "没有政策领域 {}；见 policy_areas.csv",
    "terms is empty; give at least one term": "terms 为空；请至少给出一词",
    "{} names the row of the whole list; leave it out of terms": (
        "{} 是整个词表一行的名称；请从 terms 中去掉"
    ),
    "{}s have no policy area; count mentions, or give terms": (
        "{} 没有政策领域；请计提及次数，或给出词表"
    ),
    "sentences are coded by policy area; count mentions of terms, or no terms": (
        "句子按政策领域编码；请计词的提及次数，或不给词表"
    ),
    "{} is for a list; give terms, or count mentions": ("{} 用于词表；请给出词表，或改为统计提及"),
    "sheets is empty; give at least one coding sheet": "未给出编码表；请至少给出一个",
    "sheet {}: no sentence is coded; fill in the column code": (
        "第 {} 个编码表：没有已编码的句子；请填写 code 列"
    ),
    "sentences is {}; it must be 1 or more": "sentences 为 {}；须为 1 以上",
    # indices of lists and intensities
    "a measure is by region and year; leave out the other options of panel": (
        "指标按地区和年份给出；请去掉 panel 的其他选项"
    ),
    "an index is of one list; leave out areas and terms": (
        "指数只针对一个词表；请去掉 areas 和 terms"
    ),
    "a published list has no weights; give a file with a column weight": (
        "已发表词表没有权重；请给出含 weight 列的文件"
    ),
    "the list has no columns term and weight; expert weights need both": (
        "词表没有 term 和 weight 列；专家权重两列都需要"
    ),
    "{} has no weight of 0 or more; give every term one": "{} 没有不小于 0 的权重；请给每个词一个",
    "{} is not a weighting; choose one, idf or give weights": (
        "{} 不是权重方式；请选择 one 或 idf，或给出权重"
    ),
    "{} is not a published word list; choose from {}": "{!s} 不是已发表词表；请从以下选择：{!s}",
    "{} is {} in row {} of the sheet; scores are {} to {}": (
        "编码表第 {2} 行的 {0} 为 {1}；评分须在 {3} 至 {4} 之间"
    ),
    "the sheet has no column for {}; it needs {}": "编码表没有 {} 对应的列；需要 {}",
    "“{}” makes up half of the index or more in {} of {} rows": (
        "“{0}”在 {2} 行中的 {1} 行占指数一半或以上"
    ),
    # panels, word lists, promises, records of runs
    "{}: no report for {}; missing is not zero": "{}：缺少 {!s} 年的报告；缺失不是零",
    "{}: report year not found (its row has none); enter report_year in reports.csv": (
        "{}：未识别报告年度（该行为空）；请在 reports.csv 中填写 report_year"
    ),
    "{}: no plan found; it has no rows for the plan": "{}：未找到部署部分；没有部署部分的行",
    "{}: review and plan are uncertain ({}); check them with gwr show": (
        "{}：回顾部分与部署部分难以确定（{}）；请用 gwr show 核对"
    ),
    "{} {}: {} are counted together in one row; if they are versions of one report, keep one "
    "(gwr remove)": "{} {} 年：{} 合计为一行；如为同一报告的不同版本，请只保留一篇（gwr remove）",
    "{} {}: {} have separate rows; if they are versions of one report, keep one (gwr remove)": (
        "{} {} 年：{} 各为一行；如为同一报告的不同版本，请只保留一篇（gwr remove）"
    ),
    "line {} is empty; skipped": "第 {} 行为空，已跳过",
    "line {} repeats {} from line {}; it is counted once": (
        "第 {0} 行与第 {2} 行重复（{1}），只计一次"
    ),
    "line {}: {} is matched literally, not as a pattern": "第 {} 行：{} 按字面匹配，不作为模式",
    "exceeded: {}": "超额完成（exceeded）：{}",
    "met: {}": "完成（met）：{}",
    "within_range: {}": "在目标区间内（within_range）：{}",
    "missed: {}": "未完成（missed）：{}",
    "not_reported: {}": "未报告（not_reported）：{}",
    "not_comparable: {}": "不可比（not_comparable）：{}",
    "better than the bound by over half a unit of its last printed digit, or beyond the better end "
    "of a range": "优于界限，差值超过末位数字的半个单位，或优于目标区间的较好一端",
    "within half a unit of the last printed digit of the bound, 左右 or not "
    "(7.6% meets a target of 8%以上; 7.6% misses one of 8.0%)": (
        "与界限之差不超过末位数字的半个单位，无论是否有“左右”"
        "（目标8%以上，7.6%为完成；目标8.0%，7.6%为未完成）"
    ),
    "inside a range": "在目标区间内",
    "worse than that": "差于界限",
    "the next report gives no result for the year, or is not in the corpus (see reason)": (
        "下一年报告没有给出该年的结果，或语料库中没有该报告（见 reason 列）"
    ),
    "a result is given, but of another kind, unit or basis, or only as a bound that may be either "
    "side of the target": "给出了结果，但种类、单位或口径不同，或仅为界限，可能高于也可能低于目标",
    "{}: the result differs from that of the run": "{}：结果与运行时不同",
    "{}: the input differs from that of the run": "{}：输入与运行时不同",
    "{}: the result is missing": "{}：缺少该结果",
    "{}: the input is missing": "{}：缺少该输入",
    "{}: the result is not part of the run": "{}：该结果不属于此次运行",
    "{}: the input is not part of the run": "{}：该输入不属于此次运行",
    "program: the code or a list has changed since the run": "程序：运行之后代码或词表有变化",
    "Python: {} in the run, {} now": "Python：运行时为 {}，现为 {}",
    "{}: {} in the run, {} now": "{}：运行时为 {}，现为 {}",
    "not installed": "未安装",
    "inputs, program and packages are unchanged: the result files were edited": (
        "输入、程序和依赖库均无变化：结果文件被改动过"
    ),
}
_GAP = "{}"
# Signs between messages, and in Chinese.
_SIGNS: Final = {"; ": "；", ", ": "，", " and ": "，"}


def in_chinese(message: str) -> str:
    """A message of the suite in Chinese; unchanged where it is not one of its own.

    What a message names is translated too, where it is a message itself, or several.

    Args:
        message: in English.

    Example:
        >>> from corpus.translation import in_chinese
        >>> in_chinese("review and plan are uncertain (no plan found); check them with gwr show")
        '回顾部分与部署部分难以确定（未找到部署部分）；请用 gwr show 核对'
        >>> in_chinese("沙河口区")
        '沙河口区'
    """
    return _suite().whole(message)


def shown(message: str) -> str:
    """A message of the suite in the language of the terminal.

    Args:
        message: in English.
    """
    return in_chinese(message) if terminal_language() == "zh" else message


@dataclass(frozen=True)
class Translator:
    """Messages as patterns, each with its Chinese and what it names as it is; most words first."""

    patterns: tuple[tuple[re.Pattern[str], str, frozenset[int]], ...]

    def __call__(self, words: str) -> str:
        """A message, or several, translated; signs between them become Chinese too."""
        whole = self.whole(words)
        if whole != words:
            return whole
        for sign, chinese in _SIGNS.items():
            heads = [found.start() for found in re.finditer(sign, words)]
            for at in reversed(heads):
                one, others = words[:at], words[at + len(sign) :]
                first = self.whole(one) if at != heads[0] else self(one)
                rest = self(others)
                if first != one or (at == heads[0] and rest != others):
                    return first + chinese + rest
        return words

    def whole(self, message: str) -> str:
        """One message, translated; unchanged where there is no Chinese for it."""
        if message.isascii() is False and not re.search("[A-Za-z]{2}", message):
            return message
        for pattern, chinese, kept in self.patterns:
            if found := pattern.fullmatch(message):
                named = enumerate(found.groups())
                return chinese.format(
                    *(_as_listed(one) if at in kept else self(one) for at, one in named)
                )
        return message


def translator(chinese: Mapping[str, str], *, named: str = "(.*?)") -> Translator:
    """What translates the messages of a table.

    Args:
        chinese: each message as made, with {} where it names something, and its Chinese, with {!s}
            for what is kept as it is.
        named: the pattern of what a message names.

    Example:
        >>> from corpus.translation import translator
        >>> translator({"{} rows": "{}行", "no words": "没有词"})("3 rows; no words")
        '3行；没有词'
        >>> translator({"no {}": "没有{!s}", "words": "词"})("no words")
        '没有words'
    """
    by_words = sorted(chinese, key=lambda one: -len(one.replace(_GAP, "")))
    return Translator(
        tuple(
            (
                re.compile(named.join(map(re.escape, one.split(_GAP))), re.DOTALL),
                chinese[one],
                _kept(chinese[one]),
            )
            for one in by_words
        )
    )


def _as_listed(words: str) -> str:
    """What is kept as it is, without English names in brackets, with Chinese signs of lists."""
    chinese = re.sub(r"(?<=[\u4e00-\u9fff]) \([A-Z][^()]*\)", "", words)
    listed = chinese.replace(", ", "、").replace("; ", "；")
    return re.sub(r"(?<=\d)–(?=\d)", "—", listed)  # a range of years


def _kept(chinese: str) -> frozenset[int]:
    """Which of the things that a message names are kept as they are."""
    gaps = [(name, how) for _, name, _, how in Formatter().parse(chinese) if name is not None]
    return frozenset(int(name or at) for at, (name, how) in enumerate(gaps) if how == "s")


@cache
def _suite() -> Translator:
    return translator(CHINESE)
