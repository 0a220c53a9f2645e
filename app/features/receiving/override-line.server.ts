import { err, ok, type Result } from '#app/core/result.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { canBeOverridden, obstacles } from '#app/features/rules/decision-checks.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import { type SignatureError, type SignatureInput, signRecord } from '#app/features/workflow/sign-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { settleDelivery } from './close-delivery.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'
import {
	type IdentifiersMissing,
	lackedByLines,
	settleLine,
	type TakeInError,
	takeIn,
	whyNotTakenIn,
} from './take-in-line.server.ts'

/** What the signature under an override means (21 CFR 11.50(a)(3)). */
export const OVERRIDE_MEANING = 'override'

export type OverrideLineError =
	| OpenLineError
	| MoveError
	| TakeInError
	| IdentifiersMissing
	| SignatureError
	| { code: 'nothing-to-override'; decision: StoredDecision }
	| { code: 'not-overridable'; decision: StoredDecision }

/**
 * Receives a line past the checks that stop it, signed: the checks run once more, and only where every rule that blocks or
 * is unknown may be overridden does the signature count. The lot stays in quarantine for quality to judge, whatever its
 * item says.
 * Permission `override` on the delivery. Ask for the unit of work with `keepOnRefusal`, as for `receiveLine`.
 * Errors: those of `openLine` and `takeIn`; `identifiers-missing` (no signature stands for what the label must carry); `nothing-to-override` (it passes: receive it); `not-overridable`;
 * `signature-needs-person`, `proof-invalid`, `reason-missing`; `transition-refused`.
 */
export async function overrideLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string; signature: SignatureInput },
): Promise<Result<{ decision: StoredDecision; signatureId: string; closed: boolean }, OverrideLineError>> {
	const opened = await openLine(ctx, request, 'override')
	if (!opened.ok) return opened
	const { delivery, line } = opened.value
	const [checked] = await checkLines(ctx, [line])
	if (!checked) throw new Error('The line was not checked')
	const { decision, receipt } = checked
	if (obstacles(decision).length === 0) return err({ code: 'nothing-to-override', decision })
	if (!canBeOverridden(decision)) return err({ code: 'not-overridable', decision })
	const obstacle = whyNotTakenIn(ctx, checked) ?? (await lackedByLines(ctx, [checked])).get(line.lotId)
	if (obstacle) return err(obstacle)
	const started = await startCheckingFor(ctx, delivery)
	if (!started.ok) return err(started.error)
	const signed = await signRecord(
		ctx,
		{ ...request.signature, meaning: OVERRIDE_MEANING },
		{
			type: 'shipment_line',
			id: line.id,
			version: line.version,
			label: `${delivery.number} / ${receipt.lot.code}`,
			content: {
				delivery: delivery.number,
				lot: receipt.lot.code,
				quantity: line.countedQuantity ?? line.quantity,
				unit: line.unit,
				decisionId: decision.id,
				passed: obstacles(decision).map((rule) => rule.key),
			},
		},
	)
	if (!signed.ok) return signed
	const taken = await takeIn(ctx, delivery, checked)
	if (!taken.ok) return err(taken.error)
	line.overrideSignatureId = signed.value.id
	await settleLine(ctx, delivery, line, {
		status: 'received',
		reason: request.signature.reason,
		lotCode: receipt.lot.code,
		decisionId: decision.id,
	})
	const { closed } = await settleDelivery(ctx, delivery)
	return ok({ decision, signatureId: signed.value.id, closed })
}

/** Quality may sign for a line of a delivery that receiving has begun to check, without checking deliveries itself. */
async function startCheckingFor(
	ctx: Context,
	delivery: Parameters<typeof startChecking>[1],
): Promise<Result<null, MoveError>> {
	return delivery.status === 'checking' ? ok(null) : startChecking(ctx, delivery)
}
