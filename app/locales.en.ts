import audit from '#app/features/audit/locales/en.json' with { type: 'json' }
import calendars from '#app/features/calendars/locales/en.json' with { type: 'json' }
import cases from '#app/features/cases/locales/en.json' with { type: 'json' }
import catalog from '#app/features/catalog/locales/en.json' with { type: 'json' }
import dictionary from '#app/features/dictionary/locales/en.json' with { type: 'json' }
import documents from '#app/features/documents/locales/en.json' with { type: 'json' }
import equipment from '#app/features/equipment/locales/en.json' with { type: 'json' }
import gaps from '#app/features/gaps/locales/en.json' with { type: 'json' }
import genealogy from '#app/features/genealogy/locales/en.json' with { type: 'json' }
import governance from '#app/features/governance/locales/en.json' with { type: 'json' }
import home from '#app/features/home/locales/en.json' with { type: 'json' }
import identity from '#app/features/identity/locales/en.json' with { type: 'json' }
import intake from '#app/features/intake/locales/en.json' with { type: 'json' }
import lotCodes from '#app/features/lot-codes/locales/en.json' with { type: 'json' }
import lots from '#app/features/lots/locales/en.json' with { type: 'json' }
import network from '#app/features/network/locales/en.json' with { type: 'json' }
import notifications from '#app/features/notifications/locales/en.json' with { type: 'json' }
import parties from '#app/features/parties/locales/en.json' with { type: 'json' }
import production from '#app/features/production/locales/en.json' with { type: 'json' }
import provenance from '#app/features/provenance/locales/en.json' with { type: 'json' }
import quality from '#app/features/quality/locales/en.json' with { type: 'json' }
import recall from '#app/features/recall/locales/en.json' with { type: 'json' }
import receiving from '#app/features/receiving/locales/en.json' with { type: 'json' }
import release from '#app/features/release/locales/en.json' with { type: 'json' }
import roles from '#app/features/roles/locales/en.json' with { type: 'json' }
import rules from '#app/features/rules/locales/en.json' with { type: 'json' }
import search from '#app/features/search/locales/en.json' with { type: 'json' }
import shipping from '#app/features/shipping/locales/en.json' with { type: 'json' }
import tenants from '#app/features/tenants/locales/en.json' with { type: 'json' }
import work from '#app/features/work/locales/en.json' with { type: 'json' }
import workflow from '#app/features/workflow/locales/en.json' with { type: 'json' }
import common from '#app/ui/locales/en.json' with { type: 'json' }

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
