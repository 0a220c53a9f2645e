import { err, ok, type Result } from '#app/core/result.ts'
import { approveAndStep } from '#app/platform/definitions/approve-and-step.server.ts'
import { beginPilot, type PilotState } from '#app/platform/definitions/begin-pilot.server.ts'
import { widenPilot, widenPilotToAll, withdrawPilot } from '#app/platform/definitions/change-pilot.server.ts'
import type { PilotScope } from '#app/platform/definitions/definition-life.model.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveRuleSet } from './approve-rule-set.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import type { PublishedRuleSet } from './publish-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { type SignedDraft, signDraft } from './sign-draft.server.ts'

const kind = 'rule-set'

/**
 * Approves a draft, where nobody has yet, and puts it into force for some sites or items, by one signature. Permission
 * `publish`, never the author. Errors: those of `approveRuleSet` and `beginPilot`.
 */
export async function pilotRuleSet(
	ctx: Context,
	request: SignedDraft & { scope: PilotScope },
): Promise<Result<PilotState, RuleSetRefusal>> {
	const { draftId: id, key, signature, scope } = request
	const reason = signature.reason
	return approveAndStep<PilotState, RuleSetRefusal>(ctx, kind, request, {
		approve: () => approveRuleSet(ctx, request),
		step: (expectedVersion) => beginPilot(ctx, { kind, id, key, expectedVersion, scope, reason }),
		sign: (draft) => signDraft(ctx, kind, draft, signature),
	})
}

type Change = { draftId: string; key?: string | undefined; expectedVersion?: number | undefined }

/** Changes the sites and items of a running pilot. Permission `publish`, never the author. Errors: those of `widenPilot`. */
export const widenRuleSetPilot = (
	ctx: Context,
	{ draftId: id, ...request }: Change & { scope: PilotScope; reason: string },
): Promise<Result<PilotState, RuleSetRefusal>> => widenPilot(ctx, { kind, id, ...request })

/**
 * Makes a piloted rule set the active one for all, with a signature. It is checked and tested once more. Permission
 * `publish`, never the author. Errors: those of `widenPilotToAll`; `rule-set-invalid`, `no-tests`, `tests-red`; of signing.
 */
export async function widenRuleSetToAll(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedRuleSet, RuleSetRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const published = await widenPilotToAll(ctx, { kind, id, key, expectedVersion, reason: signature.reason })
	if (!published.ok) return published
	const version = await readDefinition(ctx, kind, { id })
	if (!version) return err({ code: 'unknown-draft' })
	const checked = await checkRuleSet(version.key, version.content, await loadCatalogs(ctx))
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, kind, version, signature)
	return signed.ok ? ok(published.value) : signed
}

/** Ends a pilot; the active version decides on all records again. Permission `publish`. Errors: those of `withdrawPilot`. */
export const withdrawRuleSetPilot = (
	ctx: Context,
	{ draftId: id, ...request }: Change & { reason: string },
): Promise<Result<{ id: string; number: number }, RuleSetRefusal>> => withdrawPilot(ctx, { kind, id, ...request })
