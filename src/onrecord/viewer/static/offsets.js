// The one place where the browser's offsets (UTF-16 units) meet the record's (code points).

/** Number of code points in a string. */
export function codePoints(text) {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
}

/** The code point offset, into the article's text, of a place in the page; null outside the text. */
export function offsetAt(node, unitOffset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const segment = element?.closest("[data-at]");
  if (!segment) return null;
  const before = document.createRange();
  before.setStart(segment, 0);
  before.setEnd(node, unitOffset);
  return Number(segment.dataset.at) + codePoints(before.toString());
}

/** The half-open code point stretch that is selected in the text, as {start, end}; null if there is none. */
export function selectedStretch() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = offsetAt(range.startContainer, range.startOffset);
  const end = offsetAt(range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { start, end };
}

/** The segment of the text in which a code point stands; null if there is none. */
export function segmentAt(segments, offset) {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(segments[middle].dataset.at) <= offset) low = middle + 1;
    else high = middle;
  }
  return low ? segments[low - 1] : null;
}
