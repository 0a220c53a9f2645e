import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { countAudit, listAudit, readAuditEntry, readChainState } from '../audit.queries.server.ts'
import { auditSearchSchema, readAuditFilter } from '../audit-address.ts'
import type { CheckAnswer } from '../check-answer.ts'
import { checkChain } from '../check-chain.server.ts'
import { signaturesOf } from '../signatures.queries.server.ts'
import { inWords } from '../step-titles.queries.server.ts'
import { ChainCard } from '../ui/chain-card.tsx'
import { EntriesCard } from '../ui/entries-card.tsx'
import { EntryCard } from '../ui/entry-card.tsx'
import { VerdictNote } from '../ui/verdict-note.tsx'

const PAGE = 25
/** Counting stops here: more is said as "more than". */
const MOST = 10_000

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const filter = readAuditFilter(searchParams)
	const { entry: asked, cursor } = auditSearchSchema
		.pick({ entry: true, cursor: true })
		.parse(Object.fromEntries(searchParams))
	return withContext(args, { can: ['read', 'AuditEntry'] }, async (ctx) => {
		const list = await listAudit(ctx, filter, { limit: PAGE, cursor })
		const chosen = asked ?? list.items[0]?.seq
		const found = chosen === undefined ? null : await readAuditEntry(ctx, chosen)
		const [entry = null] = found ? await inWords(ctx, [found]) : []
		return {
			items: await inWords(ctx, list.items),
			nextCursor: list.nextCursor,
			filter,
			found: await countAudit(ctx, filter, MOST + 1),
			chain: await readChainState(ctx),
			people: await choiceList(ctx, 'people', { who: 'audited' }, [filter.actor]),
			entry,
			signatures: entry ? await signaturesOf(ctx, entry.subject.id, entry.at) : [],
			asked: asked !== undefined,
			tenant: ctx.tenant.name,
			title: serverText(ctx.language, 'audit')('title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs): Promise<CheckAnswer> {
	return withContext(args, { can: ['verify', 'AuditEntry'] }, checkChain)
}

/** Every entry of the tenant's chain, what it changed, and whether the chain holds. */
export default function AuditExplorer() {
	const data = useLoaderData<typeof loader>()
	const { t } = useTranslation('audit')
	const mayVerify = useAbility().can('verify', 'AuditEntry')
	const fetcher = useFetcher<CheckAnswer>()
	const check = fetcher.data ?? null
	const isBusy = fetcher.state !== 'idle'
	const valid = check?.kind === 'checked' ? check.verdict.valid : null
	return (
		<>
			<PageHead
				title={data.title}
				status={
					valid !== null && (
						<StatusChip size="lg" tone={valid ? 'pass' : 'block'} label={t(valid ? 'intact' : 'broken')} />
					)
				}
				subtitle={t('subtitle', { tenant: data.tenant })}
				actions={
					mayVerify && (
						<fetcher.Form method="post">
							<Button type="submit" variant="primary" icon={ShieldCheck} busy={isBusy}>
								{t(isBusy ? 'verifying' : check ? 'verifyAgain' : 'verify')}
							</Button>
						</fetcher.Form>
					)
				}
			/>
			<Stack>
				{check && <VerdictNote check={check} />}
				<ChainCard chain={data.chain} check={check} />
				<Grid>
					<EntriesCard
						className={`${span(7)} ${data.asked ? 'max-desk:order-2' : ''}`}
						items={data.items}
						nextCursor={data.nextCursor}
						found={data.found}
						most={MOST}
						current={data.entry?.seq ?? null}
						filter={data.filter}
						people={data.people}
					/>
					<div className={`${span(5)} ${data.asked ? '' : 'max-desk:hidden'}`}>
						{data.entry ? (
							<EntryCard entry={data.entry} signatures={data.signatures} length={data.chain.length} />
						) : (
							<p className="p-4 text-text-2">{t('entry.choose')}</p>
						)}
					</div>
				</Grid>
			</Stack>
		</>
	)
}
