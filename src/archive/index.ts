export { ArchiveError, InvalidStackError, StackNotFoundError } from './errors';
export type { MissingPart } from './errors';
export { stackBands } from './stack';
export type { Acquisition, Stack } from './stack';
export { primaryOf, StackGrounds } from './stack-grounds';
export type { StackGround } from './stack-grounds';
export { StackArchive } from './stacks';
export type { StackListing, StackRequest, StackSelection } from './stacks';
export {
  clearPartialScenes,
  ensureSampleScene,
  SAMPLE_STACK_ID
} from './sample-scene/ensure-sample-scene';
export type { SampleSceneSize, SampleSceneTools } from './sample-scene/ensure-sample-scene';
export { SAMPLE_BURST } from './sample-scene/burst';
export { CHART_COHERENCES, CHART_CORNER_KM, CHART_SIDE_KM } from './sample-scene/landscape';
