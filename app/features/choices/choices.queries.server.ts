import { type Choice, type ChoiceList, FOUND_MOST, type FoundChoices, SENT_MOST, wordsOf } from '#app/core/choice.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CHOICE_FILTERS, type ChoiceFilter, type ChoiceKind, choicesAddress, type ReadFilter } from './choices.model.ts'
import type { Source } from './source.server.ts'
import { sourceOf } from './sources.queries.server.ts'

type Row = Omit<Choice, 'name'> & { name: LocalizedText }

const columns = (source: Source): string => `value, code, name, detail, unit${source.hasFacts ? ', facts' : ''}`
const HAY = `lower(concat_ws(' ', code, name->>'en', name->>'zh-CN', also))`
/** Without a code they stand by name. */
const ORDER = `code nulls last, name->>'en', value`

const toChoice = (ctx: Context, source: Source, { name, value, facts, ...rest }: Row): Choice => {
	const said = { ...rest, name: localized(name, ctx.language) }
	return { value, ...(source.say?.(said) ?? said), ...(facts ? { facts } : {}) }
}

const likeEscaped = (word: string): string => word.replace(/[\\%_]/g, '\\$&')

/**
 * What fits a typed text of all that can be chosen: every word in code, name or what else it is known by; what is exactly or
 * begins with the text first, then by code. At most 20, with how many there are. One statement.
 * Null: the reader may see nothing of this kind.
 */
export async function findChoices<K extends ChoiceKind>(
	ctx: Context,
	kind: K,
	filter: ReadFilter<K>,
	typed: string,
): Promise<FoundChoices | null> {
	const source = sourceOf(ctx, kind, filter)
	if (!source) return null
	const words = wordsOf(typed)
	const first = words[0] ?? ''
	const [row] = await ctx.em.execute<{ total: number; options: Row[] | null }[]>(
		`with c as (${source.rows.sql}), hit as (select * from c where open and ${HAY} like all (select jsonb_array_elements_text(?::jsonb)))
		select (select count(*)::int from hit) as total, (select jsonb_agg(x) from (
			select ${columns(source)} from hit order by lower(coalesce(code, '')) = ? desc, lower(coalesce(code, name->>'en')) like ? desc, ${ORDER} limit ${FOUND_MOST}) x) as options`,
		[
			...source.rows.values,
			JSON.stringify(words.map((word) => `%${likeEscaped(word)}%`)),
			first,
			`${likeEscaped(first)}%`,
		],
	)
	return { total: row?.total ?? 0, options: (row?.options ?? []).map((one) => toChoice(ctx, source, one)) }
}

/** Values by name, also of what can no longer be chosen; unknown ones are left out. At most 50 are asked for. One statement. */
export async function namedChoices<K extends ChoiceKind>(
	ctx: Context,
	kind: K,
	filter: ReadFilter<K>,
	values: readonly string[],
): Promise<FoundChoices | null> {
	const source = sourceOf(ctx, kind, filter)
	if (!source) return null
	const rows = await ctx.em.execute<Row[]>(
		`with c as (${source.rows.sql}) select ${columns(source)} from c where value in (select jsonb_array_elements_text(?::jsonb)) order by ${ORDER}`,
		[...source.rows.values, JSON.stringify(values.slice(0, SENT_MOST))],
	)
	return { total: rows.length, options: rows.map((one) => toChoice(ctx, source, one)) }
}

/**
 * What a page sends of a list to choose from: all of it up to 50, else the address that finds in it; and what is chosen
 * already, by name. Empty where the reader may see nothing of this kind. One statement.
 */
export async function choiceList<K extends ChoiceKind>(
	ctx: Context,
	kind: K,
	asked: ChoiceFilter<K>,
	chosen: readonly (string | null | undefined)[] = [],
): Promise<ChoiceList> {
	const from = choicesAddress(kind, asked)
	const source = sourceOf(ctx, kind, CHOICE_FILTERS[kind].parse(asked) as ReadFilter<K>)
	if (!source) return { from, all: [], chosen: [] }
	const wanted = chosen.filter(Boolean)
	const [row] = await ctx.em.execute<{ sent: Row[] | null; named: Row[] | null }[]>(
		`with c as (${source.rows.sql})
		select (select jsonb_agg(x) from (select ${columns(source)} from c where open order by ${ORDER} limit ${SENT_MOST + 1}) x) as sent,
			(select jsonb_agg(x) from (select ${columns(source)} from c where value in (select jsonb_array_elements_text(?::jsonb)) order by ${ORDER}) x) as named`,
		[...source.rows.values, JSON.stringify(wanted)],
	)
	const sent = row?.sent ?? []
	const say = (one: Row) => toChoice(ctx, source, one)
	return { from, all: sent.length > SENT_MOST ? null : sent.map(say), chosen: (row?.named ?? []).map(say) }
}
