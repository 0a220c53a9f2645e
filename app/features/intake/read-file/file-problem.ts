import type { LocalizedText } from '#app/core/localized.ts'
import { err, type Result } from '#app/core/result.ts'

/** Why a file cannot be read, and what to do; `{detail}` is filled in. */
const MESSAGES = {
	'empty-file': [
		'The file is empty. Choose a file with a header row and at least one row of data.',
		'文件是空的。请选择包含表头和至少一行数据的文件。',
	],
	'file-too-large': [
		'The file is larger than {detail} MB. Split it into several files and import them one after another.',
		'文件超过 {detail} MB。请拆分成多个文件后分别导入。',
	],
	'unsupported-kind': [
		'This is not a table ({detail}). Save it as CSV (UTF-8), Excel workbook (.xlsx) or JSON and choose it again.',
		'这不是表格文件（{detail}）。请另存为 CSV（UTF-8）、Excel 工作簿（.xlsx）或 JSON 后重新选择。',
	],
	'old-excel': [
		'This is an older Excel file (.xls) or one with a password. Open it, save it as .xlsx without a password, and choose it again.',
		'这是旧版 Excel 文件（.xls）或带密码的文件。请打开后另存为不带密码的 .xlsx，再重新选择。',
	],
	'macro-workbook': [
		'The workbook contains macros. Save it as .xlsx, which has none, and choose it again.',
		'工作簿含有宏。请另存为不含宏的 .xlsx 后重新选择。',
	],
	'mixed-content': [
		'The file hides a second file inside ({detail}). Export the table again from the program it came from.',
		'文件中夹带了另一个文件（{detail}）。请从原系统重新导出该表格。',
	],
	'damaged-file': [
		'The file is damaged and cannot be read ({detail}). Open it in your spreadsheet program, save it again and retry.',
		'文件已损坏，无法读取（{detail}）。请用表格软件打开并重新保存后再试。',
	],
	'archive-too-many-entries': [
		'The workbook has more than {detail} parts inside. Copy the table into a new workbook and choose that one.',
		'工作簿内部的部件超过 {detail} 个。请把表格复制到新的工作簿后重新选择。',
	],
	'archive-too-large': [
		'Unpacked, the workbook is larger than {detail} MB. Split the table or save it as CSV.',
		'工作簿解压后超过 {detail} MB。请拆分表格，或另存为 CSV。',
	],
	'archive-ratio': [
		'Part {detail} of the workbook is packed far more tightly than a table can be. Copy the table into a new workbook.',
		'工作簿的部件 {detail} 压缩比异常。请把表格复制到新的工作簿后重试。',
	],
	'archive-unsafe-name': [
		'A part of the workbook has a name that is not allowed ({detail}). Copy the table into a new workbook.',
		'工作簿中有名称不允许的部件（{detail}）。请把表格复制到新的工作簿后重试。',
	],
	'archive-size-mismatch': [
		'Part {detail} of the workbook is not as large as it says. Open the workbook, save it again and retry.',
		'工作簿的部件 {detail} 与声明的大小不符。请打开工作簿重新保存后再试。',
	],
	'archive-overlap': [
		'Parts of the workbook lie on top of each other ({detail}). Copy the table into a new workbook.',
		'工作簿的部件相互重叠（{detail}）。请把表格复制到新的工作簿后重试。',
	],
	'archive-duplicate-entry': [
		'The workbook has the part {detail} twice. Open the workbook, save it again and retry.',
		'工作簿中部件 {detail} 出现了两次。请打开工作簿重新保存后再试。',
	],
	'archive-encrypted': [
		'The workbook is protected with a password. Remove the password and choose it again.',
		'工作簿设有密码。请取消密码后重新选择。',
	],
	'xml-entities': [
		'Part {detail} of the workbook declares entities, which could reach other files. Copy the table into a new workbook.',
		'工作簿的部件 {detail} 声明了实体，可能指向其他文件。请把表格复制到新的工作簿后重试。',
	],
	'xml-unsupported': [
		'Part {detail} of the workbook is written in an unusual way. Open the workbook in Excel, save it as .xlsx and retry.',
		'工作簿的部件 {detail} 写法特殊，无法读取。请用 Excel 打开并另存为 .xlsx 后再试。',
	],
	'no-sheet': [
		'The workbook has no visible sheet with data. Unhide the sheet or choose another file.',
		'工作簿中没有可见且有数据的工作表。请取消隐藏工作表，或换一个文件。',
	],
	'sheet-not-found': [
		'The workbook has no sheet called “{detail}”. Choose one of its sheets.',
		'工作簿中没有名为“{detail}”的工作表。请从现有工作表中选择。',
	],
	'nul-bytes': [
		'The file contains binary data ({detail}) and is no text. Export the table again as CSV (UTF-8).',
		'文件含有二进制数据（{detail}），不是文本。请重新导出为 CSV（UTF-8）。',
	],
	'encoding-unsupported': [
		'The file is in an encoding that is not read here ({detail}). Save it as CSV UTF-8 and choose it again.',
		'文件使用了不支持的编码（{detail}）。请另存为 CSV UTF-8 后重新选择。',
	],
	'line-too-long': [
		'Line {detail} is longer than 1 MB. Probably a quotation mark is not closed: correct it and choose the file again.',
		'第 {detail} 行超过 1 MB，可能是引号没有成对。请修正后重新选择文件。',
	],
	'cell-too-long': [
		'A row or cell in part {detail} of the workbook is larger than 1 MB. Shorten it and choose the file again.',
		'工作簿的部件 {detail} 中有一行或一个单元格超过 1 MB。请缩短内容后重新选择文件。',
	],
	'quote-not-closed': [
		'From row {detail} on a quotation mark is not closed. Close it or export the table again.',
		'从第 {detail} 行起引号没有成对。请补上引号，或重新导出表格。',
	],
	'not-a-table': [
		'No columns were found. Separate them with semicolon, comma, tab or | and choose the file again.',
		'没有识别到列。请用分号、逗号、制表符或 | 分隔各列后重新选择文件。',
	],
	'no-data': [
		'No rows of data were found below the header. Choose a file with at least one row of data.',
		'表头下面没有数据行。请选择至少有一行数据的文件。',
	],
	'too-many-rows': [
		'The file has more than {detail} rows. Split it into several files.',
		'文件超过 {detail} 行。请拆分成多个文件。',
	],
	'too-many-columns': [
		'The table has more than {detail} columns. Remove those that are not needed.',
		'表格超过 {detail} 列。请删除不需要的列。',
	],
	'json-damaged': [
		'The JSON cannot be read near record {detail}. Correct it or export it again.',
		'JSON 在第 {detail} 条记录附近无法解析。请修正或重新导出。',
	],
	'json-not-a-list': [
		'The JSON is not a list of objects. Send an array [ {…}, {…} ] or one object on each line.',
		'JSON 不是对象列表。请使用数组 [ {…}, {…} ]，或每行一个对象。',
	],
	'file-changed': [
		'The file is no longer the one that was checked. Upload it again.',
		'文件与检查时的内容不一致。请重新上传。',
	],
} satisfies Record<string, readonly [en: string, zh: string]>

