import * as calendars from '#app/features/calendars/calendar.entity.server.ts'
import * as cases from '#app/features/cases/case.entity.server.ts'
import * as catalog from '#app/features/catalog/catalog.entity.server.ts'
import * as dictionary from '#app/features/dictionary/dictionary.entity.server.ts'
import * as documents from '#app/features/documents/document.entity.server.ts'
import * as equipment from '#app/features/equipment/equipment.entity.server.ts'
import * as gaps from '#app/features/gaps/gap.entity.server.ts'
import * as containers from '#app/features/genealogy/container.entity.server.ts'
import * as genealogy from '#app/features/genealogy/genealogy.entity.server.ts'
import * as governance from '#app/features/governance/sop.entity.server.ts'
import * as identity from '#app/features/identity/invitation.entity.server.ts'
import * as intake from '#app/features/intake/intake.entity.server.ts'
import * as lotCodes from '#app/features/lot-codes/lot-code.entity.server.ts'
import * as lots from '#app/features/lots/lot.entity.server.ts'
import * as network from '#app/features/network/network.entity.server.ts'
import * as notifications from '#app/features/notifications/notification.entity.server.ts'
import * as webhooks from '#app/features/notifications/webhook.entity.server.ts'
import * as parties from '#app/features/parties/party.entity.server.ts'
import * as production from '#app/features/production/production.entity.server.ts'
import * as quality from '#app/features/quality/quality.entity.server.ts'
import * as findings from '#app/features/quality/watch/finding.entity.server.ts'
import * as recall from '#app/features/recall/recall.entity.server.ts'
import * as rules from '#app/features/rules/decision.entity.server.ts'
import * as replay from '#app/features/rules/replay/replay.entity.server.ts'
import * as shipping from '#app/features/shipping/shipment.entity.server.ts'
import * as tenants from '#app/features/tenants/tenant.entity.server.ts'
import * as approvals from '#app/features/workflow/approval.entity.server.ts'
import * as bulkMoves from '#app/features/workflow/bulk-move.entity.server.ts'
import * as workflowMigration from '#app/features/workflow/migrate/migration.entity.server.ts'
import * as tasks from '#app/features/workflow/task.entity.server.ts'
import * as workflow from '#app/features/workflow/workflow.entity.server.ts'
import * as audit from '#app/platform/audit/audit.entity.server.ts'
import * as auth from '#app/platform/auth/auth.entity.server.ts'
import * as definitions from '#app/platform/definitions/definition.entity.server.ts'
import * as definitionLife from '#app/platform/definitions/definition-life.entity.server.ts'
import * as idempotency from '#app/platform/http/idempotency.entity.server.ts'
import * as mail from '#app/platform/mail/mail.entity.server.ts'

/** Every mapped class. A new entity file is added here and nowhere else. */
export const entities = [
	auth,
	audit,
	definitions,
	definitionLife,
	idempotency,
	mail,
	tenants,
	identity,
	notifications,
	webhooks,
	parties,
	catalog,
	equipment,
	dictionary,
	lotCodes,
	lots,
	genealogy,
	containers,
	gaps,
	intake,
	documents,
	shipping,
	production,
	quality,
	cases,
	findings,
	rules,
	replay,
	workflow,
	calendars,
	workflowMigration,
	approvals,
	tasks,
	bulkMoves,
	governance,
	recall,
	network,
].flatMap((module) => Object.values(module))
