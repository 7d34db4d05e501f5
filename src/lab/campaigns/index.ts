export { CampaignActions } from './actions';
export type { ICampaignFile } from './actions';
export { askForCampaign } from './campaign-dialog';
export { createCampaignsView } from './campaigns-view';
export { CampaignsModel } from './model';
export { planCampaign } from './plan';
export { companionCampaigns } from './source';
export type { ICampaignsSource } from './source';
