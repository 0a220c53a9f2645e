import { canonicalJson, type JsonValue } from '#app/core/canonical-json.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { type Change, labelled, wordingChange } from './diff.model.ts'
import { diffConditions } from './diff-conditions.ts'
import type { FactCatalog } from './fact-catalog.model.ts'
import { formFieldName } from './form-fields.model.ts'
import { inEachLanguage } from './in-each-language.ts'
import type { Channel, Recipient } from './notice-route.model.ts'
import { CHANNEL_NAMES, recipientName } from './notice-words.ts'
import type { Check, Rule, RuleSet, TestCase } from './rule-set.schema.ts'
import { conditionSentence, outcomeName, ruleSentence, ruleTitle, type SentenceContext } from './sentence.ts'

/** What changed between two versions, and how many rules stayed as they were. */
export type RuleSetDiff = { changes: Change[]; unchangedRules: number }

type Versions = { before: RuleSet; after: RuleSet; contexts: { before: SentenceContext; after: SentenceContext } }

const NONE: LocalizedText = { en: '–', 'zh-CN': '–' }
const isSame = (a: unknown, b: unknown): boolean =>
	canonicalJson((a ?? null) as JsonValue) === canonicalJson((b ?? null) as JsonValue)

const quoted = (title: LocalizedText, rest: LocalizedText): LocalizedText =>
	inEachLanguage((language) => labelled(`“${title[language]}”`, rest[language], language))

function shownText(shown: Check['expected']): LocalizedText {
	if (!shown) return NONE
	return 'fact' in shown ? inEachLanguage(() => `{{${shown.fact}${shown.path.slice(1)}}}`) : shown
}

const WORDINGS: readonly { label: LocalizedText; of: (rule: Rule) => LocalizedText }[] = [
	{ label: { en: 'title', 'zh-CN': '标题' }, of: ruleTitle },
	{ label: { en: 'message', 'zh-CN': '消息' }, of: (rule) => rule.event.params?.message ?? NONE },
	{ label: { en: 'check', 'zh-CN': '校验项' }, of: (rule) => rule.check?.label ?? NONE },
	{ label: { en: 'expected', 'zh-CN': '应为' }, of: (rule) => shownText(rule.check?.expected) },
	{ label: { en: 'actual', 'zh-CN': '实际' }, of: (rule) => shownText(rule.check?.actual) },
]

function wordingChanges(before: Rule, after: Rule): Change[] {
	return WORDINGS.flatMap(({ label, of }) => {
		const [from, to] = [of(before), of(after)]
		if (isSame(from, to)) return []
		const sentence = wordingChange(quoted(ruleTitle(after), label), from, to)
		return { kind: 'changed', about: 'wording', ruleKey: after.key, sentence, before: from, after: to }
	})
}

function outcomeChanges(before: Rule, after: Rule): Change[] {
	if (before.event.type === after.event.type) return []
	const [from, to] = [outcomeName(before.event.type), outcomeName(after.event.type)]
	const rest = inEachLanguage((language) => `${from[language]} → ${to[language]}`)
	const sentence = quoted(ruleTitle(after), rest)
	return [{ kind: 'changed', about: 'outcome', ruleKey: after.key, sentence, before: from, after: to }]
}

function overrideChanges(before: Rule, after: Rule): Change[] {
	if (before.overridable === after.overridable) return []
	const rest = after.overridable
		? { en: 'a signed override may now pass it', 'zh-CN': '现在可以签名越过' }
		: { en: 'a signed override may no longer pass it', 'zh-CN': '不再允许签名越过' }
	return [{ kind: 'changed', about: 'override', ruleKey: after.key, sentence: quoted(ruleTitle(after), rest) }]
}

const names = (list: readonly LocalizedText[]): LocalizedText =>
	list.length === 0
		? NONE
		: inEachLanguage((language) => list.map((one) => one[language]).join(language === 'en' ? ', ' : '、'))

