/** Whether the text came onto the clipboard. */
export async function copyText(text: Promise<string>): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(await text);
    return true;
  } catch (error) {
    return refused(error);
  }
}

/** Whether the picture came onto the clipboard. It is promised, because Safari forgets the click while one waits. */
export async function copyImage(png: Promise<Blob>): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    return true;
  } catch (error) {
    await png; // its own failure says more than that of the clipboard
    return refused(error);
  }
}

/** What browsers throw that lack the clipboard or keep it from the page; anything else is not theirs. */
function refused(error: unknown): false {
  const browsers =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof DOMException;
  if (!browsers) throw error;
  return false;
}
