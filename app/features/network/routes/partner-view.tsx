import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { readParty } from '#app/features/parties/parties.queries.server.ts'
import { readDeliveryStates } from '#app/features/receiving/delivery-states.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext, withPartnerView } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { connectionOfParty } from '../connections.queries.server.ts'
import { type PartnerView, readPartnerView } from '../partner-view.queries.server.ts'
import { ViewDocuments, ViewLots, ViewShipments } from '../ui/partner-view-cards.tsx'

const ROLES: Partial<Record<string, 'supplier' | 'customer'>> = {
	supplier: 'supplier',
	contract_manufacturer: 'supplier',
	customer: 'customer',
}

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const own = await withContext(args, { can: ['update', 'Party'] }, async (ctx) => {
		const party = id.success ? await readParty(ctx, id.data) : null
		const role = party ? ROLES[party.kind] : undefined
		if (!party || !role) throw new Response('Not Found', { status: 404 })
		const { tenant, actor, language, requestId } = ctx
		const name = localized(party.name, language)
		return {
			reader: { tenant, actor, language, requestId },
			role,
			page: {
				party: { id: party.id, name },
				title: serverText(language, 'network')('view.title', { party: name }),
				connection: ctx.ability.can('read', 'Connection') ? await connectionOfParty(ctx, party.id) : null,
				lotStates: await readLotStates(ctx),
				deliveryStates: await readDeliveryStates(ctx),
			},
		}
	})
	const view = await withPartnerView(own.reader, { partyId: own.page.party.id, role: own.role }, readPartnerView)
	return { ...own.page, view }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** What a partner's people see in our portal, and what its own portal is told where it is connected. */
export default function PartnerViewPage() {
	const { party, title, connection, lotStates, deliveryStates, ...data } = useLoaderData<typeof loader>()
	const view = data.view as PartnerView
	const { t } = useTranslation('network')
	const { number } = useReader()
	return (
		<>
			<PageHead
				crumbs={[{ label: party.name, to: `/parties/${party.id}` }, { label: t('view.crumb') }]}
				title={title}
				subtitle={t('view.subtitle')}
			/>
			<Stack>
				{connection?.status === 'active' && (
					<Note
						tone="accent"
						title={t('view.connection')}
						actions={<ButtonLink to={`/network/${connection.id}`}>{t('view.openConnection')}</ButtonLink>}
					>
						{t('view.connectionText', {
							count: connection.disclosed,
							shown: number(connection.disclosed),
							level: t(`level.${connection.disclosure}`),
						})}
					</Note>
				)}
				<ViewLots view={view} states={lotStates} />
				<ViewShipments view={view} states={deliveryStates} />
				<ViewDocuments view={view} />
			</Stack>
		</>
	)
}
