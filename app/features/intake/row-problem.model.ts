import type { LocalizedText } from '#app/core/localized.ts'
import type { RowProblem } from './import.model.ts'
import { type AttributeTarget, isTargetField, TARGET_LABELS, type TargetField } from './target-fields.model.ts'

/** What is wrong and the next step. `{value}` is the value, `{field}` the field's name, `{detail}` what the code needs. */
const MESSAGES = {
	'required-empty': ['{field} is empty. Fill it in.', '{field}为空，请填写。'],
	'empty-lot-code': [
		'The lot code is empty. Enter the code printed on the goods.',
		'批号为空。请填写实物标签上的批号。',
	],
	'lot-code-too-long': [
		'The lot code has {detail} characters; 64 are allowed. Check that nothing else slipped into it.',
		'批号有 {detail} 个字符，最多 64 个。请检查是否混入了其他内容。',
	],
	'lot-code-damaged': [
		'A spreadsheet turned the lot code into a number and lost digits. Enter the full code, formatted as text.',
		'表格软件把批号变成了科学计数，丢失了数字。请把单元格设为文本后填写完整批号。',
	],
	'text-too-long': [
		'{field} has more characters than the {detail} allowed. Shorten it.',
		'{field}超过 {detail} 个字符，请缩短。',
	],
	'duplicate-in-file': [
		'The lot code is the same as in row {detail}. Merge the two rows or correct one code.',
		'与第 {detail} 行重复。请合并两行或更改其中一个批号。',
	],
	'similar-in-file': [
		'The lot code differs from row {detail} only in dashes, spaces or dots. Check that both are right.',
		'与第 {detail} 行的批号仅连字符、空格或点不同。请确认两个都正确。',
	],
	'lot-exists': [
		'A lot with this code is already registered. Leave the row out or correct the code.',
		'该批号已登记。请删除此行或更改批号。',
	],
	'same-lot-in-file': [
		'Row {detail} has the same lot of this item, written a little differently. Merge the two rows or correct one code.',
		'与第 {detail} 行是同一物料的同一批次，仅写法略有不同。请合并两行或更改其中一个批号。',
	],
	'lot-code-unusable': [
		'The lot code holds no letter or digit. Enter the code printed on the goods.',
		'批号中没有字母或数字。请填写实物标签上的批号。',
	],
	'lot-code-not-printable': [
		'The code does not fit on the label of this item, which takes 20 letters, digits and common signs. Correct the code.',
		'该批号无法打印在此物料的标签上（最多 20 个字母、数字和常用符号）。请更改批号。',
	],
	'attribute-type': [
		'{value} is not a value of {field}. Write it as the attribute asks.',
		'{value} 不是{field}的有效值，请按属性要求填写。',
	],
	'attribute-unit': [
		'The unit of {value} does not convert into that of {field}. Give it in {detail}.',
		'{value} 的单位无法换算为{field}的单位，请以{detail}填写。',
	],
	'attribute-choice': [
		'{detail} is not one of the choices of {field}. Use a choice of the data dictionary.',
		'“{detail}”不在{field}的选项中，请使用数据字典中的选项。',
	],
	'attribute-below': [
		'{value} is less than {detail}, the least that {field} may be. Correct it.',
		'{value} 小于{field}的下限 {detail}，请更正。',
	],
	'attribute-above': [
		'{value} is more than {detail}, the most that {field} may be. Correct it.',
		'{value} 大于{field}的上限 {detail}，请更正。',
	],
	'attribute-long': ['{field} has more than {detail} characters. Shorten it.', '{field}超过 {detail} 个字符，请缩短。'],
	'attribute-format': [
		'{value} does not have the form that {field} asks for. Correct it.',
		'{value} 不符合{field}要求的格式，请更正。',
	],
	'attribute-check-digit': [
		'{value} is mistyped: with these digits {field} ends in the check digit {detail}. Compare it with its source.',
		'{value} 输入有误：按这些数字，{field}的校验位应为 {detail}，请与原始资料核对。',
	],
	'attribute-not-kept': [
		'{field} is not kept for lots of this item, or not any more. Clear the value or leave the column out.',
		'该物料的批次不记录{field}，或该属性已停用。请清空该值或不导入此列。',
	],
	'not-permitted': [
		'You may no longer register lots of this supplier. Ask the company that runs this portal.',
		'您已无权登记该供应商的批次。请联系门户所属公司。',
	],
	'not-registrable': [
		'The lot cannot be registered like this ({detail}). Correct the row.',
		'该批次无法按此内容登记（{detail}）。请更正此行。',
	],
	'unknown-item': [
		'No item has the code {value}. Correct it or ask for the item to be set up.',
		'没有编码为 {value} 的物料。请更正，或申请新建该物料。',
	],
	'unknown-item-name': [
		'No single item is called {value}. Add its item code.',
		'没有唯一名为 {value} 的物料。请补充物料编码。',
	],
	'item-spelling': [
		'Read as item {detail}. Use this spelling next time.',
		'已按物料 {detail} 读取。下次请使用这个写法。',
	],
	'not-a-number': ['This is not a number. Enter the quantity in digits.', '不是数字。请用数字填写数量。'],
	'letter-in-number': [
		'Not a number: a letter O or l seems to stand for 0 or 1. Accept the suggestion or correct it.',
		'不是数字，像是把 0 或 1 写成了字母 O 或 l。请采用建议值或更正。',
	],
	'ambiguous-number': [
		'It is not clear whether the comma or point stands for thousands or decimals. Choose the way of writing for the column.',
		'无法判断逗号或点是千位分隔还是小数点。请为该列选择写法。',
	],
	'number-out-of-range': [
		'At most 15 digits before and 6 after the decimal point are kept. Round it or use a larger unit.',
		'小数点前最多 15 位、后最多 6 位。请四舍五入或改用更大的单位。',
	],
	'not-positive': [
		'The quantity must be more than zero. For returns use a return, not an import.',
		'数量必须大于零。退货请走退货流程。',
	],
	'unit-missing': ['The unit is missing. Add a unit such as kg or pcs.', '缺少单位。请填写单位，如千克或件。'],
	'unknown-unit': [
		'The unit {value} is not known. Use one of: {detail}.',
		'单位 {value} 无法识别。可用单位：{detail}。',
	],
	'unit-not-allowed': [
		'The unit {value} is not used here. Use one of: {detail}.',
		'这里不使用单位 {value}。可用单位：{detail}。',
	],
	'unit-in-number': ['The unit stands beside the number; read as {detail}.', '数字里带有单位，已按 {detail} 读取。'],
	'unit-conflict': [
		'The number says {detail}, the unit column something else. Correct one of them.',
		'数量中的单位是 {detail}，与单位列不一致。请更正其中一个。',
	],
	'unit-not-convertible': [
		'The item is kept in {detail}, into which {value} does not convert. Give the quantity in a unit of that kind.',
		'该物料以 {detail} 计量，{value} 无法换算。请改用可换算的单位。',
	],
	'not-a-date': ['This is not a date. Write it as 2026-10-28.', '不是日期。请写成 2026-10-28 的形式。'],
	'impossible-date': ['This date does not exist. Correct day or month.', '该日期不存在。请更正日或月。'],
	'ambiguous-date': [
		'This may be {detail}. Say for the column whether day or month comes first.',
		'可能是 {detail}。请为该列指定日在前还是月在前。',
	],
	'incomplete-date': ['The day is missing. Enter the whole date.', '缺少日。请填写完整日期。'],
	'implausible-date': ['The year cannot be right. Correct the date.', '年份不合理。请更正日期。'],
	'manufactured-in-future': ['Later than today ({detail}). Correct the date.', '晚于今天（{detail}）。请更正日期。'],
	'expires-before-manufactured': [
		'Expires before it was manufactured ({detail}). Correct one of the dates.',
		'有效期早于生产日期（{detail}）。请更正其中一个日期。',
	],
	'already-expired': [
		'Expired already. It can be imported and will be held on receipt.',
		'已过有效期。可以导入，收货时会被拦截。',
	],
	'formula-not-allowed': ['A formula cannot be taken over. Enter the value itself.', '不能导入公式。请填写实际值。'],
	'control-characters': [
		'Holds characters that cannot be seen or that turn text round. Accept the cleaned value or type it again.',
		'含有不可见或会颠倒文字的字符。请采用清理后的值，或重新输入。',
	],
	'unreadable-character': [
		'A character could not be read (�). Save the file as UTF-8 and choose it again.',
		'有字符无法识别（�）。请将文件另存为 UTF-8 后重新选择。',
	],
	'value-beyond-header': [
		'The row has more values than the header has columns. Probably a value holds the separator: put it in quotation marks.',
		'此行的值多于表头的列。可能是值中含有分隔符，请用引号括起来。',
	],
} satisfies Record<string, readonly [en: string, zh: string]>

