import audit from '#app/features/audit/locales/zh-CN.json' with { type: 'json' }
import calendars from '#app/features/calendars/locales/zh-CN.json' with { type: 'json' }
import cases from '#app/features/cases/locales/zh-CN.json' with { type: 'json' }
import catalog from '#app/features/catalog/locales/zh-CN.json' with { type: 'json' }
import dictionary from '#app/features/dictionary/locales/zh-CN.json' with { type: 'json' }
import documents from '#app/features/documents/locales/zh-CN.json' with { type: 'json' }
import equipment from '#app/features/equipment/locales/zh-CN.json' with { type: 'json' }
import gaps from '#app/features/gaps/locales/zh-CN.json' with { type: 'json' }
import genealogy from '#app/features/genealogy/locales/zh-CN.json' with { type: 'json' }
import governance from '#app/features/governance/locales/zh-CN.json' with { type: 'json' }
import home from '#app/features/home/locales/zh-CN.json' with { type: 'json' }
import identity from '#app/features/identity/locales/zh-CN.json' with { type: 'json' }
import intake from '#app/features/intake/locales/zh-CN.json' with { type: 'json' }
import lotCodes from '#app/features/lot-codes/locales/zh-CN.json' with { type: 'json' }
import lots from '#app/features/lots/locales/zh-CN.json' with { type: 'json' }
import network from '#app/features/network/locales/zh-CN.json' with { type: 'json' }
import notifications from '#app/features/notifications/locales/zh-CN.json' with { type: 'json' }
import parties from '#app/features/parties/locales/zh-CN.json' with { type: 'json' }
import production from '#app/features/production/locales/zh-CN.json' with { type: 'json' }
import provenance from '#app/features/provenance/locales/zh-CN.json' with { type: 'json' }
import quality from '#app/features/quality/locales/zh-CN.json' with { type: 'json' }
import recall from '#app/features/recall/locales/zh-CN.json' with { type: 'json' }
import receiving from '#app/features/receiving/locales/zh-CN.json' with { type: 'json' }
import release from '#app/features/release/locales/zh-CN.json' with { type: 'json' }
import roles from '#app/features/roles/locales/zh-CN.json' with { type: 'json' }
import rules from '#app/features/rules/locales/zh-CN.json' with { type: 'json' }
import search from '#app/features/search/locales/zh-CN.json' with { type: 'json' }
import shipping from '#app/features/shipping/locales/zh-CN.json' with { type: 'json' }
import tenants from '#app/features/tenants/locales/zh-CN.json' with { type: 'json' }
import work from '#app/features/work/locales/zh-CN.json' with { type: 'json' }
import workflow from '#app/features/workflow/locales/zh-CN.json' with { type: 'json' }
import common from '#app/ui/locales/zh-CN.json' with { type: 'json' }

/** Every text of the portal in this language, by feature. A new feature adds its file here and in the other language. */
export default {
	common,
	audit,
	cases,
	calendars,
	catalog,
	dictionary,
	documents,
	equipment,
	gaps,
	genealogy,
	governance,
	home,
	identity,
	intake,
	'lot-codes': lotCodes,
	lots,
	network,
	notifications,
	parties,
	production,
	provenance,
	quality,
	recall,
	receiving,
	release,
	roles,
	rules,
	search,
	shipping,
	tenants,
	work,
	workflow,
}
