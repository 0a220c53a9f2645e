import { canonicalJson, type JsonValue } from '#app/core/canonical-json.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import {
	type Condition,
	isAll,
	isAny,
	isFactReference,
	isLeaf,
	isNot,
	isShared,
	type LeafCondition,
} from './condition.schema.ts'
import { arrow, type Change, labelled, wordingChange } from './diff.model.ts'
import { displayValue } from './display-value.ts'
import { factName, findFact } from './fact-catalog.model.ts'
import { normalizeValue } from './fact-value.ts'
import { inEachLanguage } from './in-each-language.ts'
import { conditionSentence, type SentenceContext } from './sentence.ts'

/** The two versions' words, and the rule or shared condition that sentences name. */
export type DiffScope = { title: LocalizedText; ruleKey?: string; before: SentenceContext; after: SentenceContext }

type Pair = readonly [before: Condition, after: Condition]

const textOf = (condition: Condition): string => canonicalJson(condition as JsonValue)

const keyed = (scope: DiffScope) => (scope.ruleKey ? { ruleKey: scope.ruleKey } : {})

const isLiteral = (leaf: LeafCondition): boolean => !isFactReference(leaf.value)

function literalText(leaf: LeafCondition, scope: DiffScope): LocalizedText {
	const definition = findFact(scope.after.catalog, factName(leaf.fact, leaf.path))
	const items = Array.isArray(leaf.value) ? leaf.value : [leaf.value]
	const values = definition ? items.map((item) => normalizeValue(item, definition, 'UTC')) : []
	const known = values.filter((value) => value !== undefined)
	return inEachLanguage((language) =>
		definition && known.length === items.length
			? displayValue(known, definition, language)
			: JSON.stringify(leaf.value),
	)
}

/** `Minimum remaining shelf life: 90 → 120 days`; without a title of its own the value goes by rule and fact. */
function thresholdChange(before: LeafCondition, after: LeafCondition, scope: DiffScope): Change {
	const [from, to] = [literalText(before, scope), literalText(after, scope)]
	const label = findFact(scope.after.catalog, factName(after.fact, after.path))?.label
	const sentence = inEachLanguage((language) => {
		const name = label?.[language] ?? factName(after.fact, after.path)
		const own = after.title?.[language] ?? labelled(`“${scope.title[language]}”`, name, language)
		return labelled(own, arrow(from[language], to[language]), language)
	})
	return { kind: 'changed', about: 'threshold', ...keyed(scope), sentence, before: from, after: to }
}

function replaced(before: Condition, after: Condition, scope: DiffScope): Change {
	const from = conditionSentence(before, scope.before)
	const to = conditionSentence(after, scope.after)
	const sentence = inEachLanguage((language) =>
		labelled(`“${scope.title[language]}”`, `“${from[language]}” → “${to[language]}”`, language),
	)
	return { kind: 'changed', about: 'condition', ...keyed(scope), sentence, before: from, after: to }
}

/** A name or title of a value: what people and messages call it, not what it does. */
function namingChanges(before: LeafCondition, after: LeafCondition, scope: DiffScope): Change[] {
	const nameOf = (leaf: LeafCondition): LocalizedText =>
		inEachLanguage((language) => [leaf.title?.[language], leaf.name].filter(Boolean).join(', ') || '–')
	const [from, to] = [nameOf(before), nameOf(after)]
	if (textOf({ ...before, value: 0 }) === textOf({ ...after, value: 0 })) return []
	const label = inEachLanguage((language) =>
		labelled(`“${scope.title[language]}”`, { en: 'name of a value', 'zh-CN': '数值名称' }[language], language),
	)
	return [{ kind: 'changed', about: 'wording', ...keyed(scope), sentence: wordingChange(label, from, to) }]
}

function diffLeaves(before: LeafCondition, after: LeafCondition, scope: DiffScope): Change[] {
	const isSameValue = canonicalJson(before.value as JsonValue) === canonicalJson(after.value as JsonValue)
	if (before.operator !== after.operator || (!isSameValue && !(isLiteral(before) && isLiteral(after))))
		return [replaced(before, after, scope)]
	const naming = namingChanges(before, after, scope)
	return isSameValue ? naming : [thresholdChange(before, after, scope), ...naming]
}

type Kind = 'all' | 'any' | 'not' | 'shared' | 'leaf'