export type RowProblemCode = keyof typeof MESSAGES

/** Codes that do not keep a row out. */
const WARNINGS: ReadonlySet<RowProblemCode> = new Set([
	'similar-in-file',
	'item-spelling',
	'unit-in-number',
	'already-expired',
])
/** Messages must fit `LocalizedText`, and values come from strangers. */
const LONGEST_SHOWN = 60

/** Where a value stands: the row as a spreadsheet counts, the column from 0, and the field it is for. */
export type Place = {
	row: number
	field: TargetField | AttributeTarget | null
	column: number | null
	value: string
	/** The name of an attribute. */
	label?: LocalizedText
}

/** A problem of one value with its bilingual message; the severity follows from the code. */
export function rowProblem(
	place: Place,
	code: RowProblemCode,
	more: { detail?: string | number | undefined; suggestion?: string | undefined } = {},
): RowProblem {
	const [en, zh] = MESSAGES[code]
	return {
		row: place.row,
		field: place.field,
		column: place.column,
		value: place.value.slice(0, 200),
		code,
		message: { en: filled(en, 'en', place, more.detail), 'zh-CN': filled(zh, 'zh-CN', place, more.detail) },
		severity: WARNINGS.has(code) ? 'warning' : 'error',
		...(more.suggestion === undefined ? {} : { suggestion: more.suggestion }),
	}
}

function filled(message: string, language: 'en' | 'zh-CN', place: Place, detail: string | number | undefined): string {
	const texts: Record<string, string> = {
		value: shown(place.value),
		field: (isTargetField(place.field) ? TARGET_LABELS[place.field] : place.label)?.[language] ?? '',
		detail: detail === undefined ? '' : shown(String(detail)),
	}
	return message.replace(/\{(value|field|detail)\}/gu, (_, name: string) => texts[name] ?? '')
}

function shown(text: string): string {
	const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
	return plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}…` : plain
}
