import { err, type Result } from '#app/core/result.ts'
import { type DecidedEmergency, decideEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import type { EmergencyVerdict } from '#app/platform/definitions/definition-life.model.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type PublishedEmergency, publishEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { type SignedDraft, signDraft } from './sign-draft.server.ts'
import { tellEmergency, tellEmergencyDecided } from './tell-emergency.server.ts'

/**
 * Publishes a draft of one's own at once, with a signature and a reason: no errors, all tests green. The other compliance
 * admins are told; one of them has a day to confirm or reject it. Permission `emergency`.
 * Errors: those of `publishEmergency`; `unchanged`, `rule-set-invalid`, `no-tests`, `tests-red`; those of signing.
 */
export async function publishRuleSetEmergency(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedEmergency, RuleSetRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const before = await readDefinition(ctx, 'rule-set', { id })
	const published = await publishEmergency(ctx, {
		kind: 'rule-set',
		id,
		key,
		expectedVersion,
		reason: signature.reason,
	})
	if (!published.ok) return published
	const version = await readDefinition(ctx, 'rule-set', { id })
	if (!version || !before) return err({ code: 'unknown-draft' })
	const base = await readDefinition(ctx, 'rule-set', { key: version.key, number: version.basedOn ?? 0 })
	if (base?.contentHash === version.contentHash) return err({ code: 'unchanged' })
	const checked = await checkRuleSet(version.key, version.content, await loadCatalogs(ctx))
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, version, signature)
	if (!signed.ok) return signed
	await tellEmergency(ctx, 'rule-set', version)
	return published
}

/**
 * Confirms an emergency change, or rejects it, which puts the content before into force again as a new version. With a
 * signature; the author is told. Permission `approve`, never the author.
 * Errors: those of `decideEmergency` and of signing.
 */
export async function decideRuleSetEmergency(
	ctx: Context,
	request: SignedDraft & { verdict: EmergencyVerdict },
): Promise<Result<DecidedEmergency, RuleSetRefusal>> {
	const { draftId: id, key, signature, verdict } = request
	const decided = await decideEmergency(ctx, { kind: 'rule-set', id, key, verdict, reason: signature.reason })
	if (!decided.ok) return decided
	const version = await readDefinition(ctx, 'rule-set', { id })
	if (!version) return err({ code: 'unknown-draft' })
	const signed = await signDraft(ctx, version, signature)
	if (!signed.ok) return signed
	await tellEmergencyDecided(ctx, 'rule-set', version, verdict)
	return decided
}
