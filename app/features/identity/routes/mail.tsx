import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { MailOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { identityText } from '../identity-text.server.ts'
import { listMails, readMail } from '../mail.queries.server.ts'
import { retryMail } from '../retry-mail.server.ts'
import { MAIL_STATUSES, MAIL_TONES } from '../ui/mail-status.ts'
import { MailView } from '../ui/mail-view.tsx'

export const meta: MetaFunction = () => [{ title: 'Outbox · 发件箱 · Lotline 批迹' }]

const searchSchema = z.object({
	status: z.enum(MAIL_STATUSES).optional().catch(undefined),
	before: z.uuid().optional().catch(undefined),
	mail: z.uuid().optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Mail'] }, async (ctx) => {
		const list = await listMails(ctx, search)
		const chosen = search.mail ?? list.mails[0]?.id
		return {
			...list,
			status: search.status ?? null,
			asked: Boolean(search.mail),
			mail: chosen ? await readMail(ctx, chosen) : null,
			kept: getPortal().mail.kind === 'kept',
		}
	})
}

export async function action(args: ActionFunctionArgs): Promise<Refusal | { ok: true; done: string }> {
	const person = await whoIs(args.request)
	const t = identityText(await languageOf(args.request, { account: person?.account.language ?? null }))
	const id = z.uuid().safeParse((await args.request.formData()).get('mailId'))
	if (!id.success) return wholeRefusal(t('mails.not-found'))
	const result = await withContext(args, { can: ['update', 'Mail'] }, (ctx) => retryMail(ctx, id.data))
	return result.ok ? { ok: true, done: t('mails.retried') } : wholeRefusal(t(`mails.${result.error.code}`))
}

export default function Outbox() {
	const { mails, counts, nextCursor, status, mail, asked, kept } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	const { relative, now } = useReader()
	const [search] = useSearchParams()
	const withParam = (name: string, value: string) => {
		const next = new URLSearchParams(search)
		next.set(name, value)
		return `?${next}`
	}
	return (
		<>
			<PageHead title={t('mails.title')} subtitle={kept ? t('mails.subtitleKept') : t('mails.subtitleSmtp')} />
			<Grid>
				<Card padding="flush" className={`${span(5)} ${asked ? 'max-desk:hidden' : ''}`}>
					<DataTable
						caption={t('mails.caption')}
						rows={mails}
						rowKey={(row) => row.id}
						{...(mail ? { currentKey: mail.id } : {})}
						toolbar={
							<TableToolbar>
								<FilterLink label={t('mails.all')} to="/dev/mail" on={status === null} />
								{MAIL_STATUSES.filter((key) => counts[key]).map((key) => (
									<FilterLink
										key={key}
										label={t(`mails.${key}`)}
										count={counts[key]}
										to={`/dev/mail?status=${key}`}
										on={status === key}
									/>
								))}
							</TableToolbar>
						}
						pager={nextCursor && <Pager nextHref={withParam('before', nextCursor)} />}
						empty={
							<EmptyState icon={MailOpen} title={t('mails.empty')} titleLevel={2}>
								{t('mails.emptyText')}
							</EmptyState>
						}
						columns={[
							{
								key: 'subject',
								header: t('mails.subject'),
								role: 'key',
								cell: (row) => (
									<AppLink to={withParam('mail', row.id)} preventScrollReset>
										{row.subject}
										<CellSub>{row.recipient}</CellSub>
									</AppLink>
								),
							},
							{
								key: 'status',
								header: t('mails.status'),
								role: 'aside',
								cell: (row) => <StatusText tone={MAIL_TONES[row.status]} label={t(`mails.${row.status}`)} />,
							},
							{
								key: 'created',
								header: t('mails.created'),
								cell: (row) => <span className="whitespace-nowrap text-text-2">{relative(row.createdAt, now)}</span>,
							},
						]}
					/>
				</Card>
				<div className={`${span(7)} min-w-0 ${asked ? '' : 'max-desk:hidden'}`}>
					{mail ? <MailView mail={mail} /> : mails.length > 0 && <p className="p-4 text-text-2">{t('mails.choose')}</p>}
				</div>
			</Grid>
		</>
	)
}
