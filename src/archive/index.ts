export * from './errors';
export type { ArchiveTools, OpenUrl } from './tools';
export { stackBands } from './stack';
export type { Acquisition, Stack } from './stack';
export { primaryOf, StackGrounds } from './stack-grounds';
export type { StackGround } from './stack-grounds';
export { StackArchive } from './stacks';
export type { StackListing, StackRequest, StackSelection } from './stacks';
export { SlcArchive } from './slc/slc-archive';
export type { OpenBurst, Refreshed } from './slc/slc-archive';
export type { IndexedBurst } from './slc/indexed-burst';
export type { BurstQuery } from './slc/slc-index';
export type { BurstAcquisition, BurstRequest, BurstSelection } from './slc/select-bursts';
export { OrbitArchive } from './orbits/orbit-archive';
export type { ChosenOrbit, OrbitKind, OrbitOfFiles } from './orbits/orbit-archive';
export { ElevationArchive } from './elevation/elevation-archive';
export type { ChosenElevation } from './elevation/elevation-archive';
export { heightAt } from './elevation/height-at';
export { boxOf, ringsTouch } from './elevation/coverage';
export type { LonLatRing } from './elevation/coverage';
export type { LonLatBox } from './elevation/tile-names';
export type { FetchHooks, RemoteArchive, WantedBurst } from './remote/remote-archive';
export { CopernicusArchive } from './remote/copernicus-archive';
export { BurstCatalogue, CDSE_CATALOGUE } from './remote/burst-catalogue';
export type {
  BurstSearch,
  CatalogueBurst,
  CatalogueOptions,
  FoundBursts
} from './remote/burst-catalogue';
export type { CdseOptions } from './remote/cdse-bursts';
export type { Glo30Options } from './remote/glo30';
export { writeSafeBurst } from './safe/write-safe-burst';
export type { SafeBurstPieces } from './safe/write-safe-burst';
export { CoregisteredStacks } from './coregistered/coregistered-stacks';
export type { CoregisteredKey } from './coregistered/coregistered-stacks';
export { openArchives, openSampleScene } from './open-archives';
export type { Archives } from './open-archives';
export { simulateProducts } from './simulation/simulate-products';
export type { SimulationRequest } from './simulation/simulate-products';
export { SCENES, STRIP_COHERENCES } from './simulation/scenes';
export { clearPartialScenes, ensureSampleScene, SAMPLE_SCENE } from './simulation/sample-scene';
