// All routes of the API, in the order in which its document tells of them.
import { entryRoutes, type EntryPorts } from './entries.ts';
import { importRoutes, type ImportPorts } from './imports.ts';
import { jobRoutes, type JobPorts } from './jobs.ts';
import { placementRoutes, type PlacementPorts } from './placements.ts';
import { planRoutes, type PlanPorts } from './plans.ts';
import type { AnyRoute } from './route.ts';
import { trailRoutes, type TrailPorts } from './trail.ts';

export type ApiPorts = {
  readonly entries: EntryPorts;
  readonly imports: ImportPorts;
  readonly jobs: JobPorts;
  readonly plans: PlanPorts;
  readonly placements: PlacementPorts;
  readonly trail: TrailPorts;
};

export const apiRoutes = (ports: ApiPorts): AnyRoute[] => [
  ...trailRoutes(ports.trail),
  ...importRoutes(ports.imports),
  ...entryRoutes(ports.entries),
  ...jobRoutes(ports.jobs),
  ...planRoutes(ports.plans),
  ...placementRoutes(ports.placements),
];
