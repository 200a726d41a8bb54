"""The wording of every refusal in both languages: the place, the problem and the remedy."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """A refusal in both languages; ``{detail}`` is replaced by the particulars."""

    english: str
    chinese: str


WORDINGS: dict[str, Wording] = {
    "not_found": Wording(
        "no such file or folder; check the path",
        "找不到该文件或文件夹；请检查路径",
    ),
    "unreadable": Wording(
        "the file cannot be opened ({detail}); check its permissions and that it is complete",
        "无法打开文件（{detail}）；请检查文件权限，并确认文件完整",
    ),
    "linked_folder": Wording(
        "a link to a folder, which is not followed; name that folder itself",
        "这是指向文件夹的链接，不会进入；请直接指定该文件夹",
    ),
    "empty": Wording(
        "the document contains no text; save the report again with its text",
        "文件中没有文字；请重新保存含正文的报告",
    ),
    "bad_name": Wording(
        "the file name is not UTF-8 (common in archives made on Chinese-language systems); rename "
        "the file",
        "文件名不是 UTF-8 编码（解压中文系统制作的压缩包时常见）；请重命名该文件",
    ),
    "unknown_format": Wording(
        "file format not supported ({detail}); save the report as txt, html, docx or pdf",
        "不支持该文件格式（{detail}）；请将报告另存为 txt、html、docx 或 pdf",
    ),
    "no_text_column": Wording(
        "the file is a table; name the column that holds the texts with --text-column",
        "该文件是表格；请用 --text-column 指定正文所在列",
    ),
    "no_document": Wording(
        "no readable document found; give files, folders, archives or web addresses",
        "未找到可读取的文件；请提供文件、文件夹、压缩包或网址",
    ),
    "not_text": Wording(
        "encoding not recognised; save as UTF-8",
        "无法识别文字编码；请另存为 UTF-8",
    ),
    "damaged": Wording(
        "the file is damaged or does not match its extension ({detail}); save it again",
        "文件已损坏，或内容与扩展名不符（{detail}）；请重新保存",
    ),
    "not_a_report": Wording(
        "not recognised as a government work report ({detail}); check that the file holds the "
        "full text",
        "未能识别为政府工作报告（{detail}）；请确认文件含报告全文",
    ),
    "duplicate": Wording(
        "already in the corpus as {detail}; to replace it, run gwr remove {detail} first",
        "语料库已有此报告（{detail}）；如需替换，请先运行 gwr remove {detail}",
    ),
    "same_id": Wording(
        "another file has the same name with a different extension ({detail}); rename one of them",
        "已有同名但扩展名不同的文件（{detail}）；请重命名其中一个",
    ),
    "unknown_report": Wording(
        "no report with this ID; run gwr list",
        "没有此编号的报告；请运行 gwr list 查看",
    ),
    "bad_year": Wording(
        "not a valid report year; enter four digits from 1949 to 2100",
        "报告年度无效；请填写 1949 至 2100 之间的四位数字",
    ),
    "unknown_region": Wording(
        "no region with this code in GB/T 2260; check the six digits",
        "GB/T 2260 中没有此代码；请核对六位数字",
    ),
    "ambiguous_region": Wording(
        "several regions have the name given ({detail}); give the code of the one that is meant",
        "多个地区使用所填名称（{detail}）；请填写所指地区的代码",
    ),
    "unknown_region_name": Wording(
        "no region has the name given ({detail}); check it, or give the six-digit code of GB/T "
        "2260",
        "没有所填名称的地区（{detail}）；请核对名称，或填写 GB/T 2260 的六位代码",
    ),
    "region_not_there": Wording(
        "the corpus has no report of this region; it has {detail}",
        "语料库中没有该地区的报告；现有：{detail}",
    ),
    "no_stable_topics": Wording(
        "no number of topics is stable ({detail}, 0.6 required); more or longer reports are needed",
        "各主题数均不稳定（{detail}，至少须为 0.6）；需要更多或更长的报告",
    ),
    "too_little_text": Wording(
        "too little text: {detail}; choose more reports",
        "文本过少：{detail}；请选用更多报告",
    ),
    "no_texts": Wording(
        "the reports' texts are needed, and this corpus has tables without texts; run it on the "
        "documents",
        "需要报告文本，而本语料库只有不含文本的数据表；请用原始文档运行",
    ),
    "too_few_reports": Wording(
        "two reports are needed to compare, and the corpus has {detail}; add one with gwr add FILE",
        "比较需要两份报告，语料库中只有 {detail} 份；请用 gwr add 添加",
    ),
    "too_few_to_compare": Wording(
        "too few reports to compare: {detail}; add more with gwr add FILE",
        "可比较的报告过少：{detail}；请用 gwr add 添加",
    ),
    "no_report_year": Wording(
        "the year of the report in focus is unknown, so nothing can be compared over time; "
        "give it as report_year in reports.csv",
        "重点报告的年度未知，无法作历时比较；请在 reports.csv 中填写 report_year",
    ),
    "no_reports_chosen": Wording(
        "no report of the corpus is of these years; gwr list shows those that are there",
        "语料库中没有这些年份的报告；请运行 gwr list 查看",
    ),
    "no_corpus": Wording(
        "no corpus is named; make one with gwr new FOLDER, then name it with --corpus FOLDER",
        "未指定语料库；请用 gwr new FOLDER 新建，再用 --corpus FOLDER 指定",
    ),
    "empty_corpus": Wording(
        "the corpus contains no readable report; add one with gwr add FILE",
        "语料库中没有可读取的报告；请用 gwr add 添加",
    ),
    "other_lexicon": Wording(
        "reference counts use a different lexicon; run make reference",
        "参照数据所用词典不同；请运行 make reference",
    ),
    "no_record": Wording(
        "not a valid run record ({detail}); run gwr run again",
        "不是有效的运行记录（{detail}）；请重新运行 gwr run",
    ),
    "nothing_run": Wording(
        "there are no results here; run gwr run first",
        "此处没有结果；请先运行 gwr run",
    ),
    "results_changed": Wording(
        "results were changed or deleted since their run ({detail}); run gwr run again",
        "结果在运行后被修改或删除（{detail}）；请重新运行 gwr run",
    ),
    "results_outdated": Wording(
        "results are of another state of documents, program or parameters ({detail}); run gwr run "
        "again for all of these notebooks at once",
        "结果所依据的文件、程序或参数与现在不同（{detail}）；请对这些笔记本一次性重新运行 gwr run",
    ),
    "results_incomplete": Wording(
        "notebooks stopped with an error ({detail}); run gwr run again",
        "笔记本因错误中止（{detail}）；请重新运行 gwr run",
    ),
    "no_option": Wording(
        "the run had parameters that gwr run has no option for ({detail}); run gwr run without "
        "them",
        "运行所用的参数在 gwr run 中没有对应选项（{detail}）；请不带这些参数运行 gwr run",
    ),
    "sheet_elsewhere": Wording(
        "the coding sheet is not beside notebooks of the corpus, and would not be found where the "
        "archive is unpacked ({detail}); make such notebooks with gwr new, put the sheet and its "
        "key beside them, and run them",
        "编码表不在语料库自带笔记本所在文件夹，归档解包后将无法找到（{detail}）；请用 gwr new "
        "生成笔记本，将编码表及其答案文件放在旁边，再运行",
    ),
    "not_zip": Wording(
        "the name of a replication archive ends in .zip; choose another name",
        "复现归档的文件名须以 .zip 结尾；请另取文件名",
    ),
    "not_installed": Wording(
        "the suite is not installed as a package; install it with pip",
        "本软件未作为软件包安装；请用 pip 安装",
    ),
    "no_sheet": Wording(
        "the coding sheet cannot be read ({detail}); fill in the last column and change nothing "
        "else",
        "无法读取编码表（{detail}）；请只填写最后一列，勿改动其他内容",
    ),
    "no_key": Wording(
        "no key to this coding sheet ({detail}); put the key that gwr sample wrote beside it, or "
        "name it with --key",
        "找不到该编码表的答案文件（{detail}）；请将 gwr sample 生成的答案文件放在编码表旁，或用 "
        "--key 指定",
    ),
    "bad_line": Wording(
        "the line is not a JSON object with a text under “sentence” ({detail}); correct it",
        "该行不是含 sentence 文本的 JSON 对象（{detail}）；请改正",
    ),
    "unknown_table_format": Wording(
        "table format not supported ({detail}); use a file name ending in .csv, .docx, .dta, .md, "
        ".parquet, .tex or .xlsx",
        "不支持该表格格式（{detail}）；文件名请以 .csv、.docx、.dta、.md、.parquet、.tex 或 .xlsx "
        "结尾",
    ),
    "unknown_matrix_format": Wording(
        "matrix format not supported ({detail}); use a file name ending in .csv, .dta, .mtx or "
        ".npz",
        "不支持该矩阵格式（{detail}）；文件名请以 .csv、.dta、.mtx 或 .npz 结尾",
    ),
    "too_many_variables": Wording(
        "a Stata file holds 32,767 variables, fewer than the terms ({detail}); keep the most "
        "frequent terms, or use a file name ending in .mtx",
        "Stata 文件最多有 32,767 个变量，少于词数（{detail}）；请只保留最常见的词，或改用 .mtx",
    ),
    "no_terms": Wording(
        "the word list is empty; enter one term per line",
        "词表为空；请每行填写一词",
    ),
    "not_a_list": Wording(
        "neither a list nor a table in text form ({detail}); save it as text with one term per "
        "line, as .csv or as .xlsx",
        "不是文本形式的词表或表格（{detail}）；请另存为每行一词的文本，或 .csv、.xlsx",
    ),
    "unknown_address": Wording(
        "no library here opens this kind of address; check how it begins, such as s3://",
        "没有可打开此类地址的库；请检查地址开头，例如 s3://",
    ),
    "no_cluster": Wording(
        "libraries for clusters and remote storage are not installed; install the extra "
        "“cluster”: pip install '.[cluster]'",
        "未安装集群与远程存储所需的库；请安装扩展 cluster：pip install '.[cluster]'",
    ),
    "no_scheduler": Wording(
        "no Dask scheduler responds at this address ({detail}); check that it is running",
        "该地址的 Dask 调度器无响应（{detail}）；请确认其正在运行",
    ),
    "other_version": Wording(
        "a worker has a different version of this suite or its libraries ({detail}); install the "
        "same version",
        "工作节点上的程序或依赖库版本不同（{detail}）；请安装相同版本",
    ),
    "bad_corrections": Wording(
        "reports.csv cannot be used ({detail}); correct it",
        "reports.csv 有误（{detail}）；请改正",
    ),
    "bad_lexicon": Wording(
        "the policy lexicon cannot be used ({detail}); correct this line",
        "政策词典有误（{detail}）；请改正该行",
    ),
    "unknown_notebook": Wording(
        "no such notebook; choose from {detail}",
        "没有此笔记本；请从以下笔记本中选择：{detail}",
    ),
    "notebook_failed": Wording(
        "the notebook stopped with an error ({detail}); the results made before it are kept, and "
        "its page shows the cell",
        "笔记本运行出错（{detail}）；出错前的结果已保留，出错的单元格见其网页",
    ),
    "notebooks_there": Wording(
        "the folder has notebooks, which are not overwritten; name another folder",
        "文件夹中已有笔记本，不予覆盖；请指定其他文件夹",
    ),
    "suite_notebooks": Wording(
        "these are the suite's notebooks and the corpus is another, so that they are not replaced; "
        "leave out --refresh, since the executed notebooks are among the results, or make a folder "
        "with notebooks of its own with gwr new FOLDER",
        "这是本套件自带的笔记本，而语料库在别处，因此不予替换；请去掉 --refresh（运行后的笔记本"
        "已在结果中），或用 gwr new FOLDER 建立自带笔记本的文件夹",
    ),
    "bad_address": Wording(
        "not a valid web address ({detail}); give one that begins with http:// or https://",
        "网址无效（{detail}）；请使用以 http:// 或 https:// 开头的网址",
    ),
    "forbidden_address": Wording(
        "private or reserved addresses are not downloaded ({detail}); save the page in a browser "
        "and add the file",
        "该网址指向内部网络或保留地址，不予下载（{detail}）；请用浏览器保存网页后添加文件",
    ),
    "too_large": Wording(
        "the document is larger than {detail}, or would be once unpacked; save only the report, "
        "without images",
        "文件或其解压后的内容超过 {detail}；请只保存报告正文，不含图片",
    ),
    "timed_out": Wording(
        "the server did not send the document within {detail} seconds; try again later, or save "
        "the page in a browser and add the file",
        "服务器未能在 {detail} 秒内传完文件；请稍后重试，或用浏览器保存网页后添加文件",
    ),
    "too_many_redirects": Wording(
        "the address redirects more than {detail} times; open it in a browser and give the final "
        "address",
        "网址跳转超过 {detail} 次；请在浏览器中打开，并使用最终网址",
    ),
    "http_status": Wording(
        "the server returned status {detail} instead of the document; check the address, or save "
        "the page in a browser and add the file",
        "服务器返回状态码 {detail}，未提供文件；请检查网址，或用浏览器保存网页后添加文件",
    ),
    "no_network": Wording(
        "no connection to {detail}; check the address and the network (proxies are not used), or "
        "save the page in a browser and add the file",
        "无法连接 {detail}；请检查网址和网络（不使用代理），或用浏览器保存网页后添加文件",
    ),
    "bad_certificate": Wording(
        "the certificate of {detail} is not valid; save the page in a browser and add the file",
        "{detail} 的安全证书无效；请用浏览器保存网页后添加文件",
    ),
    "broken_off": Wording(
        "the download ended before the document was complete ({detail}); try again",
        "下载中断，文件不完整（{detail}）；请重试",
    ),
    "not_saved": Wording(
        "the file cannot be saved ({detail}); check the folder's permissions and the free space",
        "无法保存文件（{detail}）；请检查文件夹权限和剩余空间",
    ),
    "busy": Wording(
        "another command is writing here ({detail}); run this one again once it has finished",
        "另一命令正在写入此处（{detail}）；请待其完成后重新运行",
    ),
    "system": Wording(
        "the system refused ({detail}); check permissions, free space and the number of open "
        "files, and run the command again",
        "系统拒绝了操作（{detail}）；请检查权限、剩余空间和打开的文件数，然后重新运行命令",
    ),
    "worker_ended": Wording(
        "a process of the build ended unexpectedly ({detail}); run the command again, with --jobs "
        "1 if memory is short",
        "构建所用的一个进程意外终止（{detail}）；请重新运行命令，内存不足时可加 --jobs 1",
    ),
    "too_deep": Wording(
        "what was given is nested too deeply to be read; check the file",
        "内容嵌套过深，无法读取；请检查文件",
    ),
    "half_character": Wording(
        "a text has half a character ({detail}), which no file can hold; correct the text",
        "文本中含有半个字符（{detail}），无法写入文件；请改正文本",
    ),
    "bad_store": Wording(
        "a file of the data store cannot be read ({detail}); run gwr build, and if that does not "
        "help, delete the folder of the store, which is made anew",
        "无法读取数据表文件（{detail}）；请运行 gwr build；如仍无效，请删除数据表所在文件夹，"
        "之后会重新生成",
    ),
    "unknown_page_format": Wording(
        "a page is not written under this name ({detail}); use a file name ending in .html",
        "网页不能使用此文件名（{detail}）；文件名请以 .html 结尾",
    ),
    "sheet_coded": Wording(
        "the coding sheet has been filled in ({detail}), and is not overwritten; name another file",
        "编码表已有填写内容（{detail}），不予覆盖；请指定其他文件名",
    ),
    "sheet_uncoded": Wording(
        "no sentence of the coding sheet is coded; fill in the column code",
        "编码表中没有已编码的句子；请填写 code 列",
    ),
    "sheet_unknown": Wording(
        "a file of this name cannot be read as a coding sheet ({detail}); it may hold codes, and "
        "is not overwritten; name another file",
        "已有同名文件，且无法作为编码表读取（{detail}）；其中可能有编码，不予覆盖；请指定其他文件名",
    ),
    "server_busy": Wording(
        "the server is busy and asks to wait ({detail}); run the command again later, and it "
        "continues where it stopped",
        "服务器繁忙，要求等待（{detail}）；请稍后重新运行命令，将从中断处继续",
    ),
    "no_such_page": Wording(
        "Wikisource has no page with this title; correct its line in "
        "corpus/reference/national_reports.csv, or add the report from a file",
        "维基文库没有此标题的页面；请改正 corpus/reference/national_reports.csv 中的对应行，"
        "或从文件添加报告",
    ),
    "bad_answer": Wording(
        "the server's reply is not the report ({detail}); check the page in a browser, or add the "
        "report from a file",
        "服务器返回的内容不是报告（{detail}）；请用浏览器核对该页面，或从文件添加报告",
    ),
    "encrypted": Wording(
        "the file is password-protected; save a copy without a password and add that",
        "文件有密码保护；请另存为无密码的副本后添加",
    ),
    "no_text_layer": Wording(
        "scanned pages without text ({detail}); install the extra 'scan' (pip install rapidocr "
        "onnxruntime), which recognises them",
        "扫描页无文字层（{detail}）；请安装可选组件 scan（pip install rapidocr onnxruntime）识别",
    ),
    "no_scan_reader": Wording(
        "an image of a page; install the extra 'scan' (pip install rapidocr onnxruntime), which "
        "recognises its text",
        "该文件是页面图像；请安装可选组件 scan（pip install rapidocr onnxruntime）以识别其文字",
    ),
    "garbled_text": Wording(
        "characters cannot be decoded ({detail}); run OCR or find another copy",
        "字符无法解码（{detail}）；请做 OCR 或另找版本",
    ),
    "too_slow": Wording(
        "reading took more than {detail} seconds and was stopped; save the report as docx or txt",
        "读取超过 {detail} 秒，已停止；请将报告另存为 docx 或 txt",
    ),
    "not_parsed": Wording(
        "the document could not be parsed ({detail}); save its text as txt, and report the error",
        "无法解析该文件（{detail}）；请将正文另存为 txt，并报告此错误",
    ),
    "reader_failed": Wording(
        "the file needs too much memory or causes its reader to fail ({detail}); save the report "
        "as docx or txt",
        "文件占用内存过多，或导致读取程序出错（{detail}）；请将报告另存为 docx 或 txt",
    ),
    "no_doc_reader": Wording(
        "no installed program reads this format; install LibreOffice (or antiword, for .doc), or "
        "save the report as docx",
        "未安装可读取此格式的程序；请安装 LibreOffice（.doc 也可用 antiword），或将报告另存为 docx",
    ),
    "archive_too_large": Wording(
        "the archive unpacks to more than {detail}; unpack it yourself and add the folder",
        "压缩包解压后超过 {detail}；请自行解压后添加文件夹",
    ),
    "zip_bomb": Wording(
        "files in the archive share the same bytes, as in an attack; download it again from a "
        "trusted source",
        "压缩包内文件数据重叠，疑似攻击；请从可信来源重新下载",
    ),
    "unsafe_path": Wording(
        "unsafe file name ({detail}); rename the file and pack it again",
        "文件名不安全（{detail}）；请重命名后重新打包",
    ),
    "not_a_file": Wording(
        "the archive entry is not a file ({detail}); pack the document itself",
        "压缩包中的该条目不是文件（{detail}）；请打包文件本身",
    ),
    "same_name": Wording(
        "on some systems the name is the same as that of an earlier file, which was kept; rename "
        "one of them",
        "在部分系统上与先前的文件同名，已保留先前的文件；请重命名其中一个",
    ),
    "nested_archive": Wording(
        "an archive within an archive; unpack it and add its files",
        "压缩包内还有压缩包；请解压后添加其中的文件",
    ),
    "unknown_column": Wording(
        "the column cannot be identified ({detail}); check its name",
        "无法确定该列（{detail}）；请检查列名",
    ),
    "several_sheets": Wording(
        "several sheets have this column ({detail}); save the one you need as csv",
        "多个工作表含有该列（{detail}）；请将所需的一个另存为 csv",
    ),
    "cut_by_cell": Wording(
        "the text is truncated at the cell limit of the spreadsheet; export the table as csv from "
        "its original source",
        "正文超出单元格容量，已被截断；请从原始数据导出 csv",
    ),
    "bad_row": Wording(
        "the row cannot be used ({detail}); correct or delete it",
        "该行无法使用（{detail}）；请改正或删除",
    ),
    "unknown_place": Wording(
        "no region has this code or name in GB/T 2260 of that year ({detail}); enter the "
        "six-digit code",
        "GB/T 2260 当年没有此地区（{detail}）；请填写六位代码",
    ),
}
