// An inline script is not allowed in an extension.
import start from './options.js';

start({ module_or_path: new URL('./options_bg.wasm', import.meta.url) });
