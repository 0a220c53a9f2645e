/** One thing of a list to choose from, in the reader's language. */
export type Choice = {
	value: string
	/** Its number or code; null for what has only a name. */
	code: string | null
	name: string
	/** A word that tells it from others of its name: a unit, an address. */
	detail: string | null
	/** Of an item or lot: the unit that it is kept in, by its code. */
	unit: string | null
	/** What else a form says of it. */
	facts?: Readonly<Record<string, string | null>>
}

/** What fits a question: the first of it, and how many there are. */
export type FoundChoices<C extends Choice = Choice> = { total: number; options: C[] }

/** What a page sends of a list to choose from. */
export type ChoiceList<C extends Choice = Choice> = {
	/** Answers `q` (what is typed) and `chosen` (values to be named) behind it with `FoundChoices`. Ends with `?` or `&`. */
	from: string
	/** All there is, where it is few enough to be sent with a page; null: it is asked for while somebody types. */
	all: C[] | null
	/** What is chosen already, by its name, whether or not it could still be chosen. */
	chosen: C[]
}

/** A list with nothing in it. */
export const NO_CHOICES: ChoiceList = { from: '', all: [], chosen: [] }

/** Lists up to this length are sent with the page and shown as a plain select. */
export const SENT_MOST = 50

/** Of a longer list, so many are shown at once. */
export const FOUND_MOST = 20

/** A choice as one line: its code, its name, what tells it apart. */
export const choiceText = ({ code, name, detail }: Pick<Choice, 'code' | 'name' | 'detail'>): string =>
	`${code ? `${code} · ` : ''}${name}${detail ? ` (${detail})` : ''}`

/** The list has nothing in it at all. */
export const hasNoChoice = (list: Pick<ChoiceList, 'all'>): boolean => list.all?.length === 0

/** The only one there is, which need not be chosen by hand; else an empty text. */
export const onlyChoice = (list: Pick<ChoiceList, 'all'>): string =>
	list.all?.length === 1 ? (list.all[0]?.value ?? '') : ''

const bare = (text: string): string => text.trim().toLowerCase()

/**
 * The choice that a typed text means without doubt: its code, its whole line or its name, or else the only one that fits.
 * Null: the person has to say which.
 */
export function choiceMeant<C extends Choice>(typed: string, found: FoundChoices<C>): C | null {
	const wanted = bare(typed)
	if (wanted === '') return null
	const by = (say: (choice: C) => string | null) => found.options.filter((one) => bare(say(one) ?? '') === wanted)
	for (const exact of [by((one) => one.code), by(choiceText), by((one) => one.name)])
		if (exact.length === 1) return exact[0] ?? null
	return found.total === 1 ? (found.options[0] ?? null) : null
}

/** What was found, and behind it those further choices whose name has what was typed. */
export function withMore<C extends Choice>(found: FoundChoices<C>, more: readonly C[], typed: string): FoundChoices<C> {
	const fitting = more.filter((one) => bare(one.name).includes(bare(typed)))
	return { total: found.total + fitting.length, options: [...found.options, ...fitting] }
}

/** The words of a typed text that must all be found in what is looked for, in small letters; a dozen at most. */
export const wordsOf = (typed: string): string[] =>
	typed
		.slice(0, 200)
		.toLowerCase()
		.split(/[\s·()（）]+/)
		.filter((word) => word !== '')
		.slice(0, 12)
