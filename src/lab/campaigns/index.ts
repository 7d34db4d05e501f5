export { CampaignActions } from './actions';
export type { ICampaignFile } from './actions';
export { createCampaignsView } from './campaigns-view';
export { CampaignsModel } from './model';
export { runSeveralBursts } from './run-several-bursts';
export { companionCampaigns } from './source';
export type { ICampaignsSource } from './source';
