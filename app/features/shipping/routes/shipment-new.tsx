import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PackageSearch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { createShipmentRefusal, shippingText } from '../answer-shipment.server.ts'
import { createShipment } from '../create-shipment.server.ts'
import { listShippableLots, readShipmentChoices } from '../shipping.queries.server.ts'
import { shipmentFormSchema, shipmentOf } from '../shipping.schema.ts'
import { ShipmentForm } from '../ui/shipment-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['create', 'Shipment'] }, async (ctx) => ({
		choices: await readShipmentChoices(ctx),
		lots: await listShippableLots(ctx),
		title: serverText(ctx.language, 'shipping')('new.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const { language, t } = await shippingText(args.request)
	const parsed = shipmentFormSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { input, rowOfLine } = shipmentOf(parsed.data)
	const result = await withContext(args, { can: ['create', 'Shipment'] }, (ctx) => createShipment(ctx, input))
	return result.ok
		? redirect(`/shipments/${result.value.id}`)
		: createShipmentRefusal(result.error, rowOfLine, language)
}

/** A shipment to plan: which customer, which released lots, how much of each. */
export default function ShipmentNew() {
	const { choices, lots, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('shipping')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('list.title'), to: '/shipments' }, { label: title }]}
				title={title}
				subtitle={t('new.subtitle')}
			/>
			{lots.all > 0 ? (
				<ShipmentForm choices={choices} lots={lots} />
			) : (
				<Card>
					<EmptyState
						icon={PackageSearch}
						title={t('new.noLots')}
						action={<ButtonLink to="/release">{t('new.toRelease')}</ButtonLink>}
					>
						{t('new.noLotsText')}
					</EmptyState>
				</Card>
			)}
		</>
	)
}
