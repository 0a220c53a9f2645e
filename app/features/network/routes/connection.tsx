import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Eye, SlidersHorizontal, Unplug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { answerConnection } from '../answer-connection.server.ts'
import { type ConnectionRow, listRequests, readConnection } from '../connections.queries.server.ts'
import { endSchema } from '../network.schema.ts'
import { listSharedLots, type SharedLotRow } from '../shared-lots.queries.server.ts'
import { ConnectionStatus } from '../ui/connection-status.tsx'
import { LevelTag } from '../ui/level-tag.tsx'
import { PolicyDialog } from '../ui/policy-dialog.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { RequestsCard } from '../ui/requests-card.tsx'
import { SharedLotsCard } from '../ui/shared-lots-card.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const search = new URL(args.request.url).searchParams
	const asked = z.uuid().safeParse(search.get('cursor'))
	return withContext(args, { can: ['read', 'Connection'] }, async (ctx) => {
		const connection = id.success ? await readConnection(ctx, id.data) : null
		if (!connection) throw new Response('Not Found', { status: 404 })
		return {
			title: localized(connection.party.name, ctx.language),
			connection,
			cursor: asked.data ?? null,
			lots: await listSharedLots(ctx, connection.id, asked.data),
			requests: await listRequests(ctx, { connectionId: connection.id, cursor: search.get('requests') }),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export const action = (args: ActionFunctionArgs) => answerConnection(args, args.params.id ?? '')

/** One connection: what each side shows the other, what was told, what was asked. */
export default function ConnectionPage() {
	const { title, connection, cursor, lots, requests } = useLoaderData<typeof loader>()
	const { t } = useTranslation('network')
	const { status } = connection
	return (
		<>
			<PageHead
				crumbs={[{ label: t('title'), to: '/network' }, { label: title }]}
				title={title}
				status={<ConnectionStatus status={status} large />}
				actions={status !== 'ended' && <Actions connection={connection} />}
			/>
			<Split aside={<Facts connection={connection} />}>
				{status !== 'active' && (
					<Note tone={status === 'ended' ? 'draft' : 'waiting'}>{t(`detail.${status}Note`)}</Note>
				)}
				{status !== 'offered' && (
					<SharedLotsCard page={lots as { rows: SharedLotRow[]; nextCursor: string | null }} cursor={cursor} />
				)}
				{status !== 'offered' && <RequestsCard page={requests} />}
			</Split>
		</>
	)
}

function Actions({ connection }: { connection: ConnectionRow }) {
	const { t } = useTranslation('network')
	const { say } = useReader()
	const ability = useAbility()
	const [open, setOpen] = useState<'policy' | 'end' | null>(null)
	const label = connection.status === 'offered' ? t('detail.takeBack') : t('detail.end')
	return (
		<>
			{ability.can('close', 'Connection') && (
				<Button variant="danger" icon={Unplug} onClick={() => setOpen('end')}>
					{label}…
				</Button>
			)}
			{ability.can('update', 'Connection') && (
				<Button variant="primary" icon={SlidersHorizontal} onClick={() => setOpen('policy')}>
					{t('detail.change')}…
				</Button>
			)}
			{open === 'policy' && <PolicyDialog connection={connection} onClose={() => setOpen(null)} />}
			{open === 'end' && (
				<ReasonDialog
					intent="end"
					schema={endSchema}
					words={{
						title: t('end.title', { company: say(connection.party.name) }),
						text: t('end.text'),
						reason: t('end.reason'),
						submit: label,
						done: t('end.done'),
					}}
					onClose={() => setOpen(null)}
				/>
			)}
		</>
	)
}

function Facts({ connection }: { connection: ConnectionRow }) {
	const { t } = useTranslation('network')
	const { say, date, number } = useReader()
	const ability = useAbility()
	const { party, peerName, disclosure, connectedAt, endedAt } = connection
	return (
		<Card title={t('detail.facts')} padding="flush">
			<CardSection>
				<KeyValue
					entries={[
						{ label: t('detail.party'), value: <AppLink to={`/parties/${party.id}`}>{say(party.name)}</AppLink> },
						{ label: t('detail.company'), value: peerName ?? t('list.notYet') },
						...(connectedAt ? [{ label: t('detail.since'), value: date(connectedAt) }] : []),
						...(endedAt ? [{ label: t('detail.ended'), value: date(endedAt) }] : []),
						{ label: t('detail.ours'), value: number(connection.disclosed) },
						{ label: t('detail.theirs'), value: number(connection.shared) },
					]}
				/>
			</CardSection>
			<CardSection title={t('detail.weShow')}>
				<div className="flex flex-col items-start gap-2">
					<LevelTag level={disclosure} />
					<p className="text-text-2">{t(`levelText.${disclosure}`)}</p>
					<p className="text-12 text-text-3">{t('detail.never')}</p>
				</div>
			</CardSection>
			{ability.can('update', 'Party') && party.kind !== 'other' && (
				<CardSection>
					<ButtonLink to={`/parties/${party.id}/view`} icon={Eye}>
						{t('view.open')}
					</ButtonLink>
				</CardSection>
			)}
		</Card>
	)
}