/** Stable codes of everything that keeps a file from being read. */
export type FileProblemCode = keyof typeof MESSAGES
/** Why a file cannot be read, for people (with the next step) and programs. */
export type FileProblem = { code: FileProblemCode; message: LocalizedText }

/** The problem with its message; `detail` is shown to people, shortened and without unprintable characters. */
function fileProblem(code: FileProblemCode, detail: string | number = ''): FileProblem {
	const shown = String(detail)
		.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
		.slice(0, 80)
	const [en, zh] = MESSAGES[code]
	return { code, message: { en: en.replace('{detail}', () => shown), 'zh-CN': zh.replace('{detail}', () => shown) } }
}

/** Carries a problem out of streams and generators, which have no other way to end early. */
export class FileRefused extends Error {
	readonly problem: FileProblem
	constructor(problem: FileProblem) {
		super(problem.message.en)
		this.name = 'FileRefused'
		this.problem = problem
	}
}

/** Ends the reading of a file with a problem; `refusalOf` turns it into a value at the edge. */
export function refuse(code: FileProblemCode, detail: string | number = ''): never {
	throw new FileRefused(fileProblem(code, detail))
}

/** The problem of a refused file as a Result; any other error is a bug and is thrown on. */
export function refusalOf(error: unknown): Result<never, FileProblem> {
	if (error instanceof FileRefused) return err(error.problem)
	throw error
}
