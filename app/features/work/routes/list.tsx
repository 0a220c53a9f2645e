import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { readCustomerHome } from '#app/features/home/customer-home.queries.server.ts'
import { readPartner } from '#app/features/home/partner.queries.server.ts'
import { readSupplierRecords, readSupplierRequests } from '#app/features/home/supplier-home.queries.server.ts'
import { RequestsPanel } from '#app/features/home/ui/requests-panel.tsx'
import { listLivingRoles } from '#app/features/roles/roles.queries.server.ts'
import { baseRolesOf, partyOf } from '#app/platform/auth/actor.model.ts'
import { formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { completeTasksSchema } from '../complete-tasks.schema.ts'
import { completeTasks } from '../complete-tasks.server.ts'
import { nextSteps } from '../next-steps.queries.server.ts'
import { CustomerWork } from '../ui/customer-work.tsx'
import { PartnerTasks } from '../ui/partner-tasks.tsx'
import { WorkTable } from '../ui/work-table.tsx'
import { WORK_KINDS } from '../work.model.ts'
import { readWork, seesTeam, whoCanAct } from '../work.queries.server.ts'
import { readWorkLooks } from '../work-looks.server.ts'

const searchSchema = z.object({
	kind: z.enum(WORK_KINDS).optional().catch(undefined),
	overdue: z.literal('1').optional().catch(undefined),
	site: z.uuid().optional().catch(undefined),
	of: z.literal('all').optional().catch(undefined),
	after: z
		.string()
		.regex(/^(infinity|[\d:.TZ-]+)~[\d:.TZ-]+~[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
})
type Search = z.output<typeof searchSchema>

async function internalWork(ctx: Context, search: Search) {
	const page = await readWork(ctx, {
		kind: search.kind,
		overdue: search.overdue === '1',
		siteId: search.site,
		team: search.of === 'all',
		after: search.after,
	})
	return {
		audience: 'internal' as const,
		...page,
		search,
		mayTeam: seesTeam(ctx),
		sites: await choiceList(ctx, 'sites', { with: 'closed' }, [search.site]),
		who: await whoCanAct(ctx),
		roleTitles: Object.fromEntries((await listLivingRoles(ctx)).map((role) => [role.key, role.title])),
		looks: await readWorkLooks(ctx, page.work),
		next: await nextSteps(ctx, page.work),
	}
}

async function supplierWork(ctx: Context) {
	const partyId = partyOf(ctx.actor) ?? ''
	const { standing } = await readSupplierRecords(ctx)
	return {
		audience: 'supplier' as const,
		...(await readPartner(ctx, partyId)),
		requests: await readSupplierRequests(ctx),
		tasks: (await readWork(ctx, { kind: 'task' })).work,
		standing,
	}
}

async function workOf(ctx: Context, search: Search) {
	const roles = baseRolesOf(ctx.actor)
	if (roles.includes('supplier')) return supplierWork(ctx)
	if (roles.includes('customer'))
		return {
			audience: 'customer' as const,
			notices: (await readCustomerHome(ctx)).notices,
			tasks: (await readWork(ctx, { kind: 'task' })).work,
		}
	return internalWork(ctx, search)
}

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Home'] }, async (ctx) => ({
		list: await workOf(ctx, search),
		tenant: ctx.tenant.name,
		title: serverText(ctx.language, 'work')('title'),
	}))
}

export async function action(args: ActionFunctionArgs): Promise<Refusal | { ok: true }> {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'work')
	const parsed = completeTasksSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const done = await withContext(args, { can: ['read', 'Home'] }, (ctx) => completeTasks(ctx, parsed.data))
	return done.ok ? { ok: true } : wholeRefusal(t(`done.${done.error.code}`))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Everything that is asked of the reader, or of everybody. */
export default function WorkList() {
	const { list, tenant, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('work')
	const subtitle =
		list.audience === 'internal' ? t(list.search.of ? 'subtitleTeam' : 'subtitle') : t('partner', { tenant })
	return (
		<>
			<PageHead title={title} subtitle={subtitle} />
			{list.audience !== 'internal' && <PartnerTasks tasks={list.tasks} />}
			{list.audience === 'internal' && <WorkTable list={list} />}
			{list.audience === 'supplier' && <RequestsPanel home={list} tenant={tenant} />}
			{list.audience === 'customer' && <CustomerWork notices={list.notices} />}
		</>
	)
}

export type InternalWork = Awaited<ReturnType<typeof internalWork>>
