import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { ScanBarcode, Search, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { findByCode } from '../find-by-code.server.ts'
import { FOUND_KINDS } from '../found.ts'

const LONGEST = 2_000

export async function loader(args: LoaderFunctionArgs) {
	const url = new URL(args.request.url)
	const query = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST)
	const answer = await withContext(args, { can: ['read', 'Home'] }, async (ctx) => ({
		query,
		title: serverText(ctx.language, 'search')('title'),
		found: query ? await findByCode(ctx, query) : [],
	}))
	// A scan of one known thing opens it.
	const exact = answer.found.filter((one) => one.exact)
	if (exact.length === 1 && exact[0]) throw redirect(exact[0].to)
	return answer
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function SearchPage() {
	const { query, found } = useLoaderData<typeof loader>()
	const { t } = useTranslation('search')
	const { say } = useReader()
	return (
		<>
			<PageHead title={t('title')} subtitle={t('subtitle')} />
			<Stack>
				<Card>
					<Form method="get" role="search" className="flex flex-wrap items-end gap-3">
						<Field label={t('label')} name="q" hint={t('hint')} className="min-w-0 flex-1 basis-60">
							<TextInput
								key={query}
								mono
								name="q"
								type="search"
								defaultValue={query}
								autoFocus
								autoComplete="off"
								maxLength={LONGEST}
								trailingIcon={ScanBarcode}
							/>
						</Field>
						<Button type="submit" variant="primary" icon={Search} className="mb-6">
							{t('submit')}
						</Button>
					</Form>
				</Card>
				{query !== '' && found.length === 0 && (
					<Card padding="flush">
						<EmptyState icon={SearchX} title={t('none', { query: query.slice(0, 60) })}>
							{t('noneText')}
						</EmptyState>
					</Card>
				)}
				{FOUND_KINDS.map((kind) => ({ kind, rows: found.filter((one) => one.kind === kind) }))
					.filter((group) => group.rows.length > 0)
					.map((group) => (
						<Card key={group.kind} title={t(`kind.${group.kind}`)} padding="flush">
							<ListRows
								rows={group.rows.map((one) => ({
									key: one.to,
									title: <span className="mono">{one.label}</span>,
									to: one.to,
									detail: one.detail ? say(one.detail) : undefined,
									aside: one.status ? <StatusText tone={one.status.tone} label={say(one.status.title)} /> : undefined,
								}))}
							/>
						</Card>
					))}
			</Stack>
		</>
	)
}
