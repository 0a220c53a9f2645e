import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { shipmentRefusal, shippingText } from '../answer-shipment.server.ts'
import { cancelShipment } from '../cancel-shipment.server.ts'
import { readShipmentPage } from '../read-shipment-page.server.ts'
import { shipShipment } from '../ship-shipment.server.ts'
import { shipmentActionSchema } from '../shipping.schema.ts'
import { ShipmentHead } from '../ui/shipment-head.tsx'
import { GateNote, ShipmentLines } from '../ui/shipment-lines.tsx'

const idOf = (params: { id?: string | undefined }): string => {
	const id = z.uuid().safeParse(params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return id.data
}

export async function loader(args: LoaderFunctionArgs) {
	const id = idOf(args.params)
	return withContext(args, { can: ['read', 'Shipment'] }, async (ctx) => {
		const page = partyOf(ctx.actor) ? null : await readShipmentPage(ctx, id)
		if (!page) throw new Response('Not Found', { status: 404 })
		return page
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.shipment.number ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const shipmentId = idOf(args.params)
	const { language, t } = await shippingText(args.request)
	const parsed = shipmentActionSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	if (parsed.data.intent === 'cancel') {
		const cancelled = await withContext(args, { can: ['cancel', 'Shipment'] }, (ctx) =>
			cancelShipment(ctx, { shipmentId }),
		)
		return cancelled.ok ? { ok: true as const, done: 'cancel' as const } : shipmentRefusal(cancelled.error, language)
	}
	const sent = await withContext(args, { can: ['ship', 'Shipment'], keepOnRefusal: true }, (ctx) =>
		shipShipment(ctx, { shipmentId }),
	)
	return sent.ok
		? { ok: true as const, done: sent.value.mailed ? ('ship' as const) : ('shipNoMail' as const) }
		: shipmentRefusal(sent.error, language)
}

/** A shipment: its lots, whether each may leave, and sending it. */
export default function Shipment() {
	const page = useLoaderData<typeof loader>()
	const answer = useActionData<typeof action>()
	const { t } = useTranslation('shipping')
	const title = answer?.ok ? t(`done.${answer.done}`) : null
	useEffect(() => {
		if (answer && title) showToast({ tone: 'pass', title })
	}, [answer, title])
	return (
		<>
			<ShipmentHead page={page} />
			<Stack>
				{answer && !answer.ok && answer.formError && (
					<Note tone="block" role="alert">
						{answer.formError}
					</Note>
				)}
				<GateNote page={page} />
				<ShipmentLines page={page} />
			</Stack>
		</>
	)
}
