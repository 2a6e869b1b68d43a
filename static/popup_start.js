// An inline script is not allowed in an extension.
import start from './popup.js';

start({ module_or_path: new URL('./popup_bg.wasm', import.meta.url) });