/** What stands in a list, whatever its order: an order that means nothing is no change. */
function listChange(
	label: LocalizedText,
	rules: readonly [before: Rule, after: Rule],
	of: (rule: Rule) => { keys: readonly string[]; name: (key: string) => LocalizedText },
): Change[] {
	const [before, after] = [of(rules[0]), of(rules[1])]
	if (isSame(before.keys.toSorted(), after.keys.toSorted())) return []
	const [from, to] = [names(before.keys.map(before.name)), names(after.keys.map(after.name))]
	const sentence = wordingChange(quoted(ruleTitle(rules[1]), label), from, to)
	return [{ kind: 'changed', about: 'effect', ruleKey: rules[1].key, sentence, before: from, after: to }]
}

/** Who hears of it and how, and which fields of a form it marks. */
function effectChanges(before: Rule, after: Rule, { contexts }: Versions): Change[] {
	const rules = [before, after] as const
	const notifyOf = (rule: Rule) => rule.event.params?.notify
	return [
		...listChange({ en: 'who hears of it', 'zh-CN': '通知对象' }, rules, (rule) => ({
			keys: notifyOf(rule)?.to ?? [],
			name: (key) => recipientName(key as Recipient),
		})),
		...listChange({ en: 'how they hear of it', 'zh-CN': '通知方式' }, rules, (rule) => ({
			keys: notifyOf(rule)?.by ?? [],
			name: (key) => CHANNEL_NAMES[key as Channel],
		})),
		...listChange({ en: 'fields it marks', 'zh-CN': '标出的字段' }, rules, (rule) => ({
			keys: rule.event.params?.fields ?? [],
			name: (key) => formFieldName(contexts.after.catalog, key),
		})),
	]
}

const changedRule = (before: Rule, after: Rule, versions: Versions): Change[] => [
	...diffConditions(before.conditions, after.conditions, {
		title: ruleTitle(after),
		ruleKey: after.key,
		...versions.contexts,
	}),
	...outcomeChanges(before, after),
	...overrideChanges(before, after),
	...effectChanges(before, after, versions),
	...wordingChanges(before, after),
]

function wholeRule(kind: 'added' | 'removed', rule: Rule, context: SentenceContext): Change {
	const [title, words] = [ruleTitle(rule), ruleSentence(rule, context)]
	const sentence: LocalizedText = {
		en: `${kind === 'added' ? 'New rule' : 'Rule removed'} “${title.en}”: ${words.en}`,
		'zh-CN': `${kind === 'added' ? '新增规则' : '删除规则'}“${title['zh-CN']}”：${words['zh-CN']}`,
	}
	return { kind, about: 'rule', ruleKey: rule.key, sentence }
}

function ruleChanges(versions: Versions): Change[] {
	const { before, after, contexts } = versions
	const old = new Map(before.rules.map((rule) => [rule.key, rule]))
	const kept = new Set(after.rules.map((rule) => rule.key))
	return [
		...after.rules.flatMap((rule) => {
			const previous = old.get(rule.key)
			return previous ? changedRule(previous, rule, versions) : [wholeRule('added', rule, contexts.after)]
		}),
		...before.rules.filter((rule) => !kept.has(rule.key)).map((rule) => wholeRule('removed', rule, contexts.before)),
	]
}

/** Order decides under `first` only. */
function orderChanges({ before, after }: Versions): Change[] {
	if (before.hitPolicy !== 'first' && after.hitPolicy !== 'first') return []
	const common = (set: RuleSet, other: RuleSet) =>
		set.rules.filter((rule) => other.rules.some((found) => found.key === rule.key))
	const [old, now] = [common(before, after), common(after, before)]
	if (old.map((rule) => rule.key).join() === now.map((rule) => rule.key).join()) return []
	const list = (rules: readonly Rule[]) =>
		inEachLanguage((language) => rules.map((rule) => ruleTitle(rule)[language]).join(language === 'en' ? ', ' : '、'))
	const label = { en: 'Order of the rules', 'zh-CN': '规则顺序' }
	const sentence = wordingChange(label, list(old), list(now))
	return [{ kind: 'changed', about: 'order', sentence, before: list(old), after: list(now) }]
}

