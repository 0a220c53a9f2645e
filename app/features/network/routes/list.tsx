import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { answerList } from '../answer-list.server.ts'
import { listConnections, listRequests, PARTNERS_TO_CONNECT } from '../connections.queries.server.ts'
import { listPeerNotices } from '../notices.queries.server.ts'
import { OFFER_DAYS } from '../offer-connection.server.ts'
import { ConnectionsCard } from '../ui/connections-card.tsx'
import { NoticesCard } from '../ui/notices-card.tsx'
import { OfferDialog } from '../ui/offer-dialog.tsx'
import { RequestsCard } from '../ui/requests-card.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	return withContext(args, { can: ['read', 'Connection'] }, async (ctx) => ({
		title: serverText(ctx.language, 'network')('title'),
		connections: await listConnections(ctx, search.get('connections')),
		notices: await listPeerNotices(ctx, search.get('notices')),
		requests: await listRequests(ctx, { cursor: search.get('requests') }),
		// Null: this person offers none.
		parties: ctx.ability.can('create', 'Connection') ? await choiceList(ctx, 'parties', PARTNERS_TO_CONNECT) : null,
		days: OFFER_DAYS,
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export const action = (args: ActionFunctionArgs) => answerList(args)

/** Companies of the portal that are connected: what they send, what they ask, what each shows the other. */
export default function Connections() {
	const { title, connections, notices, requests, parties, days } = useLoaderData<typeof loader>()
	const { t } = useTranslation('network')
	const [offering, setOffering] = useState(false)
	const offer = parties && (
		<Button variant="primary" icon={Plus} onClick={() => setOffering(true)}>
			{t('offer.open')}…
		</Button>
	)
	return (
		<>
			<PageHead title={title} subtitle={t('subtitle')} actions={connections.rows.length > 0 ? offer : undefined} />
			<Stack>
				<ConnectionsCard page={connections} offer={offer} />
				<NoticesCard page={notices} />
				<RequestsCard page={requests} />
			</Stack>
			{offering && parties && <OfferDialog parties={parties} days={days} onClose={() => setOffering(false)} />}
		</>
	)
}
