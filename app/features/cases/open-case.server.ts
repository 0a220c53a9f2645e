import { err, ok, type Result } from '#app/core/result.ts'
import { lotHeads } from '#app/features/quality/results.queries.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CASES, type CaseTopic, type ChangeContent } from './case.model.ts'
import type { OpenCaseForm } from './case.schema.ts'
import { missingLinks, originOf } from './case-links.queries.server.ts'
import { changedDefinition } from './changed-definition.server.ts'
import { refuseSurplus } from './returnable.queries.server.ts'
import { type NewLink, writeCase } from './write-case.server.ts'

export type OpenCaseError = {
	code:
		| 'forbidden'
		| 'unknown-lot'
		| 'unknown-party'
		| 'unknown-person'
		| 'unknown-origin'
		| 'topic-missing'
		| 'party-missing'
		| 'lots-missing'
		| 'quantity-missing'
		| 'more-than-sent'
		| 'change-missing'
		| 'unknown-version'
	/** The lot code or place in question. */
	detail?: string
	/** The most that can come back, as `130 H87`. */
	limit?: string
}

/**
 * Opens a CAPA, change, complaint or return. A partner's person opens it for the partner, about lots that the partner
 * has had. A return says which lots and how much of each; a change says what changes, a complaint and a return with whom.
 * Permission: `create` on its kind.
 * Errors: `forbidden`, `unknown-lot` (detail: the code), `unknown-party`, `unknown-person`, `unknown-origin`,
 * `topic-missing`, `party-missing`, `lots-missing`, `quantity-missing` (detail: the code), `more-than-sent`
 * (detail: the code, limit), `change-missing`, `unknown-version`.
 */
export async function openCase(
	ctx: Context,
	form: OpenCaseForm,
): Promise<Result<{ id: string; number: string }, OpenCaseError>> {
	const { kind } = form
	const partner = partyOf(ctx.actor)
	const origin = form.from && !partner ? await originOf(ctx, form.from) : null
	if (form.from && !partner && !origin) return err({ code: 'unknown-origin' })
	const partyId =
		partner ?? form.partyId ?? (kind === 'complaint' || kind === 'return' ? origin?.partyId : null) ?? null
	if (!ctx.ability.can('create', asSubject(CASES[kind].ability, { kind, partyId }))) return err({ code: 'forbidden' })
	const topic = CASES[kind].topics.find((one) => one === form.topic) ?? null
	const problem = checkShape(form, topic, partyId)
	if (problem) return err(problem)
	const missing = await missingLinks(ctx, {
		partyId,
		personId: form.responsibleId ?? null,
		itemId: form.change?.itemId,
	})
	if (missing) return err({ code: missing })
	const change = await changeOf(ctx, form)
	if (!change.ok) return change
	const lots = await readLots(ctx, form)
	if (!lots.ok) return lots
	const surplus = topic === 'from_customer' ? await refuseSurplus(ctx, partyId, goodsOf(lots.value)) : null
	if (surplus) return err(surplus)
	const links: NewLink[] = [
		...(origin ? [{ type: origin.type, id: origin.id, role: 'origin' as const }] : []),
		...lots.value,
		...inherited(origin?.lots ?? [], lots.value, kind === 'return'),
		...(form.change?.itemId ? [{ type: 'item' as const, id: form.change.itemId, role: 'about' as const }] : []),
		...(partyId && !partner ? [{ type: 'party' as const, id: partyId, role: 'about' as const }] : []),
	]
	return ok(
		await writeCase(ctx, {
			kind,
			title: form.title,
			description: form.description,
			topic,
			severity: form.severity ?? null,
			partyId,
			responsibleId: partner ? null : (form.responsibleId ?? accountOf(ctx.actor)),
			dueOn: partner ? null : (form.dueOn ?? null),
			change: change.value,
			links,
			openedBy: accountOf(ctx.actor),
		}),
	)
}

function checkShape(form: OpenCaseForm, topic: CaseTopic | null, partyId: string | null): OpenCaseError | null {
	const { kind, lots } = form
	if (!topic) return { code: 'topic-missing' }
	if ((kind === 'complaint' || kind === 'return') && !partyId) return { code: 'party-missing' }
	const named = lots.filter((lot) => lot.code)
	if (kind === 'return' && named.length === 0) return { code: 'lots-missing' }
	const bare = kind === 'return' ? named.find((lot) => !(Number(lot.quantity) > 0)) : undefined
	if (bare) return { code: 'quantity-missing', detail: bare.code }
	const { change } = form
	const says =
		change && (change.definition || (change.before && change.after) || change.lines.some((line) => line.what))
	if (kind === 'change' && !says) return { code: 'change-missing' }
	return null
}

async function readLots(ctx: Context, form: OpenCaseForm): Promise<Result<NewLink[], OpenCaseError>> {
	const wanted = form.lots.filter((lot) => lot.code)
	const heads = await lotHeads(ctx, { codes: [...new Set(wanted.map((lot) => lot.code))] })
	const links = new Map<string, NewLink>()
	for (const { code, quantity } of wanted) {
		const lot = heads.find((one) => one.code === code)
		if (!lot) return err({ code: 'unknown-lot', detail: code })
		const amount = form.kind === 'return' ? { quantity, unit: lot.unit } : {}
		links.set(lot.id, { type: 'lot', id: lot.id, role: 'about', ...amount })
	}
	return ok([...links.values()])
}

const goodsOf = (lots: readonly NewLink[]) =>
	lots.flatMap(({ id, quantity, unit }) =>
		quantity && unit ? [{ lotId: id, quantity: { value: quantity, unit } }] : [],
	)

/** The lots of where it comes from are its own too, unless a return says itself what goes back. */
const inherited = (lots: readonly string[], own: readonly NewLink[], counted: boolean): NewLink[] =>
	counted
		? []
		: lots
				.filter((id) => !own.some((link) => link.id === id))
				.map((id) => ({ type: 'lot' as const, id, role: 'about' as const }))

/** What a change says, without empty lines; its draft or version with the stamp of what it says now. */
async function changeOf(
	ctx: Context,
	{ kind, topic, change: given }: OpenCaseForm,
): Promise<Result<ChangeContent | null, OpenCaseError>> {
	if (kind !== 'change' || !given) return ok(null)
	const { versionId, ...said } = given
	const lines = said.lines.filter((line) => line.what)
	const procedures = said.procedures.filter((procedure) => procedure !== '')
	if (!versionId) return ok({ ...said, lines, procedures })
	const { definition } = said
	const changed = await changedDefinition(ctx, topic === 'workflow' ? 'workflow' : 'rule-set', {
		definition,
		versionId,
	})
	return changed ? ok({ ...said, lines, procedures, changed }) : err({ code: 'unknown-version' })
}
