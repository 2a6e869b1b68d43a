// Pictures of the extension's pages, small enough for the guide: a PNG of at most
// 256 colours, of which a page has few beside its letters' edges.

import zlib from 'node:zlib';

/** The pixels of a PNG, four bytes each, by the browser's own decoder. */
const pixels = (page, png) => page.evaluate(async (base64) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let text = '';
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return { width: image.width, height: image.height, bytes: btoa(text) };
}, Buffer.from(png).toString('base64'));

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(zlib.crc32(body), body.length + 4);
  return whole;
};

/** The same picture in 256 colours at most: the commonest as they are, the others as the nearest of them. */
export async function small(page, png) {
  const { width, height, bytes } = await pixels(page, png);
  const all = Buffer.from(bytes, 'base64');
  const colour = (at) => all.readUIntBE(at, 3);
  const times = new Map();
  for (let at = 0; at < all.length; at += 4) times.set(colour(at), (times.get(colour(at)) ?? 0) + 1);
  const parts = (key) => [key >> 16, (key >> 8) & 255, key & 255];
  const colours = [...times].sort((one, other) => other[1] - one[1]).map(([key]) => key);
  const palette = colours.slice(0, 256);
  const away = (one, other) => parts(one).reduce((sum, part, at) => sum + (part - parts(other)[at]) ** 2, 0);
  const nearest = (key) => palette.reduce((best, own, at) => (away(own, key) < away(palette[best], key) ? at : best), 0);
  const index = new Map(colours.map((key, at) => [key, at < palette.length ? at : nearest(key)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = index.get(colour((y * width + x) * 4));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', zlib.deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
