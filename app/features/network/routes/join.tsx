import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Link2, Link2Off } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hasNoChoice } from '#app/core/choice.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext, withGrantContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { answerJoin } from '../answer-join.server.ts'
import { PARTNERS_TO_CONNECT } from '../connections.queries.server.ts'
import { readOffer } from '../join-connection.server.ts'
import { JoinForm } from '../ui/join-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const token = new URL(args.request.url).searchParams.get('offer') ?? ''
	// Who is not logged in as an admin learns nothing of who offers what.
	const own = await withContext(args, { can: ['create', 'Connection'] }, async (ctx) => ({
		tenantId: ctx.tenant.id,
		parties: await choiceList(ctx, 'parties', PARTNERS_TO_CONNECT),
		title: serverText(ctx.language, 'network')('join.title'),
	}))
	const offer = token ? await withGrantContext(args.request, token, 'connection', readOffer) : null
	const { title, parties } = own
	if (!offer) return { title, found: token ? ('gone' as const) : ('none' as const) }
	if (offer.tenantId === own.tenantId) return { title, found: 'own' as const }
	return { title, found: 'offer' as const, token, parties, company: offer.tenantName, shows: offer.disclosure }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.title ?? ''} · Lotline 批迹` },
	// The address carries the offer: it is not passed on to anyone.
	{ name: 'referrer', content: 'no-referrer' },
]

export const action = (args: ActionFunctionArgs) => answerJoin(args)

/** What an admin sees who opens the link of another company's offer. */
export default function Join() {
	const data = useLoaderData<typeof loader>()
	const { t } = useTranslation('network')
	const crumbs = [{ label: t('title'), to: '/network' }, { label: data.title }]
	if (data.found !== 'offer') {
		return (
			<>
				<PageHead crumbs={crumbs} title={data.title} />
				<Card padding="flush">
					<EmptyState
						icon={data.found === 'gone' ? Link2Off : Link2}
						title={t(`join.${data.found}Title`)}
						titleLevel={2}
						action={<ButtonLink to="/network">{t('join.back')}</ButtonLink>}
					>
						{t(`join.${data.found}Text`)}
					</EmptyState>
				</Card>
			</>
		)
	}
	const { company, shows, parties, token } = data
	return (
		<>
			<PageHead crumbs={crumbs} title={t('join.titleOf', { company })} subtitle={t('join.subtitle', { company })} />
			<Stack>
				<Note tone="accent" title={`${t('join.theyShow')}: ${t(`level.${shows}`)}`}>
					{t(`levelText.${shows}`)}
				</Note>
				{hasNoChoice(parties) ? (
					<Note
						tone="waiting"
						title={t('join.noParties')}
						actions={<ButtonLink to="/parties/new">{t('join.addParty')}</ButtonLink>}
					/>
				) : (
					<JoinForm offer={token} company={company} parties={parties} />
				)}
			</Stack>
		</>
	)
}
