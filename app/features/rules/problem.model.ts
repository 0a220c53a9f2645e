import type { LocalizedText } from '#app/core/localized.ts'

/** Each problem a definition may have: its text in English and Chinese, `{0}` and `{1}` filled in. */
const TEXTS = {
	'too-large': ['The document is too large. Split the rule set.', '文档过大，请拆分规则集。'],
	'not-json': [
		'This is not JSON: it cannot be read from line {0}, column {1} on. Export the rule set again, or mend the file.',
		'不是 JSON：从第 {0} 行第 {1} 列起无法读取。请重新导出规则集，或修正文件。',
	],
	'forbidden-key': ['“{0}” cannot be used as a name. Choose another.', '“{0}”不能用作名称，请换一个。'],
	'unknown-key': [
		'“{0}” is not a known field here. Remove it or check its spelling.',
		'此处没有“{0}”字段，请删除或检查拼写。',
	],
	'missing-key': ['“{0}” is missing. Add it.', '缺少“{0}”，请补充。'],
	'wrong-type': ['This should be {0}.', '此处的类型应为：{0}。'],
	'invalid-value': ['This should be one of: {0}.', '此处应为以下之一：{0}。'],
	'invalid-format': ['This is not in the expected form: {0}.', '格式不符合要求：{0}。'],
	'too-long': ['At most {0} are allowed here.', '此处最多允许 {0}。'],
	'too-short': ['At least {0} needed here.', '此处至少需要 {0}。'],
	'invalid-path': [
		'A path is names joined by dots, such as $.expiresOn. Filters, wildcards and indexes are not allowed.',
		'路径只能是用点连接的名称，例如 $.expiresOn，不允许筛选、通配符和下标。',
	],
	'empty-group': [
		'This group is empty, so it would always hold. Add a condition or remove the group.',
		'此条件组为空，会始终成立。请添加条件或删除该组。',
	],
	'group-needed': [
		'A rule begins with “all”, “any”, “not” or a shared condition.',
		'规则须以 all、any、not 或共享条件开头。',
	],
	'depth-exceeded': [
		'Groups are nested deeper than {0}. Split it into several rules.',
		'条件组嵌套超过 {0} 层，请拆成多条规则。',
	],
	'too-many-leaves': [
		'More than {0} conditions in the set. Split the rule set.',
		'规则集中的条件超过 {0} 个，请拆分规则集。',
	],
	'too-many-rules': [
		'More than {0} rules in the set. Split the rule set.',
		'规则集中的规则超过 {0} 条，请拆分规则集。',
	],
	'too-many-shared-conditions': [
		'More than {0} shared conditions. Split the rule set.',
		'共享条件超过 {0} 个，请拆分规则集。',
	],
	'shared-conditions-too-large': [
		'With shared conditions written out there are more than {0} conditions. Use them in fewer places.',
		'展开共享条件后，条件超过 {0} 个，请减少引用。',
	],
	'shared-condition-cycle': [
		'Shared condition “{0}” refers to itself. Remove one of the references.',
		'共享条件“{0}”引用了自身，请去掉其中一处引用。',
	],
	'unknown-shared-condition': ['There is no shared condition “{0}”.', '没有名为“{0}”的共享条件。'],
	'unused-shared-condition': ['No rule uses shared condition “{0}”.', '没有规则使用共享条件“{0}”。'],
	'duplicate-rule-key': [
		'Rule key “{0}” is used twice. Give each rule its own.',
		'规则键“{0}”重复，请为每条规则使用不同的键。',
	],
	'duplicate-outcome': ['Outcome “{0}” is listed twice.', '结果“{0}”重复列出。'],
	'reserved-outcome': ['“{0}” cannot be an outcome. Choose another word.', '“{0}”不能用作结果，请换一个词。'],
	'unknown-outcome': ['“{0}” is not one of the outcomes: {1}.', '“{0}”不在结果列表中：{1}。'],
	'unused-outcome': ['No rule leads to outcome “{0}”.', '没有规则会得出结果“{0}”。'],
	'duplicate-condition-name': ['Two conditions of this rule are named “{0}”.', '此规则中有两个条件都叫“{0}”。'],
	'duplicate-test-name': ['Two tests are named “{0}”.', '有两个测试都叫“{0}”。'],
	'unknown-fact': ['There is no fact “{0}” for {1}.', '{1}没有事实“{0}”。'],
	'unknown-fact-path': ['“{0}” has no “{1}”.', '“{0}”没有“{1}”。'],
	'unknown-operator': ['“{0}” is not an operator. Use one of: {1}.', '“{0}”不是运算符，可用：{1}。'],
	'operator-not-for-type': ['“{0}” cannot be used with {1}. Use one of: {2}.', '“{0}”不能用于“{1}”，可用：{2}。'],
	'value-type-mismatch': ['“{0}” is {1}; it cannot be compared with {2}.', '“{0}”是{1}，不能与 {2} 比较。'],
	'list-needed': ['“{0}” needs a list of values.', '“{0}”需要一个值列表。'],
	'single-value-needed': ['“{0}” compares with one value, not with a list.', '“{0}”只能与单个值比较，不能与列表比较。'],
	'unknown-enum-value': ['“{1}” is not a value of “{0}”: {2}.', '“{1}”不是“{0}”的取值：{2}。'],
	'unlisted-enum-value': [
		'“{1}” is not among the usual values of “{0}”. Check its spelling.',
		'“{1}”不在“{0}”的常用取值中，请检查拼写。',
	],
	'duplicate-list-value': ['“{0}” stands twice in the list.', '“{0}”在列表中重复。'],
	'fact-type-mismatch': ['“{0}” ({1}) cannot be compared with “{2}” ({3}).', '“{0}”（{1}）不能与“{2}”（{3}）比较。'],
	'unit-mismatch': [
		'“{0}” is in {1}, “{2}” in {3}. Compare facts of the same unit.',
		'“{0}”的单位是 {1}，“{2}”的单位是 {3}，请比较单位相同的事实。',
	],
	'compared-with-itself': ['“{0}” is compared with itself.', '“{0}”在与自身比较。'],
	'broken-template': [
		'A variable is written {{fact.path}}; one here is not closed.',
		'变量写作 {{fact.path}}，此处有变量未写完整。',
	],
	'unknown-template-variable': [
		'“{0}” is not a fact and not a named condition of this rule.',
		'“{0}”既不是事实，也不是此规则中已命名的条件。',
	],
	'template-variables-differ': ['The two languages use different variables: {0}.', '两种语言使用的变量不同：{0}。'],
	'no-message': [
		'The rule does not say why. Add a message in both languages.',
		'此规则没有说明原因，请补充中英文消息。',
	],
	'no-tests': [
		'There is no test case yet. Add at least one for each outcome.',
		'还没有测试用例，请至少为每种结果添加一个。',
	],
	'unknown-test-fact': ['Tests give “{0}”, which is not a fact of {1}.', '测试给出了“{0}”，但它不是{1}的事实。'],
	'invalid-test-fact': ['“{0}” is {1}; {2} is not.', '“{0}”应为{1}，而 {2} 不是。'],
	'unknown-rule': ['There is no rule “{0}”.', '没有规则“{0}”。'],
} satisfies Record<string, readonly [en: string, zh: string]>

