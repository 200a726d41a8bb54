"""The help of the commands in Chinese, each text beside its English one."""

from __future__ import annotations

from typing import Final

# A paragraph of a command's help, the help of an option, or the name of a group.
CHINESE_HELP: Final = {
    # all commands
    "Text analytics for Chinese government work reports (政府工作报告).": (
        "政府工作报告的文本分析。"
    ),
    "Folder or address of a corpus; by default the folder of gwr new that you are in, or else the "
    "suite's own.": (
        "语料库的文件夹或地址；默认为当前所在的 gwr new 文件夹，否则为本套件自带的语料库。"
    ),
    "Accepted as by every command; this one reads no corpus.": (
        "各命令均可带此选项；本命令不读取语料库。"
    ),
    "Print the result as one JSON document.": "将结果输出为一份 JSON。",
    "Language: en or zh.": "语言：en 或 zh。",
    "Show this message and exit.": "显示帮助。",
    "Corpus": "语料库",
    "One document": "单份文件",
    "Results": "结果",
    "Coding": "编码",
    # corpus
    "Add reports to the corpus; documents that are not reports are left out, with the reason.": (
        "将报告导入语料库；非报告的文件不予收录，并说明原因。"
    ),
    "Files, folders, archives, tables of texts, or web addresses.": (
        "文件、文件夹、压缩包、存有文本的表格或网址。"
    ),
    "GB/T 2260 code, or a name, if not detected.": "未识别时的 GB/T 2260 代码或地名。",
    "Report year (the year planned), if not detected.": "未识别时的报告年度（所部署的年份）。",
    "Column of a table that holds the texts.": "表格中正文所在的列。",
    "Column of a table that holds the report years.": "表格中报告年度所在的列。",
    "Column of a table that holds the regions.": "表格中地区所在的列。",
    "Column of a table that holds the report IDs.": "表格中报告编号所在的列。",
    "List the reports of the corpus.": "列出语料库中的报告。",
    "Show the outline of a report, with the time reference of each heading.": (
        "显示一份报告的结构及各标题的时间指向。"
    ),
    "Report ID; see gwr list.": "报告编号，见 gwr list。",
    "Remove a report from the corpus.": "从语料库中移除一份报告。",
    "Check the corpus for problems, such as missing years, and suggest remedies.": (
        "检查语料库的问题（如年份缺失），并给出处理建议。"
    ),
    "Update the data store; only new and changed reports are read.": (
        "更新数据表；只读取新增和有变化的报告。"
    ),
    "Number of processes; by default one per processor.": "进程数；默认每个处理器一个。",
    "Address of a Dask cluster, such as tcp://10.0.0.1:8786.": (
        "Dask 集群的地址，如 tcp://10.0.0.1:8786。"
    ),
    "Download reports.": "下载报告。",
    "Download State Council reports from Wikisource; those already in the corpus are skipped.": (
        "从维基文库下载国务院政府工作报告；已收录的跳过。"
    ),
    "Report years; by default all available.": "报告年度；默认为全部。",
    # one document
    "Parse a document: metadata, body, outline, paragraphs, quantities and warnings.": (
        "解析一份文件：元数据、正文、结构、段落、数值和提示。"
    ),
    "A document; it is not added to the corpus.": "一份文件；不导入语料库。",
    "Include the document's text in the JSON.": "在 JSON 中包含全文。",
    "Segment a document into words, printed one per line.": "对一份文件分词，每行输出一词。",
    "A document; it need not be a report.": "一份文件；不必是报告。",
    "fast or jieba; both give the same words.": "fast 或 jieba；二者结果相同。",
    "Use the policy lexicon.": "使用政策词典。",
    "Detect words that are in no dictionary.": "识别未登录词。",
    "Code sentences by policy area, instrument and directive, with the words behind each code.": (
        "按政策领域、政策工具和指令强度对句子编码，并给出所依据的词。"
    ),
    "One JSON object per line: sentence, previous, heading, orientation.": (
        "每行一个 JSON 对象：sentence、previous、heading、orientation。"
    ),
    # results
    "Run the notebooks, and write tables, figures, HTML and a record of the run.": (
        "运行笔记本，写出表格、图、HTML 和运行记录。"
    ),
    "By name or number; by default all.": "名称或序号；默认为全部。",
    "ID of the report in focus; by default the latest.": "重点报告的编号；默认为最新一份。",
    "ID of the report compared with it in 12_two_reports.": (
        "12_two_reports 中与之比较的报告的编号。"
    ),
    "Report years; by default all.": "报告年度；默认为全部。",
    "Name or code of the place studied.": "所研究地区的名称或代码。",
    "Words to follow: a text, .csv or .xlsx file.": "所追踪的词：文本、.csv 或 .xlsx 文件。",
    "Words left out of tables: a file, one per line.": "表中不列的词：文件，每行一词。",
    "A folder, which is made if there is none.": "文件夹；没有则新建。",
    "Language of the notebooks: en or zh.": "笔记本的语言：en 或 zh。",
    "Make a folder to work in: the notebooks, and a place for your reports.": (
        "新建研究文件夹：含笔记本，并留有存放报告的位置。"
    ),
    "Open the notebooks in JupyterLab; those beside your reports, if gwr new made them.": (
        "在 JupyterLab 中打开笔记本；如由 gwr new 新建，则打开报告旁的笔记本。"
    ),
    "Folder for the results; by default outputs/.": "存放结果的文件夹；默认为 outputs/。",
    "Also replace the notebooks by the executed ones: the corpus's own, or the suite's where they "
    "were run on its own corpus.": (
        "同时以运行后的笔记本替换原有笔记本：语料库自带的笔记本；若运行的是本套件自带的语料库，"
        "则为本套件的笔记本。"
    ),
    "Write the policy attention panel: one row per region, year and policy area or term.": (
        "写出政策注意力面板：每行为一个地区、年份和政策领域（或词）。"
    ),
    "A list of terms is matched by itself and has a row for the whole list.": (
        "自备词表单独匹配，整个词表另有一行。"
    ),
    "A .dta, .csv, .parquet or .xlsx file.": ".dta、.csv、.parquet 或 .xlsx 文件。",
    "Policy areas by code or name (6,教育); by default all.": (
        "政策领域的代码或名称（6,教育）；默认为全部。"
    ),
    "Your word list: a text, .csv or .xlsx file.": "自备词表：文本、.csv 或 .xlsx 文件。",
    "One or more of region, year, orientation, report.": (
        "分组：region（地区）、year（年份）、orientation（时间指向）、report（报告），可选多项。"
    ),
    "mention, token or substring; mention_with_lexicon to let longer policy terms take mentions "
    "from your list; sentence for coded sentences.": (
        "匹配方式：mention（提及）、token（词例）或 substring（子串）；"
        "mention_with_lexicon 为更长的政策词优先，词表中被其包含的提及不计；"
        "sentence 为已编码的句子。"
    ),
    "words, tokens, characters or sentences.": (
        "分母：words（词）、tokens（词例）、characters（字）或 sentences（句子）。"
    ),
    "Instead, one index of a list: the name of a published one, your file, or a coding sheet with "
    "the columns p, m and g; or a measure by region and year: pressure (of targets), tone, "
    "formula (formulaic language), likeness (to the level above), instruments or directives.": (
        "改为写出词表指数：已发表词表的名称、自备词表文件，或含 p、m、g 三列的编码表；"
        "或按地区和年份写出指标：pressure（目标压力）、tone（语气）、formula（套语）、"
        "likeness（与上级报告的相似度）、instruments（政策工具）、directives（措辞力度）。"
    ),
    "Of the index: one, idf, or expert (the file's column weight).": (
        "指数的权重：one（等权）、idf 或 expert（文件中的 weight 或“权重”列）。"
    ),
    "Also give the index as z and from 0 to 1.": "同时给出指数的 z 值和 0 至 1 的极差标准化值。",
    "Compare two reports: policy areas, terms, targets, and what both say word for word.": (
        "比较两份报告：政策领域、用词、目标值和逐字相同的内容。"
    ),
    "ID of a report, as gwr list shows it.": "一份报告的编号，见 gwr list。",
    "ID of another; differences are A minus B.": "另一份报告的编号；差值为 A 减 B。",
    "Folder for the tables and the figure.": "存放表格和图的文件夹。",
    "Write the ledger of quantities: every number, its indicator, its status and its sentence.": (
        "写出数值台账：每个数值及其指标、状态和原句。"
    ),
    "A .csv, .xlsx, .dta or .parquet file.": ".csv、.xlsx、.dta 或 .parquet 文件。",
    "ID of one report; by default all.": "一份报告的编号；默认为全部。",
    "Write every target beside the result that the next report gives, with a verdict.": (
        "写出每个目标值与下一年报告所称的完成值，并给出判定。"
    ),
    "Write an offline page for reading reports, with concordances and tables.": (
        "写出离线网页，用于阅读报告，附索引行和表格。"
    ),
    "The page to write, an .html file.": "要写出的网页，.html 文件。",
    "ID of a report to show; repeat it for a second one.": (
        "所显示报告的编号；显示第二份时再写一次。"
    ),
    "Print the methods paragraph and the references for the analyses that were run.": (
        "输出所做分析的方法说明和参考文献。"
    ),
    "Folder of results; by default outputs/.": "结果文件夹；默认为 outputs/。",
    "Write the references to this .bib file.": "将参考文献写入该 .bib 文件。",
    "Write the replication archive: results, software, and one command that remakes them.": (
        "生成复现归档：结果、软件，以及一条重新生成全部结果的命令。"
    ),
    "Without texts, results that quote the documents are left out of it, and tables that quote "
    "nothing are in their place; the notebooks are run on these to see what they remake.": (
        "不含文本时，引用原文的结果不收入归档，代之以不引原文的数据表，并用其试运行笔记本，"
        "以确定哪些结果能够重新生成。"
    ),
    "The archive to write, a .zip file.": "所生成的归档，.zip 文件。",
    "Put the documents into the archive.": "将原始文件收入归档。",
    "Check whether results still match the record of their run, and list what differs.": (
        "检查结果与运行记录是否一致，并列出差异。"
    ),
    # coding
    "Draw sentences for hand-coding, and write them to a coding sheet.": (
        "抽取供人工编码的句子，写入编码表。"
    ),
    "Coding sheet to write, an .xlsx file.": "要写出的编码表，.xlsx 文件。",
    "Number of sentences.": "句数。",
    "Seed of the random draw.": "随机抽样的种子。",
    "Report intercoder agreement, the accuracy of automatic coding, and corrected shares.": (
        "报告编码者间一致性、自动编码的准确程度和校正后的占比。"
    ),
    "The first table has a row for each pair of coders, and of each coder and the machine: "
    "agreement is the share of the corpus with the same code (low and high: its 95% interval), "
    "in_sheet that of the sheet, where rare areas are drawn in excess. The second has a row for "
    "each area, with the first sheet as reference: precision and recall of the machine, its share "
    "of the corpus, the corrected share with its 95% interval, and the share by the reader's "
    "codes. Where the sheets ask for side and directive, two tables follow for each.": (
        "第一张表每行为一对编码者，或一名编码者与机器：一致率为两者编码相同的句子在语料中的占比"
        "（附95%置信区间），另给出在编码表中的占比；编码表对少见领域抽取较多。第二张表每行为一个"
        "政策领域，以第一份编码表为准：机器编码的精确率和召回率、机器编码的占比、校正后的占比"
        "（附95%置信区间），以及人工编码的占比。编码表含政策工具和措辞力度时，各另附两张表。"
    ),
    "Ask for the side and directive of each sentence too.": (
        "另请编码者填写每句的政策工具和措辞力度。"
    ),
    "Coding sheets, filled in.": "填好的编码表。",
    "Key that sample wrote; by default the one beside each sheet.": (
        "gwr sample 写出的答案文件；默认为编码表旁的文件。"
    ),
}
