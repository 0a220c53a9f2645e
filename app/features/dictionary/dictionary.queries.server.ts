import { todayIn } from '#app/core/local-date.ts'
import { baseRolesOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Attribute, AttributeContent, AttributeSubject } from './attribute.model.ts'
import { NEWEST_CHANGES } from './attribute.model.ts'
import { isVisibleTo, type Viewer } from './visible-to.ts'

type Row = {
	id: string
	version: number
	subject: AttributeSubject
	key: string
	content: AttributeContent
	position: number
	deprecatedOn: string | null
	replacedBy: string | null
}

const toAttribute = ({ content, ...row }: Row): Attribute => ({ ...content, ...row })

/** Who is looking, for what of the dictionary may be seen. */
export function viewerOf(ctx: Context): Viewer {
	const { actor } = ctx
	if (actor.kind === 'public' || actor.kind === 'grant') return { kind: 'public' }
	if (partyOf(actor) !== null) return { kind: 'partner' }
	// The portal itself and keys of the tenant's own systems see what every role sees together.
	return { kind: 'inside', roles: actor.kind === 'person' ? baseRolesOf(actor) : 'all' }
}

const loaded = new WeakMap<Context, Promise<Attribute[]>>()

/** The whole dictionary in its order, once for each unit of work; of a kind of record at most 1,000 attributes. One statement. */
async function everyAttribute(ctx: Context): Promise<Attribute[]> {
	const known = loaded.get(ctx)
	if (known) return known
	const reading = ctx.em
		.execute<Row[]>(
			`select id, version, subject, key, content, position, to_char(deprecated_on, 'YYYY-MM-DD') as "deprecatedOn", replaced_by as "replacedBy"
			from attribute_definition order by subject, position, key`,
		)
		.then((rows) => rows.map(toAttribute))
	loaded.set(ctx, reading)
	return reading
}

/** Reads the dictionary again: after a change within the same unit of work. */
export const forgetDictionary = (ctx: Context): void => {
	loaded.delete(ctx)
}

/** The attributes of a kind of record that the actor may see, deprecated ones included, in their order. */
export async function loadAttributes(ctx: Context, subject: AttributeSubject): Promise<Attribute[]> {
	const viewer = viewerOf(ctx)
	return (await everyAttribute(ctx)).filter((one) => one.subject === subject && isVisibleTo(one, viewer))
}

/** All attributes of a kind of record, whoever asks: for rules, which judge by what is true and not by who looks. */
export const everyAttributeOf = async (ctx: Context, subject: AttributeSubject): Promise<Attribute[]> =>
	(await everyAttribute(ctx)).filter((one) => one.subject === subject)

/**
 * What of a kind of record's attributes is not for the actor: keys of hidden definitions. Partners and the public are
 * shown nothing that the dictionary does not name as theirs, so `only` names what they may see; null: all but `hidden`.
 */
export async function attributeSight(
	ctx: Context,
	subject: AttributeSubject,
): Promise<{ hidden: ReadonlySet<string>; only: ReadonlySet<string> | null }> {
	const viewer = viewerOf(ctx)
	const all = await everyAttributeOf(ctx, subject)
	const seen = all.filter((one) => isVisibleTo(one, viewer))
	if (viewer.kind === 'public') return { hidden: new Set(), only: new Set(seen.map((one) => one.key)) }
	return { hidden: new Set(all.filter((one) => !seen.includes(one)).map((one) => one.key)), only: null }
}

/** One attribute, or null. */
export async function readAttribute(ctx: Context, id: string): Promise<Attribute | null> {
	return (await everyAttribute(ctx)).find((one) => one.id === id && isVisibleTo(one, viewerOf(ctx))) ?? null
}

/** The date by which attributes begin and end. */
export const dictionaryDay = (ctx: Context): string => todayIn(ctx.tenant.timeZone, ctx.now)

export type ChangeRow = {
	id: string
	attributeId: string
	subject: AttributeSubject
	key: string
	kind: 'create' | 'change' | 'deprecate' | 'restore'
	at: string
	by: string
	reason: string
	before: Record<string, unknown> | null
	after: Record<string, unknown>
	impact: Record<string, unknown>
}

/** The change record, newest first, of the whole dictionary or of one attribute, as far as the actor may see them; at most `NEWEST_CHANGES`. */
export async function listChanges(ctx: Context, attributeId: string | null): Promise<ChangeRow[]> {
	const viewer = viewerOf(ctx)
	if (viewer.kind !== 'inside') return []
	const hidden = (await everyAttribute(ctx)).filter((one) => !isVisibleTo(one, viewer)).map((one) => one.id)
	const rows = await ctx.em.execute<(ChangeRow & { at: Date | string })[]>(
		`select id, attribute_id as "attributeId", subject, key, kind, at, actor_name as by, reason, before, after, impact
		from attribute_change where (?::uuid is null or attribute_id = ?::uuid) and not attribute_id = any(?::uuid[]) order by at desc, id desc limit ${NEWEST_CHANGES}`,
		[attributeId, attributeId, `{${hidden.join(',')}}`],
	)
	return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}
