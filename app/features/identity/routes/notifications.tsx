import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Bell, BellDot } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { listNotices } from '../account.queries.server.ts'
import { markNoticesRead } from '../mark-notices-read.server.ts'

export const meta: MetaFunction = () => [{ title: 'Notifications · 通知 · Lotline 批迹' }]

const NEEDS = { can: ['read', 'Home'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const before = z.uuid().safeParse(new URL(args.request.url).searchParams.get('before'))
	return withContext(args, NEEDS, (ctx) => listNotices(ctx, before.success ? before.data : null))
}

export async function action(args: ActionFunctionArgs) {
	const id = z.uuid().safeParse((await args.request.formData()).get('id'))
	await withContext(args, NEEDS, (ctx) => markNoticesRead(ctx, id.success ? { id: id.data } : 'all'))
	return { ok: true as const }
}

export default function Notifications() {
	const { notices, nextCursor } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	const { say, relative, now } = useReader()
	const intent = useIntent()
	const unread = notices.filter((notice) => !notice.readAt).length
	return (
		<>
			<PageHead
				title={t('notices.title')}
				subtitle={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.subtitle')}
				actions={
					unread > 0 && (
						<Button busy={intent.busy} onClick={() => intent.send({})}>
							{t('notices.markAll')}
						</Button>
					)
				}
			/>
			<Card padding="flush">
				{notices.length === 0 ? (
					<EmptyState icon={Bell} title={t('notices.empty')} titleLevel={2}>
						{t('notices.emptyText')}
					</EmptyState>
				) : (
					<ListRows
						label={t('notices.label')}
						rows={notices.map((notice) => ({
							key: notice.id,
							icon: notice.readAt ? Bell : BellDot,
							...(notice.readAt ? {} : { tone: 'accent' as const }),
							title: <span className={notice.readAt ? undefined : 'font-semibold'}>{say(notice.title)}</span>,
							detail: relative(notice.createdAt, now),
							to: notice.href,
							aside: !notice.readAt && (
								<Button size="sm" variant="ghost" onClick={() => intent.send({ id: notice.id })}>
									{t('notices.mark')}
								</Button>
							),
						}))}
					/>
				)}
				{nextCursor && <Pager nextHref={`?before=${nextCursor}`} />}
			</Card>
		</>
	)
}