function sharedChanges({ before, after, contexts }: Versions): Change[] {
	const [old, now] = [before.conditions ?? {}, after.conditions ?? {}]
	const title = (name: string): LocalizedText => ({ en: `Shared: ${name}`, 'zh-CN': `共享条件：${name}` })
	const whole = (kind: 'added' | 'removed', name: string, words: LocalizedText): Change => ({
		kind,
		about: 'shared-condition',
		sentence: {
			en: `Shared condition ${kind}, “${name}”: ${words.en}`,
			'zh-CN': `${kind === 'added' ? '新增' : '删除'}共享条件“${name}”：${words['zh-CN']}`,
		},
	})
	return [
		...Object.entries(now).flatMap(([name, condition]) => {
			const previous = old[name]
			if (!previous) return [whole('added', name, conditionSentence(condition, contexts.after))]
			return diffConditions(previous, condition, { title: title(name), ...contexts })
		}),
		...Object.entries(old)
			.filter(([name]) => !now[name])
			.map(([name, condition]) => whole('removed', name, conditionSentence(condition, contexts.before))),
	]
}

function setChanges({ before, after }: Versions): Change[] {
	const plain = (text: string): LocalizedText => ({ en: text, 'zh-CN': text })
	const outcomes = (set: RuleSet) =>
		inEachLanguage((language) => set.outcomes.map((outcome) => outcomeName(outcome)[language]).join(' < '))
	const policy = (set: RuleSet): LocalizedText =>
		set.hitPolicy === 'first'
			? { en: 'the first rule that holds decides', 'zh-CN': '首条成立的规则决定结果' }
			: { en: 'the strictest outcome wins', 'zh-CN': '取最严格的结果' }
	const parts: [LocalizedText, LocalizedText, LocalizedText][] = [
		[{ en: 'Title', 'zh-CN': '标题' }, before.title, after.title],
		[{ en: 'Description', 'zh-CN': '说明' }, before.description ?? NONE, after.description ?? NONE],
		[{ en: 'Key', 'zh-CN': '键' }, plain(before.key), plain(after.key)],
		[{ en: 'Subject', 'zh-CN': '对象' }, plain(before.subject), plain(after.subject)],
		[{ en: 'Hit policy', 'zh-CN': '命中策略' }, policy(before), policy(after)],
		[{ en: 'Outcomes', 'zh-CN': '结果' }, outcomes(before), outcomes(after)],
	]
	return parts
		.filter(([, from, to]) => !isSame(from, to))
		.map(([label, from, to]) => ({
			kind: 'changed',
			about: 'set',
			sentence: wordingChange(label, from, to),
			before: from,
			after: to,
		}))
}

function testChanges({ before, after }: Versions): Change[] {
	const title = (test: TestCase): LocalizedText =>
		typeof test.name === 'string' ? { en: test.name, 'zh-CN': test.name } : test.name
	const find = (set: RuleSet, test: TestCase) => set.tests?.find((other) => title(other).en === title(test).en)
	const change = (kind: Change['kind'], test: TestCase): Change => ({
		kind,
		about: 'test',
		sentence: {
			en: `Test ${kind}: “${title(test).en}”`,
			'zh-CN': `${{ added: '新增', removed: '删除', changed: '修改' }[kind]}测试：“${title(test)['zh-CN']}”`,
		},
	})
	return [
		...(after.tests ?? []).flatMap((test) => {
			const previous = find(before, test)
			if (!previous) return [change('added', test)]
			return isSame(previous, test) ? [] : [change('changed', test)]
		}),
		...(before.tests ?? []).filter((test) => !find(after, test)).map((test) => change('removed', test)),
	]
}

/**
 * What differs between two versions of a rule set, in sentences: "Minimum remaining shelf life: 90 → 120 days". Rules go
 * by their key. Reordering is a change only where order decides. Both versions are valid.
 */
export function diffRuleSets(before: RuleSet, after: RuleSet, catalog: FactCatalog): RuleSetDiff {
	const contexts = {
		before: { catalog, shared: before.conditions },
		after: { catalog, shared: after.conditions },
	}
	const versions = { before, after, contexts }
	const changes = [
		...setChanges(versions),
		...ruleChanges(versions),
		...orderChanges(versions),
		...sharedChanges(versions),
		...testChanges(versions),
	]
	const unchangedRules = after.rules.filter((rule) => before.rules.some((old) => isSame(old, rule))).length
	return { changes, unchangedRules }
}
