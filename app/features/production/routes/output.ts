import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { parseTypedAmount } from '#app/core/typed-amount.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { orderRefusal, productionText } from '../answer-order.server.ts'
import { produceOutput } from '../produce-output.server.ts'
import { type OutputForm, outputSchema } from '../production.schema.ts'
import { zonedTime } from '../zoned-time.ts'

/** Parameters by name; rows without a name or value are left out. */
const parametersOf = (rows: OutputForm['parameters']): ProcessParameters =>
	Object.fromEntries(
		(rows ?? [])
			.filter((row) => row.name !== '' && row.value !== '')
			.map(({ name, value, unit, min, max }) => [
				name,
				{ value, ...(unit ? { unit } : {}), ...(min ? { min } : {}), ...(max ? { max } : {}) },
			]),
	)

/** Takes the output form of an order's page. */
export async function action(args: ActionFunctionArgs) {
	const orderId = z.uuid().safeParse(args.params.id)
	if (!orderId.success) throw new Response('Not Found', { status: 404 })
	const { language, t } = await productionText(args.request)
	const parsed = outputSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { parameters, startedAt, finishedAt, quantity, scrap, ...output } = parsed.data
	const [made, lost] = [parseTypedAmount(quantity), parseTypedAmount(scrap)]
	const result = await withContext(args, { can: ['produce', 'ProductionOrder'] }, (ctx) =>
		produceOutput(ctx, {
			...output,
			orderId: orderId.data,
			quantity: made?.value ?? '',
			unit: made?.unit,
			scrap: lost?.value,
			scrapUnit: lost?.unit,
			parameters: parametersOf(parameters),
			startedAt: zonedTime(startedAt, ctx.tenant.timeZone),
			finishedAt: zonedTime(finishedAt, ctx.tenant.timeZone),
		}),
	)
	return result.ok ? { ok: true as const } : orderRefusal(result.error, language)
}
