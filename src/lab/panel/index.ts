export { default as panelPlugin } from './plugin';
