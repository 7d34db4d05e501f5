export { default as acquisitionsPlugin } from './plugin';
