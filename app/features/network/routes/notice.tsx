import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ArchiveX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { answerNotice } from '../answer-notice.server.ts'
import { dismissSchema } from '../network.schema.ts'
import { type PeerNoticeDetail, readPeerNotice } from '../notices.queries.server.ts'
import { NoticeForm, NoticeLines } from '../ui/notice-form.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	return withContext(args, { can: ['read', 'Connection'] }, async (ctx) => {
		const notice = id.success ? await readPeerNotice(ctx, id.data) : null
		if (!notice) throw new Response('Not Found', { status: 404 })
		const mayMake = notice.status === 'new' && ctx.ability.can('receive', 'Connection')
		return {
			notice,
			choices: mayMake
				? {
						items: await choiceList(
							ctx,
							'items',
							{},
							notice.lines.map((line) => line.itemId),
						),
						sites: await choiceList(ctx, 'sites', {}),
					}
				: null,
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.notice.number ?? ''} · Lotline 批迹` },
]

export const action = (args: ActionFunctionArgs) => answerNotice(args, args.params.id ?? '')

const TONES = { new: 'waiting', announced: 'released', dismissed: 'draft' } as const

/** A shipment that a connected company says is on its way, and the delivery that is made of it. */
export default function PeerNotice() {
	const data = useLoaderData<typeof loader>()
	const notice = data.notice as PeerNoticeDetail
	const { t } = useTranslation('network')
	const { say, dateTime } = useReader()
	return (
		<>
			<PageHead
				crumbs={[{ label: t('title'), to: '/network' }, { label: notice.number }]}
				title={t('notice.title', { number: notice.number })}
				status={<StatusChip size="lg" tone={TONES[notice.status]} label={t(`noticeStatus.${notice.status}`)} />}
				facts={[
					{ label: t('notice.from'), value: say(notice.party.name) },
					{ label: t('notice.shipped'), value: dateTime(notice.shippedAt) },
					{ label: t('notice.carrier'), value: notice.carrier ?? '–' },
				]}
				actions={data.choices && <PutAside />}
			/>
			<Stack>
				<Outcome notice={notice} />
				{data.choices ? <NoticeForm notice={notice} choices={data.choices} /> : <NoticeLines notice={notice} />}
			</Stack>
		</>
	)
}

function Outcome({ notice: { status, delivery } }: { notice: PeerNoticeDetail }) {
	const { t } = useTranslation('network')
	const ability = useAbility()
	if (status === 'dismissed') return <Note tone="draft">{t('notice.dismissedNote')}</Note>
	if (status === 'new')
		return ability.can('receive', 'Connection') ? null : <Note tone="waiting">{t('notice.noMay')}</Note>
	if (!delivery) return null
	return (
		<Note
			tone="pass"
			actions={
				ability.can('read', 'Delivery') && (
					<ButtonLink to={`/deliveries/${delivery.id}`}>{t('notice.openDelivery')}</ButtonLink>
				)
			}
		>
			{t('notice.announcedNote', { number: delivery.number })}
		</Note>
	)
}

function PutAside() {
	const { t } = useTranslation('network')
	const [open, setOpen] = useState(false)
	return (
		<>
			<Button icon={ArchiveX} onClick={() => setOpen(true)}>
				{t('notice.dismiss')}…
			</Button>
			{open && (
				<ReasonDialog
					intent="dismiss"
					schema={dismissSchema}
					words={{
						title: t('notice.dismissTitle'),
						text: t('notice.dismissText'),
						reason: t('notice.reason'),
						submit: t('notice.dismiss'),
						done: t('notice.dismissDone'),
					}}
					onClose={() => setOpen(false)}
				/>
			)}
		</>
	)
}
