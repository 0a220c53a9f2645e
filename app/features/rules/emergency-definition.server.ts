import { err, type Result } from '#app/core/result.ts'
import type { SignatureError } from '#app/features/workflow/sign-record.server.ts'
import { type DecidedEmergency, decideEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import type { DefinitionKind } from '#app/platform/definitions/definition.entity.server.ts'
import type { EmergencyVerdict, LifeError } from '#app/platform/definitions/definition-life.model.ts'
import { type DefinitionContent, readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type PublishedEmergency, publishEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type SignedDraft, signDraft } from './sign-draft.server.ts'
import { tellEmergency, tellEmergencyDecided } from './tell-emergency.server.ts'

type Refused<E> = E | LifeError | SignatureError

/**
 * Publishes a draft of one's own at once, with a signature and a reason, where `check` finds nothing against it. The other
 * compliance admins are told; one of them has a day to confirm or reject it. Permission `emergency`.
 * Errors: those of `publishEmergency`, of `check` and of signing.
 */
export async function publishDefinitionEmergency<E>(
	ctx: Context,
	kind: DefinitionKind,
	request: SignedDraft,
	check: (version: DefinitionContent) => Promise<Result<unknown, E>>,
): Promise<Result<PublishedEmergency, Refused<E>>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const published = await publishEmergency(ctx, { kind, id, key, expectedVersion, reason: signature.reason })
	if (!published.ok) return published
	const version = await readDefinition(ctx, kind, { id })
	if (!version) return err({ code: 'unknown-draft' })
	const checked = await check(version)
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, kind, version, signature)
	if (!signed.ok) return signed
	await tellEmergency(ctx, kind, version)
	return published
}

/**
 * Confirms an emergency change, or rejects it, which puts the content before into force again as a new version. With a
 * signature; the author is told. Permission `approve`, never the author. Errors: those of `decideEmergency` and of signing.
 */
export async function decideDefinitionEmergency(
	ctx: Context,
	kind: DefinitionKind,
	request: SignedDraft & { verdict: EmergencyVerdict },
): Promise<Result<DecidedEmergency, Refused<never>>> {
	const { draftId: id, key, signature, verdict } = request
	const decided = await decideEmergency(ctx, { kind, id, key, verdict, reason: signature.reason })
	if (!decided.ok) return decided
	const version = await readDefinition(ctx, kind, { id })
	if (!version) return err({ code: 'unknown-draft' })
	const signed = await signDraft(ctx, kind, version, signature)
	if (!signed.ok) return signed
	await tellEmergencyDecided(ctx, kind, version, verdict)
	return decided
}
