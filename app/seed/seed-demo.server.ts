import { newId } from '#app/core/ids.ts'
import { installAttributes } from '#app/features/dictionary/install-attributes.server.ts'
import { runDetection } from '#app/features/gaps/run-detection.server.ts'
import { publishDefaults } from '#app/features/governance/publish-defaults.server.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { type RecordKind, WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import { refreshStatistics } from '#app/platform/db/refresh-statistics.server.ts'
import type { Portal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { AuditHistory } from './audit-history.server.ts'
import { aurora } from './aurora/aurora-company.ts'
import { tellAurora } from './aurora/aurora-story.ts'
import type { CompanyData } from './company.model.ts'
import type { CompanyIndex } from './company-index.ts'
import { connectCompanies } from './connect-companies.server.ts'
import { readCredentials } from './credentials.server.ts'
import { alignPasswords, ensureAccounts } from './demo-accounts.server.ts'
import { addApiKey, alignApiKey } from './demo-api-key.server.ts'
import { DEMO_TIME_ZONE, demoCalendar } from './demo-calendar.ts'
import { harvest } from './harvest/harvest-company.ts'
import { tellHarvest } from './harvest/harvest-story.ts'
import { loginsText } from './print-logins.ts'
import type { SeedScene } from './seed-scene.ts'
import { seededRandom } from './seeded-random.ts'
import { Story } from './story/story.ts'
import { peopleOf } from './story-people.ts'
import { writeCalendars } from './write-calendars.server.ts'
import { writeCases } from './write-cases.server.ts'
import { writeCompany } from './write-company.server.ts'
import { writeDecisions } from './write-decisions.server.ts'
import { writeEquipment } from './write-equipment.server.ts'
import { writeFindings } from './write-findings.server.ts'
import { writeLots } from './write-lots.server.ts'
import { writeRecalls, writeShipments } from './write-movements.server.ts'
import { writeOwnDeviationSteps } from './write-own-deviation-steps.server.ts'
import { writePapers } from './write-papers.server.ts'
import { writeProcedures } from './write-procedures.server.ts'
import { writeSeedTasks } from './write-tasks.server.ts'
import { writeWebhook } from './write-webhook.server.ts'

const COMPANIES: readonly CompanyData[] = [aurora, harvest]
/** Any number: the same one tells the same story. */
const SEED = 20_261_122
/** The company whose programming interface the printed key opens. */
const KEY_HOLDER = aurora.tenant.key

/**
 * Fills the demo's two companies, once: a company that has items already stays as it is, one whose filling was broken
 * off is filled. Prints the log-ins and the key, every time. Password and key follow the environment where it sets
 * them.
 */
export async function seedDemo(portal: Portal): Promise<void> {
	const credentials = readCredentials(portal.env)
	const owner = portal.orm.em.fork()
	const people = COMPANIES.flatMap((company) => company.people)
	const accounts = await ensureAccounts(owner, people, credentials.password)
	const tenants = new Map<CompanyData, string>()
	for (const company of COMPANIES) {
		const tenantId = await ensureTenant(owner, company, portal.clock.now())
		tenants.set(company, tenantId)
		const apiKey = company.tenant.key === KEY_HOLDER ? credentials.apiKey : null
		await withTenantContext(tenantId, (ctx) => fillCompany(ctx, company, accounts, apiKey))
		if (apiKey && (portal.env.DEMO_API_KEY || credentials.apiKeyIsNew)) {
			await withTenantContext(tenantId, (ctx) => alignApiKey(ctx, apiKey))
		}
	}
	await connectCompanies(tenants.get(harvest) ?? '', tenants.get(aurora) ?? '')
	if (portal.env.DEMO_PASSWORD || credentials.passwordIsNew) await alignPasswords(owner, people, credentials.password)
	await refreshStatistics(portal.orm)
	if (portal.env.NODE_ENV !== 'test') process.stdout.write(loginsText(COMPANIES, credentials, portal.baseUrl))
}

async function ensureTenant(owner: Em, { tenant }: CompanyData, now: Date): Promise<string> {
	await owner.execute(
		'insert into tenant (id, key, name, initials, language, time_zone, theme, contact, created_at) values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict (key) do nothing',
		[
			newId(),
			tenant.key,
			tenant.name,
			tenant.initials,
			tenant.language,
			DEMO_TIME_ZONE,
			tenant.theme,
			JSON.stringify(tenant.contact),
			now,
		],
	)
	const [row] = await owner.execute<{ id: string }[]>('select id from tenant where key = ?', [tenant.key])
	if (!row) throw new Error(`The tenant ${tenant.key} could not be made`)
	return row.id
}

/** One unit of work: the whole company or nothing of it. */
async function fillCompany(
	ctx: Context,
	company: CompanyData,
	accounts: Map<string, string>,
	apiKey: string | null,
): Promise<void> {
	// Of two processes that start at once one fills; the other waits here and finds it done.
	await ctx.em.execute('select id from tenant where id = ? for update', [ctx.tenant.id])
	const [items] = await ctx.em.execute<{ count: number }[]>('select count(*)::int as count from item')
	if (items && items.count > 0) return
	const scene = { ctx, company, calendar: demoCalendar(ctx.now), audit: new AuditHistory() }
	await publishDefaults(ctx)
	await installAttributes(ctx)
	const index = await writeCompany(scene, accounts)
	const personOf = peopleOf(index)
	await writeCalendars(scene)
	await writeEquipment(scene, index)
	await writeOwnDeviationSteps(ctx)
	const story = await tellStory(scene, index)
	await writeDecisions(scene, story, personOf)
	await writeLots(scene, story, personOf)
	await writeShipments(scene, story, personOf)
	await writePapers(scene, story, personOf)
	await writeCases(scene, story, personOf)
	await writeSeedTasks(scene, story)
	await writeFindings(scene, story)
	await writeRecalls(scene, story, personOf)
	await scene.audit.begin(ctx, personOf)
	await writeProcedures(ctx, personOf)
	await writeWebhook(ctx)
	await runDetection(ctx, null)
	if (apiKey) await addApiKey(ctx, apiKey, index.person('admin').id)
}

async function tellStory({ ctx, company, calendar }: SeedScene, index: CompanyIndex): Promise<Story> {
	const workflows: Partial<Record<RecordKind, WorkflowDefinition>> = {}
	for (const kind of Object.keys(WORKFLOW_RECORDS) as RecordKind[])
		workflows[kind] = (await loadActiveWorkflow(ctx, WORKFLOW_RECORDS[kind].workflow)).definition
	const told = workflows as Record<RecordKind, WorkflowDefinition>
	const story = new Story(index, calendar, seededRandom(SEED), told)
	if (company === aurora) tellAurora(story)
	else tellHarvest(story)
	return story
}
