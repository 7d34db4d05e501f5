/** Regions as many bursts: submitted to a back-end, followed, and brought to their end after a restart. */
export { Campaigns, type CampaignsOptions } from './campaigns';
export * from './errors';
export type { CampaignBackend } from './openeo-jobs';