function kindOf(condition: Condition): Kind {
	if (isAll(condition)) return 'all'
	if (isAny(condition)) return 'any'
	if (isNot(condition)) return 'not'
	return isShared(condition) ? 'shared' : 'leaf'
}

const isSameFact = (a: Condition, b: Condition): boolean =>
	isLeaf(a) && isLeaf(b) && a.fact === b.fact && a.path === b.path

/** The ways two parts of a group may be one and the same part, the surest first. */
const MATCHES: readonly ((a: Condition, b: Condition) => boolean)[] = [
	(a, b) => textOf(a) === textOf(b),
	(a, b) => isSameFact(a, b) && isLeaf(a) && isLeaf(b) && a.operator === b.operator,
	isSameFact,
	(a, b) => kindOf(a) === kindOf(b) && !isLeaf(a) && !isShared(a),
]

function matchParts(before: readonly Condition[], after: readonly Condition[]) {
	const [left, right] = [[...before], [...after]]
	const pairs: Pair[] = []
	for (const isMatch of MATCHES) {
		for (const part of [...left]) {
			const found = right.findIndex((other) => isMatch(part, other))
			const other = right[found]
			if (!other) continue
			pairs.push([part, other])
			left.splice(left.indexOf(part), 1)
			right.splice(found, 1)
		}
	}
	return { pairs, removed: left, added: right }
}

function partChange(kind: 'added' | 'removed', part: Condition, isConjunction: boolean, scope: DiffScope): Change {
	const words = conditionSentence(part, kind === 'added' ? scope.after : scope.before)
	const sentence: LocalizedText = {
		en: `“${scope.title.en}”, ${kind}: ${isConjunction ? 'and' : 'or'} ${words.en}`,
		'zh-CN': `“${scope.title['zh-CN']}”${kind === 'added' ? '新增' : '去掉'}：${isConjunction ? '且' : '或'}${words['zh-CN']}`,
	}
	return { kind, about: 'condition', ...keyed(scope), sentence, [kind === 'added' ? 'after' : 'before']: words }
}

function diffParts(
	before: readonly Condition[],
	after: readonly Condition[],
	isConjunction: boolean,
	scope: DiffScope,
) {
	const { pairs, removed, added } = matchParts(before, after)
	return [
		...pairs.flatMap(([a, b]) => diffConditions(a, b, scope)),
		...added.map((part) => partChange('added', part, isConjunction, scope)),
		...removed.map((part) => partChange('removed', part, isConjunction, scope)),
	]
}

/** The title of a group is wording; what it holds is compared part by part. */
function groupTitleChange(before: Condition, after: Condition, scope: DiffScope): Change[] {
	const titleOf = (condition: Condition): LocalizedText =>
		('title' in condition ? condition.title : undefined) ?? { en: '–', 'zh-CN': '–' }
	const [from, to] = [titleOf(before), titleOf(after)]
	if (from.en === to.en && from['zh-CN'] === to['zh-CN']) return []
	return [{ kind: 'changed', about: 'wording', ...keyed(scope), sentence: wordingChange(scope.title, from, to) }]
}

/**
 * What differs between two conditions, part by part: values first as thresholds, then added and removed parts; what
 * cannot be matched is one sentence replaced by another. The order of parts in a group means nothing and is no change.
 */
export function diffConditions(before: Condition, after: Condition, scope: DiffScope): Change[] {
	if (textOf(before) === textOf(after)) return []
	if (isSameFact(before, after) && isLeaf(before) && isLeaf(after)) return diffLeaves(before, after, scope)
	const title = groupTitleChange(before, after, scope)
	if (isAll(before) && isAll(after)) return [...title, ...diffParts(before.all, after.all, true, scope)]
	if (isAny(before) && isAny(after)) return [...title, ...diffParts(before.any, after.any, false, scope)]
	if (isNot(before) && isNot(after)) return [...title, ...diffNegated(before.not, after.not, scope)]
	return [replaced(before, after, scope)]
}

/** Inside a `not`, "and" and "or" trade places in words, so only values are told apart; the rest stands as a whole. */
function diffNegated(before: Condition, after: Condition, scope: DiffScope): Change[] {
	const changes = diffConditions(before, after, scope)
	const isValuesOnly = changes.every((change) => change.about === 'threshold' || change.about === 'wording')
	return isValuesOnly ? changes : [replaced({ not: before }, { not: after }, scope)]
}
