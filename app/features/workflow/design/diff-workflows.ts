import type { Language, LocalizedText } from '#app/core/localized.ts'
import { titleOf } from '../workflow.model.ts'
import type { WorkflowDefinition, WorkflowState, WorkflowTransition } from '../workflow.schema.ts'
import { type DefinitionWords, type Titles, wordsFor } from './definition-words.ts'
import { fieldName, sayValue } from './diff-words.ts'

/** One difference between two versions. `key` is of the state or transition; null for the workflow itself. */
export type WorkflowChange = {
	kind: 'added' | 'removed' | 'changed'
	part: 'state' | 'transition' | 'workflow' | 'test'
	key: string | null
	sentence: LocalizedText
}

type Part = WorkflowState | WorkflowTransition

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** JSON with sorted keys, so that the order of keys makes no difference. */
function canonical(value: unknown): string {
	return (
		JSON.stringify(value, (_key, one: unknown) =>
			typeof one === 'object' && one !== null && !Array.isArray(one)
				? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
				: one,
		) ?? ''
	)
}

/**
 * What changes from one version to another, in sentences of both languages. Where a state stands in the picture is no
 * change of what it means and is left out. `titles` are the tenant's names of what the versions refer to.
 */
export function diffWorkflows(
	before: WorkflowDefinition,
	after: WorkflowDefinition,
	titles: Titles = {},
): WorkflowChange[] {
	const names = wordsFor([before, after], titles)
	return [
		...diffHead(before, after, names),
		...diffParts('state', before.states, after.states, names),
		...diffParts('transition', before.transitions, after.transitions, names),
		...diffTests(before, after),
	]
}

/** What changed, by key: for the colours of the picture. */
export function changedParts(
	changes: readonly WorkflowChange[],
	part: 'state' | 'transition',
): ReadonlyMap<string, WorkflowChange['kind']> {
	return new Map(changes.flatMap((change) => (change.part === part && change.key ? [[change.key, change.kind]] : [])))
}

const quoted = (part: Parameters<typeof titleOf>[0]): LocalizedText => {
	const title = titleOf(part)
	return { en: `“${title.en}”`, 'zh-CN': `“${title['zh-CN']}”` }
}

const KIND_NAMES = { state: ['State', '状态'], transition: ['Step', '步骤'] } as const

function diffParts(
	part: 'state' | 'transition',
	before: readonly Part[],
	after: readonly Part[],
	names: DefinitionWords,
): WorkflowChange[] {
	const old = new Map(before.map((one) => [one.key, one]))
	const now = new Map(after.map((one) => [one.key, one]))
	const [en, zh] = KIND_NAMES[part]
	const removed = before
		.filter(({ key }) => !now.has(key))
		.map((one): WorkflowChange => {
			const name = quoted(one)
			return {
				kind: 'removed',
				part,
				key: one.key,
				sentence: { en: `${en} ${name.en} is removed`, 'zh-CN': `删除${zh}${name['zh-CN']}` },
			}
		})
	const kept = after.flatMap((one): WorkflowChange[] => {
		const previous = old.get(one.key)
		if (previous) return diffFields(part, previous, one, names)
		const name = quoted(one)
		const way = 'from' in one ? wayOf(one, names) : { en: '', 'zh-CN': '' }
		return [
			{
				kind: 'added',
				part,
				key: one.key,
				sentence: { en: `${en} ${name.en} is new${way.en}`, 'zh-CN': `新增${zh}${name['zh-CN']}${way['zh-CN']}` },
			},
		]
	})
	return [...removed, ...kept]
}

function wayOf({ from, to }: WorkflowTransition, names: DefinitionWords): LocalizedText {
	return {
		en: `: ${from.map((key) => names.state(key).en).join(', ')} → ${names.state(to).en}`,
		'zh-CN': `：${from.map((key) => names.state(key)['zh-CN']).join('、')} → ${names.state(to)['zh-CN']}`,
	}
}

function diffFields(part: 'state' | 'transition', before: Part, after: Part, names: DefinitionWords): WorkflowChange[] {
	const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => field !== 'position')
	const name = quoted(after)
	return fields.flatMap((field): WorkflowChange[] => {
		const [was, is] = [Reflect.get(before, field), Reflect.get(after, field)] as [unknown, unknown]
		if (same(was, is)) return []
		return [{ kind: 'changed', part, key: after.key, sentence: changeSentence(name, field, [was, is], names) }]
	})
}

function changeSentence(
	name: LocalizedText,
	field: string,
	[was, is]: readonly [unknown, unknown],
	names: DefinitionWords,
): LocalizedText {
	const label = fieldName(field)
	const [old, now] = [sayValue(field, was, names), sayValue(field, is, names)]
	const differs = (language: Language) => old[language] !== now[language]
	const say = (
		language: Language,
		other: Language,
		{ colon, otherOnly, details }: (typeof WORDS)[Language],
	): string => {
		const head = `${name[language]}${name[language] === '' ? '' : colon}${label[language]}`
		if (differs(language)) return `${head} ${old[language]} → ${now[language]}`
		return differs(other) ? `${head}${otherOnly} ${old[other]} → ${now[other]}` : `${head}${details}`
	}
	return { en: say('en', 'zh-CN', WORDS.en), 'zh-CN': say('zh-CN', 'en', WORDS['zh-CN']) }
}

/** A reader in whose language nothing changed sees the other one; what no word tells apart has changed in its details. */
const WORDS = {
	en: { colon: ': ', otherOnly: ' (Chinese)', details: ' changed in its details' },
	'zh-CN': { colon: '：', otherOnly: '（英文）', details: '的细节有修改' },
} as const

function diffHead(before: WorkflowDefinition, after: WorkflowDefinition, names: DefinitionWords): WorkflowChange[] {
	const fields = ['title', 'description', 'subject', 'initial', 'mainPath'] as const
	return fields
		.filter((field) => !same(before[field], after[field]))
		.map((field) => ({
			kind: 'changed',
			part: 'workflow',
			key: null,
			sentence: changeSentence({ en: '', 'zh-CN': '' }, field, [before[field], after[field]], names),
		}))
}

function diffTests(before: WorkflowDefinition, after: WorkflowDefinition): WorkflowChange[] {
	const old = new Map((before.tests ?? []).map((test) => [test.name.en, test]))
	const now = new Map((after.tests ?? []).map((test) => [test.name.en, test]))
	const say = (kind: WorkflowChange['kind'], name: LocalizedText, en: string, zh: string): WorkflowChange => ({
		kind,
		part: 'test',
		key: null,
		sentence: { en: `Test case “${name.en}” ${en}`, 'zh-CN': `测试用例“${name['zh-CN']}”${zh}` },
	})
	return [
		...[...old].filter(([name]) => !now.has(name)).map(([, test]) => say('removed', test.name, 'is removed', '已删除')),
		...[...now].flatMap(([name, test]) => {
			const previous = old.get(name)
			if (!previous) return [say('added', test.name, 'is new', '为新增')]
			return same(previous, test) ? [] : [say('changed', test.name, 'is changed', '已修改')]
		}),
	]
}

/**
 * Transitions whose given approvals no longer count when a record comes over from one version to another: what their
 * guards, approval or signature ask for has changed, or they are gone.
 */
export function voidedTransitions(before: WorkflowDefinition, after: WorkflowDefinition): string[] {
	const now = new Map(after.transitions.map((transition) => [transition.key, transition]))
	return before.transitions
		.filter((old) => {
			const next = now.get(old.key)
			if (!next) return true
			return !same([old.guards, old.approval, old.signature], [next.guards, next.approval, next.signature])
		})
		.map(({ key }) => key)
}