export type ProblemCode = keyof typeof TEXTS

const WARNINGS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
	'unused-shared-condition',
	'unused-outcome',
	'unlisted-enum-value',
	'duplicate-list-value',
	'compared-with-itself',
	'template-variables-differ',
	'no-message',
	'no-tests',
])

/** Something wrong with a definition. `path` is a JSON Pointer (RFC 6901) to the place; an error stops publication. */
export type Problem = { severity: 'error' | 'warning'; code: ProblemCode; path: string; message: LocalizedText }

/** One step of a JSON Pointer, escaped. Source: RFC 6901, section 3. */
export const pointerStep = (key: PropertyKey): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** A JSON Pointer from keys and indexes. */
export const toPointer = (keys: readonly PropertyKey[]): string => keys.map(pointerStep).join('')

const fill = (text: string, words: readonly string[]): string =>
	text.replace(/\{(\d)\}/g, (_match, index: string) => words[Number(index)] ?? '')

/** Makes a problem; words that differ by language are given as localized texts. */
export function problem(code: ProblemCode, path: string, ...words: readonly (string | LocalizedText)[]): Problem {
	const [en, zh] = TEXTS[code]
	const word = (language: keyof LocalizedText) => words.map((w) => (typeof w === 'string' ? w : w[language]))
	return {
		severity: WARNINGS.has(code) ? 'warning' : 'error',
		code,
		path,
		message: { en: fill(en, word('en')), 'zh-CN': fill(zh, word('zh-CN')) },
	}
}
