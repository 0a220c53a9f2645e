import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { CASES } from '../case.model.ts'
import { caseFilterSchema } from '../case.schema.ts'
import { kindOf } from '../case-route.ts'
import { type CaseRow, listCases } from '../cases.queries.server.ts'
import { CaseTable } from '../ui/case-table.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const url = new URL(args.request.url)
	const kind = kindOf(url)
	const filter = caseFilterSchema.parse(Object.fromEntries(url.searchParams))
	return withContext(args, { can: ['read', CASES[kind].ability] }, async (ctx) => {
		const page = await listCases(ctx, kind, filter)
		const ids = page.items.map((row) => row.id)
		return {
			kind,
			filter,
			partner: partyOf(ctx.actor) !== null,
			page,
			due: await dueMomentsOf(ctx, kind, ids),
			title: serverText(ctx.language, 'cases')(`kinds.${kind}.title`),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** All CAPAs, changes, complaints or returns. */
export default function Cases() {
	const { kind, filter, page, due, partner, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('cases')
	const ability = useAbility()
	const mayOpen = ability.can('create', CASES[kind].ability)
	const open = (
		<ButtonLink to={`${CASES[kind].path}/new`} variant="primary" icon={Plus}>
			{t(`kinds.${kind}.open`)}
		</ButtonLink>
	)
	return (
		<>
			<PageHead
				title={title}
				subtitle={t(
					partner
						? `partner.${kind as 'complaint' | 'return' | 'supplier_onboarding'}.subtitle`
						: `kinds.${kind}.subtitle`,
				)}
				actions={mayOpen && open}
			/>
			<Card padding="flush">
				<CaseTable
					kind={kind}
					filter={filter}
					partner={partner}
					due={due}
					page={page as { items: CaseRow[]; nextCursor: string | null }}
					{...(mayOpen ? { firstStep: open } : {})}
				/>
			</Card>
		</>
	)
}
