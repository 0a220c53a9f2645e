import type { LocalizedText } from '#app/core/localized.ts'
import type { LabField } from './lab-columns.model.ts'

const MESSAGES = {
	'value-missing': [
		'No value is given. Ask the laboratory for it, or leave the row out.',
		'没有填写检测值。请向实验室索取，或删除此行。',
	],
	'lot-missing': ['The lot is missing. Enter its code.', '缺少批号，请填写。'],
	'test-missing': ['The name of the test is missing. Enter it.', '缺少检验项目名称，请填写。'],
	'value-not-readable': [
		'{value} is no measured value. Write a number, such as 0.05, <0.01 or n.d.',
		'{value} 不是检测值。请填写数字，如 0.05、<0.01 或 n.d.。',
	],
	'ambiguous-number': [
		'It is not clear whether the comma or point in {value} stands for thousands or decimals. Choose the way of writing for the file.',
		'无法判断 {value} 中的逗号或点是千位分隔还是小数点。请为文件选择写法。',
	],
	'limit-not-a-number': [
		'The limit {value} is no number. Correct it or leave it empty.',
		'限值 {value} 不是数字。请更正或留空。',
	],
	'limits-reversed': ['The lower limit is above the upper one. Swap or correct them.', '下限大于上限。请对调或更正。'],
	'unknown-verdict': [
		'{value} is no verdict that is known here. Write PASS or FAIL.',
		'无法识别判定“{value}”。请填写合格或不合格。',
	],
	'contradictory-verdict': [
		'The laboratory says {value}, but by the limits the value is {detail}. Ask the laboratory which is right.',
		'实验室判定为 {value}，但按限值应为{detail}。请向实验室确认。',
	],
	'verdict-not-provable': [
		'The value is known only roughly, and the limit lies within. The verdict of the laboratory is taken as it is.',
		'检测值只给出了范围，限值落在其中。按实验室的判定记录。',
	],
	'no-limits': [
		'Without limits and verdict the result cannot be judged. It is kept as information.',
		'没有限值也没有判定，无法评价，仅作为信息保存。',
	],
	'date-not-readable': [
		'The date of the test is no date. Write it as 2026-10-28.',
		'检测日期不是有效日期。请写成 2026-10-28 的形式。',
	],
	'formula-not-allowed': ['A formula cannot be taken over. Enter the value itself.', '不能导入公式。请填写实际值。'],
	'control-characters': ['Holds characters that cannot be seen. Type the value again.', '含有不可见字符。请重新输入。'],
} satisfies Record<string, readonly [en: string, zh: string]>

export type LabProblemCode = keyof typeof MESSAGES

/** What is wrong with one row of results, and the next step. */
export type LabProblem = {
	row: number
	field: LabField
	value: string
	code: LabProblemCode
	message: LocalizedText
	severity: 'error' | 'warning'
}

const WARNINGS: ReadonlySet<LabProblemCode> = new Set(['verdict-not-provable', 'no-limits'])

/** A problem with its bilingual message; `detail` is a pair of words for `contradictory-verdict`. */
export function labProblem(
	place: { row: number; field: LabField; value: string },
	code: LabProblemCode,
	detail?: LocalizedText,
): LabProblem {
	const [en, zh] = MESSAGES[code]
	const shown = place.value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, 60)
	const filled = (text: string, language: 'en' | 'zh-CN') =>
		text.replace(/\{(value|detail)\}/gu, (_, name: string) => (name === 'value' ? shown : (detail?.[language] ?? '')))
	return {
		...place,
		value: place.value.slice(0, 200),
		code,
		message: { en: filled(en, 'en'), 'zh-CN': filled(zh, 'zh-CN') },
		severity: WARNINGS.has(code) ? 'warning' : 'error',
	}
}
