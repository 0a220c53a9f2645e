import type { LocalizedText } from '#app/core/localized.ts'
import { pointerStep } from '../problem.model.ts'
import type { Edit } from './change-document.ts'

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldOf = (content: unknown, key: string): unknown => (isObject(content) ? content[key] : undefined)

/** The rules of a document; none where it has no list of them. */
export function rulesOf(content: unknown): readonly unknown[] {
	const rules = fieldOf(content, 'rules')
	return Array.isArray(rules) ? rules : []
}

/** The test cases of a document. */
export function testsOf(content: unknown): readonly unknown[] {
	const tests = fieldOf(content, 'tests')
	return Array.isArray(tests) ? tests : []
}

/** The outcomes of a document, from best to worst. */
export function outcomesOf(content: unknown): string[] {
	const outcomes = fieldOf(content, 'outcomes')
	return Array.isArray(outcomes) ? outcomes.filter((outcome) => typeof outcome === 'string') : []
}

/** A text in both languages, where it is one. */
export function wordsOf(value: unknown): LocalizedText | null {
	if (!isObject(value)) return null
	return typeof value.en === 'string' && typeof value['zh-CN'] === 'string'
		? { en: value.en, 'zh-CN': value['zh-CN'] }
		: null
}

/** What a list says of a rule, however unfinished it is. */
export type RuleSummary = { key: string; title: LocalizedText; outcome: string; overridable: boolean }

/** Reads a rule for a list. A rule without a title goes by its key. */
export function summaryOf(rule: unknown, index: number): RuleSummary {
	const fields = isObject(rule) ? rule : {}
	const key = typeof fields.key === 'string' ? fields.key : `#${index + 1}`
	const words = key.replaceAll('_', ' ')
	const event = isObject(fields.event) ? fields.event : {}
	return {
		key,
		title: wordsOf(fields.title) ?? { en: words, 'zh-CN': words },
		outcome: typeof event.type === 'string' ? event.type : '',
		overridable: fields.overridable === true,
	}
}

/** A key that is not taken yet: the wanted one, or the wanted one with a number. */
export function freeKey(taken: readonly string[], wanted: string): string {
	const used = new Set(taken)
	if (!used.has(wanted)) return wanted
	let number = 2
	while (used.has(`${wanted}_${number}`)) number += 1
	return `${wanted}_${number}`
}

const keysOf = (content: unknown): string[] => rulesOf(content).map((rule, index) => summaryOf(rule, index).key)

/** A new rule at the end, with an empty group to fill and the strictest outcome. */
export function addRule(content: unknown, conditions: Fields = { all: [] }): { edits: Edit[]; index: number } {
	const index = rulesOf(content).length
	const key = freeKey(keysOf(content), 'new_rule')
	const rule = {
		key,
		title: { en: 'New rule', 'zh-CN': '新规则' },
		conditions,
		event: { type: outcomesOf(content).at(-1) ?? 'block' },
	}
	const list: Edit[] = index === 0 ? [{ type: 'set', at: '/rules', value: [] }] : []
	return { edits: [...list, { type: 'insert', at: '/rules', index, value: rule }], index }
}

/** A copy of a rule right after it, under a key and title of its own. */
export function duplicateRule(content: unknown, index: number): { edits: Edit[]; index: number } {
	const rule = rulesOf(content)[index]
	const { key, title } = summaryOf(rule, index)
	const copy = {
		...(isObject(rule) ? rule : {}),
		key: freeKey(keysOf(content), `${key.slice(0, 55)}_copy`),
		title: { en: `${title.en} (copy)`, 'zh-CN': `${title['zh-CN']}（副本）` },
	}
	return { edits: [{ type: 'insert', at: '/rules', index: index + 1, value: copy }], index: index + 1 }
}

/** Where a rule stands. */
export const rulePlace = (index: number): string => `/rules/${index}`
/** Where a shared condition stands. */
export const sharedPlace = (name: string): string => `/conditions${pointerStep(name)}`
