import type { Permission } from '../accounts/rules.ts'
import type { Deps } from '../web/deps.ts'
import type { Route } from '../web/route.ts'
import { attendanceRoutes } from './attendance/staff-routes.ts'
import { certificateRoutes } from './certificates/routes.ts'
import { completionRoutes } from './completion/staff-routes.ts'
import { figureRoutes } from './figures/staff-routes.ts'
import { graduationRoutes } from './graduation/staff-routes.ts'
import { markingRoutes } from './marking/routes.ts'
import { officeSide, trainerSide } from './marking/sides.ts'
import { followUpRoutes } from './follow-up/routes.ts'
import { reEngagementRoutes } from './re-engagement/staff-routes.ts'
import { ownWordRoutes } from './own-word/routes.ts'
import { registerStaffRoutes } from './office/staff-routes.ts'
import { classListRoutes } from './class-list/routes.ts'
import { classListStaffRoutes } from './class-list/staff-routes.ts'
import { teachingRoutes } from './teaching/routes.ts'

/** Who came, and what follows. */
export function routesOfRegisters(deps: Deps): Route<Permission>[] {
  return [
    ...teachingRoutes(deps),
    ...classListRoutes(deps),
    ...classListStaffRoutes(deps),
    ...markingRoutes(deps, trainerSide),
    ...markingRoutes(deps, officeSide),
    ...followUpRoutes(deps),
    ...ownWordRoutes(deps),
    ...reEngagementRoutes(deps),
    ...registerStaffRoutes(deps),
    ...attendanceRoutes(deps),
    ...completionRoutes(deps),
    ...certificateRoutes(deps),
    ...graduationRoutes(deps),
    ...figureRoutes(deps),
  ]
}
