import { err, ok, type Result } from '#app/core/result.ts'
import { decisionOutcomes } from '#app/features/rules/decision.queries.server.ts'
import { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
