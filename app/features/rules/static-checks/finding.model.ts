import type { LocalizedText } from '#app/core/localized.ts'
import type { FactTree } from '../read-facts.ts'

/** Each thing that may be found in a rule set that is valid: its weight, and its text in both languages. */
const FINDINGS = {
	'never-true': [
		'warning',
		'“{0}” can never hold: no facts meet its conditions together. Look at what they ask for, or remove the rule.',
		'“{0}”永远不会成立：没有任何事实能同时满足其条件。请检查条件，或删除此规则。',
	],
	'always-true': [
		'warning',
		'“{0}” holds whatever the facts are, once they are known. Narrow its conditions.',
		'“{0}”在事实已知时总会成立。请收紧其条件。',
	],
	duplicate: [
		'warning',
		'“{0}” and “{1}” hold for exactly the same facts and lead to the same outcome. Remove one.',
		'“{0}”与“{1}”在完全相同的事实下成立，结果也相同。请删除其中一条。',
	],
	contradiction: [
		'warning',
		'“{0}” and “{1}” hold for exactly the same facts but lead to different outcomes. Decide for one.',
		'“{0}”与“{1}”在完全相同的事实下成立，结果却不同。请保留一条。',
	],
	shadowed: [
		'warning',
		'“{0}” never decides: whenever it holds, “{1}” holds too and counts before it. Move or change it.',
		'“{0}”永远不起决定作用：它成立时“{1}”也成立且优先。请调整顺序或修改。',
	],
	overlap: [
		'note',
		'“{0}” and “{1}” ask about the same facts and can hold together, with different outcomes. The first, or the stricter one, counts. Check that this is meant.',
		'“{0}”与“{1}”针对相同的事实且可能同时成立，但结果不同，将以靠前或更严格者为准。请确认符合预期。',
	],
	'uncovered-values': [
		'note',
		'No rule can hold for these values of “{0}”: {1}. They come out as the best outcome as far as it goes. Check that this is meant.',
		'“{0}”的以下取值没有任何规则涉及：{1}，就此而言按最好的结果处理。请确认符合预期。',
	],
	'not-analysed': [
		'note',
		'“{0}” could not be checked through: {1}. That says nothing for or against it; test it with cases.',
		'“{0}”未能完整检查：{1}。这不代表有无问题，请用测试用例验证。',
	],
	'pairs-not-analysed': [
		'note',
		'Pairs of rules that could not be compared with each other: {0}. Test them with cases.',
		'有 {0} 对规则无法相互比较，请用测试用例验证。',
	],
} as const satisfies Record<string, readonly ['warning' | 'note', en: string, zh: string]>
export type FindingCode = keyof typeof FINDINGS

/** Something about a valid rule set that its author may not have meant, with facts that show it. */
export type Finding = {
	code: FindingCode
	severity: 'warning' | 'note'
	/** JSON Pointer to the rule, or to the rules. */
	path: string
	/** Keys of the rules concerned. */
	rules: string[]
	message: LocalizedText
	/** Facts that show it, to be judged on `ANALYSIS_DAY`; null where there are none to show. */
	example: FactTree | null
}

const filled = (template: string, values: readonly string[]): string =>
	template.replace(/\{(\d)\}/g, (_match, index: string) => values[Number(index)] ?? '')

/** Makes a finding; `values` fill its text in the order of its places. */
export function finding(
	code: FindingCode,
	about: { path: string; rules: string[]; values: readonly LocalizedText[]; example?: FactTree | null },
): Finding {
	const [severity, en, zh] = FINDINGS[code]
	const { path, rules, values, example = null } = about
	const message = {
		en: filled(
			en,
			values.map((value) => value.en),
		),
		'zh-CN': filled(
			zh,
			values.map((value) => value['zh-CN']),
		),
	}
	return { code, severity, path, rules, message, example }
}
