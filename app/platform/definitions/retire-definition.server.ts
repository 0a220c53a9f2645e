import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import type { LifeError } from './definition-life.model.ts'
import { DEFINITION_SUBJECT } from './draft.model.ts'
import { findActive, lockKey, retireActive } from './publish-content.server.ts'

/**
 * Takes the active version of a key out of force without another in its place. The caller makes sure that nothing needs
 * it. Its versions stay, and publishing one again brings it back. Permission `publish`.
 * Errors: `forbidden`, `no-active`, `reason-missing`, `pilot-runs`.
 */
export async function retireDefinition(
	ctx: Context,
	request: { kind: DefinitionKind; key: string; reason: string },
): Promise<Result<{ number: number }, LifeError>> {
	const { kind, key } = request
	const reason = request.reason.trim()
	if (!ctx.ability.can('publish', DEFINITION_SUBJECT[kind])) return err({ code: 'forbidden' })
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	await lockKey(ctx, kind, key)
	const active = await findActive(ctx, kind, key)
	if (!active) return err({ code: 'no-active' })
	const pilot = await ctx.em.findOne(DefinitionVersion, { kind, key, status: 'pilot' })
	if (pilot) return err({ code: 'pilot-runs', number: pilot.number ?? 0 })
	const number = (await retireActive(ctx, kind, key)) ?? 0
	ctx.audit.record({
		action: `${kind}.retire`,
		subject: { type: kind, id: active.id, label: `${key} v${number}` },
		before: { status: 'active' },
		after: { status: 'retired', active: null },
		reason,
	})
	return ok({ number })
}
