const texts = new WeakMap<object, string>()

/** Everything that a rule says, in small letters. A rule that changes is another object, so each is written out once. */
function textOf(rule: unknown): string {
	if (typeof rule !== 'object' || rule === null) return String(rule).toLowerCase()
	const known = texts.get(rule)
	if (known !== undefined) return known
	const text = JSON.stringify(rule).toLowerCase()
	texts.set(rule, text)
	return text
}

/**
 * The indexes of the rules that hold every word that is typed: in a title or message of either language, a key, a fact
 * or a value. All of them where nothing is typed.
 */
export function findRules(rules: readonly unknown[], typed: string): number[] {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
	return rules.flatMap((rule, index) => (words.every((word) => textOf(rule).includes(word)) ? [index] : []))
}
